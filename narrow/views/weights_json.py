"""Weights as plain data: bits and chances as they were computed, null where none may be shown."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from narrow.model.evidence import Bar, Measure, Place, Weighing, Weight

Json = dict[str, Any]

_NUMBER = {"type": "number"}
_MAYBE = {"type": ["number", "null"]}
_WHOLE = {"type": "integer"}
_TEXT = {"type": "string"}


def _closed(**properties: Any) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _bits(given: float) -> float | None:
    """Give bits to a millionth; null where a clue excludes, for JSON has no infinity."""
    return round(given, 6) if isfinite(given) else None


_CLUE = _closed(clue=_TEXT, bits=_MAYBE, low=_MAYBE, high=_MAYBE)
WEIGHT = _closed(
    bits=_MAYBE,
    low=_MAYBE,
    high=_MAYBE,
    clues={"type": "array", "items": _CLUE},
    contradictions=_WHOLE,
    unknown=_WHOLE,
    chance=_MAYBE,
)
_MEASURE = _closed(
    clue=_TEXT,
    share=_NUMBER,
    met=_WHOLE,
    known=_WHOLE,
    unknown=_WHOLE,
    right=_MAYBE,
    said=_TEXT,
    told_with=_TEXT,
)
WEIGHING = _closed(
    measures={"type": "array", "items": _MEASURE},
    population=_WHOLE,
    outside=_MAYBE,
    start=_NUMBER,
    crowd=_MAYBE,
    left=_NUMBER,
    top=_WHOLE,
    reach=_WHOLE,
    fit=_closed(least=_WHOLE, allowed=_WHOLE, fails={"type": "boolean"}),
    no_chance=_TEXT,
    warnings={"type": "array", "items": _TEXT},
)
_BAR = _closed(kind=_TEXT, clue=_TEXT, bits=_MAYBE, running=_MAYBE, low=_MAYBE, high=_MAYBE)
PLACE = _closed(rank=_WHOLE, of=_WHOLE, weight=WEIGHT, bars={"type": "array", "items": _BAR})


def weight(given: Weight | None) -> Json | None:
    """Give one person's weight as data."""
    if given is None:
        return None
    return {
        "bits": _bits(given.bits),
        "low": _bits(given.low),
        "high": _bits(given.high),
        "clues": [
            {"clue": w.clue, "bits": _bits(w.bits), "low": _bits(w.low), "high": _bits(w.high)}
            for w in given.clues.values()
        ],
        "contradictions": given.contradictions,
        "unknown": given.unknown,
        "chance": None if given.chance is None else round(given.chance, 6),
    }


def weighing(given: Weighing | None) -> Json | None:
    """Give what all weights together say as data."""
    if given is None:
        return None
    fit = {"least": given.fit.least, "allowed": given.fit.allowed, "fails": given.fit.fails}
    return {
        "measures": [_measure(m) for m in given.measures],
        "population": given.population,
        "outside": given.outside,
        "start": _bits(given.start),
        "crowd": _bits(given.crowd),
        "left": round(given.left, 6),
        "top": given.top,
        "reach": given.reach,
        "fit": fit,
        "no_chance": given.no_chance,
        "warnings": list(given.warnings),
    }


def _measure(given: Measure) -> Json:
    return {
        "clue": given.clue,
        "share": round(given.share, 6),
        "met": given.met,
        "known": given.known,
        "unknown": given.unknown,
        "right": given.right,
        "said": given.said,
        "told_with": given.told_with,
    }


def place(given: Place | None) -> Json | None:
    """Give one person's place and waterfall as data."""
    if given is None:
        return None
    return {
        "rank": given.rank,
        "of": given.of,
        "weight": weight(given.weight),
        "bars": _bars(given.bars),
    }


def _bars(given: Sequence[Bar]) -> list[Json]:
    return [
        {
            "kind": bar.kind,
            "clue": bar.clue,
            "bits": _bits(bar.bits),
            "running": _bits(bar.running),
            "low": _bits(bar.low),
            "high": _bits(bar.high),
        }
        for bar in given
    ]
