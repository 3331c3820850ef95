"""What there is to find out about somebody, in words, and what kind of source tells."""

from narrow.compile.plan import Best, BestPair, OfPerson, Part, Plan
from narrow.model.cases import Clue
from narrow.model.evidence import Finding
from narrow.model.rules import Begun, Published
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.findings import Gathered, broadest
from narrow.questions.evaluation.reasons import all_asked, listed, table_of


def question(gathered: Gathered, finding: Finding, clue: Clue) -> tuple[str, str]:
    """Say what to find out by the broadest reading that counts, and what source tells it."""
    plan = gathered.session.plan
    found = broadest(gathered.reader, finding, clue)
    column = plan.column(clue.id, found.reading)
    role = table_of(plan, column.answer) if column.answer else ""
    kind = plan.register.tables[role].settled_by if role in plan.register.tables else ""
    doubts = list(dict.fromkeys(d for e in found.evidence for d in e.doubts))
    if found.verdict is Verdict.IN_DOUBT and doubts:
        return f"whether {listed(doubts, 2)}: {found.evidence[0].says}", kind
    parts = list(plan.parts_of(column.answer))
    asked = _asked(plan, parts[0]) if parts else []
    if parts and parts[0].on_person:
        return f"whether {listed(asked, 4)}", kind
    return f"a row in {role}: {listed(asked, 4)}", kind


def change(gathered: Gathered, finding: Finding, clue: Clue) -> tuple[str, str]:
    """Say the one fact that would let somebody in by the broadest reading that counts.

    Empty for a no where the fact is not sure: of several parts a pattern does not say which one is
    lacking, and of a row that speaks against somebody the reason has said all.
    """
    plan = gathered.session.plan
    found = finding.clues[clue.id]
    no = found.verdict is Verdict.NOT_MET
    answer = plan.column(clue.id, clue.counting[-1].name).answer
    if not isinstance(answer, Best | BestPair | OfPerson):
        return ("", "") if no else question(gathered, finding, clue)
    if no and found.evidence and not isinstance(answer, OfPerson):
        return "", ""
    part = plan.parts[answer.part]
    table = plan.register.tables[part.table]
    wanted = listed(_asked(plan, part), 6)
    if isinstance(answer, OfPerson):
        where = "in the person's own row:" if no else "whether"
        return f"{where} {wanted}", table.settled_by
    return f"a {'further ' if no else ''}row in {part.table}: {wanted}", table.settled_by


def _asked(plan: Plan, part: Part) -> list[str]:
    """Say what a part asks for, without the masks of later facts."""
    said = zip(part.conditions, all_asked(plan, part), strict=False)
    return [words for condition, words in said if not isinstance(condition, Begun | Published)]
