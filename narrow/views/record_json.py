"""What is kept in files, as plain data with its schema: a run, and the locks of a case."""

from typing import Any

from narrow.model.records import Asked, Basis, LockFile, Record
from narrow.views.changes_json import TEXT, closed, or_null, several

Json = dict[str, Any]

RECORD = "narrow/record/1"
LOCKS = "narrow/locks/1"

_DIGEST: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_BASIS = closed(
    narrow=TEXT,
    as_of=TEXT,
    register=closed(
        id=TEXT, sha256=TEXT, tables={"type": "object", "additionalProperties": _DIGEST}
    ),
    rules=several(closed(kind=TEXT, id=TEXT, path=TEXT, sha256=_DIGEST, text=TEXT)),
)


def _kept(name: str, title: str, **properties: Any) -> Json:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **closed(schema={"const": name}, **properties, digest=_DIGEST),
    }


SCHEMA = _kept(
    RECORD,
    "A run that is kept: what was asked, what the answer rests on, the answer",
    command=several(TEXT),
    case=TEXT,
    asked=closed(case=TEXT, data=or_null(TEXT), as_of=or_null(TEXT), rules=or_null(TEXT)),
    basis=_BASIS,
    answer={
        "type": "object",
        "description": "as `narrow schema answer` says",
        "properties": {"schema": {"const": "narrow/answer/1"}},
        "required": ["schema"],
    },
    rows={
        **closed(
            name=TEXT,
            born=TEXT,
            persons={
                "type": "object",
                "additionalProperties": {"type": "object", "additionalProperties": TEXT},
            },
        ),
        "description": "what the register says of each person named, in the person's own row",
    },
)
LOCKS_SCHEMA = _kept(
    LOCKS,
    "The locks of a case, in the order in which they were set",
    case=TEXT,
    entries={**several(closed(note=TEXT, basis=_BASIS)), "minItems": 1},
)


def record(given: Record) -> Json:
    """Give a kept run as data, without its digest."""
    return {
        "schema": RECORD,
        "command": list(given.asked.words),
        "case": given.case,
        "asked": _asked(given.asked),
        "basis": _basis(given.basis),
        "answer": dict(given.answer),
        "rows": _own_rows(given),
    }


def _own_rows(given: Record) -> Json:
    first = next(iter(given.rows.values()), None)
    return {
        "name": first.name if first else "",
        "born": first.born if first else "",
        "persons": {key: dict(row.cells) for key, row in sorted(given.rows.items())},
    }


def lock_file(given: LockFile) -> Json:
    """Give the locks of a case as data, without their digest."""
    return {
        "schema": LOCKS,
        "case": given.case,
        "entries": [{"note": e.note, "basis": _basis(e.basis)} for e in given.entries],
    }


def _asked(given: Asked) -> Json:
    return {
        "case": given.case,
        "data": given.data,
        "as_of": given.as_of,
        "rules": given.rules,
    }


def _basis(given: Basis) -> Json:
    register = given.register
    return {
        "narrow": given.narrow,
        "as_of": given.as_of,
        "register": {
            "id": register.id,
            "sha256": register.sha256,
            "tables": dict(register.tables),
        },
        "rules": [
            {"kind": f.kind, "id": f.id, "path": f.path, "sha256": f.sha256, "text": f.text}
            for f in given.rules
        ],
    }
