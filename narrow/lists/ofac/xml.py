"""OFAC's SDN list as plain XML (sdn.xml): an entry is whole in one place, and says its day."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from narrow.errors import RequestError
from narrow.lists.import_log import Intake, Sink
from narrow.lists.ofac.person import (
    NOTICES,
    PUBLISHER,
    SOURCE,
    Entry,
    Other,
    Remarks,
    read_remarks,
    write_person,
)
from narrow.lists.persons import Paper, Titles, checked, nothing_understood, write_source
from narrow.lists.readers.xml_records import records

ROOT = "sdnList"
_TAGS = frozenset({"sdnEntry"})
_ABOUT = frozenset({"publshInformation"})  # as OFAC spells it
_KINDS = ("individual", "entity", "vessel", "aircraft")
_WHOLE = re.compile(r"\(([^()]*)\)")


def ofac_xml(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read the list into persons and what is said of them."""
    if len(sources) != 1:
        raise RequestError("sdn.xml is one file")
    path = sources[0]
    intake.issued(*_published(path))
    title = "Specially Designated Nationals and Blocked Persons (XML)"
    write_source(sink, SOURCE, path, PUBLISHER, title, intake.known_until)
    seen: set[str] = set()
    for line, entry in records(path, _TAGS, intake):
        number, kind = _text(entry, "uid"), _text(entry, "sdnType").lower()
        fault = _fault(number, kind, _name(entry), seen)
        if fault:
            intake.refuse(path, line, fault, part=number in seen)
        elif kind != "individual":
            intake.set_aside[kind] += 1
        else:
            intake.taken += 1
            write_person(_entry(entry, number), sink, intake, titles)
            for cells in _addresses(entry):
                own = {"person_id": f"ofac-{number}", "source_id": SOURCE}
                sink.row("addresses", own | cells)
        seen.add(number)


def _published(path: Path) -> tuple[str, str]:
    """Give the day of the list, which stands before its entries as MM/DD/YYYY, and its words."""
    for _, about in records(path, _ABOUT | _TAGS, Intake()):
        given = _text(about, "Publish_Date")
        month, _, rest = given.partition("/")
        day, _, year = rest.partition("/")
        return checked(f"{year}-{month}-{day}"), given
    return "", ""


def _fault(number: str, kind: str, name: str, seen: set[str]) -> str:
    if not number.isascii() or not number.isdigit():
        return f"{number[:40]!r} is not the number of an entry (uid)"
    if number in seen:
        return f"the number {number} repeats that of an earlier entry"
    if kind not in _KINDS:
        return f"{kind[:40]!r} is no kind of entry; expected {', '.join(_KINDS)}"
    return "" if name else "has no name"


def _entry(entry: Element, number: str) -> Entry:
    title, remarks = _text(entry, "title"), _text(entry, "remarks")
    others = tuple(
        Other(
            _text(aka, "type").replace(".", ""),
            _name(aka),
            "low" if _text(aka, "category") == "weak" else "good",
            SOURCE,
        )
        for aka in entry.iterfind("akaList/aka")
    )
    programs = "] [".join(_all(entry, "programList/program"))
    told = read_remarks(_WHOLE.sub(r"\1", remarks), title)
    _told_apart(entry, told)
    return Entry(number, _name(entry), programs, title, remarks, others, told)


def _told_apart(entry: Element, told: Remarks) -> None:
    """Add what stands in elements of its own to what the remarks say."""
    for text in _all(entry, "dateOfBirthList/dateOfBirthItem/dateOfBirth"):
        told.add_birth(text)
    told.places += _all(entry, "placeOfBirthList/placeOfBirthItem/placeOfBirth")
    told.nations += _all(entry, "nationalityList/nationality/country")
    told.citizen += _all(entry, "citizenshipList/citizenship/country")
    for paper in entry.iterfind("idList/id"):
        kind, number = _text(paper, "idType"), _text(paper, "idNumber")
        country = _text(paper, "idCountry")
        if kind == "Gender":
            told.gender.append(number)
        elif kind.startswith(NOTICES):
            told.notices.append(f"{kind} {number}".strip())
        else:
            given = " ".join(text.strip() for text in paper.itertext() if text.strip())
            told.papers.append(Paper(kind, number, country, given))


def _addresses(entry: Element) -> Iterable[dict[str, str]]:
    for place in entry.iterfind("addressList/address"):
        streets = [_text(place, tag) for tag in ("address1", "address2", "address3")]
        towns = [_text(place, tag) for tag in ("city", "postalCode")]
        cells = {
            "street": ", ".join(filter(None, streets)),
            "city": " ".join(filter(None, towns)),
            "region": _text(place, "stateOrProvince"),
            "country": _text(place, "country"),
        }
        if any(cells.values()):
            yield cells


def _name(entry: Element) -> str:
    parts = (_text(entry, "lastName"), _text(entry, "firstName"))
    return ", ".join(part for part in parts if part)


def _text(entry: Element, tag: str) -> str:
    return " ".join((entry.findtext(tag) or "").split())


def _all(entry: Element, path: str) -> list[str]:
    return [" ".join(found.text.split()) for found in entry.iterfind(path) if found.text]
