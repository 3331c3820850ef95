"""A plan says which rows to look at and how a person's verdicts follow from them.

A *part* is one filtered look at one table: it yields the rows that meet its conditions or may.
An *answer* combines parts, by Kleene's rules, into one verdict per person; it knows where a missing
row means no. The plan is pure data that prints itself; `evidence.py` and
`verdicts.py` beside it say it in SQL.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from math import prod

from narrow.model.cases import POPULATION, Case
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.registers import (
    EITHER,
    PERSONS,
    SOURCES,
    WORDS,
    Register,
    Span,
    Table,
    Values,
    stored_columns,
)
from narrow.model.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Begun,
    Body,
    Coded,
    Condition,
    Count,
    Dated,
    Either,
    Every,
    Held,
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
    columns_of,
)

# Of whom a missing row means no: the register's slices held against what a scan asks for.


MOST_COMBINATIONS = 512
_ANYTHING = "*"
_DAY = timedelta(days=1)
Test = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Gap:
    """Days that would have to be covered as well: those of slices that speak of what was asked."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of whom a missing row means no.

    Every one of `needs` must be satisfied; each is a choice of person conditions (column to codes),
    and an empty condition is satisfied by everyone. Nobody is covered where a choice is empty.
    Where it is so for the time that was asked about, `spoken` is the time that slices speak of
    (None is from ever) and `gaps` are the days that they leave open.
    """

    needs: tuple[tuple[Test, ...], ...]
    spoken: tuple[date | None, date] | None = None
    gaps: tuple[Gap, ...] = ()

    @property
    def everyone(self) -> bool:
        """Whether a missing row means no for every person."""
        return all(any(not test for test in choice) for choice in self.needs)

    @property
    def nobody(self) -> bool:
        """Whether a missing row never means no."""
        return any(not choice for choice in self.needs)


def coverage(
    table: Table,
    where: tuple[Condition, ...],
    known_until: date | None = None,
    as_of: date = EARLIEST,
    *,
    unmatched_absent: bool = False,
) -> Coverage:
    """Find of whom the table is complete for these conditions.

    The conditions allow certain codes per column and certain times. Every combination of them that
    the slices tell apart must lie inside a slice: a post that may have been held from 2012 to 2013
    is not in a record that ends in 2010.
    """
    slices = table.complete_for
    columns = list(dict.fromkeys(c for s in slices for c in s.where))
    kinds = [_kinds(table, where, column) for column in columns]
    if prod(map(len, kinds)) > MOST_COMBINATIONS:
        return Coverage(((),))
    everything = frozenset(range(len(slices)))
    combinations = [everything.intersection(*kind) for kind in product(*kinds)]
    spans = [(s.since or EARLIEST, s.until or known_until or LATEST) for s in slices]
    lives = _lives(table, where, spans, as_of)
    times = _least({life.inside for life in lives})
    persons = [{**s.person, **({} if unmatched_absent else s.matched)} for s in slices]
    needs = tuple(
        tuple(persons[at] for at in sorted(combination & time))
        for combination in combinations
        for time in times
    )
    unique = {repr(need): need for need in needs}
    found = Coverage(tuple(unique.values()))
    for combination in combinations:
        if combination and not all(combination & time for time in times):
            outside = [life for life in lives if not combination & life.inside]
            return _with_gaps(found, [spans[at] for at in sorted(combination)], outside)
    return found


def _kinds(table: Table, where: tuple[Condition, ...], column: str) -> Sequence[frozenset[int]]:
    """Give, for the codes that are allowed, the slices that hold them; each choice once."""
    unlimited = [at for at, s in enumerate(table.complete_for) if column not in s.where]
    codes = _allowed(table, where, column)
    holding: dict[str, list[int]] = {code: list(unlimited) for code in codes}
    for at, piece in enumerate(table.complete_for):
        for code in dict.fromkeys(piece.where.get(column, ())):
            if code in holding:
                holding[code].append(at)
    return list(dict.fromkeys(map(frozenset, holding.values())))


def _allowed(table: Table, where: tuple[Condition, ...], column: str) -> tuple[str, ...]:
    if table.columns[column].values is not Values.ONE:
        return (_ANYTHING,)
    stated = [c.codes for c in where if isinstance(c, Coded) and c.column == column]
    if not stated:
        return (_ANYTHING,)
    others = [frozenset(codes) for codes in stated[1:]]
    return tuple(code for code in stated[0] if all(code in codes for codes in others))


# When a row that is not there may have begun and ended, as far as the conditions tell.


@dataclass(frozen=True, slots=True)
class _Life:
    """Facts that began and ended in these stretches, and the slices in whose time they went on."""

    begins: Gap
    ends: Gap
    inside: frozenset[int]


def _lives(
    table: Table,
    where: tuple[Condition, ...],
    spans: Sequence[tuple[date, date]],
    as_of: date,
) -> list[_Life]:
    """Give the lives that a row may have had that meets the conditions and is not there.

    Days matter only where a condition or a slice changes its mind, so time falls into a few
    stretches. A table without dates tells of what had come to be by the as-of day.
    """
    conditions = where if table.span else (*where, Begun(as_of))
    ever = Gap(EARLIEST, LATEST)
    whole = [_Life(ever, ever, frozenset(range(len(spans))))]
    if all(span == (EARLIEST, LATEST) for span in spans):
        return whole
    turns = {EARLIEST}
    for first, last in (*spans, *(b for c in conditions for b in _turns(table.span, c))):
        turns |= {first} if last == LATEST else {first, last + _DAY}
    days = sorted(turns)
    lasts = [*(day - _DAY for day in days[1:]), LATEST]
    stretches = [Gap(first, last) for first, last in zip(days, lasts, strict=True)]
    found = []
    for at, begins in enumerate(stretches):
        for ends in stretches[at:]:
            day, over = begins.first, ends.first
            if all(_may(table, c, day, over) is not False for c in conditions):
                inside = [since <= over and day <= until for since, until in spans]
                found.append(_Life(begins, ends, frozenset(k for k, s in enumerate(inside) if s)))
    return found or whole


def _turns(span: Span | None, condition: Condition) -> Iterator[tuple[date, date]]:
    match condition:
        case Dated(column, first, last) if span and column == span.ended_by:
            yield from ((first, last), (last, last))  # over by a day is over before it
        case Dated(_, first, last) | Held(_, first, last):
            yield first, last
        case Begun(by):
            yield EARLIEST, by
        case Otherwise(inner):
            yield from _turns(span, inner)
        case Either(several) | Every(several):
            for inner in several:
                yield from _turns(span, inner)
        case _:
            return


def _may(table: Table, condition: Condition, begun: date, over: date) -> bool | None:
    """Say whether a fact of this life meets a condition; None where it is not a matter of time."""
    match condition:
        case Held(tense, first, last):
            return _in_tense(tense, first, last, begun, over)
        case Begun(by):
            return begun <= by
        case Dated(column, first, last) if table.span:
            return _on_day(table.span, column, first, last, begun, over)
        case Otherwise(inner):
            told = _may(table, inner, begun, over)
            return told if told is None else not told
        case Either(several):
            said = [_may(table, inner, begun, over) for inner in several]
            return True if True in said else None if None in said else False
        case Every(several):
            said = [_may(table, inner, begun, over) for inner in several]
            return False if False in said else None if None in said else True
        case _:
            return None


def _in_tense(tense: Tense, first: date, last: date, begun: date, over: date) -> bool:
    match tense:
        case Tense.FORMER | Tense.PROBABLY_FORMER:
            return over < first
        case Tense.CURRENT:
            return begun <= last and over >= first
        case Tense.EVER:
            return begun <= last
        case Tense.FUTURE:
            return begun > last


def _on_day(
    span: Span, column: str, first: date, last: date, begun: date, over: date
) -> bool | None:
    if column == span.start:
        return first <= begun <= last
    if column == span.end:
        return first <= over <= last
    if column == span.held_on and (begun > last or over < first):
        return False
    if column == span.ended_by and over >= last:
        return False
    return None


def _least(times: Collection[frozenset[int]]) -> list[frozenset[int]]:
    """Leave out what follows: who is covered in the one of two slices is in either of them."""
    return sorted((time for time in times if not any(other < time for other in times)), key=sorted)


def _with_gaps(
    found: Coverage, spans: Sequence[tuple[date, date]], outside: Sequence[_Life]
) -> Coverage:
    """Say which days the slices would have to speak of as well."""
    first, last = min(since for since, _ in spans), max(until for _, until in spans)
    gaps = []
    before = [life.ends.first for life in outside if life.ends.first < first]
    if before:
        gaps.append(Gap(min(before), first - _DAY))
    after = [life.begins.last for life in outside if life.begins.last > last]
    if after:
        gaps.append(Gap(last + _DAY, max(after)))
    if not gaps:
        begun = min(life.begins.first for life in outside)
        gaps.append(Gap(begun, max(life.ends.last for life in outside)))
    since = None if first == EARLIEST else first
    return replace(found, spoken=(since, last), gaps=tuple(gaps))


# Conditions that together must hold: a post that has begun is over or it is held.
#
# Each alone is in doubt where the record does not say when the post ended; one of them holds. Of
# conditions on one and the same time (when a fact began and ended, or one date), the days are found
# on which none of them holds. Where no such day is possible, one of them is certain.


SPAN = ""
MOST_CELLS = 1_000  # of begins and ends; beyond that what is in doubt stays in doubt


def time_of(condition: Condition) -> str | None:
    """Name the one time that a condition is about: `SPAN`, or a date column; None for all others.

    What is probably over is none: it is no statement about days.
    """
    match condition:
        case Held(Tense.PROBABLY_FORMER):
            return None
        case Held() | Begun():
            return SPAN
        case Dated(column):
            return column
        case Otherwise(inner):
            return time_of(inner)
        case Either(several) | Every(several):
            return _one_time(several)
        case _:
            return None


def _one_time(several: Iterable[Condition]) -> str | None:
    times = {time_of(inner) for inner in several}
    return times.pop() if len(times) == 1 else None


def by_time(several: Sequence[Condition]) -> dict[str, list[Condition]]:
    """Sort conditions by the time that they are about; two at least are needed to say more."""
    found: dict[str, list[Condition]] = {}
    for condition in several:
        time = time_of(condition)
        if time is not None:
            found.setdefault(time, []).append(condition)
    return {time: mine for time, mine in found.items() if len(mine) > 1}


@dataclass(frozen=True, slots=True)
class Left:
    """Days on which none of some conditions holds: a fact that begins and ends in these stretches.

    Of a date both stretches are the same.
    """

    begins: tuple[date, date]
    ends: tuple[date, date]


def left_open(time: str, several: Sequence[Condition]) -> list[Left] | None:
    """Find the days on which none of the conditions on one time holds; None beyond `MOST_CELLS`."""
    turns = {EARLIEST} | {day for condition in several for day in _turns_of(condition)}
    days = sorted(day for day in turns if day <= LATEST)
    lasts = [*(day - _DAY for day in days[1:]), LATEST]
    stretches = list(zip(days, lasts, strict=True))
    if time != SPAN:
        free = [s for s in stretches if not any(_at(c, s[0], s[0]) for c in several)]
        return [Left(s, s) for s in _joined(free)]
    if len(stretches) ** 2 > MOST_CELLS:
        return None
    found = []
    for at, begins in enumerate(stretches):
        cells = [e for e in stretches[at:] if not any(_at(c, begins[0], e[0]) for c in several)]
        found += [Left(begins, ends) for ends in _joined(cells)]
    return _stacked(found)


def _joined(stretches: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Put stretches that follow each other into one."""
    found: list[tuple[date, date]] = []
    for first, last in stretches:
        if found and found[-1][1] + _DAY == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _stacked(cells: Sequence[Left]) -> list[Left]:
    """Put cells that begin one after another and end alike into one."""
    found: list[Left] = []
    for cell in cells:
        above = next(
            (f for f in found if f.ends == cell.ends and f.begins[1] + _DAY == cell.begins[0]), None
        )
        if above is None:
            found.append(cell)
        else:
            found[found.index(above)] = Left((above.begins[0], cell.begins[1]), cell.ends)
    return found


def _turns_of(condition: Condition) -> Iterator[date]:
    """Give the days on which a condition may change its mind."""
    match condition:
        case Dated(_, first, last) | Held(_, first, last):
            yield first
            if last < LATEST:
                yield last + _DAY
        case Begun(by):
            if by < LATEST:
                yield by + _DAY
        case Otherwise(inner):
            yield from _turns_of(inner)
        case Either(several) | Every(several):
            for inner in several:
                yield from _turns_of(inner)
        case _:
            return


def _at(condition: Condition, begins: date, ends: date) -> bool:
    """Tell whether a fact that began and ended on these days, or a date, meets a condition."""
    match condition:
        case Dated(_, first, last):
            return first <= begins <= last
        case Begun(by):
            return begins <= by
        case Held(tense, first, last):
            return _in_tense(tense, first, last, begins, ends)
        case Otherwise(inner):
            return not _at(inner, begins, ends)
        case Either(several):
            return any(_at(inner, begins, ends) for inner in several)
        case Every(several):
            return all(_at(inner, begins, ends) for inner in several)
        case _:
            raise AssertionError(condition)


# --- bodies that differ in time only ----------------------------------------------------------


def joined(bodies: Sequence[Body]) -> Iterator[Some | PersonIs]:
    """Give, for bodies of which one must be met, those that say the same of one and the same row.

    "Some post is over" or "some post is held" is "some post is over or held". What is given is met
    only where one of the bodies is, and may be certain where each of them is in doubt.
    """
    flat = list(_flat(bodies))
    looks: dict[object, list[tuple[Condition, ...]]] = {}
    orders: dict[object, list[Scan]] = {}
    for body in flat:
        if isinstance(body, PersonIs):
            looks.setdefault(None, []).append(body.where)
        elif isinstance(body, Some):
            scan = body.scan
            looks.setdefault((scan.table, scan.second), []).append(scan.where)
            if scan.second and scan.second.order:
                plain = replace(scan, second=replace(scan.second, order=None))
                orders.setdefault(plain, []).append(scan)
    for look, wheres in looks.items():
        for where in _either(wheres):
            if isinstance(look, tuple):
                yield Some(Scan(look[0], where, look[1]))
            else:
                yield PersonIs(where)
    for scans in orders.values():
        told = dict.fromkeys(scan.second.order for scan in scans if scan.second)
        first, *others = (order for order in Order if order in told)
        second = scans[0].second
        if others and second:
            yield Some(replace(scans[0], second=replace(second, order=first, also=tuple(others))))


def _flat(bodies: Iterable[Body]) -> Iterator[Body]:
    for body in bodies:
        match body:
            case Named(_, _, _, inner):
                yield from _flat((inner,))
            case AnyOf(inner):
                yield from _flat(inner)
            case _:
                yield body


def _either(wheres: Sequence[tuple[Condition, ...]]) -> Iterator[tuple[Condition, ...]]:
    """Put conditions on one row together that differ in what they say of one time."""
    alike: dict[object, list[tuple[Condition, ...]]] = {}
    for where in dict.fromkeys(tuple(_plain(where)) for where in wheres):
        for time in dict.fromkeys(time_of(c) for c in where):
            if time is not None:
                rest = frozenset(c for c in where if time_of(c) != time)
                alike.setdefault((time, rest), []).append(where)
    for (time, rest), mine in alike.items():  # type: ignore[misc]
        if len(mine) < 2:
            continue
        told = [tuple(c for c in where if time_of(c) == time) for where in mine]
        shared = [c for c in told[0] if all(c in each for each in told)]
        own = [tuple(c for c in each if c not in shared) for each in told]
        if all(own):
            each_way = tuple(o[0] if len(o) == 1 else Every(o) for o in own)
            kept = [c for c in mine[0] if c in rest or c in shared]
            yield (*kept, Either(each_way))


def _plain(where: Iterable[Condition]) -> Iterator[Condition]:
    for condition in where:
        if isinstance(condition, Every):
            yield from _plain(condition.conditions)
        else:
            yield condition


def pairs_left(told: Sequence[Order]) -> list[Order]:
    """Give the orders of a row to a day that are none of these."""
    return [order for order in Order if order not in told]


COVERED = "covered"  # what the values of the second statement are called; no part is called so

# --- what is looked at ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One filtered look at a table; `item` is the column whose distinct values are counted.

    `conditions` lists the first row's conditions, then the second row's: their places are the bits
    of the `doubt` mask that evidence rows carry.
    """

    number: int
    name: str
    clue: str
    reading: str
    table: str
    where: tuple[Condition, ...]
    second: Second | None = None
    item: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions of the part, in the order of the mask's bits."""
        return (*self.where, *(self.second.where if self.second else ()))

    @property
    def on_person(self) -> bool:
        """Whether the part looks at the person's own row, where a blank is no record."""
        return self.table == PERSONS


# --- how it is combined -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Best:
    """The best row of a part; without a row, no where the record is complete, else no record.

    `hidden` is the part that holds the rows published later: of whom it has one, the record of the
    as-of day was not complete.
    """

    part: int
    coverage: Coverage
    hidden: int | None = None


@dataclass(frozen=True, slots=True)
class BestPair:
    """The best pair of rows; a row that is missing may still exist where not complete."""

    part: int
    first: Best
    second: Best


@dataclass(frozen=True, slots=True)
class Between:
    """How many rows (or distinct items) a part has, held against two bounds."""

    part: int
    coverage: Coverage
    at_least: int | None
    at_most: int | None
    distinct: bool
    hidden: int | None = None


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """Met where no row of the part is certain; never in doubt."""

    part: int


@dataclass(frozen=True, slots=True)
class OfPerson:
    """The code of the person's own row; no row means not met, for the row is always there."""

    part: int


@dataclass(frozen=True, slots=True)
class Least:
    """All of the answers: the least of them."""

    answers: tuple["Answer", ...]


@dataclass(frozen=True, slots=True)
class Greatest:
    """Any of the answers: the greatest of them."""

    answers: tuple["Answer", ...]


@dataclass(frozen=True, slots=True)
class Nth:
    """At least `number` of the answers: the verdict that so many of them reach."""

    number: int
    answers: tuple["Answer", ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """Met and not met change places; not known stays."""

    answer: "Answer"


Answer = Best | BestPair | Between | Unrecorded | OfPerson | Least | Greatest | Nth | Opposite


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One column of verdicts: a clue in one of its readings, or the population (no reading)."""

    name: str
    clue: str
    reading: str
    answer: Answer | None

    @property
    def key(self) -> tuple[str, str]:
        """Clue and reading."""
        return self.clue, self.reading


@dataclass(frozen=True, slots=True)
class Plan:
    """All parts and all columns of verdicts of a case; the population's column comes first."""

    case: Case
    register: Register
    parts: tuple[Part, ...]
    columns: tuple[Verdicts, ...]

    def parts_of(self, answer: Answer | None) -> Iterator[Part]:
        """Give the parts an answer rests on, in order, without those that only set its base."""
        match answer:
            case None:
                return
            case Least(answers) | Greatest(answers) | Nth(_, answers):
                for inner in answers:
                    yield from self.parts_of(inner)
            case Opposite(inner):
                yield from self.parts_of(inner)
            case _:
                yield self.parts[answer.part]

    def against(self, answer: Answer | None, *, turned: bool = False) -> Iterator[Part]:
        """Give the parts whose rows speak against an answer: below a `not`, under an upper bound.

        Of "a soldier and not listed" only a listing does; a soldier's post speaks for it.
        """
        match answer:
            case None:
                return
            case Least(answers) | Greatest(answers) | Nth(_, answers):
                for inner in answers:
                    yield from self.against(inner, turned=turned)
            case Opposite(inner):
                yield from self.against(inner, turned=not turned)
            case Between(part, _, at_least, at_most):
                if (at_least if turned else at_most) is not None:
                    yield self.parts[part]
            case Unrecorded(part):
                if not turned:
                    yield self.parts[part]
            case _:
                if turned:
                    yield self.parts[answer.part]

    def of_person(
        self, answer: Answer | None, *, turned: bool = False
    ) -> Iterator[tuple[Part, bool]]:
        """Give the parts that look at a person's own row, and whether a `not` turns them round."""
        match answer:
            case Least(answers) | Greatest(answers) | Nth(_, answers):
                for inner in answers:
                    yield from self.of_person(inner, turned=turned)
            case Opposite(inner):
                yield from self.of_person(inner, turned=not turned)
            case OfPerson(part):
                yield self.parts[part], turned
            case _:
                return

    def shown(self, role: str) -> tuple[str, ...]:
        """The columns that say what a row says, and those that the case asks about."""
        table = self.register.tables[role]
        asked = [c for part in self.parts for c in _columns_of(part, role) if c in table.columns]
        where = [c for name in asked for c in table.columns[name].applies_where]
        return tuple(dict.fromkeys((*table.shown, *asked, *where)))

    def column(self, clue: str, reading: str) -> Verdicts:
        """Give the column of a clue's reading."""
        return next(c for c in self.columns if c.key == (clue, reading))

    def tables(self) -> tuple[str, ...]:
        """Name the tables that the parts look at, each once, in order."""
        seconds = (part.second.table for part in self.parts if part.second)
        return tuple(dict.fromkeys((*(part.table for part in self.parts), *seconds)))


def plan(case: Case, register: Register) -> Plan:
    """Say which rows decide a case and how; the same look at a table is taken once."""
    work = _Planning(register, case.day, case.unmatched_absent, names=set(register.tables))
    columns = [work.column(POPULATION, "", case.population.body)]
    for clue in case.clues:
        columns += [work.column(clue.id, r.name, r.body) for r in clue.readings]
    return Plan(case, register, tuple(work.parts.values()), tuple(columns))


@dataclass(slots=True)
class _Planning:
    register: Register
    as_of: date
    unmatched_absent: bool
    parts: dict[tuple[object, ...], Part] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    clue: str = ""
    reading: str = ""

    def column(self, clue: str, reading: str, body: Body | None) -> Verdicts:
        self.clue, self.reading = clue, reading
        name = f"{clue}.{reading}" if reading else clue
        return Verdicts(name, clue, reading, self.answer(body) if body else None)

    def part(
        self,
        table: str,
        where: tuple[Condition, ...],
        second: Second | None = None,
        item: str = "",
    ) -> int:
        key = (table, where, second, item)
        if key not in self.parts:
            name = self.name()
            self.parts[key] = Part(
                len(self.parts), name, self.clue, self.reading, table, where, second, item
            )
        return self.parts[key].number

    def name(self) -> str:
        stem = re.sub(r"\W", "_", f"{self.clue}_{self.reading}".strip("_")).lower()
        if stem[0].isdigit() or stem.startswith(COVERED):  # no parameter begins with a figure
            stem = f"clue_{stem}"
        at, name = 1, stem
        while name in self.names:
            at += 1
            name = f"{stem}_{at}"
        self.names.add(name)
        return name

    def answer(self, body: Body) -> Answer:
        match body:
            case Some(scan):
                return self.some(scan)
            case Count(scan, at_least, at_most):
                part = self.part(scan.table, scan.where, None, scan.distinct)
                covered = self.coverage(scan.table, scan.where)
                hidden = self.hidden(scan.table, scan.where, covered)
                return Between(part, covered, at_least, at_most, bool(scan.distinct), hidden)
            case Missing(scan):
                return Unrecorded(self.part(scan.table, scan.where, scan.second))
            case PersonIs(where):
                return OfPerson(self.part(PERSONS, where))
            case Not(inner):
                found = self.answer(inner)
                return found.answer if isinstance(found, Opposite) else Opposite(found)
            case Named(_, _, _, inner):
                return self.answer(inner)
            case AllOf(bodies):
                denied = [body.body for body in bodies if isinstance(body, Not)]
                no = tuple(Opposite(answer) for answer in self.together(denied))
                return Least((*map(self.answer, bodies), *no))
            case AnyOf(bodies):
                return Greatest((*map(self.answer, bodies), *self.together(bodies)))
            case AtLeast(number, bodies):
                return Nth(number, tuple(map(self.answer, bodies)))

    def together(self, bodies: Sequence[Body]) -> Iterator[Answer]:
        """Give what is met where one of several bodies must be; it never says more than they do."""
        for body in joined(bodies):
            if isinstance(body, PersonIs):
                yield self.answer(body)
            else:
                scan = body.scan
                yield Best(self.part(scan.table, scan.where, scan.second), Coverage(()))

    def some(self, scan: Scan) -> Answer:
        if scan.second is None:
            return self.best(scan.table, scan.where)
        part = self.part(scan.table, scan.where, scan.second)
        first = self.best(scan.table, scan.where)
        return BestPair(part, first, self.best(scan.second.table, scan.second.where))

    def best(self, table: str, where: tuple[Condition, ...]) -> Best:
        part, covered = self.part(table, where), self.coverage(table, where)
        return Best(part, covered, self.hidden(table, where, covered))

    def coverage(self, table: str, where: tuple[Condition, ...]) -> Coverage:
        register = self.register
        absent = self.unmatched_absent
        given = (register.tables[table], where, register.known_until, self.as_of)
        return coverage(*given, unmatched_absent=absent)

    def hidden(self, table: str, where: tuple[Condition, ...], covered: Coverage) -> int | None:
        """Give the part of the rows that were published later; none where no no is at stake."""
        later = tuple(Otherwise(c) for c in where if isinstance(c, Published))
        if not later or covered.nobody:
            return None
        rest = tuple(c for c in where if not isinstance(c, Published))
        return self.part(table, (*rest, later[0] if len(later) == 1 else Either(later)))


# What a plan reads of a register, so that nothing else need be loaded.


def needed(made: Plan) -> dict[str, set[str]]:
    """Name the tables and stored columns that a plan's statements and the words for them read."""
    register = made.register
    wanted: dict[str, set[str]] = {PERSONS: set()}
    if SOURCES in register.tables:
        wanted[SOURCES] = set(stored_columns(register.tables[SOURCES]))
    for role in made.tables():
        wanted.setdefault(role, set())
    for role, names in wanted.items():
        table = register.tables[role]
        asked = {c for part in made.parts for c in _columns_of(part, role)}
        naming = register.naming
        own = {naming.name, naming.aliases} if role == PERSONS else set()
        slices = [s for t in register.tables.values() for s in t.complete_for]
        covers = {c for s in slices for c in (*s.person, *s.matched)}
        own |= covers if role == PERSONS else set()
        stems = asked | own | set(made.shown(role))
        names |= {
            stored
            for stored in stored_columns(table)
            if stored not in table.columns or stored in stems
            if not stored.endswith((WORDS, EITHER))
            or stored.removesuffix(WORDS).removesuffix(EITHER) in asked
        }
    return wanted


def _columns_of(part: Part, role: str) -> Iterator[str]:
    if part.table == role:
        yield part.item
        for condition in part.where:
            yield from columns_of(condition)
    second = part.second
    if second and role in (second.table, part.table):
        yield from (*second.same, *second.different, second.day)
        if second.table == role:
            for condition in second.where:
                yield from columns_of(condition)
