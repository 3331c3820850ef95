"""Each clue's share of the narrowing, whatever order the clues are taken in (Shapley's average).

A clue taken first narrows more than the same clue taken last, where they overlap. So what it does
is averaged over all orders; the shares add up to what all of them do together. Half a person is
added on both sides, so that a clue that nobody meets has a finite number of bits.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb, log2
from random import Random

HALF = 0.5
MOST_EXACT = 12
ORDERS = 2_000

LeftOf = Callable[[frozenset[str]], int]


@dataclass(frozen=True, slots=True)
class Shares:
    """The bits of each clue; `sampled` is the number of orders drawn, 0 where all were taken."""

    bits: Mapping[str, float]
    sampled: int


def bits_of(left: int, total: int) -> float:
    """Give the bits by which a population is narrowed: one bit halves it."""
    return log2((total + HALF) / (left + HALF))


def order_free(left_of: LeftOf, clues: Sequence[str], total: int) -> Shares:
    """Give each clue's bits, averaged over all orders; from seeded random ones beyond 12 clues.

    `left_of` says how many of the `total` are left by a set of clues.
    """
    known: dict[frozenset[str], float] = {}

    def worth(chosen: frozenset[str]) -> float:
        if chosen not in known:
            known[chosen] = bits_of(left_of(chosen), total)
        return known[chosen]

    if len(clues) <= MOST_EXACT:
        return Shares({clue: sum(_steps(worth, clue, clues)) for clue in clues}, 0)
    return Shares(_drawn(worth, clues), ORDERS)


Worth = Callable[[frozenset[str]], float]


def _steps(worth: Worth, clue: str, clues: Sequence[str]) -> Iterator[float]:
    """Give what a clue adds to each set of the others, by the share of orders that begin so."""
    others = [other for other in clues if other != clue]
    for mask in range(2 ** len(others)):
        before = frozenset(other for at, other in enumerate(others) if mask >> at & 1)
        orders = len(clues) * comb(len(others), len(before))
        yield (worth(before | {clue}) - worth(before)) / orders


def _drawn(worth: Worth, clues: Sequence[str]) -> dict[str, float]:
    dice = Random(len(clues))  # noqa: S311 - the same orders on every run, not secret
    sums = dict.fromkeys(clues, 0.0)
    for _ in range(ORDERS):
        order = dice.sample(list(clues), len(clues))
        taken: frozenset[str] = frozenset()
        for clue in order:
            sums[clue] += worth(taken | {clue}) - worth(taken)
            taken |= {clue}
    return {clue: bits / ORDERS for clue, bits in sums.items()}
