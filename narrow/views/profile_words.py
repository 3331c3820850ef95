"""What a profile says in words: shares that never round to nothing or to all, and the notes."""

from collections.abc import Sequence

from narrow.model.profile import (
    CARE,
    By,
    ColumnProfile,
    Common,
    Dates,
    Fill,
    Note,
    PerPerson,
    Precision,
    Worth,
    counted,
    note_words,
    percent,
)

__all__ = [
    "CARE", "all_words", "by_words", "counted", "dated", "gap", "listed", "missing", "note_words",
    "percent", "rows_per_person", "values",
]  # fmt: skip

FEW = 0.02  # a value in fewer of the rows is not common
FORMS = {
    Precision.DAY: "day",
    Precision.MONTH: "month",
    Precision.YEAR: "year",
    Precision.DECADE: "decade",
    Precision.CENTURY: "century",
    Precision.APPROXIMATE: "about",
    Precision.RANGE: "range",
    Precision.OPEN: "open end",
    Precision.IMPOSSIBLE: "impossible",
}


def gap(count: int, of: int) -> str:
    """Say a share of rows that hold nothing; none is left out."""
    return percent(count, of) if count else ""


def values(column: ColumnProfile) -> str:
    """Say what stands in a column most often, or how exactly its dates are written."""
    if column.dates:
        return dated(column.dates)
    if not column.common:
        return "nothing"
    filled = column.fill.filled
    if column.common[0].times == 1:
        return "all different" if column.distinct > 1 else column.common[0].value
    if column.common[0].times < FEW * filled:
        return f"none more than {column.common[0].times:,} times"
    return listed(column.common, filled)


def listed(common: Sequence[Common], of: int) -> str:
    """Say values with their shares, the most common first."""
    return ", ".join(f"{c.value} {percent(c.times, of)}" for c in common)


def dated(dates: Dates) -> str:
    """Say from when to when the plain dates reach, and how exactly dates are written."""
    total = sum(dates.precisions.values())
    ways = sorted(dates.precisions.items(), key=lambda item: -item[1])
    said = ", ".join(f"{FORMS[way]} {percent(count, total)}" for way, count in ways)
    if dates.earliest:
        first, last = dates.earliest[:4], dates.latest[:4]
        return f"{first}: {said}" if first == last else f"{first}-{last}: {said}"
    return said or "nothing"


def rows_per_person(found: PerPerson, of: int) -> str:
    """Say how many persons have a row, and how many rows they have."""
    said = f"{found.persons:,} of {counted(of, 'person')} have a row"
    if not found.persons:
        return said
    return f"{said}, {found.median:g} in the middle, {found.most:,} at most"


def by_words(by: By) -> str:
    """Say what is compared by: `gender`, or `a row in posts`."""
    return by.column or f"a row in {by.table}"


def missing(fill: Fill) -> str:
    """Say blank cells and codes for "not known" apart."""
    parts = [f"{fill.blank:,} blank"] if fill.blank else []
    parts += [f"{fill.said:,} marked as not known"] if fill.said else []
    return ", ".join(parts)


# --- notes ------------------------------------------------------------------------------------


def all_words(notes: Sequence[Note]) -> list[str]:
    """Say every note; columns of a table that are nearly always blank share one line."""
    blank: dict[str, list[str]] = {}
    for note in notes:
        if note.worth is Worth.SPARSE:
            said = f"{note.column} ({percent(note.count, note.of)})"
            blank.setdefault(note.table, []).append(said)
    told: list[str] = []
    for note in notes:
        if note.worth is not Worth.SPARSE:
            told.append(note_words(note))
        elif names := blank.pop(note.table, None):
            together = f"{note.table}: nearly always blank are {', '.join(names)}"
            told.append(together if len(names) > 1 else note_words(note))
    return told
