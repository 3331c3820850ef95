"""The answer to a case: counts from patterns, findings from evidence, ranked, with all left out.

A quick look (`find`) is the same answer to clues typed in a line each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from narrow.model.cases import POPULATION, Case, Clue
from narrow.model.evidence import Answer, ClueSummary, Finding, RegisterSaid, Remark, RuledOut
from narrow.model.result import INSIDE, Result, called
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import Gathered, Judged, about, masked_facts, rank
from narrow.questions.evaluation.patterns import Pattern


def run(evaluation: Evaluation) -> Answer:
    """Say who fits, who is in doubt and who does not; lists ten thousand persons at most."""
    case, content = evaluation.case, evaluation.content
    session, found = evaluation.session, evaluation.patterns
    weighed = evaluation.weighed
    findings, out = _sorted_out(evaluation.listed, evaluation.judged)
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
    gathered: Gathered, judged: Sequence[Judged]
) -> tuple[tuple[Finding, ...], tuple[RuledOut, ...]]:
    case = gathered.case
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
    first = [f.person.number for f in ranked]
    gathered.reader.order = list(dict.fromkeys([*first, *gathered.reader.order]))
    return rank(case, kept) if len(kept) < len(ranked) else ranked, tuple(out)


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


# A quick look: the answer to clues typed in one line each, and the case file they stand for.


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Look(Result):
    """An answer, the case file that gives the same answer, and how the register was chosen.

    `chosen` is blank where the register was named. What may be misspelt is the answer's `advice`.
    """

    kind: ClassVar[str] = "find"
    leads: ClassVar[dict[str, str]] = {"register": "register_said"}

    answer: Answer
    file: str = field(metadata=called("case_file"))
    register: str = field(metadata=INSIDE)
    chosen: str

    @property
    def register_said(self) -> RegisterSaid:
        """The register that was looked into."""
        return self.answer.register_said

    def named(self, *, everyone: bool) -> Self:
        """Give what is shown of it: of its answer, what a run shows."""
        return replace(self, answer=self.answer.named(everyone=everyone))
