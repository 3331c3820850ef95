"""All that switching clues and readings needs: the patterns, and the persons with every reading.

Nothing is decided anew when a clue is switched: the verdicts of every reading are here, and what
follows from them is arithmetic: `evaluation/patterns.py` for counts, `evaluation/findings.py` for
the order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from narrow.model.cases import Case
from narrow.model.evidence import About, ClueFinding, Finding, Person
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.chances import ranks_in_play
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import Gathered, Judged, about, clue_finding
from narrow.questions.evaluation.patterns import Key, Pattern

MOST_EXPLORED = 1_000  # persons who are handed over by name; the patterns count everybody


@dataclass(frozen=True, slots=True)
class Explored:
    """A person with the finding of every reading of every clue, each reading by itself.

    `rank` is that of the case as it is written, 0 for who is not on its list; `taken_off` gives the
    reason where the case takes the person off by hand.
    """

    person: Person
    population: Verdict
    rank: int
    findings: Mapping[Key, ClueFinding]
    taken_off: str = ""


@dataclass(frozen=True, slots=True)
class Exploration:
    """A case that can be switched: patterns for the counts of all, persons in the order of ids.

    `weighed` says whether the case as it is written is ordered by weight.
    """

    about: About
    case: Case
    patterns: tuple[Pattern, ...]
    people: tuple[Explored, ...]
    weighed: bool

    @property
    def population(self) -> int:
        """How many persons the patterns count."""
        return sum(pattern.persons for pattern in self.patterns)


def explore(evaluation: Evaluation, most: int = MOST_EXPLORED) -> Exploration:
    """Hand over the patterns, and at most so many persons: who stands highest, then who is near."""
    gathered, weighed, judged = evaluation.listed, evaluation.weighed, evaluation.judged
    case, content = evaluation.case, evaluation.content
    ranks = ranks_in_play(case, judged)
    chosen = sorted(judged, key=lambda j: _nearness(j, ranks))[:most]
    people = (_explored(gathered, one, ranks) for one in chosen)
    return Exploration(
        about=about(case, content),
        case=case,
        patterns=gathered.patterns,
        people=tuple(sorted(people, key=lambda one: one.person.id)),
        weighed=weighed is not None,
    )


def _nearness(judged: Judged, ranks: Mapping[str, int]) -> tuple[int, int, int, str]:
    """Put who is on the list first, then who lacks the fewest clues: switching brings them in."""
    finding = judged.finding
    lacking = sum(clue.verdict is Verdict.NOT_MET for clue in finding.clues.values())
    return -finding.status, lacking, ranks.get(finding.person.id, 0), finding.person.id


def _explored(gathered: Gathered, judged: Judged, ranks: Mapping[str, int]) -> Explored:
    finding, person = judged.finding, judged.finding.person
    off = {excluded.person: excluded.reason for excluded in gathered.case.exclude}
    return Explored(
        person=person,
        population=judged.population,
        rank=ranks.get(person.id, 0),
        findings=dict(_each(gathered, finding)),
        taken_off=off.get(person.id, ""),
    )


def _each(gathered: Gathered, finding: Finding) -> Iterator[tuple[Key, ClueFinding]]:
    given = finding.verdicts
    for clue in gathered.case.clues:
        for reading in clue.readings:  # each as if the clue had no other
            alone = replace(clue, readings=(reading,), deciding=reading.name)
            found = clue_finding(gathered.reader, finding.person.number, alone, given)
            yield (clue.id, reading.name), found
