"""OFAC's SDN list as Advanced XML: days with ranges and circa, listing days, legal basis.

The list defines its values first, then places, papers, parties, their relations, and last of all
when and why each was listed. It is read once, from front to back; kept are the numbered values, the
places, the papers and the names of all parties, and nothing else of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from narrow.errors import RequestError
from narrow.imports.advanced_dates import date_of
from narrow.imports.advanced_listing import Listing, listing_of
from narrow.imports.advanced_party import main_name, names_of, read_party
from narrow.imports.advanced_sets import PLACES, VALUES, Sets, flat
from narrow.imports.intake import Intake, Sink
from narrow.imports.markup import records
from narrow.imports.ofac_person import AUTHORITY, PUBLISHER, SOURCE, write_person
from narrow.imports.remarks import Paper
from narrow.imports.rows import Titles, nothing_understood, write_source

ROOT = "Sanctions"
_ISSUED, _PAPER, _PARTY = "DateOfIssue", "IDRegDocument", "DistinctParty"
_RELATION, _LISTED = "ProfileRelationship", "SanctionsEntry"
_TAGS = VALUES | PLACES | {_ISSUED, _PAPER, _PARTY, _RELATION, _LISTED}


def ofac_advanced(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read the list into persons and what is said of them."""
    if len(sources) != 1:
        raise RequestError("sdn_advanced.xml is one file")
    reading = _Reading(sources[0], sink, intake, titles, _Designations(sink, intake))
    for line, record in records(sources[0], _TAGS, _Book(intake)):
        reading.take(line, record)
    reading.end()


class _Book(Intake):
    """Hears of records that are no rows of persons; only bytes and refusals go into the report."""

    def __init__(self, report: Intake) -> None:
        super().__init__()
        self.report_to = report

    def moved(self, size: int) -> None:
        """Say that so many bytes were read."""
        self.report_to.moved(size)

    def refuse(self, file: Path, line: int, reason: str) -> None:
        """Count a record that is too large to be taken."""
        self.report_to.read[file.name] += 1
        self.report_to.refuse(file, line, reason)


@dataclass(slots=True)
class _Reading:
    path: Path
    sink: Sink
    intake: Intake
    titles: Titles
    designations: "_Designations"
    sets: Sets = field(default_factory=Sets)
    papers: dict[str, list[Paper]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    issued: Element | None = None
    begun: bool = False

    def take(self, line: int, record: Element) -> None:
        tag = record.tag
        if tag in VALUES:
            self.sets.add(record)
        elif tag in PLACES:
            self.sets.add_place(record)
        elif tag == _ISSUED:
            self.issued = record  # its calendar is defined after it
        elif tag == _PAPER:
            self.paper(record)
        else:
            self.begin()
            {_PARTY: self.party, _RELATION: self.relation, _LISTED: self.listing}[tag](line, record)

    def begin(self) -> None:
        """Write the source once the day of the list is known; it stands before all parties."""
        if not self.begun:
            self.begun = True
            day = date_of(self.issued, self.sets)
            self.intake.known_until = day if len(day) == 10 else self.intake.known_until
            title = "Sanctions list (Advanced XML)"
            write_source(self.sink, SOURCE, self.path, PUBLISHER, title, self.intake.known_until)

    def paper(self, record: Element) -> None:
        kind = self.sets.text("IDRegDocType", record.get("IDRegDocTypeID"))
        country = self.sets.text("Country", record.get("IssuedBy-CountryID"))
        number = flat(record.findtext("IDRegistrationNo"))
        if number:
            given = " ".join(filter(None, (kind, number, f"({country})" if country else "")))
            mine = self.papers.setdefault(record.get("IdentityID", ""), [])
            mine.append(Paper(kind, number, country, given))

    def party(self, line: int, record: Element) -> None:
        self.intake.read[self.path.name] += 1
        number, profile = record.get("FixedRef", "").lstrip("0"), record.find("Profile")
        fault = self.fault(number, profile)
        self.numbers.add(number)
        if fault or profile is None:
            self.intake.refuse(self.path, line, fault)
            return
        name = main_name(list(names_of(profile, self.sets)))
        self.names[profile.get("ID", "")] = name
        self.known |= {identity.get("ID", "") for identity in profile.iterfind("Identity")}
        more = len(record.findall("Profile")) - 1
        if more:
            self.intake.notes["further profiles of a party, which are not read"] += more
        kind = self.sets.party(profile.get("PartySubTypeID", ""))
        if kind != "individual":
            self.intake.set_aside[kind or "party of no known kind"] += 1
        else:
            self.persons[profile.get("ID", "")] = f"ofac-{number}"
            self.individual(number, profile)

    def fault(self, number: str, profile: Element | None) -> str:
        if not number.isascii() or not number.isdigit():
            return f"{number[:40]!r} is not the number of a party (FixedRef)"
        if profile is None:
            return "has no profile"
        if profile.get("ID", "") in self.names:
            return f"the profile {profile.get('ID')} repeats that of an earlier party"
        if number in self.numbers:
            return f"the number {number} repeats that of an earlier party"
        return "" if main_name(list(names_of(profile, self.sets))) else "has no name"

    def individual(self, number: str, profile: Element) -> None:
        self.intake.taken += 1
        read = read_party(number, profile, self.sets, self.papers)
        write_person(read.entry, self.sink, self.intake, self.titles)
        own = {"person_id": f"ofac-{number}", "source_id": SOURCE}
        for cells in read.addresses:
            self.sink.row("addresses", own | dict(cells))

    def relation(self, line: int, record: Element) -> None:
        person = self.persons.get(record.get("From-ProfileID", ""))
        if not person:
            self.intake.notes["relations of a party that is no individual"] += 1
            return
        kind = self.sets.text("RelationType", record.get("RelationTypeID")).rstrip(": ").lower()
        if not kind:
            self.intake.not_understood("relation", f"type {record.get('RelationTypeID', '')}")
        former = "former " if record.get("Former") == "true" else ""
        name = self.names.get(record.get("To-ProfileID", ""), "")
        if name:
            cells = {"person_id": person, "kind": f"{former}{kind}", "to_name": name}
            self.sink.row("relations", cells | {"source_id": SOURCE})
        else:
            self.intake.notes["relations to a party that is not in the list"] += 1

    def listing(self, line: int, record: Element) -> None:
        profile = record.get("ProfileID", "")
        if profile in self.persons:
            self.listed.add(profile)
            self.designations.take(self.persons[profile], listing_of(record, self.sets))

    def end(self) -> None:
        """Say of whom the list gives no listing; that they are on it is written all the same."""
        self.begin()
        strays = sum(len(papers) for one, papers in self.papers.items() if one not in self.known)
        if strays:
            self.intake.notes["papers of nobody in the list"] += strays
        for profile in self.persons:
            if profile not in self.listed:
                self.intake.notes["individuals without an entry that says when and why"] += 1
                self.designations.write(self.persons[profile], Listing())


@dataclass(slots=True)
class _Designations:
    sink: Sink
    intake: Intake
    told: set[tuple[str, str, str, str]] = field(default_factory=set)

    def take(self, person: str, listing: Listing) -> None:
        """Write a listing and count what of it was not understood."""
        self.intake.notes[f"listings on the {listing.where or 'list'}"] += 1
        for text in listing.strange:
            self.intake.not_understood("listed_on", text)
        self.write(person, listing)

    def write(self, person: str, listing: Listing) -> None:
        """Write a designation for each programme; one without, where none is said."""
        same = {
            "person_id": person,
            "authority": AUTHORITY,
            "listed_on": listing.day,
            "delisted_on": ".." if self.intake.known_until else "",
            "reference": person.removeprefix("ofac-"),
            "summary": "; ".join(dict.fromkeys(filter(None, (listing.where, *listing.said)))),
            "source_id": SOURCE,
        }
        for program in dict.fromkeys(listing.programs) or [""]:
            told = (person, program, listing.day, same["summary"])
            if told not in self.told:
                self.told.add(told)
                self.sink.row("designations", same | {"program": program})
