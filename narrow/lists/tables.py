"""The tables of an imported register and their columns, each named here once.

FollowTheMoney's names stand beside ours. A column that ends in `_as_given` holds what the list
itself says before anything was converted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Block = dict[str, Any]
_CODE: Block = {"kind": "code"}
_DATE: Block = {"kind": "date"}


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: its columns with what narrow says of each, its key, its own words."""

    columns: Mapping[str, Block]
    narrow: Block
    key: str = ""
    required: tuple[str, ...] = ()


def _of_person(ftm: str, says: str, person: str, **columns: Block) -> Shape:
    """Shape a table of facts: each row is about one person and rests on one source."""
    block = {"person": "person_id", "sources": ["source_id"]}
    block |= {key: text for key, text in (("ftm", ftm), ("says", says)) if text}
    every = {"person_id": _CODE | {"ftm": person}, **columns, "source_id": _CODE}
    return Shape(every, block, required=("person_id", "source_id"))


def _set(ftm: str = "", **more: str) -> Block:
    return {"values": "set", **more, "ftm": ftm}


_MILITARY: Block = {"applies_where": {"sector": ["military"]}}
PERSONS = Shape(
    {
        "person_id": _CODE,
        "name": {"ftm": "Person:name"},
        "name_as_given": {},
        "name_native": {"ftm": "Person:name"},
        "also_known_as": _set("Person:alias"),
        "gender": {"kind": "code", "ftm": "Person:gender"},
        "gender_as_given": {},
        "birth_date": {"kind": "date", "values": "rival", "ftm": "Person:birthDate"},
        "birth_date_as_given": {},
        "birth_place": {"values": "rival", "ftm": "Person:birthPlace"},
        "nationality": _set("Person:nationality", kind="code"),
        "citizenship": _set("Person:citizenship", kind="code"),
        "title_as_given": {"ftm": "Person:position"},
        "rank": _set(vocabulary="officer-rank"),
        "lists": _set(kind="code"),
        "remarks_as_given": {"ftm": "Person:notes"},
        "left_over": {},
        "source_id": _CODE,
    },
    {
        "naming": {"name": "name", "aliases": "also_known_as"},
        "ftm": "Person",
        "sources": ["source_id"],
    },
    key="person_id",
    required=("person_id", "name", "source_id"),
)
SHAPES: Mapping[str, Shape] = {
    "persons": PERSONS,
    "names": _of_person(
        "Alias",
        "{kind} {name}",
        "",
        name={"ftm": "Alias:name"},
        name_as_given={},
        kind=_CODE,
        quality=_CODE,
    ),
    "posts": Shape(
        {
            "person_id": _CODE | {"ftm": "Occupancy:holder"},
            "title": {"ftm": "Position:name"},
            "title_as_given": {},
            "sector": {"vocabulary": "sector"},
            "branch": {"vocabulary": "branch", **_MILITARY},
            "role": {"vocabulary": "role"},
            "commands_unit": _CODE,
            "echelon": {"vocabulary": "echelon", **_MILITARY},
            "rank": {"vocabulary": "officer-rank"},
            "said_as": _CODE,
            "acting": _CODE,
            "start": _DATE | {"ftm": "Occupancy:startDate"},
            "end": _DATE | {"ftm": "Occupancy:endDate"},
            "ended_by": _DATE,
            "source_id": _CODE,
        },
        {
            "person": "person_id",
            "ftm": "Occupancy",
            "says": "{title}",
            "time": {"start": "start", "end": "end", "ended_by": "ended_by", "until_death": "yes"},
            "sources": ["source_id"],
            "settled_by": "a gazette, orders of appointment, a biography",
        },
        required=("person_id", "source_id"),
    ),
    "designations": Shape(
        {
            "person_id": _CODE | {"ftm": "Sanction:entity"},
            "authority": _CODE | {"ftm": "Sanction:authority"},
            "program": _CODE | {"ftm": "Sanction:program"},
            "listed_on": _DATE | {"ftm": "Sanction:listingDate"},
            "delisted_on": _DATE | {"ftm": "Sanction:endDate"},
            "reference": _CODE | {"ftm": "Sanction:authorityId"},
            "summary": {"ftm": "Sanction:summary"},
            "source_id": _CODE,
        },
        {
            "person": "person_id",
            "ftm": "Sanction",
            "says": "listed by {authority} under {program}",
            "time": {"start": "listed_on", "end": "delisted_on"},
            "sources": ["source_id"],
            "settled_by": "the notices of the authority that lists",
        },
        required=("person_id", "source_id"),
    ),
    "identifications": _of_person(
        "Identification",
        "{kind} {number} ({country})",
        "Identification:holder",
        kind=_CODE | {"ftm": "Identification:type"},
        number=_CODE | {"ftm": "Identification:number"},
        country=_CODE | {"ftm": "Identification:country"},
        as_given={},
    ),
    "addresses": _of_person(
        "Address",
        "{street}, {city}, {country}",
        "",
        street={"ftm": "Address:street"},
        city={"ftm": "Address:city"},
        region={"ftm": "Address:region"},
        country=_CODE | {"ftm": "Address:country"},
        note={"ftm": "Address:remarks"},
    ),
    "relations": _of_person(
        "UnknownLink",
        "{kind} {to_name}",
        "UnknownLink:subject",
        kind=_CODE | {"ftm": "UnknownLink:role"},
        to_name={},
    ),
    "sources": Shape(
        {
            "source_id": _CODE,
            "publisher": {"ftm": "Document:publisher"},
            "title": {"ftm": "Document:title"},
            "published": _DATE | {"ftm": "Document:publishedAt"},
            "url": _CODE | {"ftm": "Document:sourceUrl"},
            "file": _CODE | {"ftm": "Document:fileName"},
        },
        {
            "ftm": "Document",
            "citing": {
                "title": "title",
                "publisher": "publisher",
                "published": "published",
                "url": "url",
            },
        },
        key="source_id",
        required=("source_id",),
    ),
}


def _fact() -> Shape:
    """Shape a table of facts that somebody's own mapping names."""
    return _of_person("", "", "")


# Tables that a register has only where its mapping fills them.
OWN: Mapping[str, Shape] = {
    "grounds": _of_person(
        "Sanction",
        "{ground} {ground_as_given}",
        "Sanction:entity",
        ground={"vocabulary": "ground", "ftm": "Sanction:reason"},
        ground_as_given={},
        level={"vocabulary": "level"},
        authority=_CODE,
        listed_on=_DATE,
        summary={"ftm": "Sanction:summary"},
    )
}


def with_more(
    more: Mapping[str, Shape], shapes: Mapping[str, Shape] = SHAPES
) -> Mapping[str, Shape]:
    """Give the tables of every imported register with the columns and tables that a form adds."""
    own = {role: _joined(OWN.get(role, _fact()), shape) for role, shape in more.items()}
    return {
        **{role: _joined(shape, more.get(role)) for role, shape in shapes.items()},
        **{role: shape for role, shape in own.items() if role not in shapes},
    }


def _joined(shape: Shape, more: Shape | None) -> Shape:
    if more is None:
        return shape
    columns, block = {**shape.columns, **more.columns}, {**shape.narrow, **more.narrow}
    return Shape(columns, block, shape.key, shape.required)


# The descriptor of an imported register: an ordinary data package, the same for the same list.


SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
MADE_BY = "narrow import"


@dataclass(frozen=True, slots=True)
class Listing:
    """What the descriptor says of a list: its name, title and whose designations are complete.

    `authority` is blank where nobody's are. `more` holds columns beside those of every list.
    `beside` are further lists in the same register. `not_taken` are the places of values that
    reached no column, and how many they are. A list that is a `part` of what its authority
    publishes, or was filtered, speaks of its `programs` alone.
    """

    name: str
    title: str
    authority: str
    publisher: str
    known_until: str = ""
    more: Mapping[str, Shape] = field(default_factory=dict)
    beside: tuple["Listing", ...] = ()
    not_taken: Mapping[str, int] = field(default_factory=dict)
    part: str = ""
    programs: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple["Listing", ...]:
        """This list and those beside it."""
        return (self, *self.beside)

    @property
    def shapes(self) -> Mapping[str, Shape]:
        """The tables with the columns that any of the lists adds to them."""
        shapes = with_more({})
        for listing in self.lists:
            shapes = with_more(listing.more, shapes)
        return shapes


def together(listings: Sequence[Listing], title: str) -> Listing:
    """Describe a register of several lists; it is known until the day of the oldest of them."""
    first, *others = listings
    days = [listing.known_until for listing in listings]
    return replace(
        first,
        name="-and-".join(dict.fromkeys(listing.name for listing in listings)),
        title=title or "; ".join(dict.fromkeys(listing.title for listing in listings)),
        known_until=min(days) if all(days) else "",
        beside=tuple(others),
    )


def descriptor(listing: Listing, written: Mapping[str, int] = {}) -> dict[str, Any]:
    """Write the descriptor of an imported list, the same for the same list.

    A table may gain rows by hand and not lose any of those `written`: a torn copy is not loaded.
    """
    shapes = listing.shapes
    until = {"known_until": listing.known_until} if listing.known_until else {}
    behind = {"not_taken": dict(listing.not_taken)} if listing.not_taken else {}
    return {
        "$schema": SCHEMA,
        "name": listing.name,
        "title": listing.title,
        "created_by": MADE_BY,
        "sources": [{"title": p} for p in dict.fromkeys(one.publisher for one in listing.lists)],
        "narrow": {**until, "circa_years": 2, **behind},
        "resources": [
            _resource(role, shape, listing, written.get(role, 0)) for role, shape in shapes.items()
        ],
    }


def _resource(role: str, shape: Shape, listing: Listing, rows: int) -> dict[str, Any]:
    known = {(one.authority, one.known_until): one for one in listing.lists if one.authority}
    slices = [s for (_, day), one in known.items() if day and (s := _slice(one, listing.lists))]
    complete = {"complete_for": slices} if role == "designations" and slices else {}
    whole = {"expectations": {"rows": {"at_least": rows}}} if rows else {}
    return {
        "name": role,
        "type": "table",
        "path": f"{role}.csv",
        "title": role.capitalize(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(name, name in shape.required) for name in shape.columns],
            **({"primaryKey": [shape.key]} if shape.key else {}),
            "foreignKeys": _keys(shape),
        },
        "narrow": {"role": role, **shape.narrow, **complete, **whole, "columns": _said(shape)},
    }


def _slice(listing: Listing, lists: Sequence[Listing]) -> dict[str, Any]:
    """Say of whom a list speaks, on its own day; of what day one without speaks, nobody knows.

    A part of a list that names no programme speaks of nobody whom it does not name: it is empty.
    """
    authority, day = listing.authority, listing.known_until
    alike = [one for one in lists if (one.authority, one.known_until) == (authority, day)]
    parts = {one.part for one in alike}
    whole = not listing.part or parts >= {"SDN", "non-SDN"}
    programs = [] if whole else sorted({name for one in alike for name in one.programs if name})
    if not (whole or programs):
        return {}
    on = f"{day} under {', '.join(programs)}" if programs else day
    return {
        "says": f"The list names everybody whom {authority} listed on {on}, and nobody else.",
        "where": {"authority": [authority], **({"program": programs} if programs else {})},
        "from": day,
        "until": day,
        "matched": {"lists": [authority]},
    }


def _field(name: str, required: bool) -> dict[str, Any]:
    given: dict[str, Any] = {
        "name": name,
        "type": "string",
        "title": name.replace("_", " ").capitalize(),
    }
    if name == "commands_unit":
        given["missingValues"] = ["", "unknown"]
    return given | ({"constraints": {"required": True}} if required else {})


def _keys(shape: Shape) -> list[dict[str, Any]]:
    return [
        {"fields": [name], "reference": {"resource": table, "fields": [name]}}
        for name, table in (("person_id", "persons"), ("source_id", "sources"))
        if name in shape.columns and shape.key != name
    ]


def _said(shape: Shape) -> dict[str, dict[str, Any]]:
    """Give what narrow says of each column, without the names that are blank."""
    return {
        name: {key: value for key, value in block.items() if value}
        for name, block in shape.columns.items()
        if block
    }
