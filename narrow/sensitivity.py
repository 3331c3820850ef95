"""The door to what might change an answer: words read otherwise, facts that are not known yet."""

from narrow.compile.plan import needed, plan
from narrow.opening import CaseGiven, DataGiven, load_case
from narrow.questions import flip as flips
from narrow.questions import next as askings
from narrow.questions.evaluation.findings import carry_out
from narrow.questions.flip import Asking, Flip
from narrow.rules.library import Library


def flip(
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Flip:
    """Say who enters or leaves under every other reading and grade, and how far ranks move."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        return flips.flip(carry_out(opened.case, opened.content, engine), opened.content)


def ask_next(
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Asking:
    """Rank what is not known by how much it would narrow if it were found."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        return askings.asking(carry_out(opened.case, opened.content, engine), opened.content)
