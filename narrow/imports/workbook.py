"""The sheets of a workbook (.xlsx, .ods) are read as text; no formula is ever worked out.

A formula's cell holds the value that was stored with it. Dates come as YYYY-MM-DD, whole numbers
without a point.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from narrow.errors import Issue, RegisterError, RequestError
from narrow.imports.grid import Line
from narrow.imports.intake import LARGEST_CELL, Intake
from narrow.imports.workbook_guard import kind_of, look_over

READER = "python_calamine"


class Workbook:
    """An open workbook that was looked over first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reader = _reader()
        look_over(path, kind_of(path))
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
        for number, row in enumerate(self._guarded(sheet.to_python), start[0] + 1):
            cells = (*before, *(_text(value) for value in row))
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
        return import_module(READER)
    except ImportError:
        said = "workbooks (.xlsx, .ods) need a reader: pip install 'narrow[xlsx]'"
        raise RequestError(f"{said}; or save the sheet as CSV") from None


def _text(value: Any) -> str:
    match value:
        case str():
            return value.strip()
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case None:
            return ""
        case _:
            return str(value)
