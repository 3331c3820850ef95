"""YAML is read as text with places: nothing is converted, traps and bombs are refused."""

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.errors import RuleError
from narrow.rules.yaml_text import MAX_BYTES, MAX_DEPTH, parse, read
from tests.rules.desk import marked

FILE = "rule.yaml"

# What PyYAML's ordinary loader would turn into something else, and quoted text.
SCALARS = [
    ("NO", "NO"),
    ("no", "no"),
    ("yes", "yes"),
    ("true", "true"),
    ("off", "off"),
    ("2018-09-08", "2018-09-08"),
    ("2018-09-08T10:00:00", "2018-09-08T10:00:00"),
    ("2010", "2010"),
    ("2010-05", "2010-05"),
    ("0123", "0123"),
    ("0x1F", "0x1F"),
    ("12:30", "12:30"),
    ("1_000", "1_000"),
    ("1.0", "1.0"),
    ("1e3", "1e3"),
    (".inf", ".inf"),
    ("null", "null"),
    ("~", "~"),
    ("''", ""),
    ('"2018"', "2018"),
    ("'it''s'", "it's"),
    ('"a\\tb"', "a\tb"),
    ("NA", "NA"),
    ("None", "None"),
    ("..", ".."),
    ("201X", "201X"),
    ("2018~", "2018~"),
    ("=", "="),
    ("!!int 5", "5"),
    ("!!python/object:os.system x", "x"),
]

# One fault each, at the mark.
REFUSED = [
    ("a: 1\nb: 2\n@@a: 3", "repeats the key 'a' of line 1; keep one of them"),
    ("x:\n  a: 1\n  @@a: 2", "repeats the key 'a' of line 2; keep one of them"),
    ("{a: 1, @@a: 2}", "repeats the key 'a' of line 1; keep one of them"),
    ("a: 1\n@@'a': 2", "repeats the key 'a' of line 1; keep one of them"),
    ("a: 1\r\nb: 2\r\n@@b: 3", "repeats the key 'b' of line 2; keep one of them"),
    ("é: {x: 1, @@x: 2}", "repeats the key 'x' of line 1; keep one of them"),
    ("? @@[a]\n: b", "a key must be a single word"),
    ("a: @@*nowhere", "an alias repeats a part; write it out"),
    ("@@\ta: b", "is not YAML: found character that cannot start any token"),
    ("a:\n@@\tb: c", "is not YAML: found character that cannot start any token"),
    ("a: b@@: c", "is not YAML: mapping values are not allowed in this context"),
    ("a: [1, 2\nb@@: 3", "is not YAML: did not find expected ',' or ']'"),
    ("a: b\n@@---\nc: d", "begins a second document"),
    ("a: 'b@@", "is not YAML: found unexpected end of stream"),
    ("@@%YAML 3.0\n---\na: b", "is not YAML: found incompatible YAML document"),
    ("a: @@@b", "is not YAML: found character that cannot start any token"),
]


def faults(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(RuleError) as caught:
        parse(text, FILE)
    return [(i.line, i.column, i.message) for i in caught.value.issues]


@pytest.mark.parametrize(("written", "meant"), SCALARS)
def test_a_scalar_stays_the_text_that_it_is(written: str, meant: str) -> None:
    assert parse(f"a: {written}\nb: [{written}]\n", FILE).data == {"a": meant, "b": [meant]}


def test_a_value_left_out_is_a_blank_text() -> None:
    assert parse("a:\nb:\n  -\n  - x\n", FILE).data == {"a": "", "b": ["", "x"]}


def test_a_key_stays_the_text_that_it_is() -> None:
    text = parse("NO: a\n2010: b\n~: c\n2018-09-08: d\n", FILE)
    assert text.data == {"NO": "a", "2010": "b", "~": "c", "2018-09-08": "d"}


def test_blocks_keep_or_fold_their_lines() -> None:
    assert parse("a: |\n  x\n  y\nb: >-\n  x\n  y\n", FILE).data == {"a": "x\ny\n", "b": "x y"}


def test_json_is_read_as_the_yaml_that_it_is() -> None:
    text = parse('{"a":1,"b":["x\\/y",null,true],\n\t"c":{"d":"\\u00e9"}}', FILE)
    assert text.data == {"a": "1", "b": ["x/y", "null", "true"], "c": {"d": "é"}}


@pytest.mark.parametrize(("written", "message"), REFUSED)
def test_a_fault_is_reported_at_its_place(written: str, message: str) -> None:
    text, places = marked(written.replace("\r", ""))
    text = text.rstrip("\n").replace("\n", "\r\n" if "\r" in written else "\n")
    ((line, column),) = places
    assert faults(text) == [(line, column, message)]


def test_a_broken_line_is_quoted() -> None:
    with pytest.raises(RuleError) as caught:
        parse("a: 1\nb: c: d\n", FILE)
    (issue,) = caught.value.issues
    assert (issue.line, issue.quoted) == (2, "b: c: d")


def test_a_text_that_breaks_off_is_reported_after_its_last_line() -> None:
    assert faults("a: {b: c\n") == [(2, 1, "is not YAML: did not find expected ',' or '}'")]


def test_every_repeated_key_is_reported_at_once() -> None:
    found = faults("a: 1\na: 2\nb:\n  c: 1\n  c: 2\na: 3\n")
    assert [(line, column) for line, column, _ in found] == [(2, 1), (5, 3), (6, 1)]
    assert [said.split(";")[0] for *_, said in found] == [
        "repeats the key 'a' of line 1",
        "repeats the key 'c' of line 4",
        "repeats the key 'a' of line 1",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "--- {}\n"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    assert parse(text, FILE).data == {}
    issue = parse(text, FILE).issue(("kind",), "is missing")
    assert (issue.line, issue.column) == (1, text.index("{") + 1 if "{" in text else 1)


@pytest.mark.parametrize("data", [["a", "b"], "a word"])
def test_what_is_no_mapping_is_given_as_it_is(data: object) -> None:
    text = "- a\n- b\n" if isinstance(data, list) else "a word\n"
    assert parse(text, FILE).data == data


# --- places -----------------------------------------------------------------------------------

PLACES = [
    ((), "@@a: 1\nb: 2\n"),
    (("b",), "a: 1\n@@b: 2\n"),
    (("b", "c"), "a: 1\nb:\n  @@c: 2\n"),
    (("b", "c"), "b: {a: 1, @@c: 2}\n"),
    (("b", 1), "b:\n  - x\n  - @@y\n"),
    (("b", 1), "b: [x, @@y]\n"),
    (("b", 1, "c"), "b:\n  - x\n  - @@c: y\n    d: z\n"),
    (("b", 1, "d"), "b:\n  - x\n  - c: y\n    @@d: z\n"),
    (("b", 0, 1), "b:\n  - [x, @@y]\n"),
    (("b",), "a: |\n  x\n\n  y\n@@b: 2\n"),
    (("b",), "# remark\n\n---\na: é\n@@b: 2\n"),
    (("b",), 'a: "é"\n@@b: 2\n'),
    # a path that the file does not have leads to the nearest place around it
    (("b", "nope", "deeper"), "a: 1\n@@b: {c: 2}\n"),
    (("nope",), "@@a: 1\nb: 2\n"),
]


@pytest.mark.parametrize(("path", "written"), PLACES)
def test_a_path_leads_to_its_line_and_column(path: tuple[str | int, ...], written: str) -> None:
    plain, ((line, column),) = marked(written)
    issue = parse(plain, FILE).issue(path, "said", code="N1")
    assert (issue.file, issue.line, issue.column) == (FILE, line, column)
    assert (issue.message, issue.code) == ("said", "N1")
    assert issue.quoted == plain.splitlines()[line - 1]


def test_an_issue_shows_the_line_with_a_mark_under_the_column() -> None:
    issue = parse("a:\n  - {b: c}\n", FILE).issue(("a", 0, "b"), "is wrong")
    assert str(issue) == "rule.yaml:2:6: is wrong\n      - {b: c}\n         ^"


# --- bombs ------------------------------------------------------------------------------------


def test_an_alias_of_a_mapping_or_list_is_refused() -> None:
    for text in ("a: &x [1]\nb: *x\n", "a: &x {c: 1}\nb: *x\n", "a: &x {c: 1}\nb:\n  <<: *x\n"):
        ((_, _, message),) = faults(text)
        assert message == "an alias repeats a part; write it out"


def test_an_alias_of_itself_is_refused() -> None:
    assert [said for *_, said in faults("a: &x [*x]\n")] == [
        "an alias repeats a part; write it out"
    ]


def test_an_anchor_that_nobody_names_does_no_harm() -> None:
    assert parse("a: &x [1]\nb: &y c\n", FILE).data == {"a": ["1"], "b": "c"}


def test_an_alias_of_a_scalar_is_refused() -> None:
    assert faults("a: &x foo\nb: *x\n")


def test_an_alias_is_reported_where_it_stands() -> None:
    ((line, column, _),) = faults("a: &x [1]\nb: *x\n")
    assert (line, column) == (2, 4)


def test_a_bomb_of_aliases_is_refused_quickly() -> None:
    names = "abcdefghijklmnop"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for above, name in pairwise(names):
        lines.append(f"{name}: &{name} [{', '.join([f'*{above}'] * 10)}]")
    before = time.perf_counter()
    found = faults("\n".join(lines) + "\n")
    assert time.perf_counter() - before < 2
    assert {said for *_, said in found} == {"an alias repeats a part; write it out"}


@pytest.mark.parametrize("deep", [MAX_DEPTH, MAX_DEPTH + 1])
def test_as_deep_as_allowed_is_read(deep: int) -> None:
    data: object = parse("[" * deep + "]" * deep, FILE).data
    for _ in range(deep - 1):
        assert isinstance(data, list)
        (data,) = data
    assert data == []


@pytest.mark.parametrize("deep", [MAX_DEPTH + 2, 900])
def test_deeper_than_allowed_is_refused(deep: int) -> None:
    found = faults("[" * deep + "]" * deep)
    assert found == [(1, MAX_DEPTH + 2, f"lies more than {MAX_DEPTH} levels deep")]


def test_mappings_are_levels_too() -> None:
    as_deep, deeper = MAX_DEPTH + 1, MAX_DEPTH + 2
    assert parse("{a: " * as_deep + "b" + "}" * as_deep, FILE).data
    found = faults("{a: " * deeper + "b" + "}" * deeper)
    place = len("{a: ") * as_deep + 1
    assert found == [(1, place, f"lies more than {MAX_DEPTH} levels deep")]


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_a_hundred_thousand_levels_are_refused_and_not_fatal(opening: str) -> None:
    program = (
        "from narrow.errors import RuleError\nfrom narrow.rules.yaml_text import parse\n"
        f"try:\n    parse({opening!r} * 100_000, 'f')\nexcept RuleError:\n    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "refused\n")


def test_a_text_that_is_too_long_is_not_looked_at() -> None:
    assert parse("#" * MAX_BYTES, FILE).data == {}
    found = faults("#" * (MAX_BYTES + 1))
    assert found == [(0, 0, "has 8,000,001 characters; 8,000,000 at most")]


def test_a_control_character_is_refused() -> None:
    for character in ("\0", "\a", "\x1b"):
        ((line, column, message),) = faults(f"a: {character}b\n")
        assert (line, column) == (1, 1)
        assert message.startswith("is not YAML: ")


# --- files ------------------------------------------------------------------------------------


def read_bytes(folder: Path, raw: bytes) -> list[tuple[int, str]]:
    path = folder / "rule.yaml"
    path.write_bytes(raw)
    with pytest.raises(RuleError) as caught:
        read(path)
    assert {issue.file for issue in caught.value.issues} == {str(path)}
    return [(i.line, i.message) for i in caught.value.issues]


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    for raw in ("a: é\n".encode(), "a: é\n".encode("utf-8-sig")):
        path.write_bytes(raw)
        text = read(path)
        assert (text.file, text.data) == (str(path), {"a": "é"})
        assert text.issue(("a",), "").column == 1


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a: b\nc: é\n".encode("latin-1")) == [
        (2, "is not UTF-8 (byte 0xe9); save it as UTF-8")
    ]
    ((line, message),) = read_bytes(tmp_path, "a: b\n".encode("utf-16"))
    assert (line, message.split("(")[0]) == (1, "is not UTF-8 ")


def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(RuleError) as caught:
            read(path)
        (issue,) = caught.value.issues
        assert (issue.file, issue.line, issue.column) == (str(path), 0, 0)
        assert issue.message.startswith("cannot be read: ")


# --- laws -------------------------------------------------------------------------------------

yamlish = st.text(alphabet="ab:-?[]{},&*!|>'\"%@#\n \t\0é~0", max_size=60)
words = st.text(alphabet=st.characters(categories=("L", "N")), min_size=1, max_size=8)


@given(yamlish | st.text(max_size=60))
@settings(deadline=None)
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        found = parse(text, FILE)
    except RuleError as error:
        assert error.issues
    else:
        assert isinstance(found.data, str | list | dict)


@given(st.dictionaries(words, words, min_size=1, max_size=5))
@settings(deadline=None)
def test_every_word_comes_back_as_it_was_written(data: dict[str, str]) -> None:
    text = parse("".join(f"{key}: {word}\n" for key, word in data.items()), FILE)
    assert text.data == data
    for line, key in enumerate(data, start=1):
        issue = text.issue((key,), "")
        assert (issue.line, issue.column) == (line, 1)
