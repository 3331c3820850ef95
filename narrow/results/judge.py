"""A person's verdicts and the reasons for them are put together, clue by clue."""

from collections.abc import Mapping, Sequence

from narrow.compile.plan import Verdicts
from narrow.engines import Engine, Row
from narrow.model.admiralty import Grade
from narrow.model.case import POPULATION, Case, Clue, Source
from narrow.model.finding import ClueFinding, Evidence, Finding, Person
from narrow.model.register import Content
from narrow.model.verdict import Verdict
from narrow.results import patterns as table
from narrow.results.because import because
from narrow.results.exclusions import check_exclusions
from narrow.results.gathered import Gathered, Judged
from narrow.results.pattern import Key, deciding, kept, required
from narrow.results.reader import Reader
from narrow.results.run import gather


def judge(reader: Reader, row: Row) -> Judged:
    """Put a person's verdicts and their reasons together."""
    plan = reader.plan
    number, status, *codes = row
    given = {c.key: Verdict(code) for c, code in zip(plan.columns, codes, strict=True)}
    clues = {c.id: clue_finding(reader, number, c, given) for c in plan.case.clues}
    return put_together(
        plan.case, reader.people[number], Verdict(status), given[POPULATION, ""], clues
    )


def put_together(
    case: Case,
    person: Person,
    status: Verdict,
    population: Verdict,
    clues: Mapping[str, ClueFinding],
) -> Judged:
    """Say where a person stands, how well it is documented, and what stopped them first."""
    # where no clue is required, all of them say why somebody is on the list
    decisive = [clues[clue.id] for clue in required(case) or case.clues]
    finding = Finding(
        rank=0,
        person=person,
        status=status,
        clues=clues,
        grade=_weakest(decisive),
        sources=len({s.id for c in decisive for e in c.evidence for s in all_sources(e)}),
    )
    stopped = ""
    for clue in required(case):
        if not stopped and kept(clue, clues[clue.id].verdict) is Verdict.NOT_MET:
            stopped = clue.id
    return Judged(finding, stopped, population)


def clue_finding(
    reader: Reader, number: int, clue: Clue, given: Mapping[Key, Verdict]
) -> ClueFinding:
    """Say how a person stands to a clue, in the narrowest counting reading that gives it."""
    plan = reader.plan
    verdict = deciding(clue, given)
    reading = next(r for r in clue.counting if given[clue.id, r.name] is verdict)
    if verdict is Verdict.NOT_MET:
        reading = clue.counting[-1]
    column: Verdicts = plan.column(clue.id, reading.name)
    evidence = reader.deciding(number, column.answer, verdict)
    return ClueFinding(
        clue=clue.id,
        verdict=verdict,
        reading=reading.name,
        because=because(plan, column.answer, verdict, evidence, reader.met(number)),
        evidence=evidence,
        by_reading={r.name: given[clue.id, r.name] for r in clue.readings},
    )


def all_sources(evidence: Evidence) -> tuple[Source, ...]:
    """Give the sources of a row and of the row beside it."""
    beside = evidence.with_row.sources if evidence.with_row else ()
    return (*evidence.sources, *beside)


def _weakest(clues: Sequence[ClueFinding]) -> Grade | None:
    best = [min((e.grade for e in c.evidence if e.grade), default=None) for c in clues]
    known = [grade for grade in best if grade is not None]
    return max(known, default=None)


def carry_out(case: Case, content: Content, engine: Engine, *, who: str = "listed") -> Gathered:
    """Carry a case out on an engine that holds the content, and judge those of one statement.

    `who` is `listed` (those who stand highest) or `near_misses`.
    """
    session = gather(case, content, engine)
    session.keep("listed", who)
    reader = Reader(session)
    reader.read()
    rows = session.fetch("those_listed")
    found = table.read(session.plan, session.fetch("patterns"))
    check_exclusions(session, {person.id for person in reader.people.values()})
    return Gathered(session, reader, found, tuple(judge(reader, row) for row in rows))
