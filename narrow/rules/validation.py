"""What is wrong with a document is told at its line; how large a rule may be stands here too."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from narrow.errors import Issue, RuleError, nearest
from narrow.rules.yaml_text import Path_, Text

M = TypeVar("M", bound=BaseModel)


def validate(text: Text, model: type[M], *, at: Path_ = (), data: Any = None) -> M:
    """Read a file's data, or a part of it, as a document; raises RuleError with all faults."""
    try:
        return model.model_validate(text.data if data is None else data)
    except ValidationError as error:
        found = [_issue(text, model, at, detail) for detail in error.errors(include_url=False)]
        raise RuleError(found) from None


def _issue(text: Text, model: type[BaseModel], at: Path_, detail: ErrorDetails) -> Issue:
    path, models = _walk(text, model, at, detail["loc"])
    return text.issue(path, _message(detail, models))


@dataclass(frozen=True, slots=True)
class _Holder:
    """A model that may stand at a place, or the values of a mapping that hold it (`keyed`)."""

    model: type[BaseModel]
    keyed: bool = False


def _walk(
    text: Text, model: type[BaseModel], at: Path_, loc: tuple[str | int, ...]
) -> tuple[Path_, list[type[BaseModel]]]:
    """Follow an error's location, leaving out the tags that pydantic inserts for unions.

    Gives the path into the file, and the models that stood at its last step but one.
    """
    path = at
    now = last = [_Holder(model)]
    for step in loc:
        is_there = (*path, step) in text.marks
        if not is_there and not (step == loc[-1] and _is_field(now, step)):
            continue
        path, last = (*path, step), now
        now = [inner for holder in now for inner in _holders_at(holder, step)] or now
    return path, [holder.model for holder in last]


def _is_field(holders: list[_Holder], step: str | int) -> bool:
    return any(step in keys_of(h.model) for h in holders if not h.keyed)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Give the keys that a document may have, as they are written."""
    return [f.alias or name for name, f in model.model_fields.items()]


def _holders_at(holder: _Holder, step: str | int) -> Iterator[_Holder]:
    if isinstance(step, int):
        yield holder
    elif holder.keyed:
        yield _Holder(holder.model)
    else:
        fields = {f.alias or name: f for name, f in holder.model.model_fields.items()}
        if step in fields:
            yield from _holders_in(fields[step].annotation, keyed=False)


def _holders_in(annotation: Any, *, keyed: bool) -> Iterator[_Holder]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield _Holder(annotation, keyed)
    inside = keyed or get_origin(annotation) is dict
    for inner in get_args(annotation):
        yield from _holders_in(inner, keyed=inside)


def _message(detail: ErrorDetails, models: list[type[BaseModel]]) -> str:
    name, given = detail["loc"][-1] if detail["loc"] else "", detail.get("input")
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            known = [key for model in models for key in keys_of(model)]
            return f"unknown key {str(name)!r}{nearest(str(name), known)}"
        case "missing":
            return f"the key {str(name)!r} is missing"
        case "literal_error":
            words = [
                w.strip("' ") for w in str(context["expected"]).replace(" or ", ",").split(",")
            ]
            return f"{given!r} is none of {', '.join(words)}{_near(given, words)}"
        case "string_pattern_mismatch":
            return f"{given!r} does not have the form {context['pattern']}"
        case "string_type":
            return "expected a text here, not a list or a mapping"
        case "model_type" | "dict_type":
            return "expected keys with values here"
        case "union_tag_invalid":
            return "takes another form; expected " + " or ".join(_forms(context))
        case "too_short":
            return f"needs at least {context['min_length']}, has {context['actual_length']}"
        case "too_long":
            return f"takes at most {context['max_length']}, has {context['actual_length']}"
        case "list_type":
            return "expected a list here (lines that begin with a dash, or [a, b])"
        case _:
            return f"{detail['msg'][:1].lower()}{detail['msg'][1:]}"


def _near(given: Any, words: list[str]) -> str:
    hint = nearest(str(given), words)
    return hint if "did you mean" in hint else ""


def _forms(context: dict[str, Any]) -> list[str]:
    forms = {"word": "a text", "map": "keys with values", "list": "a list"}
    return [said for tag, said in forms.items() if f"'{tag}'" in str(context["expected_tags"])]


# How large a rule may be, so that a hostile one is refused in a line and not in gigabytes.
#
# Each limit is far above what anybody has written by hand. Whoever needs more sets the variable
# that the refusal names: `NARROW_MOST_CLUES=2000`.


class Limit(Enum):
    """What is counted, and the most of it that is taken unless the environment says otherwise."""

    DEEP = 40
    BODIES = 5_000
    CLUES = 300
    CODES = 20_000

    @property
    def variable(self) -> str:
        """The variable of the environment that sets the limit."""
        return f"NARROW_MOST_{self.name}"

    @property
    def most(self) -> int:
        """The most that is taken; what is no whole number is not listened to."""
        told = os.environ.get(self.variable, "")
        return int(told) if told.isdecimal() and len(told) < 10 else self.value

    def exceeded(self, what: str) -> str:
        """Say that there is more of something than is taken, and how to have it taken."""
        return f"{what} than {self.most:,}; {self.variable} sets how much is taken"
