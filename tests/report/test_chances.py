"""A chance is said in words that can be grasped, and never in three figures."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrow.model.evidence import Measure, Weight
from narrow.report.compose.weights import band, bits, chance, percent, rarity, strength


@pytest.mark.parametrize(
    ("given_chance", "said"),
    [
        (0.0, "below 1 in 100"),
        (0.0089, "below 1 in 100"),
        (0.01, "1 in 100"),
        (0.02, "1 in 50"),
        (0.05, "1 in 20"),
        (0.123, "1 in 8"),
        (0.33, "1 in 3"),
        (0.449, "1 in 3"),
        (0.5, "1 in 2"),
        (0.65, "2 in 3"),
        (0.75, "3 in 4"),
        (0.9, "9 in 10"),
        (0.96, "more than 9 in 10"),
        (1.0, "more than 9 in 10"),
    ],
)
def test_a_chance_in_words(given_chance: float, said: str) -> None:
    assert chance(given_chance) == said


def worth(said: str) -> float:
    """Read words back as a number."""
    if said.startswith("below"):
        return 0.005
    if said.startswith("more"):
        return 0.97
    one, of = said.split(" in ")
    return int(one) / int(of)


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_keep_the_order_of_chances(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert worth(chance(low)) <= worth(chance(high))


@given(st.floats(0.01, 0.94))
def test_words_are_off_by_a_third_at_most(given_chance: float) -> None:
    assert 0.74 <= worth(chance(given_chance)) / given_chance <= 1.35


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (2.94, "+2.9"),
        (-3.32, "-3.3"),
        (0.0, "0.0"),
        (-0.04, "0.0"),
        (0.04, "0.0"),
        (-inf, "excludes"),
    ],
)
def test_bits_in_words(weight: float, said: str) -> None:
    assert bits(weight) == said


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (0.2, "next to nothing"),
        (0.5, "slight support"),
        (-1.6, "some contradiction"),
        (3.0, "good support"),
        (-7.0, "strong contradiction"),
        (-inf, "strong contradiction"),
    ],
)
def test_a_strength_in_words(weight: float, said: str) -> None:
    assert strength(weight) == said


def test_a_band_is_told_where_unknowns_leave_one() -> None:
    assert band(Weight(1.0, 1.0, 1.0, {}, 0, 0)) == "+1.0 bits"
    assert band(Weight(1.0, -2.0, 3.5, {}, 0, 1)) == "+1.0 bits (-2.0 to +3.5)"


def test_a_share_is_told_among_those_of_whom_it_is_known() -> None:
    measure = Measure("c", 0.12, 49, 389, 23, 0.9, "grade B2")
    assert rarity(measure) == "49 of 389 known (23 not known)"
    assert percent(0.12) == "12 %"
    assert percent(0.001) == "under 1 %"
