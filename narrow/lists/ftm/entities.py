"""One entity of FollowTheMoney: an id, a schema, and properties that are lists of texts."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from narrow.lists.dates import checked
from narrow.lists.import_log import Intake

_SCHEMA = re.compile(r"[A-Z][A-Za-z]{1,60}", re.ASCII)
_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ]\d\d:.*)?", re.ASCII)
LONGEST_ID = 500
Json = Mapping[str, Any]


class Entity:
    """An entity as a line gives it; nested entities stand in `within`, by their property."""

    __slots__ = ("id", "json", "properties", "schema", "within")

    def __init__(self, json: Json) -> None:
        self.json = json
        self.id: str = json["id"]
        self.schema: str = json["schema"]
        self.properties: dict[str, list[str]] = {}
        self.within: list[tuple[str, Entity]] = []
        for name, values in json["properties"].items():
            try:
                if values.__class__ is list and all(map(str.strip, values)):
                    if values:
                        self.properties[name] = values
                    continue
            except TypeError:  # one of them is no text
                pass
            given = values if isinstance(values, list) else [values]
            texts = [value for value in given if isinstance(value, str) and value.strip()]
            if len(texts) != len(given):
                texts += self._nested(name, given)
            if texts:
                self.properties[name] = texts

    def _nested(self, name: str, given: list[Any]) -> Iterator[str]:
        for value in given:
            if isinstance(value, dict) and not fault_of(value):
                entity = Entity(value)
                self.within.append((name, entity))
                yield entity.id

    def all(self, *names: str) -> list[str]:
        """Give the values of some properties, each once, in their order."""
        if len(names) == 1:
            found = self.properties.get(names[0], [])
        else:
            found = [value for name in names for value in self.properties.get(name, ())]
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def first(self, name: str) -> str:
        """Give the first value of a property, blank where it has none."""
        values = self.properties.get(name)
        return values[0] if values else ""

    def listed(self, key: str) -> list[str]:
        """Give the texts that stand beside the properties under a key, such as `datasets`."""
        values = self.json.get(key)
        if isinstance(values, str):
            values = [values]
        if not isinstance(values, list):
            return []
        return [value for value in values if isinstance(value, str) and value.strip()]

    def day(self, key: str) -> str:
        """Give the day on which it was first or last seen; blank where it does not say."""
        value = self.json.get(key)
        return known_day(value[:10]) if isinstance(value, str) and len(value) >= 10 else ""

    @property
    def name(self) -> str:
        """What it is called: its caption where that is one of its names, or else its first name."""
        names = self.properties.get("name", ())
        if len(names) > 1 and self.json.get("caption") in names:
            return str(self.json["caption"])
        return names[0] if names else ""

    def odd(self) -> Iterator[tuple[str, str]]:
        """Give the values that are neither texts nor entities, with their property."""
        for name, values in self.json["properties"].items():
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, str) or (isinstance(value, dict) and not fault_of(value)):
                    continue
                yield name, repr(value)[:200]


def fault_of(json: Json) -> str:
    """Say why an object is no entity; blank where it is one."""
    key, schema = json.get("id"), json.get("schema")
    if not isinstance(key, str) or not key.strip() or len(key) > LONGEST_ID:
        return "has no id"
    if not isinstance(schema, str) or not _SCHEMA.fullmatch(schema):
        return "has no schema"
    return "" if isinstance(json.get("properties"), dict) else "has no properties"


def dated(entity: Entity, name: str, intake: Intake, column: str) -> tuple[str, str]:
    """Give a property as one date, and as it is given; several dates are one of them.

    Blank where one of them is not understood: then the others are not sure.
    """
    given = entity.all(name)
    days = days_of(given, intake, column)
    said = f"[{','.join(days)}]" if len(days) > 1 else "".join(days)
    return said, "; ".join(given)


@lru_cache(maxsize=1 << 16)
def known_day(text: str) -> str:
    """Give a date, or the date of a time, where the calendar has it; blank where it is none."""
    found = _DAY.fullmatch(text.strip())
    return checked(found[1]) if found else ""


def days_of(given: list[str], intake: Intake, column: str) -> list[str]:
    """Give texts as dates, to the day at most; none at all where one is not understood."""
    days: list[str] = []
    for text in given:
        day = known_day(text)
        if not day:
            intake.not_understood(column, text)
        days.append(day)
    return list(dict.fromkeys(days)) if all(days) else []
