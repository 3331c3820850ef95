"""What holds of every rule on every register: gaps that are filled, and orders that mean nothing.

*Monotone*: filling a blank, or adding a row where no slice of completeness speaks, never turns a sure
verdict into the opposite one; if it does, the first was not sure. *Permutation*: the order of rows,
of values and of ids changes nothing.

Left out are statements about the record itself (`missing`), the guess `probably-former`, and the
death of a person whose age is asked: a blank death is none, as the register's descriptor says.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from narrow.engines.duckdb import DuckDB
from narrow.model.cases import Case
from narrow.model.registers import PERSONS, Register, Values
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.reader import verdicts
from narrow.registers.loader import content_from_rows
from tests.oracle.strategies import (
    Example,
    Rows,
    bodies_of_times,
    few_rows,
    nested_bodies,
    single_bodies,
    single_conditions,
    single_pairs,
    text_of,
)

EXAMPLES = int(os.environ.get("NARROW_EXAMPLES", "160"))
_looking = settings(
    max_examples=max(1, EXAMPLES // 4),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
ANYTHING = single_conditions | single_bodies | single_pairs | bodies_of_times | nested_bodies
OF_THE_RECORD = ("Blank(", "Missing(", "PROBABLY_FORMER")

Found = Mapping[str, Mapping[tuple[str, str], Verdict]]


def computed(register: Register, rows: Rows, case: Case) -> Found:
    content = content_from_rows(register, rows)
    with DuckDB() as engine:
        return {person: dict(found) for person, found in verdicts(case, content, engine).items()}


def of_truth(case: Case) -> Case | None:
    """The clues of a case that speak of what is true, and not of what is recorded."""
    clues = [c for c in case.clues if not any(word in repr(c) for word in OF_THE_RECORD)]
    everyone = replace(case.population, body=None)
    return replace(case, clues=tuple(clues), population=everyone) if clues else None


def turned(before: Found, after: Found) -> list[tuple[str, tuple[str, str]]]:
    """The verdicts that were sure and are now surely the opposite."""
    sure = {(Verdict.MET, Verdict.NOT_MET), (Verdict.NOT_MET, Verdict.MET)}
    return [
        (person, key)
        for person, found in before.items()
        for key, verdict in found.items()
        if (verdict, after[person][key]) in sure
    ]


def blanks(example: Example, case: Case) -> list[tuple[str, int, str]]:
    """The fields in which nothing stands and something may: role, row and column."""
    register = example.register
    found = []
    for role, table in register.tables.items():
        keys = {*table.key, table.person}
        for at, row in enumerate(example.rows.get(role, ())):
            for name, column in table.columns.items():
                meant = all(
                    row[other] in (*codes, *table.columns[other].missing)
                    for other, codes in column.applies_where.items()
                )
                death = role == PERSONS and name == register.naming.died
                aged = death and "Living(" in repr(case)
                if name not in keys and row[name] == "" and meant and not aged:
                    found.append((role, at, name))
    return found


def begun_later(register: Register, role: str, name: str, text: str) -> bool:
    """Whether a start lies after the last day on record: a blank one is known not to."""
    span = register.tables[role].span
    until = register.known_until or date.max
    days = [int(year) for year in _years(text)]
    return span is not None and name in span.columns and any(y >= until.year for y in days)


def _years(text: str) -> Sequence[str]:
    return [
        part[:4] for part in text.replace("/", " ").replace(";", " ").split() if part[:4].isdigit()
    ]


@_looking
@given(ANYTHING, st.data())
def test_filling_a_blank_never_turns_a_sure_verdict(example: Example, data: st.DataObject) -> None:
    case = of_truth(example.case)
    assume(case is not None)
    assert case is not None
    open_ = blanks(example, case)
    assume(open_)
    role, at, name = data.draw(st.sampled_from(open_))
    table = example.register.tables[role]
    if name in table.sources:
        text = data.draw(st.sampled_from([s["id"] for s in example.rows["sources"]]))
    else:
        text = data.draw(text_of(example.register, table.columns[name]))
    assume(not begun_later(example.register, role, name, text))
    rows = {r: [dict(row) for row in given] for r, given in example.rows.items()}
    rows[role][at][name] = text
    before = computed(example.register, example.rows, case)
    assert turned(before, computed(example.register, rows, case)) == []


@_looking
@given(ANYTHING, st.data())
def test_a_row_where_nothing_is_complete_never_turns_a_sure_verdict(
    example: Example, data: st.DataObject
) -> None:
    case = of_truth(example.case)
    assume(case is not None and example.rows["persons"])
    assert case is not None
    tables = {
        role: replace(table, complete_for=()) for role, table in example.register.tables.items()
    }
    register = replace(example.register, tables=tables)
    role = data.draw(st.sampled_from([r for r, t in tables.items() if t.person]))
    (row,) = data.draw(few_rows(example.register, role))
    row[tables[role].person] = data.draw(
        st.sampled_from([p["id"] for p in example.rows["persons"]])
    )
    row |= dict.fromkeys(tables[role].sources, "")
    rows = {**example.rows, role: [*example.rows[role], row]}
    before = computed(register, example.rows, case)
    assert turned(before, computed(register, rows, case)) == []


@_looking
@given(ANYTHING, st.randoms(use_true_random=False))
def test_no_order_means_anything(example: Example, random: Random) -> None:
    named = [person["id"] for person in example.rows["persons"]]
    called = dict(
        zip(named, random.sample([f"q{at}" for at in range(len(named))], len(named)), strict=True)
    )
    rows: Rows = {}
    for role, given_rows in example.rows.items():
        table = example.register.tables[role]
        moved = []
        for row in given_rows:
            fresh = dict(row)
            for name, column in table.columns.items():
                if column.values is not Values.ONE and fresh[name] not in column.missing:
                    parts = fresh[name].split(column.separator)
                    random.shuffle(parts)
                    fresh[name] = column.separator.join(parts)
            key = table.key[0] if role == PERSONS else table.person
            if key:
                fresh[key] = called[fresh[key]]
            moved.append(fresh)
        random.shuffle(moved)
        rows[role] = moved
    before = computed(example.register, example.rows, example.case)
    after = computed(example.register, rows, example.case)
    assert {called[person]: found for person, found in before.items()} == after
