"""What might change an answer, in a terminal: switches, rank ranges, a tornado, what to look up."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.evidence import About, Person
from narrow.questions.flip import Asking, Cell, Flip, Range, Swing, Switch
from narrow.report.compose.weights import bits
from narrow.report.words import LEGEND, MARKS, between, clean
from narrow.views.pieces import STYLES, heading, line

MOST_NAMES = 12
MOST_RANGES = 25
WIDE = 24  # cells of the longest bar of a tornado


def _head(about: About) -> Iterator[RenderableType]:
    yield Text(clean(about.title), style="bold")
    yield line(f"case {about.case}, as of {about.as_of}, register {about.register}")
    yield line(f"population: {about.population_says}")


def _named(people: Sequence[Person], most: int = MOST_NAMES) -> str:
    names = ", ".join(person.name for person in people[:most])
    more = len(people) - most
    return f"{names} and {more} more" if more > 0 else names


# --- flip -------------------------------------------------------------------------------------


def flip_view(flip: Flip, *, everyone: bool = False) -> Group:
    """Lay out who enters and leaves, who stays whatever is read, and what each clue can move."""
    parts: list[RenderableType] = [*_head(flip.about), Text()]
    c = flip.counts
    parts.append(
        line(f"{between(c)} of {c.total} fit as the case is read", style="bold"),
    )
    grades = f", and {flip.grades} grades one step up or down" if flip.grades else ""
    parts.append(line(f"gone through: {flip.combinations} combinations of readings{grades}"))
    if flip.left_out:
        parts.append(line(f"left out: {flip.left_out} combinations more", style="yellow"))
    parts += _switches(flip.switches)
    parts += _robust(flip)
    parts += _ranges(flip, everyone=everyone)
    parts += _tornado(flip.swings)
    parts += [Text(), line(flip.care, style="italic")]
    return Group(*parts)


def _switches(switches: Sequence[Switch]) -> Iterator[RenderableType]:
    yield heading("If one word is read otherwise")
    if not switches:
        yield line("no required clue has another reading", 2, "dim")
    for switch in switches:
        said = f"{switch.clue} read as {switch.reading}, not as {switch.now}"
        yield line(f"{said}: {between(switch.counts)} fit", 2, "bold")
        for mark, people in (("+", switch.enters), ("-", switch.leaves)):
            if people:
                verb = "enters" if mark == "+" else "leaves"
                yield line(f"{mark} {verb} ({len(people)}): {_named(people)}", 4)
        if not switch.enters and not switch.leaves:
            yield line("the same persons fit for certain", 4, "dim")


def _robust(flip: Flip) -> Iterator[RenderableType]:
    yield heading(f"Fit in every combination ({len(flip.robust)})")
    yield line(_named(flip.robust, 60) or "nobody", 2, "" if flip.robust else "dim")


def _ranges(flip: Flip, *, everyone: bool) -> Iterator[RenderableType]:
    yield heading("How far ranks move")
    if not flip.ranges:
        yield line("nobody fits in any of them", 2, "dim")
        return
    total = flip.combinations + flip.grades
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for name in ("now", "best", "worst", "fits in"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", ratio=1)
    shown = flip.ranges if everyone else flip.ranges[:MOST_RANGES]
    for r in shown:
        table.add_row(*_cells(r, total), Text(clean(r.person.name)))
    yield Padding(table, (0, 0, 0, 2))
    if len(flip.ranges) > len(shown):
        yield line(f"and {len(flip.ranges) - len(shown)} more, named with --all", 2, "dim")
    yield line("“off” is not among those who fit: ruled out, or not known", 2, "dim")


def _cells(r: Range, total: int) -> tuple[str, ...]:
    now = f"{r.rank}" if r.rank is not None else "off"
    worst = f"{r.worst}" if r.worst is not None else "off"
    return now, f"{r.best}", worst, f"{r.fits} of {total}"


def _tornado(swings: Sequence[Swing]) -> Iterator[RenderableType]:
    if not swings:
        return
    unit = swings[0].unit
    what = "how many fit" if unit == "persons" else "the weight of who leads now, in bits"
    yield heading(f"What each clue moves alone: {what}")
    low, high = min(s.low for s in swings), max(s.high for s in swings)
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for name in ("", "from", "", "to", ""):
        table.add_column(name, no_wrap=True, justify="right" if name in ("from", "to") else "left")
    for swing in swings:
        ends = [bits(n) if unit == "bits" else f"{n:.0f}" for n in (swing.low, swing.high)]
        causes = " / ".join(dict.fromkeys(swing.causes)) if swing.low != swing.high else "nothing"
        table.add_row(
            Text(clean(swing.clue)), ends[0], _bar(swing, low, high), ends[1], Text(clean(causes))
        )
    table.columns[-1].no_wrap = False
    yield Padding(table, (0, 0, 0, 2))
    yield line("│ as it is now", 2, "dim")


def _bar(swing: Swing, low: float, high: float) -> Text:
    """Draw from the least to the greatest, with a line where it stands now."""
    whole = (high - low) or 1.0
    start, now, end = (round(WIDE * (n - low) / whole) for n in (swing.low, swing.now, swing.high))
    cells = ["█" if start <= at <= end and start != end else " " for at in range(WIDE + 1)]
    cells[now] = "│"
    return Text("".join(cells))


# --- next -------------------------------------------------------------------------------------


def asking_view(asking: Asking, *, most: int = 15) -> Group:
    """Lay out what to look up next, grouped where one question and one source serve several."""
    c = asking.counts
    parts: list[RenderableType] = [*_head(asking.about), Text()]
    if asking.unit == "bits":
        parts.append(line(f"The chances are worth about {asking.left:.0f} people.", style="bold"))
        parts.append(line("worth: by how many bits the list is expected to narrow"))
    else:
        parts.append(line(f"{between(c)} of {c.total} fit.", style="bold"))
        parts.append(line("worth: by how many persons the range is expected to shrink"))
    parts.append(line(LEGEND, style="dim"))
    if not asking.cells:
        parts += [Text(), line("Nothing that is not known would change the list.")]
    shown = asking.cells[:most]
    for clue, cells in groupby(sorted(shown, key=lambda x: _order(asking, x)), lambda x: x.clue):
        parts += _asked(asking, clue, list(cells))
    if len(asking.cells) > most:
        more = ", ".join(f"{clue} {n}" for clue, n in asking.unknown.items())
        parts += [Text(), line(f"not known in all: {more}; --most names more", 0, "dim")]
    parts += [Text(), line(asking.care, style="italic")]
    return Group(*parts)


def _order(asking: Asking, cell: Cell) -> tuple[int, int]:
    """Put clues in the order of their most worthy cell, and keep the order within."""
    first = next(at for at, c in enumerate(asking.cells) if c.clue == cell.clue)
    return first, asking.cells.index(cell)


def _asked(asking: Asking, clue: str, cells: Sequence[Cell]) -> Iterator[RenderableType]:
    yield heading(f"{clue} ({asking.unknown[clue]} not known)")
    kinds = dict.fromkeys(cell.settled_by for cell in cells if cell.settled_by)
    for kind in kinds:
        yield line(f"look in: {kind}", 2)
    tails = {_then(asking, cell) for cell in cells}
    if len(tails) == 1 and len(cells) > 1:
        yield line(f"each: {tails.pop()}", 2, "dim")
    for cell in cells:
        yield _cell(cell, _then(asking, cell) if tails else "")


def _cell(cell: Cell, then: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=6, justify="right")
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    worth = f"{cell.worth:.2f}"
    said = Text(clean(cell.person.name), style="bold")
    said.append(f"  {clean(cell.ask)}", style="not bold")
    if then:
        said.append(f" ({then})", style="dim not bold")
    grid.add_row(worth, Text(MARKS[cell.verdict], style=STYLES[cell.verdict]), said)
    return grid


def _then(asking: Asking, cell: Cell) -> str:
    likely = f"yes in about {round(10 * cell.likely)} of 10"
    if asking.unit == "bits":
        return f"{likely}; yes leaves {cell.if_yes[0]:.0f} people, no {cell.if_no[0]:.0f}"
    yes, no = (f"{low:.0f} to {high:.0f}" for low, high in (cell.if_yes, cell.if_no))
    return f"{likely}; yes: {yes} fit, no: {no}"
