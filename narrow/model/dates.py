"""A date is an interval of days: `2018` is a year long and not its first of January.

Outside, dates are EDTF text (Extended Date/Time Format, ISO 8601-2, levels 0 and 1). Inside, they
are the first and the last day on which the thing may have happened, both days included. What is
not known reaches from `EARLIEST` to `LATEST`: sentinels instead of NULL, because a comparison with
NULL is neither true nor false and has turned "not known" into "no" before.

An approximate or uncertain date (`~`, `?`, `%`) is widened by the register's stated tolerance, two
years unless it says otherwise; the qualifier stays visible in the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

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

    @property
    def shown(self) -> str:
        """The interval in figures, as short as it can be: a day, a month, a year, or two days."""
        if self.first == self.last:
            return self.first.isoformat()
        if self.first.day == 1 and self.last == _month_end(self.first):
            return f"{self.first:%Y-%m}"
        year = self.first.year
        if (self.first, self.last) == (date(year, 1, 1), date(year, 12, 31)):
            return str(year)
        first = ".." if self.first == EARLIEST else str(self.first)
        return f"{first}/{'..' if self.last == LATEST else self.last}"


UNKNOWN = Interval(EARLIEST, LATEST)


def parse(text: str, *, circa_years: int = CIRCA_YEARS) -> Interval:
    """Read an EDTF date of level 0 or 1 as the interval of days that it allows.

    Blank is `UNKNOWN`. A season is read as its whole year, for it falls differently on the two
    halves of the earth. Raises ValueError with what is wrong and what was expected.
    """
    return hull(rivals(text, circa_years=circa_years))


def rivals(text: str, *, circa_years: int = CIRCA_YEARS) -> tuple[Interval, ...]:
    """Read an EDTF date as the intervals of which one is right: `[1950,1970]` is two years.

    All other forms are one interval. Raises ValueError as `parse` does.
    """
    text = text.strip()
    if not text:
        return (UNKNOWN,)
    if text.startswith("[") and text.endswith("]"):
        return tuple(_point(part.strip(), circa_years) for part in text[1:-1].split(","))
    if "/" not in text:
        return (_point(text, circa_years),)
    start, _, end = text.partition("/")
    first = EARLIEST if start in ("", OPEN) else _point(start, circa_years).first
    last = LATEST if end in ("", OPEN) else _point(end, circa_years).last
    return (Interval(first, last),)


def hull(several: Iterable[Interval]) -> Interval:
    """Give the days from the first to the last that some of several intervals allow."""
    told = tuple(several)
    return Interval(min(i.first for i in told), max(i.last for i in told))


def apart(several: Iterable[Interval]) -> tuple[Interval, ...]:
    """Put together what overlaps or touches; gives the intervals between which days lie, sorted."""
    found: list[Interval] = []
    for one in sorted(several, key=lambda i: (i.first, i.last)):
        if found and one.first.toordinal() <= found[-1].last.toordinal() + 1:
            found[-1] = Interval(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return tuple(found)


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


# A birthday decides only where somebody of whom lists speak can have it.
#
# 1345 is 1966 of the solar Hijri calendar, 2509 the same year of the Buddhist era: taken as they
# stand they make a sure "not in his fifties". And 1900-01-01 is what a spreadsheet shows for day 1,
# which stands for "unknown" far more often than for a birthday.


BORN_SINCE = date(1850, 1, 1)
BORN_UNTIL = date(2100, 12, 31)
STAND_INS = frozenset({date(1900, 1, 1)})


def may_be_born(when: Interval, known_until: date | None = None) -> bool:
    """Tell whether a person of a list can have been born then: from 1850 to the list's own day.

    Where a list does not say until when it speaks, nobody is born after 2100: no clock is read.
    """
    if when.first == when.last and when.first in STAND_INS:
        return False
    return when.last >= BORN_SINCE and when.first <= (known_until or BORN_UNTIL)


# A form of date, "DD/MM/YYYY" or "MMMM YYYY", reads the dates of a list as EDTF.
#
# A form is made of a few tokens and of the marks between them. It is never a pattern of anybody's
# own: the marks stand for themselves.


EDTF = "EDTF"
ALWAYS = ("YYYY-MM-DD", "YYYY-MM", "YYYY")
TOKENS = ("YYYY", "MMMM", "MM", "DD", "EDTF")
_CIRCA = ("approximately", "approx.", "around", "circa", "c.", "ca.", "about")
_PIECE = re.compile(
    r"EDTF|YYYY|MMMM|MM|DD|approximately|approx\.|around|circa|ca\.|c\.|about|de|of|[\s.,/\-]+|.",
    re.DOTALL | re.IGNORECASE,
)
_JOINING = ("de", "of")
_TIME_OF_DAY = re.compile(
    r"(?<=\d)(?:T|\s+)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[ap]\.?m\.?)?(?:Z|[+-]\d\d:?\d\d)?\s*$",
    re.IGNORECASE | re.ASCII,
)
_LONGEST = 60  # characters of a text that may be a date
_MONTHS = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre", "setiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)


@dataclass(frozen=True, slots=True)
class DateForm:
    """A form of date as somebody wrote it, and how a text of that form is taken apart."""

    text: str
    pattern: re.Pattern[str] | None = None
    circa: bool = False

    def read(self, text: str) -> str:
        """Give a text of this form as EDTF; blank where it is not of it, or no day there is."""
        if len(text) > _LONGEST:
            return ""
        if self.pattern is None:
            return _checked(text)
        found = self.pattern.fullmatch(text)
        if found is None:
            return ""
        parts = found.groupdict()
        month = _month(parts["MMMM"]) if "MMMM" in parts else parts.get("MM")
        if month == "":
            return ""
        given = (parts["YYYY"], month, parts.get("DD"))
        day = _checked("-".join(part.zfill(2) for part in given if part))
        return _checked(f"{day}~") if day and self.circa else day


def date_form(text: str) -> DateForm:
    """Read a form; raises ValueError with what is wrong and what was expected."""
    if text == EDTF:
        return DateForm(text)
    pieces = [p if p in TOKENS else p.lower() for p in _PIECE.findall(text.strip())]
    tokens = [piece for piece in pieces if piece in TOKENS]
    strange = [p for p in pieces if p not in (*TOKENS, *_CIRCA, *_JOINING) and p.strip(" .,/-")]
    if strange or EDTF in tokens:
        said = "".join(strange) or EDTF
        raise ValueError(f"{text!r} has {said!r}, which is no part of a date; expected {_EXPECTED}")
    if len(tokens) != len(set(tokens)) or {"MM", "MMMM"} <= set(tokens):
        raise ValueError(f"{text!r} names a part of the date twice")
    if "YYYY" not in tokens:
        raise ValueError(f"{text!r} has no year (YYYY); a date without one is not known")
    if "DD" in tokens and not {"MM", "MMMM"} & set(tokens):
        raise ValueError(f"{text!r} has a day and no month")
    pattern = re.compile("".join(_patterns(pieces)), re.IGNORECASE | re.ASCII)
    return DateForm(text, pattern, any(piece in _CIRCA for piece in pieces))


_EXPECTED = "YYYY, MM, MMMM (a month's name), DD, circa, or EDTF alone, and marks between them"


def understood(text: str, forms: Iterable[DateForm]) -> str:
    """Give a text as EDTF where all forms that fit it agree; blank where none does or they differ.

    A year, YYYY-MM and YYYY-MM-DD are understood in any list, a time of day behind a day is left
    out.
    """
    bare = _TIME_OF_DAY.sub("", text)
    found = {day for form in (*_ALWAYS, *forms) if (day := form.read(bare))}
    return found.pop() if len(found) == 1 else ""


def _patterns(pieces: list[str]) -> Iterable[str]:
    for at, piece in enumerate(pieces):
        beside = (pieces[at - 1] if at else "", pieces[at + 1] if at + 1 < len(pieces) else "")
        if piece == "YYYY":
            yield r"(?P<YYYY>\d{4})"
        elif piece == "MMMM":
            yield r"(?P<MMMM>[^\W\d_]{3,12})\.?"
        elif piece in TOKENS:  # "3/4/2018" is of the form DD/MM/YYYY; "20180304" has no gaps
            digits = "{2}" if set(beside) & {"YYYY", "MM", "DD"} else "{1,2}"
            yield rf"(?P<{piece}>\d{digits})"
        elif not piece.strip():
            yield r"\s+"
        else:
            yield rf"\s*{re.escape(piece.strip())}\s*"


@lru_cache(1_000)
def _month(name: str) -> str:
    """Give the number of a month by its name or the first three letters or more of it."""
    lower = name.lower()
    found = {
        at
        for at, names in enumerate(_MONTHS, 1)
        if any(full.startswith(lower) or lower == "sept" == full[:4] for full in names)
    }
    return f"{found.pop():02}" if len(found) == 1 else ""


def _checked(text: str) -> str:
    try:
        parse(text)
    except ValueError:
        return ""
    return text.strip()


_ALWAYS = tuple(date_form(text) for text in ALWAYS)
