"""Persons against clues: cells as the run has them, and pairs told apart counted one by one."""

import json
from itertools import combinations

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from narrow import inquiry
from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError
from narrow.inquiry import matrix
from narrow.model.evidence import Counts
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.patterns import deciding
from narrow.questions.evaluation.reader import verdicts
from narrow.questions.matrix import Matrix, apart
from narrow.report.data import schema
from tests.conftest import Told
from tests.questions.desk import CHIEF, LISTED, SOLDIER, Desk, listing, person, post

WOLA, MEMO = "wola-2018-former-commanders", "meridian-harbour-memo"
CASES = (WOLA, MEMO, "meridian-garrison-source")
SUPPORTS = CHIEF.replace("quote: a chief", "quote: a chief, role: supporting")
KNOWN = {Verdict.MET, Verdict.NOT_MET}


def told_apart(given: list[Verdict]) -> float | None:
    pairs = list(combinations(given, 2))
    return sum(set(pair) == KNOWN for pair in pairs) / len(pairs) if pairs else None


@given(st.lists(st.sampled_from(Verdict), max_size=12))
@settings(max_examples=50)
def test_apart_is_the_share_of_pairs_that_stand_differently_for_certain(
    given: list[Verdict],
) -> None:
    counts = Counts(**{verdict.key: given.count(verdict) for verdict in Verdict})
    expected = told_apart(given)
    assert apart(counts) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize("name", CASES)
def test_each_clue_is_counted_over_the_population_and_over_those_in_play(name: str) -> None:
    opened = inquiry.open(name, names=name == "meridian-garrison-source")
    found = opened.matrix()
    with DuckDB() as engine:
        everybody = verdicts(opened.case, opened.content, engine)
    mine = [g for g in everybody.values() if g["population", ""] is not Verdict.NOT_MET]
    playing = {row.person.id for row in found.rows if row.in_play}
    assert len(playing) == found.playing
    for clue, column in zip(opened.case.clues, found.columns, strict=True):
        assert column.apart == pytest.approx(told_apart([deciding(clue, g) for g in mine]))
        left = [deciding(clue, everybody[key]) for key in playing]
        assert column.apart_in_play == pytest.approx(told_apart(left))
        assert column.in_play.total == found.playing


@pytest.mark.parametrize("name", CASES)
def test_cells_and_ranks_are_those_of_the_run(name: str) -> None:
    answer, found = inquiry.run(name), matrix(name)
    ranked = {f.person.id: f for f in answer.findings}
    assert [r.person.id for r in found.rows if r.in_play] == list(ranked)
    for row in found.rows:
        finding = ranked.get(row.person.id)
        assert row.rank == (finding.rank if finding else None)
        assert row.by_hand == any(
            r.person.id == row.person.id and r.would_be is not None for r in answer.ruled_out
        )
        if finding:
            assert row.verdicts == {key: clue.verdict for key, clue in finding.clues.items()}
            assert row.bits == (finding.weight.bits if finding.weight else None)
        assert row.contradictions == list(row.verdicts.values()).count(Verdict.NOT_MET)
        assert row.contradictions + row.unknown == sum(
            v < Verdict.MET for v in row.verdicts.values()
        )


# --- the order of rows ------------------------------------------------------------------------


@pytest.fixture
def small(desk: Desk) -> str:
    unknown = {"background": "unknown"}
    desk.people("zoe", "ana", "bea", person("dan", **unknown), person("cleo", **unknown))
    desk.posts(
        post("zoe", role="chief"),
        post("ana"),
        post("bea", sector="civil", role="chief"),
        post("dan", sector="civil"),
        post("cleo", role="clerk"),
    )
    desk.listings(listing("zoe"), listing("ana"), listing("cleo"))
    return desk.case(
        SOLDIER, SUPPORTS, LISTED.replace("listed, quote", "listed, role: supporting, quote")
    )


def order(found: Matrix) -> list[str]:
    return [row.person.id for row in found.rows]


def test_rows_stand_in_the_order_asked_for(small: str) -> None:
    assert order(matrix(small, sort="name")) == ["ana", "bea", "cleo", "dan", "zoe"]
    ranked = matrix(small)
    assert order(ranked)[0] == "zoe"
    assert order(ranked)[-1] == "bea"
    for sort, key in (("contradictions", "contradictions"), ("unknown", "unknown")):
        given = [getattr(row, key) for row in matrix(small, sort=sort).rows]
        assert given == sorted(given)
        assert len(set(given)) > 1
    best_first = [row.verdicts["chief"] for row in matrix(small, sort="chief").rows]
    assert best_first == sorted(best_first, reverse=True)


def test_equal_rows_of_another_order_stand_by_rank(small: str) -> None:
    listed = matrix(small, sort="listed").rows
    ranks = [row.rank for row in listed if row.verdicts["listed"] is Verdict.MET]
    assert ranks == sorted(ranks, key=lambda rank: (rank is None, rank))


def test_an_unknown_order_is_told_with_the_nearest_word(small: str) -> None:
    with pytest.raises(RequestError, match="'contradiction'; did you mean 'contradictions'"):
        matrix(small, sort="contradiction")
    with pytest.raises(RequestError, match="did you mean 'soldier'"):
        matrix(small, sort="solder")


def test_two_people_are_needed_to_tell_apart(desk: Desk, told: Told) -> None:
    desk.people("ana")
    name = desk.case(SOLDIER)
    (column,) = matrix(name).columns
    assert column.apart is None
    assert "there are no two people" in told("matrix", name).out


# --- what is shown ----------------------------------------------------------------------------


def test_those_ruled_out_and_taken_off_are_shown_on_demand(told: Told) -> None:
    some, everybody = told("matrix", MEMO).out, told("matrix", MEMO, "--all").out
    assert "Not ruled out (104)" in some
    assert "1 taken off by hand" in " ".join(some.split())
    assert "Everybody (264)" in everybody
    assert some.count("\n") < everybody.count("\n")
    assert "hand ○" in everybody or "hand ●" in everybody or "hand ◐" in everybody


def test_it_says_in_words_how_far_a_clue_tells_people_apart(told: Told) -> None:
    out = " ".join(told("matrix", WOLA).out.split())
    assert "tells 35 % of pairs apart; of those in play, nobody" in out


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("more", [(), ("--all",)])
def test_the_data_keep_to_their_schema(told: Told, name: str, more: tuple[str, ...]) -> None:
    data = json.loads(told("matrix", name, "--format", "json", *more).out)
    jsonschema.Draft202012Validator.check_schema(schema("matrix"))
    jsonschema.validate(data, schema("matrix"))
    assert all(row["rank"] is not None for row in data["rows"]) == (not more)
    if name != MEMO:
        assert all(row["bits"] is None for row in data["rows"])


HOSTILE = ("漢字" * 30, "[bold]x[/]", "\x1b[31mred", "a\u202eb", "x" * 200, "é" * 90)


def test_eight_clues_and_any_name_fit_eighty_columns(desk: Desk, told: Told) -> None:
    desk.people(*(person(f"p{at}", name=name) for at, name in enumerate(HOSTILE)))
    desk.posts(*(post(f"p{at}") for at in range(len(HOSTILE))))
    clues = [
        SOLDIER.replace("id: soldier", f"id: clue-with-quite-a-long-name-{at}").replace(
            "{sector: military}", f'{{sector: military, title: "{"Post" if at % 2 else "No"}"}}'
        )
        for at in range(8)
    ]
    name = desk.case(
        *(clue.replace("source: s,", "source: s, role: supporting,") for clue in clues)
    )
    for out in (told("matrix", name).out, told("matrix", name, "--all", "--sort", "name").out):
        lines = out.splitlines()
        assert max(cell_len(line.rstrip()) for line in lines) <= 80
        (at,) = [n for n, said in enumerate(lines) if "A B C D E F G H" in said]
        assert lines[at].split()[0] == "rank"
        column = cell_len(lines[at][: lines[at].index("A B")])
        rows = lines[at + 1 : lines.index("", at)]
        assert len(rows) == len(HOSTILE)
        for row in rows:
            marks = set_cell_size(row, column + 15)[len(set_cell_size(row, column)) :]
            assert marks.split() == ["✕", "●"] * 4
        assert any("漢字" in row and "…" in row for row in rows)
        assert "[bold]x[/]" in out
        assert "\x1b" not in out
        assert "\u202e" not in out
