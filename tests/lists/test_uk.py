"""The UK list comes in, and the older list of its Treasury under other names of columns."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import narrow
from narrow.errors import NarrowError, RegisterError, RequestError
from narrow.lists.import_log import Brought
from narrow.lists.importing import ImportOptions, import_list
from narrow.lists.persons import day_first, partly
from narrow.model.dates import parse
from tests.lists.european import EU_XML, OFSI, UK_COLUMNS, UK_ROWS, eu_csv, saved, uk_csv

CASE = """\
narrow: 1
kind: case
id: uk
title: Who was listed by the United Kingdom before 2023
status: test
author: narrow
modified: "2026-11-23"
silence: [N104, N105, N106, N107]
as_of: "2026-09-23"
knowledge: latest
subject: {kind: published-list, purpose: "try an imported list"}
sources:
  s: {title: "s", published: "2026-09-23", grade: B2}
clues:
  - {id: minister, quote: "a former minister", source: s, some: posts, where: {role: minister, tense: former}}
  - id: listed
    quote: listed
    source: s
    some: designations
    where: {authority: GB, listed_on: {before: "2023-01-01"}}
"""


def table(folder: Path, role: str) -> list[dict[str, str]]:
    with (folder / f"{role}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def adds_up(found: Brought) -> None:
    assert sum(found.read.values()) == found.taken + found.refused + sum(found.set_aside.values())


def test_the_uk_list_becomes_a_register(tmp_path: Path) -> None:
    found = import_list([saved(tmp_path, uk_csv())], tmp_path / "r")
    adds_up(found)
    assert (found.form, found.taken) == ("uk-csv", 4)
    assert found.set_aside == {"row of entity": 1, "row of ship": 1}
    doe, jane = table(tmp_path / "r", "persons")
    assert (doe["person_id"], doe["name"]) == ("gb-MER0001", "John DOE")
    assert (doe["name_native"], doe["also_known_as"]) == ("Джон Доу", "JOHNNY;Jon DOE;Джон Доу")
    assert (doe["birth_date"], doe["birth_date_as_given"]) == (
        "1960;1961-04-12",
        "dd/mm/1960;12/04/1961",
    )
    assert (doe["birth_place"], doe["nationality"]) == ("Port Meridia, Meridia", "Meridia")
    assert (doe["gender"], doe["rank"]) == ("male", "colonel")
    assert doe["left_over"] == "email address: doe@example.org"
    assert jane["remarks_as_given"] == "Wife of John DOE."
    assert {(one.column, one.value) for one in found.unread} == {
        ("birth_date", "31/02/1960"),
        ("listed_on", "31/02/2022"),
    }


def test_the_facts_of_a_person_have_tables_of_their_own(tmp_path: Path) -> None:
    import_list([saved(tmp_path, uk_csv())], tmp_path / "r")
    listed, other = table(tmp_path / "r", "designations")
    assert (listed["authority"], listed["reference"]) == ("GB", "MER0001")
    assert (listed["listed_on"], listed["delisted_on"]) == ("2022-02-24", "..")
    assert listed["summary"].startswith("Designation source: UK; Sanctions imposed: Asset freeze|")
    assert other["listed_on"] == ""
    names = table(tmp_path / "r", "names")
    assert [(n["name"], n["quality"]) for n in names] == [("JOHNNY", "low"), ("Jon DOE", "")]
    papers = table(tmp_path / "r", "identifications")
    assert [(p["kind"], p["number"]) for p in papers] == [
        ("Passport", "P1"),
        ("OFSI group ID", "9001"),
    ]
    assert papers[0]["as_given"] == "P1; Meridia passport"
    (place,) = table(tmp_path / "r", "addresses")
    where = (place["street"], place["city"], place["country"])
    assert where == ("1 Quay, Port Meridia", "M1", "Meridia")  # the sixth line is the town
    (post,) = table(tmp_path / "r", "posts")
    assert (post["role"], post["ended_by"]) == ("minister", "2026-09-23")
    (source,) = table(tmp_path / "r", "sources")
    assert (source["title"], source["published"]) == ("UK Sanctions List", "2026-09-23")


def test_the_older_list_is_read_by_the_same_form(tmp_path: Path) -> None:
    found = import_list([saved(tmp_path, OFSI)], tmp_path / "r")
    adds_up(found)
    assert (found.form, found.taken, found.unread_total) == ("uk-csv", 3, 0)
    assert list(found.notes.values()) == [1]  # it is in the order of names, not of entries
    mo, al = table(tmp_path / "r", "persons")
    assert (al["person_id"], al["name"], al["also_known_as"]) == (
        "gb-ofsi-77",
        "Al OMEGA",
        "Al ALPHA",
    )
    assert (mo["birth_date"], mo["nationality"]) == ("1950;1951-05", "Meridia;Sylvania")
    assert [p["number"] for p in table(tmp_path / "r", "identifications")] == ["A1", "B2"]
    assert [p["role"] for p in table(tmp_path / "r", "posts")] == ["minister", "governor"]
    first, _ = table(tmp_path / "r", "designations")
    assert (first["listed_on"], first["summary"]) == ("2012-06-05", "Date designated: 31/12/2020")
    assert table(tmp_path / "r", "sources")[0]["published"] == "2024-01-26"


def test_a_case_runs_on_the_register(tmp_path: Path) -> None:
    import_list([saved(tmp_path, uk_csv())], tmp_path / "r")
    case = tmp_path / "uk.yaml"
    case.write_text(CASE)
    answer = narrow.run(case, data=tmp_path / "r")
    assert (answer.counts.met, answer.counts.total) == (1, 2)
    assert [finding.person.name for finding in answer.findings] == ["John DOE", "Jane ROE"]


@pytest.mark.parametrize("before", ["Report Date: soon\n", ""])
def test_a_list_without_a_day_has_no_ends(tmp_path: Path, before: str) -> None:
    text = uk_csv().replace("Report Date: 23-Sep-2026\n", before)
    found = import_list([saved(tmp_path, text)], tmp_path / "r")
    assert table(tmp_path / "r", "designations")[0]["delisted_on"] == ""
    assert ("day of the list" in found.unread_by) == bool(before)
    import_list([saved(tmp_path, text)], tmp_path / "r", ImportOptions(published="2026-09-23"))
    assert table(tmp_path / "r", "designations")[0]["delisted_on"] == ".."


ROW = UK_ROWS[3] | {"Unique ID": "MER0009"}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (ROW | {"Unique ID": ""}, "not the number"),
        (ROW | {"Unique ID": "a b;c"}, "not the number"),
        (ROW | {"Designation Type": "Wizard"}, "'wizard' is no kind"),
        (ROW | {"Name 1": "", "Name 6": ""}, "no name"),
        (ROW | {"Name 1": "J\0"}, "NUL"),
        (ROW | {"Name 1": "J" * 10_000_000}, "not CSV: field larger"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused(
    tmp_path: Path, more: dict[str, str], reason: str
) -> None:
    found = import_list([saved(tmp_path, uk_csv(more))], tmp_path / "r")
    adds_up(found)
    (refusal,) = found.refusals
    assert (refusal.line, found.taken) == (9, 4)
    assert reason in refusal.reason


def test_unknown_columns_and_strengths_are_told(tmp_path: Path) -> None:
    text = uk_csv().replace("Website", "Shoe size").replace("Low quality", "So so")
    found = import_list([saved(tmp_path, text)], tmp_path / "r")
    assert found.unread_by["column"] == 1
    assert found.unread_by["alias strength"] == 1
    assert table(tmp_path / "r", "names")[0]["quality"] == ""


def test_rows_that_disagree_on_a_gender_give_none(tmp_path: Path) -> None:
    row = UK_ROWS[2] | {"Gender": "Female"}
    found = import_list([saved(tmp_path, uk_csv(row))], tmp_path / "r")
    doe = table(tmp_path / "r", "persons")[1]
    assert (doe["gender"], doe["gender_as_given"]) == ("", "Male;Female")
    assert found.unread_by["gender"] == 1


def test_a_list_of_its_header_alone_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="no person"):
        import_list([saved(tmp_path, uk_csv(rows=[]))], tmp_path / "r")
    with pytest.raises(RegisterError, match="more than once"):
        twice = ",".join(UK_COLUMNS).replace("Name 2", "Name 1")
        import_list([saved(tmp_path, twice + "\n")], tmp_path / "r")


@pytest.mark.parametrize("text", [EU_XML, eu_csv(), "Report Date: 1\na,b\n", "PK\x03\x04"])
def test_a_wrong_file_is_named_as_such(tmp_path: Path, text: str) -> None:
    with pytest.raises(RequestError, match="looks like"):
        import_list([saved(tmp_path, text)], tmp_path / "r", ImportOptions(form="uk-csv"))


def test_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path, uk_csv())
    for name in ("a", "b"):
        import_list([path], tmp_path / name)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.binary(max_size=200) | st.text('",\n\r\0M1', max_size=80).map(str.encode))
def test_whatever_follows_is_read_or_refused(tmp_path: Path, given: bytes) -> None:
    try:
        found = import_list([saved(tmp_path, uk_csv().encode() + given)], tmp_path / "r")
    except NarrowError:
        return
    adds_up(found)
    assert found.taken == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dd/mm/1960", "1960"),
        ("00/00/1960", "1960"),
        ("dd/04/1960", "1960-04"),
        ("12/04/1960", "1960-04-12"),
        ("12/mm/1960", ""),
        ("04/13/1960", ""),
        ("31/02/1960", ""),
        ("circa 1960", "1960~"),
        ("1960", "1960"),
        ("12-Apr-1960", "1960-04-12"),
        ("1960-04-12", "1960-04-12"),
        ("soon", ""),
        ("", ""),
    ],
)
def test_days_may_be_known_in_part(text: str, expected: str) -> None:
    assert partly(text) == expected
    assert day_first(text) == (expected if len(expected) == 10 else "")


@given(st.text("0123dm/- ", max_size=14) | st.text(max_size=14))
def test_a_day_that_is_given_can_be_read(text: str) -> None:
    parse(partly(text))


def test_a_list_in_utf_16_is_the_same_list(tmp_path: Path) -> None:
    for name, text in (("uk-csv", uk_csv()), ("eu-csv", eu_csv().removeprefix("\ufeff"))):
        found = import_list([saved(tmp_path, text.encode("utf-16"))], tmp_path / "r")
        assert found.form == name
