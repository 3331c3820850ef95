"""The small tree of bodies can be walked, and a case knows its day and what counts."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from narrow.model.dates import parse
from narrow.model.case import Case, Clue, Population, Subject
from narrow.model.rule import AllOf, AnyOf, AtLeast, Body, Coded, Count, Missing, Named, Not, PersonIs, Reading, Scan, Some, parts_of, scans_of

A, B, C = (Scan(name, ()) for name in "abc")
PERSON = PersonIs((Coded("rank", ("major",), "Major"),))


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (Some(A), ()),
        (Count(A, 1, None), ()),
        (Missing(A), ()),
        (PERSON, ()),
        (Not(Some(A)), (Some(A),)),
        (Named("x", "strict", "says", Some(A)), (Some(A),)),
        (AllOf((Some(A), PERSON)), (Some(A), PERSON)),
        (AnyOf((Some(A), Some(B))), (Some(A), Some(B))),
        (AtLeast(2, (Some(A), Some(B), Some(C))), (Some(A), Some(B), Some(C))),
    ],
)
def test_parts_are_the_bodies_directly_inside(body: Body, parts: tuple[Body, ...]) -> None:
    assert parts_of(body) == parts


@pytest.mark.parametrize(
    ("body", "scans"),
    [
        (Some(A), [A]),
        (Count(B, None, 2), [B]),
        (Missing(C), [C]),
        (PERSON, []),
        (Not(Named("x", "strict", "", AllOf((Some(B), PERSON, Not(Some(A)))))), [B, A]),
        (AtLeast(1, (Some(A), AnyOf((Count(C, 1, 1), Some(A))))), [A, C, A]),
    ],
)
def test_scans_come_in_the_order_in_which_they_are_named(body: Body, scans: list[Scan]) -> None:
    assert list(scans_of(body)) == scans


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
    case = Case(
        "c", "C", "f", parse("2018-09-08"), Population("all"), (clue,), Subject.INVENTED
    )
    assert case.day == date(2018, 9, 8)
    with pytest.raises(FrozenInstanceError):
        case.title = "another"  # type: ignore[misc]
