"""Descriptions written by chance: somebody is drawn, and each clue tells of them or goes astray.

A clue tells the truth as often as it is right, and otherwise speaks of somebody drawn at random. So
it comes to be said of a person with the chance m = r·a + (1 - r)·p, which is p times two to the
weight that it has for them: the weights are tested against the very model that they stand for.
"""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from narrow.errors import RequestError
from narrow.model.backtest import Setup
from narrow.model.case import Clue
from narrow.results.pattern import Pattern
from narrow.results.scale import Scale, Voice

LEAST_TOLD = 2
MOST_DRAWN = 2000  # for one description


@dataclass(frozen=True, slots=True)
class Drawn:
    """One description: whose (a pattern), whether they are in the register, which voices speak.

    `told` has a bit for each voice that is tried. `holes` has a number for each clue: its fact is
    hidden where the rate is above it, so that the holes of one rate are among those of a higher.
    `pick` says which of the persons alike.
    """

    pattern: int
    outside: bool
    told: int
    holes: tuple[float, ...]
    pick: float


def tried(scale: Scale) -> tuple[tuple[Voice, ...], tuple[tuple[Clue, str], ...]]:
    """Part the voices of which something says how often they are right from all other clues."""
    kept, left = [], []
    for voice in scale.voices:
        stated = voice.clue.worth is not None and voice.clue.worth.right is None
        if voice.right is not None and not stated:
            kept.append(voice)
            continue
        why = "its weight is stated" if stated else "nothing says how often it is right"
        left += [(rare.clue, why) for rare in voice.rarities]
    return tuple(kept), tuple(left)


def describe(
    scale: Scale, patterns: Sequence[Pattern], setup: Setup
) -> tuple[tuple[Drawn, ...], int]:
    """Draw persons and write their descriptions; gives how many had too few clues, too."""
    dice = Random(setup.seed)  # noqa: S311 - a simulation must be repeatable, not secret
    voices, _ = tried(scale)
    bounds = list(accumulate(pattern.persons for pattern in patterns))
    chances: dict[int, tuple[float, ...]] = {}
    found: list[Drawn] = []
    redrawn = vain = 0
    while len(found) < setup.trials:
        at = bisect(bounds, dice.randrange(bounds[-1]))
        if at not in chances:
            chances[at] = tuple(_chances(scale, voices, patterns[at]))
        told = sum((dice.random() < said) << v for v, said in enumerate(chances[at]))
        if told.bit_count() < LEAST_TOLD:
            redrawn, vain = redrawn + 1, vain + 1
            _give_up_after(vain)
            continue
        vain = 0
        holes = tuple(dice.random() for _ in scale.case.clues)
        found.append(Drawn(at, dice.random() < (setup.outside or 0), told, holes, dice.random()))
    return tuple(found), redrawn


def _give_up_after(vain: int) -> None:
    if vain >= MOST_DRAWN:
        raise RequestError(
            f"no description of {LEAST_TOLD} clues came of {MOST_DRAWN} persons drawn: too few "
            "people of this register meet the clues of the case"
        )


def _chances(scale: Scale, voices: Sequence[Voice], pattern: Pattern) -> Iterator[float]:
    weights: Mapping[str, float] = {
        name: weight.bits for name, weight in scale.weigh(pattern.verdicts, {}).clues.items()
    }
    for voice in voices:
        yield voice.share * 2.0 ** weights[voice.clue.id]
