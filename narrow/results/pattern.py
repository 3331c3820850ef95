"""A pattern is a vector of verdicts and how many persons have it; clues are read off it."""

from collections.abc import Mapping
from dataclasses import dataclass

from narrow.model.case import Case, Clue, Role
from narrow.model.verdict import Verdict

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One vector of verdicts, by clue and reading, and how many persons have it."""

    verdicts: Mapping[Key, Verdict]
    status: Verdict
    persons: int


def required(case: Case) -> tuple[Clue, ...]:
    """Give the clues that decide who is on the list."""
    return tuple(clue for clue in case.clues if clue.role is not Role.SUPPORTING)


def deciding(clue: Clue, verdicts: Mapping[Key, Verdict]) -> Verdict:
    """Give a clue's verdict: the best of the readings that count."""
    return max(verdicts[clue.id, reading.name] for reading in clue.counting)


def kept(clue: Clue, verdict: Verdict) -> Verdict:
    """Give what a verdict does to the list: a clue required strictly drops the not known."""
    drops = clue.role is Role.STRICTLY and verdict is not Verdict.MET
    return Verdict.NOT_MET if drops else verdict
