"""Which columns a table is stored with, and how a register finds its own parts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from narrow.model.registers import (
    Column,
    Kind,
    Naming,
    Register,
    Span,
    Table,
    Term,
    Vocabulary,
    stored_columns,
)

RANKS = Vocabulary("rank", "Rank", True, {"major": Term("major", "Major")})


def table(
    *columns: Column, role: str = "posts", span: Span | None = None, sources: str = ""
) -> Table:
    by_name = {column.name: column for column in columns}
    cited = (sources,) if sources else ()
    return Table(role, f"{role}.csv", by_name, span=span, sources=cited)


@pytest.mark.parametrize(
    ("column", "stored"),
    [
        (Column("x", kind=Kind.CODE), {"x": str}),
        (Column("x", kind=Kind.TEXT), {"x": str, "x_words": str}),
        (Column("x", kind=Kind.DATE), {"x": str, "x_lo": date, "x_hi": date, "x_either": str}),
    ],
)
def test_beside_a_text_stand_the_columns_that_queries_compare(
    column: Column, stored: dict[str, type]
) -> None:
    assert stored_columns(table(column)) == {"row_no": int, "person_no": int, **stored}


def test_a_span_and_sources_add_the_days_that_bound_them() -> None:
    start, source = Column("start", kind=Kind.DATE), Column("src", kind=Kind.CODE)
    plain = stored_columns(table(start, source))
    both = stored_columns(table(start, source, span=Span(start="start"), sources="src"))
    added = ["begins_lo", "begins_hi", "ends_lo", "ends_hi", "ends_mid", "known_lo", "known_hi"]
    assert list(both) == [*plain, *added[:5], "at_odds", *added[5:]]
    assert both["at_odds"] is str
    assert {both[name] for name in added} == {date}


@pytest.mark.parametrize(
    ("span", "columns"),
    [
        (Span(), ()),
        (Span(end="b", start="a"), ("a", "b")),
        (Span("a", "b", "c", "d"), ("a", "b", "c", "d")),
        (Span(held_on="c"), ("c",)),
        (Span(ended_by="d", until_death=True), ("d",)),
    ],
)
def test_a_span_reads_the_columns_that_it_names(span: Span, columns: tuple[str, ...]) -> None:
    assert span.columns == columns


COLUMNS = [Column(name) for name in ("id", "a", "b", "c", "d", "start", "src", "sure")]


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({}, ("a", "b", "c")),  # nothing is said: the first columns after the person's
        ({"says": "{c} by {a}"}, ("c", "a")),
        ({"says": "{a}, {a} and {nowhere}"}, ("a",)),
        ({"says": "{a}", "key": ("id",)}, ("id", "a")),
        ({"says": "{a}", "span": Span("start")}, ("a", "start", "at_odds")),
        ({"says": "{a}", "sources": ("src",)}, ("a", "src")),
        ({"says": "{a}", "graded_by": "sure"}, ("a", "sure")),
        (
            {"says": "{a}", "key": ("a", "b"), "span": Span("start", "a"), "graded_by": "sure"},
            ("a", "b", "start", "sure", "at_odds"),
        ),
    ],
)
def test_a_row_shows_its_key_sentence_dates_sources_and_grade_once(
    more: dict[str, Any], shown: tuple[str, ...]
) -> None:
    assert replace(table(*COLUMNS), **more).shown == shown


def test_a_register_finds_its_persons_and_its_vocabularies() -> None:
    persons = table(Column("rank", vocabulary="rank"), Column("name"), role="persons")
    register = Register(
        "r", "R", "f", {"persons": persons}, Naming("name"), vocabularies={"rank": RANKS}
    )
    assert register.persons is persons
    assert register.vocabulary_of(persons.columns["rank"]) is RANKS
    assert register.vocabulary_of(persons.columns["name"]) is None
    assert register.vocabulary_of(Column("x", vocabulary="nowhere")) is None


def test_a_blank_cell_is_a_gap_unless_the_column_says_more() -> None:
    assert Column("x").missing == ("",)
