"""A plan said in SQL: two statements that a lawyer could read, and the reads that follow them.

`evidence` gathers, from filtered scans, one row for each fact that meets a phrase or may: which
part of which reading, whose, the code (2 met, 1 in doubt, 0 nothing recorded), which conditions
are in doubt, and the row of the register. `verdicts` turns the codes into one verdict per person
and reading. Every later question is answered from these two tables.

Each condition is said twice, in plain two-valued logic over columns that are never NULL: when it
is *possible* (the filter) and when it is *certain* (the code). That is all of three-valued logic
that the database ever sees, because NULL has turned "not known" into "no" in every engine we know.

This is the only file that knows sqlglot. Statements are built, never parsed back; every value is a
named parameter. Codes and counts are plain integers and no statement does date arithmetic, so
the same plan renders for DuckDB and for Spark.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import cast

from sqlglot import exp

from narrow.compile.plan import (
    COVERED,
    Answer,
    Best,
    BestPair,
    Between,
    Coverage,
    Greatest,
    Least,
    Nth,
    OfPerson,
    Opposite,
    Part,
    Plan,
    Unrecorded,
)
from narrow.compile.query import Query, Value
from narrow.compile.statements import MOST_LISTED, MOST_MASKED, MOST_NEAR, Statements
from narrow.model.cases import POPULATION, Case, Role
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.profile import By, Precision
from narrow.model.registers import (
    NAMES,
    PERSONS,
    SOURCES,
    WEAK,
    Column,
    Register,
    Table,
    Values,
    bounds_of,
)
from narrow.model.rules import (
    Begun,
    Blank,
    Coded,
    Condition,
    Dated,
    Either,
    Held,
    Order,
    Otherwise,
    Published,
    Second,
    Tense,
    Worded,
)
from narrow.model.verdicts import Verdict

FIRST, SECOND = "f", "s"
STATUS = "status"
_ENDS = (("lo", EARLIEST), ("hi", LATEST))
NO_VALUE = " "  # no cell is a single space: those are blank from the start


@dataclass(frozen=True, slots=True)
class Built:
    """One statement as a tree, and the values that are bound to its named parameters."""

    select: exp.Query
    values: Mapping[str, Value]

    def text(self, dialect: str = "duckdb", *, pretty: bool = True) -> str:
        """Render the statement for `duckdb` or `spark`; values stay out of the text."""
        return self.select.sql(dialect=dialect, pretty=pretty)

    def query(self, dialect: str) -> Query:
        """Give the statement as an engine takes it."""
        return Query(self.text(dialect, pretty=False), self.values)


@dataclass(slots=True)
class _Values:
    """Gives every bound value a speaking name; the same value under the same name once."""

    as_of: date
    prefix: str = ""
    values: dict[str, Value] = field(default_factory=dict)

    def bind(self, value: Value, hint: str) -> exp.Expression:
        if type(value) is date and value == self.as_of:
            self.values["as_of"] = value
            return exp.Placeholder(this="as_of")
        stem = f"{self.prefix}_{hint}" if self.prefix else hint
        stem = stem.lower()  # DuckDB takes $Unit and $unit for one parameter
        name, at = stem, 1
        while self.values.get(name, value) != value:
            at += 1
            name = f"{stem}_{at}"
        self.values[name] = value
        return exp.Placeholder(this=name)

    def text(self, text: str, hint: str) -> exp.Expression:
        """Bind a text; a blank stands in the statement as it is, for it is no value."""
        return self.bind(text, hint) if text else _text("")


def _text(value: str) -> exp.Expression:
    """A constant of ours, never a value out of a rule or a register."""
    return exp.Literal.string(value)


def _day(value: date) -> exp.Expression:
    """A day of ours: the first or the last that is counted."""
    return exp.cast(_text(value.isoformat()), "date", copy=False)


def _number(value: int) -> exp.Expression:
    return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))


def _col(name: str, alias: str = "") -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True), table=alias or None)


def _table(name: str) -> exp.Table:
    return exp.table_(exp.to_identifier(name, quoted=True))


# The builders copy what they are given unless told otherwise; a statement is built once, bottom up,
# so copying would cost more than building. What stands in two places is copied by hand.


def _expression(built: exp.Expr) -> exp.Expression:
    """Narrow what a builder says it gives to what it does give."""
    return cast("exp.Expression", built)


def _as(built: exp.Expr, name: str) -> exp.Expression:
    named = exp.to_identifier(name, quoted="." in name)
    return _expression(exp.alias_(built, named, copy=False))


def _func(name: str, *given: exp.Expr) -> exp.Expression:
    return _expression(exp.func(name, *given, copy=False))


def _not(condition: exp.Expr) -> exp.Expression:
    return _expression(exp.not_(condition, copy=False))


def _both(one: exp.Expr, other: exp.Expr) -> exp.Expression:
    return _expression(exp.and_(one, other, copy=False))


def _and(conditions: Sequence[exp.Expression]) -> exp.Expression:
    return _expression(exp.and_(*conditions, copy=False)) if conditions else exp.true()


def _or(conditions: Sequence[exp.Expression]) -> exp.Expression:
    return _expression(exp.or_(*conditions, copy=False)) if conditions else exp.false()


def _case(*pairs: tuple[exp.Expression, int], default: int) -> exp.Expression:
    chosen = exp.Case()
    for test, value in pairs:
        chosen = chosen.when(test, _number(value), copy=False)
    return chosen.else_(_number(default))


# --- one condition on one row: when it is possible, when it is certain ------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """The row that conditions speak of: its table and the alias it goes by."""

    table: Table
    alias: str
    values: _Values

    def col(self, name: str) -> exp.Column:
        return _col(name, self.alias)

    def among(self, column: str, texts: Sequence[str]) -> exp.Expression:
        bound = [self.values.text(text, column) for text in texts]
        if len(bound) == 1:
            return self.col(column).eq(bound[0])
        return self.col(column).isin(*bound)

    def gap(self, column: Column) -> exp.Expression:
        """Nothing stands where something could: a blank branch of a civil post is no gap."""
        return _and([self.among(column.name, column.missing), *self.meant(column)])

    def meant(self, column: Column) -> list[exp.Expression]:
        """The column has a meaning here, or may have one."""
        tests = []
        for other, codes in column.applies_where.items():
            missing = self.table.columns[other].missing
            tests.append(self.among(other, tuple(dict.fromkeys((*codes, *missing)))))
        return tests

    def number(self, column: Column) -> exp.Expression:
        """The number of values in the field; 1 where it is blank."""
        text = self.col(column.name)
        bare = _func("REPLACE", text, _text(";"), _text(""))
        breaks = exp.Sub(this=exp.Length(this=text), expression=exp.Length(this=bare))
        return exp.paren(exp.Add(this=breaks, expression=_number(1)))

    def unknown(self, column: Column) -> exp.Expression:
        """The number of values in the field that say "not known"."""
        codes = [text for text in column.missing if text]
        hits = [_case((self.has(column, code), 1), default=0) for code in codes]
        return exp.paren(reduce(_add, hits)) if hits else _number(0)

    def empty(self, column: Column) -> exp.Expression:
        """Nothing stands in the field, or nothing but "not known"."""
        if column.values is Values.ONE:
            return self.among(column.name, column.missing)
        blank = self.col(column.name).eq(_text(""))
        return _or([blank, self.unknown(column).eq(self.number(column))])

    def recorded(self, column: Column) -> exp.Expression:
        return _not(self.among(column.name, column.missing))

    def worded(self, column: str, folded: str) -> exp.Expression:
        """The words stand somewhere in the text, in one of its values where it has several."""
        wanted = self.values.bind(folded, f"{column}_words")
        place = exp.StrPosition(this=self.col(f"{column}_words"), substr=wanted)
        return exp.GT(this=place, expression=_number(0))

    def single(self, column: str) -> exp.Expression:
        """The field holds one value: of several rivals, the words may be in the wrong one."""
        place = exp.StrPosition(this=self.col(column), substr=_text(";"))
        return exp.EQ(this=place, expression=_number(0))

    def has(self, column: Column, code: str) -> exp.Expression:
        """One of several values in the field is this code."""
        padded = _func("CONCAT", _text(";"), self.col(column.name), _text(";"))
        wanted = self.values.bind(f";{code};", column.name)
        return exp.GT(this=exp.StrPosition(this=padded, substr=wanted), expression=_number(0))


def _possible(row: _Row, condition: Condition) -> exp.Expression:
    match condition:
        case Coded(name, codes):
            column = row.table.columns[name]
            if column.values is not Values.ONE:
                unknown = [row.has(column, text) for text in column.missing if text]
                return _or([*(row.has(column, c) for c in codes), *unknown, row.gap(column)])
            if column.applies_where:
                return _or([row.among(name, codes), row.gap(column)])
            return row.among(name, tuple(dict.fromkeys((*codes, *column.missing))))
        case Dated(name, first, last):
            overlaps: list[exp.Expression] = [
                row.col(f"{name}_lo") <= row.values.bind(last, f"{name}_last"),
                row.col(f"{name}_hi") >= row.values.bind(first, f"{name}_first"),
            ]
            column = row.table.columns[name]
            if column.applies_where:
                recorded = _not(row.among(name, column.missing))
                overlaps.append(_or([recorded, row.gap(column)]))
            return _and(overlaps)
        case Worded(name, folded):
            return _or([row.worded(name, folded), row.gap(row.table.columns[name])])
        case Held(tense, first, last):
            return _tense_possible(row, tense, first, last)
        case Otherwise(inner):
            return _not(_certain(row, inner))
        case Either(several):
            return _or([_possible(row, inner) for inner in several])
        case Blank(name):
            return row.among(name, row.table.columns[name].missing)
        case Begun(by):
            return row.col("begins_lo") <= row.values.bind(by, "begun_by")
        case Published(by):
            return row.col("known_lo") <= row.values.bind(by, "published_by")


def _certain(row: _Row, condition: Condition) -> exp.Expression:
    match condition:
        case Coded(name, codes):
            return _coded_certain(row, row.table.columns[name], codes)
        case Dated(name, first, last):
            within: list[exp.Expression] = [
                row.col(f"{name}_lo") >= row.values.bind(first, f"{name}_first"),
                row.col(f"{name}_hi") <= row.values.bind(last, f"{name}_last"),
            ]
            if (first, last) == (EARLIEST, LATEST):  # the bounds of a blank as well
                within.append(_not(row.among(name, row.table.columns[name].missing)))
            return _and(within)
        case Worded(name, folded):
            found = row.worded(name, folded)
            if row.table.columns[name].values is Values.RIVAL:
                found = _both(found, row.single(name))
            return found
        case Held(tense, first, last):
            return _tense_certain(row, tense, first, last)
        case Otherwise(inner):
            return _not(_possible(row, inner))
        case Either(several):
            return _or([_certain(row, inner) for inner in several])
        case Blank():
            return _possible(row, condition)
        case Begun(by):
            return row.col("begins_hi") <= row.values.bind(by, "begun_by")
        case Published(by):
            return row.col("known_hi") <= row.values.bind(by, "published_by")


def _coded_certain(row: _Row, column: Column, codes: tuple[str, ...]) -> exp.Expression:
    match column.values:
        case Values.ONE:
            return row.among(column.name, codes)
        case Values.SET:
            return _or([row.has(column, code) for code in codes])
        case Values.RIVAL:
            # every rival must be one of the codes: as many hits as there are values
            hits = [_case((row.has(column, code), 1), default=0) for code in codes]
            return exp.EQ(this=exp.paren(reduce(_add, hits)), expression=row.number(column))


def _add(left: exp.Expression, right: exp.Expression) -> exp.Expression:
    return exp.Add(this=left, expression=right)


def _tense_possible(row: _Row, tense: Tense, first: date, last: date) -> exp.Expression:
    bind = row.values.bind
    match tense:
        case Tense.FORMER | Tense.PROBABLY_FORMER:
            return row.col("ends_lo") < bind(first, "on")
        case Tense.CURRENT:
            begun = row.col("begins_lo") <= bind(last, "until")
            return _both(begun, row.col("ends_hi") >= bind(first, "on"))
        case Tense.EVER:
            return row.col("begins_lo") <= bind(last, "until")
        case Tense.FUTURE:
            return row.col("begins_hi") > bind(last, "until")


def _tense_certain(row: _Row, tense: Tense, first: date, last: date) -> exp.Expression:
    bind = row.values.bind
    match tense:
        case Tense.FORMER:
            return row.col("ends_hi") < bind(first, "on")
        case Tense.PROBABLY_FORMER:
            on = bind(first, "on")
            return _or([row.col("ends_hi") < on, row.col("ends_mid") < on.copy()])
        case Tense.CURRENT:
            begun = row.col("begins_hi") <= bind(last, "until")
            return _both(begun, row.col("ends_lo") >= bind(first, "on"))
        case Tense.EVER:
            return row.col("begins_hi") <= bind(last, "until")
        case Tense.FUTURE:
            return row.col("begins_lo") > bind(last, "until")


def _blank(row: _Row, condition: Condition) -> exp.Expression:
    """The condition is in doubt because nothing stands in the field."""
    match condition:
        case Coded(name) | Dated(name) | Worded(name):
            return row.among(name, row.table.columns[name].missing)
        case Otherwise(inner):
            return _blank(row, inner)
        case Either(several):
            return _and([_blank(row, inner) for inner in several])
        case _:
            return exp.false()


# --- two rows of one person -------------------------------------------------------------------


def _ties(first: _Row, second: _Row, tie: Second) -> list[tuple[exp.Expression, exp.Expression]]:
    """Say how the first row lies to the second, as pairs of possible and certain."""
    ties = []
    if tie.order:
        low, high = second.col(f"{tie.day}_lo"), second.col(f"{tie.day}_hi")
        ties.append(_ordered(first, tie.order, low, high))
    for name in tie.same:
        ties.append(_compared(first, second, name, equal=True))
    for name in tie.different:
        ties.append(_compared(first, second, name, equal=False))
    return ties


def _ordered(
    first: _Row, order: Order, low: exp.Column, high: exp.Column
) -> tuple[exp.Expression, exp.Expression]:
    match order:
        case Order.WHILE:
            return (
                _and([first.col("begins_lo") <= high, first.col("ends_hi") >= low]),
                _and([first.col("begins_hi") <= low, first.col("ends_lo") >= high]),
            )
        case Order.BEFORE:
            return first.col("ends_lo") < high, first.col("ends_hi") < low
        case Order.AFTER:
            return first.col("begins_hi") > low, first.col("begins_lo") > high


def _compared(
    first: _Row, second: _Row, name: str, *, equal: bool
) -> tuple[exp.Expression, exp.Expression]:
    """Compare one column of both rows; a blank that is no gap is no value that could compare."""
    alike = first.col(name).eq(second.col(name))
    agrees = alike if equal else _not(alike)
    rows = (first, second)
    certain = _and([agrees, *(r.recorded(r.table.columns[name]) for r in rows)])
    open_ = []
    for one, other in (rows, rows[::-1]):
        column, beside = one.table.columns[name], other.table.columns[name]
        there = _or([other.recorded(beside), other.gap(beside)])
        open_.append(_both(one.gap(column), there) if beside.applies_where else one.gap(column))
    return _or([certain.copy(), *open_]), certain


# --- parts ------------------------------------------------------------------------------------


def _scan(plan: Plan, part: Part, values: _Values) -> exp.Select:
    """Give the rows of one part: possible ones, with code and doubt."""
    values.prefix = part.name
    tables = plan.register.tables
    first = _Row(tables[part.table], FIRST, values)
    tests = [(_possible(first, c), _certain(first, c)) for c in part.where]
    query = exp.select().from_(_as(_table(part.table), FIRST))
    other: exp.Expression = _number(-1)
    if part.second:
        second = _Row(tables[part.second.table], SECOND, values)
        tests += [(_possible(second, c), _certain(second, c)) for c in part.second.where]
        tests += _ties(first, second, part.second)
        on: exp.Expression = _col("person_no", FIRST).eq(_col("person_no", SECOND))
        if part.second.table == part.table:
            on = _both(on, _col("row_no", FIRST).neq(_col("row_no", SECOND)))
        query = query.join(_as(_table(part.second.table), SECOND), on=on, copy=False)
        other = _col("row_no", SECOND)
    certain = [c for p, c in tests if p != c]
    code = _case((_and(certain), int(Verdict.MET)), default=int(Verdict.IN_DOUBT))
    if part.on_person:
        code = _person_code(first, part.where, certain)
    query = query.select(
        _as(_number(part.number), "part"),
        _col("person_no", FIRST),
        _as(code if certain else _number(Verdict.MET), "code"),
        _as(_doubt(tests), "doubt"),
        _as(_col("row_no", FIRST), "row_no"),
        _as(other, "other_row"),
    )
    if _counts_items(plan):
        item = _item(first, part.item) if part.item else _text("")
        query = query.select(_as(item, "item"), copy=False)
    return query.where(*(p for p, _ in tests), copy=False)


def _counts_items(plan: Plan) -> bool:
    """Whether evidence has a column of texts; keeping one takes a third of the time."""
    return any(part.item for part in plan.parts)


def _item(row: _Row, name: str) -> exp.Expression:
    """Give the value that is counted; a blank that is no gap becomes `NO_VALUE`."""
    column = row.table.columns[name]
    if not column.applies_where:
        return row.col(name)
    value = exp.Case().when(row.recorded(column), row.col(name), copy=False)
    value = value.when(row.gap(column), _text(""), copy=False)
    return value.else_(_text(NO_VALUE), copy=False)


def _person_code(
    row: _Row, where: Sequence[Condition], certain: Sequence[exp.Expression]
) -> exp.Expression:
    gaps = [_and([_blank(row, c), _not(_certain(row, c))]) for c in where]
    return _case(
        (_and(list(certain)), int(Verdict.MET)),
        (_or(gaps), int(Verdict.NO_RECORD)),
        default=int(Verdict.IN_DOUBT),
    )


def _doubt(tests: Sequence[tuple[exp.Expression, exp.Expression]]) -> exp.Expression:
    """Set bit k where the k-th condition is possible and not certain."""
    bits = [
        _case((certain.copy(), 0), default=1 << at)
        for at, (possible, certain) in enumerate(tests)
        if possible != certain
    ]
    return reduce(_add, bits) if bits else _number(0)


def evidence(plan: Plan) -> Built:
    """Gather every fact that meets a phrase or may; one named scan per part, then their union."""
    values = _Values(plan.case.day)
    scans = [(part, _scan(plan, part, values)) for part in plan.parts]
    whole: exp.Query | None = None
    for part, _ in scans:
        rows = exp.select(exp.Star()).from_(_table(part.name))
        whole = exp.union(whole, rows, distinct=False, copy=False) if whole is not None else rows
    if whole is None:
        whole = _no_evidence()
    for part, scan in scans:
        whole = whole.with_(exp.to_identifier(part.name, quoted=True), as_=scan, copy=False)
    return Built(whole, dict(values.values))


def _no_evidence() -> exp.Select:
    numbers = [_as(_number(-1), n) for n in ("part", "person_no", "code", "doubt")]
    rows = [_as(_number(-1), n) for n in ("row_no", "other_row")]
    return exp.select(*numbers, *rows).where(exp.false())


# --- verdicts ---------------------------------------------------------------------------------


def verdicts(plan: Plan) -> Built:
    """Turn evidence into one verdict per person, clue and reading, from the `evidence` table."""
    values = _Values(plan.case.day, COVERED)
    work = _Combining(plan, values, _Totals(plan.parts))
    columns = [_as(work.answer(c.answer), c.name) for c in plan.columns]
    best = exp.select(_col("person_no"), *work.totals.columns.values()).from_(_table("evidence"))
    best = best.group_by(_col("person_no"))
    same = _col("person_no", "p").eq(_col("person_no", "b"))
    readings = (
        exp.select(_col("person_no", "p"), *columns)
        .from_(_as(_table(PERSONS), "p"))
        .join(_as(_table("best"), "b"), on=same, join_type="left", copy=False)
    )
    status = _as(_status(plan.case), STATUS)
    query = exp.select(exp.Star(), status).from_(_table("readings"))
    query = query.with_("best", as_=best, copy=False).with_("readings", as_=readings, copy=False)
    return Built(query, dict(values.values))


def _status(case: Case) -> exp.Expression:
    """Say where a person stands: the least of the population and the clues that are required."""
    steps: list[exp.Expression] = [_col(POPULATION)]
    for clue in case.clues:
        if clue.role is Role.SUPPORTING:
            continue
        best = _several("GREATEST", [_col(f"{clue.id}.{r.name}") for r in clue.counting])
        if clue.role is Role.STRICTLY:
            met = best.eq(_number(Verdict.MET))
            best = _case((met, int(Verdict.MET)), default=int(Verdict.NOT_MET))
        steps.append(best)
    return _several("LEAST", steps)


@dataclass(slots=True)
class _Totals:
    """The totals per person that answers rest on, each read from the evidence once."""

    parts: Sequence[Part]
    columns: dict[str, exp.Expression] = field(default_factory=dict)

    def total(
        self, part: int, name: str, make: Callable[[exp.Expression], exp.Expression]
    ) -> exp.Column:
        """Give the column `name` of a part's totals, adding it to the grouped read once."""
        full = f"{self.parts[part].name}{name}"
        mine = _col("part").eq(_number(part))
        self.columns.setdefault(full, _as(make(mine), full))
        return _col(full, "b")

    def code(self, part: int, missing: exp.Expression) -> exp.Expression:
        """Give the best code among a part's rows, or what a missing row means."""
        best = self.total(
            part, "", lambda mine: exp.Max(this=exp.Case().when(mine, _col("code"), copy=False))
        )
        return _func("COALESCE", best, missing)

    def tally(self, part: int, name: str, test: exp.Expression | None, item: str) -> exp.Expression:
        def make(mine: exp.Expression) -> exp.Expression:
            both = _both(mine, test) if test is not None else mine
            if not item:
                return exp.Count(this=exp.Case().when(both, _number(1), copy=False))
            value = exp.Case().when(both, _col("item"), copy=False)
            return exp.Count(this=exp.Distinct(expressions=[value]))

        return _func("COALESCE", self.total(part, name, make), _number(0))


@dataclass(frozen=True, slots=True)
class _Combining:
    """Says answers in SQL, over the totals per person."""

    plan: Plan
    values: _Values
    totals: _Totals

    def answer(self, answer: Answer | None) -> exp.Expression:
        match answer:
            case None:
                return _number(Verdict.MET)
            case Best(part, coverage):
                return self.totals.code(part, self.without_row(coverage))
            case BestPair(part, first, second):
                return _func(
                    "GREATEST", self.totals.code(part, _number(-1)), self.unpaired(first, second)
                )
            case Between():
                return self.between(answer)
            case Unrecorded(part):
                met = self.totals.code(part, _number(0)).eq(_number(Verdict.MET))
                return _case((met, int(Verdict.NOT_MET)), default=int(Verdict.MET))
            case OfPerson(part):
                return self.totals.code(part, _number(Verdict.NOT_MET))
            case Least(answers):
                return _several("LEAST", [self.answer(a) for a in answers])
            case Greatest(answers):
                return _several("GREATEST", [self.answer(a) for a in answers])
            case Nth(number, answers):
                return _nth(number, [self.answer(a) for a in answers])
            case Opposite(inner):
                return _swapped(self.answer(inner))

    def without_row(self, coverage: Coverage) -> exp.Expression:
        if coverage.everyone or coverage.nobody:
            return _number(Verdict.NOT_MET if coverage.everyone else Verdict.NO_RECORD)
        complete = _covered(self.plan, self.values, coverage)
        return _case((complete, int(Verdict.NOT_MET)), default=int(Verdict.NO_RECORD))

    def unpaired(self, first: Best, second: Best) -> exp.Expression:
        """What a pair may still be when one of its rows, or both, are not on record."""
        none, unknown = _number(Verdict.NOT_MET), _number(Verdict.NO_RECORD)
        sides = []
        for missing, there in ((first, second), (second, first)):
            may = _func("LEAST", unknown.copy(), self.answer(there))
            sides.append(
                exp.Case()
                .when(_covered(self.plan, self.values, missing.coverage), none.copy(), copy=False)
                .else_(may)
            )
        either = _or(
            [
                _covered(self.plan, self.values, first.coverage),
                _covered(self.plan, self.values, second.coverage),
            ]
        )
        both = exp.Case().when(either, none, copy=False).else_(unknown)
        return _func("GREATEST", *sides, both)

    def between(self, answer: Between) -> exp.Expression:
        low, high = self.bounds(answer)
        complete = _covered(self.plan, self.values, answer.coverage)
        bounds = []
        if answer.at_least is not None:
            wanted = _number(answer.at_least)
            bounds.append(
                _case(
                    (low >= wanted, int(Verdict.MET)),
                    (high >= wanted.copy(), int(Verdict.IN_DOUBT)),
                    (complete, int(Verdict.NOT_MET)),
                    default=int(Verdict.NO_RECORD),
                )
            )
        if answer.at_most is not None:
            most = _number(answer.at_most)
            bounds.append(
                _case(
                    (low.copy() > most, int(Verdict.NOT_MET)),
                    (high.copy() > most.copy(), int(Verdict.IN_DOUBT)),
                    (complete.copy(), int(Verdict.MET)),
                    default=int(Verdict.NO_RECORD),
                )
            )
        return _several("LEAST", bounds)

    def bounds(self, answer: Between) -> tuple[exp.Expression, exp.Expression]:
        """Give the least and the greatest number that the rows allow."""
        met = _col("code").eq(_number(Verdict.MET))
        if not answer.distinct:
            return (
                self.totals.tally(answer.part, ".met", met, ""),
                self.totals.tally(answer.part, ".rows", None, ""),
            )
        part = self.plan.parts[answer.part]
        column = self.plan.register.tables[part.table].columns[part.item]
        named = f"{part.name}_item"
        gap = _col("item").isin(*(self.values.text(m, named) for m in column.missing))
        none = _col("item").eq(_text(NO_VALUE))
        known = _not(_or([gap.copy(), none]))
        certain = self.totals.tally(answer.part, ".named", _both(met, known), "item")
        some = _both(met.copy(), _not(none.copy()))
        any_met = self.totals.tally(answer.part, ".met", some, "")
        low = _func("GREATEST", certain, _func("LEAST", _number(1), any_met))
        items = self.totals.tally(answer.part, ".items", known.copy(), "item")
        gaps = self.totals.tally(answer.part, ".gaps", gap.copy(), "")
        return low, exp.paren(exp.Add(this=items, expression=gaps))


def _covered(plan: Plan, values: _Values, coverage: Coverage) -> exp.Expression:
    """Of this person a missing row means no."""
    if coverage.everyone:
        return exp.true()
    if coverage.nobody:
        return exp.false()
    row = _Row(plan.register.persons, "p", values)
    choices = [
        _or([_and([row.among(c, codes) for c, codes in test.items()]) for test in _once(choice)])
        for choice in coverage.needs
        if all(choice)
    ]
    return _and(choices)


def _once(tests: Sequence[Mapping[str, tuple[str, ...]]]) -> list[Mapping[str, tuple[str, ...]]]:
    """Leave out what repeats: two columns of a table may be complete for the same persons."""
    return [test for at, test in enumerate(tests) if test not in tests[:at]]


def _swapped(given: exp.Expression) -> exp.Expression:
    """Say the opposite of a verdict, naming it once: bodies inside bodies must not double."""
    chosen = exp.Case(this=given)
    for verdict in (Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD):
        opposite = Verdict.NOT_MET if verdict is Verdict.MET else verdict
        chosen = chosen.when(_number(verdict), _number(opposite), copy=False)
    return chosen.else_(_number(Verdict.MET), copy=False)


def _nth(number: int, given: Sequence[exp.Expression]) -> exp.Expression:
    """Give the verdict that so many reach: the last of them when the best come first."""
    if not 0 < number <= len(given):
        return _number(Verdict.MET if number < 1 else Verdict.NOT_MET)
    ranked = exp.ArraySort(this=exp.Array(expressions=list(given)), asc=exp.false())
    return exp.Bracket(this=ranked, expressions=[_number(number - 1)], offset=0)


def _several(name: str, given: Sequence[exp.Expression]) -> exp.Expression:
    return _func(name, *given) if len(given) > 1 else given[0]


# --- reads from the two tables ----------------------------------------------------------------


def _members() -> exp.Select:
    members = _col(POPULATION) > _number(Verdict.NOT_MET)
    return exp.select().from_(_table("verdicts")).where(members)


def patterns(plan: Plan) -> Built:
    """Count the persons of each pattern: those with the same verdict on every reading."""
    names = [_col(c.name) for c in plan.columns]
    counted = _as(exp.Count(this=exp.Star()), "persons")
    return Built(
        _members().select(*names, _col(STATUS), counted).group_by(*names, _col(STATUS)), {}
    )


def listed(plan: Plan, most: int) -> Built:
    """Name the persons of the population with their verdicts, those who fit best first."""
    names = [_col(c.name) for c in plan.columns]
    order = [exp.Ordered(this=_col(STATUS), desc=True), exp.Ordered(this=_col("person_no"))]
    query = _members().select(_col("person_no"), _col(STATUS), *names)
    return Built(query.order_by(*order).limit(most), {})


def near_misses(plan: Plan, most: int) -> Built:
    """Name the persons of the population whom exactly one required clue keeps from fitting."""
    names = [_col(c.name) for c in plan.columns]
    order = [exp.Ordered(this=_col(STATUS), desc=True), exp.Ordered(this=_col("person_no"))]
    lacking = []
    for clue in plan.case.clues:
        if clue.role is not Role.SUPPORTING:
            best = _several("GREATEST", [_col(f"{clue.id}.{r.name}") for r in clue.counting])
            lacking.append(_case((best.eq(_number(Verdict.MET)), 0), default=1))
    members = _col(POPULATION).eq(_number(Verdict.MET))
    query = exp.select(_col("person_no"), _col(STATUS), *names).from_(_table("verdicts"))
    one: exp.Expr = exp.false()
    if lacking:
        one = exp.EQ(this=exp.paren(reduce(_add, lacking)), expression=_number(1))
    return Built(query.where(members, one).order_by(*order).limit(most), {})


def taken_off(plan: Plan) -> Built:
    """Give the verdicts of those whom the case takes off by hand, one row each."""
    values = _Values(plan.case.day)
    off = [values.bind(excluded.person, "off") for excluded in plan.case.exclude]
    mine = _expression(_col(plan.register.persons.key[0], "p").isin(*off)) if off else exp.false()
    same = _col("person_no", "p").eq(_col("person_no", "v"))
    query = exp.select(*(_col(c.name, "v") for c in plan.columns), _col(STATUS, "v"))
    query = query.from_(_as(_table("verdicts"), "v"))
    query = query.join(_as(_table(PERSONS), "p"), on=same, copy=False).where(mine)
    return Built(query.order_by(_col("person_no", "v")), dict(values.values))


def those_listed(plan: Plan) -> Built:
    """Give the rows of `listed` in its order."""
    names = [_col(c.name) for c in plan.columns]
    order = [exp.Ordered(this=_col(STATUS), desc=True), exp.Ordered(this=_col("person_no"))]
    query = exp.select(_col("person_no"), _col(STATUS), *names).from_(_table("listed"))
    return Built(query.order_by(*order), {})


def standing(plan: Plan, person_no: int) -> Built:
    """Give one person's verdicts, whether of the population or not."""
    names = [_col(c.name) for c in plan.columns]
    values = _Values(plan.case.day)
    mine = _col("person_no").eq(values.bind(person_no, "person"))
    query = (
        exp.select(_col("person_no"), _col(STATUS), *names).from_(_table("verdicts")).where(mine)
    )
    return Built(query, dict(values.values))


def everyone(plan: Plan) -> Built:
    """Give every person's verdicts, in the order of the register."""
    names = [_col(c.name) for c in plan.columns]
    query = exp.select(_col("person_no"), _col(STATUS), *names).from_(_table("verdicts"))
    return Built(query.order_by(_col("person_no")), {})


def evidence_of_listed() -> Built:
    """Give the evidence of those named in `listed`, in the order of parts and rows."""
    names = ("part", "person_no", "code", "doubt", "row_no", "other_row")
    columns = [_col(name, "e") for name in names]
    same = _col("person_no", "e").eq(_col("person_no", "l"))
    query = exp.select(*columns).from_(_as(_table("evidence"), "e"))
    query = query.join(_as(_table("listed"), "l"), on=same, copy=False)
    return Built(
        query.order_by(*(_col(n, "e") for n in ("person_no", "part", "row_no", "other_row"))), {}
    )


def rows_of_listed(plan: Plan, role: str) -> Built:
    """Give the text of every row of a table that is evidence for somebody in `listed`."""
    return _of_rows_listed(plan, role, plan.register.tables[role].shown)


def bounds_of_listed(plan: Plan, role: str) -> Built:
    """Give the bounds of every date of those rows, in the order of `bounds_of`."""
    return _of_rows_listed(plan, role, bounds_of(plan.register.tables[role]))


def _of_rows_listed(plan: Plan, role: str, columns: Sequence[str]) -> Built:
    firsts = [p.number for p in plan.parts if p.table == role]
    seconds = [p.number for p in plan.parts if p.second and p.second.table == role]
    same = _col("person_no", "e").eq(_col("person_no", "l"))
    wanted = []
    for column, parts in (("row_no", firsts), ("other_row", seconds)):
        if parts:
            look = exp.select(_col(column, "e")).from_(_as(_table("evidence"), "e"))
            look = look.join(_as(_table("listed"), "l"), on=same, copy=False)
            look = look.where(_col("part", "e").isin(*map(_number, parts)))
            wanted.append(_col("row_no", "t").isin(query=look))
    query = exp.select(_col("row_no", "t"), *(_col(name, "t") for name in columns))
    # the rows say it alone; by person a large stored table is read in a few places only
    named = exp.select(_col("person_no")).from_(_table("listed"))
    theirs = _col("person_no", "t").isin(query=named)
    query = query.from_(_as(_table(role), "t")).where(_or(wanted), _expression(theirs))
    return Built(query, {})


def people_listed(plan: Plan) -> Built:
    """Give number, id, name and other names of the persons in `listed`."""
    columns = [_col(name, "p") for name in naming_columns(plan.register)]
    same = _col("person_no", "p").eq(_col("person_no", "l"))
    query = exp.select(_col("person_no", "p"), *columns)
    query = query.from_(_as(_table(PERSONS), "p"))
    return Built(query.join(_as(_table("listed"), "l"), on=same, copy=False), {})


def naming_columns(register: Register) -> list[str]:
    """Name the columns that tell who somebody is: id, name, other names where there are any."""
    naming = register.naming
    return [register.persons.key[0], naming.name, *filter(None, [naming.aliases])]


def everybody(register: Register) -> Built:
    """Give number, id, name and other names of every person, to look somebody up by name."""
    names = naming_columns(register)
    query = exp.select(_col("person_no"), *map(_col, names)).from_(_table(PERSONS))
    return Built(query.order_by(_col("person_no")), {})


def by_id(register: Register, wanted: str) -> Built:
    """Give number, id, name and other names of the person with this id."""
    values = _Values(date.max)
    mine = _col(register.persons.key[0]).eq(values.bind(wanted, "wanted"))
    names = map(_col, naming_columns(register))
    query = exp.select(_col("person_no"), *names).from_(_table(PERSONS)).where(mine)
    return Built(query, dict(values.values))


def likeness(register: Register, columns: Sequence[str]) -> Built:
    """Give what two persons are compared by: bounds of birth, gender, nations, and who they are.

    `columns` names the columns of birth, gender and nationality; a blank one is not recorded.
    """
    birth, *texts = columns
    days = [_col(f"{birth}_{end}") if birth else _day(day) for end, day in _ENDS]
    said = [_col(name) if name else _text("") for name in texts]
    who = map(_col, ("person_no", *naming_columns(register)))
    query = exp.select(*days, *said, *who).from_(_table(PERSONS))
    return Built(query.order_by(_col("person_no")), {})


def papers(register: Register, role: str, columns: Sequence[str]) -> Built:
    """Give whose each number is, with its kind and country; a blank column is not recorded."""
    said = [_col(name) if name else _text("") for name in columns]
    number = next(name for name in columns[1:2])
    blank = register.tables[role].columns[number].missing
    values = _Values(date.max)
    row = _Row(register.tables[role], "", values)
    query = exp.select(_col("person_no"), *said).from_(_table(role))
    query = query.where(_not(row.among(number, blank))).order_by(_col("row_no"))
    return Built(query, dict(values.values))


def weak_names(register: Register) -> Built | None:
    """Give number and name of every alias that its list calls weak; None where none is."""
    table = register.tables.get(NAMES)
    if table is None or not {"name", "quality"} <= set(table.columns):
        return None
    values = _Values(date.max)
    weak = _col("quality").eq(values.bind(WEAK, "quality"))
    query = exp.select(_col("person_no"), _col("name")).from_(_table(NAMES)).where(weak)
    return Built(query, dict(values.values))


def _later(plan: Plan, role: str, values: _Values) -> exp.Select:
    later = _col("begins_lo", "t") > values.bind(plan.case.day, "as_of")
    same = _col("person_no", "t").eq(_col("person_no", "v"))
    member = _col(POPULATION, "v") > _number(Verdict.NOT_MET)
    query = exp.select().from_(_as(_table(role), "t"))
    return query.join(_as(_table("verdicts"), "v"), on=same, copy=False).where(later, member)


def masked(plan: Plan, role: str, most: int, person_no: int | None = None) -> Built:
    """Give rows of the population that begin after the as-of day, with whose they are.

    With `person_no`, those of one person only.
    """
    values = _Values(plan.case.day)
    persons, naming = plan.register.persons, plan.register.naming
    columns = [_col(name, "t") for name in plan.register.tables[role].shown]
    whose = [_col(naming.name, "p"), _col(persons.key[0], "p")]
    same = _col("person_no", "p").eq(_col("person_no", "t"))
    query = _later(plan, role, values).join(_as(_table(PERSONS), "p"), on=same, copy=False)
    query = query.select(_col("person_no", "t"), _col("row_no", "t"), *whose, *columns)
    if person_no is not None:
        query = query.where(_col("person_no", "t").eq(values.bind(person_no, "person")), copy=False)
    return Built(query.order_by(_col("row_no", "t")).limit(most), dict(values.values))


def masked_count(plan: Plan, role: str) -> Built:
    """Count the rows that `masked` would give."""
    values = _Values(plan.case.day)
    query = _later(plan, role, values).select(exp.Count(this=exp.Star()))
    return Built(query, dict(values.values))


def groups(plan: Plan, role: str, column: str) -> Built:
    """Give the distinct texts of a column among the rows of the population, in their order."""
    same = _col("person_no", "t").eq(_col("person_no", "v"))
    member = _col(POPULATION, "v") > _number(Verdict.NOT_MET)
    query = exp.select(_col(column, "t")).distinct()
    query = query.from_(_as(_table(role), "t"))
    query = query.join(_as(_table("verdicts"), "v"), on=same, copy=False).where(member)
    return Built(query.order_by(_col(column, "t")), {})


def conditions_of(plan: Plan, person_no: int) -> Built | None:
    """Say of every row of one person which conditions of every part it meets: for `why`.

    Columns: part, row_no, other_row, then one code per condition (2, 1, -1; 0 beyond the last).
    None where the plan has no parts.
    """
    values = _Values(plan.case.day)
    widest = max((len(part.where) for part in plan.parts), default=0)
    whole: exp.Query | None = None
    for part in plan.parts:
        rows = _codes(plan, part, values, widest, person_no)
        whole = exp.union(whole, rows, distinct=False, copy=False) if whole is not None else rows
    return Built(whole, dict(values.values)) if whole is not None else None


def _codes(plan: Plan, part: Part, values: _Values, widest: int, person_no: int) -> exp.Select:
    values.prefix = part.name
    row = _Row(plan.register.tables[part.table], FIRST, values)
    codes: list[exp.Expression] = [
        _case((_certain(row, c), 2), (_possible(row, c), 1), default=-1) for c in part.where
    ]
    codes += [_number(0)] * (widest - len(codes))
    named = [_as(code.copy(), f"c{at}") for at, code in enumerate(codes)]
    mine = _col("person_no", FIRST).eq(values.bind(person_no, "person"))
    query = exp.select(_as(_number(part.number), "part"), _col("row_no", FIRST), *named)
    return query.from_(_as(_table(part.table), FIRST)).where(mine)


def rows_by_number(register: Register, role: str, person_no: int, numbers: Sequence[int]) -> Built:
    """Give the rows of one person with these numbers; stored rows are found by person at once."""
    values = _Values(date.max)
    columns = [_col(name) for name in register.tables[role].shown]
    bound = [values.bind(number, "row") for number in numbers]
    mine = _col("person_no").eq(values.bind(person_no, "person"))
    query = exp.select(_col("row_no"), *columns).from_(_table(role))
    query = query.where(mine, _expression(_col("row_no").isin(*bound)))
    return Built(query, dict(values.values))


def spans_of(register: Register, role: str, person_no: int) -> Built:
    """Give the rows of one person and the days that bound their time, the earliest first."""
    values = _Values(date.max)
    bounds = [_col(name) for name in ("begins_lo", "begins_hi", "ends_lo", "ends_hi")]
    columns = [_col(name) for name in register.tables[role].shown]
    query = exp.select(_col("row_no"), *bounds, *columns).from_(_table(role))
    query = query.where(_col("person_no").eq(values.bind(person_no, "person")))
    return Built(query.order_by(*(bound.copy() for bound in bounds), _col("row_no")), values.values)


def sources(register: Register) -> Built:
    """Give the sources whose ids are bound to the parameter `ids`, a list of texts."""
    table = register.tables[SOURCES]
    ids = exp.cast(exp.Placeholder(this="ids"), exp.DataType.build("array<varchar>"))
    mine = exp.ArrayContains(this=ids, expression=_col(table.key[0]))
    query = exp.select(*(_col(name) for name in table.columns)).from_(_table(SOURCES))
    return Built(query.where(mine), {})


# --- what a register holds --------------------------------------------------------------------

EACH, COUNTED, AT, VALUE, TIMES = "each", "counted", "at", "value", "times"
WITH, WITHOUT = "with", "without"
_YEAR = "[1-9][0-9]{3}"
_FORMS = (
    (r"[.][.]|^/|/$", Precision.OPEN),
    (r"/|^\[", Precision.RANGE),
    ("[~?%]", Precision.APPROXIMATE),
    (f"^{_YEAR}-(0[1-9]|1[0-2])(-XX)?$", Precision.MONTH),
    (f"^{_YEAR}(-(XX|2[1-4])(-XX)?)?$", Precision.YEAR),
    ("^[1-9][0-9]{2}X(-XX){0,2}$", Precision.DECADE),
    ("^[1-9][0-9]XX(-XX){0,2}$", Precision.CENTURY),
)


def _how_many(test: exp.Expression | None = None) -> exp.Expression:
    """Count the rows, or those that pass a test."""
    return exp.Count(
        this=exp.Case().when(test, _number(1), copy=False) if test is not None else exp.Star()
    )


def _each(role: str, column: Column, key: str) -> exp.Select:
    """Give every value of a column by itself, with the number of its row or person."""
    value: exp.Expression = _col(column.name)
    if column.values is not Values.ONE:
        value = exp.Explode(this=exp.Split(this=value, expression=_text(";")))
    return exp.select(_as(_col(key), AT), _as(value, VALUE)).from_(_table(role))


def _known(column: Column, values: _Values) -> exp.Expression:
    return _not(_col(VALUE).isin(*(values.text(text, column.name) for text in column.missing)))


def _counted(each: exp.Select, where: exp.Expression) -> exp.Select:
    """Count how often each value stands."""
    times = _as(_how_many(), TIMES)
    rows = exp.select(_col(VALUE), times).from_(_table(EACH)).where(where)
    return rows.group_by(_col(VALUE)).with_(EACH, as_=each, copy=False)


def _most_common(counted: exp.Select, most: int, values: _Values) -> Built:
    """Give the values that stand most often, how often, and how many values there are at all."""
    every = _as(exp.Window(this=exp.Count(this=exp.Star())), "every")
    query = exp.select(_col(VALUE), _col(TIMES), every).from_(counted.subquery(COUNTED))
    order = [exp.Ordered(this=_col(TIMES), desc=True), exp.Ordered(this=_col(VALUE))]
    return Built(query.order_by(*order).limit(most), dict(values.values))


def common(register: Register, role: str, name: str, most: int) -> Built:
    """Give the most common values of a column, how often each stands, and how many there are."""
    values = _Values(date.max)
    column = register.tables[role].columns[name]
    counted = _counted(_each(role, column, "row_no"), _known(column, values))
    return _most_common(counted, most, values)


def said(register: Register, role: str, name: str, most: int) -> Built:
    """Give the texts that say "not known" in a column, where it has a meaning, as `common` does."""
    values = _Values(date.max)
    row = _Row(register.tables[role], "t", values)
    column = row.table.columns[name]
    wanted = [row.empty(column), row.col(name).neq(_text("")), *row.meant(column)]
    texts = exp.select(_as(row.col(name), VALUE)).from_(_as(_table(role), "t"))
    return _most_common(_counted(texts.where(*wanted, copy=False), exp.true()), most, values)


def precisions(register: Register, role: str, name: str) -> Built:
    """Count the dates of a column by how exactly they are written; the least and the last text."""
    values = _Values(date.max)
    column = register.tables[role].columns[name]
    counted = _counted(_each(role, column, "row_no"), _known(column, values))
    text = exp.Trim(this=_col(VALUE))
    form = exp.Case()
    for pattern, precision in _FORMS:
        test = exp.RegexpLike(this=text.copy(), expression=_text(pattern))
        form = form.when(test, _text(precision), copy=False)
    exact = exp.RegexpLike(this=text.copy(), expression=_text(f"^{_YEAR}-[0-9]{{2}}-[0-9]{{2}}$"))
    there = _not(exp.TryCast(this=text, to=exp.DataType.build("date")).is_(exp.null()))
    form = form.when(_both(exact, there), _text(Precision.DAY), copy=False)
    form = form.else_(_text(Precision.IMPOSSIBLE), copy=False)
    trimmed = exp.select(_as(text.copy(), "text"), _as(form, "form"), _col(TIMES))
    trimmed = trimmed.from_(counted.subquery(COUNTED))
    total, text_ = exp.Sum(this=_col(TIMES)), _col("text")
    query = exp.select(_col("form"), total, exp.Min(this=text_), exp.Max(this=text_.copy()))
    query = query.from_(trimmed.subquery("written")).group_by(_col("form"))
    return Built(query.order_by(_col("form")), dict(values.values))


def fills(
    register: Register, role: str, names: Sequence[str], by: By | None = None, most: int = 1
) -> Built:
    """Count what each of these columns holds, in one read of the table.

    One row for all rows, or with `by` one for each value of it, the most common first. Columns:
    the value, the rows; of each column the rows that hold something, are blank, say "not known",
    have several values, and those with nothing where it has no meaning; of the persons, those with
    a row in each table of `tables_of_persons`.
    """
    values = _Values(date.max)
    row = _Row(register.tables[role], "t", values)
    counts = [count for name in names for count in _fill(row, row.table.columns[name])]
    if role == PERSONS:
        counts += [_how_many(_has_row(r, "t")) for r in tables_of_persons(register)]
    value = _col(VALUE, EACH) if by else _text("")
    named = [_as(count, f"n{at}") for at, count in enumerate(counts)]
    query = exp.select(_as(value, "of"), _as(_how_many(), TIMES), *named)
    query = query.from_(_as(_table(role), "t"))
    if by:
        key = "row_no" if by.table == role and by.column else "person_no"
        same = _col(key, "t").eq(_col(AT, EACH))
        query = query.join(_table(EACH), on=same, copy=False).group_by(value.copy())
        query = query.with_(EACH, as_=_grouping(register, by, key, values), copy=False)
        order = [exp.Ordered(this=_col(TIMES), desc=True), exp.Ordered(this=_col("of"))]
        query = query.order_by(*order).limit(most)
    return Built(query, dict(values.values))


def tables_of_persons(register: Register) -> list[str]:
    """Name the tables whose rows are about a person, the persons themselves apart."""
    return [role for role, table in register.tables.items() if table.person and role != PERSONS]


def _has_row(role: str, alias: str = "") -> exp.Expression:
    theirs = exp.select(_col("person_no")).from_(_table(role))
    return _expression(_col("person_no", alias).isin(query=theirs))


def _fill(row: _Row, column: Column) -> Sequence[exp.Expression]:
    empty, blank = row.empty(column), row.col(column.name).eq(_text(""))
    meant, several, outside = row.meant(column), _number(0), _number(0)
    if column.values is not Values.ONE:
        known = exp.Sub(this=row.number(column), expression=row.unknown(column))
        several = _how_many(exp.GT(this=known, expression=_number(1)))
    if meant:
        outside = _how_many(_both(empty.copy(), _not(_and([m.copy() for m in meant]))))
    return (
        _how_many(_not(empty)),
        _how_many(_and([empty.copy(), blank, *meant])),
        _how_many(_and([empty.copy(), _not(blank.copy()), *(m.copy() for m in meant)])),
        several,
        outside,
    )


def _grouping(register: Register, by: By, key: str, values: _Values) -> exp.Select:
    """Give what rows or persons are compared by; all that means "not known" becomes a blank."""
    if not by.column:
        chosen = exp.Case().when(_has_row(by.table), _text(WITH), copy=False)
        value = _as(chosen.else_(_text(WITHOUT), copy=False), VALUE)
        return exp.select(_as(_col("person_no"), AT), value).from_(_table(PERSONS))
    column = register.tables[by.table].columns[by.column]
    known = exp.Case().when(_known(column, values), _col(VALUE), copy=False)
    query = exp.select(_col(AT), _as(known.else_(_text(""), copy=False), VALUE))
    query = query.from_(_each(by.table, column, key).subquery("one"))
    return query if column.values is Values.ONE else query.distinct()


def per_person(role: str) -> Built:
    """Count the persons with a row, and give the middle and the greatest number of their rows."""
    mine = _col("person_no") >= _number(0)
    rows = exp.select(_as(_how_many(), TIMES)).from_(_table(role)).where(mine)
    rows = rows.group_by(_col("person_no"))
    query = exp.select(_how_many(), exp.Median(this=_col(TIMES)), exp.Max(this=_col(TIMES)))
    return Built(query.from_(rows.subquery(COUNTED)), {})


def persons_with(register: Register, codes: Mapping[str, tuple[str, ...]]) -> Built:
    """Count the persons with these codes."""
    values = _Values(date.max)
    row = _Row(register.persons, "p", values)
    tests = [row.among(name, given) for name, given in codes.items()]
    query = exp.select(_how_many()).from_(_as(_table(PERSONS), "p")).where(*tests, copy=False)
    return Built(query, dict(values.values))


def contradicting(register: Register, role: str) -> Built:
    """Count the rows that end before they begin, and those that begin after `known_until`."""
    values = _Values(date.max)
    span = register.tables[role].span
    backwards: exp.Expression = exp.false()
    later: exp.Expression = exp.false()
    if span and span.start and span.end:
        backwards = _expression(_col(f"{span.start}_lo") > _col(f"{span.end}_hi"))
    if span and span.start and register.known_until:
        until = values.bind(register.known_until, "known_until")
        later = _expression(_col(f"{span.start}_lo") > until)
    query = exp.select(_how_many(backwards), _how_many(later)).from_(_table(role))
    return Built(query, dict(values.values))


def uncited(register: Register, role: str) -> Built:
    """Count the rows of a table that cite no source."""
    values = _Values(date.max)
    row = _Row(register.tables[role], "t", values)
    tests = [row.empty(row.table.columns[name]) for name in row.table.sources]
    query = exp.select(_how_many()).from_(_as(_table(role), "t")).where(*tests, copy=False)
    return Built(query, dict(values.values))


def cited(register: Register, role: str, most: int, *, grades: bool = False) -> Built:
    """Give the sources that most rows cite, as `common` does, or the grades of such sources."""
    values = _Values(date.max)
    table = register.tables[role]
    each: exp.Query | None = None
    for name in table.sources:
        column = table.columns[name]
        one = exp.select(_col(AT), _col(VALUE))
        one = one.from_(_each(role, column, "row_no").subquery("one")).where(_known(column, values))
        each = exp.union(each, one, copy=False) if each is not None else one.distinct()
    whole = exp.select(_col(AT), _col(VALUE)).from_(cast("exp.Query", each).subquery("every_one"))
    if grades:
        mark = register.citing.grade
        same = _col(register.tables[SOURCES].key[0], "s").eq(_col(VALUE, "c"))
        joined = exp.select(_col(AT, "c"), _as(_col(mark, "s"), VALUE)).distinct()
        joined = joined.from_(whole.subquery("c")).join(
            _as(_table(SOURCES), "s"), on=same, copy=False
        )
        whole = joined.where(_col(mark, "s").neq(_text("")))
    return _most_common(_counted(whole, exp.true()), most, values)


def render(plan: Plan, dialect: str) -> Statements:
    """Render every statement that a run needs, by name."""
    register = plan.register
    built = {
        "evidence": evidence(plan),
        "verdicts": verdicts(plan),
        "patterns": patterns(plan),
        "everyone": everyone(plan),
        "everybody": everybody(register),
        "listed": listed(plan, MOST_LISTED),
        "near_misses": near_misses(plan, MOST_NEAR),
        "taken_off": taken_off(plan),
        "those_listed": those_listed(plan),
        "people_listed": people_listed(plan),
        "evidence_of_listed": evidence_of_listed(),
    }
    if SOURCES in register.tables:
        built["sources"] = sources(register)
    for role in plan.tables():
        built[f"rows_of_listed:{role}"] = rows_of_listed(plan, role)
        if bounds_of(register.tables[role]):
            built[f"bounds_of_listed:{role}"] = bounds_of_listed(plan, role)
        if register.tables[role].span:
            built[f"masked:{role}"] = masked(plan, role, MOST_MASKED)
            built[f"masked_count:{role}"] = masked_count(plan, role)
    return {name: statement.query(dialect) for name, statement in built.items()}
