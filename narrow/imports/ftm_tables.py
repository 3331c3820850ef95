"""The columns that a register made of FollowTheMoney has beside those of every imported one."""

from collections.abc import Mapping
from typing import Any

from narrow.imports.tables import PERSONS, Block, Shape

_CODE: Block = {"kind": "code"}
_DATE: Block = {"kind": "date"}
_CODES: Block = {"kind": "code", "values": "set"}
_SEEN: Mapping[str, Block] = {"first_seen": _DATE, "last_seen": _DATE}
_OF_ENTITY: Mapping[str, Block] = {"entity_id": _CODE, "also_source_id": _CODES}
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
