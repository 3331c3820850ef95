"""A run gathers evidence once, keeps it, and reads everything else from it."""

from collections.abc import Mapping

from narrow.compile.plan import plan
from narrow.compile.statements import statements
from narrow.engines import Engine
from narrow.model.case import Case
from narrow.model.register import Content
from narrow.model.verdict import Verdict
from narrow.results.session import Session


def gather(case: Case, content: Content, engine: Engine) -> Session:
    """Plan a case and carry it out on an engine that holds the content; the tables stay there."""
    made = plan(case, content.register)
    session = Session(made, engine, statements(made, engine.dialect))
    session.keep("evidence", "evidence")
    session.keep("verdicts", "verdicts")
    return session


def verdicts(
    case: Case, content: Content, engine: Engine
) -> Mapping[str, Mapping[tuple[str, str], Verdict]]:
    """Give every person's verdict for the population and each clue reading, by person id."""
    engine.load(content)
    session = gather(case, content, engine)
    ids = {number: key for number, key, *_ in session.fetch("everybody")}
    found = {}
    for number, _, *codes in session.fetch("everyone"):
        given = zip(session.plan.columns, codes, strict=True)
        found[str(ids[number])] = {column.key: Verdict(code) for column, code in given}
    return found
