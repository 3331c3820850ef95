"""Coarser forms of one condition: a broader kind, a further step, a longer time, any time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from narrow.model.dates import EARLIEST, LATEST, years_before
from narrow.model.exposure import Coarsening
from narrow.model.register import Register, Table
from narrow.model.rule import Coded, Condition, Dated, Either, Held, Tense
from narrow.model.vocabulary import Vocabulary

YEARS = (1, 5)  # longer by so many years on each side
AGES = 5
MOST_KINDS = 6  # of broader kinds, parents of parents among them

_DAY = timedelta(days=1)
_AGED = re.compile(r"aged (\d+) to (\d+) on (.+)")  # the words of an age, operators.py writes them

Softer = tuple[Coarsening, Condition]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a condition is seen against: the register, its table, and the as-of day."""

    register: Register
    table: Table
    day: date


def softer(seen: Seen, condition: Condition) -> Iterator[Softer]:
    """Give the coarser forms of a condition; what is met by the condition is met by each.

    None for a condition that is denied, because there a broader word says less, and none for words
    and gaps, which can only be left out.
    """
    match condition:
        case Coded():
            yield from _coded(seen, condition)
        case Dated():
            yield from _dated(seen, condition)
        case Held(tense, first, last):
            if tense in (Tense.FORMER, Tense.CURRENT, Tense.PROBABLY_FORMER):
                yield Coarsening.EVER, Held(Tense.EVER, first, last)
        case Either(several):
            for at, inner in enumerate(several):
                for way, form in softer(seen, inner):
                    yield way, Either((*several[:at], form, *several[at + 1 :]))
        case _:
            return


# --- codes ------------------------------------------------------------------------------------


def _coded(seen: Seen, condition: Coded) -> Iterator[Softer]:
    column = seen.table.columns.get(condition.column)
    vocabulary = seen.register.vocabulary_of(column) if column else None
    if vocabulary is None:
        return
    for form in _kinds(vocabulary, condition):
        yield Coarsening.KIND, form
    if vocabulary.ordered:
        for form in _steps(vocabulary, condition):
            yield Coarsening.STEP, form


def _kinds(vocabulary: Vocabulary, condition: Coded) -> Iterator[Coded]:
    """Give the condition with a parent's kinds in place of its codes; then the parent's parents."""
    seen = {frozenset(condition.codes)}
    waiting = [condition]
    while waiting:
        narrow = waiting.pop(0)
        for parent in _parents(vocabulary, narrow.codes):
            kinds = vocabulary.kinds_of(parent)
            codes = tuple(c for c in vocabulary.terms if c in kinds or c in narrow.codes)
            if frozenset(codes) in seen or len(seen) > MOST_KINDS:
                continue
            seen.add(frozenset(codes))
            words = f"{vocabulary.label(parent)} or a kind of it"
            if not set(narrow.codes) <= set(kinds):
                words = f"{narrow.words} or {words}"
            form = replace(narrow, codes=codes, words=words)
            yield form
            waiting.append(form)


def _parents(vocabulary: Vocabulary, codes: tuple[str, ...]) -> list[str]:
    terms = [vocabulary.terms[code] for code in codes if code in vocabulary.terms]
    return [p for p in dict.fromkeys(p for t in terms for p in t.broader) if p not in codes]


def _steps(vocabulary: Vocabulary, condition: Coded) -> Iterator[Coded]:
    """Give the condition one step lower, or higher where it says "or less", or either way."""
    order = list(vocabulary.terms)
    places = sorted(order.index(code) for code in condition.codes if code in vocabulary.terms)
    if not places or len(places) == len(order):
        return
    lowest, highest = places[0], places[-1]
    if lowest > 0:
        yield _stepped(vocabulary, condition, order[lowest - 1])
    if highest < len(order) - 1:
        yield _stepped(vocabulary, condition, order[highest + 1])


def _stepped(vocabulary: Vocabulary, condition: Coded, code: str) -> Coded:
    codes = tuple(c for c in vocabulary.terms if c in condition.codes or c == code)
    label = vocabulary.label(code)
    if codes == vocabulary.at_least(codes[0]) and codes[0] == code:
        words = f"{label} or more"
    elif codes == vocabulary.at_most(codes[-1]) and codes[-1] == code:
        words = f"{label} or less"
    else:
        words = f"{condition.words} or {label}"
    return replace(condition, codes=codes, words=words)


# --- dates ------------------------------------------------------------------------------------


def _dated(seen: Seen, condition: Dated) -> Iterator[Softer]:
    aged = _AGED.fullmatch(condition.words)
    if aged:
        youngest, oldest = max(0, int(aged[1]) - AGES), int(aged[2]) + AGES
        first = max(EARLIEST, years_before(seen.day, oldest + 1) + _DAY)
        last = years_before(seen.day, youngest)
        words = f"aged {youngest} to {oldest} on {aged[3]}"
        yield Coarsening.DATES, replace(condition, first=first, last=last, words=words)
        return
    for years in YEARS:
        first, last = years_before(condition.first, years), years_before(condition.last, -years)
        if condition.first == EARLIEST:
            words = f"before {last + _DAY}" if last < LATEST else "any day"
        elif condition.last == LATEST:
            words = f"after {first - _DAY}" if first > EARLIEST else "any day"
        else:
            words = f"between {first} and {last}"
        yield Coarsening.DATES, replace(condition, first=first, last=last, words=words)
