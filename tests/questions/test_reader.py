"""Evidence: the rows that decided and no others, the strongest first, each with its sources."""

import pytest

from narrow.model.evidence import Evidence
from tests.questions.desk import LISTED, SOLDIER, Desk, evidence, listing, of, person, post, source


def told(rows: tuple[Evidence, ...]) -> list[str]:
    return [row.says.partition(";")[0] for row in rows]


# --- which rows ---------------------------------------------------------------------------------


def test_who_meets_a_clue_is_shown_by_sure_rows_alone(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(
        post("ana", title="Major"),
        post("ana", title="Clerk", sector="civil"),
        post("ana", title="Perhaps", sector=""),
    )
    assert told(evidence(desk.run(SOLDIER), "ana")) == ["Major"]


def test_who_is_in_doubt_is_shown_by_the_rows_that_may_meet_it(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(
        post("ana", title="Clerk", sector="civil"),
        post("ana", title="Perhaps", sector=""),
    )
    (row,) = evidence(desk.run(SOLDIER), "ana")
    assert row.says.startswith("Perhaps")
    assert row.doubts == ("sector is military",)


def test_every_condition_in_doubt_is_named_and_no_other(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", sector="military", commands="unknown", end=""))
    clue = SOLDIER.replace("military}", "military, commands: 'yes', tense: former}")
    (row,) = evidence(desk.run(clue), "ana")
    assert row.doubts == ("commands a unit", "it is over on 2018-09-08")


def test_who_has_no_record_is_shown_by_no_row(desk: Desk) -> None:
    desk.people(person("ana", background=""))
    desk.posts(post("ana", sector="civil"))
    assert evidence(desk.run(SOLDIER), "ana") == ()


def test_a_row_that_speaks_against_a_clue_is_shown(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", title="Major"))
    never = "{id: soldier, quote: never, source: s, role: supporting, none: posts, where: {sector: military}}"
    desk.listings(listing("ana"))
    clue = of(desk.run(never, LISTED), "ana").clues["soldier"]
    assert told(clue.evidence) == ["Major"]
    assert clue.because == "the record says otherwise: Major; 2001 to 2005: military"


def test_a_row_that_meets_two_readings_is_shown_once(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", title="Major"))
    twice = "{id: soldier, quote: q, source: s, any: [{some: posts, where: {sector: military}}, {some: posts, where: {tense: former}}]}"
    assert told(evidence(desk.run(twice), "ana")) == ["Major"]


def test_a_row_is_named_by_the_line_it_begins_on(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", title="Clerk\nof two lines", sector="civil"), post("ana", title="Major"))
    (row,) = evidence(desk.run(SOLDIER), "ana")
    assert (row.table, row.row) == ("posts", 4)
    lines = (desk.data / "posts.csv").read_text(encoding="utf-8").splitlines()
    assert "Major" in lines[row.row - 1]


# --- in which order -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "below", "because"),
    [
        ({"confidence": "high"}, {"confidence": "low"}, "its own mark is better"),
        ({"source": "best"}, {"source": "worst"}, "its source is graded better"),
        ({"source": "worst"}, {"source": "none"}, "it is graded at all"),
        ({"source": "s1", "also": "worst"}, {"source": "s1"}, "it has more sources"),
        ({"source": "s1"}, {"source": "s1"}, "it stands earlier in the table"),
        ({"confidence": "high", "source": "worst"}, {"source": "s1"}, "A2 is better than B2"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_the_stronger_row_comes_first(
    desk: Desk, above: dict[str, str], below: dict[str, str], because: str
) -> None:
    desk.sources(
        source("s1"), source("best", grade="A1"), source("worst", grade="E5"),
        source("none", grade=""),
    )  # fmt: skip
    desk.people("ana")
    rows = [post("ana", title="above", **above), post("ana", title="below", **below)]
    desk.posts(*(rows if "earlier" in because else rows[::-1]))
    assert told(evidence(desk.run(SOLDIER), "ana")) == ["above", "below"], because


# --- with what sources --------------------------------------------------------------------------


def test_a_row_cites_its_main_source_first_and_every_other(desk: Desk) -> None:
    desk.sources(*map(source, ("s1", "s2", "s3")))
    desk.people("ana")
    desk.posts(post("ana", source="s3", also="s1; s2"))
    (row,) = evidence(desk.run(SOLDIER), "ana")
    assert [s.id for s in row.sources] == ["s3", "s1", "s2"]


def test_a_source_is_told_with_all_that_a_citation_needs(desk: Desk) -> None:
    desk.sources(source("s1", publisher="Paper", published="2012", url="https://x.example"))
    desk.people("ana")
    desk.posts(post("ana"))
    ((cited,),) = [row.sources for row in evidence(desk.run(SOLDIER), "ana")]
    assert (cited.title, cited.publisher, cited.published) == ("Title of s1", "Paper", "2012")
    assert (cited.url, cited.grade and cited.grade.code) == ("https://x.example", "B2")


@pytest.mark.parametrize(
    ("cells", "grade"),
    [
        ({"confidence": "high"}, "A2"),
        ({"confidence": "low"}, "D4"),
        ({"confidence": "other"}, "B2"),
        ({}, "B2"),
        ({"source": "weak", "also": "s1"}, "B2"),
        ({"source": "none"}, None),
    ],
)
def test_a_row_is_graded_by_its_mark_or_else_its_best_source(
    desk: Desk, cells: dict[str, str], grade: str | None
) -> None:
    desk.sources(source("s1"), source("weak", grade="E5"), source("none", grade=""))
    desk.people("ana")
    desk.posts(post("ana", **cells))
    (row,) = evidence(desk.run(SOLDIER), "ana")
    assert (row.grade.code if row.grade else None) == grade


# --- two rows -----------------------------------------------------------------------------------

WHILE = (
    "{id: soldier, quote: q, source: s, some: posts, where: {sector: military}, "
    "and_also: {some: listings, where: {authority: OFAC}, while: listed_on}}"
)


def test_a_pair_of_rows_is_shown_as_a_pair(desk: Desk) -> None:
    desk.sources(source("s1"), source("s2"))
    desk.people("ana")
    desk.posts(post("ana", title="Major", start="2010", end="2016"))
    desk.listings(listing("ana", source="s2"))
    answer = desk.run(WHILE)
    (row,) = evidence(answer, "ana")
    assert row.with_row is not None
    assert (row.table, row.with_row.table) == ("posts", "listings")
    assert row.with_row.says == "listed by OFAC on 2015-03-09"
    assert [s.id for s in row.with_row.sources] == ["s2"]
    assert of(answer, "ana").sources == 2


def test_a_pair_names_the_tie_that_is_in_doubt(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", start="2010", end=""))
    desk.listings(listing("ana"))
    (row,) = evidence(desk.run(WHILE), "ana")
    assert row.doubts == ("it was held on that listed on",)


# --- persons ------------------------------------------------------------------------------------


def test_a_person_comes_with_name_and_other_names(desk: Desk) -> None:
    desk.people(person("ana", name="Ana Pérez", aka="Anita; La Capitana"), "bela")
    desk.posts(post("ana"), post("bela"))
    answer = desk.run(SOLDIER)
    assert of(answer, "ana").person.name == "Ana Pérez"
    assert of(answer, "ana").person.aliases == ("Anita", "La Capitana")
    assert of(answer, "bela").person.aliases == ()
