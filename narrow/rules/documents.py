"""A rule file as it is written: the models behind every key, and the JSON Schema for editors.

Pydantic stands at this one door (and at the register's, `descriptors.py`). What passes is lowered
to the frozen dataclasses of `narrow.model`, which is what a rule means. Unknown keys are refused.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Day = Annotated[
    str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="a day, YYYY-MM-DD")
]
Whole = Annotated[int, Field(ge=0)]


class Document(BaseModel):
    """The common ground: keys that are not named here are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


# --- conditions -------------------------------------------------------------------------------


class AgeDocument(Document):
    """Whole years of age on the as-of day, both bounds included."""

    from_: str = Field(alias="from")
    to: str


class OperatorDocument(Document):
    """One operator on one column of one row; exactly one key may be given."""

    any: list[str] | None = Field(None, description="one of these codes")
    is_a: str | None = Field(None, description="this code or a kind of it")
    at_least: str | None = Field(None, description="this code or more, in an ordered vocabulary")
    at_most: str | None = Field(None, description="this code or less, in an ordered vocabulary")
    before: str | None = Field(None, description="a date before this one")
    after: str | None = Field(None, description="a date after this one")
    on: str | None = Field(None, description="a date within this one")
    between: Annotated[list[str], Field(min_length=2, max_length=2)] | None = Field(
        None, description="a date between these two, both included"
    )
    age: AgeDocument | None = Field(None, description="an age, from a birth date")
    at: str | None = Field(None, description="for tense: held on this day")
    text: str | None = Field(None, description="these words, whole, case and accents folded")
    missing: Literal["yes"] | None = Field(None, description="nothing is recorded")
    not_: "ConditionDocument | None" = Field(None, alias="not", description="it does not hold")


def _shape(value: Any) -> str:
    if isinstance(value, list):
        return "list"
    return "map" if isinstance(value, (dict, BaseModel)) else "word"


OneOrMore = Annotated[
    Annotated[str, Tag("word")] | Annotated[list[str], Tag("list")], Discriminator(_shape)
]


ConditionDocument = Annotated[
    Annotated[str, Tag("word")] | Annotated[OperatorDocument, Tag("map")], Discriminator(_shape)
]
Where = dict[str, ConditionDocument]

# --- bodies -----------------------------------------------------------------------------------


class SecondDocument(Document):
    """A second row of the same person, and how the first lies to it."""

    some: str
    where: Where = {}
    while_: str | None = Field(None, alias="while", description="held on that row's day: a column")
    before: str | None = Field(None, description="over before that row's day: a column")
    after: str | None = Field(None, description="begun after that row's day: a column")
    same: list[str] = []
    different: list[str] = []


class PreferDocument(Document):
    """Which reading is preferred, and how strongly; all readings are shown."""

    prefer: str
    belief: Annotated[float, Field(gt=0, lt=1)] = 0.7


ReadingChoice = Annotated[
    Annotated[str, Tag("word")] | Annotated[PreferDocument, Tag("map")], Discriminator(_shape)
]


class BodyDocument(Document):
    """What must hold of a person; exactly one of the leading keys."""

    some: str | None = Field(None, description="some row of this table meets `where`")
    none: str | None = Field(None, description="no row of this table meets `where`")
    count: str | None = Field(None, description="the number of rows of this table that meet it")
    missing: str | None = Field(None, description="no such row is on record")
    all_: "list[BodyDocument] | None" = Field(None, alias="all", min_length=1)
    any_: "list[BodyDocument] | None" = Field(None, alias="any", min_length=1)
    of: "list[BodyDocument] | None" = Field(None, min_length=1, description="with `at_least`")
    not_: "BodyDocument | None" = Field(None, alias="not")
    rule: str | None = Field(None, description="the id of an attribute")
    person: Where | None = Field(None, description="conditions on the person's own columns")
    where: Where = {}
    and_also: SecondDocument | None = None
    at_least: Whole | None = None
    at_most: Whole | None = None
    distinct: str | None = None
    with_: dict[str, str] = Field({}, alias="with")
    reading: ReadingChoice | None = None


class ReadingDocument(BodyDocument):
    """A body with the sentence that explains this reading."""

    says: str = ""


# --- files ------------------------------------------------------------------------------------


class HeadDocument(Document):
    """What every file begins with."""

    narrow: Literal["1"]
    id: Id
    title: str
    status: Literal["draft", "test", "stable", "retired"] = "test"
    author: str = ""
    modified: str = ""
    register_: str = Field("", alias="register", description="the register it is written for")
    replaces: str = ""
    references: list[str] = []
    silence: list[Annotated[str, Field(pattern=r"^N[0-9]{3}$")]] = []


class ParameterDocument(Document):
    """A parameter of an attribute: what kind of value it takes, and its default."""

    vocabulary: str | None = None
    kind: Literal["code", "date", "number", "text"] = "code"
    default: str | None = None


Expected = Literal["met", "not-met", "not-known", "in-doubt", "no-record"]


class TestDocument(Document):
    """A small invented record and the verdict expected of every reading."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)
    name: str
    as_of: Day
    with_: dict[str, str] = Field({}, alias="with")
    incomplete: list[str] = Field([], description="tables in which a missing row means not known")
    expect: Annotated[
        Annotated[Expected, Tag("word")] | Annotated[dict[str, Expected], Tag("map")],
        Discriminator(_shape),
    ]


class AttributeDocument(HeadDocument, BodyDocument):
    """A reusable definition about one person, with readings from the narrowest to the broadest."""

    kind: Literal["attribute"]
    about: Literal["person"] = "person"
    says: str
    with_: dict[str, ParameterDocument] = Field({}, alias="with")  # type: ignore[assignment]
    readings: Annotated[dict[Id, ReadingDocument], Field(min_length=1)] | None = None
    confusable: list[str] = []
    tests: list[TestDocument] = []


class SourceDocument(Document):
    """A publication that a case quotes."""

    title: str
    publisher: str = ""
    published: str = ""
    url: str = ""
    grade: Annotated[str, Field(pattern=r"^[A-F][1-6]$")] | None = None
    depends_on: str = ""


class OddsDocument(Document):
    """Likelihood ratios: how many times likelier the person meant is to meet it, and not to."""

    if_yes: Annotated[float, Field(ge=1e-9, le=1e9)]
    if_no: Annotated[float, Field(ge=1e-9, le=1e9)]


class ClueDocument(BodyDocument):
    """One phrase of a published text and the attribute or body that renders it."""

    id: Id
    quote: str
    source: str = ""
    says: str = ""
    role: Literal["required", "required-strictly", "supporting"] = "required"
    note: str = ""
    right: Annotated[float, Field(gt=0, le=1)] | None = Field(
        None, description="the chance that the clue is right, in place of its source's grade"
    )
    bits: Annotated[float, Field(ge=-100, le=100)] | None = Field(
        None, description="what a met clue weighs, in place of the measured weight"
    )
    odds: OddsDocument | None = None
    why: str = Field("", description="mandatory with right, bits or odds")


class PopulationDocument(BodyDocument):
    """Whom the case is about."""

    says: str


class SubjectDocument(Document):
    """What kind of person the text is about, and what the case is for."""

    kind: Literal["published-list", "public-official", "unnamed-source", "invented"]
    purpose: str = ""


class ExclusionDocument(Document):
    """A person taken off by hand, or marked; reason and source are mandatory."""

    person: str
    reason: Annotated[str, Field(min_length=3)]
    source: str


class UnusedDocument(Document):
    """A phrase that no clue renders."""

    quote: str
    why: str


class FigureDocument(Document):
    """A published number, and which count of ours stands beside it."""

    says: str
    quote: str = ""
    source: str = ""
    clues: dict[str, str] = Field({}, description="clue id to reading; blank is the deciding one")
    at_least: Whole | None = None
    exactly: Whole | None = None
    of: Whole | None = None
    by: str = ""
    group: str = ""
    counts: Literal["met", "population"] = "met"
    remark: str = ""


class AssumeDocument(Document):
    """What a case takes for granted, which is printed with its answer."""

    unmatched: Literal["no_record", "absent"] = Field(
        "no_record", description="who is not matched with a list is not in it"
    )


class CaseDocument(HeadDocument):
    """A population, an as-of day and clues."""

    kind: Literal["case"]
    as_of: Day
    knowledge: Literal["as_of", "latest"] = "latest"
    assume: AssumeDocument = AssumeDocument.model_construct(unmatched="no_record")
    subject: SubjectDocument
    population: Annotated[
        Annotated[str, Tag("word")] | Annotated[PopulationDocument, Tag("map")],
        Discriminator(_shape),
    ] = "everyone in the register"
    outside: Annotated[float, Field(ge=0, lt=1)] | None = None
    describes: Literal["one", "several"] = "one"
    grades: str = Field("admiralty", description="the table of what a grade is worth")
    sources: dict[str, SourceDocument] = {}
    clues: Annotated[list[ClueDocument], Field(min_length=1)]
    exclude: list[ExclusionDocument] = []
    marked: list[ExclusionDocument] = Field(
        [], description="persons of whom something is to be said, and who stay on the list"
    )
    not_used: list[UnusedDocument] = []
    published: list[FigureDocument] = []


class TermDocument(Document):
    """One code of a vocabulary."""

    label: str = ""
    is_a: OneOrMore = []
    native: dict[str, OneOrMore] = {}
    note: str = ""


class VocabularyDocument(HeadDocument):
    """The codes of one field; `ordered` means from the least to the most."""

    kind: Literal["vocabulary"]
    ordered: Literal["yes", "no"] = "no"
    terms: Annotated[dict[str, TermDocument], Field(min_length=1)]


class ChanceDocument(Document):
    """What one grade is worth, and why."""

    right: Annotated[float, Field(gt=0, le=1)]
    reason: Annotated[str, Field(min_length=3)]


class GradesDocument(HeadDocument):
    """The chance that a clue is right, by the grade of its source."""

    kind: Literal["grades"]
    chances: dict[Literal["A1", "B2", "C3", "D4", "E5"], ChanceDocument]


class ColumnDocument(Document):
    """How a column of the register is filled: from columns of the list, or with a constant."""

    column: OneOrMore | None = Field(None, description="a header's text, or a column's letter")
    constant: str | None = Field(None, description="the same for every row")
    join: str | None = Field(None, description="what stands between several columns made one text")
    split: str = Field("", description="what stands between several values of one cell")
    values: dict[str, str] | None = Field(None, description="the list's words: codes of ours")
    dates: OneOrMore = Field([], description="forms such as DD/MM/YYYY, MMMM YYYY, EDTF")
    blank: str = Field("", description="what a blank cell of the list means")
    kind: Literal["code", "date", "text", "set", ""] = Field("", description="of an own column")


ColumnChoice = Annotated[
    Annotated[str, Tag("word")]
    | Annotated[list[str], Tag("list")]
    | Annotated[ColumnDocument, Tag("map")],
    Discriminator(_shape),
]
RowNumber = Annotated[int, Field(ge=1, le=1000)]


class RepeatDocument(Document):
    """Columns that repeat under a number, written {n} in their names."""

    from_: Annotated[int, Field(ge=0, le=1000)] = Field(1, alias="from")
    to: Annotated[int, Field(ge=0, le=1000)]


class PartDocument(Document):
    """A table of the register, and which column of the list goes where in it."""

    table: str
    columns: Annotated[dict[str, ColumnChoice], Field(min_length=1)]
    repeat: RepeatDocument | None = None
    understand: Literal["title"] | None = Field(None, description="read titles as posts")
    rows: Literal["one", "many"] = Field("one", description="of persons: rows of one person")
    source: dict[str, ColumnChoice] = Field(
        {}, description="url, title, publisher, published: whence a row has its facts"
    )


class SheetDocument(Document):
    """A sheet of a workbook, or a CSV file."""

    file: str = Field("", description="where several files are given: the name of this one")
    sheet: str = Field("", description="the name of a sheet of a workbook")
    header: Annotated[
        Annotated[RowNumber, Tag("word")]
        | Annotated[list[RowNumber], Field(min_length=1, max_length=5), Tag("list")],
        Discriminator(_shape),
    ] = Field(1, description="the row of the header, counted from 1; several are joined")
    skip: list[Annotated[int, Field(ge=1)]] = Field([], description="rows that are no entries")
    delimiter: Literal[",", ";", "tab", "|"] | None = None
    encoding: Literal["utf-8", "utf-16", "latin-1"] | None = None
    id: OneOrMore = Field(description="the columns that make the id of a person")
    only: dict[str, OneOrMore] = Field({}, description="column: the words of rows about persons")
    tables: Annotated[list[PartDocument], Field(min_length=1)]


class MappingDocument(HeadDocument):
    """What the columns of a table of somebody's own mean, for an import."""

    kind: Literal["mapping"]
    publisher: str = ""
    published: Day | None = None
    url: str = ""
    missing: list[str] = Field([], description="marks that stand for nothing, as - or n/a")
    sheets: Annotated[list[SheetDocument], Field(min_length=1)]


KINDS: dict[str, type[HeadDocument]] = {
    "attribute": AttributeDocument,
    "case": CaseDocument,
    "vocabulary": VocabularyDocument,
    "grades": GradesDocument,
    "mapping": MappingDocument,
}


def json_schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of an attribute, case or vocabulary file, for editors.

    An editor reads `1` and `yes` as a number and a truth value where narrow reads texts, so every
    text may be those as well.
    """
    schema: dict[str, Any] = _lenient(KINDS[kind].model_json_schema(by_alias=True))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _lenient(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_lenient(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    loose = {key: _lenient(value) for key, value in schema.items()}
    if loose.get("type") == "string" and "const" not in loose and "enum" not in loose:
        loose["type"] = ["string", "number", "boolean"]
    if isinstance(loose.get("const"), str):
        loose.pop("type", None)
        loose["enum"] = _as_written(loose.pop("const"))
    return loose


def _as_written(text: str) -> list[Any]:
    words: dict[str, Any] = {"yes": True, "no": False}
    return (
        [text, int(text)] if text.isdigit() else [text, *([words[text]] if text in words else [])]
    )
