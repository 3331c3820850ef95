"""The door to the questions about the list as a whole: near misses, persons by clues, narrowing."""

from collections.abc import Sequence

from narrow.compile.needs import needed
from narrow.compile.plan import plan
from narrow.language.library import Library
from narrow.model.matrix import Matrix
from narrow.model.misses import Misses
from narrow.model.narrowing import Narrowing
from narrow.opening import CaseGiven, DataGiven, load_case
from narrow.results import exploring
from narrow.results import matrix as matrices
from narrow.results import misses as near
from narrow.results.exclusions import check_exclusions
from narrow.results.judge import carry_out
from narrow.results.narrowing import narrowing
from narrow.results.patterns import read
from narrow.results.run import gather


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
