"""The statement that turns evidence into one verdict per person, clue and reading.

Verdicts are integers: `and` is LEAST, `or` is GREATEST, "some row" is MAX, `not` swaps the ends.
Where no row is there, the register's completeness says what that means.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from narrow.compile.conditions import TableRow
from narrow.compile.evidence import NO_VALUE
from narrow.compile.expressions import (
    Bindings,
    Built,
    aliased,
    all_of,
    any_of,
    call,
    case_when,
    col,
    combined,
    integer,
    literal,
    negated,
    plus,
    relation,
)
from narrow.compile.plan import (
    COVERED,
    Answer,
    Best,
    BestPair,
    Between,
    Coverage,
    Greatest,
    Least,
    Nth,
    OfPerson,
    Opposite,
    Part,
    Plan,
    Unrecorded,
)
from narrow.model.cases import POPULATION, Case, Role
from narrow.model.registers import PERSONS
from narrow.model.verdicts import Verdict

STATUS = "status"
_OPPOSITES = sum(
    (opposite + 1) << 2 * (verdict + 1)
    for verdict, opposite in (
        (Verdict.NOT_MET, Verdict.MET),
        (Verdict.NO_RECORD, Verdict.NO_RECORD),
        (Verdict.IN_DOUBT, Verdict.IN_DOUBT),
        (Verdict.MET, Verdict.NOT_MET),
    )
)


def verdicts(plan: Plan) -> Built:
    """Turn evidence into one verdict per person, clue and reading, from the `evidence` table."""
    values = Bindings(plan.case.day, COVERED)
    work = _Combining(plan, values, _Totals(plan.parts))
    columns = [aliased(work.answer(c.answer), c.name) for c in plan.columns]
    best = exp.select(col("person_no"), *work.totals.columns.values()).from_(relation("evidence"))
    best = best.group_by(col("person_no"))
    same = col("person_no", "p").eq(col("person_no", "b"))
    readings = (
        exp.select(col("person_no", "p"), *columns)
        .from_(aliased(relation(PERSONS), "p"))
        .join(aliased(relation("best"), "b"), on=same, join_type="left", copy=False)
    )
    status = aliased(_status(plan.case), STATUS)
    query = exp.select(exp.Star(), status).from_(relation("readings"))
    query = query.with_("best", as_=best, copy=False).with_("readings", as_=readings, copy=False)
    return Built(query, dict(values.values))


def _status(case: Case) -> exp.Expression:
    """Say where a person stands: the least of the population and the clues that are required."""
    steps: list[exp.Expression] = [col(POPULATION)]
    for clue in case.clues:
        if clue.role is Role.SUPPORTING:
            continue
        best = combined("GREATEST", [col(f"{clue.id}.{r.name}") for r in clue.counting])
        if clue.role is Role.STRICTLY:
            met = best.eq(integer(Verdict.MET))
            best = case_when((met, int(Verdict.MET)), default=int(Verdict.NOT_MET))
        steps.append(best)
    return combined("LEAST", steps)


@dataclass(slots=True)
class _Totals:
    """The totals per person that answers rest on, each read from the evidence once."""

    parts: Sequence[Part]
    columns: dict[str, exp.Expression] = field(default_factory=dict)

    def total(
        self, part: int, name: str, make: Callable[[exp.Expression], exp.Expression]
    ) -> exp.Column:
        """Give the column `name` of a part's totals, adding it to the grouped read once."""
        full = f"{self.parts[part].name}{name}"
        mine = col("part").eq(integer(part))
        self.columns.setdefault(full, aliased(make(mine), full))
        return col(full, "b")

    def code(self, part: int, missing: exp.Expression) -> exp.Expression:
        """Give the best code among a part's rows, or what a missing row means."""
        best = self.total(
            part, "", lambda mine: exp.Max(this=exp.Case().when(mine, col("code"), copy=False))
        )
        return call("COALESCE", best, missing)

    def tally(self, part: int, name: str, test: exp.Expression | None, item: str) -> exp.Expression:
        def make(mine: exp.Expression) -> exp.Expression:
            both = all_of([mine, test]) if test is not None else mine
            if not item:
                return exp.Count(this=exp.Case().when(both, integer(1), copy=False))
            value = exp.Case().when(both, col("item"), copy=False)
            return exp.Count(this=exp.Distinct(expressions=[value]))

        return call("COALESCE", self.total(part, name, make), integer(0))


@dataclass(frozen=True, slots=True)
class _Combining:
    """Says answers in SQL, over the totals per person."""

    plan: Plan
    values: Bindings
    totals: _Totals

    def answer(self, answer: Answer | None) -> exp.Expression:
        match answer:
            case None:
                return integer(Verdict.MET)
            case Best(part):
                return self.totals.code(part, self.without_row(answer))
            case BestPair(part, first, second):
                return call(
                    "GREATEST", self.totals.code(part, integer(-1)), self.unpaired(first, second)
                )
            case Between():
                return self.between(answer)
            case Unrecorded(part):
                met = self.totals.code(part, integer(0)).eq(integer(Verdict.MET))
                return case_when((met, int(Verdict.NOT_MET)), default=int(Verdict.MET))
            case OfPerson(part):
                return self.totals.code(part, integer(Verdict.NOT_MET))
            case Least(answers):
                return combined("LEAST", [self.answer(a) for a in answers])
            case Greatest(answers):
                return combined("GREATEST", [self.answer(a) for a in answers])
            case Nth(number, answers):
                return _nth(number, [self.answer(a) for a in answers])
            case Opposite(inner):
                return _swapped(self.answer(inner))

    def without_row(self, answer: Best) -> exp.Expression:
        everyone = answer.coverage.everyone and answer.hidden is None
        if everyone or answer.coverage.nobody:
            return integer(Verdict.NOT_MET if everyone else Verdict.NO_RECORD)
        complete = self.complete(answer)
        return case_when((complete, int(Verdict.NOT_MET)), default=int(Verdict.NO_RECORD))

    def complete(self, answer: Best | Between) -> exp.Expression:
        """Of this person a missing row means no: none was hidden because it came out later."""
        covered = _covered(self.plan, self.values, answer.coverage)
        if answer.hidden is None:
            return covered
        none = self.totals.code(answer.hidden, integer(Verdict.NOT_MET))
        seen = none.eq(integer(Verdict.NOT_MET))
        return seen if answer.coverage.everyone else all_of([covered, seen])

    def unpaired(self, first: Best, second: Best) -> exp.Expression:
        """What a pair may still be when one of its rows, or both, are not on record."""
        none, unknown = integer(Verdict.NOT_MET), integer(Verdict.NO_RECORD)
        sides = []
        for missing, there in ((first, second), (second, first)):
            may = call("LEAST", unknown.copy(), self.answer(there))
            sides.append(
                exp.Case().when(self.complete(missing), none.copy(), copy=False).else_(may)
            )
        either = any_of([self.complete(first), self.complete(second)])
        both = exp.Case().when(either, none, copy=False).else_(unknown)
        return call("GREATEST", *sides, both)

    def between(self, answer: Between) -> exp.Expression:
        low, high = self.bounds(answer)
        complete = self.complete(answer)
        bounds = []
        if answer.at_least is not None:
            wanted = integer(answer.at_least)
            bounds.append(
                case_when(
                    (low >= wanted, int(Verdict.MET)),
                    (high >= wanted.copy(), int(Verdict.IN_DOUBT)),
                    (complete, int(Verdict.NOT_MET)),
                    default=int(Verdict.NO_RECORD),
                )
            )
        if answer.at_most is not None:
            most = integer(answer.at_most)
            bounds.append(
                case_when(
                    (low.copy() > most, int(Verdict.NOT_MET)),
                    (high.copy() > most.copy(), int(Verdict.IN_DOUBT)),
                    (complete.copy(), int(Verdict.MET)),
                    default=int(Verdict.NO_RECORD),
                )
            )
        return combined("LEAST", bounds)

    def bounds(self, answer: Between) -> tuple[exp.Expression, exp.Expression]:
        """Give the least and the greatest number that the rows allow."""
        met = col("code").eq(integer(Verdict.MET))
        if not answer.distinct:
            return (
                self.totals.tally(answer.part, ".met", met, ""),
                self.totals.tally(answer.part, ".rows", None, ""),
            )
        part = self.plan.parts[answer.part]
        column = self.plan.register.tables[part.table].columns[part.item]
        named = f"{part.name}_item"
        gap = col("item").isin(*(self.values.text(m, named) for m in column.missing))
        none = col("item").eq(literal(NO_VALUE))
        known = negated(any_of([gap.copy(), none]))
        certain = self.totals.tally(answer.part, ".named", all_of([met, known]), "item")
        some = all_of([met.copy(), negated(none.copy())])
        any_met = self.totals.tally(answer.part, ".met", some, "")
        low = call("GREATEST", certain, call("LEAST", integer(1), any_met))
        items = self.totals.tally(answer.part, ".items", known.copy(), "item")
        gaps = self.totals.tally(answer.part, ".gaps", gap.copy(), "")
        return low, exp.paren(exp.Add(this=items, expression=gaps))


def _covered(plan: Plan, values: Bindings, coverage: Coverage) -> exp.Expression:
    """Of this person a missing row means no."""
    if coverage.everyone:
        return exp.true()
    if coverage.nobody:
        return exp.false()
    row = TableRow(plan.register.persons, "p", values, plan.register)
    choices = [
        any_of(
            [all_of([row.coded(c, codes) for c, codes in test.items()]) for test in _once(choice)]
        )
        for choice in coverage.needs
        if all(choice)
    ]
    return all_of(choices)


def _once(tests: Sequence[Mapping[str, tuple[str, ...]]]) -> list[Mapping[str, tuple[str, ...]]]:
    """Leave out what repeats: two columns of a table may be complete for the same persons."""
    return [test for at, test in enumerate(tests) if test not in tests[:at]]


def _swapped(given: exp.Expression) -> exp.Expression:
    """Look the opposite of a verdict up in a number that holds all four, two bits each.

    `CASE verdict WHEN` reads better, but DuckDB opens it by repeating the verdict for every arm:
    nine `not` inside each other took seconds, and 24 of them all memory. This names it once.
    """
    place = exp.paren(plus(given, integer(1)), copy=False)
    bits = exp.paren(exp.Mul(this=integer(2), expression=place), copy=False)
    moved = exp.BitwiseRightShift(this=integer(_OPPOSITES), expression=bits)
    verdict = exp.BitwiseAnd(this=exp.paren(moved, copy=False), expression=integer(3))
    less = exp.Sub(this=exp.paren(verdict, copy=False), expression=integer(1))
    return exp.paren(less, copy=False)


def _nth(number: int, given: Sequence[exp.Expression]) -> exp.Expression:
    """Give the verdict that so many reach: the last of them when the best come first."""
    if not 0 < number <= len(given):
        return integer(Verdict.MET if number < 1 else Verdict.NOT_MET)
    ranked = exp.ArraySort(this=exp.Array(expressions=list(given)), asc=exp.false())
    return exp.Bracket(this=ranked, expressions=[integer(number - 1)], offset=0)
