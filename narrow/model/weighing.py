"""What weights come to: bits per clue and person, and what follows for the whole list.

Weights are bits: +1 makes somebody twice as likely as before beside the others. They exist only for
subjects that may be weighed (`Subject.weighed`) and only where a clue has a worth.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One clue measured in the register: how rare it is, and how likely it is right.

    `share` is the share of the population that meets it, among the `known` persons of whom it is
    known, by the beliefs in its readings. `right` is None where nothing says what it is worth: it
    weighs nothing then. `told_with` names the clue that speaks for it, where both are one voice.
    """

    clue: str
    share: float
    met: int
    known: int
    unknown: int
    right: float | None
    said: str
    told_with: str = ""


@dataclass(frozen=True, slots=True)
class ClueWeight:
    """What one clue weighs for one person, in bits, and between what it could weigh."""

    clue: str
    bits: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What all clues weigh for one person, in bits; `low` and `high` settle every unknown.

    `chance` is that of being the person meant, of all in the register and beside it; None where
    none may be shown.
    """

    bits: float
    low: float
    high: float
    clues: Mapping[str, ClueWeight]
    contradictions: int
    unknown: int
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the person meant is likely here at all: contradictions beside what may be expected.

    `least` is the fewest clues that anybody contradicts; the person meant contradicts `allowed` or
    fewer in 95 of 100 such cases.
    """

    least: int
    allowed: int

    @property
    def fails(self) -> bool:
        """Whether even the best candidate contradicts more than a right person would."""
        return self.least > self.allowed


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the weights of all persons together say.

    `start` is where everyone begins (minus log2 of the population), `crowd` the bits that the
    others who fit take away (or give), `left` the number of people that the chances are worth
    (two to their entropy), `reach` how many could come among the first `top` if their unknowns went
    their way. `no_chance` says why no chance is shown.
    """

    measures: tuple[Measure, ...]
    population: int
    outside: float | None
    start: float
    crowd: float
    left: float
    top: int
    reach: int
    fit: Fit
    no_chance: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a waterfall, in bits, and where the sum stands after it.

    `kind` is `population`, `outside`, `clue` (named by `clue`) or `others`. Bars add up to the
    logarithm of the chance; without a chance only those of clues are given.
    """

    kind: str
    clue: str
    bits: float
    running: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person stands among all in play: rank, weight, and how the weight comes about."""

    rank: int
    of: int
    weight: Weight
    bars: tuple[Bar, ...]
