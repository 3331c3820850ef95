"""Cells as sheets have them: broken formulas, day 0, times of day, long numbers, other calendars."""

import csv
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from narrow.lists.import_log import Brought
from narrow.lists.importing import ImportOptions, import_list, propose
from narrow.lists.readers.workbook import is_error

MAPPING = """\
narrow: 1
kind: mapping
id: m
title: "m"
sheets:
  - header: 1
    id: "Ref"
    tables:
      - table: persons
        columns:
          name: "Name"
          birth_date: {{column: "Born", dates: [{dates}], split: ","}}
          nationality: "Nation"
      - table: posts
        columns: {{title: "Post"}}
        understand: title
"""
HEAD = ("Ref", "Name", "Born", "Nation", "Post")
Put = Callable[[Any, Any], None]


def sheet(path: Path, put: Put) -> Path:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("A & B")
    page.write_row(0, 0, HEAD)
    put(book, page)
    book.close()
    return path


def table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def brought(source: Path, dates: str = '"DD/MM/YYYY"', published: str = "") -> Brought:
    mapping = source.with_name("m.yaml")
    mapping.write_text(MAPPING.format(dates=dates), encoding="utf-8")
    return import_list(
        [source], source.with_name("reg"), ImportOptions(mapping=str(mapping), published=published)
    )


def rows(source: Path, name: str, *columns: str) -> list[tuple[str, ...]]:
    with (source.with_name("reg") / f"{name}.csv").open(encoding="utf-8") as file:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(file)]


def unread(report: Brought) -> dict[tuple[str, str], int]:
    return {(one.column, one.value): one.count for one in report.unread}


def test_a_cell_that_holds_an_error_is_counted_and_kept_as_text(tmp_path: Path) -> None:
    def put(book: Any, page: Any) -> None:
        page.write_row(1, 0, [1, "Ana", "1960", "VE", "Commander"])
        page.write_row(3, 0, [2, "Bo"])
        page.write_formula(3, 2, "=VLOOKUP(1,A1,1)", None, "#N/A")
        page.write_formula(3, 3, "=1/0", None, "#DIV/0!")
        page.write_formula(3, 4, "=#REF!", None, "#REF!")

    source = sheet(tmp_path / "a.xlsx", put)
    assert unread(brought(source)) == {
        ("persons.birth_date", "#N/A"): 1,
        ("persons.nationality", "#DIV/0!"): 1,
        ("posts.title", "#REF!"): 1,
    }
    told = rows(source, "persons", "birth_date", "birth_date_as_given", "nationality")
    assert told == [("1960", "1960", "VE"), ("", "#N/A", "")]
    assert rows(source, "posts", "title") == [("Commander",), ("#REF!",)]


@pytest.mark.parametrize("word", ["#N/A", "#REF!", "#BEZUG!", "#¿NOMBRE?", "Err:502"])
def test_the_error_of_a_sheet_saved_as_csv_is_told_as_well(word: str, tmp_path: Path) -> None:
    source = table(tmp_path / "a.csv", [["1", "Ana", word, "VE", ""], [word, "Bo", "", "", ""]])
    report = brought(source)
    assert unread(report) == {("persons.birth_date", word): 1}
    assert [one.reason for one in report.refusals] == [
        f"has an error for its id ({word}): a formula of the sheet is broken"
    ]


@pytest.mark.parametrize("word", ["N/A", "#1", "# 4", "error", "Err", ""])
def test_other_words_are_no_errors(word: str) -> None:
    assert not is_error(word)


def test_day_zero_of_a_sheet_is_no_time_of_day(tmp_path: Path) -> None:
    def put(book: Any, page: Any) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(1, 0, [1, "Ana"])
        page.write_datetime(1, 2, datetime(1900, 1, 1), day)
        page.write_row(2, 0, [2, "Bo"])
        page.write_datetime(2, 2, datetime(1965, 3, 15, 13, 30), day)
        page.write_row(3, 0, [3, "Cy"])
        page.write_number(3, 2, 1, day)

    source = sheet(tmp_path / "a.xlsx", put)
    report = brought(source)
    assert unread(report) == {
        ("persons.birth_date", "1900-01-00"): 1,
        ("birth_date", "1900-01-01"): 1,
    }
    assert rows(source, "persons", "birth_date") == [("",), ("1965-03-15",), ("",)]


def test_midnight_under_a_form_of_time_stays_a_time(tmp_path: Path) -> None:
    def put(book: Any, page: Any) -> None:
        page.write_row(1, 0, [1, "Ana"])
        page.write_number(1, 4, 0, book.add_format({"num_format": "hh:mm"}))

    source = sheet(tmp_path / "a.xlsx", put)
    brought(source)
    assert rows(source, "posts", "title") == [("00:00:00",)]


@pytest.mark.parametrize(
    "text",
    ["15/03/1965 13:30", "15/03/1965 1:30:00 PM", "1965-03-15T13:30:00Z", "1965-03-15 00:00"],
)
def test_a_time_of_day_is_no_part_of_a_birthday(text: str, tmp_path: Path) -> None:
    source = table(tmp_path / "a.csv", [["1", "Ana", text, "", ""]])
    assert brought(source).whole
    assert rows(source, "persons", "birth_date") == [("1965-03-15",)]


@pytest.mark.parametrize(
    ("number", "shown"),
    [(123456789012345678, "1.23456789012346E+17"), (1234567890123456, "1.23456789012346E+15")],
)
def test_a_number_of_more_than_fifteen_figures_is_no_id(
    number: int, shown: str, tmp_path: Path
) -> None:
    def put(book: Any, page: Any) -> None:
        page.write_row(1, 0, [number, "Ana"])
        page.write_row(2, 0, [123456789012345, "Bo"])
        page.write_string(3, 0, "123456789012345678")
        page.write_string(3, 1, "Cy")

    source = sheet(tmp_path / "a.xlsx", put)
    report = brought(source)
    assert [one.reason[:47] for one in report.refusals] == [f"has the number {shown} for its id:"]
    assert rows(source, "persons", "name") == [("Bo",), ("Cy",)]


def test_a_number_that_a_sheet_has_shortened_is_no_id_in_a_csv(tmp_path: Path) -> None:
    source = table(
        tmp_path / "a.csv", [["1,23457E+17", "Ana", "", "", ""], ["2", "Bo", "", "", ""]]
    )
    assert "format the column as text" in brought(source).refusals[0].reason


@pytest.mark.parametrize(
    ("born", "kept", "count"),
    [
        ("1345", "", 1),
        ("2509", "", 1),
        ("1900-01-01", "", 1),
        ("2021", "", 1),
        ("1345, 2509", "", 2),
        ("1345, 1966", "1345;1966", 1),
        ("1966", "1966", 0),
        ("1899", "1899", 0),
    ],
)
def test_a_birth_that_nobody_of_a_list_can_have_is_kept_as_text(
    born: str, kept: str, count: int, tmp_path: Path
) -> None:
    source = table(tmp_path / "a.csv", [["1", "Ana", born, "", ""]])
    report = brought(source, published="2020-05-05")
    assert report.unread_total == count
    assert rows(source, "persons", "birth_date", "birth_date_as_given") == [(kept, born)]


@pytest.mark.parametrize(
    ("born", "kept"),
    [
        ("Approximately 2001", "2001~"),
        ("1999, 2003", "1999;2003"),
        ("Approximately 1999, 2003", "1999~;2003"),
        ("approximately 1999", "1999~"),
        ("01/01/2001", "2001-01-01"),
    ],
)
def test_approximately_is_a_form_of_a_date(born: str, kept: str, tmp_path: Path) -> None:
    source = table(tmp_path / "a.csv", [["1", "Ana", born, "", ""]])
    assert brought(source, dates='"DD/MM/YYYY", "Approximately YYYY"').whole
    assert rows(source, "persons", "birth_date") == [(kept,)]


def test_a_day_that_is_the_same_either_way_decides_nothing_and_asks_nothing(tmp_path: Path) -> None:
    source = table(tmp_path / "a.csv", [["1", "Ana", "01/01/2001", "VE", ""]])
    assert "may be" not in propose([source])
    later = table(
        tmp_path / "b.csv", [["1", "A", "01/01/2001", "", ""], ["2", "B", "03/04/2001", "", ""]]
    )
    assert "03/04/2001 may be" in propose([later])
