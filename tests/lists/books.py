"""Small invented workbooks, written part by part so that no library stands between."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = f"{REL}/officeDocument"
Cell = str | int | float | tuple[str, str]
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def letter(at: int) -> str:
    return chr(65 + at) if at < 26 else chr(64 + at // 26) + chr(65 + at % 26)


def cell(ref: str, value: Cell) -> str:
    match value:
        case ("date", serial):
            return f'<c r="{ref}" s="1"><v>{serial}</v></c>'
        case (formula, stored):
            return f'<c r="{ref}" t="str"><f>{escape(formula)}</f><v>{escape(stored)}</v></c>'
        case str():
            return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        case _:
            return f'<c r="{ref}"><v>{value}</v></c>'


def sheet_xml(rows: Sequence[Sequence[Cell]], merged: Sequence[str] = ()) -> str:
    body = "".join(
        f'<row r="{n}">'
        + "".join(cell(f"{letter(at)}{n}", value) for at, value in enumerate(row) if value != "")
        + "</row>"
        for n, row in enumerate(rows, 1)
    )
    joins = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    tail = f'<mergeCells count="{len(merged)}">{joins}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{tail}</worksheet>'


def xlsx(path: Path, sheets: Mapping[str, str | Sequence[Sequence[Cell]]]) -> Path:
    """Write a workbook of sheets, each as rows or as the XML of a sheet."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    styles = f'<Relationship Id="rIdS" Type="{REL}/styles" Target="styles.xml"/>'
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/></Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}" Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{listed}</sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}{styles}</Relationships>',
        )
        book.writestr("xl/styles.xml", STYLES)
        for n, rows in enumerate(sheets.values(), 1):
            text = rows if isinstance(rows, str) else sheet_xml(rows)
            book.writestr(f"xl/worksheets/sheet{n}.xml", text)
    return path


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
    "</office:document-content>"
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def ods(path: Path, sheets: Mapping[str, str | Sequence[Sequence[str]]]) -> Path:
    """Write a workbook of OpenDocument, each sheet as rows of text or as XML."""

    def row(cells: Sequence[str]) -> str:
        inside = "".join(
            '<table:table-cell office:value-type="string"><text:p>'
            f"{escape(text)}</text:p></table:table-cell>"
            if text
            else "<table:table-cell/>"
            for text in cells
        )
        rest = '<table:table-cell table:number-columns-repeated="16000"/>'
        return f"<table:table-row>{inside}{rest}</table:table-row>"

    end = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    body = "".join(
        f'<table:table table:name="{escape(name)}">'
        + (rows if isinstance(rows, str) else "".join(map(row, rows)) + end)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr("mimetype", KIND)
        book.writestr("content.xml", ODS.format(body))
        book.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
            "</manifest:manifest>",
        )
    return path
