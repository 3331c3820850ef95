"""What might change an answer, as documents: words read otherwise, rank ranges, what to look up."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from narrow.questions.evaluation.weights import SILENT
from narrow.questions.flip import Asking, Flip, Range, Swing, Switch
from narrow.questions.flip import Cell as Unknown
from narrow.report import document as doc
from narrow.report.compose.pieces import (
    about_lines,
    bold,
    dim,
    hidden_names,
    more,
    nobody,
    numbers,
    section,
)
from narrow.report.compose.weights import bits
from narrow.report.words import LEGEND, between, many

MOST_NAMES = 12  # who enters or leaves, on a screen
MOST_ROBUST = 60
MOST_RANGES = 25


# --- words read otherwise -----------------------------------------------------------------------


def compose(flip: Flip, *, everyone: bool = False) -> doc.Document:
    """Say who enters and leaves, who stays whatever is read, and what each clue can move."""
    c, about = flip.counts, flip.about
    grades = f", and {flip.grades} grades one step up or down" if flip.grades else ""
    head: list[doc.Block] = [
        *about_lines(about),
        *hidden_names(about),
        doc.Space(),
        doc.Headline(f"{between(c)} of {c.total} fit as the case is read", c),
        doc.Paragraph(f"gone through: {flip.combinations} combinations of readings{grades}"),
    ]
    if flip.left_out:
        left = f"left out: {flip.left_out} combinations more"
        head.append(doc.Paragraph(left, style=doc.Style.WARNING))
    blocks = (
        _switches(flip.switches),
        _robust(flip),
        _ranges(flip, everyone=everyone),
        *_tornado(flip.swings),
    )
    kind = f"narrow flip, case {about.case}"
    return doc.Document(about.title, blocks, head=tuple(head), care=flip.care, kind=kind)


def _switches(switches: Sequence[Switch]) -> doc.Section:
    blocks: list[doc.Block] = []
    if not switches:
        blocks.append(dim("no required clue has another reading"))
    for switch in switches:
        said = f"{switch.clue} read as {switch.reading}, not as {switch.now}"
        blocks.append(bold(f"{said}: {between(switch.counts)} fit", 2))
        for says, people in (("+ enters", switch.enters), ("- leaves", switch.leaves)):
            if people:
                before = f"{says} ({len(people)}): "
                blocks.append(doc.Names(people, MOST_NAMES, before=before, indent=4))
        if not switch.enters and not switch.leaves:
            blocks.append(dim("the same persons fit for certain", 4))
    title = "If one word is read otherwise"
    return section(title, *blocks, key="switches", short="Other readings")


def _robust(flip: Flip) -> doc.Section:
    names = doc.Names(flip.robust, MOST_ROBUST) if flip.robust else nobody()
    number = len(flip.robust)
    title = f"Fit in every combination ({number})"
    return doc.Section(title, (names,), key="robust", short="In every one", number=many(number))


def _ranges(flip: Flip, *, everyone: bool) -> doc.Section:
    title = "How far ranks move"
    if not flip.ranges:
        return section(title, nobody("nobody fits in any of them"), key="ranks", short="Ranks")
    total = flip.combinations + flip.grades
    shown = flip.ranges if everyone else flip.ranges[:MOST_RANGES]
    rows = tuple(doc.Row((*_cells(r, total), (doc.Named(r.person.name),))) for r in shown)
    columns = (*numbers("now", "best", "worst", "fits in"), doc.Column("", fills=True, name="name"))
    table = doc.Table(columns, rows, caption=title)
    off = dim("“off” is not among those who fit: ruled out, or not known")
    left = more(len(flip.ranges) - len(shown))
    return section(title, table, *left, off, key="ranks", short="Ranks")


def _cells(r: Range, total: int) -> tuple[str, ...]:
    now = f"{r.rank}" if r.rank is not None else "off"
    worst = f"{r.worst}" if r.worst is not None else "off"
    return now, f"{r.best}", worst, f"{r.fits} of {total}"


def _tornado(swings: Sequence[Swing]) -> Iterator[doc.Block]:
    if not swings:
        return
    unit = swings[0].unit
    what = "how many fit" if unit == "persons" else "the weight of who leads now, in bits"
    low, high = min(s.low for s in swings), max(s.high for s in swings)
    rows = []
    for swing in swings:
        least, most = (_end(n, unit) for n in (swing.low, swing.high))
        causes = " / ".join(dict.fromkeys(swing.causes)) if swing.low != swing.high else "nothing"
        drawn = doc.Swings(swing.low, swing.now, swing.high, low, high)
        rows.append(doc.Row((swing.clue, least, drawn, most, causes)))
    columns = (
        doc.Column("", wrap=doc.Wrap.NEVER, name="clue"),
        doc.Column("from", right=True, wrap=doc.Wrap.NEVER),
        doc.Column("", wrap=doc.Wrap.NEVER, name="drawn"),
        doc.Column("to", right=True, wrap=doc.Wrap.NEVER),
        doc.Column("", name="by reading"),
    )
    title = f"What each clue moves alone: {what}"
    table = doc.Table(columns, tuple(rows), caption=title)
    yield section(title, table, dim("│ as it is now"), key="swings", short="What moves it")


def _end(number: float, unit: str) -> doc.Number:
    return doc.Number(number, bits(number) if unit == "bits" else f"{number:,.0f}")


# --- what to look up next -----------------------------------------------------------------------


def compose_next(asking: Asking, *, most: int = 15) -> doc.Document:
    """Say what to look up next, grouped where one question and one source serve several."""
    c, about = asking.counts, asking.about
    head: list[doc.Block] = [
        *about_lines(about),
        *hidden_names(about),
        doc.Space(),
        doc.Headline(f"{between(c)} of {c.total} fit.", c),
    ]
    if asking.unit == "bits":
        head.append(bold(f"The chances are worth about {asking.left:.0f} people."))
        worth = "worth: by how many bits the list is expected to narrow"
    else:
        worth = "worth: by how many persons the range is expected to shrink"
    head += [doc.Paragraph(worth), dim(LEGEND, 0)]
    blocks: list[doc.Block] = []
    if not asking.cells:
        blocks += [doc.Space(), doc.Paragraph("Nothing that is not known would change the list.")]
    shown = asking.cells[:most]
    for clue, cells in groupby(sorted(shown, key=lambda x: _order(asking, x)), lambda x: x.clue):
        blocks.append(_asked(asking, clue, list(cells)))
    if len(asking.cells) > most:
        unknown = ", ".join(f"{clue} {n}" for clue, n in asking.unknown.items())
        said = f"not known in all: {unknown}; --most names more"
        blocks += [doc.Space(), dim(said, 0)]
    kind = f"narrow next, case {about.case}"
    return doc.Document(about.title, tuple(blocks), head=tuple(head), care=asking.care, kind=kind)


def _order(asking: Asking, cell: Unknown) -> tuple[int, int]:
    """Put clues in the order of their most worthy cell, and keep the order within."""
    first = next(at for at, c in enumerate(asking.cells) if c.clue == cell.clue)
    return first, asking.cells.index(cell)


def _asked(asking: Asking, clue: str, cells: Sequence[Unknown]) -> doc.Section:
    kinds = dict.fromkeys(cell.settled_by for cell in cells if cell.settled_by)
    blocks: list[doc.Block] = [doc.Paragraph(f"look in: {kind}", 2) for kind in kinds]
    tails = {_then(asking, cell) for cell in cells}
    if len(tails) == 1 and len(cells) > 1:
        blocks.append(dim(f"each: {tails.pop()}"))
    columns = (
        doc.Column("", width=6, right=True, name="worth"),
        doc.Column("", width=1, name="stands"),
        doc.Column("", fills=True, name="whom to look up, and what"),
    )
    rows = tuple(_row(cell, _then(asking, cell) if tails else "") for cell in cells)
    caption = f"What is not known of {clue}"
    blocks.append(
        doc.Table(columns, rows, caption=caption, indent=0, headed=False, gap=1, apart=True)
    )
    unknown = asking.unknown[clue]
    title = f"{clue} ({unknown} not known)"
    return doc.Section(title, tuple(blocks), short=clue, number=many(unknown))


def _row(cell: Unknown, then: str) -> doc.Row:
    said: doc.Given = (doc.Named(cell.person.name, doc.Style.STRONG), doc.Gap(), cell.ask)
    if then:
        said = (*said, doc.Words(f" ({then})", doc.Style.DIM))
    return doc.Row(
        (doc.Number(cell.worth, f"{cell.worth:.2f}"), doc.Stands(cell.verdict, of=cell.clue), said)
    )


def _then(asking: Asking, cell: Unknown) -> str:
    if asking.unit == "bits":
        chance = None if cell.likely is None else round(10 * cell.likely)
        likely = SILENT if chance is None else f"yes in about {chance} of 10"
        return f"{likely}; yes leaves {cell.if_yes[0]:.0f} people, no {cell.if_no[0]:.0f}"
    yes, no = (f"{low:.0f} to {high:.0f}" for low, high in (cell.if_yes, cell.if_no))
    return f"if yes, {yes} fit; if no, {no}"
