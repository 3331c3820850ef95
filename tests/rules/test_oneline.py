"""Clues in one line each: what they stand for, what is wrong with them and where, the way back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.errors import RuleError
from narrow.model.cases import Case, Role, Subject
from narrow.model.words import clean
from narrow.rules.cases import lower_document
from narrow.rules.documents import CaseDocument
from narrow.rules.library import Library
from narrow.rules.one_line import Typed, lower_lines
from narrow.rules.validation import validate
from narrow.rules.yaml_text import Plain, parse, write
from tests.rules.desk import REGISTER, marked

HEAD = {"id": "find", "register": "small", "as_of": "2018-09-08"}
SHELF = Library((), ())


def typed(*lines: str) -> Typed:
    return lower_lines(SHELF, REGISTER, lines, HEAD)


def clue(line: str) -> Mapping[str, Any]:
    """The clue of the case file that one line stands for, without its name and its quote."""
    data = parse(typed(line).file, "find.yaml").data
    assert isinstance(data, dict)
    (found,) = data["clues"]
    assert isinstance(found, dict)
    assert found["quote"] == line.strip()
    return {key: value for key, value in found.items() if key not in ("id", "quote", "note")}


def where(conditions: str, table: str = "posts") -> Any:
    return clue(f"{table}: {conditions}").get("where", {})


def reread(file: str) -> Case:
    """The case that a printed case file means, read as any other file is."""
    text = parse(file, "find.yaml")
    return lower_document(SHELF, REGISTER, text, validate(text, CaseDocument))


def refused(*lines: str) -> list[str]:
    """The messages of lines that are refused at the marked places and nowhere else."""
    plain = [marked(line) for line in lines]
    expected = [(at, column) for at, (_, found) in enumerate(plain, 1) for _, column in found]
    with pytest.raises(RuleError) as caught:
        typed(*(text.rstrip("\n") for text, _ in plain))
    issues = caught.value.issues
    assert [(i.line, i.column) for i in issues] == expected, str(caught.value)
    assert {i.file for i in issues} == {"argument"}
    return [issue.message for issue in issues]


# --- what a condition stands for --------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "stands_for"),
    [
        ("branch=army", {"branch": "army"}),
        ("branch=military", {"branch": {"is_a": "military"}}),
        ("branch!=military", {"branch": {"not": {"is_a": "military"}}}),
        ("branch!=army", {"branch": {"not": "army"}}),
        ("branch=army|navy", {"branch": {"any": ["army", "navy"]}}),
        ("branch=military|army", {"branch": {"any": ["military", "army", "navy"]}}),
        ("branch!=army|navy", {"branch": {"not": {"any": ["army", "navy"]}}}),
        ("rank>=colonel", {"rank": {"at_least": "colonel"}}),
        ("rank<=colonel", {"rank": {"at_most": "colonel"}}),
        ("rank=colonel", {"rank": "colonel"}),
        ("unit=7th|yes", {"unit": {"any": ["7th", "yes"]}}),
        ('unit="7th of foot"', {"unit": "7th of foot"}),
        ("start=2010", {"start": {"on": "2010"}}),
        ("start=2010/2012", {"start": {"on": "2010/2012"}}),
        ("start!=2010", {"start": {"not": {"on": "2010"}}}),
        ("start<2010", {"start": {"before": "2010"}}),
        ("start>2010", {"start": {"after": "2010"}}),
        ("start>=2010", {"start": {"not": {"before": "2010"}}}),
        ("start<=2010", {"start": {"not": {"after": "2010"}}}),
        ("start>2001 start<2010", {"start": {"between": ["2002-01-01", "2009-12-31"]}}),
        ("start<=2010-05 start>=2001", {"start": {"between": ["2001-01-01", "2010-05-31"]}}),
        ("title=staff", {"title": {"text": "staff"}}),
        ('title="chief of staff"', {"title": {"text": "chief of staff"}}),
        (r'title="a \"b\" \\"', {"title": {"text": 'a "b" \\'}}),
        ("title!=staff", {"title": {"not": {"text": "staff"}}}),
        ('end=""', {"end": {"missing": "yes"}}),
        ('title!=""', {"title": {"not": {"missing": "yes"}}}),
        ("former", {"tense": "former"}),
        ("probably-former|former", {"tense": {"any": ["probably-former", "former"]}}),
        ("tense=ever", {"tense": "ever"}),
        ("tense!=current", {"tense": {"not": "current"}}),
        ("at=2015-03-09", {"tense": {"at": "2015-03-09"}}),
        ("", {}),
    ],
)
def test_a_condition_stands_for_what_a_case_file_writes(line: str, stands_for: Any) -> None:
    assert where(line) == stands_for


@pytest.mark.parametrize(
    ("line", "stands_for"),
    [
        ("posts: unit=a", {"some": "posts", "where": {"unit": "a"}}),
        ("posts:unit=a", {"some": "posts", "where": {"unit": "a"}}),
        ("no posts: unit=a", {"none": "posts", "where": {"unit": "a"}}),
        ("no posts:", {"none": "posts"}),
        ("2+ posts: unit=a", {"count": "posts", "at_least": "2", "where": {"unit": "a"}}),
        ("2 posts:", {"count": "posts", "at_least": "2", "at_most": "2"}),
        ("2-3 posts:", {"count": "posts", "at_least": "2", "at_most": "3"}),
        ("person: rank=major", {"person": {"rank": "major"}}),
    ],
)
def test_a_head_says_how_many_rows_of_which_table(line: str, stands_for: Any) -> None:
    assert clue(line) == stands_for


def test_a_column_of_one_other_table_is_asked_of_that_table() -> None:
    assert clue("lists: by=x branch=military title=y") == {
        "all": [
            {"some": "lists", "where": {"by": "x"}},
            {"some": "posts", "where": {"branch": {"is_a": "military"}, "title": {"text": "y"}}},
        ]
    }
    assert clue("posts: former born<1960") == {
        "all": [
            {"some": "posts", "where": {"tense": "former"}},
            {"person": {"born": {"before": "1960"}}},
        ]
    }
    assert clue("person: branch=army") == {"some": "posts", "where": {"branch": "army"}}


def test_the_case_file_tells_of_a_column_that_was_found_elsewhere() -> None:
    assert "by: no column of posts, so asked of some row of lists" in typed("posts: by=x").file


def test_the_case_is_about_a_published_list_and_needs_every_clue() -> None:
    case = typed("posts: unit=a", "posts: unit=b", "lists: by=x").case
    assert case.subject is Subject.PUBLISHED_LIST
    assert not case.subject.weighed
    assert {found.role for found in case.clues} == {Role.REQUIRED}
    assert [found.id for found in case.clues] == ["posts", "posts-2", "lists"]
    assert [found.quote for found in case.clues] == [
        "posts: unit=a",
        "posts: unit=b",
        "lists: by=x",
    ]


# --- what is wrong, and where -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("@@psts: unit=a", "the register has no table 'psts'; did you mean 'posts'?"),
        ("@@persons: rank=major", "the person's own columns are asked for with person:"),
        ("@@unit=a former", "no table is named; begin with one and a colon, such as posts:"),
        ("@@", "no table is named; begin with one and a colon, such as posts:"),
        ("@@two posts: unit=a", "'two posts' names no table; expected TABLE, no TABLE"),
        ("@@3-2 posts:", "no number is at least 3 and at most 2"),
        ("no @@person: rank=major", "person: stands alone"),
        ("@@person:", "person: needs a condition"),
        ("posts: @@brnch=army", "posts has no column 'brnch'; did you mean 'branch'?"),
        ("lists: @@brnch=army", "lists has no column 'brnch'; did you mean 'branch'?"),
        ("lists: @@zzz=army", "lists has no column 'zzz'; known: by, id, listed_on, unit"),
        ("person: @@unit=a", "person has no column 'unit', and posts and lists have one"),
        ("no lists: @@branch=army", "lists has no column 'branch'; it belongs to posts"),
        ("2+ lists: @@born<1960", "lists has no column 'born'; it belongs to person"),
        ("posts: branch=@@armi", "'armi' is not in the vocabulary branch; did you mean 'army'?"),
        ("posts: branch=army|@@navi", "'navi' is not in the vocabulary branch"),
        ("posts: branch!=army|@@navi", "'navi' is not in the vocabulary branch"),
        ("posts: branch=@@unknown", "'unknown' means not known in branch"),
        ("posts: rank>=@@colonal", "did you mean 'colonel'?"),
        ("posts: @@branch>=army", "branch has no steps; >= needs a date or an ordered vocabulary"),
        ("posts: @@unit<=a", "unit has no steps"),
        ("posts: @@rank>major", "> compares dates, and rank holds codes"),
        ("posts: rank>=major|@@colonel", "rank takes one value here; give the at least alone"),
        ("posts: start=@@201a", "'201a' is no date; expected YYYY, YYYY-MM or YYYY-MM-DD"),
        ("posts: start>2001 start<@@x", "'x' is no date"),
        ("posts: start>2010 start<@@2001", "no day is >2010 and <2001"),
        ("posts: start=2001|@@2003", "a span of time is written 2001/2005"),
        ("posts: start>@@9999-12-31", "nothing lies after '9999-12-31'"),
        ("posts: @@title>=a", "title holds words, and >= compares dates and steps"),
        ("posts: title=a|@@b", "either of several phrases needs a case file"),
        ("posts: title=@@...", "text needs at least one word"),
        ('posts: unit=a|@@"" former', '"" asks that unit is not recorded, and stands alone'),
        ('posts: start>@@""', '"" asks that start is not recorded'),
        ("posts: @@formr", "'formr' is no tense and no column=value; did you mean 'former'?"),
        ("posts: former|@@curent", "'curent' is no tense"),
        ("posts: tense=@@formr", "'formr' is no tense; did you mean 'former'?"),
        ("posts: @@unit", "unit needs a value, as in unit=..."),
        ("lists: @@former", "lists has no dates that a tense could be read from"),
        ("posts: @@at>2015", "at= takes one day"),
        ("posts: former @@current", "the time is said twice of one row; either of two is a|b"),
        ("posts: unit=a @@unit=b", "unit is said twice of one row"),
        ("posts: start>2001 @@start>2002", "start is said twice of one row"),
        ("posts: unit=@@ former", 'a value is missing after unit=; unit="" asks for what is not'),
        ("posts: unit=a|@@", "a value is missing after |"),
        ('posts: title=@@"chief of staff former', "the double quote is not closed"),
        ('posts: title="a"@@b former', "expected a space here and not 'b'"),
        ("posts: @@=a", "expected column=value or a tense such as former"),
        ("posts: unit=@@\x1b", "has a character that cannot be written (U+001B)"),
        ("posts: unit=@@\udcff", "has a character that cannot be written (U+DCFF)"),
    ],
)
def test_a_fault_is_told_at_its_column(line: str, message: str) -> None:
    (told,) = refused(line)
    assert message in told


def test_all_faults_of_all_arguments_are_told_at_once() -> None:
    told = refused(
        "posts: branch=@@armi @@formr unit=@@ rank>=@@x",
        "@@psts: unit=a",
        "lists: by=x",
        "posts: title=@@... @@brnch=army",
    )
    assert len(told) == 7


def test_a_fault_shows_the_argument_as_typed() -> None:
    with pytest.raises(RuleError) as caught:
        typed("lists: by=x", "posts: brnch=army")
    assert str(caught.value).split("\n") == [
        "argument:2:8: posts has no column 'brnch'; did you mean 'branch'?",
        "    posts: brnch=army",
        "           ^",
    ]


# --- and back ---------------------------------------------------------------------------------

WORDS = (
    *("posts: branch=military rank>=colonel former", "no posts: unit=yes", "2+ posts: start>2001"),
    *('person: born=1950/1960 rank!=""', "lists: branch=army|navy", "posts: at=2015 title=no"),
    *("posts: title=\"#: {a}, [b] - 'c'\"", 'lists: unit="2018-09-08"', "0-1 lists: unit=null"),
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_case_file_means_what_the_lines_mean(lines: list[str]) -> None:
    found = typed(*lines)
    assert replace(reread(found.file), file="argument") == found.case


ODD = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"))


@given(st.text(ODD, min_size=1, max_size=30).filter(clean))
@settings(max_examples=150, deadline=None)
def test_any_value_comes_back_as_it_was_typed(value: str) -> None:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    found = typed(f'posts: unit="{quoted}"') if not value.startswith("$") else None
    if found and value not in ("unknown",):
        assert replace(reread(found.file), file="argument") == found.case


@given(st.text(max_size=60) | st.text(alphabet='posts: =|"!<>12+no\\ former', max_size=60))
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_is_answered_or_refused_with_its_place(line: str) -> None:
    try:
        typed(line)
    except RuleError as error:
        for issue in error.issues:
            assert (issue.file, issue.line) == ("argument", 1)
            assert 1 <= issue.column <= len(line) + 1


PLAIN = st.recursive(
    st.text(ODD, max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(ODD), inner, max_size=3),
    max_leaves=12,
)


@given(PLAIN)
@settings(max_examples=200, deadline=None)
def test_what_is_written_reads_back_as_the_same_data(data: Plain) -> None:
    assert parse(write(data), "x.yaml").data == data
