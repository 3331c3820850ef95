"""Pairs of persons in a register who may be one person: what speaks for it, and what against."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from narrow.model.finding import Person

CARE = (
    "A pair is a question and no finding: two people may share a name, a birthday and a town. "
    "Nothing was merged; whoever knows better declares it when the lists are imported (--same)."
)


@dataclass(frozen=True, slots=True)
class Twins:
    """Two persons who may be one; `speaks_for` and `against` are in words, the weightiest first.

    `paper` tells a number that both have, `alike` how alike their names are, 0 to 100.
    """

    first: Person
    second: Person
    speaks_for: tuple[str, ...]
    against: tuple[str, ...] = ()
    paper: bool = False
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class Suspected:
    """All pairs that were found, ranked, and how far was looked.

    `passed_over` counts names and days that so many people share that they were not compared;
    `spelling` says whether names in other letters and spellings were compared.
    """

    register: str
    register_title: str
    sha256: str
    persons: int
    pairs: tuple[Twins, ...]
    compared: int
    passed_over: Mapping[str, int] = field(default_factory=dict)
    spelling: bool = False
    care: str = CARE
