"""What is said of a fact's time is gathered into four days that bound it.

A post has a start and an end, but a partial record says more: a day on which it was held, a day by
which it was over, the holder's death, the last day the record speaks of, and that nothing ends
before it begins. Each of these only ever tightens the bounds. Dates that contradict each other say
nothing sure, so such a fact has no bounds at all: it stays in doubt instead of becoming a "no".
"""

from dataclasses import dataclass
from datetime import date, timedelta

from narrow.model.dates import EARLIEST, LATEST, UNKNOWN, Interval

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and last day on which a fact may have begun, and on which it may have ended."""

    begins_lo: date
    begins_hi: date
    ends_lo: date
    ends_hi: date

    @property
    def ends_mid(self) -> date:
        """The middle day of a coarse end; `LATEST` where the end is not bounded on both sides."""
        if self.ends_lo == EARLIEST or self.ends_hi == LATEST:
            return LATEST
        return Interval(self.ends_lo, self.ends_hi).middle


NO_BOUNDS = Bounds(EARLIEST, LATEST, EARLIEST, LATEST)


@dataclass(frozen=True, slots=True)
class Told:
    """What a row and the register tell of a fact's time; `UNKNOWN` where they tell nothing."""

    start: Interval = UNKNOWN
    end: Interval = UNKNOWN
    held_on: Interval = UNKNOWN
    ended_by: Interval = UNKNOWN
    died: Interval = UNKNOWN


def bounds(told: Told, known_until: date | None) -> Bounds:
    """Gather what is told into bounds; a post last held on day D has `ends` on D itself.

    `ended_by` D means over on D, so the last day held is the day before. A fact that stands in the
    record had begun by `known_until`, unless its own start says otherwise.
    """
    begins_lo, begins_hi = told.start.first, told.start.last
    ends_lo, ends_hi = told.end.first, told.end.last
    if told.held_on != UNKNOWN:
        begins_hi = min(begins_hi, told.held_on.last)
        ends_lo = max(ends_lo, told.held_on.first)
    if told.ended_by != UNKNOWN:
        ends_hi = min(ends_hi, told.ended_by.last - _DAY)
    if told.died != UNKNOWN:
        ends_hi = min(ends_hi, told.died.last)
    if known_until is not None and begins_lo <= known_until:
        begins_hi = min(begins_hi, known_until)
    ends_lo = max(ends_lo, begins_lo)
    begins_hi = min(begins_hi, ends_hi)
    if begins_lo > begins_hi or ends_lo > ends_hi:
        return NO_BOUNDS
    return Bounds(begins_lo, begins_hi, ends_lo, ends_hi)
