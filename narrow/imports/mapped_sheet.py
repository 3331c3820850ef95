"""A sheet is laid under its mapping: every column that is named must be there, just once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from narrow.errors import Issue, RegisterError, RequestError
from narrow.imports.grid import Line
from narrow.imports.intake import Intake
from narrow.imports.mapped_cells import Filled, fill
from narrow.imports.sheets import Header, Tables, header_of
from narrow.model.mapping import Cell, Part, Sheet

Read = Sequence[tuple[Cell, Filled]]


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet under its mapping; `places` are where the columns of a mapping lie in it."""

    sheet: Sheet
    tables: Tables
    name: str
    header: Header
    source: str
    places: Mapping[str, int]

    @property
    def place(self) -> Path:
        """How a report names it."""
        return self.tables.place(self.name)

    @property
    def left_out(self) -> Sequence[str]:
        """The headers that the mapping does not name."""
        used = set(self.places.values())
        return [text for at, text in enumerate(self.header.texts) if text and at not in used]

    def rows(self, intake: Intake) -> Iterator[Line]:
        """Give the rows below the header, without those to be skipped."""
        given = self.tables.rows(self.name, intake, self.sheet.delimiter, self.sheet.encoding)
        for line in given:
            if line.number > self.sheet.header[-1] and line.number not in self.sheet.skip:
                yield line

    def fault(self, line: Line) -> str:
        """Say why a row cannot be read; blank where it can."""
        width = len(self.header.texts)
        if line.fault or (not self.tables.has_cells_to_spare and len(line.cells) < width):
            return line.fault or f"has {len(line.cells)} cells; {width} are expected"
        return f"has more cells than the header ({width})" if any(line.cells[width:]) else ""

    def text(self, name: str, line: Line) -> str:
        """Give the text under a column."""
        at = self.places[name]
        return line.cells[at] if at < len(line.cells) else ""

    def filled(self, part: Part, number: int, line: Line, missing: frozenset[str]) -> Read:
        """Read the cells of a part from a row."""
        return [
            (cell, fill(cell, [self.text(name, line) for name in cell.at(number)], missing))
            for cell in part.cells
        ]

    def cited(self, part: Part, number: int, line: Line, missing: frozenset[str]) -> Read:
        """Read the cells of a row that say where a part has its facts from."""
        return [
            (cell, fill(cell, [self.text(name, line) for name in cell.at(number)], missing))
            for cell in part.cites
        ]


@dataclass(slots=True)
class Desk:
    """The files at hand, and what was found wrong while mappings were laid over them."""

    tables: Mapping[str, Tables]
    issues: list[Issue] = field(default_factory=list)

    def lay(self, sheet: Sheet, source: str) -> Laid:
        """Lay a sheet under its mapping; a column that is not there is added to the issues."""
        tables = self.file(sheet.file)
        name = tables.named(sheet.sheet)
        place, last = tables.place(name), sheet.header[-1]
        rows = tables.rows(name, Intake(), sheet.delimiter, sheet.encoding)
        head = list(takewhile(lambda line: line.number <= last, rows))
        header = header_of(head, place, sheet.header)
        places: dict[str, int] = {}
        for wanted, used_for in _wanted(sheet):
            try:
                places[wanted] = header.at(wanted)
            except KeyError as error:
                said = f"{error.args[0]} (for {used_for})"
                self.issues.append(Issue(str(place), last, 1, said))
        return Laid(sheet, tables, name, header, source, places)

    def file(self, name: str) -> Tables:
        """Give the file that a mapping means."""
        if name in self.tables:
            return self.tables[name]
        if name:
            said = ", ".join(self.tables)
            raise RequestError(f"the mapping needs the file {name!r}; given: {said}")
        if len(self.tables) > 1:
            raise RequestError("several files are given; the mapping must say which (file:)")
        return next(iter(self.tables.values()))


def lay_all(desk: Desk, sheets: Sequence[Sheet], name: str) -> Sequence[Laid]:
    """Lay all sheets under their mappings; raises RegisterError with all that is not there."""
    alone = len(sheets) == 1
    laid = [
        desk.lay(sheet, name if alone else f"{name}-{at}") for at, sheet in enumerate(sheets, 1)
    ]
    if desk.issues:
        raise RegisterError(desk.issues)
    return laid


def _wanted(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield from ((name, "the id") for name in sheet.ids)
    yield from ((name, "only") for name in sheet.only or ())
    for part in sheet.parts:
        told = [(part.table, cell) for cell in part.cells]
        for whose, cell in (*told, *(("the source", cell) for cell in part.cites)):
            for number in part.numbers:
                yield from ((name, f"{whose}.{cell.target}") for name in cell.at(number))
