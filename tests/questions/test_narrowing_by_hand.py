"""A population narrowed in any order, against persons counted one by one."""

import json
from collections.abc import Sequence
from itertools import permutations
from math import log2

import jsonschema
import pytest

from narrow import inquiry
from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError
from narrow.inquiry import funnel
from narrow.model.cases import POPULATION, Clue
from narrow.model.evidence import Counts
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.patterns import deciding, kept
from narrow.questions.evaluation.reader import verdicts
from narrow.report.data import schema
from tests.conftest import Told
from tests.questions.desk import CHIEF, LISTED, SOLDIER, Desk, listing, person, post

WOLA, MEMO = "wola-2018-former-commanders", "meridian-harbour-memo"
CASES = (WOLA, MEMO, "meridian-garrison-source", "wola-2018-active-when-listed")
SUPPORTS = CHIEF.replace("quote: a chief", "quote: a chief, role: supporting")

Given = dict[tuple[str, str], Verdict]


def people(name: str) -> tuple[list[Given], list[Given]]:
    """Give the population in two: those whom nobody took off by hand, and those taken off."""
    opened = inquiry.open(name)
    with DuckDB() as engine:
        found = verdicts(opened.case, opened.content, engine).items()
    members = {key: dict(g) for key, g in found if g[POPULATION, ""] is not Verdict.NOT_MET}
    off = [members.pop(excluded.person) for excluded in opened.case.exclude]
    return list(members.values()), off


def stands(given: Given, clues: Sequence[Clue]) -> Verdict:
    """Say how one person stands to the population and all of these clues."""
    return min([given[POPULATION, ""], *(kept(c, deciding(c, given)) for c in clues)])


@pytest.mark.parametrize("name", CASES)
def test_without_an_order_it_is_the_funnel_of_the_run(name: str) -> None:
    answer, found = inquiry.run(name), funnel(name)
    given = [(s.clue, s.reading, s.counts) for s in found.steps]
    assert given == [(s.clue, s.reading, s.counts) for s in answer.steps]
    assert (found.population, found.counts) == (answer.population, answer.counts)
    assert (found.asked, found.joined) == (False, ())


@pytest.mark.parametrize(
    ("name", "order"),
    [(WOLA, ("graft", "commander")), (MEMO, ("sixties", "graft")), (MEMO, ("commander",))],
)
def test_each_step_counts_those_whom_the_clues_before_it_left(
    name: str, order: tuple[str, ...]
) -> None:
    case, (rest, off), found = inquiry.open(name).case, people(name), funnel(name, order=order)
    by_id = {clue.id: clue for clue in case.clues}
    everybody = [*rest, *off]
    taken = [by_id[step.clue] for step in found.steps]
    assert [clue.id for clue in taken][: len(order)] == list(order)
    for at, step in enumerate(found.steps):
        left = [g for g in everybody if stands(g, taken[:at]) is not Verdict.NOT_MET]
        now = [stands(g, taken[: at + 1]) for g in left]
        if step is not found.steps[-1]:
            assert step.counts == Counts(**{v.key: now.count(v) for v in Verdict})
    # whoever is taken off by hand goes with the last step
    whole = [stands(g, taken) for g in everybody]
    taken_off = [stands(g, taken) for g in off if stands(g, taken) is not Verdict.NOT_MET]
    for verdict in taken_off:
        whole.remove(verdict)
    assert found.counts == Counts(
        **{v.key: whole.count(v) for v in Verdict}, by_hand=len(taken_off)
    )
    assert found.steps[-1].left == found.counts.high


@pytest.mark.parametrize(
    ("name", "order"), [(WOLA, ()), (MEMO, ("sixties", "graft", "no-sailor")), (CASES[2], ())]
)
def test_shares_are_averages_over_all_orders_of_counts_by_person(
    name: str, order: tuple[str, ...]
) -> None:
    case, (everybody, _), found = inquiry.open(name).case, people(name), funnel(name, order=order)
    certain = [g for g in everybody if g[POPULATION, ""] is Verdict.MET]
    by_id = {clue.id: clue for clue in case.clues}
    orders = list(permutations(by_id[part.clue] for part in found.parts))

    def left(clues: Sequence[Clue]) -> int:
        return sum(stands(g, clues) is not Verdict.NOT_MET for g in everybody)

    def met(clues: Sequence[Clue]) -> int:
        return sum(stands(g, clues) is Verdict.MET for g in certain)

    for part in found.parts:
        for how_many, bits in ((left, part.left), (met, part.met)):
            steps = 0.0
            for one in orders:
                at = [clue.id for clue in one].index(part.clue)
                before, after = how_many(one[:at]), how_many(one[: at + 1])
                steps += log2((before + 0.5) / (after + 0.5))
            assert bits == pytest.approx(steps / len(orders))
    assert sum(part.left for part in found.parts) == pytest.approx(found.left)
    assert sum(part.met for part in found.parts) == pytest.approx(found.met)


def test_the_order_changes_the_steps_and_neither_end_nor_shares() -> None:
    one, other = funnel(WOLA), funnel(WOLA, order=("graft",))
    assert [step.clue for step in other.steps] == ["graft", "commander"]
    assert one.steps[0].left != other.steps[0].left
    assert one.steps[-1].left == other.steps[-1].left
    assert one.counts == other.counts
    assert {p.clue: round(p.left, 9) for p in one.parts} == {
        p.clue: round(p.left, 9) for p in other.parts
    }


# --- which clues may be named -----------------------------------------------------------------


@pytest.fixture
def small(desk: Desk) -> Desk:
    desk.people("ana", "bea", "cleo", person("dan", background="unknown"))
    desk.posts(post("ana", role="chief"), post("bea"), post("dan", sector="civil", role="chief"))
    desk.listings(listing("ana"), listing("cleo"), listing("dan"))
    return desk


def test_a_clue_that_only_supports_narrows_where_it_is_named(small: Desk, told: Told) -> None:
    name = small.case(SOLDIER, SUPPORTS)
    assert [step.clue for step in funnel(name).steps] == ["soldier"]
    found = funnel(name, order=("chief",))
    assert [step.clue for step in found.steps] == ["chief", "soldier"]
    assert found.joined == ("chief",)
    said = "chief only supports in this case; here it narrows as if it were required"
    assert said in told("funnel", name, "--order", "chief").out
    assert said not in told("funnel", name).out


def test_a_clue_required_strictly_leaves_nobody_who_is_not_known(small: Desk) -> None:
    strictly = SOLDIER.replace("quote: a soldier", "quote: a soldier, role: required-strictly")
    plain, dropped = funnel(small.case(SOLDIER)), funnel(small.case(strictly, name="other"))
    assert plain.steps[0].left == 3
    assert dropped.steps[0].left == 2
    assert dropped.left > plain.left
    assert dropped.met == plain.met


def test_wrong_names_are_told_with_the_nearest(small: Desk, told: Told) -> None:
    name = small.case(SOLDIER, LISTED)
    with pytest.raises(RequestError, match="no clue is called 'solder'; did you mean 'soldier'"):
        funnel(name, order=("solder",))
    with pytest.raises(RequestError, match="names 'soldier' twice"):
        funnel(name, order=("soldier", "listed", "soldier"))
    ended = told("funnel", name, "--order", "soldier, lister")
    assert ended.code == 2
    assert "did you mean 'listed'" in ended.err


def test_without_a_required_clue_nothing_narrows(small: Desk, told: Told) -> None:
    name = small.case(SUPPORTS)
    found = funnel(name)
    assert (found.steps, found.parts, found.left, found.met) == ((), (), 0.0, 0.0)
    assert found.counts.met == found.population == 4
    assert "No clue is required" in told("funnel", name).out


def test_nobody_in_the_population_is_no_fault(desk: Desk, told: Told) -> None:
    found = funnel(desk.case(SOLDIER))
    assert (found.population, found.left, found.met) == (0, 0.0, 0.0)
    assert "soldier (stated)" in told("funnel", "small").out


# --- what is shown ----------------------------------------------------------------------------


def test_it_says_where_orders_were_drawn(small: Desk, told: Told) -> None:
    clues = [SOLDIER.replace("id: soldier", f"id: soldier-{at}") for at in range(13)]
    name = small.case(*clues)
    assert funnel(name).sampled == 2_000
    assert "over 2,000 orders drawn at random" in told("funnel", name).out
    few = small.case(*clues[:12], name="few")
    assert funnel(few).sampled == 0
    assert "an average over all orders" in told("funnel", few).out


def test_shares_are_said_in_whole_per_cent(told: Told) -> None:
    out = told("funnel", WOLA).out
    (row,) = [line.split() for line in out.splitlines() if "commander (broad)" in line][1:]
    assert row == ["commander", "(broad)", "66", "%", "0.9", "87", "%", "2.1"]
    assert max(map(len, map(str.rstrip, out.splitlines()))) <= 80


@pytest.mark.parametrize("name", CASES)
def test_the_data_keep_to_their_schema(told: Told, name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema("funnel"))
    jsonschema.validate(json.loads(told("funnel", name, "--format", "json").out), schema("funnel"))
