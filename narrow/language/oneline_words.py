"""The words of a clue written in one line, each with its column; nothing is looked up here."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST = 2_000

_HEAD = re.compile(
    r"\s*(?:(?P<none>no)\s+|(?P<least>[0-9]{1,4})(?P<more>\+|-(?P<most>[0-9]{1,4}))?\s+)?"
    r"(?P<table>[^\s:]+)\s*"
)
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r'[^\s=!<>|"]+')
_OPERATOR = re.compile(r"!=|>=|<=|=|<|>")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_BARE = re.compile(r'[^\s|"]+')
_ESCAPED = re.compile(r"\\(.)")
_REST = re.compile(r'(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s"])+')
_UNWRITABLE = {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}


class Misread(Exception):  # noqa: N818 - caught where a line is read, never seen outside
    """A fault of a clue in one line: what is wrong, and in which column (from 1)."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its column; `quoted` where it stood in double quotes."""

    text: str
    at: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One condition: `column=value|value`, or bare words, where `operator` is blank."""

    name: Word
    operator: str
    values: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the colon: a table, and how many of its rows are asked for.

    `at_least` and `at_most` are blank where any row will do; `none` asks that there be no row.
    """

    table: Word
    none: bool = False
    at_least: str = ""
    at_most: str = ""

    @property
    def counts(self) -> bool:
        """Whether a number of rows is asked for."""
        return bool(self.at_least or self.at_most)


@dataclass(slots=True)
class Line:
    """A clue as typed: its head (None where it cannot be read), its items, and all its faults."""

    text: str
    head: Head | None = None
    items: list[Item] = field(default_factory=list)
    faults: list[Misread] = field(default_factory=list)


def read_line(text: str) -> Line:
    """Take a clue in one line apart; reading goes on after a fault, to find them all."""
    line = Line(text)
    try:
        _writable(text)
        line.head, after = _head(text)
    except Misread as fault:
        line.faults.append(fault)
        return line
    for found in _items(text, after):
        if isinstance(found, Misread):
            line.faults.append(found)
        else:
            line.items.append(found)
    return line


def _writable(text: str) -> None:
    if len(text) > LONGEST:
        raise Misread(LONGEST, f"has {len(text):,} characters; {LONGEST:,} at most")
    for at, char in enumerate(text, start=1):
        if unicodedata.category(char) in _UNWRITABLE:
            raise Misread(at, f"has a character that cannot be written (U+{ord(char):04X})")


def _head(text: str) -> tuple[Head, int]:
    colon = text.find(":")
    before = text[:colon] if colon >= 0 else text
    if colon < 0 or '"' in before or _OPERATOR.search(before):
        start = _past(_SPACE, text, 0) + 1
        raise Misread(start, "no table is named; begin with one and a colon, such as posts:")
    found = _HEAD.fullmatch(before)
    if not found:
        start = _past(_SPACE, text, 0) + 1
        raise Misread(
            start, f"{before.strip()!r} names no table; expected TABLE, no TABLE or 2+ TABLE"
        )
    table = Word(found["table"], found.start("table") + 1)
    least = found["least"] or ""
    most = found["most"] or ("" if found["more"] else least)
    return Head(table, bool(found["none"]), least, most), colon + 1


def _items(text: str, start: int) -> Iterator[Item | Misread]:
    at = _past(_SPACE, text, start)
    while at < len(text):
        try:
            item, at = _item(text, at)
            yield item
        except Misread as fault:
            yield fault
            at = _past(_REST, text, at)
        at = _past(_SPACE, text, at)


def _item(text: str, start: int) -> tuple[Item, int]:
    name = _NAME.match(text, start)
    if not name:
        raise Misread(start + 1, "expected column=value or a tense such as former")
    operator = _OPERATOR.match(text, name.end())
    if operator:
        values, after = _values(text, operator.end(), operator[0], name[0])
    else:
        values, after = _values(text, start, "", "")
    _ended(text, after)
    return Item(Word(name[0], start + 1), operator[0] if operator else "", values), after


def _values(text: str, start: int, operator: str, name: str) -> tuple[tuple[Word, ...], int]:
    """Read one value, or several with a bar between them."""
    found: list[Word] = []
    at = start
    while True:
        quoted, bare = _QUOTED.match(text, at), _BARE.match(text, at)
        if quoted:
            found.append(Word(_ESCAPED.sub(r"\1", quoted[1]), at + 1, quoted=True))
            at = quoted.end()
        elif bare:
            found.append(Word(bare[0], at + 1))
            at = bare.end()
        elif text[at : at + 1] == '"':
            raise Misread(at + 1, "the double quote is not closed")
        else:
            after = f"{name}{operator}" if not found else "|"
            hint = f'; {name}{operator}"" asks for what is not recorded' if not found else ""
            raise Misread(at + 1, f"a value is missing after {after}{hint}")
        if text[at : at + 1] != "|":
            return tuple(found), at
        at += 1


def _ended(text: str, at: int) -> None:
    if at < len(text) and not text[at].isspace():
        raise Misread(at + 1, f"expected a space here and not {text[at]!r}")


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
