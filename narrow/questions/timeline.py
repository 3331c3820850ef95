"""The facts of one person in time, and which of them decided a clue."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from narrow.compile import register_reads
from narrow.model.dates import Interval
from narrow.model.evidence import Evidence
from narrow.model.registers import PERSONS, Table
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.reasons import states
from narrow.questions.evaluation.session import Session
from narrow.questions.why import Why


@dataclass(frozen=True, slots=True)
class Held:
    """A fact that has a time: the days on which it may have begun, and may have ended.

    `decides` names the clues that it decided, with the verdict that it gave them. A fact that is
    one day only ends on the day on which it began. `later` facts begin after the as-of day.
    """

    table: str
    row: int
    says: str
    begins: Interval
    ends: Interval
    decides: tuple[tuple[str, Verdict], ...] = ()
    later: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """One person's facts in time, the earliest first, and why that person is on the list or not.

    `left_out` counts the facts of somebody of whom too many are known to be shown.
    """

    why: Why
    day: date
    facts: tuple[Held, ...]
    left_out: int = 0


# The facts of one person in time: what lasted, as posts do, and whatever decided a clue.


MOST_FACTS = 40
Decided = Mapping[tuple[str, int], tuple[tuple[str, Verdict], ...]]


def timeline(session: Session, why: Why, most: int = MOST_FACTS) -> Timeline:
    """Put a person's facts in time; of many the deciding ones are kept first."""
    facts = list(_facts(session, why))
    kept = sorted(facts, key=lambda fact: not fact.decides)[:most]
    shown = sorted(kept, key=lambda fact: (fact.begins.first, fact.begins.last, fact.row))
    return Timeline(why, session.plan.case.day, tuple(shown), len(facts) - len(kept))


def _facts(session: Session, why: Why) -> Iterator[Held]:
    register, engine = session.plan.register, session.engine
    decided = _decided(why)
    for role, table in register.tables.items():
        if role == PERSONS or table.span is None:
            continue
        built = register_reads.spans_of(register, role, why.person.number)
        for row_no, *given in engine.fetch(built.query(engine.dialect)):
            begins, ends = Interval(*given[:2]), Interval(*given[2:4])
            row = dict(zip(table.shown, given[4:], strict=True))
            if not _lasts(table) and (role, row_no) not in decided:
                continue
            yield Held(
                table=role,
                row=row_no,
                says=states(register, table, row),
                begins=begins,
                ends=ends if _lasts(table) else begins,
                decides=decided.get((role, row_no), ()),
                later=begins.first > session.plan.case.day,
            )


def _lasts(table: Table) -> bool:
    return table.span is not None and bool(table.span.end)


def _decided(why: Why) -> Decided:
    found: dict[tuple[str, int], dict[str, Verdict]] = defaultdict(dict)
    for clue in why.clues:
        for reading in clue.readings:
            if not reading.decides or reading.verdict is not clue.verdict:
                continue
            for evidence in reading.evidence:
                for each in _both(evidence):
                    found[each.table, each.row][clue.clue] = clue.verdict
    return {key: tuple(clues.items()) for key, clues in found.items()}


def _both(evidence: Evidence) -> Iterator[Evidence]:
    yield evidence
    if evidence.with_row:
        yield evidence.with_row
