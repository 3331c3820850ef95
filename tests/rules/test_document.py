"""What a rule file may hold: every key by its written name, and a JSON Schema that says it too."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import BaseModel, ValidationError

from narrow.rules.documents import (
    KINDS,
    AttributeDocument,
    BodyDocument,
    CaseDocument,
    OperatorDocument,
    VocabularyDocument,
    json_schema,
)
from narrow.rules.yaml_text import read

RULES = Path(__file__).parents[2] / "rules"
SHIPPED = sorted(RULES.glob("*/*.yaml"))

HEAD = {"narrow": "1", "id": "x", "title": "t"}
ATTRIBUTE = {**HEAD, "kind": "attribute", "says": "s", "some": "posts"}
CLUE = {"id": "c", "quote": "q", "some": "posts"}
CASE = {
    **HEAD,
    "kind": "case",
    "as_of": "2018-09-08",
    "subject": {"kind": "invented"},
    "clues": [CLUE],
}
VOCABULARY = {**HEAD, "kind": "vocabulary", "terms": {"a": {}}}
GRADES = {
    **HEAD,
    "kind": "grades",
    "chances": {"B2": {"right": 0.9, "reason": "it was right nine times in ten"}},
}
MAPPING = {
    **HEAD,
    "kind": "mapping",
    "sheets": [{"id": "No", "tables": [{"table": "persons", "columns": {"name": "Name"}}]}],
}
LEAST = {
    "attribute": ATTRIBUTE,
    "case": CASE,
    "vocabulary": VOCABULARY,
    "grades": GRADES,
    "mapping": MAPPING,
}


class Editor(yaml.SafeLoader):
    """Reads YAML as an editor does (YAML 1.2, core schema): numbers, true, false and null."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


Editor.add_implicit_resolver(  # type: ignore[no-untyped-call]
    "tag:yaml.org,2002:bool", re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF")
)
Editor.add_implicit_resolver(  # type: ignore[no-untyped-call]
    "tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+\Z"), list("-+0123456789")
)
Editor.add_implicit_resolver(  # type: ignore[no-untyped-call]
    "tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]*\.[0-9]+\Z"), list("-+.0123456789")
)
Editor.add_implicit_resolver(  # type: ignore[no-untyped-call]
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]
)


def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_least_that_a_file_can_hold_is_enough(kind: str) -> None:
    document = KINDS[kind].model_validate(LEAST[kind])
    assert (document.id, document.status) == ("x", "test")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", ["narrow", "id", "title"])
def test_every_file_says_what_it_is(kind: str, key: str) -> None:
    with pytest.raises(ValidationError):
        KINDS[kind].model_validate({k: v for k, v in LEAST[kind].items() if k != key})


def test_what_is_left_out_of_a_case_has_a_stated_meaning() -> None:
    case = CaseDocument.model_validate(CASE)
    assert (case.knowledge, case.describes) == ("latest", "one")
    assert (case.population, case.outside) == ("everyone in the register", None)
    (clue,) = case.clues
    assert (clue.role, clue.source, clue.reading) == ("required", "", None)


def test_what_is_left_out_of_an_attribute_has_a_stated_meaning() -> None:
    attribute = AttributeDocument.model_validate({**ATTRIBUTE, "with": {"b": {}}})
    assert (attribute.about, attribute.readings, attribute.tests) == ("person", None, [])
    parameter = attribute.with_["b"]
    assert (parameter.kind, parameter.vocabulary, parameter.default) == ("code", None, None)


def test_what_is_left_out_of_a_vocabulary_has_a_stated_meaning() -> None:
    vocabulary = VocabularyDocument.model_validate(VOCABULARY)
    assert vocabulary.ordered == "no"
    assert (vocabulary.terms["a"].label, vocabulary.terms["a"].is_a) == ("", [])


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (AttributeDocument, {**ATTRIBUTE, "extra": "x"}),
        (CaseDocument, {**CASE, "extra": "x"}),
        (CaseDocument, {**CASE, "subject": {"kind": "invented", "extra": "x"}}),
        (CaseDocument, {**CASE, "sources": {"s": {"title": "t", "extra": "x"}}}),
        (CaseDocument, {**CASE, "clues": [{**CLUE, "extra": "x"}]}),
        (VocabularyDocument, {**VOCABULARY, "terms": {"a": {"extra": "x"}}}),
        (BodyDocument, {"some": "posts", "where": {"a": {"extra": "x"}}}),
        (BodyDocument, {"some": "posts", "and_also": {"some": "x", "extra": "x"}}),
        (BodyDocument, {"all": [{"any": [{"extra": "x"}]}]}),
    ],
)
def test_an_unknown_key_is_refused_wherever_it_stands(
    model: type[BaseModel], data: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    assert [e["type"] for e in caught.value.errors()] == ["extra_forbidden"]


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (BodyDocument, {"all_": [{"some": "x"}]}),
        (BodyDocument, {"any_": [{"some": "x"}]}),
        (BodyDocument, {"not_": {"some": "x"}}),
        (BodyDocument, {"rule": "x", "with_": {"b": "army"}}),
        (OperatorDocument, {"not_": "army"}),
        (OperatorDocument, {"age": {"from_": "60", "to": "69"}}),
        (AttributeDocument, {**ATTRIBUTE, "register_": "r"}),
    ],
)
def test_a_key_is_known_by_its_written_name_only(
    model: type[BaseModel], data: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(data)


@pytest.mark.parametrize(
    ("identifier", "allowed"),
    [
        ("former-commander", True),
        ("2018_x", True),
        ("a" * 80, True),
        ("a" * 81, False),
        ("", False),
        ("-x", False),
        ("Former", False),
        ("a b", False),
        ("../x", False),
        ("é", False),
        ("a\n", False),
    ],
)
def test_an_id_is_a_slug(identifier: str, allowed: bool) -> None:
    data = {**VOCABULARY, "id": identifier}
    if allowed:
        assert VocabularyDocument.model_validate(data).id == identifier
    else:
        with pytest.raises(ValidationError):
            VocabularyDocument.model_validate(data)


# --- the JSON Schema --------------------------------------------------------------------------


def objects(schema: Any) -> list[dict[str, Any]]:
    """Give every object schema that names its properties."""
    found: list[dict[str, Any]] = []
    if isinstance(schema, dict):
        found += [schema] if "properties" in schema else []
        found += [o for inner in schema.values() for o in objects(inner)]
    elif isinstance(schema, list):
        found += [o for inner in schema for o in objects(inner)]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_json_schema_and_shows_keys_as_they_are_written(kind: str) -> None:
    schema = json_schema(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    keys = {key for found in objects(schema) for key in found["properties"]}
    assert not [key for key in keys if key.endswith("_")]


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_refuses_unknown_keys_where_narrow_does(kind: str) -> None:
    for found in objects(json_schema(kind)):
        expected = found.get("title") == "TestDocument"  # its tables are the register's
        assert found["additionalProperties"] is expected, found.get("title")


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_accepts_the_least_and_refuses_a_typo(kind: str) -> None:
    assert validator(kind).is_valid(LEAST[kind])
    assert not validator(kind).is_valid({**LEAST[kind], "titel": "t"})
    assert not validator(kind).is_valid({**LEAST[kind], "kind": "rule"})


def test_every_operator_is_described_for_the_editor() -> None:
    operators = json_schema("attribute")["$defs"]["OperatorDocument"]["properties"]
    assert [name for name, says in operators.items() if not says.get("description")] == []


def test_there_are_rules_to_look_at() -> None:
    assert len(SHIPPED) > 10


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_rule_is_a_document(path: Path) -> None:
    data = read(path).data
    assert isinstance(data, dict)
    assert KINDS[str(data["kind"])].model_validate(data).id == path.stem


def test_an_editor_accepts_the_shipped_rules() -> None:
    faults = {}
    for path in SHIPPED:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=Editor)  # noqa: S506
        errors = validator(data["kind"]).iter_errors(data)
        faults[path.stem] = [f"{error.json_path}: {error.message}" for error in errors]
    assert {stem: said for stem, said in faults.items() if said} == {}
