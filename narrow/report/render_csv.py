"""A document as CSV: the persons it names, or else its tables, one row a line.

A spreadsheet obeys a cell that begins with a sign of calculation, so such a text is written behind
an apostrophe; numbers are written as they are.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from narrow.model.finding import Person
from narrow.report.document import (
    Block,
    Document,
    Form,
    Marked,
    Names,
    Number,
    Paragraph,
    People,
    PersonEntry,
    Section,
    Stacked,
    Swings,
    Table,
    Weighs,
    inner,
    visible,
)
from narrow.report.inline_text import cell_text, plain
from narrow.views.words import WORDS, clean

_CALCULATES = ("=", "+", "-", "@", "\t", "\r")
_DRAWN = (Stacked, Swings, Weighs)
_HEADS = ("part", "rank", "name", "id", "stands", "documented", "weighs", "because")

Value = str | int | float


def render(document: Document) -> str:
    """Give a document's persons, or where it names none its tables, as CSV with heads.

    Tables with other columns than the one before begin with heads of their own, below a blank line.
    """
    written = StringIO()
    out = csv.writer(written, lineterminator="\n")
    blocks = (*document.head, *document.blocks, *document.appendix)
    rows = list(_persons(blocks, ""))
    if rows:
        clues = dict.fromkeys(name for _, verdicts in rows for name in verdicts)
        out.writerow([*_HEADS, *(harmless(clue) for clue in clues)])
        for cells, verdicts in rows:
            out.writerow([harmless(c) for c in (*cells, *(verdicts.get(c, "") for c in clues))])
        return written.getvalue()
    before: Sequence[str] = ()
    for part, table in _tables(blocks, ""):
        kept = [at for at, c in enumerate(table.columns) if _kept(table, at)]
        heads = ["part", *(table.columns[at].title for at in kept)]
        if heads != before:
            if before:
                out.writerow([])
            out.writerow([harmless(head) for head in heads])
        before = heads
        for row in table.rows:
            out.writerow([harmless(part), *(harmless(_value(row.cells[at])) for at in kept)])
    return written.getvalue()


def harmless(value: Value) -> Value:
    """Give a text that no spreadsheet calculates with; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if value.startswith(_CALCULATES) or text.startswith(_CALCULATES) else text


def _value(cell: object) -> Value:
    if isinstance(cell, Number):
        return cell.value
    return cell_text(cell)  # type: ignore[arg-type]


def _kept(table: Table, at: int) -> bool:
    column = table.columns[at]
    drawn = any(isinstance(row.cells[at], _DRAWN) for row in table.rows)
    return Form.CSV in column.forms and not drawn


def _tables(blocks: Sequence[Block], part: str) -> Iterator[tuple[str, Table]]:
    for block in visible(blocks, Form.CSV):
        if isinstance(block, Table):
            yield part, block
        title = block.short or plain(block.title) if isinstance(block, Section) else part
        yield from _tables(inner(block), title)


Found = tuple[tuple[Value, ...], dict[str, str]]


def _persons(blocks: Sequence[Block], part: str) -> Iterator[Found]:
    """Give every person named in lists, with the part of the document that names them."""
    said = ""
    for block in visible(blocks, Form.CSV):
        if isinstance(block, Marked):
            said = plain(block.says)
        if isinstance(block, People):
            yield from (_entry(entry, part) for entry in block.entries)
        elif isinstance(block, Names):
            because = plain(block.before) or said or _next(blocks, block)
            stands = WORDS[block.mark] if block.mark is not None else ""
            yield from (_named(person, part, stands, because) for person in block.people)
        title = block.short or plain(block.title) if isinstance(block, Section) else part
        yield from _persons(inner(block), title)


def _next(blocks: Sequence[Block], after: Block) -> str:
    """Give the paragraph that follows names: it says what they share."""
    shown = list(visible(blocks, Form.CSV))
    at = next(at for at, block in enumerate(shown) if block is after)
    following = shown[at + 1] if at + 1 < len(shown) else None
    return plain(following.says) if isinstance(following, Paragraph) else ""


def _named(person: Person, part: str, stands: str, because: str) -> Found:
    return (part, "", person.name, person.id, stands, "", "", because), {}


def _entry(entry: PersonEntry, part: str) -> Found:
    because = "; ".join(f"{c.clue}: {c.because}" for c in entry.clues)
    verdicts = {c.clue: WORDS[c.verdict] for c in entry.clues}
    who = (part, entry.rank, entry.person.name, entry.person.id, WORDS[entry.status])
    return (*who, entry.documented, entry.weighs, because), verdicts
