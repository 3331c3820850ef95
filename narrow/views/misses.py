"""Near misses in a terminal: the clue that stopped them, then who, then what would let them in."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from narrow.model.verdicts import Verdict
from narrow.questions.misses import Misses, NearMiss, StoppedBy
from narrow.report.words import WORDS, between, citation, clean
from narrow.views.pieces import heading, line, marked

MOST_ALIKE = 12  # names told together where the reason is the same
MOST_REASONS = 5  # reasons told for each verdict, so that none of them crowds out the others
STANDS = {
    Verdict.IN_DOUBT: "in doubt",
    Verdict.NO_RECORD: "without record",
    Verdict.NOT_MET: "who do not",
}
HELPS = {
    Verdict.NO_RECORD: "what would tell",
    Verdict.NOT_MET: "what would change it",
}


def misses_view(misses: Misses, *, everyone: bool = False) -> Group:
    """Lay out near misses by the clue that stopped them."""
    about, c = misses.about, misses.counts
    parts: list[RenderableType] = [
        Text(clean(about.title), style="bold"),
        line(f"case {about.case}, as of {about.as_of}, register {about.register}"),
        line(f"population: {about.population_says}"),
        Text(),
        line(f"{between(c)} of {c.total} fit", style="bold"),
    ]
    if misses.groups:
        parts.append(line(_but_one(len(misses.groups))))
    else:
        parts.append(line("No clue is required, so that nobody can miss one."))
    for group in misses.groups:
        parts += _stopped(group, everyone=everyone)
    parts += [Text(), line(misses.care, style="italic")]
    return Group(*parts)


def _but_one(clues: int) -> str:
    if clues == 1:
        return "One clue is required; those below do not meet it for certain."
    return "Those below meet every required clue but one."


def _stopped(group: StoppedBy, *, everyone: bool) -> Iterator[RenderableType]:
    c = group.counts
    yield heading(f"But for {clean(group.clue)} ({c.total})")
    source = f" ({citation(group.source)})" if group.source else ""
    yield line(f"“{group.quote}”{source}", 2)
    yield line(f"read as: {group.says}", 2)
    if not c.total:
        yield line("nobody", 2, "dim")
        return
    yield line(f"{c.in_doubt} in doubt, {c.no_record} without record, {c.not_met} do not", 2)
    if len(group.people) < c.total:
        yield line(f"named here: {len(group.people)} of {c.total}", 2, "yellow")
    for verdict, stands in STANDS.items():
        people = [miss for miss in group.people if miss.verdict is verdict]
        yield from _reasons(people, stands, everyone=everyone)


def _reasons(
    people: Sequence[NearMiss], stands: str, *, everyone: bool
) -> Iterator[RenderableType]:
    """Lay out the reasons of one verdict, those that most people share first."""
    alike = [list(same) for _, same in groupby(sorted(people, key=_reason), _reason)]
    alike.sort(key=lambda same: -len(same))
    most = len(alike) if everyone else MOST_REASONS
    for same in alike[:most]:
        yield from _alike(same, everyone=everyone)
    rest = sum(map(len, alike[most:]))
    if rest:
        yield line(f"and {rest} more {stands}; --all names them", 4, "dim")


def _reason(miss: NearMiss) -> tuple[str, str]:
    # what is in doubt is said by the reason itself
    return miss.because, miss.would_change if miss.verdict in HELPS else ""


def _alike(people: Sequence[NearMiss], *, everyone: bool) -> Iterator[RenderableType]:
    """Lay out those who miss it for the same reason: the names, then the reason once."""
    first = people[0]
    most = len(people) if everyone else MOST_ALIKE
    names = ", ".join(miss.person.name for miss in people[:most])
    more = f" and {len(people) - most} more" if len(people) > most else ""
    yield marked(first.verdict, f"{names}{more}")
    yield line(f"{WORDS[first.verdict]}: {first.because}", 4)
    if first.verdict in HELPS and first.would_change:
        kind = f" ({first.settled_by})" if first.settled_by else ""
        yield line(f"{HELPS[first.verdict]}: {first.would_change}{kind}", 4, "dim")
