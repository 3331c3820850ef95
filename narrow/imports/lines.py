"""A hostile CSV is read row by row: a row that cannot be read is refused, and the next one read."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from narrow.imports.intake import LARGEST_CELL, Intake

LONGEST_LINE = 1 << 24  # bytes; longer lines come in parts, and the parts are refused
BLANK = "-0-"
Row = tuple[int, Sequence[str]]


def rows(path: Path, width: int, intake: Intake) -> Iterator[Row]:
    """Give each row with the line on which it begins; blanks are blank, cells are stripped.

    The last cell keeps its spaces, for remarks may go on in another file in the midst of a word.
    A row of another width, with a NUL in it, torn, or with a cell of over a million characters is
    refused. The header that some hand has put on top is passed over.
    """
    csv.field_size_limit(LARGEST_CELL)
    with path.open("rb") as file:
        lines = _Lines(path, file.readline, intake)
        reader = csv.reader(lines, strict=True)
        while True:
            lines.begin()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                cells, fault = [], f"is not CSV: {error}"
            else:
                fault = _fault(cells, width, lines)
            if cells is None:
                return
            if fault:
                intake.read[path.name] += 1
                intake.refuse(path, lines.begins, fault)
            elif cells and not (lines.begins == 1 and is_header(cells)):
                intake.read[path.name] += 1
                yield lines.begins, [*map(_cell, cells[:-1]), _last(cells[-1])]


def first_row(path: Path) -> Sequence[str]:
    """Give the first row of a file, empty where it has none or is no CSV."""
    csv.field_size_limit(LARGEST_CELL)
    with path.open("rb") as file:
        lines = _Lines(path, file.readline, Intake())
        try:
            return next(filter(None, csv.reader(lines)), [])
        except csv.Error:
            return []


def is_header(cells: Sequence[str]) -> bool:
    """Say whether a row is a header: it begins with the name of the number, not with a number."""
    return cells[0].strip().lower().replace(" ", "_") in ("ent_num", "ent_number", "uid")


class _Lines:
    """Gives the lines of a file as text: UTF-8, or Latin-1 where a line is not, which is noted."""

    def __init__(self, path: Path, readline: Callable[[int], bytes], intake: Intake) -> None:
        self.path, self.intake = path, intake
        self._readline = readline
        self.number = 0
        self.begin()

    def begin(self) -> None:
        self.begins = self.number + 1
        self.has_nul = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._readline(LONGEST_LINE)
        if not raw or raw == b"\x1a":  # old tools end a file with Ctrl-Z
            raise StopIteration
        self.number += 1
        self.intake.moved(len(raw))
        self.has_nul |= b"\0" in raw
        try:
            return raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError:
            self.intake.notes[f"lines of {self.path.name} that are not UTF-8, read as Latin-1"] += 1
            return raw.decode("latin-1")


def _fault(cells: Sequence[str] | None, width: int, lines: _Lines) -> str:
    if cells and lines.has_nul:
        return "has a NUL character"
    if cells and len(cells) != width:
        return f"has {len(cells)} cells; {width} are expected"
    return ""


def _cell(text: str) -> str:
    text = text.strip()
    return "" if text == BLANK else text


def _last(text: str) -> str:
    return "" if text.strip() == BLANK else text
