"""A document as a workbook for Excel or LibreOffice, written by XlsxWriter: a sheet for each part.

XlsxWriter rather than openpyxl: it can keep every text a text (a formula is written only where one
asks for it), dates its parts always the same, and writes long sheets in little memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import zip_longest
from typing import Any

from narrow.errors import RequestError, install
from narrow.report import document as doc
from narrow.report.csv import PersonRow, columns_kept, person_rows
from narrow.report.words import MARKS, cell_text, clean, leads_to_web, plain, said, stands

MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no time of day is kept
LONGEST = 32_767  # characters of a cell that Excel takes, counted in UTF-16
LONGEST_NOTE = 1_000
LONGEST_NAME = 31  # characters of the name of a sheet
LONGEST_LINK = 2_000
MOST_ROWS = 1_048_576
MOST_LINKS = 65_000  # a sheet takes 65,530
DEEPEST = 40  # spaces of an indent that are kept
CUT = "… (cut: longer than a cell of a workbook may be)"
NARROWEST, WIDEST = 6, 80
MEASURED = 500  # rows that are looked at for the width of a column
ABOVE_WIDTH = 100  # characters of a line above a head, before it goes on below
LINE, MOST_LINES = 15.0, 12  # points of a line, and how many are shown of one text
YELLOW, HEAD = "#FFF2A8", "#E7E6E6"
PERSONS = ("Stands", "Rank", "Name", "Id", "Documented", "Because")
_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def render(document: doc.Document) -> bytes:
    """Give the bytes of a workbook; the same document gives the same bytes."""
    made = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    file = _writer()(made, options)
    file.set_properties({"title": fitting(document.title, 200), "created": MADE})
    styles = _styles(file)
    for sheet in sheets(document):
        _write(file.add_worksheet(sheet.name), sheet, styles)
    file.close()
    return made.getvalue()


def _writer() -> Any:
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        raise RequestError(f"workbooks need one more package: {install('xlsx')}") from None
    return Workbook


def fitting(text: str, most: int = LONGEST) -> str:
    """Give a text as a cell takes it: cleaned, and cut where it is too long, which is said."""
    shown = clean(text)
    if len(shown) * 2 <= most or len(shown.encode("utf-16-le")) // 2 <= most:
        return shown
    room = (most - len(CUT)) * 2
    return shown.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT


# --- from a document to sheets ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One sheet: what stands above the head, and the rows below it."""

    name: str
    above: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[doc.Row, ...]
    chosen: bool = False
    frozen: int = 1

    @property
    def kept(self) -> Sequence[doc.Row]:
        """The rows that a sheet has room for below its head."""
        return self.rows[: MOST_ROWS - self.head_row - 1]

    @property
    def said(self) -> Sequence[str]:
        """What stands above the head, with what was left out of a sheet that is too long."""
        room = MOST_ROWS - len(self.above) - 3
        if len(self.rows) <= room:
            return self.above
        left = f"{len(self.rows) - room:,} more rows are left out: a sheet has no room for them."
        return (*self.above, left)

    @property
    def head_row(self) -> int:
        """The row of the head, counted from 0; one blank row stands before it."""
        return len(self.said) + 1 if self.said else 0


def sheets(document: doc.Document) -> Iterator[Sheet]:
    """Give a sheet for each part that holds rows; nobody's name stands without the care text.

    A document that is not titled says itself what stands above its rows.
    """
    care = [document.care] if document.care else []
    above = (document.title, *_texts(document.head), *care) if document.titled else ()
    taken: set[str] = set()
    blocks = (*document.lead, *document.blocks, *document.appendix)
    for found in _parts(blocks):
        name = found.name
        if name.lower() in taken:  # two sheets of one name are refused, whatever their case
            name = f"{name[: LONGEST_NAME - 4]} {len(taken) + 1}"
        taken.add(name.lower())
        yield replace(found, name=name, above=(*above, *found.above))
    if not taken:
        yield Sheet(_name(document.title), above, ("What was found",), ())


def _parts(blocks: Sequence[doc.Block]) -> Iterator[Sheet]:
    shown = list(doc.visible(blocks, doc.Form.WORKBOOK))
    loose = [block for block in shown if not isinstance(block, doc.Section)]
    yield from _sheets_of("", loose)
    for block in shown:
        if isinstance(block, doc.Section):
            yield from _sheets_of(block.short or plain(block.title), block.blocks)


def _sheets_of(title: str, blocks: Sequence[doc.Block]) -> Iterator[Sheet]:
    """Give a sheet for each table in a part, and one for all persons that it names.

    A part with neither is a sheet of its lines.
    """
    beside = tuple(_texts(blocks))
    every = list(doc.walk(blocks, doc.Form.WORKBOOK))
    tables = [block for block in every if isinstance(block, doc.Table)]
    for table in tables:
        at = columns_kept(table, doc.Form.WORKBOOK)
        heads = tuple(table.columns[n].title for n in at)
        rows = tuple(doc.Row(tuple(row.cells[n] for n in at)) for row in table.rows)
        own = table.caption if table.caption and len(tables) > 1 else title or table.caption
        yield Sheet(_name(own), beside, heads, rows, table.chosen, table.frozen)
        beside = ()
    people = tuple(_persons(list(person_rows(blocks, doc.Form.WORKBOOK))))
    if people:
        yield Sheet(_name(title), beside, PERSONS, people, frozen=3)
    elif not tables and (lines := tuple(doc.Row((line,)) for line in _lines(every))):
        yield Sheet(_name(title), (), (title or "What was found",), lines)


def _name(title: str) -> str:
    """Give a sheet a name that Excel takes."""
    return clean(title.translate(_NO_NAME)).strip("' ")[:LONGEST_NAME].strip() or "Result"


def _persons(rows: Sequence[PersonRow]) -> Iterator[doc.Row]:
    for row in rows:
        stands: doc.Cell = "" if row.status is None else doc.Stands(row.status)
        rank: doc.Cell = "" if row.rank is None else doc.Number(row.rank)
        documented = ", ".join(filter(None, (row.documented, row.weighs)))
        who = (stands, rank, row.person.name, row.person.id)
        yield doc.Row((*who, documented, row.because))


def _texts(blocks: Sequence[doc.Block]) -> Iterator[str]:
    """Give what stands beside the rows of a part, as lines."""
    for block in doc.visible(blocks, doc.Form.WORKBOOK):
        match block:
            case doc.Paragraph() | doc.Headline():
                yield plain(block.says)
            case doc.Facts():
                yield "; ".join(f"{name}: {plain(value)}" for name, value in block.pairs)
            case doc.About():  # what is said of a person stands in their row
                pass
            case _:
                yield from _texts(doc.inner(block))


def _lines(blocks: Sequence[doc.Block]) -> Iterator[doc.Given]:
    """Give a part that holds no rows line by line."""
    for block in blocks:
        match block:
            case doc.Paragraph() | doc.Headline():
                yield block.says
            case doc.Marked():
                mark = block.mark.char if isinstance(block.mark, doc.Sign) else MARKS[block.mark]
                yield f"{mark} {plain(block.says)}"
            case doc.Bullets():
                yield from block.items
            case doc.Facts():
                yield from (f"{name}: {plain(value)}" for name, value in block.pairs)
            case doc.Verbatim():
                yield from ((doc.Code(line),) for line in block.text.rstrip("\n").split("\n"))
            case _:
                pass


# --- from sheets to a file ----------------------------------------------------------------------


def _styles(file: Any) -> dict[str, Any]:
    text = {"valign": "top", "align": "left", "text_wrap": True}
    return {
        "plain": file.add_format(text),
        "yellow": file.add_format({**text, "bg_color": YELLOW}),
        "head": file.add_format({"bold": True, "bg_color": HEAD, "bottom": 1, "text_wrap": True}),
        "first": file.add_format({"bold": True, "valign": "top"}),
        "above": file.add_format({"text_wrap": True, "valign": "top"}),
        "link": file.add_format({"valign": "top", "font_color": "#0B5394", "underline": 1}),
    }


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
        for column, cell in enumerate(row.cells):
            linked = isinstance(cell, doc.Address) and links < MOST_LINKS
            linked = linked and leads_to_web(_says(cell)) and len(_says(cell)) <= LONGEST_LINK
            links += linked
            style = "link" if linked else "yellow" if sheet.chosen else "plain"
            _cell(to, (at, column), cell, styles[style], linked=linked)
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


def _cell(to: Any, at: tuple[int, int], cell: doc.Cell, style: Any, *, linked: bool) -> None:
    if isinstance(cell, doc.Number):
        to.write_number(*at, cell.value, style)
        return
    text = fitting(_says(cell))
    if linked and isinstance(cell, doc.Address):
        to.write_url(*at, cell.url, style, text)
        return
    indent = _indent(cell) if text else 0
    # a blank text is a blank cell, which keeps its colour
    write = to.write_string if text else to.write_blank
    write(*at, " " * indent + text, style)
    note = cell.note if isinstance(cell, doc.Stands | doc.Noted) else ""
    if note:
        to.write_comment(*at, fitting(note, LONGEST_NOTE), {"x_scale": 2, "y_scale": 1.5})


def _says(cell: doc.Cell) -> str:
    match cell:
        case str():
            return cell
        case doc.Stands():
            return stands(cell.verdict, cell.says)
        case doc.Noted():
            return cell.text
        case doc.Address():
            return cell.url
        case _:
            return cell_text(cell)


def _indent(cell: doc.Cell) -> int:
    """Count the spaces before a line of a rule, which is read by its indent."""
    if not (isinstance(cell, tuple) and len(cell) == 1 and isinstance(cell[0], doc.Code)):
        return 0
    line = cell[0].text
    return min(len(line) - len(line.lstrip(" ")), DEEPEST)


def _height(row: doc.Row, widths: Sequence[int]) -> float:
    """Give a row the height of its longest text, for LibreOffice does not; in points."""
    lines = (-(-_wide(cell) // (width - 2)) for cell, width in zip(row.cells, widths, strict=False))
    return LINE * min(MOST_LINES, max(1, *lines, 1))


def _widths(sheet: Sheet) -> list[int]:
    """Give each column the width of its longest text, in characters, within bounds."""
    rows = (row.cells for row in sheet.kept[:MEASURED])
    columns = zip_longest(sheet.heads, *rows, fillvalue="")
    return [min(WIDEST, max(NARROWEST, *map(_wide, column)) + 2) for column in columns]


def _wide(cell: doc.Cell) -> int:
    if isinstance(cell, doc.Number):
        return len(f"{cell.value}")
    return sum(len(said(part)) for part in cell) if isinstance(cell, tuple) else len(_says(cell))
