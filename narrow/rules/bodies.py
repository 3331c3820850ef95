"""What `some`, `all`, `not`, `rule` and the other leading keys of a body mean."""

from collections.abc import Callable
from dataclasses import dataclass

from narrow.errors import nearest
from narrow.model.registers import PERSONS, Column, Kind, Table, Values
from narrow.model.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Body,
    Count,
    Missing,
    Named,
    Not,
    Order,
    PersonIs,
    Reading,
    Scan,
    Second,
    Some,
    Tense,
)
from narrow.rules.conditions import Scope, conditions, says_no_longer
from narrow.rules.documents import AttributeDocument, BodyDocument, PreferDocument, SecondDocument
from narrow.rules.limits import Limit
from narrow.rules.yaml_text import Path_

HEADS = ("some", "none", "count", "missing", "all", "any", "of", "not", "rule", "person")
EXTRAS = {
    "where": {"some", "none", "count", "missing"},
    "and_also": {"some", "none", "missing"},
    "distinct": {"count"},
    "at_most": {"count"},
    "at_least": {"count", "of"},
    "with": {"rule"},
    "reading": {"rule"},
}

Inside = tuple[str, ...]
LookUp = Callable[[Scope, BodyDocument, Path_, Inside], tuple[Reading, ...]]


@dataclass(slots=True)
class Size:
    """How deep the body that is being read lies, and how many have been read of this file."""

    deep: int = 0
    bodies: int = 0


@dataclass(frozen=True, slots=True)
class Bodies:
    """Reads bodies; `look_up` finds the readings of an attribute that is named by `rule:`.

    `inside` names the attributes that are being read, so that a circle is seen.
    """

    look_up: LookUp
    size: "Size"

    def head(self, scope: Scope, given: BodyDocument, path: Path_) -> str:
        """Find the one leading key of a body; reports none, several, or keys beside it."""
        present = [key for key in HEADS if self.has(given, key)]
        if len(present) != 1:
            said = f"{' and '.join(present)} stand together" if present else "no body is given"
            scope.wrong(path, f"{said}; expected exactly one of {', '.join(HEADS)}")
            return ""
        for extra, heads in EXTRAS.items():
            declares = extra == "with" and isinstance(given, AttributeDocument)
            if (*path, extra) not in scope.text.marks or declares:
                continue
            if present[0] not in heads:
                fitting = ", ".join(sorted(heads))
                said = f"{extra} does not go with {present[0]}; it goes with {fitting}"
                scope.wrong((*path, extra), said)
        return present[0]

    @staticmethod
    def has(given: BodyDocument, key: str) -> bool:
        """Tell whether a body has this leading key."""
        name = key + "_" if key in ("all", "any", "not") else key
        return getattr(given, name) is not None

    def body(self, scope: Scope, given: BodyDocument, path: Path_, inside: Inside) -> Body | None:
        """Read a body; None where it is wrong, which has been reported by then."""
        size = self.size
        if size.deep >= Limit.DEEP.most:
            scope.wrong(path, Limit.DEEP.exceeded("bodies lie deeper in one another"))
            return None
        if size.bodies >= Limit.BODIES.most:
            scope.wrong(path, Limit.BODIES.exceeded("the rule has more bodies"))
            return None
        size.bodies += 1
        size.deep += 1
        try:
            return self.read(scope, given, path, inside)
        finally:
            size.deep -= 1

    def read(self, scope: Scope, given: BodyDocument, path: Path_, inside: Inside) -> Body | None:
        """Read a body that is not too deep; None where it is wrong."""
        head = self.head(scope, given, path)
        match head:
            case "some" | "none" | "missing" | "count":
                return _over_rows(scope, given, head, path)
            case "person":
                where = conditions(
                    scope, scope.register.persons, given.person or {}, (*path, "person")
                )
                return PersonIs(where)
            case "not":
                inner = self.body(scope, given.not_, (*path, "not"), inside) if given.not_ else None
                return Not(inner) if inner else None
            case "all" | "any" | "of":
                return self.combined(scope, given, head, path, inside)
            case "rule":
                return self.by_name(scope, given, path, inside)
            case _:
                return None

    def combined(
        self, scope: Scope, given: BodyDocument, head: str, path: Path_, inside: Inside
    ) -> Body | None:
        """Read a body that combines others: all, any, or so many of them."""
        written = {"all": given.all_, "any": given.any_, "of": given.of}[head] or []
        found = [self.body(scope, b, (*path, head, at), inside) for at, b in enumerate(written)]
        bodies = tuple(body for body in found if body is not None)
        if len(bodies) < len(written):
            return None
        if head == "all":
            return AllOf(bodies)
        if head == "any":
            return AnyOf(bodies)
        number = given.at_least
        if number is None or not 1 <= number <= len(bodies):
            scope.wrong((*path, "of"), f"at_least must say how many of the {len(bodies)}")
            return None
        return AtLeast(number, bodies)

    def by_name(
        self, scope: Scope, given: BodyDocument, path: Path_, inside: Inside
    ) -> Body | None:
        """Read a body that names an attribute; the narrowest reading where none is named."""
        readings = self.look_up(scope, given, path, inside)
        if not readings:
            return None
        if isinstance(given.reading, PreferDocument):
            scope.wrong((*path, "reading"), "prefer belongs to a clue; name the reading itself")
            return None
        wanted = given.reading or readings[0].name
        for reading in readings:
            if reading.name == wanted:
                return Named(given.rule or "", reading.name, reading.says, reading.body)
        hint = nearest(wanted, [reading.name for reading in readings])
        scope.wrong((*path, "reading"), f"{given.rule} has no reading {wanted!r}{hint}")
        return None


def _over_rows(scope: Scope, given: BodyDocument, head: str, path: Path_) -> Body | None:
    """Read a body that begins with some, none, count or missing; reports what is wrong with it."""
    role = getattr(given, head)
    table = _table(scope, role, (*path, head))
    if table is None:
        return None
    no_longer = head in ("some", "none") and says_no_longer(scope, table, given.where)
    written = {**given.where, "tense": Tense.FORMER.value} if no_longer else given.where
    where = conditions(scope, table, written, (*path, "where"))
    second = None
    if given.and_also:
        second = _second(scope, table, given.and_also, (*path, "and_also"))
    if given.distinct and given.distinct not in table.columns:
        hint = nearest(given.distinct, table.columns)
        scope.wrong((*path, "distinct"), f"{role} has no column {given.distinct!r}{hint}")
        return None
    if given.distinct and (fault := _uncountable(table.columns[given.distinct])):
        scope.wrong((*path, "distinct"), f"distinct counts single codes; {fault}")
        return None
    scan = Scan(table.role, where, second, given.distinct or "")
    found: Body = Some(scan)
    if no_longer:
        still = {**given.where, "tense": Tense.CURRENT.value}
        held = Scan(table.role, conditions(scope, table, still, (*path, "where")))
        found = AllOf((found, Not(Some(held))))
    match head:
        case "some":
            return found
        case "none":
            return Not(found)
        case "missing":
            return Missing(scan)
        case _:
            return _count(scope, given, scan, path)


def _count(scope: Scope, given: BodyDocument, scan: Scan, path: Path_) -> Body | None:
    if given.at_least is None and given.at_most is None:
        scope.wrong((*path, "count"), "count needs at_least, at_most or both")
        return None
    if given.at_least is not None and given.at_most is not None and given.at_least > given.at_most:
        said = f"no number is at least {given.at_least} and at most {given.at_most}"
        scope.wrong((*path, "at_least"), said)
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
            said = f"{table.role} has no date column {column!r}{nearest(column, _dates_of(table))}"
            scope.wrong((*path, order.value), said)
        if first.span is None:
            scope.wrong((*path, order.value), f"{first.role} has no dates of its own")
    for key, columns in (("same", given.same), ("different", given.different)):
        for column in columns:
            if column not in first.columns or column not in table.columns:
                scope.wrong((*path, key), f"{column!r} is not a column of both tables")
                continue
            for side in (first, table):
                if fault := _uncountable(side.columns[column]):
                    scope.wrong((*path, key), f"{key} compares single codes; {fault}")
                    break
    first_order: Order | None = next(iter(orders), None)
    day = orders[first_order] if first_order else ""
    where = conditions(scope, table, given.where, (*path, "where"))
    return Second(table.role, where, first_order, day, tuple(given.same), tuple(given.different))


def _uncountable(column: Column) -> str:
    """Say why two cells of a column cannot be held against each other as they stand.

    2010 and 2010-05 may be one day or two; "arms or bribery" twice may be one ground or two.
    """
    if column.kind is Kind.DATE:
        return f"{column.name} holds dates, and two that overlap may be the same or not"
    if column.values is not Values.ONE:
        return f"{column.name} holds several values in one field"
    return ""


def _dates_of(table: Table) -> list[str]:
    return [name for name, column in table.columns.items() if column.kind is Kind.DATE]
