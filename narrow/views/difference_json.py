"""Two runs compared, as plain data with its schema."""

from typing import Any

from narrow.model.evidence import ClueFinding, Counts, Evidence, RuledOut
from narrow.questions.diff import ClueChange, Difference, PersonChange, Place, RowChange, Side
from narrow.views.changes_json import (
    CHANGES,
    FILE,
    TEXT,
    WHOLE,
    changes,
    closed,
    file,
    or_null,
    several,
)

Json = dict[str, Any]

NAME = "narrow/difference/1"
_STATUS: Json = {"enum": ["met", "in_doubt", "no_record", "not_met"]}
_COUNTS = closed(**dict.fromkeys(("met", "in_doubt", "no_record", "not_met"), WHOLE))
_SIDE = closed(
    name=TEXT, case=TEXT, subject=TEXT, as_of=TEXT, register=TEXT, sha256=TEXT, population=WHOLE,
    counts=_COUNTS,
)  # fmt: skip
_SOURCE = closed(**dict.fromkeys(("id", "title", "publisher", "published", "url"), TEXT))
_ROW = closed(
    table=TEXT, row=WHOLE, says=TEXT, doubts=several(TEXT), grade=or_null(TEXT),
    sources=several(_SOURCE),
)  # fmt: skip
_CLUE_SIDE = closed(
    verdict={"enum": ["met", "not-met", "not-known"]},
    cause={"enum": ["in_doubt", "no_record", None]},
    reading=TEXT,
    because=TEXT,
)
_CLUE = closed(
    clue=TEXT,
    before=or_null(_CLUE_SIDE),
    after=or_null(_CLUE_SIDE),
    rows=several(
        closed(
            move={"enum": ["appeared", "vanished", "altered", "doubted"]},
            before=or_null(_ROW),
            after=or_null(_ROW),
        )
    ),
)
_PLACE = closed(
    listed={"type": "boolean"}, status=_STATUS, rank=or_null(WHOLE), stopped_by=or_null(TEXT),
    by_hand={"type": "boolean"}, because=TEXT,
)  # fmt: skip
_PERSON = closed(
    move={"enum": ["came", "went", "moved", "stayed", "shifted", "out"]},
    person=closed(id=TEXT, name=TEXT),
    before=or_null(_PLACE),
    after=or_null(_PLACE),
    clues=several(_CLUE),
    causes=several({"enum": ["facts", "rules", "day", "narrow", "others"]}),
    lines=several(FILE),
    also=several(TEXT),
    own=several(closed(column=TEXT, before=TEXT, after=TEXT)),
    who={"enum": ["same", "doubtful", "else"]},
)
SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Two runs compared: who came, went or moved, and what did it",
    **closed(
        schema={"const": NAME},
        same={"type": "boolean"},
        before=_SIDE,
        after=_SIDE,
        changes=CHANGES,
        people=several(_PERSON),
        renumbered=WHOLE,
        parts=several(TEXT),
        care=TEXT,
    ),
}


def difference(given: Difference) -> Json:
    """Give two runs compared as data."""
    return {
        "schema": NAME,
        "same": given.same,
        "before": _side(given.before),
        "after": _side(given.after),
        "changes": changes(given.changes),
        "people": [_person(change) for change in given.people],
        "renumbered": given.renumbered,
        "parts": list(given.parts),
        "care": given.care,
    }


def _side(given: Side) -> Json:
    return {
        "name": given.name,
        "case": given.about.case,
        "subject": given.about.subject,
        "as_of": given.about.as_of,
        "register": given.about.register,
        "sha256": given.about.sha256,
        "population": given.population,
        "counts": _counts(given.counts),
    }


def _counts(given: Counts) -> Json:
    return {key: getattr(given, key) for key in ("met", "in_doubt", "no_record", "not_met")}


def _person(given: PersonChange) -> Json:
    return {
        "move": given.move.value,
        "person": {"id": given.person.id, "name": given.person.name},
        "before": _place(given.before),
        "after": _place(given.after),
        "clues": [_clue(change) for change in given.clues],
        "causes": [cause.value for cause in given.causes],
        "lines": [file(change) for change in given.lines],
        "also": list(given.also),
        "own": [{"column": c.column, "before": c.before, "after": c.after} for c in given.own],
        "who": given.who.value,
    }


def _place(given: Place | None) -> Json | None:
    if given is None:
        return None
    out = given if isinstance(given, RuledOut) else None
    listed = None if isinstance(given, RuledOut) else given
    return {
        "listed": listed is not None,
        "status": listed.status.key if listed else "not_met",
        "rank": listed.rank if listed else None,
        "stopped_by": (out.clue or None) if out else None,
        "by_hand": out is not None and out.source is not None,
        "because": out.because if out else "",
    }


def _clue(given: ClueChange) -> Json:
    return {
        "clue": given.clue,
        "before": _clue_side(given.before),
        "after": _clue_side(given.after),
        "rows": [_row_change(change) for change in given.rows],
    }


def _clue_side(given: ClueFinding | None) -> Json | None:
    if given is None:
        return None
    return {
        "verdict": given.verdict.word,
        "cause": given.verdict.cause,
        "reading": given.reading,
        "because": given.because,
    }


def _row_change(given: RowChange) -> Json:
    return {
        "move": given.move.value,
        "before": _row(given.before),
        "after": _row(given.after),
    }


def _row(given: Evidence | None) -> Json | None:
    if given is None:
        return None
    fields = ("id", "title", "publisher", "published", "url")
    return {
        "table": given.table,
        "row": given.row,
        "says": given.says,
        "doubts": list(given.doubts),
        "grade": given.grade.code if given.grade else None,
        "sources": [{name: getattr(s, name) for name in fields} for s in given.sources],
    }
