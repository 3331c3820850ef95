"""A descriptor becomes a register: what each part of it means."""

from datetime import date
from pathlib import Path

import pytest

from narrow.errors import RegisterError
from narrow.model.grades import Grade
from narrow.model.registers import Citing, Column, Kind, Naming, Slice, Span, Values
from narrow.rules.descriptors import read_register
from tests.rules.desk import VOCABULARIES
from tests.rules.package import NOTHING, Step, opened

JOBS: tuple[Step, ...] = ("resources", 1)
JOB_FIELDS: tuple[Step, ...] = (*JOBS, "schema", "fields")


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


def test_a_slice_speaks_from_the_first_of_its_days_until_the_last(tmp_path: Path) -> None:
    given = {"from": "2010", "until": "2012-02"}
    posts = opened(tmp_path, {(*JOBS, "narrow", "complete_for", 0): given}).tables["posts"]
    assert posts.complete_for == (Slice({}, {}, "", date(2010, 1, 1), date(2012, 2, 29)),)


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
        ("persons", Column("id", kind=Kind.CODE, required=True, identifies=True)),
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
        # a key names its row and is never blank, whatever the descriptor says
        ("posts", Column("title", missing=("", "-"), required=True, identifies=True)),
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


def test_only_an_end_may_be_open(tmp_path: Path) -> None:
    register = opened(tmp_path)
    for role, table in register.tables.items():
        for name, column in table.columns.items():
            assert column.open_end is ((role, name) == ("posts", "end"))


def test_what_is_left_out_has_stated_defaults(tmp_path: Path) -> None:
    register = opened(tmp_path, {("narrow",): NOTHING, ("title",): NOTHING})
    assert (register.title, register.known_until, register.circa_years) == ("small", None, 2)
    assert register.grades == {}


# --- files that are none ----------------------------------------------------------------------


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


def test_json_escapes_beyond_the_first_plane_are_read(tmp_path: Path) -> None:
    """json.dumps writes them as two escapes, which YAML does not know."""
    path = tmp_path / "datapackage.json"
    opened(tmp_path)
    text = path.read_text(encoding="utf-8").replace("A small register", "\\ud83d\\udcd6")
    path.write_text(text, encoding="utf-8")
    assert read_register(path, VOCABULARIES).title == "\U0001f4d6"
