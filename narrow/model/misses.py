"""What comes back when one asks who is nearly in."""

from dataclasses import dataclass

from narrow.model.case import Source
from narrow.model.finding import CARE, About, Counts, Person
from narrow.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Somebody whom one clue alone keeps from fitting: how it stands, why, and what would help.

    `would_change` is the fact that would let them in, or what there is to find out; empty where the
    reason says all. `settled_by` is the kind of source that tells it, where the register says so.
    """

    person: Person
    verdict: Verdict
    because: str
    would_change: str
    settled_by: str


@dataclass(frozen=True, slots=True)
class StoppedBy:
    """Those whom one clue alone keeps from fitting, counted over the whole population.

    `people` names a thousand at most, of all clues together; `counts.met` is always 0.
    """

    clue: str
    quote: str
    says: str
    source: Source | None
    counts: Counts
    people: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class Misses:
    """Near misses by the required clue that stopped them; `counts` are those of the case.

    Who was taken off by hand is in `counts`, as in every count of the case, and in no group.
    """

    about: About
    counts: Counts
    groups: tuple[StoppedBy, ...]
    care: str = CARE
