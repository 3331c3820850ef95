"""Parameters in words and in sentences, and what a refusal carries."""

import pytest

from narrow.errors import Issue
from narrow.rules.conditions import Refused, Scope
from narrow.rules.yaml_text import parse
from tests.rules.desk import AS_OF, REGISTER


def scope(report: list[Issue]) -> Scope:
    text = parse("says: x\nwhere: {branch: $branch}\n", "f.yaml")
    values, labels = {"branch": "army"}, {"branch": "the army"}
    return Scope(text, REGISTER, AS_OF, "latest", values, labels, report.append)


@pytest.mark.parametrize(
    ("word", "value"),
    [("$branch", "army"), ("branch", "branch"), ("a$branch", "a$branch"), ("", ""), ("$$", None)],
)
def test_a_word_that_begins_with_a_dollar_names_a_parameter(word: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(Refused):
            scope([]).value(word)
    else:
        assert scope([]).value(word) == value


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("$brnch", "no parameter 'brnch'; did you mean 'branch'?"),
        ("$", "no parameter ''; known: branch"),
        ("$x", "no parameter 'x'; known: branch"),
    ],
)
def test_an_unknown_parameter_is_refused_with_the_nearest(word: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        scope([]).value(word)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("says", "filled"),
    [
        ("led troops of {branch}", "led troops of the army"),
        ("{branch} and {branch}", "the army and the army"),
        ("no slot", "no slot"),
        ("{ branch }", "{ branch }"),
        ("{}", "{}"),
        ("", ""),
    ],
)
def test_a_sentence_is_filled_with_labels(says: str, filled: str) -> None:
    issues: list[Issue] = []
    assert scope(issues).sentence(says, ("says",)) == filled
    assert issues == []


def test_every_unknown_slot_is_reported_and_left_as_it_is() -> None:
    issues: list[Issue] = []
    assert scope(issues).sentence("{branch} {brnch} {x}", ("says",)) == "the army {brnch} {x}"
    assert [(issue.line, issue.message) for issue in issues] == [
        (1, "no parameter 'brnch' for the sentence; did you mean 'branch'?"),
        (1, "no parameter 'x' for the sentence; known: branch"),
    ]


def test_a_fault_is_reported_at_its_place_and_reading_goes_on() -> None:
    issues: list[Issue] = []
    scope(issues).wrong(("where", "branch"), "said")
    assert issues == [Issue("f.yaml", 2, 9, "said", "where: {branch: $branch}")]


def test_a_refusal_carries_the_path_below_the_condition() -> None:
    refused = Refused("said", "any", 1)
    assert (str(refused), refused.faults) == ("said", (("said", ("any", 1)),))
    assert Refused("said").faults == (("said", ()),)
