"""What comes back from a run: one answer object, which every view renders and none recomputes.

These are made once and never compared, so they go without `==` and a generated repr: writing those
methods is half of what a dataclass costs at import, and every command pays it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from narrow.model.admiralty import Grade
from narrow.model.case import Source, Unused
from narrow.model.lock import Lock
from narrow.model.register import Register
from narrow.model.verdict import Verdict
from narrow.model.weighing import Weighing, Weight

CARE = (
    "Fitting a description is no evidence of anything. The list shows whom the public record "
    "allows, not who is meant; what is not known is not a no, and the person meant may not be in "
    "this register at all."
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the register: number inside, id outside, name and other names."""

    number: int
    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Evidence:
    """A row of the register that bears on a clue: what it says, how far it goes, who says so.

    `doubts` names the conditions that the row may meet and may not; empty where it is certain.
    `cells` are the row's own texts, of the columns that are shown.
    """

    table: str
    row: int
    says: str
    verdict: Verdict
    doubts: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    grade: Grade | None = None
    with_row: "Evidence | None" = None
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClueFinding:
    """How one person stands to one clue: verdict, the narrowest reading that reaches it, why."""

    clue: str
    verdict: Verdict
    reading: str
    because: str
    evidence: tuple[Evidence, ...] = ()
    by_reading: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Finding:
    """One person of the population: where they stand, clue by clue; equal persons share a rank."""

    rank: int
    person: Person
    status: Verdict
    clues: Mapping[str, ClueFinding]
    grade: Grade | None = None
    sources: int = 0
    weight: Weight | None = None

    @property
    def verdicts(self) -> dict[tuple[str, str], Verdict]:
        """The verdicts on every reading of every clue, by clue and reading."""
        clues = self.clues.values()
        return {(c.clue, name): v for c in clues for name, v in c.by_reading.items()}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RuledOut:
    """Somebody off the list: by a clue, or by hand with the rank that they would have had."""

    person: Person
    clue: str
    because: str
    source: Source | None = None
    would_rank: int | None = None
    would_be: Verdict | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Masked:
    """A fact that begins after the as-of day and was therefore not looked at."""

    person: Person
    table: str
    row: int
    says: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons by verdict."""

    met: int = 0
    in_doubt: int = 0
    no_record: int = 0
    not_met: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.met + self.in_doubt + self.no_record + self.not_met

    @property
    def low(self) -> int:
        """How many there are at least."""
        return self.met

    @property
    def high(self) -> int:
        """How many there can be: those not known may all meet it."""
        return self.met + self.in_doubt + self.no_record


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClueSummary:
    """A clue, its readings with their sentences, and how many meet each."""

    id: str
    role: str
    quote: str
    source: Source | None
    deciding: str
    readings: Mapping[str, str]
    counts: Mapping[str, Counts]
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Step:
    """One step of the funnel: of those left before it, how many stand how now, and who is left."""

    clue: str
    reading: str
    counts: Counts

    @property
    def left(self) -> int:
        """Those not ruled out."""
        return self.counts.high


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Combination:
    """One choice of a reading for every required clue, and how many stand how under it."""

    readings: Mapping[str, str]
    counts: Counts


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class About:
    """What a run was about: case, day, register, population."""

    case: str
    title: str
    as_of: str
    subject: str
    purpose: str
    register: str
    register_title: str
    sha256: str
    persons: int
    population_says: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Answer:
    """All that a run found; `ruled_out_total` and `masked_total` count beyond what is listed.

    `register` says what the columns of the evidence are in FollowTheMoney's terms.
    """

    about: About
    population: int
    population_uncertain: int
    clues: tuple[ClueSummary, ...]
    funnel: tuple[Step, ...]
    combinations: tuple[Combination, ...]
    counts: Counts
    findings: tuple[Finding, ...]
    ruled_out: tuple[RuledOut, ...]
    ruled_out_total: int
    masked: tuple[Masked, ...]
    masked_total: int
    not_used: tuple[Unused, ...] = ()
    care: str = CARE
    weighing: Weighing | None = None
    lock: Lock | None = None
    register: Register | None = None
