"""A funnel as plain data, with the schema that it keeps to."""

from typing import Any

from narrow.model.evidence import Counts
from narrow.questions.funnel import Narrowing

Json = dict[str, Any]

FUNNEL = "narrow/funnel/1"


def narrowing(given: Narrowing) -> Json:
    """Give the steps of a funnel and each clue's share as data."""
    about = given.about
    return {
        "schema": FUNNEL,
        "case": about.case,
        "title": about.title,
        "as_of": about.as_of,
        "subject": about.subject,
        "register": about.register,
        "sha256": about.sha256,
        "population": given.population,
        "population_certain": given.certain,
        "funnel": [
            {"clue": s.clue, "reading": s.reading, **_counts(s.counts), "left": s.left}
            for s in given.steps
        ],
        "counts": _counts(given.counts),
        "shares": [
            {"clue": p.clue, "reading": p.reading, "left": round(p.left, 6), "met": round(p.met, 6)}
            for p in given.parts
        ],
        "bits": {"left": round(given.left, 6), "met": round(given.met, 6)},
        "sampled": given.sampled,
        "joined": list(given.joined),
        "care": given.care,
    }


def _counts(counts: Counts) -> Json:
    return {
        "met": counts.met,
        "in_doubt": counts.in_doubt,
        "no_record": counts.no_record,
        "not_met": counts.not_met,
    }


_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_NUMBER: Json = {"type": "number"}


def _closed(**properties: Any) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


_NUMBERS = dict.fromkeys(("met", "in_doubt", "no_record", "not_met"), _WHOLE)
SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "How each clue narrows the population, and its share whatever the order",
    **_closed(
        schema={"const": FUNNEL},
        **dict.fromkeys(("case", "title", "as_of", "subject", "register", "sha256"), _TEXT),
        population=_WHOLE,
        population_certain=_WHOLE,
        funnel=_list(_closed(clue=_TEXT, reading=_TEXT, **_NUMBERS, left=_WHOLE)),
        counts=_closed(**_NUMBERS),
        shares=_list(_closed(clue=_TEXT, reading=_TEXT, left=_NUMBER, met=_NUMBER)),
        bits=_closed(left=_NUMBER, met=_NUMBER),
        sampled=_WHOLE,
        joined=_list(_TEXT),
        care=_TEXT,
    ),
}
