"""How clues narrow a population, in a terminal: the steps as bars, and each clue's share of it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.evidence import Counts
from narrow.questions.funnel import Narrowing, Part
from narrow.report.compose.weights import percent
from narrow.report.words import clean, outcome
from narrow.views.pieces import heading, line

WIDE = 20  # cells of the bar that stands for the whole population


def narrowing_view(narrowing: Narrowing) -> Group:
    """Lay out the funnel in its order, then what each clue does whatever the order."""
    about = narrowing.about
    parts: list[RenderableType] = [
        Text(clean(about.title), style="bold"),
        line(f"case {about.case}, as of {about.as_of}, register {about.register}"),
        line(f"population: {about.population_says}"),
        *_asked(narrowing),
        Text(),
        _steps(narrowing),
        line("█ met  ▒ not known  (of the population)", 2, "dim"),
        Text(),
        line(outcome(narrowing.counts), style="bold"),
        *_parts(narrowing),
        Text(),
        line(narrowing.care, style="italic"),
    ]
    return Group(*parts)


def _asked(narrowing: Narrowing) -> Iterator[RenderableType]:
    if narrowing.asked:
        order = ", ".join(step.clue for step in narrowing.steps)
        yield line(f"in the order asked for: {order}")
    for clue in narrowing.joined:
        yield line(f"{clue} only supports in this case; here it narrows as if it were required")


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    table.add_column("", overflow="fold")
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _steps(narrowing: Narrowing) -> RenderableType:
    table = _table("left", "met", "in doubt", "no record")
    table.add_column("", no_wrap=True, width=WIDE)
    most = max(narrowing.population, 1)
    everyone = Text(clean(narrowing.about.population_says))
    table.add_row(everyone, f"{narrowing.population}", "", "", "", Text("█" * WIDE, style="dim"))
    for step in narrowing.steps:
        c = step.counts
        numbers = (step.left, c.met, c.in_doubt, c.no_record)
        said = Text(clean(f"then {step.clue} ({step.reading})"))
        table.add_row(said, *map(str, numbers), _bar(c, most))
    return Padding(table, (0, 0, 0, 2))


def _bar(counts: Counts, most: int) -> Text:
    bar = Text("█" * round(WIDE * counts.met / most), style="green")
    unknown = counts.in_doubt + counts.no_record
    return bar.append("▒" * round(WIDE * unknown / most), style="yellow")


def _parts(narrowing: Narrowing) -> Iterator[RenderableType]:
    if not narrowing.parts:
        yield line("No clue is required, so that nothing narrows the population.")
        return
    yield heading("Each clue's share of the narrowing, whatever the order")
    table = _table("of the left", "bits", "of the met", "bits")
    for part in narrowing.parts:
        table.add_row(Text(clean(f"{part.clue} ({part.reading})")), *_cells(narrowing, part))
    whole = ("", f"{narrowing.left:.1f}", "", f"{narrowing.met:.1f}")
    table.add_row(Text("all together", style="bold"), *whole)
    yield Padding(table, (0, 0, 0, 2))
    if narrowing.sampled:
        drawn = f"{narrowing.sampled:,} orders drawn at random, the same on every run"
        yield line(f"an average over {drawn}; there are too many clues for all orders", 2, "dim")
    else:
        yield line("an average over all orders", 2, "dim")
    said = "left: not ruled out; met: fit for certain; one bit halves either"
    yield line(said, 2, "dim")


def _cells(narrowing: Narrowing, part: Part) -> tuple[str, ...]:
    pairs = ((part.left, narrowing.left), (part.met, narrowing.met))
    return tuple(cell for bits, whole in pairs for cell in (_share(bits, whole), f"{bits:.1f}"))


def _share(bits: float, whole: float) -> str:
    """Say a part in whole per cent; nothing is no part, and nothing has a part in nothing."""
    if round(whole, 9) <= 0:
        return "-"
    return percent(bits / whole) if round(bits, 9) > 0 else "none"
