"""What a description leaves when phrases of it are made coarser, by arithmetic on patterns.

A coarser phrase is met where it or the phrase itself is: the greater of the two verdicts. So no
change makes a set smaller.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrow.model.exposure import Change, Pair, Size, Threshold
from narrow.model.verdict import Verdict

Option = tuple[int, int]
"""A required clue and one of its coarser forms, each by its place."""

MOST_FAILED = 2  # whoever fails more phrases than can be changed at once stays out


@dataclass(frozen=True, slots=True)
class Row:
    """One pattern: the verdict of every phrase, and of every coarser form of it."""

    population: Verdict
    own: tuple[Verdict, ...]
    forms: tuple[tuple[Verdict, ...], ...]
    persons: int

    def under(self, chosen: Mapping[int, int]) -> Verdict:
        """Give where such a person stands when the chosen forms replace their phrases."""
        given = (
            self.forms[at][chosen[at]] if at in chosen else verdict
            for at, verdict in enumerate(self.own)
        )
        return min(self.population, min(given, default=Verdict.MET))


@dataclass(frozen=True, slots=True)
class Widened:
    """The patterns that one change, or two, can bring in; the others are left out."""

    rows: Sequence[Row]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Widened":
        """Keep what can matter."""
        return cls([r for r in rows if r.own.count(Verdict.NOT_MET) <= MOST_FAILED])

    def size(self, *options: Option) -> Size:
        """Give the size of the set under one form of each of some phrases."""
        chosen = dict(options)
        low = high = 0
        for row in self.rows:
            verdict = row.under(chosen)
            low += row.persons * (verdict is Verdict.MET)
            high += row.persons * (verdict is not Verdict.NOT_MET)
        return Size(low, high)

    def together(self) -> Counter[tuple[Option, Option]]:
        """Count who fits for certain under two forms at once and under neither alone."""
        found: Counter[tuple[Option, Option]] = Counter()
        for row in self.rows:
            short = [at for at, verdict in enumerate(row.own) if verdict is not Verdict.MET]
            if row.population is not Verdict.MET or len(short) != MOST_FAILED:
                continue
            one, other = ([(at, form) for form in _met(row.forms[at])] for at in short)
            for pair in ((a, b) for a in one for b in other):
                found[pair] += row.persons
        return found


def _met(verdicts: Sequence[Verdict]) -> Iterator[int]:
    return (at for at, verdict in enumerate(verdicts) if verdict is Verdict.MET)


def threshold(
    widened: Widened, options: Mapping[Option, Change], now: Size, wanted: int
) -> Threshold:
    """Hold the certain set against a number, and find the least that mends it where it is short."""
    if now.low >= wanted:
        return Threshold(wanted, 0)
    enough = [change for change in options.values() if change.size.low >= wanted]
    single = min(enough, key=lambda c: (c.size.low, c.size.high), default=None)
    return Threshold(wanted, wanted - now.low, single, _pair(widened, options, now, wanted))


def _pair(
    widened: Widened, options: Mapping[Option, Change], now: Size, wanted: int
) -> Pair | None:
    """Find the two changes of different phrases that leave the smallest set large enough."""
    together = widened.together()
    short = {o: c.size.low - now.low for o, c in options.items() if c.size.low < wanted}
    best: tuple[int, Option, Option] | None = None
    for one, gain in short.items():
        for other, more in short.items():
            if one[0] >= other[0]:
                continue
            low = now.low + gain + more + together[one, other]
            if low >= wanted and (best is None or low < best[0]):
                best = (low, one, other)
    if best is None:
        return None
    _, one, other = best
    return Pair(options[one], options[other], widened.size(one, other))
