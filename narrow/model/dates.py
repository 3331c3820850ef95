"""A date is an interval of days: `2018` is a year long and not its first of January.

Outside, dates are EDTF text (Extended Date/Time Format, ISO 8601-2, levels 0 and 1). Inside, they
are the first and the last day on which the thing may have happened, both days included. What is
not known reaches from `EARLIEST` to `LATEST`: sentinels instead of NULL, because a comparison with
NULL is neither true nor false and has turned "not known" into "no" before.

An approximate or uncertain date (`~`, `?`, `%`) is widened by the register's stated tolerance, two
years unless it says otherwise; the qualifier stays visible in the text.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

EARLIEST = date(1000, 1, 1)
LATEST = date(9999, 12, 31)
CIRCA_YEARS = 2
OPEN = ".."

_CALENDAR = re.compile(r"(\d{3}[\dX]|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?", re.ASCII)
_SEASONS = range(21, 25)


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `first` to `last`, both included, on one of which something happened."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"it ends ({self.last}) before it begins ({self.first})")

    @property
    def middle(self) -> date:
        """The day with as many days of the interval before it as after it."""
        return self.first + (self.last - self.first) // 2


UNKNOWN = Interval(EARLIEST, LATEST)


def parse(text: str, *, circa_years: int = CIRCA_YEARS) -> Interval:
    """Read an EDTF date of level 0 or 1 as the interval of days that it allows.

    Blank is `UNKNOWN`. A season is read as its whole year, for it falls differently on the two
    halves of the earth. Raises ValueError with what is wrong and what was expected.
    """
    text = text.strip()
    if not text:
        return UNKNOWN
    if text.startswith("[") and text.endswith("]"):
        parts = [_point(part.strip(), circa_years) for part in text[1:-1].split(",")]
        return Interval(min(p.first for p in parts), max(p.last for p in parts))
    if "/" not in text:
        return _point(text, circa_years)
    start, _, end = text.partition("/")
    first = EARLIEST if start in ("", OPEN) else _point(start, circa_years).first
    last = LATEST if end in ("", OPEN) else _point(end, circa_years).last
    return Interval(first, last)


def _point(text: str, circa_years: int) -> Interval:
    bare = text.rstrip("~?%")
    found = _CALENDAR.fullmatch(bare)
    if not found or len(text) - len(bare) > 2:
        raise ValueError(f"{text!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD")
    first, last = _bounds(text, *found.groups())
    if bare == text:
        return Interval(first, last)
    return Interval(_shifted(first, -circa_years), _shifted(last, circa_years))


def _bounds(text: str, year: str, month: str | None, day: str | None) -> tuple[date, date]:
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low < EARLIEST.year:
        raise ValueError(f"{text!r} is before the year {EARLIEST.year}")
    whole_year = month is None or month == "XX" or int(month) in _SEASONS
    if low != high or whole_year:
        if day not in (None, "XX") or (low != high and month not in (None, "XX")):
            raise ValueError(f"{text!r} is exact after an unknown part; write only what is known")
        return date(low, 1, 1), date(high, 12, 31)
    try:
        if day not in (None, "XX"):
            exact = date(low, int(month), int(day))  # type: ignore[arg-type]
            return exact, exact
        first = date(low, int(month), 1)  # type: ignore[arg-type]
    except ValueError:
        raise ValueError(f"{text!r} is not in the calendar") from None
    return first, _month_end(first)


def _month_end(first: date) -> date:
    if (first.year, first.month) == (LATEST.year, LATEST.month):
        return LATEST
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return following - timedelta(days=1)


def _shifted(day: date, years: int) -> date:
    year = day.year + years
    if not EARLIEST.year <= year <= LATEST.year:
        return EARLIEST if year < EARLIEST.year else LATEST
    try:
        return day.replace(year=year)
    except ValueError:  # the 29th of February of a year that has none
        return day.replace(year=year, day=28)


def years_before(day: date, years: int) -> date:
    """Give the day so many whole years before another (29 February becomes the 28th)."""
    return _shifted(day, -years)
