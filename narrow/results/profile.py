"""What a register holds, counted by the engine: one read of a table, one of each of its columns.

Nothing here goes through rows: a register of a million persons is profiled by its database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from narrow.compile import sql
from narrow.compile.sql import Built
from narrow.engines import Engine, Row
from narrow.model.profile import (
    By,
    Cited,
    ColumnProfile,
    Common,
    Complete,
    Dates,
    Fill,
    Group,
    PerPerson,
    Precision,
    Profile,
    TableProfile,
)
from narrow.model.register import PERSONS, SOURCES, Column, Content, Kind, Register, Table
from narrow.results.profile_notes import notes

MOST_COMMON = 10
MOST_GROUPS = 50

_PLAIN = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def profile(
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
        (counts,) = self.rows(sql.fills(self.register, role, names))
        fives = _fives(names, counts)
        columns = tuple(self.column(role, c, fives[c.name]) for c in table.columns.values())
        ((backwards, later),) = self.rows(sql.contradicting(self.register, role))
        about_persons = role in sql.tables_of_persons(self.register)
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
            sql.common(self.register, role, column.name, MOST_COMMON)
        )
        codes, _ = (
            self.most_common(sql.said(self.register, role, column.name, MOST_COMMON))
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
        rows = self.rows(sql.precisions(self.register, role, name))
        found = {Precision(form): (int(times), low, high) for form, times, low, high in rows}
        plain = [found[form] for form in _PLAIN if form in found]
        return Dates(
            {form: found[form][0] for form in Precision if form in found},
            min((low for _, low, _ in plain), default="").replace("-XX", ""),
            max((high for _, _, high in plain), default="").replace("-XX", ""),
        )

    def per_person(self, role: str) -> PerPerson:
        """Say how many persons have rows, and how many."""
        ((persons, median, most),) = self.rows(sql.per_person(role))
        return PerPerson(persons, float(median or 0), most or 0)

    def complete(self, table: Table) -> list[Complete]:
        """Say of whom a missing row means no, and how many those are."""
        found = []
        for each in table.complete_for:
            ((persons,),) = self.rows(sql.persons_with(self.register, each.person))
            found.append(Complete(each.says, each.where, each.person, persons))
        return found

    def cited(self, table: Table) -> Cited:
        """Count the citations of a table, and its grades."""
        register, role = self.register, table.role
        ((without,),) = self.rows(sql.uncited(register, role))
        sources, distinct = self.most_common(sql.cited(register, role, MOST_COMMON))
        marks: tuple[Common, ...] = ()
        grades: tuple[Common, ...] = ()
        if table.graded_by:
            marks, _ = self.most_common(sql.common(register, role, table.graded_by, MOST_COMMON))
        if register.citing.grade and SOURCES in register.tables:
            grades, _ = self.most_common(sql.cited(register, role, MOST_GROUPS, grades=True))
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
        for counts in self.rows(sql.fills(self.register, role, names, by, most)):
            fives = _fives(names, counts)
            fills = {name: Fill(five[0], five[1], five[2], five[4]) for name, five in fives.items()}
            others = sql.tables_of_persons(self.register)
            rest = counts[2 + 5 * len(fives) :]
            present = dict(zip(others, rest, strict=True)) if rest else {}
            found.append(Group(counts[0], counts[1], fills, present))
        return tuple(found)


def _fives(names: Sequence[str], counts: Row) -> dict[str, Row]:
    """Split a row of `fills` into the five counts of each column."""
    return {name: tuple(counts[2 + 5 * at : 7 + 5 * at]) for at, name in enumerate(names)}
