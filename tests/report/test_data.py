"""The JSON of every question: made of its type, as its schema says, read back, safe to print."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from narrow import inquiry
from narrow.errors import RequestError
from narrow.model.evidence import Answer, Person
from narrow.model.result import to_json
from narrow.model.verdicts import Verdict
from narrow.report.data import kinds, read, schema, to_data
from tests.conftest import Told
from tests.questions.desk import SOLDIER, Desk, post

PUBLISHED, ACTIVE, WEIGHED, SOURCE = (
    "wola-2018-former-commanders",
    "wola-2018-active-when-listed",
    "meridian-harbour-memo",
    "meridian-garrison-source",
)
ASKED: list[tuple[str, tuple[str, ...]]] = [
    ("answer", ("run", PUBLISHED)),
    ("answer", ("run", PUBLISHED, "--all")),
    ("answer", ("run", WEIGHED, "--all")),
    ("answer", ("run", SOURCE)),
    ("answer", ("run", PUBLISHED, "--as-of", "2015-12-31")),
    ("answer", ("run", ACTIVE)),
    ("why", ("why", PUBLISHED, "Reverol")),
    ("why", ("why", PUBLISHED, "alcala-cordones-cliver-antonio")),
    ("why", ("why", PUBLISHED, "Diosdado Cabello")),
    ("why", ("why", ACTIVE, "Noguera")),
    ("why", ("why", WEIGHED, "mr-0001")),
    ("tally", ("tally", ACTIVE, "--by", "administration")),
    ("tally", ("tally", PUBLISHED)),
    ("figures", ("figures", PUBLISHED, ACTIVE)),
    ("funnel", ("funnel", PUBLISHED)),
    ("misses", ("misses", PUBLISHED)),
    ("matrix", ("matrix", WEIGHED)),
    ("matrix", ("matrix", PUBLISHED, "--all")),
    ("flip", ("flip", WEIGHED)),
    ("next", ("next", PUBLISHED)),
    ("next", ("next", WEIGHED)),
    ("exposure", ("exposure", SOURCE, "--at-least", "1")),
    ("exposure", ("exposure", PUBLISHED, "--names")),
    ("find", ("find", "posts: role=commander")),
    ("find", ("find", "posts: role=commander", "--all")),
    ("backtest", ("backtest", WEIGHED, "--trials", "20")),
    ("profile", ("profile",)),
    ("profile", ("profile", "meridian", "--by", "gender")),
    ("twins", ("twins", "meridian")),
    ("list", ("list",)),
    ("offers", ("fetch",)),
]
ELSEWHERE = {"diff", "record", "lock", "locks", "import", "fetch", "explore"}
WORDS = {verdict.key for verdict in Verdict}


def parts(data: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Give every part of some data with the key that it stands under."""
    yield place, data
    if isinstance(data, dict):
        for key, each in data.items():
            yield from parts(each, key)
    elif isinstance(data, list):
        for each in data:
            yield from parts(each, place)


def test_every_kind_is_asked_for_here_or_where_its_files_are() -> None:
    assert {kind for kind, _ in ASKED} | ELSEWHERE == set(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_a_schema_is_one_and_closed(kind: str) -> None:
    described = schema(kind)
    jsonschema.Draft202012Validator.check_schema(described)
    assert described["properties"]["schema"]["const"] == f"narrow/{kind}/2"
    for _, part in parts(described):
        if isinstance(part, dict) and part.get("type") == "object" and "properties" in part:
            assert part["additionalProperties"] is False
            assert set(part["required"]) == set(part["properties"])


@pytest.mark.parametrize(("kind", "words"), ASKED, ids=lambda given: str(given)[:60])
def test_json_is_as_its_schema_says_and_in_one_dialect(
    told: Told, kind: str, words: tuple[str, ...]
) -> None:
    ended = told(*words, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    data = json.loads(ended.out)
    jsonschema.validate(data, schema(kind))
    assert data["schema"] == f"narrow/{kind}/2" == next(iter(data.values()))
    for key, part in parts(data):
        if key == "case":
            assert list(part) == ["id", "title", "as_of", "subject", "purpose"]
        if key == "register":
            assert list(part) == ["id", "title", "sha256", "persons"]
        if key == "person" and kind != "profile":
            assert list(part) == ["id", "name", "aliases"]
        if key in ("verdict", "status"):
            assert part in WORDS
        if key == "counts" and part and "met" in part:
            assert list(part) == ["met", "in_doubt", "no_record", "not_met", "by_hand"]
        assert "number" not in (part if isinstance(part, dict) else ())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "chance": 0.5}, schema(kind))


@pytest.mark.parametrize("case", [PUBLISHED, WEIGHED, SOURCE])
def test_an_answer_is_read_back_as_it_was_written(case: str) -> None:
    answer = inquiry.run(case)
    text = to_json(answer)
    back = read("answer", text)
    assert isinstance(back, Answer)
    assert to_json(back) == text
    assert back.about.as_of == answer.about.as_of
    assert [f.verdicts for f in back.findings] == [f.verdicts for f in answer.findings]


def test_everyone_is_named_only_when_asked_for() -> None:
    answer = inquiry.run(PUBLISHED)
    few, all_ = (to_data(answer, everyone=everyone)["findings"] for everyone in (False, True))
    assert len(few) < len(all_) == len(answer.findings)
    assert {one["status"] for one in few} == {"met", "in_doubt"}


def test_what_acts_on_a_terminal_is_escaped(desk: Desk, told: Told, tmp_path: Path) -> None:
    """A title from a hostile list cannot turn a line round, nor colour or move anything."""
    acts = "\x9b31m \u202eesrever \u2066in\u2069 \u200e \u061c \x7f end"
    desk.people("ana")
    desk.posts(post("ana", role="chief", title=f"Chief {acts}"))
    name = desk.case(SOLDIER)
    out = told("run", name, "--format", "json").out
    assert not set(acts) - set(" 31mesrvind") & set(out)
    assert "\\u009b31m \\u202eesrever" in out
    assert acts in json.loads(out)["findings"][0]["clues"]["soldier"]["because"]
    assert "é" in to_json(replace(inquiry.run(name), care="é"))


def test_half_a_character_is_escaped_and_no_fault() -> None:
    answer = replace(inquiry.run(PUBLISHED), care="half \ud800")
    assert json.loads(to_json(answer))["care"] == "half \ud800"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("[" * 300_000, "no answer as narrow writes it"),
        ("{", "no answer as narrow writes it"),
        ("[]", "it is not a mapping of keys to values"),
        ('{"schema": "narrow/answer/1"}', "schema is not as wanted"),
        ({"more": 1}, "more is no key that is known here"),
        ({}, "it has no schema"),
    ],
)
def test_what_is_no_answer_is_refused_in_a_line(given: Any, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        read("answer", given)


def test_a_kind_that_is_misspelt_is_told_its_neighbour() -> None:
    with pytest.raises(RequestError, match="did you mean 'answer'"):
        schema("anwser")


def test_two_persons_are_the_same_person_in_every_question() -> None:
    assert to_data(inquiry.run(PUBLISHED))["findings"][0]["person"].keys() == {
        "id",
        "name",
        "aliases",
    }
    assert Person(7, "x", "X").number == 7
