"""A list that gives an entry many rows is read entry by entry, wherever its rows stand.

The file is read twice: first to learn where the last row of each entry is, then to gather. Where
the rows of an entry stand together, as they mostly do, only one entry is held at a time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrow.errors import Issue, RegisterError
from narrow.lists.import_log import Intake
from narrow.lists.readers.csv_rows import Line, delimited

MOST_ROWS = 10_000  # of one entry; more are no list but an attack
_LINES_BEFORE = 5  # in which a header must stand


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a list: the line it stands on, its columns, and the lines before it."""

    line: int
    columns: tuple[str, ...]
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its line; its cells are named by the header."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it lies in a file: the mark between its cells, and how a column's name is read."""

    path: Path
    header: Header
    delimiter: str = ","

    def rows(self, intake: Intake) -> Iterator[Row]:
        """Give the rows below the header; one that cannot be read is refused."""
        for line in delimited(self.path, intake, self.delimiter):
            if line.number > self.header.line:
                intake.read[self.path.name] += 1
                fault = self._fault(line)
                if fault:
                    intake.refuse(self.path, line.number, fault, part=True)
                else:
                    yield Row(line.number, dict(zip(self.header.columns, line.cells, strict=False)))

    def entries(self, key: Callable[[Row], str], intake: Intake) -> Iterator[Sequence[Row]]:
        """Give the rows of each entry, in the order of their last rows; a row without key alone."""
        last: dict[str, int] = {}
        for row in self.rows(Intake()):
            last[key(row)] = row.line
        held: dict[str, list[Row]] = {}
        apart, before = set[str](), ""
        for row in self.rows(intake):
            number = key(row)
            if not number:
                yield [row]
                continue
            if number in held and number != before:
                apart.add(number)
            rows, before = held.setdefault(number, []), number
            if len(rows) < MOST_ROWS:
                rows.append(row)
            else:
                said = f"the entry has more than {MOST_ROWS:,} rows"
                intake.refuse(self.path, row.line, said, part=True)
            if row.line == last.get(number):
                yield held.pop(number)
        if apart:
            said = f"entries of {self.path.name} whose rows do not stand together, gathered"
            intake.notes[said] += len(apart)

    def _fault(self, line: Line) -> str:
        width = len(self.header.columns)
        if line.fault:
            return line.fault
        if len(line.cells) < width or any(line.cells[width:]):
            return f"has {len(line.cells)} cells; {width} are expected"
        return ""


def header_of(
    path: Path, needed: frozenset[str], read: Callable[[str], str], delimiter: str = ","
) -> Header | None:
    """Give the header among the first lines, the one that has all needed columns; or none."""
    before: list[str] = []
    for line in delimited(path, Intake(), delimiter):
        columns = tuple(map(read, line.cells))
        if needed <= set(columns):
            return Header(line.number, columns, tuple(before))
        before.append(" ".join(filter(None, line.cells)))
        if len(before) == _LINES_BEFORE:
            break
    return None


def uniquely(header: Header, path: Path, needed: frozenset[str]) -> Header:
    """Give the header back where each column that is needed stands in it once."""
    twice = sorted(name for name in needed if header.columns.count(name) > 1)
    if twice:
        said = f"the header has the column {twice[0]!r} more than once"
        raise RegisterError([Issue(str(path), header.line, 1, said)])
    return header
