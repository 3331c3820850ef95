"""Persons set against clues: a row for each person, a column for each clue, a verdict in each cell.

Read along a row, it shows what speaks against somebody, which says more than what speaks for them.
Read down a column, it shows whether a clue tells anybody from anybody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from narrow.model.finding import CARE, About, Counts, Person
from narrow.model.verdict import Verdict


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
class Matrix:
    """Ten thousand persons at most, in the order of `sort`, against all clues of a case.

    `counts` is the whole population by where each stands, `playing` how many of them are neither
    ruled out nor taken off by hand.
    """

    about: About
    sort: str
    counts: Counts
    playing: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    care: str = CARE
