"""What comes back from a run: one answer object, which every view renders and none recomputes.

These are made once and never compared, so they go without `==` and a generated repr: writing those
methods is half of what a dataclass costs at import, and every command pays it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeVar

from narrow.model.cases import Source, Unused
from narrow.model.grades import Grade
from narrow.model.records import Lock
from narrow.model.registers import Register
from narrow.model.result import INSIDE, Result, called, inside
from narrow.model.verdicts import Verdict

# What weights come to: bits per clue and person, and what follows for the whole list.
#
# Weights are bits: +1 makes somebody twice as likely as before beside the others. They exist only
# for subjects that may be weighed (`Subject.weighed`) and only where a clue has a worth.


@dataclass(frozen=True, slots=True)
class Measure:
    """One clue measured in the register: how rare it is, and how likely it is right.

    `share` is the share of the population that meets it, among the `known` persons of whom it is
    known, by the beliefs in its readings; None where nobody is known not to meet it. `right` is
    None there, too, and where nothing says what it is worth: it weighs nothing then. `told_with`
    names the clue that speaks for it, where both are one voice.
    """

    clue: str
    share: float | None
    met: int
    known: int
    unknown: int
    right: float | None
    said: str
    told_with: str = ""


@dataclass(frozen=True, slots=True)
class ClueWeight:
    """What one clue weighs for one person, in bits, and between what it could weigh."""

    clue: str
    bits: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What all clues weigh for one person, in bits; `low` and `high` settle every unknown.

    `chance` is that of being the person meant, of all in the register and beside it; None where
    none may be shown.
    """

    bits: float
    low: float
    high: float
    clues: Mapping[str, ClueWeight]
    contradictions: int
    unknown: int
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the person meant is likely here at all: contradictions beside what may be expected.

    `least` is the fewest clues that anybody contradicts; the person meant contradicts `allowed` or
    fewer in 95 of 100 such cases.
    """

    follows: ClassVar[dict[str, str]] = {"fails": "fails"}

    least: int
    allowed: int

    @property
    def fails(self) -> bool:
        """Whether even the best candidate contradicts more than a right person would."""
        return self.least > self.allowed


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the weights of all persons together say.

    `start` is where everyone begins (minus log2 of the population), `crowd` the bits that the
    others who fit take away (or give), `left` the number of people that the chances are worth
    (two to their entropy), `reach` how many could come among the first `top` if their unknowns went
    their way. `no_chance` says why no chance is shown.
    """

    measures: tuple[Measure, ...]
    population: int
    outside: float | None
    start: float
    crowd: float
    left: float
    top: int
    reach: int
    fit: Fit
    no_chance: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a waterfall, in bits, and where the sum stands after it.

    `kind` is `population`, `outside`, `clue` (named by `clue`) or `others`. Bars add up to the
    logarithm of the chance; without a chance only those of clues are given.
    """

    kind: str
    clue: str
    bits: float
    running: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person stands among all in play: rank, weight, and how the weight comes about."""

    rank: int
    of: int
    weight: Weight
    bars: tuple[Bar, ...]


CARE = (
    "Fitting a description is no evidence of anything. The list shows whom the public record "
    "allows, not who is meant; what is not known is not a no, and the person meant may not be in "
    "this register at all."
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the register: number inside, id outside, name and other names."""

    number: int = field(metadata=inside(0))
    id: str
    name: str
    aliases: tuple[str, ...] = ()


def person_of(row: Sequence[Any]) -> Person:
    """Read a person out of number, id, name and, where there are any, other names."""
    number, key, name, *others = row
    return Person(number, key, name, tuple(filter(None, ";".join(others).split(";"))))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Evidence:
    """A row of the register that bears on a clue: what it says, how far it goes, who says so.

    `values` are what it holds of what was asked about and `says` does not tell: "male, born 1966".
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
    with_row: "Evidence | None" = field(default=None, metadata=called("with"))
    cells: Mapping[str, str] = field(default_factory=dict, metadata=INSIDE)
    values: str = ""

    @property
    def told(self) -> str:
        """The row's sentence, then the values that were asked about."""
        if self.says == self.values:
            return self.says
        return ": ".join(part for part in (self.says, self.values) if part)


OTHERWISE = "the record says otherwise"
"""The reason of a no where a row speaks against it; what it says follows."""

Made = TypeVar("Made")


class ToldLater:
    """Something whose words are made when they are first read: of ten thousand, few are shown.

    What `later` makes lacks some fields. The first to be read has `tell` give them all.
    """

    __slots__ = ()

    @classmethod
    def later(cls: type[Made], tell: Callable[[], Mapping[str, Any]], **given: Any) -> Made:
        """Make one of what is known now; `tell` gives the fields that are wanting."""
        made = object.__new__(cls)
        for name, value in given.items():
            object.__setattr__(made, name, value)
        object.__setattr__(made, "tell", tell)
        return made

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in self.__slots__ or name == "tell" or self.tell is None:
                raise AttributeError(name)
            for key, value in self.tell().items():
                object.__setattr__(self, key, value)
            object.__setattr__(self, "tell", None)
            return object.__getattribute__(self, name)


Tell = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClueFinding(ToldLater):
    """How one person stands to one clue: verdict, the narrowest reading that reaches it, why.

    `general` is the reason of a no as others share it: without the values that rule out. `grade` is
    the best of the rows that decided, `cited` names the sources of all of them.
    """

    clue: str
    verdict: Verdict
    reading: str
    because: str
    evidence: tuple[Evidence, ...] = ()
    by_reading: Mapping[str, Verdict] = field(default_factory=dict, metadata=called("readings"))
    general: str = field(default="", metadata=INSIDE)
    grade: Grade | None = field(default=None, metadata=INSIDE)
    cited: frozenset[str] = field(default=frozenset(), metadata=INSIDE)
    tell: Tell | None = field(default=None, metadata=INSIDE)


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
class Remark:
    """Somebody on the list of whom the case has something to say: where they stand, and what."""

    person: Person
    status: Verdict
    rank: int
    says: str
    source: Source


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RuledOut(ToldLater):
    """Somebody off the list: by a clue, or by hand with the rank that they would have had.

    `general` is the reason as others share it, blank by hand; `value` is what the record says of
    this person that rules out, where that is a row and not the lack of one.
    """

    follows: ClassVar[dict[str, str]] = {"by": "by"}

    person: Person
    clue: str
    because: str
    source: Source | None = None
    would_rank: int | None = None
    would_be: Verdict | None = None
    general: str = field(default="", metadata=INSIDE)
    tell: Tell | None = field(default=None, metadata=INSIDE)

    @property
    def value(self) -> str:
        """What the record says that rules out: "male"; blank where nothing is there to meet it."""
        return self.because.removeprefix(f"{OTHERWISE}: ") if self.general == OTHERWISE else ""

    @property
    def by(self) -> Literal["clue", "hand"]:
        """What took somebody off the list."""
        return "hand" if self.source else "clue"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Masked:
    """A fact that begins after the as-of day and was therefore not looked at."""

    person: Person
    table: str
    row: int
    says: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons by verdict; who would be on the list and is taken off `by_hand` is counted apart."""

    met: int = 0
    in_doubt: int = 0
    no_record: int = 0
    not_met: int = 0
    by_hand: int = 0

    @property
    def by_verdict(self) -> dict[Verdict, int]:
        """The persons by verdict, those who meet it first."""
        return dict(
            zip(
                reversed(Verdict),
                (self.met, self.in_doubt, self.no_record, self.not_met),
                strict=True,
            )
        )

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_verdict.values()) + self.by_hand

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

    follows: ClassVar[dict[str, str]] = {"left": "left"}

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

    follows: ClassVar[dict[str, str]] = {"low": "low", "high": "high"}

    readings: Mapping[str, str]
    counts: Counts

    @property
    def low(self) -> int:
        """How many fit at least."""
        return self.counts.low

    @property
    def high(self) -> int:
        """How many there can be."""
        return self.counts.high


@dataclass(frozen=True, slots=True)
class CaseSaid:
    """A case as every result names it."""

    id: str
    title: str
    as_of: str
    subject: str
    purpose: str


@dataclass(frozen=True, slots=True)
class RegisterSaid:
    """A register as every result names it: its hash says which edition of it was asked."""

    id: str
    title: str
    sha256: str
    persons: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class About:
    """What a run was about: case, day, register, population; `hides`: codes stand for names."""

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
    hides: bool = False

    @classmethod
    def of(cls, case: CaseSaid, register: RegisterSaid, population_says: str) -> "About":
        """Put together what a result says of its case and its register."""
        return cls(
            case=case.id,
            title=case.title,
            as_of=case.as_of,
            subject=case.subject,
            purpose=case.purpose,
            register=register.id,
            register_title=register.title,
            sha256=register.sha256,
            persons=register.persons,
            population_says=population_says,
        )


class OfCase:
    """Something about a case on a register; both stand in its JSON as they do everywhere."""

    __slots__ = ()
    about: About
    parted: ClassVar[dict[str, dict[str, str]]] = {
        "about": {
            "case": "case_said",
            "register": "register_said",
            "population_says": "population_said",
        }
    }

    @property
    def case_said(self) -> CaseSaid:
        """The case that was asked."""
        about = self.about
        return CaseSaid(about.case, about.title, about.as_of, about.subject, about.purpose)

    @property
    def register_said(self) -> RegisterSaid:
        """The register that it was asked of."""
        about = self.about
        return RegisterSaid(about.register, about.register_title, about.sha256, about.persons)

    @property
    def population_said(self) -> str:
        """Whom the case is about."""
        return self.about.population_says


@dataclass(frozen=True, slots=True)
class Advice:
    """A lint code, the clue it is about, and what was seen in the register."""

    code: str
    clue: str
    message: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A published number beside ours: the words, their number, our range, and what follows.

    Ours are `low` to `high` of a group of `of_low` to `of` persons. `reached` says as arithmetic
    which of the not known would have to be a yes, blank where none has to; `in_doubt` names those
    in doubt where names are asked for.
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
    counts: Counts
    reached: str
    in_doubt: tuple[Person, ...] = ()
    case: str = field(default="", metadata=called("case_id"))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Answer(Result, OfCase):
    """All that a run found; `ruled_out_total` and `masked_total` count beyond what is listed.

    `register` says what the columns of the evidence are in FollowTheMoney's terms. `advice` warns
    of what may be misspelt in the clues.
    """

    kind: ClassVar[str] = "answer"

    about: About
    population: int
    population_uncertain: int
    clues: tuple[ClueSummary, ...]
    steps: tuple[Step, ...] = field(metadata=called("funnel"))
    combinations: tuple[Combination, ...]
    counts: Counts
    findings: tuple[Finding, ...]
    ruled_out: tuple[RuledOut, ...]
    ruled_out_total: int
    masked: tuple[Masked, ...]
    masked_total: int
    marked: tuple[Remark, ...] = ()
    not_used: tuple[Unused, ...] = ()
    care: str = CARE
    weighing: Weighing | None = None
    lock: Lock | None = None
    register: Register | None = field(default=None, metadata=INSIDE)
    advice: tuple[Advice, ...] = ()
    compared: tuple[Compared, ...] = field(default=(), metadata=called("figures"))

    def named(self, *, everyone: bool) -> Self:
        """Give what is shown of it; without `everyone`, only those met or in doubt."""
        if everyone:
            return self
        shown = (one for one in self.findings if one.status >= Verdict.IN_DOUBT)
        return replace(self, findings=tuple(shown))
