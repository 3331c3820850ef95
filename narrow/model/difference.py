"""What differs between two runs: people, clue by clue, with the rows and lines that did it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from narrow.model.change import Changes, FileChange
from narrow.model.finding import (
    CARE,
    About,
    ClueFinding,
    Counts,
    Evidence,
    Finding,
    Person,
    RuledOut,
)

Place = Finding | RuledOut


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer read back from its JSON form: what two runs are compared by.

    `data` is the whole of it; `stands` the JSON of each person, by id.
    """

    about: About
    population: int
    counts: Counts
    findings: Mapping[str, Finding]
    ruled_out: Mapping[str, RuledOut]
    stands: Mapping[str, Mapping[str, Any]]
    data: Mapping[str, Any]

    def place(self, person: str) -> Place | None:
        """Where a person stands: on the list, or off it; None where the answer names nobody so."""
        return self.findings.get(person) or self.ruled_out.get(person)


class Move(StrEnum):
    """What became of a person.

    CAME onto the list, WENT off it, MOVED (status or rank) for reasons of their own, STAYED in
    place for other reasons than before, SHIFTED only because of others, still OUT but otherwise.
    """

    CAME = "came"
    WENT = "went"
    MOVED = "moved"
    STAYED = "stayed"
    SHIFTED = "shifted"
    OUT = "out"


class Cause(StrEnum):
    """What can have done it: several where that cannot be told apart."""

    FACTS = "facts"
    RULES = "rules"
    DAY = "day"
    NARROW = "narrow"
    OTHERS = "others"


class RowMove(StrEnum):
    """What became of a row of evidence: DOUBTED means the same words with other doubts."""

    APPEARED = "appeared"
    VANISHED = "vanished"
    ALTERED = "altered"
    DOUBTED = "doubted"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that counts now, no longer counts, or reads otherwise."""

    move: RowMove
    before: Evidence | None
    after: Evidence | None


@dataclass(frozen=True, slots=True)
class ClueChange:
    """One clue that says something else of a person; None where a run does not say anything."""

    clue: str
    before: ClueFinding | None
    after: ClueFinding | None
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person who does not stand as before, with all that can have done it.

    `lines` are the edits that can bear on the clues that changed; `also` names other figures of the
    person that differ.
    """

    move: Move
    person: Person
    before: Place | None
    after: Place | None
    clues: tuple[ClueChange, ...]
    causes: tuple[Cause, ...]
    lines: tuple[FileChange, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two runs: where it was found, what it was about, how many stand how."""

    name: str
    about: About
    population: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Difference:
    """Two runs compared: `parts` names the parts of the answer that are not the same.

    `renumbered` counts persons whose rows merely stand on other lines of their files.
    """

    before: Side
    after: Side
    changes: Changes
    people: tuple[PersonChange, ...]
    renumbered: int
    parts: tuple[str, ...]
    care: str = CARE

    @property
    def same(self) -> bool:
        """Whether both give the same answer."""
        return not self.parts
