"""The meaning of a rule, spelt out person by person and row by row: slow, plain, without SQL.

The tests compare what narrow computes with what stands here. Nothing is shared with it but the
model: neither how a register is read (`narrow/registers`) nor how a rule is run
(`narrow/compile`, `narrow/engines`), so that no mistake there can be copied here.

Every statement about one row has two plain truth values. It is `certain` when it is true however
the gaps of the record are filled, and `possible` when it is true for some way to fill them.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from narrow.model.cases import Case
from narrow.model.dates import EARLIEST, LATEST, OPEN, UNKNOWN, Interval, parse
from narrow.model.registers import PERSONS, SOURCES, Column, Register, Slice, Table, Values
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
    Scan,
    Second,
    Some,
    Tense,
    Worded,
)
from narrow.model.verdicts import Verdict
from narrow.model.words import fold

POPULATION = ("population", "")
ANY_CODE = "*"
_DAYS_IN = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")

Raw = Mapping[str, str]
Verdicts = dict[tuple[str, str], Verdict]


def evaluate(
    case: Case, register: Register, rows: Mapping[str, Sequence[Raw]]
) -> dict[str, Verdicts]:
    """Give, for every person, the verdict of the population and of each reading of each clue."""
    key = register.persons.key[0]
    return {
        person[key]: _of_person(case, _Record(register, rows, person, case))
        for person in rows.get(PERSONS, ())
    }


def _of_person(case: Case, record: "_Record") -> Verdicts:
    everyone = case.population.body is None
    found = {POPULATION: Verdict.MET if everyone else verdict(case.population.body, record)}
    for clue in case.clues:
        for reading in clue.readings:
            found[clue.id, reading.name] = verdict(reading.body, record)
    return found


# --- truth ------------------------------------------------------------------------------------


class Truth(NamedTuple):
    """Whether a statement about a row (or a pair of rows) certainly and whether it possibly holds."""

    certain: bool
    possible: bool


def every(truths: Iterable[Truth]) -> Truth:
    """All of the statements hold."""
    told = list(truths)
    return Truth(all(t.certain for t in told), all(t.possible for t in told))


def code_of(truth: Truth) -> Verdict | None:
    """What one row says: met, in doubt, or nothing at all (the row is out)."""
    if not truth.possible:
        return None
    return Verdict.MET if truth.certain else Verdict.IN_DOUBT


# --- the record of one person -----------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Fact:
    """One row: its texts, and the days that follow from them."""

    table: Table
    register: Register
    text: Raw
    begins: Interval
    ends: Interval
    known: Interval

    def missing(self, column: str) -> bool:
        """Nothing is known of the column."""
        return self.text[column] in self.table.columns[column].missing

    def applies(self, column: str) -> bool:
        """The column has a meaning on this row, or may have one."""
        return all(
            self.missing(other)
            or any(
                part in (*codes, *self.broader(other, codes), *self.table.columns[other].missing)
                for part in values(self.table.columns[other], self.text[other])
            )
            for other, codes in self.table.columns[column].applies_where.items()
        )

    def broader(self, column: str, codes: Iterable[str]) -> set[str]:
        """The codes of the column of which one of these is a kind, directly or not."""
        meant = self.register.vocabulary_of(self.table.columns[column])
        found: set[str] = set()
        waiting = [code for code in codes if meant and code in meant.terms]
        while waiting and meant:
            above = [b for b in meant.terms[waiting.pop()].broader if b not in found]
            found.update(above)
            waiting += above
        return found - set(codes)

    def gap(self, column: str) -> bool:
        """Nothing is known of the column although something may be true of it."""
        return self.missing(column) and self.applies(column)

    def days(self, column: str) -> list[Interval]:
        """The intervals of which one is right: two rival days are these two and none between."""
        meant, text = self.table.columns[column], self.text[column]
        found = [day for part in values(meant, text) for day in _either(self.register, meant, part)]
        return found or [UNKNOWN]

    def interval(self, column: str) -> Interval:
        """The days on which the date of the column may lie."""
        return interval(self.register, self.table.columns[column], self.text[column])

    @property
    def ends_mid(self) -> date:
        """The middle of the end, where both its bounds are known."""
        if self.ends.first > EARLIEST and self.ends.last < LATEST:
            return self.ends.middle
        return LATEST


class _Record:
    """All that the register tells of one person."""

    def __init__(
        self, register: Register, rows: Mapping[str, Sequence[Raw]], person: Raw, case: Case
    ) -> None:
        self.register = register
        self.as_of = case.day
        self.unmatched_absent = case.unmatched_absent
        self.sources = rows.get(SOURCES, ())
        self.died = UNKNOWN
        if register.naming.died:
            column = register.persons.columns[register.naming.died]
            self.died = interval(register, column, person[column.name])
        self.person = self.fact(register.persons, person)
        identity = person[register.persons.key[0]]
        self.facts = {
            role: [
                self.fact(table, row) for row in rows.get(role, ()) if row[table.person] == identity
            ]
            for role, table in register.tables.items()
            if table.person and role not in (PERSONS, SOURCES)
        }

    def fact(self, table: Table, row: Raw) -> Fact:
        row = {name: cell(table.columns[name], text) for name, text in row.items()}
        begins, ends = span(self.register, table, row, self.died)
        return Fact(table, self.register, row, begins, ends, self.known(table, row))

    def known(self, table: Table, row: Raw) -> Interval:
        """When the first source of the row was out."""
        if SOURCES not in self.register.tables:
            return UNKNOWN
        sources = self.register.tables[SOURCES]
        published = self.register.citing.published
        days = []
        for name in table.sources:
            for cited in values(table.columns[name], row[name]):
                for source in self.sources:
                    if source[sources.key[0]] == cited:
                        days.append(
                            interval(self.register, sources.columns[published], source[published])
                            if published
                            else UNKNOWN
                        )
        if not days:
            return UNKNOWN
        return Interval(min(d.first for d in days), min(d.last for d in days))


def cell(column: Column, text: str) -> str:
    """The text of a field, where it has several values without blanks and doubles among them."""
    if column.values is Values.ONE:
        return text
    parts = (part.strip() for part in text.split(column.separator))
    return column.separator.join(dict.fromkeys(part for part in parts if part))


def values(column: Column, text: str) -> list[str]:
    """The values that a field names, one by one; none where nothing is known."""
    if text in column.missing:
        return []
    if column.values is Values.ONE:
        return [text]
    return [part.strip() for part in text.split(column.separator) if part.strip()]


def interval(register: Register, column: Column, text: str) -> Interval:
    """The days that the text of a date column allows; rival dates allow all from first to last."""
    days = [_days(register, column, part) for part in values(column, text)]
    if not days:
        return UNKNOWN
    return Interval(min(d.first for d in days), max(d.last for d in days))


def _either(register: Register, column: Column, text: str) -> list[Interval]:
    """The days of one value, which may itself be one of several: `[1950,1970]`."""
    if text.startswith("[") and text.endswith("]"):
        return [_days(register, column, part.strip()) for part in text[1:-1].split(",")]
    return [_days(register, column, text)]


def _days(register: Register, column: Column, text: str) -> Interval:
    if text in column.missing:
        return UNKNOWN
    if text == OPEN:
        known = register.known_until if column.open_end else None
        return Interval(known, LATEST) if known else UNKNOWN
    return parse(text, circa_years=register.circa_years)


def span(register: Register, table: Table, row: Raw, died: Interval) -> tuple[Interval, Interval]:
    """When the fact of a row began and when it ended, as far as the row's dates bound it."""

    def days(column: str) -> Interval:
        return interval(register, table.columns[column], row[column]) if column else UNKNOWN

    if table.span is None:
        return UNKNOWN, UNKNOWN
    start, end = days(table.span.start), days(table.span.end)
    held, over = days(table.span.held_on), days(table.span.ended_by)
    begins_lo, begins_hi = start.first, start.last
    ends_lo, ends_hi = end.first, end.last
    if held != UNKNOWN:
        begins_hi = min(begins_hi, held.last)
        ends_lo = max(ends_lo, held.first)
    if over != UNKNOWN:
        ends_hi = min(ends_hi, over.last - timedelta(days=1))
    if table.span.until_death and died != UNKNOWN:
        ends_hi = min(ends_hi, died.last)
    if register.known_until is not None and begins_lo <= register.known_until:
        begins_hi = min(begins_hi, register.known_until)
    ends_lo = max(ends_lo, begins_lo)
    begins_hi = min(begins_hi, ends_hi)
    if begins_lo > begins_hi or ends_lo > ends_hi:
        return UNKNOWN, UNKNOWN
    return Interval(begins_lo, begins_hi), Interval(ends_lo, ends_hi)


# --- conditions -------------------------------------------------------------------------------


def holds(condition: Condition, fact: Fact) -> Truth:
    """Whether a condition holds of a row."""
    match condition:
        case Coded(column, codes):
            return _coded(fact, column, codes)
        case Dated(column, first, last):
            days = fact.days(column)
            within = all(x.first >= first and x.last <= last for x in days)
            touching = any(x.first <= last and x.last >= first for x in days)
            missing = fact.missing(column)
            return Truth(within and not missing, touching and (not missing or fact.applies(column)))
        case Held(tense, first, last):
            return _held(fact, tense, first, last)
        case Worded(column, folded):
            return _worded(fact, column, folded)
        case Blank(column):
            return Truth(fact.missing(column), fact.missing(column))
        case Otherwise(inner):
            truth = holds(inner, fact)
            return Truth(not truth.possible, not truth.certain)
        case Either(conditions):
            truths = [holds(c, fact) for c in conditions]
            sure = any(t.certain for t in truths) or _one_holds(conditions, fact)
            return Truth(sure, any(t.possible for t in truths))
        case Every(conditions):
            truth = every(holds(c, fact) for c in conditions)
            never = _one_holds([Otherwise(c) for c in conditions], fact)
            return Truth(truth.certain, truth.possible and not never)
        case Living(column, on):
            died, unsaid = fact.interval(column), fact.missing(column)
            return Truth(unsaid or died.first >= on, unsaid or died.last >= on)
        case Begun(by):
            return Truth(fact.begins.last <= by, fact.begins.first <= by)
        case Published(by):
            return Truth(fact.known.last <= by, fact.known.first <= by)


# One of several conditions on one and the same time must hold, whenever it was: every day that the
# record allows is tried, as far as days differ.

SPAN = "begin and end"


def _about(condition: Condition) -> str | None:
    """The one time that a condition is about; None for what is no statement about days."""
    match condition:
        case Held(tense):
            return None if tense is Tense.PROBABLY_FORMER else SPAN
        case Begun():
            return SPAN
        case Dated(column):
            return column
        case Otherwise(inner):
            return _about(inner)
        case Either(conditions) | Every(conditions):
            times = {_about(c) for c in conditions}
            return times.pop() if len(times) == 1 else None
        case _:
            return None


def _one_holds(conditions: Sequence[Condition], fact: Fact) -> bool:
    for time in {_about(c) for c in conditions} - {None}:
        mine = [c for c in conditions if _about(c) == time]
        if len(mine) < 2:
            continue
        lines = {date(*map(int, found)) for c in mine for found in _DAYS_IN.findall(repr(c))}
        if time == SPAN:
            lives = [
                (begun, over)
                for begun in _tried(lines, fact.begins)
                for over in _tried(lines, fact.ends)
                if begun <= over
            ]
        else:
            days = {day for part in fact.days(time) for day in _tried(lines, part)}
            lives = [] if fact.missing(time) else [(day, day) for day in days]
        if lives and all(any(_on(c, *life) for c in mine) for life in lives):
            return True
    return False


def _tried(lines: Iterable[date], within: Interval) -> set[date]:
    """The ends of an interval, and the days in it beside which a condition draws a line."""
    beside = {
        line + timedelta(days=by)
        for line in lines
        for by in (-1, 0, 1)
        if EARLIEST < line < LATEST or not by
    }
    return {within.first, within.last} | {d for d in beside if within.first <= d <= within.last}


def _on(condition: Condition, begun: date, over: date) -> bool:
    """Whether a fact of these days, or a date on the first of them, meets a condition."""
    match condition:
        case Dated(_, first, last):
            return first <= begun <= last
        case Begun(by):
            return begun <= by
        case Held(tense, first, last):
            return {
                Tense.FORMER: over < first,
                Tense.CURRENT: begun <= last and over >= first,
                Tense.EVER: begun <= last,
                Tense.FUTURE: begun > last,
            }[tense]
        case Otherwise(inner):
            return not _on(inner, begun, over)
        case Either(conditions):
            return any(_on(c, begun, over) for c in conditions)
        case Every(conditions):
            return all(_on(c, begun, over) for c in conditions)
    raise AssertionError(condition)


def _coded(fact: Fact, column: str, codes: tuple[str, ...]) -> Truth:
    """A broader word may mean the code that was asked for; a narrower one says another code."""
    meant, text = fact.table.columns[column], fact.text[column]
    wider = {*codes, *fact.broader(column, codes)}
    if meant.values is Values.ONE:
        return Truth(text in codes, text in wider or fact.gap(column))
    parts = text.split(meant.separator) if text else []
    among = [part in codes for part in parts]
    unsaid = any(part in wider or part in meant.missing for part in parts)
    possible = unsaid or fact.gap(column)
    if meant.values is Values.SET:
        return Truth(any(among), possible)
    return Truth(bool(among) and all(among), possible)


def _worded(fact: Fact, column: str, folded: str) -> Truth:
    """In one of several values the words stand; among rivals it may be the wrong one."""
    meant = fact.table.columns[column]
    parts = values(meant, fact.text[column])
    hits = [folded in fold(part) for part in parts if part not in meant.missing]
    alone = meant.values is not Values.RIVAL or len(parts) == 1
    unsaid = any(part in meant.missing for part in parts)
    return Truth(any(hits) and alone, any(hits) or unsaid or fact.gap(column))


def _held(fact: Fact, tense: Tense, first: date, last: date) -> Truth:
    begins, ends = fact.begins, fact.ends
    match tense:
        case Tense.FORMER:
            return Truth(ends.last < first, ends.first < first)
        case Tense.CURRENT:
            return Truth(
                begins.last <= last and ends.first >= first,
                begins.first <= last and ends.last >= first,
            )
        case Tense.EVER:
            return Truth(begins.last <= last, begins.first <= last)
        case Tense.FUTURE:
            return Truth(begins.first > last, begins.last > last)
        case Tense.PROBABLY_FORMER:
            return Truth(fact.ends_mid < first or ends.last < first, ends.first < first)


def tied(second: Second, fact: Fact, other: Fact) -> Truth:
    """Whether the second row stands to the first as the scan says, by time and by columns."""
    truths = []
    if second.order is not None:
        days = [_ordered(second.order, fact, day) for day in other.days(second.day)]
        truths.append(Truth(all(t.certain for t in days), any(t.possible for t in days)))
    truths += [_compared(column, fact, other, equal=True) for column in second.same]
    truths += [_compared(column, fact, other, equal=False) for column in second.different]
    return every(truths)


def _compared(column: str, fact: Fact, other: Fact, *, equal: bool) -> Truth:
    """Two texts are compared where both are there; a gap may be anything, a blank is nothing."""
    recorded = not fact.missing(column) and not other.missing(column)
    one = fact.text[column], other.text[column]
    may_be_one = recorded and one[0] != one[1] and _have_a_kind_in_common(column, fact, other)
    certain = recorded and (one[0] == one[1]) is equal and not may_be_one
    both_have_one = all(not f.missing(column) or f.gap(column) for f in (fact, other))
    open_ = both_have_one and (fact.gap(column) or other.gap(column))
    return Truth(certain, certain or open_ or may_be_one)


def _have_a_kind_in_common(column: str, fact: Fact, other: Fact) -> bool:
    """Whether some code is, of both codes, the code itself or a kind of it."""
    meant = fact.register.vocabulary_of(fact.table.columns[column])
    if meant is None or meant != other.register.vocabulary_of(other.table.columns[column]):
        return False
    one, two = fact.text[column], other.text[column]
    return any({one, two} <= {code, *fact.broader(column, [code])} for code in meant.terms)


def _ordered(order: Order, fact: Fact, day: Interval) -> Truth:
    begins, ends = fact.begins, fact.ends
    match order:
        case Order.WHILE:
            return Truth(
                begins.last <= day.first and ends.first >= day.last,
                begins.first <= day.last and ends.last >= day.first,
            )
        case Order.BEFORE:
            return Truth(ends.last < day.first, ends.first < day.last)
        case Order.AFTER:
            return Truth(begins.first > day.last, begins.last > day.first)


# --- completeness -----------------------------------------------------------------------------


def complete(record: _Record, role: str, where: tuple[Condition, ...]) -> bool:
    """Whether a row that is not there means no.

    Whatever row could meet the conditions must have been written down: every combination of codes
    and every time from a first to a last day lies inside a slice of this person. And no row may be
    hidden because it was published later.
    """
    if _hidden(record, role, where):
        return False
    table = record.register.tables[role]
    columns = list(dict.fromkeys(c for s in table.complete_for for c in s.where))
    asked = [_asked(table.columns[column], where) for column in columns]
    combinations = [dict(zip(columns, codes, strict=True)) for codes in itertools.product(*asked)]
    slices = [s for s in table.complete_for if _is_of(s, record)]
    lives = list(_lives(record, table, where))
    return all(
        any(_covers(s, combination) and _went_on(s, record, *life) for s in slices)
        for combination in combinations
        for life in lives
    )


def _hidden(record: _Record, role: str, where: tuple[Condition, ...]) -> bool:
    """Whether a row that meets all else, or may, is held back for the day it was published."""
    later = [c for c in where if isinstance(c, Published)]
    rest = [c for c in where if not isinstance(c, Published)]
    return any(
        every(holds(c, fact) for c in rest).possible
        and not all(holds(c, fact).certain for c in later)
        for fact in record.facts[role]
    )


def _lives(
    record: _Record, table: Table, where: tuple[Condition, ...]
) -> Iterable[tuple[date, date]]:
    """The first and last days of rows that could meet the conditions, one of every kind.

    Of all days only those matter on which, or beside which, a condition or a slice draws a line.
    """
    days = {EARLIEST, LATEST}
    for one in (*map(repr, where), *map(repr, table.complete_for)):
        days |= {date(*map(int, found)) for found in _DAYS_IN.findall(one)}
    days |= {record.as_of, record.register.known_until or LATEST}
    beside = (
        day + timedelta(days=by) for day in days for by in (-1, 0, 1) if EARLIEST < day < LATEST
    )
    lives = [
        (begun, over)
        for begun, over in itertools.combinations_with_replacement(sorted({*days, *beside}), 2)
        if table.span or begun <= record.as_of
        if all(_could(c, table, begun, over) is not False for c in where)
    ]
    return lives or [(EARLIEST, LATEST)]


def _could(condition: Condition, table: Table, begun: date, over: date) -> bool | None:
    """Whether a fact that began and ended on these days meets a condition; None where it may."""
    span = table.span
    match condition:
        case Begun(by) if span:
            return begun <= by
        case Held(tense, first, last) if span:
            return {
                Tense.FORMER: over < first,
                Tense.PROBABLY_FORMER: over < first,
                Tense.CURRENT: begun <= last and over >= first,
                Tense.EVER: begun <= last,
                Tense.FUTURE: begun > last,
            }[tense]
        case Dated(column, first, last) if span and column == span.start:
            return first <= begun <= last
        case Dated(column, first, last) if span and column == span.end:
            return first <= over <= last
        case Dated(column, first, last) if span and column == span.held_on:
            return None if begun <= last and over >= first else False
        case Dated(column, _, last) if span and column == span.ended_by:
            return None if over < last else False
        case Otherwise(inner):
            told = _could(inner, table, begun, over)
            return None if told is None else not told
        case Either(conditions):
            said = {_could(c, table, begun, over) for c in conditions}
            return True if True in said else None if None in said else False
        case Every(conditions):
            said = {_could(c, table, begun, over) for c in conditions}
            return False if False in said else None if None in said else True
        case _:
            return None


def _went_on(part: Slice, record: _Record, begun: date, over: date) -> bool:
    """Whether a fact of these days went on at some time of which the slice speaks."""
    until = part.until or record.register.known_until or LATEST
    return begun <= until and over >= (part.since or EARLIEST)


def _asked(column: Column, where: tuple[Condition, ...]) -> list[str]:
    """The codes of a column that the rows asked for can have; `*` where any can be there."""
    spelt = [c.codes for c in where if isinstance(c, Coded) and c.column == column.name]
    if not spelt or column.values is not Values.ONE:
        return [ANY_CODE]
    return [code for code in spelt[0] if all(code in codes for codes in spelt)]


def _covers(part: Slice, combination: Mapping[str, str]) -> bool:
    return all(combination[column] in codes for column, codes in part.where.items())


def _is_of(part: Slice, record: _Record) -> bool:
    """Whether the slice speaks of this person, who may stand in its list under another id."""
    wanted = {**part.person} if record.unmatched_absent else {**part.person, **part.matched}
    columns = record.register.persons.columns
    return all(
        record.person.text[column] in codes
        if columns[column].values is Values.ONE
        else _coded(record.person, column, codes).certain
        for column, codes in wanted.items()
    )


# --- bodies -----------------------------------------------------------------------------------


def verdict(body: Body, record: _Record) -> Verdict:
    """Whether a body holds of a person."""
    match body:
        case Some(scan):
            return _some(scan, record)
        case Count(scan, at_least, at_most):
            return _count(scan, at_least, at_most, record)
        case Missing(scan):
            found = _pairs(scan, record) if scan.second else _rows(scan.table, scan.where, record)
            return Verdict.NOT_MET if Verdict.MET in found else Verdict.MET
        case PersonIs(where):
            return _person_is(where, record.person)
        case AllOf(bodies):
            least = min(verdict(b, record) for b in bodies)
            denied = [b.body for b in bodies if isinstance(b, Not)]
            return Verdict.NOT_MET if _one_is_met(denied, record) else least
        case AnyOf(bodies):
            greatest = max(verdict(b, record) for b in bodies)
            return Verdict.MET if _one_is_met(bodies, record) else greatest
        case AtLeast(number, bodies):
            return _at_least(number, [verdict(b, record) for b in bodies])
        case Not(inner):
            return {Verdict.MET: Verdict.NOT_MET, Verdict.NOT_MET: Verdict.MET}.get(
                told := verdict(inner, record), told
            )
        case Named(body=inner):
            return verdict(inner, record)


def _one_is_met(bodies: Sequence[Body], record: _Record) -> bool:
    """Whether bodies that differ in one time only are met together, by one row or pair of rows."""
    flat = list(_flat(bodies))
    for body, other in itertools.combinations(flat, 2):
        alike = [b for b in flat if _differs(b, body) or b == body]
        if not _differs(body, other):
            continue
        for time in {_about(c) for b in (body, other) for c in _where(b)} - {None}:
            rest = _rest(body, time)
            mine = [b for b in alike if _rest(b, time) == rest]
            told = Either(
                tuple(Every(tuple(c for c in _where(b) if _about(c) == time)) for b in mine)
            )
            whole = (*rest, told)
            if len(mine) > 1 and all(e.conditions for e in told.conditions):
                if isinstance(body, PersonIs):
                    met = every(holds(c, record.person) for c in whole).certain
                else:
                    scan = replace(body.scan, where=whole)
                    found = (
                        _pairs(scan, record)
                        if scan.second
                        else _rows(scan.table, scan.where, record)
                    )
                    met = Verdict.MET in found
                if met:
                    return True
    return _in_some_order(flat, record)


def _flat(bodies: Iterable[Body]) -> Iterable[Body]:
    for body in bodies:
        if isinstance(body, Named):
            yield from _flat([body.body])
        elif isinstance(body, AnyOf):
            yield from _flat(body.bodies)
        elif isinstance(body, Some | PersonIs):
            yield body


def _where(body: Body) -> list[Condition]:
    """The conditions of a body on its first row, one by one."""
    waiting = list(body.where if isinstance(body, PersonIs) else body.scan.where)
    found: list[Condition] = []
    while waiting:
        condition = waiting.pop(0)
        if isinstance(condition, Every):
            waiting[:0] = condition.conditions
        else:
            found.append(condition)
    return found


def _rest(body: Body, time: str) -> frozenset[Condition]:
    return frozenset(c for c in _where(body) if _about(c) != time)


def _differs(body: Body, other: Body) -> bool:
    """Whether two bodies look at the same rows and differ in their conditions on the first one."""
    if isinstance(body, PersonIs) or isinstance(other, PersonIs):
        return type(body) is type(other) and _where(body) != _where(other)
    same = replace(body.scan, where=()) == replace(other.scan, where=())
    return same and _where(body) != _where(other)


def _in_some_order(bodies: Sequence[Body], record: _Record) -> bool:
    """Whether a pair of rows lies in one of the orders that bodies ask for, whenever it was."""
    scans = [b.scan for b in bodies if isinstance(b, Some) and b.scan.second]
    for scan in scans:
        second = scan.second
        if second is None or second.order is None:
            continue
        plain = replace(scan, second=replace(second, order=None))
        orders = {
            s.second.order
            for s in scans
            if s.second and s.second.order
            if replace(s, second=replace(s.second, order=None)) == plain
        }
        for fact, other in _both(scan, record):
            sure = every(
                [
                    *(holds(c, fact) for c in scan.where),
                    *(holds(c, other) for c in second.where),
                    tied(replace(second, order=None), fact, other),
                ]
            )
            if sure.certain and len(orders) > 1 and not other.missing(second.day):
                lines = [d for i in other.days(second.day) for d in (i.first, i.last)]
                lines += [fact.begins.first, fact.begins.last, fact.ends.first, fact.ends.last]
                lives = [
                    (begun, over, day)
                    for begun in _tried(lines, fact.begins)
                    for over in _tried(lines, fact.ends)
                    for part in other.days(second.day)
                    for day in _tried(lines, part)
                    if begun <= over
                ]
                if all(_order_of(*life) in orders for life in lives):
                    return True
    return False


def _order_of(begun: date, over: date, day: date) -> Order:
    return Order.BEFORE if over < day else Order.AFTER if begun > day else Order.WHILE


def _both(scan: Scan, record: _Record) -> Iterable[tuple[Fact, Fact]]:
    second = scan.second
    assert second is not None
    return (
        (fact, other)
        for fact in record.facts[scan.table]
        for other in record.facts[second.table]
        if fact is not other
    )


def _rows(role: str, where: tuple[Condition, ...], record: _Record) -> list[Verdict]:
    """What each row says that is not out."""
    codes = [code_of(every(holds(c, fact) for c in where)) for fact in record.facts[role]]
    return [code for code in codes if code is not None]


def _pairs(scan: Scan, record: _Record) -> list[Verdict]:
    """What each pair of rows says that is not out; a row is never its own second row."""
    second = scan.second
    assert second is not None
    codes = []
    for fact in record.facts[scan.table]:
        for other in record.facts[second.table]:
            if fact is other:
                continue
            first_one = every(holds(c, fact) for c in scan.where)
            second_one = every(holds(c, other) for c in second.where)
            codes.append(code_of(every([first_one, second_one, tied(second, fact, other)])))
    return [code for code in codes if code is not None]


def _absent(is_complete: bool) -> Verdict:
    return Verdict.NOT_MET if is_complete else Verdict.NO_RECORD


def _some(scan: Scan, record: _Record) -> Verdict:
    first_complete = complete(record, scan.table, scan.where)
    first = max([*_rows(scan.table, scan.where, record), _absent(first_complete)])
    if scan.second is None:
        return first
    table, where = scan.second.table, scan.second.where
    second_complete = complete(record, table, where)
    second = max([*_rows(table, where, record), _absent(second_complete)])
    base = max(
        Verdict.NOT_MET if first_complete else min(Verdict.NO_RECORD, second),
        Verdict.NOT_MET if second_complete else min(Verdict.NO_RECORD, first),
        _absent(first_complete or second_complete),
    )
    return max([*_pairs(scan, record), base])


def _count(scan: Scan, at_least: int | None, at_most: int | None, record: _Record) -> Verdict:
    if scan.second is not None:
        raise NotImplementedError("the meaning of a count of pairs is not laid down")
    is_complete = complete(record, scan.table, scan.where)
    low, high = _number(scan, record)
    bounds = []
    if at_least is not None:
        if low >= at_least:
            bounds.append(Verdict.MET)
        elif high >= at_least:
            bounds.append(Verdict.IN_DOUBT)
        else:
            bounds.append(_absent(is_complete))
    if at_most is not None:
        if low > at_most:
            bounds.append(Verdict.NOT_MET)
        elif is_complete:
            bounds.append(Verdict.MET if high <= at_most else Verdict.IN_DOUBT)
        else:
            bounds.append(Verdict.IN_DOUBT if high > at_most else Verdict.NO_RECORD)
    return min(bounds)


def _number(scan: Scan, record: _Record) -> tuple[int, int]:
    """How many rows (or distinct values) there are at least and at most, by the rows on record."""
    truths = [
        (fact, every(holds(c, fact) for c in scan.where)) for fact in record.facts[scan.table]
    ]
    met = [fact for fact, truth in truths if truth.certain and truth.possible]
    possible = [fact for fact, truth in truths if truth.possible]
    if not scan.distinct:
        return len(met), len(possible)
    column = scan.distinct
    surely = {fact.text[column] for fact in met if not fact.missing(column)}
    perhaps = {fact.text[column] for fact in possible if not fact.missing(column)}
    unknown = [fact for fact in possible if fact.gap(column)]
    valued = [fact for fact in met if not fact.missing(column) or fact.gap(column)]
    return max(len(surely), min(1, len(valued))), len(perhaps) + len(unknown)


def _person_is(where: tuple[Condition, ...], person: Fact) -> Verdict:
    truths = [holds(c, person) for c in where]
    if not all(t.possible for t in truths):
        return Verdict.NOT_MET
    if all(t.certain for t in truths):
        return Verdict.MET
    open_ones = [c for c, t in zip(where, truths, strict=True) if not t.certain]
    if any(_is_blank(c, person) for c in open_ones):
        return Verdict.NO_RECORD
    return Verdict.IN_DOUBT


def _is_blank(condition: Condition, person: Fact) -> bool:
    match condition:
        case Coded(column) | Dated(column) | Worded(column):
            return person.missing(column)
        case Otherwise(inner):
            return _is_blank(inner, person)
        case Either(conditions):
            return all(_is_blank(c, person) for c in conditions)
        case Every(conditions):
            return any(_is_blank(c, person) and not holds(c, person).certain for c in conditions)
        case _:
            return False


def _at_least(number: int, verdicts: list[Verdict]) -> Verdict:
    for least in (Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD):
        if sum(v >= least for v in verdicts) >= number:
            return least
    return Verdict.NOT_MET
