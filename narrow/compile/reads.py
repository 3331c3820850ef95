"""What is read: of evidence and verdicts, from which questions are answered, and of a register."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce

from sqlglot import exp

from narrow.compile.conditions import TableRow
from narrow.compile.evidence import evidence
from narrow.compile.expressions import (
    Bindings,
    Built,
    aliased,
    any_of,
    as_expression,
    case_when,
    col,
    combined,
    fixed_day,
    integer,
    literal,
    negated,
    plus,
    relation,
)
from narrow.compile.plan import Plan
from narrow.compile.statements import MOST_LISTED, MOST_MASKED, MOST_NEAR, Statements
from narrow.compile.verdicts import STATUS, masks, verdicts
from narrow.model.cases import POPULATION, Role
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.registers import NAMES, PERSONS, SOURCES, WEAK, Register, Table, bounds_of
from narrow.model.verdicts import Verdict

# What is read of a register itself: who is in it, rows of one person, sources.


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


def _bound(name: str, kind: str) -> exp.Select:
    """A list that is bound when the statement is carried out, as the rows of a table."""
    given = exp.cast(exp.Placeholder(this=name), exp.DataType.build(f"array<{kind}>"))
    return exp.select(exp.Explode(this=given))


def rows_by_number(plan: Plan, role: str) -> Built:
    """Give rows by the numbers bound to `rows`; `persons`, whose they are, finds stored rows."""
    query = exp.select(col("row_no"), *map(col, plan.shown(role))).from_(relation(role))
    whose = col("person_no").isin(query=_bound("persons", "int"))
    return Built(query.where(whose, col("row_no").isin(query=_bound("rows", "int"))), {})


def spans_of(register: Register, role: str, person_no: int) -> Built:
    """Give the rows of one person and the days that bound their time, the earliest first."""
    values = Bindings(date.max)
    bounds = [col(name) for name in ("begins_lo", "begins_hi", "ends_lo", "ends_hi")]
    columns = [col(name) for name in register.tables[role].shown]
    query = exp.select(col("row_no"), *bounds, *columns).from_(relation(role))
    query = query.where(col("person_no").eq(values.bind(person_no, "person")))
    return Built(query.order_by(*(bound.copy() for bound in bounds), col("row_no")), values.values)


def sources(register: Register, columns: Iterable[str]) -> Built:
    """Give columns of the sources whose ids are bound to the parameter `ids`, a list of texts."""
    table = register.tables[SOURCES]
    query = exp.select(*map(col, columns)).from_(relation(SOURCES))
    return Built(query.where(col(table.key[0]).isin(query=_bound("ids", "varchar"))), {})


def documents_of(table: Table) -> list[str]:
    """Name the columns that tell how well a row is documented: its sources, then its own grade."""
    return [*table.sources, *filter(None, [table.graded_by])]


def render(plan: Plan, dialect: str) -> Statements:
    """Render every statement that a run needs, by name."""
    register = plan.register
    built = {
        "masks": masks(plan),
        "evidence": evidence(plan),
        "verdicts": verdicts(plan),
        "patterns": patterns(plan),
        "everyone": everyone(plan),
        "everybody": everybody(register),
        "listed": listed(plan, MOST_LISTED),
        "near_misses": near_misses(plan, MOST_NEAR),
        "taken_off": taken_off(plan),
        "those_listed": those_listed(plan),
        "people_listed": people_listed(plan),
        "evidence_of_listed": evidence_of_listed(),
    }
    if SOURCES in register.tables:
        cited, grade = register.tables[SOURCES], register.citing.grade
        built["sources"] = sources(register, cited.columns)
        if grade in cited.columns:
            built["grades"] = sources(register, [cited.key[0], grade])
    for role in plan.tables():
        built[f"rows:{role}"] = rows_by_number(plan, role)
        built[f"documents_of_listed:{role}"] = documents_of_listed(plan, role)
        if bounds_of(register.tables[role]):
            built[f"bounds_of_listed:{role}"] = bounds_of_listed(plan, role)
        if register.tables[role].span:
            built[f"masked:{role}"] = masked(plan, role, MOST_MASKED)
            built[f"masked_count:{role}"] = masked_count(plan, role)
    return {name: statement.query(dialect) for name, statement in built.items()}


def _standing() -> exp.Select:
    """Everybody with their verdicts: by their mask."""
    masked = exp.select().from_(relation("masks"))
    return masked.join(relation("verdicts"), join_type="natural", copy=False)


def _everybody() -> exp.Subquery:
    return _standing().select(exp.Star()).subquery("v", copy=False)


def _member(alias: str = "") -> exp.Expression:
    return col(POPULATION, alias) > integer(Verdict.NOT_MET)


def patterns(plan: Plan) -> Built:
    """Count the persons of each pattern: those with the same verdict on every reading."""
    names = [*(col(c.name) for c in plan.columns), col(STATUS)]
    counted = aliased(exp.Sum(this=col("persons")), "persons")
    query = exp.select(*names, counted).from_(relation("verdicts")).where(_member())
    return Built(query.group_by(*(name.copy() for name in names)), {})


def listed(plan: Plan, most: int) -> Built:
    """Name the persons of the population with their verdicts, those who fit best first."""
    names = [col(c.name) for c in plan.columns]
    order = [exp.Ordered(this=col(STATUS), desc=True), exp.Ordered(this=col("person_no"))]
    query = _standing().select(col("person_no"), col(STATUS), *names).where(_member())
    return Built(query.order_by(*order).limit(most), {})


def near_misses(plan: Plan, most: int) -> Built:
    """Name the persons of the population whom exactly one required clue keeps from fitting."""
    names = [col(c.name) for c in plan.columns]
    order = [exp.Ordered(this=col(STATUS), desc=True), exp.Ordered(this=col("person_no"))]
    lacking = []
    for clue in plan.case.clues:
        if clue.role is not Role.SUPPORTING:
            best = combined("GREATEST", [col(f"{clue.id}.{r.name}") for r in clue.counting])
            lacking.append(case_when((best.eq(integer(Verdict.MET)), 0), default=1))
    members = col(POPULATION).eq(integer(Verdict.MET))
    query = _standing().select(col("person_no"), col(STATUS), *names)
    one: exp.Expr = exp.false()
    if lacking:
        one = exp.EQ(this=exp.paren(reduce(plus, lacking)), expression=integer(1))
    return Built(query.where(members, one).order_by(*order).limit(most), {})


def taken_off(plan: Plan) -> Built:
    """Give the verdicts of those whom the case takes off by hand, one row each."""
    values = Bindings(plan.case.day)
    off = [values.bind(excluded.person, "off") for excluded in plan.case.exclude]
    mine = as_expression(col(plan.register.persons.key[0], "p").isin(*off)) if off else exp.false()
    same = col("person_no", "p").eq(col("person_no", "v"))
    query = exp.select(*(col(c.name, "v") for c in plan.columns), col(STATUS, "v"))
    query = query.from_(_everybody())
    query = query.join(aliased(relation(PERSONS), "p"), on=same, copy=False).where(mine)
    return Built(query.order_by(col("person_no", "v")), dict(values.values))


def those_listed(plan: Plan) -> Built:
    """Give the rows of `listed` in its order."""
    names = [col(c.name) for c in plan.columns]
    order = [exp.Ordered(this=col(STATUS), desc=True), exp.Ordered(this=col("person_no"))]
    query = exp.select(col("person_no"), col(STATUS), *names).from_(relation("listed"))
    return Built(query.order_by(*order), {})


def standing(plan: Plan, person_no: int) -> Built:
    """Give one person's verdicts, whether of the population or not."""
    names = [col(c.name) for c in plan.columns]
    values = Bindings(plan.case.day)
    mine = col("person_no").eq(values.bind(person_no, "person"))
    query = _standing().select(col("person_no"), col(STATUS), *names).where(mine)
    return Built(query, dict(values.values))


def everyone(plan: Plan) -> Built:
    """Give every person's verdicts, in the order of the register."""
    names = [col(c.name) for c in plan.columns]
    query = _standing().select(col("person_no"), col(STATUS), *names)
    return Built(query.order_by(col("person_no")), {})


def evidence_of_listed() -> Built:
    """Give the evidence of those named in `listed`, in the order of parts and rows."""
    names = ("part", "person_no", "code", "doubt", "row_no", "other_row")
    columns = [col(name, "e") for name in names]
    same = col("person_no", "e").eq(col("person_no", "l"))
    query = exp.select(*columns).from_(aliased(relation("evidence"), "e"))
    query = query.join(aliased(relation("listed"), "l"), on=same, copy=False)
    return Built(
        query.order_by(*(col(n, "e") for n in ("person_no", "part", "row_no", "other_row"))), {}
    )


def documents_of_listed(plan: Plan, role: str) -> Built:
    """Give what documents every row of a table that is evidence for somebody in `listed`.

    Of the persons' own table it is the row of everybody in `listed`, evidence or not, with its
    person: a person's own row rules out by what it says.
    """
    columns = documents_of(plan.register.tables[role])
    if role == PERSONS:
        names = [col(name, "t") for name in columns]
        query = exp.select(col("row_no", "t"), *names, col("person_no", "t"))
        query = query.from_(aliased(relation(role), "t"))
        same = col("person_no", "t").eq(col("person_no", "l"))
        return Built(query.join(aliased(relation("listed"), "l"), on=same, copy=False), {})
    return _of_rows_listed(plan, role, columns)


def bounds_of_listed(plan: Plan, role: str) -> Built:
    """Give the bounds of every date of those rows, in the order of `bounds_of`."""
    return _of_rows_listed(plan, role, bounds_of(plan.register.tables[role]))


def _of_rows_listed(plan: Plan, role: str, columns: Sequence[str]) -> Built:
    firsts = [p.number for p in plan.parts if p.table == role]
    seconds = [p.number for p in plan.parts if p.second and p.second.table == role]
    same = col("person_no", "e").eq(col("person_no", "l"))
    wanted = []
    for column, parts in (("row_no", firsts), ("other_row", seconds)):
        if parts:
            look = exp.select(col(column, "e")).from_(aliased(relation("evidence"), "e"))
            look = look.join(aliased(relation("listed"), "l"), on=same, copy=False)
            look = look.where(col("part", "e").isin(*map(integer, parts)))
            wanted.append(col("row_no", "t").isin(query=look))
    query = exp.select(col("row_no", "t"), *(col(name, "t") for name in columns))
    # the rows say it alone; by person a large stored table is read in a few places only
    named = exp.select(col("person_no")).from_(relation("listed"))
    theirs = col("person_no", "t").isin(query=named)
    query = query.from_(aliased(relation(role), "t")).where(any_of(wanted), as_expression(theirs))
    return Built(query, {})


def people_listed(plan: Plan) -> Built:
    """Give number, id, name and other names of the persons in `listed`."""
    columns = [col(name, "p") for name in naming_columns(plan.register)]
    same = col("person_no", "p").eq(col("person_no", "l"))
    query = exp.select(col("person_no", "p"), *columns)
    query = query.from_(aliased(relation(PERSONS), "p"))
    return Built(query.join(aliased(relation("listed"), "l"), on=same, copy=False), {})


def _later(plan: Plan, role: str, values: Bindings) -> exp.Select:
    """Rows that begin after the as-of day; whose they are is looked at where not all are meant."""
    later = col("begins_lo", "t") > values.bind(plan.case.day, "as_of")
    query = exp.select().from_(aliased(relation(role), "t")).where(later, copy=False)
    if plan.columns[0].answer is None:
        return query
    same = col("person_no", "t").eq(col("person_no", "v"))
    return query.join(_everybody(), on=same, copy=False).where(_member("v"), copy=False)


def masked(plan: Plan, role: str, most: int, person_no: int | None = None) -> Built:
    """Give rows of the population that begin after the as-of day, with whose they are.

    With `person_no`, those of one person only. Which rows they are is found first, by number:
    sorting whole rows for the first of them took five times as long, and all memory.
    """
    values = Bindings(plan.case.day)
    persons, naming = plan.register.persons, plan.register.naming
    numbers = [col(name, "t") for name in ("row_no", "person_no")]
    first = _later(plan, role, values).select(*numbers, copy=False)
    if person_no is not None:
        first = first.where(col("person_no", "t").eq(values.bind(person_no, "person")), copy=False)
    first = first.order_by(col("row_no", "t")).limit(most)
    whose = [col(naming.name, "p"), col(persons.key[0], "p")]
    same = col("row_no", "t").eq(col("row_no", "f"))
    mine = col("person_no", "p").eq(col("person_no", "f"))
    columns = [col(name, "t") for name in plan.shown(role)]
    query = exp.select(col("person_no", "t"), col("row_no", "t"), *whose, *columns)
    query = query.from_(first.subquery("f", copy=False))
    query = query.join(aliased(relation(role), "t"), on=same, copy=False)
    query = query.join(aliased(relation(PERSONS), "p"), on=mine, copy=False)
    return Built(query.order_by(col("row_no", "t")), dict(values.values))


def masked_count(plan: Plan, role: str) -> Built:
    """Count the rows that `masked` would give."""
    values = Bindings(plan.case.day)
    query = _later(plan, role, values).select(exp.Count(this=exp.Star()))
    return Built(query, dict(values.values))


def groups(plan: Plan, role: str, column: str) -> Built:
    """Give the distinct texts of a column among the rows of the population, in their order."""
    same = col("person_no", "t").eq(col("person_no", "v"))
    query = exp.select(col(column, "t")).distinct()
    query = query.from_(aliased(relation(role), "t"))
    query = query.join(_everybody(), on=same, copy=False).where(_member("v"))
    return Built(query.order_by(col(column, "t")), {})
