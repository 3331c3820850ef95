"""How far each clue alone can move the answer: a tornado, the longest bar first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrow.model.case import Case, Clue
from narrow.model.finding import Finding, Person
from narrow.model.sensitivity import Swing
from narrow.results import patterns as table
from narrow.results.judge import Gathered
from narrow.results.patterns import Pattern
from narrow.results.scale import scale
from narrow.results.weighed import Weighed, verdicts_of

Told = tuple[float, str]


def swings(gathered: Gathered, leads: Person | None, weighed: Weighed | None) -> tuple[Swing, ...]:
    """Move each clue through its readings and grades: who leads in bits, else how many fit."""
    case, patterns = gathered.case, gathered.patterns
    found = []
    if weighed and leads:
        leader = next(j.finding for j in gathered.judged if j.finding.person == leads)
        now = weighed.weights[leader.person.id].bits
        for clue in case.clues:
            told = [(now, "as it is"), *_bits(case, patterns, clue, leader, weighed)]
            found.append(_swing(clue, "bits", now, told))
    else:
        names = {clue.id: clue.deciding for clue in table.required(case)}
        fit = table.counts_under(case, patterns, names).met
        for clue in table.required(case):
            told = [
                (
                    float(table.counts_under(case, patterns, {**names, clue.id: r.name}).met),
                    f"read as {r.name}",
                )
                for r in clue.readings
            ]
            found.append(_swing(clue, "persons", float(fit), told))
    return tuple(sorted(found, key=lambda s: s.low - s.high))


def _swing(clue: Clue, unit: str, now: float, told: Sequence[Told]) -> Swing:
    low, high = min(told, key=lambda t: t[0]), max(told, key=lambda t: t[0])
    return Swing(clue.id, unit, low[0], now, high[0], (low[1], high[1]))


def _bits(
    case: Case, patterns: Sequence[Pattern], clue: Clue, leader: Finding, weighed: Weighed
) -> Iterator[Told]:
    """Give what the leader weighs under each other reading and grade of one clue."""
    verdicts, shares = verdicts_of(leader), weighed.shares[leader.person.id]
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
