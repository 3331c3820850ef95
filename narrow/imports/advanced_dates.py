"""A DatePeriod of OFAC's Advanced XML becomes EDTF: a day, a month, a year, a range, or circa."""

import calendar
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from narrow.imports.advanced_sets import Sets, flat
from narrow.imports.written_dates import checked

Day = tuple[int, int, int]
_PARTS = ("Year", "Month", "Day")
_OURS = "gregorian"


def period(given: Element | None, sets: Sets) -> str:
    """Give the days that a period allows as EDTF; blank where it is none.

    The list writes each period as four days: from and to of its start, from and to of its end. A
    year is written as its first and its last day. A day that is impossible, a period that ends
    before it begins, and another calendar than the Gregorian are not understood.
    """
    if given is None or not in_our_calendar(given, sets):
        return ""
    sides = list(_sides(given))
    days = [day for day in map(_day, sides) if day]
    if not days or len(days) != len(sides) or days[0] > days[-1]:
        return ""
    circa = any(side.get("Approximate") == "true" for side in given.iterfind("*"))
    first, last = _written(min(days), max(days))
    mark = "~" if circa else ""
    return checked(f"{first}{mark}" if first == last else f"{first}{mark}/{last}{mark}")


def as_given(given: Element | None, sets: Sets) -> str:
    """Say a period or date in the list's own figures, with its calendar where that is not ours."""
    if given is None:
        return ""
    sides = list(_sides(given)) or [given]
    days = dict.fromkeys(
        "-".join(filter(None, (flat(side.findtext(part)) for part in _PARTS))) for side in sides
    )
    circa = any(side.get("Approximate") == "true" for side in given.iterfind("*"))
    other = "" if in_our_calendar(given, sets) else f" ({_calendar(given, sets)})"
    return f"{'circa ' * circa}{' to '.join(filter(None, days))}{other}".strip()


def date_of(given: Element | None, sets: Sets) -> str:
    """Give a date that is written in parts, as far as it is written; blank where it is none."""
    if given is None or not in_our_calendar(given, sets):
        return ""
    parts = [flat(given.findtext(name)) for name in _PARTS]
    text = "-".join(part.zfill(2) for part in parts if part)
    return checked(text) if parts[0] and (parts[1] or not parts[2]) else ""


def in_our_calendar(given: Element, sets: Sets) -> bool:
    """Say whether a date is Gregorian; so is one that names no calendar."""
    return given.get("CalendarTypeID") is None or _calendar(given, sets).lower().startswith(_OURS)


def _calendar(given: Element, sets: Sets) -> str:
    number = given.get("CalendarTypeID", "")
    return sets.text("CalendarType", number) or f"calendar {number}"


def _sides(given: Element) -> Iterator[Element]:
    for end in ("Start", "End"):
        for side in ("From", "To"):
            yield from given.iterfind(f"{end}/{side}")


def _day(given: Element) -> Day | None:
    texts = [flat(given.findtext(name)) for name in _PARTS]
    if not all(text.isascii() and text.isdigit() for text in texts):
        return None
    year, month, day = map(int, texts)
    return (year, month, day) if checked(_text((year, month, day))) else None


def _text(day: Day) -> str:
    return "{:04}-{:02}-{:02}".format(*day)


def _written(first: Day, last: Day) -> tuple[str, str]:
    """Write two days as coarse as they are: whole months as months, whole years as years."""
    ends_month = last[2] == calendar.monthrange(last[0], last[1])[1]
    if first[2] != 1 or not ends_month or first == last:
        return _text(first), _text(last)
    if first[1] == 1 and last[1] == 12:
        return f"{first[0]:04}", f"{last[0]:04}"
    return _text(first)[:7], _text(last)[:7]
