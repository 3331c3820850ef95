"""Everybody together: chances, the people left, who could come near the top, the fit test."""

from itertools import product
from math import inf, isclose, log2, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.model.evidence import Weight
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation import chances as crowds
from narrow.questions.evaluation.chances import Crowd, crowd, fit, reach
from narrow.questions.evaluation.patterns import Pattern
from narrow.questions.evaluation.weights import scale
from tests.questions.clues import DOUBT, MET, NONE, NOT, SETTLED, case, clue, pattern, verdicts

FEW = settings(max_examples=60, deadline=None)
RIGHTS = st.floats(0.01, 1)
ANY = st.sampled_from([MET, DOUBT, NONE, NOT])
TWO = st.sampled_from(sorted(SETTLED))

MANY = st.lists(st.tuples(st.floats(-20, 20), st.integers(0, 50)), max_size=12)


@FEW
@given(MANY)
def test_a_crowd_is_the_sum_over_its_persons(weights: list[tuple[float, int]]) -> None:
    found = crowd(weights)
    everyone = [b for b, n in weights for _ in range(n)]
    powers = [2.0**b for b in everyone]
    if not everyone:
        assert (found.total, found.entropy, found.chance(1.0)) == (0.0, 0.0, 0.0)
        assert found.sum_bits == -inf
        return
    chances = [p / sum(powers) for p in powers]
    assert found.sum_bits == pytest.approx(log2(sum(powers)))
    assert sum(n * found.chance(b) for b, n in weights) == pytest.approx(1)
    assert found.entropy == pytest.approx(-sum(c * log2(c) for c in chances if c), abs=1e-6)


def test_no_power_overflows_and_the_excluded_are_not_there() -> None:
    found = crowd([(5000.0, 1), (4999.0, 2), (-inf, 9)])
    assert found.chance(5000.0) == pytest.approx(0.5)
    assert found.chance(-inf) == 0.0
    assert found.entropy == pytest.approx(1.5)


@FEW
@given(
    st.lists(st.floats(-10, 10), min_size=2, max_size=12),
    st.one_of(st.floats(-10, 10), st.just(-inf)),
)
def test_a_changed_crowd_is_a_crowd_counted_anew(weights: list[float], after: float) -> None:
    changed = crowd((b, 1) for b in weights).changed(weights[0], after)
    anew = crowd((b, 1) for b in [after, *weights[1:]])
    assert changed.sum_bits == pytest.approx(anew.sum_bits, abs=1e-6)
    assert changed.entropy == pytest.approx(anew.entropy, abs=1e-6)
    assert changed.chance(weights[1]) == pytest.approx(anew.chance(weights[1]), abs=1e-9)


@pytest.mark.parametrize(
    "above",
    [
        20.0,
        40.0,
        60.0,
        400.0,
    ],
)
def test_a_changed_crowd_may_lose_the_one_who_towers_above_all(above: float) -> None:
    """Ten clues of B2 part two people by sixty bits; a clue that excludes can take the upper off."""
    changed = crowd([(above, 1), (0.0, 3)]).changed(above, -inf)
    assert changed.chance(0.0) == pytest.approx(1 / 3)
    assert changed.entropy == pytest.approx(log2(3))


@FEW
@given(
    st.lists(st.tuples(TWO, ANY, st.integers(1, 30)), min_size=1, max_size=8),
    st.floats(0, 0.9),
    st.data(),
)
def test_chances_and_the_row_outside_add_up_to_one(
    rows: list[tuple[tuple[Verdict, Verdict], Verdict, int]], outside: float, data: st.DataObject
) -> None:
    clues = (clue("chief", "strict", "broad", right=0.9), clue("old", grade="C3"))
    given = [pattern(n, chief=one, old=other) for one, other, n in rows]
    patterns = list({tuple(p.verdicts.values()): p for p in given}.values())
    on = scale(case(*clues), patterns)
    named = [
        p.verdicts for p in patterns for _ in range(data.draw(st.integers(0, p.persons), "named"))
    ]
    weights = [on.weigh(v, {}) for v in named]
    rest = crowds.beyond(on, patterns, named)
    assert len(named) + sum(n for _, n in rest) == sum(p.persons for p in patterns)
    everyone = crowd([*((w.bits, 1) for w in weights), *((w.bits, n) for w, n in rest)])
    chances = [everyone.chance(w.bits) for w in weights]
    chances += [n * everyone.chance(w.bits) for w, n in rest]
    assert outside + (1 - outside) * sum(chances) == pytest.approx(1)


def test_whoever_a_required_clue_rules_out_is_not_beyond_the_named() -> None:
    old = clue("old", right=0.9)
    off = Pattern(verdicts(old=NOT), NOT, 5)
    on = scale(case(old), [pattern(3, old=MET), off])
    rest = crowds.beyond(on, [pattern(3, old=MET), off], [])
    assert [n for _, n in rest] == [3]


PAIRS = st.lists(
    st.tuples(st.integers(-5, 5), st.integers(0, 4), st.integers(1, 6)), min_size=1, max_size=20
)


@FEW
@given(PAIRS, st.integers(0, 20))
def test_who_could_come_among_the_first_ten(rows: list[tuple[int, int, int]], apart: int) -> None:
    made = [(Weight(float(b), float(b), float(b + up), {}, 0, 0), n) for b, up, n in rows]
    named = [w for w, n in made[:apart] for _ in range(n)]
    found = reach(named, made[apart:])
    everyone = sorted((w for w, n in made for _ in range(n)), key=lambda w: -w.bits)
    bar = everyone[:10][-1].bits
    assert found == sum(w.high >= bar for w in everyone)
    assert found >= min(10, len(everyone))


# --- whether the person meant is here at all ------------------------------------------------------


@FEW
@given(st.lists(st.tuples(RIGHTS, st.integers(0, 20)), min_size=1, max_size=6))
def test_the_fit_test_is_a_sum_of_unequal_draws(clues: list[tuple[float, int]]) -> None:
    made = [clue(f"c{at}", right=right) for at, (right, _) in enumerate(clues)]
    patterns = [
        pattern(1, **{f"c{at}": MET if row < met else NOT for at, (_, met) in enumerate(clues)})
        for row in range(20)
    ]
    on = scale(case(*made), patterns)
    wrong = [(1 - right) * (1 - (met + 0.5) / 21) for right, met in clues]
    chance = [0.0] * (len(clues) + 1)
    for outcome in product((0, 1), repeat=len(clues)):
        parts = [w if o else 1 - w for o, w in zip(outcome, wrong, strict=True)]
        chance[sum(outcome)] += prod(parts)
    sums = [sum(chance[: k + 1]) for k in range(len(chance))]
    allowed = next(k for k, covered in enumerate(sums) if covered >= 0.95 - 1e-12)
    found = fit(on, patterns)
    if not any(isclose(covered, 0.95, abs_tol=1e-9) for covered in sums):
        assert found.allowed == allowed
    least = min(sum(v is NOT for v in p.verdicts.values()) for p in patterns)
    assert found.least == least
    assert found.fails == (least > found.allowed)


def test_clues_that_weigh_nothing_are_not_held_against_anybody() -> None:
    silent, loud = clue("silent"), clue("loud", right=0.9)
    patterns = [pattern(9, silent=NOT, loud=NOT), pattern(90, NOT, silent=MET, loud=MET)]
    found = fit(scale(case(silent, loud), patterns), patterns)
    assert (found.least, found.allowed) == (1, 1)


def test_a_crowd_of_nobody_has_no_chances() -> None:
    assert Crowd(0.0, 0.0, 0.0).chance(3.0) == 0.0
    assert reach([], []) == 0
