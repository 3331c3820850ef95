"""A lock on a case: what was frozen, what was edited since, and how often it was locked anew."""

from dataclasses import dataclass

from narrow.model.change import Changes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Locked:
    """One time that a case was locked: the note given, and the edits since the time before."""

    note: str
    changes: Changes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lock:
    """A lock as a run finds it: every time the case was locked, and the edits since the last."""

    path: str
    times: tuple[Locked, ...]
    since: Changes

    @property
    def unchanged(self) -> bool:
        """Whether nothing that matters was edited since the last time."""
        return self.since.none
