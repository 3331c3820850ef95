"""Every name in a descriptor leads somewhere, or is said at its own line with the nearest."""

from pathlib import Path
from typing import Any

import pytest

from narrow.errors import RegisterError
from narrow.model.registers import stored_columns
from narrow.rules.descriptors import RESERVED_ENDINGS, RESERVED_NAMES
from tests.rules.package import NOTHING, Json, Step, opened

PEOPLE: tuple[Step, ...] = ("resources", 0)
JOBS: tuple[Step, ...] = ("resources", 1)
PAPERS: tuple[Step, ...] = ("resources", 2)
JOB_FIELDS: tuple[Step, ...] = (*JOBS, "schema", "fields")


def faults(folder: Path, changes: dict[tuple[Step, ...], Json]) -> list[tuple[str, str]]:
    """Give the line (as written) and the message of every fault, in the order of the file."""
    with pytest.raises(RegisterError) as caught:
        opened(folder, changes)
    assert {issue.file for issue in caught.value.issues} == {str(folder / "datapackage.json")}
    return [(i.quoted.strip().rstrip(","), i.message) for i in caught.value.issues]


# --- names that lead nowhere ------------------------------------------------------------------

WRONG: list[tuple[tuple[Step, ...], Any, str, str]] = [
    (
        (*JOBS, "narrow", "columns", "brnch"),
        {"kind": "code"},
        '"brnch": {',
        "no field is called 'brnch'; did you mean 'branch'?",
    ),
    (
        (*JOBS, "narrow", "columns", "branch", "vocabulary"),
        "brnch",
        '"vocabulary": "brnch"',
        "no vocabulary 'brnch'; did you mean 'branch'?",
    ),
    (
        (*JOBS, "narrow", "columns", "start"),
        {"values": "set"},
        '"values": "set"',
        "a date column cannot be a set; give each date its own row",
    ),
    (
        (*JOBS, "narrow", "columns", "rank", "applies_where"),
        {"brnch": ["army"]},
        '"brnch": [',
        "no field is called 'brnch'; did you mean 'branch'?",
    ),
    (
        (*JOBS, "narrow", "complete_for", 0, "where"),
        {"brnch": ["army"]},
        '"brnch": [',
        "no field is called 'brnch'; did you mean 'branch'?",
    ),
    (
        (*JOBS, "narrow", "complete_for", 0, "person"),
        {"amry": ["yes"]},
        '"amry": [',
        "no field is called 'amry'; did you mean 'army'?",
    ),
    (
        (*JOBS, "narrow", "person"),
        NOTHING,
        '"narrow": {',
        "the key 'person' is missing: which column names the person?",
    ),
    (
        (*PEOPLE, "narrow", "naming"),
        NOTHING,
        '"narrow": {',
        "the key 'naming' is missing: which column holds the name?",
    ),
    (
        (*PEOPLE, "schema", "primaryKey"),
        NOTHING,
        '"schema": {',
        "persons need a primaryKey of one field",
    ),
    (
        (*PEOPLE, "schema", "primaryKey"),
        ["id", "name"],
        '"schema": {',
        "persons need a primaryKey of one field",
    ),
    (
        (*JOB_FIELDS, 1, "name"),
        "person_no",
        '"name": "person_no"',
        "the name 'person_no' is kept for a column that narrow adds",
    ),
    (
        (*JOB_FIELDS, 8),
        {"name": "title"},
        '"name": "title"',
        "a second field is called 'title'",
    ),
    (
        (*PAPERS, "narrow", "role"),
        "evidence",
        '"role": "evidence"',
        "the role 'evidence' is kept for a table that narrow adds",
    ),
    (
        (*PAPERS, "narrow", "role"),
        "posts",
        '"role": "posts"',
        "a second table has the role 'posts'",
    ),
]


@pytest.mark.parametrize(("path", "value", "line", "message"), WRONG)
def test_a_name_that_leads_nowhere_is_said_at_its_line(
    tmp_path: Path, path: tuple[Step, ...], value: Json, line: str, message: str
) -> None:
    assert (line, message) in faults(tmp_path, {path: value})


@pytest.mark.parametrize(
    "name", [*sorted(RESERVED_NAMES), "start_lo", "start_hi", "title_words", "start_either"]
)
def test_no_field_may_be_called_like_a_column_that_is_added(tmp_path: Path, name: str) -> None:
    ((line, message),) = faults(tmp_path, {(*JOB_FIELDS, 8): {"name": name}})
    assert line == f'"name": "{name}"'
    assert message == f"the name '{name}' is kept for a column that narrow adds"


def test_every_column_that_is_added_is_kept(tmp_path: Path) -> None:
    posts = opened(tmp_path).tables["posts"]
    added = set(stored_columns(posts)) - set(posts.columns)
    endings = RESERVED_ENDINGS
    assert {name for name in added if not name.endswith(endings)} <= RESERVED_NAMES


def test_a_register_needs_persons(tmp_path: Path) -> None:
    found = faults(tmp_path, {(*PEOPLE, "narrow"): NOTHING})
    assert ('"resources": [', "no table has the role 'persons'") in found


def test_all_faults_are_said_at_once_and_in_the_order_of_the_file(tmp_path: Path) -> None:
    changed: dict[tuple[Step, ...], Json] = {
        (*JOB_FIELDS, 8): {"name": "row_no"},
        (*JOBS, "narrow", "complete_for", 0, "where"): {"brnch": ["army"]},
        (*JOBS, "narrow", "columns", "branch", "vocabulary"): "x",
        (*PAPERS, "narrow", "role"): "posts",
    }
    found = [line for line, _ in faults(tmp_path, changed)]
    wanted = ['"name": "row_no"', '"brnch": [', '"vocabulary": "x"', '"role": "posts"']
    assert [line for line in found if line in wanted] == wanted


def no_field(word: str, meant: str) -> str:
    return f"no field is called {word!r}; did you mean {meant!r}?"


# the place that is changed, its new value, the line of the fault, its message
MISSPELT: list[tuple[tuple[Step, ...], Any, str, str]] = [
    ((*JOBS, "narrow", "person"), "persn", '"person": "persn"', no_field("persn", "person")),
    ((*JOBS, "narrow", "graded_by"), "suer", '"graded_by": "suer"', no_field("suer", "sure")),
    ((*JOBS, "narrow", "time", "start"), "strat", '"start": "strat"', no_field("strat", "start")),
    ((*JOBS, "narrow", "sources"), ["src", "srx"], '"srx"', no_field("srx", "src")),
    ((*JOBS, "narrow", "says"), "{titel}", '"says": "{titel}"', no_field("titel", "title")),
    ((*PEOPLE, "narrow", "naming", "died"), "dead", '"died": "dead"', no_field("dead", "died")),
    ((*PEOPLE, "narrow", "naming", "aliases"), "ak", '"aliases": "ak"', no_field("ak", "aka")),
    (
        (*PAPERS, "narrow", "citing", "title"),
        "titel",
        '"title": "titel"',
        no_field("titel", "title"),
    ),
    (
        (*PAPERS, "narrow", "citing", "published"),
        "publishd",
        '"published": "publishd"',
        no_field("publishd", "published"),
    ),
    # keys
    ((*JOBS, "schema", "primaryKey"), ["titel"], '"primaryKey": [', no_field("titel", "title")),
    (
        (*JOBS, "schema", "foreignKeys", 0, "fields"),
        "persn",
        '"fields": "persn"',
        no_field("persn", "person"),
    ),
    (
        (*JOBS, "schema", "foreignKeys", 0, "reference", "fields"),
        "idd",
        '"fields": "idd"',
        no_field("idd", "id"),
    ),
    (
        (*JOBS, "schema", "foreignKeys", 0, "reference", "resource"),
        "peple",
        '"resource": "peple"',
        "no resource is called 'peple'; did you mean 'people'?",
    ),
    (
        (*JOBS, "schema", "foreignKeys", 0, "fields"),
        ["person", "title"],
        '"fields": [',
        "a foreign key needs as many fields as it points to",
    ),
    # codes: a slice that no row can be in would turn every "no" into "not known"
    (
        (*JOBS, "narrow", "complete_for", 0, "where"),
        {"branch": ["army", "nvay"]},
        '"nvay"',
        "'nvay' is not in the vocabulary branch; did you mean 'navy'?",
    ),
    (
        (*JOBS, "narrow", "columns", "rank", "applies_where"),
        {"branch": ["amry"]},
        '"amry"',
        "'amry' is not in the vocabulary branch; did you mean 'army'?",
    ),
    # from when until when a slice speaks
    (
        (*JOBS, "narrow", "complete_for", 0, "from"),
        "2010/2012",
        '"from": "2010/2012"',
        "'2010/2012' is no day; expected YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    (
        (*JOBS, "narrow", "complete_for", 0, "until"),
        "2010-02-30",
        '"until": "2010-02-30"',
        "'2010-02-30' is no day; expected YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    (
        (*JOBS, "narrow", "complete_for", 0),
        {"from": "2011", "until": "2010-12"},
        '"from": "2011"',
        "2011 lies after 2010-12",
    ),
    # what is read as a date
    (
        (*JOBS, "narrow", "columns", "start"),
        {"kind": "text"},
        '"kind": "text"',
        "start is read as a date and cannot be a text",
    ),
    (
        (*PEOPLE, "narrow", "columns", "died"),
        {"kind": "code"},
        '"kind": "code"',
        "died is read as a date and cannot be a code",
    ),
    (
        (*PAPERS, "narrow", "columns", "published"),
        {"kind": "text"},
        '"kind": "text"',
        "published is read as a date and cannot be a text",
    ),
    (
        ("narrow", "known_until"),
        "2018-02-30",
        '"known_until": "2018-02-30"',
        "'2018-02-30' is not in the calendar",
    ),
]


@pytest.mark.parametrize(("path", "value", "line", "message"), MISSPELT)
def test_every_name_is_looked_up_and_said_at_its_own_line(
    tmp_path: Path, path: tuple[Step, ...], value: Json, line: str, message: str
) -> None:
    assert faults(tmp_path, {path: value}) == [(line, message)]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("TITLE", "a second field is called 'TITLE'"),
        ("ROW_NO", "the name 'ROW_NO' is kept for a column that narrow adds"),
        ("Start_LO", "the name 'Start_LO' is kept for a column that narrow adds"),
    ],
)
def test_names_that_differ_in_case_only_are_one(tmp_path: Path, name: str, message: str) -> None:
    """DuckDB takes them for one column, which would end in a fault of the engine."""
    assert faults(tmp_path, {(*JOB_FIELDS, 8): {"name": name}}) == [(f'"name": "{name}"', message)]


def test_a_date_among_those_that_time_names_is_no_set(tmp_path: Path) -> None:
    path = (*JOBS, "narrow", "columns", "end")
    said = "a date column cannot be a set; give each date its own row"
    assert faults(tmp_path, {path: {"values": "set"}}) == [('"values": "set"', said)]


def test_the_reference_to_a_resource_without_a_role_is_looked_up_too(tmp_path: Path) -> None:
    path = (*JOBS, "schema", "foreignKeys", 2, "reference", "fields")
    assert faults(tmp_path, {path: ["waht"]}) == [('"fields": [', no_field("waht", "what"))]


def test_sources_need_a_key(tmp_path: Path) -> None:
    with pytest.raises(RegisterError):
        opened(tmp_path, {(*PAPERS, "schema", "primaryKey"): NOTHING})


def test_a_second_resource_of_the_same_name_is_refused(tmp_path: Path) -> None:
    second = {"name": "jobs", "path": "x.csv", "schema": {"fields": [{"name": "a"}]}}
    with pytest.raises(RegisterError):
        opened(tmp_path, {("resources", 4): second})


def test_a_date_has_no_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(RegisterError):
        opened(tmp_path, {(*JOBS, "narrow", "columns", "start"): {"vocabulary": "branch"}})
