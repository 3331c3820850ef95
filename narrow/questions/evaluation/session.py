"""A session holds what was carried out: the kept tables are on its engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrow.compile import register_reads
from narrow.compile.plan import Plan, plan
from narrow.compile.reads import render
from narrow.compile.statements import Query, Value
from narrow.engines.base import Engine, Row
from narrow.errors import RequestError, nearest
from narrow.model.cases import Case
from narrow.model.registers import Content, Register
from narrow.model.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Session:
    """A plan that has been carried out: its evidence and verdicts are kept on the engine."""

    plan: Plan
    engine: Engine
    statements: Mapping[str, Query]

    def fetch(self, name: str, **values: Value) -> Sequence[Row]:
        """Carry out one of the plan's statements by name."""
        return self.engine.fetch(self.statements[name].having(**values))

    def keep(self, table: str, name: str) -> None:
        """Carry out one of the plan's statements and keep its rows as a table."""
        self.engine.keep(table, self.statements[name])


def gather(case: Case, content: Content, engine: Engine) -> Session:
    """Plan a case and carry it out on an engine that holds the content; the tables stay there."""
    made = plan(case, content.register)
    session = Session(made, engine, render(made, engine.dialect))
    session.keep("evidence", "evidence")
    session.keep("verdicts", "verdicts")
    return session


def check_exclusions(case: Case, register: Register, engine: Engine) -> None:
    """Refuse, before a case is carried out, to take somebody off who is nobody; RequestError.

    Everybody is fetched for a wrong id only, and never where an engine leaves names alone.
    """
    for excluded in (*case.exclude, *case.marked):
        found = register_reads.by_id(register, excluded.person)
        if engine.fetch(found.query(engine.dialect)):
            continue
        everybody: Sequence[Row] = ()
        if "names" not in engine.refused:
            everybody = engine.fetch(register_reads.everybody(register).query(engine.dialect))
        hint = nearest(excluded.person, [str(row[1]) for row in everybody])
        key = "exclude" if excluded in case.exclude else "marked"
        raise RequestError(f"{case.file}: {key} names nobody: {excluded.person!r}{hint}")


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
