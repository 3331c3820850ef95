"""Two lists of evidence compared: what counts now, what no longer does, what reads otherwise."""

from typing import Any

import pytest

from narrow.model.cases import Source
from narrow.model.evidence import Evidence
from narrow.model.grades import Grade
from narrow.model.verdicts import Verdict
from narrow.questions.diff import RowMove, row_changes


def row(says: str, at: int = 2, source: str = "s1", **more: Any) -> Evidence:
    given: dict[str, Any] = {"table": "posts", "verdict": Verdict.MET, **more}
    return Evidence(row=at, says=says, sources=(Source(source),), **given)


def moves(*pair: list[Evidence]) -> list[str]:
    return [change.move.value for change in row_changes(*pair)]


def test_order_and_place_in_the_file_do_not_matter() -> None:
    assert moves([row("a", 1), row("b", 2)], [row("b", 7), row("a", 8)]) == []


def test_a_row_twice_is_not_a_row_once() -> None:
    assert moves([row("a", 1), row("a", 2)], [row("a", 1)]) == ["vanished"]


def test_a_text_that_was_rewritten_is_one_row() -> None:
    (change,) = row_changes([row("Chief of staff")], [row("Chief of the staff", source="s2")])
    assert change.move is RowMove.ALTERED
    assert change.before and change.after
    (change,) = row_changes([row("Chief of staff")], [row("Minister")])
    assert change.move is RowMove.ALTERED, "the source stayed"


def test_another_fact_on_the_same_line_is_two_rows() -> None:
    assert moves([row("Chief of staff")], [row("Minister", source="s2")]) == [
        "vanished",
        "appeared",
    ]


@pytest.mark.parametrize(
    "after",
    [
        row("a", grade=Grade("B2")),
        row("a", source="s2"),
        row("a", table="posts", with_row=row("b")),
    ],
)
def test_source_grade_and_the_row_beside_belong_to_a_row(after: Evidence) -> None:
    assert moves([row("a")], [after]) in (["altered"], ["doubted"])


def test_other_doubts_of_the_same_words_are_told_apart() -> None:
    assert moves([row("a")], [row("a", 9, doubts=("tense",))]) == ["doubted"]
