"""Counts by a field, and published figures beside ours, as documents; a count is a range."""

from narrow.questions.figures import Figures
from narrow.questions.tally import Tally
from narrow.report import document as doc
from narrow.report.compose.pieces import COUNTED, about_lines, advice_lines, four, numbers, section
from narrow.report.words import citation, reaching


def compose(tally: Tally) -> doc.Document:
    """Say how many of each group meet it: the not known apart, counts and shares as ranges."""
    rows = []
    for group in tally.groups:
        c, members = group.counts, doc.Range(group.of_low, group.of)
        share = doc.Share(group.share_low, group.share_high)
        cells: tuple[doc.Cell, ...] = (*four(c), members, doc.Range(c.low, c.high), share)
        style = doc.Style.STRONG if group.total else doc.Style.PLAIN
        rows.append(doc.Row((group.value, *cells), style))
    columns = (doc.Column(tally.by), *numbers(*COUNTED, "of", "so", "share"))
    said = f"counted: {tally.says}" + (f" ({tally.clue}, {tally.reading})" if tally.clue else "")
    table = doc.Table(
        columns, tuple(rows), caption=f"Counts by {tally.by}", indent=0, kind="counts"
    )
    head = (*about_lines(tally.about), doc.Paragraph(said), *advice_lines(tally.advice))
    kind = f"narrow tally, case {tally.about.case}"
    blocks = (doc.Space(), table)
    return doc.Document(tally.about.title, blocks, head=head, care=tally.care, kind=kind)


def compose_figures(found: Figures) -> doc.Document:
    """Say published figures beside ours, what to remark, and who published them."""
    rows = []
    for c in found.figures:
        ours = f"{reaching(c.low, c.high)} of {reaching(c.of_low, c.of)}"
        rows.append(doc.Row((c.says, c.published, ours, c.verdict)))
    columns = (
        doc.Column("what is counted", width=34),
        *numbers("published", "ours"),
        doc.Column("which is"),
    )
    title = "Published figures beside ours"
    table = doc.Table(columns, tuple(rows), caption=title, indent=0, spaced=True)
    remarks = dict.fromkeys(c.remark for c in found.figures if c.remark)
    said: tuple[doc.Block, ...] = tuple(doc.Marked(doc.Sign("-"), remark) for remark in remarks)
    sources = {c.source.id: c.source for c in found.figures if c.source}.values()
    lines = tuple(doc.Paragraph(f"{citation(s)} {s.url}", 2) for s in sources)
    cited = doc.Bullets(tuple((doc.Cited((s,), brackets=""),) for s in sources))
    blocks = (
        doc.Space(),
        table,
        section("Remarks", *said, key="remarks"),
        section(
            "Published by",
            doc.Only(doc.SCREEN, lines),
            doc.Only(doc.FILES, (cited,)),
            key="sources",
        ),
    )
    return doc.Document(title, blocks, kind="narrow figures")
