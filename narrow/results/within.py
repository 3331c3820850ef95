"""A case over again, within one group: one more condition on every look at the group's table."""

from dataclasses import dataclass, replace
from datetime import date

from narrow.model.case import Case
from narrow.model.register import PERSONS, Column, Kind
from narrow.model.rule import (
    AllOf,
    AnyOf,
    AtLeast,
    Body,
    Coded,
    Condition,
    Count,
    Dated,
    Missing,
    Named,
    Not,
    PersonIs,
    Reading,
    Scan,
    Some,
)


@dataclass(frozen=True, slots=True)
class Field:
    """What a tally groups by: a column of a table, or the year of one."""

    role: str
    column: Column
    by_year: bool

    def condition(self, value: str) -> Condition:
        """Say that a row lies in the group."""
        if self.by_year:
            return Dated(self.column.name, date(int(value), 1, 1), date(int(value), 12, 31), value)
        if self.column.kind is Kind.DATE:
            day = date.fromisoformat(value)
            return Dated(self.column.name, day, day, f"on {value}")
        return Coded(self.column.name, (value,), value)


def within(case: Case, field: Field, value: str) -> Case:
    """Give the case with one more condition on every look at the field's table."""
    condition = field.condition(value)
    if field.role == PERSONS:
        inside: Body = PersonIs((condition,))
        body = AllOf((case.population.body, inside)) if case.population.body else inside
        return replace(case, population=replace(case.population, body=body))
    narrowed = replace(case.population, body=_population(case, field.role, condition))
    clues = tuple(
        replace(c, readings=tuple(_reading(r, field.role, condition) for r in c.readings))
        for c in case.clues
    )
    return replace(case, population=narrowed, clues=clues)


def _population(case: Case, role: str, condition: Condition) -> Body:
    body = case.population.body
    if body is None:
        return Some(Scan(role, (condition,)))
    narrowed = _body(body, role, condition)
    return narrowed if narrowed != body else AllOf((body, Some(Scan(role, (condition,)))))


def _reading(reading: Reading, role: str, condition: Condition) -> Reading:
    return replace(reading, body=_body(reading.body, role, condition))


def _body(body: Body, role: str, condition: Condition) -> Body:
    match body:
        case Some(scan) | Count(scan) | Missing(scan):
            return replace(body, scan=_scan(scan, role, condition))
        case AllOf(bodies) | AnyOf(bodies) | AtLeast(_, bodies):
            return replace(body, bodies=tuple(_body(b, role, condition) for b in bodies))
        case Not(Some(scan)) if _says_never(scan, role):
            return body
        case Not(inner) | Named(_, _, _, inner):
            return replace(body, body=_body(inner, role, condition))
        case PersonIs():
            return body


def _says_never(scan: Scan, role: str) -> bool:
    """Tell a "never" over the group's own table: it must look at every row, whatever the group."""
    return scan.table == role


def _scan(scan: Scan, role: str, condition: Condition) -> Scan:
    if scan.table == role:
        scan = replace(scan, where=(*scan.where, condition))
    if scan.second and scan.second.table == role:
        second = replace(scan.second, where=(*scan.second.where, condition))
        scan = replace(scan, second=second)
    return scan
