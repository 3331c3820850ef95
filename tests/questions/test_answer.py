"""An answer: who stands where and by which reading, who is off the list and why, what came later."""

import pytest

from narrow import inquiry
from narrow.errors import RequestError
from narrow.inquiry import why
from narrow.model.evidence import Answer, RuledOut
from narrow.model.verdicts import Verdict
from tests.questions.desk import (
    CHIEF,
    LISTED,
    SOLDIER,
    Desk,
    listing,
    of,
    person,
    post,
    source,
    statuses,
)

READINGS = """\
readings:
  strict: {some: posts, where: {sector: military, tense: former}}
  broad: {some: posts, where: {sector: military}}
"""
BY_RULE = "{id: soldier, quote: q, source: s, rule: x}"


# --- findings -----------------------------------------------------------------------------------


def test_the_narrowest_reading_that_reaches_the_verdict_is_named(desk: Desk) -> None:
    desk.people("over", "open", "going", "nobody")
    desk.posts(post("over"), post("open", end=""), post("going", end=".."))
    desk.attribute(READINGS)
    answer = desk.run(BY_RULE)
    found = {f.person.id: f.clues["soldier"] for f in answer.findings}
    assert {who: c.reading for who, c in found.items()} == {
        "over": "strict",
        "open": "broad",
        "going": "broad",
    }
    assert found["open"].by_reading == {"strict": Verdict.IN_DOUBT, "broad": Verdict.MET}
    assert found["going"].by_reading == {"strict": Verdict.NOT_MET, "broad": Verdict.MET}


def test_who_reaches_no_reading_is_judged_by_the_broadest_that_counts(desk: Desk) -> None:
    desk.people("ana", "bela")
    desk.posts(post("ana", sector="civil"))
    desk.attribute(READINGS)
    answer = desk.run(BY_RULE.replace("required", "supporting"), LISTED)
    assert answer.findings == ()
    supporting = desk.run(BY_RULE.replace("source: s", "source: s, role: supporting"))
    assert of(supporting, "ana").clues["soldier"].reading == "broad"


def test_sources_of_all_clues_are_counted_once_each(desk: Desk) -> None:
    desk.sources(source("s1"), source("s2"), source("s3"))
    desk.people("ana")
    desk.posts(post("ana", source="s1", also="s2"), post("ana", source="s2"))
    desk.listings(listing("ana", source="s2"), listing("ana", source="s3", listed_on="2016"))
    assert of(desk.run(SOLDIER, LISTED), "ana").sources == 3
    assert of(desk.run(SOLDIER), "ana").sources == 2


def test_sources_and_grades_of_a_supporting_clue_do_not_count(desk: Desk) -> None:
    desk.sources(source("s1"), source("s2", grade="E5"))
    desk.people("ana")
    desk.posts(post("ana"))
    desk.listings(listing("ana", source="s2"))
    aside = LISTED.replace("source: s", "source: s, role: supporting")
    finding = of(desk.run(SOLDIER, aside), "ana")
    assert finding.sources == 1
    assert finding.grade is not None
    assert finding.grade.code == "B2"


def test_a_grade_is_the_weakest_clue_by_its_strongest_row(desk: Desk) -> None:
    desk.sources(source("s1", grade="A1"), source("s2", grade="C3"), source("s3", grade="E5"))
    desk.people("ana")
    desk.posts(post("ana", source="s1"), post("ana", source="s3"))
    desk.listings(listing("ana", source="s2"), listing("ana", source="s3"))
    grade = of(desk.run(SOLDIER, LISTED), "ana").grade
    assert grade is not None
    assert grade.code == "C3"


# --- ruled out by a clue ------------------------------------------------------------------------


def test_the_first_clue_that_stops_somebody_is_named_with_its_reason(desk: Desk) -> None:
    desk.people("both", "unlisted", "civilian")
    desk.posts(post("unlisted"), post("civilian", sector="civil"))
    desk.listings(listing("civilian"))
    answer = desk.run(SOLDIER, LISTED)
    out = {r.person.id: (r.clue, r.because) for r in answer.ruled_out}
    assert {who: clue for who, (clue, _) in out.items()} == {
        "both": "soldier",
        "civilian": "soldier",
        "unlisted": "listed",
    }
    assert "Military careers were searched." in out["both"][1]
    assert answer.ruled_out_total == len(answer.ruled_out) == 3
    assert all(r.source is None and r.would_rank is None for r in answer.ruled_out)


def test_everybody_of_the_population_is_listed_or_ruled_out_once(desk: Desk) -> None:
    desk.people(*"abcd", person("e", background=""))
    desk.posts(post("a"), post("b", sector=""), post("c", sector="civil"))
    answer = desk.run(SOLDIER)
    listed = [f.person.id for f in answer.findings]
    out = [r.person.id for r in answer.ruled_out]
    assert sorted(listed + out) == list("abcde")
    assert len(listed) + len(out) == answer.population == answer.counts.total


# --- taken off by hand --------------------------------------------------------------------------

EXCLUDE = "exclude: [{{person: {who}, reason: not the one, source: s}}]\n"


def excluded(desk: Desk, who: str) -> tuple[Answer, RuledOut]:
    """Run a case over four persons, one at each verdict, with one taken off by hand."""
    desk.people("met", "doubt", person("nothing", background=""), "not", "met-too")
    desk.posts(
        post("met", confidence="high"),
        post("met-too", confidence="low"),
        post("doubt", sector=""),
        post("not", sector="civil"),
    )
    answer = desk.run(SOLDIER, more=EXCLUDE.format(who=who))
    (out,) = [r for r in answer.ruled_out if r.person.id == who]
    return answer, out


@pytest.mark.parametrize(
    ("who", "rank", "status"),
    [
        ("met", 1, Verdict.MET),
        ("met-too", 2, Verdict.MET),
        ("doubt", 3, Verdict.IN_DOUBT),
        ("nothing", 4, Verdict.NO_RECORD),
    ],
)
def test_who_is_taken_off_keeps_the_rank_they_would_have_had(
    desk: Desk, who: str, rank: int, status: Verdict
) -> None:
    answer, out = excluded(desk, who)
    assert (out.would_rank, out.would_be) == (rank, status)
    assert (out.because, out.source and out.source.id, out.clue) == ("not the one", "s", "")
    assert who not in [f.person.id for f in answer.findings]


def test_the_list_closes_over_who_was_taken_off(desk: Desk) -> None:
    answer, _ = excluded(desk, "met")
    assert [(f.rank, f.person.id) for f in answer.findings] == [
        (1, "met-too"),
        (2, "doubt"),
        (3, "nothing"),
    ]


@pytest.mark.parametrize("who", ["met", "doubt", "nothing"])
def test_the_ruled_out_are_counted_with_who_was_taken_off(desk: Desk, who: str) -> None:
    answer, _ = excluded(desk, who)
    assert answer.ruled_out_total == len(answer.ruled_out) == 2


def test_who_is_off_by_a_clue_is_not_taken_off_by_hand_as_well(desk: Desk) -> None:
    answer, out = excluded(desk, "not")
    assert (out.clue, out.would_rank, out.would_be) == ("soldier", None, None)
    assert answer.ruled_out_total == len(answer.ruled_out) == 1


def test_an_exclusion_of_nobody_is_refused_with_the_nearest_id(
    desk: Desk, on_every_engine: str
) -> None:
    desk.people("ana-maria", "bela")
    near = r"; did you mean 'ana-maria'\?" if on_every_engine == "duckdb" else ""
    with pytest.raises(RequestError, match=rf"exclude names nobody: 'ana-mria'{near}$"):
        desk.run(SOLDIER, more=EXCLUDE.format(who="ana-mria"))


def test_an_exclusion_from_outside_the_population_says_nothing(desk: Desk) -> None:
    desk.people("ana", person("bela", gender="male"))
    desk.posts(post("ana"), post("bela"))
    population = "population: {says: men, person: {gender: male}}\n"
    desk.people(person("ana", gender="female"), person("bela", gender="male"))
    answer = desk.run(SOLDIER, more=population + EXCLUDE.format(who="ana"))
    assert answer.ruled_out == ()
    assert statuses(answer) == {"bela": "met"}


# --- later facts --------------------------------------------------------------------------------


def test_a_fact_that_begins_after_the_day_is_masked_and_listed(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", start="2016", end="2017", title="Colonel"))
    case = desk.case(SOLDIER)
    assert statuses(inquiry.run(case)) == {"ana": "met"}
    early = inquiry.run(case, as_of="2015-12-31")
    assert statuses(early) == {"ana": "not_met"}
    (fact,) = early.masked
    assert (fact.person.id, fact.table, fact.row) == ("ana", "posts", 2)
    assert fact.says == "Colonel; 2016 to 2017"
    assert early.masked_total == 1


@pytest.mark.parametrize(
    ("start", "status", "masked"),
    [
        ("2015-12-31", "met", 0),
        ("2016-01-01", "not_met", 1),
        ("2015", "met", 0),
        ("2015-12/2016-01", "in_doubt", 0),
        ("", "in_doubt", 0),
    ],
)
def test_only_what_certainly_begins_later_is_masked(
    desk: Desk, start: str, status: str, masked: int
) -> None:
    desk.people("ana")
    desk.posts(post("ana", start=start, end=".."))
    answer = inquiry.run(desk.case(SOLDIER), as_of="2015-12-31")
    assert (statuses(answer), answer.masked_total) == ({"ana": status}, masked)


def test_a_table_that_no_clue_looks_at_is_not_searched_for_later_facts(desk: Desk) -> None:
    desk.people("ana")
    desk.listings(listing("ana", listed_on="2017"))
    assert inquiry.run(desk.case(SOLDIER), as_of="2015-12-31").masked == ()
    assert len(inquiry.run(desk.case(LISTED), as_of="2015-12-31").masked) == 1


def test_more_later_facts_than_are_listed_are_counted(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(*(post("ana", start="2017", end="") for _ in range(230)))
    answer = inquiry.run(desk.case(SOLDIER), as_of="2015-12-31")
    assert (len(answer.masked), answer.masked_total) == (200, 230)


def test_the_reasons_for_one_person_hold_their_later_facts_however_many_others_have(
    desk: Desk,
) -> None:
    desk.people("ana", "zoe")
    anas = [post("ana", start="2017", end="") for _ in range(230)]
    desk.posts(*anas, post("zoe", start="2016", end="", title="Colonel"))
    (told,) = why(desk.case(SOLDIER), "zoe", as_of="2015-12-31").masked
    assert (told.person.id, told.row) == ("zoe", 232)


# --- the rest -----------------------------------------------------------------------------------


def test_words_left_out_are_carried_along(desk: Desk) -> None:
    desk.people("ana")
    answer = desk.run(SOLDIER, more="not_used: [{quote: a man, why: it says nothing}]\n")
    assert [(u.quote, u.why) for u in answer.not_used] == [("a man", "it says nothing")]


def test_a_clue_is_told_with_its_quote_source_and_sentences(desk: Desk) -> None:
    desk.people("ana")
    desk.attribute(READINGS, says="was a soldier")
    clue, chief = desk.run(BY_RULE, CHIEF).clues
    assert (clue.quote, clue.role, clue.deciding) == ("q", "required", "broad")
    assert clue.source is not None
    assert clue.source.title == "The text"
    assert list(clue.readings) == ["strict", "broad"]
    assert clue.readings["broad"] == "was a soldier"
    assert chief.readings == {"stated": "some row of posts: role is chief"}


def test_an_empty_register_gives_an_empty_answer(desk: Desk) -> None:
    answer = desk.run(SOLDIER, LISTED)
    assert (answer.population, answer.counts.total, answer.findings) == (0, 0, ())
    assert [s.left for s in answer.steps] == [0, 0]
