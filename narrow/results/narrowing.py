"""A population narrowed by clues in any order, and each clue's share whatever the order."""

from collections import Counter
from collections.abc import Callable, Sequence

from narrow.errors import RequestError, nearest
from narrow.model.case import POPULATION, Case, Clue, Role
from narrow.model.finding import Counts
from narrow.model.narrowing import Narrowing, Part
from narrow.model.register import Content
from narrow.model.verdict import Verdict
from narrow.results import patterns as table
from narrow.results.about import about
from narrow.results.pattern import Pattern, deciding, kept, required
from narrow.results.shares import LeftOf, bits_of, order_free

Fails = Callable[[Verdict], bool]


def narrowing(
    case: Case, content: Content, found: Sequence[Pattern], order: Sequence[str] = ()
) -> Narrowing:
    """Narrow by the required clues, those named in `order` first; supporting ones only if named.

    Raises RequestError where the order names no clue, or one twice.
    """
    clues = in_order(case, order)
    everyone = sum(pattern.persons for pattern in found)
    members = [p for p in found if p.verdicts[POPULATION, ""] is Verdict.MET]
    certain = sum(pattern.persons for pattern in members)
    names = [clue.id for clue in clues]
    left_of = left_by(clues, found, lambda verdict: verdict is Verdict.NOT_MET)
    met_of = left_by(clues, members, lambda verdict: verdict is not Verdict.MET)
    left, met = order_free(left_of, names, everyone), order_free(met_of, names, certain)
    whole = frozenset(names)
    return Narrowing(
        about=about(case, content),
        population=everyone,
        certain=certain,
        steps=tuple(table.steps(clues, found)),
        counts=_outcome(clues, found),
        parts=tuple(Part(c.id, c.deciding, left.bits[c.id], met.bits[c.id]) for c in clues),
        left=bits_of(left_of(whole), everyone),
        met=bits_of(met_of(whole), certain),
        sampled=left.sampled,
        asked=bool(order),
        joined=tuple(clue.id for clue in clues if clue.role is Role.SUPPORTING),
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
        mask = sum(bit[name] for name in chosen)
        return sum(persons for fails, persons in failed.items() if not fails & mask)

    return left_of


def _outcome(clues: Sequence[Clue], found: Sequence[Pattern]) -> Counts:
    """Count the population by where each person stands when all these clues have narrowed it."""
    return table.count(
        (
            min([p.verdicts[POPULATION, ""], *(kept(c, deciding(c, p.verdicts)) for c in clues)]),
            p.persons,
        )
        for p in found
    )
