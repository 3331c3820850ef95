"""OFAC's SDN list as Advanced XML: days with ranges and circa, listing days, legal basis.

The list defines its values first, then places, papers, parties, their relations, and last of all
when and why each was listed. It is read once, from front to back; kept are the numbered values, the
places, the papers and the names of all parties, and nothing else of them.
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from narrow.errors import RequestError
from narrow.lists.import_log import Intake, Sink
from narrow.lists.ofac.person import (
    AUTHORITY,
    NOTICES,
    PUBLISHER,
    SOURCE,
    Entry,
    Other,
    Remarks,
    write_person,
)
from narrow.lists.persons import Paper, Titles, checked, nothing_understood, write_source
from narrow.lists.readers.xml_records import leaves, records

# The values that OFAC's Advanced XML names by number: countries, kinds of feature, programmes.


VALUES = frozenset(
    [
        *("AliasType", "CalendarType", "Country", "DetailReference"),
        *(
            "FeatureType",
            "IDRegDocType",
            "IDRegDocDateType",
            "LegalBasis",
            "List",
            "LocPartType",
            "NamePartType",
        ),
        *("PartyType", "PartySubType", "RelationType", "SanctionsType", "Script"),
    ]
)
PLACES = frozenset({"Location"})


@dataclass(slots=True)
class Sets:
    """Texts by kind and number, and the places that features point to.

    What is kept grows with the numbered values and places of the list, about 20,000 of them.
    """

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, value: Element) -> None:
        """Keep a numbered value."""
        number = value.get("ID", "")
        self.texts[value.tag, number] = flat(value.text)
        if value.tag == "PartySubType":
            self.parties[number] = value.get("PartyTypeID", "")

    def text(self, kind: str, number: str | None) -> str:
        """Give the text of a number; blank where the list does not define it."""
        return self.texts.get((kind, number or ""), "")

    def party(self, number: str) -> str:
        """Say what a party is: individual, entity, vessel, aircraft."""
        inner = self.text("PartySubType", number).lower()
        outer = self.text("PartyType", self.parties.get(number)).lower()
        return outer if inner in ("", "unknown") else inner

    def add_place(self, place: Element) -> None:
        """Keep a place as the cells of an address."""
        parts: dict[str, list[str]] = {}
        for part in place.iterfind("LocationPart"):
            kind = self.text("LocPartType", part.get("LocPartTypeID")).upper()
            texts = [flat(value.findtext("Value")) for value in part.iterfind("LocationPartValue")]
            parts.setdefault(kind, []).extend(filter(None, texts))
        streets = [
            text for kind in ("ADDRESS1", "ADDRESS2", "ADDRESS3") for text in parts.get(kind, ())
        ]
        towns = [text for kind in ("CITY", "POSTAL CODE") for text in parts.get(kind, ())]
        countries = [
            self.text("Country", one.get("CountryID")) for one in place.iterfind("LocationCountry")
        ]
        self.places[place.get("ID", "")] = {
            "street": ", ".join(streets),
            "city": " ".join(towns),
            "region": ", ".join((*parts.get("STATE/PROVINCE", ()), *parts.get("REGION", ()))),
            "country": ", ".join(dict.fromkeys(filter(None, countries))),
        }

    def spoken(self, number: str | None) -> str:
        """Say a place in one line."""
        return ", ".join(filter(None, self.places.get(number or "", {}).values()))


def flat(text: str | None) -> str:
    """Give a text with its white space run together."""
    return " ".join((text or "").split())


# A DatePeriod of OFAC's Advanced XML becomes EDTF: a day, a month, a year, a range, or circa.


Day = tuple[int, int, int]
_PARTS = ("Year", "Month", "Day")
_OURS = "gregorian"


def period(given: Element | None, sets: Sets) -> str:
    """Give the days that a period allows as EDTF; blank where it is none.

    The list writes each period as four days: from and to of its start, from and to of its end. A
    year is written as its first and its last day. A day that is impossible, a period that ends
    before it begins, and another calendar than the Gregorian are not understood.
    """
    if given is None or not in_our_calendar(given, sets):
        return ""
    sides = list(_sides(given))
    days = [day for day in map(_day, sides) if day]
    if not days or len(days) != len(sides) or days[0] > days[-1]:
        return ""
    circa = any(side.get("Approximate") == "true" for side in given.iterfind("*"))
    first, last = _written(min(days), max(days))
    mark = "~" if circa else ""
    return checked(f"{first}{mark}" if first == last else f"{first}{mark}/{last}{mark}")


def as_given(given: Element | None, sets: Sets) -> str:
    """Say a period or date in the list's own figures, with its calendar where that is not ours."""
    if given is None:
        return ""
    sides = list(_sides(given)) or [given]
    days = dict.fromkeys(
        "-".join(filter(None, (flat(side.findtext(part)) for part in _PARTS))) for side in sides
    )
    circa = any(side.get("Approximate") == "true" for side in given.iterfind("*"))
    other = "" if in_our_calendar(given, sets) else f" ({_calendar(given, sets)})"
    return f"{'circa ' * circa}{' to '.join(filter(None, days))}{other}".strip()


def date_of(given: Element | None, sets: Sets) -> str:
    """Give a date that is written in parts, as far as it is written; blank where it is none."""
    if given is None or not in_our_calendar(given, sets):
        return ""
    parts = [flat(given.findtext(name)) for name in _PARTS]
    text = "-".join(part.zfill(2) for part in parts if part)
    return checked(text) if parts[0] and (parts[1] or not parts[2]) else ""


def in_our_calendar(given: Element, sets: Sets) -> bool:
    """Say whether a date is Gregorian; so is one that names no calendar."""
    return given.get("CalendarTypeID") is None or _calendar(given, sets).lower().startswith(_OURS)


def _calendar(given: Element, sets: Sets) -> str:
    number = given.get("CalendarTypeID", "")
    return sets.text("CalendarType", number) or f"calendar {number}"


def _sides(given: Element) -> Iterator[Element]:
    for end in ("Start", "End"):
        for side in ("From", "To"):
            yield from given.iterfind(f"{end}/{side}")


def _day(given: Element) -> Day | None:
    texts = [flat(given.findtext(name)) for name in _PARTS]
    if not all(text.isascii() and text.isdigit() for text in texts):
        return None
    year, month, day = map(int, texts)
    return (year, month, day) if checked(_text((year, month, day))) else None


def _text(day: Day) -> str:
    return "{:04}-{:02}-{:02}".format(*day)


def _written(first: Day, last: Day) -> tuple[str, str]:
    """Write two days as coarse as they are: whole months as months, whole years as years."""
    ends_month = last[2] == calendar.monthrange(last[0], last[1])[1]
    if first[2] != 1 or not ends_month or first == last:
        return _text(first), _text(last)
    if first[1] == 1 and last[1] == 12:
        return f"{first[0]:04}", f"{last[0]:04}"
    return _text(first)[:7], _text(last)[:7]


# When, why and under which programmes a profile of OFAC's Advanced XML was listed.


_PROGRAM = "Program"


@dataclass(frozen=True, slots=True)
class Listing:
    """What an entry says: its programmes, its first day, and in words the list, basis, measures.

    `strange` are days that are none.
    """

    programs: tuple[str, ...] = ()
    day: str = ""
    said: tuple[str, ...] = ()
    where: str = ""
    strange: tuple[str, ...] = ()


def listing_of(record: Element, sets: Sets) -> Listing:
    """Read a SanctionsEntry; a measure of the kind Program names the programme in its comment."""
    events = list(record.iterfind("EntryEvent"))
    dates = [date for date in (event.find("Date") for event in events) if date is not None]
    days = [(date_of(date, sets), as_given(date, sets)) for date in dates]
    bases = [sets.text("LegalBasis", event.get("LegalBasisID")) for event in events]
    measures = [
        (sets.text("SanctionsType", m.get("SanctionsTypeID")), flat(m.findtext("Comment")))
        for m in record.iterfind("SanctionsMeasure")
    ]
    return Listing(
        programs=tuple(text for kind, text in measures if kind == _PROGRAM and text),
        day=_first([day for day, _ in days if day]),
        said=(
            *bases,
            *(kind for kind, _ in measures if kind and kind != _PROGRAM),
        ),
        where=sets.text("List", record.get("ListID")),
        strange=tuple(raw for day, raw in days if not day),
    )


def _first(days: Sequence[str]) -> str:
    """Give the first of several days; of two that may be one, the one that says more."""
    exact = [day for day in days if not any(o != day and o.startswith(day) for o in days)]
    return min(exact, default="")


# A party of OFAC's Advanced XML becomes an entry, as the other forms of the list give it.


_LAST = "Last Name"
_LATIN = ("", "Latin")


@dataclass(slots=True)
class Party:
    """What is read of a party: its entry, and its addresses."""

    entry: Entry
    addresses: list[Mapping[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which a name is written, and what kind of name it is."""

    text: str
    kind: str
    quality: str
    primary: bool
    latin: bool


def read_party(
    number: str, profile: Element, sets: Sets, papers: Mapping[str, Sequence[Paper]]
) -> Party:
    """Read the profile of an individual."""
    names = list(names_of(profile, sets))
    main = main_name(names)
    told = Remarks()
    for identity in profile.iterfind("Identity"):
        told.papers += papers.get(identity.get("ID", ""), ())
    party = Party(Entry(number, main, None, "", flat(profile.findtext("Comment"))))
    titles: list[str] = []
    for feature in profile.iterfind("Feature"):
        kind = sets.text("FeatureType", feature.get("FeatureTypeID")).rstrip(" :-")
        for version in feature.iterfind("FeatureVersion"):
            _feature(kind, version, sets, party, told, titles)
    others = [
        Other(name.kind, name.text, name.quality, SOURCE)
        for name in names
        if not name.primary or name.text != main
    ]
    native = next((name.text for name in names if name.primary and not name.latin), "")
    entry = party.entry
    party.entry = Entry(
        entry.number, main, None, "; ".join(titles), entry.remarks, tuple(others), told, native
    )
    return party


def main_name(names: Sequence[Name]) -> str:
    """Choose the name that a party goes by: its primary one, in Latin letters if there is one."""
    ranked = sorted(names, key=lambda name: (not name.primary, not name.latin))
    return ranked[0].text if ranked else ""


def names_of(profile: Element, sets: Sets) -> Iterator[Name]:
    """Give every name of a profile, written "LAST, First" as the other forms write it."""
    for identity in profile.iterfind("Identity"):
        kinds = {
            group.get("ID"): sets.text("NamePartType", group.get("NamePartTypeID"))
            for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in identity.iterfind("Alias"):
            kind = sets.text("AliasType", alias.get("AliasTypeID")).replace(".", "").lower()
            primary = alias.get("Primary") == "true" and identity.get("Primary", "true") == "true"
            quality = "low" if alias.get("LowQuality") == "true" else "good"
            for written in alias.iterfind("DocumentedName"):
                parts = list(written.iterfind("DocumentedNamePart/NamePartValue"))
                text = _last_name_first(parts, kinds)
                if text:
                    scripts = {sets.text("Script", part.get("ScriptID")) for part in parts}
                    yield Name(text, kind, quality, primary, scripts <= set(_LATIN))


def _last_name_first(parts: Sequence[Element], kinds: Mapping[str | None, str]) -> str:
    texts = [(kinds.get(p.get("NamePartGroupID"), ""), flat(p.text)) for p in parts]
    last = " ".join(text for kind, text in texts if kind == _LAST and text)
    rest = " ".join(text for kind, text in texts if kind != _LAST and text)
    return f"{last}, {rest}" if last and rest else last or rest


def _feature(
    kind: str, version: Element, sets: Sets, party: Party, told: Remarks, titles: list[str]
) -> None:
    detail = version.find("VersionDetail")
    reference = detail.get("DetailReferenceID") if detail is not None else None
    text = sets.text("DetailReference", reference) or flat(version.findtext("VersionDetail"))
    place = version.find("VersionLocation")
    where = place.get("LocationID") if place is not None else None
    comment = flat(version.findtext("Comment"))
    said = text or sets.spoken(where) or comment
    if comment and (comment != said or kind in ("Birthdate", "Title", "Location")):
        told.left.append(f"{kind or 'a feature'}: {comment}")  # beside what the feature is
    if kind == "Birthdate":
        _birth(version.find("DatePeriod"), told, sets)
    elif kind == "Location" and sets.places.get(where or ""):
        party.addresses.append(sets.places[where or ""])
    elif kind == "Title":
        titles += filter(None, [text])
    elif kind in _PLAIN and said:
        getattr(told, _PLAIN[kind]).append(said.replace(";", ","))
    elif kind.startswith(NOTICES):
        told.notices.append(f"{kind} {said}".strip())
    else:
        told.left.append(f"{kind or 'a feature'}: {said}".strip())


_PLAIN = {
    "Place of Birth": "places",
    "Nationality Country": "nations",
    "Nationality of Registration": "nations",
    "Citizenship Country": "citizen",
    "Gender": "gender",
}


def _birth(given: Element | None, told: Remarks, sets: Sets) -> None:
    day, raw = period(given, sets), as_given(given, sets)
    told.born_as_given.append(raw)
    (told.born if day else told.not_dates).append(day or raw or "a birth date without a day")


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

    def refuse(self, file: Path, line: int, reason: str, *, part: bool = True) -> None:
        """Count a record that is too large to be taken; it may be a listing."""
        self.report_to.read[file.name] += 1
        self.report_to.refuse(file, line, reason, part=part)


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
            self.intake.issued(date_of(self.issued, self.sets), as_given(self.issued, self.sets))
            title = "Sanctions list (Advanced XML)"
            write_source(self.sink, SOURCE, self.path, PUBLISHER, title, self.intake.known_until)

    def paper(self, record: Element) -> None:
        kind = self.sets.text("IDRegDocType", record.get("IDRegDocTypeID"))
        country = self.sets.text("Country", record.get("IssuedBy-CountryID"))
        number = flat(record.findtext("IDRegistrationNo"))
        comment, by = flat(record.findtext("Comment")), flat(record.findtext("IssuingAuthority"))
        days = (
            f"{self.sets.text('IDRegDocDateType', one.get('IDRegDocDateTypeID')) or 'dated'} "
            f"{as_given(one.find('DatePeriod'), self.sets)}"
            for one in record.iterfind("DocumentDate")
        )
        place = f"({country})" if country else ""
        given = " ".join(filter(None, (kind, number, place, by, *days, comment)))
        self.intake.wrote("identifications", {"as_given": given})
        self.intake.settle(leaf for leaf in leaves(record, _PAPER) if "/@" not in leaf[0])
        if given:
            mine = self.papers.setdefault(record.get("IdentityID", ""), [])
            mine.append(Paper(kind, number, country, given))

    def party(self, line: int, record: Element) -> None:
        self.intake.read[self.path.name] += 1
        number, profile = record.get("FixedRef", "").lstrip("0"), record.find("Profile")
        fault, repeats = self.fault(number, profile), number in self.numbers
        self.numbers.add(number)
        if fault or profile is None:
            self.intake.refuse(self.path, line, fault, part=repeats)
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
        self.intake.settle(leaf for leaf in leaves(profile, "Profile") if "/@" not in leaf[0])

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
