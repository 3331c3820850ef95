"""The statement that gathers evidence: one row for each fact that meets a phrase or may.

A row says which part of which reading, whose, the code (2 met, 1 in doubt, 0 nothing recorded),
which conditions are in doubt, and the rows of the register.
"""

from collections.abc import Sequence
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
from narrow.model.rules import Condition
from narrow.model.verdicts import Verdict

FIRST, SECOND = "f", "s"
NO_VALUE = " "  # no cell is a single space: those are blank from the start


def evidence(plan: Plan) -> Built:
    """Gather every fact that meets a phrase or may; one named scan per part, then their union."""
    values = Bindings(plan.case.day)
    scans = [(part, _scan(plan, part, values)) for part in plan.parts]
    whole: exp.Query | None = None
    for part, _ in scans:
        rows = exp.select(exp.Star()).from_(relation(part.name))
        whole = exp.union(whole, rows, distinct=False, copy=False) if whole is not None else rows
    if whole is None:
        whole = _no_evidence()
    for part, scan in scans:
        whole = whole.with_(exp.to_identifier(part.name, quoted=True), as_=scan, copy=False)
    return Built(whole, dict(values.values))


def _scan(plan: Plan, part: Part, values: Bindings) -> exp.Select:
    """Give the rows of one part: possible ones, with code and doubt."""
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
    certain = [c for p, c in tests if p != c]
    code = case_when((all_of(certain), int(Verdict.MET)), default=int(Verdict.IN_DOUBT))
    if part.on_person:
        code = _person_code(first, part.where, certain)
    query = query.select(
        aliased(integer(part.number), "part"),
        col("person_no", FIRST),
        aliased(code if certain else integer(Verdict.MET), "code"),
        aliased(_doubt(tests), "doubt"),
        aliased(col("row_no", FIRST), "row_no"),
        aliased(other, "other_row"),
    )
    if _counts_items(plan):
        item = _item(first, part.item) if part.item else literal("")
        query = query.select(aliased(item, "item"), copy=False)
    return query.where(*(p for p, _ in tests), copy=False)


def _counts_items(plan: Plan) -> bool:
    """Whether evidence has a column of texts; keeping one takes a third of the time."""
    return any(part.item for part in plan.parts)


def _item(row: TableRow, name: str) -> exp.Expression:
    """Give the value that is counted; a blank that is no gap becomes `NO_VALUE`."""
    column = row.table.columns[name]
    if not column.applies_where:
        return row.col(name)
    value = exp.Case().when(row.recorded(column), row.col(name), copy=False)
    value = value.when(row.gap(column), literal(""), copy=False)
    return value.else_(literal(NO_VALUE), copy=False)


def _person_code(
    row: TableRow, where: Sequence[Condition], certain: Sequence[exp.Expression]
) -> exp.Expression:
    gaps = [all_of([is_blank(row, c), negated(is_certain(row, c))]) for c in where]
    return case_when(
        (all_of(list(certain)), int(Verdict.MET)),
        (any_of(gaps), int(Verdict.NO_RECORD)),
        default=int(Verdict.IN_DOUBT),
    )


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
