"""All persons in play together: chances, the people left, and who could still come near the top.

In play is whoever the required clues do not rule out and nobody took off by hand. Those named are
weighed one by one; of those beyond the ten thousand that are named only the pattern is known, which
is enough for sums.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, log2

from narrow.model.case import POPULATION
from narrow.model.verdict import Verdict
from narrow.model.weighing import Fit, Weight
from narrow.results.pattern import Pattern, deciding
from narrow.results.scale import Scale, Voice

TOP = 10
SURE = 0.95
MOST_OF_IT = 0.5  # of a sum: what is more is not taken off by subtraction, which would lose figures


@dataclass(frozen=True, slots=True)
class Crowd:
    """The weights of everyone in play, as sums of powers of two.

    `total` is the sum of 2^bits, `spread` that of 2^bits times bits; both relative to `shift`, the
    largest weight, so that no power overflows. `counted` tells how many persons have each weight.
    """

    shift: float
    total: float
    spread: float
    counted: Mapping[float, int] = field(default_factory=dict)

    def chance(self, bits: float) -> float:
        """Give the chance of one weight, among those in play."""
        return 2.0 ** (bits - self.shift) / self.total if self.total else 0.0

    @property
    def entropy(self) -> float:
        """The entropy of the chances, in bits."""
        return log2(self.total) - self.spread / self.total if self.total else 0.0

    @property
    def sum_bits(self) -> float:
        """The logarithm of the sum over everyone in play, in bits."""
        return self.shift + log2(self.total) if self.total else -inf

    def changed(self, before: float, after: float) -> "Crowd":
        """Give the crowd with one weight changed; minus infinity is off the list.

        By subtraction, which is quick; whoever outweighs all others is taken out by counting anew.
        """
        if 2.0 ** (before - self.shift) > MOST_OF_IT * self.total:
            counted = Counter(self.counted)
            counted[before] -= 1
            counted[after] += 1
            return crowd(counted.items())
        total, spread = self.total, self.spread
        for bits, sign in ((before, -1), (after, 1)):
            if bits > -inf:
                power = 2.0 ** (bits - self.shift)
                total += sign * power
                spread += sign * power * (bits - self.shift)
        return Crowd(self.shift, total, spread, self.counted)


def crowd(weights: Iterable[tuple[float, int]]) -> Crowd:
    """Sum up weights in bits, each with how many persons have it."""
    given = [(bits, persons) for bits, persons in weights if bits > -inf and persons]
    shift = max((bits for bits, _ in given), default=0.0)
    total = spread = 0.0
    for bits, persons in given:
        power = persons * 2.0 ** (bits - shift)
        total += power
        spread += power * (bits - shift)
    counted: Counter[float] = Counter()
    for bits, persons in given:
        counted[bits] += persons
    return Crowd(shift, total, spread, counted)


def beyond(
    scale: Scale, patterns: Sequence[Pattern], named: Iterable[Mapping[tuple[str, str], Verdict]]
) -> list[tuple[Weight, int]]:
    """Weigh those in play who are not named: patterns, less those named of each."""
    keys = [(clue.id, reading.name) for clue in scale.case.clues for reading in clue.readings]
    taken = Counter(tuple(verdicts[key] for key in keys) for verdicts in named)
    rest = []
    for pattern in patterns:
        if pattern.status is Verdict.NOT_MET:
            continue
        mine = tuple(pattern.verdicts[key] for key in keys)
        off = min(taken[mine], pattern.persons)
        taken[mine] -= off
        if pattern.persons > off:
            rest.append((scale.weigh(pattern.verdicts, {}), pattern.persons - off))
    return rest


def reach(weights: Sequence[Weight], rest: Sequence[tuple[Weight, int]]) -> int:
    """Count who could come among the first ten if their unknowns went their way."""
    counted = sorted(((w.bits, n) for w, n in [*((w, 1) for w in weights), *rest]), reverse=True)
    left = TOP
    bar = -inf
    for bits, persons in counted:
        bar = bits
        left -= persons
        if left <= 0:
            break
    return sum(w.high >= bar for w in weights) + sum(n for w, n in rest if w.high >= bar)


def fit(scale: Scale, patterns: Sequence[Pattern]) -> Fit:
    """Test whether the person meant is likely here: does anybody contradict few enough clues?

    A right person contradicts clue j with the chance (1 - r)(1 - p); the number of contradictions
    is the sum of such draws, and `allowed` covers 95 of 100 of them.
    """
    odds = [1.0]
    for voice in scale.voices:
        wrong = (1 - voice.right) * (1 - voice.share) if voice.right is not None else 0.0
        odds = [
            (odds[k] * (1 - wrong) if k < len(odds) else 0.0) + (odds[k - 1] * wrong if k else 0.0)
            for k in range(len(odds) + 1)
        ]
    allowed, covered = 0, odds[0]
    while covered < SURE and allowed + 1 < len(odds):
        allowed += 1
        covered += odds[allowed]
    members = [p for p in patterns if p.verdicts[POPULATION, ""] is not Verdict.NOT_MET]
    voices = [voice for voice in scale.voices if voice.right is not None]
    contradicted = [sum(_denies(voice, p) for voice in voices) for p in members]
    return Fit(min(contradicted, default=0), allowed)


def _denies(voice: Voice, pattern: Pattern) -> bool:
    """Tell whether a record contradicts a voice: one of its clues is enough."""
    clues = (rare.clue for rare in voice.rarities)
    return any(deciding(clue, pattern.verdicts) is Verdict.NOT_MET for clue in clues)
