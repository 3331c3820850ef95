"""What a row says and what a condition asks, one sentence each."""

import pytest

import narrow
from tests.questions.desk import SOLDIER, Desk, evidence, person, post

# --- what a row says ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"start": "2001", "end": "2005"}, "Major; 2001 to 2005"),
        ({"start": "2001", "end": ""}, "Major; from 2001, end not recorded"),
        ({"start": "2001", "end": ".."}, "Major; since 2001, known to go on"),
        ({"start": "", "end": ".."}, "Major; known to go on"),
        ({"start": "", "end": "2005"}, "Major; until 2005"),
        ({"start": "", "end": ""}, "Major; no dates recorded"),
        ({"start": "", "end": "", "held_on": "2003"}, "Major; held on 2003"),
        ({"start": "", "end": "", "ended_by": "2006"}, "Major; over by 2006"),
        (
            {"start": "2001", "end": "", "held_on": "2003", "ended_by": "2006"},
            "Major; from 2001, end not recorded; held on 2003; over by 2006",
        ),
        ({"start": "200X", "end": "2005~"}, "Major; 200X to 2005~"),
    ],
)
def test_a_row_says_what_and_when(desk: Desk, cells: dict[str, str], says: str) -> None:
    desk.people("ana")
    desk.posts(post("ana", title="Major", **cells))
    (row,) = evidence(desk.run(SOLDIER), "ana")
    assert row.says == says


@pytest.mark.parametrize(
    ("template", "cells", "says"),
    [
        ("{title}, {role}", {"title": "Major", "role": "chief"}, "Major, chief; 2001 to 2005"),
        ("{title}, {role}", {"title": "Major"}, "Major; 2001 to 2005"),
        ("{title} ({role})", {"title": "Major"}, "Major; 2001 to 2005"),
        ("{role}: {title}", {"title": "Major"}, "Major; 2001 to 2005"),
        ("{title}", {"title": "Major."}, "Major; 2001 to 2005"),
        ("{title} from {start}", {"title": "Major"}, "Major from 2001"),
        ("{title}", {"title": ""}, "2001 to 2005"),
        ("{title}", {"title": "Chief  of\tstaff"}, "Chief of staff; 2001 to 2005"),
        ("{title}", {"title": "{role}", "role": "x"}, "{role}; 2001 to 2005"),
    ],
)
def test_a_template_leaves_no_trace_of_what_is_blank(
    desk: Desk, template: str, cells: dict[str, str], says: str
) -> None:
    desk.describe(posts={"says": template})
    desk.people("ana")
    desk.posts(post("ana", **cells))
    (row,) = evidence(desk.run(SOLDIER), "ana")
    assert row.says == says


def test_a_code_is_told_by_its_label(desk: Desk) -> None:
    (desk.folder / "rules" / "vocabularies" / "job.yaml").write_text(
        "narrow: 1\nkind: vocabulary\nid: job\ntitle: Jobs\n"
        "terms: {chief: {label: the chief}, clerk: {label: a clerk}}\n",
        encoding="utf-8",
    )
    columns = {
        "person": {"kind": "code"},
        "sector": {"kind": "code"},
        "role": {"vocabulary": "job"},
        "commands": {"kind": "code"},
        "confidence": {"kind": "code"},
        "source": {"kind": "code"},
        "also": {"kind": "code", "values": "set"},
    }
    desk.describe(posts={"says": "{role}", "columns": columns})
    desk.people("ana")
    desk.posts(post("ana", role="chief"))
    (row,) = evidence(desk.run(SOLDIER), "ana")
    assert row.says == "the chief; 2001 to 2005"


# --- what a condition asks ----------------------------------------------------------------------


def asked(desk: Desk, body: str) -> list[str]:
    """The words of every condition of a clue's first part, masks left out."""
    case = desk.case(f"{{id: one, quote: q, source: s, {body}}}")
    first = narrow.sql(case).parts[0]
    return [said for said in first.asks if said != "it had begun by 2018-09-08"]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("sector: military", "sector is military"),
        ('commands: "yes"', "commands a unit"),
        ('commands: "no"', "not: commands a unit"),
        ("sector: {any: [military, police]}", "sector is military or police"),
        ("role: {not: chief}", "not: role is chief"),
        ('role: {missing: "yes"}', "role is not recorded"),
        ("title: {text: Brigada}", "title has the words 'Brigada'"),
        ('start: {before: "2010"}', "start is before 2010"),
        ('start: {after: "2010-05"}', "start is after 2010-05"),
        ('start: {on: "2010"}', "start is on 2010"),
        ('start: "2010"', "start is on 2010"),
        ('held_on: {between: ["2010", "2012"]}', "held on is between 2010 and 2012"),
        ("tense: former", "it is over on 2018-09-08"),
        ("tense: current", "it is held on 2018-09-08"),
        ("tense: future", "it begins later on 2018-09-08"),
        ("tense: probably-former", "it is probably over on 2018-09-08"),
        ('tense: {at: "2015-03-09"}', "it is held on 2015-03-09"),
        ('tense: {at: "2015"}', "it is held on a day from 2015-01-01 to 2015-12-31"),
        (
            "tense: {any: [former, current]}",
            "it is over on 2018-09-08 or it is held on 2018-09-08",
        ),
        ("tense: {not: current}", "not: it is held on 2018-09-08"),
    ],
)
def test_a_condition_is_said_in_words(desk: Desk, where: str, said: str) -> None:
    assert asked(desk, f"some: posts, where: {{{where}}}") == [said]


def test_ever_is_said_as_it_is_asked(desk: Desk) -> None:
    case = desk.case("{id: one, quote: q, source: s, some: posts, where: {tense: ever}}")
    assert set(narrow.sql(case).parts[0].asks) == {"it had begun by 2018-09-08"}


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("gender: female", "gender is female"),
        ("nationality: NO", "nationality is NO"),
        ("rank: {at_least: colonel}", "rank is colonel or more"),
        ("rank: {at_most: colonel}", "rank is colonel or less"),
        ("born: {age: {from: 60, to: 69}}", "born is aged 60 to 69 on 2018-09-08"),
    ],
)
def test_a_condition_on_a_person_is_said_in_words(desk: Desk, where: str, said: str) -> None:
    assert [words.lower() for words in asked(desk, f"person: {{{where}}}")] == [said.lower()]


def test_a_kind_is_said_with_what_is_below_it() -> None:
    first = narrow.sql("wola-2018-former-commanders").parts[0]
    assert "branch is military or a kind of it" in first.asks


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        ("while: listed_on", ["it was held on that listed on"]),
        ("before: listed_on", ["it was over before that listed on"]),
        ("after: listed_on", ["it began after that listed on"]),
        ("same: [source]", ["source is the same"]),
        ("different: [source]", ["source differs"]),
        (
            "while: listed_on, different: [source]",
            ["it was held on that listed on", "source differs"],
        ),
    ],
)
def test_a_tie_between_two_rows_is_said_in_words(desk: Desk, tie: str, said: list[str]) -> None:
    body = f"some: posts, where: {{role: chief}}, and_also: {{some: listings, where: {{office: x}}, {tie}}}"
    assert asked(desk, body)[:2] == ["role is chief", "listings: it had begun by 2018-09-08"]
    assert asked(desk, body)[2:] == ["listings: office is x", *said]


# --- lists of words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (["A"], "A; 2001 to 2005: military"),
        (["A", "B"], "A; 2001 to 2005: military; also B; 2001 to 2005: military"),
        (["A", "B", "C"], "A; 2001 to 2005: military; also B; 2001 to 2005: military; and 1 more"),
        (
            ["A", "B", "C", "D"],
            "A; 2001 to 2005: military; also B; 2001 to 2005: military; and 2 more",
        ),
    ],
)
def test_rows_are_listed_and_the_rest_is_counted(desk: Desk, titles: list[str], said: str) -> None:
    desk.people(person("ana"))
    desk.posts(*(post("ana", title=title) for title in titles))
    (finding,) = desk.run(SOLDIER).findings
    assert finding.clues["soldier"].because == said
