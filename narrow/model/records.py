"""What is kept of a run: what was asked, and what the answer rests on.

Every run loads these to look for a lock, so they go without `==` and a generated repr.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from narrow.model.result import Result, called, inside


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RuleFile:
    """A file of rules as it stood: its kind and id, where it lay, its hash and its whole text.

    A register's descriptor is one as well (kind `register`): it says where a missing row means no.
    """

    kind: str
    id: str
    path: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegisterState:
    """A register as it stood: one hash for all of it, and one for each of its tables, by path."""

    id: str
    sha256: str
    tables: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Basis:
    """All that an answer rests on: the version of narrow, the day, the register, the rules."""

    narrow: str
    as_of: str
    register: RegisterState
    rules: tuple[RuleFile, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Asked:
    """What was asked for, as given; None where the case's own register or day was meant."""

    follows: ClassVar[dict[str, str]] = {"command": "words"}

    case: str
    data: str | None = None
    as_of: str | None = None
    rules: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the command that asks this."""
        given = (("--data", self.data), ("--as-of", self.as_of), ("--rules", self.rules))
        options = (word for name, value in given if value is not None for word in (name, value))
        return ("narrow", "run", self.case, *options)


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What the register says of a person in the table of persons: the filled cells, by column.

    `born` and `name` name the columns of birth and name; blank where there is none.
    """

    cells: Mapping[str, str]
    name: str = ""
    born: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LockEntry:
    """What a case rested on when it was locked, and the note given with it."""

    note: str
    basis: Basis


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LockFile(Result):
    """The locks of a case in the order in which they were set; the last one holds."""

    kind: ClassVar[str] = "locks"

    path: str = field(metadata=inside(""))
    case: str = field(metadata=called("case_id"))
    entries: tuple[LockEntry, ...]


# What was changed in the things that an answer rests on: lines of rules, files, a day, a register.
#
# These stand in every answer that has a lock, so they go without `==` and a generated repr, as the
# rest of an answer does.


class Edit(StrEnum):
    """What became of a file: REMARKS says that only comments or blank lines are other ones."""

    EDITED = "edited"
    ADDED = "added"
    GONE = "gone"
    REMARKS = "remarks"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LineChange:
    """A line that reads otherwise, came or went.

    Lines count from 1; the number is 0 and the text blank where the line is not there.
    """

    line_before: int
    line_after: int
    before: str
    after: str

    @property
    def line(self) -> int:
        """Where to look: in the later file, or in the earlier one if the line went."""
        return self.line_after or self.line_before


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FileChange:
    """One file that is not as it was, with the lines that matter: no comments, no blank lines."""

    kind: str
    id: str
    path: str
    edit: Edit
    lines: tuple[LineChange, ...] = ()

    @property
    def matters(self) -> bool:
        """Whether more than comments changed."""
        return self.edit is not Edit.REMARKS


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InputChange:
    """Something else that a run was given and that is not as it was; `files` are tables by path."""

    name: str
    before: str
    after: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Changes:
    """All that changed between two states of what an answer rests on."""

    files: tuple[FileChange, ...] = ()
    inputs: tuple[InputChange, ...] = ()

    @property
    def none(self) -> bool:
        """Whether nothing that matters changed."""
        return not self.inputs and not any(change.matters for change in self.files)

    @property
    def lines(self) -> int:
        """How many lines changed, a whole file counting as one."""
        return sum(max(len(f.lines), 1) for f in self.files if f.matters)


# A lock on a case: what was frozen, what was edited since, and how often it was locked anew.


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Locked:
    """One time that a case was locked: the note given, and the edits since the time before."""

    note: str
    changes: Changes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lock:
    """A lock as a run finds it: every time the case was locked, and the edits since the last."""

    follows: ClassVar[dict[str, str]] = {"unchanged": "unchanged"}

    path: str
    times: tuple[Locked, ...]
    since: Changes

    @property
    def unchanged(self) -> bool:
        """Whether nothing that matters was edited since the last time."""
        return self.since.none


@dataclass(frozen=True, slots=True)
class LockOfCase(Result):
    """A case, and its lock as it is found."""

    kind: ClassVar[str] = "lock"

    case: str = field(metadata=called("case_id"))
    lock: Lock


# Which lines of which rule files can bear on which clue.


CASE_ITSELF = ""
CLUE = "clues."
IDLE = frozenset(
    {
        "title", "status", "author", "modified", "references", "silence", "replaces",
        "not_used", "published", "confusable", "tests",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reach:
    """Read from the rules as kept: who names whom, and what each line speaks of.

    `attributes` names the attributes behind each clue, and under `CASE_ITSELF` those behind the
    population. `places` gives, for a file, the lines on which its parts begin: keys, or
    `clues.<id>` for one clue of a case. Where nothing is known, a line can bear on every clue.
    """

    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def bears_on(self, clue: str, kind: str, name: str, line: int) -> bool:
        """Tell whether a line of a file can have a part in the verdict of a clue."""
        if kind == "attribute" and clue in self.attributes:
            behind = self.attributes[clue] | self.attributes.get(CASE_ITSELF, frozenset())
            if name not in behind:
                return False
        parts = self.parts(kind, name, line)
        owned = [part.removeprefix(CLUE) == clue for part in parts if part.startswith(CLUE)]
        idle = [part in IDLE for part in parts if not part.startswith(CLUE)]
        return not parts or any(owned) or not all(idle or [True])

    def parts(self, kind: str, name: str, line: int) -> tuple[str, ...]:
        """Name the parts of a file that a line stands in; none where that is not known."""
        places = self.places.get((kind, name), ())
        last = max((first for first, _ in places if first <= line), default=0)
        return tuple(part for first, part in places if first == last)
