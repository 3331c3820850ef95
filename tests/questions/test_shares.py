"""The order-free share of every clue, against all orders taken one by one."""

from itertools import permutations
from math import isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrow.questions.funnel import MOST_EXACT, ORDERS, bits_of, order_free

People = list[frozenset[str]]
NAMES = ("a", "b", "c", "d")
PEOPLE = st.lists(st.frozensets(st.sampled_from(NAMES)), max_size=12)


def left(people: People, chosen: frozenset[str]) -> int:
    """How many people are left, where each is known by the clues that let them pass."""
    return sum(chosen <= passes for passes in people)


def by_brute_force(people: People, clues: tuple[str, ...]) -> dict[str, float]:
    sums = dict.fromkeys(clues, 0.0)
    orders = list(permutations(clues))
    for order in orders:
        for at, clue in enumerate(order):
            before = left(people, frozenset(order[:at]))
            after = left(people, frozenset(order[: at + 1]))
            sums[clue] += log2((before + 0.5) / (after + 0.5)) / len(orders)
    return sums


@given(PEOPLE, st.integers(0, 4))
def test_a_share_is_the_average_over_all_orders(people: People, number: int) -> None:
    clues = NAMES[:number]
    found = order_free(lambda chosen: left(people, chosen), clues, len(people))
    expected = by_brute_force(people, clues)
    assert found.sampled == 0
    assert list(found.bits) == list(clues)
    assert all(isclose(found.bits[c], expected[c], abs_tol=1e-9) for c in clues)


@given(PEOPLE)
def test_shares_add_up_to_what_all_clues_do_together(people: People) -> None:
    found = order_free(lambda chosen: left(people, chosen), NAMES, len(people))
    whole = bits_of(left(people, frozenset(NAMES)), len(people))
    assert isclose(sum(found.bits.values()), whole, abs_tol=1e-9)
    assert all(bits >= -1e-9 for bits in found.bits.values())


def test_a_clue_that_nobody_passes_has_a_finite_share() -> None:
    people: People = [frozenset()] * 10
    found = order_free(lambda chosen: left(people, chosen), ("a",), 10)
    assert found.bits["a"] == pytest.approx(log2(10.5 / 0.5))


def test_beyond_twelve_clues_orders_are_drawn_the_same_ones_every_time() -> None:
    names = tuple(f"c{at}" for at in range(MOST_EXACT + 1))
    people: People = [frozenset(names[: at % 14]) for at in range(60)]

    def once() -> tuple[dict[str, float], int]:
        found = order_free(lambda chosen: left(people, chosen), names, len(people))
        return dict(found.bits), found.sampled

    bits, sampled = once()
    assert sampled == ORDERS
    assert (bits, sampled) == once()
    whole = bits_of(left(people, frozenset(names)), len(people))
    assert sum(bits.values()) == pytest.approx(whole)
    exact = order_free(lambda c: left(people, c), names[:MOST_EXACT], len(people))
    assert exact.sampled == 0
