"""The report of an import as plain data."""

from typing import Any

from narrow.lists.import_log import Brought

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_COUNTS = {"type": "object", "additionalProperties": _COUNT}


def _closed(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_closed(
        form=_TEXT,
        title=_TEXT,
        into=_TEXT,
        made={"type": "boolean"},
        read=_COUNTS,
        taken=_COUNT,
        set_aside=_COUNTS,
        refused=_COUNT,
        refusals=_list(_closed(file=_TEXT, line=_COUNT, reason=_TEXT)),
        not_understood=_COUNT,
        not_understood_by_column=_COUNTS,
        values=_list(_closed(column=_TEXT, value=_TEXT, count=_COUNT)),
        notes=_COUNTS,
        written=_COUNTS,
    ),
}


def intake(found: Brought, *, made: bool) -> dict[str, Any]:
    """Give the report as plain data; `refusals` and `values` are the first of many."""
    return {
        "form": found.form,
        "title": found.title,
        "into": found.into,
        "made": made,
        "read": dict(found.read),
        "taken": found.taken,
        "set_aside": dict(found.set_aside),
        "refused": found.refused,
        "refusals": [
            {"file": one.file, "line": one.line, "reason": one.reason} for one in found.refusals
        ],
        "not_understood": found.unread_total,
        "not_understood_by_column": dict(found.unread_by),
        "values": [
            {"column": one.column, "value": one.value, "count": one.count} for one in found.unread
        ],
        "notes": dict(found.notes),
        "written": dict(found.written),
    }
