"""What is read of a register itself: who is in it, rows of one person, sources."""

from collections.abc import Sequence
from datetime import date

from sqlglot import exp

from narrow.compile.conditions import TableRow
from narrow.compile.expressions import (
    Bindings,
    Built,
    as_expression,
    col,
    fixed_day,
    literal,
    negated,
    relation,
)
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.registers import NAMES, PERSONS, SOURCES, WEAK, Register

_ENDS = (("lo", EARLIEST), ("hi", LATEST))


def naming_columns(register: Register) -> list[str]:
    """Name the columns that tell who somebody is: id, name, other names where there are any."""
    naming = register.naming
    return [register.persons.key[0], naming.name, *filter(None, [naming.aliases])]


def everybody(register: Register) -> Built:
    """Give number, id, name and other names of every person, to look somebody up by name."""
    names = naming_columns(register)
    query = exp.select(col("person_no"), *map(col, names)).from_(relation(PERSONS))
    return Built(query.order_by(col("person_no")), {})


def by_id(register: Register, wanted: str) -> Built:
    """Give number, id, name and other names of the person with this id."""
    values = Bindings(date.max)
    mine = col(register.persons.key[0]).eq(values.bind(wanted, "wanted"))
    names = map(col, naming_columns(register))
    query = exp.select(col("person_no"), *names).from_(relation(PERSONS)).where(mine)
    return Built(query, dict(values.values))


def likeness(register: Register, columns: Sequence[str]) -> Built:
    """Give what two persons are compared by: bounds of birth, gender, nations, and who they are.

    `columns` names the columns of birth, gender and nationality; a blank one is not recorded.
    """
    birth, *texts = columns
    days = [col(f"{birth}_{end}") if birth else fixed_day(day) for end, day in _ENDS]
    said = [col(name) if name else literal("") for name in texts]
    who = map(col, ("person_no", *naming_columns(register)))
    query = exp.select(*days, *said, *who).from_(relation(PERSONS))
    return Built(query.order_by(col("person_no")), {})


def papers(register: Register, role: str, columns: Sequence[str]) -> Built:
    """Give whose each number is, with its kind and country; a blank column is not recorded."""
    said = [col(name) if name else literal("") for name in columns]
    number = next(name for name in columns[1:2])
    blank = register.tables[role].columns[number].missing
    values = Bindings(date.max)
    row = TableRow(register.tables[role], "", values, register)
    query = exp.select(col("person_no"), *said).from_(relation(role))
    query = query.where(negated(row.among(number, blank))).order_by(col("row_no"))
    return Built(query, dict(values.values))


def weak_names(register: Register) -> Built | None:
    """Give number and name of every alias that its list calls weak; None where none is."""
    table = register.tables.get(NAMES)
    if table is None or not {"name", "quality"} <= set(table.columns):
        return None
    values = Bindings(date.max)
    weak = col("quality").eq(values.bind(WEAK, "quality"))
    query = exp.select(col("person_no"), col("name")).from_(relation(NAMES)).where(weak)
    return Built(query, dict(values.values))


def rows_by_number(
    role: str, names: Sequence[str], person_no: int, numbers: Sequence[int]
) -> Built:
    """Give the rows of one person with these numbers; stored rows are found by person at once."""
    values = Bindings(date.max)
    columns = [col(name) for name in names]
    bound = [values.bind(number, "row") for number in numbers]
    mine = col("person_no").eq(values.bind(person_no, "person"))
    query = exp.select(col("row_no"), *columns).from_(relation(role))
    query = query.where(mine, as_expression(col("row_no").isin(*bound)))
    return Built(query, dict(values.values))


def spans_of(register: Register, role: str, person_no: int) -> Built:
    """Give the rows of one person and the days that bound their time, the earliest first."""
    values = Bindings(date.max)
    bounds = [col(name) for name in ("begins_lo", "begins_hi", "ends_lo", "ends_hi")]
    columns = [col(name) for name in register.tables[role].shown]
    query = exp.select(col("row_no"), *bounds, *columns).from_(relation(role))
    query = query.where(col("person_no").eq(values.bind(person_no, "person")))
    return Built(query.order_by(*(bound.copy() for bound in bounds), col("row_no")), values.values)


def sources(register: Register) -> Built:
    """Give the sources whose ids are bound to the parameter `ids`, a list of texts."""
    table = register.tables[SOURCES]
    ids = exp.cast(exp.Placeholder(this="ids"), exp.DataType.build("array<varchar>"))
    mine = exp.ArrayContains(this=ids, expression=col(table.key[0]))
    query = exp.select(*(col(name) for name in table.columns)).from_(relation(SOURCES))
    return Built(query.where(mine), {})
