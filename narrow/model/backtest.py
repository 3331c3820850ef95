"""A back-test: people of a register, described by chance, and how well they are found again."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from narrow.model.finding import CARE, About

EDGES = (
    1 / 2,
    1 / 4,
    1 / 10,
    1 / 30,
    0.0,
)  # a row is counted in the first that its chance is above
FEW = 5  # rows expected to come true: with fewer, what came says nothing
ERRORS = 2.0  # standard errors by which what came may lie off what was said
SMALL = 0.009  # chances below it are all told as "below 1 in 100"


@dataclass(frozen=True, slots=True)
class Setup:
    """How to test: how many descriptions, from which seed, with which shares of facts hidden.

    `own` is the share hidden of the person meant, where it is not the same as of everybody;
    `outside` replaces the case's chance that the person meant is not in the register;
    `as_written` lets required clues rule people out.
    """

    trials: int = 500
    seed: int = 1
    holes: tuple[float, ...] = (0.0, 0.2, 0.4)
    own: float | None = None
    top: int = 10
    outside: float | None = None
    as_written: bool = False

    @property
    def tops(self) -> tuple[int, ...]:
        """The lengths of list that are looked at: 1, 5 and `top`."""
        return tuple(sorted({*(k for k in (1, 5) if k < self.top), self.top}))


@dataclass(frozen=True, slots=True)
class Chances:
    """All rows of which a chance above `above` was said: the sums of what was said and what came.

    A row is one person under one description; it came true where that person was meant.
    """

    above: float
    rows: int
    said: float
    spread: float
    came: int

    @property
    def stated(self) -> float:
        """The chance that was said, on average."""
        return self.said / self.rows if self.rows else 0.0

    @property
    def was(self) -> float:
        """The share of the rows that came true."""
        return self.came / self.rows if self.rows else 0.0

    @property
    def word(self) -> str:
        """Whether what was said holds: `few`, `holds`, `too-sure` or `too-careful`."""
        if self.said < FEW:
            return "few"
        if abs(self.came - self.said) <= ERRORS * sqrt(self.spread):
            return "holds"
        if max(self.stated, self.was) < SMALL:
            return "holds"
        return "too-sure" if self.came < self.said else "too-careful"


@dataclass(frozen=True, slots=True)
class Round:
    """How the descriptions fared with one share of facts hidden; counts are out of all `trials`.

    `within` counts by length of list how often the person meant stood that high; of equals each
    has the rank in their middle. `could` counts how often the person meant could have been among
    the first if what is not known went their way, `length` is how many could (median). `rank` is
    the median of those in the register and not ruled out, `left` the people that the chances were
    worth, on average.
    """

    holes: float
    own: float
    trials: int
    outside: int
    ruled_out: int
    within: Mapping[int, int]
    rank: float | None
    could: int
    length: float
    left: float
    chances: tuple[Chances, ...]


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a back-test found; no person is named in it.

    `tried` gives each clue with the chance that it is right, `left_out` those of which nothing says
    how likely that is, and why. `told` is how many clues a description has, on average; `redrawn`
    how many had too few and were drawn again. `setup.outside` is the case's where none was given.
    """

    about: About
    setup: Setup
    population: int
    tried: tuple[tuple[str, float], ...]
    left_out: tuple[tuple[str, str], ...]
    told: float
    redrawn: int
    rounds: tuple[Round, ...]
    care: str = CARE
