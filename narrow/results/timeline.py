"""The facts of one person in time: what lasted, as posts do, and whatever decided a clue."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from narrow.compile import sql
from narrow.model.dates import Interval
from narrow.model.finding import Evidence
from narrow.model.inquiry import Why
from narrow.model.register import PERSONS, Table
from narrow.model.timeline import Held, Timeline
from narrow.model.verdict import Verdict
from narrow.results.sentence import states
from narrow.results.session import Session

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
        built = sql.spans_of(register, role, why.person.number)
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
