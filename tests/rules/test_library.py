"""Rules and registers are found by id, nearest first, and read once."""

from pathlib import Path

import pytest

from narrow.errors import RequestError, RuleError
from narrow.rules.library import Library
from narrow.rules.yaml_text import read

VOCABULARY = """\
narrow: 1
kind: vocabulary
id: {id}
title: {title}
ordered: yes
terms:
"""
TERMS = """\
  army: {is_a: military, native: {es: [ejército, tierra], fr: armée}}
  military: {label: the military}
  marines: {is_a: [army, navy]}
  navy: {is_a: military}
"""


def vocabulary(folder: Path, name: str, terms: str = TERMS, title: str = "T") -> Path:
    path = folder / "vocabularies" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(VOCABULARY.format(id=name, title=title) + terms, encoding="utf-8")
    return path


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def library(*folders: Path) -> Library:
    return Library(folders, folders)


def messages(caught: pytest.ExceptionInfo[RuleError]) -> list[tuple[int, str]]:
    return [(issue.line, issue.message) for issue in caught.value.issues]


# --- finding ----------------------------------------------------------------------------------


def test_files_are_known_by_their_name_and_the_nearest_wins(tmp_path: Path) -> None:
    near = written(tmp_path / "near" / "attributes" / "a.yaml", "")
    far = written(tmp_path / "far" / "attributes" / "b.yml", "")
    written(tmp_path / "far" / "attributes" / "a.yaml", "")
    written(tmp_path / "far" / "attributes" / "c.txt", "")
    written(tmp_path / "far" / "cases" / "d.yaml", "")
    both = library(tmp_path / "near", tmp_path / "far")
    assert both.files("attribute") == {"a": near, "b": far}
    assert library(tmp_path / "nowhere").files("attribute") == {}


def test_a_path_wins_over_an_id(tmp_path: Path) -> None:
    path = written(tmp_path / "elsewhere" / "a.yaml", "")
    written(tmp_path / "attributes" / "a.yaml", "")
    assert library(tmp_path).find("attribute", str(path)) == path
    assert library(tmp_path).find("attribute", "a") == tmp_path / "attributes" / "a.yaml"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("former-comander", "no attribute 'former-comander'; did you mean 'former-commander'?"),
        ("x", "no attribute 'x'; known: former-commander"),
        ("nowhere/x", "no such file: nowhere/x"),
        ("x.yaml", "no such file: x.yaml"),
        ("x.yml", "no such file: x.yml"),
    ],
)
def test_what_is_not_there_is_a_wrong_request(tmp_path: Path, name: str, message: str) -> None:
    written(tmp_path / "attributes" / "former-commander.yaml", "")
    with pytest.raises(RequestError) as caught:
        library(tmp_path).find("attribute", name)
    assert str(caught.value) == message


def test_all_files_come_vocabularies_first(tmp_path: Path) -> None:
    names = ["cases/c", "attributes/b", "attributes/a", "vocabularies/v"]
    for name in names:
        written(tmp_path / f"{name}.yaml", "")
    found = [path.relative_to(tmp_path).as_posix() for path in library(tmp_path).all_files()]
    assert found == [
        "vocabularies/v.yaml",
        "attributes/a.yaml",
        "attributes/b.yaml",
        "cases/c.yaml",
    ]


# --- opening ----------------------------------------------------------------------------------


def test_a_file_is_read_once(tmp_path: Path) -> None:
    path = vocabulary(tmp_path, "v")
    shelf = library(tmp_path)
    first = shelf.open(path)
    path.write_text("broken: [", encoding="utf-8")
    assert shelf.open(path) is first
    with pytest.raises(RuleError):
        library(tmp_path).open(path)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "kind is missing"),
        ("- a\n", 1, "kind is missing"),
        ("id: x\n", 1, "kind is missing"),
        (
            "narrow: 1\nkind: atribute\n",
            2,
            "kind 'atribute' is none of attribute, case, vocabulary, grades, mapping; did you mean 'attribute'?",
        ),
        (
            VOCABULARY.format(id="y", title="T") + TERMS,
            3,
            "id 'y' and file name 'x' differ; make them the same",
        ),
    ],
)
def test_a_file_says_what_it_is(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = written(tmp_path / "vocabularies" / "x.yaml", text)
    with pytest.raises(RuleError) as caught:
        library(tmp_path).open(path)
    assert messages(caught) == [(line, message)]


@pytest.mark.parametrize("kind", ["attribute", "case"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, kind: str) -> None:
    path = vocabulary(tmp_path, "v")
    shelf = library(tmp_path)
    with pytest.raises(RuleError) as caught:
        (shelf.attribute if kind == "attribute" else shelf.case)(str(path))
    assert messages(caught) == [(2, f"expected a file of kind {kind}, this one is 'vocabulary'")]


def test_a_document_comes_with_its_text(tmp_path: Path) -> None:
    path = written(
        tmp_path / "attributes" / "a.yaml",
        "narrow: 1\nkind: attribute\nid: a\ntitle: T\nsays: s\nsome: posts\n",
    )
    text, document = library(tmp_path).attribute("a")
    assert (text, document.id, document.some) == (read(path), "a", "posts")


# --- vocabularies -----------------------------------------------------------------------------


def test_a_vocabulary_keeps_its_order_labels_and_words(tmp_path: Path) -> None:
    vocabulary(tmp_path, "branch")
    found = library(tmp_path).vocabularies()["branch"]
    assert list(found.terms) == ["army", "military", "marines", "navy"]
    assert (found.title, found.ordered) == ("T", True)
    assert (found.label("military"), found.label("army")) == ("the military", "army")
    assert found.terms["marines"].broader == ("army", "navy")
    assert found.terms["army"].native == {"es": ("ejército", "tierra"), "fr": ("armée",)}
    assert found.kinds_of("military") == ("army", "military", "marines", "navy")


def test_the_nearest_vocabulary_is_the_one(tmp_path: Path) -> None:
    vocabulary(tmp_path / "near", "branch", "  a: {}\n", title="near")
    vocabulary(tmp_path / "far", "branch", "  b: {}\n", title="far")
    vocabulary(tmp_path / "far", "rank", "  c: {}\n", title="far")
    found = library(tmp_path / "near", tmp_path / "far").vocabularies()
    assert {name: v.title for name, v in found.items()} == {"branch": "near", "rank": "far"}


def test_codes_stay_as_they_are_written(tmp_path: Path) -> None:
    vocabulary(tmp_path, "country", "  NO: {}\n  2010: {}\n  yes: {}\n  null: {}\n")
    assert list(library(tmp_path).vocabularies()["country"].terms) == ["NO", "2010", "yes", "null"]


def test_every_unknown_broader_code_is_said_at_once(tmp_path: Path) -> None:
    vocabulary(tmp_path, "v", "  army: {is_a: armyy}\n  navy:\n    is_a: [army, xxx]\n")
    with pytest.raises(RuleError) as caught:
        library(tmp_path).vocabularies()
    assert messages(caught) == [
        (7, "no term 'armyy'; did you mean 'army'?"),
        (9, "no term 'xxx'; known: army, navy"),
    ]


def test_a_circle_of_kinds_can_be_read(tmp_path: Path) -> None:
    vocabulary(tmp_path, "v", "  a: {is_a: b}\n  b: {is_a: a}\n")
    assert library(tmp_path).vocabularies()["v"].kinds_of("a") == ("a", "b")


def test_a_repeated_code_is_refused(tmp_path: Path) -> None:
    vocabulary(tmp_path, "v", "  a: {}\n  b: {}\n  a: {label: x}\n")
    with pytest.raises(RuleError) as caught:
        library(tmp_path).vocabularies()
    assert messages(caught) == [(9, "repeats the key 'a' of line 7; keep one of them")]


# --- registers --------------------------------------------------------------------------------


@pytest.fixture
def registers(tmp_path: Path) -> Path:
    written(tmp_path / "near" / "one" / "datapackage.json", "{}")
    written(tmp_path / "far" / "one" / "datapackage.json", "{}")
    written(tmp_path / "far" / "two" / "datapackage.json", "{}")
    written(tmp_path / "far" / "empty" / "readme.md", "")
    return tmp_path


def test_registers_are_known_by_their_folder_and_the_nearest_wins(registers: Path) -> None:
    assert library(registers / "near", registers / "far").register_files() == {
        "one": registers / "near" / "one" / "datapackage.json",
        "two": registers / "far" / "two" / "datapackage.json",
    }


@pytest.mark.parametrize("name", ["one", "near/one", "near/one/datapackage.json"])
def test_a_register_is_found_by_id_folder_or_descriptor(registers: Path, name: str) -> None:
    shelf = library(registers / "near", registers / "far")
    given = name if "/" not in name else str(registers / name)
    assert shelf.register(given) == registers / "near" / "one" / "datapackage.json"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("onne", "no register 'onne'; did you mean 'one'?"),
        ("{}/far/empty", "{}/far/empty has no datapackage.json; a register folder needs one"),
        ("{}/far/nowhere", "no register '{}/far/nowhere'"),
    ],
)
def test_a_register_that_is_not_there_is_a_wrong_request(
    registers: Path, name: str, message: str
) -> None:
    with pytest.raises(RequestError) as caught:
        library(registers / "near", registers / "far").register(name.format(registers))
    assert str(caught.value).startswith(message.format(registers))
