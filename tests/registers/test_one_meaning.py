"""A cell means one thing, whichever way a register comes in: folder, frames, one stored file."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

import narrow
from narrow.engines.duckdb import DuckDB
from narrow.errors import RegisterError
from narrow.model.registers import Content
from narrow.registers.frames import register_from_frames
from narrow.registers.opening import load_register
from narrow.registers.storing import store

Rows = Mapping[str, list[dict[str, str]]]


def field(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "type": "string", **more}


OFFICER = field("officer", missingValues=["", "unknown"], constraints={"enum": ["yes", "no"]})
PACKAGE = {
    "name": "reg",
    "resources": [
        {
            "name": "persons",
            "path": "persons.csv",
            "schema": {
                "fields": [field("person_id"), field("name"), OFFICER, field("born")],
                "primaryKey": ["person_id"],
            },
            "narrow": {
                "role": "persons",
                "columns": {
                    "officer": {"kind": "code"},
                    "born": {"kind": "date", "values": "rival", "ftm": "Person:birthDate"},
                },
                "naming": {"name": "name"},
            },
        },
        {
            "name": "posts",
            "path": "posts.csv",
            "schema": {"fields": [field("person_id"), field("role")]},
            "narrow": {
                "role": "posts",
                "columns": {"role": {"vocabulary": "role"}},
                "person": "person_id",
            },
        },
    ],
    "narrow": {"known_until": "2018-12-31"},
}


def written(folder: Path, rows: Rows) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    for name, head in (
        ("persons", ("person_id", "name", "officer", "born")),
        ("posts", ("person_id", "role")),
    ):
        frame = pd.DataFrame(rows.get(name, []), columns=list(head), dtype=str)
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def by_folder(tmp_path: Path, rows: Rows) -> Content:
    return load_register(written(tmp_path / "reg", rows))


def by_frames(tmp_path: Path, rows: Rows) -> Content:
    like = written(tmp_path / "like", {})
    return register_from_frames({name: pd.DataFrame(given) for name, given in rows.items()}, like)


def by_file(tmp_path: Path, rows: Rows) -> Content:
    store(written(tmp_path / "reg", rows), tmp_path / "reg.duckdb")
    return load_register(tmp_path / "reg.duckdb")


DOORS = pytest.mark.parametrize("door", [by_folder, by_frames, by_file])
Door = Callable[[Path, Rows], Content]


def person(key: str, officer: str = "", name: str = "A") -> dict[str, str]:
    return {"person_id": key, "name": name, "officer": officer}


@DOORS
def test_a_blank_behind_or_what_nobody_sees_is_no_part_of_a_cell(
    door: Door, tmp_path: Path
) -> None:
    people = [
        person("p1\u00a0", "yes "),
        person("\ufeffp2", "unknown "),
        person("p3", "\u200b"),
        person("p4", "n\u00ado"),
    ]
    content = door(
        tmp_path, {"persons": people, "posts": [{"person_id": " p1", "role": "minister\u200e"}]}
    )
    with DuckDB() as engine:
        engine.load(content)
        assert engine.run("SELECT person_id, officer FROM persons ORDER BY person_no") == [
            ("p1", "yes"),
            ("p2", "unknown"),
            ("p3", ""),
            ("p4", "no"),
        ]
        assert engine.run("SELECT person_id, role FROM posts") == [("p1", "minister")]


@DOORS
def test_all_cells_that_mean_nothing_are_told_at_once(door: Door, tmp_path: Path) -> None:
    people = [
        person("p1", "Yes"),
        person("p1 "),
        person("p2", "Unknown"),
        person(" ", name="\u00a0"),
        person("p3", "yse"),
    ]
    posts = [{"person_id": "P3", "role": "Minister"}, {"person_id": "", "role": "minister"}]
    with pytest.raises(RegisterError) as caught:
        door(tmp_path, {"persons": people, "posts": posts})
    assert [issue.message for issue in caught.value.issues] == [
        "officer 'Yes' differs from 'yes', only in case; write 'yes'",
        "person_id 'p1' repeats the key of an earlier row",
        "officer 'Unknown' differs from 'unknown', which means not known, only in case; "
        "write 'unknown'",
        "person_id is blank and may not be",
        "officer 'yse' is not in the enum of the descriptor; did you mean 'yes'?",
        "person_id 'P3' is not among the persons; 'p3' differs only in case",
        "role 'Minister' differs from 'minister', only in case; write 'minister'",
        "person_id is blank and may not be",
    ]


@DOORS
def test_a_birth_that_nobody_can_have_decides_nothing(door: Door, tmp_path: Path) -> None:
    born = ("1345", "2509", "1966", "1900-01-01", "1966;1345", "2018-12-31", "2019")
    people = [{**person(f"p{at}"), "born": text} for at, text in enumerate(born)]
    content = door(tmp_path, {"persons": people})
    with DuckDB() as engine:
        engine.load(content)
        rows = engine.run(
            "SELECT born, born_lo = DATE '1000-01-01' FROM persons ORDER BY person_no"
        )
    assert [text for text, unknown in rows] == list(born)
    assert [text for text, unknown in rows if not unknown] == ["1966", "2018-12-31"]


@pytest.mark.parametrize("name", ["reg", "reg.duckdb"])
def test_check_says_which_births_decide_nothing(name: str, tmp_path: Path) -> None:
    born = ("1345", "2509", "1966;1345", "1900-01-01", "1966", "1950")
    people = [{**person(f"p{at}"), "born": text} for at, text in enumerate(born)]
    by_file(tmp_path, {"persons": people})
    (said,) = narrow.check(tmp_path / name).advice
    assert str(said) == (
        "persons.csv: N302 born: no person of a list can be born on 1345, 1900-01-01, 2509; "
        "kept as text, and decides nothing"
    )


def test_ids_that_came_in_as_floats_are_not_run_together(tmp_path: Path) -> None:
    like = written(tmp_path / "like", {})
    frame = pd.DataFrame({"person_id": [123456789012345678.0, 2.0], "name": ["A", "B"]})
    with pytest.raises(RegisterError, match="person_id holds numbers of more than 15 figures"):
        register_from_frames({"persons": frame}, like)
    frame["person_id"] = [1.0, 2.0]
    assert register_from_frames({"persons": frame}, like).persons == 2
