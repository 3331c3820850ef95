"""A document as CSV: the persons it names with their verdicts, or else its tables.

A spreadsheet obeys a cell that begins with a sign of calculation, so such a text is written behind
an apostrophe; numbers are written as they are.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import takewhile

from narrow.model.evidence import Person
from narrow.model.verdicts import Verdict
from narrow.report import document as doc
from narrow.report.words import WORDS, cell_text, clean, plain

# The persons and tables of a document as rows, for the forms that are nothing but rows.


DRAWN = (doc.Stacked, doc.Swings, doc.Weighs)  # the numbers stand beside a drawing


@dataclass(frozen=True, slots=True, eq=False)
class PersonRow:
    """One person as a row: in which part, where they stand, why, and the verdict on each clue."""

    part: str
    person: Person
    rank: int | None = None
    status: Verdict | None = None
    documented: str = ""
    weighs: str = ""
    because: str = ""
    clues: dict[str, Verdict] = field(default_factory=dict)


def person_rows(blocks: Sequence[doc.Block], form: doc.Form, part: str = "") -> Iterator[PersonRow]:
    """Give everybody whom a document names in a list, in its order."""
    shown = list(doc.visible(blocks, form))
    group: doc.Marked | None = None
    for at, block in enumerate(shown):
        if isinstance(block, doc.Marked):
            group = block
        elif isinstance(block, doc.People):
            yield from (_entry(entry, part) for entry in block.entries)
        elif isinstance(block, doc.Names):
            yield from _names(block, part, group, shown[at + 1 :])
        elif isinstance(block, doc.About):
            yield _about(block, form, part)
            continue
        yield from person_rows(doc.inner(block), form, title_of(block, part))


def title_of(block: doc.Block, part: str) -> str:
    """Name the part that a block opens, or the one that it stands in."""
    return block.short or plain(block.title) if isinstance(block, doc.Section) else part


def columns_kept(table: doc.Table, form: doc.Form) -> list[int]:
    """Give the columns of a table that are not drawings, and that a form shows."""
    return [
        at
        for at, column in enumerate(table.columns)
        if form in column.forms and not any(isinstance(row.cells[at], DRAWN) for row in table.rows)
    ]


def _entry(entry: doc.PersonEntry, part: str) -> PersonRow:
    because = "; ".join(f"{clue.clue}: {clue.because}" for clue in entry.clues)
    clues = {clue.clue: clue.verdict for clue in entry.clues}
    documented, weighs = entry.documented, entry.weighs
    return PersonRow(
        part, entry.person, entry.rank, entry.status, documented, weighs, because, clues
    )


def _names(
    block: doc.Names, part: str, group: doc.Marked | None, following: Sequence[doc.Block]
) -> Iterator[PersonRow]:
    """Give those who share a reason: it stands before them, or in the paragraphs after them."""
    status, because = block.mark, block.before
    if status is None and group is not None:
        because = because or plain(group.says)
        status = group.mark if isinstance(group.mark, Verdict) else None
    else:
        told = takewhile(lambda after: isinstance(after, doc.Paragraph), following)
        because = because or "; ".join(plain(p.says) for p in told if isinstance(p, doc.Paragraph))
    for person, value in block.values():
        said = f"{because}: {value}" if value else because
        yield PersonRow(part, person, status=status, because=said)


def _about(block: doc.About, form: doc.Form, part: str) -> PersonRow:
    """Give what is said of one person as one text; the line that names them says nothing more."""
    status, said = None, []
    for inside in doc.walk(block.blocks, form):
        match inside:
            case doc.Marked():
                status = status or (inside.mark if isinstance(inside.mark, Verdict) else None)
                said.append(plain(inside.says))
            case doc.Paragraph():
                said.append(plain(inside.says))
            case doc.Bullets():
                said += [plain(item) for item in inside.items]
            case doc.Edited():
                said += [text for text in (inside.before, inside.after) if text]
    return PersonRow(part, block.person, status=status, because="; ".join(said[1:]))


_CALCULATES = ("=", "+", "-", "@", "\t", "\r")
_HEADS = ("part", "rank", "name", "id", "stands", "documented", "weighs", "because")

Value = str | int | float
Lines = list[Sequence[Value]]


def render(document: doc.Document) -> str:
    """Give a document as CSV with heads.

    Where it lists persons with their clues, everybody whom it names is one table, and nothing else
    stands there. Otherwise the persons and each table follow each other, below a blank line.
    """
    blocks = (*document.head, *document.blocks, *document.appendix)
    listed = any(isinstance(block, doc.People) for block in doc.walk(blocks, doc.Form.CSV))
    tables = [_persons(list(person_rows(blocks, doc.Form.CSV)))]
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


def _tables(blocks: Sequence[doc.Block]) -> Iterator[Lines]:
    """Give tables with the part that each stands in; those of the same heads are one."""
    before: Lines = []
    for part, table in _each(blocks, ""):
        at = columns_kept(table, doc.Form.CSV)
        heads = ("part", *(table.columns[n].title for n in at))
        each = ([row.cells[n] for n in at] for row in table.rows)
        rows: Lines = [
            (part, *(c.value if isinstance(c, doc.Number) else cell_text(c) for c in cells))
            for cells in each
        ]
        if before and tuple(before[0]) == heads:
            before += rows
            continue
        yield before
        before = [heads, *rows]
    yield before


def _each(blocks: Sequence[doc.Block], part: str) -> Iterator[tuple[str, doc.Table]]:
    for block in doc.visible(blocks, doc.Form.CSV):
        if isinstance(block, doc.Table):
            yield part, block
        yield from _each(doc.inner(block), title_of(block, part))
