"""The days that bound a fact, and the day on which its first source was out, row by row.

Facts of a register share their dates by the thousand, so each set of dates is thought through once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from narrow.model.cells import JOINED_BY, earliest_day
from narrow.model.dates import EARLIEST, LATEST, UNKNOWN, Interval
from narrow.model.registers import AT_ODDS, SOURCES, Cell, Span, Table
from narrow.registers.expectations import Gathering, Key

# What is said of a fact's time is gathered into four days that bound it.
#
# A post has a start and an end, but a partial record says more: a day on which it was held, a day
# by
# which it was over, the holder's death, the last day the record speaks of, and that nothing ends
# before it begins. Each of these only ever tightens the bounds. Dates that contradict each other
# say
# nothing sure, so such a fact has no bounds at all: it stays in doubt instead of becoming a "no".


_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and last day on which a fact may have begun, and on which it may have ended."""

    begins_lo: date
    begins_hi: date
    ends_lo: date
    ends_hi: date

    @property
    def ends_mid(self) -> date:
        """The middle day of a coarse end; `LATEST` where the end is not bounded on both sides."""
        if self.ends_lo == EARLIEST or self.ends_hi == LATEST:
            return LATEST
        return Interval(self.ends_lo, self.ends_hi).middle


NO_BOUNDS = Bounds(EARLIEST, LATEST, EARLIEST, LATEST)


@dataclass(frozen=True, slots=True)
class Told:
    """What a row and the register tell of a fact's time; `UNKNOWN` where they tell nothing."""

    start: Interval = UNKNOWN
    end: Interval = UNKNOWN
    held_on: Interval = UNKNOWN
    ended_by: Interval = UNKNOWN
    died: Interval = UNKNOWN


def bounds(told: Told, known_until: date | None) -> Bounds:
    """Gather what is told into bounds; a post last held on day D has `ends` on D itself.

    `ended_by` D means over on D, so the last day held is the day before. A fact that stands in the
    record had begun by `known_until`, unless its own start says otherwise.
    """
    begins_lo, begins_hi = told.start.first, told.start.last
    ends_lo, ends_hi = told.end.first, told.end.last
    if told.held_on != UNKNOWN:
        begins_hi = min(begins_hi, told.held_on.last)
        ends_lo = max(ends_lo, told.held_on.first)
    if told.ended_by != UNKNOWN:
        ends_hi = min(ends_hi, told.ended_by.last - _DAY)
    if told.died != UNKNOWN:
        ends_hi = min(ends_hi, told.died.last)
    if known_until is not None and begins_lo <= known_until:
        begins_hi = min(begins_hi, known_until)
    ends_lo = max(ends_lo, begins_lo)
    begins_hi = min(begins_hi, ends_hi)
    if begins_lo > begins_hi or ends_lo > ends_hi:
        return NO_BOUNDS
    return Bounds(begins_lo, begins_hi, ends_lo, ends_hi)


@dataclass(frozen=True, slots=True)
class Called:
    """What the dates of a table are called: the titles of its columns, or their names."""

    start: str = "start"
    end: str = "end"
    held_on: str = "held on"
    ended_by: str = "over by"

    @classmethod
    def of(cls, table: Table) -> "Called":
        """Call the dates of a table by what its columns are called."""
        span = table.span or Span()
        names = (span.start, span.end, span.held_on, span.ended_by)
        return cls(*(_called(table, name) for name in names))


def _called(table: Table, name: str) -> str:
    title = table.columns[name].title if name in table.columns else ""
    return title[:1].lower() + title[1:] if title else name.replace("_", " ")


def at_odds(told: Told, called: Called) -> str:
    """Say which dates contradict each other: "start 2005 lies after end 2001"; blank where none."""
    start, end, held = told.start, told.end, told.held_on
    before = told.ended_by.last - _DAY
    pairs = (
        (start.first > end.last, called.start, start, "lies after", called.end, end),
        (start.first > held.last, called.start, start, "lies after", called.held_on, held),
        (held.first > end.last, called.held_on, held, "lies after", called.end, end),
        *(
            (day.first > before, name, day, "does not lie before", called.ended_by, told.ended_by)
            for day, name in ((start, called.start), (held, called.held_on), (end, called.end))
            if told.ended_by != UNKNOWN
        ),
        *(
            (day.first > told.died.last, name, day, "lies after", "the death", told.died)
            for day, name in ((start, called.start), (held, called.held_on), (end, called.end))
        ),
    )
    return " and ".join(
        f"{one} {day.shown} {lies} {other} {limit.shown}"
        for wrong, one, day, lies, other, limit in pairs
        if wrong
    )


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
        self.called = Called.of(table)
        self._bounds: dict[tuple[Interval, ...], tuple[Bounds, str]] = {}

    def columns(self, told: Sequence[Sequence[Interval]], persons: Sequence[int]) -> Columns:
        """Give the bounds of rows; `told` is start, end, held_on, ended_by, a column each."""
        died = [
            self.state.died[number] if self.dies and number != NOBODY else UNKNOWN
            for number in persons
        ]
        found = [self._of(days) for days in zip(*told, died, strict=True)]
        columns: dict[str, Sequence[Cell]] = {
            name: [getattr(one, name) for one, _ in found] for name in _BOUNDS
        }
        columns[AT_ODDS] = [said for _, said in found]
        return columns

    def _of(self, days: tuple[Interval, ...]) -> tuple[Bounds, str]:
        if days not in self._bounds:
            if len(self._bounds) >= MOST_REMEMBERED:
                self._bounds.clear()
            told = Told(*days)
            found = bounds(told, self.state.register.known_until)
            self._bounds[days] = found, at_odds(told, self.called) if found == NO_BOUNDS else ""
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
