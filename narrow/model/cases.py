"""A case as it is meant: a population, a day, and clues, each with its readings and its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from narrow.model.dates import Interval
from narrow.model.grades import Grade, Grades, Worth
from narrow.model.rules import Body, Reading

POPULATION = "population"  # no clue is called so
USUAL_BELIEF = 0.7


@dataclass(frozen=True, slots=True)
class Source:
    """A publication: who published what and when, where it can be read, and how good it is."""

    id: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    grade: Grade | None = None
    depends_on: str = ""


class Role(StrEnum):
    """What a clue does to the list.

    REQUIRED keeps the not known and flags them; STRICTLY drops them; SUPPORTING only informs.
    """

    REQUIRED = "required"
    STRICTLY = "required-strictly"
    SUPPORTING = "supporting"


@dataclass(frozen=True, slots=True)
class Clue:
    """One phrase of a published text and its readings, narrowest first.

    `deciding` names the reading that decides; what lies beyond it is shown and does not count.
    `prefer` and `belief` say which reading is meant, and how surely. `grade` is the source's, or
    that of a source it copies where that one is worse, and `origin` names the source that it goes
    back to. `worth` stands where the case says itself what the clue weighs.
    """

    id: str
    quote: str
    says: str
    readings: tuple[Reading, ...]
    deciding: str
    source: Source | None = None
    role: Role = Role.REQUIRED
    attribute: str = ""
    note: str = ""
    prefer: str = ""
    belief: float | None = None
    grade: Grade | None = None
    worth: Worth | None = None
    origin: str = ""

    @property
    def beliefs(self) -> tuple[float, ...]:
        """How likely each of the counting readings is the one that is meant; they add to 1.

        Without a word in the case the narrowest has 0.7; the others share what is left.
        """
        names = [reading.name for reading in self.counting]
        if len(names) == 1:
            return (1.0,)
        preferred = names.index(self.prefer) if self.prefer in names else 0
        belief = USUAL_BELIEF if self.belief is None else self.belief
        rest = (1 - belief) / (len(names) - 1)
        return tuple(belief if at == preferred else rest for at in range(len(names)))

    @property
    def counting(self) -> tuple[Reading, ...]:
        """The readings up to the one that decides."""
        names = [reading.name for reading in self.readings]
        return self.readings[: names.index(self.deciding) + 1]


@dataclass(frozen=True, slots=True)
class Population:
    """Whom the case is about: everyone in the register where `body` is None."""

    says: str
    body: Body | None = None
    table: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A person taken off the list by hand, or marked on it, with the reason and its source."""

    person: str
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class Unused:
    """A phrase that no clue renders, and why."""

    quote: str
    why: str


class Subject(StrEnum):
    """What kind of person the text is about, which decides what may be shown."""

    PUBLISHED_LIST = "published-list"
    PUBLIC_OFFICIAL = "public-official"
    UNNAMED_SOURCE = "unnamed-source"
    INVENTED = "invented"

    @property
    def weighed(self) -> bool:
        """Whether people may be weighed against each other, and chances shown.

        Not where a list was published (it asks how many, not who), and never about a source.
        """
        return self in (Subject.PUBLIC_OFFICIAL, Subject.INVENTED)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody published, and which of our counts stands beside it.

    `clues` with their readings say who is counted; `by` and `group` say within which group.
    """

    says: str
    quote: str
    clues: Mapping[str, str]
    at_least: int | None = None
    exactly: int | None = None
    of: int | None = None
    by: str = ""
    group: str = ""
    counts: str = "met"
    remark: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Clues about somebody, over a population, as of a day: all that one run needs to know.

    `silence` names the codes of advice that its author has read and does not want again.
    `unmatched_absent` assumes that who is not matched with a list is not in it under another id.
    """

    id: str
    title: str
    file: str
    as_of: Interval
    population: Population
    clues: tuple[Clue, ...]
    subject: Subject
    purpose: str = ""
    exclude: tuple[Exclusion, ...] = ()
    marked: tuple[Exclusion, ...] = ()
    not_used: tuple[Unused, ...] = ()
    published: tuple[Figure, ...] = ()
    outside: float | None = None
    describes: str = "one"
    grades: Grades | None = None
    notes: tuple[str, ...] = field(default=())
    silence: tuple[str, ...] = ()
    unmatched_absent: bool = False

    @property
    def day(self) -> date:
        """The as-of day."""
        return self.as_of.first
