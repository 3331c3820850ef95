"""A plan takes the same look once, names its parts apart, and keeps the order of the case."""

import re

import pytest

from narrow.compile.plan import (
    Best,
    BestPair,
    Between,
    Greatest,
    Least,
    Nth,
    OfPerson,
    Opposite,
    Plan,
    Unrecorded,
    plan,
)
from narrow.model.cases import POPULATION
from narrow.model.rules import Begun, Coded
from tests.records import AS_OF, REGISTER, case_of

ARMY = "where: {sector: military, branch: army}"
SOME = f"some: posts\n{ARMY}"
LISTED = "and_also: {some: designations, where: {authority: OFAC}, while: listed_on}"
READINGS = """\
readings:
  narrow:
    some: posts
    where: {sector: military, branch: army}
  wide:
    some: posts
    where: {sector: military}
"""


def planned(bodies: str | dict[str, str], **attributes: str) -> Plan:
    return plan(case_of(bodies, attributes=attributes), REGISTER)


def answer_of(body: str) -> object:
    return planned(body).column("clue", "stated").answer


# --- looks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bodies", "parts"),
    [
        pytest.param({"a": SOME, "b": SOME}, 1, id="the same clue twice"),
        pytest.param({"a": SOME, "b": f"none: posts\n{ARMY}"}, 1, id="some and none"),
        pytest.param({"a": SOME, "b": f"missing: posts\n{ARMY}"}, 1, id="some and missing"),
        pytest.param({"a": SOME, "b": f"count: posts\n{ARMY}\nat_least: 2"}, 1, id="some and count"),
        pytest.param(
            {"a": f"count: posts\n{ARMY}\nat_least: 2", "b": f"count: posts\n{ARMY}\nat_most: 4"},
            1,
            id="two bounds",
        ),
        pytest.param({"a": f"any: [{{not: {{{SOME}}}}}]".replace("\n", ", "), "b": SOME}, 1, id="deep inside"),
        pytest.param({"a": SOME, "b": "rule: served"}, 2, id="an attribute's reading"),
        pytest.param({"a": SOME, "b": "some: posts\nwhere: {sector: military, branch: navy}"}, 2, id="another code"),
        pytest.param({"a": SOME, "b": SOME.replace("posts", "posts\nand_also: {some: events}")}, 3, id="a second row"),
        pytest.param({"a": SOME, "b": f"count: posts\n{ARMY}\ndistinct: unit\nat_least: 2"}, 2, id="distinct values"),
        pytest.param({"a": "person: {sex: f}", "b": "person: {sex: m}"}, 2, id="two of the person"),
        pytest.param({"a": f"{SOME}\n{LISTED}", "b": SOME}, 3, id="a pair, its rows, one of them"),
        pytest.param({"a": f"{SOME}\n{LISTED}", "b": f"none: posts\n{ARMY}\n{LISTED}"}, 3, id="a pair twice"),
    ],
)  # fmt: skip
def test_the_same_look_is_taken_once(bodies: dict[str, str], parts: int) -> None:
    made = planned(bodies, served=READINGS)
    assert len(made.parts) == parts
    assert [part.number for part in made.parts] == list(range(parts))


def test_a_part_bears_the_name_of_the_reading_that_needs_it_first() -> None:
    made = planned({"first": SOME, "second": "rule: served"}, served=READINGS)
    assert [(p.clue, p.reading) for p in made.parts] == [("first", "stated"), ("second", "wide")]


def test_two_readings_with_one_look_rest_on_one_part() -> None:
    made = planned({"a": SOME, "b": f"none: posts\n{ARMY}"})
    found = [list(made.parts_of(made.column(clue, "stated").answer)) for clue in ("a", "b")]
    assert found == [[made.parts[0]]] * 2


def test_a_pair_rests_on_itself_and_not_on_what_sets_its_base() -> None:
    made = planned(f"{SOME}\n{LISTED}")
    answer = made.column("clue", "stated").answer
    assert [p.number for p in made.parts_of(answer)] == [0]
    assert made.tables() == ("posts", "designations")


def test_the_bits_of_a_part_are_its_conditions_the_first_rows_before_the_seconds() -> None:
    made = planned(f"{SOME}\n{LISTED}")
    kinds = [(type(c), getattr(c, "column", "")) for c in made.parts[0].conditions]
    posts = [(Begun, ""), (Coded, "sector"), (Coded, "branch")]
    assert kinds == [*posts, (Begun, ""), (Coded, "authority")]
    assert {c.by for c in made.parts[0].conditions if isinstance(c, Begun)} == {AS_OF}


def test_only_a_part_of_the_persons_table_is_on_the_person() -> None:
    made = planned({"a": SOME, "b": "person: {sex: f}"})
    assert [part.on_person for part in made.parts] == [False, True]


# --- names ------------------------------------------------------------------------------------

NAMED = [
    pytest.param({"a-b": SOME, "a_b": "some: events"}, id="ids that differ in a dash"),
    pytest.param({"a": f"all: [{{some: events}}, {{{SOME}}}]".replace("\n", ", ")}, id="one clue"),
    pytest.param(
        {"a": "all: [{some: events}, {some: designations}]", "a-stated": "rule: second"},
        id="a reading called like a number",
    ),
    pytest.param({"population-": SOME, "b": "some: events"}, id="nearly the population"),
]


@pytest.mark.parametrize("bodies", NAMED)
def test_the_names_of_parts_are_unique_words(bodies: dict[str, str]) -> None:
    second = 'readings:\n  "2":\n    some: posts\n'
    names = [part.name for part in planned(bodies, second=second).parts]
    assert len(names) > 1 or len(bodies) == 1
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)


def test_a_name_tells_the_clue_and_the_reading() -> None:
    made = planned({"army-man": "rule: served"}, served=READINGS)
    assert [part.name for part in made.parts] == ["army_man_narrow", "army_man_wide"]


# --- columns ----------------------------------------------------------------------------------


def test_the_population_comes_first_and_then_every_reading_in_order() -> None:
    made = planned({"b": "rule: served", "a": SOME}, served=READINGS)
    assert [c.name for c in made.columns] == [POPULATION, "b.narrow", "b.wide", "a.stated"]
    assert [c.key for c in made.columns][1:] == [("b", "narrow"), ("b", "wide"), ("a", "stated")]


def test_everyone_is_in_the_population_unless_it_is_said_otherwise() -> None:
    assert planned(SOME).columns[0].answer is None
    made = plan(case_of(SOME, population="some: designations"), REGISTER)
    assert isinstance(made.columns[0].answer, Best)
    assert made.parts[0].name == POPULATION


def test_a_plan_is_the_same_every_time() -> None:
    bodies = {"a": f"{SOME}\n{LISTED}", "b": "rule: served"}
    assert planned(bodies, served=READINGS) == planned(bodies, served=READINGS)


# --- answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (SOME, Best),
        (f"{SOME}\n{LISTED}", BestPair),
        (f"none: posts\n{ARMY}", Opposite),
        (f"missing: posts\n{ARMY}", Unrecorded),
        (f"count: posts\n{ARMY}\nat_least: 2", Between),
        ("person: {sex: f}", OfPerson),
        ("all: [{some: posts}, {some: events}]", Least),
        ("any: [{some: posts}, {some: events}]", Greatest),
        ("of: [{some: posts}, {some: events}]\nat_least: 1", Nth),
        ("not: {some: posts}", Opposite),
    ],
)
def test_every_body_has_its_answer(body: str, kind: type) -> None:
    assert isinstance(answer_of(body), kind)


def test_a_count_keeps_its_bounds() -> None:
    body = f"count: posts\n{ARMY}\ndistinct: unit\nat_least: 2\nat_most: 4"
    found = answer_of(body)
    assert isinstance(found, Between)
    assert (found.at_least, found.at_most, found.distinct) == (2, 4, True)
    assert planned(body).parts[0].item == "unit"


def test_a_named_attribute_is_its_body() -> None:
    made = planned({"a": SOME, "b": "all: [{rule: served}]"}, served=READINGS)
    assert made.column("b", "stated").answer == Least((made.column("a", "stated").answer,))  # type: ignore[arg-type]
