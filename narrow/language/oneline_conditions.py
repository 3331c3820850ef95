"""What `column=value` in one line stands for in a rule file, by the kind of the column.

Codes and dates are not looked up here: what is written is the condition of a case file, and the
reader of case files says whether it can be meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from narrow.errors import nearest
from narrow.language.oneline_words import Item, Misread, Word
from narrow.language.text import Path_, Plain
from narrow.model.dates import EARLIEST, LATEST, Interval, parse
from narrow.model.register import Column, Kind, Register, Table
from narrow.model.rule import Tense

TENSE = "tense"
AT = "at"

_DATES = {"=": "on", "<": "before", ">": "after"}
_NOT_DATES = {"!=": "on", ">=": "before", "<=": "after"}
_STEPS = {">=": "at_least", "<=": "at_most"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Written:
    """A condition as a rule file writes it, its column, and that of each alternative by path."""

    plain: Plain
    at: int
    below: Mapping[Path_, int] = field(default_factory=dict)


def condition(register: Register, table: Table, items: Sequence[Item]) -> Written:
    """Write down what is said of one column of a row; raises Misread."""
    first = items[0]
    column = table.columns.get(first.name.text)
    if column is None or not first.operator:
        return _tense(table, _only(table, items))
    if len(items) == 2 and column.kind is Kind.DATE:
        bounds = sorted(items, key=lambda item: item.operator[0], reverse=True)
        if [item.operator[0] for item in bounds] == [">", "<"]:
            return _between(register, column, bounds[0], bounds[1])
    item = _only(table, items)
    plain, below = _one(register, column, item)
    return Written(plain, item.values[0].at, below)


def _only(table: Table, items: Sequence[Item]) -> Item:
    if len(items) > 1:
        name = items[1].name
        own = items[1].operator and name.text in table.columns
        shown = name.text if own else "the time"
        raise Misread(name.at, f"{shown} is said twice of one row; either of two is a|b")
    return items[0]


Told = tuple[Plain, Mapping[Path_, int]]


def _one(register: Register, column: Column, item: Item) -> Told:
    if any(value.quoted and not value.text for value in item.values):
        return _missing(column, item)
    match column.kind:
        case Kind.DATE:
            return _dated(column, item)
        case Kind.TEXT:
            return _worded(column, item)
        case Kind.CODE:
            return _coded(register, column, item)


def _negated(operator: str, plain: Plain, below: Mapping[Path_, int]) -> Told:
    """Put a condition under `not` where the operator says so."""
    if operator != "!=":
        return plain, below
    return {"not": plain}, {("not", *path): at for path, at in below.items()}


def _missing(column: Column, item: Item) -> Told:
    if len(item.values) > 1 or item.operator not in ("=", "!="):
        said = f'"" asks that {column.name} is not recorded, and stands alone after = or !='
        raise Misread(next(v.at for v in item.values if v.quoted and not v.text), said)
    return _negated(item.operator, {"missing": "yes"}, {})


def _single(column: Column, item: Item, instead: str) -> Word:
    if len(item.values) > 1:
        raise Misread(item.values[1].at, f"{column.name} takes one value here; {instead}")
    return item.values[0]


def _dated(column: Column, item: Item) -> Told:
    value = _single(column, item, "a span of time is written 2001/2005").text
    if item.operator in _DATES:
        return {_DATES[item.operator]: value}, {}
    return {"not": {_NOT_DATES[item.operator]: value}}, {}


def _worded(column: Column, item: Item) -> Told:
    if item.operator not in ("=", "!="):
        said = f"{column.name} holds words, and {item.operator} compares dates and steps"
        raise Misread(item.name.at, f"{said}; expected = or !=")
    value = _single(column, item, "either of several phrases needs a case file (any:)").text
    return _negated(item.operator, {"text": value}, {})


def _coded(register: Register, column: Column, item: Item) -> Told:
    vocabulary = register.vocabulary_of(column)
    if item.operator in ("<", ">"):
        raise Misread(
            item.name.at, f"{item.operator} compares dates, and {column.name} holds codes"
        )
    if item.operator in _STEPS:
        if vocabulary is None or not vocabulary.ordered:
            said = f"{column.name} has no steps; {item.operator} needs a date or an ordered"
            raise Misread(item.name.at, f"{said} vocabulary")
        value = _single(column, item, f"give the {_STEPS[item.operator].replace('_', ' ')} alone")
        return {_STEPS[item.operator]: value.text}, {}
    kinds: dict[str, int] = {}
    for value in item.values:
        for code in _kinds(register, column, value):
            kinds.setdefault(code, value.at)
    if len(item.values) == 1:
        value = item.values[0]
        plain: Plain = {"is_a": value.text} if len(kinds) > 1 else value.text
        return _negated(item.operator, plain, {})
    codes: list[Plain] = [*kinds]
    below: dict[Path_, int] = {("any", at): place for at, place in enumerate(kinds.values())}
    return _negated(item.operator, {"any": codes}, below)


def _kinds(register: Register, column: Column, value: Word) -> tuple[str, ...]:
    """Give a code and its kinds; a code that no vocabulary knows stands for itself."""
    vocabulary = register.vocabulary_of(column)
    if vocabulary is None or value.text not in vocabulary.terms:
        return (value.text,)
    return vocabulary.kinds_of(value.text)


def _tense(table: Table, item: Item) -> Written:
    words: list[Plain] = [value.text for value in item.values]
    place = item.values[0].at
    if item.name.text == AT and item.operator:
        if len(words) > 1 or item.operator != "=":
            raise Misread(item.name.at, "at= takes one day, on which it was held")
        return Written({"at": words[0]}, place)
    if item.operator not in ("", "=", "!="):
        raise Misread(item.name.at, f"{item.operator} does not go with a tense; expected =")
    _known_tenses(table, item)
    plain: Plain = words[0] if len(words) == 1 else {"any": words}
    return Written(_negated(item.operator, plain, {})[0], place)


def _known_tenses(table: Table, item: Item) -> None:
    tenses = [tense.value for tense in Tense]
    for value in item.values:
        if value.text in table.columns and not item.operator:
            raise Misread(value.at, f"{value.text} needs a value, as in {value.text}=...")
        if value.text not in tenses:
            said = f"{value.text!r} is no tense" + ("" if item.operator else " and no column=value")
            raise Misread(value.at, said + nearest(value.text, tenses))


def _between(register: Register, column: Column, lower: Item, upper: Item) -> Written:
    """Write a lower and an upper bound of one date as the days between them."""
    low = _single(column, lower, "give one bound")
    high = _single(column, upper, "give one bound")
    start, end = _days(register, low), _days(register, high)
    first = start.first if lower.operator == ">=" else _moved(start.last, _DAY)
    last = end.last if upper.operator == "<=" else _moved(end.first, -_DAY)
    if first is None or last is None or first > last:
        said = f"no day is {lower.operator}{low.text} and {upper.operator}{high.text}"
        raise Misread(high.at, said)
    return Written({"between": [first.isoformat(), last.isoformat()]}, low.at)


def _days(register: Register, value: Word) -> Interval:
    try:
        found = parse(value.text, circa_years=register.circa_years)
    except ValueError as error:
        raise Misread(value.at, str(error)) from None
    if not value.text.strip():
        raise Misread(value.at, "a blank is no date; expected YYYY, YYYY-MM or YYYY-MM-DD")
    return found


def _moved(day: date, by: timedelta) -> date | None:
    """Give the day beside another; None beyond the first and the last day that can be written."""
    moved = None if day == date.max and by > timedelta() else day + by
    return moved if moved and EARLIEST <= moved <= LATEST else None
