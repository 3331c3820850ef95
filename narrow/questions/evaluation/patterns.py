"""A pattern is a vector of verdicts and how many persons have it; clues are read off it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from narrow.compile.plan import Plan
from narrow.engines.base import Row
from narrow.model.cases import POPULATION, Case, Clue, Role
from narrow.model.evidence import Combination, Counts, Step
from narrow.model.verdicts import Verdict

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


# Persons with the same verdicts are one pattern, and every count is arithmetic on patterns.
#
# There are few patterns even for a million persons, so funnel, counts and every combination of
# readings come from one small table and ask the engine nothing.


def read(plan: Plan, rows: Iterable[Row]) -> tuple[Pattern, ...]:
    """Read the rows of the statement `patterns`, in an order of ours.

    No engine gives rows of groups in the same order twice, and sums of weights hang on it by a bit.
    """
    keys = [column.key for column in plan.columns]
    found = []
    for *codes, status, persons in sorted(rows):
        given = dict(zip(keys, map(Verdict, codes), strict=True))
        found.append(Pattern(given, Verdict(status), persons))
    return tuple(found)


def count(verdicts: Iterable[tuple[Verdict, int]]) -> Counts:
    """Count persons by verdict."""
    totals = dict.fromkeys(Verdict, 0)
    for verdict, persons in verdicts:
        totals[verdict] += persons
    return Counts(**{verdict.key: number for verdict, number in totals.items()})


def counts_of(patterns: Sequence[Pattern], clue: str, reading: str) -> Counts:
    """Count the population by its verdict under one reading of one clue."""
    return count((p.verdicts[clue, reading], p.persons) for p in patterns)


def counts_by_status(patterns: Sequence[Pattern]) -> Counts:
    """Count the population by where each person stands."""
    return count((p.status, p.persons) for p in patterns)


def funnel(case: Case, patterns: Sequence[Pattern]) -> Iterator[Step]:
    """Narrow by the required clues in the order of the case; each step speaks of those left."""
    return steps(required(case), patterns)


def steps(clues: Sequence[Clue], patterns: Sequence[Pattern]) -> Iterator[Step]:
    """Narrow by clues in their order, whatever their role."""
    left = [(p.verdicts, p.verdicts[POPULATION, ""], p.persons) for p in patterns]
    for clue in clues:
        now = [
            (verdicts, min(so_far, kept(clue, deciding(clue, verdicts))), persons)
            for verdicts, so_far, persons in left
        ]
        yield Step(clue.id, clue.deciding, count((v, persons) for _, v, persons in now))
        left = [row for row in now if row[1] is not Verdict.NOT_MET]


def combinations(case: Case, patterns: Sequence[Pattern]) -> Iterator[Combination]:
    """Count under every choice of one reading per required clue, narrowest first."""
    clues = required(case)
    for choice in product(*(clue.readings for clue in clues)):
        names = {clue.id: reading.name for clue, reading in zip(clues, choice, strict=True)}
        yield Combination(names, counts_under(case, patterns, names))


def counts_under(case: Case, patterns: Sequence[Pattern], names: Mapping[str, str]) -> Counts:
    """Count the population by clues, each in the reading named; no clue means everyone."""
    by_id = {clue.id: clue for clue in case.clues}

    def verdict(pattern: Pattern) -> Verdict:
        given = [pattern.verdicts[POPULATION, ""]]
        for name, reading in names.items():
            clue = by_id[name]
            found = [
                pattern.verdicts[name, r.name]
                for r in clue.readings[: [r.name for r in clue.readings].index(reading) + 1]
            ]
            given.append(kept(clue, max(found)))
        return min(given)

    return count((verdict(p), p.persons) for p in patterns)
