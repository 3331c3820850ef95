"""Every result as data: as JSON, by the word of its question, and as data frames.

A result's type says all of its JSON (`model/result.py` does the work): there is no form by hand.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from narrow.errors import RequestError, nearest
from narrow.model import result as model
from narrow.model.evidence import Answer, ClueFinding, Evidence, Finding
from narrow.model.result import Json, Result

if TYPE_CHECKING:
    from pandas import DataFrame

_DIGEST: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_KEPT = ("record", "locks")


def to_data(result: Result, *, everyone: bool = True) -> Json:
    """Give a result as what JSON can hold; without `everyone`, only whom the question is about."""
    return model.to_data(result.named(everyone=everyone))


def to_json(result: Result, *, everyone: bool = True) -> str:
    """Give a result as JSON that is safe on a terminal, with the end of its last line."""
    return model.to_json(result.named(everyone=everyone))


def kinds() -> dict[str, type[Result]]:
    """Give the type of every result by the word of its question."""
    from narrow.lists.fetch.publishers import Fetch, Offers
    from narrow.lists.import_log import Brought
    from narrow.model.profile import Profile
    from narrow.model.records import LockFile, LockOfCase
    from narrow.questions.backtest import Backtest
    from narrow.questions.diff import Difference, Record
    from narrow.questions.exposure import Exposure
    from narrow.questions.figures import Figures
    from narrow.questions.flip import Asking, Flip
    from narrow.questions.funnel import Narrowing
    from narrow.questions.matrix import Matrix
    from narrow.questions.misses import Misses
    from narrow.questions.rule_files import Listing
    from narrow.questions.run import Look
    from narrow.questions.tally import Tally
    from narrow.questions.why import Why
    from narrow.registers.twins import Suspected
    from narrow.report.explore_table import ExploreTable

    found: tuple[type[Result], ...] = (
        Answer, Why, Tally, Figures, Narrowing, Misses, Matrix, Flip, Asking, Exposure, Look,
        Difference, Backtest, Profile, Suspected, Listing, Brought, Fetch, Offers, LockOfCase,
        LockFile, Record, ExploreTable,
    )  # fmt: skip
    return {cls.kind: cls for cls in found}


def schema(kind: str) -> Json:
    """Describe a result as a JSON Schema; raises RequestError for a word that no question has."""
    found = model.schema_of(_of(kind))
    if kind in _KEPT:  # what lies in a file is sealed
        found["properties"]["digest"] = _DIGEST
        found["required"].append("digest")
    return found


def read(kind: str, given: str | Json) -> Result:
    """Read a result back; raises RequestError where it is not as narrow writes it."""
    try:
        found = json.loads(given) if isinstance(given, str) else given
        return model.from_data(_of(kind), found)
    except (ValueError, RecursionError) as error:
        raise RequestError(f"this is no {kind} as narrow writes it: {error}") from None


def _of(kind: str) -> type[Result]:
    known = kinds()
    if kind not in known:
        raise RequestError(f"no result is called {kind!r}{nearest(kind, known)}")
    return known[kind]


# --- data frames: those who fit, the facts that decided, the rows of any other result ------------

_ROWS = {
    "why": "clues",
    "tally": "groups",
    "funnel": "funnel",
    "matrix": "rows",
    "flip": "ranges",
    "next": "cells",
    "exposure": "phrases",
}
"""Under which word of its JSON the rows of a result lie."""


def frame(result: Result) -> "DataFrame":
    """Give a result's rows as a data frame."""
    if isinstance(result, Answer):
        return people(result)
    return _frame([_flat(row) for row in _rows(result)])


def _frame(rows: Sequence[Json], columns: Sequence[str] = ()) -> "DataFrame":
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
    made = _frame([_person(answer, found) for found in answer.findings], (*head, *clues))
    made.attrs["care"] = answer.care
    if answer.weighing:
        made.attrs["not in this register"] = answer.weighing.outside
    return made


def _person(answer: Answer, found: Finding) -> Json:
    weight = found.weight if answer.weighing else None
    weighed: Json = {"bits": weight.bits, "chance": weight.chance} if weight else {}
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
    return _frame(rows, (*head, "doubts", "sources", "urls", "grade"))


def _fact(found: Finding, clue: ClueFinding, fact: Evidence) -> Json:
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


def _rows(result: Result) -> Sequence[Json]:
    data = to_data(result, everyone=False)
    if result.kind == "misses":
        groups = data["groups"]
        return [{"clue": group["clue"]} | row for group in groups for row in group["people"]]
    if result.kind in _ROWS:
        return cast(Sequence[Json], data[_ROWS[result.kind]])
    lists = [value for value in data.values() if isinstance(value, list)]
    return lists[0] if lists else [data]


def _flat(row: Json, stem: str = "") -> Json:
    """Lay the inner keys of a row out beside the others."""
    laid: Json = {}
    for name, value in row.items():
        inner = isinstance(value, dict)
        laid |= _flat(value, f"{stem}{name}.") if inner else {f"{stem}{name}": value}
    return laid
