"""A profile counted row by row in plain Python, for comparison with what the database counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

from narrow.model.profile import Precision
from narrow.model.registers import Column, Register, Values

Raw = Mapping[str, str]


def parts(column: Column, raw: str) -> list[str]:
    """The values in a cell, without those that mean "not known"."""
    given = [raw if raw.strip() else ""]
    if column.values is not Values.ONE:
        given = list(dict.fromkeys(part.strip() for part in raw.split(";")))
    return [part for part in given if part and part not in column.missing]


def meant(register: Register, role: str, column: Column, row: Raw) -> bool:
    columns = register.tables[role].columns
    return all(
        row.get(name, "") in (*codes, *broader(register, columns[name], codes))
        or row.get(name, "") in columns[name].missing
        for name, codes in column.applies_where.items()
    )


def broader(register: Register, column: Column, codes: Sequence[str]) -> set[str]:
    """The codes of which one of these is a kind, directly or not."""
    terms = (vocabulary.terms if (vocabulary := register.vocabulary_of(column)) else {}) or {}
    above = {b for code in codes if code in terms for b in terms[code].broader}
    return above | (broader(register, column, sorted(above)) if above else set())


def fill(
    register: Register, role: str, column: Column, rows: Sequence[Raw]
) -> tuple[int, int, int, int]:
    """Rows that are filled, blank, marked as not known, and without a meaning."""
    found: Counter[str] = Counter()
    for row in rows:
        raw = row.get(column.name, "")
        if parts(column, raw):
            found["filled"] += 1
        elif not meant(register, role, column, row):
            found["outside"] += 1
        elif all(not part.strip() for part in raw.split(";")):
            found["blank"] += 1
        else:
            found["said"] += 1
    return found["filled"], found["blank"], found["said"], found["outside"]


def counted(column: Column, rows: Sequence[Raw]) -> Counter[str]:
    return Counter(part for row in rows for part in parts(column, row.get(column.name, "")))


def several(column: Column, rows: Sequence[Raw]) -> int:
    return sum(len(parts(column, row.get(column.name, ""))) > 1 for row in rows)


def most_common(counts: Counter[str], most: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].encode()))[:most]


def per_person(rows: Sequence[Raw], person: str) -> tuple[int, float, int]:
    counts = Counter(row[person] for row in rows).values()
    return len(counts), float(median(counts or [0])), max(counts, default=0)


def precision(text: str) -> Precision:
    """How exactly a date is written, found without a pattern."""
    text = text.strip()
    if ".." in text or text.startswith("/") or text.endswith("/"):
        return Precision.OPEN
    if "/" in text or text.startswith("["):
        return Precision.RANGE
    if set("~?%") & set(text):
        return Precision.APPROXIMATE
    year, *rest = text.split("-")
    rest = [part for part in rest if part != "XX"]
    if "X" in year:
        return Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    try:
        if len(rest) == 2:
            date.fromisoformat(text)
            return Precision.DAY
        if rest and 1 <= int(rest[0]) <= 12:
            return Precision.MONTH
    except ValueError:
        return Precision.IMPOSSIBLE
    return Precision.YEAR
