"""A CSV of any hand is read row by row: its mark between cells and its encoding given or told."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

from narrow.errors import RequestError
from narrow.lists.import_log import LARGEST_CELL, Intake

# A hostile CSV is read row by row: a row that cannot be read is refused, and the next one read.


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


# A row as it lies in a table of any kind of file.


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number from 1, its cells, and why it cannot be read (blank where it can)."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""


MARKS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
LONGEST_LINE = 1 << 24  # bytes; longer lines come in parts, and the parts are refused
_LOOKED_AT = 20  # rows by which the mark between cells is told
_WIDE = (b"\xff\xfe", b"\xfe\xff")
__all__ = ["LONGEST_LINE", "MARKS", "Line", "delimited", "told_mark"]
_CODECS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "latin-1": "latin-1"}


def delimited(
    path: Path, intake: Intake, delimiter: str = "", encoding: str = ""
) -> Iterator[Line]:
    """Give every row of a CSV that has something in it; a row that cannot be read has a fault."""
    csv.field_size_limit(LARGEST_CELL)
    mark = delimiter or told_mark(path, encoding)
    texts = _Texts(path, encoding, intake)
    reader = csv.reader(texts, delimiter=mark, strict=True)
    while True:
        texts.begin()
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield Line(texts.begins, (), f"is not CSV: {error}")
            continue
        if row is None:
            return
        cells = tuple(cell.strip() for cell in row)
        if texts.has_nul:
            yield Line(texts.begins, (), "has a NUL character")
        elif any(cells):
            yield Line(texts.begins, cells)


def told_mark(path: Path, encoding: str = "") -> str:
    """Tell the mark between cells: the one with the most cuts in first rows that agree on them."""
    head = list(islice(_Texts(path, encoding, Intake()), _LOOKED_AT))
    cuts = {mark: _cuts(head, mark) for mark in MARKS}
    most = max(cuts.values())
    best = [mark for mark, found in cuts.items() if found == most]
    if most and len(best) > 1:
        said = " or ".join(MARKS[mark] for mark in best)
        raise RequestError(f"{path}: {said} may stand between cells; say which (delimiter:)")
    return best[0]


def _cuts(head: list[str], mark: str) -> int:
    """Count the cuts that a mark makes in the rows of the width that gives the most of them."""
    try:
        rows = [row for row in csv.reader(StringIO("".join(head)), delimiter=mark) if row]
    except csv.Error:
        return 0
    return max(((w - 1) * times for w, times in Counter(map(len, rows)).items()), default=0)


class _Texts:
    """Gives the lines of a file as text; a line that is not UTF-8 is read as Latin-1 and noted."""

    def __init__(self, path: Path, encoding: str, intake: Intake) -> None:
        self.path, self.intake, self.number = path, intake, 0
        with path.open("rb") as file:
            wide = file.read(2) in _WIDE
        self.codec = _CODECS["utf-16"] if wide else _CODECS.get(encoding, "")
        if wide and not encoding:
            intake.notes[f"{path.name} is UTF-16"] += 1
        self._lines = self._wide() if self.codec == "utf-16" else self._narrow()
        self.begin()

    def begin(self) -> None:
        self.begins = self.number + 1
        self.has_nul = False

    def __iter__(self) -> "_Texts":
        return self

    def __next__(self) -> str:
        text, size = next(self._lines)
        self.number += 1
        self.intake.moved(size)
        self.has_nul |= "\0" in text
        return text

    def _wide(self) -> Iterator[tuple[str, int]]:
        with self.path.open(encoding="utf-16", errors="replace", newline="") as file:
            try:
                while text := file.readline(LONGEST_LINE):
                    yield text, 2 * len(text)
            except UnicodeError:
                raise RequestError(f"{self.path} is not UTF-16: it has no mark of order") from None

    def _narrow(self) -> Iterator[tuple[str, int]]:
        with self.path.open("rb") as file:
            while raw := file.readline(LONGEST_LINE):
                yield self._text(raw), len(raw)

    def _text(self, raw: bytes) -> str:
        if self.codec == "latin-1":
            return raw.decode("latin-1")
        try:
            return raw.decode("utf-8-sig" if not self.number else "utf-8")
        except UnicodeDecodeError:
            self.intake.notes[f"lines of {self.path.name} that are not UTF-8, read as Latin-1"] += 1
            return raw.decode("latin-1")
