"""The rows of a register become columns of equal length, every key checked, every fact bounded."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from narrow.errors import Issue, RegisterError
from narrow.files import check_stamp
from narrow.model.cells import JOINED_BY, Reader, earliest_day
from narrow.model.dates import EARLIEST, LATEST, UNKNOWN, Interval
from narrow.model.registers import (
    AT_ODDS,
    EITHER,
    PERSONS,
    SOURCES,
    WORDS,
    Cell,
    Content,
    Kind,
    Register,
    Span,
    Table,
    stored_columns,
)
from narrow.registers.folder import Block, FolderReading, Gathering, Key, Raw, looked_up_anyway

# The days that bound a fact, and the day on which its first source was out, row by row.
#
# Facts of a register share their dates by the thousand, so each set of dates is thought through
# once.


# What is said of a fact's time is gathered into four days that bound it.
#
# A post has a start and an end, but a partial record says more: a day on which it was held, a day
# by which it was over, the holder's death, the last day the record speaks of, and that nothing ends
# before it begins. Each of these only ever tightens the bounds. Dates that contradict each other
# say nothing sure, so such a fact has no bounds at all: it stays in doubt instead of becoming a
# "no".


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


# A block of rows is laid out as the columns that are stored, each cell checked on the way.


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that stand so far: their lines, and the text of each of their cells."""

    lines: Sequence[int]
    texts: Mapping[str, list[str]]

    def only(self, stands: Sequence[bool]) -> "_Rows":
        """Give those that still stand."""
        if all(stands):
            return self
        kept = [at for at, yes in enumerate(stands) if yes]
        texts = {name: [cells[at] for at in kept] for name, cells in self.texts.items()}
        return _Rows([self.lines[at] for at in kept], texts)


class TableGathering:
    """Lays out one table: text of every cell, and beside it the columns that queries compare."""

    def __init__(self, state: Gathering, role: str) -> None:
        self.state = state
        self.table = table = state.register.tables[role]
        self.read = {name: Reader(c, state.register) for name, c in table.columns.items()}
        self.keys: set[Key | str] = set()
        self.wanted, self.targets = _pointing(state.register, role)
        self._faults: list[tuple[int, str, str]] = []
        self._held = Held(state, table)
        self._out = FirstOut(state, table)

    def columns_of(self, block: Block) -> Columns:
        """Check the rows of a block and give the stored columns of those that can be taken."""
        rows = self._read(block)
        rows = rows.only(self._new(rows))
        numbers = self._persons(rows)
        rows = rows.only([number is not None for number in numbers])
        persons = [number for number in numbers if number is not None]
        columns: dict[str, Sequence[Cell]] = {"row_no": rows.lines, "person_no": persons}
        columns |= rows.texts
        for name in rows.texts:
            if self.table.columns[name].kind is Kind.DATE:
                days = self._days(name, rows)
                columns[f"{name}_lo"] = [found.first for found in days]
                columns[f"{name}_hi"] = [found.last for found in days]
                either = self.read[name].either
                columns[f"{name}{EITHER}"] = [either(text) for text in rows.texts[name]]
        span = self.table.span
        if span:
            named = (span.start, span.end, span.held_on, span.ended_by)
            columns |= self._held.columns([self._days(name, rows) for name in named], persons)
        if self.table.sources:
            columns |= self._sources(rows)
        if self.table.role == SOURCES and self.table.key:
            out = self._days(self.state.register.citing.published, rows)
            ids = rows.texts[self.table.key[0]]
            self.state.published.update(zip(ids, out, strict=True))
        self._say_faults()
        return columns

    def _wrong(self, line: int, column: str, message: str) -> None:
        self._faults.append((line, column, message))

    def _say_faults(self) -> None:
        """Report the faults of a block in the order of its lines."""
        told, self._faults = sorted(self._faults, key=lambda fault: fault[0]), []
        for fault in told:
            self.state.wrong(self.table, *fault)

    def _read(self, block: Block) -> _Rows:
        blank = [""] * len(block.lines)
        texts = {}
        for name, reader in self.read.items():
            texts[name], faults = reader.texts(block.columns.get(name, blank))
            for at, message in faults:
                self._wrong(block.lines[at], name, message)
        return _Rows(block.lines, texts)

    def _new(self, rows: _Rows) -> list[bool]:
        """Say of each row whether its key is new, and remember what it offers and points to."""
        stands = [True] * len(rows.lines)
        if self.table.key:
            for at, key in enumerate(_shortest(rows, self.table.key)):
                if key in self.keys and all(key):
                    named = key if isinstance(key, str) else " / ".join(key)
                    said = f"{named!r} repeats the key of an earlier row"
                    self._wrong(rows.lines[at], self.table.key[0], said)
                    stands[at] = False
                self.keys.add(key)
        new = rows.only(stands)
        for columns in self.targets:
            seen = self.state.keys.setdefault((self.table.role, columns), set())
            seen.update(_keys(new, columns))
        for columns in self.wanted:
            missing = [self.table.columns[name].missing for name in columns]
            known = self.state.references.setdefault((self.table.role, columns), [])
            known += [
                (line, key)
                for line, key in zip(new.lines, _keys(new, columns), strict=True)
                if not any(text in gaps for text, gaps in zip(key, missing, strict=True))
            ]
        return stands

    def _persons(self, rows: _Rows) -> list[int | None]:
        """Number the person of each row; in the persons table itself, give out new numbers."""
        if self.table.role == PERSONS:
            first = len(self.state.person_no)
            ids = rows.texts[self.table.key[0]]
            self.state.person_no.update({one: first + at for at, one in enumerate(ids)})
            self.state.died += self._days(self.state.register.naming.died, rows)
            return list(range(first, first + len(ids)))
        if not self.table.person:
            return [NOBODY] * len(rows.lines)
        ids = rows.texts[self.table.person]
        numbers = [self.state.person_no.get(one) for one in ids]
        if None in numbers and PERSONS not in self.state.torn:
            for at, number in enumerate(numbers):
                if number is None and ids[at]:  # a blank one is told already
                    said = f"{ids[at]!r} is not among the persons{self._but_for_case(ids[at])}"
                    self._wrong(rows.lines[at], self.table.person, said)
        return numbers

    def _but_for_case(self, wanted: str) -> str:
        """Name the person whose id differs only in case; looked for where a fault is told."""
        same = (one for one in self.state.person_no if one.casefold() == wanted.casefold())
        found = next(same, None)
        return f"; {found!r} differs only in case" if found else ""

    def _sources(self, rows: _Rows) -> Columns:
        """Bound the day on which the first of each row's sources was out."""
        found = [self._out.of(cited) for cited in _keys(rows, self.table.sources)]
        for line, (_, unknown) in zip(rows.lines, found, strict=True):
            for column, source in unknown:
                self._wrong(line, column, f"{source!r} is not among the sources")
        return {
            "known_lo": [first for (first, _), _ in found],
            "known_hi": [last for (_, last), _ in found],
        }

    def _days(self, column: str, rows: _Rows) -> list[Interval]:
        if not column:
            return [UNKNOWN] * len(rows.lines)
        read = self.read[column].interval
        return [read(text) for text in rows.texts[column]]


def _pointing(register: Register, role: str) -> tuple[set[Key], set[Key]]:
    """Give the columns by which a table points elsewhere, and those by which others point to it."""
    found = [
        (table.role, columns, target, targets)
        for table in register.tables.values()
        for columns, target, targets in table.references
        if not looked_up_anyway(table, columns, target)
    ]
    wanted = {columns for mine, columns, _, _ in found if mine == role}
    return wanted, {targets for _, _, target, targets in found if target == role}


def _shortest(rows: _Rows, columns: Key) -> Iterable[Key | str]:
    """Give the keys of rows; a text where one column will do, for there may be millions."""
    return rows.texts[columns[0]] if len(columns) == 1 else _keys(rows, columns)


def _keys(rows: _Rows, columns: Sequence[str]) -> Iterator[Key]:
    return zip(*(rows.texts[name] for name in columns), strict=True)


Blocks = Mapping[str, Iterable[Block]]
Take = Callable[[str, Columns], None]


def read_folder(folder: Path, register: Register) -> Content:
    """Read every table of a register folder; raises RegisterError with all that is wrong."""
    try:
        reading = FolderReading(folder, register)
        tables = gather(register, reading.blocks(), "", reading.issues)
    except RegisterError:
        check_stamp(register.file, register.stamp)  # rows of two lists do not fit together
        raise
    return replace(tables, sha256=reading.sha256())


def content_from_rows(
    register: Register, rows: Mapping[str, Sequence[Raw]], sha256: str = ""
) -> Content:
    """Make a content of rows given by role, such as the small records inside an attribute.

    A column that a row leaves out is blank. Raises RegisterError with all that is wrong.
    """
    blocks = {role: _blocks(register, role, given) for role, given in rows.items() if given}
    return gather(register, blocks, sha256)


def _blocks(register: Register, role: str, rows: Sequence[Raw]) -> Iterator[Block]:
    names = register.tables[role].columns
    columns = {name: [cells.get(name, "") for cells in rows] for name in names}
    yield Block(range(1, len(rows) + 1), columns)


def gather(register: Register, blocks: Blocks, sha256: str, found: Sequence[Issue] = ()) -> Content:
    """Check every row and lay the tables out as columns; raises RegisterError with all faults.

    `found` is what the reading of rows finds while they are drawn.
    """
    tables: dict[str, dict[str, list[Cell]]] = {
        role: {name: [] for name in stored_columns(table) if not name.endswith(WORDS)}
        for role, table in register.tables.items()
    }

    def take(role: str, columns: Columns) -> None:
        for name, values in columns.items():
            tables[role][name] += values

    persons = draw(register, blocks, take, found)
    return Content(register, tables, sha256, persons)


def draw(register: Register, blocks: Blocks, take: Take, found: Sequence[Issue] = ()) -> int:
    """Check every row and hand the columns over block by block; gives the number of persons.

    Sources and persons come first, because the other tables refer to them. What was handed over
    counts for nothing where RegisterError is raised in the end.
    """
    state = Gathering(register)
    order = sorted(register.tables, key=lambda role: (role != SOURCES, role != PERSONS))
    with _without_collection():
        for role in order:
            before = len(found)
            gathering = TableGathering(state, role)
            for block in blocks.get(role, ()):
                take(role, gathering.columns_of(block))
            if len(found) > before:
                state.torn.add(role)
        for role in order:
            state.check_references(role)
    if state.issues or found:
        raise RegisterError([*state.issues, *found])
    return len(state.person_no)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Spare the search for cycles, which goes through millions of cells and never finds one.

    Half the time of reading 100,000 persons went into it.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
