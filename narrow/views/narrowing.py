"""A funnel in a terminal: what is left after each clue, and each clue's share in any order."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from narrow.model.narrowing import Narrowing, Part
from narrow.views.pieces import heading, line
from narrow.views.words import between, clean

WIDE = 20  # cells of the whole population


def narrowing_view(narrowing: Narrowing) -> Group:
    """Lay out how each clue narrows, as bars over the population, then the shares."""
    about, c = narrowing.about, narrowing.counts
    parts: list[RenderableType] = [
        Text(clean(about.title), style="bold"),
        line(f"case {about.case}, as of {about.as_of}, register {about.register}"),
        Text(),
        _steps(narrowing),
        line("█ met  ▒ not known  (of the population)", style="dim"),
        Text(),
        line(f"{between(c)} of {c.total} fit", style="bold"),
    ]
    if narrowing.joined:
        said = ", ".join(narrowing.joined)
        parts.append(line(f"narrows here as if it were required: {said}", style="yellow"))
    parts += [*_shares(narrowing), Text(), line(narrowing.care, style="italic")]
    return Group(*parts)


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for at, name in enumerate(names):
        table.add_column(name, justify="right" if at else "left", no_wrap=at > 0)
    return table


def _steps(narrowing: Narrowing) -> Table:
    table = _table("", "left", "met", "in doubt", "no record", "")
    table.columns[-1].justify = "left"
    most = max(narrowing.population, 1)
    everyone = Text(clean(narrowing.about.population_says))
    whole = Text("█" * WIDE, style="dim")
    table.add_row(everyone, f"{narrowing.population}", "", "", "", whole)
    for step in narrowing.steps:
        c = step.counts
        bar = Text("█" * round(WIDE * c.met / most), style="green")
        bar.append("▒" * round(WIDE * (c.in_doubt + c.no_record) / most), style="yellow")
        numbers = (step.left, c.met, c.in_doubt, c.no_record)
        table.add_row(Text(f"then {step.clue} ({step.reading})"), *map(str, numbers), bar)
    return table


def _shares(narrowing: Narrowing) -> Iterator[RenderableType]:
    if len(narrowing.parts) < 2:
        return
    yield heading("What each clue does, whatever the order")
    table = _table("", "not ruled out", "", "fit for certain", "")
    for part in narrowing.parts:
        table.add_row(Text(clean(part.clue)), *_cells(part, narrowing))
    whole = (f"{narrowing.left:.1f} bits", "", f"{narrowing.met:.1f} bits", "")
    table.add_row(Text("all together", style="bold"), *whole)
    yield table
    over = (
        f"averaged over {narrowing.sampled} orders drawn with a seed"
        if narrowing.sampled
        else "averaged over all orders"
    )
    yield line(f"one bit halves the people; {over}", style="dim")


def _cells(part: Part, narrowing: Narrowing) -> tuple[str, ...]:
    return (
        f"{part.left:.1f} bits",
        _percent(part.left, narrowing.left),
        f"{part.met:.1f} bits",
        _percent(part.met, narrowing.met),
    )


def _percent(part: float, whole: float) -> str:
    return f"{round(100 * part / whole)} %" if whole else "-"
