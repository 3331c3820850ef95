"""A document as CSV: the persons it names with their verdicts, or else its tables.

A spreadsheet obeys a cell that begins with a sign of calculation, so such a text is written behind
an apostrophe; numbers are written as they are.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from narrow.report.document import (
    Block,
    Cell,
    Document,
    Form,
    Number,
    People,
    Table,
    inner,
    visible,
    walk,
)
from narrow.report.flat_rows import PersonRow, columns_kept, person_rows, title_of
from narrow.report.inline_text import cell_text
from narrow.report.words import WORDS, clean

_CALCULATES = ("=", "+", "-", "@", "\t", "\r")
_HEADS = ("part", "rank", "name", "id", "stands", "documented", "weighs", "because")

Value = str | int | float
Lines = list[Sequence[Value]]


def render(document: Document) -> str:
    """Give a document as CSV with heads.

    Where it lists persons with their clues, everybody whom it names is one table, and nothing else
    stands there. Otherwise the persons and each table follow each other, below a blank line.
    """
    blocks = (*document.head, *document.blocks, *document.appendix)
    listed = any(isinstance(block, People) for block in walk(blocks, Form.CSV))
    tables = [_persons(list(person_rows(blocks, Form.CSV)))]
    if not listed:
        tables += _tables(blocks)
    written = StringIO()
    out = csv.writer(written, lineterminator="\n")
    for lines in filter(None, tables):
        if written.tell():
            out.writerow([])
        out.writerows([harmless(value) for value in line] for line in lines)
    return written.getvalue()


def harmless(value: Value) -> Value:
    """Give a text that no spreadsheet calculates with; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if value.startswith(_CALCULATES) or text.startswith(_CALCULATES) else text


def _persons(rows: Sequence[PersonRow]) -> Lines:
    clues = list(dict.fromkeys(clue for row in rows for clue in row.clues))
    lines: Lines = [(*_HEADS, *clues)]
    for row in rows:
        rank: Value = "" if row.rank is None else row.rank
        stands = "" if row.status is None else WORDS[row.status]
        verdicts = (WORDS[row.clues[clue]] if clue in row.clues else "" for clue in clues)
        who = (row.part, rank, row.person.name, row.person.id, stands)
        lines.append((*who, row.documented, row.weighs, row.because, *verdicts))
    return lines if rows else []


def _tables(blocks: Sequence[Block]) -> Iterator[Lines]:
    """Give tables with the part that each stands in; those of the same heads are one."""
    before: Lines = []
    for part, table in _each(blocks, ""):
        at = columns_kept(table, Form.CSV)
        heads = ("part", *(table.columns[n].title for n in at))
        rows: Lines = [(part, *(_value(row.cells[n]) for n in at)) for row in table.rows]
        if before and tuple(before[0]) == heads:
            before += rows
            continue
        yield before
        before = [heads, *rows]
    yield before


def _each(blocks: Sequence[Block], part: str) -> Iterator[tuple[str, Table]]:
    for block in visible(blocks, Form.CSV):
        if isinstance(block, Table):
            yield part, block
        yield from _each(inner(block), title_of(block, part))


def _value(cell: Cell) -> Value:
    return cell.value if isinstance(cell, Number) else cell_text(cell)
