"""OFAC's Advanced XML: days, listing days and relations come in, and what is wrong is named."""

import csv
from pathlib import Path

import pytest

from narrow import inquiry
from narrow.errors import RegisterError, RequestError
from narrow.lists.import_log import Brought
from narrow.lists.importing import ImportOptions, import_list
from tests.lists.advanced import (
    DOE,
    FIRM,
    LIST,
    NAMESPACE,
    alias,
    detail,
    entry,
    feature,
    party,
    period,
    whole,
)
from tests.lists.lists import trio

LEGACY = (
    '101,"DOE, John","individual","MERIDIA] [SDNTK","Minister of Defense",'
    + ",".join(["-0- "] * 6)
    + ',"DOB 31 Jan 1939; alt. DOB circa 1940; POB Ostrelq, Meridia; nationality Meridia; '
    'Gender Male."\n'
)


def table(folder: Path, role: str) -> list[dict[str, str]]:
    with (folder / f"{role}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def brought(tmp_path: Path, text: str, **how: str) -> Brought:
    (tmp_path / "sdn_advanced.xml").write_text(text, encoding="utf-8")
    found = import_list([tmp_path / "sdn_advanced.xml"], tmp_path / "r", ImportOptions(**how))
    assert sum(found.read.values()) == found.taken + found.refused + sum(found.set_aside.values())
    return found


def only(tmp_path: Path, *features: str) -> dict[str, str]:
    brought(tmp_path, whole(party("1", alias("DOE", primary=True), *features)))
    (row,) = table(tmp_path / "r", "persons")
    return row


def test_a_person_comes_in_with_all_that_is_said(tmp_path: Path) -> None:
    found = brought(tmp_path, LIST)
    assert (found.taken, found.refused) == (1, 0)
    assert found.set_aside == {"entity": 1, "vessel": 1}
    (doe,) = table(tmp_path / "r", "persons")
    assert (doe["person_id"], doe["name"]) == ("ofac-101", "John DOE")
    assert (doe["name_as_given"], doe["name_native"]) == ("DOE, John", "ДОУ, Джон")
    assert doe["also_known_as"] == "Джон ДОУ;Johnny DOE;THE DOE"
    assert doe["birth_date"] == "1939-01-31;1940~"
    assert (doe["birth_place"], doe["nationality"]) == ("Ostrelq, Meridia", "Meridia")
    assert (doe["gender"], doe["left_over"]) == ("male", "Email Address: doe@example.org")
    assert found.unread_by == {"remarks": 1}
    assert found.notes == {"listings on the SDN List": 1}
    names = {(n["name"], n["kind"], n["quality"]) for n in table(tmp_path / "r", "names")}
    assert ("THE DOE", "aka", "low") in names
    assert ("Johnny DOE", "aka", "good") in names


def test_it_says_when_why_and_under_what_somebody_was_listed(tmp_path: Path) -> None:
    brought(tmp_path, LIST)
    rows = table(tmp_path / "r", "designations")
    assert [row["program"] for row in rows] == ["MERIDIA", "SDNTK"]
    assert {row["listed_on"] for row in rows} == {"2015-03-09"}
    assert {row["delisted_on"] for row in rows} == {".."}
    assert "Executive Order 99999 (Meridia)" in rows[0]["summary"]
    (source,) = table(tmp_path / "r", "sources")
    assert source["published"] == "2019-06-30"


def test_papers_places_and_relations_are_joined_by_their_numbers(tmp_path: Path) -> None:
    brought(tmp_path, LIST)
    (paper,) = table(tmp_path / "r", "identifications")
    assert (paper["kind"], paper["number"], paper["country"]) == ("Passport", "M0042117", "Meridia")
    (place,) = table(tmp_path / "r", "addresses")
    assert (place["street"], place["city"]) == ("12 Lighthouse Walk", "Ostrelq")
    (link,) = table(tmp_path / "r", "relations")
    assert (link["kind"], link["to_name"]) == ("acting for or on behalf of", "KELMUR DREDGING")
    (post,) = table(tmp_path / "r", "posts")
    assert (post["role"], post["sector"]) == ("minister", "military")


@pytest.mark.parametrize(
    ("first", "last", "circa", "edtf"),
    [
        ("1960-05-02", "1960-05-02", False, "1960-05-02"),
        ("1960-05-01", "1960-05-31", False, "1960-05"),
        ("1960-01-01", "1960-12-31", False, "1960"),
        ("1960-01-01", "1960-12-31", True, "1960~"),
        ("1949-01-01", "1951-12-31", False, "1949/1951"),
        ("1949-03-01", "1951-05-31", False, "1949-03/1951-05"),
        ("1949-03-02", "1951-05-31", False, "1949-03-02/1951-05-31"),
        ("1960-02-30", "1960-02-30", False, ""),
        ("1960-13-01", "1960-13-01", False, ""),
    ],
)
def test_a_period_becomes_edtf(
    first: str, last: str, circa: bool, edtf: str, tmp_path: Path
) -> None:
    row = only(tmp_path, feature(8, period(first, last, circa=circa)))
    assert row["birth_date"] == edtf
    assert row["birth_date_as_given"]


def test_of_two_birthdays_of_which_one_is_none_neither_is_sure(tmp_path: Path) -> None:
    good = feature(8, period("1960-05-02", "1960-05-02"))
    row = only(tmp_path, good, feature(8, period("1960-02-30", "1960-02-30")))
    assert row["birth_date"] == ""
    assert row["birth_date_as_given"] == "1960-5-2;1960-2-30"


def test_what_is_given_is_kept_in_the_lists_own_figures(tmp_path: Path) -> None:
    row = only(tmp_path, feature(8, period("1960-01-01", "1960-12-31", circa=True)))
    assert row["birth_date_as_given"] == "circa 1960-1-1 to 1960-12-31"


STRANGE = {
    "another calendar": period("1370-01-01", "1370-12-30").replace('TypeID="1"', 'TypeID="2"'),
    "an unknown calendar": period("1960-01-01", "1960-12-31").replace('TypeID="1"', 'TypeID="9"'),
    "backwards": period("1960-01-01", "1950-12-31"),
    "no figures": period("1960-01-01", "1960-01-01").replace("1960", "1_960"),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_a_period_that_is_none_stays_text_and_is_counted(strange: str, tmp_path: Path) -> None:
    row = only(tmp_path, feature(8, STRANGE[strange]))
    assert row["birth_date"] == ""
    assert row["birth_date_as_given"]


def test_a_listing_day_that_is_none_is_counted(tmp_path: Path) -> None:
    listed = entry("101", "2015-02-30", "MERIDIA")
    found = brought(tmp_path, whole(DOE, listed))
    assert found.unread_by["listed_on"] == 1
    (row,) = table(tmp_path / "r", "designations")
    assert row["listed_on"] == ""


def test_entries_that_say_the_same_are_one_listing(tmp_path: Path) -> None:
    one = entry("101", "2015-03-09", "MERIDIA")
    brought(tmp_path, whole(DOE, one + one))
    assert len(table(tmp_path / "r", "designations")) == 1


def test_of_a_year_and_its_day_the_day_is_taken(tmp_path: Path) -> None:
    year = "<EntryEvent><Date><Year>2015</Year></Date></EntryEvent>"
    listed = entry("101", "2015-03-09", "MERIDIA").replace("</EntryEvent>", "</EntryEvent>" + year)
    brought(tmp_path, whole(DOE, listed))
    (row,) = table(tmp_path / "r", "designations")
    assert row["listed_on"] == "2015-03-09"


def test_what_cannot_be_joined_is_noted(tmp_path: Path) -> None:
    stray = LIST.replace('To-ProfileID="107"', 'To-ProfileID="999"').replace(
        'IdentityID="101"', 'IdentityID="998"'
    )
    found = brought(tmp_path, stray)
    assert found.notes["relations to a party that is not in the list"] == 1
    assert found.notes["papers of nobody in the list"] == 1
    other = LIST.replace('From-ProfileID="101"', 'From-ProfileID="107"')
    assert brought(tmp_path, other).notes["relations of a party that is no individual"] == 1
    unknown = LIST.replace('RelationTypeID="15001"', 'RelationTypeID="3"')
    assert brought(tmp_path, unknown).unread_by["relation"] == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_that_a_file_declares_are_read(encoding: str, tmp_path: Path) -> None:
    text = LIST.replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    (tmp_path / "a.xml").write_bytes(text.encode(encoding))
    assert import_list([tmp_path / "a.xml"], tmp_path / "r").taken == 1


def test_the_forms_say_the_same_of_the_same_person(tmp_path: Path) -> None:
    brought(tmp_path, LIST)
    (tmp_path / "old").mkdir()
    files = trio(tmp_path / "old")
    files[0].write_text(LEGACY)
    import_list(files[:1], tmp_path / "o", ImportOptions(published="2019-06-30"))
    (new,), (old,) = table(tmp_path / "r", "persons"), table(tmp_path / "o", "persons")
    same = {"person_id", "name", "name_as_given", "birth_date", "birth_place", "gender",
            "nationality", "title_as_given"}  # fmt: skip
    assert {name: new[name] for name in same} == {name: old[name] for name in same}
    keys = ("program", "authority", "delisted_on", "reference")
    listed = [
        [[row[k] for k in keys] for row in table(tmp_path / folder, "designations")]
        for folder in ("r", "o")
    ]
    assert listed[0] == listed[1]


def test_a_case_runs_on_it(tmp_path: Path) -> None:
    brought(tmp_path, LIST)
    case = tmp_path / "listed.yaml"
    case.write_text(
        'narrow: 1\nkind: case\nid: listed\ntitle: t\nas_of: "2019-06-30"\n'
        'subject: {kind: published-list, purpose: "try it"}\nclues:\n'
        "  - {id: listed, quote: listed, some: designations, where: {authority: US-OFAC, "
        "program: SDNTK}}\n"
        "  - {id: minister, quote: a minister, some: posts, where: {role: minister}}\n"
    )
    assert [f.person.id for f in inquiry.run(case, data=tmp_path / "r").findings] == ["ofac-101"]
    early = inquiry.run(case, data=tmp_path / "r", as_of="2014-01-01")
    assert early.counts.met == 0


REFUSED = {
    "no number": (party("x", alias("DOE", primary=True)), "is not the number of a party"),
    "no profile": ('<DistinctParty FixedRef="2"/>', "has no profile"),
    "twice": (DOE + DOE, "repeats that of an earlier party"),
    "another profile": (
        DOE + DOE.replace('Profile ID="101"', 'Profile ID="555"'),
        "the number 101 repeats that of an earlier party",
    ),
    "noughts before": (
        DOE + DOE.replace("101", "0101").replace('ID="0101"', 'ID="556"'),
        "the number 101 repeats that of an earlier party",
    ),
    "no name": (party("2", ""), "has no name"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_party_is_refused_with_its_line(fault: str, tmp_path: Path) -> None:
    given, said = REFUSED[fault]
    found = brought(tmp_path, whole(party("9", alias("ROE", primary=True)) + given))
    (refusal,) = found.refusals
    assert said in refusal.reason
    assert refusal.line > 1


def test_a_paper_without_a_number_is_kept(tmp_path: Path) -> None:
    number = "<IDRegistrationNo>M0042117</IDRegistrationNo>"
    import_list(trio(tmp_path, LIST.replace(number, "")), tmp_path / "r")
    (paper,) = table(tmp_path / "r", "identifications")
    assert (paper["kind"], paper["number"], paper["country"]) == ("Passport", "", "Meridia")


def test_who_has_no_entry_is_listed_without_a_day(tmp_path: Path) -> None:
    found = brought(tmp_path, whole(DOE))
    (row,) = table(tmp_path / "r", "designations")
    assert (row["listed_on"], row["program"]) == ("", "")
    assert found.notes == {"individuals without an entry that says when and why": 1}


def test_entries_and_relations_of_others_are_passed_over(tmp_path: Path) -> None:
    brought(tmp_path, whole(DOE + FIRM, entry("107", "2015-03-09", "X") + entry("9", "2015-03-09")))
    (row,) = table(tmp_path / "r", "designations")
    assert row["person_id"] == "ofac-101"


HOSTILE = {
    "entities": (
        f'<!DOCTYPE x [<!ENTITY a "b">]><Sanctions xmlns="{NAMESPACE}"/>',
        "document type",
    ),
    "torn": (LIST[: len(LIST) // 2], "is not XML"),
    "nobody": (whole(FIRM), "no person in it was taken"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_makes_no_register(kind: str, tmp_path: Path) -> None:
    text, said = HOSTILE[kind]
    with pytest.raises((RegisterError, RequestError), match=said):
        brought(tmp_path, text)
    assert not (tmp_path / "r").exists()


def test_markup_and_numbers_that_mean_nothing_stay_text(tmp_path: Path) -> None:
    row = only(
        tmp_path,
        feature(9, detail("&lt;script&gt;; =1+1")),
        feature(999, detail("what")),
        feature(10, '<VersionLocation LocationID="nowhere"/>'),
        feature(8, ""),
    )
    assert row["birth_place"] == "<script>, =1+1"
    assert row["left_over"] == "a feature: what; Nationality Country:"
    assert row["birth_date"] == ""


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    brought(tmp_path, LIST)
    first = {p.name: p.read_bytes() for p in (tmp_path / "r").iterdir()}
    brought(tmp_path, LIST)
    assert {p.name: p.read_bytes() for p in (tmp_path / "r").iterdir()} == first
