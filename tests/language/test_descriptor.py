"""A descriptor becomes a register: what each part means, and every name that leads nowhere."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from narrow.errors import RegisterError
from narrow.language.consistency import RESERVED_NAMES
from narrow.language.descriptor import read_register
from narrow.model.admiralty import Grade
from narrow.model.register import (
    Citing,
    Column,
    Kind,
    Naming,
    Slice,
    Span,
    Values,
    stored_columns,
)
from tests.language.desk import VOCABULARIES
from tests.language.package import NOTHING, Json, Step, opened

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


# --- what is meant ----------------------------------------------------------------------------


def test_the_package_becomes_a_register(tmp_path: Path) -> None:
    register = opened(tmp_path)
    assert (register.id, register.title) == ("small", "A small register")
    assert register.file == str(tmp_path / "datapackage.json")
    assert (register.known_until, register.circa_years) == (date(2018, 12, 31), 3)
    assert register.grades == {"yes": Grade("B2")}
    assert register.naming == Naming("name", "aka", "died")
    assert register.citing == Citing(title="title", published="published", grade="grade")
    assert register.vocabularies is VOCABULARIES


def test_a_resource_without_a_role_is_no_table(tmp_path: Path) -> None:
    register = opened(tmp_path)
    assert {role: table.path for role, table in register.tables.items()} == {
        "persons": "people.csv",
        "posts": "data/jobs.csv",
        "sources": "papers.csv",
    }


def test_a_table_keeps_what_is_said_of_it(tmp_path: Path) -> None:
    posts = opened(tmp_path).tables["posts"]
    assert (posts.key, posts.person, posts.schema) == (("title",), "person", "Occupancy")
    assert posts.span == Span("start", "end", until_death=True)
    assert (posts.says, posts.sources, posts.graded_by) == ("{title}", ("src",), "sure")
    assert posts.complete_for == (Slice({"branch": ("army",)}, {"army": ("yes",)}, "all soldiers"),)


def test_foreign_keys_lead_to_roles_and_others_are_left_out(tmp_path: Path) -> None:
    posts = opened(tmp_path).tables["posts"]
    assert posts.references == (
        (("person",), "persons", ("id",)),
        (("src",), "sources", ("sid",)),
    )


def test_a_foreign_key_without_a_resource_leads_to_its_own_table(tmp_path: Path) -> None:
    own = {"fields": "rank", "reference": {"resource": "", "fields": "title"}}
    posts = opened(tmp_path, {(*JOBS, "schema", "foreignKeys"): [own]}).tables["posts"]
    assert posts.references == ((("rank",), "posts", ("title",)),)


@pytest.mark.parametrize(
    ("role", "column"),
    [
        ("persons", Column("id", kind=Kind.CODE, required=True)),
        ("persons", Column("name", "Name", kind=Kind.TEXT)),
        ("persons", Column("aka", kind=Kind.TEXT, values=Values.SET, separator="|")),
        (
            "persons",
            Column("born", kind=Kind.DATE, values=Values.RIVAL, property="Person:birthDate"),
        ),
        ("persons", Column("army", kind=Kind.CODE, missing=("", "unknown"))),
        # a column of a span is a date and one with a vocabulary a code, without being called so
        ("posts", Column("start", kind=Kind.DATE, missing=("", "-"))),
        ("posts", Column("branch", kind=Kind.CODE, vocabulary="branch", missing=("", "-"))),
        (
            "posts",
            Column(
                "rank",
                kind=Kind.CODE,
                vocabulary="rank",
                missing=("", "-"),
                applies_where={"branch": ("army", "navy")},
            ),
        ),
        ("posts", Column("title", missing=("", "-"))),
        ("sources", Column("title")),
    ],
)
def test_a_column_is_what_the_descriptor_makes_of_it(
    tmp_path: Path, role: str, column: Column
) -> None:
    assert opened(tmp_path).tables[role].columns[column.name] == column


def test_a_blank_is_missing_even_where_only_other_texts_are_named(tmp_path: Path) -> None:
    register = opened(tmp_path, {(*JOB_FIELDS, 1, "missingValues"): ["?"]})
    assert register.tables["posts"].columns["title"].missing == ("", "?")


def test_what_is_left_out_has_stated_defaults(tmp_path: Path) -> None:
    register = opened(tmp_path, {("narrow",): NOTHING, ("title",): NOTHING})
    assert (register.title, register.known_until, register.circa_years) == ("small", None, 2)
    assert register.grades == {}


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
        "a date column cannot be a set; give each its own row",
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
    "name", [*sorted(RESERVED_NAMES), "start_lo", "start_hi", "title_words"]
)
def test_no_field_may_be_called_like_a_column_that_is_added(tmp_path: Path, name: str) -> None:
    ((line, message),) = faults(tmp_path, {(*JOB_FIELDS, 8): {"name": name}})
    assert line == f'"name": "{name}"'
    assert message == f"the name '{name}' is kept for a column that narrow adds"


def test_every_column_that_is_added_is_kept(tmp_path: Path) -> None:
    posts = opened(tmp_path).tables["posts"]
    added = set(stored_columns(posts)) - set(posts.columns)
    endings = ("_lo", "_hi", "_words")
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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"name": "x", ', "is not YAML: did not find expected node content"),
        ("[1]", "expected keys with values here"),
        ("a word", "expected keys with values here"),
        ('{"name": "x", "name": "y"}', "repeats the key 'name' of line 1; keep one of them"),
    ],
)
def test_a_file_that_is_no_descriptor_is_a_fault_of_the_register(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "datapackage.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_register(path, VOCABULARIES)
    assert [issue.message for issue in caught.value.issues] == [message]


def test_a_descriptor_that_is_not_there_is_a_fault_of_the_register(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="cannot be read"):
        read_register(tmp_path / "datapackage.json", VOCABULARIES)


# --- defects ----------------------------------------------------------------------------------


# DEFECT: the fault is reported at the key around it (`"narrow": {`, `"sources": [`), many lines
# above the word that is wrong.
@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ((*JOBS, "narrow", "person"), "persn", '"person": "persn"'),
        ((*JOBS, "narrow", "graded_by"), "suer", '"graded_by": "suer"'),
        ((*JOBS, "narrow", "time", "start"), "strat", '"start": "strat"'),
        ((*JOBS, "narrow", "sources"), ["src", "srx"], '"srx"'),
        ((*PEOPLE, "narrow", "naming", "died"), "dead", '"died": "dead"'),
    ],
)
def test_a_misspelt_column_is_said_at_its_own_line(
    tmp_path: Path, path: tuple[Step, ...], value: Json, line: str
) -> None:
    assert [found for found, _ in faults(tmp_path, {path: value})] == [line]


# DEFECT: these names are not looked at by the descriptor ("every column, key, slice and vocabulary
# checked by name"). The keys end in a KeyError when the tables are read, the others in silence.
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*JOBS, "schema", "primaryKey"), ["titel"]),
        ((*JOBS, "schema", "foreignKeys", 0, "fields"), ["persn"]),
        ((*JOBS, "schema", "foreignKeys", 0, "reference", "fields"), ["idd"]),
        ((*JOBS, "schema", "foreignKeys", 0, "reference", "resource"), "peple"),
        ((*JOBS, "schema", "foreignKeys", 0, "fields"), ["person", "title"]),
        ((*PAPERS, "narrow", "citing", "published"), "publishd"),
        ((*PAPERS, "narrow", "citing", "title"), "titel"),
        ((*JOBS, "narrow", "says"), "{titel}"),
    ],
)
def test_every_name_is_checked(tmp_path: Path, path: tuple[Step, ...], value: Json) -> None:
    with pytest.raises(RegisterError):
        opened(tmp_path, {path: value})


# DEFECT: a column that is read as a date may be declared as something else; its first cell that is
# no date then ends in a bare ValueError.
@pytest.mark.parametrize(
    "path",
    [
        (*JOBS, "narrow", "columns", "start"),
        (*PEOPLE, "narrow", "columns", "died"),
        (*PAPERS, "narrow", "columns", "published"),
    ],
)
def test_a_column_that_is_read_as_a_date_is_one(tmp_path: Path, path: tuple[Step, ...]) -> None:
    with pytest.raises(RegisterError):
        opened(tmp_path, {path: {"kind": "text"}})


# DEFECT: a code that is not in the column's vocabulary makes a slice that no row is ever in, so
# that a misspelt `complete_for` silently turns every "no" into "not known".
@pytest.mark.parametrize(
    "path",
    [
        (*JOBS, "narrow", "complete_for", 0, "where"),
        (*JOBS, "narrow", "columns", "rank", "applies_where"),
    ],
)
def test_a_slice_has_codes_of_the_vocabulary(tmp_path: Path, path: tuple[Step, ...]) -> None:
    with pytest.raises(RegisterError):
        opened(tmp_path, {path: {"branch": ["amry"]}})


# DEFECT: a day that never was passes its form and ends in a bare ValueError.
def test_known_until_is_a_day_of_the_calendar(tmp_path: Path) -> None:
    with pytest.raises(RegisterError):
        opened(tmp_path, {("narrow", "known_until"): "2018-02-30"})


# DEFECT: DuckDB takes `title` and `TITLE` for one column; loading ends in an engine error (code 3)
# though the register is at fault.
@pytest.mark.parametrize("name", ["TITLE", "ROW_NO", "Start_LO"])
def test_names_that_differ_in_case_only_are_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(RegisterError):
        opened(tmp_path, {(*JOB_FIELDS, 8): {"name": name}})


# DEFECT: json.dumps writes what lies beyond U+FFFF as two escapes, which YAML does not know; such
# a descriptor is refused as "not YAML".
def test_json_escapes_beyond_the_first_plane_are_read(tmp_path: Path) -> None:
    path = tmp_path / "datapackage.json"
    opened(tmp_path)
    text = path.read_text(encoding="utf-8").replace("A small register", "\\ud83d\\udcd6")
    path.write_text(text, encoding="utf-8")
    assert read_register(path, VOCABULARIES).title == "\U0001f4d6"
