"""Facts that begin after the as-of day are not looked at, and are told as such."""

from collections.abc import Sequence
from typing import Any

from narrow.compile import sql
from narrow.compile.statements import MOST_MASKED
from narrow.model.finding import Masked, Person
from narrow.results.sentence import states
from narrow.results.session import Session


def masked_facts(session: Session) -> tuple[tuple[Masked, ...], int]:
    """List the facts that begin after the as-of day, and count them all."""
    facts: list[Masked] = []
    total = 0
    for role in _spanned(session):
        rows = session.fetch(f"masked:{role}")
        facts += _told(session, role, rows)
        full = len(rows) == MOST_MASKED
        total += session.fetch(f"masked_count:{role}")[0][0] if full else len(rows)
    return tuple(facts), total


def masked_of(session: Session, person_no: int) -> tuple[Masked, ...]:
    """List the facts of one person that begin after the as-of day, however many others have."""
    facts: list[Masked] = []
    for role in _spanned(session):
        built = sql.masked(session.plan, role, MOST_MASKED, person_no)
        rows = session.engine.fetch(built.query(session.engine.dialect))
        facts += _told(session, role, rows)
    return tuple(facts)


def _spanned(session: Session) -> list[str]:
    tables = session.plan.register.tables
    return [role for role in session.plan.tables() if tables[role].span is not None]


def _told(session: Session, role: str, rows: Sequence[Sequence[Any]]) -> list[Masked]:
    register = session.plan.register
    table = register.tables[role]
    return [
        Masked(
            Person(number, key, name),
            role,
            row_no,
            states(register, table, dict(zip(table.shown, texts, strict=True))),
        )
        for number, row_no, name, key, *texts in rows
    ]
