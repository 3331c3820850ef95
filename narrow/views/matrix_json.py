"""Persons against clues as plain data, with the schema that it keeps to."""

from math import isfinite
from typing import Any

from narrow.model.evidence import Counts
from narrow.questions.matrix import Column, Matrix, Row

Json = dict[str, Any]

MATRIX = "narrow/matrix/1"


def matrix(given: Matrix, *, everyone: bool = False) -> Json:
    """Give persons against clues as data; with `everyone`, the ruled out are among the rows."""
    about = given.about
    return {
        "schema": MATRIX,
        "case": about.case,
        "title": about.title,
        "as_of": about.as_of,
        "subject": about.subject,
        "register": about.register,
        "sha256": about.sha256,
        "sort": given.sort,
        "counts": _counts(given.counts),
        "playing": given.playing,
        "clues": [_column(column) for column in given.columns],
        "rows": [_row(row) for row in given.rows if everyone or row.in_play],
        "care": given.care,
    }


def _column(given: Column) -> Json:
    return {
        "clue": given.clue,
        "reading": given.reading,
        "role": given.role,
        "quote": given.quote,
        "counts": _counts(given.counts),
        "in_play": _counts(given.in_play),
        "apart": _rounded(given.apart),
        "apart_in_play": _rounded(given.apart_in_play),
    }


def _row(given: Row) -> Json:
    return {
        "id": given.person.id,
        "name": given.person.name,
        "rank": given.rank,
        "status": given.status.key,
        "by_hand": given.by_hand,
        "verdicts": {name: verdict.key for name, verdict in given.verdicts.items()},
        "contradictions": given.contradictions,
        "unknown": given.unknown,
        "bits": _rounded(given.bits),
    }


def _rounded(given: float | None) -> float | None:
    """Give a number to a millionth; null where there is none, or where a clue excludes."""
    return round(given, 6) if given is not None and isfinite(given) else None


def _counts(counts: Counts) -> Json:
    return {
        "met": counts.met,
        "in_doubt": counts.in_doubt,
        "no_record": counts.no_record,
        "not_met": counts.not_met,
    }


_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_MAYBE: Json = {"type": ["number", "null"]}


def _closed(**properties: Any) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


_COUNTS = _closed(met=_WHOLE, in_doubt=_WHOLE, no_record=_WHOLE, not_met=_WHOLE)
_COLUMN = _closed(
    clue=_TEXT,
    reading=_TEXT,
    role=_TEXT,
    quote=_TEXT,
    counts=_COUNTS,
    in_play=_COUNTS,
    apart=_MAYBE,
    apart_in_play=_MAYBE,
)
_ROW = _closed(
    id=_TEXT,
    name=_TEXT,
    rank={"type": ["integer", "null"]},
    status=_TEXT,
    by_hand={"type": "boolean"},
    verdicts={"type": "object", "additionalProperties": _TEXT},
    contradictions=_WHOLE,
    unknown=_WHOLE,
    bits=_MAYBE,
)
SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Persons against clues, and how far each clue tells people apart",
    **_closed(
        schema={"const": MATRIX},
        **dict.fromkeys(("case", "title", "as_of", "subject", "register", "sha256"), _TEXT),
        sort=_TEXT,
        counts=_COUNTS,
        playing=_WHOLE,
        clues=_list(_COLUMN),
        rows=_list(_ROW),
        care=_TEXT,
    ),
}
