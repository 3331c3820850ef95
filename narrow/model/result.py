"""The answer to a question: one type a question, which is its own JSON and shows itself."""

import json
import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from math import isfinite
from operator import attrgetter
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Literal,
    Protocol,
    Self,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from narrow.model.grades import Grade
from narrow.model.verdicts import Verdict

if TYPE_CHECKING:
    from pandas import DataFrame
    from pydantic_core import SchemaSerializer, SchemaValidator


# A dataclass is its own JSON: what it says, how that is described, and how it is read back.
#
# Nothing is written out by hand. Fields stand under their names; what is otherwise stands at the
# field (`INSIDE`, `called`) or in the class: `leads` and `follows` add what follows from the
# fields, before them or after; `parted` says that a field stands as several keys. A verdict is one
# of four words, a grade its code, a weight without end null.
#
# The work is done by pydantic's core, loaded when JSON is asked for and not before: a table needs
# none of it.


Json = dict[str, Any]
Core = Any  # a schema of pydantic's core, which has a hundred types for it
_Class = TypeVar("_Class")

KEY, READ = "key", "read"
INSIDE: Mapping[str, Any] = {KEY: ""}
"""Metadata of a field that is for narrow itself: no JSON shows it, and it is read as its default"""

WORDS = tuple(verdict.key for verdict in reversed(Verdict))
PLACES = 6  # behind the point: what a machine computes beyond is noise

# What moves the cursor, colours a terminal or turns the direction of a line, as UTF-8: DEL, the C1
# controls, the bidirectional marks. JSON escapes the C0 controls by itself.
_ACTS = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)
_HALF = re.compile(r"[\ud800-\udfff]")  # half a character, which UTF-8 cannot hold


def called(key: str) -> Mapping[str, Any]:
    """Give the metadata of a field that stands under another key than its name."""
    return {KEY: key}


def inside(read: Any) -> Mapping[str, Any]:
    """Give the metadata of a field that no JSON shows, and what it is when it is read back."""
    return {KEY: "", READ: read}


# --- writing ----------------------------------------------------------------------------------


def to_data(given: Any) -> Json:
    """Give a dataclass as what JSON can hold."""
    cls: Any = type(given)
    found: Json = _writer(cls).to_python(given, mode="json", by_alias=True)
    return found


def to_json(given: Any) -> str:
    """Give a dataclass as JSON that is safe on a terminal, with the end of its last line."""
    from pydantic_core import PydanticSerializationError

    cls: Any = type(given)
    try:
        made: bytes = _writer(cls).to_json(given, indent=2, by_alias=True)
    except PydanticSerializationError:  # a text holds half a character
        loose = json.dumps(to_data(given), ensure_ascii=False, indent=2)
        made = _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", loose).encode("utf-8")
    return harmless(made) + "\n"


def harmless(made: bytes) -> str:
    """Escape in JSON what a terminal would obey: controls of C1, marks of direction."""
    safe = _ACTS.sub(lambda sign: b"\\u%04x" % ord(sign[0].decode("utf-8")), made)
    return safe.decode("utf-8")


def schema_of(cls: Any) -> Json:
    """Describe the JSON of a class as a JSON Schema (2020-12)."""
    from pydantic.json_schema import GenerateJsonSchema

    class Described(GenerateJsonSchema):
        """Every key is there and no other is; a key needs no title beside its name."""

        def field_is_required(self, field: Any, total: bool) -> bool:
            return True

        def field_title_should_be_set(self, schema: Any) -> bool:
            return False

        def dataclass_schema(self, schema: Any) -> Json:
            return {**super().dataclass_schema(schema), "additionalProperties": False}

    found = Described().generate(_Builder(reading=False).whole(cls), mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


# --- reading ----------------------------------------------------------------------------------


def from_data(cls: type[_Class], data: Any) -> _Class:
    """Read a dataclass back; raises ValueError naming the place and what is wrong with it."""
    from pydantic_core import ValidationError

    wanted: Any = cls
    try:
        found: _Class = _reader(wanted).validate_python(data)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        first = min(faults, key=lambda fault: fault["type"] == "missing")  # wrong before absent
        raise ValueError(_said(first["loc"], first["type"], first["msg"])) from None
    return found


_FAULTS = {
    "extra_forbidden": "is no key that is known here",
    "string_type": "is not a text",
    "int_type": "is not a whole number",
    "tuple_type": "is not a list",
    "dict_type": "is not a mapping of keys to values",
    "bool_type": "is neither true nor false",
}


def _said(place: tuple[int | str, ...], kind: str, message: str) -> str:
    where = ""
    *above, last = place or ("it",)
    for part in above if kind == "missing" else (*above, last):
        where += f"[{part}]" if isinstance(part, int) else f".{part}"
    told = message.removeprefix("Value error, ")
    said = f"has no {last}" if kind == "missing" else _FAULTS.get(kind, f"is not as wanted: {told}")
    return f"{where.lstrip('.') or 'it'} {said}"


@cache
def _writer(cls: Any) -> "SchemaSerializer":
    from pydantic_core import SchemaSerializer

    return SchemaSerializer(_Builder(reading=False).whole(cls))


@cache
def _reader(cls: Any) -> "SchemaValidator":
    from pydantic_core import SchemaValidator

    return SchemaValidator(_Builder(reading=True).whole(cls))


# --- from the types to what pydantic's core understands -----------------------------------------


class _Builder:
    """Turns types into schemas; every dataclass stands once, so that one may hold itself."""

    def __init__(self, *, reading: bool) -> None:
        from pydantic_core import core_schema

        self.core = core_schema
        self.reading = reading
        self.made: dict[type, Core] = {}

    def whole(self, cls: type) -> Core:
        """Give the schema of a class with all that it holds."""
        first = self.of(cls)
        return self.core.definitions_schema(first, [*self.made.values()])

    def of(self, hint: Any) -> Core:
        """Give the schema of a type as it is annotated."""
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return self._union(inner)
        if origin is tuple:
            return self._tuple(inner)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self.core.dict_schema(*(self.of(each) for each in inner))
        if origin is Literal:
            return self.core.literal_schema([*inner])
        if isinstance(hint, type) and is_dataclass(hint) and hint is not Grade:
            return self._named(hint)
        return self._plain(hint)

    def _plain(self, hint: Any) -> Core:
        core = self.core
        if hint is Verdict:
            return self._worded(Verdict, _VERDICTS, "key", core.literal_schema([*WORDS]))
        if hint is Grade:
            code = core.str_schema(pattern="^[A-F][1-6]$")
            return self._worded(Grade, Grade, "code", code)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return core.enum_schema(hint, [*hint])
        if hint is float:
            maybe = core.nullable_schema(core.float_schema())
            if self.reading:
                return maybe
            return core.float_schema(
                serialization=core.plain_serializer_function_ser_schema(
                    _rounded, return_schema=maybe
                )
            )
        return {
            str: core.str_schema(strict=True),
            int: core.int_schema(strict=True),
            bool: core.bool_schema(strict=True),
            date: core.date_schema(),
            Any: core.any_schema(),
        }[hint]

    def _worded(self, cls: type, read: Any, word: str, said: Core) -> Core:
        """Give the schema of something that one word stands for."""
        core = self.core
        if self.reading:
            return core.no_info_after_validator_function(read, said)
        told = core.plain_serializer_function_ser_schema(attrgetter(word), return_schema=said)
        return core.is_instance_schema(cls, serialization=told)

    def _union(self, inner: tuple[Any, ...]) -> Core:
        some = [self.of(each) for each in inner if each is not type(None)]
        one = some[0] if len(some) == 1 else self.core.union_schema([*some])
        return self.core.nullable_schema(one) if len(some) < len(inner) else one

    def _tuple(self, inner: tuple[Any, ...]) -> Core:
        if inner[-1] is Ellipsis:
            return self.core.tuple_schema([self.of(inner[0])], variadic_item_index=0)
        return self.core.tuple_schema([self.of(each) for each in inner])

    def _named(self, cls: type) -> Core:
        ref = f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"
        if cls not in self.made:
            self.made[cls] = {}
            made = self._read(cls) if self.reading else self._written(cls)
            self.made[cls] = {**made, "ref": ref}
        return self.core.definition_reference_schema(ref)

    def _written(self, cls: Any) -> Core:
        """Give the schema of a dataclass that is written: fields, and properties among them."""
        core = self.core
        keys = [*_keys(cls)]
        shown = [
            core.dataclass_field(
                key.name,
                self._said(cls, key),
                serialization_alias=key.key,
                metadata={"pydantic_js_updates": {"description": key.told} if key.told else {}},
            )
            for key in keys
        ]
        # `slots`: every key is read by its name, as a property is
        args, names = core.dataclass_args_schema(cls.__name__, shown), [key.name for key in keys]
        return core.dataclass_schema(cls, args, names, slots=True)

    def _read(self, cls: Any) -> Core:
        """Give the schema of a dataclass that is read; what follows from others is passed by."""
        core = self.core
        own: dict[str, Core] = {}
        for key in _keys(cls):
            said = core.any_schema() if key.follows else self._said(cls, key)
            own[key.key] = core.typed_dict_field(said, required=not key.follows)
        shape = core.typed_dict_schema(own, extra_behavior="forbid")
        return core.no_info_after_validator_function(_maker(cls), shape)

    def _said(self, cls: Any, key: "_Key") -> Core:
        form = key.name == FORM
        return self.core.literal_schema([cls.schema_id_of()]) if form else self.of(key.hint)


def _rounded(given: float) -> float | None:
    """Give a number to a millionth; null where a clue excludes, for JSON has no infinity."""
    return round(given, PLACES) if isfinite(given) else None


_VERDICTS: Callable[[str], Verdict] = {verdict.key: verdict for verdict in Verdict}.__getitem__

FORM = "schema_id"
"""The property that names the form of a result; its key is `schema`"""


@dataclass(frozen=True, slots=True)
class _Key:
    """What is shown of a dataclass: key, attribute, type, what it means, whether it follows."""

    key: str
    name: str
    hint: Any
    told: str = ""
    follows: bool = False


def _keys(cls: Any) -> Iterator[_Key]:
    """Give the keys of a dataclass: what leads, its parts and fields, and what follows."""
    if hasattr(cls, FORM):
        yield _property(cls, "schema", FORM)
    for key, name in _declared(cls, "leads").items():
        yield replace(_property(cls, key, name), follows=True)
    parted = _declared(cls, "parted")
    for parts in parted.values():
        yield from (_property(cls, key, name) for key, name in parts.items())
    hints = get_type_hints(cls)
    for field in fields(cls):
        key = field.metadata.get(KEY, field.name)
        if key and field.name not in parted:
            yield _Key(key, field.name, hints[field.name])
    for key, name in _declared(cls, "follows").items():
        yield replace(_property(cls, key, name), follows=True)


def _declared(cls: Any, where: str) -> Mapping[str, Any]:
    """Gather what a class and those above it say of their JSON, the uppermost first."""
    found: dict[str, Any] = {}
    for each in reversed(cls.__mro__):
        found |= each.__dict__.get(where, {})
    return found


def _property(cls: Any, key: str, name: str) -> _Key:
    read = getattr(cls, name).fget
    told = (read.__doc__ or "").strip().split("\n")[0]
    return _Key(key, name, get_type_hints(read)["return"], told)


def _maker(cls: Any) -> Callable[[Json], Any]:
    """Give what makes a dataclass out of the keys that were read."""
    names = {key.key: key.name for key in _keys(cls) if not key.follows and key.name != FORM}
    unseen = {f.name: f.metadata[READ] for f in fields(cls) if READ in f.metadata}
    parted, hints = _declared(cls, "parted"), get_type_hints(cls)

    def made(given: Json) -> Any:
        told = {names[key]: value for key, value in given.items() if key in names}
        for name, parts in parted.items():
            told[name] = hints[name].of(*(told.pop(part) for part in parts.values()))
        return cls(**told, **unseen)

    return made


VERSION = 2


class Shows(Protocol):
    """What shows results: the room of reports, which sets itself here and which no model knows."""

    def text(self, result: "Result") -> str:
        """Give a result as it stands in a terminal, without colour."""

    def fragment(self, result: "Result") -> str:
        """Give a result as HTML for a notebook, in which nothing can run."""

    def frame(self, result: "Result") -> "DataFrame":
        """Give a result's rows as a data frame."""

    def write(self, result: "Result", form: str, path: str | Path | None) -> str | bytes:
        """Give a result in a form, written to `path` if given."""


class Result:
    """What a question gives; `kind` is the word of its command.

    It shows itself in a notebook, `frame()` and `data` hand it on, and `to` writes it in any form.
    """

    __slots__ = ()
    kind: ClassVar[str] = ""
    shows: ClassVar[Shows]

    def __init_subclass__(cls) -> None:
        # a dataclass keeps a repr that is there: a result reads as in a terminal
        cls.__repr__ = Result.__repr__  # type: ignore[method-assign]

    def __repr__(self) -> str:
        return self.shows.text(self)

    def _repr_html_(self) -> str:
        return self.shows.fragment(self)

    def frame(self) -> "DataFrame":
        """Give the rows as a data frame; inner keys stand as `counts.met`."""
        return self.shows.frame(self)

    def to(self, form: str, path: str | Path | None = None) -> str | bytes:
        """Give it as json, csv, md, html, xlsx or table, written to `path` if given."""
        return self.shows.write(self, form, path)

    @classmethod
    def schema_id_of(cls) -> str:
        """Give the id of the form, such as `narrow/tally/2`."""
        return f"narrow/{cls.kind}/{VERSION}"

    @property
    def schema_id(self) -> str:
        """The form of this JSON, as `narrow schema` describes it."""
        return self.schema_id_of()

    def named(self, *, everyone: bool) -> Self:
        """Give what is shown of it; without `everyone`, only whom it is about."""
        return self

    @property
    def data(self) -> Json:
        """All of it as what JSON can hold."""
        return to_data(self)
