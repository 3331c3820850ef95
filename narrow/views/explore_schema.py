"""What the widget is handed, described as a JSON Schema."""

from typing import Any

EXPLORE = "narrow/explore/1"

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_CODE: Json = {"enum": [-1, 0, 1, 2]}
_ROLE: Json = {"enum": ["off", "supporting", "required", "required-strictly"]}


def _closed(**properties: Any) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _texts(*names: str) -> dict[str, Json]:
    return dict.fromkeys(names, _TEXT)


SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A case whose clues and readings can be switched",
    **_closed(
        schema={"const": EXPLORE},
        case=_closed(**_texts("id", "title", "as_of", "subject", "about", "purpose")),
        register=_closed(**_texts("id", "title", "sha256"), persons=_WHOLE),
        population=_WHOLE,
        population_says=_TEXT,
        verdicts=_list(_closed(code=_CODE, **_texts("key", "mark", "word"))),
        clues=_list(
            _closed(
                **_texts("id", "quote", "note", "source"),
                role=_ROLE,
                roles=_list(_ROLE),
                reading=_WHOLE,
                readings=_list(_closed(**_texts("name", "says"))),
                column=_WHOLE,
            )
        ),
        # verdicts by column, then the number of persons
        patterns=_list(_list({"type": "integer", "minimum": -1})),
        by_hand=_list(_list({"type": "integer", "minimum": -1})),
        people=_list(
            _closed(
                **_texts("id", "name", "taken_off"),
                rank=_WHOLE,
                codes=_list(_CODE),
                facts=_list(_WHOLE),
            )
        ),
        facts=_list(
            _closed(
                **_texts("because", "grade"),
                steps=_list({"type": "integer", "minimum": 1, "maximum": 6}),
                sources=_list(_WHOLE),
            )
        ),
        sources=_list(_closed(**_texts("says", "url", "grade"))),
        weighed={"type": "boolean"},
        care=_TEXT,
    ),
}
