"""Weights and chances in words: bits with one figure, chances rounded to what can be grasped.

Never more than that: `1 in 8` is a lead, and three digits would be a claim.
"""

from math import inf, log

from narrow.model.evidence import Measure, Weight

_ONE_IN = (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 70, 100)
_LIKELY = ((0.45, "1 in 2"), (0.60, "2 in 3"), (0.71, "3 in 4"), (0.85, "9 in 10"))
_STRENGTHS = ((5.0, "strong"), (3.0, "good"), (1.5, "some"), (0.5, "slight"))
RARE = 0.009
NEARLY = 0.95


def chance(given: float) -> str:
    """Say a chance in rounded words: "1 in 8", "below 1 in 100", never as digits."""
    if given < RARE:
        return "below 1 in 100"
    if given >= NEARLY:
        return "more than 9 in 10"
    for least, words in reversed(_LIKELY):
        if given >= least:
            return words
    return f"1 in {min(_ONE_IN, key=lambda n: abs(log(n * given)))}"


def bits(given: float) -> str:
    """Say a weight with its sign and one figure: "+2.9", "-3.3"; minus infinity excludes."""
    if given == -inf:
        return "excludes"
    return f"{given + 0.0:+.1f}".replace("-0.0", "0.0").replace("+0.0", "0.0")


def strength(given: float) -> str:
    """Say how much a weight is in a word: slight, some, good, strong, for or against."""
    for least, word in _STRENGTHS:
        if round(abs(given), 1) >= least:
            return f"{word} {'support' if given > 0 else 'contradiction'}"
    return "next to nothing"


def band(weight: Weight) -> str:
    """Say a weight and between what it would lie if the unknowns were settled."""
    said = f"{bits(weight.bits)} bits"
    if round(weight.low, 1) == round(weight.high, 1):
        return said
    return f"{said} ({bits(weight.low)} to {bits(weight.high)})"


def weighs(weight: Weight) -> str:
    """Say what somebody weighs: bits, contradicted clues, and a chance where one may be shown."""
    said = band(weight)
    if weight.contradictions:
        plural = "" if weight.contradictions == 1 else "s"
        said = f"{said}, contradicts {weight.contradictions} clue{plural}"
    return f"{said}, {chance(weight.chance)}" if weight.chance is not None else said


def rarity(measure: Measure) -> str:
    """Say how many meet a clue among those of whom it is known: "49 of 389 known"."""
    unknown = f" ({measure.unknown} not known)" if measure.unknown else ""
    return f"{measure.met} of {measure.known} known{unknown}"


def percent(share: float) -> str:
    """Say a share in whole per cent, and "under 1 %" where it is less."""
    whole = round(100 * share)
    return f"{whole} %" if whole else "under 1 %"
