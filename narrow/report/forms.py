"""The forms that only a run has: page, Markdown, workbook, FollowTheMoney; each redacted too."""

from pathlib import Path

from narrow.inquiry import Inquiry
from narrow.model.evidence import Answer
from narrow.questions.redaction import Redaction, redact, write_key


def redacted(answer: Answer, keyfile: str | Path) -> Answer:
    """Give the answer with codes for names, and write who they are to a file for its owner."""
    made, key = redact(answer)
    write_key(Path(keyfile), key)
    return made


def page(inquiry: Inquiry, answer: Answer, *, charts: bool = False, redacted: bool = False) -> str:
    """Give an answer as one page of HTML that needs nothing else.

    A redacted one shows no rules, no statements and no record, for they may name.
    """
    from narrow.report.charts.draw import charts as drawn_of
    from narrow.views import page as pages

    drawn = drawn_of(inquiry, named=not redacted) if charts else ()
    return pages.page(answer, None if redacted else inquiry.provenance(), drawn)


def markdown(answer: Answer) -> str:
    """Give an answer as Markdown with footnotes to its sources."""
    from narrow.views.markdown import markdown

    return markdown(answer)


def workbook(inquiry: Inquiry, *, keyfile: str | Path | None = None) -> bytes:
    """Give an answer as a workbook, with near misses and the matrix; redacted with a `keyfile`."""
    from narrow.report.compose.workbook import Book
    from narrow.views.workbook import workbook

    answer, misses, matrix = inquiry.run(), inquiry.misses(), inquiry.matrix()
    if keyfile is None:
        return workbook(Book(answer, misses, matrix, inquiry.provenance()))
    redaction = Redaction(answer, misses, matrix)
    write_key(Path(keyfile), redaction.key)
    return workbook(
        Book(redaction.answer(answer), redaction.misses(misses), redaction.matrix(matrix))
    )


def ftm(answer: Answer) -> str:
    """Give those who fit as FollowTheMoney entities, one JSON object a line."""
    from narrow.report.ftm import lines

    return lines(answer)
