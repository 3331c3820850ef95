"""A document as Markdown: tables that read as plain text, and a footnote for every source.

Nothing in a text is obeyed as markup, a link, a table's edge or HTML: every sign that Markdown
could obey stands behind a backslash.
"""

import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from narrow.model.cases import Source
from narrow.model.verdicts import Verdict
from narrow.report import document as doc
from narrow.report.words import (
    MARKS,
    cell_text,
    citation,
    clean,
    leads_to_web,
    many,
    said,
    verbatim,
)

MOST_CITED = 10  # sources cited behind one reason; the first are of the strongest rows
LONGEST = 2_000  # characters of one text
# Every sign that Markdown could obey; and what would make an address into a link of itself.
_OBEYED = re.compile(r"[\\`*_{}\[\]<>#|~!$&^=@]|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_BEGINS = re.compile(r"^(\d+)([.)])|^([-+:])")
_AROUND = {doc.Style.STRONG: "**", doc.Style.CARE: "*"}
_TICKS = re.compile(r"`+")


def render(document: doc.Document) -> str:
    """Give a document as Markdown; the same document gives the same text."""
    return _Writer().document(document)


def escaped(text: str) -> str:
    """Give a text of others as one line that stays text wherever it stands."""
    return _first_sign(_signs(clean(text)))


def _signs(line: str) -> str:
    if len(line) > LONGEST:
        line = f"{line[:LONGEST]}… ({len(line) - LONGEST:,} characters more)"
    return _OBEYED.sub(lambda m: f"\\{m[0]}", line)


def _first_sign(line: str) -> str:
    """Take from a line the meaning that its first sign would give it: a list, a number."""
    return _BEGINS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lay out a table that reads as plain text: columns as wide as what stands in them."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(3, *(len(line[at]) for line in lines)) for at in range(len(heads))]
    made = ["| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |"
            for line in lines]  # fmt: skip
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return [made[0], rule, *made[1:], ""]


def address(url: str) -> str:
    """Write an address so that nothing can leave its pointed brackets."""
    kept = string.ascii_letters + string.digits + "-._~:/?#@!$&'()*+,;=%"
    return "".join(c if c in kept else "".join(f"%{b:02X}" for b in c.encode()) for c in url)


class _Writer:
    """Writes one document; keeps the sources cited so far, each with its number."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}
        self._level = 2
        self._lines: list[str] = []

    def document(self, document: doc.Document) -> str:
        """Write the title, the count and the words of care, then everything, then footnotes."""
        self._lines = [f"# {escaped(document.title)}", ""]
        head = list(doc.visible(document.head, doc.Form.MARKDOWN))
        for said_first in (b for b in head if isinstance(b, doc.Headline)):
            self._paragraph(said_first.says, doc.Style.STRONG)
        if document.care:
            self._lines += [f"> {escaped(document.care)}", ""]
        self._blocks(document.lead)
        about = [b for b in head if not isinstance(b, doc.Headline | doc.Space)]
        for block in about:
            if isinstance(block, doc.Paragraph) and block.style is not doc.Style.STRONG:
                self._item(self.text(block.says), block.indent + 2 if block.indent else 0)
            else:
                _WRITTEN[type(block)](self, block)
        self._end_list()
        self._blocks(document.blocks)
        if document.care:
            self._lines += ["---", "", f"*{escaped(document.care)}*", ""]
        self._blocks(document.appendix)
        return "\n".join([*self._lines, *self._footnotes()]).rstrip() + "\n"

    # --- texts ----------------------------------------------------------------------------------

    def text(self, given: doc.Given) -> str:
        """Write a text; sources become footnotes."""
        made = ""
        for part in doc.parts(given):
            match part:
                case doc.Cited():
                    named = "" if part.brackets else _signs(_spaced(said(part)))
                    made += f"{named}{self.cited(part.sources)}"
                case doc.Words(text, style) | doc.Named(text, style) | doc.Code(text, style):
                    around = _AROUND.get(style, "")
                    made += f"{around}{_signs(_spaced(text))}{around}" if text.strip() else text
                case _:
                    made += _signs(_spaced(said(part)))
        return _first_sign(re.sub(r" {2,}", " ", made).strip())

    def cited(self, sources: Iterable[Source]) -> str:
        """Cite sources by their numbers: " [^1] [^4]", and how many more there are."""
        each = list(dict.fromkeys(sources))
        shown = each[:MOST_CITED]
        marks = [f"[^{self._numbers.setdefault(s, len(self._numbers) + 1)}]" for s in shown]
        more = [f"and {len(each) - MOST_CITED:,} more"] if len(each) > MOST_CITED else []
        return "".join(f" {mark}" for mark in (*marks, *more))

    def _footnotes(self) -> Iterator[str]:
        """Give the footnotes; only an address of the web becomes a link."""
        for source, number in self._numbers.items():
            grade = f", grade {source.grade.code}" if source.grade else ""
            where = ""
            if leads_to_web(source.url):
                where = f" <{address(source.url)}>"
            elif source.url:
                where = f" ({escaped(source.url)})"
            yield f"[^{number}]: {escaped(citation(source))}{grade}, id {escaped(source.id)}{where}"

    # --- blocks ---------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[doc.Block]) -> None:
        for block in doc.visible(blocks, doc.Form.MARKDOWN):
            _WRITTEN[type(block)](self, block)
        self._end_list()

    def _in_list(self) -> bool:
        return bool(self._lines) and self._lines[-1].lstrip(" ").startswith("- ")

    def _end_list(self) -> None:
        if self._in_list():
            self._lines.append("")

    def _item(self, text: str, indent: int) -> None:
        """Write an item of a list; one that is indented hangs from the item before."""
        depth = max(0, (indent - 2) // 2) if self._in_list() else 0
        before = self._lines[-1] if self._in_list() else ""
        room = (len(before) - len(before.lstrip(" "))) // 2 + 1
        self._lines.append(f"{'  ' * min(depth, room)}- {text}")

    def _paragraph(
        self, says: doc.Given, style: doc.Style = doc.Style.PLAIN, indent: int = 0
    ) -> None:
        text = self.text(says)
        if not text:
            return
        if indent >= 4 and self._in_list():
            self._item(text, indent)
            return
        self._end_list()
        around = _AROUND.get(style, "")
        self._lines += [f"{around}{text}{around}", ""]

    def marked(self, block: doc.Marked) -> None:
        """Write a line that hangs from its mark."""
        text, mark = self.text(block.says), block.mark
        if isinstance(mark, Verdict):
            text = f"{MARKS[mark]} {text}"
        elif mark.word or mark.char != "-":  # a dash that says nothing is the list's own
            text = _first_sign(f"{_signs(mark.char)} {text}")
        self._item(text, block.indent)

    def edited(self, block: doc.Edited) -> None:
        """Write a line as it was and as it is."""
        indent = block.indent if self._in_list() else 0
        for word, text in (("before", block.before), ("after", block.after)):
            if text:
                self._item(f"{word}: {escaped(text)}", indent)

    def bullets(self, block: doc.Bullets) -> None:
        """Write short texts as a list."""
        for item in block.items:
            self._item(self.text(item), block.indent)

    def facts(self, block: doc.Facts) -> None:
        """Write names with their values."""
        for name, value in block.pairs:
            self._item(f"{escaped(name)}: {self.text(value)}", 0)

    def verbatim(self, block: doc.Verbatim) -> None:
        """Write text as it stands, within a fence that it cannot close."""
        self._end_list()
        fence = "`" * max(3, *(len(ticks) + 1 for ticks in _TICKS.findall(block.text)), 3)
        lines = (verbatim(line) for line in block.text.rstrip("\n").split("\n"))
        self._lines += [fence, *lines, fence, ""]

    def section(self, block: doc.Section) -> None:
        """Write a heading and what stands below it."""
        self._end_list()
        self._lines += [f"{'#' * self._level} {self.text(block.title)}", ""]
        self._level += 1
        self._blocks(block.blocks)
        self._level -= 1

    def group(self, block: doc.Group) -> None:
        """Write a marked line, and below it what belongs to it."""
        self.marked(block.head)
        for inside in doc.visible(block.blocks, doc.Form.MARKDOWN):
            if isinstance(inside, doc.Names) and not inside.before and inside.mark is None:
                self._lines += [f"  {self._named(inside)}", ""]
            else:
                _WRITTEN[type(inside)](self, inside)

    def names(self, block: doc.Names) -> None:
        """Write the names of persons who share what is said of them."""
        mark = f"{MARKS[block.mark]} " if block.mark is not None else ""
        before = f"{escaped(block.before)} " if block.before else ""
        text = f"{mark}{before}{self._named(block)}"
        if mark or before:
            self._item(text, block.indent)
        else:
            self._end_list()
            self._lines += [text, ""]

    def _named(self, block: doc.Names) -> str:
        return ", ".join(
            f"{escaped(p.name)} ({escaped(p.id)})" + (f": {escaped(value)}" if value else "")
            for p, value in block.values()
        )

    def table(self, block: doc.Table) -> None:
        """Write a table; drawings are left out, for the numbers stand beside them."""
        self._end_list()
        if not block.rows:
            return
        drawn = (doc.Stacked, doc.Swings, doc.Weighs)
        kept = [
            at
            for at, column in enumerate(block.columns)
            if doc.Form.MARKDOWN in column.forms
            and not any(isinstance(row.cells[at], drawn) for row in block.rows)
        ]
        heads = [escaped(block.columns[at].head or block.columns[at].name) for at in kept]
        rows = [[self._cell(row.cells[at]) for at in kept] for row in block.rows]
        self._lines += table(heads, rows)

    def _cell(self, cell: doc.Cell) -> str:
        if isinstance(cell, str | tuple):
            return self.text(cell)
        if isinstance(cell, doc.Address) and leads_to_web(cell.url):
            return f"<{address(cell.url)}>"
        return escaped(cell.text) if isinstance(cell, doc.Noted) else _signs(cell_text(cell))

    # --- people ---------------------------------------------------------------------------------

    def people(self, block: doc.People) -> None:
        """Write persons in their order, each with a line for each clue."""
        self._end_list()
        for entry in block.entries:
            self._person(entry)

    def _person(self, entry: doc.PersonEntry) -> None:
        person = f"**{escaped(entry.person.name)}** (id {escaped(entry.person.id)})"
        weight = f", {escaped(entry.weighs)}" if entry.weighs else ""
        self._lines += [f"{many(entry.rank)}\\. {person}, {entry.documented}{weight}", ""]
        for clue in entry.clues:
            cited = self.cited(s for e in clue.evidence for s in e.sources)
            text = escaped(f"{clue.clue} ({clue.reads}): {clue.because}")
            self._lines.append(f"- {MARKS[clue.verdict]} {text}{cited}")
        self._lines.append("")


def _spaced(text: str) -> str:
    """Clean a text and keep that a space stood at its ends."""
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{clean(text)}{' ' * after}"


_WRITTEN: dict[type, Callable[[_Writer, Any], None]] = {
    doc.Paragraph: lambda writer, block: writer._paragraph(block.says, block.style, block.indent),
    doc.Space: lambda writer, block: None,
    doc.Headline: lambda writer, block: writer._paragraph(block.says, doc.Style.STRONG),
    doc.Marked: _Writer.marked,
    doc.Edited: _Writer.edited,
    doc.Bullets: _Writer.bullets,
    doc.Facts: _Writer.facts,
    doc.Verbatim: _Writer.verbatim,
    doc.Table: _Writer.table,
    doc.People: _Writer.people,
    doc.Names: _Writer.names,
    doc.Picture: lambda writer, block: writer._paragraph(block.says),
    doc.Section: _Writer.section,
    doc.Group: _Writer.group,
    doc.Fold: lambda writer, block: writer._blocks(block.blocks),
    doc.About: lambda writer, block: writer._blocks(block.blocks),
}
