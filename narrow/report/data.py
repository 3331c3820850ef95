"""Every result as JSON, by the word of its question: written, described, read back.

A result's type says all (`model/result.py` does the work): there is no form by hand.
"""

import json

from narrow.errors import RequestError, nearest
from narrow.model import result as model
from narrow.model.result import Json, Result

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
    from narrow.model.evidence import Answer
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
