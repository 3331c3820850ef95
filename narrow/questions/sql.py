"""The statements of a case, rendered and explained, without being carried out."""

from narrow.compile.evidence import evidence
from narrow.compile.plan import plan
from narrow.compile.verdicts import verdicts
from narrow.model.cases import Case
from narrow.model.inquiry import PartSaid, Statement
from narrow.model.registers import Register
from narrow.questions.evaluation.reasons import all_asked


def state(case: Case, register: Register, dialect: str) -> Statement:
    """Give the text of both statements in a dialect, with what each part asks in words."""
    made = plan(case, register)
    gathered, judged = evidence(made), verdicts(made)
    values = {**gathered.values, **judged.values}
    return Statement(
        case=case.id,
        title=case.title,
        as_of=case.day.isoformat(),
        register=register.id,
        dialect=dialect,
        evidence=gathered.text(dialect),
        verdicts=judged.text(dialect),
        parts=tuple(
            PartSaid(p.name, p.clue, p.reading, p.table, tuple(all_asked(made, p)))
            for p in made.parts
        ),
        values=tuple((name, str(value)) for name, value in values.items()),
    )
