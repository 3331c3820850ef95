"""The pieces that sheets share: a marked verdict, and the lines above every sheet with names."""

from narrow.model.evidence import Answer
from narrow.model.verdicts import Verdict
from narrow.report.words import MARKS, WORDS, headline
from narrow.views.workbook_sheet import Cell


def marked(verdict: Verdict, note: str = "") -> Cell:
    """Give a verdict as its mark and word, with the reason as the note of the cell."""
    return Cell(f"{MARKS[verdict]} {WORDS[verdict]}", note)


def above(answer: Answer, *more: str) -> tuple[str, ...]:
    """Say what nobody's name may stand without: the size of the set, and the care text."""
    about = answer.about
    when = f"case {about.case}, as of {about.as_of}, register {about.register}"
    return (about.title, headline(answer), answer.care, when, *more)
