"""The UK Sanctions List as CSV, and the older consolidated list of OFSI (ConList.csv).

Above the header stands the day of the list. An entry has a row for each of its names, and more
where it has several addresses, birth dates or numbers.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from narrow.errors import RequestError
from narrow.imports.gathering import Header, Table, header_of, uniquely
from narrow.imports.intake import Intake, Sink
from narrow.imports.listed import write_listed
from narrow.imports.rows import Titles, nothing_understood, write_source
from narrow.imports.uk_columns import FCDO, KNOWN, NEEDED, OFSI, column
from narrow.imports.uk_entry import AUTHORITY, INDIVIDUAL, fault_of, kind_of, listed
from narrow.imports.written_days import day_first

PUBLISHER = "Foreign, Commonwealth and Development Office, United Kingdom"
SOURCE = "gb-sanctions"
__all__ = ["AUTHORITY", "PUBLISHER", "uk_csv", "uk_header"]
_LISTS = {
    FCDO: (PUBLISHER, "UK Sanctions List", "gb-"),
    OFSI: (
        "Office of Financial Sanctions Implementation, HM Treasury, United Kingdom",
        "Consolidated List of Financial Sanctions Targets in the UK",
        "gb-ofsi-",
    ),
}
_DAY = re.compile(r"(?:report date|last updated)\s*:?\s*(.+)", re.IGNORECASE)


def uk_header(path: Path) -> Header | None:
    """Give the header of such a file; none where it is another file."""
    return next(filter(None, (header_of(path, NEEDED | {n}, column) for n in (FCDO, OFSI))), None)


def uk_csv(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read the list into persons and what is said of them."""
    if len(sources) != 1:
        raise RequestError("the UK list is one file")
    path = sources[0]
    header = uk_header(path)
    if header is None:
        raise RequestError(f"{path} is not a UK list as CSV")
    by = FCDO if FCDO in header.columns else OFSI
    publisher, title, before = _LISTS[by]
    table = Table(path, uniquely(header, path, NEEDED | {by}))
    for name in header.columns:
        if name and name not in KNOWN:
            intake.not_understood("column", name)
    intake.known_until = _day(header, intake) or intake.known_until
    write_source(sink, SOURCE, path, publisher, title, intake.known_until)
    for rows in table.entries(lambda row: row.cells[by], intake):
        number = rows[0].cells[by]
        fault = fault_of(rows, number)
        kind = kind_of(rows[0])
        if fault:
            for row in rows:
                intake.refuse(path, row.line, fault)
        elif kind != INDIVIDUAL:
            intake.set_aside[f"row of {kind}"] += len(rows)
        else:
            intake.taken += len(rows)
            told = listed(rows, number, f"{before}{number}", SOURCE, intake)
            write_listed(told, AUTHORITY, SOURCE, sink, intake, titles)


def _day(header: Header, intake: Intake) -> str:
    """Give the day of the list, which stands above its header."""
    for text in header.before:
        found = _DAY.fullmatch(text.strip())
        if found:
            day = day_first(found[1])
            if not day:
                intake.not_understood("day of the list", text)
            return day
    return ""
