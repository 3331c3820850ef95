"""The days of the EU's list: of births, as wide as they are said, and of listings."""

from collections.abc import Mapping

from narrow.imports.intake import Intake
from narrow.imports.written_dates import checked

_NEW = ("", "regulation", "amendment")  # an act of these kinds lists on its own day


def birth_of(block: Mapping[str, str]) -> tuple[str, str]:
    """Give a birth date and its words; only days of our own calendar are dates."""
    names = ("birthdate", "day", "month", "year", "yearrangefrom", "yearrangeto")
    said = {name: value for name in names if (value := block.get(name, "").strip("0- "))}
    if not said:
        return "", ""
    said = {name: block[name] for name in said}
    circa = "~" if block.get("circa", "").lower() == "true" else ""
    calendar = block.get("calendartype", "")
    given = "circa " * bool(circa) + _as_given(said)
    if calendar.upper() not in ("", "GREGORIAN"):
        return "", f"{given} ({calendar})"
    start, end = said.get("yearrangefrom", ""), said.get("yearrangeto", "")
    point = said.get("birthdate", "") or _point(said)
    if point or not (start or end):
        return (checked(point + circa) if point else ""), given
    ends = (text + circa if text else ".." for text in (start, end))
    return checked("/".join(ends)), given


def _as_given(said: Mapping[str, str]) -> str:
    if "birthdate" in said:
        return said["birthdate"]
    years = [said[name] for name in ("yearrangefrom", "yearrangeto") if name in said]
    parts = [said.get(name, "") for name in ("year", "month", "day")]
    return " to ".join(years) or "-".join(parts).rstrip("-")


def _point(said: Mapping[str, str]) -> str:
    """Give year, month and day as far as they are said; a day without a month is none."""
    year, month, day = (said.get(name, "") for name in ("year", "month", "day"))
    if not year or (day and not month):
        return ""
    return "-".join([year, *(text.zfill(2) for text in (month, day) if text)])


def day_of_listing(kind: str, act: str, designated: str, intake: Intake) -> str:
    """Give the day of a listing, or the days between which it lies, as EDTF."""
    days = []
    for text in (act, designated):
        if text and not (len(text) == 10 and checked(text)):
            intake.not_understood("listed_on", text)
            return ""
        if text:
            days.append(text)
    if not days:
        return ""
    if min(days) != max(days):
        return f"{min(days)}/{max(days)}"
    return days[0] if designated or kind.lower() in _NEW else f"../{act}"
