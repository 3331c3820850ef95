"""Persons against clues: marks are those of the answer, pairs are counted by hand."""

import json
from itertools import combinations

import jsonschema
import pytest
from rich.cells import cell_len

import narrow
from narrow import inquiry
from narrow.model.evidence import Counts
from narrow.model.verdicts import Verdict
from narrow.questions.matrix import Matrix, apart
from narrow.report.data import schema
from tests.conftest import Told
from tests.questions.desk import CHIEF, LISTED, SOLDIER, Desk, person, post

MEMO, WOLA = "meridian-harbour-memo", "wola-2018-former-commanders"


@pytest.fixture(scope="module", params=[MEMO, WOLA])
def case(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def found(case: str) -> Matrix:
    return narrow.matrix(case)


def test_every_mark_and_rank_is_that_of_the_answer(case: str, found: Matrix) -> None:
    answer = inquiry.run(case)
    rows = {row.person.id: row for row in found.rows}
    for finding in answer.findings:
        row = rows[finding.person.id]
        assert (row.rank, row.status) == (finding.rank, finding.status)
        assert row.verdicts == {name: c.verdict for name, c in finding.clues.items()}
        assert row.bits == (finding.weight.bits if finding.weight else None)
    off = {r.person.id for r in answer.ruled_out if r.would_be is not None}
    assert {row.person.id for row in found.rows if row.by_hand} == off
    assert found.playing == len(answer.findings)
    assert sum(row.in_play for row in found.rows) == found.playing


@pytest.mark.parametrize("playing", [False, True])
def test_pairs_told_apart_are_counted_by_hand(found: Matrix, *, playing: bool) -> None:
    rows = [row for row in found.rows if row.in_play or not playing]
    for column in found.columns:
        verdicts = [row.verdicts[column.clue] for row in rows]
        told = {Verdict.MET, Verdict.NOT_MET}
        pairs = list(combinations(verdicts, 2))
        by_hand = sum({one, other} == told for one, other in pairs) / len(pairs)
        share = column.apart_in_play if playing else column.apart
        assert share == pytest.approx(by_hand)


def test_nobody_is_told_apart_where_all_stand_alike() -> None:
    assert apart(Counts(met=5)) == 0
    assert apart(Counts(met=1, not_met=1)) == 1
    assert apart(Counts(met=1, no_record=1)) == 0
    assert apart(Counts(met=1)) is None


@pytest.mark.parametrize("sort", ["name", "contradictions", "unknown", "graft"])
def test_any_order_has_the_same_rows(case: str, found: Matrix, sort: str) -> None:
    other = narrow.matrix(case, sort=sort)
    assert {r.person.id for r in other.rows} == {r.person.id for r in found.rows}
    if sort == "graft":
        verdicts = [r.verdicts["graft"] for r in other.rows]
        assert verdicts == sorted(verdicts, reverse=True)
    elif sort != "name":
        numbers = [getattr(r, sort) for r in other.rows]
        assert numbers == sorted(numbers)


def test_an_order_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(narrow.RequestError, match="did you mean 'graft'"):
        narrow.matrix(WOLA, sort="graf")


def test_the_data_keep_to_their_schema(told: Told, case: str) -> None:
    jsonschema.validate(json.loads(told("matrix", case, "--format", "json").out), schema("matrix"))


def test_eight_clues_and_wide_names_fit_eighty_columns(told: Told, desk: Desk) -> None:
    eight = [SOLDIER.replace("id: soldier", f"id: clue-number-{n}") for n in range(7)] + [CHIEF]
    desk.people(
        person("a", name="漢字" * 30),
        person("b", name="[red]x[/red]\x1b[31m <script>" * 5),
        person("c", name="Nöm" * 40),
    )
    desk.posts(*(post(who) for who in "abc"))
    out = told("matrix", desk.case(*eight), "--all").out
    assert max(cell_len(line) for line in out.splitlines()) <= 80
    assert "\x1b" not in out
    assert "[red]" in out
    assert all(f" {letter} " in out for letter in "ABCDEFGH")


def test_ruled_out_persons_are_shown_when_asked_for(told: Told, desk: Desk) -> None:
    desk.people("ana", "bea")
    desk.posts(post("ana"))
    name = desk.case(SOLDIER, LISTED)
    assert "Bea" not in told("matrix", name).out
    assert "Bea" in told("matrix", name, "--all").out


@pytest.mark.parametrize("clues", [8, 14, 20])
def test_no_mark_is_dropped_for_want_of_room(told: Told, desk: Desk, clues: int) -> None:
    many = [SOLDIER.replace("id: soldier", f"id: clue-{n}") for n in range(clues)]
    desk.people(person("ana", name="Ana Maria de la Concepción y Todos los Santos"))
    desk.posts(post("ana"))
    out = told("matrix", desk.case(*many)).out
    (row,) = [line for line in out.splitlines() if "Ana" in line]
    assert row.count("●") == clues + 1  # the first is where she stands
    assert max(cell_len(line) for line in out.splitlines()) <= 80


@pytest.mark.parametrize("question", ["run", "misses", "matrix", "funnel", "flip", "next"])
def test_an_exclusion_of_nobody_is_refused_by_every_question(
    told: Told, desk: Desk, question: str, on_every_engine: str
) -> None:
    desk.people("ana-maria")
    more = "exclude: [{person: ana-mria, reason: not the one, source: s}]\n"
    ended = told(question, desk.case(SOLDIER, more=more))
    assert ended.code == 2
    assert "exclude names nobody: 'ana-mria'" in " ".join(ended.err.split())
    if on_every_engine == "duckdb":  # on Spark everybody's names stay where they are
        assert "did you mean 'ana-maria'" in " ".join(ended.err.split())
