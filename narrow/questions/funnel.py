"""How clues narrow a population: step by step in an order, and each one's share in any order."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb, log2
from random import Random
from typing import ClassVar

from narrow.errors import RequestError, nearest
from narrow.model.cases import POPULATION, Case, Clue, Role
from narrow.model.evidence import CARE, About, Counts, OfCase, Step
from narrow.model.registers import Content
from narrow.model.result import INSIDE, Result, called
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.findings import about
from narrow.questions.evaluation.patterns import Pattern, deciding, kept, required
from narrow.questions.evaluation.weights import rarity


@dataclass(frozen=True, slots=True)
class Part:
    """One clue's part in the narrowing, averaged over all orders.

    `left` is in bits over those not ruled out, `met` in bits over those who fit for certain; one
    bit halves them. A clue that nobody is known not to meet has none: of whom the record is silent,
    it tells nobody apart.
    """

    clue: str
    reading: str
    left: float
    met: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bits:
    """What all clues narrow together: over those left, and over those who fit for certain."""

    left: float
    met: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Narrowing(Result, OfCase):
    """A population narrowed by clues: a step for each, in order, and each one's part in the whole.

    `certain` is how many belong to the population for certain, `joined` names the supporting clues
    that narrow here because the order asks for them, `asked` tells whether an order was asked for,
    `sampled` is the number of orders that the parts were averaged over, 0 for all of them. `silent`
    names the clues that nobody is known not to meet: they have no bits.
    """

    kind: ClassVar[str] = "funnel"
    follows: ClassVar[dict[str, str]] = {"bits": "bits"}

    about: About
    population: int
    certain: int = field(metadata=called("population_certain"))
    steps: tuple[Step, ...] = field(metadata=called("funnel"))
    counts: Counts
    parts: tuple[Part, ...] = field(metadata=called("shares"))
    left: float = field(metadata=INSIDE)
    met: float = field(metadata=INSIDE)
    sampled: int
    asked: bool = False
    joined: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    care: str = CARE

    @property
    def bits(self) -> Bits:
        """What all clues narrow together, in bits."""
        return Bits(self.left, self.met)


# Each clue's share of the narrowing, whatever order the clues are taken in (Shapley's average).
#
# A clue taken first narrows more than the same clue taken last, where they overlap. So what it does
# is averaged over all orders; the shares add up to what all of them do together. Half a person is
# added on both sides, so that a clue that nobody meets has a finite number of bits.


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


# A population narrowed by clues in any order, and each clue's share whatever the order.


Fails = Callable[[Verdict], bool]


def narrowing(
    case: Case, content: Content, found: Sequence[Pattern], order: Sequence[str] = ()
) -> Narrowing:
    """Narrow by the required clues, those named in `order` first; supporting ones only if named.

    Raises RequestError where the order names no clue, or one twice.
    """
    clues = in_order(case, order)
    # whoever is taken off by hand is narrowed by no clue
    narrowed = [p for p in found if not p.by_hand]
    members = [p for p in narrowed if p.verdicts[POPULATION, ""] is Verdict.MET]
    everyone, certain = _persons(narrowed), _persons(members)
    names = [clue.id for clue in clues]
    left_of = left_by(clues, narrowed, lambda verdict: verdict is Verdict.NOT_MET)
    silent = [clue for clue in clues if rarity(clue, found).silent]
    telling = [clue for clue in clues if clue not in silent]
    met_of = left_by(telling, members, lambda verdict: verdict is not Verdict.MET)
    left, met = order_free(left_of, names, everyone), order_free(met_of, names, certain)
    whole = frozenset(names)
    return Narrowing(
        about=about(case, content),
        population=_persons(found),
        certain=_persons(p for p in found if p.verdicts[POPULATION, ""] is Verdict.MET),
        steps=tuple(table.steps(clues, found)),
        counts=_outcome(clues, found),
        parts=tuple(Part(c.id, c.deciding, left.bits[c.id], met.bits[c.id]) for c in clues),
        left=bits_of(left_of(whole), everyone),
        met=bits_of(met_of(whole), certain),
        sampled=left.sampled,
        asked=bool(order),
        joined=tuple(clue.id for clue in clues if clue.role is Role.SUPPORTING),
        silent=tuple(clue.id for clue in silent),
    )


def in_order(case: Case, order: Sequence[str]) -> tuple[Clue, ...]:
    """Give the clues that narrow: those named, then the other required ones as the case has them.

    Raises RequestError where a name is no clue's, or is given twice.
    """
    by_id = {clue.id: clue for clue in case.clues}
    for at, name in enumerate(order):
        if name not in by_id:
            raise RequestError(f"no clue is called {name!r}{nearest(name, by_id)}")
        if name in order[:at]:
            raise RequestError(f"the order names {name!r} twice")
    rest = (clue for clue in required(case) if clue.id not in order)
    return (*(by_id[name] for name in order), *rest)


def left_by(clues: Sequence[Clue], found: Sequence[Pattern], fails: Fails) -> LeftOf:
    """Give how many are left by a set of clues: those whom none of them fails."""
    bit = {clue.id: 1 << at for at, clue in enumerate(clues)}
    failed: Counter[int] = Counter()
    for pattern in found:
        mask = sum(bit[c.id] for c in clues if fails(kept(c, deciding(c, pattern.verdicts))))
        failed[mask] += pattern.persons

    def left_of(chosen: frozenset[str]) -> int:
        mask = sum(bit.get(name, 0) for name in chosen)
        return sum(persons for fails, persons in failed.items() if not fails & mask)

    return left_of


def _persons(found: Iterable[Pattern]) -> int:
    return sum(pattern.persons for pattern in found)


def _outcome(clues: Sequence[Clue], found: Sequence[Pattern]) -> Counts:
    """Count the population by where each person stands when all these clues have narrowed it."""
    return table.count_on_list(
        (p, min([p.verdicts[POPULATION, ""], *(kept(c, deciding(c, p.verdicts)) for c in clues)]))
        for p in found
    )
