"""The rows of a register become columns of equal length, with every key checked on the way."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from narrow.errors import Issue, RegisterError
from narrow.model.cells import Reader
from narrow.model.dates import UNKNOWN, Interval
from narrow.model.registers import (
    EITHER,
    PERSONS,
    SOURCES,
    WORDS,
    Cell,
    Content,
    Kind,
    Register,
    stored_columns,
)
from narrow.registers.bounds import NOBODY, Columns, FirstOut, Held
from narrow.registers.expectations import Block, Gathering, Key, Raw, looked_up_anyway
from narrow.registers.folder import FolderReading

# A block of rows is laid out as the columns that are stored, each cell checked on the way.


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that stand so far: their lines, and the text of each of their cells."""

    lines: Sequence[int]
    texts: Mapping[str, list[str]]

    def only(self, stands: Sequence[bool]) -> "_Rows":
        """Give those that still stand."""
        if all(stands):
            return self
        kept = [at for at, yes in enumerate(stands) if yes]
        texts = {name: [cells[at] for at in kept] for name, cells in self.texts.items()}
        return _Rows([self.lines[at] for at in kept], texts)


class TableGathering:
    """Lays out one table: text of every cell, and beside it the columns that queries compare."""

    def __init__(self, state: Gathering, role: str) -> None:
        self.state = state
        self.table = table = state.register.tables[role]
        self.read = {name: Reader(c, state.register) for name, c in table.columns.items()}
        self.keys: set[Key | str] = set()
        self.wanted, self.targets = _pointing(state.register, role)
        self._faults: list[tuple[int, str, str]] = []
        self._held = Held(state, table)
        self._out = FirstOut(state, table)

    def columns_of(self, block: Block) -> Columns:
        """Check the rows of a block and give the stored columns of those that can be taken."""
        rows = self._read(block)
        rows = rows.only(self._new(rows))
        numbers = self._persons(rows)
        rows = rows.only([number is not None for number in numbers])
        persons = [number for number in numbers if number is not None]
        columns: dict[str, Sequence[Cell]] = {"row_no": rows.lines, "person_no": persons}
        columns |= rows.texts
        for name in rows.texts:
            if self.table.columns[name].kind is Kind.DATE:
                days = self._days(name, rows)
                columns[f"{name}_lo"] = [found.first for found in days]
                columns[f"{name}_hi"] = [found.last for found in days]
                either = self.read[name].either
                columns[f"{name}{EITHER}"] = [either(text) for text in rows.texts[name]]
        span = self.table.span
        if span:
            named = (span.start, span.end, span.held_on, span.ended_by)
            columns |= self._held.columns([self._days(name, rows) for name in named], persons)
        if self.table.sources:
            columns |= self._sources(rows)
        if self.table.role == SOURCES and self.table.key:
            out = self._days(self.state.register.citing.published, rows)
            ids = rows.texts[self.table.key[0]]
            self.state.published.update(zip(ids, out, strict=True))
        self._say_faults()
        return columns

    def _wrong(self, line: int, column: str, message: str) -> None:
        self._faults.append((line, column, message))

    def _say_faults(self) -> None:
        """Report the faults of a block in the order of its lines."""
        told, self._faults = sorted(self._faults, key=lambda fault: fault[0]), []
        for fault in told:
            self.state.wrong(self.table, *fault)

    def _read(self, block: Block) -> _Rows:
        blank = [""] * len(block.lines)
        texts = {}
        for name, reader in self.read.items():
            texts[name], faults = reader.texts(block.columns.get(name, blank))
            for at, message in faults:
                self._wrong(block.lines[at], name, message)
        return _Rows(block.lines, texts)

    def _new(self, rows: _Rows) -> list[bool]:
        """Say of each row whether its key is new, and remember what it offers and points to."""
        stands = [True] * len(rows.lines)
        if self.table.key:
            for at, key in enumerate(_shortest(rows, self.table.key)):
                if key in self.keys and all(key):
                    named = key if isinstance(key, str) else " / ".join(key)
                    said = f"{named!r} repeats the key of an earlier row"
                    self._wrong(rows.lines[at], self.table.key[0], said)
                    stands[at] = False
                self.keys.add(key)
        new = rows.only(stands)
        for columns in self.targets:
            seen = self.state.keys.setdefault((self.table.role, columns), set())
            seen.update(_keys(new, columns))
        for columns in self.wanted:
            missing = [self.table.columns[name].missing for name in columns]
            known = self.state.references.setdefault((self.table.role, columns), [])
            known += [
                (line, key)
                for line, key in zip(new.lines, _keys(new, columns), strict=True)
                if not any(text in gaps for text, gaps in zip(key, missing, strict=True))
            ]
        return stands

    def _persons(self, rows: _Rows) -> list[int | None]:
        """Number the person of each row; in the persons table itself, give out new numbers."""
        if self.table.role == PERSONS:
            first = len(self.state.person_no)
            ids = rows.texts[self.table.key[0]]
            self.state.person_no.update({one: first + at for at, one in enumerate(ids)})
            self.state.died += self._days(self.state.register.naming.died, rows)
            return list(range(first, first + len(ids)))
        if not self.table.person:
            return [NOBODY] * len(rows.lines)
        ids = rows.texts[self.table.person]
        numbers = [self.state.person_no.get(one) for one in ids]
        if None in numbers and PERSONS not in self.state.torn:
            for at, number in enumerate(numbers):
                if number is None and ids[at]:  # a blank one is told already
                    said = f"{ids[at]!r} is not among the persons{self._but_for_case(ids[at])}"
                    self._wrong(rows.lines[at], self.table.person, said)
        return numbers

    def _but_for_case(self, wanted: str) -> str:
        """Name the person whose id differs only in case; looked for where a fault is told."""
        same = (one for one in self.state.person_no if one.casefold() == wanted.casefold())
        found = next(same, None)
        return f"; {found!r} differs only in case" if found else ""

    def _sources(self, rows: _Rows) -> Columns:
        """Bound the day on which the first of each row's sources was out."""
        found = [self._out.of(cited) for cited in _keys(rows, self.table.sources)]
        for line, (_, unknown) in zip(rows.lines, found, strict=True):
            for column, source in unknown:
                self._wrong(line, column, f"{source!r} is not among the sources")
        return {
            "known_lo": [first for (first, _), _ in found],
            "known_hi": [last for (_, last), _ in found],
        }

    def _days(self, column: str, rows: _Rows) -> list[Interval]:
        if not column:
            return [UNKNOWN] * len(rows.lines)
        read = self.read[column].interval
        return [read(text) for text in rows.texts[column]]


def _pointing(register: Register, role: str) -> tuple[set[Key], set[Key]]:
    """Give the columns by which a table points elsewhere, and those by which others point to it."""
    found = [
        (table.role, columns, target, targets)
        for table in register.tables.values()
        for columns, target, targets in table.references
        if not looked_up_anyway(table, columns, target)
    ]
    wanted = {columns for mine, columns, _, _ in found if mine == role}
    return wanted, {targets for _, _, target, targets in found if target == role}


def _shortest(rows: _Rows, columns: Key) -> Iterable[Key | str]:
    """Give the keys of rows; a text where one column will do, for there may be millions."""
    return rows.texts[columns[0]] if len(columns) == 1 else _keys(rows, columns)


def _keys(rows: _Rows, columns: Sequence[str]) -> Iterator[Key]:
    return zip(*(rows.texts[name] for name in columns), strict=True)


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
