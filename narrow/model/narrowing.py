"""How clues narrow a population: step by step in an order, and each one's share in any order."""

from dataclasses import dataclass

from narrow.model.finding import CARE, About, Counts, Step


@dataclass(frozen=True, slots=True)
class Part:
    """One clue's part in the narrowing, averaged over all orders.

    `left` is in bits over those not ruled out, `met` in bits over those who fit for certain; one
    bit halves them.
    """

    clue: str
    reading: str
    left: float
    met: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Narrowing:
    """A population narrowed by clues: a step for each, in order, and each one's part in the whole.

    `certain` is how many belong to the population for certain, `joined` names the supporting clues
    that narrow here because the order asks for them, `asked` tells whether an order was asked for,
    `sampled` is the number of orders that the parts were averaged over, 0 for all of them.
    """

    about: About
    population: int
    certain: int
    steps: tuple[Step, ...]
    counts: Counts
    parts: tuple[Part, ...]
    left: float
    met: float
    sampled: int
    asked: bool = False
    joined: tuple[str, ...] = ()
    care: str = CARE
