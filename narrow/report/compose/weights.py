"""What clues are worth, what all weights say together, and how one person's weight comes about.

No chance is said without the chance that the person meant is not in this register.
"""

from collections.abc import Iterator, Mapping
from math import inf, log

from narrow.model.evidence import Bar, Measure, Place, Weighing, Weight
from narrow.model.verdicts import Verdict
from narrow.report import document as doc
from narrow.report.compose.pieces import bold, section
from narrow.report.words import WORDS

# Weights and chances in words: bits with one figure, chances rounded to what can be grasped.
#
# Never more than that: `1 in 8` is a lead, and three digits would be a claim.


_ONE_IN = (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 70, 100)
_LIKELY = ((0.45, "1 in 2"), (0.60, "2 in 3"), (0.71, "3 in 4"), (0.85, "9 in 10"))
_STRENGTHS = ((5.0, "strong"), (3.0, "good"), (1.5, "some"), (0.5, "slight"))
RARE = 0.009
NEARLY = 0.95


def chance(given: float) -> str:
    """Say a chance in rounded words: "1 in 8", "below 1 in 100", never as digits."""
    if given < RARE:
        return "below 1 in 100"
    if given >= NEARLY:
        return "more than 9 in 10"
    for least, words in reversed(_LIKELY):
        if given >= least:
            return words
    return f"1 in {min(_ONE_IN, key=lambda n: abs(log(n * given)))}"


def bits(given: float) -> str:
    """Say a weight with its sign and one figure: "+2.9", "-3.3"; minus infinity excludes."""
    if given == -inf:
        return "excludes"
    return f"{given + 0.0:+.1f}".replace("-0.0", "0.0").replace("+0.0", "0.0")


def strength(given: float) -> str:
    """Say how much a weight is in a word: slight, some, good, strong, for or against."""
    for least, word in _STRENGTHS:
        if round(abs(given), 1) >= least:
            return f"{word} {'support' if given > 0 else 'contradiction'}"
    return "next to nothing"


def band(weight: Weight) -> str:
    """Say a weight and between what it would lie if the unknowns were settled."""
    said = f"{bits(weight.bits)} bits"
    if round(weight.low, 1) == round(weight.high, 1):
        return said
    return f"{said} ({bits(weight.low)} to {bits(weight.high)})"


def weighs(weight: Weight) -> str:
    """Say what somebody weighs: bits, contradicted clues, and a chance where one may be shown."""
    said = band(weight)
    if weight.contradictions:
        plural = "" if weight.contradictions == 1 else "s"
        said = f"{said}, contradicts {weight.contradictions} clue{plural}"
    return f"{said}, {chance(weight.chance)}" if weight.chance is not None else said


def rarity(measure: Measure) -> str:
    """Say how many meet a clue among those of whom it is known: "49 of 389 known".

    Where nobody is known not to meet it, those who do are not all of whom it is known.
    """
    unknown = f" ({measure.unknown} not known)" if measure.unknown else ""
    if measure.share is None:
        return f"{measure.met} of {measure.met + measure.unknown}{unknown}"
    return f"{measure.met} of {measure.known} known{unknown}"


def percent(share: float) -> str:
    """Say a share in whole per cent, and "under 1 %" where it is less."""
    whole = round(100 * share)
    return f"{whole} %" if whole else "under 1 %"


_KEEP = doc.Wrap.NEVER


def worth(weighing: Weighing) -> doc.Section:
    """Say what the clues are worth, and what all weights together say."""
    rows = []
    for m in weighing.measures:
        right = percent(m.right) if m.right is not None else "-"
        by = f"told with {m.told_with}" if m.told_with else m.said
        rows.append(doc.Row((m.clue, rarity(m), right, by)))
    columns = (
        doc.Column("", wrap=_KEEP, name="clue"),
        doc.Column("meet it", wrap=_KEEP),
        doc.Column("right", wrap=_KEEP),
        doc.Column("by"),
    )
    title = "What the clues are worth"
    table = doc.Table(columns, tuple(rows), caption=title, kind="worth")
    return section(title, table, *crowd(weighing), short="Weights", key="weights", background=True)


def crowd(weighing: Weighing) -> Iterator[doc.Block]:
    """Say how many people the weights leave, who could still come near, and whether it fits."""
    yield doc.Space()
    for said in crowd_said(weighing):
        yield doc.Paragraph(said, 2)
    if said := misfit(weighing):
        yield bold(said, 2)
    for warning in weighing.warnings:
        yield doc.Paragraph(f"! {warning}", 2, doc.Style.WARNING)


def crowd_said(weighing: Weighing) -> Iterator[str]:
    """Say how many people the weights leave, never without who is not in the register at all."""
    left = round(weighing.left)
    people = "about one person" if weighing.left < 1.5 else f"about {left} people"
    if weighing.no_chance:
        yield f"No chances: {weighing.no_chance}."
    else:
        outside = chance(weighing.outside or 0.0)
        beside = f"beside them, {outside} that the person meant is not in this register at all"
        yield f"The chances are worth {people}; {beside}."
    count = f"{weighing.reach} {'person' if weighing.reach == 1 else 'persons'}"
    there = "there they would be if their unknowns went their way"
    yield f"{count} cannot be ruled out from the first {weighing.top}: {there}."


def misfit(weighing: Weighing) -> str:
    """Say that nobody fits as a right person would; blank where somebody does."""
    fit = weighing.fit
    if not fit.fails:
        return ""
    least = f"Everybody contradicts {fit.least} clues or more"
    expected = f"a right person would contradict {fit.allowed} at most in 95 of 100 such cases"
    return f"{least}, and {expected}: probably not in this register, or a rule is wrong."


# --- one person ---------------------------------------------------------------------------------


def waterfall(
    place: Place, weighing: Weighing, verdicts: Mapping[str, tuple[Verdict, str]]
) -> doc.Section:
    """Say how one person's weight comes about: each clue a bar, adding up to the last line.

    `verdicts` gives the verdict and the reading of each clue.
    """
    measures = {m.clue: m for m in weighing.measures}
    rows, shown = [], 0.0
    for bar in place.bars:
        step = round(bar.running, 1) - shown  # so that what is printed adds up to the last line
        shown = round(bar.running, 1)
        said = bar_says(bar, weighing, measures, verdicts)
        running = doc.Number(shown + 0.0, f"{shown + 0.0:.1f}")
        rows.append(doc.Row((said, doc.Weighs(bar.bits), doc.Number(step, bits(step)), running)))
    columns = (
        doc.Column("", fills=True, name="what"),
        doc.Column("", wrap=_KEEP, name="drawn", width=2 * doc.WEIGHS + 1),
        doc.Column("bits", right=True, wrap=_KEEP),
        doc.Column("running", right=True, wrap=_KEEP),
    )
    title = "The weight, clue by clue"
    table = doc.Table(columns, tuple(rows), caption=title)
    return section(title, table, doc.Paragraph(in_all(place, weighing), 2), short="Weight")


def in_all(place: Place, weighing: Weighing) -> str:
    """Say a weight in one line: rank, chance where one may be shown, clues contradicted."""
    weight = place.weight
    said = f"rank {place.rank} of {place.of} in play; the clues weigh {band(weight)}"
    if weight.chance is not None:
        outside = chance(weighing.outside or 0.0)
        said = f"chance {chance(weight.chance)}, and {outside} for nobody in this register; {said}"
    contradictions = f"{weight.contradictions} contradicted"
    return f"{said}; clues: {contradictions}, {weight.unknown} not known"


def bar_says(
    bar: Bar,
    weighing: Weighing,
    measures: Mapping[str, Measure],
    verdicts: Mapping[str, tuple[Verdict, str]],
) -> str:
    """Say what a bar of a waterfall stands for, and between what it could lie."""
    match bar.kind:
        case "population":
            return f"one of {weighing.population} people"
        case "outside":
            return f"{percent(weighing.outside or 0)} kept for “not in this register”"
        case "others":
            return "others who fit too"
    measure = measures[bar.clue]
    verdict, reading = verdicts[bar.clue]
    by = f"told with {measure.told_with}" if measure.told_with else measure.said
    known = f", {reading}" if verdict in (Verdict.MET, Verdict.IN_DOUBT) else ""
    share = f"{percent(measure.share)} are; " if measure.share is not None else ""
    says = f"{bar.clue}: {WORDS[verdict]}{known} ({share}{by})"
    if round(bar.low, 1) != round(bar.high, 1):
        return f"{says}; could be {bits(bar.low)} to {bits(bar.high)}"
    return f"{says}; {strength(bar.bits)}" if share and not measure.told_with else says
