"""What to look up next: every cell not known, by what knowing it would be worth.

Where people may be weighed, that is the expected fall in the entropy of the chances: with the
chance that the answer is yes, times how far the list would narrow then, and the same for no.
Elsewhere it is the expected number of persons by which the range of the count shrinks: a cell that
is a person's only unknown settles that person either way; of several unknowns only a no settles.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from narrow.model.cases import Clue
from narrow.model.evidence import Counts, Finding, Person
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.chances import Crowd, Weighed, in_play
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import Gathered, about, question
from narrow.questions.evaluation.patterns import required
from narrow.questions.evaluation.weights import NOT_KNOWN, Rarity, agreement, rarity
from narrow.questions.flip import Asking, Cell

MOST_TOLD = 1_000  # cells that are put into words; all are counted


def asking(evaluation: Evaluation) -> Asking:
    """Rank what is not known about those in play by what it would settle."""
    gathered, weighed = evaluation.listed, evaluation.weighed
    case, content = evaluation.case, evaluation.content
    findings = in_play(case, [judged.finding for judged in gathered.judged])
    rare = {clue.id: rarity(clue, gathered.patterns) for clue in case.clues}
    counts = table.counts_by_status(gathered.patterns)
    judged_of = {finding.person: finding for finding in findings}
    if weighed:
        cells = list(_by_entropy(gathered, weighed, findings, rare))
    else:
        cells = list(_by_count(gathered, findings, rare, counts))
    cells.sort(key=lambda c: (-round(c.worth, 9), -int(c.verdict), c.person.id, c.clue))
    told = [_told(gathered, judged_of, cell) for cell in cells[:MOST_TOLD]]
    return Asking(
        about=about(case, content),
        unit="bits" if weighed else "persons",
        left=weighed.weighing.left if weighed else float(counts.high),
        counts=counts,
        cells=tuple(told),
        unknown=dict(Counter(cell.clue for cell in cells)),
    )


def _by_entropy(
    gathered: Gathered, weighed: Weighed, findings: Sequence[Finding], rare: Mapping[str, Rarity]
) -> Iterator[Cell]:
    silent = {m.clue for m in weighed.weighing.measures if m.told_with}
    decisive = {clue.id for clue in required(gathered.case)}
    now = weighed.crowd.entropy
    for finding in findings:
        weight = weighed.weights[finding.person.id]
        verdicts, shares = finding.verdicts, weighed.shares[finding.person.id]
        for clue in gathered.case.clues:
            if finding.clues[clue.id].verdict not in NOT_KNOWN or clue.id in silent:
                continue
            mine = weight.clues[clue.id]
            yes = weight.bits - mine.bits + mine.high
            no = -inf if clue.id in decisive else weight.bits - mine.bits + mine.low
            likely = agreement(rare[clue.id], verdicts, shares)
            if_yes = weighed.crowd.changed(weight.bits, yes)
            if_no = weighed.crowd.changed(weight.bits, no)
            expected = likely * if_yes.entropy + (1 - likely) * if_no.entropy
            ends = (_left(if_yes), _left(if_no))
            told = None if rare[clue.id].silent else likely
            yield _cell(finding, clue, told, now - expected, (ends[0],) * 2, (ends[1],) * 2)


def _left(crowd: Crowd) -> float:
    return 2.0**crowd.entropy if crowd.total else 0.0


def _by_count(
    gathered: Gathered, findings: Sequence[Finding], rare: Mapping[str, Rarity], counts: Counts
) -> Iterator[Cell]:
    decisive = required(gathered.case)
    low, high = float(counts.low), float(counts.high)
    for finding in findings:
        unknown = [c for c in decisive if finding.clues[c.id].verdict in NOT_KNOWN]
        for clue in unknown:
            found = rare[clue.id]
            alone = len(unknown) == 1
            worth = 1.0 if alone else 1 - found.shares[-1]
            likely = None if found.silent else found.shares[-1]
            if_yes = (low + 1, high) if alone else (low, high)
            yield _cell(finding, clue, likely, worth, if_yes, (low, high - 1))


def _cell(
    finding: Finding,
    clue: Clue,
    likely: float | None,
    worth: float,
    if_yes: tuple[float, float],
    if_no: tuple[float, float],
) -> Cell:
    verdict = finding.clues[clue.id].verdict
    return Cell(finding.person, clue.id, verdict, likely, worth, if_yes, if_no, "", "")


def _told(gathered: Gathered, findings: Mapping[Person, Finding], cell: Cell) -> Cell:
    """Put a cell into words; only those that are worth the most, for words cost more than worth."""
    clue = next(c for c in gathered.case.clues if c.id == cell.clue)
    ask, settled_by = question(gathered, findings[cell.person], clue)
    likely = cell.likely if gathered.case.subject.weighed else None
    return replace(cell, likely=likely, ask=ask, settled_by=settled_by)
