"""Two answers compared: nothing where they are equal, and everybody who does not stand as before."""

from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.model.cases import Source
from narrow.model.evidence import (
    About,
    Answer,
    ClueFinding,
    Counts,
    Evidence,
    Finding,
    Person,
    RuledOut,
)
from narrow.model.grades import Grade
from narrow.model.records import Asked, Basis, OwnRow, Reach, RegisterState
from narrow.model.result import schema_of
from narrow.model.verdicts import Verdict
from narrow.questions.diff import Difference, Move, OwnChange, Record, Somebody, compare, outcome
from narrow.report.compose.diff import compose as difference_document

ABOUT = About("c", "T", "2018-09-08", "invented", "", "r", "R", "0" * 64, 3, "everyone")
PEOPLE = [Person(at, name, name.title()) for at, name in enumerate(("ana", "bela", "cora"))]
CLUES = ("one", "two")

sources = st.sampled_from([Source("s1", "T1"), Source("s2", "T2", grade=Grade("B2"))])
evidence = st.builds(
    Evidence,
    table=st.sampled_from(["posts", "grounds"]),
    row=st.integers(1, 3),
    says=st.sampled_from(["Chief", "Chief of staff", "Clerk"]),
    verdict=st.just(Verdict.MET),
    doubts=st.sampled_from([(), ("tense",)]),
    sources=st.lists(sources, max_size=2, unique_by=lambda s: s.id).map(tuple),
    grade=st.sampled_from([None, Grade("B2")]),
).map(lambda row: replace(row, verdict=Verdict.IN_DOUBT) if row.doubts else row)


def clue(name: str) -> st.SearchStrategy[ClueFinding]:
    return st.builds(
        ClueFinding,
        clue=st.just(name),
        verdict=st.sampled_from([Verdict.MET, Verdict.IN_DOUBT]),
        reading=st.sampled_from(["strict", "broad"]),
        because=st.sampled_from(["this", "that"]),
        evidence=st.lists(evidence, max_size=2).map(tuple),
        by_reading=st.just({"strict": Verdict.MET}),
    )


def place(person: Person) -> st.SearchStrategy[Finding | RuledOut | None]:
    listed = st.builds(
        Finding,
        rank=st.integers(1, 3),
        person=st.just(person),
        status=st.sampled_from([Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD]),
        clues=st.fixed_dictionaries({name: clue(name) for name in CLUES}),
        grade=st.sampled_from([None, Grade("B2")]),
        sources=st.integers(0, 2),
    )
    out = st.builds(
        RuledOut,
        person=st.just(person),
        clue=st.sampled_from(["", "one", "two"]),
        because=st.sampled_from(["nothing", "another"]),
    )
    by_hand = st.builds(
        RuledOut,
        person=st.just(person),
        clue=st.just(""),
        because=st.sampled_from(["known", "other"]),
        source=st.just(Source("s1", "T1")),
        would_rank=st.integers(1, 2),
    )
    return st.one_of(listed, listed, out, by_hand, st.none())


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    places = [draw(place(person)) for person in PEOPLE]
    return Answer(
        about=ABOUT,
        population=3,
        population_uncertain=0,
        clues=(),
        steps=(),
        combinations=(),
        counts=Counts(draw(st.integers(0, 2)), 0, 0, 1),
        findings=tuple(p for p in places if isinstance(p, Finding)),
        ruled_out=tuple(p for p in places if isinstance(p, RuledOut)),
        ruled_out_total=0,
        masked=(),
        masked_total=draw(st.integers(0, 1)),
    )


def kept(answer: Answer, narrow: str = "1") -> Record:
    basis = Basis(narrow, "2018-09-08", RegisterState("r", "0" * 64, {}), ())
    return Record("x.json", "c", Asked("c"), basis, answer)


def compared(a: Answer, b: Answer) -> Difference:
    return compare(kept(a), kept(b), (Reach(), Reach()))


def stands(answer: Answer) -> dict[str, Any]:
    data = answer.data
    return {p["person"]["id"]: p for p in (*data["findings"], *data["ruled_out"])}


@given(answers(), answers())
@settings(max_examples=150, deadline=None)
def test_there_is_no_difference_exactly_where_the_answers_are_equal(a: Answer, b: Answer) -> None:
    found = compared(a, b)
    assert found.same == (a.data == b.data)
    old, new = stands(a), stands(b)
    unequal = {key for key in {*old, *new} if old.get(key) != new.get(key)}
    named = [change.person.id for change in found.people]
    assert len(named) == len(set(named))
    assert set(named) <= unequal
    assert len(named) + found.renumbered == len(unequal)


@given(answers())
@settings(max_examples=30, deadline=None)
def test_an_answer_does_not_differ_from_itself(a: Answer) -> None:
    found = compared(a, a)
    assert (found.same, found.people, found.parts, found.renumbered) == (True, (), (), 0)


@given(answers(), answers())
@settings(max_examples=60, deadline=None)
def test_seen_from_the_other_side_who_came_went(a: Answer, b: Answer) -> None:
    there, back = compared(a, b), compared(b, a)
    mirror = {Move.CAME: Move.WENT, Move.WENT: Move.CAME}
    assert {(c.person.id, c.move) for c in there.people} == {
        (c.person.id, mirror.get(c.move, c.move)) for c in back.people
    }


@given(answers(), answers())
@settings(max_examples=60, deadline=None)
def test_who_is_listed_where_decides_who_came_and_went(a: Answer, b: Answer) -> None:
    old, new = ({f.person.id for f in given.findings} for given in (a, b))
    found = compared(a, b).people
    assert {c.person.id for c in found if c.move is Move.CAME} == new - old
    assert {c.person.id for c in found if c.move is Move.WENT} == old - new
    for change in found:
        if change.move in (Move.MOVED, Move.STAYED, Move.SHIFTED) and isinstance(
            change.before, Finding
        ):
            assert change.person.id in old & new


@given(answers(), answers())
@settings(max_examples=40, deadline=None)
def test_every_difference_can_be_shown_and_is_as_its_schema_says(a: Answer, b: Answer) -> None:
    found = compared(a, b)
    jsonschema.validate(found.data, schema_of(Difference))
    assert difference_document(found).blocks


@given(answers())
@settings(max_examples=40, deadline=None)
def test_an_answer_is_read_back_as_it_was(a: Answer) -> None:
    back = outcome(a)
    again = replace(
        a, findings=tuple(back.findings.values()), ruled_out=tuple(back.ruled_out.values())
    )
    assert again.data == a.data
    assert back.counts == a.counts


def test_another_version_of_narrow_is_told_and_can_be_the_cause() -> None:
    def with_rank(rank: int, because: str) -> Answer:
        one = ClueFinding("one", Verdict.MET, "strict", because)
        finding = Finding(rank, PEOPLE[0], Verdict.MET, {"one": one})
        return Answer(ABOUT, 3, 0, (), (), (), Counts(1), (finding,), (), 0, (), 0)

    found = compare(kept(with_rank(1, "x")), kept(with_rank(2, "y"), "2"), (Reach(), Reach()))
    assert [(c.name, c.before, c.after) for c in found.changes.inputs] == [("narrow", "1", "2")]
    assert [[cause.value for cause in p.causes] for p in found.people] == [["narrow"]]


def of(name: str, **cells: str) -> Record:
    """A run that names one person, whose id is p1 and who fits."""
    person = Person(1, "p1", name)
    found = Finding(1, person, Verdict.MET, {}, None, 0)
    answer = replace(next_to_nobody(), findings=(found,))
    own = OwnRow({"name": name, **cells}, "name", "birth")
    return replace(kept(answer), rows={"p1": own})


def next_to_nobody() -> Answer:
    return Answer(ABOUT, 1, 0, (), (), (), Counts(1, 0, 0, 0), (), (), 0, (), 0)


@pytest.mark.parametrize(
    ("was", "now", "who", "columns"),
    [
        (("Khanu Vorst", "1960"), ("Shugo Brell", "1984"), Somebody.ELSE, ["name", "birth"]),
        (("Khanu Vorst", "1960"), ("Shugo Brell", "1960-05"), Somebody.DOUBTFUL, ["name", "birth"]),
        (("Khanu Vorst", "1960"), ("Shugo Brell", ""), Somebody.DOUBTFUL, ["name", "birth"]),
        (("Khanu Vorst", "1960"), ("Khanu Brell", "1984"), Somebody.SAME, ["name", "birth"]),
        (("Khanu Vorst", "1960"), ("Khanu Vorst", "1984"), Somebody.SAME, ["birth"]),
        (("Łukasz", "1960"), ("LUKASZ", "1961"), Somebody.SAME, ["name", "birth"]),
        (("Khanu Vorst", "1960"), ("Khanu Vorst", "1960"), None, []),
    ],
)
def test_what_changed_in_a_persons_own_row_is_said(
    was: tuple[str, str], now: tuple[str, str], who: Somebody | None, columns: list[str]
) -> None:
    before, after = (of(name, birth=birth) for name, birth in (was, now))
    found = compare(before, after, (Reach(), Reach())).people
    assert [change.who for change in found] == ([who] if who else [])
    assert [own.column for change in found for own in change.own] == columns
    assert all(change.move is Move.STAYED for change in found)


def test_of_older_runs_the_name_alone_is_compared() -> None:
    before, after = replace(of("Khanu Vorst"), rows={}), of("Shugo Brell", birth="1984")
    (change,) = compare(before, after, (Reach(), Reach())).people
    assert (change.who, change.own) == (
        Somebody.DOUBTFUL,
        (OwnChange("name", "Khanu Vorst", "Shugo Brell"),),
    )
