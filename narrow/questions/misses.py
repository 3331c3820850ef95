"""What comes back when one asks who is nearly in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from narrow.model.cases import POPULATION, Case, Clue, Source, Subject
from narrow.model.evidence import CARE, About, Counts, OfCase, Person
from narrow.model.result import Result
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import Gathered, about, broadest, change, question
from narrow.questions.evaluation.patterns import (
    Pattern,
    count,
    counts_by_status,
    deciding,
    required,
)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Somebody whom one clue alone keeps from fitting: how it stands, why, and what would help.

    `would_change` is the fact that would let them in, or what there is to find out; empty where the
    reason says all. `settled_by` is the kind of source that tells it, where the register says so.
    """

    person: Person
    verdict: Verdict
    because: str
    would_change: str
    settled_by: str


@dataclass(frozen=True, slots=True)
class StoppedBy:
    """Those whom one clue alone keeps from fitting, counted over the whole population.

    `people` names a thousand at most, of all clues together; `counts.met` is always 0.
    """

    clue: str
    quote: str
    says: str
    source: Source | None
    counts: Counts
    people: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class Misses(Result, OfCase):
    """Near misses by the required clue that stopped them; `counts` are those of the case.

    Who was taken off by hand is counted apart in `counts`, and is in no group.
    """

    kind: ClassVar[str] = "misses"

    about: About
    counts: Counts
    groups: tuple[StoppedBy, ...]
    care: str = CARE


# Who is nearly in: everybody whom exactly one required clue keeps from fitting.
#
# By a no, or because it is not known. Counts come from the patterns; the thousand who stand highest
# among the near misses are named. Who was taken off by hand is neither counted nor named.


def misses(evaluation: Evaluation) -> Misses:
    """Group near misses by the clue that stopped them."""
    gathered, case, content = evaluation.near_misses, evaluation.case, evaluation.content
    groups = tuple(_group(gathered, clue) for clue in required(case))
    return Misses(about(case, content), counts_by_status(gathered.patterns), groups)


def _group(gathered: Gathered, clue: Clue) -> StoppedBy:
    case = gathered.case
    return StoppedBy(
        clue=clue.id,
        quote=clue.quote,
        says=clue.readings[len(clue.counting) - 1].says,
        source=clue.source,
        counts=counted(case, gathered.patterns, clue),
        people=tuple(sorted(_near(gathered, clue), key=lambda m: (-int(m.verdict), m.person.id))),
    )


def counted(case: Case, patterns: Sequence[Pattern], clue: Clue) -> Counts:
    """Count the persons who meet every required clue but this one, by how this one stands.

    Who may not belong to the population is no near miss: that would be a second unknown; nor is who
    is taken off by hand.
    """
    others = [other for other in required(case) if other.id != clue.id]
    found = []
    for pattern in patterns:
        verdict = deciding(clue, pattern.verdicts)
        rest = [deciding(other, pattern.verdicts) for other in others]
        rest.append(pattern.verdicts[POPULATION, ""])
        if pattern.by_hand or verdict is Verdict.MET:
            continue
        if all(v is Verdict.MET for v in rest):
            found.append((verdict, pattern.persons))
    return count(found)


def _near(gathered: Gathered, clue: Clue) -> Iterator[NearMiss]:
    off = {excluded.person for excluded in gathered.case.exclude}
    for judged in gathered.judged:
        finding = judged.finding
        if finding.clues[clue.id].verdict is Verdict.MET or finding.person.id in off:
            continue
        stands = broadest(gathered.reader, finding, clue)
        asks = question if stands.verdict is Verdict.IN_DOUBT else change
        told, settled_by = asks(gathered, finding, clue)
        if gathered.case.subject is Subject.UNNAMED_SOURCE:  # it says where to look for the source
            settled_by = ""
        yield NearMiss(finding.person, stands.verdict, stands.because, told, settled_by)
