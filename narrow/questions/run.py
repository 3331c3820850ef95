"""The answer to a case: counts from patterns, findings from evidence, ranked, with all left out."""

from collections.abc import Iterator, Sequence

from narrow.model.cases import POPULATION, Case, Clue
from narrow.model.evidence import Answer, ClueSummary, Finding, Remark, RuledOut
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import Judged, about, masked_facts, rank
from narrow.questions.evaluation.patterns import Pattern
from narrow.questions.evaluation.session import Session


def run(evaluation: Evaluation) -> Answer:
    """Say who fits, who is in doubt and who does not; lists ten thousand persons at most."""
    case, content = evaluation.case, evaluation.content
    session, found = evaluation.session, evaluation.patterns
    weighed = evaluation.weighed
    findings, out = _sorted_out(session, evaluation.judged)
    counts = table.counts_by_status(found)
    masked, masked_total = masked_facts(session)
    uncertain = sum(p.persons for p in found if p.verdicts[POPULATION, ""] is not Verdict.MET)
    return Answer(
        about=about(case, content),
        population=sum(p.persons for p in found),
        population_uncertain=uncertain,
        clues=tuple(_summary(clue, found) for clue in case.clues),
        steps=tuple(table.funnel(case, found)),
        combinations=tuple(table.combinations(case, found)),
        counts=counts,
        findings=findings,
        ruled_out=out,
        ruled_out_total=counts.not_met + counts.by_hand,
        masked=masked,
        masked_total=masked_total,
        marked=tuple(_remarks(case, findings)),
        not_used=case.not_used,
        weighing=weighed.weighing if weighed else None,
        register=content.register,
        advice=evaluation.advice,
    )


def _remarks(case: Case, findings: Sequence[Finding]) -> Iterator[Remark]:
    said = {one.person: one for one in case.marked}
    for finding in findings:
        if one := said.get(finding.person.id):
            yield Remark(finding.person, finding.status, finding.rank, one.reason, one.source)


def _summary(clue: Clue, found: Sequence[Pattern]) -> ClueSummary:
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


def _sorted_out(
    session: Session, judged: Sequence[Judged]
) -> tuple[tuple[Finding, ...], tuple[RuledOut, ...]]:
    case = session.plan.case
    by_hand = {e.person: e for e in case.exclude}
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
            out.append(_ruled_out(j))
    kept = [f for f in ranked if f.person.id not in by_hand]
    return rank(case, kept), tuple(out)


def _ruled_out(judged: Judged) -> RuledOut:
    person, stopped_by = judged.finding.person, judged.stopped_by
    if not stopped_by:
        outside = "not in the population"
        return RuledOut(person, "", outside, general=outside)
    clue = judged.finding.clues[stopped_by]
    return RuledOut.later(
        lambda: {"because": clue.because},
        person=person,
        clue=stopped_by,
        source=None,
        would_rank=None,
        would_be=None,
        general=clue.general,
    )
