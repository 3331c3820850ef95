"""A register's descriptor as it is written: a Frictionless data package with a `narrow` block.

Frictionless has words for resources, fields, keys and missing values; those are read as they are
and its other keys are left alone. What it has no word for stands in `narrow` blocks, where unknown
keys are refused.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from narrow.rules.documents import Day, Document

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
    grades: dict[str, Annotated[str, Field(pattern=r"^[A-F][1-6]$")]] = {}


class PackageManifest(Package):
    """A Frictionless tabular data package that narrow can open."""

    name: str
    title: str = ""
    resources: Annotated[list[ResourceManifest], Field(min_length=1)]
    narrow: RegisterManifest = RegisterManifest()
