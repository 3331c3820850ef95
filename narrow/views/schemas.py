"""The JSON results, described: one schema (2020-12) per result, under test against real results."""

from typing import Any

from narrow.views import (
    backtest_json,
    difference_json,
    intake_json,
    lock_json,
    matrix_json,
    misses_json,
    narrowing_json,
    record_json,
    sensitivity_json,
)
from narrow.views.lock_json import LOCK
from narrow.views.weights_json import PLACE, WEIGHING, WEIGHT

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_STATUS: Json = {"enum": ["met", "in_doubt", "no_record", "not_met"]}


def _object(properties: Json, *, extra: Json | bool = False) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": extra,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _map(values: Json) -> Json:
    return {"type": "object", "additionalProperties": values}


_NUMBERS: Json = dict.fromkeys(("met", "in_doubt", "no_record", "not_met"), _WHOLE)
_COUNTS = _object(_NUMBERS)
_PERSON = _object({"id": _TEXT, "name": _TEXT})
_GRADE = _or_null({"type": "string", "pattern": "^[A-F][1-6]$"})
_SOURCE = _object(
    {"id": _TEXT, "title": _TEXT, "publisher": _TEXT, "published": _TEXT, "url": _TEXT}
    | {"grade": _GRADE}
)
_VERDICT: Json = {
    "verdict": {"enum": ["met", "not-met", "not-known"]},
    "cause": {"enum": ["in_doubt", "no_record", None]},
}
_EVIDENCE = _object(
    {
        "table": _TEXT,
        "row": {"type": "integer", "description": "the line of the row in its file"},
        "says": _TEXT,
        "doubts": _list(_TEXT),
        "grade": _GRADE,
        "source": _or_null(_SOURCE),
        "also": _list(_SOURCE),
        "with": _or_null({"$ref": "#/$defs/evidence"}),
    }
)
_HEAD: Json = {
    "case": _object({"id": _TEXT, "title": _TEXT, "as_of": _TEXT, "subject": _TEXT}),
    "register": _object({"id": _TEXT, "sha256": _TEXT, "persons": _WHOLE}),
    "population_says": _TEXT,
}
_STEP = _object({"clue": _TEXT, "reading": _TEXT, **_NUMBERS, "left": _WHOLE})
_CLUE = _object(
    {
        **_VERDICT,
        "reading": _TEXT,
        "because": _TEXT,
        "readings": _map(_STATUS),
        "evidence": _list({"$ref": "#/$defs/evidence"}),
    }
)
_RULED_OUT = _object(
    {
        "person": _PERSON,
        "clue": _or_null(_TEXT),
        "by": {"enum": ["clue", "hand"]},
        "because": _TEXT,
        "source": _or_null(_SOURCE),
        "would_rank": _or_null(_WHOLE),
    }
)
_FINDING = _object(
    {
        "rank": _WHOLE,
        "person": _PERSON,
        "status": _STATUS,
        "grade": _GRADE,
        "sources": _WHOLE,
        "clues": _map(_CLUE),
        "weight": _or_null(WEIGHT),
    }
)


def _result(name: str, title: str, properties: Json) -> Json:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_object({"schema": {"const": f"narrow/{name}/1"}, **properties}),
        "$defs": {"evidence": _EVIDENCE},
    }


ADVICE = {
    **_list(_object({"code": _TEXT, "clue": _TEXT, "message": _TEXT})),
    "description": "what may be misspelt in the clues; the clue is blank for the population",
}
_ANSWER = _result(
    "answer",
    "A run: who fits, who is in doubt, who is ruled out, and why",
    {
        **_HEAD,
        "population": _WHOLE,
        "population_uncertain": _WHOLE,
        "counts": _COUNTS,
        "clues": _list(
            _object(
                {
                    "id": _TEXT,
                    "role": {"enum": ["required", "required-strictly", "supporting"]},
                    "quote": _TEXT,
                    "source": _or_null(_SOURCE),
                    "deciding": _TEXT,
                    "readings": _list(_object({"name": _TEXT, "says": _TEXT})),
                    "counts": _map(_COUNTS),
                }
            )
        ),
        "funnel": _list(_STEP),
        "combinations": _list(
            _object({"readings": _map(_TEXT), **_NUMBERS, "low": _WHOLE, "high": _WHOLE})
        ),
        "findings": _list(_FINDING),
        "ruled_out": _list(_RULED_OUT),
        "ruled_out_total": _WHOLE,
        "masked": _list(
            _object({"person": _PERSON, "table": _TEXT, "row": {"type": "integer"}, "says": _TEXT})
        ),
        "masked_total": _WHOLE,
        "not_used": _list(_object({"quote": _TEXT, "why": _TEXT})),
        "care": _TEXT,
        "weighing": _or_null(WEIGHING),
        "lock": _or_null(LOCK),
        "advice": ADVICE,
    },
)
_SHARE = _or_null({"type": "number", "minimum": 0, "maximum": 1})
_GROUP = _object(
    {"value": _TEXT, **_NUMBERS, "low": _WHOLE, "high": _WHOLE, "of_low": _WHOLE, "of": _WHOLE}
    | {"share_low": _SHARE, "share_high": _SHARE}
)
_TALLY = _result(
    "tally",
    "Counts by the values of a field, as ranges where something is not known",
    {
        **_HEAD,
        "by": _TEXT,
        "clue": _TEXT,
        "reading": _TEXT,
        "says": _TEXT,
        "groups": _list(_GROUP),
        "all": _GROUP,
        "care": _TEXT,
        "advice": ADVICE,
    },
)
_NEAREST = _object(
    {
        "table": _TEXT,
        "row": {"type": "integer"},
        "says": _TEXT,
        "conditions": _list(_object({"says": _TEXT, **_VERDICT})),
    }
)
_READING_WHY = _object(
    {
        "name": _TEXT,
        "says": _TEXT,
        "counts": {"type": "boolean"},
        **_VERDICT,
        "because": _TEXT,
        "would_change": _TEXT,
        "evidence": _list({"$ref": "#/$defs/evidence"}),
        "nearest": _or_null(_NEAREST),
    }
)
_WHY = _result(
    "why",
    "Why one person is on the list or not, and what would change it",
    {
        **_HEAD,
        "person": _object({"id": _TEXT, "name": _TEXT, "aliases": _list(_TEXT)}),
        "status": _STATUS,
        "in_population": _STATUS,
        "stopped_by": _TEXT,
        "excluded": _or_null(_RULED_OUT),
        "list": _object(dict.fromkeys(("met", "in_doubt", "no_record"), _WHOLE)),
        "clues": _list(
            _object(
                {"id": _TEXT, "quote": _TEXT, "role": _TEXT, "source": _or_null(_SOURCE)}
                | _VERDICT
                | {"readings": _list(_READING_WHY)}
            )
        ),
        "care": _TEXT,
        "place": _or_null(PLACE),
        "weighing": _or_null(WEIGHING),
        "lock": _or_null(LOCK),
    },
)
SCHEMAS: dict[str, Json] = {
    "answer": _ANSWER,
    "funnel": narrowing_json.SCHEMA,
    "matrix": matrix_json.SCHEMA,
    "tally": _TALLY,
    "why": _WHY,
    **sensitivity_json.SCHEMAS,
    "backtest": backtest_json.SCHEMA,
    "intake": intake_json.SCHEMA,
    "misses": misses_json.SCHEMA,
    "record": record_json.SCHEMA,
    "locks": record_json.LOCKS_SCHEMA,
    "lock": lock_json.SCHEMA,
    "difference": difference_json.SCHEMA,
}
