"""A code that no row of the register has is warned of wherever it is counted, never a silent no."""

import json

import pytest

from narrow.engines.duckdb import DuckDB
from narrow.model.registers import Column, Kind
from narrow.questions.evaluation.evaluate import unseen
from tests.conftest import Told
from tests.questions.desk import SOLDIER, Desk, post
from tests.records import POSTS, case_of, changed, content_of, on_record, row, with_columns

CHIF = "{id: c, quote: q, source: s, some: posts, where: {sector: military, role: Chief}}"
SAID = "c: no row of posts has 'Chief' as role; did you mean 'chief'?"


@pytest.fixture
def town(desk: Desk) -> Desk:
    desk.people("ana", "bela")
    desk.posts(post("ana", role="chief"), post("bela", role="clerk"))
    return desk


def test_run_tally_and_check_say_it(town: Desk) -> None:
    assert [one.message for one in town.run(CHIF).advice] == [SAID]
    assert [one.message for one in town.tally("gender", CHIF).advice] == [SAID]
    assert f"N113 {SAID}" in town.advice(CHIF)
    assert town.run(SOLDIER).advice == ()


def test_a_silenced_one_is_left_alone(town: Desk) -> None:
    assert town.run(CHIF, more="silence: [N113]\n").advice == ()


@pytest.mark.parametrize("command", [("run",), ("tally", "--by", "gender"), ("exposure",)])
def test_every_form_says_it(command: tuple[str, ...], town: Desk, told: Told) -> None:
    name = town.case(CHIF)
    first, *more = command
    assert SAID in " ".join(told(first, name, *more).out.split())
    data = json.loads(told(first, name, *more, "--format", "json").out)
    assert data["advice"] == [{"code": "N113", "clue": "c", "message": SAID}]


def messages(body: str, register_columns: Column | None = None) -> list[str]:
    register = changed("posts", columns=with_columns(POSTS, *filter(None, [register_columns])))
    content = content_of(
        {"Ana": on_record({"sex": "f"}, posts=[row(unit="u1", commands="yes")])}, register
    )
    with DuckDB() as engine:
        engine.load(content)
        return [one.message for one in unseen(case_of(body, register=register), register, engine)]


def test_under_any_not_and_both_rows_it_is_said_once() -> None:
    body = "some: posts\nwhere: {unit: {not: {any: [u1, U1]}}}"
    assert [m.partition(": ")[2] for m in messages(body)] == [
        "no row of posts has 'U1' as unit; did you mean 'u1'?"
    ]


def test_a_code_of_the_enum_is_known_though_no_row_has_it() -> None:
    listed = Column("commands", kind=Kind.CODE, missing=("", "unknown"), enum=("yes", "no"))
    assert not messages("some: posts\nwhere: {commands: 'no'}", listed)
    assert messages("some: posts\nwhere: {commands: 'NO'}", listed)


def test_no_name_is_offered_for_a_misspelt_one() -> None:
    (said,) = messages("person: {id: ana}")
    assert said.endswith("no row of persons has 'ana' as id")
