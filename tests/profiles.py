"""A register with every kind of hole, for tests of its profile."""

from collections.abc import Mapping, Sequence
from datetime import date

from narrow.engines.duckdb import DuckDB
from narrow.model.grades import Grade
from narrow.model.profile import By, ColumnProfile, Note, Profile, TableProfile
from narrow.model.registers import (
    Citing,
    Column,
    Kind,
    Naming,
    Register,
    Slice,
    Span,
    Table,
    Values,
)
from narrow.registers.loader import content_from_rows
from narrow.registers.profile import profile_of

Rows = Mapping[str, Sequence[Mapping[str, str]]]

GAPS = ("", "unknown", "n/a")


def _columns(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


PERSONS = Table(
    "persons",
    "persons.csv",
    _columns(
        Column("id", kind=Kind.CODE, required=True),
        Column("name", title="Full name"),
        Column("gender", kind=Kind.CODE, missing=GAPS),
        Column("born", kind=Kind.DATE, values=Values.RIVAL),
        Column("nation", kind=Kind.CODE, values=Values.SET, missing=GAPS),
        Column("soldier", kind=Kind.CODE, missing=GAPS),
        Column("rank", missing=GAPS, applies_where={"soldier": ("yes",)}),
    ),
    key=("id",),
)
POSTS = Table(
    "posts",
    "posts.csv",
    _columns(
        Column("person", kind=Kind.CODE),
        Column("title"),
        Column("sector", kind=Kind.CODE),
        Column("start", kind=Kind.DATE),
        Column("end", kind=Kind.DATE, open_end=True),
        Column("mark", kind=Kind.CODE),
        Column("source", kind=Kind.CODE),
        Column("also", kind=Kind.CODE, values=Values.SET),
    ),
    person="person",
    span=Span("start", "end"),
    complete_for=(Slice({"sector": ("army",)}, {"soldier": ("yes", "no")}, "All were read."),),
    sources=("source", "also"),
    graded_by="mark",
)
LISTS = Table("lists", "lists.csv", _columns(Column("person"), Column("act")), person="person")
SOURCES = Table(
    "sources", "sources.csv", _columns(Column("key", kind=Kind.CODE), Column("grade")), ("key",)
)
REGISTER = Register(
    "holes",
    "A register full of holes",
    "datapackage.json",
    {table.role: table for table in (PERSONS, POSTS, LISTS, SOURCES)},
    Naming("name"),
    Citing("key", grade="grade"),
    known_until=date(2018, 12, 31),
    grades={"high": Grade("A1")},
)


def profiled(rows: Rows, by: Mapping[str, By] | None = None, **wanted: object) -> Profile:
    """Profile these rows; the tables named in `roles`, or all."""
    content = content_from_rows(REGISTER, {"sources": SOURCE_ROWS, **rows})
    roles = wanted.get("roles", list(REGISTER.tables))
    assert isinstance(roles, list)
    with DuckDB() as engine:
        engine.load(content)
        return profile_of(content, engine, roles, by)


SOURCE_ROWS = [{"key": "s1", "grade": "B2"}, {"key": "s2", "grade": ""}, {"key": "s3"}]


def table(found: Profile, role: str) -> TableProfile:
    return next(t for t in found.tables if t.role == role)


def column(found: Profile, role: str, name: str) -> ColumnProfile:
    return next(c for c in table(found, role).columns if c.column.name == name)


def values(given: ColumnProfile) -> dict[str, int]:
    return {c.value: c.times for c in given.common}


def notes(found: Profile, worth: str) -> list[Note]:
    return [note for note in found.notes if note.worth == worth]
