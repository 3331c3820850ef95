"""Back-testing: facts hidden at a rate, descriptions by chance, and lists that are the tool's own."""

import json
from collections import Counter
from dataclasses import replace
from math import isclose, sqrt
from random import Random

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow import inquiry
from narrow.errors import RequestError
from narrow.inquiry import backtest
from narrow.model.cases import Role, Source, Subject
from narrow.model.evidence import Weight
from narrow.model.grades import Worth
from narrow.model.verdicts import Verdict
from narrow.questions import backtest as lineups
from narrow.questions.backtest import (
    Backtest,
    Chances,
    Setup,
    binomial,
    describe,
    fared,
    hide,
    line_up,
    rates,
    summed_up,
    thin,
    tried,
)
from narrow.questions.backtest import backtest as results_backtest
from narrow.questions.evaluation.chances import bar, crowd, reach
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.patterns import Pattern
from narrow.questions.evaluation.weights import scale
from narrow.report.data import schema
from tests.conftest import Told
from tests.questions.clues import DOUBT, MET, NONE, NOT, SETTLED, case, clue, pattern, verdicts
from tests.questions.desk import Desk

MEMO, LOST, LIST = "meridian-harbour-memo", "meridian-lost-admiral", "wola-2018-former-commanders"
FEW = settings(max_examples=40, deadline=None)
TWO, ANY = st.sampled_from(sorted(SETTLED)), st.sampled_from([MET, DOUBT, NONE, NOT])
ROWS = st.lists(st.tuples(TWO, ANY, ANY, st.integers(1, 12)), min_size=1, max_size=8)

CHIEF = clue("chief", "strict", "broad", grade="B2")
OLD, RICH = clue("old", grade="C3"), clue("rich", right=0.6)
THREE = case(CHIEF, OLD, RICH)

Row = tuple[tuple[Verdict, Verdict], Verdict, Verdict, int]


def table(rows: list[Row]) -> list[Pattern]:
    """A pattern table in which no two patterns are the same."""
    made = [pattern(n, chief=c, old=o, rich=r) for c, o, r, n in rows]
    return list({tuple(p.verdicts.values()): p for p in made}.values())


def dice(seed: int = 1) -> Random:
    return Random(seed)  # noqa: S311


# --- facts hidden ---------------------------------------------------------------------------------


@FEW
@given(st.integers(0, 10**6), st.floats(0, 1), st.integers(0, 99))
def test_a_draw_lies_within_its_number(number: int, rate: float, seed: int) -> None:
    assert 0 <= binomial(number, rate, dice(seed)) <= number
    assert binomial(number, 0.0, dice(seed)) == 0
    assert binomial(number, 1.0, dice(seed)) == number


@pytest.mark.parametrize(("number", "rate"), [(20, 0.3), (1000, 0.2), (100_000, 0.93)])
def test_draws_have_the_mean_and_the_spread_of_a_binomial(number: int, rate: float) -> None:
    thrown, many = dice(), 2000
    drawn = [binomial(number, rate, thrown) for _ in range(many)]
    mean = sum(drawn) / many
    spread = sum((d - mean) ** 2 for d in drawn) / many
    true = number * rate * (1 - rate)
    assert abs(mean - number * rate) < 4 * sqrt(true / many)
    assert 0.85 < spread / true < 1.15


@FEW
@given(ROWS, st.floats(0, 1), st.integers(0, 9))
def test_thinning_loses_facts_and_no_persons(rows: list[Row], rate: float, seed: int) -> None:
    patterns = table(rows)
    thinned = thin(patterns, THREE.clues, rate, dice(seed))
    for whole, split in zip(patterns, thinned.split, strict=True):
        assert sum(split.values()) == whole.persons
        assert all(persons > 0 for persons in split.values())
    assert sum(p.persons for p in thinned.patterns) == sum(p.persons for p in patterns)
    known = [
        sum(p.persons for p in t if p.verdicts["old", "stated"] in (MET, NOT))
        for t in (patterns, thinned.patterns)
    ]
    assert known[1] <= known[0]
    assert len({tuple(p.verdicts.values()) for p in thinned.patterns}) == len(thinned.patterns)


def test_nothing_is_lost_at_no_rate_and_everything_at_the_whole() -> None:
    patterns = [
        pattern(7, chief=(MET, MET), old=NOT, rich=NONE),
        pattern(5, chief=(NOT, DOUBT), old=MET, rich=MET),
    ]
    same = thin(patterns, THREE.clues, 0.0, dice())
    assert [(p.verdicts, p.persons) for p in same.patterns] == [
        (p.verdicts, p.persons) for p in patterns
    ]
    (blank,) = thin(patterns, THREE.clues, 1.0, dice()).patterns
    assert blank.persons == 12
    assert {v for key, v in blank.verdicts.items() if key[0] != "population"} == {NONE}
    assert blank.verdicts["population", ""] is MET


def test_as_many_are_lost_as_the_rate_says_and_each_clue_by_itself() -> None:
    patterns = [pattern(40_000, chief=(MET, MET), old=MET, rich=NOT)]
    (split,) = thin(patterns, THREE.clues, 0.3, dice()).split
    shares = Counter[int]()
    for hidden, persons in split.items():
        shares[hidden.bit_count()] += persons
    expected = {0: 0.7**3, 1: 3 * 0.3 * 0.7**2, 2: 3 * 0.3**2 * 0.7, 3: 0.3**3}
    for lost, share in expected.items():
        assert shares[lost] / 40_000 == pytest.approx(share, abs=0.01)


def test_a_hidden_clue_is_hidden_in_every_reading() -> None:
    short = clue("chief", "strict", "broad", grade="B2", deciding="strict")
    left = hide(verdicts(chief=(NOT, MET), old=MET), (short, OLD), 0b01)
    assert left == verdicts(chief=(NONE, NONE), old=MET)


# --- descriptions ---------------------------------------------------------------------------------

TOWN = [
    pattern(10, chief=(MET, MET), old=MET, rich=NOT),
    pattern(15, chief=(NOT, MET), old=NOT, rich=MET),
    pattern(75, chief=(NOT, NOT), old=NOT, rich=NONE),
]


def test_a_clue_is_told_as_often_as_the_formula_has_it() -> None:
    """m = r·a + (1 - r)·p, counted over the texts of those drawn."""
    whole = scale(THREE, TOWN)
    voices, _ = tried(whole)
    drawn, redrawn = describe(whole, TOWN, Setup(trials=20_000))
    assert redrawn > 0
    share = [voice.share for voice in voices]
    agrees = [(1.0, 1.0, 0.0), (0.3, 0.0, 1.0), (0.0, 0.0, share[2])]
    right = (0.9, 0.75, 0.6)
    for at, meets in enumerate(agrees):
        told = [one.told for one in drawn if one.pattern == at]
        m = [r * a + (1 - r) * p for r, a, p in zip(right, meets, share, strict=True)]
        texts = dict.fromkeys((3, 5, 6, 7), 1.0)
        for text in texts:
            for v in range(3):
                texts[text] *= m[v] if text >> v & 1 else 1 - m[v]
        total = sum(texts.values())
        for text, chance in texts.items():
            p = chance / total
            error = sqrt(p * (1 - p) / len(told))
            assert abs(told.count(text) / len(told) - p) < 4 * error + 1e-9, (at, bin(text))


def test_every_text_has_two_clues_and_the_same_seed_the_same_texts() -> None:
    whole = scale(THREE, TOWN)
    drawn, _ = describe(whole, TOWN, Setup(trials=300, seed=7))
    assert all(one.told.bit_count() >= 2 for one in drawn)
    assert describe(whole, TOWN, Setup(trials=300, seed=7))[0] == drawn
    assert describe(whole, TOWN, Setup(trials=300, seed=8))[0] != drawn


def test_people_are_drawn_as_often_as_there_are_of_them() -> None:
    certain = case(clue("one", right=1.0), clue("two", right=1.0))
    patterns = [
        pattern(30, one=MET, two=MET),
        pattern(10, one=NONE, two=MET),
        pattern(960, one=NOT, two=MET),
    ]
    drawn, _ = describe(scale(certain, patterns), patterns, Setup(trials=400))
    share = 30.5 / 991  # of whom nothing is known, as many meet it as of all
    expected = 30 / (30 + 10 * share)
    found = sum(one.pattern == 0 for one in drawn) / 400
    assert {one.pattern for one in drawn} <= {0, 1}
    assert found == pytest.approx(expected, abs=0.02)


def test_a_register_that_gives_no_text_is_given_up() -> None:
    nobody = case(clue("one", right=1.0), clue("two", right=1.0))
    patterns = [pattern(50, one=MET, two=NOT), pattern(50, one=NOT, two=MET)]
    with pytest.raises(RequestError, match="too few people of this register meet the clues"):
        describe(scale(nobody, patterns), patterns, Setup())


def test_two_clues_of_one_voice_are_told_together() -> None:
    radio = Source("radio")
    one, two = (clue(n, source=radio, grade="B2", asks="x") for n in "ab")
    told = case(one, two, clue("c", grade="B2"))
    patterns = [pattern(20, a=MET, b=MET, c=MET), pattern(80, a=NOT, b=NOT, c=NOT)]
    voices, left_out = tried(scale(told, patterns))
    assert [[r.clue.id for r in v.rarities] for v in voices] == [["a", "b"], ["c"]]
    assert left_out == ()


def test_a_clue_whose_weight_is_stated_or_unknown_is_in_no_text() -> None:
    stated = clue("stated", grade="B2", worth=Worth("because", bits=2.0))
    silent = clue("silent", grade="F6")
    some = case(stated, silent, clue("c", grade="B2"))
    voices, left_out = tried(scale(some, [pattern(1, stated=MET, silent=MET, c=MET)]))
    assert [v.clue.id for v in voices] == ["c"]
    assert [(c.id, why) for c, why in left_out] == [
        ("stated", "its weight is stated"),
        ("silent", "nothing says how often it is right"),
    ]


# --- the list of a description --------------------------------------------------------------------


@FEW
@given(ROWS, st.integers(1, 7))
def test_a_list_is_the_one_that_the_clues_told_would_give(rows: list[Row], told: int) -> None:
    patterns = table(rows)
    whole = scale(THREE, patterns)
    voices, _ = tried(whole)
    lines = line_up(whole, voices, patterns, as_written=False).list_of(told)
    few = replace(THREE, clues=tuple(c for at, c in enumerate(THREE.clues) if told >> at & 1))
    on = scale(few, patterns)
    weights = [(on.weigh(p.verdicts, {}), p.persons) for p in patterns]

    def seen(bits: float, high: float, contradictions: int) -> tuple[float, float, int]:
        return round(bits, 9), round(high, 9), contradictions

    mine = Counter[tuple[float, float, int]]()
    for line, persons in lines.items():
        mine[seen(line.bits, line.high, int(line.order[2]))] += persons
    theirs = Counter[tuple[float, float, int]]()
    for weight, persons in weights:
        theirs[seen(weight.bits, weight.high, weight.contradictions)] += persons
    assert mine == theirs
    least = bar(((line.bits, n) for line, n in lines.items()), 10)
    assert lineups.could(lines, least) == reach([], [(w, n) for w, n in weights])
    sums = crowd((w.bits, n) for w, n in weights)
    assert isclose(sums.total, crowd((x.bits, n) for x, n in lines.items()).total, rel_tol=1e-9)


def test_of_equals_each_has_the_rank_in_their_middle() -> None:
    whole = scale(THREE, TOWN)
    lineup = line_up(whole, tried(whole)[0], TOWN, as_written=False)
    lines = lineup.list_of(0b011)
    ranks = [lineups.rank(lines, line) for line in sorted(lines)]
    assert ranks == [5.5, 18.0, 63.0]


def test_required_clues_rule_out_as_written_and_the_not_known_stand_below() -> None:
    needed = case(
        clue("must", grade="B2", role=Role.REQUIRED),
        clue("strictly", grade="B2", role=Role.STRICTLY),
        clue("aside", grade="B2"),
    )
    patterns = [
        pattern(1, must=MET, strictly=MET, aside=NOT),
        pattern(2, must=NONE, strictly=MET, aside=MET),
        pattern(4, must=NOT, strictly=MET, aside=MET),
        pattern(8, must=MET, strictly=NONE, aside=MET),
    ]
    whole = scale(needed, patterns)
    voices, _ = tried(whole)
    assert sum(line_up(whole, voices, patterns, as_written=False).list_of(0b111).values()) == 15
    lines = line_up(whole, voices, patterns, as_written=True).list_of(0b111)
    assert [lines[line] for line in sorted(lines)] == [1, 2]
    only = line_up(whole, voices, patterns, as_written=True).list_of(0b101)
    assert sum(only.values()) == 11  # what the text leaves out rules nobody out


# --- a round --------------------------------------------------------------------------------------


@FEW
@given(ROWS, st.floats(0, 1), st.floats(0, 0.6), st.integers(0, 9))
def test_chances_of_every_text_add_up_and_come_true_once(
    rows: list[Row], rate: float, outside: float, seed: int
) -> None:
    patterns = table([*rows, ((MET, MET), MET, MET, 5)])
    setup = Setup(trials=10, seed=seed, outside=outside, top=3)
    drawn, _ = describe(scale(THREE, patterns), patterns, setup)
    outcomes = list(fared(THREE, patterns, drawn, rate, setup))
    persons = sum(p.persons for p in patterns)
    for one in outcomes:
        inside = persons - one.outside
        assert sum(c.rows for c in one.chances) == inside
        assert isclose(sum(c.said for c in one.chances), (1 - outside) * (inside > 0))
        assert sum(c.came for c in one.chances) == (not one.outside)
        assert (one.rank is None) == one.outside
        assert one.length >= min(3, inside)
        assert 0 < one.left <= inside + 1e-9
    found = summed_up(outcomes, rate, setup)
    assert (found.trials, found.ruled_out) == (10, 0)
    assert list(found.within) == [1, 3]
    assert found.within[1] <= found.within[3] <= 10 - found.outside


def test_the_same_people_lose_more_at_a_higher_rate() -> None:
    whole = scale(THREE, TOWN)
    drawn, _ = describe(whole, TOWN, Setup(trials=200))
    lengths = []
    for rate in (0.0, 0.3, 0.6):
        outcomes = list(fared(THREE, TOWN, drawn, rate, Setup()))
        lengths.append(sum(one.length for one in outcomes))
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]


def test_of_a_person_without_any_record_only_the_long_list_speaks() -> None:
    whole = scale(THREE, TOWN)
    setup = Setup(trials=200, own=1.0, top=5)
    drawn, _ = describe(whole, TOWN, setup)
    blank = summed_up(list(fared(THREE, TOWN, drawn, 0.0, setup)), 0.0, setup)
    full = summed_up(list(fared(THREE, TOWN, drawn, 0.0, replace(setup, own=0.0))), 0.0, setup)
    assert blank.could == 200
    assert blank.own == 1.0
    assert (blank.rank or 0) > (full.rank or 0)


@pytest.mark.parametrize(
    ("rows", "said", "came", "word"),
    [
        (1000, 140.0, 136, "holds"),
        (1000, 140.0, 70, "too-sure"),
        (1000, 140.0, 200, "too-careful"),
        (20, 3.0, 0, "few"),
        (0, 0.0, 0, "few"),
        (400_000, 200.0, 400, "holds"),
    ],
)
def test_the_word_for_what_was_said(rows: int, said: float, came: int, word: str) -> None:
    spread = said * (1 - said / rows) if rows else 0.0
    assert Chances(0.1, rows, said, spread, came).word == word


# --- through the door -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found() -> Backtest:
    return backtest(MEMO, Setup(trials=60, holes=(0.0, 0.3)))


def test_a_case_is_tested_on_its_register(found: Backtest) -> None:
    assert found.population == inquiry.run(MEMO).population
    assert found.setup.outside == 0.3
    assert [one.holes for one in found.rounds] == [0.0, 0.3]
    assert [clue for clue, _ in found.tried] == [
        "commander", "graft", "graft-on-air", "sixties", "two-units", "no-sailor",
    ]  # fmt: skip
    for one in found.rounds:
        assert one.trials == 60
        assert one.within[10] + one.outside <= 60
        assert one.could >= one.within[10]
    assert found.rounds[0].outside == found.rounds[1].outside


def test_equal_seeds_give_equal_results_and_others_do_not(found: Backtest) -> None:
    again = backtest(MEMO, Setup(trials=60, holes=(0.0, 0.3)))
    assert again.rounds == found.rounds
    assert backtest(MEMO, Setup(trials=60, holes=(0.3,))).rounds[0] == found.rounds[1]
    assert backtest(MEMO, Setup(trials=60, holes=(0.0, 0.3), seed=2)).rounds != found.rounds


def test_each_description_is_heard_of() -> None:
    heard: list[int] = []
    backtest(LOST, Setup(trials=7, holes=(0.0, 0.5)), on_progress=lambda: heard.append(1))
    assert len(heard) == 14


def test_a_required_clue_costs_the_truth_when_it_is_as_written() -> None:
    setup = Setup(trials=200, holes=(0.0,), outside=0.0, as_written=True)
    (written,) = backtest(MEMO, setup).rounds
    assert written.ruled_out > 0
    (supporting,) = backtest(MEMO, replace(setup, as_written=False)).rounds
    assert supporting.ruled_out == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (LIST, "is about a published list: nobody is weighed there"),
        ("meridian-garrison-source", "is about an unnamed source: nobody is weighed there"),
    ],
)
def test_nobody_is_looked_for_where_nobody_may_be_weighed(name: str, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        backtest(name)


def test_a_case_without_two_clues_of_known_worth_or_one_person_is_refused(desk: Desk) -> None:
    desk.people("ana", "bea")
    clues = [
        f"{{id: c{at}, quote: q{at}, source: s, some: posts, where: {{role: r{at}}}}}"
        for at in (1, 2)
    ]
    with pytest.raises(RequestError, match=r"fewer than two clues .*left out: c1 \(nothing says"):
        backtest(desk.case(*clues))
    graded = "sources: {s: {title: T, grade: B2}}\n"
    with pytest.raises(RequestError, match="describes: several"):
        backtest(desk.case(*clues, more=graded + "describes: several\n"))
    desk.people("ana")
    with pytest.raises(RequestError, match="fewer than two people"):
        backtest(desk.case(*clues, more=graded))


@pytest.mark.parametrize(
    ("setup", "said"),
    [
        (Setup(trials=0), "0 trials"),
        (Setup(top=0), "first 0"),
        (Setup(holes=()), "0 shares"),
        (Setup(holes=(0.1,) * 7), "7 shares"),
        (Setup(holes=(1.5,)), "1.5 is no share"),
        (Setup(holes=(float("nan"),)), "nan is no share"),
        (Setup(own=-0.1), "-0.1 is no share"),
        (Setup(outside=1.0), "outside 1 is no chance"),
    ],
    ids=str,
)
def test_a_setup_that_makes_no_sense_is_refused(setup: Setup, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        backtest(MEMO, setup)


def test_shares_are_read_from_a_list() -> None:
    assert rates("0, 0.2,.4") == (0.0, 0.2, 0.4)
    with pytest.raises(RequestError, match="expected numbers from 0 to 1"):
        rates("none")


def test_the_kind_of_subject_is_looked_at_before_anything_is_asked() -> None:
    some = replace(THREE, subject=Subject.UNNAMED_SOURCE)
    with pytest.raises(RequestError, match="unnamed source"):
        results_backtest(Evaluation(some, None, None), Setup())  # type: ignore[arg-type]


# --- on the command line --------------------------------------------------------------------------


def test_json_is_as_its_schema_says_and_the_same_bytes_again(told: Told) -> None:
    words = ("backtest", MEMO, "--trials", "40", "--format", "json")
    done = told(*words)
    assert (done.code, done.err) == (0, "")
    jsonschema.Draft202012Validator.check_schema(schema("backtest"))
    data = json.loads(done.out)
    jsonschema.validate(data, schema("backtest"))
    assert told(*words).out == done.out
    assert told(*words, "--seed", "2").out != done.out
    assert data["care"].startswith("Fitting a description is no evidence")


@pytest.mark.parametrize("form", ["table", "json"])
def test_nobody_is_named(told: Told, form: str) -> None:
    out = told("backtest", MEMO, "--trials", "40", "--format", form).out
    answer = inquiry.run(MEMO)
    for person in [f.person for f in answer.findings] + [r.person for r in answer.ruled_out]:
        assert person.id not in out
        assert person.name not in out


def test_a_screen_of_eighty_columns_is_enough(told: Told) -> None:
    words = ("--holes", "0,0.1,0.2,0.3,0.4,0.5", "--own", "0.6", "--as-written", "--trials", "40")
    done = told("backtest", MEMO, *words)
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80
    for said in (
        "cannot be ruled out from the first",
        "is not in the register",
        "is ruled out",
        "Whether the chances hold",
        "when it said below 1 in 100, it was",
        "Of the person meant, 60 % of the facts are hidden",
        "Fitting a description is no evidence of anything.",
    ):
        assert said in " ".join(done.out.split()), said


def test_it_says_what_it_took_for_granted(told: Told, desk: Desk) -> None:
    desk.people(*({"id": f"p{at}", "background": "yes"} for at in range(9)))
    desk.posts(
        *({"person": f"p{at}", "sector": "military", "role": f"r{at % 2}"} for at in range(9))
    )
    where = "sector: military, role"
    clues = [
        f"{{id: c{at}, quote: q{at}, source: s, some: posts, where: {{{where}: r{at}}}}}"
        for at in (0, 1)
    ]
    # of other posts the record is complete for nobody: a clue that no one is known not to meet
    silent = "{id: c3, quote: q3, source: s, some: posts, where: {role: r1}}"
    stated = "{id: c2, quote: q2, source: s, person: {gender: male}, bits: 2, why: so it is}"
    name = desk.case(*clues, silent, stated, more="sources: {s: {title: T, grade: D4}}\n")
    out = " ".join(told("backtest", name, "--trials", "20").out.split())
    assert "does not say how likely the person meant is not in this register" in out
    assert "Not in any text: c2 (its weight is stated)." in out
    assert "Not in any text: c3 (nobody is known not to meet it)." in out
    assert "texts had fewer than two clues and were drawn again" in out
    assert "is not in the register" not in out.replace("is not in the register (", "")


def test_faults_end_in_a_message(told: Told) -> None:
    assert told("backtest", LIST).code == 2
    assert told("backtest", MEMO, "--holes", "a").code == 2
    assert told("backtest", MEMO, "--format", "xml", "--trials", "2").code == 2


def test_weights_that_may_be_high_are_those_of_the_tool() -> None:
    """`could` and `bar` are `reach`, cut in two; ties at the bar are inside."""
    lines = Counter(
        {
            lineups.Line((-2.0, -b, 0.0), b, h): n
            for b, h, n in [(3.0, 3.0, 4), (1.0, 2.0, 9), (0.0, 1.0, 5)]
        }
    )
    rest = [(Weight(line.bits, line.bits, line.high, {}, 0, 0), n) for line, n in lines.items()]
    persons = [(line.bits, n) for line, n in lines.items()]
    assert bar(persons, 10) == 1.0
    assert lineups.could(lines, 1.0) == reach([], rest) == 18
    assert bar(persons, 99) == 0.0
