"""A lock as a run finds it, as plain data with its schema."""

from typing import Any

from narrow.model.records import Lock
from narrow.views.changes_json import CHANGES, TEXT, changes, closed, several

Json = dict[str, Any]

NAME = "narrow/lock/1"
LOCK = closed(
    path=TEXT,
    unchanged={"type": "boolean"},
    since=CHANGES,
    times=several(closed(note=TEXT, changes=CHANGES)),
)
SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A lock on a case: edits since it was set, and every time it was set before",
    **closed(schema={"const": NAME}, case=TEXT, lock=LOCK),
}


def lock(given: Lock | None) -> Json | None:
    """Give a lock as data; null where the case is not locked."""
    if given is None:
        return None
    return {
        "path": given.path,
        "unchanged": given.unchanged,
        "since": changes(given.since),
        "times": [{"note": t.note, "changes": changes(t.changes)} for t in given.times],
    }


def locked(case: str, given: Lock) -> Json:
    """Give what `narrow lock` says as data."""
    return {"schema": NAME, "case": case, "lock": lock(given)}
