"""A back-test as plain data: counts out of all trials, and what was said beside what came."""

from typing import Any

from narrow.model.evidence import About
from narrow.questions.backtest import Backtest, Chances, Round

Json = dict[str, Any]

NAME = "narrow/backtest/1"

_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_NUMBER: Json = {"type": "number"}
_SHARE: Json = {"type": "number", "minimum": 0, "maximum": 1}


def _closed(**properties: Json) -> Json:
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


_CHANCES = _closed(
    above={**_SHARE, "description": "the chance that was said is above this"},
    rows=_WHOLE,
    said={**_SHARE, "description": "the chance that was said, on average"},
    was={**_SHARE, "description": "the share of the rows that came true"},
    came=_WHOLE,
    so={"enum": ["few", "holds", "too-sure", "too-careful"]},
)
_ROUND = _closed(
    holes=_SHARE,
    own=_SHARE,
    trials=_WHOLE,
    outside=_WHOLE,
    ruled_out=_WHOLE,
    within=_list(_closed(first=_WHOLE, found=_WHOLE)),
    median_rank=_or_null(_NUMBER),
    cannot_be_ruled_out=_WHOLE,
    median_length=_NUMBER,
    people_left=_NUMBER,
    chances=_list(_CHANCES),
)
SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A back-test: how often the person meant is found, and whether the chances hold",
    **_closed(
        schema={"const": NAME},
        case=_closed(id=_TEXT, title=_TEXT, as_of=_TEXT, subject=_TEXT),
        register=_closed(id=_TEXT, sha256=_TEXT, persons=_WHOLE),
        population_says=_TEXT,
        population=_WHOLE,
        trials=_WHOLE,
        seed={"type": "integer"},
        top=_WHOLE,
        outside=_or_null(_SHARE),
        as_written={"type": "boolean"},
        clues=_list(_closed(id=_TEXT, right=_SHARE)),
        left_out=_list(_closed(id=_TEXT, why=_TEXT)),
        clues_told=_NUMBER,
        redrawn=_WHOLE,
        rounds=_list(_ROUND),
        care=_TEXT,
    ),
}


def backtest(given: Backtest) -> Json:
    """Give a back-test as data; nobody of the register is named in it."""
    return {
        "schema": NAME,
        **_about(given.about),
        "population": given.population,
        "trials": given.setup.trials,
        "seed": given.setup.seed,
        "top": given.setup.top,
        "outside": given.setup.outside,
        "as_written": given.setup.as_written,
        "clues": [{"id": clue, "right": right} for clue, right in given.tried],
        "left_out": [{"id": clue, "why": why} for clue, why in given.left_out],
        "clues_told": round(given.told, 6),
        "redrawn": given.redrawn,
        "rounds": [_round(one) for one in given.rounds],
        "care": given.care,
    }


def _about(about: About) -> Json:
    return {
        "case": {
            "id": about.case,
            "title": about.title,
            "as_of": about.as_of,
            "subject": about.subject,
        },
        "register": {"id": about.register, "sha256": about.sha256, "persons": about.persons},
        "population_says": about.population_says,
    }


def _round(given: Round) -> Json:
    return {
        "holes": given.holes,
        "own": given.own,
        "trials": given.trials,
        "outside": given.outside,
        "ruled_out": given.ruled_out,
        "within": [{"first": k, "found": found} for k, found in given.within.items()],
        "median_rank": given.rank,
        "cannot_be_ruled_out": given.could,
        "median_length": given.length,
        "people_left": round(given.left, 6),
        "chances": [_chances(one) for one in given.chances],
    }


def _chances(given: Chances) -> Json:
    return {
        "above": round(given.above, 6),
        "rows": given.rows,
        "said": round(given.stated, 6),
        "was": round(given.was, 6),
        "came": given.came,
        "so": given.word,
    }
