"""What a profile says in words: shares that never round to nothing or to all, and the notes."""

from collections.abc import Sequence

from narrow.model.profile import (
    By,
    ColumnProfile,
    Common,
    Dates,
    Fill,
    Note,
    Part,
    PerPerson,
    Precision,
    Worth,
)
from narrow.model.registers import PERSONS

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
CARE = (
    "A fuller record shows where somebody looked harder, and an empty one where nobody did; "
    "neither says what is true of anybody."
)


def percent(count: int, of: int) -> str:
    """Say a share in whole per cent; only none is 0 and only all is 100."""
    if not of:
        return "-"
    if 0 < count < of:
        return f"{100 * count / of:.0f}%" if 0.005 <= count / of < 0.995 else (
            "<1%" if 2 * count < of else ">99%"
        )  # fmt: skip
    return "100%" if count else "0%"


def gap(count: int, of: int) -> str:
    """Say a share of rows that hold nothing; none is left out."""
    return percent(count, of) if count else ""


def counted(number: int, one: str, several: str = "") -> str:
    """Say a number of things: "1 row", "1,204 rows"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


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


def note_words(note: Note) -> str:
    """Say one thing that is worth an eye, with its numbers."""
    rows = f"{note.count:,} of {counted(note.of, 'row')}"
    match note.worth:
        case Worth.NO_LIMIT:
            return "the register does not say until when it is known (known_until)"
        case Worth.SPARSE:
            return f"{note.table}: {note.column} is nearly always blank: {rows} filled"
        case Worth.IMPOSSIBLE:
            return f"{note.table}: {note.column} has {counted(note.count, 'impossible date')}"
        case Worth.BACKWARDS:
            return f"{note.table}: {rows} end before they begin"
        case Worth.LATER:
            return f"{note.table}: {rows} begin after the last day that the register knows of"
        case Worth.UNCITED:
            return f"{note.table}: {rows} name no source"
        case Worth.UNEVEN:
            return _uneven(note)


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


def _uneven(note: Note) -> str:
    if not (note.by and note.low and note.high):
        return note.table
    things = "persons" if not note.column or note.table == PERSONS else "rows"
    subject = f"{note.table}: {note.column} is filled for"
    if not note.column:
        subject = f"{note.table}: a row stands for"
    low, high = (_part(p, note.by, things) for p in (note.low, note.high))
    return f"{subject} {low}, but for {high}"


def _part(part: Part, by: By, things: str) -> str:
    share = percent(part.filled, part.rows)
    if by.column:
        which = f"with {by.column} {part.value}"
    else:
        of = " of persons" if things == "rows" else ""
        which = f"{of} {part.value} a row in {by.table}".strip()
    return f"{share} of the {part.rows:,} {things} {which}"
