"""Why a verdict is what it is: every verdict of every kind of body has its sentence."""

import pytest

from tests.questions.desk import BLOCKS, LISTED, SOLDIER, Desk, listing, of, person, post

COMPLETE = (
    "nothing in posts meets it, and there posts are complete (Military careers were searched.)"
)
OPEN = "nothing in posts speaks to it, and posts are not complete for this person"


def because(desk: Desk, body: str) -> str:
    """Why Ana's verdict on a supporting clue of this body is what it is."""
    clue = f"{{id: it, quote: q, source: s, role: supporting, {body}}}"
    return of(desk.run(clue), "ana").clues["it"].because


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"title": "Major"}], "Major; 2001 to 2005: military"),
        (
            [{"title": "Clerk", "sector": ""}],
            "Clerk; 2001 to 2005: sector not recorded; not known whether sector is military",
        ),
        ([{"title": "Clerk", "sector": "civil"}], COMPLETE),
        ([], COMPLETE),
    ],
)
def test_some_row(desk: Desk, rows: list[dict[str, str]], said: str) -> None:
    desk.people("ana")
    desk.posts(*(post("ana", **cells) for cells in rows))
    assert because(desk, "some: posts, where: {sector: military}") == said


@pytest.mark.parametrize(
    ("background", "rows", "said"),
    [
        ("yes", [{"title": "Major"}], "the record says otherwise: Major; 2001 to 2005: military"),
        ("yes", [], COMPLETE),
        ("", [], OPEN),
        (
            "yes",
            [{"title": "Clerk", "sector": ""}],
            "Clerk; 2001 to 2005: sector not recorded; not known whether sector is military",
        ),
    ],
)
def test_no_row(desk: Desk, background: str, rows: list[dict[str, str]], said: str) -> None:
    desk.people(person("ana", background=background))
    desk.posts(*(post("ana", **cells) for cells in rows))
    assert because(desk, "none: posts, where: {sector: military}") == said


def test_a_table_complete_without_a_reason_gives_none(desk: Desk) -> None:
    desk.people("ana")
    assert because(desk, "some: listings, where: {authority: OFAC}") == (
        "nothing in listings meets it, and there listings are complete"
    )


@pytest.mark.parametrize(
    ("gender", "said"),
    [
        ("male", "the record says otherwise: male"),
        ("", "gender not recorded"),
        ("unheard-of", "the record says otherwise: unheard-of"),
    ],
)
def test_a_persons_own_row(desk: Desk, gender: str, said: str) -> None:
    desk.people(person("ana", gender=gender))
    assert because(desk, "person: {gender: female}") == said


def test_a_persons_own_row_that_meets_it_is_told(desk: Desk) -> None:
    desk.people(person("ana", gender="female"))
    assert because(desk, "person: {gender: female}") == "female"


def test_rival_values_of_a_person_leave_it_in_doubt(desk: Desk) -> None:
    desk.people(person("ana", born="1950;1970"))
    said = because(desk, "person: {born: {before: '1960'}}")
    assert said == "born 1950 or 1970; not known whether born is before 1960"


def test_a_pair_of_rows_is_told_as_a_pair(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", title="Major", start="2010", end="2016"))
    desk.listings(listing("ana"))
    said = because(
        desk,
        "some: posts, where: {sector: military}, "
        "and_also: {some: listings, where: {authority: OFAC}, while: listed_on}",
    )
    assert said == "Major; 2010 to 2016: military, with: listed by OFAC on 2015-03-09"


def test_what_is_not_recorded_is_told_of_missing(desk: Desk) -> None:
    desk.people("ana")
    assert because(desk, "missing: posts, where: {sector: police}")


@pytest.mark.parametrize("verdicts", ["met", "in_doubt", "no_record", "not_met"])
def test_every_verdict_of_every_body_has_a_sentence(desk: Desk, verdicts: str) -> None:
    background = "" if verdicts == "no_record" else "yes"
    rows = {"met": [{}], "in_doubt": [{"sector": ""}]}.get(verdicts, [])
    desk.people(person("ana", background=background))
    desk.posts(*(post("ana", **cells) for cells in rows))
    some = "some: posts, where: {sector: military}"
    for body in (
        some,
        "none: posts, where: {sector: military}",
        "count: posts, where: {sector: military}, at_least: 1",
        "missing: posts, where: {sector: military}",
        f"all: [{{{some}}}, {{{some}}}]",
        f"any: [{{{some}}}, {{person: {{gender: female}}}}]",
        f"of: [{{{some}}}, {{{some}}}], at_least: 1",
        f"not: {{{some}}}",
    ):
        said = because(desk, body)
        assert said, body
        assert not said.endswith("."), body
        assert "None" not in said, body


def test_who_is_stopped_is_told_the_reason_of_the_clue_that_stopped_them(desk: Desk) -> None:
    desk.people("ana")
    (out,) = desk.run(SOLDIER, LISTED).ruled_out
    assert out.because == COMPLETE


BOTH = "all: [{some: posts, where: {sector: military}}, {some: listings, where: {authority: OFAC}}]"


def test_the_reason_of_a_no_is_in_the_part_that_lacks(desk: Desk) -> None:
    """A soldier who is not listed: the post speaks for it, what lacks is the listing."""
    desk.people("ana")
    desk.posts(post("ana"))
    said = because(desk, BOTH)
    assert "otherwise" not in said
    assert said.startswith("nothing in listings meets it")


def test_what_a_not_looks_at_speaks_against_it(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana"))
    desk.listings(listing("ana"))
    body = "all: [{some: posts, where: {sector: military}}, {none: listings, where: {authority: OFAC}}]"
    assert because(desk, body).startswith("the record says otherwise: listed by OFAC")


def test_what_two_rows_are_compared_by_is_told_of_both(desk: Desk) -> None:
    """A reader must see that the roles differ, and on which day the post was held."""
    desk.people("ana")
    desk.posts(post("ana", role="chief"), post("ana", title="Aide", role="deputy"))
    said = because(desk, "some: posts, and_also: {some: posts, different: [role]}")
    assert said == "Post; 2001 to 2005: chief, with: Aide; 2001 to 2005: deputy"


def test_the_day_of_a_second_row_is_told(desk: Desk) -> None:
    columns = {**BLOCKS["listings"]["columns"], "listed_on": {"kind": "date"}}
    desk.describe(listings={"says": "listed by {authority}", "time": {}, "columns": columns})
    desk.people("ana")
    desk.posts(post("ana"))
    desk.listings(listing("ana", listed_on="2015-03-09"))
    said = because(desk, "some: posts, and_also: {some: listings, before: listed_on}")
    assert said == "Post; 2001 to 2005, with: listed by OFAC: listed on 2015-03-09"


def test_the_values_that_are_counted_are_told(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", role="chief"), post("ana", title="Aide", role="deputy"))
    said = because(desk, "count: posts, distinct: role, at_least: 2")
    assert said == "Post; 2001 to 2005: chief; also Aide; 2001 to 2005: deputy"


@pytest.mark.parametrize(
    ("sector", "role", "said"),
    [
        ("", "", "Post; 2001 to 2005: role not recorded; not known whether role is chief"),
        ("civil", "chief", "Post; 2001 to 2005: chief"),
    ],
)
def test_a_column_is_told_wherever_it_may_have_a_meaning(
    desk: Desk, sector: str, role: str, said: str
) -> None:
    columns = BLOCKS["posts"]["columns"]
    role_column = {"kind": "code", "applies_where": {"sector": ["military"]}}
    desk.describe(posts={"columns": {**columns, "role": role_column}})
    desk.people("ana")
    desk.posts(post("ana", sector=sector, role=role))
    assert because(desk, "some: posts, where: {role: chief}") == said


def test_several_values_are_told_apart_whatever_parts_them_in_the_file(desk: Desk) -> None:
    columns = BLOCKS["persons"]["columns"]
    born = {**columns["born"], "separator": "|"}
    desk.describe(persons={"columns": {**columns, "born": born}})
    desk.people(person("ana", born="1950|1960"))
    said = because(desk, "person: {born: {before: '1970'}}")
    assert said == "born 1950 or 1960"
