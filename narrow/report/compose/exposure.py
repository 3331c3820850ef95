"""What a draft exposes, as a document: how few are left, through which phrase, what to say."""

from collections.abc import Iterator, Sequence

from narrow.model.verdicts import Verdict
from narrow.questions.exposure import Change, Coarsening, Exposed, Exposure, Size, Threshold
from narrow.report import document as doc
from narrow.report.compose.pieces import (
    advice_lines,
    dim,
    hint,
    identity,
    nobody,
    numbers,
    register_line,
    section,
)
from narrow.report.words import many

MOST_CHANGES = 12  # coarser wordings on a screen
MOST_NAMES = 60
_MIND = doc.Sign("!", doc.Style.WARNING, "mind")


def compose(given: Exposure, *, everything: bool = False) -> doc.Document:
    """Say what a draft exposes; with `everything`, every coarser wording and every name."""
    blocks: list[doc.Block] = [*_set(given)]
    if given.threshold:
        blocks += [doc.Space(), *_threshold(given, given.threshold)]
    blocks += [_phrases(given), _changes(given, everything=everything)]
    blocks += [*_names(given, everything=everything), *_uncounted(given)]
    return doc.Document(
        given.about.title,
        tuple(blocks),
        head=tuple(_head(given)),
        care=given.care,
        kind=f"narrow exposure, case {given.about.case}",
    )


def _head(given: Exposure) -> Iterator[doc.Block]:
    about = given.about
    subject = about.subject.replace("-", " ")
    article = "somebody" if subject == "invented" else "an" if subject[:1] in "aeiou" else "a"
    yield doc.Paragraph(f"case {about.case}, as of {about.as_of}, about {article} {subject}")
    yield register_line(about)
    if given.chosen:
        yield doc.Paragraph(f"this register: {given.chosen}")
    yield doc.Paragraph(f"population: {about.population_says} ({sized(given.population)})")
    yield from advice_lines(given.advice)
    yield doc.Space()
    everyone = given.population.high
    yield doc.Headline(f"The description leaves {sized(given.size)} of {everyone}", given.counts)


def _set(given: Exposure) -> Iterator[doc.Block]:
    c = given.counts
    unknown = f"{c.in_doubt} in doubt, {c.no_record} without record"
    yield doc.Marked(Verdict.MET, f"{c.low} fit for certain")
    yield doc.Marked(Verdict.IN_DOUBT, f"{c.high - c.low} more cannot be ruled out ({unknown})")
    if c.by_hand:
        yield dim(f"{c.by_hand} more would be left, taken off by hand in the case", 4)
    yield dim("for whoever knows no more than this register; a reader may know more", 4)
    if given.with_supporting:
        said = "with the supporting phrases, which are not counted below, it leaves"
        yield doc.Marked(_MIND, f"{said} {sized(given.with_supporting)}")


def sized(size: Size) -> str:
    """Say the size of a set as a range where something is not known: "14", "14 to 30"."""
    return f"{size.low}" if size.low == size.high else f"{size.low} to {size.high}"


# --- the threshold ----------------------------------------------------------------------------


def _threshold(given: Exposure, threshold: Threshold) -> Iterator[doc.Block]:
    wanted = f"at least {threshold.wanted} must fit for certain"
    if threshold.holds:
        yield doc.Marked(Verdict.MET, f"{wanted}: {given.size.low} do", 0)
        return
    short = f"{wanted}: {given.size.low} do, {threshold.short} short"
    yield doc.Marked(Verdict.NOT_MET, short, 0)
    single, pair = threshold.single, threshold.pair
    if single:
        said = f"one change that is enough: {_change(single)}: {sized(single.size)}"
    else:
        said = "no single change of those below is enough"
    yield doc.Paragraph(said, 2)
    if pair:
        both = f"{_change(pair.first)}; and {_change(pair.second)}"
        yield doc.Paragraph(f"two that are enough together: {both}: {sized(pair.size)}", 2)
    elif not single:
        yield doc.Paragraph("nor are any two of different phrases", 2)


def shortfall(threshold: Threshold) -> str:
    """Say by how much a set falls short, as a message."""
    low = threshold.wanted - threshold.short
    return f"{low} fit for certain, {threshold.short} short of {threshold.wanted}"


def _change(change: Change) -> str:
    match change.way:
        case Coarsening.PHRASE:
            return f"{change.clue} without the whole phrase"
        case Coarsening.WORD:
            return f"{change.clue} without “{change.was}”"
        case Coarsening.READING:
            return f"{change.clue} read as {change.becomes}"
        case _:
            return f"{change.clue}: {change.becomes} (was: {change.was})"


# --- phrases and changes ----------------------------------------------------------------------


def _phrases(given: Exposure) -> doc.Section:
    rows = []
    for phrase in given.phrases:
        reading = f" ({phrase.reading})" if phrase.reading != "stated" else ""
        says = (f"{phrase.clue}{reading}: ", doc.Quoted(phrase.quote))
        c = phrase.counts
        rows.append(
            doc.Row(
                (
                    says,
                    doc.Number(c.low),
                    doc.Number(c.high),
                    _bits(phrase.bits),
                    _bits(phrase.share),
                )
            )
        )
    together = (doc.Words("all together", doc.Style.STRONG),)
    size = (doc.Number(given.size.low), doc.Number(given.size.high))
    rows.append(doc.Row((together, *size, "", _bits(given.bits))))
    columns = (doc.Column("", name="phrase"), *numbers("certain", "at most", "bits", "share"))
    title = "What each phrase leaves by itself, and the bits it spends"
    orders = f"{given.sampled:,} orders drawn" if given.sampled else "all orders"
    said = f"one bit halves the set; share: averaged over {orders} of the phrases"
    table = doc.Table(columns, tuple(rows), caption=title, kind="counts")
    return section(title, table, dim(said), key="phrases", short="Phrases")


def _bits(bits: float) -> doc.Number:
    return doc.Number(bits, f"{bits:.1f}")


def _changes(given: Exposure, *, everything: bool) -> doc.Section:
    size, title = given.size, "What a coarser wording would leave"
    growing = [c for c in given.changes if c.size != size]
    if not growing:
        none = nobody("no coarser wording of one phrase leaves more")
        return section(title, none, key="changes", short="Coarser words")
    shown = growing if everything else growing[:MOST_CHANGES]
    rows = []
    for change in shown:
        cells: list[doc.Cell] = [_change(change)]
        for now, before in ((change.size.low, size.low), (change.size.high, size.high)):
            cells += [doc.Number(now), doc.Number(now - before, f"+{now - before}")]
        rows.append(doc.Row(tuple(cells)))
    certain, at_most = numbers("certain", "at most")
    more_certain, more_at_most = (
        doc.Column("", right=True, wrap=certain.wrap, name=name)
        for name in ("more certain", "more at most")
    )
    columns = (doc.Column("", name="wording"), certain, more_certain, at_most, more_at_most)
    blocks: list[doc.Block] = [doc.Table(columns, tuple(rows), caption=title, kind="counts")]
    if len(growing) > len(shown):
        blocks.append(hint(f"and {len(growing) - len(shown)} more with --all"))
    idle = len(given.changes) - len(growing)
    if idle:
        blocks.append(dim(f"{idle} more leave{'s' * (idle == 1)} the set as it is"))
    return section(title, *blocks, key="changes", short="Coarser words")


# --- names, and what is not counted -----------------------------------------------------------


def _names(given: Exposure, *, everything: bool) -> Iterator[doc.Block]:
    if given.people is None:
        yield section("Names are hidden; --names shows them", short="Names", key="names")
        return
    for verdict, title in (
        (Verdict.MET, "Fit for certain"),
        (Verdict.IN_DOUBT, "In doubt"),
        (Verdict.NO_RECORD, "Without record"),
    ):
        mine = [exposed for exposed in given.people if exposed.status is verdict]
        named = _named(mine, len(mine) if everything else MOST_NAMES)
        yield section(title, *named, number=len(mine))


def _named(people: Sequence[Exposed], most: int) -> Iterator[doc.Block]:
    if not people:
        yield nobody()
    for exposed in people[:most]:
        by_hand = " (taken off by hand in the case)" if exposed.by_hand else ""
        said = (*identity(exposed.person), by_hand)
        yield doc.About(exposed.person, (doc.Marked(exposed.status, said),))
    if len(people) > most:
        yield hint(f"and {many(len(people) - most)} more with --all")


def _uncounted(given: Exposure) -> Iterator[doc.Block]:
    if given.uncounted:
        title = "Phrases that are not counted here, and narrow for a reader all the same"
        said = (doc.Paragraph(phrase, 2) for phrase in given.uncounted)
        yield section(title, *said, key="uncounted", short="Not counted")
