"""What would take for ever, or all the memory, is bounded; what a terminal obeys is escaped."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time
from zipfile import ZipFile

import pytest

import narrow
from narrow.compile.expressions import Bindings
from narrow.errors import RegisterError, RuleError
from narrow.lists.readers.workbook import look_over
from narrow.report.ftm import lines
from tests.conftest import Told

HEAD = """
narrow: 1
kind: case
id: c
title: T
as_of: "2018-09-08"
subject: {kind: invented}
sources: {s: {title: S, grade: B2}}
register: meridian
clues:
"""


def test_ten_thousand_codes_are_bound_in_no_time() -> None:
    bindings, began = Bindings(date(2018, 9, 8)), process_time()
    for at in range(20_000):
        bindings.bind(f"v{at}", "organization")
    assert process_time() - began < 2
    assert len(bindings.values) == 20_000
    again = bindings.bind("v7", "organization")
    assert bindings.values[again.name] == "v7" and len(bindings.values) == 20_000


def test_a_name_that_another_hint_has_taken_is_not_given_twice() -> None:
    bindings = Bindings(date(2018, 9, 8))
    names = [bindings.bind(*given).name for given in (("a", "x_2"), ("b", "x"), ("c", "x"))]
    assert len(set(names)) == 3
    assert [bindings.values[name] for name in names] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "stated", ["if_yes: inf, if_no: 1", "if_yes: 1e308, if_no: 1", "if_yes: 1, if_no: nan"]
)
def test_odds_without_bound_are_refused(stated: str, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    clue = f"  - {{id: a, quote: q, source: s, odds: {{{stated}}}, why: because, some: posts}}\n"
    path.write_text(HEAD + clue, encoding="utf-8")
    with pytest.raises(RuleError, match="odds"):
        narrow.run(path)


def test_nested_denials_are_answered(tmp_path: Path, told: Told) -> None:
    path, inner = tmp_path / "c.yaml", "some: posts"
    for _ in range(13):
        inner = f"not: {{{inner}}}"
    path.write_text(HEAD + f"  - {{id: a, quote: q, source: s, {inner}}}\n", encoding="utf-8")
    assert told("run", str(path)).code == 0


@pytest.mark.parametrize(
    "cell", ["<c r='XFD1048576'/>", '<c r = "XFD1048576"/>', "<c r\n=\n'XFD1048576'/>"]
)
def test_a_far_corner_is_refused_however_it_is_written(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", f"<worksheet><row>{cell}</row></worksheet>")
    with pytest.raises(RegisterError, match="reaches over 17,179,869,184 cells"):
        look_over(path, "xlsx")


@pytest.mark.parametrize(("blanks", "refused"), [("2000000000", True), ("9", False), ("x", False)])
def test_blanks_by_the_thousand_million_are_refused(
    blanks: str, refused: bool, tmp_path: Path
) -> None:
    path = tmp_path / "x.ods"
    with ZipFile(path, "w") as packed:
        packed.writestr("content.xml", f"<a xmlns:text='t'><text:s text:c='{blanks}'/></a>")
    if refused:
        with pytest.raises(RegisterError):
            look_over(path, "ods")
    else:
        look_over(path, "ods")


def test_lines_of_followthemoney_hold_nothing_that_a_terminal_obeys() -> None:
    answer = narrow.run("wola-2018-former-commanders")
    first = answer.findings[0]
    name = "A\x9b31m\u202e\u2066B"
    person = replace(first.person, name=name)
    told = lines(replace(answer, findings=(replace(first, person=person),)))
    assert not set(told) & set("\x9b\u202e\u2066")
    assert any(
        json.loads(line)["properties"].get("name") == [name.replace("\x9b", " ")]
        for line in told.splitlines()
    )
