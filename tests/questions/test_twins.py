"""Persons who may be one are found where they meet, with what speaks for it and against."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from narrow.engines.duckdb import DuckDB
from narrow.lists.importing import ImportOptions, import_list
from narrow.model.registers import Column, Content, Kind, Naming, Register, Table, Values
from narrow.registers import twins as meeting
from narrow.registers.loader import content_from_rows
from narrow.registers.twins import Suspected, Twins, pairs, spelling
from narrow.registers.twins import twins as door
from narrow.report.data import schema, to_data
from tests.conftest import Told

needs_names = pytest.mark.skipif(spelling() is None, reason="the extra narrow[names] is not here")


def column(name: str, ftm: str = "", **more: object) -> Column:
    return Column(name, property=ftm, **more)  # type: ignore[arg-type]


REGISTER = Register(
    id="small",
    title="A small register",
    file="small",
    naming=Naming("name", "also"),
    tables={
        "persons": Table(
            "persons",
            "persons.csv",
            {
                c.name: c
                for c in (
                    column("id"),
                    column("name"),
                    column("also", values=Values.SET),
                    column("born", "Person:birthDate", kind=Kind.DATE, values=Values.RIVAL),
                    column("gender", "Person:gender", kind=Kind.CODE),
                    column("nation", "Person:nationality", kind=Kind.CODE, values=Values.SET),
                )
            },
            key=("id",),
        ),
        "papers": Table(
            "papers",
            "papers.csv",
            {
                c.name: c
                for c in (
                    column("id"),
                    column("kind", "Identification:type", kind=Kind.CODE),
                    column("number", "Identification:number", kind=Kind.CODE),
                    column("land", "Identification:country", kind=Kind.CODE),
                )
            },
            person="id",
            schema="Identification",
        ),
    },
)


def content(
    persons: Sequence[Mapping[str, str]], papers: Sequence[Mapping[str, str]] = ()
) -> Content:
    return content_from_rows(REGISTER, {"persons": persons, "papers": papers})


def found(
    persons: Sequence[Mapping[str, str]], papers: Sequence[Mapping[str, str]] = ()
) -> Suspected:
    with DuckDB() as engine:
        made = content(persons, papers)
        engine.load(made)
        return pairs(made, engine)


def only(*persons: Mapping[str, str], papers: Sequence[Mapping[str, str]] = ()) -> Twins:
    (pair,) = found(persons, papers).pairs
    return pair


def person(key: str, name: str, **more: str) -> dict[str, str]:
    return {"id": key, "name": name, **more}


def paper(key: str, number: str, kind: str = "Passport", land: str = "MR") -> dict[str, str]:
    return {"id": key, "kind": kind, "number": number, "land": land}


# --- where they meet --------------------------------------------------------------------------


def test_the_same_words_in_any_order_are_a_name_in_common() -> None:
    pair = only(person("a", "Ana ÑU"), person("b", "Nu, Ana"), person("c", "Ana Bo"))
    assert (pair.first.id, pair.second.id, pair.alike) == ("a", "b", 100.0)
    assert pair.speaks_for == ("both are called “Ana ÑU”",)
    assert pair.against == ()


def test_an_alias_of_the_one_may_be_the_name_of_the_other() -> None:
    pair = only(person("a", "Ana Nu", also="The Old Fox;Bea Roe"), person("b", "Bea Roe"))
    assert pair.speaks_for == ("both are called “Bea Roe”",)


def test_one_word_is_no_whole_name() -> None:
    assert found([person("a", "Heron"), person("b", "heron")]).pairs == ()


def test_a_number_in_common_outweighs_names_and_birthdays() -> None:
    people = [person("a", "Ana Nu", born="1960"), person("b", "Cy Roe", born="1971")]
    pair = only(*people, papers=[paper("a", "M-42 x"), paper("b", "m42X")])
    assert pair.paper
    assert pair.speaks_for == ("both have Passport M42X (MR)",)
    assert pair.against == ("other names", "born on different days")


@pytest.mark.parametrize(
    ("kind", "land", "number"),
    [("Licence", "MR", "1"), ("Passport", "CQ", "1"), ("Passport", "MR", "2")],
)
def test_a_number_of_another_kind_or_country_is_another_number(
    kind: str, land: str, number: str
) -> None:
    papers = [paper("a", "1"), paper("b", number, kind, land)]
    assert found([person("a", "Ana Nu"), person("b", "Cy Roe")], papers).pairs == ()


def test_a_blank_number_is_nobodys() -> None:
    papers = [paper("a", ""), paper("b", "")]
    assert found([person("a", "Ana Nu"), person("b", "Cy Roe")], papers).pairs == ()


@needs_names
def test_names_spelt_nearly_alike_meet_on_a_birthday() -> None:
    day = "1960-05-02"
    people = [
        person("a", "Bladimir Lugo Armas", born=day),
        person("b", "Bladimir Lugo Armaz", born=day),
    ]
    assert only(*people).speaks_for[-1] == "both born on 1960-05-02"
    assert found([people[0], people[1] | {"born": "1960"}]).pairs == ()


@needs_names
def test_names_in_other_letters_are_one_name() -> None:
    assert only(person("a", "Владимир Луго"), person("b", "Vladimir Lugo")).alike == 100.0


def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrow.registers.twins.spelling", lambda: None)
    day = {"born": "1960-05-02"}
    said = found([person("a", "Ana Nu", **day), person("b", "Anna Nu", **day)])
    assert (said.spelling, said.pairs) == (False, ())


# --- what speaks for it and against -----------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("1960-05-02", "1960-05-02", "both born on 1960-05-02"),
        ("1960-05-02", "1960", "their days of birth may be one"),
        ("1960;1965", "1964", "their days of birth may be one"),
        ("", "1960", ""),
    ],
)
def test_birthdays_that_may_be_one_speak_for_it(one: str, other: str, told: str) -> None:
    pair = only(person("a", "Ana Nu", born=one), person("b", "Ana Nu", born=other))
    assert pair.speaks_for[1:] == ((told,) if told else ())


def test_people_of_one_name_and_other_birthdays_are_two() -> None:
    assert (
        found([person("a", "Ana Nu", born="1960"), person("b", "Ana Nu", born="1961")]).pairs == ()
    )


def test_nations_and_genders_speak_too() -> None:
    pair = only(
        person("a", "Ana Nu", nation="MR;CQ", gender="female"),
        person("b", "Ana Nu", nation="CQ", gender="male"),
    )
    assert pair.speaks_for[1:] == ("nationality of both: CQ",)
    assert pair.against == ("female and male",)
    other = only(person("a", "Ana Nu", nation="MR"), person("b", "Ana Nu", nation="CQ"))
    assert other.against == ("other nationalities",)


def test_the_likeliest_stand_first() -> None:
    said = found(
        [
            person("a", "Ana Nu"), person("b", "Ana Nu"),
            person("c", "Bo Roe", born="1960-05-02"), person("d", "Bo Roe", born="1960-05-02"),
            person("e", "Cy Oru"), person("f", "Di Vex"),
        ],
        [paper("e", "1"), paper("f", "1")],
    )  # fmt: skip
    assert [(p.first.id, p.second.id) for p in said.pairs] == [("e", "f"), ("c", "d"), ("a", "b")]


# --- no more work than needed -----------------------------------------------------------------


def test_a_name_of_a_crowd_is_passed_over_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting, "CROWD", 3)
    said = found([person(f"p{n}", "Ana Nu") for n in range(5)])
    assert (said.pairs, said.compared, said.passed_over) == ((), 0, {"names": 1})


def test_few_pairs_are_compared() -> None:
    said = found([person(f"p{n}", f"Ana Nu{n // 2}") for n in range(400)])
    assert said.compared == 200


def test_a_register_without_birthdays_and_papers_is_looked_at_all_the_same() -> None:
    bare = replace(REGISTER.tables["persons"], columns={
        name: c for name, c in REGISTER.tables["persons"].columns.items()
        if name in ("id", "name", "also")})  # fmt: skip
    known = replace(REGISTER, tables={"persons": bare})
    made = content_from_rows(known, {"persons": [person("a", "Ana Nu"), person("b", "Ana Nu")]})
    with DuckDB() as engine:
        engine.load(made)
        assert len(pairs(made, engine).pairs) == 1


# --- how it is shown --------------------------------------------------------------------------


def test_it_is_shown_as_a_question_and_nothing_is_merged(tmp_path: Path, told: Told) -> None:
    sdn = "".join(
        f'{n},"DOE, John","individual","X",{",".join(["-0- "] * 7)},"DOB 1950; Passport M{n}7."\n'
        for n in (1, 2)
    )
    (tmp_path / "sdn.csv").write_text(sdn)
    import_list([tmp_path / "sdn.csv"], tmp_path / "r", ImportOptions(published="2019-01-31"))
    ended = told("twins", str(tmp_path / "r"))
    assert ended.code == 0
    assert "1 pair may be one person each" in ended.out
    assert "both are called “John DOE”" in ended.out
    assert "A pair is a question and no finding" in " ".join(ended.out.split())
    assert door(tmp_path / "r").persons == 2


def test_hostile_names_stay_text(told: Told, tmp_path: Path) -> None:
    hostile = "[red]Ana\x1b[31m <b>Nu</b>"
    said = found([person("a", hostile), person("b", hostile)])
    jsonschema.validate(to_data(said), schema("twins"))
    assert len(said.pairs) == 1


@pytest.mark.parametrize("name", ["meridian", "venezuela-2018"])
def test_the_data_keep_to_their_schema(name: str) -> None:
    jsonschema.validate(to_data(door(name)), schema("twins"))
