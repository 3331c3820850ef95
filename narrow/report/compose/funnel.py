"""How clues narrow a population, as a document: step by step, and each clue's share of it."""

from collections.abc import Iterator

from narrow.questions.evaluation.weights import SILENT
from narrow.questions.funnel import Narrowing, Part
from narrow.report import document as doc
from narrow.report.compose.pieces import about_lines, dim, numbers, section
from narrow.report.compose.weights import percent
from narrow.report.words import outcome


def compose(narrowing: Narrowing) -> doc.Document:
    """Say the funnel in its order, then what each clue does whatever the order."""
    about = narrowing.about
    head: tuple[doc.Block, ...] = (*about_lines(about), *_asked(narrowing))
    blocks: tuple[doc.Block, ...] = (
        doc.Space(),
        _steps(narrowing),
        dim("█ met  ▒ not known  (of the population)"),
        doc.Space(),
        doc.Headline(outcome(narrowing.counts), narrowing.counts),
        *_parts(narrowing),
    )
    kind = f"narrow funnel, case {about.case}"
    return doc.Document(about.title, blocks, head=head, care=narrowing.care, kind=kind)


def _asked(narrowing: Narrowing) -> Iterator[doc.Block]:
    if narrowing.asked:
        order = ", ".join(step.clue for step in narrowing.steps)
        yield doc.Paragraph(f"in the order asked for: {order}")
    for clue in narrowing.joined:
        said = f"{clue} only supports in this case; here it narrows as if it were required"
        yield doc.Paragraph(said)


def _first(name: str) -> doc.Column:
    return doc.Column("", wrap=doc.Wrap.FOLD, name=name)


def _steps(narrowing: Narrowing) -> doc.Table:
    population = narrowing.population
    everybody = (narrowing.about.population_says, doc.Number(population), "", "", "")
    rows = [doc.Row((*everybody, doc.Stacked(None, population)))]
    for step in narrowing.steps:
        c = step.counts
        said = f"then {step.clue} ({step.reading})"
        cells = [doc.Number(n) for n in (step.left, c.met, c.in_doubt, c.no_record)]
        rows.append(doc.Row((said, *cells, doc.Stacked(c, population))))
    drawn = doc.Column("", wrap=doc.Wrap.NEVER, width=doc.STACKED, name="drawn")
    columns = (_first("step"), *numbers("left", "met", "in doubt", "no record"), drawn)
    caption = "The funnel: persons after each clue"
    return doc.Table(columns, tuple(rows), caption=caption, kind="counts drawn")


def _parts(narrowing: Narrowing) -> Iterator[doc.Block]:
    if not narrowing.parts:
        yield doc.Paragraph("No clue is required, so that nothing narrows the population.")
        return
    rows = [
        doc.Row((f"{part.clue} ({part.reading})", *_cells(narrowing, part)))
        for part in narrowing.parts
    ]
    together = (doc.Words("all together", doc.Style.STRONG),)
    rows.append(doc.Row((together, "", _bits(narrowing.left), "", _bits(narrowing.met))))
    columns = (_first("clue"), *numbers("of the left", "bits", "of the met", "bits"))
    title = "Each clue's share of the narrowing, whatever the order"
    if narrowing.sampled:
        drawn = f"{narrowing.sampled:,} orders drawn at random, the same on every run"
        said = f"an average over {drawn}; there are too many clues for all orders"
    else:
        said = "an average over all orders"
    yield section(
        title,
        doc.Table(columns, tuple(rows), caption=title, kind="counts"),
        dim(said),
        dim("left: not ruled out; met: fit for certain; one bit halves either"),
        *(dim(f"{clue} has no bits: {SILENT}") for clue in narrowing.silent),
        key="shares",
    )


def _cells(narrowing: Narrowing, part: Part) -> Iterator[doc.Cell]:
    for bits, whole in ((part.left, narrowing.left), (part.met, narrowing.met)):
        yield _share(bits, whole)
        yield _bits(bits)


def _bits(bits: float) -> doc.Number:
    return doc.Number(bits, f"{bits:.1f}")


def _share(bits: float, whole: float) -> str:
    """Say a part in whole per cent; nothing is no part, and nothing has a part in nothing."""
    if round(whole, 9) <= 0:
        return "-"
    return percent(bits / whole) if round(bits, 9) > 0 else "none"
