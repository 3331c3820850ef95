"""A folder is read as text: what is no table, no text or not there is said with its place."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from narrow.errors import RegisterError
from narrow.model.registers import Register
from narrow.registers.folder import LARGEST_CELL
from narrow.registers.loader import read_folder
from narrow.rules.descriptors import read_register
from narrow.rules.library import Library
from tests.registers.small import CSV, HEADERS, PERSON, POST, SOURCES, content, faults, write

ROOT = Path(__file__).parents[2]
SHIPPED = Library((ROOT / "rules",), (ROOT / "datasets",))
ROW = "p1,Chief,army,2001,2003,,,s1\n"


# --- what is read -----------------------------------------------------------------------------


def test_a_folder_becomes_its_tables(tmp_path: Path) -> None:
    found = content(tmp_path, {})
    assert found.persons == 2
    assert found.tables["persons"]["name"] == ["Ana Ñu", "Bo"]
    assert found.tables["persons"]["nation"] == ["VE;CO", ""]
    assert found.tables["posts"]["src"] == ["s1", "s2;s1"]
    assert found.tables["lists"]["post"] == ["Chief"]
    assert found.tables["posts"]["row_no"] == [2, 3]  # the lines of the file


@pytest.mark.parametrize(
    "raw",
    [
        (POST + ROW).encode(),
        (POST + ROW).encode("utf-8-sig"),
        (POST + ROW).replace("\n", "\r\n").encode(),
        (POST + ROW).replace("\n", "\r").encode(),
        (POST + ROW).rstrip().encode(),
        (POST + "\n\n" + ROW + "\n").encode(),
        (POST + ROW.replace("Chief", '"Chief"')).encode(),
    ],
)
def test_it_is_the_same_table_however_its_lines_end(tmp_path: Path, raw: bytes) -> None:
    found = content(tmp_path, {"posts.csv": raw}).tables["posts"]
    assert (found["title"], found["src"]) == (["Chief"], ["s1"])


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    turned = "out,sid,title\n2016,s1,One\n,s2,Two\n"
    found = content(tmp_path, {"sources.csv": turned}).tables["sources"]
    assert (found["sid"], found["title"]) == (["s1", "s2"], ["One", "Two"])


@pytest.mark.parametrize("cell", ["NA", "NULL", "None", "nan", "0123", "2010", "12:30", "=1+1"])
def test_no_cell_is_taken_for_something_else(tmp_path: Path, cell: str) -> None:
    found = content(tmp_path, {"persons.csv": f"{PERSON}p1,{cell},,,{cell}\np2,x,,,\n"})
    assert found.tables["persons"]["name"] == [cell, "x"]
    assert found.tables["persons"]["nation"] == [cell, ""]


def test_a_cell_may_have_lines_commas_and_quotes(tmp_path: Path) -> None:
    rows = POST + 'p1,"Chief, ""the""\nboss",army,,,,,s1\n' + ROW
    found = content(tmp_path, {"posts.csv": rows}).tables["posts"]
    assert found["title"] == ['Chief, "the"\nboss', "Chief"]
    assert found["row_no"] == [2, 4]


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    empty = {name: f"{header}\n" for name, header in HEADERS.items()}
    found = content(tmp_path, dict(empty))
    assert found.persons == 0
    assert all(values == [] for rows in found.tables.values() for values in rows.values())


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    text = "x" * (LARGEST_CELL - 1)
    lists = HEADERS["sub/lists.csv"]
    rows = POST + ROW.replace("Chief", text)
    found = content(tmp_path, {"posts.csv": rows, "sub/lists.csv": lists})
    assert found.tables["posts"]["title"] == [text]


@pytest.mark.parametrize("name", SHIPPED.register_files())
def test_a_shipped_register_is_read(name: str) -> None:
    path = SHIPPED.register(name)
    register = read_register(path, SHIPPED.vocabularies())
    found = read_folder(path.parent, register)
    assert found.persons == len(found.tables["persons"]["row_no"]) > 0


# --- the hash ---------------------------------------------------------------------------------


def test_the_hash_is_of_the_files_as_they_stand(tmp_path: Path) -> None:
    first = content(tmp_path, {}).sha256
    assert len(first) == len(hashlib.sha256().hexdigest())
    assert content(tmp_path, {}).sha256 == first
    assert content(tmp_path, {"sources.csv": CSV["sources.csv"] + "\n"}).sha256 != first
    assert content(tmp_path, {"datapackage.json": "{ }"}).sha256 != first
    assert content(tmp_path, {"other.csv": "x"}).sha256 == first


# --- faults -----------------------------------------------------------------------------------

COMMAS = "a register has commas: save it as CSV with commas"
LOST = "the column '{}' of the descriptor is missing; {}"
NO_FILE = "cannot be read: No such file or directory"
FAULTS: list[tuple[str, str | bytes | None, list[tuple[str, int, int, str]]]] = [
    # files
    ("posts.csv", None, [("posts.csv", 0, 0, NO_FILE)]),
    ("sub/lists.csv", None, [("lists.csv", 0, 0, NO_FILE)]),
    # headers
    (
        "sources.csv",
        "",
        [
            ("sources.csv", 1, 1, LOST.format(name, "the file is empty"))
            for name in ("out", "sid", "title")
        ],
    ),
    (
        "sources.csv",
        "sid,titel,out\n",
        [
            (
                "sources.csv",
                1,
                1,
                "the column 'title' of the descriptor is missing; did you mean 'titel'?",
            ),
            ("sources.csv", 1, 2, "the column 'titel' is not in the descriptor"),
        ],
    ),
    (
        "sources.csv",
        "sid,title,out,more\n",
        [("sources.csv", 1, 4, "the column 'more' is not in the descriptor")],
    ),
    (
        "sources.csv",
        "sid,title,out,title\n",
        [("sources.csv", 1, 4, "a second column is called 'title'")],
    ),
    (
        "sources.csv",
        "sid;title;out\ns1;One;2016\n",
        [("sources.csv", 1, 1, "semicolons stand between the cells; " + COMMAS)],
    ),
    (
        "sources.csv",
        'sid;"title"\ns1;One\n',
        [("sources.csv", 1, 1, "semicolons stand between the cells; " + COMMAS)],
    ),
    (
        "sources.csv",
        "sid\ttitle\tout\ns1\tOne, two\t2016\n",
        [("sources.csv", 1, 1, "tabs stand between the cells; " + COMMAS)],
    ),
    # rows
    (
        "sources.csv",
        "sid,title,out\ns1,One,2016\ns2,Two\n",
        [("sources.csv", 3, 1, "has 2 cells; the header has 3")],
    ),
    (
        "sources.csv",
        "sid,title,out\ns1,One,2016,x\n",
        [("sources.csv", 2, 1, "has 4 cells; the header has 3")],
    ),
    (
        "sources.csv",
        'sid,title,out\ns1,"O\nne",2016\ns2,"T"wo,\n',
        [("sources.csv", 4, 1, "is not CSV: ',' expected after '\"'")],
    ),
    (
        "sources.csv",
        'sid,title,out\ns1,"One,2016\n',
        [("sources.csv", 2, 1, "is not CSV: unexpected end of data")],
    ),
    (
        "sources.csv",
        "sid,title,out\ns1," + "x" * (LARGEST_CELL + 1) + ",\n",
        [("sources.csv", 2, 1, "is not CSV: field larger than field limit (1000000)")],
    ),
    # text
    (
        "sources.csv",
        "sid,title,out\ns1,O\0ne,\n",
        [("sources.csv", 2, 1, "has a NUL character; is it a text file?")],
    ),
    (
        "sources.csv",
        "sid,title,out\ns1,One,\ns2,Ñu,\n".encode("latin-1"),
        [("sources.csv", 3, 1, "is not UTF-8 (byte 0xd1); save it as UTF-8")],
    ),
    (
        "sources.csv",
        b"PK\x03\x04\xff\xfe",
        [("sources.csv", 1, 1, "is not UTF-8 (byte 0xff); save it as UTF-8")],
    ),
    *(
        (
            "sources.csv",
            "sid,title,out\ns1,One,\n".encode(code),
            [("sources.csv", 1, 1, "is UTF-16; a register is UTF-8: save it as CSV UTF-8")],
        )
        for code in ("utf-16", "utf-16-le", "utf-16-be")
    ),
    # cells, with the line of the file
    (
        "persons.csv",
        PERSON + "p1,A,,,\n\np1,B,,,\np2,C,,,\n",
        [("persons.csv", 4, 1, "id 'p1' repeats the key of an earlier row")],
    ),
    (
        "posts.csv",
        POST + ROW + 'p1,"a\nb",amry,,,,,s1\np2,x,army,2018-02-30,,,,s1\n',
        [
            (
                "posts.csv",
                3,
                3,
                "branch 'amry' is not in the vocabulary branch; did you mean 'army'?",
            ),
            ("posts.csv", 5, 4, "start '2018-02-30' is not in the calendar"),
        ],
    ),
    (
        "posts.csv",
        POST + ROW.replace("s1", "s1;s9"),
        [("posts.csv", 2, 8, "src 's9' is not among the sources")],
    ),
    (
        "sub/lists.csv",
        HEADERS["sub/lists.csv"] + "\np1,Boss,2015\n",
        [("lists.csv", 2, 1, "id 'p1 / Boss' points to no row of posts")],
    ),
    (
        "persons.csv",
        PERSON + " ,A,,,\np1,B,,,\np2,C,,,\n",
        [("persons.csv", 2, 1, "id is blank and may not be")],
    ),
]


@pytest.mark.parametrize(("name", "given", "expected"), FAULTS)
def test_a_fault_is_said_with_its_place(
    tmp_path: Path,
    name: str,
    given: str | bytes | None,
    expected: list[tuple[str, int, int, str]],
) -> None:
    assert faults(tmp_path, {name: given}) == expected


def test_faults_of_several_tables_are_said_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {
            "persons.csv": PERSON + "p1,A,1960-13,,\np2,B,,,\n",
            "posts.csv": POST + ROW.replace("army", "amry"),
            "sources.csv": "sid,title,out\ns1,One,spring\n",
        },
    )
    assert [name for name, *_ in found] == ["persons.csv", "posts.csv", "sources.csv"]


# --- paths ------------------------------------------------------------------------------------


def with_sources_at(register: Register, path: str) -> Register:
    tables = {**register.tables, "sources": replace(SOURCES, path=path)}
    return replace(register, tables=tables)


@pytest.mark.parametrize("path", ["../outside.csv", "sub/../../outside.csv", "{root}/outside.csv"])
def test_a_path_outside_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "register"
    (tmp_path / "outside.csv").write_text(CSV["sources.csv"], encoding="utf-8")
    register = with_sources_at(write(folder, {}), path.format(root=tmp_path))
    with pytest.raises(RegisterError, match="lies outside the register's folder"):
        read_folder(folder, register)


def test_a_path_that_comes_back_into_the_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    register = with_sources_at(write(folder, {}), "sub/../sources.csv")
    assert read_folder(folder, register).tables["sources"]["sid"] == ["s1", "s2"]


def test_a_path_of_a_folder_is_refused(tmp_path: Path) -> None:
    register = with_sources_at(write(tmp_path, {}), "sub")
    with pytest.raises(RegisterError, match="cannot be read"):
        read_folder(tmp_path, register)


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    (tmp_path / "outside.csv").write_text(CSV["sources.csv"], encoding="utf-8")
    register = write(folder, {"sources.csv": None})
    (folder / "sources.csv").symlink_to(tmp_path / "outside.csv")
    with pytest.raises(RegisterError, match="lies outside the register's folder"):
        read_folder(folder, register)


# --- all at once ------------------------------------------------------------------------------


def test_a_ragged_row_does_not_hide_other_faults(tmp_path: Path) -> None:
    rows = POST + ROW.replace("army", "amry") + "p2,Aide\n"
    assert [line for _, line, *_ in faults(tmp_path, {"posts.csv": rows})] == [2, 3]


@pytest.mark.parametrize("given", [None, "nothing\n"])
def test_every_file_is_looked_at(tmp_path: Path, given: str | None) -> None:
    found = faults(tmp_path, {"posts.csv": given, "sources.csv": given})
    assert {name for name, *_ in found} == {"posts.csv", "sources.csv"}


def test_what_points_to_a_torn_table_is_not_held_against_anybody(tmp_path: Path) -> None:
    torn = {"persons.csv": PERSON + "p1,A,,,\np2\n", "sources.csv": "sid,title,out\ns1\n"}
    for name, text in torn.items():
        assert [file for file, *_ in faults(tmp_path, {name: text})] == [name]


def test_after_many_torn_rows_the_rest_is_not_looked_at(tmp_path: Path) -> None:
    assert len(faults(tmp_path, {"posts.csv": POST + "x\n" * 1000})) < 100


def test_a_blank_line_before_the_header_is_no_empty_file(tmp_path: Path) -> None:
    try:
        found = content(tmp_path, {"posts.csv": "\n" + POST + ROW})
    except RegisterError as error:
        assert "the file is empty" not in str(error)
    else:
        assert found.tables["posts"]["row_no"] == [3]
