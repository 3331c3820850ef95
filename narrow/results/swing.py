"""How far each clue alone can move the answer: a tornado, the longest bar first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrow.model.case import Case, Clue
from narrow.model.finding import Finding
from narrow.model.sensitivity import Swing
from narrow.results.measure import Shares
from narrow.results.pattern import Pattern, required
from narrow.results.patterns import counts_under
from narrow.results.scale import scale

Told = tuple[float, str]


def of_counts(case: Case, patterns: Sequence[Pattern]) -> tuple[Swing, ...]:
    """Move each required clue through its readings: how many fit."""
    names = {clue.id: clue.deciding for clue in required(case)}

    def fit(**changed: str) -> float:
        return float(counts_under(case, patterns, {**names, **changed}).met)

    found = []
    for clue in required(case):
        told = [(fit(**{clue.id: r.name}), f"read as {r.name}") for r in clue.readings]
        found.append(_swing(clue, "persons", fit(), told))
    return _by_length(found)


def of_weight(
    case: Case, patterns: Sequence[Pattern], leader: Finding, shares: Shares
) -> tuple[Swing, ...]:
    """Move each clue through its readings and grades: what the one who leads weighs."""
    now = scale(case, patterns).weigh(leader.verdicts, shares).bits
    found = []
    for clue in case.clues:
        told = [(now, "as it is"), *_bits(case, patterns, clue, leader, shares)]
        found.append(_swing(clue, "bits", now, told))
    return _by_length(found)


def _by_length(swings: Sequence[Swing]) -> tuple[Swing, ...]:
    return tuple(sorted(swings, key=lambda s: s.low - s.high))


def _swing(clue: Clue, unit: str, now: float, told: Sequence[Told]) -> Swing:
    low, high = min(told, key=lambda t: t[0]), max(told, key=lambda t: t[0])
    return Swing(clue.id, unit, low[0], now, high[0], (low[1], high[1]))


def _bits(
    case: Case, patterns: Sequence[Pattern], clue: Clue, leader: Finding, shares: Shares
) -> Iterator[Told]:
    """Give what the leader weighs under each other reading and grade of one clue."""
    verdicts = leader.verdicts
    for reading in clue.readings:
        if reading.name != clue.deciding:
            other = replace(clue, deciding=reading.name, prefer=reading.name, belief=1.0)
            clues = tuple(other if c.id == clue.id else c for c in case.clues)
            on = scale(replace(case, clues=clues), patterns)
            yield on.weigh(verdicts, shares).bits, f"read as {reading.name}"
    if clue.grade and not clue.worth:
        for step, said in ((-1, "one grade better"), (1, "one grade worse")):
            on = scale(case, patterns, {clue.id: step})
            yield on.weigh(verdicts, shares).bits, said
