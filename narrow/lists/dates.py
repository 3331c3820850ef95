"""Dates as lists write them become EDTF; what is impossible or ambiguous is no date."""

import re

from narrow.model.dates import parse

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_CIRCA = re.compile(r"(?:circa|c\.|ca\.|approximately)\s*", re.IGNORECASE)
_POINT = re.compile(r"(?:(?:(\d{1,2}) )?([A-Za-z]{3,9})\.? )?(\d{4})", re.ASCII)
_RANGE = re.compile(r"\s+to\s+|(?<=\d{4})\s*[-–]\s*(?=\d{4}$)")


def edtf(text: str) -> str:
    """Give "31 Jan 1939", "circa 1960" or "1958 to 1963" as EDTF; blank where it is none."""
    bare = _CIRCA.sub("", text.strip(), count=1)
    points = [_point(part) for part in _RANGE.split(bare)]
    if not all(points) or len(points) > 2:
        return ""
    circa = "~" if bare != text.strip() else ""
    return checked("/".join(point + circa for point in points))


def checked(text: str) -> str:
    """Give an EDTF date as it stands where the calendar has it, and blank where not."""
    try:
        parse(text)
    except ValueError:
        return ""
    return text


def _point(text: str) -> str:
    found = _POINT.fullmatch(text.strip())
    if not found:
        return ""
    day, month, year = found.groups()
    if month is None:
        return year
    known = [at for at, name in enumerate(_MONTHS, 1) if name.startswith(month.lower())]
    if not known:
        return ""
    return f"{year}-{known[0]:02}" + (f"-{int(day):02}" if day else "")


# Days as European lists write them, the day first; what is not sure to be one is none.


_DAY_FIRST = re.compile(r"(\d\d|dd|DD)/(\d\d|mm|MM)/(\d{4})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d{4})", re.ASCII)
_UNKNOWN = ("dd", "mm", "00")
_AT_MIDNIGHT = " 00:00:00"


def day_first(text: str) -> str:
    """Give "31/01/2022", "31-Jan-2022" or "2022-01-31" as EDTF; blank where it is no whole day."""
    day = partly(text.strip().removesuffix(_AT_MIDNIGHT))
    return day if len(day) == 10 and "~" not in day else ""


def partly(text: str) -> str:
    """Give a day whose parts may be unknown ("dd/mm/1960", "00/04/1960") as EDTF; blank if none."""
    text = text.strip()
    found = _DAY_FIRST.fullmatch(text)
    if found:
        day, month, year = (part.lower() for part in found.groups())
        if month in _UNKNOWN:
            return checked(year) if day in _UNKNOWN else ""
        return checked(f"{year}-{month}" if day in _UNKNOWN else f"{year}-{month}-{day}")
    named = _NAMED.fullmatch(text)
    if named:
        return edtf(" ".join(named.groups()))
    return checked(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else edtf(text)
