"""Days as European lists write them, the day first; what is not sure to be one is none."""

import re

from narrow.imports.written_dates import checked, edtf

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
