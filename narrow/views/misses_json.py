"""Near misses as plain data, with the schema that they keep to."""

from typing import Any

from narrow.model.evidence import Counts
from narrow.questions.misses import Misses, NearMiss, StoppedBy

Json = dict[str, Any]

MISSES = "narrow/misses/1"


def misses(given: Misses) -> Json:
    """Give near misses as data, by the clue that stopped them."""
    about = given.about
    return {
        "schema": MISSES,
        "case": about.case,
        "title": about.title,
        "as_of": about.as_of,
        "subject": about.subject,
        "register": about.register,
        "sha256": about.sha256,
        "counts": _counts(given.counts),
        "groups": [_group(group) for group in given.groups],
        "care": given.care,
    }


def _group(given: StoppedBy) -> Json:
    return {
        "clue": given.clue,
        "quote": given.quote,
        "says": given.says,
        "source": given.source.id if given.source else None,
        "counts": _counts(given.counts),
        "people": [_person(miss) for miss in given.people],
    }


def _person(given: NearMiss) -> Json:
    return {
        "id": given.person.id,
        "name": given.person.name,
        "verdict": given.verdict.key,
        "because": given.because,
        "would_change": given.would_change,
        "settled_by": given.settled_by,
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


def _closed(**properties: Any) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_COUNTS = _closed(met=_WHOLE, in_doubt=_WHOLE, no_record=_WHOLE, not_met=_WHOLE)
_PERSON = _closed(
    id=_TEXT, name=_TEXT, verdict=_TEXT, because=_TEXT, would_change=_TEXT, settled_by=_TEXT
)
_GROUP = _closed(
    clue=_TEXT,
    quote=_TEXT,
    says=_TEXT,
    source={"type": ["string", "null"]},
    counts=_COUNTS,
    people={"type": "array", "items": _PERSON},
)
SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Near misses, by the clue that stopped them",
    **_closed(
        schema={"const": MISSES},
        **dict.fromkeys(("case", "title", "as_of", "subject", "register", "sha256"), _TEXT),
        counts=_COUNTS,
        groups={"type": "array", "items": _GROUP},
        care=_TEXT,
    ),
}
