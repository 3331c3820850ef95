"""Bodies that look at rows: which table, which conditions, which second row, how many."""

from narrow.errors import nearest
from narrow.language.document import BodyDocument, SecondDocument
from narrow.language.scope import Scope
from narrow.language.text import Path_
from narrow.language.where import conditions
from narrow.model.register import PERSONS, Kind, Table
from narrow.model.rule import Body, Count, Missing, Not, Order, Scan, Second, Some


def over_rows(scope: Scope, given: BodyDocument, head: str, path: Path_) -> Body | None:
    """Read a body that begins with some, none, count or missing; reports what is wrong with it."""
    role = getattr(given, head)
    table = _table(scope, role, (*path, head))
    if table is None:
        return None
    where = conditions(scope, table, given.where, (*path, "where"))
    second = None
    if given.and_also:
        second = _second(scope, table, given.and_also, (*path, "and_also"))
    if given.distinct and given.distinct not in table.columns:
        hint = nearest(given.distinct, table.columns)
        scope.wrong((*path, "distinct"), f"{role} has no column {given.distinct!r}{hint}")
        return None
    scan = Scan(table.role, where, second, given.distinct or "")
    match head:
        case "some":
            return Some(scan)
        case "none":
            return Not(Some(scan))
        case "missing":
            return Missing(scan)
        case _:
            return _count(scope, given, scan, path)


def _count(scope: Scope, given: BodyDocument, scan: Scan, path: Path_) -> Body | None:
    if given.at_least is None and given.at_most is None:
        scope.wrong((*path, "count"), "count needs at_least, at_most or both")
        return None
    return Count(scan, given.at_least, given.at_most)


def _table(scope: Scope, role: str, path: Path_) -> Table | None:
    tables = {r: t for r, t in scope.register.tables.items() if t.person or r == PERSONS}
    if role not in tables or role == PERSONS:
        known = [r for r in tables if r != PERSONS]
        extra = " (for the person's own columns use person:)" if role == PERSONS else ""
        scope.wrong(path, f"the register has no table {role!r}{extra}{nearest(role, known)}")
        return None
    return tables[role]


def _second(scope: Scope, first: Table, given: SecondDocument, path: Path_) -> Second | None:
    table = _table(scope, given.some, (*path, "some"))
    if table is None:
        return None
    orders = {
        order: column
        for order, column in zip(Order, (given.while_, given.before, given.after), strict=True)
        if column
    }
    if len(orders) > 1:
        scope.wrong(path, "while, before and after stand together; give one of them")
    for order, column in orders.items():
        if column not in table.columns or table.columns[column].kind is not Kind.DATE:
            said = f"{table.role} has no date column {column!r}{nearest(column, table.columns)}"
            scope.wrong((*path, order.value), said)
        if first.span is None:
            scope.wrong((*path, order.value), f"{first.role} has no dates of its own")
    for key, columns in (("same", given.same), ("different", given.different)):
        for column in columns:
            if column not in first.columns or column not in table.columns:
                scope.wrong((*path, key), f"{column!r} is not a column of both tables")
    first_order: Order | None = next(iter(orders), None)
    day = orders[first_order] if first_order else ""
    where = conditions(scope, table, given.where, (*path, "where"))
    return Second(table.role, where, first_order, day, tuple(given.same), tuple(given.different))
