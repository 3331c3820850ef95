"""Words read otherwise and unknowns made known: held against runs of a case that really says so."""

from dataclasses import replace
from math import isclose, log2

import pytest

import narrow
from narrow import inquiry
from narrow.engines.duckdb import DuckDB
from narrow.inquiry import Inquiry
from narrow.model.cases import Case
from narrow.model.evidence import Answer
from narrow.model.verdicts import Verdict
from narrow.questions import run as answers
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.flip import Asking, Flip, flip, reading
from narrow.questions.next import asking
from tests.questions.desk import CHIEF, SOLDIER, Desk, person, post

WOLA, MEMO = "wola-2018-former-commanders", "meridian-harbour-memo"


def answered(opened: Inquiry, case: Case) -> Answer:
    with DuckDB() as engine:
        engine.load(opened.content)
        return answers.run(Evaluation(case, opened.content, engine))


def evaluated(opened: Inquiry) -> Evaluation:
    engine = DuckDB()  # stays open: the bounds of dates are read when somebody is weighed
    engine.load(opened.content)
    return Evaluation(opened.case, opened.content, engine)


def fitting(answer: Answer) -> set[str]:
    return {f.person.id for f in answer.findings if f.status is Verdict.MET}


@pytest.fixture(scope="module", params=[WOLA, MEMO])
def opened(request: pytest.FixtureRequest) -> Inquiry:
    return inquiry.open(request.param)


@pytest.fixture(scope="module")
def flipped(opened: Inquiry) -> Flip:
    return flip(evaluated(opened))


def test_a_switch_is_a_run_of_the_case_that_reads_so(opened: Inquiry, flipped: Flip) -> None:
    now = fitting(answered(opened, opened.case))
    assert flipped.switches
    for switch in flipped.switches:
        other = answered(opened, reading(opened.case, {switch.clue: switch.reading}))
        then = fitting(other)
        assert {p.id for p in switch.enters} == then - now
        assert {p.id for p in switch.leaves} == now - then
        assert switch.counts == other.counts


def test_ranks_of_every_combination_are_those_of_its_run(opened: Inquiry) -> None:
    """The first and the last combination, run as cases of their own."""
    found = flip(evaluated(opened))
    last = {c.id: c.readings[0].name for c in opened.case.clues}
    ranks = {f.person.id: f.rank for f in answered(opened, reading(opened.case, last)).findings}
    for r in found.ranges:
        if ranks.get(r.person.id) and r.worst is not None and r.best is not None:
            assert r.best <= ranks[r.person.id]


def test_the_range_holds_todays_rank(flipped: Flip) -> None:
    for r in flipped.ranges:
        assert r.best is not None
        if r.rank is not None:
            assert r.best <= r.rank <= (r.worst or r.rank)
        assert 1 <= r.fits <= flipped.combinations + flipped.grades


def test_who_fits_in_every_combination_fits_the_narrowest(opened: Inquiry, flipped: Flip) -> None:
    narrowest = {c.id: c.readings[0].name for c in opened.case.clues}
    assert {p.id for p in flipped.robust} <= fitting(
        answered(opened, reading(opened.case, narrowest))
    )


def test_a_swing_holds_what_is_now(flipped: Flip) -> None:
    assert [s.high - s.low for s in flipped.swings] == sorted(
        (s.high - s.low for s in flipped.swings), reverse=True
    )
    assert all(s.low <= s.now <= s.high for s in flipped.swings)


def test_grades_move_only_where_people_are_weighed() -> None:
    assert narrow.flip(WOLA).grades == 0
    assert narrow.flip(MEMO).grades == 2 * 5  # the sixth clue states its own chance


# --- what to look up --------------------------------------------------------------------------


def test_a_known_cell_narrows_as_it_was_told(desk: Desk) -> None:
    """Asking says what yes and no would leave; here the register is really told yes and no."""
    desk.people("ana", person("bea", background="unknown"), person("cleo", background="unknown"))
    posts = [post("ana"), post("ana", sector="civil", role="chief")]
    desk.posts(*posts)
    name = desk.case(SOLDIER)
    told = narrow.next(name)
    assert told.unit == "persons"
    cell = next(c for c in told.cells if c.person.id == "bea")
    assert (told.counts.low, told.counts.high) == (1, 3)
    assert cell.worth == 1.0
    desk.posts(*posts, post("bea"))
    yes = inquiry.run(name).counts
    assert cell.if_yes == (yes.low, yes.high) == (2, 3)
    desk.posts(*posts)
    desk.people("ana", person("bea", background="yes"), person("cleo", background="unknown"))
    no = inquiry.run(name).counts
    assert cell.if_no == (no.low, no.high) == (1, 2)


def test_of_two_unknowns_only_a_no_settles(desk: Desk) -> None:
    desk.people("ana", person("bea", background="unknown"))
    desk.posts(post("ana", role="chief"))
    told = narrow.next(desk.case(SOLDIER, CHIEF))
    cells = [c for c in told.cells if c.person.id == "bea"]
    assert len(cells) == 2
    for cell in cells:
        assert isclose(cell.worth, 1 - (0.5 if cell.likely is None else cell.likely))
        assert cell.if_yes == (told.counts.low, told.counts.high)


def test_nothing_is_asked_where_everything_is_known(desk: Desk) -> None:
    desk.people("ana", "bea")
    desk.posts(post("ana"))
    assert narrow.next(desk.case(SOLDIER)).cells == ()


@pytest.fixture(scope="module")
def asked() -> Asking:
    return narrow.next(MEMO)


def test_cells_come_by_their_worth(asked: Asking) -> None:
    worths = [round(c.worth, 9) for c in asked.cells]
    assert worths == sorted(worths, reverse=True)
    assert asked.unit == "bits"
    assert sum(asked.unknown.values()) == len(asked.cells)
    assert "graft-on-air" not in asked.unknown  # it speaks with graft


def test_the_fall_in_entropy_is_that_of_a_crowd_weighed_anew() -> None:
    """One cell's weight is replaced by hand and the entropy counted over everyone."""
    opened = inquiry.open(MEMO)
    found = evaluated(opened)
    weighed = found.weighed
    assert weighed is not None
    told = asking(found)
    cell = next(c for c in told.cells if c.clue == "two-units")
    mine = weighed.weights[cell.person.id]
    bits = [w.bits for key, w in weighed.weights.items() if key != cell.person.id]
    yes = mine.bits - mine.clues["two-units"].bits + mine.clues["two-units"].high
    assert isclose(cell.if_yes[0], left([*bits, yes]), rel_tol=1e-6)


def left(bits: list[float]) -> float:
    powers = [2.0**b for b in bits]
    shares = [p / sum(powers) for p in powers]
    return 2.0 ** -sum(p * log2(p) for p in shares)


def test_a_readings_choice_keeps_what_it_does_not_name() -> None:
    case = inquiry.open(MEMO).case
    assert reading(case, {}) == case
    changed = reading(case, {"graft": "individual"})
    assert replace(changed, clues=case.clues) == case
    assert [c.deciding for c in changed.clues if c.id == "graft"] == ["individual"]
