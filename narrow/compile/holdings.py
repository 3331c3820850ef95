"""What a register holds, counted: how full its columns are, how dates are written, which codes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from sqlglot import exp

from narrow.compile.conditions import TableRow
from narrow.compile.expressions import (
    Bindings,
    Built,
    aliased,
    all_of,
    as_expression,
    col,
    integer,
    literal,
    negated,
    relation,
)
from narrow.model.profile import By, Precision
from narrow.model.registers import AT_ODDS, PERSONS, SOURCES, Column, Register, Values

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
        this=exp.Case().when(test, integer(1), copy=False) if test is not None else exp.Star()
    )


def _each(role: str, column: Column, key: str) -> exp.Select:
    """Give every value of a column by itself, with the number of its row or person."""
    value: exp.Expression = col(column.name)
    if column.values is not Values.ONE:
        value = exp.Explode(this=exp.Split(this=value, expression=literal(";")))
    return exp.select(aliased(col(key), AT), aliased(value, VALUE)).from_(relation(role))


def _known(column: Column, values: Bindings) -> exp.Expression:
    return negated(col(VALUE).isin(*(values.text(text, column.name) for text in column.missing)))


def _counted(each: exp.Select, where: exp.Expression) -> exp.Select:
    """Count how often each value stands."""
    times = aliased(_how_many(), TIMES)
    rows = exp.select(col(VALUE), times).from_(relation(EACH)).where(where)
    return rows.group_by(col(VALUE)).with_(EACH, as_=each, copy=False)


def _most_common(counted: exp.Select, most: int, values: Bindings) -> Built:
    """Give the values that stand most often, how often, and how many values there are at all."""
    every = aliased(exp.Window(this=exp.Count(this=exp.Star())), "every")
    query = exp.select(col(VALUE), col(TIMES), every).from_(counted.subquery(COUNTED))
    order = [exp.Ordered(this=col(TIMES), desc=True), exp.Ordered(this=col(VALUE))]
    return Built(query.order_by(*order).limit(most), dict(values.values))


def common(register: Register, role: str, name: str, most: int) -> Built:
    """Give the most common values of a column, how often each stands, and how many there are."""
    values = Bindings(date.max)
    column = register.tables[role].columns[name]
    counted = _counted(_each(role, column, "row_no"), _known(column, values))
    return _most_common(counted, most, values)


def said(register: Register, role: str, name: str, most: int) -> Built:
    """Give the texts that say "not known" in a column, where it has a meaning, as `common` does."""
    values = Bindings(date.max)
    row = TableRow(register.tables[role], "t", values, register)
    column = row.table.columns[name]
    wanted = [row.empty(column), row.col(name).neq(literal("")), *row.meant(column)]
    texts = exp.select(aliased(row.col(name), VALUE)).from_(aliased(relation(role), "t"))
    return _most_common(_counted(texts.where(*wanted, copy=False), exp.true()), most, values)


def precisions(register: Register, role: str, name: str) -> Built:
    """Count the dates of a column by how exactly they are written; the least and the last text."""
    values = Bindings(date.max)
    column = register.tables[role].columns[name]
    counted = _counted(_each(role, column, "row_no"), _known(column, values))
    text = exp.Trim(this=col(VALUE))
    form = exp.Case()
    for pattern, precision in _FORMS:
        test = exp.RegexpLike(this=text.copy(), expression=literal(pattern))
        form = form.when(test, literal(precision), copy=False)
    exact = exp.RegexpLike(this=text.copy(), expression=literal(f"^{_YEAR}-[0-9]{{2}}-[0-9]{{2}}$"))
    there = negated(exp.TryCast(this=text, to=exp.DataType.build("date")).is_(exp.null()))
    form = form.when(all_of([exact, there]), literal(Precision.DAY), copy=False)
    form = form.else_(literal(Precision.IMPOSSIBLE), copy=False)
    trimmed = exp.select(aliased(text.copy(), "text"), aliased(form, "form"), col(TIMES))
    trimmed = trimmed.from_(counted.subquery(COUNTED))
    total, text_ = exp.Sum(this=col(TIMES)), col("text")
    query = exp.select(col("form"), total, exp.Min(this=text_), exp.Max(this=text_.copy()))
    query = query.from_(trimmed.subquery("written")).group_by(col("form"))
    return Built(query.order_by(col("form")), dict(values.values))


def fills(
    register: Register, role: str, names: Sequence[str], by: By | None = None, most: int = 1
) -> Built:
    """Count what each of these columns holds, in one read of the table.

    One row for all rows, or with `by` one for each value of it, the most common first. Columns:
    the value, the rows; of each column the rows that hold something, are blank, say "not known",
    have several values, and those with nothing where it has no meaning; of the persons, those with
    a row in each table of `tables_of_persons`.
    """
    values = Bindings(date.max)
    row = TableRow(register.tables[role], "t", values, register)
    counts = [count for name in names for count in _fill(row, row.table.columns[name])]
    if role == PERSONS:
        counts += [_how_many(_has_row(r, "t")) for r in tables_of_persons(register)]
    value = col(VALUE, EACH) if by else literal("")
    named = [aliased(count, f"n{at}") for at, count in enumerate(counts)]
    query = exp.select(aliased(value, "of"), aliased(_how_many(), TIMES), *named)
    query = query.from_(aliased(relation(role), "t"))
    if by:
        key = "row_no" if by.table == role and by.column else "person_no"
        same = col(key, "t").eq(col(AT, EACH))
        query = query.join(relation(EACH), on=same, copy=False).group_by(value.copy())
        query = query.with_(EACH, as_=_grouping(register, by, key, values), copy=False)
        order = [exp.Ordered(this=col(TIMES), desc=True), exp.Ordered(this=col("of"))]
        query = query.order_by(*order).limit(most)
    return Built(query, dict(values.values))


def tables_of_persons(register: Register) -> list[str]:
    """Name the tables whose rows are about a person, the persons themselves apart."""
    return [role for role, table in register.tables.items() if table.person and role != PERSONS]


def _has_row(role: str, alias: str = "") -> exp.Expression:
    theirs = exp.select(col("person_no")).from_(relation(role))
    return as_expression(col("person_no", alias).isin(query=theirs))


def _fill(row: TableRow, column: Column) -> Sequence[exp.Expression]:
    empty, blank = row.empty(column), row.col(column.name).eq(literal(""))
    meant, several, outside = row.meant(column), integer(0), integer(0)
    if column.values is not Values.ONE:
        known = exp.Sub(this=row.number(column), expression=row.unknown(column))
        several = _how_many(exp.GT(this=known, expression=integer(1)))
    if meant:
        outside = _how_many(all_of([empty.copy(), negated(all_of([m.copy() for m in meant]))]))
    return (
        _how_many(negated(empty)),
        _how_many(all_of([empty.copy(), blank, *meant])),
        _how_many(all_of([empty.copy(), negated(blank.copy()), *(m.copy() for m in meant)])),
        several,
        outside,
    )


def _grouping(register: Register, by: By, key: str, values: Bindings) -> exp.Select:
    """Give what rows or persons are compared by; all that means "not known" becomes a blank."""
    if not by.column:
        chosen = exp.Case().when(_has_row(by.table), literal(WITH), copy=False)
        value = aliased(chosen.else_(literal(WITHOUT), copy=False), VALUE)
        return exp.select(aliased(col("person_no"), AT), value).from_(relation(PERSONS))
    column = register.tables[by.table].columns[by.column]
    known = exp.Case().when(_known(column, values), col(VALUE), copy=False)
    query = exp.select(col(AT), aliased(known.else_(literal(""), copy=False), VALUE))
    query = query.from_(_each(by.table, column, key).subquery("one"))
    return query if column.values is Values.ONE else query.distinct()


def per_person(role: str) -> Built:
    """Count the persons with a row, and give the middle and the greatest number of their rows."""
    mine = col("person_no") >= integer(0)
    rows = exp.select(aliased(_how_many(), TIMES)).from_(relation(role)).where(mine)
    rows = rows.group_by(col("person_no"))
    query = exp.select(_how_many(), exp.Median(this=col(TIMES)), exp.Max(this=col(TIMES)))
    return Built(query.from_(rows.subquery(COUNTED)), {})


def persons_with(register: Register, codes: Mapping[str, tuple[str, ...]]) -> Built:
    """Count the persons with these codes."""
    values = Bindings(date.max)
    row = TableRow(register.persons, "p", values, register)
    tests = [row.coded(name, given) for name, given in codes.items()]
    query = exp.select(_how_many()).from_(aliased(relation(PERSONS), "p")).where(*tests, copy=False)
    return Built(query, dict(values.values))


def contradicting(register: Register, role: str) -> Built:
    """Count the rows that end before they begin, and those that begin after `known_until`."""
    values = Bindings(date.max)
    span = register.tables[role].span
    backwards: exp.Expression = exp.false()
    later: exp.Expression = exp.false()
    if span and span.start and span.end:
        backwards = as_expression(col(f"{span.start}_lo") > col(f"{span.end}_hi"))
    if span and span.start and register.known_until:
        until = values.bind(register.known_until, "known_until")
        later = as_expression(col(f"{span.start}_lo") > until)
    query = exp.select(_how_many(backwards), _how_many(later)).from_(relation(role))
    return Built(query, dict(values.values))


def at_odds(role: str) -> Built:
    """Give the rows whose dates contradict each other, and which of them do."""
    said = col(AT_ODDS)
    query = exp.select(col("row_no"), said).from_(relation(role)).where(said.neq(literal("")))
    return Built(query.order_by(col("row_no")), {})


def uncited(register: Register, role: str) -> Built:
    """Count the rows of a table that cite no source."""
    values = Bindings(date.max)
    row = TableRow(register.tables[role], "t", values, register)
    tests = [row.empty(row.table.columns[name]) for name in row.table.sources]
    query = exp.select(_how_many()).from_(aliased(relation(role), "t")).where(*tests, copy=False)
    return Built(query, dict(values.values))


def cited(register: Register, role: str, most: int, *, grades: bool = False) -> Built:
    """Give the sources that most rows cite, as `common` does, or the grades of such sources."""
    values = Bindings(date.max)
    table = register.tables[role]
    each: exp.Query | None = None
    for name in table.sources:
        column = table.columns[name]
        one = exp.select(col(AT), col(VALUE))
        one = one.from_(_each(role, column, "row_no").subquery("one")).where(_known(column, values))
        each = exp.union(each, one, copy=False) if each is not None else one.distinct()
    whole = exp.select(col(AT), col(VALUE)).from_(cast("exp.Query", each).subquery("every_one"))
    if grades:
        mark = register.citing.grade
        same = col(register.tables[SOURCES].key[0], "s").eq(col(VALUE, "c"))
        joined = exp.select(col(AT, "c"), aliased(col(mark, "s"), VALUE)).distinct()
        joined = joined.from_(whole.subquery("c")).join(
            aliased(relation(SOURCES), "s"), on=same, copy=False
        )
        whole = joined.where(col(mark, "s").neq(literal("")))
    return _most_common(_counted(whole, exp.true()), most, values)
