"""A grade is an Admiralty code: how reliable a source is, and how credible what it says.

Reliability A to F, credibility 1 to 6, written `B2` (NATO AJP-2.1). F and 6 mean "cannot be
judged". The two scales are not independent in practice, so a grade is ordered by the worse of the
two, and a tie by the other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import total_ordering

_WRITTEN = re.compile(r"[A-F][1-6]")

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}

_STEPS = {
    f"{letter}{number}": (max(at, number), min(at, number))
    for at, letter in enumerate("ABCDEF", start=1)
    for number in range(1, 7)
}


@total_ordering
@dataclass(frozen=True, slots=True)
class Grade:
    """An Admiralty code such as `B2`; the better grade is the lesser one and sorts first."""

    code: str

    def __post_init__(self) -> None:
        if not _WRITTEN.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is no Admiralty grade; expected A1 to F6, such as B2")

    @property
    def steps(self) -> tuple[int, int]:
        """The worse and the better of the two scales as steps from the best, 1 to 6."""
        return _STEPS[self.code]

    @property
    def words(self) -> str:
        """The grade in words: `usually reliable, probably true`."""
        return f"{RELIABILITY[self.code[0]]}, {CREDIBILITY[self.code[1]]}"

    def __lt__(self, other: "Grade") -> bool:
        return (self.steps, self.code) < (other.steps, other.code)


UNGRADED = Grade("F6")


# What a clue is worth: how likely it is right, by its grade or by what a case says of it.


WORST = 5  # E and 5; F and 6 cannot be judged, which is no step of a scale


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance that a clue of this grade is right, and why we think so."""

    right: float
    reason: str


@dataclass(frozen=True, slots=True)
class Grades:
    """A table from the worse step of a grade (1 to 5) to a chance; nothing for F and 6."""

    id: str
    chances: Mapping[int, Chance]

    def right(self, grade: Grade | None, worse_by: int = 0) -> float | None:
        """Give the chance that a clue of a grade is right; None where it cannot be judged.

        `worse_by` moves the grade along the scale, not beyond its ends: -1 is one grade better.
        """
        if grade is None or grade.steps[0] > WORST:
            return None
        step = min(max(grade.steps[0] + worse_by, 1), WORST)
        found = self.chances.get(step)
        return found.right if found else None


@dataclass(frozen=True, slots=True)
class Worth:
    """How much a clue weighs where a case says so itself, and why; one of the three is given.

    `right` is the chance that the clue is right. `bits` is what a met clue weighs; not met then
    weighs nothing. `odds` are the likelihood ratios of met and of not met.
    """

    why: str
    right: float | None = None
    bits: float | None = None
    odds: tuple[float, float] | None = None
