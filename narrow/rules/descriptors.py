"""A descriptor is read and becomes a `Register`, once every name in it has been looked up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from narrow.errors import Issue, RegisterError, RuleError, nearest
from narrow.files import stamp
from narrow.model.dates import parse as parse_date
from narrow.model.grades import Grade
from narrow.model.registers import (
    AT_ODDS,
    PERSONS,
    SOURCES,
    Citing,
    Column,
    Expectation,
    Kept,
    Kind,
    Measure,
    Naming,
    Register,
    Slice,
    Span,
    Table,
    Values,
    Vocabulary,
)
from narrow.model.words import clean
from narrow.rules.documents import Day, Document
from narrow.rules.validation import validate
from narrow.rules.yaml_text import Path_, Text, parse, read

# A register's descriptor as it is written: a Frictionless data package with a `narrow` block.
#
# Frictionless has words for resources, fields, keys and missing values; those are read as they are
# and its other keys are left alone. What it has no word for stands in `narrow` blocks, where
# unknown keys are refused.


Codes = Annotated[list[str], Field(min_length=1)]


class Package(BaseModel):
    """A Frictionless object: keys that are not named here are Frictionless's business."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)


class FieldManifest(Package):
    """A field of a table schema."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
    title: str = ""
    type: str = "string"
    missing_values: list[str] | None = Field(None, alias="missingValues")
    constraints: "ConstraintsManifest | None" = None


class ConstraintsManifest(Package):
    """The constraints that narrow checks itself; the Frictionless validator checks the rest."""

    required: str = "false"
    enum: list[str] = []


class ReferenceManifest(Package):
    """What a foreign key points to; a blank resource is the table itself."""

    resource: str = ""
    fields: list[str] | str


class ForeignKeyManifest(Package):
    """A foreign key of a table schema."""

    fields: list[str] | str
    reference: ReferenceManifest


class SchemaManifest(Package):
    """A Frictionless table schema."""

    fields: Annotated[list[FieldManifest], Field(min_length=1)]
    primary_key: list[str] | str = Field([], alias="primaryKey")
    foreign_keys: list[ForeignKeyManifest] = Field([], alias="foreignKeys")
    missing_values: list[str] = Field([""], alias="missingValues")


class SpanManifest(Document):
    """Which columns say when a fact held."""

    start: str = ""
    end: str = ""
    held_on: str = ""
    ended_by: str = ""
    until_death: Literal["yes", "no"] = Field("no", description="a dead person holds it no longer")


class SliceManifest(Document):
    """Where and when a missing row means no: of what went on at any time between two days."""

    says: str = ""
    from_: str = Field(
        "", alias="from", description="the first day it speaks of (EDTF); blank is from ever"
    )
    until: str = Field(
        "", description="the last day it speaks of (EDTF); blank is the register's known_until"
    )
    where: dict[str, Codes] = {}
    person: dict[str, Codes] = {}
    matched: dict[str, Codes] = Field(
        {}, description="persons whose place in this list is known; a case may assume the rest away"
    )


class ColumnManifest(Document):
    """What Frictionless cannot say of a column."""

    kind: Literal["text", "code", "date"] | None = None
    vocabulary: str | None = None
    values: Literal["one", "rival", "set"] = "one"
    separator: Annotated[str, Field(min_length=1, max_length=3)] = ";"
    applies_where: dict[str, Codes] = {}
    ftm: str = Field("", description="FollowTheMoney property, such as Person:birthDate")


class NamingManifest(Document):
    """Which columns of the persons hold the name, other names, the days of birth and death."""

    name: str
    aliases: str = ""
    died: str = ""
    born: str = Field("", description="the day of birth, by which an age is told")


class CitingManifest(Document):
    """Which columns of the sources table hold what a citation needs."""

    title: str
    publisher: str = ""
    published: str = ""
    url: str = ""
    grade: str = ""


class BoundsManifest(Document):
    """A figure that a table must have, both included."""

    at_least: Annotated[int, Field(ge=0)] | None = None
    at_most: Annotated[int, Field(ge=0)] | None = None


class ShareManifest(BoundsManifest):
    """A share of the rows of a table, in per cent."""

    at_least: Annotated[int, Field(ge=0, le=100)] | None = None
    at_most: Annotated[int, Field(ge=0, le=100)] | None = None


class ColumnExpectedManifest(Document):
    """What a column must look like, or the table is not loaded."""

    filled: ShareManifest | None = Field(
        default=None, description="rows with a known value, in per cent"
    )
    distinct: BoundsManifest | None = Field(default=None, description="different known values")
    only: Codes | None = Field(default=None, description="no other value may stand here")


class ExpectedManifest(Document):
    """What a table must look like, or it is not loaded."""

    rows: BoundsManifest | None = None
    persons: BoundsManifest | None = Field(
        default=None, description="persons with a row in the table"
    )
    columns: dict[str, ColumnExpectedManifest] = {}


class TableManifest(Document):
    """What a resource means to narrow."""

    role: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
    person: str = Field("", description="the column that names the person")
    ftm: str = Field("", description="FollowTheMoney schema of a row, such as Occupancy")
    naming: NamingManifest | None = None
    citing: CitingManifest | None = None
    time: SpanManifest | None = None
    says: str = Field("", description="a sentence for a row, {column} for its values")
    sources: list[str] = []
    graded_by: str = ""
    settled_by: str = Field("", description="what kind of source settles what is not known here")
    complete_for: list[SliceManifest] = []
    columns: dict[str, ColumnManifest] = {}
    expectations: ExpectedManifest = ExpectedManifest()


class ResourceManifest(Package):
    """One table of the package."""

    name: str
    path: str
    table_schema: SchemaManifest = Field(alias="schema")
    narrow: TableManifest | None = None


class RegisterManifest(Document):
    """What the package as a whole means to narrow."""

    known_until: Day | None = None
    circa_years: Annotated[int, Field(ge=0, le=20)] = 2
    not_taken: Annotated[dict[str, int], Field(description="values that reached no column")] = {}
    grades: dict[str, Annotated[str, Field(pattern=r"^[A-F][1-6]$")]] = {}


class PackageManifest(Package):
    """A Frictionless tabular data package that narrow can open."""

    name: str
    title: str = ""
    resources: Annotated[list[ResourceManifest], Field(min_length=1)]
    narrow: RegisterManifest = RegisterManifest()


# What a descriptor expects of a table is looked up, and becomes expectations with their places.


_KEY = "expectations"


def expectations(text: Text, block: TableManifest, path: Path_) -> tuple[Expectation, ...]:
    """Give what is expected of a table; `path` leads to its `narrow` block."""
    found = [
        Expectation(
            measure, text.issue(place, ""), column, at_least=given.at_least, at_most=given.at_most
        )
        for place, measure, column, given in _bounded(block, (*path, _KEY))
    ]
    for place, column, only in _lists(block, (*path, _KEY)):
        found.append(Expectation(Measure.ONLY, text.issue(place, ""), column, only=tuple(only)))
    return tuple(found)


def unfit(
    block: TableManifest,
    names: list[str],
    vocabularies: Mapping[str, Vocabulary],
    path: Path_,
) -> Iterator[tuple[Path_, str]]:
    """Give every expectation that can never be met or names what is not there."""
    within = (*path, _KEY)
    for place, measure, _, given in _bounded(block, within):
        least, most = given.at_least, given.at_most
        if least is None and most is None:
            yield place, "says neither at_least nor at_most"
        elif least is not None and most is not None and least > most:
            yield place, f"expects at least {least:,} and at most {most:,}"
        if measure is Measure.PERSONS and not block.person and block.role != PERSONS:
            yield place, "this table names no persons to be counted"
    for name in block.expectations.columns:
        if name not in names:
            yield (*within, "columns", name), f"no field is called {name!r}{nearest(name, names)}"
    for place, name, codes in _lists(block, within):
        column = block.columns.get(name)
        vocabulary = vocabularies.get(column.vocabulary or "") if column else None
        for at, code in enumerate(codes if vocabulary else ()):
            if vocabulary and code not in vocabulary.terms:
                hint = nearest(code, vocabulary.terms)
                yield (*place, at), f"{code!r} is not in the vocabulary {vocabulary.id}{hint}"


def _bounded(
    block: TableManifest, path: Path_
) -> Iterator[tuple[Path_, Measure, str, BoundsManifest]]:
    """Give the bounds that are written, each with its place, what is counted and of what column."""
    expected = block.expectations
    for measure, given in ((Measure.ROWS, expected.rows), (Measure.PERSONS, expected.persons)):
        if given:
            yield (*path, measure.value), measure, "", given
    for name, column in expected.columns.items():
        for measure, given in (
            (Measure.FILLED, column.filled),
            (Measure.DISTINCT, column.distinct),
        ):
            if given:
                yield (*path, "columns", name, measure.value), measure, name, given


def _lists(block: TableManifest, path: Path_) -> Iterator[tuple[Path_, str, list[str]]]:
    for name, column in block.expectations.columns.items():
        if column.only:
            yield (*path, "columns", name, Measure.ONLY.value), name, column.only


# Every name in a descriptor is the name of something: fields, resources, codes, vocabularies.
#
# A misspelt name here would not stop a run. It would turn every "no" into "not known", or leave a
# key unchecked, in silence. So all of them are looked up before a register is opened.


RESERVED_NAMES = frozenset(
    {"person_no", "row_no", "begins_lo", "begins_hi", "ends_lo", "ends_hi", "ends_mid", AT_ODDS}
    | {"known_lo", "known_hi"}
)
RESERVED_ROLES = frozenset(
    ("masks", "looks", "everybody", "alike", "best", "readings", "verdicts", "listed", "evidence")
)
RESERVED_ENDINGS = ("_lo", "_hi", "_words", "_either")

_SLOT = re.compile(r"\{(\w+)\}")
_PLAIN = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)  # a bound is meant, not a doubtful day
Fault = tuple[Path_, str]


def inconsistencies(
    text: Text, manifest: PackageManifest, vocabularies: Mapping[str, Vocabulary]
) -> Iterator[Issue]:
    """Give all that does not fit together in a descriptor, each at its place."""
    checks = _Checks(manifest, vocabularies)
    for path, message in checks.faults():
        yield text.issue(path, message)


def several(names: list[str] | str) -> tuple[str, ...]:
    """Give the fields of a key, which Frictionless lets be one name or a list."""
    return (names,) if isinstance(names, str) else tuple(names)


@dataclass(frozen=True, slots=True)
class _Checks:
    manifest: PackageManifest
    vocabularies: Mapping[str, Vocabulary]

    def faults(self) -> Iterator[Fault]:
        until = self.manifest.narrow.known_until
        if until and not _is_day(until):
            yield ("narrow", "known_until"), f"{until!r} is not in the calendar"
        seen: set[str] = set()
        called = [resource.name for resource in self.manifest.resources]
        for at, resource in enumerate(self.manifest.resources):
            block, path = resource.narrow, ("resources", at)
            if resource.name in called[:at]:
                yield (*path, "name"), f"a second resource is called {resource.name!r}"
            if block is None:
                continue
            if block.role in RESERVED_ROLES:
                said = f"the role {block.role!r} is kept for a table that narrow adds"
                yield (*path, "narrow", "role"), said
            if block.role in seen:
                said = f"a second table has the role {block.role!r}"
                yield (*path, "narrow", "role"), said
            seen.add(block.role)
            yield from self.resource(resource, block, path)
        if PERSONS not in seen:
            yield ("resources",), "no table has the role 'persons'"

    def resource(
        self, resource: ResourceManifest, block: TableManifest, path: Path_
    ) -> Iterator[Fault]:
        names = [field.name for field in resource.table_schema.fields]
        within = (*path, "narrow")
        yield from _field_names(names, path)
        yield from self.keys(resource, names, (*path, "schema"))
        for place, name in _names_used(block):
            yield from _known(name, names, (*within, *place))
        yield from self.needed(resource, block, path)
        yield from self.codes(block, names, within)
        yield from self.kinds(block, within)
        yield from unfit(block, names, self.vocabularies, within)

    def keys(self, resource: ResourceManifest, names: list[str], path: Path_) -> Iterator[Fault]:
        schema = resource.table_schema
        for name in several(schema.primary_key):
            yield from _known(name, names, (*path, "primaryKey"))
        fields = {r.name: [f.name for f in r.table_schema.fields] for r in self.manifest.resources}
        for at, key in enumerate(schema.foreign_keys):
            place = (*path, "foreignKeys", at)
            for name in several(key.fields):
                yield from _known(name, names, (*place, "fields"))
            target = key.reference.resource or resource.name
            if target not in fields:
                said = f"no resource is called {target!r}{nearest(target, fields)}"
                yield (*place, "reference", "resource"), said
                continue
            for name in several(key.reference.fields):
                yield from _known(name, fields[target], (*place, "reference", "fields"))
            if len(several(key.fields)) != len(several(key.reference.fields)):
                yield (*place, "fields"), "a foreign key needs as many fields as it points to"

    def needed(
        self, resource: ResourceManifest, block: TableManifest, path: Path_
    ) -> Iterator[Fault]:
        within = (*path, "narrow")
        if block.role not in (PERSONS, SOURCES) and not block.person:
            yield within, "the key 'person' is missing: which column names the person?"
        keys = len(several(resource.table_schema.primary_key))
        if block.role in (PERSONS, SOURCES) and keys != 1:
            yield (*path, "schema"), f"{block.role} need a primaryKey of one field"
        if block.role != PERSONS:
            return
        if block.naming is None:
            yield within, "the key 'naming' is missing: which column holds the name?"

    def codes(self, block: TableManifest, names: list[str], path: Path_) -> Iterator[Fault]:
        persons = next((r for r in self.manifest.resources if _is_persons(r)), None)
        fields = [f.name for f in persons.table_schema.fields] if persons else []
        own = persons.narrow if persons else None
        for at, given in enumerate(block.complete_for):
            place = (*path, "complete_for", at)
            for key, said in self.times(block, given):
                yield (*place, key), said
            yield from self.coded(block, given.where, names, (*place, "where"))
            if own:
                yield from self.coded(own, given.person, fields, (*place, "person"))
                yield from self.coded(own, given.matched, fields, (*place, "matched"))
            for name in given.person.keys() & given.matched.keys():
                yield (*place, "matched", name), f"{name} stands under person as well"
        for name, column in block.columns.items():
            place = (*path, "columns", name, "applies_where")
            yield from self.coded(block, column.applies_where, names, place)

    def times(self, block: TableManifest, given: SliceManifest) -> Iterator[tuple[str, str]]:
        """Give what cannot be meant of the days from when until when a slice speaks."""
        first, last = _end(given.from_, first=True), _end(given.until, first=False)
        for key, written, day in (("from", given.from_, first), ("until", given.until, last)):
            if written and day is None:
                yield key, f"{written!r} is no day; expected YYYY, YYYY-MM or YYYY-MM-DD"
        if first and last and first > last:
            yield "from", f"{given.from_} lies after {given.until}"
        if given.from_ and not block.time:
            said = "this table has no 'time', so that nobody can tell which of its rows are older"
            yield "from", said

    def coded(
        self, block: TableManifest, given: Mapping[str, list[str]], names: list[str], path: Path_
    ) -> Iterator[Fault]:
        for name, codes in given.items():
            yield from _known(name, names, (*path, name))
            column = block.columns.get(name)
            vocabulary = self.vocabularies.get(column.vocabulary or "") if column else None
            for at, code in enumerate(codes if vocabulary else ()):
                if vocabulary and code not in vocabulary.terms:
                    hint = nearest(code, vocabulary.terms)
                    said = f"{code!r} is not in the vocabulary {vocabulary.id}{hint}"
                    yield (*path, name, at), said

    def kinds(self, block: TableManifest, path: Path_) -> Iterator[Fault]:
        dates = set(date_columns(block))
        for name, column in block.columns.items():
            place = (*path, "columns", name)
            if column.vocabulary and column.vocabulary not in self.vocabularies:
                hint = nearest(column.vocabulary, self.vocabularies)
                yield (*place, "vocabulary"), f"no vocabulary {column.vocabulary!r}{hint}"
            if name in dates and column.kind not in (None, "date"):
                yield (*place, "kind"), f"{name} is read as a date and cannot be a {column.kind}"
            is_date = column.kind == "date" or name in dates
            if is_date and column.vocabulary:
                yield (*place, "vocabulary"), "a date column has no vocabulary"
            if is_date and column.values == "set":
                said = "a date column cannot be a set; give each date its own row"
                yield (*place, "values"), said


def date_columns(block: TableManifest) -> Iterator[str]:
    """Give the columns that are dates by what they are used for."""
    if block.time:
        yield from (block.time.start, block.time.end, block.time.held_on, block.time.ended_by)
    if block.naming:
        yield from (block.naming.died, block.naming.born)
    if block.citing:
        yield block.citing.published


def _is_persons(resource: ResourceManifest) -> bool:
    return resource.narrow is not None and resource.narrow.role == PERSONS


def _names_used(block: TableManifest) -> Iterator[tuple[Path_, str]]:
    """Give every place of a block that names a field of its own table."""
    yield ("person",), block.person
    yield ("graded_by",), block.graded_by
    yield from ((("sources", at), name) for at, name in enumerate(block.sources))
    yield from ((("columns", name), name) for name in block.columns)
    yield from ((("says",), name) for name in _SLOT.findall(block.says))
    parts = {"time": block.time, "naming": block.naming, "citing": block.citing}
    for part, given in parts.items():
        if given:
            fields = given.model_dump(exclude={"until_death"})
            yield from (((part, key), name) for key, name in fields.items())


def _known(name: str, names: list[str], path: Path_) -> Iterator[Fault]:
    if name and name not in names:
        yield path, f"no field is called {name!r}{nearest(name, names)}"


def _field_names(names: list[str], path: Path_) -> Iterator[Fault]:
    low = [name.casefold() for name in names]
    for at, name in enumerate(low):
        place = (*path, "schema", "fields", at, "name")
        if name in RESERVED_NAMES or name.endswith(RESERVED_ENDINGS):
            yield place, f"the name {names[at]!r} is kept for a column that narrow adds"
        if name in low[:at]:
            yield place, f"a second field is called {names[at]!r}"


def _end(text: str, *, first: bool) -> date | None:
    """Give the first or the last day of a plain date; None where it is blank or anything else."""
    try:
        days = parse_date(text) if _PLAIN.fullmatch(text) else None
    except ValueError:
        return None
    return (days.first if first else days.last) if days else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def read_register(path: Path, vocabularies: Mapping[str, Vocabulary]) -> Register:
    """Read the descriptor of a register folder; raises RegisterError with all that is wrong."""
    was = stamp(path)
    try:
        text = read(path)
    except RuleError as error:
        raise RegisterError(error.issues) from None
    return replace(_register(text, vocabularies), stamp=was)


def kept_register(file: str, kept: Kept, vocabularies: Mapping[str, Vocabulary]) -> Register:
    """Read the descriptor inside a kept register; raises RegisterError."""
    try:
        text = parse(kept.descriptor, f"{file}/datapackage.json")
    except RuleError as error:
        raise RegisterError(error.issues) from None
    return replace(_register(text, vocabularies), file=file, kept=kept)


def _register(text: Text, vocabularies: Mapping[str, Vocabulary]) -> Register:
    try:
        manifest = validate(text, PackageManifest)
    except RuleError as error:
        raise RegisterError(error.issues) from None
    issues = list(inconsistencies(text, manifest, vocabularies))
    if issues:
        raise RegisterError(issues)
    blocks = {r.narrow.role: r.narrow for r in manifest.resources if r.narrow}
    tables = [
        replace(
            _table(manifest, resource, resource.narrow),
            expectations=expectations(text, resource.narrow, ("resources", at, "narrow")),
        )
        for at, resource in enumerate(manifest.resources)
        if resource.narrow
    ]
    until = manifest.narrow.known_until
    return Register(
        id=manifest.name,
        title=manifest.title or manifest.name,
        file=text.file,
        tables={table.role: table for table in tables},
        naming=_naming(blocks[PERSONS].naming),
        citing=_citing(blocks[SOURCES].citing if SOURCES in blocks else None),
        known_until=date.fromisoformat(until) if until else None,
        circa_years=manifest.narrow.circa_years,
        grades={mark: Grade(code) for mark, code in manifest.narrow.grades.items()},
        vocabularies=vocabularies,
    )


def _table(manifest: PackageManifest, resource: ResourceManifest, block: TableManifest) -> Table:
    schema = resource.table_schema
    return Table(
        role=block.role,
        path=resource.path,
        columns={f.name: _column(f, block, schema) for f in schema.fields},
        key=several(schema.primary_key),
        person=block.person,
        span=_span(block.time),
        complete_for=tuple(_slice(given) for given in block.complete_for),
        says=block.says,
        sources=tuple(block.sources),
        graded_by=block.graded_by,
        settled_by=block.settled_by,
        references=_references(manifest, resource),
        schema=block.ftm,
    )


def _column(field: FieldManifest, block: TableManifest, schema: SchemaManifest) -> Column:
    given = block.columns.get(field.name) or ColumnManifest.model_construct()
    is_date = field.name in set(date_columns(block))
    kind = given.kind or ("date" if is_date else "code" if given.vocabulary else "text")
    blanks = schema.missing_values if field.missing_values is None else field.missing_values
    constraints = field.constraints
    key = several(schema.primary_key)
    pointing = {name for given in schema.foreign_keys for name in several(given.fields)}
    return Column(
        name=field.name,
        title=field.title,
        kind=Kind(kind),
        vocabulary=given.vocabulary,
        missing=tuple(dict.fromkeys(("", *map(clean, blanks)))),
        values=Values(given.values),
        separator=given.separator,
        applies_where={c: tuple(map(clean, codes)) for c, codes in given.applies_where.items()},
        property=given.ftm,
        # by the specification of Frictionless a key is never blank, and a fact belongs to somebody
        required=field.name in (*key, block.person)
        or (constraints is not None and constraints.required == "true"),
        open_end=block.time is not None and field.name == block.time.end,
        enum=tuple(map(clean, constraints.enum)) if constraints else (),
        identifies=field.name in {*key, *pointing, *block.sources, block.person},
    )


def _references(
    manifest: PackageManifest, resource: ResourceManifest
) -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    roles = {r.name: r.narrow.role for r in manifest.resources if r.narrow}
    roles[""] = roles.get(resource.name, "")
    return tuple(
        (several(k.fields), roles[k.reference.resource], several(k.reference.fields))
        for k in resource.table_schema.foreign_keys
        if k.reference.resource in roles
    )


def _naming(given: NamingManifest | None) -> Naming:
    return Naming(**given.model_dump()) if given else Naming("")


def _citing(given: CitingManifest | None) -> Citing:
    return Citing(**given.model_dump()) if given else Citing()


def _slice(given: SliceManifest) -> Slice:
    return Slice(
        where={column: tuple(map(clean, codes)) for column, codes in given.where.items()},
        person={column: tuple(map(clean, codes)) for column, codes in given.person.items()},
        says=given.says,
        since=_end(given.from_, first=True),
        until=_end(given.until, first=False),
        matched={column: tuple(codes) for column, codes in given.matched.items()},
    )


def _span(given: SpanManifest | None) -> Span | None:
    if given is None:
        return None
    return Span(
        start=given.start,
        end=given.end,
        held_on=given.held_on,
        ended_by=given.ended_by,
        until_death=given.until_death == "yes",
    )
