"""A share never rounds to none or to all, and every note is a sentence."""

import pytest

from narrow.model.profile import By, Note, Part, Worth
from narrow.report.compose.registers import all_words, note_words, percent


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (0, 0, "-"),
        (0, 9, "0%"),
        (9, 9, "100%"),
        (1, 1000, "<1%"),
        (999, 1000, ">99%"),
        (1, 3, "33%"),
        (2, 3, "67%"),
    ],
)
def test_a_share_never_rounds_to_none_or_to_all(count: int, of: int, said: str) -> None:
    assert percent(count, of) == said


@pytest.mark.parametrize("worth", list(Worth), ids=str)
def test_every_note_names_its_table(worth: Worth) -> None:
    low, high = Part("without", 1, 40), Part("with", 30, 40)
    said = note_words(Note(worth, "posts", "start", 3, 40, By("lists"), low, high))
    assert said.startswith("posts: ") or worth is Worth.NO_LIMIT


def test_an_uneven_fill_names_both_groups() -> None:
    low, high = Part("without", 1, 40), Part("with", 30, 40)
    note = Note(Worth.UNEVEN, "persons", "born", 39, 40, By("lists"), low, high)
    assert note_words(note) == (
        "persons: born is filled for 2% of the 40 persons without a row in lists, "
        "but for 75% of the 40 persons with a row in lists"
    )


def test_blank_columns_of_a_table_share_a_line_and_nothing_is_lost() -> None:
    notes = [
        Note(Worth.SPARSE, "posts", "end", 1, 40),
        Note(Worth.SPARSE, "posts", "unit", 0, 40),
        Note(Worth.SPARSE, "lists", "act", 0, 40),
        Note(Worth.LATER, "posts", count=2, of=40),
    ]
    assert all_words(notes) == [
        "posts: nearly always blank are end (2%), unit (0%)",
        "lists: act is nearly always blank: 0 of 40 rows filled",
        "posts: 2 of 40 rows begin after the last day that the register knows of",
    ]
