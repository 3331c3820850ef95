"""What a register holds, counted by the engine: one read of a table, one of each of its columns.

Nothing here goes through rows: a register of a million persons is profiled by its database.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

from narrow.compile import holdings
from narrow.compile.expressions import Built
from narrow.engines.base import Engine, Row
from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError, nearest
from narrow.model.profile import (
    By,
    Cited,
    ColumnProfile,
    Common,
    Complete,
    Dates,
    Fill,
    Group,
    Note,
    Part,
    PerPerson,
    Precision,
    Profile,
    TableProfile,
    Worth,
)
from narrow.model.registers import PERSONS, SOURCES, Column, Content, Kind, Register, Table
from narrow.registers.opening import countable, library, load_register, usual_register
from narrow.rules.library import Library

# What in a profile is worth an investigator's eye, with the numbers that say why.
#
# A record is often fuller because somebody looked harder: those who were suspected, listed or
# famous. So the fill of every column is compared between groups of persons, and between those with
# and those without a row in each other table. A difference counts when it is large and no play of
# chance.


FEWEST = 20  # rows that a group must have: fewer say nothing
WIDEST = 0.25  # a quarter of the rows between the emptiest and the fullest group
SIGMAS = 4.0  # hundreds of pairs are compared, so once in 16,000 by chance
MOST_VALUES = 12  # a column with more values is no grouping
SPARSE = 0.05

Groups = Callable[[str, By, Sequence[str], int], Sequence[Group]]


def notes(
    register: Register, tables: Sequence[TableProfile], persons: TableProfile, groups: Groups
) -> list[Note]:
    """Give all that is worth an eye: contradictions first, then gaps, then uneven fill.

    `persons` is the table of subjects, by whose codes the others are compared.
    """
    found: list[Note] = []
    if register.known_until is None and any(t.span for t in register.tables.values()):
        found.append(Note(Worth.NO_LIMIT))
    for table in tables:
        found += _contradictions(table)
    for table in tables:
        found += _sparse(table)
    uneven = [note for table in tables for note in _uneven(register, persons, table, groups)]
    return [*found, *sorted(uneven, key=_gap, reverse=True)]


def _contradictions(table: TableProfile) -> Iterator[Note]:
    for worth, count in ((Worth.BACKWARDS, table.backwards), (Worth.LATER, table.later)):
        if count:
            yield Note(worth, table.role, count=count, of=table.rows)
    for column in table.columns:
        impossible = column.dates.precisions.get(Precision.IMPOSSIBLE, 0) if column.dates else 0
        if impossible:
            name = column.column.name
            yield Note(Worth.IMPOSSIBLE, table.role, name, impossible, table.rows)
    if table.cited and table.cited.without:
        yield Note(Worth.UNCITED, table.role, count=table.cited.without, of=table.rows)


def _sparse(table: TableProfile) -> Iterator[Note]:
    for column in table.columns:
        fill = column.fill
        if fill.rows >= FEWEST and fill.filled < SPARSE * fill.rows:
            yield Note(Worth.SPARSE, table.role, column.column.name, fill.filled, fill.rows)


# --- uneven fill ------------------------------------------------------------------------------


def _uneven(
    register: Register, persons: TableProfile, table: TableProfile, groups: Groups
) -> Iterator[Note]:
    """Give the widest difference of each column of a table, and of having a row at all."""
    names = [c.column.name for c in table.columns if c.fill.filled < c.fill.rows]
    if not names and table.role != PERSONS:
        return
    widest: dict[tuple[str, str], Note] = {}
    for by in _compared_by(register, persons, table):
        found = [g for g in groups(table.role, by, names, MOST_VALUES + 1) if g.value]
        for place, parts in _targets(table.role, by, names, found).items():
            note = _wide(place, by, parts)
            if note and (place not in widest or _gap(note) > _gap(widest[place])):
                widest[place] = note
    yield from widest.values()


def _compared_by(register: Register, persons: TableProfile, table: TableProfile) -> Iterator[By]:
    """Name what a table is compared by: persons' codes, its sources and marks, other tables."""
    about_persons = bool(table.per_person) or table.role == PERSONS
    for column in persons.columns if about_persons else ():
        if column.column.kind is Kind.CODE and _few(column):
            yield By(PERSONS, column.column.name)
    mine = register.tables[table.role]
    own = {*mine.sources, mine.graded_by} if table.role != PERSONS else set()
    for column in table.columns:
        if column.column.name in own and _few(column):
            yield By(table.role, column.column.name)
    if about_persons:
        yield from (By(role) for role in holdings.tables_of_persons(register) if role != table.role)


def _few(column: ColumnProfile) -> bool:
    return 1 < column.distinct <= MOST_VALUES


def _targets(
    mine: str, by: By, names: Sequence[str], groups: Sequence[Group]
) -> dict[tuple[str, str], list[Part]]:
    """Give what is compared between the groups: each column's fill, each other table's rows."""
    found: dict[tuple[str, str], list[Part]] = {}
    for name in names:
        if by != By(mine, name):
            parts = [Part(g.value, g.fills[name].filled, g.fills[name].rows) for g in groups]
            found[mine, name] = parts
    for role in groups[0].present if groups else ():
        if by != By(role):
            found[role, ""] = [Part(g.value, g.present[role], g.rows) for g in groups]
    return found


def _wide(place: tuple[str, str], by: By, parts: Sequence[Part]) -> Note | None:
    """Give a note where the emptiest and the fullest group lie far apart, and not by chance."""
    large = sorted((p for p in parts if p.rows >= FEWEST), key=lambda p: (p.share, p.value))
    if len(large) < 2:
        return None
    low, high = large[0], large[-1]
    gap = high.share - low.share
    if gap < WIDEST or (not low.filled and high.filled == high.rows):
        return None  # nobody against everybody: the two go together by their meaning
    together = (low.filled + high.filled) / (low.rows + high.rows)
    spread = sqrt(together * (1 - together) * (1 / low.rows + 1 / high.rows))
    if gap < SIGMAS * spread:
        return None
    return Note(Worth.UNEVEN, *place, low.rows - low.filled, low.rows, by, low, high)


def _gap(note: Note) -> float:
    return note.high.share - note.low.share if note.low and note.high else 0.0


MOST_COMMON = 10
MOST_GROUPS = 50

_PLAIN = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def profile_of(
    content: Content, engine: Engine, roles: Sequence[str], by: Mapping[str, By] | None = None
) -> Profile:
    """Say what these tables of a loaded register hold, compared by what `by` names for a table."""
    register = content.register
    work = Counting(register, engine)
    tables = [work.table(role) for role in roles]
    persons = next((t for t in tables if t.role == PERSONS), None) or work.table(PERSONS)
    found = notes(register, tables, persons, work.groups)
    return Profile(
        register.id,
        register.title,
        content.sha256,
        content.persons,
        register.known_until,
        tuple(work.compared(table, (by or {}).get(table.role)) for table in tables),
        tuple(found),
    )


@dataclass(frozen=True, slots=True)
class Counting:
    """Asks the engine for the counts of one register."""

    register: Register
    engine: Engine

    def rows(self, built: Built) -> Sequence[Row]:
        """Carry out a statement."""
        return self.engine.fetch(built.query(self.engine.dialect))

    def most_common(self, built: Built) -> tuple[tuple[Common, ...], int]:
        """Give the most common values, and how many different ones there are."""
        rows = self.rows(built)
        return tuple(Common(value, times) for value, times, _ in rows), rows[0][2] if rows else 0

    def table(self, role: str) -> TableProfile:
        """Profile one table."""
        table = self.register.tables[role]
        names = list(table.columns)
        (counts,) = self.rows(holdings.fills(self.register, role, names))
        fives = _fives(names, counts)
        columns = tuple(self.column(role, c, fives[c.name]) for c in table.columns.values())
        ((backwards, later),) = self.rows(holdings.contradicting(self.register, role))
        about_persons = role in holdings.tables_of_persons(self.register)
        return TableProfile(
            role,
            table.path,
            counts[1],
            columns,
            self.per_person(role) if about_persons else None,
            tuple(self.complete(table)) if about_persons else (),
            self.cited(table) if table.sources else None,
            backwards,
            later,
        )

    def column(self, role: str, column: Column, counts: Row) -> ColumnProfile:
        """Profile one column, whose fill is counted already."""
        filled, blank, said, several, outside = counts
        common, distinct = self.most_common(
            holdings.common(self.register, role, column.name, MOST_COMMON)
        )
        codes, _ = (
            self.most_common(holdings.said(self.register, role, column.name, MOST_COMMON))
            if said
            else ((), 0)
        )
        vocabulary = self.register.vocabulary_of(column)
        return ColumnProfile(
            column,
            Fill(filled, blank, said, outside),
            several,
            distinct,
            common,
            codes,
            len(vocabulary.terms) if vocabulary else 0,
            self.dates(role, column.name) if column.kind is Kind.DATE else None,
        )

    def dates(self, role: str, name: str) -> Dates:
        """Say how exactly the dates of a column are written."""
        rows = self.rows(holdings.precisions(self.register, role, name))
        found = {Precision(form): (int(times), low, high) for form, times, low, high in rows}
        plain = [found[form] for form in _PLAIN if form in found]
        return Dates(
            {form: found[form][0] for form in Precision if form in found},
            min((low for _, low, _ in plain), default="").replace("-XX", ""),
            max((high for _, _, high in plain), default="").replace("-XX", ""),
        )

    def per_person(self, role: str) -> PerPerson:
        """Say how many persons have rows, and how many."""
        ((persons, median, most),) = self.rows(holdings.per_person(role))
        return PerPerson(persons, float(median or 0), most or 0)

    def complete(self, table: Table) -> list[Complete]:
        """Say of whom a missing row means no, and how many those are."""
        found = []
        for each in table.complete_for:
            ((persons,),) = self.rows(holdings.persons_with(self.register, each.person))
            found.append(Complete(each.says, each.where, each.person, persons))
        return found

    def cited(self, table: Table) -> Cited:
        """Count the citations of a table, and its grades."""
        register, role = self.register, table.role
        ((without,),) = self.rows(holdings.uncited(register, role))
        sources, distinct = self.most_common(holdings.cited(register, role, MOST_COMMON))
        marks: tuple[Common, ...] = ()
        grades: tuple[Common, ...] = ()
        if table.graded_by:
            marks, _ = self.most_common(
                holdings.common(register, role, table.graded_by, MOST_COMMON)
            )
        if register.citing.grade and SOURCES in register.tables:
            grades, _ = self.most_common(holdings.cited(register, role, MOST_GROUPS, grades=True))
        return Cited(without, distinct, sources, marks, grades)

    def compared(self, table: TableProfile, by: By | None) -> TableProfile:
        """Give a table with its groups, where a comparison was asked for."""
        if not by:
            return table
        names = [column.column.name for column in table.columns]
        return replace(table, by=by, groups=self.groups(table.role, by, names, MOST_GROUPS))

    def groups(self, role: str, by: By, names: Sequence[str], most: int) -> tuple[Group, ...]:
        """Give what these columns of a table hold for each value of what is compared by."""
        found = []
        for counts in self.rows(holdings.fills(self.register, role, names, by, most)):
            fives = _fives(names, counts)
            fills = {name: Fill(five[0], five[1], five[2], five[4]) for name, five in fives.items()}
            others = holdings.tables_of_persons(self.register)
            rest = counts[2 + 5 * len(fives) :]
            present = dict(zip(others, rest, strict=True)) if rest else {}
            found.append(Group(counts[0], counts[1], fills, present))
        return tuple(found)


def _fives(names: Sequence[str], counts: Row) -> dict[str, Row]:
    """Split a row of `fills` into the five counts of each column."""
    return {name: tuple(counts[2 + 5 * at : 7 + 5 * at]) for at, name in enumerate(names)}


def profile(
    data: str | Path | None = None,
    *,
    table: str = "",
    by: str = "",
    shelf: Library | None = None,
) -> Profile:
    """Say what a register holds: fill, not known, distinct and common values, dates, sources.

    `table` leaves the other tables out; `by` names a column, of the table itself or of the persons
    (`persons.gender`), and adds the fill for each of its values. Without `data`, profiles the only
    register in ./datasets, or else the worked example.
    """
    shelf = shelf or library()
    content = load_register(data or usual_register(shelf)[0], shelf=shelf)
    register = content.register
    if table and table not in register.tables:
        raise RequestError(f"{register.id} has no table {table!r}{nearest(table, register.tables)}")
    roles = [table] if table else list(register.tables)
    compared = _columns_compared(register, roles, by) if by else {}
    with DuckDB() as engine:
        engine.load(content, countable(content.register))
        return profile_of(content, engine, roles, compared)


def _columns_compared(register: Register, roles: list[str], by: str) -> dict[str, By]:
    """Say for each table what its fill is compared by; raises RequestError where for none."""
    role, _, name = by.rpartition(".")
    found: dict[str, By] = {}
    for mine in roles:
        table = register.tables[mine]
        if name in table.columns and role in ("", mine):
            found[mine] = By(mine, name)
        elif table.person and name in register.persons.columns and role in ("", PERSONS):
            found[mine] = By(PERSONS, name)
    if not found:
        tables = {*roles, PERSONS}
        known = {c for r in tables for c in register.tables[r].columns}
        raise RequestError(f"no column {by!r} to compare by{nearest(name, known)}")
    return found
