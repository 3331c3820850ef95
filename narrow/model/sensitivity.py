"""What comes back when words and grades are read otherwise, and when the unknown becomes known."""

from collections.abc import Mapping
from dataclasses import dataclass

from narrow.model.finding import CARE, About, Counts, Person
from narrow.model.verdict import Verdict


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
class Flip:
    """Every combination of readings, and every grade one step up and down.

    `combinations` and `grades` count the variants; `left_out` counts combinations beyond the most
    that are gone through. `robust` fit in every combination.
    """

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
    range of the count shrinks. `likely` is how likely the answer is yes. `if_yes` and `if_no` say
    how many people would be left (weighed), or that fit at least and at most (counted).
    """

    person: Person
    clue: str
    verdict: Verdict
    likely: float
    worth: float
    if_yes: tuple[float, float]
    if_no: tuple[float, float]
    ask: str
    settled_by: str


@dataclass(frozen=True, slots=True)
class Asking:
    """What to look up next: cells by what they are worth, and how many of each clue there are."""

    about: About
    unit: str
    left: float
    counts: Counts
    cells: tuple[Cell, ...]
    unknown: Mapping[str, int]
    care: str = CARE
