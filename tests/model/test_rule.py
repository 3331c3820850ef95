"""The small tree of bodies can be walked, and a condition knows its columns."""

from datetime import date

import pytest

from narrow.model.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Begun,
    Blank,
    Body,
    Coded,
    Condition,
    Count,
    Dated,
    Either,
    Held,
    Missing,
    Named,
    Not,
    Otherwise,
    PersonIs,
    Published,
    Scan,
    Some,
    Tense,
    Worded,
    columns_of,
    parts_of,
    scans_of,
)

DAY = date(2018, 9, 8)
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
    ("condition", "columns"),
    [
        (Coded("a", ("x",), ""), ["a"]),
        (Dated("a", DAY, DAY, ""), ["a"]),
        (Worded("a", " x ", "x"), ["a"]),
        (Blank("a"), ["a"]),
        (Held(Tense.FORMER, DAY, DAY), []),
        (Begun(DAY), []),
        (Published(DAY), []),
        (Otherwise(Blank("a")), ["a"]),
        (Either((Blank("a"), Otherwise(Coded("b", ("x",), "")), Begun(DAY))), ["a", "b"]),
    ],
)
def test_a_condition_reads_the_columns_that_it_names(
    condition: Condition, columns: list[str]
) -> None:
    assert list(columns_of(condition)) == columns
