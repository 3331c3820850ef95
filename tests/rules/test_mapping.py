"""A mapping is read like any rule: its faults all at once, each at its place, with the known word."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from narrow.errors import RuleError
from narrow.lists.mapped import targets
from narrow.model.dates import date_form, understood
from narrow.model.mappings import ListMapping
from narrow.questions.rule_files import check, schema
from narrow.rules.documents import json_schema
from narrow.rules.library import Library
from narrow.rules.mappings import lower_mapping
from tests.rules.desk import Desk, vocabulary

HEAD = """\
narrow: 1
kind: mapping
id: officers
title: Officers of Meridia
"""
SHEET = """\
sheets:
  - id: "No"
    tables:
      - table: persons
        columns:
          name: Name
"""
POSTS = """\
      - table: posts
        columns:
"""
VOCABULARIES = {"branch": vocabulary("branch", ("military",), ("army", "military"))}


def lowered(desk: Desk, body: str) -> ListMapping:
    path = desk.write("mappings", "officers", HEAD + body)
    text, document = Library((desk.folder,), ()).mapping(str(path))
    return lower_mapping(text, document, targets(VOCABULARIES))


def refused(desk: Desk, body: str) -> list[str]:
    with pytest.raises(RuleError) as caught:
        lowered(desk, body)
    return desk.placed(caught.value.issues)


def test_the_smallest_mapping_means_one_sheet(desk: Desk) -> None:
    found = lowered(desk, SHEET)
    (sheet,) = found.sheets
    assert (sheet.ids, sheet.header, sheet.has_persons) == (("No",), (1,), True)
    (cell,) = sheet.parts[0].cells
    assert (cell.target, cell.columns, cell.converts) == ("name", ("Name",), False)


def test_a_mapping_is_found_by_its_id(desk: Desk) -> None:
    desk.write("mappings", "officers", HEAD + SHEET)
    library = Library((desk.folder,), ())
    assert library.mapping("officers")[1].id == "officers"
    assert [path.name for path in library.all_files()] == ["officers.yaml"]


def test_everything_that_can_be_said_is_taken(desk: Desk) -> None:
    found = lowered(
        desk,
        'published: "2018-09-08"\nmissing: ["-", N/A]\n'
        + SHEET.replace('id: "No"', 'id: [List, "No"]\n    header: [2, 3]\n    skip: [5]')
        + """\
          birth_date: {column: Born, dates: [DD/MM/YYYY, MMMM YYYY]}
          also_known_as: {column: [Alias 1, Alias 2], split: ";"}
"""
        + POSTS
        + """\
          title: "Position {n}"
          branch: {column: "Force {n}", values: {Ejército: army}}
          start: {column: "From {n}", dates: YYYY}
        repeat: {to: 3}
        understand: title
""",
    )
    (sheet,) = found.sheets
    assert found.missing == {"-", "n/a"}
    assert (sheet.ids, sheet.header, sheet.skip) == (("List", "No"), (2, 3), {5})
    posts = sheet.parts[1]
    assert (posts.numbers, posts.understand) == ((1, 2, 3), True)
    assert posts.cells[1].words == {"ejército": "army"}
    assert posts.cells[2].at(2) == ("From 2",)


def test_all_faults_are_told_at_once_at_their_places(desk: Desk) -> None:
    said = refused(
        desk,
        SHEET
        + """\
          @@birth_dat: Born
          birth_place: {column: Born in, @@dates: YYYY}
          birth_date: {column: Born, dates: [YYYY, @@MM/DD]}
          @@gender: {}
      - @@table: post
        columns: {title: Title}
      - table: posts
        columns:
          branch: {column: Force, values: {Army: army, @@Navy: armi}}
          start: {@@constant: yesterday}
          @@title: "Position {n}"
""",
    )
    assert said == [
        "persons has no column 'birth_dat' to fill; did you mean 'birth_date'?",
        "'birth_place' holds no dates",
        "'MM/DD' has no year (YYYY); a date without one is not known",
        "needs either a column or a constant",
        "no table 'post'; did you mean 'posts'?",
        "no code 'armi' of branch; did you mean 'army'?",
        "'yesterday' is no date; expected YYYY, YYYY-MM, YYYY-MM-DD or ..",
        "has {n}, but nothing repeats; add repeat: {to: 3}",
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (SHEET + "          name_nativ: X\n", "did you mean 'name_native'"),
        (SHEET.replace("name: Name", "gender: Sex"), "persons needs a column 'name'"),
        (SHEET.replace("table: persons", "table: names"), "no sheet fills the table 'persons'"),
        (SHEET.replace("    tables:", "    headr: 2\n    tables:"), "did you mean 'header'?"),
        (SHEET.replace("    tables:", "    header: [3, 2]\n    tables:"), "must ascend"),
        (SHEET.replace("    tables:", "    delimiter: x\n    tables:"), "'x' is none of"),
        (SHEET.replace('id: "No"', "skip: []"), "the key 'id' is missing"),
        (SHEET.replace("name: Name", "name: [A, B]"), "say what joins the columns"),
        (SHEET.replace("name: Name", "name: {column: N, split: ';'}"), "holds one value"),
        (SHEET + "        understand: title\n", "titles are understood as posts"),
        (SHEET + "        repeat: {to: 2}\n", "a row is one person"),
        (SHEET + POSTS + "          title: T\n        rows: many\n", "only persons may stand"),
        (SHEET + POSTS + "          role: R\n        understand: title\n", "no column 'title'"),
        (SHEET + POSTS + "          title: T\n        repeat: {to: 2}\n", "no column has {n}"),
        (SHEET + POSTS + "          start: {column: S, dates: '[0-9]+'}\n", "no part of a date"),
        (SHEET + POSTS + "          person_id: X\n", "posts has no column 'person_id' to fill"),
        ("sheets: []\n", "needs at least 1"),
        (
            SHEET + "      - {table: persons, columns: {name: N}}\n",
            "a sheet fills 'persons' only once",
        ),
    ],
)
def test_a_fault_is_named(desk: Desk, body: str, said: str) -> None:
    with pytest.raises(RuleError) as caught:
        lowered(desk, body)
    assert any(said in issue.message for issue in caught.value.issues), str(caught.value)
    assert all(issue.line for issue in caught.value.issues)


def test_the_schema_takes_what_is_taken(desk: Desk) -> None:
    found = schema("mapping")
    jsonschema.Draft202012Validator.check_schema(found)
    jsonschema.validate(yaml.safe_load(HEAD + SHEET), found)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(HEAD + SHEET.replace("tables", "tabels")), found)
    assert json.loads(json.dumps(json_schema("mapping"))) == found


def test_a_mapping_is_checked_like_a_rule(desk: Desk, tmp_path: Path) -> None:
    desk.write("mappings", "officers", HEAD + SHEET.replace("tables", "tabels"))
    found = check(tmp_path / "mappings", shelf=Library((tmp_path,), ()))
    assert any("tabels" in issue.message for issue in found.errors)


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("DD/MM/YYYY", "03/04/2018", "2018-04-03"),
        ("DD/MM/YYYY", "3/4/2018", "2018-04-03"),
        ("MM/DD/YYYY", "03/04/2018", "2018-03-04"),
        ("DD/MM/YYYY", "30/02/2018", ""),
        ("DD/MM/YYYY", "13/13/2018", ""),
        ("YYYYMMDD", "20180403", "2018-04-03"),
        ("MMMM YYYY", "May 2011", "2011-05"),
        ("MMMM YYYY", "Sept. 2011", "2011-09"),
        ("MMMM YYYY", "Ma 2011", ""),
        ("DD de MMMM de YYYY", "3 de abril de 2018", "2018-04-03"),
        ("MMMM DD, YYYY", "April 3, 2018", "2018-04-03"),
        ("circa YYYY", "circa 1960", "1960~"),
        ("EDTF", "1958/1963", "1958/1963"),
        ("EDTF", "soon", ""),
        ("YYYY", "٢٠١٨", ""),
        ("YYYY", "2018 " + "x" * 1_000_000, ""),
    ],
)
def test_a_form_reads_its_dates_and_no_others(form: str, text: str, day: str) -> None:
    assert date_form(form).read(text) == day


def test_two_forms_that_differ_leave_a_date_not_understood() -> None:
    forms = [date_form("DD/MM/YYYY"), date_form("MM/DD/YYYY")]
    assert understood("03/04/2018", forms) == ""
    assert understood("13/04/2018", forms) == "2018-04-13"
    assert understood("04/04/2018", forms) == "2018-04-04"
    assert understood("2018-04", ()) == "2018-04"


@pytest.mark.parametrize(
    "form", ["", "DD", "YYYY YYYY", "MM MMMM YYYY", "YYYY %d", "EDTF YYYY", "(.*)YYYY"]
)
def test_what_is_no_form_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        date_form(form)
