"""What comes back from the questions that follow a run: tallies, comparisons, reasons, listings."""

from dataclasses import dataclass

from narrow.model.cases import Source
from narrow.model.evidence import (
    CARE,
    About,
    Advice,
    Counts,
    Evidence,
    Masked,
    Person,
    Place,
    RuledOut,
    Weighing,
)
from narrow.model.records import Lock
from narrow.model.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a tally: its persons by verdict; `total` where it stands for all groups.

    `members` counts them by whether they are in the group at all: whoever is not certainly in it
    may be. So its size is a range, and the share that meets the clues another, 0 to 1; None for
    the share of a group without anybody.
    """

    value: str
    counts: Counts
    members: Counts
    share_low: float | None
    share_high: float | None
    total: bool = False

    @property
    def of_low(self) -> int:
        """How many are in the group for certain."""
        return self.members.low

    @property
    def of(self) -> int:
        """How many can be in the group."""
        return self.members.high


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each group meet the clues: `clue` is blank where all required ones count."""

    about: About
    by: str
    clue: str
    reading: str
    says: str
    groups: tuple[Group, ...]
    care: str = CARE
    advice: tuple[Advice, ...] = ()


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
    verdict: str
    remark: str
    source: Source | None
    where: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One row that was held against one reading, with each condition and how it fared."""

    table: str
    row: int
    says: str
    conditions: tuple[tuple[str, Verdict], ...]
    sources: tuple[Source, ...] = ()


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

    clue: str
    quote: str
    role: str
    verdict: Verdict
    source: Source | None
    readings: tuple[ReadingWhy, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why one person is on the list or not: what stopped them first, and what would change it."""

    about: About
    person: Person
    status: Verdict
    in_population: Verdict
    stopped_by: str
    excluded: RuledOut | None
    clues: tuple[ClueWhy, ...]
    fits: int
    in_doubt: int
    no_record: int
    masked: tuple[Masked, ...] = ()
    care: str = CARE
    place: Place | None = None
    weighing: Weighing | None = None
    lock: Lock | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that can be used from here: its kind, id, title and where it lies."""

    kind: str
    id: str
    title: str
    path: str
    fault: str = ""


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
