"""The EU list comes in from XML and from CSV, and says the same in both."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import narrow
from narrow.errors import NarrowError, RegisterError, RequestError
from narrow.lists import entries as gathering
from narrow.lists.import_log import Brought
from narrow.lists.importing import ImportOptions, import_list
from narrow.lists.persons import is_latin
from tests.lists.european import EU_COLUMNS, EU_ROWS, EU_XML, eu_csv, saved, uk_csv

CASE = """\
narrow: 1
kind: case
id: eu
title: Who was on the EU list before 2017
status: test
author: narrow
modified: "2026-11-23"
silence: [N104, N105, N106, N107]
as_of: "2026-11-20"
knowledge: latest
subject: {kind: published-list, purpose: "try an imported list"}
sources:
  s: {title: "s", published: "2026-11-20", grade: B2}
clues:
  - id: listed
    quote: listed before 2017
    source: s
    some: designations
    where: {authority: EU, listed_on: {before: "2017-01-01"}}
"""
BOMB = '<!DOCTYPE export [<!ENTITY a "aaaa">]>'


def table(folder: Path, role: str) -> list[dict[str, str]]:
    with (folder / f"{role}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def adds_up(found: Brought) -> None:
    assert sum(found.read.values()) == found.taken + found.refused + sum(found.set_aside.values())


def test_the_xml_becomes_a_register(tmp_path: Path) -> None:
    found = import_list([saved(tmp_path, EU_XML)], tmp_path / "r")
    adds_up(found)
    assert (found.form, found.taken, found.set_aside) == ("eu-xml", 2, {"entity": 1})
    roe, poe = table(tmp_path / "r", "persons")
    assert (roe["person_id"], roe["name"], roe["name_native"]) == ("eu-11", "Ivan Roe", "Иван Роу")
    assert roe["also_known_as"] == "The Roe;Иван Роу"
    assert (roe["gender"], roe["citizenship"], roe["rank"]) == ("male", "MERIDIA", "colonel")
    assert roe["birth_date"] == "1960-04-10;1961~;1963/1965"
    assert roe["birth_date_as_given"] == "1960-04-10;circa 1961;1963 to 1965"
    assert roe["birth_place"] == "Port Meridia, MERIDIA"  # "UNKNOWN" is no place
    assert (roe["left_over"], roe["remarks_as_given"]) == ("PHONE: 1234", "Said to be in Sylvania")
    assert (poe["name"], poe["birth_date"]) == ("Ana Poe", "")
    assert {(one.column, one.value) for one in found.unread} == {
        ("birth_date", "1340 (ISLAMIC)"),
        ("birth_date", "1960-02-30"),
    }


def test_the_facts_of_a_person_have_tables_of_their_own(tmp_path: Path) -> None:
    import_list([saved(tmp_path, EU_XML)], tmp_path / "r")
    (alias,) = table(tmp_path / "r", "names")
    assert (alias["name"], alias["kind"], alias["quality"]) == ("The Roe", "aka", "low")
    paper, united = table(tmp_path / "r", "identifications")
    assert (paper["kind"], paper["number"]) == ("National passport", "X123")
    assert (paper["country"], paper["as_given"]) == ("MERIDIA", "X123; knownfalse")
    assert (united["kind"], united["number"]) == ("UN reference number", "MEi.001")
    (place,) = table(tmp_path / "r", "addresses")
    assert (place["street"], place["city"], place["country"]) == (
        "1 Quay",
        "10 Port Meridia",
        "MERIDIA",
    )
    (post,) = table(tmp_path / "r", "posts")
    assert (post["role"], post["said_as"], post["ended_by"]) == ("minister", "former", "2026-11-20")


def test_a_paper_without_a_number_is_kept_with_its_remark(tmp_path: Path) -> None:
    text = EU_XML.replace('number="X123"', 'number=""').replace(
        'logicalId="9"/>', 'logicalId="9"><remark>number not known</remark></identification>'
    )
    import_list([saved(tmp_path, text)], tmp_path / "r")
    paper, _ = table(tmp_path / "r", "identifications")
    assert (paper["kind"], paper["number"]) == ("National passport", "")
    assert paper["as_given"] == "knownfalse; remark number not known"


def test_a_listing_has_the_days_that_the_list_gives_and_the_act(tmp_path: Path) -> None:
    import_list([saved(tmp_path, EU_XML)], tmp_path / "r")
    first, second = table(tmp_path / "r", "designations")
    assert (first["authority"], first["program"], first["reference"]) == ("EU", "MER", "EU.1.10")
    assert (first["listed_on"], first["delisted_on"]) == ("2014-03-17", "..")
    assert second["listed_on"] == "2016-11-30/2017-08-31"  # two days of its own: between them
    sources = {row["source_id"]: row for row in table(tmp_path / "r", "sources")}
    act = sources[first["source_id"]]
    assert (act["title"], act["published"]) == ("100/2014 (OJ L7)", "2014-03-17")
    assert act["url"] == "http://law.example/100"
    assert sources["eu-sanctions"]["published"] == "2026-11-20"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2016-11-30", "", "../2017-08-31"),  # an act that repeals took an older listing over
        ("2016-11-30", "2017-08-31", "2017-08-31"),
        ("2016-11-30", "2016-13-30", ""),
        ("2016-11-30", "2016", ""),
    ],
)
def test_the_day_of_a_listing_is_never_guessed(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    found = import_list([saved(tmp_path, EU_XML.replace(old, new))], tmp_path / "r")
    assert table(tmp_path / "r", "designations")[1]["listed_on"] == expected
    assert ("listed_on" in found.unread_by) == (not expected)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('year="1960" monthOfYear="4"', "1960-04"),
        ('year="1960" monthOfYear="0" dayOfMonth="0"', "1960"),
        ('year="1960" dayOfMonth="4"', ""),
        ('year="1960" monthOfYear="13"', ""),
        ('yearRangeFrom="1960"', "1960/.."),
        ('yearRangeFrom="1960" yearRangeTo="1962" circa="true"', "1960~/1962~"),
        ('yearRangeFrom="1970" yearRangeTo="1962"', ""),
        ('birthdate="1960-04-10" calendarType="HEBREW"', ""),
        ('year="60"', ""),
    ],
)
def test_birth_dates_are_as_wide_as_they_are_said(
    tmp_path: Path, attributes: str, expected: str
) -> None:
    head, _, tail = EU_XML.partition('<birthdate circa="false" calendarType="ISLAMIC"')
    rest = tail.split("/>", 2)[2]
    found = import_list([saved(tmp_path, f"{head}<birthdate {attributes}/>{rest}")], tmp_path / "r")
    assert table(tmp_path / "r", "persons")[1]["birth_date"] == expected
    assert ("birth_date" in found.unread_by) == (not expected)


def test_where_one_birth_date_is_not_understood_the_others_are_not_sure(tmp_path: Path) -> None:
    text = EU_XML.replace("1960-02-30", "1960-03-30")
    import_list([saved(tmp_path, text)], tmp_path / "r")
    poe = table(tmp_path / "r", "persons")[1]
    assert (poe["birth_date"], poe["birth_date_as_given"]) == ("", "1340 (ISLAMIC);1960-03-30")


def test_an_act_is_one_source_however_many_it_lists(tmp_path: Path) -> None:
    same = (("200/2017 (OJ L9)", "100/2014 (OJ L7)"), ("2017-08-31", "2014-03-17"))
    text = EU_XML.replace("example/200", "example/100")
    for old, new in same:
        text = text.replace(old, new)
    import_list([saved(tmp_path, text)], tmp_path / "r")
    assert len(table(tmp_path / "r", "sources")) == 2
    import_list([saved(tmp_path, text.replace("example/100", "example/200", 1))], tmp_path / "r")
    ids = [row["source_id"] for row in table(tmp_path / "r", "sources")]
    assert ids == ["eu-sanctions", "eu-act-100-2014-oj-l7", "eu-act-100-2014-oj-l7-2"]


def test_the_csv_says_the_same(tmp_path: Path) -> None:
    import_list([saved(tmp_path, EU_XML)], tmp_path / "x")
    found = import_list([saved(tmp_path, eu_csv())], tmp_path / "c")
    adds_up(found)
    assert (found.form, found.taken, found.set_aside) == ("eu-csv", 12, {"row of entity": 1})
    for role in ("persons", "designations", "posts", "addresses", "identifications", "sources"):
        assert table(tmp_path / "x", role) == table(tmp_path / "c", role), role
    (alias,) = table(tmp_path / "c", "names")
    assert (alias["name"], alias["quality"]) == ("The Roe", "")  # the CSV does not say


def test_rows_that_stand_apart_are_gathered_and_noted(tmp_path: Path) -> None:
    import_list([saved(tmp_path, eu_csv())], tmp_path / "r")
    apart = [*EU_ROWS[1:], EU_ROWS[0]]
    found = import_list([saved(tmp_path, eu_csv(rows=apart))], tmp_path / "a")
    assert list(found.notes.values()) == [1]
    by_id = {row["person_id"]: row for row in table(tmp_path / "a", "persons")}
    assert by_id == {row["person_id"]: row for row in table(tmp_path / "r", "persons")}
    assert list(by_id) == ["eu-12", "eu-11"]


def test_a_case_runs_on_the_register(tmp_path: Path) -> None:
    import_list([saved(tmp_path, EU_XML)], tmp_path / "r")
    case = tmp_path / "eu.yaml"
    case.write_text(CASE)
    counts = narrow.run(case, data=tmp_path / "r").counts
    assert (counts.met, counts.in_doubt, counts.total) == (1, 1, 2)


def test_a_torn_row_may_have_listed_anybody_so_nobody_is_said_not_to_be_listed(
    tmp_path: Path,
) -> None:
    case = tmp_path / "eu.yaml"
    where = "program: SYL, tense: current"
    case.write_text(CASE.replace('listed_on: {before: "2017-01-01"}', where))
    more = EU_ROWS[2] | {"Entity_Regulation_Programme": "SYL"}  # of Ivan Roe
    for text, expected in (
        (eu_csv(), (1, 0, 1)),
        (eu_csv(more), (2, 0, 0)),
        (eu_csv(more).rstrip()[:-1], (1, 1, 0)),
    ):
        import_list([saved(tmp_path, text)], tmp_path / "r")
        counts = narrow.run(case, data=tmp_path / "r").counts
        assert (counts.met, counts.no_record, counts.not_met) == expected


def test_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path, eu_csv())
    for name in ("a", "b"):
        import_list([path], tmp_path / name)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


ROW = {"Entity_LogicalId": "14", "Entity_SubjectType": "P", "NameAlias_WholeName": "New"}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (ROW | {"Entity_LogicalId": ""}, "not the number"),
        (ROW | {"Entity_LogicalId": "x1"}, "not the number"),
        (ROW | {"Entity_SubjectType": "wizard"}, "no kind of entry"),
        (ROW | {"NameAlias_WholeName": ""}, "no name"),
        (ROW | {"NameAlias_WholeName": "N\0w"}, "NUL"),
        (ROW | {"NameAlias_WholeName": "x" * 10_000_000}, "not CSV: field larger"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused(
    tmp_path: Path, more: dict[str, str], reason: str
) -> None:
    found = import_list([saved(tmp_path, eu_csv(more))], tmp_path / "r")
    adds_up(found)
    (refusal,) = found.refusals
    assert (refusal.line, found.taken) == (15, 12)
    assert reason in refusal.reason


def test_broken_rows_are_refused_and_the_next_read(tmp_path: Path) -> None:
    text = eu_csv().splitlines(keepends=True)
    text[4] = "too;few\n"
    found = import_list([saved(tmp_path, "".join(text) + 'x;"torn')], tmp_path / "r")
    adds_up(found)
    assert [(one.line, one.reason.split(";")[0]) for one in found.refusals] == [
        (5, "has 2 cells"),
        (15, "is not CSV: unexpected end of data"),
    ]
    assert found.taken == 11


def test_an_entry_of_two_kinds_is_refused(tmp_path: Path) -> None:
    row = EU_ROWS[0] | {"Entity_SubjectType": "E", "Entity_SubjectType_ClassificationCode": ""}
    found = import_list([saved(tmp_path, eu_csv(row))], tmp_path / "r")
    adds_up(found)
    assert (found.taken, found.refused) == (3, 10)
    assert {"several kinds" in one.reason for one in found.refusals} == {True}


def test_an_entry_has_no_more_rows_than_can_be_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST_ROWS", 3)
    found = import_list([saved(tmp_path, eu_csv())], tmp_path / "r")
    adds_up(found)
    assert (found.taken, found.refused) == (3 + 3, 6)


def test_repeated_numbers_and_unknown_kinds_in_xml_are_refused(tmp_path: Path) -> None:
    text = EU_XML.replace('logicalId="12"', 'logicalId="11"').replace('"enterprise"', '"wizard"')
    found = import_list([saved(tmp_path, text)], tmp_path / "r")
    adds_up(found)
    assert ["repeats" in one.reason for one in found.refusals] == [True, False]
    assert "'wizard' is no kind" in found.refusals[1].reason


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (EU_XML.replace("<export", f"{BOMB}<export"), "document type"),
        (EU_XML[: EU_XML.rindex("<nameAlias")], "not XML"),
        (";".join(EU_COLUMNS) + "\n", "no person"),
        (
            eu_csv().partition("\n")[0].replace("Entity_Remark", "Entity_LogicalId"),
            "more than once",
        ),
    ],
)
def test_a_broken_list_is_not_taken_at_all(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises((RegisterError, RequestError), match=says):
        import_list([saved(tmp_path, text)], tmp_path / "r")
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("form", ["eu-xml", "eu-csv"])
@pytest.mark.parametrize("text", [uk_csv(), "a;b\n1;2\n", "", "PK\x03\x04", "<html></html>"])
def test_a_wrong_file_is_named_as_such(tmp_path: Path, form: str, text: str) -> None:
    with pytest.raises(RequestError, match="looks like"):
        import_list([saved(tmp_path, text)], tmp_path / "r", ImportOptions(form=form))


def test_old_encodings_are_read_and_noted(tmp_path: Path) -> None:
    rows = [row for row in EU_ROWS if row.get("NameAlias_NameLanguage") != "RU"]
    text = eu_csv(rows=rows).replace("The Roe", "Der Röe").lstrip("\ufeff")
    found = import_list([saved(tmp_path, text.encode("latin-1"))], tmp_path / "r")
    assert table(tmp_path / "r", "names")[0]["name"] == "Der Röe"
    assert list(found.notes.values()) == [1]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(st.binary(max_size=200) | st.text('";\n\r\0P1', max_size=80).map(str.encode))
def test_whatever_follows_is_read_or_refused(tmp_path: Path, given: bytes) -> None:
    try:
        found = import_list([saved(tmp_path, eu_csv().encode() + given)], tmp_path / "r")
    except NarrowError:
        return
    adds_up(found)
    assert found.taken == 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ivan", True), ("Ćiro Ñu", True), ("Иван", False), ("مر", False), ("李", False), ("7", True)],
)
def test_the_script_of_a_name_is_told_by_its_letters(text: str, expected: bool) -> None:
    assert is_latin(text) is expected
