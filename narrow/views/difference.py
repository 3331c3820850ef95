"""Two runs compared, in a terminal: what was changed, then who came, went or moved, and why.

Both counts stand above every name, and what fitting does not mean below.
"""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from narrow.questions.diff import Difference, Move, PersonChange, Side
from narrow.views.changes import changes_view
from narrow.views.moves import person_view, shifted_said
from narrow.views.pieces import heading, line, marked_by
from narrow.views.words import SUBJECTS, clean, outcome

MOST_PEOPLE = 20
MOST_SHIFTED = 40
# What changes whenever somebody moves.
_FOLLOW = frozenset(
    {
        "counts", "clues", "funnel", "combinations", "findings", "ruled_out", "ruled_out_total",
        "weighing",
    }
)  # fmt: skip
_TITLES = {
    Move.CAME: "Came onto the list",
    Move.WENT: "Went off the list",
    Move.MOVED: "Moved on the list",
    Move.STAYED: "In the same place, for other reasons or as another person",
    Move.OUT: "Off the list as before, but otherwise",
}


def difference_view(given: Difference, *, everyone: bool = False) -> Group:
    """Lay out two runs compared; with `everyone`, nobody is left out for the sake of length."""
    parts: list[RenderableType] = [*_head(given)]
    if given.same:
        changed = "" if given.changes.none else ", whatever was changed"
        said = f"no difference: the same answer{changed}"
        parts += [Text(), line(said, 0, "bold")]
    for move, title in _TITLES.items():
        mine = [change for change in given.people if change.move is move]
        parts += _group(title, mine, len(mine) if everyone else MOST_PEOPLE)
    parts += [*_shifted(given, everyone=everyone), *_others(given)]
    parts += [Text(), line(given.care, style="italic")]
    return Group(*parts)


def _head(given: Difference) -> Iterator[RenderableType]:
    yield Text(clean(given.after.about.title), style="bold")
    about = given.after.about
    yield line(f"case {about.case}, about {SUBJECTS.get(about.subject, about.subject)}")
    one = given.before.about.case == about.case
    for mark, side in (("A", given.before), ("B", given.after)):
        case = "" if one else f", case {side.about.case}"
        yield marked_by(mark, f"{side.name}{case}", 0, "bold")
        yield line(_counts(side), 2)
    yield heading("What was changed from A to B")
    if given.changes.none:
        yield line("neither rules, nor register, nor day, nor narrow itself", 2)
    yield from changes_view(given.changes, 2)


def _counts(side: Side) -> str:
    c = side.counts
    return outcome(c)


def _group(title: str, people: Sequence[PersonChange], most: int) -> Iterator[RenderableType]:
    if not people:
        return
    yield heading(f"{title} ({len(people)})")
    for change in people[:most]:
        yield from person_view(change)
    if len(people) > most:
        yield line(f"and {len(people) - most} more, named with --all", 2, "dim")


def _shifted(given: Difference, *, everyone: bool) -> Iterator[RenderableType]:
    """Name those in one paragraph whom only others moved."""
    mine = [change for change in given.people if change.move is Move.SHIFTED]
    if not mine:
        return
    yield heading(f"Shifted by others alone ({len(mine)})")
    yield line("the same verdicts, from the same rows; the rank before and after:", 2, "dim")
    most = len(mine) if everyone else MOST_SHIFTED
    more = f", and {len(mine) - most} more" if len(mine) > most else ""
    yield line(", ".join(map(shifted_said, mine[:most])) + more, 2)


def _others(given: Difference) -> Iterator[RenderableType]:
    if given.renumbered:
        yield heading("The same rows on other lines of their files")
        yield line(f"of {given.renumbered} persons; nothing else about them changed", 2)
    parts = [p for p in given.parts if not (given.people and p in _FOLLOW)]
    if parts:
        yield heading("Other parts of the answer that are not the same")
        yield line(", ".join(part.replace("_", " ") for part in parts), 2)
