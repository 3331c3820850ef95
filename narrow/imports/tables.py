"""The tables of an imported register and their columns, each named here once.

FollowTheMoney's names stand beside ours. A column that ends in `_as_given` holds what the list
itself says before anything was converted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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
    block = {"person": "person_id", "ftm": ftm, "says": says, "sources": ["source_id"]}
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
        "rank": _set(kind="code"),
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
            "rank": _CODE,
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


def with_more(
    more: Mapping[str, Shape], shapes: Mapping[str, Shape] = SHAPES
) -> Mapping[str, Shape]:
    """Give the tables of every imported register with the columns that a form adds to them."""
    return {role: _joined(shape, more.get(role)) for role, shape in shapes.items()}


def _joined(shape: Shape, more: Shape | None) -> Shape:
    if more is None:
        return shape
    columns, block = {**shape.columns, **more.columns}, {**shape.narrow, **more.narrow}
    return Shape(columns, block, shape.key, shape.required)
