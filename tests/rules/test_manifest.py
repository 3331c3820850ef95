"""A descriptor as it is written: Frictionless keys are left alone, ours are checked."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from narrow.errors import RuleError
from narrow.rules.descriptors import FieldManifest, PackageManifest
from narrow.rules.validation import validate
from narrow.rules.yaml_text import Text, parse
from tests.rules.package import NOTHING, Step, package

JOBS: tuple[Step, ...] = ("resources", 1, "narrow")
LEAST: dict[str, Any] = {
    "name": "n",
    "resources": [{"name": "r", "path": "r.csv", "schema": {"fields": [{"name": "a"}]}}],
}


def read(data: Any) -> PackageManifest:
    """Read plain data as a descriptor file is read: as text."""
    return validate(text(data), PackageManifest)


def text(data: Any) -> Text:
    return parse(json.dumps(data, indent=1), "datapackage.json")


def faults(data: Any) -> list[tuple[str, str]]:
    """Give the line and the message of every fault."""
    with pytest.raises(RuleError) as caught:
        read(data)
    return [(issue.quoted.strip().rstrip(",{["), issue.message) for issue in caught.value.issues]


def test_the_least_descriptor_has_stated_defaults() -> None:
    manifest = read(LEAST)
    assert (manifest.title, manifest.narrow.known_until) == ("", None)
    assert (manifest.narrow.circa_years, manifest.narrow.grades) == (2, {})
    (resource,) = manifest.resources
    assert resource.narrow is None
    schema = resource.table_schema
    assert (schema.primary_key, schema.foreign_keys, schema.missing_values) == ([], [], [""])
    assert (schema.fields[0].missing_values, schema.fields[0].constraints) == (None, None)


def test_the_whole_descriptor_is_read() -> None:
    manifest = read(package())
    jobs = manifest.resources[1]
    assert jobs.narrow is not None
    assert jobs.narrow.time is not None
    assert (jobs.narrow.time.start, jobs.narrow.time.until_death) == ("start", "yes")
    assert jobs.narrow.complete_for[0].person == {"army": ["yes"]}
    assert jobs.table_schema.foreign_keys[0].reference.resource == "people"
    assert jobs.table_schema.missing_values == ["", "-"]
    assert manifest.narrow.grades == {"yes": "B2"}


@pytest.mark.parametrize(
    "path",
    [
        ("homepage",),
        ("resources", 0, "mediatype"),
        ("resources", 0, "schema", "$schema"),
        ("resources", 0, "schema", "fields", 0, "rdfType"),
        ("resources", 0, "schema", "fields", 0, "constraints", "pattern"),
        ("resources", 1, "schema", "foreignKeys", 0, "reference", "x"),
    ],
)
def test_keys_of_frictionless_are_left_alone(path: tuple[Step, ...]) -> None:
    assert read(package({path: "anything"})).name == "small"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (("narrow", "knwon_until"), "known_until"),
        ((*JOBS, "persn"), "person"),
        ((*JOBS, "time", "strat"), "start"),
        ((*JOBS, "complete_for", 0, "wher"), "where"),
        ((*JOBS, "columns", "branch", "vocabulry"), "vocabulary"),
        (("resources", 0, "narrow", "naming", "nam"), "name"),
        (("resources", 2, "narrow", "citing", "titel"), "title"),
    ],
)
def test_an_unknown_key_of_ours_is_refused_with_the_nearest(
    path: tuple[Step, ...], hint: str
) -> None:
    said = f"unknown key '{path[-1]}'; did you mean '{hint}'?"
    assert faults(package({path: "x"})) == [(f'"{path[-1]}": "x"', said)]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            ("narrow", "known_until"),
            "2018-1-1",
            r"'2018-1-1' does not have the form ^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        ),
        (("narrow", "circa_years"), 21, "input should be less than or equal to 20"),
        (("narrow", "circa_years"), -1, "input should be greater than or equal to 0"),
        (("narrow", "grades", "yes"), "G1", "'G1' does not have the form ^[A-F][1-6]$"),
        ((*JOBS, "role"), "Posts", "'Posts' does not have the form ^[a-z][a-z0-9_]*$"),
        ((*JOBS, "time", "until_death"), "true", "'true' is none of yes, no"),
        (
            (*JOBS, "columns", "branch", "values"),
            "sets",
            "'sets' is none of one, rival, set; did you mean 'set'?",
        ),
        (
            (*JOBS, "columns", "branch", "kind"),
            "dates",
            "'dates' is none of text, code, date; did you mean 'date'?",
        ),
        (
            ("resources", 0, "schema", "fields", 1, "name"),
            "a b",
            "'a b' does not have the form ^[A-Za-z][A-Za-z0-9_]*$",
        ),
        (
            ("resources", 0, "schema", "fields", 1, "name"),
            'a"; drop',
            "'a\"; drop' does not have the form ^[A-Za-z][A-Za-z0-9_]*$",
        ),
        (("resources", 1, "path"), ["a"], "expected a text here, not a list or a mapping"),
        ((*JOBS, "naming"), "name", "expected keys with values here"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(
    path: tuple[Step, ...], value: Any, message: str
) -> None:
    ((line, said),) = faults(package({path: value}))
    assert said == message
    assert line.startswith(f'"{path[-1]}"')


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (("name",), "name"),
        (("resources",), "resources"),
        (("resources", 0, "path"), "path"),
        (("resources", 0, "schema"), "schema"),
        (("resources", 0, "schema", "fields", 0, "name"), "name"),
        ((*JOBS, "role"), "role"),
        (("resources", 0, "narrow", "naming", "name"), "name"),
        (("resources", 2, "narrow", "citing", "title"), "title"),
        (("resources", 1, "schema", "foreignKeys", 0, "reference"), "reference"),
    ],
)
def test_a_missing_key_is_named(path: tuple[Step, ...], key: str) -> None:
    assert [said for _, said in faults(package({path: NOTHING}))] == [f"the key '{key}' is missing"]


def test_no_resource_and_no_field_are_refused() -> None:
    for path in [("resources",), ("resources", 0, "schema", "fields")]:
        ((line, _),) = faults(package({path: []}))
        assert line.startswith(f'"{path[-1]}": [')


def test_all_faults_are_said_at_once_and_in_the_order_of_the_file() -> None:
    changed = {
        ("narrow", "circa_years"): "many",
        ("resources", 0, "narrow", "role"): "Persons",
        (*JOBS, "persn"): "x",
    }
    assert [line.split(":")[0] for line, _ in faults(package(changed))] == [
        '"circa_years"',
        '"role"',
        '"persn"',
    ]


def test_required_and_gaps_are_read_as_text() -> None:
    required = {"name": "a", "constraints": {"required": "true"}, "missingValues": ["", "NA"]}
    found = FieldManifest.model_validate(required)
    assert found.constraints is not None
    assert (found.constraints.required, found.missing_values) == ("true", ["", "NA"])


@pytest.mark.parametrize("key", ["primary_key", "missing_values", "foreign_keys"])
def test_python_names_are_no_keys(key: str) -> None:
    plain = read(package({("resources", 3, "schema", key): ["what"]}))
    assert plain.resources[3].table_schema == read(package()).resources[3].table_schema


def test_the_schema_of_a_resource_is_asked_for_by_its_written_name() -> None:
    with pytest.raises(ValidationError):
        PackageManifest.model_validate({**LEAST, "resources": [{"name": "r", "path": "p"}]})
