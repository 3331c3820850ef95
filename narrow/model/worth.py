"""What a clue is worth: how likely it is right, by its grade or by what a case says of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from narrow.model.admiralty import Grade

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
