"""Weights in a terminal: what each clue is worth, the crowd, and one person's waterfall.

No chance is laid out without the row "not in this register" beside it.
"""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.evidence import Bar, Measure, Place, Weighing
from narrow.model.verdicts import Verdict
from narrow.report.compose.weights import band, bits, chance, percent, rarity, strength
from narrow.report.words import WORDS, clean
from narrow.views.pieces import heading, line

WIDE = 9  # cells of a bar, to either side


def weighing_view(weighing: Weighing) -> Iterator[RenderableType]:
    """Lay out what the clues are worth and what all weights together say."""
    yield heading("What the clues are worth")
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for at, name in enumerate(("", "meet it", "right", "by")):
        table.add_column(name, no_wrap=at < 3, justify="left")
    for m in weighing.measures:
        right = percent(m.right) if m.right is not None else "-"
        by = f"told with {m.told_with}" if m.told_with else m.said
        table.add_row(Text(clean(m.clue)), rarity(m), right, Text(clean(by)))
    yield Padding(table, (0, 0, 0, 2))
    yield from crowd_view(weighing)


def crowd_view(weighing: Weighing) -> Iterator[RenderableType]:
    """Say how many people the weights leave, who could still come near, and whether it fits."""
    yield Text()
    for said in crowd_said(weighing):
        yield line(said, 2)
    if said := misfit(weighing):
        yield line(said, 2, "bold")
    for warning in weighing.warnings:
        yield line(f"! {warning}", 2, "yellow")


def crowd_said(weighing: Weighing) -> Iterator[str]:
    """Say how many people the weights leave, never without who is not in the register at all."""
    people = _people(weighing.left)
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


def _people(left: float) -> str:
    if left < 1.5:
        return "about one person"
    return f"about {round(left)} people"


def place_view(
    place: Place, weighing: Weighing, verdicts: Mapping[str, tuple[Verdict, str]]
) -> Iterator[RenderableType]:
    """Lay out how one person's weight comes about: each clue a bar, adding up to the last line.

    `verdicts` gives the verdict and the reading of each clue.
    """
    yield heading("The weight, clue by clue")
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    table.add_column("", ratio=1)
    table.add_column("", width=2 * WIDE + 1, no_wrap=True)
    table.add_column("bits", justify="right", no_wrap=True)
    table.add_column("running", justify="right", no_wrap=True)
    measures = {m.clue: m for m in weighing.measures}
    shown = 0.0
    for bar in place.bars:
        step = round(bar.running, 1) - shown  # so that what is printed adds up to the last line
        shown = round(bar.running, 1)
        said = bar_says(bar, weighing, measures, verdicts)
        table.add_row(Text(clean(said)), _drawn(bar.bits), bits(step), f"{shown + 0.0:.1f}")
    yield Padding(table, (0, 0, 0, 2))
    yield line(in_all(place, weighing), 2)


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
    says = f"{bar.clue}: {WORDS[verdict]}{known} ({percent(measure.share)} are; {by})"
    if round(bar.low, 1) != round(bar.high, 1):
        return f"{says}; could be {bits(bar.low)} to {bits(bar.high)}"
    return f"{says}; {strength(bar.bits)}" if not measure.told_with else says


def _drawn(given: float) -> Text:
    """Draw a bar to the left or right of a middle line, a cell for each bit."""
    cells = min(round(abs(max(given, -99.0))), WIDE)
    if given < 0:
        return Text(("▒" * cells).rjust(WIDE) + "│", style="red")
    return Text(" " * WIDE + "│" + "█" * cells, style="green")
