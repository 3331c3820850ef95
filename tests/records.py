"""A small register built by hand, and records of persons, so that a test reads as the case.

`verdict_of("some: posts\\nwhere: {sector: military}", on_record(posts=[row(sector="civil")]))`
writes the body as the clue of a case, lowers it, runs it on an engine and gives the verdict.

The register knows its subjects up to the as-of day. Posts end with the person; military posts are
complete for persons whose background is known, police posts for everyone, civil posts for nobody.
Designations are complete for OFAC and UK and not for the EU. Events are complete for nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent
from typing import Any

from narrow.engines.base import Engine
from narrow.engines.duckdb import DuckDB
from narrow.model.cases import Case, Clue, Population, Subject
from narrow.model.dates import parse as parse_date
from narrow.model.registers import (
    Citing,
    Column,
    Content,
    Kind,
    Naming,
    Register,
    Slice,
    Span,
    Table,
    Term,
    Values,
    Vocabulary,
)
from narrow.model.rules import Body, Reading
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.reader import verdicts
from narrow.registers.loader import content_from_rows
from narrow.rules.cases import lower_document
from narrow.rules.documents import CaseDocument
from narrow.rules.library import Library
from narrow.rules.validation import validate
from narrow.rules.yaml_text import parse

AS_OF = date(2018, 9, 8)
GAPS = ("", "unknown")

Row = dict[str, str]
Rows = Mapping[str, Sequence[Row]]

# --- the register -----------------------------------------------------------------------------


def vocabulary(name: str, *terms: tuple[str, ...], ordered: bool = False) -> Vocabulary:
    """Make a vocabulary of (code, broader code, ...)."""
    found = {code: Term(code, code.title(), tuple(broader)) for code, *broader in terms}
    return Vocabulary(name, name, ordered, found)


VOCABULARIES = {
    v.id: v
    for v in (
        vocabulary("sector", ("military",), ("police",), ("civil",)),
        vocabulary(
            "branch",
            ("armed",),
            ("army", "armed"),
            ("tanks", "army"),
            ("navy", "armed"),
            ("guard",),
        ),
        vocabulary("rank", ("captain",), ("major",), ("colonel",), ("general",), ordered=True),
        vocabulary("authority", ("OFAC",), ("EU",), ("UK",)),
        vocabulary("ground", ("corruption",), ("bribery", "corruption"), ("arms",)),
        vocabulary("country", ("CL",), ("NO",), ("PE",)),
    )
}


def code(name: str, vocabulary: str | None = None, **more: Any) -> Column:
    """A column of codes, in which `unknown` means not known."""
    return Column(name, kind=Kind.CODE, vocabulary=vocabulary, **{"missing": GAPS, **more})


def text(name: str, **more: Any) -> Column:
    """A column of words."""
    return Column(name, kind=Kind.TEXT, **more)


def day(name: str, **more: Any) -> Column:
    """A column of dates."""
    return Column(name, kind=Kind.DATE, **more)


def table(role: str, *columns: Column, **more: Any) -> Table:
    """A table whose rows belong to the person named in the column `person`, but for two tables."""
    owner = "" if role in ("persons", "sources") else "person"
    return Table(role, f"{role}.csv", {c.name: c for c in columns}, person=owner, **more)


PERSONS = table(
    "persons",
    code("id", missing=("",)),
    text("name"),
    text("aliases", values=Values.SET),
    day("born", values=Values.RIVAL, missing=GAPS),
    day("died"),
    code("sex"),
    code("citizenship", "country", values=Values.SET, separator="|"),
    code("origin", "country", values=Values.RIVAL),
    text("birthplace", values=Values.RIVAL),
    code("background"),
    code("top_rank", "rank", applies_where={"background": ("yes",)}),
    key=("id",),
)
POSTS = table(
    "posts",
    code("person"),
    text("title", missing=("", "?")),
    code("sector", "sector"),
    code("branch", "branch", applies_where={"sector": ("military",)}),
    code("rank", "rank"),
    code("unit"),
    code("commands"),
    day("start"),
    day("end", open_end=True),
    day("held_on"),
    day("ended_by"),
    day("oath", applies_where={"sector": ("military",)}),
    text("motto", applies_where={"sector": ("military",)}),
    text("source", values=Values.SET),
    span=Span("start", "end", "held_on", "ended_by", until_death=True),
    complete_for=(
        Slice({"sector": ("military",)}, {"background": ("yes", "no")}),
        Slice({"sector": ("police",)}, {}),
    ),
    sources=("source",),
)
DESIGNATIONS = table(
    "designations",
    code("person"),
    code("authority", "authority"),
    code("reasons", "ground", values=Values.SET),
    code("ground", "ground", values=Values.RIVAL),
    code("unit"),
    day("listed_on"),
    day("lifted_on", open_end=True),
    text("source"),
    span=Span(start="listed_on", end="lifted_on"),
    complete_for=(Slice({"authority": ("OFAC",)}, {}), Slice({"authority": ("UK",)}, {})),
    sources=("source",),
)
EVENTS = table(
    "events", code("person"), code("kind"), code("unit"), text("place"), day("day"), text("source")
)
SOURCES = table("sources", code("id"), text("title"), day("published"), key=("id",))

REGISTER = Register(
    id="small",
    title="A small register",
    file="datapackage.json",
    tables={t.role: t for t in (PERSONS, POSTS, DESIGNATIONS, EVENTS, SOURCES)},
    naming=Naming("name", "aliases", "died"),
    citing=Citing("title", published="published"),
    known_until=AS_OF,
    vocabularies=VOCABULARIES,
)


def changed(role: str, register: Register = REGISTER, **fields: Any) -> Register:
    """The register with some fields of one table put otherwise."""
    made = replace(register.tables[role], **fields)
    return replace(register, tables={**register.tables, role: made})


EVERYWHERE = (Slice({}, {}),)
COMPLETE = replace(
    REGISTER,
    tables={
        role: replace(t, complete_for=EVERYWHERE) if t.person else t
        for role, t in REGISTER.tables.items()
    },
)


def with_columns(table: Table, *columns: Column) -> dict[str, Column]:
    """The columns of a table with further ones, or with some put otherwise."""
    return {**table.columns, **{column.name: column for column in columns}}


# --- records ----------------------------------------------------------------------------------


def row(**cells: str) -> Row:
    """One row; what is left out is blank."""
    return cells


@dataclass(frozen=True)
class Record:
    """All that is on record of one person."""

    person: Row = field(default_factory=dict)
    tables: Rows = field(default_factory=dict)

    def rows(self, name: str) -> dict[str, list[Row]]:
        """Give the rows by table, as those of a person of this name."""
        found = {role: [{**r, "person": name} for r in rows] for role, rows in self.tables.items()}
        return {"persons": [{"name": name, **self.person, "id": name}], **found}


def on_record(
    person: Row | None = None,
    posts: Sequence[Row] = (),
    designations: Sequence[Row] = (),
    events: Sequence[Row] = (),
) -> Record:
    """What is on record of one person; a table that is not named has no rows."""
    tables = {"posts": posts, "designations": designations, "events": events}
    return Record(person or {}, tables)


PUBLISHED = (
    row(id="early", published="2018-01-01"),
    row(id="late", published="2018-10-01"),
    row(id="that-year", published="2018"),
    row(id="undated"),
)


def content_of(records: Mapping[str, Record], register: Register = REGISTER) -> Content:
    """Make a content of records by name of person; the four sources of `PUBLISHED` are in it."""
    rows: dict[str, list[Row]] = {"sources": list(PUBLISHED)}
    for name, record in records.items():
        for role, given in record.rows(name).items():
            rows.setdefault(role, []).extend(given)
    return content_from_rows(register, rows)


# --- rules ------------------------------------------------------------------------------------

HEAD = """\
narrow: 1
kind: case
id: sample
title: A sample
as_of: "{as_of}"
knowledge: {knowledge}
subject: {{kind: invented}}
"""
POPULATION = """\
population:
  says: some people
"""
CLUE = """\
  - id: {id}
    quote: some words
"""
ATTRIBUTE = """\
narrow: 1
kind: attribute
id: {id}
title: An attribute
says: a sentence
"""


def lowered(written: str, register: Register, library: Library | None = None) -> Case:
    """Say what the text of a case means on a register."""
    given = parse(written, "case.yaml")
    document = validate(given, CaseDocument)
    return lower_document(library or Library((), ()), register, given, document)


def case_of(
    body: str | Body | Mapping[str, str | Body],
    *,
    as_of: date = AS_OF,
    knowledge: str = "latest",
    population: str = "",
    register: Register = REGISTER,
    attributes: Mapping[str, str] | None = None,
) -> Case:
    """Make a case of one clue (`clue`), or of clues by id, each given as YAML or as a body.

    `population` is a body in YAML; `attributes` are the bodies or readings of the attributes that
    the clues name, by id.
    """
    bodies = {"clue": body} if isinstance(body, str) or not isinstance(body, Mapping) else body
    head = HEAD.format(as_of=as_of, knowledge=knowledge)
    if population:
        head += POPULATION + indent(f"{population}\n", "  ")
    written = {k: b for k, b in bodies.items() if isinstance(b, str)}
    if not written:
        return _built({k: b for k, b in bodies.items() if not isinstance(b, str)}, as_of)
    clues = "".join(CLUE.format(id=k) + indent(f"{b}\n", "    ") for k, b in written.items())
    with TemporaryDirectory() as folder:
        for name, given in (attributes or {}).items():
            path = Path(folder, "attributes", f"{name}.yaml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(ATTRIBUTE.format(id=name) + given, encoding="utf-8")
        return lowered(f"{head}clues:\n{clues}", register, Library((Path(folder),), ()))


def _built(bodies: Mapping[str, Body], as_of: date) -> Case:
    clues = tuple(Clue(k, "", "", (Reading("stated", "", b),), "stated") for k, b in bodies.items())
    as_written = parse_date(as_of.isoformat())
    return Case("sample", "", "", as_written, Population(""), clues, Subject.INVENTED)


# --- verdicts ---------------------------------------------------------------------------------


def verdicts_of(
    body: str | Body,
    records: Mapping[str, Record],
    *,
    engine: Engine | None = None,
    register: Register = REGISTER,
    **more: Any,
) -> dict[str, Verdict]:
    """Give the verdict of every person, by name; what else can be given is that of `case_of`."""
    case = case_of(body, register=register, **more)
    clue = case.clues[0]
    found = verdicts(case, content_of(records, register), engine or DuckDB())
    return {name: columns[clue.id, clue.deciding] for name, columns in found.items()}


def verdict_of(body: str | Body, record: Record, **more: Any) -> Verdict:
    """Give the verdict of one person, who stands in the register between two others."""
    records = {"before": on_record(), "somebody": record, "after": on_record()}
    return verdicts_of(body, records, **more)["somebody"]


def people(*records: tuple[str, Record]) -> dict[str, Record]:
    """Records by name of person."""
    return dict(records)


def ids(rows: Iterable[tuple[object, ...]]) -> list[str]:
    """The first word of each line of a table, as ids of tests."""
    return [str(first) for first, *_ in rows]
