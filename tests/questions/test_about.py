"""What an answer says that it is about."""

import narrow
from narrow import inquiry
from tests.questions.desk import DAY, SOLDIER, Desk, post


def test_case_day_register_and_population_are_named(desk: Desk) -> None:
    desk.people("ana", "bela")
    about = desk.run(
        SOLDIER,
        more="population: {says: those on record, some: posts}\n",
        subject="subject: {kind: public-official, purpose: a test}\n",
    ).about
    assert (about.case, about.title, about.as_of) == ("small", "A small case", DAY)
    assert (about.register, about.register_title) == ("tiny", "A tiny register")
    assert (about.subject, about.purpose) == ("public-official", "a test")
    assert (about.persons, about.population_says) == (2, "those on record")


def test_another_day_is_the_day_of_the_answer(desk: Desk) -> None:
    desk.people("ana")
    assert inquiry.run(desk.case(SOLDIER), as_of="2011-01-31").about.as_of == "2011-01-31"


def test_the_hash_stands_for_the_register_as_it_is(desk: Desk) -> None:
    desk.people("ana")
    before = desk.run(SOLDIER).about.sha256
    assert len(before) == 64
    assert desk.run(SOLDIER).about.sha256 == before
    desk.posts(post("ana"))
    after = desk.run(SOLDIER).about.sha256
    assert after != before
    desk.describe(posts={"says": "{title}, {role}"})
    assert desk.run(SOLDIER).about.sha256 not in (before, after)


def test_the_same_is_said_by_every_question(desk: Desk) -> None:
    desk.people("ana")
    case = desk.case(SOLDIER)
    abouts = (inquiry.run(case).about, narrow.why(case, "ana").about, narrow.tally(case).about)
    assert len({(a.case, a.as_of, a.sha256, a.persons, a.population_says) for a in abouts}) == 1
