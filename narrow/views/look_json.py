"""A quick look as plain data, and the schema that it keeps to."""

from typing import Any

from narrow.questions.find import Look
from narrow.views import plain
from narrow.views.schemas import SCHEMAS

Json = dict[str, Any]

FIND = "narrow/find/1"


def look(given: Look, *, everyone: bool = False) -> Json:
    """Give a quick look as data: the answer as `run` gives it, and the case file as a text."""
    return {
        "schema": FIND,
        "register": {"id": given.register, "chosen": given.chosen},
        "case_file": given.file,
        "answer": plain.answer(given.answer, everyone=everyone),
    }


_TEXT: Json = {"type": "string"}
_ANSWER: Json = SCHEMAS["answer"]


def _object(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A quick look: the answer to clues typed in one line each, and their case file",
    **_object(
        {
            "schema": {"const": FIND},
            "register": _object(
                {"id": _TEXT, "chosen": {**_TEXT, "description": "blank where it was named"}}
            ),
            "case_file": {**_TEXT, "description": "YAML, which gives the same answer when run"},
            "answer": {k: v for k, v in _ANSWER.items() if k not in ("$schema", "$defs")},
        }
    ),
    "$defs": _ANSWER.get("$defs", {}),
}
