"""The workbook says what the answer says, keeps every text a text, and opens where others read it."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from narrow import inquiry
from narrow.model.cases import Source
from narrow.model.evidence import CARE, Counts
from narrow.questions.matrix import Matrix
from narrow.questions.misses import Misses
from narrow.report import forms
from narrow.report.compose.workbook import Book
from narrow.report.words import headline
from narrow.report.xlsx import CUT, LONGEST, fitting
from tests.conftest import Told
from tests.report.forms_of import workbook
from tests.report.hostile import HOSTILE, hostile_answer

CASE = "wola-2018-former-commanders"
NAMES = ["Fits", "In doubt", "Ruled out", "Near misses", "Matrix", "Facts", "Sources", "Readings"]
CSV = "csv:Text - txt - csv (StarCalc):44,34,76"  # 76 is UTF-8
NAMES += ["Rules", "Run"]


def read(book: bytes, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_name(sheet).to_python()


def below(rows: list[list[Any]], head: str) -> list[dict[str, Any]]:
    at = next(i for i, row in enumerate(rows) if row[0] == head)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def part(book: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(book)).read(name).decode()


@pytest.fixture(scope="module")
def book() -> bytes:
    return made()


def made() -> bytes:
    return forms.workbook(inquiry.open(CASE))


@pytest.fixture(scope="module")
def hostile() -> bytes:
    answer = hostile_answer()
    columns: Matrix = Matrix(answer.about, "rank", answer.counts, 1, (), ())
    return workbook(Book(answer, Misses(answer.about, answer.counts, ()), columns))


def test_the_sheets_stand_in_order_and_the_first_says_how_many_and_to_take_care(
    book: bytes,
) -> None:
    assert CalamineWorkbook.from_filelike(BytesIO(book)).sheet_names == NAMES
    above = [row[0] for row in read(book, "Fits")[:3]]
    assert above[1:] == [headline(inquiry.run(CASE)), CARE]


@pytest.mark.parametrize(
    "sheet", ["Fits", "In doubt", "Ruled out", "Near misses", "Matrix", "Facts"]
)
def test_no_name_stands_without_the_size_of_the_set_and_the_care_text(
    book: bytes, sheet: str
) -> None:
    above = [row[0] for row in read(book, sheet)[:3]]
    assert above[1:] == [headline(inquiry.run(CASE)), CARE]


def test_who_fits_is_yellow_and_marked_by_a_word_as_well(book: bytes) -> None:
    fits = below(read(book, "Fits"), "Stands")
    assert len(fits) == 14
    assert {row["Stands"] for row in fits} == {"● met"}
    assert "FFFFF2A8" in part(book, "xl/styles.xml")


def test_heads_stay_and_filter_and_reasons_are_notes(book: bytes) -> None:
    sheet = part(book, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    found = inquiry.run(CASE).findings[0].clues["commander"]
    assert found.because in part(book, "xl/comments1.xml")


def test_every_person_stands_once_in_the_matrix_and_the_rules_are_there(book: bytes) -> None:
    assert len({row["Id"] for row in below(read(book, "Matrix"), "Rank")}) == 77
    assert any("former military commander" in str(r[4]) for r in read(book, "Rules"))
    texts = [str(r[4]) for r in read(book, "Rules")]
    assert '    quote: "at least 23"' in texts  # a rule is read by its indent


def test_the_same_answer_gives_the_same_bytes(book: bytes) -> None:
    assert made() == book


def test_a_formula_in_the_data_is_a_text(hostile: bytes) -> None:
    for number in range(1, len(NAMES) + 1):
        assert "<f>" not in part(hostile, f"xl/worksheets/sheet{number}.xml")
    names = [row["Name"] for row in below(read(hostile, "Fits"), "Stands")]
    assert names == ['=HYPERLINK("http://a.example","x")', "+1-2", "@SUM(1)", HOSTILE[-1].shown]


def test_only_addresses_of_the_web_are_links(hostile: bytes) -> None:
    links = "".join(
        zipfile.ZipFile(BytesIO(hostile)).read(name).decode()
        for name in zipfile.ZipFile(BytesIO(hostile)).namelist()
        if name.startswith("xl/worksheets/_rels/")
    )
    assert "https://good.example/a" in links
    assert "javascript" not in links
    assert "file:" not in links


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    assert fitting("x" * LONGEST) == "x" * LONGEST
    cut = fitting("\U0001f600" * LONGEST)
    assert cut.endswith(CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST


def test_the_command_writes_a_file_and_needs_to_be_told_where(told: Told, tmp_path: Path) -> None:
    refused = told("run", CASE, "--format", "xlsx")
    assert (refused.code, refused.out) == (2, "")
    assert "--out" in refused.err
    assert told("run", CASE, "--format", "xlsx", "--out", str(tmp_path / "b.xlsx")).code == 0
    assert read((tmp_path / "b.xlsx").read_bytes(), "Fits")[1][0].startswith("14 fit")


def test_a_source_without_a_title_and_a_huge_population_are_written(hostile: bytes) -> None:
    answer = replace(hostile_answer(), counts=Counts(met=20_000))
    clue = replace(answer.clues[0], source=Source("bare"))
    answer = replace(answer, clues=(clue,))
    columns = Matrix(answer.about, "rank", answer.counts, 1, (), ())
    made = workbook(Book(answer, Misses(answer.about, answer.counts, ()), columns))
    assert any("more are counted and not named" in str(row[0]) for row in read(made, "Fits"))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_opens_it(book: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(book)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    words = ["soffice", home, "--headless", "--convert-to", CSV, "--outdir", str(tmp_path)]
    subprocess.run([*words, str(tmp_path / "b.xlsx")], check=True, capture_output=True, timeout=120)
    first = (tmp_path / "b.csv").read_text(encoding="utf-8")
    assert "14 fit, 9 in doubt" in first
    assert all(f.person.id in first for f in inquiry.run(CASE).findings if f.status == 2)
