"""How the list came about: the funnel, the phrases and how they are read, what the clues weigh."""

from collections.abc import Iterator

from narrow.model.evidence import Answer, ClueSummary, Weighing
from narrow.report.compose.weights import percent, rarity
from narrow.report.words import many
from narrow.views.page_markup import Element, Node, clipped, tag
from narrow.views.page_pieces import COUNTED, Row, bar, cited, everyone, four, note, section, table
from narrow.views.weights import crowd_said, misfit


def funnel_section(answer: Answer) -> Element:
    """Give the funnel as a table with bars: who is left after each clue."""
    rows: list[Row] = [
        (
            clipped(answer.about.population_says),
            ["", "", "", "", many(answer.population), everyone()],
        )
    ]
    for step in answer.funnel:
        rows.append(
            (
                f"then {step.clue} ({step.reading})",
                [*four(step.counts), many(step.left), bar(step.counts, answer.population)],
            )
        )
    heads = ("step", *COUNTED, "left", "drawn")
    return section(
        "funnel",
        "Funnel",
        table("The funnel: persons after each clue", heads, rows, class_="counts drawn"),
    )


def readings_sections(answer: Answer) -> Iterator[Element]:
    """Give each phrase with its readings and counts, the combinations, and the weights."""
    number = many(len(answer.clues))
    inside: list[Node] = [note("* the reading that decides; narrower ones count as well")]
    inside += [_phrase(clue) for clue in answer.clues]
    title = "The phrases and how they are read"
    yield section("readings", title, *inside, short="Readings", number=number)
    required = [c for c in answer.clues if c.role != "supporting"]
    if len(answer.combinations) > 1 and len(required) > 1:
        yield _combinations(answer)
    if answer.weighing:
        yield _weighing(answer.weighing)


def _phrase(clue: ClueSummary) -> Element:
    rows: list[Row] = [
        (clipped(f"{name}{' *' if name == clue.deciding else ''}: {says}"), four(clue.counts[name]))
        for name, says in clue.readings.items()
    ]
    return tag(
        "div",
        tag("h3", f"{clue.id}, {clue.role}"),
        tag("p", tag("q", clipped(clue.quote))),
        tag("p", cited(clue.source), class_="source") if clue.source else None,
        tag("p", clipped(clue.note), class_="note") if clue.note else None,
        table(f"Readings of {clue.id}", ("reading", *COUNTED), rows),
    )


def _combinations(answer: Answer) -> Element:
    rows = []
    for combination in answer.combinations:
        read = ", ".join(f"{clue} {reading}" for clue, reading in combination.readings.items())
        counts = combination.counts
        rows.append((clipped(read), [many(counts.low), many(counts.high)]))
    title = "How many fit under every combination of readings"
    heads = ("readings", "met", "at most")
    return section("combinations", title, table(title, heads, rows), short="Combinations")


def _weighing(weighing: Weighing) -> Element:
    rows = []
    for m in weighing.measures:
        right = percent(m.right) if m.right is not None else "-"
        by = f"told with {m.told_with}" if m.told_with else m.said
        rows.append((clipped(m.clue), [rarity(m), right, clipped(by)]))
    title = "What the clues are worth"
    inside: list[Node] = [table(title, ("clue", "meet it", "right", "by"), rows, class_="worth")]
    inside += [tag("p", clipped(said)) for said in crowd_said(weighing)]
    if said := misfit(weighing):
        inside.append(tag("p", tag("b", said)))
    inside += [tag("p", "! ", clipped(warning)) for warning in weighing.warnings]
    return section("weights", title, *inside, short="Weights")
