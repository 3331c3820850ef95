"""The days that bound a fact, and the day on which its first source was out, row by row.

Facts of a register share their dates by the thousand, so each set of dates is thought through once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from narrow.model.cells import JOINED_BY, earliest_day
from narrow.model.dates import UNKNOWN, Interval
from narrow.model.register import SOURCES, Cell, Table
from narrow.registers.span import Bounds, Told, bounds
from narrow.registers.state import Gathering, Key

Columns = Mapping[str, Sequence[Cell]]
Unknown = tuple[tuple[str, str], ...]

NOBODY = -1
MOST_REMEMBERED = 100_000
_BOUNDS = ("begins_lo", "begins_hi", "ends_lo", "ends_hi", "ends_mid")


class Held:
    """Bounds the facts of a table: when each began, when it ended."""

    def __init__(self, state: Gathering, table: Table) -> None:
        self.state = state
        self.dies = table.span is not None and table.span.until_death
        self._bounds: dict[tuple[Interval, ...], Bounds] = {}

    def columns(self, told: Sequence[Sequence[Interval]], persons: Sequence[int]) -> Columns:
        """Give the bounds of rows; `told` is start, end, held_on, ended_by, a column each."""
        died = [
            self.state.died[number] if self.dies and number != NOBODY else UNKNOWN
            for number in persons
        ]
        found = [self._of(days) for days in zip(*told, died, strict=True)]
        return {name: [getattr(one, name) for one in found] for name in _BOUNDS}

    def _of(self, days: tuple[Interval, ...]) -> Bounds:
        if days not in self._bounds:
            if len(self._bounds) >= MOST_REMEMBERED:
                self._bounds.clear()
            self._bounds[days] = bounds(Told(*days), self.state.register.known_until)
        return self._bounds[days]


class FirstOut:
    """Bounds the day on which the first of several sources was out, and names unknown ones."""

    def __init__(self, state: Gathering, table: Table) -> None:
        self.state, self.table = state, table
        self._found: dict[Key, tuple[tuple[date, date], Unknown]] = {}

    def of(self, cited: Key) -> tuple[tuple[date, date], Unknown]:
        """Give the bounds for what stands in the columns that name sources, and what is unknown."""
        if cited not in self._found:
            if len(self._found) >= MOST_REMEMBERED:
                self._found.clear()
            named = list(_sources(self.table, cited))
            published = self.state.published
            first = earliest_day([published.get(source, UNKNOWN) for _, source in named])
            self._found[cited] = (first, tuple(n for n in named if self._is_unknown(n[1])))
        return self._found[cited]

    def _is_unknown(self, source: str) -> bool:
        state = self.state
        listed = SOURCES in state.register.tables and SOURCES not in state.torn
        return listed and source not in state.published


def _sources(table: Table, cited: Key) -> Iterator[tuple[str, str]]:
    for column, text in zip(table.sources, cited, strict=True):
        for source in filter(None, text.split(JOINED_BY)):
            yield column, source
