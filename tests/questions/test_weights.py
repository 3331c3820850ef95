"""Weights in bits: the formula and its limits, how rare a clue is, what is not known, bands."""

from itertools import product
from math import inf, log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.model.grades import Worth
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.chances import fit
from narrow.questions.evaluation.weights import agreement, bits, rarity, right_of, scale
from tests.questions.clues import DOUBT, MET, NONE, NOT, SETTLED, case, clue, pattern, verdicts

FEW = settings(max_examples=60, deadline=None)
SHARES = st.floats(0.001, 1)
RIGHTS = st.floats(0.01, 1)
PERSONS = st.integers(0, 400)
ANY = st.sampled_from([MET, DOUBT, NONE, NOT])
TWO = st.sampled_from(sorted(SETTLED))

# --- the formula ----------------------------------------------------------------------------------


@FEW
@given(SHARES)
def test_a_right_clue_that_is_met_weighs_its_information(share: float) -> None:
    assert bits(1.0, 1.0, share) == pytest.approx(log2(1 / share))


def test_a_right_clue_that_is_not_met_excludes() -> None:
    assert bits(1.0, 0.0, 0.12) == -inf


@FEW
@given(RIGHTS, st.floats(0, 1), SHARES)
def test_two_to_the_bits_is_the_ratio_of_fellegi_and_sunter(
    right: float, agrees: float, share: float
) -> None:
    m, u = right * agrees + (1 - right) * share, share
    assert 2 ** bits(right, agrees, share) == pytest.approx(m / u)


@FEW
@given(RIGHTS, SHARES)
def test_a_record_that_agrees_as_anybody_does_weighs_nothing(right: float, share: float) -> None:
    assert bits(right, share, share) == pytest.approx(0, abs=1e-9)


def test_the_figures_of_the_design() -> None:
    assert [round(bits(r, 1, 0.12), 2) for r in (0.90, 0.95)] == [2.93, 2.99]
    assert [round(bits(r, 0, 0.12), 1) for r in (0.90, 0.95)] == [-3.3, -4.3]


@FEW
@given(st.floats(0.01, 0.98), st.floats(0.01, 0.98), st.floats(0.001, 0.01))
def test_rarer_and_righter_clues_weigh_more(right: float, share: float, more: float) -> None:
    assert bits(right, 1, share) > bits(right, 1, share + more)
    assert bits(right + more, 1, share) > bits(right, 1, share)
    assert bits(right + more, 0, share) < bits(right, 0, share)


# --- how rare a clue is ---------------------------------------------------------------------------


@FEW
@given(PERSONS, PERSONS, PERSONS, PERSONS)
def test_a_share_is_of_those_known_and_half_a_person_is_added(
    met: int, not_met: int, doubt: int, none: int
) -> None:
    old = clue("old", right=0.9)
    counts = zip((MET, NOT, DOUBT, NONE), (met, not_met, doubt, none), strict=True)
    found = rarity(old, [pattern(n, old=v) for v, n in counts])
    assert found.share == ((met + 0.5) / (met + not_met + 1) if not_met else 0.5)
    assert found.silent == (not_met == 0)
    assert (found.met, found.known, found.unknown) == (met, met + not_met, doubt + none)


def test_whoever_is_outside_the_population_counts_nowhere() -> None:
    old = clue("old", right=0.9)
    inside = [pattern(3, old=MET), pattern(5, old=NOT), pattern(2, DOUBT, old=MET)]
    outside = [pattern(100, NOT, old=MET)]
    assert rarity(old, inside) == rarity(old, [*inside, *outside])
    assert rarity(old, inside).share == 5.5 / 11


def test_the_share_of_a_broader_reading_holds_the_narrower() -> None:
    chief = clue("chief", "strict", "broad", right=0.9)
    found = rarity(
        chief,
        [
            pattern(4, chief=(MET, NOT)),
            pattern(3, chief=(NOT, MET)),
            pattern(2, chief=(NONE, MET)),
            pattern(11, chief=(NOT, NOT)),
        ],
    )
    assert found.shares == (4.5 / 19, 9.5 / 21)
    assert found.share == pytest.approx(0.7 * 4.5 / 19 + 0.3 * 9.5 / 21)


# --- how far a record meets it --------------------------------------------------------------------

CHIEF = clue("chief", "strict", "broad", right=0.9)
CROWD = [
    pattern(10, chief=(MET, MET)),
    pattern(10, chief=(NOT, MET)),
    pattern(79, chief=(NOT, NOT)),
]
RARE = rarity(CHIEF, CROWD)


@pytest.mark.parametrize(
    ("given", "agrees"),
    [
        ((MET, MET), 1.0),
        ((MET, NONE), 1.0),
        ((NOT, MET), 0.3),
        ((NOT, NOT), 0.0),
        ((NONE, MET), 0.3 + 0.7 * RARE.shares[0] / RARE.shares[1]),
        ((DOUBT, MET), 0.3 + 0.7 * RARE.shares[0] / RARE.shares[1]),
        ((NONE, NONE), RARE.share),
        ((NOT, NONE), RARE.share),
        ((DOUBT, NONE), RARE.share),
    ],
    ids=str,
)
def test_how_far_a_record_meets_two_readings(given: tuple[Verdict, Verdict], agrees: float) -> None:
    assert agreement(RARE, verdicts(chief=given), {}) == pytest.approx(agrees)


def test_the_belief_of_a_case_is_what_a_broad_match_costs() -> None:
    chief = clue("chief", "strict", "broad", right=0.9, prefer="strict", belief=0.6)
    assert agreement(rarity(chief, CROWD), verdicts(chief=(NOT, MET)), {}) == pytest.approx(0.4)
    broad = clue("chief", "strict", "broad", right=0.9, prefer="broad", belief=0.6)
    assert agreement(rarity(broad, CROWD), verdicts(chief=(NOT, MET)), {}) == pytest.approx(0.6)


def test_a_reading_beyond_the_one_that_decides_does_not_count() -> None:
    chief = clue("chief", "strict", "broad", right=0.9, deciding="strict")
    found = rarity(chief, CROWD)
    assert agreement(found, verdicts(chief=(NOT, MET)), {}) == 0.0
    assert found.share == 10.5 / 100


def test_the_days_of_a_coarse_date_count_for_what_they_are() -> None:
    old = clue("old", right=0.9)
    found = rarity(old, [pattern(10, old=MET), pattern(90, old=NOT)])
    days = {("old", "stated"): 0.68}
    assert agreement(found, verdicts(old=DOUBT), days) == pytest.approx(0.68)
    chief = {("chief", "strict"): 0.68}
    assert agreement(RARE, verdicts(chief=(DOUBT, MET)), chief) == pytest.approx(0.3 + 0.7 * 0.68)


# --- one person on the scale ----------------------------------------------------------------------


@FEW
@given(st.sampled_from([NONE, DOUBT]), PERSONS, PERSONS, RIGHTS)
def test_what_is_not_known_weighs_exactly_nothing(
    verdict: Verdict, met: int, not_met: int, right: float
) -> None:
    patterns = [pattern(met, old=MET), pattern(not_met, old=NOT), pattern(1, old=verdict)]
    found = scale(case(clue("old", right=right)), patterns).weigh(patterns[-1].verdicts, {})
    assert found.bits == 0.0
    assert found.clues["old"].bits == 0.0
    assert (found.unknown, found.contradictions) == (1, 0)
    assert found.low <= 0 <= found.high


@FEW
@given(st.lists(st.tuples(TWO, ANY, st.integers(1, 50)), min_size=1, max_size=8), RIGHTS)
def test_a_band_holds_every_way_in_which_the_unknown_may_turn_out(
    rows: list[tuple[tuple[Verdict, Verdict], Verdict, int]], right: float
) -> None:
    chief, old = clue("chief", "strict", "broad", right=right), clue("old", grade="C3")
    patterns = [pattern(n, chief=one, old=other) for one, other, n in rows]
    on = scale(case(chief, old), patterns)
    for one, other, _ in rows:
        weight = on.weigh(verdicts(chief=one, old=other), {})
        assert weight.low <= weight.bits <= weight.high
        for end, last in product(SETTLED[one], [other] if other in (MET, NOT) else [MET, NOT]):
            settled = on.weigh(verdicts(chief=end, old=last), {})
            assert weight.low - 1e-9 <= settled.bits <= weight.high + 1e-9


def test_weights_of_clues_add_up_and_contradictions_are_counted_apart() -> None:
    clues = (clue("one", right=0.9), clue("two", right=0.75), clue("three", grade="B2"))
    patterns = [
        pattern(10, one=MET, two=NOT, three=NONE),
        pattern(20, one=NOT, two=MET, three=MET),
        pattern(70, one=NOT, two=NOT, three=NOT),
    ]
    on = scale(case(*clues), patterns)
    found = on.weigh(patterns[0].verdicts, {})
    assert found.bits == pytest.approx(bits(0.9, 1, 10.5 / 101) + bits(0.75, 0, 20.5 / 101))
    assert found.bits == sum(w.bits for w in found.clues.values())
    assert (found.contradictions, found.unknown) == (1, 1)


@pytest.mark.parametrize("worth", [None, Worth("because", right=0.9)])
def test_what_nobody_is_known_not_to_meet_weighs_nothing_until_somebody_is(
    worth: Worth | None,
) -> None:
    """6 of 53 fit, of 47 there is no record: that is not 6 of 6 known."""
    old = clue("old", grade="B2", worth=worth) if worth else clue("old", grade="B2")
    six = [pattern(6, old=MET), pattern(47, old=NONE)]
    silent, told = (scale(case(old), rows) for rows in (six, [*six, pattern(1, old=NOT)]))
    (measure,) = silent.measures()
    assert (measure.met, measure.known, measure.unknown, measure.share) == (6, 6, 47, None)
    assert {silent.weigh(p.verdicts, {}).bits for p in six} == {0.0}
    assert fit(silent, six).allowed == 0
    assert told.weigh(six[0].verdicts, {}).bits == pytest.approx(bits(0.9, 1, 6.5 / 8))
    assert told.weigh(six[1].verdicts, {}).bits == 0.0


def test_a_broad_reading_that_nobody_fails_silences_the_clue() -> None:
    chief = clue("chief", "strict", "broad", grade="B2")
    rows = [
        pattern(3, chief=(MET, MET)),
        pattern(5, chief=(NOT, MET)),
        pattern(2, chief=(NOT, NONE)),
    ]
    assert [scale(case(chief), rows).weigh(p.verdicts, {}).bits for p in rows] == [0.0] * 3


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        (Worth("because", bits=2.0), (2.0, 0.0, 0.0)),
        (Worth("because", bits=-1.0), (-1.0, 0.0, 0.0)),
        (Worth("because", odds=(8.0, 0.25)), (3.0, -2.0, 0.0)),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_case_may_state_a_weight_itself(worth: Worth, expected: tuple[float, ...]) -> None:
    old = clue("old", worth=worth, grade="A1")
    patterns = [pattern(1, old=MET), pattern(1, old=NOT), pattern(1, old=NONE)]
    on = scale(case(old), patterns)
    assert on.weighs
    weights = [on.weigh(p.verdicts, {}) for p in patterns]
    assert tuple(w.bits for w in weights) == expected
    yes, no, _ = expected
    assert (weights[2].low, weights[2].high) == (min(0, yes, no), max(0, yes, no))


def test_a_clue_of_which_nothing_is_said_weighs_nothing() -> None:
    patterns = [pattern(1, old=MET), pattern(9, old=NOT)]
    for old in (clue("old"), clue("old", grade="F6"), clue("old", grade="A6")):
        on = scale(case(old), patterns)
        assert not on.weighs
        assert on.weigh(patterns[0].verdicts, {}).bits == 0.0


@pytest.mark.parametrize(
    ("grade", "worse_by", "right"),
    [
        ("A1", 0, 0.97),
        ("A1", -1, 0.97),
        ("B3", 0, 0.75),
        ("C1", 1, 0.5),
        ("E5", 1, 0.25),
        ("F1", 0, None),
        ("A6", -1, None),
    ],
)
def test_the_worse_half_of_a_grade_decides(grade: str, worse_by: int, right: float | None) -> None:
    old = clue("old", grade=grade)
    assert right_of(case(old), old, worse_by) == right


def test_what_a_case_says_itself_comes_before_the_grade_and_does_not_move() -> None:
    old = clue("old", grade="E5", right=0.8)
    assert [right_of(case(old), old, by) for by in (-1, 0, 1)] == [0.8] * 3
    assert right_of(case(old, grades=None), clue("old", grade="A1")) is None
