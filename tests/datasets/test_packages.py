"""The registers that ship: accepted by Frictionless and by narrow, complete, and made again alike."""

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import frictionless
import pytest

from narrow.model.dates import parse
from narrow.model.registers import Register, Vocabulary
from narrow.registers.loader import read_folder
from narrow.rules.descriptors import read_register
from narrow.rules.library import Library

ROOT = Path(__file__).parents[2]
DATASETS = ROOT / "datasets"
MERIDIAN = DATASETS / "meridian"
PACKAGES = ("venezuela-2018", "meridian")
FACTS = {
    "persons": 77,
    "posts": 422,
    "designations": 78,
    "grounds": 228,
    "sources": 280,
    "doubts": 60,
}
TABLES = ("persons", "posts", "designations", "grounds", "sources", "events")

AS_OF = date(2018, 9, 8)
KNOWN_UNTIL = date(2019, 12, 31)

Rows = list[dict[str, str]]


def rows(folder: Path, table: str) -> Rows:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(report: frictionless.Report) -> str:
    lines = [error.message for error in report.errors]
    lines += [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    return "\n".join(lines)


def generate(into: Path, *, persons: int = 400, seed: int = 2018) -> None:
    options = ["--persons", str(persons), "--seed", str(seed), "--into", str(into)]
    subprocess.run(
        [sys.executable, str(MERIDIAN / "generate.py"), *options], check=True, timeout=120
    )


@pytest.fixture(scope="module")
def vocabularies() -> dict[str, Vocabulary]:
    return dict(Library((ROOT / "rules",), (DATASETS,)).vocabularies())


def opened(name: str, vocabularies: dict[str, Vocabulary]) -> Register:
    return read_register(DATASETS / name / "datapackage.json", vocabularies)


# --- both packages ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PACKAGES)
def test_frictionless_accepts_the_package(name: str) -> None:
    report = frictionless.validate(str(DATASETS / name / "datapackage.json"))
    assert report.valid, faults(report)


@pytest.mark.parametrize("name", PACKAGES)
def test_narrow_opens_the_descriptor(name: str, vocabularies: dict[str, Vocabulary]) -> None:
    register = opened(name, vocabularies)
    assert register.id == name
    assert {"persons", "posts", "designations", "grounds", "sources"} <= set(register.tables)
    assert {mark: grade.code for mark, grade in register.grades.items()} == {
        "high": "B2",
        "medium": "C3",
        "low": "D4",
    }


@pytest.mark.parametrize("name", PACKAGES)
def test_narrow_reads_every_row(name: str, vocabularies: dict[str, Vocabulary]) -> None:
    content = read_folder(DATASETS / name, opened(name, vocabularies))
    for role, columns in content.tables.items():
        assert len(columns["row_no"]) == len(rows(DATASETS / name, role)), role


@pytest.mark.parametrize("name", PACKAGES)
def test_every_table_explains_itself(name: str, vocabularies: dict[str, Vocabulary]) -> None:
    register = opened(name, vocabularies)
    for table in register.tables.values():
        assert all(column.title for column in table.columns.values()), table.role
        assert all(piece.says for piece in table.complete_for), table.role
        assert table.schema, table.role


@pytest.mark.parametrize("name", PACKAGES)
def test_an_enum_lists_codes_of_its_vocabulary(
    name: str, vocabularies: dict[str, Vocabulary]
) -> None:
    register = opened(name, vocabularies)
    package = frictionless.Package(str(DATASETS / name / "datapackage.json"))
    for role, table in register.tables.items():
        for column in table.columns.values():
            codes = package.get_resource(role).schema.get_field(column.name).constraints.get("enum")
            if column.vocabulary and codes:
                assert set(codes) <= set(vocabularies[column.vocabulary].terms), column.name


@pytest.mark.parametrize("name", PACKAGES)
def test_where_the_record_is_complete_an_unknown_command_has_a_row(name: str) -> None:
    officers = {
        p["person_id"]
        for p in rows(DATASETS / name, "persons")
        if p["military_background"] == "yes"
    }
    military = [p for p in rows(DATASETS / name, "posts") if p["sector"] == "military"]
    assert officers <= {post["person_id"] for post in military}
    careers = {p["person_id"] for p in military if p["title"] == "career officer"}
    commands = {p["person_id"] for p in military if p["commands_unit"] == "yes"}
    assert officers <= careers | commands


@pytest.mark.parametrize("name", PACKAGES)
def test_only_military_posts_have_a_branch_or_lead_a_unit(name: str) -> None:
    for post in rows(DATASETS / name, "posts"):
        if post["branch"] or post["commands_unit"] == "yes":
            assert post["sector"] == "military", post


@pytest.mark.parametrize("name", PACKAGES)
def test_a_rule_that_says_any_branch_finds_the_record_complete(
    name: str, vocabularies: dict[str, Vocabulary]
) -> None:
    slices = opened(name, vocabularies).tables["posts"].complete_for
    branches = next(piece.where["branch"] for piece in slices if "branch" in piece.where)
    assert set(vocabularies["branch"].kinds_of("military")) == set(branches)


# --- venezuela-2018 ---------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "number"), FACTS.items())
def test_the_facts_keep_their_number(table: str, number: int) -> None:
    assert len(rows(DATASETS / "venezuela-2018", table)) == number


# --- meridian ---------------------------------------------------------------------------------


def test_the_small_edition_is_what_the_generator_makes(tmp_path: Path) -> None:
    generate(tmp_path)
    for name in (*(f"{table}.csv" for table in TABLES), "datapackage.json"):
        assert (tmp_path / name).read_bytes() == (MERIDIAN / name).read_bytes(), name


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not(tmp_path: Path) -> None:
    for folder, seed in (("one", 7), ("two", 7), ("three", 8)):
        generate(tmp_path / folder, persons=60, seed=seed)
    for table in TABLES:
        one, two, three = (
            (tmp_path / n / f"{table}.csv").read_bytes() for n in ("one", "two", "three")
        )
        assert one == two, table
        assert one != three, table


def test_another_size_is_a_register_too(
    tmp_path: Path, vocabularies: dict[str, Vocabulary]
) -> None:
    generate(tmp_path, persons=1200, seed=3)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, faults(report)
    register = read_register(tmp_path / "datapackage.json", vocabularies)
    assert read_folder(tmp_path, register).persons == 1200


@pytest.mark.parametrize(
    ("table", "column", "marks"),
    [
        ("posts", "start", ("~", "?", "%", "/", "X", "[")),
        ("posts", "end", ("..", "~", "?", "/")),
        ("persons", "birth_date", (";", "~", "?")),
        ("persons", "citizenship", (";",)),
        ("designations", "delisted_on", ("..",)),
    ],
)
def test_every_kind_of_date_and_list_occurs(
    table: str, column: str, marks: tuple[str, ...]
) -> None:
    texts = [row[column] for row in rows(MERIDIAN, table)]
    assert "" in texts
    for mark in marks:
        assert any(mark in text for text in texts), mark


def test_every_hole_occurs() -> None:
    persons, posts = rows(MERIDIAN, "persons"), rows(MERIDIAN, "posts")
    assert {p["military_background"] for p in persons} == {"yes", "no", "unknown"}
    assert {p["commands_unit"] for p in posts} == {"yes", "no", "unknown"}
    assert any(p["died"] for p in persons)
    assert {p["person_id"] for p in persons} - {p["person_id"] for p in posts}
    assert any(p["held_on"] and not p["end"] for p in posts)
    assert any(p["ended_by"] and not p["end"] for p in posts)
    assert any(p["sector"] == "military" and not p["branch"] for p in posts)
    assert any(p["end"][:4] < p["start"][:4] for p in posts if "contradict" in p["note"])
    assert {g["level"] for g in rows(MERIDIAN, "grounds")} == {"program", "action", "individual"}
    assert len({s["grade"] for s in rows(MERIDIAN, "sources")}) == 36


def test_something_is_later_than_the_day_one_asks_about() -> None:
    dates = {
        "posts": "start",
        "designations": "listed_on",
        "grounds": "listed_on",
        "events": "date",
    }
    for table, column in dates.items():
        known = [parse(row[column]) for row in rows(MERIDIAN, table) if row[column]]
        assert any(days.first > AS_OF for days in known), table
        assert all(days.first <= KNOWN_UNTIL for days in known), table
