"""What a draft exposes, as plain data, and the schema that it keeps to."""

from typing import Any

from narrow.questions.exposure import Change, Coarsening, Exposed, Exposure, Phrase, Size, Threshold
from narrow.views.plain import advice
from narrow.views.schemas import ADVICE

Json = dict[str, Any]

EXPOSURE = "narrow/exposure/1"


def exposure(given: Exposure) -> Json:
    """Give what a draft exposes as data; `people` is null where names were not asked for."""
    about = given.about
    people = given.people
    return {
        "schema": EXPOSURE,
        "case": {
            "id": about.case,
            "title": about.title,
            "as_of": about.as_of,
            "subject": about.subject,
        },
        "register": {"id": about.register, "sha256": about.sha256, "persons": about.persons},
        "chosen": given.chosen,
        "population_says": about.population_says,
        "population": _size(given.population),
        "set": {
            **_size(given.size),
            "in_doubt": given.counts.in_doubt,
            "no_record": given.counts.no_record,
            "bits": round(given.bits, 4),
        },
        "phrases": [_phrase(phrase) for phrase in given.phrases],
        "orders_drawn": given.sampled,
        "changes": [_change(change) for change in given.changes],
        "threshold": _threshold(given.threshold) if given.threshold else None,
        "people": [_exposed(one) for one in people] if people is not None else None,
        "uncounted": list(given.uncounted),
        "with_supporting": _size(given.with_supporting) if given.with_supporting else None,
        "advice": advice(given.advice),
        "care": given.care,
    }


def _size(size: Size) -> Json:
    return {"low": size.low, "high": size.high}


def _phrase(phrase: Phrase) -> Json:
    return {
        "clue": phrase.clue,
        "reading": phrase.reading,
        "quote": phrase.quote,
        "low": phrase.counts.low,
        "high": phrase.counts.high,
        "bits": round(phrase.bits, 4),
        "share": round(phrase.share, 4),
    }


def _change(change: Change) -> Json:
    return {
        "clue": change.clue,
        "way": change.way.value,
        "was": change.was,
        "becomes": change.becomes,
        **_size(change.size),
    }


def _threshold(threshold: Threshold) -> Json:
    pair = threshold.pair
    return {
        "wanted": threshold.wanted,
        "holds": threshold.holds,
        "short": threshold.short,
        "single": _change(threshold.single) if threshold.single else None,
        "pair": {
            "first": _change(pair.first),
            "second": _change(pair.second),
            **_size(pair.size),
        }
        if pair
        else None,
    }


def _exposed(one: Exposed) -> Json:
    return {
        "person": {"id": one.person.id, "name": one.person.name},
        "status": one.status.key,
        "by_hand": one.by_hand,
    }


# --- the schema -------------------------------------------------------------------------------

_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_NUMBER: Json = {"type": "number"}
_YES_NO: Json = {"type": "boolean"}
_RANGE: Json = {"low": _WHOLE, "high": _WHOLE}


def _object(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


_CHANGED = _object(
    {
        "clue": _TEXT,
        "way": {"enum": [way.value for way in Coarsening]},
        "was": _TEXT,
        "becomes": {**_TEXT, "description": "blank where something is left out"},
        **_RANGE,
    }
)
_PHRASED = _object(
    {"clue": _TEXT, "reading": _TEXT, "quote": _TEXT, **_RANGE, "bits": _NUMBER, "share": _NUMBER}
)
_PAIR = _object({"first": _CHANGED, "second": _CHANGED, **_RANGE})
_HELD = _object(
    {
        "wanted": _WHOLE,
        "holds": _YES_NO,
        "short": _WHOLE,
        "single": _or_null(_CHANGED),
        "pair": _or_null(_PAIR),
    }
)
_SOMEBODY = _object(
    {
        "person": _object({"id": _TEXT, "name": _TEXT}),
        "status": {"enum": ["met", "in_doubt", "no_record"]},
        "by_hand": _YES_NO,
    }
)

SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What a description exposes: how few it leaves, and what coarser words would leave",
    **_object(
        {
            "schema": {"const": EXPOSURE},
            "case": _object({"id": _TEXT, "title": _TEXT, "as_of": _TEXT, "subject": _TEXT}),
            "register": _object({"id": _TEXT, "sha256": _TEXT, "persons": _WHOLE}),
            "chosen": {**_TEXT, "description": "how the register was chosen; blank where named"},
            "population_says": _TEXT,
            "population": _object(_RANGE),
            "set": _object({**_RANGE, "in_doubt": _WHOLE, "no_record": _WHOLE, "bits": _NUMBER}),
            "phrases": _list(_PHRASED),
            "orders_drawn": {**_WHOLE, "description": "0 where all orders of phrases were taken"},
            "changes": _list(_CHANGED),
            "threshold": _or_null(_HELD),
            "people": _or_null(_list(_SOMEBODY)),
            "uncounted": _list(_TEXT),
            "with_supporting": _or_null(_object(_RANGE)),
            "advice": ADVICE,
            "care": _TEXT,
        }
    ),
}
