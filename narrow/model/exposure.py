"""What a description exposes: how few people it leaves, which phrase does it, what to say instead.

An anonymity set has two sizes: those who meet the description for certain, and all who cannot be
ruled out. The first is what may be promised; the second shrinks as soon as somebody knows more than
the register does.
"""

from dataclasses import dataclass
from enum import StrEnum

from narrow.model.finding import CARE, About, Counts, Person
from narrow.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Size:
    """How many fit a description for certain (`low`), and how many cannot be ruled out (`high`)."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One required phrase: whom it leaves alone, and the bits it spends (one bit halves a set).

    `bits` is what it does by itself, `share` its part in the whole, averaged over every order.
    """

    clue: str
    reading: str
    quote: str
    counts: Counts
    bits: float
    share: float


class Coarsening(StrEnum):
    """How a phrase is made coarser."""

    READING = "broader-reading"
    KIND = "broader-kind"
    STEP = "further-step"
    DATES = "longer-time"
    EVER = "any-time"
    NUMBER = "lower-number"
    WORD = "without-a-word"
    PHRASE = "without-the-phrase"


@dataclass(frozen=True, slots=True)
class Change:
    """One coarser wording of one phrase, and what the whole description leaves then.

    `was` and `becomes` say it in words; `becomes` is blank where something is left out.
    """

    clue: str
    way: Coarsening
    was: str
    becomes: str
    size: Size


@dataclass(frozen=True, slots=True)
class Pair:
    """Coarser wordings of two phrases at once, and what the whole description leaves then."""

    first: Change
    second: Change
    size: Size


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that the certain set must reach: how many are short, and the least that mends it.

    `single` is the change that leaves the smallest set that is large enough, `pair` the two changes
    of different phrases that do so where neither does alone; None where there is none, or no need.
    """

    wanted: int
    short: int
    single: Change | None = None
    pair: Pair | None = None

    @property
    def holds(self) -> bool:
        """Whether the set is large enough as it is."""
        return self.short == 0


@dataclass(frozen=True, slots=True)
class Exposed:
    """Somebody whom the description does not rule out; `by_hand` where the case takes them off."""

    person: Person
    status: Verdict
    by_hand: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Exposure:
    """What a draft description exposes; `people` is None where names were not asked for.

    `sampled` is the number of orders that the shares were averaged over, 0 for all of them.
    `uncounted` names the phrases that take no part: supporting ones, and those no clue renders.
    `with_supporting` is what those leave that are left here, None where no phrase is supporting.
    `chosen` says why this register where none was named.
    """

    about: About
    population: Size
    counts: Counts
    bits: float
    phrases: tuple[Phrase, ...]
    sampled: int
    changes: tuple[Change, ...]
    threshold: Threshold | None
    people: tuple[Exposed, ...] | None
    uncounted: tuple[str, ...] = ()
    with_supporting: Size | None = None
    remarks: tuple[str, ...] = ()
    chosen: str = ""
    care: str = CARE

    @property
    def size(self) -> Size:
        """The anonymity set of the whole description."""
        return Size(self.counts.low, self.counts.high)
