"""A condition on a row, said twice: when it is possible, and when it is certain.

Both are plain two-valued logic over columns that are never NULL. The possible is the filter, the
certain is the code: that is all of three-valued logic that the database ever sees, because NULL
has turned "not known" into "no" in every engine we know.
"""

from collections.abc import Iterator, Sequence
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
from narrow.compile.plan import SPAN, Left, by_time, left_open, pairs_left
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.registers import EITHER, Column, Register, Table, Values
from narrow.model.rules import (
    Begun,
    Blank,
    Coded,
    Condition,
    Dated,
    Either,
    Every,
    Held,
    Living,
    Order,
    Otherwise,
    Published,
    Second,
    Tense,
    Worded,
)

_DAY_LENGTH = 10  # YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class TableRow:
    """The row that conditions speak of: its table and the alias it goes by."""

    table: Table
    alias: str
    values: Bindings
    register: Register

    def col(self, name: str) -> exp.Column:
        """Give a column of the row."""
        return col(name, self.alias)

    def among(self, column: str, texts: Sequence[str]) -> exp.Expression:
        """The field holds one of these texts."""
        bound = [self.values.text(text, column) for text in texts]
        if len(bound) == 1:
            return self.col(column).eq(bound[0])
        return self.col(column).isin(*bound)

    def broader(self, column: Column, codes: Sequence[str]) -> tuple[str, ...]:
        """Give the codes that say less than these: `military` may mean `army`."""
        vocabulary = self.register.vocabulary_of(column)
        return vocabulary.broader_than(codes) if vocabulary else ()

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
            meant = self.table.columns[other]
            texts = tuple(dict.fromkeys((*codes, *self.broader(meant, codes), *meant.missing)))
            if meant.values is Values.ONE:
                tests.append(self.among(other, texts))
            else:
                blank = self.col(other).eq(literal(""))
                tests.append(any_of([blank, *(self.has(meant, text) for text in texts if text)]))
        return tests

    def unsaid(self, column: Column) -> list[exp.Expression]:
        """One of several values in the field says "not known": one test for each such word."""
        several = column.values is not Values.ONE
        return [self.has(column, text) for text in column.missing if text and several]

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

    def on_some_day(
        self, column: str, first: exp.Expression, last: exp.Expression
    ) -> exp.Expression:
        """One of several rival days lies between two, given as text; else the bounds say it all."""
        several = self.col(f"{column}{EITHER}")
        low, high = (
            exp.Substring(
                this=exp.to_identifier("d"), start=integer(start), length=integer(_DAY_LENGTH)
            )
            for start in (1, _DAY_LENGTH + 2)
        )
        meets = exp.Lambda(
            this=exp.and_(low <= last, high >= first), expressions=[exp.to_identifier("d")]
        )
        each = exp.Split(this=several.copy(), expression=literal(";"))
        told = exp.Transform(this=each, expression=meets)
        some = exp.ArrayContains(this=told, expression=exp.true())
        return any_of([several.eq(literal("")), some])

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
            return _coded_possible(row, row.table.columns[name], codes)
        case Dated(name, first, last):
            overlaps: list[exp.Expression] = [
                row.col(f"{name}_lo") <= row.values.bind(last, f"{name}_last"),
                row.col(f"{name}_hi") >= row.values.bind(first, f"{name}_first"),
            ]
            if first > EARLIEST and last < LATEST:  # else the outermost of several days say it all
                days = [row.values.bind(day.isoformat(), f"{name}_text") for day in (first, last)]
                overlaps.append(row.on_some_day(name, *days))
            column = row.table.columns[name]
            if column.applies_where:
                recorded = negated(row.among(name, column.missing))
                overlaps.append(any_of([recorded, row.gap(column)]))
            return all_of(overlaps)
        case Worded(name, folded):
            column = row.table.columns[name]
            return any_of([row.worded(name, folded), *row.unsaid(column), row.gap(column)])
        case Held(tense, first, last):
            return _tense_possible(row, tense, first, last)
        case Otherwise(inner):
            return negated(is_certain(row, inner))
        case Either(several):
            return any_of([is_possible(row, inner) for inner in several])
        case Every(several):
            return _every_possible(row, several)
        case Living(name, on):
            return _living(row, name, on, "hi")
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
            return any_of(
                [*(is_certain(row, inner) for inner in several), *_together(row, several)]
            )
        case Every(several):
            return all_of([is_certain(row, inner) for inner in several])
        case Living(name, on):
            return _living(row, name, on, "lo")
        case Blank():
            return is_possible(row, condition)
        case Begun(by):
            return row.col("begins_hi") <= row.values.bind(by, "begun_by")
        case Published(by):
            return row.col("known_hi") <= row.values.bind(by, "published_by")


def _together(row: TableRow, several: Sequence[Condition]) -> Iterator[exp.Expression]:
    """One of several conditions on one time must hold: the days on which none does are not left."""
    for time, mine in by_time(several).items():
        open_ = left_open(time, mine)
        if open_ is None:
            continue
        tests = [negated(all_of(list(_may_lie(row, time, left)))) for left in open_]
        if time != SPAN:
            tests.append(row.recorded(row.table.columns[time]))
        yield all_of(tests)


def _may_lie(row: TableRow, time: str, left: Left) -> Iterator[exp.Expression]:
    """The fact may have begun and ended, or the date may lie, in these stretches."""
    if time != SPAN:
        yield is_possible(row, Dated(time, *left.begins, ""))
        return
    for end, (first, last) in (("begins", left.begins), ("ends", left.ends)):
        if last < LATEST:
            yield row.col(f"{end}_lo") <= row.values.bind(last, f"{end}_by")
        if first > EARLIEST:
            yield row.col(f"{end}_hi") >= row.values.bind(first, f"{end}_from")


def _every_possible(row: TableRow, several: Sequence[Condition]) -> exp.Expression:
    """All may hold, and of those on one time there is a day on which all do."""
    if by_time(several):
        return negated(is_certain(row, Either(tuple(Otherwise(c) for c in several))))
    return all_of([is_possible(row, inner) for inner in several])


def _living(row: TableRow, name: str, on: date, end: str) -> exp.Expression:
    """The death is not recorded, or lies on the day or after it."""
    died = row.col(f"{name}_{end}") >= row.values.bind(on, "living_on")
    return any_of([row.among(name, row.table.columns[name].missing), died])


def _coded_possible(row: TableRow, column: Column, codes: tuple[str, ...]) -> exp.Expression:
    codes = (*codes, *row.broader(column, codes))
    if column.values is not Values.ONE:
        unsaid = row.unsaid(column)
        return any_of([*(row.has(column, c) for c in codes), *unsaid, row.gap(column)])
    if column.applies_where:
        return any_of([row.among(column.name, codes), row.gap(column)])
    return row.among(column.name, tuple(dict.fromkeys((*codes, *column.missing))))


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
        case Every(several):
            blank = [(is_blank(row, c), is_certain(row, c)) for c in several]
            open_ = [all_of([b, negated(c)]) for b, c in blank if b != exp.false()]
            return any_of(open_)
        case _:
            return exp.false()


# --- two rows of one person -------------------------------------------------------------------


def ties_of(
    first: TableRow, second: TableRow, tie: Second
) -> list[tuple[exp.Expression, exp.Expression]]:
    """Say how the first row lies to the second, as pairs of possible and certain."""
    ties = []
    if tie.orders:
        ties.append(_in_one_order(first, second, tie))
    for name in tie.same:
        ties.append(_compared(first, second, name, equal=True))
    for name in tie.different:
        ties.append(_compared(first, second, name, equal=False))
    return ties


def _in_one_order(
    first: TableRow, second: TableRow, tie: Second
) -> tuple[exp.Expression, exp.Expression]:
    """One of several orders holds: certain where none of the others is possible."""
    told = [_ordered(first, order, second, tie.day) for order in tie.orders]
    if not tie.also:
        return told[0]
    others = [_ordered(first, order, second, tie.day)[0] for order in pairs_left(tie.orders)]
    recorded = second.recorded(second.table.columns[tie.day])
    sure = all_of([recorded, *map(negated, others)])
    return any_of([possible for possible, _ in told]), any_of([*(c for _, c in told), sure])


def _ordered(
    first: TableRow, order: Order, second: TableRow, day: str
) -> tuple[exp.Expression, exp.Expression]:
    low, high = second.col(f"{day}_lo"), second.col(f"{day}_hi")
    match order:
        case Order.WHILE:
            begins, ends = (
                exp.cast(first.col(name), "text", copy=False) for name in ("begins_lo", "ends_hi")
            )
            within: list[exp.Expression] = [
                first.col("begins_lo") <= high,
                first.col("ends_hi") >= low,
            ]
            return (
                all_of([*within, second.on_some_day(day, begins, ends)]),
                all_of([first.col("begins_hi") <= low, first.col("ends_lo") >= high]),
            )
        case Order.BEFORE:
            return first.col("ends_lo") < high, first.col("ends_hi") < low
        case Order.AFTER:
            return first.col("begins_hi") > low, first.col("begins_lo") > high


def _compared(
    first: TableRow, second: TableRow, name: str, *, equal: bool
) -> tuple[exp.Expression, exp.Expression]:
    """Compare one column of both rows; a blank that is no gap is no value that could compare.

    Of two codes one of which may mean the other, the one that says less leaves it in doubt.
    """
    alike = first.col(name).eq(second.col(name))
    agrees = alike if equal else negated(alike)
    rows = (first, second)
    certain = all_of([agrees, *(r.recorded(r.table.columns[name]) for r in rows)])
    open_ = list(_may_be_one(first, second, name))
    if open_ and not equal:
        certain = all_of([certain, *(negated(o.copy()) for o in open_)])
    for one, other in (rows, rows[::-1]):
        column, beside = one.table.columns[name], other.table.columns[name]
        there = any_of([other.recorded(beside), other.gap(beside)])
        open_.append(all_of([one.gap(column), there]) if beside.applies_where else one.gap(column))
    return any_of([certain.copy(), *open_]), certain


def _may_be_one(first: TableRow, second: TableRow, name: str) -> Iterator[exp.Expression]:
    """The codes of both rows differ and may mean the same: one test for each code with kinds."""
    vocabularies = [r.register.vocabulary_of(r.table.columns[name]) for r in (first, second)]
    given = vocabularies[0]
    if given is None or vocabularies[1] is not given:
        return
    kinds = {code: set(given.kinds_of(code)) for code in given.terms}
    for code, mine in kinds.items():
        others = [c for c, theirs in kinds.items() if c != code and mine & theirs]
        if others:
            yield all_of([first.among(name, [code]), second.among(name, others)])
