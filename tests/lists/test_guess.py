"""A proposal loads as it stands and imports; what is not sure is a comment and decides nothing."""

from pathlib import Path

import pytest

from narrow.errors import RequestError
from narrow.lists.import_log import Brought
from narrow.lists.importing import ImportOptions, import_list, propose
from tests.lists.books import Cell, ods, xlsx
from tests.lists.test_mapped import WIDE, adds_up, file, table, two_sheets


def guessed(source: Path) -> tuple[str, Brought]:
    """Propose a mapping, save it unedited, and import with it."""
    text = propose([source])
    (name,) = [line[4:].strip('"') for line in text.splitlines() if line.startswith("id: ")]
    path = source.parent / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    found = import_list([source], source.parent / "r", ImportOptions(mapping=str(path)))
    adds_up(found)
    return text, found


def test_a_wide_list_with_two_rows_of_header(tmp_path: Path) -> None:
    text, found = guessed(file(tmp_path, WIDE, "Officers 2018.csv"))
    assert 'id: "officers-2018"' in text
    assert "header: [2, 3]" in text
    assert "repeat: {from: 1, to: 2}" in text
    assert 'dates: "MMMM YYYY"' in text
    assert found.taken == 3
    assert len(table(tmp_path / "r", "posts")) == 4


def test_a_workbook_of_two_sheets(tmp_path: Path) -> None:
    people: list[list[Cell]] = [
        ["Ref", "Nombre", "Apellido", "Sexo", "Fecha de nacimiento", "Nacionalidad", "Shoe size"],
        ["A1", "Anselm", "Oru", "M", ("date", "22374"), "MR; SY", "44"],
        ["A2", "Bela", "Tzor", "F", "13.05.1970", "MR, SY", "38"],
    ]
    posts: list[list[Cell]] = [
        ["Ref", "Cargo", "Desde", "Hasta"],
        ["A1", "Ministro de Defensa", "3 de abril de 2011", "-"],
        ["A2", "Embajador", "2012", "2014"],
    ]
    book = xlsx(tmp_path / "lista.xlsx", {"Personas": people, "Cargos": posts})
    text, found = guessed(book)
    anselm, bela = table(tmp_path / "r", "persons")
    assert (anselm["name"], anselm["gender"]) == ("Anselm Oru", "male")
    assert (anselm["birth_date"], bela["birth_date"]) == ("1961-04-03", "1970-05-13")
    assert anselm["nationality"] == "MR;SY"
    assert "may be several values" in text
    assert "not mapped: 'Shoe size': '44', '38'" in text
    assert [p["start"] for p in table(tmp_path / "r", "posts")] == ["2011-04-03", "2012"]
    assert found.refused == found.unread_total == 0


def test_a_list_of_the_sanctioned_with_companies_in_it(tmp_path: Path) -> None:
    rows = [
        ["List of designations", "", "", "", ""],
        ["Name", "Entity type", "Programme", "Date listed", "Passport No."],
        ["Anselm Oru", "Individual", "Graft Act", "2018-05-03", "X1"],
        ["Acme", "Company", "Graft Act", "2018-05-03", ""],
    ]
    text, found = guessed(ods(tmp_path / "sdn.ods", {"Tab": rows}))
    assert found.set_aside == {"Entity type: Company": 1}
    (listed,) = table(tmp_path / "r", "designations")
    assert (listed["program"], listed["listed_on"]) == ("Graft Act", "2018-05-03")
    (paper,) = table(tmp_path / "r", "identifications")
    assert (paper["kind"], paper["number"]) == ("passport", "X1")
    assert "# unsure: no column is the number of an entry" in text
    assert "# unsure: who lists them?" in text


@pytest.mark.parametrize(
    ("days", "sure", "said"),
    [
        (["03/04/2018", "05/06/2018"], "", "may be"),
        (["03/04/2018", "13/04/2018"], 'dates: "DD/MM/YYYY"', ""),
        (["03/04/2018", "04/13/2018"], 'dates: "MM/DD/YYYY"', ""),
        (["13/04/2018", "04/13/2018"], "", "both stand here"),
        (["2018", "2018-05"], "", ""),
        (["May 2018", "sometime"], 'dates: "MMMM YYYY"', "'sometime' is no date"),
    ],
)
def test_the_form_of_a_date_is_proposed_only_when_it_is_sure(
    tmp_path: Path, days: list[str], sure: str, said: str
) -> None:
    text = "No,Name,DOB\n" + "".join(f"{n},N{n},{day}\n" for n, day in enumerate(days))
    page, found = guessed(file(tmp_path, text))
    plain = " ".join(part.strip("# ") for part in page.splitlines())
    assert (sure in page) if sure else ("dates:" not in _yaml(page))
    assert (said in plain) if said else ("birth_date:" not in _comments(page))
    born = [p["birth_date"] for p in table(tmp_path / "r", "persons")]
    if said in ("may be", "both stand here"):
        assert born == ["", ""]
        assert found.unread_by == {"persons.birth_date": 2}


def _yaml(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if not line.strip().startswith("#"))


def _comments(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if line.strip().startswith("#"))


def test_a_hostile_header_stays_a_text(tmp_path: Path) -> None:
    nasty = 'x"\\: {a}\u2028- &b *c # !!python/object 😀\x7f'
    rows: list[list[Cell]] = [
        ["No", "Name", nasty.replace("\x7f", ""), "Alias\nsheets: []"],
        [1, "Anselm", "v\u2028w\nkind: case", "a\x85b"],
    ]
    text, found = guessed(xlsx(tmp_path / "n.xlsx", {"S": rows}))
    assert found.taken == 1
    assert "\u2028" not in text
    csv_text = f'No,Name,"{nasty.replace(chr(34), "")}"\n1,Anselm,x\n'
    assert guessed(file(tmp_path, csv_text, "n.csv"))[1].taken == 1


def test_the_same_name_twice_is_said_and_not_merged(tmp_path: Path) -> None:
    text, found = guessed(file(tmp_path, "Name,Born\nAnselm,1961\nAnselm,1970\n"))
    assert "who has the same name is refused" in text
    assert found.refused == 1


def test_numbers_that_repeat_are_a_person_in_several_rows(tmp_path: Path) -> None:
    text, found = guessed(
        file(tmp_path, "No,Name,Title\n1,Anselm,Minister of Defence\n1,Anselm,Ambassador\n")
    )
    assert "rows: many" in text
    assert len(table(tmp_path / "r", "persons")) == 1
    assert len(table(tmp_path / "r", "posts")) == found.taken == 2


def test_what_has_no_name_in_it_is_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no sheet has a header with a name"):
        propose([file(tmp_path, "a,b\n1,2\n")])
    with pytest.raises(RequestError, match="one file at a time"):
        propose([])


def test_a_proposal_is_the_same_twice(tmp_path: Path) -> None:
    book = two_sheets(tmp_path)
    assert propose([book]) == propose([book])
    assert "sheet 'Old' has no header" in propose([book])


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Ref no,Name\nMH/17,Ann Doe\nMH/18,Ann Doe\n", '"Ref no"'),
        ("firstname,lastname,bioguide\nAnn,Doe,X1\nBob,Doe,X2\n", '"bioguide"'),
        (
            "vorname,nachname,wiki_id\nAnn,Doe,\nBob,Doe,2\n",
            '["vorname", "nachname"]',
        ),  # not filled
    ],
)
def test_a_column_that_is_filled_and_unique_is_the_id(tmp_path: Path, text: str, ids: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    assert f"    id: {ids}\n" in propose([path])


def test_a_from_and_to_that_are_repeated_belong_to_the_post_before_them(tmp_path: Path) -> None:
    rows = "1,Ann,Judge,2010,31/12/2014,Mayor,02/2015,present\n2,Bo,Minister,2011,to date,,,\n"
    text, found = guessed(file(tmp_path, f"No,Name,Post 1,From,To,Post 2,From,To\n{rows}", "a.csv"))
    assert "not mapped" not in text
    assert "no date" not in text  # "present" and "to date" go on
    assert found.unread_by == {}
    assert [(row["title"], row["start"], row["end"]) for row in table(tmp_path / "r", "posts")] == [
        ("Judge", "2010", "2014-12-31"),
        ("Mayor", "2015-02", ".."),
        ("Minister", "2011", ".."),
    ]
