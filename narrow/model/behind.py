"""What stands behind an answer and is shown with it: what was asked, the rules, the statements."""

from dataclasses import dataclass

from narrow.model.inquiry import Statement
from narrow.model.record import Asked, Basis


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Behind:
    """What was asked, what the answer rests on, and the statements that were carried out.

    `basis.rules` is empty where the rules were written in a notebook and lie in no file.
    """

    asked: Asked
    basis: Basis
    statement: Statement
