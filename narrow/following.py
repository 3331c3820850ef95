"""The door to the questions about the list as a whole: near misses, persons by clues, narrowing."""

from collections.abc import Sequence

from narrow.compile.plan import needed, plan
from narrow.opening import CaseGiven, DataGiven, load_case
from narrow.questions import explore as exploring
from narrow.questions import matrix as matrices
from narrow.questions import misses as near
from narrow.questions.evaluation.findings import carry_out
from narrow.questions.evaluation.patterns import read
from narrow.questions.evaluation.session import check_exclusions, gather
from narrow.questions.funnel import Narrowing, narrowing
from narrow.questions.matrix import Matrix
from narrow.questions.misses import Misses
from narrow.rules.library import Library


def matrix(
    case: CaseGiven,
    *,
    sort: str = "rank",
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Matrix:
    """Set persons against clues, and say how far each clue tells people apart."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        gathered = carry_out(opened.case, opened.content, engine)
        return matrices.matrix(gathered, opened.content, sort)


def funnel(
    case: CaseGiven,
    *,
    order: Sequence[str] = (),
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Narrowing:
    """Narrow by the clues in any order, with each one's share whatever the order."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        session = gather(opened.case, opened.content, engine)
        check_exclusions(session)
        found = read(session.plan, session.fetch("patterns"))
        return narrowing(opened.case, opened.content, found, order)


def misses(
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Misses:
    """Say whom exactly one clue keeps from fitting, by a no or because nothing is known."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        gathered = carry_out(opened.case, opened.content, engine, who="near_misses")
        return near.misses(gathered, opened.content)


def explore(
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> exploring.Exploration:
    """Hand over what switching clues and readings needs: patterns, and a thousand persons."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        gathered = carry_out(opened.case, opened.content, engine)
        return exploring.explore(gathered, opened.content)
