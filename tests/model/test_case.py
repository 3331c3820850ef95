"""A case knows its day, and a clue which of its readings count."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from narrow.model.cases import Case, Clue, Population, Role, Subject
from narrow.model.dates import parse
from narrow.model.rules import Reading, Scan, Some

A = Scan("a", ())


@pytest.mark.parametrize(
    ("deciding", "counting"),
    [
        ("strict", ["strict"]),
        ("middle", ["strict", "middle"]),
        ("broad", ["strict", "middle", "broad"]),
    ],
)
def test_readings_count_up_to_the_one_that_decides(deciding: str, counting: list[str]) -> None:
    readings = tuple(Reading(name, "", Some(A)) for name in ("strict", "middle", "broad"))
    clue = Clue("id", "quote", "says", readings, deciding)
    assert [reading.name for reading in clue.counting] == counting


def test_a_case_is_judged_on_its_day_and_cannot_be_changed() -> None:
    clue = Clue("id", "quote", "says", (Reading("stated", "", Some(A)),), "stated")
    case = Case("c", "C", "f", parse("2018-09-08"), Population("all"), (clue,), Subject.INVENTED)
    assert case.day == date(2018, 9, 8)
    with pytest.raises(FrozenInstanceError):
        case.title = "another"  # type: ignore[misc]


def test_the_words_of_a_file_are_the_words_of_the_model() -> None:
    assert [str(role) for role in Role] == ["required", "required-strictly", "supporting"]
    assert [str(kind) for kind in Subject] == [
        "published-list",
        "public-official",
        "unnamed-source",
        "invented",
    ]
