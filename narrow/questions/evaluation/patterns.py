"""A pattern is a vector of verdicts and how many persons have it; clues are read off it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from narrow.compile.plan import Plan
from narrow.engines.base import Row
from narrow.model.cases import POPULATION, Case, Clue, Role
from narrow.model.evidence import Combination, Counts, Step
from narrow.model.verdicts import Verdict

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One vector of verdicts, by clue and reading, and how many persons have it.

    Those whom the case takes off `by_hand` are patterns of their own: they meet what they meet and
    are on no list.
    """

    verdicts: Mapping[Key, Verdict]
    status: Verdict
    persons: int
    by_hand: bool = False

    @property
    def in_play(self) -> bool:
        """Whether such persons are on the list, for certain or for all that is known."""
        return self.status is not Verdict.NOT_MET and not self.by_hand


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


def read(plan: Plan, rows: Iterable[Row], off: Iterable[Row] = ()) -> tuple[Pattern, ...]:
    """Read the rows of the statement `patterns`, in an order of ours.

    No engine gives rows of groups in the same order twice, and sums of weights hang on it by a bit.
    `off` are the verdicts of those taken off by hand, a row each; whoever of them is not in the
    population is in no pattern.
    """
    keys = [column.key for column in plan.columns]
    by_hand = Counter(tuple(row) for row in off)
    found = []
    for *codes, status, persons in sorted(rows):
        given = dict(zip(keys, map(Verdict, codes), strict=True))
        mine = by_hand[*codes, status]
        if persons > mine:
            found.append(Pattern(given, Verdict(status), persons - mine))
        if mine:
            found.append(Pattern(given, Verdict(status), mine, by_hand=True))
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


def count_on_list(placed: Iterable[tuple[Pattern, Verdict]]) -> Counts:
    """Count persons by where they stand; whom a clue rules out is ruled out by that."""
    mine: list[tuple[Verdict, int]] = []
    by_hand = 0
    for pattern, verdict in placed:
        if pattern.by_hand and verdict is not Verdict.NOT_MET:
            by_hand += pattern.persons
        else:
            mine.append((verdict, pattern.persons))
    return replace(count(mine), by_hand=by_hand)


def counts_by_status(patterns: Sequence[Pattern]) -> Counts:
    """Count the population by where each person stands."""
    return count_on_list((p, p.status) for p in patterns)


def funnel(case: Case, patterns: Sequence[Pattern]) -> Iterator[Step]:
    """Narrow by the required clues in the order of the case; each step speaks of those left."""
    return steps(required(case), patterns)


def steps(clues: Sequence[Clue], patterns: Sequence[Pattern]) -> Iterator[Step]:
    """Narrow by clues in their order, whatever their role.

    Who is taken off by hand goes with the last of them, so that those left are those on the list.
    """
    left = [(p, p.verdicts[POPULATION, ""]) for p in patterns]
    for at, clue in enumerate(clues, start=1):
        now = [(p, min(so_far, kept(clue, deciding(clue, p.verdicts)))) for p, so_far in left]
        counted = count((v, p.persons) for p, v in now) if at < len(clues) else count_on_list(now)
        yield Step(clue.id, clue.deciding, counted)
        left = [row for row in now if row[1] is not Verdict.NOT_MET]


def combinations(case: Case, patterns: Sequence[Pattern]) -> Iterator[Combination]:
    """Count under every choice of one reading per required clue, narrowest first."""
    clues = required(case)
    for choice in product(*(clue.readings for clue in clues)):
        names = {clue.id: reading.name for clue, reading in zip(clues, choice, strict=True)}
        yield Combination(names, counts_under(case, patterns, names))


def counts_under(case: Case, patterns: Sequence[Pattern], names: Mapping[str, str]) -> Counts:
    """Count the population by clues, each in the reading named; no clue means everyone.

    Who is taken off by hand is off the list of the case: where not all of its required clues are
    named, they count as everybody does.
    """
    placed = [(p, min(p.verdicts[POPULATION, ""], verdict_under(case, p, names))) for p in patterns]
    if not is_whole(case, names):
        return count((verdict, p.persons) for p, verdict in placed)
    return count_on_list(placed)


def is_whole(case: Case, names: Iterable[str]) -> bool:
    """Tell clues that are all that the case requires, and so make its list."""
    return {clue.id for clue in required(case)} <= set(names)


def whoever(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """Give the patterns of everybody, whether taken off by hand or not."""
    found: dict[tuple[Verdict, ...], Pattern] = {}
    for pattern in patterns:
        key = (*pattern.verdicts.values(), pattern.status)
        persons = pattern.persons + (found[key].persons if key in found else 0)
        found[key] = replace(pattern, persons=persons, by_hand=False)
    return tuple(found.values())


def verdict_under(case: Case, pattern: Pattern, names: Mapping[str, str]) -> Verdict:
    """Give the verdict of all the clues named, each in its reading, whatever the population."""
    given = [Verdict.MET]
    for clue in case.clues:
        if clue.id in names:
            last = [r.name for r in clue.readings].index(names[clue.id])
            read_as = clue.readings[: last + 1]
            given.append(kept(clue, max(pattern.verdicts[clue.id, r.name] for r in read_as)))
    return min(given)
