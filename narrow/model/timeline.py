"""The facts of one person in time, and which of them decided a clue."""

from dataclasses import dataclass
from datetime import date

from narrow.model.dates import Interval
from narrow.model.inquiry import Why
from narrow.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Held:
    """A fact that has a time: the days on which it may have begun, and may have ended.

    `decides` names the clues that it decided, with the verdict that it gave them. A fact that is
    one day only ends on the day on which it began. `later` facts begin after the as-of day.
    """

    table: str
    row: int
    says: str
    begins: Interval
    ends: Interval
    decides: tuple[tuple[str, Verdict], ...] = ()
    later: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """One person's facts in time, the earliest first, and why that person is on the list or not.

    `left_out` counts the facts of somebody of whom too many are known to be shown.
    """

    why: Why
    day: date
    facts: tuple[Held, ...]
    left_out: int = 0
