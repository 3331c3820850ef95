"""Dates as lists write them become EDTF; what is impossible or ambiguous is no date."""

import re

from narrow.model.dates import parse

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
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
    known = [at for at, name in enumerate(_MONTHS, 1) if month.lower().startswith(name)]
    if not known:
        return ""
    return f"{year}-{known[0]:02}" + (f"-{int(day):02}" if day else "")
