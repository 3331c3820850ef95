"""A kept file is taken apart with care: what is not where it should be is named, never assumed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from narrow.errors import RequestError


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Part:
    """A part of a kept file and its place in it; every question raises RequestError or answers."""

    file: str
    data: Any
    place: str = ""

    def at(self, key: str) -> "Part":
        """Give what stands under a key."""
        if not isinstance(self.data, dict) or key not in self.data:
            raise self.wrong(f"has no {key}")
        return Part(self.file, self.data[key], f"{self.place}.{key}".lstrip("."))

    def text(self, key: str) -> str:
        """Give a text."""
        return str(self._of(key, str, "a text"))

    def text_or_none(self, key: str) -> str | None:
        """Give a text, or None where nothing was said."""
        return None if self.at(key).data is None else self.text(key)

    def whole(self, key: str) -> int:
        """Give a whole number."""
        return int(self._of(key, int, "a whole number"))

    def each(self, key: str) -> list["Part"]:
        """Give the parts of a list."""
        inner = self.at(key)
        items = self._of(key, list, "a list")
        return [Part(self.file, item, f"{inner.place}[{at}]") for at, item in enumerate(items)]

    def named(self, key: str) -> Mapping[str, "Part"]:
        """Give the parts of a mapping by name."""
        inner = self.at(key)
        return {name: inner.at(name) for name in self._of(key, dict, "keys with values")}

    def maybe(self, key: str) -> "Part | None":
        """Give what stands under a key, or None where nothing was said."""
        inner = self.at(key)
        return None if inner.data is None else inner

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts."""
        for item in (items := self.each(key)):
            if not isinstance(item.data, str):
                raise item.wrong("is no text")
        return tuple(item.data for item in items)

    def wrong(self, message: str) -> RequestError:
        """Give the error that says what is wrong here."""
        return RequestError(f"{self.file} is not as narrow writes it: {self.place} {message}")

    def _of(self, key: str, kind: type, said: str) -> Any:
        inner = self.at(key)
        if not isinstance(inner.data, kind) or isinstance(inner.data, bool):
            raise inner.wrong(f"is not {said}")
        return inner.data
