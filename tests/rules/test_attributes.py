"""Attributes by name: parameters, defaults, labels in sentences, circles, faults in their place."""

from datetime import date

import pytest

from narrow.errors import RuleError
from narrow.model.dates import parse
from narrow.model.rules import Coded, Dated, Held, Reading, Scan, Some, Tense
from narrow.rules.attributes import ONLY, lower_attribute
from narrow.rules.documents import AttributeDocument
from narrow.rules.validation import validate
from narrow.rules.yaml_text import read
from tests.rules.desk import AS_OF, BEGUN, REGISTER, Desk, clue

IN_BRANCH = """\
with:
  branch: {vocabulary: branch, default: military}
readings:
  strict:
    says: once in the {branch}
    some: posts
    where: {branch: {is_a: $branch}, tense: former}
  broad: {some: posts, where: {branch: {is_a: $branch}}}
"""
ON_DAY = """\
with:
  day: {kind: date, default: $as_of}
  unit: {}
some: posts
where: {unit: $unit, tense: {at: $day}}
"""
NEEDED = """\
with:
  branch: {vocabulary: branch}
  unit: {}
some: posts
where: {branch: $branch, unit: $unit}
"""


def readings(desk: Desk, keys: str, as_of: date | None = None) -> tuple[Reading, ...]:
    desk.case(clue(keys))
    (found,) = desk.lower(as_of).clues
    return found.readings


def in_branch(*codes: str, words: str) -> Coded:
    return Coded("branch", codes, words)


def scanned(reading: Reading) -> Scan:
    assert isinstance(reading.body, Some)
    return reading.body.scan


# --- parameters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "condition", "says"),
    [
        (
            "rule: in-branch",
            in_branch("military", "army", "navy", words="MILITARY or a kind of it"),
            "once in the MILITARY",
        ),
        (
            "rule: in-branch\nwith: {branch: navy}",
            in_branch("navy", words="NAVY"),
            "once in the NAVY",
        ),
    ],
)
def test_a_parameter_has_the_value_given_or_its_default(
    desk: Desk, keys: str, condition: Coded, says: str
) -> None:
    desk.attribute("in-branch", IN_BRANCH)
    strict, broad = readings(desk, keys)
    assert scanned(strict).where == (BEGUN, condition, Held(Tense.FORMER, AS_OF, AS_OF))
    assert scanned(broad).where == (BEGUN, condition)
    assert (strict.name, strict.says) == ("strict", says)
    assert (broad.name, broad.says) == ("broad", "a sentence")  # the attribute's own


def test_an_attribute_with_one_body_has_one_reading(desk: Desk) -> None:
    desk.attribute("plain", "some: posts\n")
    (found,) = readings(desk, "rule: plain")
    assert found == Reading(ONLY, "a sentence", Some(Scan("posts", (BEGUN,))))


@pytest.mark.parametrize(
    ("as_of", "keys", "day"),
    [
        (None, "with: {unit: 4th}", "2018-09-08"),
        (date(2000, 1, 31), "with: {unit: 4th}", "2000-01-31"),
        (None, "with: {unit: 4th, day: 2015}", "2015"),
        (date(2000, 1, 31), "with: {unit: 4th, day: $as_of}", "2000-01-31"),
    ],
)
def test_a_day_is_the_as_of_day_unless_given(
    desk: Desk, as_of: date | None, keys: str, day: str
) -> None:
    desk.attribute("on-day", ON_DAY)
    (found,) = readings(desk, f"rule: on-day\n{keys}", as_of)
    days = parse(day)
    assert Held(Tense.CURRENT, days.first, days.last) in scanned(found).where
    assert Coded("unit", ("4th",), "4th") in scanned(found).where


def test_a_parameter_is_handed_on(desk: Desk) -> None:
    desk.attribute("in-branch", IN_BRANCH)
    desk.attribute(
        "outer",
        "with: {b: {vocabulary: branch}}\nall: [{rule: in-branch, with: {branch: $b}}]\n",
    )
    (found,) = readings(desk, "rule: outer\nwith: {b: army}")
    assert "once in the ARMY" in repr(found.body)
    assert "codes=('army',)" in repr(found.body)


def test_the_as_of_day_stands_in_sentences_and_conditions(desk: Desk) -> None:
    desk.attribute(
        "x", "readings: {r: {says: 'by {as_of}', some: posts, where: {start: {on: $as_of}}}}\n"
    )
    (found,) = readings(desk, "rule: x", date(2001, 2, 3))
    day = date(2001, 2, 3)
    assert found.says == "by 2001-02-03"
    assert scanned(found).where[1] == Dated("start", day, day, "on 2001-02-03")


MISUSED = [
    (
        "rule: needed\nwith: {@@branch: amry, unit: x}",
        "'amry' is not in the vocabulary branch; did you mean 'army'?",
    ),
    (
        "rule: needed\nwith: {branch: army, unit: x, @@unti: y}",
        "needed has no parameter 'unti'; did you mean 'unit'?",
    ),
    ("@@rule: needed", "needed needs the parameter 'branch'"),
    ("rule: needed\nwith: {@@unit: $nope, branch: army}", "no parameter 'nope'; known: as_of"),
    ("rule: on-day\nwith: {unit: x, @@day: 2018-13}", "'2018-13' is no date"),
    ("rule: on-day\nwith: {unit: x, @@day: spring}", "'spring' is no date"),
    ("rule: numbered\nwith: {@@n: two}", "'two' is no number"),
]


@pytest.mark.parametrize(("keys", "message"), MISUSED)
def test_a_wrong_parameter_is_said_where_it_was_given(desk: Desk, keys: str, message: str) -> None:
    desk.attribute("needed", NEEDED)
    desk.attribute("on-day", ON_DAY)
    desk.attribute("numbered", "with: {n: {kind: number}}\nsome: posts\n")
    desk.case(clue(keys))
    assert desk.refused() == [message]


def test_every_wrong_parameter_is_said_at_once(desk: Desk) -> None:
    desk.attribute("needed", NEEDED)
    desk.case(clue("rule: needed\nwith: {@@branch: amry, unit: x, @@nope: y}"))
    assert len(desk.refused()) == 2


def test_a_wrong_default_is_said_in_the_attribute(desk: Desk) -> None:
    desk.attribute("x", "with:\n  @@b: {vocabulary: branch, default: amry}\nsome: posts\n")
    desk.case(clue("rule: x"))
    assert desk.refused() == ["'amry' is not in the vocabulary branch; did you mean 'army'?"]


def test_an_unknown_vocabulary_is_said_in_the_attribute(desk: Desk) -> None:
    desk.attribute("x", "with:\n  @@b: {vocabulary: brnch, default: army}\nsome: posts\n")
    desk.case(clue("rule: x"))
    assert desk.refused() == ["no vocabulary 'brnch'; did you mean 'branch'?"]


def test_a_needed_parameter_beside_a_given_one_is_said_in_the_case(desk: Desk) -> None:
    desk.attribute("needed", NEEDED)
    desk.case(clue("rule: needed\nwith: {@@branch: army}"))
    assert desk.refused() == ["the parameter 'unit' is needed"]


def test_a_default_names_no_other_parameter(desk: Desk) -> None:
    desk.attribute("x", "with:\n  @@b: {default: $other}\nsome: posts\nwhere: {unit: $b}\n")
    desk.case(clue("rule: x"))
    assert len(desk.refused()) == 1


# --- sentences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("readings: {r: {some: posts, @@says: 'in {brnch}'}}\n", "known: as_of"),
        (
            "with: {branch: {default: x}}\nreadings: {r: {some: posts, @@says: '{brnch}'}}\n",
            "did you mean 'branch'?",
        ),
    ],
)
def test_a_slot_without_a_parameter_is_refused(desk: Desk, body: str, message: str) -> None:
    desk.attribute("x", body)
    desk.case(clue("rule: x"))
    assert desk.refused() == [f"no parameter 'brnch' for the sentence; {message}"]


# --- circles and bombs ------------------------------------------------------------------------


def test_an_attribute_that_names_itself_is_refused(desk: Desk) -> None:
    desk.attribute("a", "@@rule: a\n")
    desk.case(clue("rule: a"))
    assert desk.refused() == ["attributes go round in a circle: a -> a"]


def test_a_circle_of_attributes_is_refused_where_it_closes(desk: Desk) -> None:
    desk.attribute("a", "all: [{some: posts}, {rule: b}]\n")
    desk.attribute("b", "not: {rule: c}\n")
    desk.attribute("c", "any: [{@@rule: a}, {some: posts}]\n")
    desk.case(clue("rule: a"))
    assert desk.refused() == ["attributes go round in a circle: a -> b -> c -> a"]


def test_the_same_attribute_twice_is_no_circle(desk: Desk) -> None:
    desk.attribute("a", "some: posts\n")
    desk.attribute("b", "all: [{rule: a}, {not: {rule: a}}]\n")
    assert len(readings(desk, "any: [{rule: b}, {rule: a}]")) == 1


def test_a_circle_by_path_is_refused(desk: Desk) -> None:
    path = desk.folder / "attributes" / "a.yaml"
    desk.attribute("a", f"@@rule: {path}\n")
    desk.case(clue("rule: a"))
    assert len(desk.refused()) == 1


def test_attributes_that_name_each_other_twice_do_not_explode(desk: Desk) -> None:
    """Every step doubles: thirty small files would be read a thousand million times."""
    for at in range(30):
        desk.attribute(f"a{at}", f"any: [{{rule: a{at + 1}}}, {{rule: a{at + 1}}}]\n")
    desk.attribute("a30", "some: posts\n")
    desk.case(clue("rule: a0"))
    with pytest.raises(RuleError, match="more than 200 times over"):
        desk.lower()


def test_many_clues_may_name_attributes(desk: Desk) -> None:
    desk.attribute("leaf", "some: posts\n")
    desk.attribute("small", "all: [{rule: leaf}, {rule: leaf}]\n")
    desk.case("clues:\n" + "".join(f"  - {{id: c{n}, quote: q, rule: small}}\n" for n in range(70)))
    assert len(desk.lower().clues) == 70


# --- faults in their own file -----------------------------------------------------------------


def test_a_fault_in_an_attribute_is_said_there_and_once(desk: Desk) -> None:
    desk.attribute("x", "some: posts\nwhere:\n  @@brnch: army\n  rank: {@@at_least: colnel}\n")
    desk.case(clue("all: [{rule: x}, {rule: x}]") + "  - {id: two, quote: q, rule: x}\n")
    assert desk.refused() == [
        "posts has no column 'brnch'; did you mean 'branch'?",
        "'colnel' is not in the vocabulary rank; did you mean 'colonel'?",
    ]


def test_an_attribute_that_names_nobody_is_said_there(desk: Desk) -> None:
    desk.attribute("x", "any: [{some: posts}, {@@rule: nobody}]\n")
    desk.case(clue("rule: x"))
    assert desk.refused() == ["no attribute 'nobody'; known: x"]


def test_a_fault_in_every_reading_is_said(desk: Desk) -> None:
    desk.attribute("x", "readings:\n  a: {@@some: post}\n  b: {some: posts, where: {@@unt: x}}\n")
    desk.case(clue("rule: x"))
    assert len(desk.refused()) == 2


def test_an_attribute_that_is_no_document_is_said_with_all_that_is_wrong(desk: Desk) -> None:
    desk.attribute("x", "some: posts\n@@satus: test\n@@reading: [x]\n")
    desk.case(clue("rule: x"))
    assert len(desk.refused()) == 2


def test_a_file_of_another_kind_is_refused(desk: Desk) -> None:
    head = "narrow: 1\n@@kind: vocabulary\nid: x\ntitle: t\n"
    desk.write("attributes", "x", head + "terms: {a: {}}\n")
    desk.case(clue("rule: x"))
    assert desk.refused() == ["expected a file of kind attribute, this one is 'vocabulary'"]


# --- one attribute by itself ------------------------------------------------------------------


def lowered(desk: Desk, body: str, values: dict[str, str]) -> tuple[Reading, ...]:
    text = read(desk.attribute("x", body))
    document = validate(text, AttributeDocument)
    return lower_attribute(desk.library, REGISTER, text, document, values, AS_OF)


def test_an_attribute_can_be_read_by_itself(desk: Desk) -> None:
    strict, broad = lowered(desk, IN_BRANCH, {"branch": "army"})
    assert (strict.says, broad.says) == ("once in the ARMY", "a sentence")
    assert scanned(broad).where == (BEGUN, in_branch("army", words="ARMY"))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"branch": "amry"}, "'amry' is not in the vocabulary branch; did you mean 'army'?"),
        ({"brnch": "army"}, "x has no parameter 'brnch'; did you mean 'branch'?"),
    ],
)
def test_an_attribute_by_itself_says_what_is_wrong(
    desk: Desk, values: dict[str, str], message: str
) -> None:
    with pytest.raises(RuleError) as caught:
        lowered(desk, IN_BRANCH, values)
    assert [issue.message for issue in caught.value.issues] == [message]
