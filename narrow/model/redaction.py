"""The key to a redacted answer: which code stands for whom. It goes to its owner alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from narrow.model.case import Source
from narrow.model.finding import Person


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Key:
    """What the codes of one answer stand for: persons, sources, and rows by table and new number.

    It holds no time of day: the same answer gives the same key.
    """

    case: str
    as_of: str
    sha256: str
    people: Mapping[str, Person]
    sources: Mapping[str, Source]
    rows: Mapping[str, Mapping[int, int]]
