"""A table whose entries have many rows is read entry by entry, wherever their rows stand.

The file is read twice: first to learn where the last row of each entry is, then to gather. Where
the rows of an entry stand together, as they mostly do, only one entry is held at a time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path

from narrow.errors import Issue, NarrowError, RegisterError
from narrow.lists.import_log import Intake
from narrow.lists.readers.csv_rows import Line
from narrow.lists.readers.workbook import Tables

MOST_ROWS = 10_000  # of one entry; more are no list but an attack
_LINES_BEFORE = 10  # in which a header must stand


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a list: the line it stands on, its columns, and the lines before it."""

    line: int
    columns: tuple[str, ...]
    before: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its line; its cells are named by the header."""

    line: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Table:
    """A list as it lies in a CSV or a workbook: the mark between cells, and its header."""

    path: Path
    header: Header
    delimiter: str = ""
    tables: Tables = field(init=False)

    def __post_init__(self) -> None:
        self.tables = Tables(self.path)

    def rows(self, intake: Intake) -> Iterator[Row]:
        """Give the rows below the header; one that cannot be read is refused."""
        for line in self.tables.rows(self.header.sheet, intake, self.delimiter):
            if line.number > self.header.line:
                intake.read[self.path.name] += 1
                fault = self._fault(line)
                if fault:
                    intake.refuse(self.path, line.number, fault, part=True)
                else:
                    named = zip(self.header.columns, line.cells, strict=False)
                    yield Row(line.number, {name: text for name, text in named if name})

    def entries(self, key: Callable[[Row], str], intake: Intake) -> Iterator[Sequence[Row]]:
        """Give the rows of each entry, in the order of their last rows; a row without key alone."""
        return intake.watched(
            self._entries(key, intake),
            lambda rows: (leaf for row in rows for leaf in row.cells.items()),
        )

    def _entries(self, key: Callable[[Row], str], intake: Intake) -> Iterator[Sequence[Row]]:
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
        width, spare = len(self.header.columns), self.tables.has_cells_to_spare
        if line.fault:
            return line.fault
        if (len(line.cells) < width and not spare) or any(line.cells[width:]):
            return f"has {len(line.cells)} cells; {width} are expected"
        return ""


def plain(name: str) -> str:
    """Give a column's name as it is compared: in small letters, with single blanks."""
    return " ".join(name.lower().removeprefix("\ufeff").split())


def header_of(path: Path, needed: frozenset[str], delimiter: str = "") -> Header | None:
    """Give the header among the first lines of a sheet that has all needed columns; or none."""
    stat = path.stat()
    for sheet, lines in _heads(path, delimiter, (stat.st_mtime_ns, stat.st_size)):
        for at, line in enumerate(lines):
            columns = tuple(map(plain, line.cells))
            if needed <= set(columns):
                before = (" ".join(filter(None, above.cells)) for above in lines[:at])
                return Header(line.number, columns, tuple(before), sheet)
    return None


@lru_cache(2)
def _heads(path: Path, delimiter: str, stamp: tuple[int, int]) -> Sequence[tuple[str, list[Line]]]:
    """Give the first lines of each sheet, read once for all forms that a file may be of."""
    del stamp  # a file that was written anew is another one
    try:
        tables = Tables(path)
        return [
            (sheet, list(islice(tables.rows(sheet, Intake(), delimiter), _LINES_BEFORE)))
            for sheet in tables.sheets
        ]
    except NarrowError:  # no table at all
        return []


def uniquely(header: Header, path: Path, needed: frozenset[str]) -> Header:
    """Give the header back where each column that is needed stands in it once."""
    twice = sorted(name for name in needed if header.columns.count(name) > 1)
    if twice:
        said = f"the header has the column {twice[0]!r} more than once"
        raise RegisterError([Issue(str(path), header.line, 1, said)])
    return header
