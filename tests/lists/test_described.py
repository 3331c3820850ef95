"""Lists that are described, not programmed, and the book kept of what reached no column."""

import csv
import json
from pathlib import Path

import pytest

from narrow.errors import RequestError
from narrow.lists.formats import FORMS
from narrow.lists.import_log import Brought, Intake
from narrow.lists.importing import ImportOptions, import_list

SECO = """\
<swiss-sanctions-list date="2026-08-27"><sanctions-program ssid="1"><program-name lang="eng">Ordinance
on Meridia</program-name><sanctions-set ssid="2" lang="eng">Annex 3</sanctions-set></sanctions-program>
<target ssid="7"><sanctions-set-id>2</sanctions-set-id><individual sex="male"><identity main="true">
<name name-type="primary-name" quality="good"><name-part name-part-type="family-name"><value>Doe</value>
<spelling-variant lang="rus" script="Cyrl">Доу</spelling-variant></name-part>
<name-part name-part-type="given-name"><value>John</value></name-part></name>
<day-month-year year="1955" month="9"/><place-of-birth place-id="9"/></identity>
<justification>He did it.</justification><relation target-id="8" relation-type="related-to"/></individual>
<modification modification-type="listed" effective-date="2020-11-10"/>
<modification modification-type="de-listed" effective-date="2021-11-10"/></target>
<target ssid="8"><entity><identity main="true"><name name-type="primary-name"><name-part
name-part-type="whole-name"><value>ACME</value></name-part></name></identity></entity></target>
<place ssid="9"><location>Port Meridia</location><country>Meridia</country></place>
</swiss-sanctions-list>"""
SEMA = """\
<data-set><record><Country>Meridia / Méridie</Country><LastName>Doe</LastName><GivenName>John</GivenName>
<Aliases>Roe, Jack; the Doe</Aliases><DateOfBirth>1955</DateOfBirth><Schedule>1, Part 1</Schedule>
<Item>1</Item><DateOfListing>2020-09-29</DateOfListing></record><record><Country>Meridia</Country>
<LastName>Poe</LastName><Aliases>Poe, Ed</Aliases><Schedule>2</Schedule><Item>2</Item></record>
<record><Country>Meridia</Country><Entity>ACME</Entity><Schedule>1</Schedule><Item>3</Item></record>
</data-set>"""
DFAT = """\
Reference,Name of Individual or Entity,Type,Name Type,Date of Birth,Place of Birth,Citizenship,Address,\
Committees,Control Date
1,John DOE,Individual,Primary Name,"a) 2 Feb 1971, b) Approximately 1960-1965",Port,Meridia,,751,05/01/2012
1a,Jack DOE,Individual,aka,"a) 2 Feb 1971, b) Approximately 1960-1965",Port,Meridia,,751,05/01/2012
2,ACME,Entity,Primary Name,,,,,751,05/01/2012
"""
CSL = """\
source,entity_number,type,programs,name,alt_names,start_date,end_date,source_list_url,dates_of_birth,ids
SDN,101,Individual,SDNTK; GLOMAG,"DOE, John, Jr.","ROE, Jack",,,http://x,1972-09-12; circa 1970,"ME, X1, \
Passport; Male, Gender"
DPL,,,,JANE ROE,,2017-10-16,2027-10-13,http://y,,
"""
SEARCH = {
    "total": 2,
    "sources": [{"count": 1, "value": "SDN"}],
    "results": [
        {
            "id": "SDN-101",
            "entity_number": "101",
            "source": "SDN",
            "type": "Individual",
            "name": "DOE, John",
            "alt_names": ["ROE, Jack"],
            "programs": ["SDNTK", "GLOMAG"],
            "dates_of_birth": ["1960 to 1961", "1962-03-04"],
            "nationalities": ["ME"],
            "ids": [
                {"type": "Passport", "number": "X1", "country": "ME", "issue_date": None},
                {"type": "Gender", "number": "Male", "country": None, "issue_date": None},
            ],
            "addresses": [{"address": "1 Quay", "city": "Port", "state": None, "country": "ME"}],
            "start_date": None,
            "title": None,
            "score": 98.6,
        },
        {"id": "e1", "source": "EL", "name": "Dora Roe", "type": None, "alt_names": None},
    ],
}
HELD = """\
person,personLabel,position,positionLabel,start,end,birth
http://www.wikidata.org/entity/Q901,Ann Doe,http://www.wikidata.org/entity/Q83307,minister,\
2001-01-01T00:00:00Z,2004-05-06T00:00:00Z,1968-01-01T00:00:00Z
http://www.wikidata.org/entity/Q902,Ed Roe,http://www.wikidata.org/entity/Q30185,mayor,\
2015-02-01T00:00:00Z,t1234,
"""
PEOPLE = [
    {
        "id": {"bioguide": "X1", "wikidata": "Q1"},
        "name": {"first": "Ann", "last": "Doe", "suffix": "Jr."},
        "bio": {"gender": "F", "birthday": "1958-03-02"},
        "terms": [{"type": "rep", "start": "1993-01-05", "end": "1995-01-03", "state": "WA"}],
        "family": [{"name": "Bob Doe", "relation": "son"}],
        "shoe": {"size": "47-invented"},
    }
]
POPOLO = {
    "persons": [{"id": "p1", "name": "Ann Doe", "death_date": "2019-11-02"}],
    "organizations": [{"id": "o1", "name": "Assembly", "classification": "legislature"}],
    "events": [{"id": "t1", "start_date": "2009-10-01", "end_date": "2013-09-30"}],
    "memberships": [
        {
            "person_id": "p1",
            "organization_id": "o1",
            "role": "member",
            "legislative_period_id": "t1",
        }
    ],
}
STATEMENTS = """\
canonical_id,entity_id,prop,schema,value,dataset,external,first_seen,last_seen
NK-1,a,name,Person,Ann Doe,one,f,2024-01-01,2024-03-01
NK-1,b,birthDate,Person,1962,two,f,2024-01-01,2024-03-02
NK-1,b,alias,Person,Anna Do,two,t,2024-01-01,2024-03-02
"""
SENZING = [
    {"DATA_SOURCE": "X", "RECORD_ID": "1", "RECORD_TYPE": "PERSON", "NAME_FULL": "Ann Doe"}
    | {"PASSPORT_NUMBER": "Z1", "PASSPORT_COUNTRY": "lb", "SHOE": "47"},
    {"DATA_SOURCE": "X", "RECORD_ID": "2", "RECORD_TYPE": "ORGANIZATION", "NAME_ORG": "ACME"},
]


def table(folder: Path, role: str) -> list[dict[str, str]]:
    with (folder / f"{role}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def brought(folder: Path, text: str, **how: bool) -> Brought:
    path = folder / "list.dat"
    path.write_text(text, encoding="utf-8")
    found = import_list([path], folder / "r", ImportOptions(**how))  # type: ignore[arg-type]
    assert sum(found.read.values()) == found.taken + found.refused + sum(found.set_aside.values())
    return found


def test_the_swiss_list_refers_to_places_sets_and_others(tmp_path: Path) -> None:
    found = brought(tmp_path, SECO)
    assert (found.form, found.taken, found.whole) == ("ch-seco", 1, True)
    (doe,) = table(tmp_path / "r", "persons")
    assert (doe["person_id"], doe["name"], doe["name_native"]) == ("ch-seco-7", "John Doe", "Доу")
    assert (doe["birth_date"], doe["birth_place"]) == ("1955-09", "Port Meridia, Meridia")
    (listed,) = table(tmp_path / "r", "designations")
    assert (listed["program"], listed["listed_on"]) == ("Ordinance on Meridia", "2020-11-10")
    assert (listed["delisted_on"], listed["summary"]) == ("2021-11-10", "Annex 3; He did it.")
    assert table(tmp_path / "r", "relations")[0]["to_name"] == "ACME"


def test_canadian_aliases_are_cut_where_the_file_decides(tmp_path: Path) -> None:
    found = brought(tmp_path, SEMA)
    assert (found.form, found.taken, found.set_aside) == ("ca-sema", 2, {"entity or ship": 1})
    assert found.unread_by == {"aliases": 1}  # "Poe, Ed": one name, or two?
    doe, poe = table(tmp_path / "r", "persons")
    assert (doe["also_known_as"], poe["also_known_as"]) == ("Jack Roe;the Doe", "")
    assert (doe["nationality"], poe["left_over"]) == ("", "aliases: Poe, Ed")


def test_the_rows_of_a_reference_with_letters_are_one_person(tmp_path: Path) -> None:
    found = brought(tmp_path, DFAT)
    assert (found.form, found.taken, found.whole) == ("au-dfat", 2, True)
    (doe,) = table(tmp_path / "r", "persons")
    assert (doe["person_id"], doe["also_known_as"]) == ("au-1", "Jack DOE")
    assert doe["birth_date"] == "1971-02-02;1960~/1965~"
    assert table(tmp_path / "r", "designations")[0]["listed_on"] == "2012-01-05"


def test_the_screening_list_parts_its_cells(tmp_path: Path) -> None:
    found = brought(tmp_path, CSL)
    aside = "row of entry whose list does not say that it is a person"
    assert (found.form, found.taken, found.set_aside) == ("us-csl", 1, {aside: 1})
    (doe,) = table(tmp_path / "r", "persons")
    assert (doe["name"], doe["also_known_as"], doe["gender"]) == (
        "John DOE Jr.",
        "Jack ROE",
        "male",
    )
    assert doe["birth_date"] == "1972-09-12;1970~"
    assert [row["program"] for row in table(tmp_path / "r", "designations")] == ["SDNTK", "GLOMAG"]
    (paper,) = table(tmp_path / "r", "identifications")
    assert (paper["kind"], paper["number"], paper["country"]) == ("Passport", "X1", "ME")


def test_the_screening_list_comes_as_json_too(tmp_path: Path) -> None:
    found, into = brought(tmp_path, json.dumps(SEARCH)), tmp_path / "r"
    assert found.form == "us-csl-json"
    (one,) = table(into, "persons")
    assert one["name"] == "John DOE"
    assert (one["gender"], one["nationality"]) == ("male", "ME")
    assert one["birth_date"] == "1960/1961;1962-03-04"
    assert [row["program"] for row in table(into, "designations")] == ["SDNTK", "GLOMAG"]
    assert [row["number"] for row in table(into, "identifications")] == ["X1"]
    assert "complete_for" not in (into / "datapackage.json").read_text(encoding="utf-8")
    assert [p.path for p in found.not_taken if not p.why] == ["results/score"]


def test_results_of_another_service_are_no_screening_list(tmp_path: Path) -> None:
    path = tmp_path / "query.json"
    path.write_text('{"head": {}, "results": {"bindings": [{"person": {"value": "Q1"}}]}}')
    with pytest.raises(RequestError, match="looks like JSON of no list that narrow knows"):
        import_list([path], tmp_path / "r")


def test_a_first_of_january_of_wikidata_is_a_year(tmp_path: Path) -> None:
    found, into = brought(tmp_path, HELD), tmp_path / "r"
    assert [(row["start"], row["end"]) for row in table(into, "posts")] == [
        ("2001", "2004-05-06"),
        ("2015-02", ""),
    ]
    assert [row["birth_date"] for row in table(into, "persons")] == ["1968", ""]
    assert found.unread_by == {
        "posts.end": 1
    }  # the service writes "t1234" where the end is not known


def test_legislators_have_terms_and_what_nobody_reads_is_told(tmp_path: Path) -> None:
    found = brought(tmp_path, json.dumps(PEOPLE))
    assert (found.form, found.taken, found.whole) == ("congress-legislators", 1, False)
    (lost,) = [one for one in found.not_taken if not one.why]
    assert (lost.path, lost.count, lost.example) == ("./shoe/size", 1, "47-invented")
    (post,) = table(tmp_path / "r", "posts")
    assert (post["role"], post["start"], post["state"]) == ("legislator", "1993-01-05", "WA")
    (kin,) = table(tmp_path / "r", "relations")
    assert (kin["kind"], kin["to_name"]) == ("son", "Bob Doe")


def test_a_membership_without_days_holds_for_its_period(tmp_path: Path) -> None:
    found = brought(tmp_path, json.dumps(POPOLO))
    assert (found.form, found.taken) == ("popolo", 1)
    (post,) = table(tmp_path / "r", "posts")
    assert (post["sector"], post["start"], post["end"]) == (
        "legislature",
        "2009-10-01",
        "2013-09-30",
    )
    assert table(tmp_path / "r", "persons")[0]["death_date"] == "2019-11-02"


def test_statements_are_one_person_and_candidates_are_left_out(tmp_path: Path) -> None:
    found = brought(tmp_path, STATEMENTS)
    (ann,) = table(tmp_path / "r", "persons")
    assert (found.form, ann["person_id"], ann["birth_date"]) == ("os-statements", "NK-1", "1962")
    assert (ann["also_known_as"], ann["source_id"], ann["also_source_id"]) == ("", "one", "two")
    assert "statements of candidates that nobody confirmed, left out" in found.notes


def test_a_column_of_statements_that_nobody_reads_is_told(tmp_path: Path) -> None:
    odd = "\n".join(f"{line},odd" for line in STATEMENTS.splitlines())
    assert [(one.path, one.count) for one in brought(tmp_path, odd).not_taken if not one.why] == [
        ("odd", 2)
    ]


def test_records_of_senzing_are_entities(tmp_path: Path) -> None:
    found = brought(tmp_path, json.dumps(SENZING))
    assert (found.form, found.set_aside) == ("senzing", {"Organization": 1})
    assert table(tmp_path / "r", "persons")[0]["left_over"] == "SHOE: 47"
    assert table(tmp_path / "r", "identifications")[0]["number"] == "Z1"


@pytest.mark.parametrize("text", [SECO, SEMA])
def test_a_value_that_reaches_no_column_is_told_and_strict_fails(tmp_path: Path, text: str) -> None:
    tag, inside = ("</target>", "<shoe>47</shoe>"), ("</record>", "<shoe>47</shoe>")
    end, more = tag if "target" in text else inside
    found = brought(tmp_path, text.replace(end, f"{more}{end}", 1), strict=True)
    assert [
        (one.path.rpartition("/")[2], one.example) for one in found.not_taken if not one.why
    ] == [("shoe", "47")]
    assert not found.whole
    assert not (tmp_path / "r").exists()  # nothing was made
    brought(tmp_path, text.replace(end, f"{more}{end}", 1))
    made = json.loads((tmp_path / "r" / "datapackage.json").read_text(encoding="utf-8"))
    assert [path for path in made["narrow"]["not_taken"] if path.endswith("shoe")]


@pytest.mark.parametrize(
    ("value", "cell", "lost"),
    [
        ("31 Jan 2020", "2020-01-31", 0),
        ("31/01/2020", "2020-01-31", 0),
        ("2020-01-31T00:00:00", "2020-01-31", 0),
        ("a) one, b) two", "one;two", 0),
        ("31/02/2020", "2020-01-31", 1),
        ("one three", "one;two", 1),
    ],
)
def test_a_value_is_known_again_however_it_is_written(value: str, cell: str, lost: int) -> None:
    intake = Intake()
    intake.wrote("persons", {"x": cell})
    intake.settle([("place", value)])
    assert len(intake.not_taken()) == lost


def test_every_form_says_why_it_leaves_something_out() -> None:
    for form in FORMS.values():
        assert all(why and why[0].islower() for why in form.ignored.values()), form.name
