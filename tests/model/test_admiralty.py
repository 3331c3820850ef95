"""Admiralty grades: what is one, and which of two is the better."""

from itertools import product

import pytest

from narrow.model.grades import UNGRADED, Grade

ALL = [Grade(letter + number) for letter, number in product("ABCDEF", "123456")]

BETTER = [
    ("A1", "A2", "the same source, a better confirmed word"),
    ("A1", "B1", "the same word, a better source"),
    ("B2", "A3", "the worse of the two scales decides"),
    ("C3", "A4", "the worse of the two scales decides"),
    ("A3", "B3", "a tie is decided by the other scale"),
    ("B3", "C3", "a tie is decided by the other scale"),
    ("B3", "C2", "a full tie goes to the better source"),
    ("E5", "F1", "a source that cannot be judged is last"),
    ("F5", "F6", "nothing can be judged"),
]


@pytest.mark.parametrize(("better", "worse", "why"), BETTER)
def test_the_better_grade_sorts_first(better: str, worse: str, why: str) -> None:
    assert Grade(better) < Grade(worse), why
    assert Grade(worse) > Grade(better), why
    assert Grade(better) != Grade(worse)


def test_the_order_is_total_and_reaches_from_a1_to_f6() -> None:
    ordered = sorted(ALL)
    assert (ordered[0].code, ordered[-1].code) == ("A1", "F6")
    assert len(set(ALL)) == 36
    for at, one in enumerate(ordered):
        assert all(one < other for other in ordered[at + 1 :])
        assert not any(one < other for other in ordered[: at + 1])


@pytest.mark.parametrize(
    ("code", "steps"), [("A1", (1, 1)), ("B2", (2, 2)), ("A6", (6, 1)), ("F1", (6, 1))]
)
def test_steps_are_the_worse_and_the_better_scale(code: str, steps: tuple[int, int]) -> None:
    assert Grade(code).steps == steps


def test_a_grade_reads_in_words() -> None:
    assert Grade("B2").words == "usually reliable, probably true"
    assert UNGRADED.words == "reliability cannot be judged, truth cannot be judged"


@pytest.mark.parametrize(
    "code", ["", "A", "1", "b2", "G1", "A0", "A7", "A10", "2B", " B2", "B2\n", "Ａ1", "A１"]
)
def test_anything_else_is_no_grade(code: str) -> None:
    with pytest.raises(ValueError, match="is no Admiralty grade; expected A1 to F6") as caught:
        Grade(code)
    assert repr(code) in str(caught.value)
