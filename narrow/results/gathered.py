"""A case that has been carried out, before anything is ranked: what every question starts from."""

from dataclasses import dataclass

from narrow.model.case import Case
from narrow.model.finding import Finding
from narrow.model.verdict import Verdict
from narrow.results.pattern import Pattern
from narrow.results.reader import Reader
from narrow.results.session import Session


@dataclass(frozen=True, slots=True)
class Judged:
    """A person with the verdict of every clue, before ranks are given.

    `population` says whether the person belongs to it; `stopped_by` names the first required clue
    that rules them out.
    """

    finding: Finding
    stopped_by: str
    population: Verdict


@dataclass(frozen=True, slots=True)
class Gathered:
    """A case that has been carried out: its patterns, and ten thousand persons at most.

    `judged` holds those who stand highest, in the order of the statement `listed`.
    """

    session: Session
    reader: Reader
    patterns: tuple[Pattern, ...]
    judged: tuple[Judged, ...]

    @property
    def case(self) -> Case:
        """The case that was carried out."""
        return self.session.plan.case
