"""A person is found by id, name or other name; what is only alike is offered, never taken."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError
from narrow.model.evidence import Person
from narrow.model.registers import Content
from narrow.questions import why as lookup
from narrow.questions.why import look_up
from narrow.registers.opening import load_register

PEOPLE = [
    (0, "p1", "Ana María Pérez", "La Comandante;A. P."),
    (1, "p2", "Benito Pérez", ""),
    (2, "p3", "Владимир Меридов", ""),
    (3, "p4", "Celia Stromberg", "Ana Marin"),
]
NAMES = pytest.mark.skipif(
    not (find_spec("rigour") and find_spec("rapidfuzz")),
    reason="the extra names is not installed: pip install 'narrow[names]'",
)


class Given:
    """An engine that knows four people."""

    dialect = "duckdb"
    refused: tuple[str, ...] = ()

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        return [one for one in PEOPLE if query in ("everybody", one[1])]


class Named:
    id = "tiny"


@pytest.fixture(autouse=True)
def _anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    class Asked:
        def __init__(self, said: str) -> None:
            self.said = said

        def query(self, dialect: str) -> str:
            return self.said

    monkeypatch.setattr(lookup.reads, "everybody", lambda register: Asked("everybody"))
    monkeypatch.setattr(lookup.reads, "by_id", lambda register, wanted: Asked(wanted))
    monkeypatch.setattr(lookup.reads, "weak_names", lambda register: None)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "spelling", lambda: None)


def found(wanted: str) -> Person:
    return look_up(Named(), Given(), wanted)  # type: ignore[arg-type]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("wanted", "key"),
    [("p2", "p2"), ("ana maria perez", "p1"), ("la comandante", "p1"), ("stromberg", "p4")],
)
def test_folding_is_enough_for_ids_names_and_aliases(wanted: str, key: str) -> None:
    assert found(wanted).id == key


@pytest.mark.usefixtures("bare")
def test_between_several_nobody_is_picked_and_each_says_what_matched() -> None:
    with pytest.raises(RequestError) as refused:
        found("ana")
    assert "2 persons fit" in str(refused.value)
    assert "  p1  Ana María Pérez\n" in str(refused.value)
    assert 'p4  Celia Stromberg, by the other name "Ana Marin"' in str(refused.value)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("wanted", ["Vladimir Meridov", "Selia Stromburg", "", "??"])
def test_a_miss_without_the_extra_names_it(wanted: str) -> None:
    with pytest.raises(RequestError, match=r"pip install .*\[names\]"):
        found(wanted)


@NAMES
@pytest.mark.parametrize(
    ("given", "latin"),
    [
        ("Αλέξανδρος", "alexandros"),
        ("习近平", "xi jin ping"),
        ("გიორგი", "giorgi"),
        ("Հայկ", "hayk"),
        ("محمد", "mhmd"),  # vowels that are not written are not guessed
    ],
)
def test_names_in_several_scripts_are_set_in_latin_letters(given: str, latin: str) -> None:
    spelt = lookup.spelling()
    assert spelt is not None
    assert spelt.latin(given).split() == latin.split()


@NAMES
def test_other_letters_are_found_either_way() -> None:
    assert found("Vladimir Meridov").id == "p3"


@NAMES
def test_what_is_only_alike_is_offered_and_never_taken() -> None:
    with pytest.raises(RequestError, match=r"(?s)spelt nearly so.*p4 .*% alike"):
        found("Selia Stromburg")


@NAMES
def test_a_blank_or_a_mark_is_nobody() -> None:
    with pytest.raises(RequestError, match="nobody"):
        found("??")


IMPORTED = """\
person_id,name,also_known_as,source_id
p1,Ana Blum,El Tigre;Ana Weber,s
p2,Ben Blum,Tigre,s
"""
KINDS = """\
person_id,name,kind,quality,source_id
p1,El Tigre,aka,low,s
p1,Ana Weber,aka,good,s
"""


def _register(folder: Path) -> Content:
    tables = {"persons": IMPORTED, "names": KINDS, "sources": "source_id,title\ns,A list\n"}
    resources = []
    for role, text in tables.items():
        (folder / f"{role}.csv").write_text(text, encoding="utf-8")
        narrow = {"role": role}
        if role == "persons":
            narrow |= {"naming": {"name": "name", "aliases": "also_known_as"}}
            narrow |= {"columns": {"also_known_as": {"values": "set"}}}
        if role == "names":
            narrow |= {"person": "person_id", "columns": {"quality": {"kind": "code"}}}
        fields = [{"name": n, "type": "string"} for n in text.partition("\n")[0].split(",")]
        schema = {"fields": fields}
        if role != "names":
            schema["primaryKey"] = [fields[0]["name"]]
        resources.append({"name": role, "path": f"{role}.csv", "schema": schema, "narrow": narrow})
    about = {"name": "tiny", "title": "Tiny", "resources": resources}
    path = folder / "datapackage.json"
    path.write_text(json.dumps(about), encoding="utf-8")
    return load_register(path)


@pytest.mark.parametrize(
    ("wanted", "key", "said"),
    [
        ("el tigre", "", '1 person fits .*p1  Ana Blum, by a weak alias "El Tigre"'),
        ("tigre", "p2", ""),
        ("ana weber", "p1", ""),
    ],
)
def test_a_weak_alias_is_said_and_takes_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str, key: str, said: str
) -> None:
    monkeypatch.undo()
    content = _register(tmp_path)
    with DuckDB() as engine:
        engine.load(content)
        if key:
            assert look_up(content.register, engine, wanted).id == key
        else:
            with pytest.raises(RequestError, match=f"(?s){said}"):
                look_up(content.register, engine, wanted)
