"""A profile as plain data; its schema lies beside it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from narrow.model.profile import (
    By,
    ColumnProfile,
    Common,
    Fill,
    Group,
    Note,
    Part,
    Precision,
    Profile,
    TableProfile,
)
from narrow.views.profile_schema import PROFILE, SCHEMA
from narrow.views.profile_words import CARE, note_words

__all__ = ["SCHEMA", "profile"]

Json = dict[str, Any]


def profile(given: Profile) -> Json:
    """Give a profile as data, with every note in words as well."""
    return {
        "schema": PROFILE,
        "register": {
            "id": given.register,
            "title": given.title,
            "sha256": given.sha256,
            "persons": given.persons,
            "known_until": given.known_until.isoformat() if given.known_until else None,
        },
        "tables": [_table(table) for table in given.tables],
        "notes": [_note(note) for note in given.notes],
        "care": CARE,
    }


def _table(given: TableProfile) -> Json:
    cited = given.cited
    return {
        "table": given.role,
        "file": given.path,
        "rows": given.rows,
        "per_person": asdict(given.per_person) if given.per_person else None,
        "complete_for": [
            {"says": c.says, "where": _codes(c.where), "person": _codes(c.person)}
            | {"persons": c.persons}
            for c in given.complete
        ],
        "cited": {
            "without": cited.without,
            "distinct": cited.distinct,
            "sources": _common(cited.sources),
            "marks": _common(cited.marks),
            "grades": _common(cited.grades),
        }
        if cited
        else None,
        "end_before_begin": given.backwards,
        "begin_after_known_until": given.later,
        "columns": [_column(column) for column in given.columns],
        "by": _by(given.by),
        "groups": [_group(group) for group in given.groups],
    }


def _column(given: ColumnProfile) -> Json:
    column, dates = given.column, given.dates
    return {
        "column": column.name,
        "title": column.title,
        "kind": str(column.kind),
        "values": str(column.values),
        "vocabulary": column.vocabulary or None,
        "vocabulary_codes": given.codes,
        "applies_where": _codes(column.applies_where),
        **_fill(given.fill),
        "several": given.several,
        "distinct": given.distinct,
        "common": _common(given.common),
        "not_known_codes": _common(given.said),
        "dates": {
            "precisions": {str(form): dates.precisions.get(form, 0) for form in Precision},
            "earliest": dates.earliest,
            "latest": dates.latest,
        }
        if dates
        else None,
    }


def _fill(given: Fill) -> Json:
    return {
        "filled": given.filled,
        "blank": given.blank,
        "marked_not_known": given.said,
        "no_meaning": given.outside,
    }


def _group(given: Group) -> Json:
    return {
        "value": given.value or None,
        "rows": given.rows,
        "columns": {name: _fill(fill) for name, fill in given.fills.items()},
        "present": dict(given.present),
    }


def _note(given: Note) -> Json:
    return {
        "worth": str(given.worth),
        "says": note_words(given),
        "table": given.table,
        "column": given.column or None,
        "count": given.count,
        "of": given.of,
        "by": _by(given.by),
        "low": _part(given.low),
        "high": _part(given.high),
    }


def _part(given: Part | None) -> Json | None:
    return {"value": given.value, "filled": given.filled, "rows": given.rows} if given else None


def _by(given: By | None) -> Json | None:
    return {"table": given.table, "column": given.column or None} if given else None


def _codes(where: Any) -> Json:
    return {name: list(codes) for name, codes in where.items()}


def _common(given: Sequence[Common]) -> list[Json]:
    return [{"value": c.value, "times": c.times} for c in given]
