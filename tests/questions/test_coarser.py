"""Coarser wordings: which there are of every kind of condition, and that each says less."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from narrow.model.dates import EARLIEST, LATEST
from narrow.model.registers import Column, Kind, Naming, Register, Table, Term, Vocabulary
from narrow.model.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Begun,
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
    Scan,
    Second,
    Some,
    Tense,
    Worded,
)
from narrow.model.verdicts import Verdict
from narrow.questions.exposure import Coarsening, Coarser, coarser
from tests.oracle.evaluate import evaluate
from tests.oracle.strategies import Example, case_of, nested_bodies

DAY = date(2018, 9, 8)
BRANCHES = {"forces": (), "military": ("forces",), "army": ("military",), "navy": ("military",)}
VOCABULARIES = {
    "branch": Vocabulary(
        "branch", "", False, {c: Term(c, c.upper(), b) for c, b in BRANCHES.items()}
    ),
    "rank": Vocabulary(
        "rank", "", True, {c: Term(c, c) for c in ("ensign", "major", "colonel", "general")}
    ),
}
COLUMNS = {
    "branch": Column("branch", kind=Kind.CODE, vocabulary="branch"),
    "rank": Column("rank", kind=Kind.CODE, vocabulary="rank"),
    "unit": Column("unit", kind=Kind.CODE),
    "born": Column("born", kind=Kind.DATE),
    "title": Column("title"),
}
REGISTER = Register(
    "small",
    "",
    "",
    {role: Table(role, "", COLUMNS) for role in ("persons", "posts", "lists")},
    Naming("title"),
    vocabularies=VOCABULARIES,
)
MILITARY = Coded("branch", ("military", "army", "navy"), "MILITARY or a kind of it")
ARMY = Coded("branch", ("army",), "ARMY")
BEGUN = Begun(DAY)


def forms(*bodies: Body, deciding: int = 0) -> Sequence[Coarser]:
    """The coarser wordings of a clue with these readings, the whole phrase left out being last."""
    case = case_of([bodies])
    (clue,) = case.clues
    names = [reading.name for reading in clue.readings]
    found = coarser(replace(clue, deciding=names[deciding]), REGISTER, DAY)
    assert found[-1] == Coarser(Coarsening.PHRASE, "a phrase", "", None)
    return found[:-1]


def some(*conditions: Condition) -> Some:
    return Some(Scan("posts", (BEGUN, *conditions)))


def conditions(*given: Condition) -> list[tuple[Coarsening, tuple[Condition, ...]]]:
    """How the conditions on one row become coarser."""
    found = []
    for form in forms(some(*given)):
        assert isinstance(form.body, Some)
        first, *others = form.body.scan.where
        assert first == BEGUN
        found.append((form.way, tuple(others)))
    return found


def one(condition: Condition) -> list[tuple[Coarsening, Condition]]:
    """The coarser forms of one condition, less the one in which it is left out."""
    *found, last = conditions(condition)
    assert last == (Coarsening.WORD, ())
    return [(way, form) for way, (form,) in found]


# --- conditions -------------------------------------------------------------------------------


def test_a_code_becomes_its_parent_with_all_its_kinds_and_then_the_parents_parent() -> None:
    assert one(ARMY) == [
        (Coarsening.KIND, MILITARY),
        (
            Coarsening.KIND,
            Coded("branch", ("forces", "military", "army", "navy"), "FORCES or a kind of it"),
        ),
    ]


def test_codes_of_several_kinds_become_whole_kinds_and_none_is_lost() -> None:
    both = Coded("branch", ("forces", "army"), "FORCES or ARMY")
    assert one(both) == [
        (
            Coarsening.KIND,
            Coded(
                "branch",
                ("forces", "military", "army", "navy"),
                "FORCES or ARMY or MILITARY or a kind of it",
            ),
        )
    ]


def test_a_code_at_the_top_has_no_broader_kind() -> None:
    assert one(Coded("branch", ("forces", "military", "army", "navy"), "FORCES")) == []
    assert one(Coded("unit", ("7th",), "7th")) == []


@pytest.mark.parametrize(
    ("codes", "steps"),
    [
        (("colonel", "general"), [(("major", "colonel", "general"), "major or more")]),
        (("ensign", "major"), [(("ensign", "major", "colonel"), "colonel or less")]),
        (
            ("major",),
            [(("ensign", "major"), "words or ensign"), (("major", "colonel"), "words or colonel")],
        ),
        (
            ("ensign", "general"),
            [],
        ),
        (("ensign", "major", "colonel", "general"), []),
    ],
)
def test_an_ordered_code_goes_a_step_further(
    codes: tuple[str, ...], steps: list[tuple[tuple[str, ...], str]]
) -> None:
    expected = [(Coarsening.STEP, Coded("rank", found, words)) for found, words in steps]
    assert one(Coded("rank", codes, "words")) == expected


def test_a_time_becomes_a_year_longer_and_then_five_on_both_sides() -> None:
    assert one(Dated("born", date(2010, 1, 1), date(2011, 12, 31), "on 2010/2011")) == [
        (
            Coarsening.DATES,
            Dated(
                "born", date(2009, 1, 1), date(2012, 12, 31), "between 2009-01-01 and 2012-12-31"
            ),
        ),
        (
            Coarsening.DATES,
            Dated(
                "born", date(2005, 1, 1), date(2016, 12, 31), "between 2005-01-01 and 2016-12-31"
            ),
        ),
    ]


def test_an_open_side_of_a_time_stays_open() -> None:
    (_, before), *_ = one(Dated("born", EARLIEST, date(2009, 12, 31), "before 2010"))
    assert before == Dated("born", EARLIEST, date(2010, 12, 31), "before 2011-01-01")
    (_, after), *_ = one(Dated("born", date(2016, 2, 29), LATEST, "after 2016-02-28"))
    assert after == Dated("born", date(2015, 2, 28), LATEST, "after 2015-02-27")


def test_an_age_becomes_five_years_wider() -> None:
    aged = Dated("born", date(1948, 9, 9), date(1958, 9, 8), "aged 60 to 69 on 2018-09-08")
    wider = Dated("born", date(1943, 9, 9), date(1963, 9, 8), "aged 55 to 74 on 2018-09-08")
    assert one(aged) == [(Coarsening.DATES, wider)]
    young = Dated("born", date(2014, 9, 9), date(2016, 9, 8), "aged 2 to 3 on 2018-09-08")
    ((_, wide),) = one(young)
    assert wide == Dated("born", date(2009, 9, 9), DAY, "aged 0 to 8 on 2018-09-08")


@pytest.mark.parametrize("tense", [Tense.FORMER, Tense.CURRENT, Tense.PROBABLY_FORMER])
def test_a_tense_becomes_any_time_so_far(tense: Tense) -> None:
    assert one(Held(tense, DAY, DAY)) == [(Coarsening.EVER, Held(Tense.EVER, DAY, DAY))]


@pytest.mark.parametrize(
    "condition",
    [
        Held(Tense.EVER, DAY, DAY),
        Held(Tense.FUTURE, DAY, DAY),
        Worded("title", " staff ", "staff"),
        Otherwise(ARMY),
    ],
)
def test_what_has_no_coarser_form_can_only_be_left_out(condition: Condition) -> None:
    assert one(condition) == []


def test_either_of_two_becomes_coarser_in_each() -> None:
    former, current = Held(Tense.FORMER, DAY, DAY), Held(Tense.CURRENT, DAY, DAY)
    ever = Held(Tense.EVER, DAY, DAY)
    assert one(Either((former, current))) == [
        (Coarsening.EVER, Either((ever, current))),
        (Coarsening.EVER, Either((former, ever))),
    ]


def test_every_condition_but_the_masks_can_be_left_out() -> None:
    unit, title = Coded("unit", ("a",), "a"), Worded("title", " b ", "b")
    assert conditions(unit, title) == [(Coarsening.WORD, (title,)), (Coarsening.WORD, (unit,))]


def test_words_tell_what_was_and_what_becomes() -> None:
    first, *_, last = forms(some(ARMY))
    assert (first.was, first.becomes) == ("branch is ARMY", "branch is MILITARY or a kind of it")
    assert (last.was, last.becomes) == ("branch is ARMY", "")


# --- bodies -----------------------------------------------------------------------------------


def test_the_broader_readings_come_first_each_with_those_before_it() -> None:
    a, b, c = (some(Coded("unit", (code,), code)) for code in "abc")
    found = [form for form in forms(a, b, c) if form.way is Coarsening.READING]
    assert [form.body for form in found] == [b, AnyOf((b, c))]
    assert [form.becomes for form in found] == ["r2: is so", "r3: is so"]
    assert not [f for f in forms(a, b, c, deciding=2) if f.way is Coarsening.READING]


def test_a_wording_that_a_reading_has_already_is_given_once() -> None:
    whole = some(ARMY)
    (first, *others) = forms(whole, some())
    assert first.way is Coarsening.READING
    assert first.body == some()
    assert all(form.body != some() for form in others)


def test_a_number_becomes_one_less() -> None:
    two = Count(Scan("posts", (), None, "unit"), 2, None)
    (form,) = forms(two)
    assert form.body == Count(Scan("posts", (), None, "unit"), 1, None)
    assert (form.was, form.becomes) == (
        "2 different unit in posts or more",
        "1 different unit in posts or more",
    )
    assert not forms(Count(Scan("posts", ()), 1, None))
    several = AtLeast(2, (some(), some(ARMY)))
    assert AtLeast(1, several.bodies) in [form.body for form in forms(several)]


@pytest.mark.parametrize(
    "body",
    [
        Not(some(ARMY)),
        Missing(Scan("posts", (ARMY,))),
        Count(Scan("posts", (ARMY,)), 1, 3),
        Count(Scan("posts", (ARMY,)), None, 3),
        Not(Not(some(ARMY))),
    ],
)
def test_what_is_denied_is_left_alone(body: Body) -> None:
    assert not forms(body)
    assert not forms(AllOf((body,)))


def test_a_persons_own_row_keeps_a_condition() -> None:
    unit = Coded("unit", ("a",), "a")
    assert not forms(PersonIs((unit,)))
    assert forms(PersonIs((unit, ARMY)))[0].body == PersonIs((ARMY,))


def test_wordings_are_found_inside_other_bodies_and_in_a_second_row() -> None:
    kinds = [Coarsening.KIND, Coarsening.KIND, Coarsening.WORD]
    pair = Some(Scan("posts", (), Second("lists", (ARMY,))))
    for body in (
        AllOf((some(ARMY),)),
        AnyOf((some(ARMY),)),
        Named("x", "y", "z", some(ARMY)),
        pair,
    ):
        assert [form.way for form in forms(body)] == kinds
    assert forms(pair)[0].was == "lists: branch is ARMY"


@settings(
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
@given(nested_bodies)
def test_whoever_meets_a_phrase_for_certain_meets_every_coarser_wording(example: Example) -> None:
    for clue in example.case.clues:
        found = coarser(clue, example.register, DAY)
        bodies = [form.body for form in found if form.body is not None]
        asked = case_of([[clue.counting[-1].body, *bodies]])
        for verdicts in evaluate(asked, example.register, example.rows).values():
            if verdicts["c1", "r1"] is Verdict.MET:
                for at, form in enumerate(found[:-1], start=2):
                    assert verdicts["c1", f"r{at}"] is Verdict.MET, form
