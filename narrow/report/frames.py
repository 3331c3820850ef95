"""Results as data frames: those who fit, and the facts that decided."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from narrow.model.evidence import Answer, ClueFinding, Evidence, Finding

if TYPE_CHECKING:
    from pandas import DataFrame


Row = dict[str, Any]


def frame(rows: Sequence[Row], columns: Sequence[str] = ()) -> "DataFrame":
    """Give rows as a data frame; `columns` are there even where there are no rows."""
    from pandas import DataFrame

    return DataFrame(list(rows), columns=list(columns) or None if not rows else None)


def people(answer: Answer) -> "DataFrame":
    """Give those who fit and those in doubt, a row each, with a verdict for each clue.

    The frame's `attrs` hold the words of care and, where people are weighed, the chance that the
    person meant is not in this register at all.
    """
    head = ("rank", "person_id", "name", "status", "sources", "grade")
    clues = [clue.id for clue in answer.clues]
    made = frame([_person(answer, found) for found in answer.findings], (*head, *clues))
    made.attrs["care"] = answer.care
    if answer.weighing:
        made.attrs["not in this register"] = answer.weighing.outside
    return made


def _person(answer: Answer, found: Finding) -> Row:
    weight = found.weight if answer.weighing else None
    weighed: Row = {"bits": weight.bits, "chance": weight.chance} if weight else {}
    return {
        "rank": found.rank,
        "person_id": found.person.id,
        "name": found.person.name,
        "status": found.status.key,
        "sources": found.sources,
        "grade": found.grade.code if found.grade else "",
        **weighed,
        **{clue.clue: clue.verdict.key for clue in found.clues.values()},
    }


def evidence(answer: Answer) -> "DataFrame":
    """Give a row for each fact that decided a clue for a person, with its source and grade."""
    rows = [
        _fact(found, clue, fact)
        for found in answer.findings
        for clue in found.clues.values()
        for fact in clue.evidence
    ]
    head = ("person_id", "name", "clue", "reading", "verdict", "because", "table", "row", "says")
    return frame(rows, (*head, "doubts", "sources", "urls", "grade"))


def _fact(found: Finding, clue: ClueFinding, fact: Evidence) -> Row:
    return {
        "person_id": found.person.id,
        "name": found.person.name,
        "clue": clue.clue,
        "reading": clue.reading,
        "verdict": fact.verdict.key,
        "because": clue.because,
        "table": fact.table,
        "row": fact.row,
        "says": fact.says,
        "doubts": "; ".join(fact.doubts),
        "sources": ";".join(source.id for source in fact.sources),
        "urls": " ".join(source.url for source in fact.sources if source.url),
        "grade": fact.grade.code if fact.grade else "",
    }
