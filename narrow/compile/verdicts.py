"""The statements that turn rows into one verdict per person, clue and reading.

A mask tells of one person the best row of every part, a few bits each, and of which tables a
missing row means no. There are few different masks even of a million persons, and verdicts are
worked out once for each.

Verdicts are integers: `and` is LEAST, `or` is GREATEST, "some row" is the best of the bits, `not`
swaps the ends. Where no row is there, the register's completeness says what that means.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import count

from sqlglot import exp

from narrow.compile.conditions import TableRow
from narrow.compile.evidence import FIRST, NO_VALUE, Look, item, look, united
from narrow.compile.expressions import (
    Bindings,
    Built,
    aliased,
    all_of,
    any_of,
    as_expression,
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


Test = tuple[tuple[int, int], exp.Expression]
"""The mask and the bit that tell whether something holds, and what it is."""
WHOLE = 62  # bits of a number that is signed everywhere
_KINDS = ((7, "tinyint"), (15, "smallint"), (31, "int"), (WHOLE, "bigint"))


def masks(plan: Plan) -> Built:
    """Give everybody's mask, and what is counted: one pass over the rows of all parts."""
    work = _Combining(plan, Bindings(plan.case.day), _Totals(plan.parts))
    for column in plan.columns:
        work.answer(column.answer)
    totals, values = work.totals, work.values
    looks = [look(plan, part, values) for part in plan.parts if part.number in totals.used]
    # a person's own row is read anyway, for what their record covers
    own = [one for one in looks if one.part.on_person and one.part.number not in totals.counted]
    steps = [(one.part.name, _row(one, totals)) for one in looks if one not in own]
    steps.append(("everybody", _row(None, totals, own)))
    seen = united(steps).subquery("looks", copy=False)
    query = exp.select(col("person_no"), *map(_named, _ors(totals), count())).from_(seen)
    return Built(query.group_by(col("person_no")), dict(values.values))


def _row(one: Look | None, totals: "_Totals", own: Sequence[Look] = ()) -> exp.Select:
    """Give the bits of each row of a look; without one, those of each person's own row."""
    bits: dict[int, list[exp.Expression]] = defaultdict(list)
    for seen in [one] if one else own:
        if seen.part.number in totals.places:
            at, shift, levels = totals.places[seen.part.number]
            code = seen.code(*(((1 << level) - 1) << shift for level in (levels, levels - 1, 1)))
            if one is None:
                code = exp.Case().when(seen.possible, code, copy=False).else_(integer(0))
            bits[at].append(code)
    for (at, shift), covered in totals.covers.values() if one is None else ():
        bits[at].append(case_when((covered, 1 << shift), default=0))
    query = one.rows if one else exp.select().from_(aliased(relation(PERSONS), FIRST))
    query = query.select(col("person_no", FIRST), *_masks(totals, bits), copy=False)
    return _tallied(one, query, totals) if one and one.part.number in totals.counted else query


def _tallied(one: Look, rows: exp.Select, totals: "_Totals") -> exp.Select:
    """Give the bits of what is counted of each person; of items each is taken once."""
    code = one.code(Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD)
    rows = rows.select(aliased(code, "code"), copy=False)
    if one.part.item:
        rows = rows.select(aliased(item(one), "item"), copy=False)
        best = aliased(exp.Max(this=col("code")), "code")
        times = aliased(exp.Count(this=exp.Star()), "times")
        keys = [col("person_no"), col("item")]
        items = exp.select(*keys, *map(_named, _ors(totals), count()), best, times)
        rows = items.from_(rows.subquery("seen", copy=False)).group_by(
            *(key.copy() for key in keys)
        )
    bits: dict[int, list[exp.Expression]] = defaultdict(list)
    for at, mask in enumerate(_ors(totals)):
        bits[at].append(as_expression(mask))
    for (at, shift), test in totals.counted[one.part.number].values():
        bits[at].append(case_when((test, 1 << shift), default=0))
    query = exp.select(col("person_no"), *_masks(totals, bits))
    return query.from_(rows.subquery("rows", copy=False)).group_by(col("person_no"))


def _masks(
    totals: "_Totals", bits: Mapping[int, Sequence[exp.Expression]]
) -> Iterator[exp.Expression]:
    for at, kind in enumerate(totals.kinds):
        mask = reduce(plus, bits[at]) if bits.get(at) else integer(0)
        yield _named(exp.cast(mask, kind), at)


def _ors(totals: "_Totals") -> Iterator[exp.Expr]:
    return (exp.BitwiseOrAgg(this=col(f"_mask_{at}")) for at in range(len(totals.kinds)))


def _named(mask: exp.Expr, at: int) -> exp.Expression:
    return aliased(mask, f"_mask_{at}")


def verdicts(plan: Plan) -> Built:
    """Give for each different mask how many persons have it, and every verdict."""
    work = _Combining(plan, Bindings(plan.case.day), _Totals(plan.parts))
    columns = [aliased(work.answer(c.answer), c.name) for c in plan.columns]
    totals = work.totals
    keys = [f"_mask_{at}" for at in range(len(totals.kinds))]
    counted = aliased(exp.Count(this=exp.Star()), "persons")
    alike = exp.select(*map(col, keys), counted).from_(relation("masks"))
    alike = alike.group_by(*map(col, keys))
    best = exp.select(exp.Star(), *totals.read()).from_(relation("alike"))
    told = (*keys, "persons")
    readings = exp.select(*(col(name, "b") for name in told), *columns)
    readings = readings.from_(aliased(relation("best"), "b"))
    query = exp.select(exp.Star(), aliased(_status(plan.case), STATUS)).from_(relation("readings"))
    for name, step in (("alike", alike), ("best", best), ("readings", readings)):
        query = query.with_(name, as_=step, copy=False)
    return Built(query, {})


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
    """What answers rest on, per person: where each stands in the masks, and what is counted."""

    parts: Sequence[Part]
    places: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    covers: dict[str, Test] = field(default_factory=dict)
    counted: dict[int, dict[str, Test]] = field(default_factory=lambda: defaultdict(dict))
    _bits: list[int] = field(default_factory=lambda: [0])

    @property
    def used(self) -> set[int]:
        """The parts that an answer rests on."""
        return {*self.places, *self.counted}

    @property
    def kinds(self) -> list[str]:
        """The narrowest type that holds each mask."""
        return [next(kind for most, kind in _KINDS if bits <= most) for bits in self._bits]

    def place(self, width: int) -> tuple[int, int]:
        """Give the mask and the bit from which so many are free."""
        if self._bits[-1] + width > WHOLE:
            self._bits.append(0)
        self._bits[-1] += width
        return len(self._bits) - 1, self._bits[-1] - width

    def code(self, part: int, missing: exp.Expression) -> exp.Expression:
        """Give the best code among a part's rows, or what a missing row means."""
        if part not in self.places:
            levels = 3 if self.parts[part].on_person else 2
            self.places[part] = (*self.place(levels), levels)
        return call("COALESCE", col(self.parts[part].name, "b"), missing)

    def holds(self, test: exp.Expression, part: int | None = None) -> exp.Expression:
        """Tell whether something holds of a person's own row, or of what is counted of a part."""
        known = self.covers if part is None else self.counted[part]
        if (text := test.sql()) not in known:
            known[text] = self.place(1), test
        stem = COVERED if part is None else f"{self.parts[part].name}.count"
        return col(f"{stem}_{[*known].index(text)}", "b")

    def read(self) -> Iterator[exp.Expression]:
        """Read every part's code out of the masks, NULL without a row, and who is covered."""
        for part, (at, shift, levels) in self.places.items():
            chosen = exp.Case()
            for level, code in zip(range(levels - 1, -1, -1), (2, 1, 0), strict=False):
                chosen = chosen.when(_has(at, shift + level), integer(code), copy=False)
            yield aliased(chosen, self.parts[part].name)
        known = [(COVERED, self.covers)]
        known += [(f"{self.parts[p].name}.count", tests) for p, tests in self.counted.items()]
        for stem, tests in known:
            for number, ((at, shift), _) in enumerate(tests.values()):
                yield aliased(_has(at, shift), f"{stem}_{number}")


def _has(mask: int, bit: int) -> exp.Expression:
    """Tell whether a bit of a mask is set."""
    set_ = exp.BitwiseAnd(this=col(f"_mask_{mask}"), expression=integer(1 << bit))
    return exp.paren(set_, copy=False).neq(integer(0))


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
        covered = self.covered(answer.coverage)
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
        none, unknown = int(Verdict.NOT_MET), int(Verdict.NO_RECORD)
        bounds = []
        for wanted, least, yes, no in (
            (answer.at_least, True, int(Verdict.MET), none),
            (answer.at_most, False, none, int(Verdict.MET)),
        ):
            if wanted is None:
                continue
            if wanted < least:  # none at all is as many already, and no row is there to say so
                bounds.append(integer(yes))
                continue
            sure, may = (
                self.totals.holds(number >= value if least else number > value, answer.part)
                for number, value in ((low.copy(), integer(wanted)), (high.copy(), integer(wanted)))
            )
            doubt = int(Verdict.IN_DOUBT)
            cases = ((sure, yes), (may, doubt), (complete.copy(), no))
            bounds.append(case_when(*cases, default=unknown))
        return combined("LEAST", bounds)

    def bounds(self, answer: Between) -> tuple[exp.Expression, exp.Expression]:
        """Give the least and the greatest number that the rows allow."""
        met = col("code").eq(integer(Verdict.MET))
        if not answer.distinct:
            return _number(met), _number(exp.true())
        part = self.plan.parts[answer.part]
        self.values.prefix = COVERED
        column = self.plan.register.tables[part.table].columns[part.item]
        named = f"{part.name}_item"
        gap = col("item").isin(*(self.values.text(m, named) for m in column.missing))
        none = col("item").eq(literal(NO_VALUE))
        known = negated(any_of([gap.copy(), none]))
        certain = _number(all_of([met, known]))
        some = _number(all_of([met.copy(), negated(none.copy())]))
        low = call("GREATEST", certain, call("LEAST", integer(1), some))
        gaps = exp.Case().when(gap.copy(), col("times"), copy=False).else_(integer(0))
        return low, exp.paren(plus(_number(known.copy()), as_expression(exp.Sum(this=gaps))))

    def covered(self, coverage: Coverage) -> exp.Expression:
        """Of this person a missing row means no."""
        if coverage.everyone or coverage.nobody:
            return exp.true() if coverage.everyone else exp.false()
        self.values.prefix = COVERED
        row = TableRow(self.plan.register.persons, FIRST, self.values, self.plan.register)
        choices = [
            any_of(
                [
                    all_of([row.coded(c, codes) for c, codes in test.items()])
                    for test in _once(choice)
                ]
            )
            for choice in coverage.needs
            if all(choice)
        ]
        return self.totals.holds(all_of(choices))


def _number(test: exp.Expression) -> exp.Expression:
    """Count the rows of a person of which something holds."""
    counted = exp.Case().when(test, integer(1), copy=False)
    return as_expression(exp.Count(this=counted))


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
