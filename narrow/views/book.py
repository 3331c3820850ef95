"""What a workbook shows: the answer, and what is asked beside it."""

from dataclasses import dataclass

from narrow.model.evidence import Answer
from narrow.questions.kept_runs import Behind
from narrow.questions.matrix import Matrix
from narrow.questions.misses import Misses


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Book:
    """An answer with near misses and the matrix of the same case; no rules where they may name."""

    answer: Answer
    misses: Misses
    matrix: Matrix
    behind: Behind | None = None
