"""Who is nearly in: everybody whom exactly one required clue keeps from fitting.

By a no, or because it is not known. Counts come from the patterns; the thousand who stand highest
among the near misses are named. Who was taken off by hand is neither counted nor named.
"""

from collections.abc import Iterator, Sequence

from narrow.model.case import POPULATION, Case, Clue
from narrow.model.finding import Counts
from narrow.model.misses import Misses, NearMiss, StoppedBy
from narrow.model.register import Content
from narrow.model.verdict import Verdict
from narrow.results.about import about
from narrow.results.gathered import Gathered
from narrow.results.pattern import Pattern, deciding, required
from narrow.results.patterns import count, counts_by_status, read
from narrow.results.question import change, question


def misses(gathered: Gathered, content: Content) -> Misses:
    """Group near misses by the clue that stopped them; `gathered` holds the near misses."""
    case = gathered.case
    off = _taken_off(gathered)
    groups = tuple(_group(gathered, clue, off) for clue in required(case))
    return Misses(about(case, content), counts_by_status(gathered.patterns), groups)


def _group(gathered: Gathered, clue: Clue, off: Sequence[Pattern]) -> StoppedBy:
    case = gathered.case
    return StoppedBy(
        clue=clue.id,
        quote=clue.quote,
        says=clue.readings[len(clue.counting) - 1].says,
        source=clue.source,
        counts=_less(counted(case, gathered.patterns, clue), counted(case, off, clue)),
        people=tuple(sorted(_near(gathered, clue), key=lambda m: (-int(m.verdict), m.person.id))),
    )


def counted(case: Case, patterns: Sequence[Pattern], clue: Clue) -> Counts:
    """Count the persons who meet every required clue but this one, by how this one stands.

    Who may not belong to the population is no near miss: that would be a second unknown.
    """
    others = [other for other in required(case) if other.id != clue.id]
    found = []
    for pattern in patterns:
        verdict = deciding(clue, pattern.verdicts)
        rest = [deciding(other, pattern.verdicts) for other in others]
        rest.append(pattern.verdicts[POPULATION, ""])
        if verdict is not Verdict.MET and all(v is Verdict.MET for v in rest):
            found.append((verdict, pattern.persons))
    return count(found)


def _taken_off(gathered: Gathered) -> tuple[Pattern, ...]:
    """Give each person taken off by hand as a pattern of one, wherever they stand."""
    rows = gathered.session.fetch("taken_off") if gathered.case.exclude else ()
    return read(gathered.session.plan, ((*row, 1) for row in rows))


def _less(counts: Counts, less: Counts) -> Counts:
    return Counts(
        counts.met - less.met,
        counts.in_doubt - less.in_doubt,
        counts.no_record - less.no_record,
        counts.not_met - less.not_met,
    )


def _near(gathered: Gathered, clue: Clue) -> Iterator[NearMiss]:
    off = {excluded.person for excluded in gathered.case.exclude}
    for judged in gathered.judged:
        finding = judged.finding
        stands = finding.clues[clue.id]
        if stands.verdict is Verdict.MET or finding.person.id in off:
            continue
        asks = question if stands.verdict is Verdict.IN_DOUBT else change
        told, settled_by = asks(gathered, finding, clue)
        yield NearMiss(finding.person, stands.verdict, stands.because, told, settled_by)
