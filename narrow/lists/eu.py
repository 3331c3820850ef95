"""The EU's consolidated list of financial sanctions, as XML and as CSV: an entry is one person."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from narrow.errors import RequestError
from narrow.lists.entries import Header, Row, Table, header_of, uniquely
from narrow.lists.import_log import Intake, Sink
from narrow.lists.persons import (
    Born,
    Cells,
    Listed,
    Naming,
    Titles,
    checked,
    day_first,
    is_latin,
    nothing_understood,
    write_listed,
    write_source,
)
from narrow.lists.readers.xml_records import records, root_of

JOURNAL = "Official Journal of the European Union"
MOST = 100_000  # acts; whatever goes beyond is cited as the list
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


# The acts that a listing rests on are sources of their own, each written once.


@dataclass(slots=True)
class Acts:
    """Gives each act the id of its source; without a title and a number the list is cited."""

    sink: Sink
    otherwise: str
    _known: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)

    def cited(self, act: Mapping[str, str]) -> str:
        """Give the source of an act, which is written where it is new."""
        title, published = act.get("numbertitle", ""), act.get("publicationdate", "")
        url = act.get("publicationurl", "")
        bare = _NOT_WORDS.sub("-", title.lower()).strip("-")[:60]
        key = (title, published, url)
        if key in self._known:
            return self._known[key]
        if not bare or len(self._known) >= MOST:
            return self.otherwise
        self._known[key] = source = self._new(f"eu-act-{bare}")
        cells = {"source_id": source, "publisher": JOURNAL, "title": title, "url": url}
        self.sink.row("sources", cells | {"published": checked(published)})
        return source

    def _new(self, bare: str) -> str:
        source, number = bare, 2
        while source in self._ids:
            source, number = f"{bare}-{number}", number + 1
        self._ids.add(source)
        return source


# The days of the EU's list: of births, as wide as they are said, and of listings.


_NEW = ("", "regulation", "amendment")  # an act of these kinds lists on its own day


def birth_of(block: Mapping[str, str]) -> tuple[str, str]:
    """Give a birth date and its words; only days of our own calendar are dates."""
    names = ("birthdate", "day", "month", "year", "yearrangefrom", "yearrangeto")
    said = {name: value for name in names if (value := block.get(name, "").strip("0- "))}
    if not said:
        return "", ""
    said = {name: block[name] for name in said}
    circa = "~" if block.get("circa", "").lower() == "true" else ""
    calendar = block.get("calendartype", "")
    given = "circa " * bool(circa) + _as_given(said)
    if calendar.upper() not in ("", "GREGORIAN"):
        return "", f"{given} ({calendar})"
    start, end = said.get("yearrangefrom", ""), said.get("yearrangeto", "")
    point = said.get("birthdate", "") or _point(said)
    if point or not (start or end):
        return (checked(point + circa) if point else ""), given
    ends = (text + circa if text else ".." for text in (start, end))
    return checked("/".join(ends)), given


def _as_given(said: Mapping[str, str]) -> str:
    if "birthdate" in said:
        return said["birthdate"]
    years = [said[name] for name in ("yearrangefrom", "yearrangeto") if name in said]
    parts = [said.get(name, "") for name in ("year", "month", "day")]
    return " to ".join(years) or "-".join(parts).rstrip("-")


def _point(said: Mapping[str, str]) -> str:
    """Give year, month and day as far as they are said; a day without a month is none."""
    year, month, day = (said.get(name, "") for name in ("year", "month", "day"))
    if not year or (day and not month):
        return ""
    return "-".join([year, *(text.zfill(2) for text in (month, day) if text)])


def day_of_listing(kind: str, act: str, designated: str, intake: Intake) -> str:
    """Give the day of a listing, or the days between which it lies, as EDTF."""
    days = []
    for text in (act, designated):
        if text and not (len(text) == 10 and checked(text)):
            intake.not_understood("listed_on", text)
            return ""
        if text:
            days.append(text)
    if not days:
        return ""
    if min(days) != max(days):
        return f"{min(days)}/{max(days)}"
    return days[0] if designated or kind.lower() in _NEW else f"../{act}"


# One entry of the EU's list becomes a person, whether it came as XML or as rows of a CSV.
#
# Both forms name the same things: an entry has blocks (names, birth dates, addresses ...), each
# with fields. The day of a listing is that of the act which lists. Where the entry has a day of
# designation too and it is another, or where the act repealed an older one, the listing began
# somewhere between the two and is given as that.


AUTHORITY = "EU"
PUBLISHER = "European Commission"
SOURCE = "eu-sanctions"
TITLE = "Consolidated list of persons, groups and entities subject to EU financial sanctions"
BLOCKS = ("regulation", "namealias", "birthdate", "citizenship", "address", "identification")
PERSON, ENTERPRISE = "person", "enterprise"
Block = Mapping[str, str]
_NOWHERE = ("", "unknown", "00")
_FLAGS = ("diplomatic", "knownexpired", "knownfalse", "reportedlost", "revokedbyissuer")
_SAYS = ("nameondocument", "issuedby", "issueddate", "issuedate", "validfrom", "validto", "remark")


@dataclass(slots=True)
class Entry:
    """An entry; fields are named as in the list, in small letters."""

    fields: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, list[Block]] = field(default_factory=dict)

    def all(self, block: str) -> Sequence[Block]:
        """Give the blocks of a name."""
        return self.blocks.get(block, ())


def key_of(name: str) -> str:
    """Give a field's name alike for both forms: `typeCode` and `identificationTypeCode` are one."""
    bare = name.lower().removeprefix("identification")
    return bare.removesuffix("ofmonth").removesuffix("ofyear")


def fault_of(entry: Entry, kind: str) -> str:
    """Say why an entry cannot be taken; blank where it can."""
    number = entry.fields.get("logicalid", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 12):
        return f"{number[:40]!r} is not the number of an entry (logicalId)"
    if kind not in (PERSON, ENTERPRISE):
        return f"{kind[:40]!r} is no kind of entry; expected {PERSON} or {ENTERPRISE}"
    return "" if kind == ENTERPRISE or any(map(_name, entry.all("namealias"))) else "has no name"


def listed(entry: Entry, acts: Acts, intake: Intake) -> Listed:
    """Gather what an entry says of a person."""
    told = Listed(f"eu-{entry.fields['logicalid']}")
    _names(entry, told)
    for block in entry.all("birthdate"):
        day, given = birth_of(block)
        if given:
            told.born[Born(day, given)] = None
        place = _joined(_known(block, "place", "city", "region", "countrydescription"))
        if place:
            told.places[place] = None
    for block in entry.all("citizenship"):
        told.citizen |= dict.fromkeys(_known(block, "countrydescription", "countryiso2code")[:1])
    for role, rows in (
        ("designations", _listings(entry, acts, intake)),
        ("identifications", _papers(entry)),
        ("addresses", _addresses(entry)),
    ):
        for cells in rows:
            told.add(role, cells)
    named = ("namealias", "birthdate", "citizenship")
    blocks = [entry.fields, *(block for name in named for block in entry.all(name))]
    told.remarks |= dict.fromkeys(block["remark"] for block in blocks if block.get("remark"))
    said = (block.get("contactinfo", "") for block in entry.all("address"))
    told.left |= dict.fromkeys(text for text in said if text)
    return told


def _names(entry: Entry, told: Listed) -> None:
    """Gather names; the first good one in Latin letters is the main one."""
    blocks = [block for block in entry.all("namealias") if _name(block)]
    main = min(blocks, key=lambda block: (not is_latin(_name(block)), _is_weak(block)))
    told.names[Naming(_name(main), "name", "")] = None
    for block in blocks:
        name, quality = _name(block), {"true": "good", "false": "low"}
        if not is_latin(name):
            told.native |= dict.fromkeys([name] if name != _name(main) else ())
        elif name != _name(main):
            told.names[Naming(name, "aka", quality.get(block.get("strong", "").lower(), ""))] = None
        told.genders |= dict.fromkeys(_known(block, "gender"))
        told.titles |= dict.fromkeys(_known(block, "function"))
        told.forms |= dict.fromkeys(_known(block, "title"))


def _is_weak(block: Block) -> bool:
    return block.get("strong", "").lower() == "false"


def _name(block: Block) -> str:
    parts = (block.get(part, "") for part in ("firstname", "middlename", "lastname"))
    return block.get("wholename", "") or " ".join(part for part in parts if part)


def _listings(entry: Entry, acts: Acts, intake: Intake) -> Iterable[Cells]:
    number = entry.fields.get("eureferencenumber", "") or entry.fields["logicalid"]
    designated = entry.fields.get("designationdate", "")
    details = entry.fields.get("designationdetails", "")
    for act in entry.all("regulation") or [{}]:
        published, in_force = act.get("publicationdate", ""), act.get("entryintoforcedate", "")
        said = (
            act.get("numbertitle", ""),
            f"in force from {in_force}" if in_force else "",
            f"designated {designated}" if designated else "",
            details,
        )
        day = day_of_listing(act.get("type", ""), published or in_force, designated, intake)
        summary = "; ".join(filter(None, said))
        yield {
            "program": act.get("programme", ""),
            "listed_on": day,
            "reference": number,
            "summary": summary,
            "source_id": acts.cited(act),
        }


def _addresses(entry: Entry) -> Iterable[Cells]:
    for block in entry.all("address"):
        street = _joined(_known(block, "street", "pobox", "place"))
        city = " ".join(_known(block, "zipcode", "city"))
        then = (
            "as at the time of listing"
            if block.get("asatlistingtime", "").lower() == "true"
            else ""
        )
        note = "; ".join(filter(None, (then, block.get("remark", ""))))
        where = {"region": block.get("region", ""), "country": _country(block), "note": note}
        yield {"street": street, "city": city, **where}


def _papers(entry: Entry) -> Iterable[Cells]:
    for block in entry.all("identification"):
        number = block.get("number", "") or block.get("latinnumber", "")
        kind = block.get("typedescription", "") or block.get("typecode", "")
        flags = [flag for flag in _FLAGS if block.get(flag, "").lower() == "true"]
        said = [f"{name} {block[name]}" for name in _SAYS if block.get(name)]
        latin = [block["latinnumber"]] if block.get("latinnumber", number) != number else []
        given = "; ".join(filter(None, [number, *latin, *flags, *said]))
        if kind or given:  # a number may stand in the remark alone
            yield {"kind": kind, "number": number, "country": _country(block), "as_given": given}
    united = entry.fields.get("unitednationid", "")
    if united:
        yield {"kind": "UN reference number", "number": united, "as_given": united}


def _country(block: Block) -> str:
    known = _known(block, "countrydescription", "countryiso2code")
    return next(iter(known), "")


def _known(block: Block, *names: str) -> list[str]:
    return [text for name in names if (text := block.get(name, "")).lower() not in _NOWHERE]


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


# The EU's consolidated list of financial sanctions as CSV, form 1.1, with `;` between cells.
#
# An entry has a row for each of its names, addresses, birth dates and so on. This form does not say
# which names are weak: their quality is blank.


MARK = ";"
_ID, _KIND, _CODE = (
    "entity_logicalid",
    "entity_subjecttype",
    "entity_subjecttype_classificationcode",
)
_DAY = "filegenerationdate"
NEEDED = frozenset({_ID, _KIND, "namealias_wholename"})
_KINDS = {"p": PERSON, PERSON: PERSON, "e": ENTERPRISE, ENTERPRISE: ENTERPRISE}
_ENTITY = {"eu_referencenumber": "eureferencenumber"}
_ALONE = frozenset({"logicalid", "regulationlanguage", "strong", "circa", "calendartype"})


def eu_header(path: Path) -> Header | None:
    """Give the header of such a file; none where it is another file."""
    return header_of(path, NEEDED, MARK)


def eu_csv(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read the list into persons and what is said of them."""
    if len(sources) != 1:
        raise RequestError("the EU list is one file")
    path = sources[0]
    header = eu_header(path)
    if header is None:
        raise RequestError(f"{path} is not the EU list as CSV")
    table = Table(path, uniquely(header, path, frozenset(filter(None, header.columns))), MARK)
    for name in header.columns:
        if name not in ("", _DAY) and name.partition("_")[0] not in ("entity", *BLOCKS):
            intake.not_understood("column", name)
    first = next(table.rows(Intake()), None)
    day = first.cells.get(_DAY, "") if first else ""
    intake.issued(day_first(day), day)
    write_source(sink, SOURCE, path, PUBLISHER, TITLE, intake.known_until)
    acts = Acts(sink, SOURCE)
    for rows in table.entries(lambda row: row.cells[_ID], intake):
        kinds = {_kind(row) for row in rows}
        entry = _entry(rows)
        fault = _disagree(kinds) or fault_of(entry, min(kinds))
        if fault:
            for row in rows:
                intake.refuse(path, row.line, fault, part=not row.cells[_ID])
        elif ENTERPRISE in kinds:
            intake.set_aside["row of entity"] += len(rows)
        else:
            intake.taken += len(rows)
            told = listed(entry, acts, intake)
            write_listed(told, AUTHORITY, SOURCE, sink, intake, titles)


def _disagree(kinds: set[str]) -> str:
    return "the rows of the entry say that it is of several kinds" if len(kinds) > 1 else ""


def _kind(row: Row) -> str:
    """Give the kind, which stands as a word in one of two columns and as a letter in the other."""
    said = row.cells[_KIND].lower(), row.cells.get(_CODE, "").lower()
    return next((_KINDS[text] for text in said if text in _KINDS), said[0])


def _entry(rows: Sequence[Row]) -> Entry:
    """Gather the rows of an entry: each block once, in the order of the rows."""
    entry = Entry()
    found: dict[str, dict[tuple[tuple[str, str], ...], None]] = {}
    remarks: dict[str, None] = {}
    for row in rows:
        for block, fields in _blocks(row).items():
            if block == "entity":
                remarks[fields.pop("remark", "")] = None
                entry.fields |= fields
            elif fields.keys() - _ALONE:
                found.setdefault(block, {})[tuple(fields.items())] = None
    entry.fields["remark"] = "; ".join(filter(None, remarks))
    entry.blocks = {block: [dict(each) for each in fields] for block, fields in found.items()}
    return entry


def _blocks(row: Row) -> dict[str, dict[str, str]]:
    """Sort the cells of a row that are not blank into blocks."""
    blocks: dict[str, dict[str, str]] = {}
    for name, text in row.cells.items():
        block, _, rest = name.partition("_")
        if not text:
            continue
        if block == "entity" and rest.startswith("regulation_"):
            block, rest = "regulation", rest.removeprefix("regulation_")
        rest = _ENTITY.get(rest, rest)
        blocks.setdefault(block, {})[key_of(rest)] = " ".join(text.split())
    return blocks


# The EU's consolidated list of financial sanctions as XML, form 1.1: an entry is one element.


ROOT = "export"
_TAGS = frozenset({"sanctionEntity"})


def eu_xml(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read the list into persons and what is said of them."""
    if len(sources) != 1:
        raise RequestError("the EU list is one file")
    path = sources[0]
    day = root_of(path)[1].get("generationDate", "")
    intake.issued(checked(day[:10]), day)
    write_source(sink, SOURCE, path, PUBLISHER, TITLE, intake.known_until)
    acts, seen = Acts(sink, SOURCE), set[str]()
    for line, element in records(path, _TAGS, intake):
        entry, kind = _eu_xml_entry(element), _eu_xml_kind(element)
        number = entry.fields.get("logicalid", "")
        repeats = f"the number {number} repeats that of an earlier entry"
        fault = fault_of(entry, kind) or (repeats if number in seen else "")
        if fault:
            intake.refuse(path, line, fault, part=number in seen)
        elif kind == ENTERPRISE:
            intake.set_aside["entity"] += 1
        else:
            intake.taken += 1
            told = listed(entry, acts, intake)
            write_listed(told, AUTHORITY, SOURCE, sink, intake, titles)
        seen.add(number)


def _eu_xml_kind(element: Element) -> str:
    subject = element.find("subjectType")
    return subject.get("code", "").strip().lower() if subject is not None else ""


def _eu_xml_entry(element: Element) -> Entry:
    entry = Entry(_fields(element.attrib))
    entry.fields["remark"] = "; ".join(_texts(element, "remark"))
    for child in element:
        block = child.tag.lower()
        if block in BLOCKS:
            entry.blocks.setdefault(block, []).append(_block(child))
    return entry


def _block(element: Element) -> dict[str, str]:
    fields = _fields(element.attrib)
    if "regulationtype" in fields:
        fields["type"] = fields.pop("regulationtype")
    fields["publicationurl"] = "; ".join(_texts(element, "publicationUrl"))
    fields["remark"] = "; ".join(_texts(element, "remark"))
    contacts = (
        f"{each.get('key', '')}: {each.get('value', '')}" for each in element.iter("contactInfo")
    )
    fields["contactinfo"] = "; ".join(contacts)
    return fields


def _fields(attributes: Mapping[str, str]) -> dict[str, str]:
    return {key_of(name): " ".join(text.split()) for name, text in attributes.items()}


def _texts(element: Element, tag: str) -> list[str]:
    found = (" ".join((each.text or "").split()) for each in element.findall(tag))
    return [text for text in found if text]
