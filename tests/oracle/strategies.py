"""Random rows and random cases for the invented register.

Texts and days come from small pools that share their bounds, so that equal days, gaps and
contradictions turn up in most examples and not once in a thousand. Three strategies look from
near and from afar: single conditions, single bodies with few conditions, and everything nested.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ParamSpec, TypeVar

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from narrow.model.cases import Case, Clue, Population, Subject
from narrow.model.dates import Interval
from narrow.model.registers import Column, Kind, Register, Table, Values
from narrow.model.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Begun,
    Blank,
    Body,
    Coded,
    Condition,
    Count,
    Dated,
    Either,
    Every,
    Held,
    Living,
    Missing,
    Named,
    Not,
    Order,
    Otherwise,
    PersonIs,
    Published,
    Reading,
    Scan,
    Second,
    Some,
    Tense,
    Worded,
)
from narrow.model.words import fold
from tests.oracle.invented import KNOWN_UNTIL, VARIANTS

AS_OF = date(2018, 9, 8)

Rows = dict[str, list[dict[str, str]]]
Where = tuple[Condition, ...]

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


def one_of(*strategies: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Draw from one of these, each as often as the next.

    `st.one_of` takes a choice inside a choice apart, so that whatever has many forms inside
    (`Not` of any body) would crowd out the rest.
    """
    return st.sampled_from(strategies).flatmap(lambda strategy: strategy)


# --- rows -------------------------------------------------------------------------------------

_NEAR = (
    "2018-09-08",
    "2018-09-07",
    "2018-09-09",
    "2018-09",
    "2018",
    "..",
    "2018-12-31",
    "2018-09-07/2018-09-09",
)
_EARLY = (
    "2016",
    "2017",
    "2016-02-29",
    "2016-02",
    "../2018-09-07",
    "../2016",
    "2017/2018-09-08",
    "2017-01-01",
    "201X",
)
_LATE = (
    "2018-09-08/2018-12-31",
    "2018-09/..",
    "2018-09-09/",
    "2018-06-30/2018-12-31",
    "2019",
    "2019-01-01",
    "2020-05-05",
    "20XX",
)
_ODD = (
    "2018-21",
    "2018-XX-XX",
    "2018-09-XX",
    "2015~",
    "2018-09-08~",
    "2016-02-29?",
    "2018%",
    "2016-03~?",
    "../..",
    "2016~/2017~",
    "[2016, 2018-09-08]",
    "[2017-01-01,2019]",
    "[2015,2017,2018-09-30]",
)
_STARTS = ("start", "listed", "born", "sworn", "held_on")
_ENDS = ("end", "lifted", "died", "ended_by")
_UNITS = ("u1", "u2", "u3")
_TEXTS = (
    "Comandante, 41ª Brigada",
    "Jefe de la brigada",
    "comandante general",
    "Agregado militar (41a)",
    "...",
    "Ünïon-Straße 41 A",
    "none of these",
    "Com\u00adan\u200bdante Łukasz",
    "国防部司令官, 41ª",
)
_PHRASES = (
    "comandante",
    "41ª Brigada",
    "41a",
    "la brigada",
    "general",
    "union strasse",
    "lukasz",
    "司令官",
    "none",
)


def _codes(register: Register, column: Column) -> tuple[str, ...]:
    vocabulary = register.vocabulary_of(column)
    if vocabulary:
        return tuple(vocabulary.terms)
    return _UNITS if column.kind is Kind.CODE else _TEXTS


def _several(column: Column, single: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of a column: gaps, one value, or several with a separator between them."""
    gaps = st.sampled_from(column.missing)
    if column.values is Values.ONE:
        return one_of(gaps, single, single)
    joint = st.sampled_from((column.separator, f"{column.separator} "))
    words = [text for text in column.missing if text]
    part = one_of(single, single, single, st.sampled_from(words)) if words else single
    parts = st.lists(part, min_size=2, max_size=3)
    many = st.builds(lambda by, parts: by.join(parts), joint, parts)
    return one_of(gaps, single, many)


@_once
def _text_of(register: Register, column: Column) -> st.SearchStrategy[str]:
    if column.kind is not Kind.DATE:
        return _several(column, st.sampled_from(_codes(register, column)))
    near = st.sampled_from(_NEAR)
    mostly = _EARLY if column.name in _STARTS else _LATE if column.name in _ENDS else _NEAR
    dated = one_of(near, st.sampled_from(mostly), st.sampled_from((*_EARLY, *_LATE, *_ODD)))
    if column.name in ("held_on", "ended_by", "died"):
        return one_of(st.just(""), st.just(""), _several(column, dated))
    return _several(column, dated)


@_once
def _row(register: Register, table: Table) -> st.SearchStrategy[dict[str, str]]:
    """A row without the keys that it has and names; those are filled in afterwards."""
    keys = {*table.key, table.person, *table.sources}
    drawn = {c.name: _text_of(register, c) for c in table.columns.values() if c.name not in keys}
    return st.fixed_dictionaries(drawn)


def text_of(register: Register, column: Column) -> st.SearchStrategy[str]:
    """Random texts of a column."""
    return _text_of(register, column)


def few_rows(register: Register, role: str) -> st.SearchStrategy[list[dict[str, str]]]:
    """One random row of a table, with a key of its own; whose it is is not said."""
    table = register.tables[role]
    row = _row(register, table).map(lambda row: {**row, **dict.fromkeys(table.key, "added")})
    return st.lists(row, min_size=1, max_size=1)


def _few(row: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    """Mostly two or three persons, sometimes more, seldom none."""
    some = st.lists(row, min_size=2, max_size=3)
    return one_of(some, some, some, st.lists(row, max_size=5))


def _numbered(found: list[dict[str, str]], letter: str) -> list[dict[str, str]]:
    return [{**row, "id": f"{letter}{at}"} for at, row in enumerate(found, start=1)]


@_once
@st.composite
def rows_of(draw: st.DrawFn, register: Register, *, apart: bool = False) -> Rows:
    """Random rows for every table of the register; every key that they name is there.

    Where they are set `apart`, each person has one row in each table, so that what the row says
    is what the person's verdict says.
    """
    tables = register.tables
    sources = draw(st.lists(_row(register, tables["sources"]), min_size=1, max_size=3))
    person = _row(register, tables["persons"])
    persons = draw(st.lists(person, min_size=4, max_size=5) if apart else _few(person))
    found = {"persons": _numbered(persons, "p"), "sources": _numbered(sources, "s")}
    ids = [person["id"] for person in found["persons"]]
    cited = st.sampled_from([source["id"] for source in found["sources"]])
    for role, table in tables.items():
        if not table.person:
            continue
        facts = draw(_facts(register, table, len(ids), apart=apart))
        for at, row in enumerate(facts):
            row[table.person] = ids[at] if apart else draw(st.sampled_from(ids))
            row |= {c: draw(_several(table.columns[c], cited)) for c in table.sources}
        found[role] = _numbered(facts, role) if table.key else facts
    return found


@_once
def _facts(
    register: Register, table: Table, persons: int, *, apart: bool
) -> st.SearchStrategy[list[dict[str, str]]]:
    row = _row(register, table)
    if apart or not persons:
        return st.lists(row, min_size=persons, max_size=persons)
    many, any_number = st.lists(row, min_size=3, max_size=6), st.lists(row, max_size=6)
    return one_of(many, many, many, any_number)


# --- conditions -------------------------------------------------------------------------------

_DAYS = (
    AS_OF,
    AS_OF,
    AS_OF,
    date(2018, 9, 7),
    date(2018, 9, 9),
    KNOWN_UNTIL,
    date(2019, 1, 1),
    date(2018, 1, 1),
    date(2016, 2, 29),
    date(2018, 6, 30),
    date(2018, 7, 2),
)
_DAY = st.sampled_from(_DAYS)
_STRETCH = one_of(
    _DAY.map(lambda day: (day, day)),
    st.tuples(_DAY, _DAY).map(lambda two: (min(two), max(two))),
)


@_once
def _coded(register: Register, column: Column) -> st.SearchStrategy[Condition]:
    codes = [c for c in _codes(register, column) if c not in column.missing]
    chosen = st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)
    return chosen.map(lambda codes: Coded(column.name, tuple(codes), " or ".join(codes)))


@_once
def _plain(register: Register, table: Table) -> st.SearchStrategy[Condition]:
    """Random conditions that hold no other condition."""
    keys = {*table.key, table.person, *table.sources}
    columns = [c for c in table.columns.values() if c.name not in keys]
    of_kind = {kind: [c for c in columns if c.kind is kind] for kind in Kind}
    coded = one_of(*(_coded(register, c) for c in of_kind[Kind.CODE]))
    dated = st.builds(
        lambda column, days: Dated(column.name, *days, "dated"),
        st.sampled_from(of_kind[Kind.DATE]),
        _STRETCH,
    )
    worded = st.builds(
        lambda column, words: Worded(column.name, fold(words), words),
        st.sampled_from(of_kind[Kind.TEXT]),
        st.sampled_from(_PHRASES),
    )
    blank = st.sampled_from(columns).map(lambda column: Blank(column.name))
    text = one_of(*(_coded(register, c) for c in of_kind[Kind.TEXT]))
    kinds = [coded, coded, dated, dated, worded, blank, text]
    if table.span:
        held = st.builds(lambda tense, days: Held(tense, *days), st.sampled_from(Tense), _STRETCH)
        kinds += [held] * 6 + [_DAY.map(Begun)]
    if table.sources:
        kinds += [_DAY.map(Published)] * 2
    if register.naming.died in table.columns and table is register.persons:
        kinds += [_DAY.map(lambda day: Living(register.naming.died, day))] * 2
    return one_of(*kinds)


@_once
def conditions_of(
    register: Register, table: Table, *, depth: int = 2
) -> st.SearchStrategy[Condition]:
    """Random conditions on the rows of a table, of every kind, one inside the other."""
    plain = _plain(register, table)
    if depth == 0:
        return plain
    inner = conditions_of(register, table, depth=depth - 1)
    several = st.lists(inner, min_size=1, max_size=3)
    return one_of(
        plain,
        plain,
        inner.map(Otherwise),
        several.map(lambda given: Either(tuple(given))),
        several.map(lambda given: Every(tuple(given))),
    )


@_once
@st.composite
def _asked_for(draw: st.DrawFn, register: Register, table: Table) -> Where:
    """Codes of the columns by which the table may be complete, now and then twice of the same."""
    columns = list(dict.fromkeys(c for s in table.complete_for for c in s.where))
    if not columns:
        return ()
    several = st.lists(st.sampled_from(columns), max_size=len(columns) + 1)
    return tuple(draw(_coded(register, table.columns[c])) for c in draw(several))


@_once
def _few_conditions(register: Register, table: Table) -> st.SearchStrategy[Where]:
    """Mostly one condition or none, so that it shows in the verdict."""
    one = conditions_of(register, table, depth=0).map(lambda c: (c,))
    nested = conditions_of(register, table).map(lambda c: (c,))
    asked = _asked_for(register, table)
    both = st.tuples(asked, one).map(lambda two: (*two[0], *two[1]))
    return one_of(st.just(()), one, one, nested, asked, both)


@_once
@st.composite
def _many_conditions(draw: st.DrawFn, register: Register, table: Table) -> Where:
    """Several conditions, with the masking of later facts in most of them."""
    found: list[Condition] = []
    if table.span and draw(st.booleans()):
        found.append(Begun(AS_OF))
    if table.sources and draw(st.integers(0, 3)) == 3:
        found.append(Published(AS_OF))
    found += draw(_asked_for(register, table)) if draw(st.booleans()) else ()
    found += draw(st.lists(conditions_of(register, table), max_size=3))
    return tuple(found)


@_once
def wheres(register: Register, table: Table, *, few: bool) -> st.SearchStrategy[Where]:
    """Random conditions on one row."""
    return _few_conditions(register, table) if few else _many_conditions(register, table)


# --- bodies -----------------------------------------------------------------------------------


def _tables_of_facts(register: Register) -> list[Table]:
    return [table for table in register.tables.values() if table.person]


def _shared(one: Table, other: Table) -> list[str]:
    """The columns that two tables both have and that hold one text each."""
    keys = (one.person, *one.key, *one.sources, *other.sources)
    return [
        name
        for name, column in one.columns.items()
        if name in other.columns
        and name not in keys
        and column.values is other.columns[name].values is Values.ONE
        and column.kind is other.columns[name].kind
        and column.kind is not Kind.DATE
    ]


def _countable(table: Table) -> list[str]:
    return [
        c.name
        for c in table.columns.values()
        if c.values is Values.ONE and c.kind is not Kind.DATE and c.name not in table.key
    ]


@_once
@st.composite
def _single(draw: st.DrawFn, register: Register, *, few: bool) -> Scan:
    table = draw(st.sampled_from(_tables_of_facts(register)))
    return Scan(table.role, draw(wheres(register, table, few=few)))


@_once
@st.composite
def _pairs(draw: st.DrawFn, register: Register, *, few: bool) -> Scan:
    tables = _tables_of_facts(register)
    first = draw(st.sampled_from(tables))
    table = draw(one_of(st.just(first), st.sampled_from(tables)))
    order, day = None, ""
    if first.span and draw(st.integers(0, 3)):
        order = draw(st.sampled_from(Order))
        dates = [c.name for c in table.columns.values() if c.kind is Kind.DATE]
        day = draw(st.sampled_from(dates))
    shared = _shared(first, table)
    ties = draw(st.lists(st.sampled_from(shared), max_size=2, unique=True)) if shared else []
    cut = draw(st.integers(0, len(ties)))
    where, also = draw(wheres(register, first, few=few)), draw(wheres(register, table, few=few))
    second = Second(table.role, also, order, day, tuple(ties[:cut]), tuple(ties[cut:]))
    return Scan(first.role, where, second)


_BOUNDS = (
    *((1, None), (2, None), (3, None), (0, None)),
    *((None, 0), (None, 1), (None, 2)),
    *((1, 1), (1, 2), (2, 3), (0, 0), (2, 1)),
)


@_once
@st.composite
def _counts(draw: st.DrawFn, register: Register, *, few: bool) -> Count:
    scan = draw(_single(register, few=few))
    if draw(st.booleans()):
        column = draw(st.sampled_from(_countable(register.tables[scan.table])))
        scan = Scan(scan.table, scan.where, None, column)
    return Count(scan, *draw(st.sampled_from(_BOUNDS)))


@_once
def _of_person(register: Register, *, few: bool) -> st.SearchStrategy[Body]:
    several = st.lists(
        conditions_of(register, register.persons), min_size=1, max_size=2 if few else 3
    )
    return several.map(lambda where: PersonIs(tuple(where)))


@_once
def _some_pair(register: Register, *, few: bool) -> st.SearchStrategy[Body]:
    pairs = _pairs(register, few=few)
    some = pairs.map(Some)
    return one_of(some, some, some, pairs.map(Missing))


@_once
def _timed(register: Register, table: Table) -> st.SearchStrategy[Condition]:
    """Random conditions on one of the times of a row: its span, or one of its dates."""
    first = next(c.name for c in table.columns.values() if c.kind is Kind.DATE)
    dated = st.builds(lambda days: Dated(first, *days, "dated"), _STRETCH)
    one = dated
    if table.span:
        held = st.builds(lambda tense, days: Held(tense, *days), st.sampled_from(Tense), _STRETCH)
        one = one_of(held, held, held, _DAY.map(Begun), dated)
    both = st.lists(one, min_size=2, max_size=2).map(lambda two: Every(tuple(two)))
    return one_of(one, one, one, one.map(Otherwise), both)


@_once
@st.composite
def one_of_times(draw: st.DrawFn, register: Register) -> Body:
    """Several bodies on the same rows that differ in what they say of time, of which one will do."""
    table = draw(st.sampled_from([*_tables_of_facts(register), register.persons]))
    shared = draw(wheres(register, table, few=True)) if draw(st.booleans()) else ()
    times = draw(st.lists(_timed(register, table), min_size=2, max_size=4))
    bodies: list[Body] = [
        PersonIs((*shared, time))
        if table is register.persons
        else Some(Scan(table.role, (*shared, time)))
        for time in times
    ]
    if draw(st.booleans()):
        return AllOf(tuple(Not(body) for body in bodies))
    return AnyOf(tuple(bodies))


@_once
@st.composite
def one_of_orders(draw: st.DrawFn, register: Register) -> Body:
    """A pair of rows that lies in one of several orders."""
    scan = draw(_pairs(register, few=True).filter(lambda scan: scan.second.order is not None))
    orders = draw(st.lists(st.sampled_from(Order), min_size=2, max_size=3, unique=True))
    return AnyOf(
        tuple(Some(replace(scan, second=replace(scan.second, order=order))) for order in orders)
    )


@_once
def leaves_of(register: Register, *, few: bool) -> st.SearchStrategy[Body]:
    """Random bodies that look at rows, of every kind."""
    single = _single(register, few=few)
    return one_of(
        single.map(Some),
        _some_pair(register, few=few),
        _of_person(register, few=few),
        _counts(register, few=few),
        single.map(Missing),
    )


@_once
def bodies_of(register: Register, *, depth: int = 3) -> st.SearchStrategy[Body]:
    """Random bodies of every kind, nested up to the depth."""
    leaves = one_of(leaves_of(register, few=True), leaves_of(register, few=False))
    if depth == 0:
        return leaves
    inner = bodies_of(register, depth=depth - 1)
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return one_of(
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


def case_of(
    clues: Sequence[Sequence[Body]],
    population: Body | None = None,
    *,
    unmatched_absent: bool = False,
) -> Case:
    """A case with the clues c1, c2, ... whose readings r1, r2, ... are the bodies given."""
    readings = [
        tuple(Reading(f"r{at}", "is so", body) for at, body in enumerate(bodies, start=1))
        for bodies in clues
    ]
    return Case(
        id="invented",
        title="An invented case",
        file="invented.yaml",
        as_of=Interval(AS_OF, AS_OF),
        population=Population("everyone", population),
        clues=tuple(
            Clue(f"c{at}", "a phrase", "is so", given, given[-1].name)
            for at, given in enumerate(readings, start=1)
        ),
        subject=Subject.INVENTED,
        unmatched_absent=unmatched_absent,
    )


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
        lines = [f"VARIANTS[{variant}]", f"rows = {texts}"]
        lines += [f"population = {self.case.population.body}"]
        lines += ["unmatched: absent"] if self.case.unmatched_absent else []
        for clue in self.case.clues:
            lines += [f"{clue.id} {reading.name} = {reading.body}" for reading in clue.readings]
        return "\n  ".join(lines)

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        printer.text(repr(self))


Make = Callable[[Register], st.SearchStrategy[Body]]


@st.composite
def _alone(draw: st.DrawFn, register: Register, make: Make, *, apart: bool = False) -> Example:
    """Several bodies beside each other, none inside another."""
    bodies = st.lists(make(register), min_size=1, max_size=3)
    clues = draw(st.lists(bodies, min_size=2, max_size=3))
    return Example(register, draw(rows_of(register, apart=apart)), case_of(clues))


@st.composite
def _nested(draw: st.DrawFn, register: Register) -> Example:
    bodies = bodies_of(register)
    clues = draw(st.lists(st.lists(bodies, min_size=1, max_size=2), min_size=1, max_size=3))
    population = draw(one_of(st.none(), bodies))
    case = case_of(clues, population, unmatched_absent=draw(st.booleans()))
    return Example(register, draw(rows_of(register)), case)


@_once
def _one_condition(register: Register) -> st.SearchStrategy[Body]:
    on_rows = [
        conditions_of(register, table, depth=depth).map(
            lambda condition, role=table.role: Some(Scan(role, (condition,)))
        )
        for table in _tables_of_facts(register)
        for depth in (0, 0, 1)
    ]
    return one_of(*on_rows, _of_person(register, few=True))


@_once
def _few_leaves(register: Register) -> st.SearchStrategy[Body]:
    return leaves_of(register, few=True)


@_once
def _few_pairs(register: Register) -> st.SearchStrategy[Body]:
    return _some_pair(register, few=True)


single_conditions = one_of(*(_alone(r, _one_condition, apart=True) for r in VARIANTS))
"""Examples in which each body has one condition, and each person one row in each table."""

single_bodies = one_of(*(_alone(r, _few_leaves) for r in VARIANTS))
"""Examples in which each body looks at rows, with few conditions on them."""

single_pairs = one_of(*(_alone(r, _few_pairs) for r in VARIANTS))
"""Examples in which each body looks at pairs of rows, with few conditions on them."""

bodies_of_times = one_of(
    *(_alone(r, make) for r in VARIANTS for make in (one_of_times, one_of_orders))
)
"""Examples in which several bodies on the same rows differ in time only."""

nested_bodies = one_of(*(_nested(r) for r in VARIANTS))
"""Examples with bodies of every kind, nested up to depth three."""
