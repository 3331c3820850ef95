"""A DatePeriod of OFAC's Advanced XML becomes EDTF: a day, a month, a year, a range, or circa."""

import calendar
from xml.etree.ElementTree import Element

from narrow.imports.advanced_sets import flat
from narrow.imports.written_dates import checked

Day = tuple[int, int, int]
_PARTS = ("Year", "Month", "Day")


def period(given: Element | None) -> str:
    """Give the days that a period allows as EDTF; blank where one of its days is impossible.

    The list writes each period as four days: from and to of its start, from and to of its end. A
    year is written as its first and its last day.
    """
    if given is None:
        return ""
    days = [
        _day(given.find(f"{end}/{side}")) for end in ("Start", "End") for side in ("From", "To")
    ]
    known = [day for day in days if day]
    if not known or len(known) != sum(1 for _ in _sides(given)):
        return ""
    circa = any(side.get("Approximate") == "true" for side in given.iterfind("*"))
    first, last = _written(min(known), max(known))
    mark = "~" if circa else ""
    return checked(f"{first}{mark}" if first == last else f"{first}{mark}/{last}{mark}")


def date_of(given: Element | None) -> str:
    """Give a date that is written in parts, as far as it is written; blank where it is none."""
    if given is None:
        return ""
    parts = [flat(given.findtext(name)) for name in _PARTS]
    text = "-".join(part.zfill(2) for part in parts if part)
    return checked(text) if parts[0] and (parts[1] or not parts[2]) else ""


def _sides(given: Element) -> list[Element]:
    return [*given.iterfind("Start/From"), *given.iterfind("Start/To"),
            *given.iterfind("End/From"), *given.iterfind("End/To")]  # fmt: skip


def _day(given: Element | None) -> Day | None:
    if given is None:
        return None
    try:
        year, month, day = (int(flat(given.findtext(name))) for name in _PARTS)
    except ValueError:
        return None
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
