"""A profile says what a register holds, and what it does not: "not known" is counted as a value.

Rows are counted where a column has a meaning; a share is always one of those.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from narrow.model.evidence import RegisterSaid
from narrow.model.registers import PERSONS, Column
from narrow.model.result import INSIDE, Result, called

CARE = (
    "A fuller record shows where somebody looked harder, and an empty one where nobody did; "
    "neither says what is true of anybody."
)


class Precision(StrEnum):
    """How exactly a date is written; an impossible one is in no calendar."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    APPROXIMATE = "approximate"
    RANGE = "range"
    OPEN = "open"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Fill:
    """Rows in which a column holds something, is blank, or says that it is not known.

    `outside` counts rows where the column holds nothing and has no meaning, which is no gap.
    """

    filled: int
    blank: int
    said: int = field(metadata=called("marked_not_known"))
    outside: int = field(default=0, metadata=called("no_meaning"))

    @property
    def rows(self) -> int:
        """The rows in which the column holds something or should."""
        return self.filled + self.blank + self.said


@dataclass(frozen=True, slots=True)
class Common:
    """A value and how often it stands."""

    value: str
    times: int


@dataclass(frozen=True, slots=True)
class Dates:
    """How exactly the dates of a column are written, and the first and last that are plain.

    A plain date is a day, a month or a year; both are blank where there is none.
    """

    precisions: Mapping[Precision, int]
    earliest: str
    latest: str


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """What one column holds; `several` counts the rows with more than one value.

    `said` are the codes for "not known" that stand there, `codes` the size of its vocabulary.
    """

    column: Column
    fill: Fill
    several: int
    distinct: int
    common: tuple[Common, ...]
    said: tuple[Common, ...] = field(default=(), metadata=called("not_known_codes"))
    codes: int = field(default=0, metadata=called("vocabulary_codes"))
    dates: Dates | None = None


@dataclass(frozen=True, slots=True)
class PerPerson:
    """How many persons have a row at all, and how many rows they have: in the middle, at most."""

    persons: int
    median: float
    most: int


@dataclass(frozen=True, slots=True)
class Complete:
    """Of whom a missing row means no: for which rows, for which persons, how many those are."""

    says: str
    where: Mapping[str, tuple[str, ...]]
    person: Mapping[str, tuple[str, ...]]
    persons: int


@dataclass(frozen=True, slots=True)
class Cited:
    """How many rows cite no source, and how many cite each.

    `marks` counts the table's own marks of confidence, `grades` the rows by the grade of a source
    that they cite; a row that cites two counts twice.
    """

    without: int
    distinct: int
    sources: tuple[Common, ...]
    marks: tuple[Common, ...] = ()
    grades: tuple[Common, ...] = ()


@dataclass(frozen=True, slots=True)
class By:
    """What fill is compared by: a column; without one, whether a person has a row in a table."""

    table: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows with one value of what is compared by; a blank value is "not known".

    `present` says of a group of persons how many have a row in each other table.
    """

    value: str
    rows: int
    fills: Mapping[str, Fill] = field(metadata=called("columns"))
    present: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TableProfile:
    """What one table holds.

    `backwards` counts rows that end before they begin, `later` those that begin after the last day
    that the register knows of. `groups` are filled where a comparison was asked for.
    """

    role: str = field(metadata=called("table"))
    path: str = field(metadata=called("file"))
    rows: int
    columns: tuple[ColumnProfile, ...]
    per_person: PerPerson | None = None
    complete: tuple[Complete, ...] = field(default=(), metadata=called("complete_for"))
    cited: Cited | None = None
    backwards: int = field(default=0, metadata=called("end_before_begin"))
    later: int = field(default=0, metadata=called("begin_after_known_until"))
    by: By | None = None
    groups: tuple[Group, ...] = ()


class Worth(StrEnum):
    """Why something is worth an investigator's eye."""

    UNEVEN = "uneven"
    SPARSE = "sparse"
    IMPOSSIBLE = "impossible"
    BACKWARDS = "backwards"
    LATER = "later"
    UNCITED = "uncited"
    NO_LIMIT = "no-limit"


@dataclass(frozen=True, slots=True)
class Part:
    """So many of the rows or persons of a group."""

    value: str
    filled: int
    rows: int

    @property
    def share(self) -> float:
        """The part of them, from 0 to 1."""
        return self.filled / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True)
class Note:
    """One thing worth an eye: in which table and column, how many rows of how many.

    An uneven fill names what it is compared by, and the emptiest and the fullest group; with no
    column, it is the share of persons that have a row at all.
    """

    follows: ClassVar[dict[str, str]] = {"says": "says"}

    worth: Worth
    table: str = ""
    column: str = ""
    count: int = 0
    of: int = 0
    by: By | None = None
    low: Part | None = None
    high: Part | None = None

    @property
    def says(self) -> str:
        """The note in words."""
        return note_words(self)


@dataclass(frozen=True, slots=True)
class Profile(Result):
    """What a register holds: its tables, and what is worth an eye."""

    kind: ClassVar[str] = "profile"
    leads: ClassVar[dict[str, str]] = {"register": "register_said"}

    register: str = field(metadata=INSIDE)
    title: str = field(metadata=INSIDE)
    sha256: str = field(metadata=INSIDE)
    persons: int = field(metadata=INSIDE)
    known_until: date | None
    tables: tuple[TableProfile, ...]
    notes: tuple[Note, ...]
    care: str = CARE

    @property
    def register_said(self) -> RegisterSaid:
        """The register that was looked at."""
        return RegisterSaid(self.register, self.title, self.sha256, self.persons)


# What a profile says in words: shares that never round to nothing or to all, and the notes.


def percent(count: int, of: int) -> str:
    """Say a share in whole per cent; only none is 0 and only all is 100."""
    if not of:
        return "-"
    if 0 < count < of:
        return f"{100 * count / of:.0f}%" if 0.005 <= count / of < 0.995 else (
            "<1%" if 2 * count < of else ">99%"
        )  # fmt: skip
    return "100%" if count else "0%"


def counted(number: int, one: str, several: str = "") -> str:
    """Say a number of things: "1 row", "1,204 rows"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def note_words(note: Note) -> str:
    """Say one thing that is worth an eye, with its numbers."""
    rows = f"{note.count:,} of {counted(note.of, 'row')}"
    match note.worth:
        case Worth.NO_LIMIT:
            return "the register does not say until when it is known (known_until)"
        case Worth.SPARSE:
            return f"{note.table}: {note.column} is nearly always blank: {rows} filled"
        case Worth.IMPOSSIBLE:
            return f"{note.table}: {note.column} has {counted(note.count, 'impossible date')}"
        case Worth.BACKWARDS:
            return f"{note.table}: {rows} end before they begin"
        case Worth.LATER:
            return f"{note.table}: {rows} begin after the last day that the register knows of"
        case Worth.UNCITED:
            return f"{note.table}: {rows} name no source"
        case Worth.UNEVEN:
            return _uneven(note)


def _uneven(note: Note) -> str:
    if not (note.by and note.low and note.high):
        return note.table
    things = "persons" if not note.column or note.table == PERSONS else "rows"
    subject = f"{note.table}: {note.column} is filled for"
    if not note.column:
        subject = f"{note.table}: a row stands for"
    low, high = (_part(p, note.by, things) for p in (note.low, note.high))
    return f"{subject} {low}, but for {high}"


def _part(part: Part, by: By, things: str) -> str:
    share = percent(part.filled, part.rows)
    if by.column:
        which = f"with {by.column} {part.value}"
    else:
        of = " of persons" if things == "rows" else ""
        which = f"{of} {part.value} a row in {by.table}".strip()
    return f"{share} of the {part.rows:,} {things} {which}"
