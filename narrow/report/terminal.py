"""A document in a terminal, as rich lays it out: the only file that knows rich and its styles.

Nothing prints here. Every text becomes a `Text` and never markup, after it was cleaned.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from narrow.model.verdicts import Verdict
from narrow.report import document as doc
from narrow.report.words import MARKS, cell_text, many, pieces, plain, verbatim

_STYLES = {
    doc.Style.PLAIN: "",
    doc.Style.STRONG: "bold",
    doc.Style.DIM: "dim",
    doc.Style.WARNING: "yellow",
    doc.Style.CARE: "italic",
    doc.Style.GOOD: "green",
    doc.Style.BAD: "red",
}
_VERDICTS = {
    Verdict.MET: "green",
    Verdict.IN_DOUBT: "yellow",
    Verdict.NO_RECORD: "dim",
    Verdict.NOT_MET: "red",
}


def render(document: doc.Document) -> Lines:
    """Lay a document out for a terminal."""
    blocks: list[RenderableType] = list(_blocks(document.lead))
    if document.titled:
        blocks.append(_text(document.title, "bold"))
    blocks += [*_blocks(document.head), *_blocks(document.blocks)]
    if document.care:
        blocks += [Text(), _paragraph(doc.Paragraph(document.care, style=doc.Style.CARE))]
    return Lines(*blocks, *_blocks(document.appendix))


def _text(given: doc.Given, style: str = "") -> Text:
    """Give a text with the styles of its parts within a style of the whole."""
    if not style and len(given) == 1 and isinstance(given[0], doc.Words | doc.Named | doc.Code):
        return Text(plain(given), style=_STYLES[given[0].style])
    text = Text(style=style)
    for words, part in pieces(given):
        own = part.style if isinstance(part, doc.Words | doc.Named | doc.Code) else doc.Style.PLAIN
        text.append(words, _STYLES[own] or None)
    return text


def _blocks(blocks: Iterable[doc.Block]) -> Iterator[RenderableType]:
    for block in doc.visible(blocks, doc.Form.TERMINAL):
        yield from _LAID_OUT[type(block)](block)


def _indented(what: RenderableType, indent: int) -> RenderableType:
    return Padding(what, (0, 0, 0, indent), expand=False)


def _paragraph(block: doc.Paragraph) -> RenderableType:
    text = _text(block.says, _STYLES[block.style])
    if block.cut:
        text = Text(" " * block.indent, style=_STYLES[block.style]).append_text(text)
        text.no_wrap, text.overflow = True, "ellipsis"
        return text
    return _indented(text, block.indent)


def _marked(mark: Verdict | doc.Sign, says: doc.Given, indent: int) -> RenderableType:
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(width=1, no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(_sign(mark), _text(says))
    return Padding(grid, (0, 0, 0, indent))


def _sign(mark: Verdict | doc.Sign) -> Text:
    if isinstance(mark, doc.Sign):
        return Text(mark.char, style=_STYLES[mark.style])
    return Text(MARKS[mark], style=_VERDICTS[mark])


def _section(block: doc.Section) -> Iterator[RenderableType]:
    heading = Text(f"\n{' ' * block.indent}", style="bold")
    yield heading.append_text(_text(block.title))
    yield from _blocks(block.blocks)


def _edited(block: doc.Edited) -> Iterator[RenderableType]:
    if block.before:
        yield _marked(doc.Sign("-", doc.Style.BAD), block.before, block.indent)
    if block.after:
        yield _marked(doc.Sign("+", doc.Style.GOOD), block.after, block.indent)


def _facts(block: doc.Facts) -> Iterator[RenderableType]:
    for name, value in block.pairs:
        given: doc.Inline = (
            (f"{name}: ", value) if isinstance(value, str) else (f"{name}: ", *value)
        )
        yield _paragraph(doc.Paragraph(given, 2))


def _verbatim(block: doc.Verbatim) -> Iterator[RenderableType]:
    for line in block.text.split("\n"):
        yield Text(verbatim(line), style=_STYLES[block.style])


def _names(block: doc.Names) -> Iterator[RenderableType]:
    most = len(block.people) if block.most is None else block.most
    said = block.values(most)
    names = ", ".join(f"{p.name} ({value})" if value else p.name for p, value in said)
    left = len(block.people) - most
    more = f" and {many(left)} more" if left > 0 else ""
    says = f"{block.before}{names}{more}"
    if block.mark is not None:
        yield _marked(block.mark, says, block.indent)
    else:
        yield _paragraph(doc.Paragraph(says, block.indent, block.style))


# --- tables -------------------------------------------------------------------------------------


def _table(block: doc.Table) -> Iterator[RenderableType]:
    shown = [at for at, c in enumerate(block.columns) if doc.Form.TERMINAL in c.forms]
    together = [[row] for row in block.rows] if block.apart else [block.rows]
    for rows in together:
        grid = _grid(block)
        for at in shown:
            _add_column(grid, block.columns[at], headed=block.headed)
        for row in rows:
            cells = [_cell(row.cells[at], block.columns[at]) for at in shown]
            grid.add_row(*cells, style=_STYLES[row.style] or None)
        inset = (0, 0, 0, block.indent)
        yield Padding(grid, inset, expand=not block.snug) if block.indent else grid


def _grid(block: doc.Table) -> Grid:
    if not block.headed:
        return Grid.grid(padding=(0, block.gap), expand=block.wide)
    between = (0, 1) if block.gap > 1 else (0, 1, 0, 0)
    return Grid(
        box=None, pad_edge=False, padding=between, header_style="dim", expand=block.wide,
        leading=int(block.spaced),
    )  # fmt: skip


def _add_column(grid: Grid, column: doc.Column, *, headed: bool) -> None:
    drawn: dict[doc.Wrap, dict[str, Any]] = {
        doc.Wrap.WORDS: {},
        doc.Wrap.NEVER: {"no_wrap": True},
        # without a head the cells are cut themselves, so that they leave the others their room
        doc.Wrap.CUT: {"no_wrap": True, "overflow": "ellipsis"} if headed else {},
        doc.Wrap.FOLD: {"overflow": "fold"},
    }
    grid.add_column(
        Text(plain(column.head)),
        justify="right" if column.right else "left",
        width=column.width,
        min_width=column.least,
        max_width=column.most,
        ratio=1 if column.fills else None,
        **drawn[column.wrap],
    )


def _cell(cell: doc.Cell, column: doc.Column) -> Text:
    match cell:
        case doc.Stands():
            return Text(cell.says or MARKS[cell.verdict], style=_VERDICTS[cell.verdict])
        case doc.Stacked():
            return _stacked(cell)
        case doc.Swings():
            return _swings(cell)
        case doc.Weighs():
            return _weighs(cell)
        case doc.Number():
            return Text(cell.text, style=_STYLES[cell.style])
        case str() | tuple():
            text = _text(cell)
        case doc.Range() | doc.Share() | doc.Address() | doc.Noted():
            text = Text(cell_text(cell))
    if column.wrap is doc.Wrap.CUT:
        text.no_wrap, text.overflow = True, "ellipsis"
    elif column.wrap is doc.Wrap.FOLD:
        text.overflow = "fold"
    return text


def _stacked(bar: doc.Stacked) -> Text:
    if bar.counts is None:
        return Text("█" * doc.STACKED, style="dim")
    most = max(bar.of, 1)
    drawn = Text("█" * round(doc.STACKED * bar.counts.met / most), style="green")
    unknown = bar.counts.in_doubt + bar.counts.no_record
    return drawn.append("▒" * round(doc.STACKED * unknown / most), style="yellow")


def _swings(bar: doc.Swings) -> Text:
    whole = (bar.greatest - bar.least) or 1.0
    ends = (bar.low, bar.now, bar.high)
    start, now, end = (round(doc.SWINGS * (n - bar.least) / whole) for n in ends)
    cells = ["█" if start <= at <= end and start != end else " " for at in range(doc.SWINGS + 1)]
    cells[now] = "│"
    return Text("".join(cells))


def _weighs(bar: doc.Weighs) -> Text:
    cells = min(round(abs(max(bar.bits, -99.0))), doc.WEIGHS)
    if bar.bits < 0:
        return Text(("▒" * cells).rjust(doc.WEIGHS) + "│", style="red")
    return Text(" " * doc.WEIGHS + "│" + "█" * cells, style="green")


# --- people -------------------------------------------------------------------------------------


def _people(block: doc.People) -> Iterator[RenderableType]:
    """Lay out persons as one grid: rank, then name, then a line for each clue."""
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(width=4, justify="right")
    grid.add_column(width=1, no_wrap=True)
    grid.add_column(ratio=1)
    for entry in block.entries:
        grid.add_row(Text(f"{entry.rank}"), "", _name(entry))
        for clue in entry.clues:
            grid.add_row("", _sign(clue.verdict), _text(clue_says(clue)))
    yield grid


def _name(entry: doc.PersonEntry) -> Text:
    name = _text(entry.person.name, "bold")
    name.append(f"  {plain(entry.person.id)}", style="dim not bold")
    name.append(f"  {entry.documented}", style="dim not bold")
    if entry.weighs:
        name.append(f"  {entry.weighs}", style="not bold")
    return name


def clue_says(clue: doc.PersonClue) -> doc.Inline:
    """Say how a person stands to a clue, why, and by which sources."""
    sources = tuple(source for fact in clue.evidence for source in fact.sources)
    cited = doc.Cited(sources, ids=True, brackets="[]")
    return (f"{clue.clue} ({clue.reads}): {clue.because}", cited)


_LAID_OUT: dict[type, Callable[[Any], Iterable[RenderableType]]] = {
    doc.Paragraph: lambda block: [_paragraph(block)],
    doc.Space: lambda block: [Text()],
    doc.Headline: lambda block: [_text(block.says, "bold")],
    doc.Marked: lambda block: [_marked(block.mark, block.says, block.indent)],
    doc.Edited: _edited,
    doc.Bullets: lambda block: [
        _paragraph(doc.Paragraph(item, block.indent)) for item in block.items
    ],
    doc.Facts: _facts,
    doc.Verbatim: _verbatim,
    doc.Table: _table,
    doc.People: _people,
    doc.Names: _names,
    doc.Picture: lambda block: [_paragraph(doc.Paragraph(block.says))],
    doc.Section: _section,
    doc.Group: lambda block: _blocks((block.head, *block.blocks)),
    doc.Fold: lambda block: _blocks(block.blocks),
    doc.About: lambda block: _blocks(block.blocks),
    doc.Only: lambda block: _blocks(block.blocks),
}
