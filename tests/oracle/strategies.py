"""A register built by hand that has something of everything, and random rows and cases for it.

The register comes in a few variants (with and without a last day on record, with and without what
makes it complete, persons with a span of their own). Rows are drawn from small pools of texts and
days, so that equal days, gaps and contradictions turn up often and not once in a thousand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ParamSpec, TypeVar

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from narrow.model.dates import Interval
from narrow.model.register import (
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
from narrow.model.rule import (
    AllOf,
    AnyOf,
    AtLeast,
    Begun,
    Blank,
    Body,
    Case,
    Clue,
    Coded,
    Condition,
    Count,
    Dated,
    Either,
    Held,
    Missing,
    Named,
    Not,
    Order,
    Otherwise,
    PersonIs,
    Population,
    Published,
    Reading,
    Scan,
    Second,
    Some,
    Subject,
    Tense,
    Worded,
)
from narrow.model.vocabulary import Term, Vocabulary
from narrow.model.words import fold

AS_OF = date(2018, 9, 8)
KNOWN_UNTIL = date(2018, 12, 31)
GAPS = ("", "unknown")

Rows = dict[str, list[dict[str, str]]]

P = ParamSpec("P")
T = TypeVar("T")


def _once(make: Callable[P, T]) -> Callable[P, T]:
    """Make a strategy once for each register; making it anew in every draw takes most of the time."""
    made: dict[object, tuple[object, T]] = {}

    def kept(*given: P.args, **named: P.kwargs) -> T:
        key = (tuple(map(id, given)), tuple(named.items()))
        if key not in made:
            made[key] = given, make(*given, **named)
        return made[key][1]

    return kept

# --- the register -----------------------------------------------------------------------------


def _vocabulary(name: str, *codes: str, ordered: bool = False) -> Vocabulary:
    return Vocabulary(name, name, ordered, {c: Term(c, c.title()) for c in codes})


VOCABULARIES = {
    v.id: v
    for v in (
        _vocabulary("sex", "f", "m"),
        _vocabulary("cohort", "staff", "cadre", "envoy"),
        _vocabulary("country", "ar", "br", "cl"),
        _vocabulary("sector", "army", "civil"),
        _vocabulary("branch", "air", "land", "sea"),
        _vocabulary("rank", "major", "colonel", "general", ordered=True),
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
    Column("aliases", values=Values.SET),
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
    Column("title", missing=("", "?")),
    _code("sector", "sector"),
    _code("branch", "branch", applies_where={"sector": ("army",)}),
    _code("rank", "rank", missing=("", "unknown", "n/a")),
    _code("unit"),
    _code("languages", "language", values=Values.SET, separator="|"),
    _date("start", missing=GAPS),
    _date("end"),
    _date("held_on", values=Values.RIVAL),
    _date("ended_by"),
    _date("sworn", applies_where={"sector": ("army",), "rank": ("general",)}),
    Column("source", values=Values.SET),
    key=("id",),
    person="person",
    span=Span("start", "end", "held_on", "ended_by"),
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
    complete_for=(Slice({"kind": ("arms",)}, {}),),
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
        persons={"span": Span(start="born", end="died")},
        posts={"span": Span(held_on="held_on")},
        designations={"span": Span(start="listed", ended_by="lifted"), "sources": ()},
    ),
    with_tables(
        REGISTER,
        posts={"span": None, "complete_for": (Slice({}, {}),)},
        events={"complete_for": (Slice({}, {}), Slice({"unit": ("u1", "u2")}, {}))},
    ),
)

# --- rows -------------------------------------------------------------------------------------

_EXACT = (
    "2018-09-08",
    "2018-09-07",
    "2018-09-09",
    "2018-12-31",
    "2018-06-30",
    "2019-01-01",
    "2016-02-29",
    "2017-01-01",
    "2020-05-05",
)
_COARSE = (
    "2018",
    "2018-09",
    "2017",
    "2016-02",
    "2018-21",
    "201X",
    "20XX",
    "2018-XX-XX",
    "2018-09-XX",
    "2019",
    "2015~",
    "2018-09-08~",
    "2016-02-29?",
    "2018%",
    "2017-03~?",
)
_SPANNING = (
    "2015/2018-03",
    "../2016",
    "../2018-09-08",
    "2018-09/..",
    "2018-09-08/",
    "../..",
    "2016~/2017~",
    "[2016, 2018-09-08]",
    "[2017-01-01,2019]",
)
_DATES = st.one_of(
    st.sampled_from(_EXACT),
    st.just(""),
    st.sampled_from(_COARSE),
    st.just(".."),
    st.sampled_from(_SPANNING),
)
_UNITS = ("u1", "u2", "u3")
_TEXTS = (
    "Comandante, 41ª Brigada",
    "Jefe de la brigada",
    "comandante general",
    "Agregado militar (41a)",
    "...",
    "Ünïon-Straße 41 A",
)
PHRASES = ("comandante", "41ª Brigada", "41a", "la brigada", "general", "union strasse", "none")


def _codes(register: Register, column: Column) -> tuple[str, ...]:
    vocabulary = register.vocabulary_of(column)
    if vocabulary:
        return tuple(vocabulary.terms)
    return _UNITS if column.kind is Kind.CODE else _TEXTS


def _several(column: Column, single: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of a column: gaps, one value, or several with a separator between them."""
    gaps = st.sampled_from(column.missing)
    if column.values is Values.ONE:
        return st.one_of(single, single, gaps)
    joint = st.sampled_from((column.separator, f"{column.separator} "))
    many = st.builds(lambda by, parts: by.join(parts), joint, st.lists(single, min_size=2, max_size=3))
    return st.one_of(single, many, gaps)


@_once
def _text_of(register: Register, column: Column) -> st.SearchStrategy[str]:
    if column.kind is Kind.DATE:
        gaps = tuple(m for m in column.missing if m)
        single = st.one_of(_DATES, st.sampled_from(gaps)) if gaps else _DATES
        if column.values is Values.ONE:
            return single
        return _several(column, st.sampled_from((*_EXACT, *_COARSE, *_SPANNING, "..")))
    return _several(column, st.sampled_from(_codes(register, column)))


@_once
def _row(register: Register, table: Table) -> st.SearchStrategy[dict[str, str]]:
    """A row without the keys that it has and names; those are filled in afterwards."""
    keys = {*table.key, table.person, *table.sources}
    drawn = {c.name: _text_of(register, c) for c in table.columns.values() if c.name not in keys}
    return st.fixed_dictionaries(drawn)


def _few(row: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    """Mostly one to three persons, sometimes more, seldom none."""
    some = st.lists(row, min_size=1, max_size=3)
    return st.one_of(some, some, st.lists(row, max_size=5))


def _numbered(found: list[dict[str, str]], letter: str) -> list[dict[str, str]]:
    return [{**row, "id": f"{letter}{at}"} for at, row in enumerate(found, start=1)]


@_once
@st.composite
def rows_of(draw: st.DrawFn, register: Register) -> Rows:
    """Random rows for every table of the register; every key that they name is there."""
    tables = register.tables
    sources = draw(st.lists(_row(register, tables["sources"]), max_size=2))
    persons = draw(_few(_row(register, tables["persons"])))
    found = {"persons": _numbered(persons, "p"), "sources": _numbered(sources, "s")}
    ids = st.sampled_from([person["id"] for person in found["persons"]] or [""])
    cited = st.sampled_from(["", *(source["id"] for source in found["sources"])])
    for role, table in tables.items():
        if not table.person:
            continue
        facts = draw(st.lists(_row(register, table), max_size=6 if persons else 0))
        for row in facts:
            row[table.person] = draw(ids)
            row |= {c: draw(_several(table.columns[c], cited)) for c in table.sources}
        found[role] = _numbered(facts, role) if table.key else facts
    return found


# --- conditions -------------------------------------------------------------------------------

_DAYS = (
    AS_OF,
    date(2018, 9, 7),
    date(2018, 9, 9),
    KNOWN_UNTIL,
    date(2019, 1, 1),
    date(2018, 1, 1),
    date(2017, 12, 31),
    date(2016, 2, 28),
    date(2016, 2, 29),
    date(2014, 6, 1),
    date(2018, 6, 30),
)
_DAY = st.sampled_from(_DAYS)
_STRETCH = st.one_of(
    st.just((AS_OF, AS_OF)),
    _DAY.map(lambda day: (day, day)),
    st.tuples(_DAY, _DAY).map(lambda two: (min(two), max(two))),
)


@_once
def _coded(register: Register, column: Column) -> st.SearchStrategy[Condition]:
    codes = [c for c in _codes(register, column) if c not in column.missing]
    chosen = st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)
    return chosen.map(lambda codes: Coded(column.name, tuple(codes), " or ".join(codes)))


@_once
def _plain(register: Register, table: Table) -> list[st.SearchStrategy[Condition]]:
    """The conditions that hold no other condition, one strategy for each kind."""
    keys = {*table.key, table.person, *table.sources}
    columns = [c for c in table.columns.values() if c.name not in keys]
    of_kind = {kind: [c for c in columns if c.kind is kind] for kind in Kind}
    coded = [_coded(register, c) for c in of_kind[Kind.CODE]]
    phrase = st.sampled_from(PHRASES)
    kinds = [
        st.one_of(coded),
        st.builds(
            lambda column, days: Dated(column.name, *days, "dated"),
            st.sampled_from(of_kind[Kind.DATE]),
            _STRETCH,
        ),
        st.builds(
            lambda column, words: Worded(column.name, fold(words), words),
            st.sampled_from(of_kind[Kind.TEXT]),
            phrase,
        ),
        st.sampled_from(columns).map(lambda column: Blank(column.name)),
        st.one_of([_coded(register, c) for c in of_kind[Kind.TEXT]]),
    ]
    if table.span:
        held = st.builds(lambda tense, days: Held(tense, *days), st.sampled_from(Tense), _STRETCH)
        kinds += [held, held, _DAY.map(Begun)]
    if table.sources:
        kinds.append(_DAY.map(Published))
    return kinds


@_once
def conditions_of(
    register: Register, table: Table, depth: int = 2
) -> st.SearchStrategy[Condition]:
    """Random conditions on the rows of a table, of every kind, one inside the other."""
    plain = _plain(register, table)
    if depth == 0:
        return st.one_of(plain)
    inner = st.deferred(lambda: conditions_of(register, table, depth - 1))
    return st.one_of(
        *plain,
        inner.map(Otherwise),
        st.lists(inner, min_size=1, max_size=3).map(lambda several: Either(tuple(several))),
    )


@_once
def _asked_for(register: Register, table: Table) -> list[st.SearchStrategy[Condition]]:
    """Codes of the columns by which the table may be complete; they make the verdict `not met`."""
    columns = dict.fromkeys(c for s in table.complete_for for c in s.where)
    return [_coded(register, table.columns[c]) for c in columns]


@_once
@st.composite
def wheres(draw: st.DrawFn, register: Register, table: Table) -> tuple[Condition, ...]:
    """Random conditions on one row, mostly few, with the masking of later facts in most of them."""
    found: list[Condition] = []
    if table.span and draw(st.booleans()):
        found.append(Begun(AS_OF))
    if table.sources and draw(st.integers(0, 3)) == 3:
        found.append(Published(AS_OF))
    asked = _asked_for(register, table)
    if asked and draw(st.booleans()):
        for one in asked:
            found += draw(st.lists(one, max_size=1))
    if asked and draw(st.integers(0, 5)) == 5:
        found.append(draw(st.one_of(asked)))
    found += draw(st.lists(conditions_of(register, table), max_size=3))
    return tuple(found)


# --- bodies -----------------------------------------------------------------------------------


def _tables_of_facts(register: Register) -> list[Table]:
    return [table for table in register.tables.values() if table.person]


def _shared(one: Table, other: Table) -> list[str]:
    """The columns that two tables both have and that hold one text each."""
    return [
        name
        for name, column in one.columns.items()
        if name in other.columns
        and name not in (one.person, *one.key, *one.sources, *other.sources)
        and column.values is other.columns[name].values is Values.ONE
        and column.kind is other.columns[name].kind
        and column.kind is not Kind.DATE
    ]


@_once
@st.composite
def scans(
    draw: st.DrawFn, register: Register, *, pairs: bool = True, distinct: bool = False
) -> Scan:
    """Random rows to look for, alone, with a second row, or counted by distinct values."""
    table = draw(st.sampled_from(_tables_of_facts(register)))
    where = draw(wheres(register, table))
    if distinct and draw(st.booleans()):
        columns = [
            c.name
            for c in table.columns.values()
            if c.values is Values.ONE and c.kind is not Kind.DATE and c.name not in table.key
        ]
        return Scan(table.role, where, None, draw(st.sampled_from(columns)))
    if pairs and draw(st.booleans()):
        return Scan(table.role, where, draw(_seconds(register, table)))
    return Scan(table.role, where)


@_once
@st.composite
def _seconds(draw: st.DrawFn, register: Register, first: Table) -> Second:
    tables = _tables_of_facts(register)
    table = draw(st.one_of(st.just(first), st.sampled_from(tables)))
    order, day = None, ""
    if first.span and draw(st.booleans()):
        order = draw(st.sampled_from(Order))
        dates = [c.name for c in table.columns.values() if c.kind is Kind.DATE]
        day = draw(st.sampled_from(dates))
    same: list[str] = []
    different: list[str] = []
    for column in _shared(first, table):
        tie = draw(st.sampled_from((None, None, same, different)))
        if tie is not None:
            tie.append(column)
    where = draw(wheres(register, table))
    return Second(table.role, where, order, day, tuple(same), tuple(different))


@_once
@st.composite
def _counts(draw: st.DrawFn, register: Register) -> Count:
    scan = draw(scans(register, pairs=False, distinct=True))
    least, most = draw(
        st.sampled_from(((1, None), (2, None), (3, None), (0, None), (None, 0), (None, 1), (None, 2))
                        + ((1, 1), (1, 2), (2, 3), (0, 0), (2, 1)))
    )
    return Count(scan, least, most)


@_once
def _leaves(register: Register) -> st.SearchStrategy[Body]:
    persons = register.persons
    return st.one_of(
        scans(register).map(Some),
        st.lists(conditions_of(register, persons), max_size=3).map(
            lambda where: PersonIs(tuple(where))
        ),
        _counts(register),
        scans(register).map(Missing),
    )


@_once
def bodies_of(register: Register, depth: int = 3) -> st.SearchStrategy[Body]:
    """Random bodies of every kind, nested up to the depth."""
    leaves = _leaves(register)
    if depth == 0:
        return leaves
    inner = st.deferred(lambda: bodies_of(register, depth - 1))
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        leaves,
        inner.map(Not),
        several.map(AllOf),
        several.map(AnyOf),
        several.flatmap(
            lambda bodies: st.integers(1, len(bodies)).map(lambda n: AtLeast(n, bodies))
        ),
        inner.map(lambda body: Named("invented.attribute", "stated", "is so", body)),
    )


# --- cases ------------------------------------------------------------------------------------


def case_of(*bodies: Body, population: Body | None = None) -> Case:
    """A case with one clue, whose readings are the bodies in their order (r1, r2, ...)."""
    readings = tuple(Reading(f"r{at}", "is so", body) for at, body in enumerate(bodies, start=1))
    return _case([readings], population)


def _case(clues: list[tuple[Reading, ...]], population: Body | None) -> Case:
    return Case(
        id="invented",
        title="An invented case",
        file="invented.yaml",
        as_of=Interval(AS_OF, AS_OF),
        population=Population("everyone", population),
        clues=tuple(
            Clue(f"c{at}", "a phrase", "is so", readings, readings[-1].name)
            for at, readings in enumerate(clues, start=1)
        ),
        subject=Subject.INVENTED,
    )


@_once
@st.composite
def cases(draw: st.DrawFn, register: Register) -> Case:
    """Random cases: one to three clues with one or two readings, over some or over everyone."""
    bodies = bodies_of(register)
    clues = [
        tuple(
            Reading(f"r{at}", "is so", body)
            for at, body in enumerate(draw(st.lists(bodies, min_size=1, max_size=2)), start=1)
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    return _case(clues, draw(st.one_of(st.none(), bodies)))


@dataclass(frozen=True, repr=False)
class Example:
    """A register, rows for it, and a case to ask of them."""

    register: Register
    rows: Rows
    case: Case

    def __repr__(self) -> str:
        """Show what differs between examples: the variant, the texts that are not blank, the bodies."""
        variant = next((at for at, r in enumerate(VARIANTS) if r is self.register), None)
        texts = {
            role: [{name: text for name, text in row.items() if text} for row in given]
            for role, given in self.rows.items()
            if given
        }
        lines = [f"VARIANTS[{variant}]", f"rows = {texts}", f"population = {self.case.population.body}"]
        for clue in self.case.clues:
            lines += [f"{clue.id} {reading.name} = {reading.body}" for reading in clue.readings]
        return "\n  ".join(lines)

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        printer.text(repr(self))


@st.composite
def _examples_of(draw: st.DrawFn, register: Register) -> Example:
    return Example(register, draw(rows_of(register)), draw(cases(register)))


examples = st.one_of([_examples_of(register) for register in VARIANTS])
"""Random examples, for which the compiled rules and the plain evaluator must agree."""
