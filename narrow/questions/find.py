"""A quick look: the answer to clues typed in one line each, and the case file they stand for."""

from dataclasses import dataclass

from narrow.model.evidence import Answer


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Look:
    """An answer, the case file that gives the same answer, and how the register was chosen.

    `chosen` is blank where the register was named. What may be misspelt is the answer's `advice`.
    """

    answer: Answer
    file: str
    register: str
    chosen: str
