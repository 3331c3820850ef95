"""A CSV of any hand is read row by row: its mark between cells and its encoding given or told."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

from narrow.errors import RequestError
from narrow.imports.grid import Line
from narrow.imports.intake import LARGEST_CELL, Intake

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
