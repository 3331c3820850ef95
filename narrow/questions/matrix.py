"""Persons set against clues: a row for each person, a column for each clue, a verdict in each cell.

Read along a row, it shows what speaks against somebody, which says more than what speaks for them.
Read down a column, it shows whether a clue tells anybody from anybody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from narrow.errors import RequestError, nearest
from narrow.model.cases import Clue
from narrow.model.evidence import CARE, About, Counts, OfCase, Person
from narrow.model.result import Result, called
from narrow.model.verdicts import Verdict
from narrow.model.words import fold
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.chances import ranks_in_play
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import Gathered, about
from narrow.questions.evaluation.patterns import Pattern, deciding


@dataclass(frozen=True, slots=True)
class Column:
    """One clue over the population, and over those still in play.

    `apart` is the share of all pairs of two people of whom one certainly meets it and the other
    certainly does not: 0 where it tells nobody apart, None where there are not two people.
    """

    clue: str
    reading: str
    role: str
    quote: str
    counts: Counts
    in_play: Counts
    apart: float | None
    apart_in_play: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One person against every clue; `rank` is None for who is ruled out or taken off by hand.

    `bits` is what all clues weigh, None where nobody is weighed or the person is not in play.
    """

    follows: ClassVar[dict[str, str]] = {"contradictions": "contradictions", "unknown": "unknown"}

    person: Person
    rank: int | None
    status: Verdict
    verdicts: Mapping[str, Verdict]
    bits: float | None = None
    by_hand: bool = False

    @property
    def in_play(self) -> bool:
        """Whether nothing rules this person out."""
        return self.rank is not None

    @property
    def contradictions(self) -> int:
        """How many clues this person certainly does not meet."""
        return sum(verdict is Verdict.NOT_MET for verdict in self.verdicts.values())

    @property
    def unknown(self) -> int:
        """How many clues this person may meet, for all that is known."""
        known = (Verdict.MET, Verdict.NOT_MET)
        return sum(verdict not in known for verdict in self.verdicts.values())


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Matrix(Result, OfCase):
    """Ten thousand persons at most, in the order of `sort`, against all clues of a case.

    `counts` is the whole population by where each stands, `playing` how many of them are neither
    ruled out nor taken off by hand.
    """

    kind: ClassVar[str] = "matrix"

    about: About
    sort: str
    counts: Counts
    playing: int
    columns: tuple[Column, ...] = field(metadata=called("clues"))
    rows: tuple[Row, ...]
    care: str = CARE

    def named(self, *, everyone: bool) -> Self:
        """Give what is shown of it; without `everyone`, only those who are in play."""
        if everyone:
            return self
        return replace(self, rows=tuple(row for row in self.rows if row.in_play))


# Persons against clues, and how far each clue tells two people of the population apart.


SORTS = ("rank", "name", "contradictions", "unknown")


def matrix(evaluation: Evaluation, sort: str = "rank") -> Matrix:
    """Set everyone listed against every clue, in an order: a word of `SORTS`, or a clue's id.

    Raises RequestError where there is no such order.
    """
    gathered, content = evaluation.listed, evaluation.content
    case, found = evaluation.case, evaluation.patterns
    known = (*SORTS, *(clue.id for clue in case.clues))
    if sort not in known:
        raise RequestError(f"nothing to sort by is called {sort!r}{nearest(sort, known)}")
    columns = tuple(_column(clue, gathered) for clue in case.clues)
    counts = table.counts_by_status(found)
    return Matrix(
        about=about(case, content),
        sort=sort,
        counts=counts,
        playing=counts.high,
        columns=columns,
        rows=tuple(_sorted(_rows(evaluation), sort)),
    )


# --- the rows ---------------------------------------------------------------------------------


def _rows(evaluation: Evaluation) -> list[Row]:
    off = {excluded.person for excluded in evaluation.case.exclude}
    ranks = ranks_in_play(evaluation.case, evaluation.judged)
    rows = []
    for finding in (one.finding for one in evaluation.judged):
        given = ranks.get(finding.person.id)
        row = Row(
            person=finding.person,
            rank=given,
            status=finding.status,
            verdicts={name: clue.verdict for name, clue in finding.clues.items()},
            bits=finding.weight.bits if finding.weight and given is not None else None,
            by_hand=finding.person.id in off and finding.status is not Verdict.NOT_MET,
        )
        rows.append(row)
    return rows


def _sorted(rows: Sequence[Row], sort: str) -> list[Row]:
    """Put rows in order: by rank, then as asked; who is ruled out comes last of equals."""
    ordered = sorted(rows, key=lambda r: (not r.in_play, r.rank or 0, r.contradictions))
    match sort:
        case "rank":
            return ordered
        case "name":
            return sorted(ordered, key=lambda row: fold(row.person.name))
        case "contradictions":
            return sorted(ordered, key=lambda row: row.contradictions)
        case "unknown":
            return sorted(ordered, key=lambda row: row.unknown)
    return sorted(ordered, key=lambda row: -row.verdicts[sort])


# --- the columns ------------------------------------------------------------------------------


def _column(clue: Clue, gathered: Gathered) -> Column:
    counts = _counts(clue, gathered.patterns)
    left = _counts(clue, [pattern for pattern in gathered.patterns if pattern.in_play])
    return Column(
        clue=clue.id,
        reading=clue.deciding,
        role=clue.role.value,
        quote=clue.quote,
        counts=counts,
        in_play=left,
        apart=apart(counts),
        apart_in_play=apart(left),
    )


def _counts(clue: Clue, patterns: Sequence[Pattern]) -> Counts:
    return table.count((deciding(clue, p.verdicts), p.persons) for p in patterns)


def apart(counts: Counts) -> float | None:
    """Give the share of all pairs of whom one is known to meet a clue and one not to meet it."""
    pairs = counts.total * (counts.total - 1) // 2
    return counts.met * counts.not_met / pairs if pairs else None
