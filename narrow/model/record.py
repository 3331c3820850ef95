"""What is kept of a run: what was asked, what the answer rests on, and the answer as data.

Every run loads these to look for a lock, so they go without `==` and a generated repr.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Record:
    """A run that is kept: `answer` is the documented JSON form, `name` says where it was found.

    It holds no time of day, so that the same question gives the same record.
    """

    name: str
    case: str
    asked: Asked
    basis: Basis
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LockEntry:
    """What a case rested on when it was locked, and the note given with it."""

    note: str
    basis: Basis


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LockFile:
    """The locks of a case in the order in which they were set; the last one holds."""

    path: str
    case: str
    entries: tuple[LockEntry, ...]
