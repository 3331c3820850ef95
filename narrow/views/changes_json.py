"""What changed in rules, register and day, as plain data with its schema."""

from typing import Any

from narrow.model.records import Changes, FileChange, LineChange

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer", "minimum": 0}


def closed(**properties: Any) -> Json:
    """Give the schema of an object with these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def several(items: Json) -> Json:
    """Give the schema of a list."""
    return {"type": "array", "items": items}


def or_null(schema: Json) -> Json:
    """Give the schema of something that may be missing."""
    return {"anyOf": [schema, {"type": "null"}]}


_LINE = closed(line_before=or_null(WHOLE), line_after=or_null(WHOLE), before=TEXT, after=TEXT)
FILE = closed(
    kind=TEXT,
    id=TEXT,
    path=TEXT,
    edit={"enum": ["edited", "added", "gone", "remarks"]},
    lines=several(_LINE),
)
_INPUT = closed(name=TEXT, before=TEXT, after=TEXT, files=several(TEXT))
CHANGES = closed(files=several(FILE), inputs=several(_INPUT))


def changes(given: Changes) -> Json:
    """Give what changed as data."""
    return {
        "files": [file(change) for change in given.files],
        "inputs": [
            {"name": i.name, "before": i.before, "after": i.after, "files": list(i.files)}
            for i in given.inputs
        ],
    }


def file(given: FileChange) -> Json:
    """Give the edits of one file as data."""
    return {
        "kind": given.kind,
        "id": given.id,
        "path": given.path,
        "edit": given.edit.value,
        "lines": [_line(change) for change in given.lines],
    }


def _line(given: LineChange) -> Json:
    return {
        "line_before": given.line_before or None,
        "line_after": given.line_after or None,
        "before": given.before,
        "after": given.after,
    }
