"""What a plan reads of a register, so that nothing else need be loaded."""

from collections.abc import Iterator

from narrow.compile.plan import Part, Plan
from narrow.model.register import PERSONS, SOURCES, WORDS, stored_columns
from narrow.model.rule import columns_of


def needed(made: Plan) -> dict[str, set[str]]:
    """Name the tables and stored columns that a plan's statements and the words for them read."""
    register = made.register
    wanted: dict[str, set[str]] = {PERSONS: set()}
    if SOURCES in register.tables:
        wanted[SOURCES] = set(stored_columns(register.tables[SOURCES]))
    for role in made.tables():
        wanted.setdefault(role, set())
    for role, names in wanted.items():
        table = register.tables[role]
        asked = {c for part in made.parts for c in _columns_of(part, role)}
        naming = register.naming
        own = {naming.name, naming.aliases} if role == PERSONS else set()
        covers = {c for t in register.tables.values() for s in t.complete_for for c in s.person}
        own |= covers if role == PERSONS else set()
        stems = asked | own | set(table.shown)
        stems |= {
            c for name in asked & set(table.columns) for c in table.columns[name].applies_where
        }
        names |= {
            stored
            for stored in stored_columns(table)
            if stored not in table.columns or stored in stems
            if not stored.endswith(WORDS) or stored.removesuffix(WORDS) in asked
        }
    return wanted


def _columns_of(part: Part, role: str) -> Iterator[str]:
    if part.table == role:
        yield part.item
        for condition in part.where:
            yield from columns_of(condition)
    second = part.second
    if second and role in (second.table, part.table):
        yield from (*second.same, *second.different, second.day)
        if second.table == role:
            for condition in second.where:
                yield from columns_of(condition)
