"""The statements of a case, rendered and explained, without being carried out."""

from dataclasses import dataclass

from narrow.compile.evidence import evidence
from narrow.compile.plan import plan
from narrow.compile.verdicts import masks, verdicts
from narrow.model.cases import Case
from narrow.model.registers import Register
from narrow.questions.evaluation.reasons import all_asked


@dataclass(frozen=True, slots=True)
class PartSaid:
    """One part of a statement in words: its name, clue and reading, its table, what it asks."""

    name: str
    clue: str
    reading: str
    table: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """The three statements of a case in one dialect, what their parts ask, and the bound values."""

    case: str
    title: str
    as_of: str
    register: str
    dialect: str
    masks: str
    verdicts: str
    evidence: str
    parts: tuple[PartSaid, ...]
    values: tuple[tuple[str, str], ...]


def state(case: Case, register: Register, dialect: str) -> Statement:
    """Give the text of the statements in a dialect, with what each part asks in words."""
    made = plan(case, register)
    built = {"masks": masks(made), "verdicts": verdicts(made), "evidence": evidence(made)}
    values = {name: value for one in built.values() for name, value in one.values.items()}
    return Statement(
        case=case.id,
        title=case.title,
        as_of=case.day.isoformat(),
        register=register.id,
        dialect=dialect,
        **{name: one.text(dialect) for name, one in built.items()},
        parts=tuple(
            PartSaid(p.name, p.clue, p.reading, p.table, tuple(all_asked(made, p)))
            for p in made.parts
        ),
        values=tuple((name, str(value)) for name, value in values.items()),
    )
