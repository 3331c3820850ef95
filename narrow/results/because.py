"""Why a verdict is what it is, in one sentence, from the rows that decided it."""

from collections.abc import Collection, Sequence

from narrow.compile.plan import (
    Answer,
    Best,
    BestPair,
    Between,
    Greatest,
    Least,
    Nth,
    OfPerson,
    Opposite,
    Plan,
    Unrecorded,
)
from narrow.model.finding import Evidence
from narrow.model.verdict import Verdict
from narrow.results.sentence import listed


def because(
    plan: Plan,
    answer: Answer | None,
    verdict: Verdict,
    evidence: Sequence[Evidence],
    met: Collection[int] = (),
) -> str:
    """Say why a verdict is what it is; one sentence without a full stop.

    `met` numbers the parts of which some row is certain: what is lacking is elsewhere.
    """
    if answer is None:
        return "everyone in the register"
    rows = listed([e.says for e in evidence], 2)
    match verdict:
        case Verdict.MET:
            return _pairs(evidence) or rows or absent(plan, answer, certain=True)
        case Verdict.IN_DOUBT if evidence:
            doubts = listed(list(dict.fromkeys(d for e in evidence for d in e.doubts)))
            return f"{_pairs(evidence) or rows}: not known whether {doubts}" if doubts else rows
        case Verdict.NOT_MET:
            return (
                f"the record says otherwise: {rows}"
                if rows
                else absent(plan, lacking(plan, answer, met), certain=True)
            )
        case _:
            return absent(plan, lacking(plan, answer, met), certain=False)


def _pairs(evidence: Sequence[Evidence]) -> str:
    pairs = [f"{e.says}, with: {e.with_row.says}" for e in evidence if e.with_row]
    return listed(pairs, 1)


def absent(plan: Plan, answer: Answer, *, certain: bool) -> str:
    """Say what no row means: a no where the record is complete, otherwise nothing."""
    role = table_of(plan, answer)
    if role == "persons":
        return "the person's own row says otherwise" if certain else "nothing is recorded"
    if not certain:
        return f"nothing in {role} speaks to it, and {role} are not complete for this person"
    said = [s.says for s in plan.register.tables[role].complete_for if s.says]
    because_of = f" ({said[0]})" if len(said) == 1 else ""
    return f"nothing in {role} meets it, and there {role} are complete{because_of}"


def lacking(plan: Plan, answer: Answer, met: Collection[int]) -> Answer:
    """Give the part of an "all of" that no row meets, for the reason is there; else the whole."""
    if isinstance(answer, Least):
        for inner in answer.answers:
            parts = [part.number for part in plan.parts_of(inner)]
            if not any(number in met for number in parts):
                return lacking(plan, inner, met)
    return answer


def table_of(plan: Plan, answer: Answer) -> str:
    """Name the table that an answer looks at first."""
    match answer:
        case Least(answers) | Greatest(answers) | Nth(_, answers):
            return table_of(plan, answers[0])
        case Opposite(inner):
            return table_of(plan, inner)
        case Best() | BestPair() | Between() | Unrecorded() | OfPerson():
            return plan.parts[answer.part].table
