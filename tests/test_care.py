"""No chance of being somebody, in any form, about a published list or an unnamed source."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from narrow.model.evidence import CARE
from tests.conftest import Told

SOURCE = "meridian-garrison-source"
NEVER = ("wola-2018-former-commanders", SOURCE)
WEIGHED = "meridian-harbour-memo"
SOMEBODY = {
    "wola-2018-former-commanders": "alcala",
    SOURCE: "mr-0014",
    WEIGHED: "mr-0014",
}
QUESTIONS = ("run", "why", "funnel", "misses", "flip", "next", "matrix", "tally", "exposure")
CHANCE = re.compile(
    r"\b1 in \d+\b|\b\d in \d\b|\babout \d+ (?:of|in) \d+\b|\bchance\b|\bprobab|\b(?:un)?likel(?:y|ihood)\b",
    re.IGNORECASE,
)
WEIGHT = re.compile(r"[+-]\d+\.\d bits")
SPEAKS_OF_CHANCE = {"chance", "likely", "weight", "weighing", "place"}
REFUSED = ("next", SOURCE)  # it says where to look for the source
ASKED = [(q, c) for q in QUESTIONS for c in NEVER if (q, c) != REFUSED]


def asked(told: Told, question: str, case: str, *more: str) -> str:
    words = [question, case, *more]
    if question == "why":
        words.insert(2, SOMEBODY[case])
    ended = told(*words)
    assert ended.code == 0, ended.err
    return ended.out


def numbers(data: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    """Give every value of a JSON answer with the key that it stands under."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield key, value
            yield from numbers(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from numbers(value, within)


@pytest.mark.parametrize(("question", "case"), ASKED)
def test_no_chance_stands_on_the_screen(told: Told, question: str, case: str) -> None:
    out = asked(told, question, case)
    shown = out.replace("no chance", "").replace("calls him an unlikely fit", "")  # the author does
    assert not CHANCE.findall(shown)
    assert not WEIGHT.findall(shown)


@pytest.mark.parametrize(("question", "case"), ASKED)
def test_no_chance_stands_in_the_data(told: Told, question: str, case: str) -> None:
    data = json.loads(asked(told, question, case, "--format", "json"))
    for key, value in numbers(data):
        if key in SPEAKS_OF_CHANCE:
            assert value is None, key


def test_the_words_for_how_likely_a_yes_is_are_caught(told: Told) -> None:
    assert re.search(r"yes in about \d+ of 10", asked(told, "next", WEIGHED))
    assert CHANCE.findall("yes in about 1 of 10")
    data = json.loads(asked(told, "next", WEIGHED, "--format", "json"))
    assert all(cell["likely"] is not None for cell in data["cells"])


@pytest.mark.parametrize("question", ["run", "why"])
def test_where_a_chance_stands_so_does_the_row_beside_the_register(
    told: Told, question: str
) -> None:
    out = asked(told, question, WEIGHED)
    assert CHANCE.search(out)
    assert "not in this register" in " ".join(out.split())
    data = json.loads(asked(told, question, WEIGHED, "--format", "json"))
    assert data["weighing"]["outside"] == 0.3


def test_a_chance_has_never_three_figures(told: Told) -> None:
    out = asked(told, "run", WEIGHED, "--all")
    assert not re.findall(r"0\.\d{2,}|\d\.\d+ ?%", out)


@pytest.mark.parametrize(
    ("question", "case"),
    [(q, c) for q, c in (*ASKED, *((q, WEIGHED) for q in QUESTIONS)) if q != "exposure"],
)
def test_every_answer_with_names_ends_with_care(told: Told, question: str, case: str) -> None:
    assert " ".join(CARE.split()) in " ".join(asked(told, question, case).split())


@pytest.mark.parametrize("case", [*NEVER, WEIGHED])
def test_nobody_is_accused(told: Told, case: str) -> None:
    for question in QUESTIONS:
        if (question, case) == REFUSED:
            continue
        said = asked(told, question, case).lower()
        assert "suspect" not in said
        assert "guilty" not in said


def test_a_source_is_not_named_by_an_exposure(told: Told) -> None:
    data = json.loads(asked(told, "exposure", SOURCE, "--format", "json"))
    assert not [value for key, value in numbers(data) if key == "name" and "mr-" in str(value)]
    assert "mr-" not in asked(told, "exposure", SOURCE)
