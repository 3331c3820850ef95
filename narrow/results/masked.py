"""Facts that begin after the as-of day are not looked at, and are told as such."""

from narrow.compile.statements import MOST_MASKED
from narrow.model.finding import Masked, Person
from narrow.results.sentence import states
from narrow.results.session import Session


def masked_facts(session: Session) -> tuple[tuple[Masked, ...], int]:
    """List the facts that begin after the as-of day, and count them all."""
    plan = session.plan
    register = plan.register
    facts: list[Masked] = []
    total = 0
    for role in plan.tables():
        spanned = register.tables[role]
        if spanned.span is None:
            continue
        rows = session.fetch(f"masked:{role}")
        for number, row_no, name, key, *texts in rows:
            row = dict(zip(spanned.shown, texts, strict=True))
            person = Person(number, key, name)
            facts.append(Masked(person, role, row_no, states(register, spanned, row)))
        full = len(rows) == MOST_MASKED
        total += session.fetch(f"masked_count:{role}")[0][0] if full else len(rows)
    return tuple(facts), total
