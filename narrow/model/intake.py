"""What came of an import: rows read, taken and refused, and what in them was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
class Brought:
    """The report of an import; every row read was taken, set aside or refused.

    `set_aside` counts rows that are well and name no person, by what they are. `refusals` and
    `unread` hold the first of many; `refused` and `unread_total` count all of them.
    """

    form: str
    title: str
    into: str
    read: Mapping[str, int]
    taken: int
    refused: int
    unread_total: int
    set_aside: Mapping[str, int] = field(default_factory=dict)
    written: Mapping[str, int] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    unread: tuple[Unread, ...] = ()
    unread_by: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether every row was taken or set aside and every value understood."""
        return not self.refused and not self.unread_total
