"""The rows that meet a phrase or may: looked at for everybody, told in full of those listed.

A look gives a mask for each row: how far it meets its part. A row of evidence says which part of
which reading, whose, the code (2 met, 1 in doubt, 0 nothing recorded), which conditions are in
doubt, and the rows of the register.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from sqlglot import exp

from narrow.compile.conditions import TableRow, is_blank, is_certain, is_possible, ties_of
from narrow.compile.expressions import (
    Bindings,
    Built,
    aliased,
    all_of,
    any_of,
    case_when,
    col,
    integer,
    literal,
    negated,
    plus,
    relation,
)
from narrow.compile.plan import Part, Plan
from narrow.model.verdicts import Verdict

FIRST, SECOND = "f", "s"
NO_VALUE = " "  # no cell is a single space: those are blank from the start


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The rows of a part that meet it or may, before it is said what is read of them."""

    part: Part
    first: TableRow
    query: exp.Select
    tests: Sequence[tuple[exp.Expression, exp.Expression]]
    other: exp.Expression

    @property
    def rows(self) -> exp.Select:
        """Only the rows that may meet the part."""
        return self.query.where(self.possible, copy=False)

    @property
    def possible(self) -> exp.Expression:
        """What a row that may meet the part meets."""
        return all_of([possible for possible, _ in self.tests])

    def code(self, met: int, doubt: int, none: int) -> exp.Expression:
        """Give one of three numbers by how far a row meets the part; `none` of a person's blank."""
        certain = [c for p, c in self.tests if p != c]
        if not certain:
            return integer(met)
        whole = all_of([c.copy() for c in certain])
        if not self.part.on_person:
            return case_when((whole, met), default=doubt)
        where = self.part.where
        gaps = [
            all_of([is_blank(self.first, c), negated(is_certain(self.first, c))]) for c in where
        ]
        return case_when((whole, met), (any_of(gaps), none), default=doubt)


def look(plan: Plan, part: Part, values: Bindings) -> Look:
    """Look at the rows of one part."""
    values.prefix = part.name
    tables = plan.register.tables
    first = TableRow(tables[part.table], FIRST, values, plan.register)
    tests = [(is_possible(first, c), is_certain(first, c)) for c in part.where]
    query = exp.select().from_(aliased(relation(part.table), FIRST))
    other: exp.Expression = integer(-1)
    if part.second:
        second = TableRow(tables[part.second.table], SECOND, values, plan.register)
        tests += [(is_possible(second, c), is_certain(second, c)) for c in part.second.where]
        tests += ties_of(first, second, part.second)
        on: exp.Expression = col("person_no", FIRST).eq(col("person_no", SECOND))
        if part.second.table == part.table:
            on = all_of([on, col("row_no", FIRST).neq(col("row_no", SECOND))])
        query = query.join(aliased(relation(part.second.table), SECOND), on=on, copy=False)
        other = col("row_no", SECOND)
    return Look(part, first, query, tests, other)


def evidence(plan: Plan) -> Built:
    """Gather the facts about those listed that meet a phrase or may; one named scan per part."""
    values = Bindings(plan.case.day)
    scans = [(part.name, _scan(look(plan, part, values))) for part in plan.parts]
    return Built(united(scans) if scans else _no_evidence(), dict(values.values))


def united(steps: Sequence[tuple[str, exp.Query]]) -> exp.Query:
    """Put the rows of named steps together."""
    rows: list[exp.Query] = [exp.select(exp.Star()).from_(relation(n)) for n, _ in steps]
    whole = reduce(lambda a, b: exp.union(a, b, distinct=False, copy=False), rows)
    for name, step in steps:
        whole = whole.with_(exp.to_identifier(name, quoted=True), as_=step, copy=False)
    return whole


def _scan(given: Look) -> exp.Select:
    """Give the rows of one part: possible ones of those listed, with code and doubt."""
    listed = exp.select(col("person_no")).from_(relation("listed"))
    code = given.code(Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD)
    query = given.rows.select(
        aliased(integer(given.part.number), "part"),
        col("person_no", FIRST),
        aliased(code, "code"),
        aliased(_doubt(given.tests), "doubt"),
        aliased(col("row_no", FIRST), "row_no"),
        aliased(given.other, "other_row"),
        copy=False,
    )
    return query.where(col("person_no", FIRST).isin(query=listed), copy=False)


def item(given: Look) -> exp.Expression:
    """Give the value that is counted; a blank that is no gap becomes `NO_VALUE`."""
    row, name = given.first, given.part.item
    if not name:
        return literal("")
    column = row.table.columns[name]
    if not column.applies_where:
        return row.col(name)
    value = exp.Case().when(row.recorded(column), row.col(name), copy=False)
    value = value.when(row.gap(column), literal(""), copy=False)
    return value.else_(literal(NO_VALUE), copy=False)


def _doubt(tests: Sequence[tuple[exp.Expression, exp.Expression]]) -> exp.Expression:
    """Set bit k where the k-th condition is possible and not certain."""
    bits = [
        case_when((certain.copy(), 0), default=1 << at)
        for at, (possible, certain) in enumerate(tests)
        if possible != certain
    ]
    return reduce(plus, bits) if bits else integer(0)


def _no_evidence() -> exp.Select:
    numbers = [aliased(integer(-1), n) for n in ("part", "person_no", "code", "doubt")]
    rows = [aliased(integer(-1), n) for n in ("row_no", "other_row")]
    return exp.select(*numbers, *rows).where(exp.false())


def conditions_of(plan: Plan, person_no: int) -> Built | None:
    """Say of every row of one person which conditions of every part it meets: for `why`.

    Columns: part, row_no, other_row, then one code per condition (2, 1, -1; 0 beyond the last).
    None where the plan has no parts.
    """
    values = Bindings(plan.case.day)
    widest = max((len(part.where) for part in plan.parts), default=0)
    whole: exp.Query | None = None
    for part in plan.parts:
        rows = _codes(plan, part, values, widest, person_no)
        whole = exp.union(whole, rows, distinct=False, copy=False) if whole is not None else rows
    return Built(whole, dict(values.values)) if whole is not None else None


def _codes(plan: Plan, part: Part, values: Bindings, widest: int, person_no: int) -> exp.Select:
    values.prefix = part.name
    row = TableRow(plan.register.tables[part.table], FIRST, values, plan.register)
    codes: list[exp.Expression] = [
        case_when((is_certain(row, c), 2), (is_possible(row, c), 1), default=-1) for c in part.where
    ]
    codes += [integer(0)] * (widest - len(codes))
    named = [aliased(code.copy(), f"c{at}") for at, code in enumerate(codes)]
    mine = col("person_no", FIRST).eq(values.bind(person_no, "person"))
    query = exp.select(aliased(integer(part.number), "part"), col("row_no", FIRST), *named)
    return query.from_(aliased(relation(part.table), FIRST)).where(mine)
