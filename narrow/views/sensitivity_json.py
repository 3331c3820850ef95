"""What might change an answer, as plain data, with the schema that it keeps to."""

from collections.abc import Sequence
from typing import Any

from narrow.model.evidence import About, Counts, Person
from narrow.questions.flip import Asking, Cell, Flip, Range, Swing, Switch

Json = dict[str, Any]

FLIP = "narrow/flip/1"
NEXT = "narrow/next/1"


def flip(given: Flip) -> Json:
    """Give who enters and leaves, rank ranges and swings as data."""
    return {
        "schema": FLIP,
        **_about(given.about),
        "counts": _counts(given.counts),
        "combinations": given.combinations,
        "left_out": given.left_out,
        "grades": given.grades,
        "switches": [_switch(s) for s in given.switches],
        "robust": _people(given.robust),
        "ranges": [_range(r) for r in given.ranges],
        "swings": [_swing(s) for s in given.swings],
        "care": given.care,
    }


def asking(given: Asking) -> Json:
    """Give what is not known, by what it is worth, as data."""
    return {
        "schema": NEXT,
        **_about(given.about),
        "unit": given.unit,
        "left": round(given.left, 6),
        "counts": _counts(given.counts),
        "unknown": dict(given.unknown),
        "cells": [_cell(c) for c in given.cells],
        "care": given.care,
    }


def _about(about: About) -> Json:
    return {
        "case": about.case,
        "title": about.title,
        "as_of": about.as_of,
        "subject": about.subject,
        "register": about.register,
        "sha256": about.sha256,
    }


def _counts(counts: Counts) -> Json:
    return {
        "met": counts.met,
        "in_doubt": counts.in_doubt,
        "no_record": counts.no_record,
        "not_met": counts.not_met,
    }


def _person(person: Person) -> Json:
    return {"id": person.id, "name": person.name}


def _people(people: Sequence[Person]) -> list[Json]:
    return [_person(person) for person in people]


def _switch(given: Switch) -> Json:
    return {
        "clue": given.clue,
        "reading": given.reading,
        "now": given.now,
        "counts": _counts(given.counts),
        "enters": _people(given.enters),
        "leaves": _people(given.leaves),
    }


def _range(given: Range) -> Json:
    return {
        "person": _person(given.person),
        "status": given.status.key,
        "rank": given.rank,
        "best": given.best,
        "worst": given.worst,
        "fits": given.fits,
    }


def _swing(given: Swing) -> Json:
    return {
        "clue": given.clue,
        "unit": given.unit,
        "low": round(given.low, 6),
        "now": round(given.now, 6),
        "high": round(given.high, 6),
        "causes": list(given.causes),
    }


def _cell(given: Cell) -> Json:
    return {
        "person": _person(given.person),
        "clue": given.clue,
        "verdict": given.verdict.key,
        "likely": round(given.likely, 6),
        "worth": round(given.worth, 6),
        "if_yes": [round(n, 6) for n in given.if_yes],
        "if_no": [round(n, 6) for n in given.if_no],
        "ask": given.ask,
        "settled_by": given.settled_by,
    }


# --- the schema -------------------------------------------------------------------------------

_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_NUMBER: Json = {"type": "number"}
_RANK: Json = {"type": ["integer", "null"]}
_PAIR: Json = {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}


def _closed(**properties: Any) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


_HEAD = dict.fromkeys(("case", "title", "as_of", "subject", "register", "sha256"), _TEXT)
_COUNTS = _closed(met=_WHOLE, in_doubt=_WHOLE, no_record=_WHOLE, not_met=_WHOLE)
_PERSON = _closed(id=_TEXT, name=_TEXT)
_DRAFT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
SCHEMAS: dict[str, Json] = {
    "flip": _DRAFT
    | _closed(
        schema={"const": FLIP},
        **_HEAD,
        counts=_COUNTS,
        combinations=_WHOLE,
        left_out=_WHOLE,
        grades=_WHOLE,
        switches=_list(
            _closed(
                clue=_TEXT,
                reading=_TEXT,
                now=_TEXT,
                counts=_COUNTS,
                enters=_list(_PERSON),
                leaves=_list(_PERSON),
            )
        ),
        robust=_list(_PERSON),
        ranges=_list(
            _closed(person=_PERSON, status=_TEXT, rank=_RANK, best=_RANK, worst=_RANK, fits=_WHOLE)
        ),
        swings=_list(
            _closed(
                clue=_TEXT,
                unit={"enum": ["persons", "bits"]},
                low=_NUMBER,
                now=_NUMBER,
                high=_NUMBER,
                causes=_list(_TEXT),
            )
        ),
        care=_TEXT,
    ),
    "next": _DRAFT
    | _closed(
        schema={"const": NEXT},
        **_HEAD,
        unit={"enum": ["persons", "bits"]},
        left=_NUMBER,
        counts=_COUNTS,
        unknown={"type": "object", "additionalProperties": _WHOLE},
        cells=_list(
            _closed(
                person=_PERSON,
                clue=_TEXT,
                verdict=_TEXT,
                likely=_NUMBER,
                worth=_NUMBER,
                if_yes=_PAIR,
                if_no=_PAIR,
                ask=_TEXT,
                settled_by=_TEXT,
            )
        ),
        care=_TEXT,
    ),
}
