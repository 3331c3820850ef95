"""What comes back from the questions that follow a run: tallies, comparisons, reasons, listings."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar

from narrow.model.cases import Source
from narrow.model.data import INSIDE, called, inside
from narrow.model.evidence import (
    CARE,
    About,
    Advice,
    Counts,
    Evidence,
    Masked,
    OfCase,
    Person,
    Place,
    RuledOut,
    Weighing,
)
from narrow.model.records import Lock
from narrow.model.result import Result
from narrow.model.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a tally: its persons by verdict; `total` where it stands for all groups.

    `members` counts them by whether they are in the group at all: whoever is not certainly in it
    may be. So its size is a range, and the share that meets the clues another, 0 to 1; None for
    the share of a group without anybody.
    """

    follows: ClassVar[dict[str, str]] = {
        "low": "low",
        "high": "high",
        "of_low": "of_low",
        "of": "of",
    }

    value: str
    counts: Counts
    members: Counts = field(metadata=inside(Counts()))
    share_low: float | None
    share_high: float | None
    total: bool = field(default=False, metadata=INSIDE)

    @property
    def low(self) -> int:
        """How many meet it at least."""
        return self.counts.low

    @property
    def high(self) -> int:
        """How many there can be."""
        return self.counts.high

    @property
    def of_low(self) -> int:
        """How many are in the group for certain."""
        return self.members.low

    @property
    def of(self) -> int:
        """How many can be in the group."""
        return self.members.high


@dataclass(frozen=True, slots=True)
class Tally(Result, OfCase):
    """How many of each group meet the clues: `clue` is blank where all required ones count."""

    kind: ClassVar[str] = "tally"
    follows: ClassVar[dict[str, str]] = {"groups": "apart", "all": "whole"}

    about: About
    by: str
    clue: str
    reading: str
    says: str
    groups: tuple[Group, ...] = field(metadata=INSIDE)
    care: str = CARE
    advice: tuple[Advice, ...] = ()

    @property
    def apart(self) -> tuple[Group, ...]:
        """The groups, without the sum of them."""
        return tuple(group for group in self.groups if not group.total)

    @property
    def whole(self) -> Group:
        """All of them together, each person once."""
        return next(group for group in self.groups if group.total)


@dataclass(frozen=True, slots=True)
class Compared:
    """A published number beside ours: the words, their number, our range, and what follows.

    Ours are `low` to `high` of a group of `of_low` to `of` persons.
    """

    says: str
    quote: str
    published: str
    low: int
    high: int
    of_low: int
    of: int
    verdict: str = field(metadata=called("so"))
    remark: str
    source: Source | None
    where: str = field(metadata=called("group"))
    case: str = field(default="", metadata=called("case_id"))


@dataclass(frozen=True, slots=True)
class Figures(Result):
    """Published numbers beside ours, case by case."""

    kind: ClassVar[str] = "figures"

    figures: tuple[Compared, ...]

    @classmethod
    def of(cls, found: Iterable[tuple[str, Compared]]) -> "Figures":
        """Gather the figures of several cases, each with the name that its case was asked by."""
        return cls(tuple(replace(one, case=case) for case, one in found))


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that a row was held against, and how it fared."""

    says: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """One row that was held against one reading, with each condition and how it fared."""

    follows: ClassVar[dict[str, str]] = {"conditions": "each"}

    table: str
    row: int
    says: str
    conditions: tuple[tuple[str, Verdict], ...] = field(metadata=INSIDE)
    sources: tuple[Source, ...] = ()

    @property
    def each(self) -> tuple[Condition, ...]:
        """What was asked of the row, and how it fared."""
        return tuple(Condition(says, verdict) for says, verdict in self.conditions)


@dataclass(frozen=True, slots=True)
class ReadingWhy:
    """One reading of one clue for one person: verdict, reason, the row that came nearest."""

    name: str
    says: str
    verdict: Verdict
    decides: bool
    because: str
    would_change: str
    evidence: tuple[Evidence, ...] = ()
    nearest: Checked | None = None


@dataclass(frozen=True, slots=True)
class ClueWhy:
    """One clue for one person, reading by reading."""

    clue: str = field(metadata=called("id"))
    quote: str
    role: str
    verdict: Verdict
    source: Source | None
    readings: tuple[ReadingWhy, ...]


@dataclass(frozen=True, slots=True)
class OnList:
    """How many are on the list, by how they stand."""

    met: int
    in_doubt: int
    no_record: int


@dataclass(frozen=True, slots=True)
class Why(Result, OfCase):
    """Why one person is on the list or not: what stopped them first, and what would change it."""

    kind: ClassVar[str] = "why"
    follows: ClassVar[dict[str, str]] = {"list": "listed"}

    about: About
    person: Person
    status: Verdict
    in_population: Verdict
    stopped_by: str
    excluded: RuledOut | None
    clues: tuple[ClueWhy, ...]
    fits: int = field(metadata=INSIDE)
    in_doubt: int = field(metadata=INSIDE)
    no_record: int = field(metadata=INSIDE)
    masked: tuple[Masked, ...] = ()
    care: str = CARE
    place: Place | None = None
    weighing: Weighing | None = None
    lock: Lock | None = None

    @property
    def listed(self) -> OnList:
        """How many others there are."""
        return OnList(self.fits, self.in_doubt, self.no_record)


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that can be used from here: its kind, id, title and where it lies."""

    kind: str
    id: str
    title: str
    path: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Listing(Result):
    """All that can be used from here."""

    kind: ClassVar[str] = "list"

    items: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class PartSaid:
    """One part of a statement in words: its name, clue and reading, its table, what it asks."""

    name: str
    clue: str
    reading: str
    table: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """The two statements of a case in one dialect, what their parts ask, and the bound values."""

    case: str
    title: str
    as_of: str
    register: str
    dialect: str
    evidence: str
    verdicts: str
    parts: tuple[PartSaid, ...]
    values: tuple[tuple[str, str], ...]
