"""What comes back when words and grades are read otherwise, and when the unknown becomes known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from math import prod
from typing import ClassVar

from narrow.model.cases import Case, Clue
from narrow.model.evidence import CARE, About, ClueFinding, Counts, Finding, OfCase, Person
from narrow.model.result import Result
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.chances import Weighed
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import (
    Gathered,
    Judged,
    Standing,
    about,
    by_weight,
    clue_finding,
    numbered,
    put_together,
    standing,
)
from narrow.questions.evaluation.patterns import (
    Key,
    Pattern,
    counts_under,
    deciding,
    kept,
    required,
)
from narrow.questions.evaluation.weights import Shares, scale


@dataclass(frozen=True, slots=True)
class Switch:
    """One word read otherwise: who enters the list of those who fit, and who leaves it."""

    clue: str
    reading: str
    now: str
    counts: Counts
    enters: tuple[Person, ...]
    leaves: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Where one person stands over all variants: ranks, and in how many of them they fit."""

    person: Person
    status: Verdict
    rank: int | None
    best: int | None
    worst: int | None
    fits: int


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one clue moves the answer, alone: from the least to the greatest over its variants.

    `unit` is `persons` (how many fit) or `bits` (the weight of the person who leads now). `causes`
    name the variants at both ends.
    """

    clue: str
    unit: str
    low: float
    now: float
    high: float
    causes: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Flip(Result, OfCase):
    """Every combination of readings, and every grade one step up and down.

    `combinations` and `grades` count the variants; `left_out` counts combinations beyond the most
    that are gone through. `robust` fit in every combination.
    """

    kind: ClassVar[str] = "flip"

    about: About
    counts: Counts
    combinations: int
    left_out: int
    grades: int
    switches: tuple[Switch, ...]
    ranges: tuple[Range, ...]
    robust: tuple[Person, ...]
    swings: tuple[Swing, ...]
    care: str = CARE


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing not known: whose, of which clue, and what knowing it would be worth.

    `worth` is the expected fall in entropy in bits, or the expected number of persons by which the
    range of the count shrinks. `likely` is how likely the answer is yes, None where no chance may
    be shown, or nobody is known not to meet the clue. `if_yes` and `if_no` say
    how many people would be left (weighed), or that fit at least and at most (counted).
    """

    person: Person
    clue: str
    verdict: Verdict
    likely: float | None
    worth: float
    if_yes: tuple[float, float]
    if_no: tuple[float, float]
    ask: str
    settled_by: str


@dataclass(frozen=True, slots=True)
class Asking(Result, OfCase):
    """What to look up next: cells by what they are worth, and how many of each clue there are."""

    kind: ClassVar[str] = "next"

    about: About
    unit: str
    left: float
    counts: Counts
    cells: tuple[Cell, ...]
    unknown: Mapping[str, int]
    care: str = CARE


# How far each clue alone can move the answer: a tornado, the longest bar first.


Told = tuple[float, str]


def of_counts(case: Case, patterns: Sequence[Pattern]) -> tuple[Swing, ...]:
    """Move each required clue through its readings: how many fit."""
    names = {clue.id: clue.deciding for clue in required(case)}

    def fit(**changed: str) -> float:
        return float(counts_under(case, patterns, {**names, **changed}).met)

    found = []
    for clue in required(case):
        told = [(fit(**{clue.id: r.name}), f"read as {r.name}") for r in clue.readings]
        found.append(_swing(clue, "persons", fit(), told))
    return _by_length(found)


def of_weight(
    case: Case, patterns: Sequence[Pattern], leader: Finding, shares: Shares
) -> tuple[Swing, ...]:
    """Move each clue through its readings and grades: what the one who leads weighs."""
    now = scale(case, patterns).weigh(leader.verdicts, shares).bits
    found = []
    for clue in case.clues:
        told = [(now, "as it is"), *_bits(case, patterns, clue, leader, shares)]
        found.append(_swing(clue, "bits", now, told))
    return _by_length(found)


def _by_length(swings: Sequence[Swing]) -> tuple[Swing, ...]:
    return tuple(sorted(swings, key=lambda s: s.low - s.high))


def _swing(clue: Clue, unit: str, now: float, told: Sequence[Told]) -> Swing:
    low, high = min(told, key=lambda t: t[0]), max(told, key=lambda t: t[0])
    return Swing(clue.id, unit, low[0], now, high[0], (low[1], high[1]))


def _bits(
    case: Case, patterns: Sequence[Pattern], clue: Clue, leader: Finding, shares: Shares
) -> Iterator[Told]:
    """Give what the leader weighs under each other reading and grade of one clue."""
    verdicts = leader.verdicts
    for reading in clue.readings:
        if reading.name != clue.deciding:
            other = replace(clue, deciding=reading.name, prefer=reading.name, belief=1.0)
            clues = tuple(other if c.id == clue.id else c for c in case.clues)
            on = scale(replace(case, clues=clues), patterns)
            yield on.weigh(verdicts, shares).bits, f"read as {reading.name}"
    if clue.grade and not clue.worth:
        for step, said in ((-1, "one grade better"), (1, "one grade worse")):
            on = scale(case, patterns, {clue.id: step})
            yield on.weigh(verdicts, shares).bits, said


# What if that word is read otherwise? Every combination of readings, every grade one step away.
#
# Verdicts of all readings are there already; a variant is arithmetic on them. Ranks are those of
# the persons named (ten thousand at most), counts those of everybody.


MOST_COMBINATIONS = 256
Choice = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody who fits under a variant, and the rank there."""

    person: Person
    rank: int


@dataclass(frozen=True, slots=True)
class Fellows:
    """Persons who stand and fall together: the same verdicts, and the same days in doubt."""

    population: Verdict
    verdicts: Mapping[Key, Verdict]
    shares: Shares
    judged: list[Judged]

    def fits(self, clues: Sequence[Clue]) -> bool:
        """Whether they meet all of these clues and belong to the population."""
        steps = [kept(clue, deciding(clue, self.verdicts)) for clue in clues]
        return min([self.population, *steps]) is Verdict.MET


@dataclass(slots=True)
class Variants:
    """A gathered case read in other ways; what was found for a clue in a reading is kept.

    A variant weighs fellows once and costs what it takes to put those who fit in order. Ranks are
    those among who fits: nobody else comes before them.
    """

    gathered: Gathered
    weighed: Weighed | None
    _fellows: dict[tuple[object, ...], Fellows] = field(default_factory=dict)
    _found: dict[tuple[int, str, str], ClueFinding] = field(default_factory=dict)

    def __post_init__(self) -> None:
        off = {excluded.person for excluded in self.gathered.case.exclude}
        for judged in self.gathered.judged:
            person = judged.finding.person.id
            if person in off:
                continue
            verdicts = judged.finding.verdicts
            shares = self.weighed.shares[person] if self.weighed else {}
            key = (judged.population, *verdicts.values(), *shares.items())
            if key not in self._fellows:
                self._fellows[key] = Fellows(judged.population, verdicts, shares, [])
            self._fellows[key].judged.append(judged)

    def fitting(
        self, choice: Choice, worse_by: Mapping[str, int] | None = None
    ) -> tuple[Placed, ...]:
        """Put those who fit in order, with each clue in the reading chosen for it."""
        case = reading(self.gathered.case, choice)
        decisive = required(case)
        fit = [fellows for fellows in self._fellows.values() if fellows.fits(decisive)]
        keyed = self._weighed(case, fit, worse_by) if self.weighed else self._told(case, fit)
        return tuple(Placed(person, number) for number, person in numbered(keyed))

    def _weighed(
        self, case: Case, fit: Sequence[Fellows], worse_by: Mapping[str, int] | None
    ) -> Iterator[tuple[Standing, Person]]:
        on = scale(case, self.gathered.patterns, worse_by)
        for fellows in fit:
            key = by_weight(Verdict.MET, on.weigh(fellows.verdicts, fellows.shares))
            yield from ((key, judged.finding.person) for judged in fellows.judged)

    def _told(self, case: Case, fit: Sequence[Fellows]) -> Iterator[tuple[Standing, Person]]:
        for fellows in fit:
            for judged in fellows.judged:
                yield standing(case, self.under(case, judged)), judged.finding.person

    def under(self, case: Case, judged: Judged) -> Finding:
        """Judge somebody who fits over again, for how well it is documented in these readings."""
        before = judged.finding
        given = before.verdicts
        clues = {clue.id: self.clue(clue, before, given) for clue in case.clues}
        return put_together(case, before.person, Verdict.MET, judged.population, clues).finding

    def clue(self, clue: Clue, before: Finding, given: Mapping[Key, Verdict]) -> ClueFinding:
        """Give how a person stands to a clue in the reading that decides now."""
        known = before.clues[clue.id]
        if clue in self.gathered.case.clues:
            return known
        if known.reading in [r.name for r in clue.counting] and known.verdict is Verdict.MET:
            return known
        key = (before.person.number, clue.id, clue.deciding)
        if key not in self._found:
            reader = self.gathered.reader
            self._found[key] = clue_finding(reader, before.person.number, clue, given)
        return self._found[key]


def reading(case: Case, choice: Choice) -> Case:
    """Give a case with each clue decided by the reading chosen for it, which is meant then."""
    clues = [
        c
        if choice.get(c.id, c.deciding) == c.deciding
        else replace(c, deciding=choice[c.id], prefer=choice[c.id], belief=1.0)
        for c in case.clues
    ]
    return replace(case, clues=tuple(clues))


def flip(evaluation: Evaluation) -> Flip:
    """Read every word of a case otherwise and say who enters, who leaves and who stays."""
    gathered, weighed = evaluation.listed, evaluation.weighed
    case, patterns, content = evaluation.case, evaluation.patterns, evaluation.content
    variants = Variants(gathered, weighed)
    base = variants.fitting({})
    moving = [clue for clue in case.clues if len(clue.readings) > 1]
    moving = moving if weighed else [c for c in moving if c in required(case)]
    whole = prod(len(clue.readings) for clue in moving)
    lists = [variants.fitting(choice) for choice in islice(_choices(moving), MOST_COMBINATIONS)]
    graded = list(_grades(variants, case)) if weighed else []
    now = table.counts_under(case, patterns, _deciding(case))
    return Flip(
        about=about(case, content),
        counts=now,
        combinations=len(lists),
        left_out=max(whole - len(lists), 0),
        grades=len(graded),
        switches=tuple(_switches(variants, base)),
        ranges=_ranges(variants, base, [*lists, *graded]),
        robust=_robust(base, lists),
        swings=_swings(gathered, base, weighed),
    )


def _swings(
    gathered: Gathered, base: Sequence[Placed], weighed: Weighed | None
) -> tuple[Swing, ...]:
    if not weighed or not base:
        return of_counts(gathered.case, gathered.patterns)
    leader = next(j.finding for j in gathered.judged if j.finding.person == base[0].person)
    shares = weighed.shares[leader.person.id]
    return of_weight(gathered.case, gathered.patterns, leader, shares)


def _choices(moving: Sequence[Clue]) -> Iterator[Choice]:
    for names in product(*([r.name for r in clue.readings] for clue in moving)):
        yield {clue.id: name for clue, name in zip(moving, names, strict=True)}


def _grades(variants: Variants, case: Case) -> Iterator[tuple[Placed, ...]]:
    for clue in case.clues:
        if clue.grade and not clue.worth:
            for step in (-1, 1):
                yield variants.fitting({}, {clue.id: step})


def _deciding(case: Case) -> Choice:
    return {clue.id: clue.deciding for clue in required(case)}


def _fits(placed: Sequence[Placed]) -> dict[str, Person]:
    return {p.person.id: p.person for p in placed}


def _switches(variants: Variants, base: Sequence[Placed]) -> Iterator[Switch]:
    case = variants.gathered.case
    now = _fits(base)
    for clue in required(case):
        for other in clue.readings:
            if other.name == clue.deciding:
                continue
            choice = {clue.id: other.name}
            then = _fits(variants.fitting(choice))
            names = {**_deciding(case), **choice}
            yield Switch(
                clue=clue.id,
                reading=other.name,
                now=clue.deciding,
                counts=table.counts_under(case, variants.gathered.patterns, names),
                enters=tuple(p for key, p in then.items() if key not in now),
                leaves=tuple(p for key, p in now.items() if key not in then),
            )


def _ranges(
    variants: Variants, base: Sequence[Placed], lists: Sequence[Sequence[Placed]]
) -> tuple[Range, ...]:
    """Give the ranks of everybody who fits in some variant, in today's order, then by best rank."""
    now = {p.person.id: p.rank for p in base}
    ranks: dict[str, list[int]] = {}
    people = {p.person.id: p.person for p in base}
    for found in lists:
        for placed in found:
            people[placed.person.id] = placed.person
            ranks.setdefault(placed.person.id, []).append(placed.rank)
    statuses = {j.finding.person.id: j.finding.status for j in variants.gathered.judged}
    told = [
        Range(
            person=people[key],
            status=statuses[key],
            rank=now.get(key),
            best=min(given),
            worst=max(given) if len(given) == len(lists) else None,
            fits=len(given),
        )
        for key, given in ranks.items()
    ]
    unranked = len(base) + 1
    return tuple(sorted(told, key=lambda r: (r.rank or unranked, r.best or 0, r.person.id)))


def _robust(base: Sequence[Placed], lists: Sequence[Sequence[Placed]]) -> tuple[Person, ...]:
    always = set(_fits(base))
    for found in lists:
        always &= set(_fits(found))
    return tuple(p.person for p in base if p.person.id in always)
