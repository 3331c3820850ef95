"""The answer to a case: counts from patterns, findings from evidence, ranked, with all left out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from narrow.compile.plan import POPULATION, Plan, Verdicts
from narrow.compile.statements import MOST_MASKED
from narrow.engines import Engine, Row
from narrow.errors import RequestError, nearest
from narrow.model.admiralty import Grade
from narrow.model.case import Case, Clue, Source
from narrow.model.finding import (
    Answer,
    ClueFinding,
    ClueSummary,
    Evidence,
    Finding,
    Masked,
    Person,
    RuledOut,
)
from narrow.model.register import Content
from narrow.model.verdict import Verdict
from narrow.results import patterns as table
from narrow.results.about import about
from narrow.results.because import because
from narrow.results.rank import rank
from narrow.results.reader import Reader
from narrow.results.run import Session, gather
from narrow.results.sentence import states


def run(case: Case, content: Content, engine: Engine) -> Answer:
    """Run a case on an engine that holds the content; lists ten thousand persons at most."""
    session = gather(case, content, engine)
    session.keep("listed", "listed")
    reader = Reader(session)
    reader.read()
    rows = session.fetch("those_listed")
    found = table.read(session.plan, session.fetch("patterns"))
    judged = [judge(reader, row) for row in rows]
    findings, out = _sorted_out(session, judged)
    counts = table.counts_by_status(found)
    masked, masked_total = masked_facts(session)
    uncertain = sum(p.persons for p in found if p.verdicts[POPULATION, ""] is not Verdict.MET)
    return Answer(
        about=about(case, content),
        population=sum(p.persons for p in found),
        population_uncertain=uncertain,
        clues=tuple(_summary(clue, found) for clue in case.clues),
        funnel=tuple(table.funnel(case, found)),
        combinations=tuple(table.combinations(case, found)),
        counts=counts,
        findings=findings,
        ruled_out=out,
        ruled_out_total=counts.not_met + sum(1 for r in out if r.would_be is not None),
        masked=masked,
        masked_total=masked_total,
        not_used=case.not_used,
    )


def _summary(clue: Clue, found: Sequence[table.Pattern]) -> ClueSummary:
    return ClueSummary(
        id=clue.id,
        role=clue.role.value,
        quote=clue.quote,
        source=clue.source,
        deciding=clue.deciding,
        readings={r.name: r.says for r in clue.readings},
        counts={r.name: table.counts_of(found, clue.id, r.name) for r in clue.readings},
        note=clue.note,
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A person with the verdict of every clue, before ranks are given."""

    finding: Finding
    stopped_by: str


def judge(reader: Reader, row: Row) -> Judged:
    """Put a person's verdicts and their reasons together."""
    plan = reader.plan
    number, status, *codes = row
    given = {c.key: Verdict(code) for c, code in zip(plan.columns, codes, strict=True)}
    clues = {c.id: _clue_finding(plan, reader, number, c, given) for c in plan.case.clues}
    deciding = [clues[clue.id] for clue in table.required(plan.case)]
    finding = Finding(
        rank=0,
        person=reader.people[number],
        status=Verdict(status),
        clues=clues,
        grade=_weakest(deciding),
        sources=len({s.id for c in deciding for e in c.evidence for s in all_sources(e)}),
    )
    stopped = ""
    for clue in table.required(plan.case):
        if not stopped and table.kept(clue, clues[clue.id].verdict) is Verdict.NOT_MET:
            stopped = clue.id
    return Judged(finding, stopped)


def _clue_finding(
    plan: Plan, reader: Reader, number: int, clue: Clue, given: dict[tuple[str, str], Verdict]
) -> ClueFinding:
    verdict = table.deciding(clue, given)
    reading = next(r for r in clue.counting if given[clue.id, r.name] is verdict)
    if verdict is Verdict.NOT_MET:
        reading = clue.counting[-1]
    column: Verdicts = plan.column(clue.id, reading.name)
    evidence = reader.evidence(number, plan.parts_of(column.answer), verdict)
    return ClueFinding(
        clue=clue.id,
        verdict=verdict,
        reading=reading.name,
        because=because(plan, column.answer, verdict, evidence),
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


def _sorted_out(
    session: Session, judged: Sequence[Judged]
) -> tuple[tuple[Finding, ...], tuple[RuledOut, ...]]:
    case = session.plan.case
    by_hand = {e.person: e for e in case.exclude}
    _check_exclusions(session, {j.finding.person.id for j in judged})
    ranked = rank(case, [j.finding for j in judged if j.finding.status > Verdict.NOT_MET])
    out = [
        RuledOut(
            person=f.person,
            clue="",
            because=by_hand[f.person.id].reason,
            source=by_hand[f.person.id].source,
            would_rank=f.rank,
            would_be=f.status,
        )
        for f in ranked
        if f.person.id in by_hand
    ]
    for j in judged:
        if j.finding.status is Verdict.NOT_MET:
            said = (
                j.finding.clues[j.stopped_by].because if j.stopped_by else "not in the population"
            )
            out.append(RuledOut(j.finding.person, j.stopped_by, said))
    kept = [f for f in ranked if f.person.id not in by_hand]
    return rank(case, kept), tuple(out)


def _check_exclusions(session: Session, seen: Collection[str]) -> None:
    case = session.plan.case
    for excluded in case.exclude:
        if excluded.person in seen:
            continue
        known = [str(row[1]) for row in session.fetch("everybody")]
        if excluded.person not in known:
            hint = nearest(excluded.person, known)
            raise RequestError(f"{case.file}: exclude names nobody: {excluded.person!r}{hint}")


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
