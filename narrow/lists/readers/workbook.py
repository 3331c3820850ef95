"""The sheets of a workbook (.xlsx, .ods) are read as text; no formula is ever worked out.

A formula's cell holds the value that was stored with it. Dates come as YYYY-MM-DD, whole numbers
without a point.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from narrow.errors import Issue, RegisterError, RequestError, install, nearest
from narrow.lists.import_log import LARGEST_CELL, Intake
from narrow.lists.readers.csv_rows import Line, delimited
from narrow.model.mappings import folded

# A workbook is looked over before it is opened: how large it unpacks, how far its cells reach.
#
# A zip of a few kilobytes can unpack to gigabytes, and one cell in the last corner of a sheet makes
# a reader hold every cell before it. Both are refused by counting, before any reader sees them.


LARGEST = 400_000_000  # bytes that a workbook may unpack to
MOST_PARTS = 5_000
MOST_CELLS = 20_000_000  # of one sheet, the empty ones before the last included
CHUNK = 1 << 18
_BROKEN = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
_REF = re.compile(rb"""\br\s{0,9}=\s{0,9}["']([A-Z]{1,3})(\d{1,9})["']""")
_ERROR_MARKS = (b't="e"', b"t='e'")
_OVERLAP = 64  # bytes, longer than a reference


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


def look_over(path: Path, kind: str) -> bool:
    """Refuse a workbook that would fill the memory or is torn; raises RegisterError.

    Tells whether a cell of an .xlsx holds an error.
    """
    try:
        with ZipFile(path) as packed:
            parts = packed.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > LARGEST:
                limit = f"at most {LARGEST // 1_000_000} MB in {MOST_PARTS:,} are opened"
                raise _fault(path, f"unpacks to {size:,} bytes in {len(parts):,} parts; {limit}")
            found = [_look_at(path, packed, part, kind) for part in parts]
            return any(found)
    except _BROKEN as error:
        raise _fault(path, f"is a broken zip file: {error}") from None


def _look_at(path: Path, packed: ZipFile, part: ZipInfo, kind: str) -> bool:
    has_errors = False
    if not part.filename.endswith((".xml", ".rels")):
        return has_errors
    with packed.open(part) as file:
        if kind == "ods" and part.filename == "content.xml":
            reach = _Reach().of(file, path)
        else:
            reach, has_errors = _reach(file)
    if reach > MOST_CELLS:
        said = f"{part.filename} reaches over {reach:,} cells; {MOST_CELLS:,} at most are opened"
        raise _fault(path, said)
    return has_errors


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Read a part to its end, which checks its length and its sum as well."""
    while chunk := file.read(CHUNK):
        yield chunk


def _reach(file: IO[bytes]) -> tuple[int, bool]:
    """Count the cells of the rectangle from the first cell to the last one that is named.

    Tells also whether one of them holds an error.
    """
    width = height = 0
    has_errors = False
    tail = b""
    for chunk in _chunks(file):
        whole = tail + chunk
        has_errors = has_errors or any(mark in whole for mark in _ERROR_MARKS)
        for letters, number in _REF.findall(whole):
            width, height = max(width, _column(letters)), max(height, int(number))
        tail = chunk[-_OVERLAP:]
    return width * height, has_errors


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
        elif name == "text:s" and _times(given.get("text:c", "1")) > LARGEST_CELL:
            self.most = MOST_CELLS + 1  # one cell of two thousand million blanks
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


class Workbook:
    """An open workbook that was looked over first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reader = _reader()
        self._has_errors = look_over(path, kind_of(path))
        opened = BytesIO(path.read_bytes())  # by content: a path would be told by its name
        self._book = self._guarded(self._reader.CalamineWorkbook.from_filelike, opened)
        self.sheets: Sequence[str] = tuple(self._book.sheet_names)

    def rows(self, name: str, intake: Intake) -> Iterator[Line]:
        """Give the rows of a sheet that have something in them; notes its merged cells."""
        sheet = self._guarded(self._book.get_sheet_by_name, name)
        merged = getattr(sheet, "merged_cell_ranges", None) or ()
        if merged:
            said = f"merged cells in sheet {name!r}: only the first of each holds the value"
            intake.notes[said] += len(merged)
        intake.moved(self.path.stat().st_size // max(len(self.sheets), 1))
        start = sheet.start
        if start is None:
            return
        before = ("",) * start[1]
        given = self._guarded(sheet.to_python)
        unsaid = _Unsaid()
        if self._has_errors or any(type(value) is time for row in given for value in row):
            unsaid = _Unsaid.of(self.path, name)
        for number, row in enumerate(given, start[0] + 1):
            cells = (*before, *(_text(value) for value in row))
            if number - 1 in unsaid.rows:
                cells = unsaid.told(number - 1, cells)
            if any(len(cell) > LARGEST_CELL for cell in cells):
                said = f"has a cell of over {LARGEST_CELL:,} characters"
                yield Line(number, (), said)
            elif any("\0" in cell for cell in cells):
                yield Line(number, (), "has a NUL character")
            elif any(cells):
                yield Line(number, cells)

    def _guarded(self, ask: Any, *given: Any) -> Any:
        """Ask the reader; what it cannot read is a fault of the file, even where it panics."""
        try:
            return ask(*given)
        except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001, RUF100 - a panic in Rust is no Exception
            first = (str(error).splitlines() or ["no reason given"])[0][:200]
            said = f"cannot be read as a workbook: {first}"
            raise RegisterError([Issue(str(self.path), 0, 0, said)]) from None


def _reader() -> Any:
    try:
        import python_calamine

        return python_calamine
    except ImportError:
        said = f"workbooks (.xlsx, .ods) need a reader: {install('xlsx')}"
        raise RequestError(f"{said}; or save the sheet as CSV") from None


def _text(value: Any) -> str:
    match value:
        case str():
            return value.strip()
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float() if abs(value) >= 1e15:  # as a sheet shows it; more figures it does not hold
            return f"{value:.15G}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case None:
            return ""
        case _:
            return str(value)


# What the reader leaves out of an .xlsx: cells that hold an error, and day 0 of its calendar.
#
# A broken lookup (#N/A) reads as an empty cell, so that a fact is lost in silence; and day 0, which
# a sheet shows as 00/01/1900, reads as the time of day 00:00:00. Both are looked for in the sheet
# itself, where the reader's own rows do not say.


ERRORS = frozenset(
    (
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#GETTING_DATA",
        "#BLOCKED!",
        "#UNKNOWN!",
        "#CONNECT!",
        "#BUSY!",
        "#PYTHON!",
        "#NV",
        "#BEZUG!",
        "#WERT!",
        "#ZAHL!",
        "#¡REF!",
        "#¡VALOR!",
        "#¡DIV/0!",
        "#¡NUM!",
        "#¿NOMBRE?",
        "#REF",
        "#VALEUR!",
        "#NOMBRE!",
        "#NOM?",
        "#NOME?",
        "#VALOR!",
        "#N/D",
        "#ЗНАЧ!",
        "#ССЫЛКА!",
        "#Н/Д",
        "#ИМЯ?",
        "#ДЕЛ/0!",
        "#ЧИСЛО!",
        "#ПУСТО!",
    )
)
_ERROR_NUMBER = re.compile(r"Err:\d{3}")
DAY_ZERO = "1900-01-00"
"""What a sheet shows for day 0: no day, and quoted as such."""


def is_error(text: str) -> bool:
    """Tell a cell that holds the error of a formula and no word of anybody."""
    bare = text.strip()
    return bare.upper() in ERRORS or _ERROR_NUMBER.fullmatch(bare) is not None


@dataclass(slots=True)
class _Unsaid:
    """The cells of one sheet that hold an error or day 0, by row and column from 0."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)

    def told(self, row: int, cells: Sequence[str]) -> tuple[str, ...]:
        """Give the cells of a row with what the reader left out."""
        more = self.rows[row]
        wide = [*cells, *[""] * (max(more) + 1 - len(cells))]
        return tuple(more.get(at, cell) for at, cell in enumerate(wide))

    @classmethod
    def of(cls, path: Path, sheet: str) -> "_Unsaid":
        """Look for them; gives none where the workbook is no .xlsx or has no way to the sheet."""
        found = cls()
        try:
            with ZipFile(path) as packed:
                part = _part_of(packed, sheet)
                if part:
                    found._look(packed, part)
        except (*_BROKEN, expat.ExpatError, KeyError):
            return cls()  # it was looked over, and its reader has opened it: it has its own ways
        return found

    def _look(self, packed: ZipFile, part: str) -> None:
        dated = _dated_styles(packed)
        row, cell, text = 0, dict[str, str](), list[str]()
        column, inside = -1, False

        def start(name: str, given: dict[str, str]) -> None:
            nonlocal row, cell, column, inside
            match name.rpartition(":")[2]:
                case "row":
                    row, column = int(given.get("r", row + 1)), -1
                case "c":
                    letters = given.get("r", "").rstrip("0123456789")
                    column = _column(letters.encode()) - 1 if letters else column + 1
                    cell = given
                case "v":
                    inside = True
                    text.clear()

        def end(name: str) -> None:
            nonlocal inside
            if name.rpartition(":")[2] != "v":
                return
            inside, said = False, "".join(text).strip()
            if cell.get("t") == "e":
                self.rows.setdefault(row - 1, {})[column] = said or "#N/A"
            elif cell.get("t", "n") == "n" and cell.get("s", "0") in dated and _is_zero(said):
                self.rows.setdefault(row - 1, {})[column] = DAY_ZERO

        def said(data: str) -> None:
            if inside:
                text.append(data)

        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = said
        with packed.open(part) as file:
            for chunk in _chunks(file):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)


def _is_zero(text: str) -> bool:
    try:
        return 0 <= float(text) < 1
    except ValueError:
        return False


def _elements(packed: ZipFile, name: str) -> Sequence[tuple[str, dict[str, str]]]:
    """Give the elements of a small part with their attributes, in their order."""
    found: list[tuple[str, dict[str, str]]] = []
    if name not in packed.namelist():
        return found
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, given: found.append((tag.rpartition(":")[2], given))
    parser.Parse(packed.read(name), True)
    return found


def _part_of(packed: ZipFile, sheet: str) -> str:
    """Name the part of an .xlsx that holds a sheet; blank where none is found."""
    links = {
        given.get("Id", ""): given.get("Target", "")
        for tag, given in _elements(packed, "xl/_rels/workbook.xml.rels")
        if tag == "Relationship"
    }
    for tag, given in _elements(packed, "xl/workbook.xml"):
        if tag == "sheet" and given.get("name") == sheet:
            link = next((text for key, text in given.items() if key.endswith(":id")), "")
            target = links.get(link, "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


_DAYS_BY_NUMBER = frozenset(map(str, (*range(14, 18), 22, *range(27, 37), *range(50, 59))))
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def _dated_styles(packed: ZipFile) -> frozenset[str]:
    """Give the numbers of the styles under which a number is shown as a day."""
    forms, styles, within = dict[str, str](), list[str](), False
    for tag, given in _elements(packed, "xl/styles.xml"):
        if tag == "numFmt":
            forms[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyles"):
            within = tag == "cellXfs"
        elif tag == "xf" and within:
            styles.append(given.get("numFmtId", "0"))
    shown = {
        number
        for number, form in forms.items()
        if set("dDyY") & set(_QUOTED.sub("", form.replace("General", "")))
    }
    return frozenset(str(at) for at, n in enumerate(styles) if n in shown | _DAYS_BY_NUMBER)


# A table of any hand: a CSV, or a sheet of a workbook, told by content; and its header.


_NOT_TABLES = {
    b"%PDF": "is a PDF",
    b"\x1f\x8b": "is packed with gzip; unpack it first",
    b"\xd0\xcf\x11\xe0": "is an old workbook (.xls) or one under a password; save it as .xlsx",
    b"<": "is a web page or XML, no table",
    b"{": "is JSON, no table",
}


class Tables:
    """The sheets of one file; a CSV has one, whose name is blank."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                head = file.read(512)
        except OSError as error:
            raise RequestError(f"{path} cannot be read: {error.strerror or error}") from None
        bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not bare:
            raise RequestError(f"{path} is an empty file")
        for magic, said in _NOT_TABLES.items():
            if bare.startswith(magic):
                raise RequestError(f"{path} {said}")
        self._book = Workbook(path) if head.startswith(b"PK") else None
        self.sheets: Sequence[str] = self._book.sheets if self._book else ("",)

    @property
    def has_cells_to_spare(self) -> bool:
        """Whether blank cells at the end of a row may be left out, as workbooks do."""
        return self._book is not None

    def named(self, sheet: str) -> str:
        """Give the sheet that is meant; raises RequestError where it is not there or not said."""
        if self._book is None and sheet:
            raise RequestError(f"{self.path} is a CSV and has no sheet {sheet!r}")
        if sheet in self.sheets:
            return sheet
        if sheet:
            raise RequestError(f"{self.path} has no sheet {sheet!r}{nearest(sheet, self.sheets)}")
        if len(self.sheets) == 1:
            return self.sheets[0]
        said = ", ".join(map(repr, self.sheets))
        raise RequestError(f"{self.path} has several sheets; say which (sheet:): {said}")

    def rows(
        self, sheet: str, intake: Intake, delimiter: str = "", encoding: str = ""
    ) -> Iterator[Line]:
        """Give the rows of a sheet."""
        if self._book is None:
            yield from delimited(self.path, intake, delimiter, encoding)
        else:
            yield from self._book.rows(self.named(sheet), intake)

    def place(self, sheet: str) -> Path:
        """Name a sheet as a report names it."""
        name = self.named(sheet).replace("/", "_")
        return self.path.with_name(f"{self.path.name}[{name}]") if name else self.path


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: a text for each column, of several rows where it has several."""

    texts: tuple[str, ...]

    def at(self, name: str) -> int:
        """Give the place of a column by its text or its letter; raises KeyError with a reason."""
        wanted = folded(name)
        found = [at for at, text in enumerate(self.texts) if folded(text) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            letters = " and ".join(letter_of(at) for at in found)
            raise KeyError(f"{name!r} stands over several columns ({letters}); give the letter")
        at = place_of(name)
        if 0 <= at < len(self.texts):
            return at
        raise KeyError(f"no column {name!r}{nearest(name, filter(None, self.texts))}")


def header_of(lines: Sequence[Line], place: Path, rows: Sequence[int]) -> Header:
    """Join the rows of a header, from above to below; an upper text reaches to the next one."""
    by_number = {line.number: line for line in lines}
    faults = [
        Issue(str(place), at, 1, by_number[at].fault or "the header is blank")
        if at in by_number
        else Issue(str(place), 0, 0, f"has no row {at} with a header")
        for at in rows
        if at not in by_number or by_number[at].fault
    ]
    if faults:
        raise RegisterError(faults)
    width = max(len(by_number[at].cells) for at in rows)
    levels = [_padded(by_number[at].cells, width) for at in rows]
    levels = [*(_reaching(level) for level in levels[:-1]), levels[-1]]
    return Header(
        tuple(" ".join(filter(None, (level[at] for level in levels))) for at in range(width))
    )


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [" ".join(cell.split()) for cell in (*cells, *[""] * (width - len(cells)))]


def _reaching(cells: list[str]) -> list[str]:
    found, last = [], ""
    for cell in cells:
        last = cell or last
        found.append(last)
    return found


def letter_of(at: int) -> str:
    """Give the letter of a column, counted from 0: A, B … Z, AA."""
    letters, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(letters: str) -> int:
    """Give the place of a column by its letter, counted from 0; -1 where it is none."""
    if not 1 <= len(letters) <= 3 or not all("A" <= letter <= "Z" for letter in letters):
        return -1
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
