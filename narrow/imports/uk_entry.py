"""The rows of one entry of a UK list become a person; each thing that they say is taken once."""

import re
from collections.abc import Iterable, Mapping, Sequence

from narrow.imports.gathering import Row
from narrow.imports.intake import Intake
from narrow.imports.listed import Born, Listed, Listing, Naming, Paper, Place, is_latin
from narrow.imports.written_days import day_first, partly

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
