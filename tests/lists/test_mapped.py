"""Tables of anybody's own come in under a mapping: whole, the same way twice, nothing guessed."""

import csv
import random
import sys
import zipfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from narrow.errors import NarrowError, RegisterError, RequestError, RuleError
from narrow.lists.import_log import Brought
from narrow.lists.importing import ImportOptions, import_list, propose
from narrow.lists.readers import workbook
from narrow.lists.readers import workbook as workbook_guard
from tests.conftest import Told
from tests.lists.books import Cell, ods, sheet_xml, xlsx

HEAD = "narrow: 1\nkind: mapping\nid: officers\ntitle: Officers of Meridia\n"
ONE = """\
sheets:
  - id: "No"
    tables:
      - table: persons
        columns:
          name: Name
"""
PLAIN = "No,Name\n1,Anselm Oru\n2,Bela Tzor\n"
ROWS: list[list[Cell]] = [["No", "Name"], [1, "Anselm Oru"], [2, "Bela Tzor"]]


def mapping(folder: Path, body: str = ONE) -> ImportOptions:
    path = folder / "officers.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return ImportOptions(mapping=str(path))


def file(folder: Path, text: str | bytes = PLAIN, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def table(folder: Path, role: str) -> list[dict[str, str]]:
    with (folder / f"{role}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def brought(folder: Path, text: str | bytes, body: str = ONE) -> Brought:
    found = import_list([file(folder, text)], folder / "r", mapping(folder, body))
    adds_up(found)
    return found


def adds_up(found: Brought) -> None:
    assert sum(found.read.values()) == found.taken + found.refused + sum(found.set_aside.values())


def reasons(found: Brought) -> list[tuple[int, str]]:
    return [(one.line, one.reason) for one in found.refusals]


# --- what a mapping does ----------------------------------------------------------------------

WIDE = """\
Officers of Meridia;;;;;;;;
;;;Position 1;;;Position 2;;
No;Name;Born;Title;From;To;Title;From;To
1;Anselm Oru;03/04/1961;Minister of Defence;2011;May 2013;Former Commander of the Army;;
2;Bela Tzor;n/a;Ambassador;-;;;;
3;Cuno Rá;30/02/1961;wizard;2012;;;;
"""
WIDE_BODY = """\
missing: ["-", n/a]
sheets:
  - header: [2, 3]
    id: "No"
    tables:
      - table: persons
        columns:
          name: Name
          birth_date: {column: Born, dates: DD/MM/YYYY}
      - table: posts
        repeat: {to: 2}
        understand: title
        columns:
          title: "Position {n} Title"
          start: "Position {n} From"
          end: {column: "Position {n} To", dates: MMMM YYYY}
"""


def test_wide_becomes_long_under_two_rows_of_header(tmp_path: Path) -> None:
    found = brought(tmp_path, WIDE, WIDE_BODY)
    assert (found.taken, found.refused) == (3, 0)
    anselm, bela, cuno = table(tmp_path / "r", "persons")
    assert (anselm["person_id"], anselm["birth_date"]) == ("officers-1", "1961-04-03")
    assert anselm["birth_date_as_given"] == "03/04/1961"
    assert (bela["birth_date"], bela["birth_date_as_given"]) == ("", "")
    assert (cuno["birth_date"], cuno["birth_date_as_given"]) == ("", "30/02/1961")
    posts = table(tmp_path / "r", "posts")
    assert [(p["person_id"], p["role"], p["start"], p["end"]) for p in posts] == [
        ("officers-1", "minister", "2011", "2013-05"),
        ("officers-1", "commander", "", ""),
        ("officers-2", "ambassador", "", ""),
        ("officers-3", "", "2012", ""),
    ]
    assert (posts[0]["end_as_given"], posts[3]["commands_unit"]) == ("May 2013", "unknown")
    assert dict(found.unread_by) == {"persons.birth_date": 1, "title": 1}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        import_list([file(tmp_path, WIDE)], tmp_path / name, mapping(tmp_path, WIDE_BODY))
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


VALUES = """\
sheets:
  - id: "No"
    only: {Type: [Individual]}
    tables:
      - table: persons
        columns:
          name: {column: [First, Last], join: " "}
          gender: {column: Sex, values: {M: male, F: female}}
          nationality: {column: Nation, split: "/", values: {MR: Meridia, SY: Sylvania, "none": ""}}
      - table: posts
        columns:
          title: Office
          branch: {column: Force, values: {Ejército: army}}
      - table: names
        columns:
          name: {column: Alias, split: ";"}
          kind: {constant: aka}
"""


def test_words_become_codes_and_unknown_ones_stay_blank(tmp_path: Path) -> None:
    text = (
        "No,Type,First,Last,Sex,Nation,Office,Force,Alias\n"
        "1,individual,Anselm,Oru,m,MR / SY,General,EJÉRCITO,The Oru; Oru the Elder\n"
        "2,Individual,Bela,Tzor,x,MR/Atlantis,General,Navy,\n"
        "3,Individual,Cuno,Rá,F,none,,,\n"
        "4,Company,Acme,,,,,,\n"
    )
    found = brought(tmp_path, text, VALUES)
    assert found.set_aside == {"Type: Company": 1}
    anselm, bela, cuno = table(tmp_path / "r", "persons")
    assert (anselm["name"], anselm["gender"]) == ("Anselm Oru", "male")
    assert anselm["nationality"] == "Meridia;Sylvania"
    # one of the two is not understood, so what is known of them is not all there is
    assert (bela["nationality"], bela["nationality_as_given"]) == ("", "MR/Atlantis")
    assert (bela["gender"], bela["gender_as_given"]) == ("", "x")
    assert (cuno["nationality"], cuno["nationality_as_given"]) == ("", "none")
    first, second = table(tmp_path / "r", "posts")
    assert (first["branch"], first["branch_as_given"]) == ("army", "EJÉRCITO")
    assert (second["branch"], second["branch_as_given"]) == ("", "Navy")
    assert [n["name"] for n in table(tmp_path / "r", "names")] == ["The Oru", "Oru the Elder"]
    assert dict(found.unread_by) == {
        "persons.gender": 1,
        "persons.nationality": 1,
        "posts.branch": 1,
    }


TWO = """\
sheets:
  - sheet: Posts
    id: Person
    tables:
      - table: posts
        columns: {title: Office, start: Since}
  - sheet: People
    header: 2
    id: B
    tables:
      - table: persons
        columns: {name: C, birth_date: Born}
"""


def two_sheets(folder: Path) -> Path:
    people: list[list[Cell]] = [
        ["", "", "Officers", ""],
        ["", "No", "Name", "Born"],
        ["", 1, "Anselm Oru", ("date", "22374")],
        ["", 2, "Bela Tzor", ("date", "36526")],
    ]
    posts: list[list[Cell]] = [
        ["Person", "Office", "Since"],
        [1, "Minister", 2011],
        [1, ("HYPERLINK(1)", "Envoy"), ""],
        [9, "Judge", ""],
    ]
    return xlsx(
        folder / "two.xlsx",
        {"People": people, "Posts": sheet_xml(posts, ["E1:F1"]), "Old": [["x"]]},
    )


def test_two_sheets_are_tied_by_the_id(tmp_path: Path) -> None:
    found = import_list([two_sheets(tmp_path)], tmp_path / "r", mapping(tmp_path, TWO))
    adds_up(found)
    anselm, bela = table(tmp_path / "r", "persons")
    assert (anselm["person_id"], anselm["birth_date"]) == ("officers-1", "1961-04-03")
    assert bela["birth_date"] == "2000-01-01"
    posts = table(tmp_path / "r", "posts")
    assert [(p["title"], p["start"]) for p in posts] == [("Minister", "2011"), ("Envoy", "")]
    assert {p["source_id"] for p in posts} == {"officers-1"}
    (refusal,) = found.refusals
    assert (refusal.file, refusal.line) == ("two.xlsx[Posts]", 4)
    assert "'officers-9', who is not in the list" in refusal.reason
    assert found.notes == {
        "merged cells in sheet 'Posts': only the first of each holds the value": 1,
        "sheet two.xlsx[Old] is not mapped": 1,
    }


def test_two_files_are_told_apart_by_name(tmp_path: Path) -> None:
    body = ONE.replace('- id: "No"', '- file: list.csv\n    id: "No"') + (
        "  - file: posts.csv\n    id: Person\n    tables:\n"
        "      - {table: posts, columns: {title: Office}}\n"
    )
    posts = file(tmp_path, "Person;Office\n2;Judge, retired\n", "posts.csv")
    import_list([posts, file(tmp_path)], tmp_path / "r", mapping(tmp_path, body))
    (post,) = table(tmp_path / "r", "posts")
    assert (post["person_id"], post["title"]) == ("officers-2", "Judge, retired")
    with pytest.raises(RequestError, match=r"needs the file 'posts.csv'"):
        import_list([file(tmp_path)], tmp_path / "r", mapping(tmp_path, body))
    with pytest.raises(RequestError, match="must say which"):
        import_list([posts, file(tmp_path)], tmp_path / "r", mapping(tmp_path))


def test_a_person_may_stand_in_several_rows(tmp_path: Path) -> None:
    body = ONE.replace("- table: persons", "- table: persons\n        rows: many") + (
        "      - {table: posts, columns: {title: Office}}\n"
    )
    text = "No,Name,Office\n1,Anselm,Judge\n1,Anselm,Envoy\n1,Anselm,Envoy\n1,Anton,Clerk\n"
    found = brought(tmp_path, text, body)
    assert len(table(tmp_path / "r", "persons")) == 1
    assert [p["title"] for p in table(tmp_path / "r", "posts")] == ["Judge", "Envoy"]
    assert reasons(found) == [(5, "says otherwise of 'officers-1' than row 2 (officers)")]


def test_days_beside_several_posts_are_said_of_none(tmp_path: Path) -> None:
    body = ONE + (
        "      - table: posts\n        understand: title\n"
        "        columns: {title: Office, start: Since}\n"
    )
    text = "No,Name,Office,Since\n1,Anselm,Minister of Defence; Ambassador,2011\n"
    found = brought(tmp_path, text, body)
    posts = table(tmp_path / "r", "posts")
    assert [(p["role"], p["start"], p["start_as_given"]) for p in posts] == [
        ("minister", "", "2011"),
        ("ambassador", "", "2011"),
    ]
    assert found.unread_by == {"start of several posts": 1}


def test_ods_gives_what_csv_gives(tmp_path: Path) -> None:
    rows = [["No", "Name"], ["1", "Anselm Oru"], ["", ""], ["2", "Cuno Rá"]]
    found = import_list(
        [ods(tmp_path / "l.ods", {"Sheet1": rows})], tmp_path / "r", mapping(tmp_path)
    )
    assert [p["name"] for p in table(tmp_path / "r", "persons")] == ["Anselm Oru", "Cuno Rá"]
    assert found.taken == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (PLAIN.replace("Oru", "Orú").encode("utf-8-sig"), "Anselm Orú"),
        (PLAIN.replace("Oru", "Orú").encode("utf-16"), "Anselm Orú"),
        (PLAIN.replace("Oru", "Orú").encode("latin-1"), "Anselm Orú"),
        (PLAIN.replace(",", "\t").encode(), "Anselm Oru"),
        (PLAIN.replace(",", ";").replace("\n", "\r\n").encode(), "Anselm Oru"),
    ],
)
def test_marks_and_encodings_are_told(tmp_path: Path, text: bytes, name: str) -> None:
    brought(tmp_path, text)
    assert table(tmp_path / "r", "persons")[0]["name"] == name


def test_the_day_of_the_list_comes_from_the_mapping(tmp_path: Path) -> None:
    brought(tmp_path, PLAIN, 'published: "2018-09-08"\npublisher: The ministry\n' + ONE)
    assert '"known_until": "2018-09-08"' in (tmp_path / "r" / "datapackage.json").read_text()
    (source,) = table(tmp_path / "r", "sources")
    assert (source["published"], source["publisher"]) == ("2018-09-08", "The ministry")


# --- a row's own source -------------------------------------------------------------------------

CITING = """\
No;Name;Post;Since;Link;Printed
1;Anselm Oru;Minister of Defence;2011;https://gazette.example/1;03/04/2012
1;Anselm Oru;Minister of Defence;2011;https://herald.example/a;
1;Anselm Oru;Minister of Defence;2011;https://herald.example/a;
2;Bela Tzor;Ambassador;;;
"""
CITING_BODY = """\
sheets:
  - id: "No"
    tables:
      - table: persons
        rows: many
        columns: {name: Name}
      - table: posts
        columns: {title: Post, start: Since}
        source:
          url: Link
          publisher: {constant: Meridian Gazette}
          published: {column: Printed, dates: DD/MM/YYYY}
"""


def test_a_row_may_say_its_own_source(tmp_path: Path) -> None:
    found = brought(tmp_path, CITING, CITING_BODY)
    assert (found.taken, found.refused) == (4, 0)
    sources = {row["source_id"]: row for row in table(tmp_path / "r", "sources")}
    posts = table(tmp_path / "r", "posts")
    told = [(p["person_id"], sources[p["source_id"]]["url"]) for p in posts]
    assert told == [
        ("officers-1", "https://gazette.example/1"),
        ("officers-1", "https://herald.example/a"),  # the third row only says it again
        ("officers-2", ""),
    ]
    gazette = sources[posts[0]["source_id"]]
    assert (gazette["published"], gazette["title"]) == ("2012-04-03", "https://gazette.example/1")
    sheet = sources[posts[2]["source_id"]]  # whoever leaves it blank has it from the sheet
    assert sheet["title"] == "Officers of Meridia"
    assert {p["source_id"] for p in table(tmp_path / "r", "persons")} == {sheet["source_id"]}


def test_columns_that_repeat_have_a_source_each(tmp_path: Path) -> None:
    text = "No;Name;Post 1;Link 1;Post 2;Link 2\n1;Anselm Oru;Minister;u:1;Judge;u:2\n"
    body = ONE + (
        "      - table: posts\n        repeat: {to: 2}\n        columns: {title: 'Post {n}'}\n"
        "        source: {url: 'Link {n}'}\n"
    )
    brought(tmp_path, text, body)
    sources = {row["source_id"]: row["url"] for row in table(tmp_path / "r", "sources")}
    posts = table(tmp_path / "r", "posts")
    assert [(p["title"], sources[p["source_id"]]) for p in posts] == [
        ("Minister", "u:1"),
        ("Judge", "u:2"),
    ]


def test_a_source_that_is_not_well_said_is_named(tmp_path: Path) -> None:
    wrong = (
        CITING_BODY.replace("publisher:", "publsher:")
        .replace("url: Link", "url: 'Link {n}'")
        .replace("DD/MM/YYYY", "DD.QQ")
    )
    with pytest.raises(NarrowError) as caught:
        brought(tmp_path, CITING, wrong)
    said = str(caught.value)
    assert "a source has no column 'publsher' to fill; did you mean 'publisher'?" in said
    assert "nothing repeats" in said and "DD.QQ" in said
    with pytest.raises(NarrowError, match="holds one value"):
        brought(
            tmp_path, CITING, CITING_BODY.replace("url: Link", 'url: {column: Link, split: ","}')
        )
    with pytest.raises(NarrowError, match=r"the source\.url"):
        brought(tmp_path, CITING.replace("Link", "Source"), CITING_BODY)


def test_a_day_of_a_source_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    found = brought(tmp_path, CITING.replace("03/04/2012", "30/02/2012"), CITING_BODY)
    assert dict(found.unread_by)["source.published"] == 1


# --- what is hostile --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("3,Cuno,more\n", "has more cells than the header (2)"),
        ("3\n", "has 1 cells; 2 are expected"),
        ('3,"Cuno\n', "is not CSV"),
        ("3,Cu\0no\n", "has a NUL character"),
        ("3,\n", "has no name"),
        (",Cuno\n", "has no id (No)"),
        ("1,Cuno\n", "the id 'officers-1' repeats that of row 2"),
        (f"3,{'x' * 10_000_000}\n", "field larger than field limit"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(tmp_path: Path, rows: str, said: str) -> None:
    found = brought(tmp_path, PLAIN + rows)
    ((line, reason),) = reasons(found)
    assert (line, found.taken) == (4, 2)
    assert said in reason


def test_formulas_are_never_worked_out(tmp_path: Path) -> None:
    brought(tmp_path, "No,Name\n1,=1+1\n2,@SUM(A1)\n")
    assert [p["name"] for p in table(tmp_path / "r", "persons")] == ["=1+1", "@SUM(A1)"]
    book = xlsx(tmp_path / "f.xlsx", {"S": [["No", "Name"], [1, ('CMD("x")', "Anselm")]]})
    import_list([book], tmp_path / "x", mapping(tmp_path))
    assert table(tmp_path / "x", "persons")[0]["name"] == "Anselm"


def test_a_cell_of_ten_megabytes_in_a_workbook_is_refused(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "big.xlsx", {"S": [*ROWS, [3, "x" * 10_000_000]]})
    found = import_list([book], tmp_path / "r", mapping(tmp_path))
    assert reasons(found) == [(4, "has a cell of over 1,000,000 characters")]


def test_a_bomb_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_guard, "LARGEST", 1_000_000)
    book = xlsx(tmp_path / "bomb.xlsx", {"S": sheet_xml(ROWS) + " " * 5_000_000})
    assert book.stat().st_size < 20_000
    with pytest.raises(RegisterError, match="unpacks to"):
        import_list([book], tmp_path / "r", mapping(tmp_path))
    assert not (tmp_path / "r").exists()


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "lie.xlsx", {"S": sheet_xml(ROWS) + " " * 100_000})
    with zipfile.ZipFile(book) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    raw = book.read_bytes().replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little"))
    book.write_bytes(raw)
    with pytest.raises(RegisterError, match="broken zip file"):
        import_list([book], tmp_path / "r", mapping(tmp_path))


@pytest.mark.parametrize(
    "sheet",
    [
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
        "</row></sheetData></worksheet>",
    ],
)
def test_a_cell_in_the_last_corner_is_refused(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(RegisterError, match="reaches over"):
        import_list([xlsx(tmp_path / "c.xlsx", {"S": sheet})], tmp_path / "r", mapping(tmp_path))


def test_a_cell_that_repeats_a_million_times_is_refused(tmp_path: Path) -> None:
    sheet = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    with pytest.raises(RegisterError, match="reaches over"):
        import_list([ods(tmp_path / "c.ods", {"S": sheet})], tmp_path / "r", mapping(tmp_path))


def zipped(path: Path, names: dict[str, str]) -> bytes:
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in names.items():
            packed.writestr(name, text)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is an empty file"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x1f\x8b\x08", "packed with gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old workbook (.xls)"),
        (b"<html></html>", "a web page"),
        (b'{"a": 1}', "is JSON"),
        (b"PK\x03\x04 torn", "is a broken zip file"),
        ({"a.txt": "x"}, "no spreadsheet is in it"),
        ({"word/document.xml": "<x/>"}, "is a text document (.docx)"),
        ({"xl/workbook.bin": "x"}, "binary workbook"),
        ({"xl/workbook.xml": "<nonsense/>"}, ""),
        ({"xl/workbook.xml": "not xml at all"}, ""),
        (
            {"content.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "mimetype": "spreadsheet"},
            "entities",
        ),
        (b"Only,a,header\n", "no column 'No'"),
        (b"No,Name\n", "no person in it was taken"),
        (b"No,Name,name\n1,a,b\n", "stands over several columns (B and C)"),
        (b"\n\n", "is an empty file"),
        (b"\xff\xfe\x00\xd8\n\x00", ""),
    ],
)
def test_a_wrong_file_is_named_as_what_it_is(
    tmp_path: Path, content: bytes | dict[str, str], said: str
) -> None:
    raw = zipped(tmp_path / "z.zip", content) if isinstance(content, dict) else content
    with pytest.raises(NarrowError) as caught:
        import_list([file(tmp_path, raw, "list.xlsx")], tmp_path / "r", mapping(tmp_path))
    assert said in str(caught.value)
    assert not (tmp_path / "r").exists()
    with suppress(NarrowError):  # anything else is a traceback
        propose([tmp_path / "list.xlsx"])


def test_a_torn_workbook_is_refused(tmp_path: Path) -> None:
    book = two_sheets(tmp_path)
    raw = book.read_bytes()
    for cut in (100, len(raw) // 2, len(raw) - 10):
        with pytest.raises(NarrowError):
            import_list(
                [file(tmp_path, raw[:cut], "t.xlsx")], tmp_path / "r", mapping(tmp_path, TWO)
            )


def test_a_workbook_broken_anywhere_is_refused_or_read(tmp_path: Path) -> None:
    chance = random.Random(4)  # noqa: S311
    whole = zipfile.ZipFile(two_sheets(tmp_path))
    parts = {name: whole.read(name) for name in whole.namelist()}
    ended = set()
    for _ in range(150):
        name = chance.choice(list(parts))
        at = chance.randrange(len(parts[name]))
        broken = parts[name][:at] + bytes([chance.randrange(256)]) + parts[name][at + 3 :]
        with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as packed:
            for part, content in parts.items():
                packed.writestr(part, broken if part == name else content)
        try:
            propose([tmp_path / "b.xlsx"])
            ended.add("read")
        except NarrowError:
            ended.add("refused")
    assert ended == {"read", "refused"}


def test_rows_set_aside_do_not_fill_the_report(tmp_path: Path) -> None:
    text = "No,Name,Type\n1,Anselm,Individual\n" + "".join(
        f"{n},Firm {n},kind {n}\n" for n in range(2, 200)
    )
    body = ONE.replace("    tables:", "    only: {Type: Individual}\n    tables:")
    found = brought(tmp_path, text, body)
    assert len(found.set_aside) == 51
    assert sum(found.set_aside.values()) == 198


def test_the_sheet_must_be_said_where_there_are_several(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"several sheets; say which .*'People', 'Posts'"):
        import_list([two_sheets(tmp_path)], tmp_path / "r", mapping(tmp_path))
    body = TWO.replace("sheet: Posts", "sheet: Post")
    with pytest.raises(RequestError, match="did you mean 'Posts'"):
        import_list([two_sheets(tmp_path)], tmp_path / "r", mapping(tmp_path, body))


def test_all_columns_that_are_not_there_are_named(tmp_path: Path) -> None:
    body = ONE.replace("name: Name", "name: Nam\n          gender: Gender")
    with pytest.raises(RegisterError) as caught:
        brought(tmp_path, PLAIN, body)
    said = [issue.message for issue in caught.value.issues]
    assert len(said) == 2
    assert "no column 'Nam'; did you mean 'Name'? (for persons.name)" in said


def test_without_the_reader_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)  # as if it were not installed
    with pytest.raises(RequestError, match=r"pip install .*\[xlsx\]"):
        import_list([two_sheets(tmp_path)], tmp_path / "r", mapping(tmp_path, TWO))


# --- the command ------------------------------------------------------------------------------


def test_the_command_takes_a_mapping(tmp_path: Path, told: Told) -> None:
    how = mapping(tmp_path)
    done = told(
        "import", str(file(tmp_path)), "--mapping", how.mapping, "--into", str(tmp_path / "r")
    )
    assert done.code == 0, done.err
    assert "2 rows taken" in done.out
    both = told("import", "x", "--mapping", how.mapping, "--as", "un", "--into", "r")
    assert both.code == 2
    assert told("import", str(file(tmp_path))).code == 2


def test_the_command_guesses_and_makes_nothing(tmp_path: Path, told: Told) -> None:
    before = set(tmp_path.iterdir()) | {file(tmp_path)}
    done = told("import", "--guess", str(tmp_path / "list.csv"))
    assert (done.code, set(tmp_path.iterdir())) == (0, before)
    assert done.out == propose([tmp_path / "list.csv"])
    refused = told("import", "--guess", str(tmp_path / "list.csv"), "--into", "r")
    assert refused.code == 2


def test_the_reader_is_not_loaded_for_a_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_reader", lambda: import_module("nothing.of.that.name"))
    assert brought(tmp_path, PLAIN).taken == 2


OWN = """\
narrow: 1
kind: mapping
id: own
title: Own
published: "2026-01-01"
missing: ["n/a"]
sheets:
  - id: No
    tables:
      - table: persons
        columns: {name: Name}
      - table: posts
        columns:
          title: {column: Post, blank: Member of Parliament}
          state: State
          end: {column: To, dates: [DD/MM/YYYY, "YYYY-MM-DD 00:00:00"], values: {still: ".."}}
        understand: title
      - table: grounds
        columns: {ground: {column: Why, split: ";"}}
      - table: trips
        columns: {destination: {column: Trip, kind: text}}
"""


def test_a_mapping_has_columns_and_tables_of_its_own(tmp_path: Path) -> None:
    mapping = tmp_path / "own.yaml"
    mapping.write_text(OWN, encoding="utf-8")
    rows = [
        "No,Name,Post,State,To,Why,Trip",
        "1,Ann,Minister,WA,31/12/2014,Corruption;undermining democracy,Rome",
        "2,Bob,,OH,present,,",
        "3,Cid,Judge,OH,still,,",
        "4,Dan,Judge,OH,n/a,,",
        "5,Eve,Judge,OH,2014-12-31 00:00:00,,",
    ]
    path = tmp_path / "own.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = import_list([path], tmp_path / "r", ImportOptions(mapping=str(mapping)))
    assert found.whole
    posts = table(tmp_path / "r", "posts")
    assert [post["end"] for post in posts] == ["2014-12-31", "..", "..", "", "2014-12-31"]
    assert [post["state"] for post in posts] == ["WA", "OH", "OH", "OH", "OH"]
    assert (posts[1]["role"], posts[1]["title_as_given"]) == ("legislator", "")
    grounds = table(tmp_path / "r", "grounds")
    assert [row["ground"] for row in grounds] == ["corruption", "undermining-democracy"]
    assert table(tmp_path / "r", "trips")[0]["destination"] == "Rome"


def test_a_slip_in_a_column_is_no_column_of_ones_own(tmp_path: Path) -> None:
    mapping = tmp_path / "own.yaml"
    mapping.write_text(OWN.replace("state: State", "titel: State"), encoding="utf-8")
    (tmp_path / "own.csv").write_text("No,Name\n", encoding="utf-8")
    with pytest.raises(RuleError, match="did you mean 'title'"):
        import_list([tmp_path / "own.csv"], tmp_path / "r", ImportOptions(mapping=str(mapping)))
