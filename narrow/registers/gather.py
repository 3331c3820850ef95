"""The rows of a register become columns of equal length, with every key checked on the way."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from narrow.errors import Issue, RegisterError
from narrow.model.register import PERSONS, SOURCES, WORDS, Cell, Content, Register, stored_columns
from narrow.registers.columns import TableGathering
from narrow.registers.days import Columns
from narrow.registers.folder import FolderReading
from narrow.registers.state import Block, Gathering, Raw

Blocks = Mapping[str, Iterable[Block]]
Take = Callable[[str, Columns], None]


def read_folder(folder: Path, register: Register) -> Content:
    """Read every table of a register folder; raises RegisterError with all that is wrong."""
    reading = FolderReading(folder, register)
    tables = gather(register, reading.blocks(), "", reading.issues)
    return replace(tables, sha256=reading.sha256())


def content_from_rows(
    register: Register, rows: Mapping[str, Sequence[Raw]], sha256: str = ""
) -> Content:
    """Make a content of rows given by role, such as the small records inside an attribute.

    A column that a row leaves out is blank. Raises RegisterError with all that is wrong.
    """
    blocks = {role: _blocks(register, role, given) for role, given in rows.items() if given}
    return gather(register, blocks, sha256)


def _blocks(register: Register, role: str, rows: Sequence[Raw]) -> Iterator[Block]:
    names = register.tables[role].columns
    columns = {name: [cells.get(name, "") for cells in rows] for name in names}
    yield Block(range(1, len(rows) + 1), columns)


def gather(register: Register, blocks: Blocks, sha256: str, found: Sequence[Issue] = ()) -> Content:
    """Check every row and lay the tables out as columns; raises RegisterError with all faults.

    `found` is what the reading of rows finds while they are drawn.
    """
    tables: dict[str, dict[str, list[Cell]]] = {
        role: {name: [] for name in stored_columns(table) if not name.endswith(WORDS)}
        for role, table in register.tables.items()
    }

    def take(role: str, columns: Columns) -> None:
        for name, values in columns.items():
            tables[role][name] += values

    persons = draw(register, blocks, take, found)
    return Content(register, tables, sha256, persons)


def draw(register: Register, blocks: Blocks, take: Take, found: Sequence[Issue] = ()) -> int:
    """Check every row and hand the columns over block by block; gives the number of persons.

    Sources and persons come first, because the other tables refer to them. What was handed over
    counts for nothing where RegisterError is raised in the end.
    """
    state = Gathering(register)
    order = sorted(register.tables, key=lambda role: (role != SOURCES, role != PERSONS))
    with _without_collection():
        for role in order:
            before = len(found)
            gathering = TableGathering(state, role)
            for block in blocks.get(role, ()):
                take(role, gathering.columns_of(block))
            if len(found) > before:
                state.torn.add(role)
        for role in order:
            state.check_references(role)
    if state.issues or found:
        raise RegisterError([*state.issues, *found])
    return len(state.person_no)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Spare the search for cycles, which goes through millions of cells and never finds one.

    Half the time of reading 100,000 persons went into it.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
