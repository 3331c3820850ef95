"""The door to an answer's other editions: as a workbook, and redacted in every form."""

from pathlib import Path

from narrow.compile.plan import needed, plan
from narrow.model.evidence import Answer
from narrow.opening import CaseGiven, DataGiven, load_case
from narrow.questions import matrix as matrices
from narrow.questions import misses as near
from narrow.questions.evaluation.findings import carry_out
from narrow.questions.kept_runs import Behind
from narrow.questions.redaction import Redaction, redact, write_key
from narrow.rules.library import Library
from narrow.views.book import Book
from narrow.views.workbook import workbook


def redacted(answer: Answer, keyfile: str | Path) -> Answer:
    """Give the answer with codes for names, and write who they are to a file for its owner."""
    made, key = redact(answer)
    write_key(Path(keyfile), key)
    return made


def book(
    answer: Answer,
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
    behind: Behind | None = None,
    keyfile: str | Path | None = None,
) -> bytes:
    """Give an answer as a workbook, with near misses and the matrix; redacted with a `keyfile`.

    The register is opened once for both. A redacted workbook leaves `behind` out: rules may name.
    """
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        matrix = matrices.matrix(carry_out(opened.case, opened.content, engine), opened.content)
        missed = carry_out(opened.case, opened.content, engine, who="near_misses")
        misses = near.misses(missed, opened.content)
    if keyfile is None:
        return workbook(Book(answer, misses, matrix, behind))
    redaction = Redaction(answer, misses, matrix)
    write_key(Path(keyfile), redaction.key)
    return workbook(
        Book(redaction.answer(answer), redaction.misses(misses), redaction.matrix(matrix))
    )
