"""Counts by a field, and published figures beside ours, as documents; a count is a range."""

from narrow.questions.figures import Figures
from narrow.questions.tally import Tally
from narrow.report.compose.pieces import (
    COUNTED,
    about_lines,
    advice_lines,
    four,
    numbers,
    published_said,
    section,
)
from narrow.report.document import (
    FILES,
    SCREEN,
    Block,
    Bullets,
    Cell,
    Cited,
    Column,
    Document,
    Marked,
    Only,
    Paragraph,
    Range,
    Row,
    Share,
    Sign,
    Space,
    Style,
    Table,
)
from narrow.report.words import citation, many


def compose(tally: Tally) -> Document:
    """Say how many of each group meet it: the not known apart, counts and shares as ranges."""
    rows = []
    for group in tally.groups:
        c, members = group.counts, Range(group.of_low, group.of)
        share = Share(group.share_low, group.share_high)
        cells: tuple[Cell, ...] = (*four(c), members, Range(c.low, c.high), share)
        style = Style.STRONG if group.total else Style.PLAIN
        rows.append(Row((group.value, *cells), style))
    columns = (Column(tally.by), *numbers(*COUNTED, "of", "so", "share"))
    said = f"counted: {tally.says}" + (f" ({tally.clue}, {tally.reading})" if tally.clue else "")
    table = Table(columns, tuple(rows), caption=f"Counts by {tally.by}", indent=0, kind="counts")
    head = (*about_lines(tally.about), Paragraph(said), *advice_lines(tally.advice))
    kind = f"narrow tally, case {tally.about.case}"
    blocks = (Space(), table)
    return Document(tally.about.title, blocks, head=head, care=tally.care, kind=kind)


def compose_figures(found: Figures) -> Document:
    """Say published figures beside ours, what to remark, and who published them."""
    rows = []
    for c in found.figures:
        ours = f"{many(c.low)}" if c.low == c.high else f"{many(c.low)} to {many(c.high)}"
        of = f"{many(c.of)}" if c.of_low == c.of else f"{many(c.of_low)} to {many(c.of)}"
        rows.append(Row((c.says, c.published, f"{ours} of {of}", c.verdict)))
    columns = (
        Column("what is counted", width=34),
        *numbers("published", "ours"),
        Column("which is"),
    )
    title = "Published figures beside ours"
    table = Table(columns, tuple(rows), caption=title, indent=0, spaced=True)
    sums = {c.says: published_said(c) for c in found.figures if c.reached}
    worth = tuple(Marked(Sign("-"), f"{says}: {told}") for says, told in sums.items())
    arithmetic = [section("As arithmetic", *worth, key="arithmetic")] if worth else []
    remarks = dict.fromkeys(c.remark for c in found.figures if c.remark)
    said: tuple[Block, ...] = tuple(Marked(Sign("-"), remark) for remark in remarks)
    sources = {c.source.id: c.source for c in found.figures if c.source}.values()
    lines = tuple(Paragraph(f"{citation(s)} {s.url}", 2) for s in sources)
    cited = Bullets(tuple((Cited((s,), brackets=""),) for s in sources))
    blocks: tuple[Block, ...] = (
        Space(),
        table,
        *arithmetic,
        section("Remarks", *said, key="remarks"),
        section("Published by", Only(SCREEN, lines), Only(FILES, (cited,)), key="sources"),
    )
    return Document(title, blocks, kind="narrow figures")
