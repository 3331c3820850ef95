"""One round of a back-test: some facts hidden, and every description tried on the rest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean, median

from narrow.model.backtest import EDGES, Chances, Round, Setup
from narrow.model.case import Case
from narrow.results import lineup as lineups
from narrow.results.crowd import crowd
from narrow.results.descriptions import Drawn, tried
from narrow.results.lineup import Line, line_up
from narrow.results.pattern import Pattern
from narrow.results.scale import scale
from narrow.results.thinning import Thinned, hide, thin


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one description fared; `rank` is None where the person meant is not on the list."""

    outside: bool
    rank: float | None
    could: bool
    length: int
    left: float
    chances: tuple[Chances, ...]


def fared(
    case: Case, patterns: Sequence[Pattern], drawn: Sequence[Drawn], rate: float, setup: Setup
) -> Iterator[Outcome]:
    """Hide facts of everybody once, then look for each person drawn."""
    dice = Random(f"{setup.seed}/{rate!r}")  # noqa: S311 - repeatable, not secret
    thinned = thin(patterns, case.clues, rate, dice)
    measured = scale(case, thinned.patterns)
    voices, _ = tried(measured)
    lineup = line_up(measured, voices, thinned.patterns, as_written=setup.as_written)
    own = rate if setup.own is None else setup.own
    for one in drawn:
        verdicts = patterns[one.pattern].verdicts
        hidden = sum((hole < own) << at for at, hole in enumerate(one.holes))
        before = lineup.profile(hide(verdicts, case.clues, _picked(thinned, one)))
        after = lineup.profile(hide(verdicts, case.clues, hidden))
        lines = lineup.list_of(one.told)
        _change(lines, lineup.line(before, one.told), -1)
        mine = None if one.outside else lineup.line(after, one.told)
        _change(lines, mine, 1)
        yield _outcome(lines, mine, one, setup)


def _picked(thinned: Thinned, one: Drawn) -> int:
    """Say what is hidden of one of the persons alike, any of them."""
    split = thinned.split[one.pattern]
    left = one.pick * sum(split.values())
    for hidden, persons in split.items():
        left -= persons
        if left < 0:
            return hidden
    return next(reversed(split))


def _change(lines: Counter[Line], line: Line | None, by: int) -> None:
    if line is not None:
        lines[line] += by


def _outcome(lines: Counter[Line], mine: Line | None, one: Drawn, setup: Setup) -> Outcome:
    sums = crowd((line.bits, persons) for line, persons in lines.items())
    least = lineups.bar(lines, setup.top)
    rows: dict[float, list[float]] = {edge: [0, 0.0, 0.0, 0] for edge in EDGES}
    for line, persons in lines.items():
        chance = (1 - (setup.outside or 0.0)) * sums.chance(line.bits)
        row = rows[next(edge for edge in EDGES if chance > edge or not edge)]
        row[0] += persons
        row[1] += persons * chance
        row[2] += persons * chance * (1 - chance)
        row[3] += line == mine
    return Outcome(
        outside=one.outside,
        rank=lineups.rank(lines, mine) if mine else None,
        could=mine is not None and mine.high >= least,
        length=lineups.could(lines, least),
        left=2.0**sums.entropy if sums.total else 0.0,
        chances=tuple(Chances(edge, int(n), p, s, int(t)) for edge, (n, p, s, t) in rows.items()),
    )


def summed_up(outcomes: Sequence[Outcome], rate: float, setup: Setup) -> Round:
    """Sum up how the descriptions of one round fared."""
    ranks = [outcome.rank for outcome in outcomes if outcome.rank is not None]
    return Round(
        holes=rate,
        own=rate if setup.own is None else setup.own,
        trials=len(outcomes),
        outside=sum(outcome.outside for outcome in outcomes),
        ruled_out=sum(o.rank is None and not o.outside for o in outcomes),
        within={k: sum(rank <= k for rank in ranks) for k in setup.tops},
        rank=median(ranks) if ranks else None,
        could=sum(outcome.could for outcome in outcomes),
        length=median(outcome.length for outcome in outcomes),
        left=fmean(outcome.left for outcome in outcomes),
        chances=tuple(map(_pooled, zip(*(o.chances for o in outcomes), strict=True))),
    )


def _pooled(given: Sequence[Chances]) -> Chances:
    return Chances(
        above=given[0].above,
        rows=sum(k.rows for k in given),
        said=sum(k.said for k in given),
        spread=sum(k.spread for k in given),
        came=sum(k.came for k in given),
    )
