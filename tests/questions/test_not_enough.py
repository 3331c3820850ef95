"""A reason says what is there, where that is not enough: too few rows, two rows that make no pair."""

import pytest

from tests.questions.desk import Desk, listing, of, person, post

ONE = "there posts are complete (Military careers were searched.)"


@pytest.fixture
def town(desk: Desk) -> Desk:
    desk.people("one", "two", "nobody", person("open", background=""), person("x", gender="male"))
    desk.posts(
        post("one"),
        post("two"),
        post("two", start="2006", end="2008", role="chief"),
        post("open", sector="military"),
    )
    desk.listings(listing("one", listed_on="2015-03-09"), listing("two", listed_on="2007"))
    return desk


def reasons(desk: Desk, body: str) -> dict[str, str]:
    answer = desk.run(f"{{id: c, quote: q, source: s, {body}}}")
    told = {f.person.id: f.clues["c"].because for f in answer.findings}
    return told | {r.person.id: r.because for r in answer.ruled_out}


def test_of_a_count_the_rows_that_are_there_are_told(town: Desk) -> None:
    told = reasons(town, "count: posts, at_least: 2, where: {sector: military}")
    row = "Post; 2001 to 2005: military"
    assert told["one"] == f"no further row of posts meets it, and {ONE}: {row}"
    assert told["nobody"] == f"nothing in posts meets it, and {ONE}"
    assert told["two"] == f"{row}; also Post; 2006 to 2008: military"
    lacks = "no further row of posts speaks to it, and posts are not complete for this person"
    assert told["open"] == f"{lacks}: {row}"


def test_too_many_speak_against_a_count(town: Desk) -> None:
    told = reasons(town, "count: posts, at_least: 1, at_most: 1, where: {sector: military}")
    assert told["two"].startswith("the record says otherwise: Post; 2001 to 2005")
    assert told["nobody"] == f"nothing in posts meets it, and {ONE}"


def test_of_a_pair_that_is_none_both_rows_are_told(town: Desk) -> None:
    body = (
        "some: posts, where: {sector: military}, "
        "and_also: {some: listings, where: {authority: OFAC}, while: listed_on}"
    )
    told = reasons(town, body)
    rows = "Post; 2001 to 2005: military; also listed by OFAC on 2015-03-09"
    assert told["one"] == f"no pair of such rows meets it, and {ONE}: {rows}"
    assert told["two"].endswith("2006 to 2008: military, with: listed by OFAC on 2007")
    assert told["nobody"] == f"nothing in posts meets it, and {ONE}"


def test_of_several_the_gap_is_told_and_not_what_is_complete(town: Desk) -> None:
    """Posts and listings say no for sure; that the gender is blank is why nothing is known."""
    body = (
        "at_least: 2, of: [{some: posts, where: {sector: military}}, {person: {gender: male}}, "
        "{some: listings, where: {authority: OFAC}}]"
    )
    told = reasons(town, body)
    assert told["one"] == "Post; 2001 to 2005: military; also listed by OFAC on 2015-03-09"
    assert told["nobody"] == f"nothing in posts meets it, and {ONE}"
    assert told["open"] == "gender not recorded"
    either = reasons(town, "any: [{count: posts, at_least: 3}, {person: {gender: male}}]")
    assert either["nobody"] == "gender not recorded"


def test_what_is_missing_claims_no_completeness(town: Desk) -> None:
    told = reasons(town, "missing: posts, where: {role: chief}")
    assert told["one"] == "nothing in posts is known to meet it"


@pytest.mark.parametrize("born", ["1950;1970", "[1950,1970]", "[1950, 1970]"])
def test_rival_days_are_told_as_two_however_they_are_written(desk: Desk, born: str) -> None:
    desk.people(person("ana", born=born))
    answer = desk.run("{id: c, quote: q, source: s, person: {born: {age: {from: 52, to: 62}}}}")
    said = "the record says otherwise: born 1950 or 1970: 67 to 68 or 47 to 48 on 2018-09-08"
    assert answer.ruled_out[0].because == said


def test_a_no_by_too_few_is_not_wrong_by_the_rows_that_are_there(town: Desk) -> None:
    clue = "{id: c, quote: q, source: s, count: posts, at_least: 2, where: {sector: military}}"
    found = town.why("one", clue).clues[0].readings[0]
    assert [e.says for e in found.evidence] == ["Post; 2001 to 2005"]
    assert found.would_change.startswith("a further row in posts: sector is military")
    assert of(town.run(clue), "two").clues["c"].verdict.word == "met"
