"""A register built by hand that has something of everything, in a few variants.

Persons, sources, posts, designations and events: spans with and without a day held and a day by
which it was over, codes with and without a vocabulary, sets, rival values, columns that apply only
to some rows, words for "not known", and slices for which a table is complete.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from narrow.model.registers import (
    Citing,
    Column,
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

KNOWN_UNTIL = date(2018, 12, 31)
GAPS = ("", "unknown")


def _vocabulary(name: str, *codes: str, ordered: bool = False) -> Vocabulary:
    """A code after a colon is the broader one: `land:forces` is a kind of `forces`."""
    terms = {}
    for written in codes:
        code, *broader = written.split(":")
        terms[code] = Term(code, code.title(), tuple(broader))
    return Vocabulary(name, name, ordered, terms)


VOCABULARIES = {
    v.id: v
    for v in (
        _vocabulary("sex", "f", "m"),
        _vocabulary("cohort", "staff", "cadre", "envoy"),
        _vocabulary("country", "south", "ar:south", "br:south", "cl"),
        _vocabulary("sector", "state", "army:state", "civil"),
        _vocabulary(
            "branch", "forces", "air:forces", "land:forces", "coast:land:sea", "sea:forces"
        ),
        _vocabulary("rank", "officer", "major:officer", "colonel:officer", "general", ordered=True),
        _vocabulary("language", "en", "es", "pt"),
        _vocabulary("regime", "eu", "uk", "un"),
        _vocabulary("topic", "arms", "fraud"),
    )
}


def _code(name: str, vocabulary: str | None = None, **more: object) -> Column:
    more = {"missing": GAPS, **more}
    return Column(name, kind=Kind.CODE, vocabulary=vocabulary, **more)  # type: ignore[arg-type]


def _date(name: str, **more: object) -> Column:
    return Column(name, kind=Kind.DATE, **more)  # type: ignore[arg-type]


def _table(role: str, *columns: Column, **more: object) -> Table:
    by_name = {c.name: c for c in columns}
    return Table(role, f"{role}.csv", by_name, **more)  # type: ignore[arg-type]


PERSONS = _table(
    "persons",
    Column("id"),
    Column("name"),
    Column("aliases", values=Values.SET, missing=("", "none")),
    Column("birthplace", values=Values.RIVAL, missing=GAPS),
    _date("born", values=Values.RIVAL, missing=GAPS),
    _date("died"),
    _code("sex", "sex"),
    _code("cohort", "cohort"),
    _code("nationality", "country", values=Values.SET),
    _code("origin", "country", values=Values.RIVAL),
    _code("service", "branch", applies_where={"cohort": ("staff", "cadre")}),
    _date("sworn", applies_where={"cohort": ("staff",), "sex": ("f",)}),
    Column("remark", missing=("", "none"), applies_where={"cohort": ("envoy",)}),
    key=("id",),
)

SOURCES = _table(
    "sources",
    Column("id"),
    Column("title"),
    _date("published", missing=("", "n.d.")),
    key=("id",),
)

POSTS = _table(
    "posts",
    Column("id"),
    Column("person"),
    Column("title", missing=("", "?", "sin comandante")),
    _code("sector", "sector"),
    _code("branch", "branch", applies_where={"sector": ("army",)}),
    _code("rank", "rank", missing=("", "unknown", "n/a")),
    _code("unit"),
    _code("languages", "language", values=Values.SET, separator="|"),
    _date("start", missing=GAPS),
    _date("end", open_end=True),
    _date("held_on", values=Values.RIVAL),
    _date("ended_by"),
    _date("sworn", applies_where={"sector": ("army",), "rank": ("general",)}),
    Column("source", values=Values.SET),
    key=("id",),
    person="person",
    span=Span("start", "end", "held_on", "ended_by", until_death=True),
    complete_for=(
        Slice({"sector": ("army",), "rank": ("colonel", "general")}, {"cohort": ("staff",)}),
        Slice({"sector": ("army", "civil")}, {"sex": ("f", "unknown"), "cohort": ("cadre",)}),
        Slice({"rank": ("major", "colonel")}, {"cohort": ("staff", "envoy")}),
        Slice({"sector": ("civil",), "languages": ("es", "pt")}, {}),
    ),
    sources=("source",),
)

DESIGNATIONS = _table(
    "designations",
    Column("person"),
    _code("regime", "regime"),
    _code("topics", "topic", values=Values.SET),
    _code("reason", "topic", values=Values.RIVAL, applies_where={"regime": ("eu", "un")}),
    _code("sector", "sector"),
    _code("unit"),
    Column("wording"),
    _date("listed"),
    _date("lifted"),
    Column("source"),
    Column("second_source"),
    person="person",
    span=Span(start="listed", end="lifted"),
    complete_for=(
        Slice({"regime": ("eu", "un")}, {"sex": ("f",)}),
        Slice({"regime": ("uk", "un")}, {"cohort": ("staff", "envoy")}),
        Slice({}, {"cohort": ("cadre",)}),
    ),
    sources=("source", "second_source"),
)

EVENTS = _table(
    "events",
    Column("person"),
    _code("kind", "topic"),
    _code("unit"),
    _code("rank", "rank", values=Values.ONE, missing=("",)),
    _date("day", values=Values.RIVAL, missing=("", "unknown")),
    Column("account"),
    person="person",
    complete_for=(Slice({"kind": ("arms",)}, {}), Slice({"kind": ("fraud",)}, {"sex": ("m", "")})),
)

REGISTER = Register(
    id="invented",
    title="An invented register",
    file="datapackage.json",
    tables={t.role: t for t in (PERSONS, SOURCES, POSTS, DESIGNATIONS, EVENTS)},
    naming=Naming("name", "aliases", "died"),
    citing=Citing("title", published="published"),
    known_until=KNOWN_UNTIL,
    vocabularies=VOCABULARIES,
)


def with_tables(register: Register, **changes: Mapping[str, object]) -> Register:
    """The register with some of the fields of some of its tables put otherwise."""
    tables = dict(register.tables)
    for role, fields in changes.items():
        tables[role] = replace(tables[role], **fields)  # type: ignore[arg-type]
    return replace(register, tables=tables)


_NEVER_COMPLETE = {r: {"complete_for": ()} for r in ("posts", "designations", "events")}

VARIANTS = (
    REGISTER,
    replace(REGISTER, known_until=None),
    replace(REGISTER, known_until=date(2018, 6, 30), circa_years=1),
    replace(REGISTER, naming=Naming("name"), citing=Citing("title")),
    with_tables(REGISTER, **_NEVER_COMPLETE),
    with_tables(
        REGISTER,
        persons={"span": Span(start="born", end="died", until_death=True)},
        posts={"span": Span(held_on="held_on")},
        designations={"span": Span("listed", ended_by="lifted", until_death=True), "sources": ()},
    ),
    with_tables(
        REGISTER,
        posts={
            "complete_for": (
                Slice({"sector": ("army",)}, {}, "", date(2016, 2, 29), date(2018, 9, 7)),
                Slice({"sector": ("army", "civil")}, {"sex": ("f",)}, "", None, date(2017, 12, 31)),
                Slice({"rank": ("major",)}, {"cohort": ("staff",)}, "", date(2018, 1, 1)),
            )
        },
        designations={
            "complete_for": (
                Slice({"regime": ("eu", "un")}, {}, "", date(2018, 9, 8), date(2018, 9, 8)),
                Slice({}, {"cohort": ("cadre",)}, "", None, date(2018, 9, 8)),
                Slice({"regime": ("uk",)}, {}, matched={"nationality": ("ar", "cl")}),
            )
        },
        events={
            "complete_for": (
                Slice({}, {}, "", None, date(2018, 9, 8), matched={"origin": ("ar", "br")}),
            )
        },
    ),
    with_tables(
        replace(REGISTER, known_until=date(2018, 9, 8)),
        posts={"complete_for": (Slice({}, {}),)},
        designations={
            "span": Span(held_on="listed", ended_by="lifted"),
            "complete_for": (Slice({}, {}, "", date(2018, 1, 1), date(2018, 6, 30)),),
        },
        events={"span": Span(start="day"), "complete_for": (Slice({}, {}, "", date(2016, 1, 1)),)},
    ),
    with_tables(
        REGISTER,
        posts={"span": None, "complete_for": (Slice({}, {}),)},
        events={"complete_for": (Slice({}, {}), Slice({"unit": ("u1", "u2")}, {}))},
    ),
)
