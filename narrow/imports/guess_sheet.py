"""What a sheet seems to hold, by its headers and a sample of its rows; nothing is decided here."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from narrow.imports.grid import Line
from narrow.imports.guess_words import MISSING, field_of, numbered
from narrow.imports.intake import Intake
from narrow.imports.sheets import Tables, header_of, letter_of
from narrow.model.mapping import folded

SAMPLE = 1_000  # rows
_TOP = 15  # rows in which the header is looked for
_WIDE = 0.6  # of the columns that a header fills at least


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, how a mapping names it, what it seems to be, and what it holds.

    `number` is that of a numbered column, -1 of any other; `family` is then its name with {n}.
    """

    header: str
    name: str
    field: str
    number: int
    family: str
    values: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The values that say something."""
        return tuple(text for text in self.values if text and folded(text) not in MISSING)


@dataclass(frozen=True, slots=True)
class Seen:
    """A sheet as far as it was looked at; `rows` is blank of a sheet without a header."""

    name: str
    rows: tuple[int, ...]
    columns: tuple[Column, ...] = ()
    missing: tuple[str, ...] = ()

    def of(self, field: str) -> Sequence[Column]:
        """Give the columns that seem to be a field, without the numbered ones."""
        return [one for one in self.columns if one.field == field and one.number < 0]


def see(tables: Tables, sheet: str) -> Seen:
    """Look at the first rows of a sheet."""
    lines = list(islice(tables.rows(sheet, Intake()), SAMPLE))
    rows = header_rows([line for line in lines if not line.fault][:_TOP])
    if not rows:
        return Seen(sheet, ())
    texts = header_of(lines, tables.place(sheet), rows).texts
    body = [line for line in lines if line.number > rows[-1] and not line.fault]
    columns = tuple(
        _column(texts, at, tuple(_cell(line, at) for line in body), len(rows) > 1)
        for at in range(len(texts))
    )
    marks = {text for one in columns for text in one.values if folded(text) in MISSING}
    return Seen(sheet, rows, columns, tuple(sorted(marks)))


def header_rows(lines: Sequence[Line]) -> tuple[int, ...]:
    """Say which rows are the header: the first that is wide enough, and one above or below it."""
    width = max((len(_filled(line)) for line in lines), default=0)
    wide = max(2, width * _WIDE)
    for at, line in enumerate(lines):
        if len(_filled(line)) < wide or any(_is_number(text) for text in _filled(line)):
            continue
        above = lines[at - 1] if at else None
        if above and above.number == line.number - 1 and len(_filled(above)) >= 2:
            return (above.number, line.number)
        below = lines[at + 1] if at + 1 < len(lines) else None
        if below and below.number == line.number + 1 and _is_header(below):
            return (line.number, below.number)
        return (line.number,)
    return ()


def _column(texts: Sequence[str], at: int, values: tuple[str, ...], loosely: bool) -> Column:
    header = texts[at]
    family, number = numbered(header)
    alone = [folded(text) for text in texts].count(folded(header)) == 1
    name = header if header and alone and "{" not in header else letter_of(at)
    field = field_of(family.replace("{n}", " "), loosely=loosely or number >= 0)
    return Column(header, name, field, number if alone else -1, family, values)


def _is_header(line: Line) -> bool:
    known = [text for text in _filled(line) if field_of(text)]
    return len(known) >= max(2, len(_filled(line)) / 2)


def _filled(line: Line) -> list[str]:
    return [cell for cell in line.cells if cell]


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace("/", "").replace("-", "").isdigit()


def _cell(line: Line, at: int) -> str:
    return line.cells[at] if at < len(line.cells) else ""
