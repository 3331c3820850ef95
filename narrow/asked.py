"""The door to the questions that follow a run: why, how many of each, what was published."""

from dataclasses import replace

from narrow.model.inquiry import Compared, Statement, Tally, Why
from narrow.opening import CaseGiven, DataGiven, load_case
from narrow.questions import figures
from narrow.questions import sql as statements
from narrow.questions import tally as tallies
from narrow.questions import why as whys
from narrow.questions.evaluation.chances import stand
from narrow.questions.locks import lock_of
from narrow.questions.why import look_up
from narrow.registers.locate import library
from narrow.rules.library import Library


def why(
    case: CaseGiven,
    person: str,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Why:
    """Say why one person (an id or a name) is on the list or not, and what would change it."""
    shelf = shelf or library()
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content)
        who = look_up(opened.content.register, engine, person)
        stood = stand(opened.case, opened.content, engine, who.id)
        found = whys.why(stood.session, opened.content, who)
    found = replace(found, place=stood.place, weighing=stood.weighing)
    return replace(found, lock=lock_of(opened.case, opened.content, shelf))


def tally(
    case: CaseGiven,
    *,
    by: str = "",
    clue: str = "",
    reading: str = "",
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Tally:
    """Count who meets a case by the values of a field, the not known counted apart."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content)
        return tallies.tally(opened.case, opened.content, engine, by=by, clue=clue, reading=reading)


def compare(
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> tuple[Compared, ...]:
    """Set the figures that somebody published beside the counts of the register."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content)
        return figures.compare(opened.case, opened.content, engine)


def statement(
    case: CaseGiven,
    *,
    dialect: str = "duckdb",
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Statement:
    """Give the statements that a run would carry out, without carrying them out."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    return statements.state(opened.case, opened.content.register, dialect)
