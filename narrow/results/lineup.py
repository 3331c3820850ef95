"""Everybody in play under one description: how many persons stand where, and who is meant."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from operator import itemgetter
from typing import Any, NamedTuple

from narrow.model.case import POPULATION, Role
from narrow.model.verdict import Verdict
from narrow.results.pattern import Key, Pattern, deciding, kept
from narrow.results.rank import PLACES
from narrow.results.scale import Scale, Voice

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
