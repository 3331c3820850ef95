"""Facts hidden by chance, in the pattern table: what one clue knows of one person, at a rate.

Persons of one pattern are alike, so that it is enough to draw how many of them lose which clues. A
register of a million persons is thinned as fast as its patterns are counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from narrow.model.case import Clue
from narrow.model.verdict import Verdict
from narrow.results.pattern import Key, Pattern

FEW = 32  # draws that are made one by one

Hidden = int  # a bit for each clue, in the order of the case


@dataclass(frozen=True, slots=True)
class Thinned:
    """A pattern table with facts hidden: for each pattern, how many persons lost which clues."""

    patterns: tuple[Pattern, ...]
    split: tuple[Mapping[Hidden, int], ...]


def binomial(number: int, rate: float, dice: Random) -> int:
    """Draw how many of `number` things happen, each with the same chance.

    A large number is cut at a value drawn for its middle thing, which halves it each time.
    """
    if rate >= 1:
        return number
    found = 0
    while number > FEW:
        middle = number // 2 + 1
        at = dice.betavariate(middle, number + 1 - middle)
        if at <= rate:
            found, number, rate = found + middle, number - middle, (rate - at) / (1 - at)
        else:
            number, rate = middle - 1, rate / at
    return found + sum(dice.random() < rate for _ in range(number))


def hide(
    verdicts: Mapping[Key, Verdict], clues: Sequence[Clue], hidden: Hidden
) -> dict[Key, Verdict]:
    """Give verdicts without what the hidden clues know: no record, in every reading."""
    left = dict(verdicts)
    for at, clue in enumerate(clues):
        if hidden >> at & 1:
            left.update({(clue.id, reading.name): Verdict.NO_RECORD for reading in clue.readings})
    return left


def thin(patterns: Sequence[Pattern], clues: Sequence[Clue], rate: float, dice: Random) -> Thinned:
    """Hide facts at a rate, independently for every person and clue."""
    split = tuple(_split(pattern, clues, rate, dice) for pattern in patterns)
    return Thinned(tuple(_merged(patterns, clues, split)), split)


def _split(pattern: Pattern, clues: Sequence[Clue], rate: float, dice: Random) -> dict[Hidden, int]:
    found = {0: pattern.persons}
    for at in _known(pattern, clues) if rate else ():
        halved: dict[Hidden, int] = {}
        for hidden, persons in found.items():
            gone = binomial(persons, rate, dice)
            if persons > gone:
                halved[hidden] = persons - gone
            if gone:
                halved[hidden | 1 << at] = gone
        found = halved
    return found


def _known(pattern: Pattern, clues: Sequence[Clue]) -> list[int]:
    """Give the places of the clues of which anything is known."""
    return [
        at
        for at, clue in enumerate(clues)
        if any(pattern.verdicts[clue.id, r.name] is not Verdict.NO_RECORD for r in clue.readings)
    ]


def _merged(
    patterns: Sequence[Pattern], clues: Sequence[Clue], split: Sequence[Mapping[Hidden, int]]
) -> Iterator[Pattern]:
    """Put those together whom the hidden facts made alike."""
    persons: dict[tuple[Verdict, ...], int] = {}
    kinds: dict[tuple[Verdict, ...], dict[Key, Verdict]] = {}
    for pattern, masks in zip(patterns, split, strict=True):
        for hidden, number in masks.items():
            left = hide(pattern.verdicts, clues, hidden)
            key = tuple(left.values())
            persons[key] = persons.get(key, 0) + number
            kinds.setdefault(key, left)
    for key, number in persons.items():
        yield Pattern(kinds[key], Verdict.MET, number)
