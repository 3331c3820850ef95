"""The order of a list: where a person stands, then how much speaks for them.

First who meets every required clue, then those in doubt, then those without record. Where people
may be weighed, the weight in bits comes next, then the fewer contradictions. Everywhere else the
fewest steps away from the narrowest readings; then the strength of documentation: the weakest grade
among the clues, each by its best row that has one, and the number of distinct sources. Equal
persons share a rank and stand in the order of their ids.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from narrow.model.admiralty import UNGRADED
from narrow.model.case import Case
from narrow.model.finding import Finding, Person
from narrow.model.verdict import Verdict
from narrow.model.weighing import Weight
from narrow.results.pattern import required

Standing = tuple[float, ...]
PLACES = 9  # of a weight in bits: what differs less is equal


def by_weight(status: Verdict, weight: Weight) -> Standing:
    """Give what is compared where people are weighed; the lesser stands higher."""
    return -int(status), -round(weight.bits, PLACES), weight.contradictions


def standing(case: Case, finding: Finding) -> Standing:
    """Give what is compared; the lesser stands higher."""
    if finding.weight:
        return by_weight(finding.status, finding.weight)
    steps = 0
    for clue in required(case):
        names = [reading.name for reading in clue.readings]
        reading = finding.clues[clue.id].reading
        steps += names.index(reading) if reading in names else len(names)
    grade = finding.grade or UNGRADED
    return -int(finding.status), steps, *grade.steps, -finding.sources


def numbered(keyed: Iterable[tuple[Standing, Person]]) -> Iterator[tuple[int, Person]]:
    """Put persons in order and number them: after two firsts comes a third."""
    number, before = 0, None
    for at, (key, person) in enumerate(sorted(keyed, key=lambda k: (k[0], k[1].id)), start=1):
        number = number if key == before else at
        before = key
        yield number, person


def rank(case: Case, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings in order and number them."""
    given = {f.person: f for f in findings}
    order = numbered((standing(case, f), f.person) for f in findings)
    return tuple(replace(given[person], rank=number) for number, person in order)
