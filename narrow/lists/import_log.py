"""An import keeps book of itself while it streams: every row is taken, set aside or refused.

What is counted is counted in full; what is kept to be shown is capped, so that a hostile file does
not fill the memory with complaints.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar

from narrow.model.dates import UNKNOWN, Interval, may_be_born, parse
from narrow.model.result import Result, called

# What came of an import: rows read, taken and refused, and what in them was not understood.


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken: its file, the line on which it begins (from 1), and why."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A value that was kept as it stands and not understood, with its number of rows."""

    column: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A place of a list with values that reached no column: how many, one of them, and why.

    `why` is blank where no importer says that they are left out on purpose.
    """

    path: str
    count: int
    example: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Brought(Result):
    """The report of an import; every row read was taken, set aside or refused.

    `set_aside` counts rows that are well and name no person, by what they are. `refusals` and
    `unread` hold the first of many; `refused` and `unread_total` count all of them.
    """

    kind: ClassVar[str] = "import"

    form: str
    title: str
    into: str
    read: Mapping[str, int]
    taken: int
    refused: int
    unread_total: int = field(metadata=called("not_understood"))
    set_aside: Mapping[str, int] = field(default_factory=dict)
    written: Mapping[str, int] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    unread: tuple[Unread, ...] = field(default=(), metadata=called("values"))
    unread_by: Mapping[str, int] = field(
        default_factory=dict, metadata=called("not_understood_by_column")
    )
    notes: Mapping[str, int] = field(default_factory=dict)
    not_taken: tuple[NotTaken, ...] = ()
    made: bool = True

    @property
    def whole(self) -> bool:
        """Whether every row was taken or set aside, every value understood and none left behind."""
        behind = any(not one.why for one in self.not_taken)
        return not self.refused and not self.unread_total and not behind


MOST_REFUSALS = 1_000
MOST_VALUES = 10_000
LONGEST_VALUE = 200  # characters of a value that the report keeps
STEP = 1 << 16  # bytes read between two steps of the progress bar
LARGEST_CELL = 1_000_000  # characters; a register's own limit
MOST_PLACES = 1_000  # of values that reached no column
ELSEWHERE = "further places"
_WORD = re.compile(r"[^\W_]+")
_CLOCK = re.compile(r"(?<=\d\d)[t ]\d\d:\d\d.*")  # a day is the same with a time of day
_MARK = re.compile(r"(?:^|(?<=\s))\(?(?:[a-z]|\d{1,2})\)")  # of one of several: a), (1)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: str(at) for at, name in enumerate(MONTHS, 1)}
Leaf = tuple[str, str]
T = TypeVar("T")


def _words(text: str) -> Iterator[str]:
    """Give the words of a text as they are compared: "31 Jan 2020" and "2020-01-31" are alike."""
    for word in _WORD.findall(_MARK.sub("", _CLOCK.sub("", text.casefold()))):
        yield word.lstrip("0") if word.isdigit() else _MONTHS.get(word[:3], word)


class Sink(Protocol):
    """Takes the rows of a register, in any order of tables, each with the cells that it has."""

    def row(self, role: str, cells: Mapping[str, str]) -> None:
        """Write a row of a table; a cell that is left out is blank."""


class Intake:
    """Counts what comes in and keeps what was refused.

    `known_until` is the day of the list, YYYY-MM-DD; blank where neither it nor the caller says.
    `lost` counts refused rows that may say more of somebody who was taken.
    """

    def __init__(self, step: Callable[[], None] = lambda: None, known_until: str = "") -> None:
        self.read: Counter[str] = Counter()
        self.set_aside: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.taken = self.refused = self.lost = 0
        self.known_until = known_until
        self._refusals: list[Refusal] = []
        self._values: Counter[tuple[str, str]] = Counter()
        self._columns: Counter[str] = Counter()
        self._step = step
        self._bytes = 0
        self.only: tuple[str, ...] = ()  # the programmes that a list is of; empty where of all
        self.ignored: Mapping[str, str] = {}  # ends of paths, and why their values have no column
        self._cells, self._cited = set[str](), set[str]()
        self._behind: dict[str, tuple[int, str]] = {}

    def wrote(self, role: str, cells: Mapping[str, str]) -> None:
        """Remember the cells of a row until the record that it is of has been looked through."""
        if role == "sources":
            self._cited.update(word for text in cells.values() for word in _words(text))
            return
        for name, text in cells.items():
            if text:
                self._cells.update((text, name))  # a value may say what the next one is of

    def watched(self, records: Iterable[T], leaves: Callable[[T], Iterable[Leaf]]) -> Iterator[T]:
        """Give records; counts the values of one that is taken which stand in no row of it.

        A value has reached a column where all its words stand in cells written meanwhile: whatever
        an importer reads or forgets, what came out is compared with what went in.
        """
        for record in records:
            before = self.taken
            self._cells.clear()
            yield record
            if self.taken > before:
                self.settle(leaves(record))

    def settle(self, leaves: Iterable[Leaf]) -> None:
        """Count the values of a record that stand in no row written since the last one."""
        words: set[str] = set()
        for path, value in leaves:
            text = value.strip()
            if not text or text in self._cells:
                continue
            words = words or {word for cell in self._cells for word in _words(cell)}
            if not all(word in words or word in self._cited for word in _words(text)):
                known = path in self._behind or len(self._behind) < MOST_PLACES
                place = path if known else ELSEWHERE
                count, first = self._behind.get(place, (0, text[:LONGEST_VALUE]))
                self._behind[place] = count + 1, first
        self._cells.clear()

    def not_taken(self) -> tuple[NotTaken, ...]:
        """Give the places of values that reached no column, those without a reason first."""
        found = [
            NotTaken(path, count, first, self._why(path))
            for path, (count, first) in self._behind.items()
        ]
        return tuple(sorted(found, key=lambda one: (bool(one.why), -one.count, one.path)))

    def _why(self, path: str) -> str:
        """Give the reason of a place: its path ends so, or goes through what ends in a `/`."""
        found = self.ignored.items()
        return next((w for e, w in found if path.endswith(e) or (e[-1:] == "/" and e in path)), "")

    def moved(self, size: int) -> None:
        """Say that so many bytes were read."""
        before, self._bytes = self._bytes, self._bytes + size
        for _ in range(self._bytes // STEP - before // STEP):
            self._step()

    def refuse(self, file: Path, line: int, reason: str, *, part: bool = False) -> None:
        """Count a row that is not taken, and keep why; a `part` is no whole entry of the list."""
        self.refused += 1
        self.lost += part
        if len(self._refusals) < MOST_REFUSALS:
            self._refusals.append(Refusal(file.name, line, reason))

    def issued(self, day: str, given: str) -> None:
        """Take the day that a list says it is of; where that is no whole day it is told."""
        if len(day) == len("YYYY-MM-DD"):
            self.known_until = day
        elif given:
            self.not_understood("day of the list", given)

    def not_understood(self, column: str, value: str) -> None:
        """Count a value that is kept as it stands."""
        self._columns[column] += 1
        key = (column, value[:LONGEST_VALUE])
        if key in self._values or len(self._values) < MOST_VALUES:
            self._values[key] += 1

    def report(self, form: str, title: str, into: str, written: Mapping[str, int]) -> Brought:
        """Give the report, in an order that depends on nothing but the input."""
        values = sorted(self._values.items(), key=lambda kept: (-kept[1], kept[0]))
        return Brought(
            form=form,
            title=title,
            into=into,
            read=dict(self.read),
            taken=self.taken,
            refused=self.refused,
            unread_total=self._columns.total(),
            set_aside=dict(sorted(self.set_aside.items())),
            written=dict(written),
            refusals=tuple(self._refusals),
            unread=tuple(Unread(*key, count) for key, count in values),
            unread_by=dict(sorted(self._columns.items())),
            notes=dict(sorted(self.notes.items())),
            not_taken=self.not_taken(),
        )


class Births:
    """A sink that tells the intake what is written, and the births that no person can have.

    Where none of a person's births is plausible the date is blank, and `birth_date_as_given` holds
    it. Beside a plausible one it stays: dropped, the other would be taken for all there are.
    """

    def __init__(self, sink: Sink, intake: Intake) -> None:
        self._sink, self._intake = sink, intake

    def row(self, role: str, cells: Mapping[str, str]) -> None:
        """Write a row of a table."""
        self._intake.wrote(role, cells)
        given = cells.get("birth_date") if role == "persons" else None
        if given and (strange := self._strange(given)):
            for text in strange:
                self._intake.not_understood("birth_date", text)
            cells = {"birth_date_as_given": given, **_filled(cells)}
            if len(strange) == given.count(";") + 1:
                cells = {**cells, "birth_date": ""}
        self._sink.row(role, cells)

    def _strange(self, given: str) -> list[str]:
        until = self._intake.known_until
        day = date.fromisoformat(until) if until else None
        return [text for text in given.split(";") if not may_be_born(_read(text), day)]


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in cells.items() if text}


def _read(text: str) -> Interval:
    try:
        return parse(text)
    except ValueError:  # told where the register is read
        return UNKNOWN
