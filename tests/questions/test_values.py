"""Every reason shows the values that were asked about, beside the register's own sentence."""

import pytest

from narrow import inquiry
from narrow.model.evidence import ClueFinding
from tests.conftest import Told
from tests.questions.desk import Desk, listing, of, person, post

MAN_OF_58 = "person: {gender: male, born: {age: {from: 58, to: 60}}}"


def found(desk: Desk, body: str) -> ClueFinding:
    clue = f"{{id: it, quote: q, source: s, role: supporting, {body}}}"
    return of(desk.run(clue), "ana").clues["it"]


# --- a person's own row -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"gender": "male", "born": "1960-01-04"}, "male, born 1960-01-04: 58 on 2018-09-08"),
        (
            {"gender": "male", "born": "1970-01-04"},
            "the record says otherwise: male, born 1970-01-04: 48 on 2018-09-08",
        ),
        (
            {"gender": "male", "born": "1957;1960"},
            "male, born 1957 or 1960: 57 to 61 on 2018-09-08; "
            "not known whether born is aged 58 to 60 on 2018-09-08",
        ),
        ({"gender": "male"}, "male, born not recorded"),
        ({"born": "1960"}, "gender not recorded, born 1960: 57 to 58 on 2018-09-08"),
    ],
)
def test_an_age_is_told_with_the_birth_date_it_follows_from(
    desk: Desk, cells: dict[str, str], said: str
) -> None:
    desk.people(person("ana", **cells))
    assert found(desk, MAN_OF_58).because == said


def test_a_no_by_the_own_row_among_others_is_told_by_its_value(desk: Desk) -> None:
    desk.people(person("ana", gender="female"))
    desk.posts(post("ana"))
    both = "all: [{some: posts, where: {sector: military}}, {person: {gender: male}}]"
    assert found(desk, both).because == "the record says otherwise: female"


def test_what_a_not_asks_of_the_own_row_is_told(desk: Desk) -> None:
    desk.people(person("ana", gender="female"))
    met = found(desk, "not: {person: {gender: male}}")
    assert (met.because, met.evidence[0].cells["gender"]) == ("female", "female")
    other = "not: {person: {gender: female}}"
    assert found(desk, other).because == "the record says otherwise: female"


def test_the_name_is_not_said_twice(desk: Desk, told: Told) -> None:
    desk.people(person("ana", name="Ana Roe", gender="female"))
    out = told("run", desk.case("{id: it, quote: q, source: s, person: {gender: female}}")).out
    assert out.count("Ana Roe") == 1
    assert "it (stated): female" in out


# --- a fact -------------------------------------------------------------------------------------


def test_the_asked_value_follows_the_sentence_that_does_not_hold_it(desk: Desk) -> None:
    desk.people("ana")
    desk.listings(listing("ana", office="corruption"))
    said = found(desk, "some: listings, where: {authority: OFAC, office: corruption}").because
    assert said == "listed by OFAC on 2015-03-09: corruption"


def test_cells_hold_the_asked_columns_though_the_sentence_does_not(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", role="chief"))
    (row,) = found(desk, "some: posts, where: {role: chief}").evidence
    assert row.cells["role"] == "chief"
    assert (row.says, row.values, row.told) == (
        "Post; 2001 to 2005", "chief", "Post; 2001 to 2005: chief",
    )  # fmt: skip


def test_why_shows_the_same_reason(desk: Desk) -> None:
    desk.people(person("ana", gender="female"))
    name = desk.case("{id: it, quote: q, source: s, person: {gender: male}}")
    (clue,) = inquiry.open(name).why("ana").clues
    assert clue.readings[0].because == "the record says otherwise: female"


def test_those_ruled_out_share_a_line_and_each_has_the_value(desk: Desk, told: Told) -> None:
    desk.people(person("ana", gender="female"), person("bea", gender="female"), person("cy"))
    out = told("run", desk.case("{id: it, quote: q, source: s, person: {gender: male}}")).out
    assert "it (2): the record says otherwise" in out
    assert "Ana (female), Bea (female)" in out


# --- gaps in a sentence -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "cells", "said"),
    [
        ("listed by {authority} under {office}", {}, "listed by OFAC"),
        ("listed by {authority} under {office} ({amount})", {}, "listed by OFAC"),
        ("listed by {authority} under {office}: {amount}", {"amount": "5"}, "listed by OFAC: 5"),
        ("{office}, {authority}", {}, "OFAC"),
        ("{office} of {authority}", {}, "OFAC"),
        ("{authority} (“{office}”), {amount}", {"amount": "5"}, "OFAC, 5"),
        ("listed by {office} for {amount}", {"amount": "5"}, "listed for 5"),
        ("{authority}: {amount} dollars", {}, "OFAC"),
        ("listed by {authority}.", {}, "listed by OFAC"),
    ],
)
def test_a_gap_takes_its_words_along(
    desk: Desk, template: str, cells: dict[str, str], said: str
) -> None:
    desk.describe(listings={"says": template})
    desk.people("ana")
    desk.listings(listing("ana", listed_on="", **cells))
    (row,) = found(desk, "some: listings, where: {authority: OFAC}").evidence
    assert row.says == said


# --- what a clue asks, in words -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("some: posts, where: {role: chief}", "some row of posts: role is chief"),
        ("none: posts, where: {role: chief}", "no row of posts: role is chief"),
        ("person: {gender: male, nationality: br}", "gender is male and nationality is br"),
        (
            "count: posts, where: {role: chief}, at_least: 2",
            "at least 2 rows of posts: role is chief",
        ),
        (
            "any: [{person: {gender: male}}, {some: posts}]",
            "gender is male; or some row of posts",
        ),
    ],
)
def test_what_is_asked_is_said_where_the_quote_stands(desk: Desk, body: str, said: str) -> None:
    desk.people("ana")
    (clue,) = desk.run(f"{{id: it, quote: q, source: s, {body}}}").clues
    assert clue.readings["stated"].startswith(said)


# --- the nearest pair ---------------------------------------------------------------------------


def test_of_many_pairs_the_nearest_in_time_is_told(desk: Desk) -> None:
    desk.people("ana")
    years = ("1990", "2000", "2010")
    desk.posts(*(post("ana", title=f"Post of {y}", start=y, end=f"{y[:3]}2") for y in years))
    desk.listings(*(listing("ana", listed_on=f"{y}-01-01") for y in ("2015", "2017")))
    before = (
        "some: posts, where: {sector: military}, "
        "and_also: {some: listings, where: {authority: OFAC}, before: listed_on}"
    )
    clue = found(desk, before)
    (row,) = clue.evidence
    assert row.with_row is not None
    assert (row.says, row.with_row.says) == (
        "Post of 2010; 2010 to 2012", "listed by OFAC on 2015-01-01",
    )  # fmt: skip


def test_words_are_made_for_what_is_read_and_once(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana"))
    answer = desk.run("{id: it, quote: q, source: s, some: posts, where: {sector: military}}")
    clue = answer.findings[0].clues["it"]
    assert clue.tell is not None
    assert clue.because
    assert clue.tell is None
    assert clue.because is clue.because
