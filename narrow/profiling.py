"""The door to a register by itself: what it holds and does not, and who in it may be one."""

from pathlib import Path

from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError, nearest
from narrow.model.profile import By, Profile
from narrow.model.registers import PERSONS, WORDS, Content, Register, stored_columns
from narrow.registers import profile as profiles
from narrow.registers import twins as pairs
from narrow.registers.locate import library, load_register, usual_register
from narrow.registers.twins import Suspected
from narrow.rules.library import Library


def profile(
    data: str | Path | None = None,
    *,
    table: str = "",
    by: str = "",
    shelf: Library | None = None,
) -> Profile:
    """Say what a register holds: fill, not known, distinct and common values, dates, sources.

    `table` leaves the other tables out; `by` names a column, of the table itself or of the persons
    (`persons.gender`), and adds the fill for each of its values. Without `data`, profiles the only
    register in ./datasets, or else the worked example.
    """
    shelf = shelf or library()
    content = load_register(data or usual_register(shelf)[0], shelf=shelf)
    register = content.register
    if table and table not in register.tables:
        raise RequestError(f"{register.id} has no table {table!r}{nearest(table, register.tables)}")
    roles = [table] if table else list(register.tables)
    compared = _compared(register, roles, by) if by else {}
    with DuckDB() as engine:
        engine.load(content, _wanted(content))
        return profiles.profile(content, engine, roles, compared)


def twins(data: str | Path | None = None, *, shelf: Library | None = None) -> Suspected:
    """Find pairs of persons in a register who may be one; nothing is merged.

    Without `data`, looks at the only register in ./datasets, or else the worked example.
    """
    shelf = shelf or library()
    content = load_register(data or usual_register(shelf)[0], shelf=shelf)
    with DuckDB() as engine:
        engine.load(content, _wanted(content))
        return pairs.twins(content, engine)


def _wanted(content: Content) -> dict[str, list[str]]:
    """Name every column but the folded words, which nobody counts."""
    tables = content.register.tables.items()
    return {r: [n for n in stored_columns(t) if not n.endswith(WORDS)] for r, t in tables}


def _compared(register: Register, roles: list[str], by: str) -> dict[str, By]:
    """Say for each table what its fill is compared by; raises RequestError where for none."""
    role, _, name = by.rpartition(".")
    found: dict[str, By] = {}
    for mine in roles:
        table = register.tables[mine]
        if name in table.columns and role in ("", mine):
            found[mine] = By(mine, name)
        elif table.person and name in register.persons.columns and role in ("", PERSONS):
            found[mine] = By(PERSONS, name)
    if not found:
        tables = {*roles, PERSONS}
        known = {c for r in tables for c in register.tables[r].columns}
        raise RequestError(f"no column {by!r} to compare by{nearest(name, known)}")
    return found
