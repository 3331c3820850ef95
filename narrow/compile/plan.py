"""A plan says which rows to look at and how a person's verdicts follow from them.

A *part* is one filtered look at one table: it yields the rows that meet its conditions or may.
An *answer* combines parts, by Kleene's rules, into one verdict per person; it knows where a missing
row means no. The plan is pure data that prints itself; `evidence.py` and
`verdicts.py` beside it say it in SQL.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from narrow.model.cases import POPULATION, Case
from narrow.model.registers import (
    EITHER,
    PERSONS,
    SOURCES,
    WORDS,
    Register,
    Table,
    Values,
    stored_columns,
)
from narrow.model.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Body,
    Coded,
    Condition,
    Count,
    Missing,
    Named,
    Not,
    PersonIs,
    Scan,
    Second,
    Some,
    columns_of,
)

# Of whom a missing row means no: the register's slices held against what a scan asks for.


MOST_COMBINATIONS = 512
_ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of whom a missing row means no.

    Every one of `needs` must be satisfied; each is a choice of person conditions (column to codes),
    and an empty condition is satisfied by everyone. Nobody is covered where a choice is empty.
    """

    needs: tuple[tuple[Mapping[str, tuple[str, ...]], ...], ...]

    @property
    def everyone(self) -> bool:
        """Whether a missing row means no for every person."""
        return all(any(not test for test in choice) for choice in self.needs)

    @property
    def nobody(self) -> bool:
        """Whether a missing row never means no."""
        return any(not choice for choice in self.needs)


def coverage(table: Table, where: tuple[Condition, ...]) -> Coverage:
    """Find of whom the table is complete for these conditions.

    The conditions allow certain codes per column. Every combination of them, over the columns
    that the slices speak of, must lie inside a slice.
    """
    columns = list(dict.fromkeys(c for s in table.complete_for for c in s.where))
    allowed = [_allowed(table, where, column) for column in columns]
    combinations = 1
    for codes in allowed:
        combinations *= len(codes)
    if combinations > MOST_COMBINATIONS:
        return Coverage(((),))
    needs = []
    for combination in product(*allowed):
        given = dict(zip(columns, combination, strict=True))
        covering = tuple(
            dict(s.person)
            for s in table.complete_for
            if all(given[column] in codes for column, codes in s.where.items())
        )
        needs.append(covering)
    unique = {repr(need): need for need in needs}
    return Coverage(tuple(unique.values()))


def _allowed(table: Table, where: tuple[Condition, ...], column: str) -> tuple[str, ...]:
    if table.columns[column].values is not Values.ONE:
        return (_ANYTHING,)
    stated = [c.codes for c in where if isinstance(c, Coded) and c.column == column]
    if not stated:
        return (_ANYTHING,)
    return tuple(code for code in stated[0] if all(code in codes for codes in stated))


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
    """The best row of a part; without a row, no where the record is complete, else no record."""

    part: int
    coverage: Coverage


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

    def column(self, clue: str, reading: str) -> Verdicts:
        """Give the column of a clue's reading."""
        return next(c for c in self.columns if c.key == (clue, reading))

    def tables(self) -> tuple[str, ...]:
        """Name the tables that the parts look at, each once, in order."""
        seconds = (part.second.table for part in self.parts if part.second)
        return tuple(dict.fromkeys((*(part.table for part in self.parts), *seconds)))


def plan(case: Case, register: Register) -> Plan:
    """Say which rows decide a case and how; the same look at a table is taken once."""
    work = _Planning(register, names=set(register.tables))
    columns = [work.column(POPULATION, "", case.population.body)]
    for clue in case.clues:
        columns += [work.column(clue.id, r.name, r.body) for r in clue.readings]
    return Plan(case, register, tuple(work.parts.values()), tuple(columns))


@dataclass(slots=True)
class _Planning:
    register: Register
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
                covered = coverage(self.register.tables[scan.table], scan.where)
                return Between(part, covered, at_least, at_most, bool(scan.distinct))
            case Missing(scan):
                return Unrecorded(self.part(scan.table, scan.where, scan.second))
            case PersonIs(where):
                return OfPerson(self.part(PERSONS, where))
            case Not(inner):
                return Opposite(self.answer(inner))
            case Named(_, _, _, inner):
                return self.answer(inner)
            case AllOf(bodies):
                return Least(tuple(map(self.answer, bodies)))
            case AnyOf(bodies):
                return Greatest(tuple(map(self.answer, bodies)))
            case AtLeast(number, bodies):
                return Nth(number, tuple(map(self.answer, bodies)))

    def some(self, scan: Scan) -> Answer:
        part = self.part(scan.table, scan.where, scan.second)
        if scan.second is None:
            return Best(part, coverage(self.register.tables[scan.table], scan.where))
        second = scan.second
        return BestPair(
            part,
            Best(
                self.part(scan.table, scan.where),
                coverage(self.register.tables[scan.table], scan.where),
            ),
            Best(
                self.part(second.table, second.where),
                coverage(self.register.tables[second.table], second.where),
            ),
        )


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
        covers = {c for t in register.tables.values() for s in t.complete_for for c in s.person}
        own |= covers if role == PERSONS else set()
        stems = asked | own | set(table.shown)
        stems |= {
            c for name in asked & set(table.columns) for c in table.columns[name].applies_where
        }
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
