"""Builders of SQL expressions: small, typed, and sparing with copies.

Statements are built, never assembled as text and never parsed back; every value is a named
parameter. sqlglot stays in this room, so that nothing else depends on its trees. Codes and counts
are plain integers and no statement does date arithmetic, so the same plan renders for DuckDB and
for Spark.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from sqlglot import exp

from narrow.compile.statements import Query, Value

FRAMES = 20_000  # rendering takes some twenty a level; rules lie as deep as their limit lets them


@contextmanager
def _deep() -> Iterator[None]:
    """Let Python go as deep as a rule may: its own limit is met by forty `not` in each other."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@dataclass(frozen=True, slots=True)
class Built:
    """One statement as a tree, and the values that are bound to its named parameters."""

    select: exp.Query
    values: Mapping[str, Value]

    def text(self, dialect: str = "duckdb", *, pretty: bool = True) -> str:
        """Render the statement for `duckdb` or `spark`; values stay out of the text."""
        with _deep():
            return self.select.sql(dialect=dialect, pretty=pretty)

    def query(self, dialect: str) -> Query:
        """Give the statement as an engine takes it, with the values that stand in it alone."""
        bound = {str(one.this) for one in self.select.find_all(exp.Placeholder)}
        values = self.values.items()
        return Query(self.text(dialect, pretty=False), {n: v for n, v in values if n in bound})


@dataclass(slots=True)
class Bindings:
    """Gives every bound value a speaking name; the same value under the same name once."""

    as_of: date
    prefix: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    _named: dict[tuple[str, Value], str] = field(default_factory=dict, repr=False)
    _reached: dict[str, int] = field(default_factory=dict, repr=False)

    def bind(self, value: Value, hint: str) -> exp.Expression:
        """Bind a value under a name made of `hint`, and give the place where it goes."""
        if type(value) is date and value == self.as_of:
            self.values["as_of"] = value
            return exp.Placeholder(this="as_of")
        stem = f"{self.prefix}_{hint}" if self.prefix else hint
        stem = stem.lower()  # DuckDB takes $Unit and $unit for one parameter
        if (name := self._named.get((stem, value), "")) == "":
            at = self._reached.get(stem, 1)  # ten thousand codes are not tried against each other
            name = stem if at == 1 else f"{stem}_{at}"
            while self.values.get(name, value) != value:
                at += 1
                name = f"{stem}_{at}"
            self._named[stem, value], self._reached[stem] = name, at
        self.values[name] = value
        return exp.Placeholder(this=name)

    def text(self, text: str, hint: str) -> exp.Expression:
        """Bind a text; a blank stands in the statement as it is, for it is no value."""
        return self.bind(text, hint) if text else literal("")


def literal(value: str) -> exp.Expression:
    """A constant of ours, never a value out of a rule or a register."""
    return exp.Literal.string(value)


def fixed_day(value: date) -> exp.Expression:
    """A day of ours: the first or the last that is counted."""
    return exp.cast(literal(value.isoformat()), "date", copy=False)


def integer(value: int) -> exp.Expression:
    """A whole number of ours, never a value out of a rule or a register."""
    return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))


def col(name: str, alias: str = "") -> exp.Column:
    """A column, by a quoted name."""
    return exp.column(exp.to_identifier(name, quoted=True), table=alias or None)


def relation(name: str) -> exp.Table:
    """A table, by a quoted name."""
    return exp.table_(exp.to_identifier(name, quoted=True))


# The builders copy what they are given unless told otherwise; a statement is built once, bottom up,
# so copying would cost more than building. What stands in two places is copied by hand.


def as_expression(built: exp.Expr) -> exp.Expression:
    """Narrow what a builder says it gives to what it does give."""
    return cast("exp.Expression", built)


def aliased(built: exp.Expr, name: str) -> exp.Expression:
    """Name an expression; only a name with a point needs quotes."""
    named = exp.to_identifier(name, quoted="." in name)
    return as_expression(exp.alias_(built, named, copy=False))


def call(name: str, *given: exp.Expr) -> exp.Expression:
    """Call a function that every engine has."""
    return as_expression(exp.func(name, *given, copy=False))


def negated(condition: exp.Expr) -> exp.Expression:
    """Neither engine sees a NULL here, so this is the plain opposite."""
    return as_expression(exp.not_(condition, copy=False))


def all_of(conditions: Sequence[exp.Expression]) -> exp.Expression:
    """All conditions hold; true where there is none."""
    return as_expression(exp.and_(*conditions, copy=False)) if conditions else exp.true()


def any_of(conditions: Sequence[exp.Expression]) -> exp.Expression:
    """One condition holds at least; false where there is none."""
    return as_expression(exp.or_(*conditions, copy=False)) if conditions else exp.false()


def case_when(*pairs: tuple[exp.Expression, int], default: int) -> exp.Expression:
    """The number of the first test that holds, or the default."""
    chosen = exp.Case()
    for test, value in pairs:
        chosen = chosen.when(test, integer(value), copy=False)
    return chosen.else_(integer(default))


def plus(left: exp.Expression, right: exp.Expression) -> exp.Expression:
    """Add two numbers."""
    return exp.Add(this=left, expression=right)


def combined(name: str, given: Sequence[exp.Expression]) -> exp.Expression:
    """Call a function of several values; of one value it is the value itself."""
    return call(name, *given) if len(given) > 1 else given[0]
