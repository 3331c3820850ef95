"""A condition on a row, said twice: when it is possible, and when it is certain.

Both are plain two-valued logic over columns that are never NULL. The possible is the filter, the
certain is the code: that is all of three-valued logic that the database ever sees, because NULL
has turned "not known" into "no" in every engine we know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlglot import exp

from narrow.compile.expressions import (
    Bindings,
    all_of,
    any_of,
    call,
    case_when,
    col,
    integer,
    literal,
    negated,
    plus,
)
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.registers import Column, Table, Values
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


@dataclass(frozen=True, slots=True)
class TableRow:
    """The row that conditions speak of: its table and the alias it goes by."""

    table: Table
    alias: str
    values: Bindings

    def col(self, name: str) -> exp.Column:
        """Give a column of the row."""
        return col(name, self.alias)

    def among(self, column: str, texts: Sequence[str]) -> exp.Expression:
        """The field holds one of these texts."""
        bound = [self.values.text(text, column) for text in texts]
        if len(bound) == 1:
            return self.col(column).eq(bound[0])
        return self.col(column).isin(*bound)

    def coded(self, name: str, codes: Sequence[str]) -> exp.Expression:
        """Certainly one of these codes; codes for "not known" are codes like others here."""
        column = self.table.columns[name]
        if column.values is Values.ONE:
            return self.among(name, codes)
        return _coded_certain(self, column, tuple(codes))

    def gap(self, column: Column) -> exp.Expression:
        """Nothing stands where something could: a blank branch of a civil post is no gap."""
        return all_of([self.among(column.name, column.missing), *self.meant(column)])

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
        bare = call("REPLACE", text, literal(";"), literal(""))
        breaks = exp.Sub(this=exp.Length(this=text), expression=exp.Length(this=bare))
        return exp.paren(exp.Add(this=breaks, expression=integer(1)))

    def unknown(self, column: Column) -> exp.Expression:
        """The number of values in the field that say "not known"."""
        codes = [text for text in column.missing if text]
        hits = [case_when((self.has(column, code), 1), default=0) for code in codes]
        return exp.paren(reduce(plus, hits)) if hits else integer(0)

    def empty(self, column: Column) -> exp.Expression:
        """Nothing stands in the field, or nothing but "not known"."""
        if column.values is Values.ONE:
            return self.among(column.name, column.missing)
        blank = self.col(column.name).eq(literal(""))
        return any_of([blank, self.unknown(column).eq(self.number(column))])

    def recorded(self, column: Column) -> exp.Expression:
        """Something stands in the field, and it is no word for "not known"."""
        return negated(self.among(column.name, column.missing))

    def worded(self, column: str, folded: str) -> exp.Expression:
        """The words stand somewhere in the text, in one of its values where it has several."""
        wanted = self.values.bind(folded, f"{column}_words")
        place = exp.StrPosition(this=self.col(f"{column}_words"), substr=wanted)
        return exp.GT(this=place, expression=integer(0))

    def single(self, column: str) -> exp.Expression:
        """The field holds one value: of several rivals, the words may be in the wrong one."""
        place = exp.StrPosition(this=self.col(column), substr=literal(";"))
        return exp.EQ(this=place, expression=integer(0))

    def has(self, column: Column, code: str) -> exp.Expression:
        """One of several values in the field is this code."""
        padded = call("CONCAT", literal(";"), self.col(column.name), literal(";"))
        wanted = self.values.bind(f";{code};", column.name)
        return exp.GT(this=exp.StrPosition(this=padded, substr=wanted), expression=integer(0))


def is_possible(row: TableRow, condition: Condition) -> exp.Expression:
    """The row may meet the condition: nothing that is known speaks against it."""
    match condition:
        case Coded(name, codes):
            column = row.table.columns[name]
            if column.values is not Values.ONE:
                unknown = [row.has(column, text) for text in column.missing if text]
                return any_of([*(row.has(column, c) for c in codes), *unknown, row.gap(column)])
            if column.applies_where:
                return any_of([row.among(name, codes), row.gap(column)])
            return row.among(name, tuple(dict.fromkeys((*codes, *column.missing))))
        case Dated(name, first, last):
            overlaps: list[exp.Expression] = [
                row.col(f"{name}_lo") <= row.values.bind(last, f"{name}_last"),
                row.col(f"{name}_hi") >= row.values.bind(first, f"{name}_first"),
            ]
            column = row.table.columns[name]
            if column.applies_where:
                recorded = negated(row.among(name, column.missing))
                overlaps.append(any_of([recorded, row.gap(column)]))
            return all_of(overlaps)
        case Worded(name, folded):
            return any_of([row.worded(name, folded), row.gap(row.table.columns[name])])
        case Held(tense, first, last):
            return _tense_possible(row, tense, first, last)
        case Otherwise(inner):
            return negated(is_certain(row, inner))
        case Either(several):
            return any_of([is_possible(row, inner) for inner in several])
        case Blank(name):
            return row.among(name, row.table.columns[name].missing)
        case Begun(by):
            return row.col("begins_lo") <= row.values.bind(by, "begun_by")
        case Published(by):
            return row.col("known_lo") <= row.values.bind(by, "published_by")


def is_certain(row: TableRow, condition: Condition) -> exp.Expression:
    """The row meets the condition whatever the not known turns out to be."""
    match condition:
        case Coded(name, codes):
            return _coded_certain(row, row.table.columns[name], codes)
        case Dated(name, first, last):
            within: list[exp.Expression] = [
                row.col(f"{name}_lo") >= row.values.bind(first, f"{name}_first"),
                row.col(f"{name}_hi") <= row.values.bind(last, f"{name}_last"),
            ]
            if (first, last) == (EARLIEST, LATEST):  # the bounds of a blank as well
                within.append(negated(row.among(name, row.table.columns[name].missing)))
            return all_of(within)
        case Worded(name, folded):
            found = row.worded(name, folded)
            if row.table.columns[name].values is Values.RIVAL:
                found = all_of([found, row.single(name)])
            return found
        case Held(tense, first, last):
            return _tense_certain(row, tense, first, last)
        case Otherwise(inner):
            return negated(is_possible(row, inner))
        case Either(several):
            return any_of([is_certain(row, inner) for inner in several])
        case Blank():
            return is_possible(row, condition)
        case Begun(by):
            return row.col("begins_hi") <= row.values.bind(by, "begun_by")
        case Published(by):
            return row.col("known_hi") <= row.values.bind(by, "published_by")


def _coded_certain(row: TableRow, column: Column, codes: tuple[str, ...]) -> exp.Expression:
    match column.values:
        case Values.ONE:
            return row.among(column.name, codes)
        case Values.SET:
            return any_of([row.has(column, code) for code in codes])
        case Values.RIVAL:
            # every rival must be one of the codes: as many hits as there are values
            hits = [case_when((row.has(column, code), 1), default=0) for code in codes]
            return exp.EQ(this=exp.paren(reduce(plus, hits)), expression=row.number(column))


def _tense_possible(row: TableRow, tense: Tense, first: date, last: date) -> exp.Expression:
    bind = row.values.bind
    match tense:
        case Tense.FORMER | Tense.PROBABLY_FORMER:
            return row.col("ends_lo") < bind(first, "on")
        case Tense.CURRENT:
            begun = row.col("begins_lo") <= bind(last, "until")
            return all_of([begun, row.col("ends_hi") >= bind(first, "on")])
        case Tense.EVER:
            return row.col("begins_lo") <= bind(last, "until")
        case Tense.FUTURE:
            return row.col("begins_hi") > bind(last, "until")


def _tense_certain(row: TableRow, tense: Tense, first: date, last: date) -> exp.Expression:
    bind = row.values.bind
    match tense:
        case Tense.FORMER:
            return row.col("ends_hi") < bind(first, "on")
        case Tense.PROBABLY_FORMER:
            on = bind(first, "on")
            return any_of([row.col("ends_hi") < on, row.col("ends_mid") < on.copy()])
        case Tense.CURRENT:
            begun = row.col("begins_hi") <= bind(last, "until")
            return all_of([begun, row.col("ends_lo") >= bind(first, "on")])
        case Tense.EVER:
            return row.col("begins_hi") <= bind(last, "until")
        case Tense.FUTURE:
            return row.col("begins_lo") > bind(last, "until")


def is_blank(row: TableRow, condition: Condition) -> exp.Expression:
    """The condition is in doubt because nothing stands in the field."""
    match condition:
        case Coded(name) | Dated(name) | Worded(name):
            return row.among(name, row.table.columns[name].missing)
        case Otherwise(inner):
            return is_blank(row, inner)
        case Either(several):
            return all_of([is_blank(row, inner) for inner in several])
        case _:
            return exp.false()


# --- two rows of one person -------------------------------------------------------------------


def ties_of(
    first: TableRow, second: TableRow, tie: Second
) -> list[tuple[exp.Expression, exp.Expression]]:
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
    first: TableRow, order: Order, low: exp.Column, high: exp.Column
) -> tuple[exp.Expression, exp.Expression]:
    match order:
        case Order.WHILE:
            return (
                all_of([first.col("begins_lo") <= high, first.col("ends_hi") >= low]),
                all_of([first.col("begins_hi") <= low, first.col("ends_lo") >= high]),
            )
        case Order.BEFORE:
            return first.col("ends_lo") < high, first.col("ends_hi") < low
        case Order.AFTER:
            return first.col("begins_hi") > low, first.col("begins_lo") > high


def _compared(
    first: TableRow, second: TableRow, name: str, *, equal: bool
) -> tuple[exp.Expression, exp.Expression]:
    """Compare one column of both rows; a blank that is no gap is no value that could compare."""
    alike = first.col(name).eq(second.col(name))
    agrees = alike if equal else negated(alike)
    rows = (first, second)
    certain = all_of([agrees, *(r.recorded(r.table.columns[name]) for r in rows)])
    open_ = []
    for one, other in (rows, rows[::-1]):
        column, beside = one.table.columns[name], other.table.columns[name]
        there = any_of([other.recorded(beside), other.gap(beside)])
        open_.append(all_of([one.gap(column), there]) if beside.applies_where else one.gap(column))
    return any_of([certain.copy(), *open_]), certain
