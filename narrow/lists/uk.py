"""The two lists of the United Kingdom as CSV, whose columns are read under the same names.

The UK Sanctions List (FCDO) has a "Unique ID"; the older consolidated list of its Treasury (OFSI,
ConList.csv) has a "Group ID" and other names for the same columns.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from narrow.errors import RequestError
from narrow.lists.entries import Header, Row, Table, header_of, uniquely
from narrow.lists.import_log import Intake, Sink
from narrow.lists.persons import (
    Born,
    Listed,
    Listing,
    Naming,
    Paper,
    Place,
    Titles,
    day_first,
    is_latin,
    nothing_understood,
    partly,
    write_listed,
    write_source,
)

FCDO, OFSI = "unique id", "group id"
_NAMES = frozenset({"name 1", "name 6", "name type"})
_OTHER_NAMES = {
    "group type": "kind",
    "individual, entity, ship": "kind",
    "designation type": "kind",
    "alias type": "name type",
    "alias quality": "alias strength",
    "regime": "regime name",
    "dob": "d.o.b",
    "nationality": "nationality(/ies)",
    "national identification number": "national identifier number",
    "national identification details": "national identifier additional information",
    "passport details": "passport additional information",
    "post/zip code": "address postal code",
    "country": "address country",
    "uk sanctions list date designated": "date designated",
    **{f"address {number}": f"address line {number}" for number in range(1, 7)},
}
NEEDED = _NAMES | {"kind"}
_MORE = {
    "last updated",
    "non-latin script type",
    "non-latin script language",
    "ofsi group id",
    "un reference number",
    "type of entity",
    "subsidiaries",
    "parent company",
    "business registration number (s)",
    "imo number",
    "current owner/operator (s)",
    "previous owner/operator (s)",
    "current believed flag of ship",
    "previous flags",
    "type of ship",
    "tonnage of ship",
    "length of ship",
    "year built",
    "hull identification number (hin)",
}
KNOWN = frozenset(
    {
        *_OTHER_NAMES.values(),
        *_NAMES,
        *_MORE,
        FCDO,
        OFSI,
        *(f"name {number}" for number in range(1, 7)),
        "title",
        "name non-latin script",
        "designation source",
        "sanctions imposed",
        "other information",
        "uk statement of reasons",
        "phone number",
        "website",
        "email address",
        "listed on",
        "position",
        "passport number",
        "gender",
        "town of birth",
        "country of birth",
    }
)


def column(name: str) -> str:
    """Give a column's own name: small letters, single spaces, the same for both lists."""
    bare = " ".join(name.lower().split())
    return _OTHER_NAMES.get(bare, bare)


# The rows of one entry of a UK list become a person; each thing that they say is taken once.


AUTHORITY = "GB"
INDIVIDUAL = "individual"
KINDS = (INDIVIDUAL, "entity", "ship")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,29}", re.ASCII)
_COUNTED = re.compile(r"\(\d{1,3}\)\s*")
_MAIN = "primary name"
_FORMER = ("fka", "f.k.a")
_SUMMED_UP = ("Designation source", "Sanctions imposed", "UK statement of reasons")
_STRENGTHS = {"good": "good", "high": "good", "low": "low", "weak": "low"}
Cells = Mapping[str, str]


def fault_of(rows: Sequence[Row], number: str) -> str:
    """Say why an entry cannot be taken; blank where it can."""
    kinds = {kind_of(row) for row in rows}
    if not _NUMBER.fullmatch(number):
        return f"{number[:40]!r} is not the number of an entry"
    if len(kinds) > 1:
        return "the rows of the entry say that it is of several kinds"
    kind = min(kinds)
    if kind not in KINDS:
        return f"{kind[:40]!r} is no kind of entry; expected {', '.join(KINDS)}"
    named = kind != INDIVIDUAL or any(_name(row.cells) for row in rows)
    return "" if named else "has no name"


def kind_of(row: Row) -> str:
    """Give the kind of an entry as a row says it."""
    return row.cells["kind"].strip().lower()


def listed(rows: Sequence[Row], number: str, person: str, source: str, intake: Intake) -> Listed:
    """Gather what the rows of an entry say of a person."""
    told = Listed(person)
    cells = [row.cells for row in rows]
    _names(cells, told, intake)
    for row in cells:
        for text in _values(row, "d.o.b"):
            told.born[Born(partly(text), text)] = None
        place = ", ".join(_said(row, "town of birth", "country of birth"))
        told.places |= dict.fromkeys([place] if place else ())
        told.nations |= dict.fromkeys(_values(row, "nationality(/ies)"))
        told.genders |= dict.fromkeys(_values(row, "gender"))
        told.titles |= dict.fromkeys(_values(row, "position"))
        told.forms |= dict.fromkeys(_values(row, "title"))
        told.remarks |= dict.fromkeys(_said(row, "other information"))
        for name in ("phone number", "website", "email address"):
            told.left |= dict.fromkeys(f"{name}: {text}" for text in _said(row, name))
        told.addresses |= dict.fromkeys(_address(row))
        told.papers |= dict.fromkeys(_papers(row))
    told.listings |= dict.fromkeys(_listings(cells, number, source, intake))
    return told


def _names(cells: Sequence[Cells], told: Listed, intake: Intake) -> None:
    named = [row for row in cells if _name(row)]
    main = _name(min(named, key=lambda row: _kind_of_name(row) != _MAIN))
    told.names[Naming(main, "name")] = None
    for row in named:
        name, kind, given = _name(row), _kind_of_name(row), row.get("alias strength", "").lower()
        native = row.get("name non-latin script", "")
        told.native |= dict.fromkeys([native] if native else ())
        quality = _STRENGTHS.get(given.partition(" ")[0], "")
        if given and not quality:
            intake.not_understood("alias strength", given)
        if name == main:
            continue
        if is_latin(name):
            told.names[Naming(name, "fka" if kind.startswith(_FORMER) else "aka", quality)] = None
        else:
            told.native[name] = None


def _kind_of_name(row: Cells) -> str:
    return row["name type"].strip().lower()


def _name(row: Cells) -> str:
    return " ".join(_said(row, *(f"name {number}" for number in range(1, 7))))


def _address(row: Cells) -> Iterable[Place]:
    lines = _said(row, *(f"address line {number}" for number in range(1, 7)))
    street = ", ".join([*lines, *_said(row, "address postal code")])
    country = row.get("address country", "")
    if street or country:
        yield Place(street, "", "", country, "")


def _papers(row: Cells) -> Iterable[Paper]:
    kinds = (
        ("Passport", "passport number", "passport additional information"),
        (
            "National identifier",
            "national identifier number",
            "national identifier additional information",
        ),
    )
    for kind, number_in, more_in in kinds:
        for number in _values(row, number_in):
            yield Paper(kind, number, "", "; ".join([number, *_said(row, more_in)]))
    for kind, number_in in (
        ("OFSI group ID", "ofsi group id"),
        ("UN reference number", "un reference number"),
    ):
        for number in _said(row, number_in):
            yield Paper(kind, number, "", number)


def _listings(
    cells: Sequence[Cells], number: str, source: str, intake: Intake
) -> Iterable[Listing]:
    """Give a listing for each regime and day, with all that the rows say of it.

    The older list says since when somebody is on it, and beside it the day of a designation.
    """
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in cells:
        first, *rest = _said(row, "listed on", "date designated") or [""]
        said = [f"{name}: {text}" for name in _SUMMED_UP for text in _said(row, name.lower())]
        said += [f"Date designated: {text}" for text in rest]
        found.setdefault((row.get("regime name", ""), first), {}).update(dict.fromkeys(said))
    for (regime, given), parts in found.items():
        day = day_first(given)
        if given and not day:
            intake.not_understood("listed_on", given)
        yield Listing(regime, day, number, "; ".join(parts), source)


def _values(row: Cells, name: str) -> list[str]:
    """Give the values of a cell, which are counted, "(1) ... (2) ...", or stand between bars."""
    text = row.get(name, "")
    if _COUNTED.match(text):
        return [bare for part in _COUNTED.split(text) if (bare := part.strip().removesuffix("."))]
    return [bare for part in text.split("|") if (bare := part.strip())]


def _said(row: Cells, *names: str) -> list[str]:
    return [text for name in names if (text := " ".join(row.get(name, "").split()))]


# The UK Sanctions List as CSV, and the older consolidated list of OFSI (ConList.csv).
#
# Above the header stands the day of the list. An entry has a row for each of its names, and more
# where it has several addresses, birth dates or numbers.


PUBLISHER = "Foreign, Commonwealth and Development Office, United Kingdom"
SOURCE = "gb-sanctions"
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
    day = _day(header)
    intake.issued(day_first(day), day)
    write_source(sink, SOURCE, path, publisher, title, intake.known_until)
    for rows in table.entries(lambda row: row.cells[by], intake):
        number = rows[0].cells[by]
        fault = fault_of(rows, number)
        kind = kind_of(rows[0])
        if fault:
            for row in rows:
                intake.refuse(path, row.line, fault, part=not number)
        elif kind != INDIVIDUAL:
            intake.set_aside[f"row of {kind}"] += len(rows)
        else:
            intake.taken += len(rows)
            told = listed(rows, number, f"{before}{number}", SOURCE, intake)
            write_listed(told, AUTHORITY, SOURCE, sink, intake, titles)


def _day(header: Header) -> str:
    """Give the day of the list as it stands above its header."""
    found = filter(None, (_DAY.fullmatch(text.strip()) for text in header.before))
    return next((day[1] for day in found), "")
