"""What entities of FollowTheMoney say: of a person, and in posts, listings, papers and links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from typing import Any

from narrow.lists.import_log import Intake, Sink
from narrow.lists.persons import Post, Titles, checked, is_latin, joined, post_cells, write_posts
from narrow.lists.tables import PERSONS, Block, Shape

# One entity of FollowTheMoney: an id, a schema, and properties that are lists of texts.


_SCHEMA = re.compile(r"[A-Z][A-Za-z]{1,60}", re.ASCII)
_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ]\d\d:.*)?", re.ASCII)
LONGEST_ID = 500
Json = Mapping[str, Any]


class Entity:
    """An entity as a line gives it; nested entities stand in `within`, by their property."""

    __slots__ = ("id", "json", "properties", "schema", "within")

    def __init__(self, json: Json) -> None:
        self.json = json
        self.id: str = json["id"]
        self.schema: str = json["schema"]
        self.properties: dict[str, list[str]] = {}
        self.within: list[tuple[str, Entity]] = []
        for name, values in json["properties"].items():
            try:
                if values.__class__ is list and all(map(str.strip, values)):
                    if values:
                        self.properties[name] = values
                    continue
            except TypeError:  # one of them is no text
                pass
            given = values if isinstance(values, list) else [values]
            texts = [value for value in given if isinstance(value, str) and value.strip()]
            if len(texts) != len(given):
                texts += self._nested(name, given)
            if texts:
                self.properties[name] = texts

    def _nested(self, name: str, given: list[Any]) -> Iterator[str]:
        for value in given:
            if isinstance(value, dict) and not fault_of(value):
                entity = Entity(value)
                self.within.append((name, entity))
                yield entity.id

    def all(self, *names: str) -> list[str]:
        """Give the values of some properties, each once, in their order."""
        if len(names) == 1:
            found = self.properties.get(names[0], [])
        else:
            found = [value for name in names for value in self.properties.get(name, ())]
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def first(self, name: str) -> str:
        """Give the first value of a property, blank where it has none."""
        values = self.properties.get(name)
        return values[0] if values else ""

    def listed(self, key: str) -> list[str]:
        """Give the texts that stand beside the properties under a key, such as `datasets`."""
        values = self.json.get(key)
        if isinstance(values, str):
            values = [values]
        if not isinstance(values, list):
            return []
        return [value for value in values if isinstance(value, str) and value.strip()]

    def day(self, key: str) -> str:
        """Give the day on which it was first or last seen; blank where it does not say."""
        value = self.json.get(key)
        return known_day(value[:10]) if isinstance(value, str) and len(value) >= 10 else ""

    @property
    def name(self) -> str:
        """What it is called: its caption, where that is one of its names or it has no name."""
        names, caption = self.properties.get("name", ()), self.json.get("caption")
        if caption in names or caption in self.all(*list(NAMES)[1:]):
            return str(caption)
        if not names and isinstance(caption, str) and caption.strip() not in ("", self.id):
            return caption.strip()
        return (
            next(iter((*names, *self.all(*NAMES))), "")
            if self.schema == "Person"
            else "".join(names[:1])
        )

    def rest(self, cells: Mapping[str, str], *known: str) -> dict[str, str]:
        """Give what stands in no cell as `left_over`, but for the properties that are known."""
        said = "\n".join(cells.values())
        left = [
            f"{name}: {value}"
            for name, values in self.properties.items()
            if name not in known
            for value in values
            if value not in said and not any(name == inner for inner, _ in self.within)
        ]
        return {"left_over": "; ".join(left)}

    def leaves(self) -> Iterator[tuple[str, str]]:
        """Give every text of it with its path."""
        for key in self.json.keys() - {"properties", "id", "schema"}:
            for value in self.listed(key):
                yield key, value
        for name, values in self.properties.items():
            for value in values:
                yield f"{self.schema}/{name}", value

    def odd(self) -> Iterator[tuple[str, str]]:
        """Give the values that are neither texts nor entities, with their property."""
        for name, values in self.json["properties"].items():
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, str) or (isinstance(value, dict) and not fault_of(value)):
                    continue
                yield name, repr(value)[:200]


def fault_of(json: Json) -> str:
    """Say why an object is no entity; blank where it is one."""
    key, schema = json.get("id"), json.get("schema")
    if not isinstance(key, str) or not key.strip() or len(key) > LONGEST_ID:
        return "has no id"
    if not isinstance(schema, str) or not _SCHEMA.fullmatch(schema):
        return "has no schema"
    return "" if isinstance(json.get("properties"), dict) else "has no properties"


def dated(entity: Entity, name: str, intake: Intake, column: str) -> tuple[str, str]:
    """Give a property as one date, and as it is given; several dates are one of them.

    Blank where one of them is not understood: then the others are not sure.
    """
    given = entity.all(name)
    days = days_of(given, intake, column)
    said = f"[{','.join(days)}]" if len(days) > 1 else "".join(days)
    return said, "; ".join(given)


@lru_cache(maxsize=1 << 16)
def known_day(text: str) -> str:
    """Give a date, or the date of a time, where the calendar has it; blank where it is none."""
    found = _DAY.fullmatch(text.strip())
    return checked(found[1]) if found else ""


def days_of(given: list[str], intake: Intake, column: str) -> list[str]:
    """Give texts as dates, to the day at most; none at all where one is not understood."""
    days: list[str] = []
    for text in given:
        day = known_day(text)
        if not day:
            intake.not_understood(column, text)
        days.append(day)
    return list(dict.fromkeys(days)) if all(days) else []


# The columns that a register made of FollowTheMoney has beside those of every imported one.


_CODE: Block = {"kind": "code"}
_DATE: Block = {"kind": "date"}
_CODES: Block = {"kind": "code", "values": "set"}
_SEEN: Mapping[str, Block] = {"first_seen": _DATE, "last_seen": _DATE}
_OF_ENTITY: Mapping[str, Block] = {"entity_id": _CODE, "also_source_id": _CODES, "left_over": {}}
_CITED = {"sources": ["source_id", "also_source_id"]}


def _more(columns: Mapping[str, Block], **narrow: Any) -> Shape:
    return Shape(columns, {**_CITED, **narrow})


MORE: Mapping[str, Shape] = {
    "persons": _more(
        {
            "death_date": _DATE | {"values": "rival", "ftm": "Person:deathDate"},
            "death_date_as_given": {},
            "country": _CODES | {"ftm": "Person:country"},
            "topics": _CODES | {"ftm": "Person:topics"},
            "referents": _CODES,
            "origin": _CODES,
            **_SEEN,
            "also_source_id": _CODES,
        },
        naming={**PERSONS.narrow["naming"], "died": "death_date"},
    ),
    "names": _more({"also_source_id": _CODES}),
    "posts": _more(
        {
            "country": _CODES | {"ftm": "Position:country"},
            "region": {"values": "set", "ftm": "Position:subnationalArea"},
            "topics": _CODES | {"ftm": "Position:topics"},
            "inception": _DATE | {"ftm": "Position:inceptionDate"},
            "dissolution": _DATE | {"ftm": "Position:dissolutionDate"},
            "start_as_given": {},
            "end_as_given": {},
            "held_on": _DATE | {"ftm": "Occupancy:date"},
            "ended_by": _DATE,
            "status_as_given": _CODE | {"ftm": "Occupancy:status"},
            **_SEEN,
            **_OF_ENTITY,
        },
        time={
            "start": "start",
            "end": "end",
            "held_on": "held_on",
            "ended_by": "ended_by",
            "until_death": "yes",
        },
    ),
    "designations": _more(
        {
            "program_id": _CODES | {"ftm": "Sanction:programId"},
            "listed_on_as_given": {},
            "delisted_on_as_given": {},
            "in_force_on": _DATE,
            "over_by": _DATE,
            "status_as_given": _CODE | {"ftm": "Sanction:status"},
            "url": _CODES | {"ftm": "Sanction:sourceUrl"},
            **_SEEN,
            **_OF_ENTITY,
        },
        time={
            "start": "listed_on",
            "end": "delisted_on",
            "held_on": "in_force_on",
            "ended_by": "over_by",
        },
    ),
    "identifications": _more(dict(_OF_ENTITY)),
    "addresses": _more({"full": {"ftm": "Address:full"}, **_OF_ENTITY}, says="{full}"),
    "relations": _more({"to_id": _CODE, **_OF_ENTITY}),
}


# What FollowTheMoney's words are in a register: topics, papers, kinds of link, kinds of name.
#
# Only what is plain is here. `gov.head` or `gov.security` may mean several sectors, so the words of
# the position decide; where topics name two sectors, they name none.


MOST_SCHEMATA = 200  # that are counted apart; FollowTheMoney has about seventy
OTHER = "other schemata"

SECTORS: Mapping[str, str] = {
    "gov.executive": "executive",
    "gov.judicial": "judiciary",
    "gov.legislative": "legislature",
    "gov.muni": "subnational",
    "gov.soe": "state-enterprise",
    "mil": "military",
    "pol.party": "party",
    "role.diplo": "diplomatic",
}

PAPERS: Mapping[str, str] = {
    "passportNumber": "Passport",
    "idNumber": "Identification number",
    "taxNumber": "Tax number",
    "innCode": "INN",
    "ogrnCode": "OGRN",
    "registrationNumber": "Registration number",
    "socialSecurityNumber": "Social security number",
    "vatCode": "VAT code",
    "licenseNumber": "License number",
    "npiCode": "NPI",
    "imoNumber": "IMO number",
    "icijId": "ICIJ id",
    "wikidataId": "Wikidata",
}

NAMES: Mapping[str, tuple[str, str]] = {  # kind and quality
    "name": ("name", ""),
    "alias": ("aka", ""),
    "previousName": ("fka", ""),
    "weakAlias": ("aka", "low"),
}

REMARKS = ("notes", "summary", "description", "biography")


@dataclass(frozen=True, slots=True)
class Link:
    """A schema of links: its two ends, the property with its word, what each end is without one.

    The word says what the one at `doer` is to the one at `other`.
    """

    doer: str
    other: str
    word: str
    usual: str
    back: str


LINKS: Mapping[str, Link] = {
    # "mother" means that the relative is the mother of the person
    "Family": Link("relative", "person", "relationship", "family", "family"),
    "Associate": Link("associate", "person", "relationship", "associate", "associate"),
    "UnknownLink": Link("subject", "object", "role", "linked-to", "linked-to"),
    "Directorship": Link("director", "organization", "role", "director", "directed by"),
    "Membership": Link("member", "organization", "role", "member", "has as member"),
    "Employment": Link("employee", "employer", "role", "employee", "employer"),
    "Ownership": Link("owner", "asset", "role", "owner", "owned by"),
    "Representation": Link("agent", "client", "role", "agent", "client"),
}
# What the other one is, where a word says what the relative is to the person.
BACK: Mapping[str, str] = {
    **dict.fromkeys(("sibling", "brother", "sister", "half-brother", "half-sister"), "sibling"),
    **dict.fromkeys(("father", "mother", "parent"), "child"),
    **dict.fromkeys(("son", "daughter", "child"), "parent"),
    **dict.fromkeys(("husband", "wife", "spouse"), "spouse"),
    **dict.fromkeys(("ex-husband", "ex-wife", "former husband", "former wife"), "former spouse"),
    **dict.fromkeys(("grandfather", "grandmother", "grandparent"), "grandchild"),
    **dict.fromkeys(("grandson", "granddaughter", "grandchild"), "grandparent"),
    **dict.fromkeys(("uncle", "aunt"), "nephew or niece"),
    **dict.fromkeys(("nephew", "niece"), "uncle or aunt"),
    "cousin": "cousin",
    "twin": "twin",
}
FACTS = frozenset({"Occupancy", "Sanction", "Identification", "Passport", *LINKS})

# Properties of a person that have a column or a table of their own.
CARRIED = frozenset(
    {
        *NAMES,
        *PAPERS,
        *REMARKS,
        "address",
        "addressEntity",
        "birthDate",
        "birthPlace",
        "citizenship",
        "country",
        "deathDate",
        "gender",
        "nationality",
        "position",
        "topics",
    }
)
MOST_LISTINGS = 100  # rows of one Sanction, which may name several authorities and programmes
ENDED = ("ended", "inactive", "expired", "delisted", "revoked")
CURRENT = ("current", "active", "in force")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Position:
    """A Position as occupancies refer to it: its cells, and the rows that its name gives."""

    cells: dict[str, str]
    posts: list[dict[str, str]]
    left: list[str] = field(default_factory=list)
    mixed: bool = False


def position(entity: Entity, intake: Intake, titles: Titles) -> Position:
    """Read a Position: its name as posts with codes, and the sector that its topics name."""
    told = titles(entity.name) if entity.name else None
    topics = entity.all("topics")
    sectors = {SECTORS[topic] for topic in topics if topic in SECTORS}
    sector = sectors.pop() if len(sectors) == 1 else ""
    cells = {
        "title_as_given": entity.name,
        "country": joined(entity.all("country")),
        "region": joined(entity.all("subnationalArea")),
        "topics": joined(topics),
        "inception": dated(entity, "inceptionDate", intake, "inception")[0],
        "dissolution": dated(entity, "dissolutionDate", intake, "dissolution")[0],
    }
    cells |= entity.rest(cells)
    posts = [_in_sector(post, sector) for post in told.posts] if told else []
    left = list(told.left) if told else []
    posts += [{"title": text, "sector": sector, "commands_unit": "unknown"} for text in left]
    mixed = bool(told and any(sector and p.sector not in ("", sector) for p in told.posts))
    return Position(cells, posts or [{"sector": sector, "commands_unit": "unknown"}], left, mixed)


def _in_sector(post: Post, sector: str) -> dict[str, str]:
    """Give the cells of a post; where the topics name another sector than its words, theirs."""
    cells = {name: text for name, text in post_cells(post).items() if name not in ("start", "end")}
    if sector and cells["sector"] not in ("", sector):
        cells |= {"branch": "", "echelon": "", "commands_unit": "unknown"}
    return cells | ({"sector": sector} if sector else {})


def occupancy(entity: Entity, post: Position, intake: Intake) -> Iterator[Cells]:
    """Give a row for each post that the Position names, with the days of the occupancy.

    "ended" without a date was over on the day on which it was last seen, "current" was held then.
    """
    start, start_as_given = dated(entity, "startDate", intake, "start")
    end, end_as_given = dated(entity, "endDate", intake, "end")
    said, seen = _status(entity, intake), entity.day("last_seen") or intake.known_until
    ended, current = said == "former" and not end, said == "current"
    for text in post.left:
        intake.not_understood("title", text)
    if post.mixed:
        intake.notes["posts whose topics name another sector than their words"] += 1
    more = {
        "start": start,
        "start_as_given": start_as_given,
        "end": end,
        "end_as_given": end_as_given,
        "held_on": seen if current and seen else dated(entity, "date", intake, "held_on")[0],
        "ended_by": seen if ended else "",
        "status_as_given": "; ".join(entity.all("status")),
        **seen_days(entity),
    }
    rest = entity.rest(more, "holder", "post")["left_over"]
    more["left_over"] = "; ".join(filter(None, (rest, post.cells["left_over"])))
    for cells in post.posts:
        said_as = said or (cells.get("said_as", "") if cells.get("said_as") == "former" else "")
        yield post.cells | cells | more | {"said_as": said_as}


def _status(entity: Entity, intake: Intake) -> str:
    """Give former or current as a status says it; blank where its words say neither, or both."""
    given = entity.all("status")
    words = {word.lower() for word in given} - {"unknown"}
    said = {"former" if w in ENDED else "current" if w in CURRENT else "" for w in words}
    if len(said) > 1 or "" in said:
        intake.not_understood("status", "; ".join(given))
        return ""
    return said.pop() if said else ""


def sanction(entity: Entity, intake: Intake) -> Iterator[Cells]:
    """Give a row for each authority and programme of a Sanction.

    One without an end stood on the list on the day on which it was last seen.
    """
    prop = "listingDate" if entity.first("listingDate") else "startDate"
    listed, listed_as_given = dated(entity, prop, intake, "listed_on")
    ended, ended_as_given = dated(entity, "endDate", intake, "delisted_on")
    said, seen = _status(entity, intake), entity.day("last_seen") or intake.known_until
    over = said == "former" and not ended
    goes_on = not ended_as_given and (said == "current" or not entity.all("status"))
    more = {
        "program_id": joined(entity.all("programId")),
        "listed_on": listed,
        "listed_on_as_given": listed_as_given,
        "delisted_on": ended,
        "delisted_on_as_given": ended_as_given,
        "in_force_on": seen if goes_on else "",
        "over_by": seen if over else "",
        "status_as_given": "; ".join(entity.all("status")),
        "reference": joined(entity.all("authorityId", "unscId")),
        "summary": "; ".join(entity.all("reason", "summary", "provisions", "description")),
        "url": joined(entity.all("sourceUrl")),
        **seen_days(entity),
    }
    programs = entity.all("program") or entity.all("programId") or [""]
    pairs = product(entity.all("authority") or [""], programs)
    more |= entity.rest(more, "authority", "program", "entity")
    for authority, program in islice(pairs, MOST_LISTINGS):
        yield {"authority": authority, "program": program} | more
    for pair in pairs:
        intake.not_understood("program", " / ".join(pair))


def identification(entity: Entity) -> Iterator[Cells]:
    """Give a row for each number of an Identification or a Passport."""
    for number in entity.all("number", "passportNumber"):
        cells = {
            "kind": entity.first("type") or entity.schema,
            "number": number,
            "country": entity.first("country"),
            "as_given": "; ".join(entity.all("type", "authority", "summary", "description")),
        }
        yield cells | entity.rest(cells, "number", "passportNumber", "holder")


def address(entity: Entity) -> Cells:
    """Give the cells of an Address; its full text is put together where it is not given."""
    street = ", ".join(entity.all("street", "street2", "postOfficeBox"))
    city = " ".join((*entity.all("postalCode"), *entity.all("city")))
    region = ", ".join(entity.all("region", "state"))
    country = entity.first("country")
    parts = ", ".join(filter(None, (street, city, region, country)))
    cells = {
        "street": street,
        "city": city,
        "region": region,
        "country": country,
        "note": "; ".join(entity.all("remarks", "summary")),
        "full": entity.first("full") or entity.name or parts,
    }
    return cells | entity.rest(cells)


def linked(entity: Entity, link: Link, *, doer: bool) -> str:
    """Say what a person at one end of a link is to the other end."""
    words = entity.all(link.word)
    if doer:
        return "; ".join(words) or link.usual
    back = {BACK.get(word.lower().strip(), link.back) for word in words}
    return back.pop() if len(back) == 1 and entity.schema == "Family" else link.back


def seen_days(entity: Entity) -> dict[str, str]:
    """Give the first and the last day on which a fact was seen."""
    return {"first_seen": entity.day("first_seen"), "last_seen": entity.day("last_seen")}


# A Person of FollowTheMoney becomes a row of persons, with its names, papers and free titles.


GENDERS = ("male", "female", "other")


def write_person(
    entity: Entity, cited: dict[str, str], sink: Sink, intake: Intake, titles: Titles
) -> None:
    """Write the rows of a person, and count what was not understood of it."""
    title = "; ".join(entity.all("position"))
    told = titles(title) if title else None
    cells = {
        "person_id": entity.id,
        "title_as_given": title,
        "rank": joined(told.ranks if told else ()),
        "left_over": _left_over(entity, intake),
        "remarks_as_given": "; ".join(entity.all(*REMARKS)),
    }
    sink.row("persons", {**cells, **_person(entity, intake), **_kept(entity), **cited})
    own = {"person_id": entity.id, **cited}
    if told:
        write_posts(_Citing(sink, cited), intake, entity.id, title, told, cited["source_id"])
    _names(entity, own, sink)
    for prop in filter(PAPERS.__contains__, entity.properties):
        for number in entity.all(prop):
            cells = {"kind": PAPERS[prop], "number": number, "as_given": f"{prop} {number}"}
            sink.row("identifications", own | cells | {"entity_id": entity.id})
    if "addressEntity" not in entity.properties:  # else the same ones come in parts
        for text in entity.all("address"):
            sink.row("addresses", own | {"full": text, "entity_id": entity.id})


def _person(entity: Entity, intake: Intake) -> dict[str, str]:
    name = entity.name
    died, died_as_given = dated(entity, "deathDate", intake, "death_date")
    return {
        "name": name,
        "name_as_given": name,
        "name_native": joined(other for other in entity.all(*NAMES) if not is_latin(other)),
        "also_known_as": joined(other for other in entity.all(*NAMES) if other != name),
        **_gender(entity, intake),
        "birth_date": ";".join(days_of(entity.all("birthDate"), intake, "birth_date")),
        "birth_date_as_given": joined(entity.all("birthDate")),
        "birth_place": joined(entity.all("birthPlace")),
        "death_date": died,
        "death_date_as_given": died_as_given,
        "nationality": joined(entity.all("nationality")),
        "citizenship": joined(entity.all("citizenship")),
        "country": joined(entity.all("country")),
        "topics": joined(entity.all("topics")),
    }


def _kept(entity: Entity) -> dict[str, str]:
    """Give what says where the entity itself comes from."""
    return {
        "referents": joined(entity.listed("referents")),
        "origin": joined(entity.listed("origin")),
        "first_seen": entity.day("first_seen"),
        "last_seen": entity.day("last_seen"),
    }


class _Citing:
    """Writes rows that rest on several data sets."""

    def __init__(self, sink: Sink, cited: Mapping[str, str]) -> None:
        self.sink, self.cited = sink, cited

    def row(self, role: str, cells: Mapping[str, str]) -> None:
        """Write a row of a table with the data sets that say it."""
        self.sink.row(role, {**cells, **self.cited})


def _names(entity: Entity, own: dict[str, str], sink: Sink) -> None:
    main = entity.name
    for prop, (kind, quality) in NAMES.items():
        for name in entity.all(prop):
            if name != main:
                cells = {"name": name, "name_as_given": name, "kind": kind, "quality": quality}
                sink.row("names", own | cells)


def _gender(entity: Entity, intake: Intake) -> dict[str, str]:
    given = entity.all("gender")
    known = given[0].lower() if len(given) == 1 else ""
    if given and known not in GENDERS:
        intake.not_understood("gender", joined(given))
        known = ""
    return {"gender": known, "gender_as_given": joined(given)}


def _left_over(entity: Entity, intake: Intake) -> str:
    """Give what has no column as text; values that are no text at all are not understood."""
    for name, value in entity.odd():
        intake.not_understood(name[:60], value)
    within = {name for name, _ in entity.within}
    kept = []
    for name, values in entity.properties.items():
        if name not in CARRIED and name not in within:
            kept.append(f"{name}: {', '.join(values)}")
            intake.notes["properties without a column, kept as text in left_over"] += 1
    return "; ".join(kept)


# Each data set that an entity names becomes a source; where it names none, its file is one.


FILE = "ftm"


class Datasets:
    """Remembers the data sets that were named and the last day on which each was seen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.days: dict[str, str] = {}
        self._cells: dict[tuple[str, ...], dict[str, str]] = {}

    def cells(self, entity: Entity, last_seen: str = "") -> dict[str, str]:
        """Give the cells that say which data sets an entity stands in."""
        return self.named(tuple(entity.listed("datasets")), last_seen)

    def named(self, names: tuple[str, ...], last_seen: str) -> dict[str, str]:
        """Give the cells for data sets of these names, seen on this day."""
        cells = self._cells.get(names)
        if cells is None:
            bare = sorted({name.strip().replace(";", ",") for name in names}) or [FILE]
            cells = {"source_id": bare[0], "also_source_id": joined(bare[1:])}
            if len(self._cells) < 10_000:
                self._cells[names] = cells
        for source in (cells["source_id"], *filter(None, cells["also_source_id"].split(";"))):
            if last_seen > self.days.get(source, ""):
                self.days[source] = last_seen
            else:
                self.days.setdefault(source, "")
        return cells

    def write(self, sink: Sink, intake: Intake) -> None:
        """Write a row for each data set; the last day of all is the list's day."""
        intake.known_until = max([*self.days.values(), ""]) or intake.known_until
        for source, day in sorted(self.days.items()):
            title = self.path.name if source == FILE else source
            cells = {"source_id": source, "title": title, "file": self.path.name}
            sink.row("sources", cells | {"published": day or intake.known_until})


# What is known so far of a file of entities, and the rows that its facts give with it.


_HOLDERS: Mapping[str, tuple[str, str]] = {
    "Occupancy": ("holder", "posts"),
    "Sanction": ("entity", "designations"),
    "Identification": ("holder", "identifications"),
    "Passport": ("holder", "identifications"),
}


@dataclass(slots=True)
class Known:
    """The names of persons and of whatever else by id, the positions, who lives at an address."""

    people: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    posts: dict[str, Position] = field(default_factory=dict)
    homes: dict[str, list[str]] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Give the name of an entity, or its id where it is not in the file."""
        return self.people.get(key) or self.others.get(key) or key


def ends(entity: Entity) -> tuple[str, ...]:
    """Name the properties of a fact that say whom it is about."""
    link = LINKS.get(entity.schema)
    return (link.doer, link.other) if link else (_HOLDERS[entity.schema][0],)


class Rows:
    """Writes the rows of persons and of the facts about them."""

    def __init__(self, datasets: Datasets, sink: Sink, intake: Intake, titles: Titles) -> None:
        self.datasets, self.sink, self.intake, self.titles = datasets, sink, intake, titles
        self.known = Known()

    def person(self, entity: Entity) -> None:
        """Write a person, and all that stands nested within it."""
        self.known.people[entity.id] = entity.name
        for home in entity.all("addressEntity"):
            self.known.homes.setdefault(home, []).append(entity.id)
        cited = self.datasets.cells(entity, entity.day("last_seen"))
        write_person(entity, cited, self.sink, self.intake, self.titles)
        for prop, within in entity.within:
            self.nested(entity, prop, within)

    def position(self, entity: Entity) -> None:
        """Remember a position, unless one of its id is known."""
        if entity.id not in self.known.posts:
            self.known.posts[entity.id] = position(entity, self.intake, self.titles)

    def missing_post(self, entity: Entity) -> str:
        """Say what is wrong with the post of an occupancy; blank where it is known."""
        if entity.schema != "Occupancy":
            return ""
        posts = entity.all("post")
        lost = [key for key in posts if key not in self.known.posts]
        if lost:
            return f"the Occupancy names {lost[0][:40]!r}, which is no Position in the file"
        return "" if posts else "the Occupancy names no post"

    def fact(self, entity: Entity, person: str) -> None:
        """Write what a fact says of one person in it; its post must be known."""
        if entity.schema in LINKS:
            self._link(entity, person)
            return
        for cells in self._rows(entity):
            self.write(_HOLDERS[entity.schema][1], person, entity, cells)

    def _rows(self, entity: Entity) -> Iterator[Cells]:
        if entity.schema == "Occupancy":
            for key in entity.all("post"):
                yield from occupancy(entity, self.known.posts[key], self.intake)
        elif entity.schema == "Sanction":
            yield from sanction(entity, self.intake)
        else:
            yield from identification(entity)

    def _link(self, entity: Entity, person: str) -> None:
        link = LINKS[entity.schema]
        for mine, theirs, doer in ((link.doer, link.other, True), (link.other, link.doer, False)):
            if person in entity.all(mine):
                kind = linked(entity, link, doer=doer)
                for key in entity.all(theirs):
                    cells = {"kind": kind, "to_name": self.known.name(key), "to_id": key}
                    cells |= entity.rest(cells, link.word, link.doer, link.other)
                    self.write("relations", person, entity, cells)

    def home(self, entity: Entity, person: str) -> None:
        """Write an address of a person."""
        self.write("addresses", person, entity, address(entity))

    def write(self, role: str, person: str, entity: Entity, cells: Cells) -> None:
        """Write a row about a person, which rests on the data sets of the entity that says it."""
        cited = self.datasets.cells(entity, entity.day("last_seen"))
        own = {"person_id": person, "entity_id": entity.id}
        self.sink.row(role, {**cells, **own, **cited})

    def nested(self, owner: Entity, prop: str, entity: Entity) -> None:
        """Write what an entity within a person says of that person."""
        for inner in _all_within(entity):
            if inner.schema == "Position":
                self.position(inner)
            if inner.schema not in FACTS:
                self.known.others.setdefault(inner.id, inner.name)
        if entity.schema == "Address":
            self.home(entity, owner.id)
        elif entity.schema not in FACTS or self.missing_post(entity):
            self.intake.not_understood(prop[:60], f"{entity.schema} {entity.id}")
        else:
            free = [end for end in ends(entity) if not entity.all(end)]
            if len(free) == 1:  # a nested entity leaves out the end that holds it
                entity.properties[free[0]] = [owner.id]
            self.fact(entity, owner.id)


def _all_within(entity: Entity) -> Iterator[Entity]:
    yield entity
    for _, inner in entity.within:
        yield from _all_within(inner)
