"""How rare a clue is and how much it is worth, measured on the patterns of the register.

One formula, in bits, per clue and person (features.md D): `log2(r·a/p + 1 - r)`. r is the chance
that the clue is right, p the share of the population that meets it among those of whom it is known,
smoothed by half a person (Jeffreys), a how far the person's record meets it.

r = 1 and met gives log2(1/p), the information in the clue; r = 1 and not met excludes (minus
infinity); m = r·a + (1 - r)·p and u = p is a Fellegi-Sunter weight.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log2

from narrow.model.case import POPULATION, Case, Clue
from narrow.model.verdict import Verdict
from narrow.results.pattern import Key, Pattern

HALF = 0.5  # a person: no share is ever 0 or 1
NOT_KNOWN = (Verdict.IN_DOUBT, Verdict.NO_RECORD)

Shares = Mapping[Key, float]  # the share of days on which a date in doubt would meet a reading


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many persons meet a clue, reading by reading, among those of whom it is known."""

    clue: Clue
    shares: tuple[float, ...]
    met: int
    known: int
    unknown: int

    @property
    def share(self) -> float:
        """The share that meets the clue, by the beliefs in its readings."""
        return sum(q * p for q, p in zip(self.clue.beliefs, self.shares, strict=True))


def bits(right: float, agrees: float, share: float) -> float:
    """Weigh one clue for one person; minus infinity where a right clue excludes."""
    likelier = right * agrees / share + 1 - right
    return log2(likelier) if likelier > 0 else -inf


def rarity(clue: Clue, patterns: Sequence[Pattern]) -> Rarity:
    """Count who meets each counting reading of a clue, a broader one including the narrower."""
    shares, met, known, total = [], 0, 0, 0
    for at in range(len(clue.counting)):
        met = known = total = 0
        for pattern in patterns:
            if pattern.verdicts[POPULATION, ""] is Verdict.NOT_MET:
                continue
            best = max(pattern.verdicts[clue.id, r.name] for r in clue.counting[: at + 1])
            total += pattern.persons
            met += pattern.persons * (best is Verdict.MET)
            known += pattern.persons * (best not in NOT_KNOWN)
        shares.append((met + HALF) / (known + 2 * HALF))
    return Rarity(clue, tuple(shares), met, known, total - known)


def agreement(
    rare: Rarity, verdicts: Mapping[Key, Verdict], shares: Shares, unknown: float | None = None
) -> float:
    """Say how far a record meets a clue, 0 to 1: the beliefs in the readings that it meets.

    Nothing known gives exactly the clue's share, and so a weight of nothing. `unknown` puts 0 or 1
    in place of what is not known, for the band.
    """
    clue = rare.clue
    given = [verdicts[clue.id, reading.name] for reading in clue.counting]
    known_dates = [shares.get((clue.id, reading.name)) for reading in clue.counting]
    best = max(given)
    if best is Verdict.NOT_MET:
        return 0.0
    if best in NOT_KNOWN and unknown is None and not any(s is not None for s in known_dates):
        return rare.share
    first = given.index(Verdict.MET) if best is Verdict.MET else len(given)
    within = rare.shares[first] if best is Verdict.MET else 1.0
    agrees = 0.0
    for at, (belief, verdict, share) in enumerate(
        zip(clue.beliefs, given, known_dates, strict=True)
    ):
        if at >= first:
            agrees += belief
        elif verdict is not Verdict.NOT_MET:
            usual = min(rare.shares[at] / within, 1.0) if share is None else share
            agrees += belief * (usual if unknown is None else unknown)
    return agrees


def joint_share(rarities: Sequence[Rarity], patterns: Iterable[Pattern]) -> float:
    """Measure the share that meets several clues at once, among those of whom all are known."""
    agreed = known = 0.0
    for pattern in patterns:
        verdicts = pattern.verdicts
        best = [max(verdicts[r.clue.id, x.name] for x in r.clue.counting) for r in rarities]
        if verdicts[POPULATION, ""] is Verdict.NOT_MET or any(v in NOT_KNOWN for v in best):
            continue
        known += pattern.persons
        agreed += pattern.persons * min(agreement(r, verdicts, {}) for r in rarities)
    return (agreed + HALF) / (known + 2 * HALF)


def voices(case: Case) -> tuple[tuple[Clue, ...], ...]:
    """Group clues that say the same thing out of one chain of sources: they count once.

    Two clues are one voice where one source copies the other, or both are the same, and they ask
    the same of a person or one quote contains the other.
    """
    groups: list[list[Clue]] = []
    for clue in case.clues:
        for group in groups:
            if clue.origin and clue.origin == group[0].origin and _alike(clue, group[0]):
                group.append(clue)
                break
        else:
            groups.append([clue])
    return tuple(map(tuple, groups))


def _alike(one: Clue, other: Clue) -> bool:
    if [r.body for r in one.readings] == [r.body for r in other.readings]:
        return True
    short, long = sorted((one.quote.casefold(), other.quote.casefold()), key=len)
    return bool(short) and short in long
