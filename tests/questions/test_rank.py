"""The order of a list, as pairs: the first must stand above the second, because ..."""

from dataclasses import replace

import pytest

from narrow.model.cases import Case, Clue, Population, Role, Subject
from narrow.model.dates import parse
from narrow.model.evidence import ClueFinding, Finding, Person, Weight
from narrow.model.grades import Grade
from narrow.model.rules import AllOf, Reading
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.findings import rank

READINGS = tuple(Reading(name, "", AllOf(())) for name in ("strict", "broad"))
CASE = Case(
    id="c",
    title="",
    file="",
    as_of=parse("2018-09-08"),
    population=Population(""),
    clues=(
        Clue("one", "", "", READINGS, "broad"),
        Clue("two", "", "", READINGS, "broad"),
        Clue("aside", "", "", READINGS, "broad", role=Role.SUPPORTING),
    ),
    subject=Subject.INVENTED,
)


def finding(
    key: str, status: Verdict, *readings: str, grade: str = "B2", sources: int = 1
) -> Finding:
    names = dict(zip(("one", "two", "aside"), readings, strict=False))
    clues = {
        name: ClueFinding(name, status, names.get(name, "strict"), "")
        for name in ("one", "two", "aside")
    }
    return Finding(0, Person(0, key, key), status, clues, Grade(grade) if grade else None, sources)


MET, DOUBT, NONE = Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD


@pytest.mark.parametrize(
    ("above", "below", "because"),
    [
        (finding("b", MET, "broad", "broad"), finding("a", DOUBT), "met stands above in doubt"),
        (finding("b", DOUBT, "broad"), finding("a", NONE), "in doubt stands above no record"),
        (
            finding("b", MET, "strict", "broad"),
            finding("a", MET, "broad", "broad"),
            "narrower reading",
        ),
        (
            finding("b", MET, grade="C3"),
            finding("a", MET, "broad", grade="A1"),
            "reading before grade",
        ),
        (finding("b", MET, grade="B2"), finding("a", MET, grade="C3"), "better grade"),
        (finding("b", MET, grade="D4"), finding("a", MET, grade=""), "graded before ungraded"),
        (finding("b", MET, sources=3), finding("a", MET, sources=2), "more sources"),
        (
            finding("b", MET, grade="B2"),
            finding("a", MET, grade="C3", sources=9),
            "grade before sources",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_stands_above_whom(above: Finding, below: Finding, because: str) -> None:
    first, second = rank(CASE, [below, above])
    assert (first.person.id, second.person.id) == ("b", "a"), because
    assert (first.rank, second.rank) == (1, 2)


def test_equal_persons_share_a_rank_in_the_order_of_their_ids() -> None:
    given = [finding(key, MET) for key in "cab"] + [finding("z", DOUBT)]
    assert [(f.person.id, f.rank) for f in rank(CASE, given)] == [
        ("a", 1),
        ("b", 1),
        ("c", 1),
        ("z", 4),
    ]


def test_a_supporting_clue_does_not_order_the_list() -> None:
    one = finding("b", MET, "strict", "strict", "strict")
    other = finding("a", MET, "strict", "strict", "broad")
    assert {f.rank for f in rank(CASE, [one, other])} == {1}


def test_the_order_does_not_depend_on_the_order_given() -> None:
    given = [
        finding(k, v, r)
        for k, v, r in zip("abcd", (MET, DOUBT, MET, NONE), ("broad", "strict") * 2, strict=True)
    ]
    assert [f.person.id for f in rank(CASE, given)] == [
        f.person.id for f in rank(CASE, given[::-1])
    ]
    assert rank(CASE, []) == ()
    assert replace(given[0], rank=0).rank == 0


# --- where people are weighed ------------------------------------------------------------------


def weighed(key: str, status: Verdict, bits: float, contradictions: int = 0) -> Finding:
    weight = Weight(bits, bits, bits, {}, contradictions, 0)
    return replace(finding(key, status), weight=weight)


@pytest.mark.parametrize(
    ("above", "below", "because"),
    [
        (weighed("b", MET, -3.0), weighed("a", DOUBT, 9.0), "required clues come before weights"),
        (weighed("b", DOUBT, -3.0), weighed("a", NONE, 9.0), "in doubt stands above no record"),
        (weighed("b", MET, 2.0), weighed("a", MET, 1.9), "more bits"),
        (weighed("b", MET, 2.0, 0), weighed("a", MET, 2.0, 1), "fewer contradictions"),
        (weighed("b", MET, 2.1, 1), weighed("a", MET, 2.0, 0), "bits before contradictions"),
        (weighed("b", MET, 0.0), weighed("a", MET, float("-inf")), "excluded stands last"),
    ],
)
def test_the_weightier_stands_above(above: Finding, below: Finding, because: str) -> None:
    first, second = rank(CASE, [below, above])
    assert (first.person.id, second.person.id) == (above.person.id, below.person.id), because
    assert (first.rank, second.rank) == (1, 2)


def test_equal_weights_share_a_rank_whatever_the_documentation() -> None:
    one = replace(weighed("b", MET, 2.0), grade=Grade("A1"))
    ranked = rank(CASE, [one, weighed("a", MET, 2.0 + 1e-12)])
    assert [(f.person.id, f.rank) for f in ranked] == [("a", 1), ("b", 1)]
