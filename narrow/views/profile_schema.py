"""The schema that a profile keeps to as JSON."""

from typing import Any

from narrow.model.profile import Precision, Worth

Json = dict[str, Any]

PROFILE = "narrow/profile/1"

_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}


def _object(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _map(items: Json) -> Json:
    return {"type": "object", "additionalProperties": items}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


_COMMON = _list(_object({"value": _TEXT, "times": _WHOLE}))
_FILL: Json = dict.fromkeys(("filled", "blank", "marked_not_known", "no_meaning"), _WHOLE)
_BY = _or_null(_object({"table": _TEXT, "column": _or_null(_TEXT)}))
_PART = _or_null(_object({"value": _TEXT, "filled": _WHOLE, "rows": _WHOLE}))
_COLUMN = _object(
    {
        **dict.fromkeys(("column", "title"), _TEXT),
        "kind": {"enum": ["text", "code", "date"]},
        "values": {"enum": ["one", "rival", "set"]},
        "vocabulary": _or_null(_TEXT),
        "vocabulary_codes": _WHOLE,
        "applies_where": _map(_list(_TEXT)),
        **_FILL,
        **dict.fromkeys(("several", "distinct"), _WHOLE),
        **dict.fromkeys(("common", "not_known_codes"), _COMMON),
        "dates": _or_null(
            _object(
                {"precisions": _object(dict.fromkeys(map(str, Precision), _WHOLE))}
                | dict.fromkeys(("earliest", "latest"), _TEXT)
            )
        ),
    }
)
_COMPLETE = _object(
    {"says": _TEXT, "where": _map(_list(_TEXT)), "person": _map(_list(_TEXT)), "persons": _WHOLE}
)
_CITED = _object(
    dict.fromkeys(("without", "distinct"), _WHOLE)
    | dict.fromkeys(("sources", "marks", "grades"), _COMMON)
)
_TABLE = _object(
    {
        **dict.fromkeys(("table", "file"), _TEXT),
        "rows": _WHOLE,
        "per_person": _or_null(
            _object({"persons": _WHOLE, "median": {"type": "number"}, "most": _WHOLE})
        ),
        "complete_for": _list(_COMPLETE),
        "cited": _or_null(_CITED),
        **dict.fromkeys(("end_before_begin", "begin_after_known_until"), _WHOLE),
        "columns": _list(_COLUMN),
        "by": _BY,
        "groups": _list(
            _object(
                {"value": _or_null(_TEXT), "rows": _WHOLE, "columns": _map(_object(_FILL))}
                | {"present": _map(_WHOLE)}
            )
        ),
    }
)
_NOTE = _object(
    {
        "worth": {"enum": [str(worth) for worth in Worth]},
        **dict.fromkeys(("says", "table"), _TEXT),
        "column": _or_null(_TEXT),
        **dict.fromkeys(("count", "of"), _WHOLE),
        "by": _BY,
        **dict.fromkeys(("low", "high"), _PART),
    }
)
SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A profile: what a register holds, what it does not, and what is worth an eye",
    **_object(
        {
            "schema": {"const": PROFILE},
            "register": _object(
                dict.fromkeys(("id", "title", "sha256"), _TEXT)
                | {"persons": _WHOLE, "known_until": _or_null(_TEXT)}
            ),
            "tables": _list(_TABLE),
            "notes": _list(_NOTE),
            "care": _TEXT,
        }
    ),
}
