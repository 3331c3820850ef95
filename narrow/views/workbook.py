"""A run as a workbook for Excel or LibreOffice, written by XlsxWriter.

XlsxWriter rather than openpyxl: it can keep every text a text (a formula is written only where one
asks for it), dates its parts always the same, and writes long sheets in little memory.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from itertools import zip_longest
from typing import Any

from narrow.errors import RequestError
from narrow.report.compose.workbook import Book
from narrow.views.workbook_behind import behind_sheets
from narrow.views.workbook_people import people_sheets
from narrow.views.workbook_sheet import LONGEST_NOTE, Cell, Given, Sheet, fitting

MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no time of day is kept
MOST_LINKS = 65_000  # a sheet takes 65,530
LONGEST_LINK = 2_000
NARROWEST, WIDEST = 6, 80
MEASURED = 500  # rows that are looked at for the width of a column
ABOVE_WIDTH = 100  # characters of a line above a head, before it goes on below
LINE, MOST_LINES = 15.0, 12  # points of a line, and how many are shown of one text
YELLOW, HEAD = "#FFF2A8", "#E7E6E6"
MISSING = "workbooks need one more package: pip install 'narrow[xlsx]'"


def workbook(book: Book) -> bytes:
    """Give the bytes of a workbook; the same answer gives the same bytes."""
    made = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    file = _writer().Workbook(made, options)
    file.set_properties({"title": fitting(book.answer.about.title, 200), "created": MADE})
    styles = {
        "plain": file.add_format({"valign": "top", "align": "left", "text_wrap": True}),
        "yellow": file.add_format(
            {"valign": "top", "align": "left", "text_wrap": True, "bg_color": YELLOW}
        ),
        "head": file.add_format({"bold": True, "bg_color": HEAD, "bottom": 1, "text_wrap": True}),
        "first": file.add_format({"bold": True, "valign": "top"}),
        "above": file.add_format({"text_wrap": True, "valign": "top"}),
        "link": file.add_format({"valign": "top", "font_color": "#0B5394", "underline": 1}),
    }
    for sheet in (*people_sheets(book), *behind_sheets(book)):
        _write(file.add_worksheet(sheet.name), sheet, styles)
    file.close()
    return made.getvalue()


def _writer() -> Any:
    try:
        return import_module("xlsxwriter")
    except ModuleNotFoundError:
        raise RequestError(MISSING) from None


def _write(to: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    top, last = sheet.head_row, max(len(sheet.heads) - 1, 0)
    widths = _widths(sheet)
    for at, width in enumerate(widths):
        to.set_column(at, at, width)
    for at, text in enumerate(sheet.said):
        _above(to, at, fitting(text), widths, styles["first" if at < 2 else "above"])
    for at, head in enumerate(sheet.heads):
        to.write_string(top, at, fitting(head), styles["head"])
    to.set_row(top, LINE * 1.4)
    links = 0
    for at, row in enumerate(sheet.kept, start=top + 1):
        to.set_row(at, _height(row, widths))
        for column, given in enumerate(row):
            cell = given if isinstance(given, Cell) else Cell("" if given is None else given)
            linked = cell.url and links < MOST_LINKS and len(cell.url) <= LONGEST_LINK
            links += bool(linked)
            _cell(to, (at, column), cell, styles, "link" if linked else "plain", sheet.yellow)
    to.autofilter(top, 0, max(top + len(sheet.kept), top + 1), last)
    to.freeze_panes(top + 1, sheet.frozen)
    to.set_landscape()
    to.fit_to_pages(1, 0)
    to.repeat_rows(top)


def _above(to: Any, at: int, text: str, widths: Sequence[int], style: Any) -> None:
    """Write a line across the first columns, as high as its text is long."""
    across, reached = 0, 0
    while across < len(widths) - 1 and reached < ABOVE_WIDTH:
        reached += widths[across]
        across += 1
    if across:
        to.merge_range(at, 0, at, across, "", style)
    to.write_string(at, 0, text, style)
    room = max(sum(widths[: across + 1]), 20)
    to.set_row(at, LINE * min(MOST_LINES, 1 + len(text) // room))


def _cell(
    to: Any, at: tuple[int, int], cell: Cell, styles: dict[str, Any], style: str, yellow: bool
) -> None:
    chosen = styles["yellow" if yellow and style == "plain" else style]
    if style == "link":
        to.write_url(*at, cell.url, chosen, fitting(str(cell.value)))
    elif isinstance(cell.value, str):
        # a blank text is a blank cell, which keeps its colour
        write = to.write_string if cell.value else to.write_blank
        write(*at, " " * cell.indent + fitting(cell.value), chosen)
    else:
        to.write_number(*at, cell.value, chosen)
    if cell.note:
        to.write_comment(*at, fitting(cell.note, LONGEST_NOTE), {"x_scale": 2, "y_scale": 1.5})


def _height(row: Sequence[Given], widths: Sequence[int]) -> float:
    """Give a row the height of its longest text, for LibreOffice does not; in points."""
    lines = (-(-_wide(given) // (width - 2)) for given, width in zip(row, widths, strict=False))
    return LINE * min(MOST_LINES, max(1, *lines, 1))


def _widths(sheet: Sheet) -> list[int]:
    """Give each column the width of its longest text, in characters, within bounds."""
    columns = zip_longest(sheet.heads, *sheet.kept[:MEASURED], fillvalue="")
    return [min(WIDEST, max(NARROWEST, *map(_wide, column)) + 2) for column in columns]


def _wide(given: Given) -> int:
    value = given.value if isinstance(given, Cell) else given
    return len(str("" if value is None else value))
