"""A quick look: the answer to clues typed in one line each, and the case file they stand for."""

from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from narrow.model.data import INSIDE, called
from narrow.model.evidence import Answer, RegisterSaid
from narrow.model.result import Result


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Look(Result):
    """An answer, the case file that gives the same answer, and how the register was chosen.

    `chosen` is blank where the register was named. What may be misspelt is the answer's `advice`.
    """

    kind: ClassVar[str] = "find"
    leads: ClassVar[dict[str, str]] = {"register": "register_said"}

    answer: Answer
    file: str = field(metadata=called("case_file"))
    register: str = field(metadata=INSIDE)
    chosen: str

    @property
    def register_said(self) -> RegisterSaid:
        """The register that was looked into."""
        return self.answer.register_said

    def named(self, *, everyone: bool) -> Self:
        """Give what is shown of it: of its answer, what a run shows."""
        return replace(self, answer=self.answer.named(everyone=everyone))
