"""Voices: what is told twice counts once, and a copy is never better than its origin."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrow import inquiry
from narrow.errors import RuleError
from narrow.model.cases import Clue, Source
from narrow.model.grades import Grade
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.chances import fit
from narrow.questions.evaluation.weights import bits, scale, voices
from tests.questions.clues import GRADES, MET, NONE, NOT, case, clue, pattern, verdicts
from tests.questions.desk import LISTED, SOLDIER, Desk

RADIO, COPY, PAPER = Source("radio"), Source("copy", depends_on="radio"), Source("paper")
OTHER: dict[str, Any] = {"quote": "once led the northern brigade"}
SAME: dict[str, Any] = {"quote": "led the Northern Brigade"}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (clue("a", source=RADIO, **SAME), clue("b", source=RADIO, **OTHER), True),
        (clue("a", source=RADIO, **SAME), clue("b", source=COPY, **OTHER), True),
        (clue("a", source=COPY, **OTHER), clue("b", source=RADIO, **SAME), True),
        (clue("a", source=RADIO, **SAME), clue("b", source=PAPER, **OTHER), False),
        (clue("a", source=RADIO), clue("b", source=RADIO), False),
        (
            clue("a", source=RADIO, asks="x"),
            clue("b", source=COPY, asks="x"),
            True,
        ),
        (clue("a", asks="x"), clue("b", asks="x"), False),
    ],
    ids=["contained", "copied", "copy first", "another source", "other words", "same", "no source"],
)
def test_what_counts_as_one_voice(one: Clue, other: Clue, *, together: bool) -> None:
    assert len(voices(case(one, other))) == (1 if together else 2)


CHAIN = """\
sources:
  column: {title: C, depends_on: agency}
  agency: {title: A, depends_on: radio}
  radio: {title: R}
"""
RING = """\
sources:
  column: {title: C, depends_on: radio}
  radio: {title: R, depends_on: column}
"""


@pytest.mark.parametrize("sources", [CHAIN, RING], ids=["chain", "ring"])
def test_a_copy_of_a_copy_is_one_voice_though_no_clue_cites_what_lies_between(
    desk: Desk, sources: str
) -> None:
    """The column copies the agency, the agency the radio; no clue cites the agency."""
    one = SOLDIER.replace("source: s", "source: radio")
    other = one.replace("id: soldier", "id: again").replace("radio", "column")
    found = inquiry.open(desk.case(one, other, more=sources)).case
    assert len(voices(found)) == 1


@pytest.mark.parametrize("verdict", [MET, NOT, NONE])
def test_two_clues_of_one_voice_count_once(verdict: Verdict) -> None:
    first = clue("a", source=RADIO, grade="B2", **SAME)
    again = clue("b", source=COPY, grade="C3", **OTHER)
    rows = [(10, MET), (80, NOT), (10, NONE)]
    alone = scale(case(again), [pattern(n, b=v) for n, v in rows])
    told = scale(case(first, again), [pattern(n, a=v, b=v) for n, v in rows])
    one, two = (
        alone.weigh(verdicts(b=verdict), {}),
        told.weigh(verdicts(a=verdict, b=verdict), {}),
    )
    assert two.bits == one.bits
    assert (two.low, two.high) == (one.low, one.high)
    assert two.clues["b"].bits == 0.0
    assert [m.told_with for m in told.measures()] == ["", "a"]
    assert {m.right for m in told.measures()} == {0.75}


def test_a_voice_is_met_as_far_as_its_least_clue() -> None:
    clues = (clue("a", source=RADIO, grade="B2", **SAME), clue("b", source=RADIO, **OTHER))
    rows = {(MET, MET): 5, (MET, NOT): 15, (NOT, NOT): 79}
    on = scale(case(*clues), [pattern(n, a=a, b=b) for (a, b), n in rows.items()])
    share = 5.5 / 100

    def weighed(one: Verdict, other: Verdict) -> float:
        return on.weigh(verdicts(a=one, b=other), {}).bits

    assert weighed(MET, MET) == pytest.approx(bits(0.9, 1, share))
    assert weighed(MET, NOT) == weighed(NONE, NOT) == pytest.approx(bits(0.9, 0, share))
    assert weighed(NONE, NONE) == 0.0
    assert weighed(NOT, NOT) < 0 < weighed(MET, NONE) < weighed(MET, MET)


def test_the_fit_test_holds_a_voice_against_whoever_contradicts_any_clue_of_it() -> None:
    clues = (clue("a", source=RADIO, grade="B2", **SAME), clue("b", source=RADIO, **OTHER))
    patterns = [pattern(9, a=MET, b=NOT), pattern(90, a=NOT, b=NOT)]
    on = scale(case(*clues), patterns)
    assert all(on.weigh(p.verdicts, {}).bits < 0 for p in patterns)
    assert fit(on, patterns).least == 1


# --- what the language makes of grades and of stated weights --------------------------------------

GRADED = """\
sources:
  s: {{title: T, grade: {0}, depends_on: o}}
  o: {{title: T, grade: {1}, depends_on: s}}
"""
ALL = [letter + number for letter in "ABCDEF" for number in "123456"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_a_copy_is_never_better_than_its_origin(desk: Desk, copy: str, origin: str) -> None:
    (made,) = inquiry.open(desk.case(SOLDIER, more=GRADED.format(copy, origin))).case.clues
    assert made.grade == max(Grade(copy), Grade(origin))
    worth = [GRADES.right(grade) for grade in (made.grade, Grade(copy), Grade(origin))]
    if None in worth[1:]:
        assert worth[0] is None
    else:
        assert worth[0] == min(w for w in worth[1:] if w is not None)


def test_a_copy_of_what_has_no_grade_has_none(desk: Desk) -> None:
    more = "sources:\n  s: {title: T, grade: A1, depends_on: o}\n  o: {title: T}\n"
    (made,) = inquiry.open(desk.case(SOLDIER, more=more)).case.clues
    assert made.grade is None


@pytest.mark.parametrize("stated", ["bits: 2", "odds: {if_yes: 8, if_no: 0.3}", "right: 0.8"])
def test_a_stated_weight_without_a_reason_is_refused_at_its_line(desk: Desk, stated: str) -> None:
    name = desk.case(SOLDIER, f"{LISTED[:-1]},\n     {stated}}}")
    with pytest.raises(RuleError) as refused:
        inquiry.open(name)
    (issue,) = refused.value.issues
    assert "needs a reason; add why:" in issue.message
    assert issue.quoted.strip() == f"{stated}}}"
    assert issue.column == 6
