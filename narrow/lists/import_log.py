"""An import keeps book of itself while it streams: every row is taken, set aside or refused.

What is counted is counted in full; what is kept to be shown is capped, so that a hostile file does
not fill the memory with complaints.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar, Protocol

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
    made: bool = True

    @property
    def whole(self) -> bool:
        """Whether every row was taken or set aside and every value understood."""
        return not self.refused and not self.unread_total


MOST_REFUSALS = 1_000
MOST_VALUES = 10_000
LONGEST_VALUE = 200  # characters of a value that the report keeps
STEP = 1 << 16  # bytes read between two steps of the progress bar
LARGEST_CELL = 1_000_000  # characters; a register's own limit


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
        )


class Births:
    """A sink that counts the births that no person of a list can have, and keeps them as text.

    Where none of a person's births is plausible the date is blank, and `birth_date_as_given` holds
    it. Beside a plausible one it stays: dropped, the other would be taken for all there are.
    """

    def __init__(self, sink: Sink, intake: Intake) -> None:
        self._sink, self._intake = sink, intake

    def row(self, role: str, cells: Mapping[str, str]) -> None:
        """Write a row of a table."""
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
