"""Statements depend on all that they should, and a value never stands in their text."""

from dataclasses import replace
from datetime import date

import pytest

from narrow.compile.plan import Plan, plan
from narrow.compile.reads import render
from narrow.compile.statements import Query
from narrow.model.cases import Role
from narrow.model.registers import Naming, Register, Slice
from tests.records import POSTS, REGISTER, case_of, changed, code, with_columns


def test_having_adds_values_to_a_copy() -> None:
    query = Query("SELECT $a, $b", {"a": 1})
    assert query.having(b="x") == Query("SELECT $a, $b", {"a": 1, "b": "x"})
    assert query.values == {"a": 1}


def test_having_replaces_a_value() -> None:
    assert Query("SELECT $a", {"a": 1}).having(a=2).values == {"a": 2}


# --- on the small register --------------------------------------------------------------------

BODY = "some: posts\nwhere: {unit: u1, start: {before: 2010-05}}"


def small(body: str = BODY, register: Register = REGISTER, **more: object) -> Plan:
    return plan(case_of(body, register=register, **more), register)  # type: ignore[arg-type]


def with_role(role: Role) -> Plan:
    case = case_of(BODY)
    return plan(replace(case, clues=(replace(case.clues[0], role=role),)), REGISTER)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda: small(BODY.replace("u1", "u2")), id="another code"),
        pytest.param(lambda: small(BODY.replace("05", "06")), id="another date"),
        pytest.param(lambda: small(as_of=date(2018, 9, 9)), id="another day"),
        pytest.param(lambda: small(BODY.replace("some", "none")), id="another body"),
        pytest.param(lambda: with_role(Role.STRICTLY), id="another role"),
        pytest.param(lambda: with_role(Role.SUPPORTING), id="no role for the list"),
        pytest.param(
            lambda: small(register=changed("posts", complete_for=(Slice({}, {}),))),
            id="another completeness",
        ),
        pytest.param(
            lambda: small(
                register=changed(
                    "posts",
                    columns=with_columns(POSTS, code("unit", missing=("", "-"))),
                )
            ),
            id="another code for not known",
        ),
        pytest.param(
            lambda: small(register=replace(REGISTER, naming=Naming("name"))), id="other names"
        ),
    ],
)  # fmt: skip
def test_whatever_matters_changes_the_statements(other: object) -> None:
    made: Plan = other()  # type: ignore[operator]
    assert render(made, "duckdb") != render(small(), "duckdb")


def test_values_stand_beside_the_text_and_never_in_it() -> None:
    gathered = render(small("some: posts\nwhere: {unit: 'it''s'}"), "duckdb")["evidence"]
    assert "it's" not in gathered.text
    assert "it's" in gathered.values.values()
