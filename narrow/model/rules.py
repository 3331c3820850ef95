"""A rule as it is meant: every name resolved, every code spelt out, every date an interval.

Two closed unions say all that a rule can say. A `Condition` speaks of one row; a `Body` speaks of
one person. Nothing here knows how a rule is written (rules) or how it is run (compile).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

# --- conditions: what must hold of one row ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coded:
    """The column holds one of these codes; `words` is how the rule put it, in labels."""

    column: str
    codes: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Dated:
    """The column's date lies between two days, both included."""

    column: str
    first: date
    last: date
    words: str


class Tense(StrEnum):
    """When a fact held, seen from a day: over, going on, begun at all, still to come."""

    FORMER = "former"
    CURRENT = "current"
    EVER = "ever"
    FUTURE = "future"
    PROBABLY_FORMER = "probably-former"


@dataclass(frozen=True, slots=True)
class Held:
    """The fact held in this tense, seen from the days `first` to `last` (mostly one day)."""

    tense: Tense
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Worded:
    """The folded text has these folded words, side by side and whole; in doubt among rivals."""

    column: str
    folded: str
    words: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing is recorded in the column; a statement about the record, so never in doubt."""

    column: str


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The condition does not hold of the row."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the conditions holds of the row."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All of the conditions hold of the row."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Living:
    """The person was alive on a day, for the dead have no age; a blank death is none.

    `column` holds the day of death. Whoever dies on the day has lived on it.
    """

    column: str
    on: date


@dataclass(frozen=True, slots=True)
class Begun:
    """The fact had begun by the as-of day; stands in every scan, so that later facts are masked."""

    by: date


@dataclass(frozen=True, slots=True)
class Published:
    """One of the row's sources was out by the as-of day (`knowledge: as_of`)."""

    by: date


Condition = (
    Coded | Dated | Held | Worded | Blank | Otherwise | Either | Every | Living | Begun | Published
)


def columns_of(condition: Condition) -> Iterator[str]:
    """Give the columns that a condition names; the span of a fact is none of them."""
    match condition:
        case Coded(column) | Dated(column) | Worded(column) | Blank(column) | Living(column):
            yield column
        case Otherwise(inner):
            yield from columns_of(inner)
        case Either(several) | Every(several):
            for inner in several:
                yield from columns_of(inner)
        case Held() | Begun() | Published():
            return


# --- bodies: what must hold of one person -----------------------------------------------------


class Order(StrEnum):
    """How a row lies to a day of a second row: held on it, over before, begun after."""

    WHILE = "while"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Second:
    """A second row of the same person, tied to the first by time or by differing columns.

    `also` names further orders that will do as well: over before the day, or held on it.
    """

    table: str
    where: tuple[Condition, ...]
    order: Order | None = None
    day: str = ""
    same: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    also: tuple[Order, ...] = ()

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders of which one must hold; none where the rows are not tied in time."""
        return (self.order, *self.also) if self.order else ()


@dataclass(frozen=True, slots=True)
class Scan:
    """The rows of a table of which every condition holds, with a second row if one is named."""

    table: str
    where: tuple[Condition, ...]
    second: Second | None = None
    distinct: str = ""


@dataclass(frozen=True, slots=True)
class Some:
    """Some row of the scan is there."""

    scan: Scan


@dataclass(frozen=True, slots=True)
class Count:
    """The number of rows (or of distinct values) lies between two bounds; None is no bound."""

    scan: Scan
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Missing:
    """No row on record certainly meets the scan; speaks of the record, so never in doubt."""

    scan: Scan


@dataclass(frozen=True, slots=True)
class PersonIs:
    """The conditions hold of the person's own row."""

    where: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every body is met."""

    bodies: tuple["Body", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one body is met."""

    bodies: tuple["Body", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `number` of the bodies are met."""

    number: int
    bodies: tuple["Body", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The body is not met."""

    body: "Body"


@dataclass(frozen=True, slots=True)
class Named:
    """Another attribute in one of its readings, with its parameters filled in."""

    attribute: str
    reading: str
    says: str
    body: "Body"


Body = Some | Count | Missing | PersonIs | AllOf | AnyOf | AtLeast | Not | Named


def parts_of(body: Body) -> tuple[Body, ...]:
    """Give the bodies directly inside a body; none for those that look at rows."""
    match body:
        case AllOf(bodies) | AnyOf(bodies) | AtLeast(_, bodies):
            return bodies
        case Not(inner) | Named(_, _, _, inner):
            return (inner,)
        case Some() | Count() | Missing() | PersonIs():
            return ()


def scans_of(body: Body) -> Iterator[Scan]:
    """Give the scans inside a body, in the order in which it names them."""
    match body:
        case Some(scan) | Count(scan) | Missing(scan):
            yield scan
        case _:
            for inner in parts_of(body):
                yield from scans_of(inner)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a phrase: its name, its sentence, and what must hold of a person."""

    name: str
    says: str
    body: Body


# A test inside an attribute: a small invented record and the verdict expected of every reading.


@dataclass(frozen=True, slots=True)
class Trial:
    """One test as written: the record by table, parameters, day, gaps, and what is expected.

    `readings` are the attribute's readings under these parameters on that day.
    """

    name: str
    as_of: date
    values: Mapping[str, str]
    incomplete: tuple[str, ...]
    records: Mapping[str, Any]
    expected: Mapping[str, str]
    readings: tuple[Reading, ...]
