"""What a document lacks or has too much of is said in plain words, at its place, all at once."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from narrow.errors import RuleError
from narrow.rules.descriptors import PackageManifest
from narrow.rules.documents import (
    KINDS,
    AttributeDocument,
    CaseDocument,
    HeadDocument,
    VocabularyDocument,
)
from narrow.rules.validation import keys_of, validate
from narrow.rules.yaml_text import Text, parse
from tests.rules.desk import ATTRIBUTE, CASE, CLUE, indented, marked

VOCABULARY = """\
narrow: 1
kind: vocabulary
id: vocabulary
title: A vocabulary
"""
HEADS = {
    "attribute": ATTRIBUTE.format(id="attribute"),
    "case": CASE,
    "clue": CASE + CLUE,
    "vocabulary": VOCABULARY,
}
LITERAL = "'{}' is none of {}"
VERDICTS = "met, not-met, not-known, in-doubt, no-record"
A_TEXT = "expected a text here, not a list or a mapping"
A_LIST = "expected a list here (lines that begin with a dash, or [a, b])"
KEYS = "expected keys with values here"
TEXT_OR_KEYS = "takes another form; expected a text or keys with values"


def meant(word: str) -> str:
    return f"; did you mean '{word}'?"


def unknown(word: str, nearest: str) -> str:
    return f"unknown key '{word}'{meant(nearest)}"


# kind, what follows the head (indented under `clues:` for a clue), the messages in file order
FAULTS = [
    # an unknown key, anywhere, with the nearest word
    ("attribute", "some: posts\n@@satus: test", [unknown("satus", "status")]),
    ("attribute", "@@smoe: posts", [unknown("smoe", "some")]),
    ("attribute", "with: {b: {@@vocab: x}}", [unknown("vocab", "vocabulary")]),
    ("attribute", "all: [{any: [{@@smoe: x}]}]", [unknown("smoe", "some")]),
    ("attribute", "not: {@@smoe: x}", [unknown("smoe", "some")]),
    ("attribute", "readings: {strict: {@@syas: x}}", [unknown("syas", "says")]),
    ("attribute", "and_also: {some: x, @@whle: y}", [unknown("whle", "while")]),
    ("attribute", "where: {b: {@@anyy: [x]}}", [unknown("anyy", "any")]),
    ("attribute", "where: {b: {not: {@@anyy: [x]}}}", [unknown("anyy", "any")]),
    ("attribute", "person: {b: {@@befor: x}}", [unknown("befor", "before")]),
    ("attribute", "where: {text: {@@anyy: [x]}}", [unknown("anyy", "any")]),
    ("clue", "@@quotes: x", [unknown("quotes", "quote")]),
    ("clue", "reading: {@@preffer: x, prefer: x}", [unknown("preffer", "prefer")]),
    ("clue", "@@where_: {}", [unknown("where_", "where")]),
    ("vocabulary", "terms:\n  a: {@@natve: {}}", [unknown("natve", "native")]),
    # a word that is none of the words
    (
        "attribute",
        "@@status: tset",
        [LITERAL.format("tset", "draft, test, stable, retired") + meant("test")],
    ),
    (
        "clue",
        "@@role: requird",
        [LITERAL.format("requird", "required, required-strictly, supporting") + meant("required")],
    ),
    ("vocabulary", "@@ordered: true\nterms: {a: {}}", [LITERAL.format("true", "yes, no")]),
    ("attribute", "where: {b: {@@missing: no}}", [LITERAL.format("no", "yes")]),
    # the wrong shape
    ("attribute", "@@some: [posts]", [A_TEXT]),
    ("attribute", "@@some: {a: b}", [A_TEXT]),
    ("attribute", "where: {@@b: [x, y]}", [TEXT_OR_KEYS]),
    ("attribute", "where: {b: {@@any: x}}", [A_LIST]),
    ("attribute", "where: {b: {any: [x, @@[y]]}}", [A_TEXT]),
    ("attribute", "@@where: [b]", [KEYS]),
    ("attribute", "@@all: {some: x}", [A_LIST]),
    ("attribute", "all: [@@x]", [KEYS]),
    ("attribute", "@@not: x", [KEYS]),
    ("attribute", "@@readings: [x]", [KEYS]),
    ("attribute", "with: {@@b: army}", [KEYS]),
    ("vocabulary", "terms:\n  @@a: x", [KEYS]),
    # the wrong form
    (
        "attribute",
        "silence: [@@N1]",
        [r"'N1' does not have the form ^N[0-9]{3}$"],
    ),
]

# What is wrong with a whole file: its text as it stands.
WHOLE = [
    ("attribute", "@@[]", [KEYS]),
    ("attribute", "@@a word", [KEYS]),
    (
        "vocabulary",
        "@@@@@@@@@@{}",
        [f"the key '{key}' is missing" for key in ("id", "kind", "narrow", "terms", "title")],
    ),
]


def refused(kind: str, written: str) -> list[str]:
    """Give the messages of a document that is refused at the marks and nowhere else, in order."""
    plain, places = marked(written)
    with pytest.raises(RuleError) as caught:
        validate(parse(plain, "f"), KINDS[kind])
    assert [(i.line, i.column) for i in caught.value.issues] == places, str(caught.value)
    return [issue.message for issue in caught.value.issues]


@pytest.mark.parametrize(("kind", "body", "messages"), FAULTS)
def test_a_fault_is_said_in_plain_words_at_its_place(
    kind: str, body: str, messages: list[str]
) -> None:
    text = HEADS[kind] + (indented(body, 4) if kind == "clue" else body)
    if kind == "vocabulary" and "terms" not in body:
        text += "terms: {a: {}}\n"
    assert refused("case" if kind == "clue" else kind, text) == messages


@pytest.mark.parametrize(("kind", "text", "messages"), WHOLE)
def test_a_file_of_the_wrong_shape_is_refused(kind: str, text: str, messages: list[str]) -> None:
    assert refused(kind, text) == messages


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("case", CASE.replace("as_of", "modified") + CLUE + "    some: posts\n", "as_of"),
        ("case", CASE, "clues"),
        ("case", CASE.replace("{kind: invented}", "@@{purpose: x}") + CLUE, "kind"),
        ("case", CASE + "clues:\n  - @@quote: q\n    some: posts\n", "id"),
        ("case", CASE + CLUE + "exclude: [{@@person: p, source: s}]\n", "reason"),
        ("attribute", HEADS["attribute"] + "tests: [{@@name: n, expect: met}]\n", "as_of"),
        ("vocabulary", VOCABULARY, "terms"),
    ],
)
def test_a_missing_key_is_named(kind: str, text: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        validate(parse(marked(text)[0], "f"), KINDS[kind])
    (issue,) = caught.value.issues
    assert issue.message == f"the key {key!r} is missing"
    (line, _), *_ = [*marked(text)[1], (1, 1)]
    assert issue.line == line


def test_all_faults_of_a_file_are_reported_in_its_order() -> None:
    text = """\
narrow: 1
kind: case
id: @@Upper
title: t
as_of: @@2018-9-8
subject: {kind: @@public}
clues:
  - {id: a, quote: @@[x], some: posts, @@extra: 1}
  - {@@quote: q, role: @@requird}
"""
    plain, places = marked(text)
    with pytest.raises(RuleError) as caught:
        validate(parse(plain, "f"), CaseDocument)
    # a fault of a value stands at its key
    assert [i.line for i in caught.value.issues] == [line for line, _ in places]
    assert [i.message.split(";")[0] for i in caught.value.issues] == [
        "'Upper' does not have the form ^[a-z0-9][a-z0-9_-]*$",
        r"'2018-9-8' does not have the form ^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "'public' is none of published-list, public-official, unnamed-source, invented",
        A_TEXT,
        "unknown key 'extra'",
        "the key 'id' is missing",
        "'requird' is none of required, required-strictly, supporting",
    ]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("at_least", "two", "integer"),
        ("at_least", "2.5", "integer"),
        ("at_least", "-1", "greater than or equal to 0"),
        ("reading", "{prefer: x, belief: 1}", "less than 1"),
        ("reading", "{prefer: x, belief: 0}", "greater than 0"),
        ("reading", "{prefer: x, belief: nan}", "less than 1"),
    ],
)
def test_a_number_out_of_bounds_is_refused(key: str, value: str, message: str) -> None:
    text = CASE + CLUE + f"    count: posts\n    {key}: {value}\n"
    with pytest.raises(RuleError) as caught:
        validate(parse(text, "f"), CaseDocument)
    (issue,) = caught.value.issues
    assert (issue.line, message in issue.message) == (11, True)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (
            "case",
            CASE + "population:\n  says: s\n  @@smoe: posts\n" + CLUE,
            unknown("smoe", "some"),
        ),
        ("vocabulary", VOCABULARY + "terms:\n  a: {is_a: [@@[x]]}\n", A_TEXT),
        (
            "attribute",
            HEADS["attribute"] + "tests: [{name: n, as_of: '2018-09-08', @@expect: mett}]\n",
            LITERAL.format("mett", VERDICTS) + meant("met"),
        ),
        (
            "attribute",
            HEADS["attribute"]
            + "tests:\n  - {name: n, as_of: '2018-09-08', expect: {strict: met, @@broad: mett}}\n",
            LITERAL.format("mett", VERDICTS) + meant("met"),
        ),
    ],
)
def test_a_fault_in_one_of_two_shapes_is_said_once(kind: str, text: str, message: str) -> None:
    assert refused(kind, text) == [message]


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("vocabulary", VOCABULARY + "@@terms: {}\n", "needs at least 1, has 0"),
        ("attribute", HEADS["attribute"] + "@@all: []\n", "needs at least 1, has 0"),
        (
            "attribute",
            HEADS["attribute"] + "where: {b: {@@between: [2018]}}\n",
            "needs at least 2, has 1",
        ),
        (
            "attribute",
            HEADS["attribute"] + "where: {b: {@@between: [1, 2, 3]}}\n",
            "takes at most 2, has 3",
        ),
    ],
)
def test_too_few_and_too_many_are_said_in_plain_words(kind: str, text: str, message: str) -> None:
    assert refused(kind, text) == [message]


def test_a_column_called_like_an_operator_takes_operators() -> None:
    text = HEADS["attribute"] + "person: {age: {@@form: x}}\n"
    assert not refused("attribute", text)[0].endswith(meant("from"))


def test_a_part_of_a_file_can_be_read_as_a_document() -> None:
    written = "x:\n  - @@{terms: {a: {}}, narrow: 1, kind: vocabulary, id: v, @@titel: t}\n"
    plain, places = marked(written)
    text = parse(plain, "f")
    data: Any = text.data
    with pytest.raises(RuleError) as caught:
        validate(text, VocabularyDocument, at=("x", 0), data=data["x"][0])
    assert [(i.line, i.column) for i in caught.value.issues] == places
    assert [i.message for i in caught.value.issues] == [
        "the key 'title' is missing",
        unknown("titel", "title"),
    ]


def test_keys_are_named_as_they_are_written() -> None:
    assert {"all", "any", "not", "with", "register"} <= set(keys_of(AttributeDocument))
    assert not [key for key in keys_of(AttributeDocument) if key.endswith("_")]


# --- laws -------------------------------------------------------------------------------------

MODELS: list[type[BaseModel]] = [*KINDS.values(), PackageManifest]
WORDS = sorted({key for model in KINDS.values() for key in keys_of(model)})
OURS = re.compile(
    r"BaseModel|pydantic|Document|Manifest|input_value|https?://|dictionary|validation"
)

keys = st.sampled_from(WORDS) | st.text(max_size=5)
plain = st.recursive(
    st.text(max_size=8) | st.sampled_from(["met", "yes", "1", "case", "posts"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
least: dict[type[HeadDocument], dict[str, Any]] = {
    AttributeDocument: {"narrow": "1", "kind": "attribute", "id": "x", "title": "t", "says": "s"},
    CaseDocument: {"narrow": "1", "kind": "case", "id": "x", "title": "t", "clues": [{}]},
    VocabularyDocument: {"narrow": "1", "kind": "vocabulary", "id": "x", "terms": {"a": {}}},
}


def check(model: type[BaseModel], data: Any) -> None:
    try:
        validate(Text("f", (), data, {}), model, data=data)
    except RuleError as error:
        assert error.issues
        for issue in error.issues:
            assert issue.message
            assert not OURS.search(issue.message), issue.message


@given(st.sampled_from(MODELS), plain)
@settings(deadline=None)
def test_no_data_does_more_than_be_refused(model: type[BaseModel], data: Any) -> None:
    check(model, data)


@given(st.sampled_from(list(least)), keys, plain)
@settings(deadline=None, max_examples=300)
def test_no_value_of_a_key_does_more_than_be_refused(
    model: type[HeadDocument], key: str, value: Any
) -> None:
    check(model, {**least[model], key: value})


@given(keys, plain)
@settings(deadline=None, max_examples=200)
def test_no_value_of_a_clue_does_more_than_be_refused(key: str, value: Any) -> None:
    clue = {"id": "c", "quote": "q", "some": "posts", key: value}
    check(CaseDocument, {**least[CaseDocument], "clues": [clue]})
