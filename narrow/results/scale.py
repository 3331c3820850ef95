"""A scale weighs one person by all clues of a case, from verdicts alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from narrow.model.case import Case, Clue
from narrow.model.verdict import Verdict
from narrow.model.weighing import ClueWeight, Measure, Weight
from narrow.model.worth import Worth
from narrow.results.measure import (
    NOT_KNOWN,
    Rarity,
    Shares,
    agreement,
    bits,
    joint_share,
    rarity,
    voices,
)
from narrow.results.pattern import Key, Pattern, deciding

Verdicts = Mapping[Key, Verdict]


@dataclass(frozen=True, slots=True)
class Voice:
    """One clue, or several that count as one, with the chance that it is right."""

    rarities: tuple[Rarity, ...]
    right: float | None
    share: float

    @property
    def clue(self) -> Clue:
        """The clue that carries the weight."""
        return self.rarities[0].clue


@dataclass(frozen=True, slots=True)
class Scale:
    """The voices of a case, measured in one register."""

    case: Case
    voices: tuple[Voice, ...]

    @property
    def weighs(self) -> bool:
        """Whether any clue has a worth; without one, every weight is nothing."""
        return any(v.right is not None or v.clue.worth for v in self.voices)

    def weigh(self, verdicts: Verdicts, shares: Shares) -> Weight:
        """Weigh one person; a clue that speaks with another carries nothing of its own."""
        weights: dict[str, ClueWeight] = {}
        for voice in self.voices:
            weights[voice.clue.id] = _weight(voice, verdicts, shares)
            for told in voice.rarities[1:]:
                weights[told.clue.id] = ClueWeight(told.clue.id, 0.0, 0.0, 0.0)
        given = [deciding(clue, verdicts) for clue in self.case.clues]
        return Weight(
            bits=sum(w.bits for w in weights.values()),
            low=sum(w.low for w in weights.values()),
            high=sum(w.high for w in weights.values()),
            clues={clue.id: weights[clue.id] for clue in self.case.clues},
            contradictions=sum(verdict is Verdict.NOT_MET for verdict in given),
            unknown=sum(verdict in NOT_KNOWN for verdict in given),
        )

    def measures(self) -> tuple[Measure, ...]:
        """Tell what was measured of every clue, in the order of the case."""
        told = {}
        for voice in self.voices:
            for at, rare in enumerate(voice.rarities):
                told[rare.clue.id] = Measure(
                    clue=rare.clue.id,
                    share=voice.share if at == 0 else rare.share,
                    met=rare.met,
                    known=rare.known,
                    unknown=rare.unknown,
                    right=None if _is_stated(rare.clue) else voice.right,
                    said=_said(rare.clue, voice.right),
                    told_with=voice.clue.id if at else "",
                )
        return tuple(told[clue.id] for clue in self.case.clues)


def scale(
    case: Case, patterns: Sequence[Pattern], worse_by: Mapping[str, int] | None = None
) -> Scale:
    """Measure a case; `worse_by` moves the grade of a clue (-1 is one grade better)."""
    moved = worse_by or {}
    found = []
    for group in voices(case):
        rarities = tuple(rarity(clue, patterns) for clue in group)
        rights = [right_of(case, clue, moved.get(clue.id, 0)) for clue in group]
        known = [right for right in rights if right is not None]
        share = rarities[0].share if len(group) == 1 else joint_share(rarities, patterns)
        found.append(Voice(rarities, min(known, default=None), share))
    return Scale(case, tuple(found))


def right_of(case: Case, clue: Clue, worse_by: int = 0) -> float | None:
    """Give the chance that a clue is right: as the case says, or by the grade of its source."""
    if clue.worth and clue.worth.right is not None:
        return clue.worth.right
    return case.grades.right(clue.grade, worse_by) if case.grades else None


def _is_stated(clue: Clue) -> bool:
    """Tell a clue whose weight the case states: no chance of being right stands behind it."""
    return clue.worth is not None and clue.worth.right is None


def _said(clue: Clue, right: float | None) -> str:
    if clue.worth:
        return clue.worth.why
    if clue.grade and right is not None:
        return f"grade {clue.grade.code}"
    return f"grade {clue.grade.code} says nothing" if clue.grade else "no grade"


def _weight(voice: Voice, verdicts: Verdicts, shares: Shares) -> ClueWeight:
    clue, worth = voice.clue, voice.clue.worth
    if worth and worth.right is None:
        return _stated(clue, worth, deciding(clue, verdicts))
    if voice.right is None:
        return ClueWeight(clue.id, 0.0, 0.0, 0.0)
    right = voice.right

    def weighed(agrees: float) -> float:
        return 0.0 if agrees == voice.share else bits(right, agrees, voice.share)

    now = weighed(_agrees(voice, verdicts, shares, None))
    low = weighed(_agrees(voice, verdicts, shares, 0.0))
    high = weighed(_agrees(voice, verdicts, shares, 1.0))
    return ClueWeight(clue.id, now, min(low, now), max(high, now))


def _agrees(voice: Voice, verdicts: Verdicts, shares: Shares, unknown: float | None) -> float:
    """Say how far a record meets a voice; of several clues the least of them counts."""
    if len(voice.rarities) == 1:
        return agreement(voice.rarities[0], verdicts, shares, unknown)
    told: list[float] = []
    met_share = 1.0
    for rare in voice.rarities:
        if deciding(rare.clue, verdicts) in NOT_KNOWN and unknown is None:
            continue
        told.append(agreement(rare, verdicts, shares, unknown))
        met_share = min(met_share, rare.share)
    if len(told) == len(voice.rarities) or 0.0 in told:
        return min(told)
    # what is met tells something of what is not known: of those who meet one, so many meet both
    return min(voice.share / met_share, 1.0) * min(told, default=1.0)


def _stated(clue: Clue, worth: Worth, verdict: Verdict) -> ClueWeight:
    """Weigh by what the case says itself; not known weighs nothing all the same."""
    yes = worth.bits if worth.bits is not None else log2((worth.odds or (1.0, 1.0))[0])
    no = 0.0 if worth.odds is None else log2(worth.odds[1])
    if verdict in NOT_KNOWN:
        return ClueWeight(clue.id, 0.0, min(0.0, no, yes), max(0.0, no, yes))
    given = yes if verdict is Verdict.MET else no
    return ClueWeight(clue.id, given, given, given)


Weigh = Callable[[Verdicts, Shares], Weight]
