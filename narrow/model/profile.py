"""A profile says what a register holds, and what it does not: "not known" is counted as a value.

Rows are counted where a column has a meaning; a share is always one of those.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from narrow.model.registers import Column


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
    said: int
    outside: int = 0

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
    said: tuple[Common, ...] = ()
    codes: int = 0
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
    fills: Mapping[str, Fill]
    present: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TableProfile:
    """What one table holds.

    `backwards` counts rows that end before they begin, `later` those that begin after the last day
    that the register knows of. `groups` are filled where a comparison was asked for.
    """

    role: str
    path: str
    rows: int
    columns: tuple[ColumnProfile, ...]
    per_person: PerPerson | None = None
    complete: tuple[Complete, ...] = ()
    cited: Cited | None = None
    backwards: int = 0
    later: int = 0
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

    worth: Worth
    table: str = ""
    column: str = ""
    count: int = 0
    of: int = 0
    by: By | None = None
    low: Part | None = None
    high: Part | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a register holds: its tables, and what is worth an eye."""

    register: str
    title: str
    sha256: str
    persons: int
    known_until: date | None
    tables: tuple[TableProfile, ...]
    notes: tuple[Note, ...]
