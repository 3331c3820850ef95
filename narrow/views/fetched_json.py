"""The report of a fetch, and what can be fetched, as plain data."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from narrow.lists.fetch.publishers import Fetch, Offer

_TEXT = {"type": "string"}


def _closed(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


_FILE = _closed(
    file=_TEXT,
    address=_TEXT,
    day={"type": "string", "format": "date"},
    size={"type": "integer", "minimum": 0},
    sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    etag=_TEXT,
    modified=_TEXT,
    stated={"type": "boolean"},
    looks=_TEXT,
    how={"enum": ["new", "resumed", "unchanged", "checked"]},
)
_OFFER = _closed(
    publisher=_TEXT,
    form=_TEXT,
    title=_TEXT,
    page=_TEXT,
    files={"type": "array", "items": _closed(file=_TEXT, address=_TEXT)},
)
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_closed(
        title=_TEXT,
        publisher=_TEXT,
        form=_TEXT,
        into=_TEXT,
        files={"type": "array", "items": _FILE},
    ),
}
OFFERS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_closed(lists={"type": "array", "items": _OFFER}),
}


def fetched(found: Fetch) -> dict[str, Any]:
    """Give the report of a fetch as plain data."""
    told = asdict(found)
    return {**told, "files": [dict(one) for one in told["files"]]}


def offers(found: Sequence[Offer]) -> dict[str, Any]:
    """Give what can be fetched as plain data."""
    return {
        "lists": [
            {**asdict(one), "files": [{"file": f, "address": a} for f, a in one.files]}
            for one in found
        ]
    }
