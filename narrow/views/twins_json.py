"""Pairs of persons who may be one as plain data, with the schema that they keep to."""

from typing import Any

from narrow.model.evidence import Person
from narrow.registers.twins import Suspected
from narrow.views.changes_json import closed, several

Json = dict[str, Any]
TWINS = "narrow/twins/1"
MOST = 10_000

_TEXT, _WHOLE = {"type": "string"}, {"type": "integer", "minimum": 0}
_PERSON = closed(id=_TEXT, name=_TEXT, aliases=several(_TEXT))
SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Persons of a register who may be one, and what speaks for it and against",
    **closed(
        schema={"const": TWINS},
        register=closed(id=_TEXT, sha256=_TEXT, persons=_WHOLE),
        pairs=several(
            closed(
                first=_PERSON,
                second=_PERSON,
                speaks_for=several(_TEXT),
                against=several(_TEXT),
                paper={"type": "boolean"},
                alike={"type": "number", "minimum": 0, "maximum": 100},
            )
        ),
        total=_WHOLE,
        compared=_WHOLE,
        passed_over={"type": "object", "additionalProperties": _WHOLE},
        spelling={"type": "boolean"},
        care=_TEXT,
    ),
}


def twins(found: Suspected) -> Json:
    """Give the pairs as data, ten thousand at most; `total` counts them all."""
    return {
        "schema": TWINS,
        "register": {"id": found.register, "sha256": found.sha256, "persons": found.persons},
        "pairs": [
            {
                "first": _person(pair.first),
                "second": _person(pair.second),
                "speaks_for": list(pair.speaks_for),
                "against": list(pair.against),
                "paper": pair.paper,
                "alike": round(pair.alike, 1),
            }
            for pair in found.pairs[:MOST]
        ],
        "total": len(found.pairs),
        "compared": found.compared,
        "passed_over": dict(found.passed_over),
        "spelling": found.spelling,
        "care": found.care,
    }


def _person(given: Person) -> Json:
    return {"id": given.id, "name": given.name, "aliases": list(given.aliases)}
