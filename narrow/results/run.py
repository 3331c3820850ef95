"""A run gathers evidence once, keeps it, and reads everything else from it."""

from collections.abc import Mapping

from narrow.compile import sql
from narrow.compile.plan import Plan, plan
from narrow.engines import Engine
from narrow.model.register import PERSONS, Content
from narrow.model.rule import Case
from narrow.model.verdict import Verdict


def gather(case: Case, content: Content, engine: Engine) -> Plan:
    """Plan a case and carry it out on an engine that holds the content; the tables stay there."""
    made = plan(case, content.register)
    engine.keep("evidence", sql.evidence(made))
    engine.keep("verdicts", sql.verdicts(made))
    return made


def verdicts(
    case: Case, content: Content, engine: Engine
) -> Mapping[str, Mapping[tuple[str, str], Verdict]]:
    """Give every person's verdict for the population and each clue reading, by person id."""
    engine.load(content)
    made = gather(case, content, engine)
    key = content.register.persons.key[0]
    ids = content.tables[PERSONS][key]
    found = {}
    for number, _, *codes in engine.fetch(sql.everyone(made)):
        given = zip(made.columns, codes, strict=True)
        found[str(ids[number])] = {column.key: Verdict(code) for column, code in given}
    return found
