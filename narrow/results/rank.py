"""The order of a list: where a person stands, then how much speaks for them.

First who meets every required clue, then those in doubt, then those without record. Where people
may be weighed, the weight in bits comes next, then the fewer contradictions. Everywhere else the
fewest steps away from the narrowest readings; then the strength of documentation: the weakest grade
among the clues, each by its best row that has one, and the number of distinct sources. Equal
persons share a rank and stand in the order of their ids.
"""

from collections.abc import Sequence
from dataclasses import replace

from narrow.model.admiralty import UNGRADED
from narrow.model.case import Case
from narrow.model.finding import Finding
from narrow.results.patterns import required

Standing = tuple[float, ...]
PLACES = 9  # of a weight in bits: what differs less is equal


def standing(case: Case, finding: Finding) -> Standing:
    """Give what is compared; the lesser stands higher."""
    if finding.weight:
        weight = finding.weight
        return -int(finding.status), -round(weight.bits, PLACES), weight.contradictions
    steps = 0
    for clue in required(case):
        names = [reading.name for reading in clue.readings]
        reading = finding.clues[clue.id].reading
        steps += names.index(reading) if reading in names else len(names)
    grade = finding.grade or UNGRADED
    return -int(finding.status), steps, *grade.steps, -finding.sources


def rank(case: Case, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings in order and number them: after two firsts comes a third."""
    keyed = sorted(((standing(case, f), f.person.id, f) for f in findings), key=lambda k: k[:2])
    ranked: list[Finding] = []
    before: Standing | None = None
    for at, (key, _, finding) in enumerate(keyed, start=1):
        number = ranked[-1].rank if ranked and key == before else at
        ranked.append(replace(finding, rank=number))
        before = key
    return tuple(ranked)
