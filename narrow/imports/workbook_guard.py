"""A workbook is looked over before it is opened: how large it unpacks, how far its cells reach.

A zip of a few kilobytes can unpack to gigabytes, and one cell in the last corner of a sheet makes
a reader hold every cell before it. Both are refused by counting, before any reader sees them.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from narrow.errors import Issue, RegisterError, RequestError

LARGEST = 400_000_000  # bytes that a workbook may unpack to
MOST_PARTS = 5_000
MOST_CELLS = 20_000_000  # of one sheet, the empty ones before the last included
CHUNK = 1 << 18
_BROKEN = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
_REF = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,9})["']""")
_OVERLAP = 32  # bytes, longer than a reference


def kind_of(path: Path) -> str:
    """Say what a zip file is: "xlsx" or "ods"; raises RequestError where it is no workbook."""
    try:
        with ZipFile(path) as packed:
            names = set(packed.namelist())
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "xl/workbook.bin" in names:
                raise RequestError(f"{path} is a binary workbook (.xlsb); save it as .xlsx")
            if "word/document.xml" in names:
                raise RequestError(f"{path} is a text document (.docx), no spreadsheet")
            if "content.xml" in names and b"spreadsheet" in _start(packed, "mimetype"):
                return "ods"
    except _BROKEN as error:
        raise RequestError(f"{path} is a broken zip file: {error}") from None
    raise RequestError(f"{path} is a zip file, and no spreadsheet is in it")


def look_over(path: Path, kind: str) -> None:
    """Refuse a workbook that would fill the memory or is torn; raises RegisterError."""
    try:
        with ZipFile(path) as packed:
            parts = packed.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > LARGEST:
                limit = f"at most {LARGEST // 1_000_000} MB in {MOST_PARTS:,} are opened"
                raise _fault(path, f"unpacks to {size:,} bytes in {len(parts):,} parts; {limit}")
            for part in parts:
                _look_at(path, packed, part, kind)
    except _BROKEN as error:
        raise _fault(path, f"is a broken zip file: {error}") from None


def _look_at(path: Path, packed: ZipFile, part: ZipInfo, kind: str) -> None:
    if not part.filename.endswith((".xml", ".rels")):
        return
    with packed.open(part) as file:
        if kind == "ods" and part.filename == "content.xml":
            reach = _Reach().of(file, path)
        else:
            reach = _reach(file)
    if reach > MOST_CELLS:
        said = f"{part.filename} reaches over {reach:,} cells; {MOST_CELLS:,} at most are opened"
        raise _fault(path, said)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Read a part to its end, which checks its length and its sum as well."""
    while chunk := file.read(CHUNK):
        yield chunk


def _reach(file: IO[bytes]) -> int:
    """Count the cells of the rectangle from the first cell to the last one that is named."""
    width = height = 0
    tail = b""
    for chunk in _chunks(file):
        for letters, number in _REF.findall(tail + chunk):
            width, height = max(width, _column(letters)), max(height, int(number))
        tail = chunk[-_OVERLAP:]
    return width * height


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Reach:
    """Counts the cells of an .ods up to the last that holds something; repeats are counted out."""

    def __init__(self) -> None:
        self.width = self.height = self.most = 0
        self.column = self.row = self.times = 0
        self.holds = False

    def of(self, file: IO[bytes], path: Path) -> int:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.StartDoctypeDeclHandler = lambda *_: self.refuse(path)
        try:
            for chunk in _chunks(file):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise _fault(path, f"content.xml is broken: {error}") from None
        return self.most

    def refuse(self, path: Path) -> None:
        raise _fault(path, "content.xml has a document type, which may define entities")

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "table:table":
            self.width = self.height = self.row = 0
        elif name == "table:table-row":
            self.column, self.holds = 0, False
            self.times = _times(given.get("table:number-rows-repeated", "1"))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.column += _times(given.get("table:number-columns-repeated", "1"))
            if "office:value-type" in given or "table:formula" in given:
                self.holds, self.width = True, max(self.width, self.column)

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self.row += self.times
            self.height = self.row if self.holds else self.height
            self.most = max(self.most, self.width * self.height)


def _times(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def _start(packed: ZipFile, name: str) -> bytes:
    return packed.open(name).read(200) if name in packed.namelist() else b""


def _fault(path: Path, message: str) -> RegisterError:
    return RegisterError([Issue(str(path), 0, 0, message)])
