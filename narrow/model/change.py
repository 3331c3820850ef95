"""What was changed in the things that an answer rests on: lines of rules, files, a day, a register.

These stand in every answer that has a lock, so they go without `==` and a generated repr, as the
rest of an answer does.
"""

from dataclasses import dataclass
from enum import StrEnum


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
