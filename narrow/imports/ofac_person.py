"""One individual of OFAC's list becomes the rows of a register, whatever file form it came in."""

import re
from dataclasses import dataclass

from narrow.imports.intake import Intake, Sink
from narrow.imports.remarks import Remarks, read_remarks
from narrow.imports.rows import Titles, Understood, joined, write_posts

AUTHORITY = "US-OFAC"
PUBLISHER = "Office of Foreign Assets Control, US Department of the Treasury"
SOURCE = "ofac-sdn"
_ALTERNATE = re.compile(r"Alternate Title[,:]\s*")


@dataclass(frozen=True, slots=True)
class Other:
    """Another name of an entry: aka, fka or nka, the name, good or low, and its source."""

    kind: str
    name: str
    quality: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the list gives it, a text for each field; `told` where it was read before.

    Where `programs` is None, the listings stand elsewhere in the list and are written from there.
    """

    number: str
    name: str
    programs: str | None
    title: str
    remarks: str
    others: tuple[Other, ...] = ()
    told: Remarks | None = None
    native: str = ""


def write_person(entry: Entry, sink: Sink, intake: Intake, titles: Titles) -> None:
    """Write the rows of an individual and count what was not understood of them."""
    told = entry.told or read_remarks(entry.remarks, entry.title)
    for text in told.not_dates:
        intake.not_understood("birth_date", text)
    in_remarks = _posts_in(told, titles)
    for text in told.left:
        intake.not_understood("remarks", text)
    person = f"ofac-{entry.number}"
    understood = titles(entry.title) if entry.title else None
    names = [in_order(other.name) for other in entry.others]
    names += [in_order(name) for _, name in told.named]
    sink.row(
        "persons",
        {
            "person_id": person,
            "name": in_order(entry.name),
            "name_as_given": entry.name,
            "name_native": entry.native,
            "also_known_as": joined(names),
            "gender": _gender(told, intake),
            "gender_as_given": joined(told.gender),
            "birth_date": joined([] if told.not_dates else told.born),
            "birth_date_as_given": joined(told.born_as_given),
            "birth_place": joined(told.places),
            "nationality": joined(told.nations),
            "citizenship": joined(told.citizen),
            "title_as_given": entry.title,
            "rank": joined(understood.ranks if understood else ()),
            "remarks_as_given": entry.remarks,
            "left_over": "; ".join(told.left),
            "source_id": SOURCE,
        },
    )
    if understood:
        write_posts(sink, intake, person, entry.title, understood, SOURCE)
    for text, more in in_remarks:
        write_posts(sink, intake, person, text, more, SOURCE)
    _listings(entry, told, person, sink, ".." if intake.known_until else "")
    _facts(entry, told, person, sink)


def _posts_in(told: Remarks, titles: Titles) -> list[tuple[str, Understood]]:
    """Take the clauses that are titles, and wholly understood, out of what is left over."""
    read = [(text, titles(_ALTERNATE.sub("", text, count=1))) for text in told.left]
    posts = [(text, found) for text, found in read if found.posts and not found.left]
    told.left = [text for text, found in read if not found.posts or found.left]
    return posts


def _listings(entry: Entry, told: Remarks, person: str, sink: Sink, delisted_on: str) -> None:
    own = {"person_id": person, "source_id": SOURCE, "delisted_on": delisted_on}
    for program in entry.programs.split("] [") if entry.programs is not None else ():
        code = program.strip("[] ")
        cells = {"authority": AUTHORITY, "program": code, "reference": entry.number}
        sink.row("designations", own | cells | {"summary": "; ".join(told.notices)})


def _facts(entry: Entry, told: Remarks, person: str, sink: Sink) -> None:
    own = {"person_id": person, "source_id": SOURCE}
    for other in entry.others:
        cells = {"name": in_order(other.name), "name_as_given": other.name, "kind": other.kind}
        ids = {"person_id": person, "source_id": other.source}
        sink.row("names", ids | cells | {"quality": other.quality})
    for kind, name in told.named:
        # OFAC puts an a.k.a. into the remarks when it is a weak one.
        cells = {"name": in_order(name), "name_as_given": name, "kind": kind, "quality": "low"}
        sink.row("names", own | cells)
    for paper in told.papers:
        cells = {"kind": paper.kind, "number": paper.number, "country": paper.country}
        sink.row("identifications", own | cells | {"as_given": paper.as_given})
    for kind, name in told.linked:
        sink.row("relations", own | {"kind": kind, "to_name": name})


def _gender(told: Remarks, intake: Intake) -> str:
    said = {text.lower() for text in told.gender}
    if len(said) > 1:
        intake.not_understood("gender", joined(told.gender))
    return said.pop() if len(said) == 1 else ""


def in_order(name: str) -> str:
    """Turn "DOE, John" into "John DOE"; a name with another number of commas stays."""
    parts = [part.strip() for part in name.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else name
