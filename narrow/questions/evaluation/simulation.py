"""Everybody in play under one description: how many persons stand where, and who is meant."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from operator import itemgetter
from random import Random
from typing import Any, NamedTuple

from narrow.model.cases import POPULATION, Clue, Role
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.findings import PLACES
from narrow.questions.evaluation.patterns import Key, Pattern, deciding, kept
from narrow.questions.evaluation.weights import Scale, Voice

# The verdict on the population, then for each voice the number of a piece.
Profile = tuple[int, ...]
Picked = Callable[[Mapping[Key, Verdict]], Any]


class Piece(NamedTuple):
    """What one voice does for a person: bits, bits at best, contradictions, where it puts them."""

    bits: float
    high: float
    contradicted: int
    stands: Verdict


class Line(NamedTuple):
    """Where a person stands on a list: the lesser `order` stands higher; weights in bits."""

    order: tuple[float, ...]
    bits: float
    high: float


@dataclass(frozen=True, slots=True)
class Lineup:
    """The persons of a register as profiles, from which the list of any description is summed up.

    A voice has few pieces, whatever the number of persons, and so each is weighed once.
    `as_written` lets the required clues of a description rule people out.
    """

    scale: Scale
    voices: tuple[Voice, ...]
    as_written: bool
    asked: tuple[Picked, ...]
    pieces: tuple[list[Piece], ...]
    numbers: tuple[dict[Any, int], ...]
    persons: Counter[Profile] = field(default_factory=Counter)
    lists: dict[int, Counter[Line]] = field(default_factory=dict)

    def profile(self, verdicts: Mapping[Key, Verdict]) -> Profile:
        """Say what every voice that is tried does for a person."""
        found = [int(verdicts[POPULATION, ""])]
        for at, asked in enumerate(self.asked):
            given = asked(verdicts)
            number = self.numbers[at].get(given)
            if number is None:
                number = self.numbers[at][given] = self._number(at, self._piece(at, verdicts))
            found.append(number)
        return tuple(found)

    def _number(self, at: int, piece: Piece) -> int:
        if piece not in self.pieces[at]:
            self.pieces[at].append(piece)
        return self.pieces[at].index(piece)

    def _piece(self, at: int, verdicts: Mapping[Key, Verdict]) -> Piece:
        voice = self.voices[at]
        weight = self.scale.weigh(verdicts, {}).clues[voice.clue.id]
        contradicted, stands = 0, Verdict.MET
        for rare in voice.rarities:
            given = deciding(rare.clue, verdicts)
            contradicted += given is Verdict.NOT_MET
            if self.as_written and rare.clue.role is not Role.SUPPORTING:
                stands = min(stands, kept(rare.clue, given))
        return Piece(weight.bits, weight.high, contradicted, stands)

    def line(self, profile: Profile, told: int) -> Line | None:
        """Say where a person stands under the voices told; None where one rules them out."""
        voices = self._speaking(told)
        return self._line((profile[0], *(profile[at + 1] for at in voices)), voices)

    def _speaking(self, told: int) -> list[int]:
        return [at for at in range(len(self.voices)) if told >> at & 1]

    def _line(self, heard: Profile, voices: Sequence[int]) -> Line | None:
        speaking = [self.pieces[at][n] for at, n in zip(voices, heard[1:], strict=True)]
        status = min([heard[0], *(piece.stands for piece in speaking)])
        bits = sum(piece.bits for piece in speaking)
        if status == Verdict.NOT_MET or bits == -inf:
            return None
        against = sum(piece.contradicted for piece in speaking)
        order = (-status, -round(bits, PLACES), against)
        return Line(order, bits, sum(piece.high for piece in speaking))

    def list_of(self, told: int) -> Counter[Line]:
        """Count everybody in play by where they stand; kept, for descriptions come again."""
        if told not in self.lists:
            voices = self._speaking(told)
            heard = itemgetter(0, *(at + 1 for at in voices))
            alike: Counter[Profile] = Counter()
            for profile, persons in self.persons.items():
                alike[heard(profile)] += persons
            found: Counter[Line] = Counter()
            for profile, persons in alike.items():
                line = self._line(profile, voices)
                if line is not None:
                    found[line] += persons
            self.lists[told] = found
        return self.lists[told].copy()


def line_up(
    scale: Scale, voices: Sequence[Voice], patterns: Sequence[Pattern], *, as_written: bool
) -> Lineup:
    """Count the persons of a register by profile."""
    asked = [
        itemgetter(*((r.clue.id, x.name) for r in v.rarities for x in r.clue.counting))
        for v in voices
    ]
    lineup = Lineup(
        scale,
        tuple(voices),
        as_written,
        tuple(asked),
        tuple([] for _ in voices),
        tuple({} for _ in voices),
    )
    for pattern in patterns:
        lineup.persons[lineup.profile(pattern.verdicts)] += pattern.persons
    return lineup


def rank(lines: Mapping[Line, int], mine: Line) -> float:
    """Give somebody's rank among all; of equals each has the rank in their middle."""
    above = sum(persons for line, persons in lines.items() if line.order < mine.order)
    equal = sum(persons for line, persons in lines.items() if line.order == mine.order)
    return above + (equal + 1) / 2


def bar(lines: Mapping[Line, int], top: int) -> float:
    """Give the weight in bits of the last of the first `top`, which one must be able to reach."""
    left, least = top, -inf
    for line in sorted(lines, key=lambda line: -line.bits):
        if not lines[line]:
            continue
        least = line.bits
        left -= lines[line]
        if left <= 0:
            break
    return least


def could(lines: Mapping[Line, int], least: float) -> int:
    """Count who could reach a weight in bits if what is not known went their way."""
    return sum(persons for line, persons in lines.items() if line.high >= least)


# Facts hidden by chance, in the pattern table: what one clue knows of one person, at a rate.
#
# Persons of one pattern are alike, so that it is enough to draw how many of them lose which clues.
# A
# register of a million persons is thinned as fast as its patterns are counted.


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
