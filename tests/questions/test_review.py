"""Every piece of advice is given where it is due, is silent where it is not, and can be silenced."""

from pathlib import Path

import pytest

import narrow
from narrow.questions.checks import CODES
from narrow.registers.opening import library
from narrow.rules.library import Library

HEAD = """narrow: 1
kind: case
id: small
title: A small case
register: venezuela-2018
as_of: "2018-09-08"
subject: {kind: invented}
sources: {s: {title: T, grade: B2}, u: {title: U, depends_on: s}}
"""
SOLDIER = "some: posts, where: {sector: military}"


def clue(name: str, body: str, *, source: str = "s", role: str = "required") -> str:
    named = f", source: {source}" if source else ""
    return f"  - {{id: {name}, quote: q{named}, role: {role}, {body}}}\n"


def advised(tmp_path: Path, clues: str, *, more: str = "", attribute: str = "") -> set[str]:
    (tmp_path / "rules" / "cases").mkdir(parents=True, exist_ok=True)
    (tmp_path / "rules" / "attributes").mkdir(exist_ok=True)
    if attribute:
        (tmp_path / "rules" / "attributes" / "x.yaml").write_text(attribute, encoding="utf-8")
    path = tmp_path / "rules" / "cases" / "small.yaml"
    path.write_text(HEAD + more + "clues:\n" + clues, encoding="utf-8")
    found = narrow.check(path, shelf=_shelf(tmp_path))
    assert found.errors == ()
    return {issue.code for issue in found.advice}


def _shelf(tmp_path: Path) -> Library:
    return library(tmp_path / "rules")


UPSIDE_DOWN = """narrow: 1
kind: attribute
id: x
title: X
says: x
readings:
  wide: {some: posts, where: {sector: {any: [military, police]}}}
  slim: {some: posts, where: {sector: police}}
"""

DUE = [
    ("N101", clue("one", 'person: {name: {not: {missing: "yes"}}}'), "", ""),
    ("N102", clue("one", "person: {gender: nobody}"), "", ""),
    ("N103", clue("one", "rule: x"), "", UPSIDE_DOWN),
    (
        "N104",
        clue("one", "some: posts, where: {sector: military, branch: {is_a: military}}"),
        "",
        "",
    ),
    ("N105", clue("one", SOLDIER, source=""), "", ""),
    (
        "N105",
        clue("one", SOLDIER),
        "exclude: [{person: maduro-moros-nicolas, reason: why, source: v}]\n",
        "",
    ),
    ("N106", clue("one", SOLDIER) + clue("two", SOLDIER), "", ""),
    ("N107", clue("one", SOLDIER) + clue("two", "person: {gender: female}", source="u"), "", ""),
    ("N108", clue("one", SOLDIER, role="supporting"), "", ""),
    ("N109", clue("one", SOLDIER, source="u"), "", ""),
    ("N110", clue("one", SOLDIER), "", ""),
    ("N111", clue("one", "some: posts, where: {sector: military, tense: former}"), "", ""),
    ("N113", clue("one", "person: {gender: Female}"), "", ""),
]


@pytest.mark.parametrize(("code", "clues", "more", "attribute"), DUE, ids=[d[0] for d in DUE])
def test_advice_is_given_and_can_be_silenced(
    tmp_path: Path, code: str, clues: str, more: str, attribute: str
) -> None:
    assert code in advised(tmp_path, clues, more=more, attribute=attribute)
    silent = f"silence: [{code}]\n"
    assert code not in advised(tmp_path, clues, more=more + silent, attribute=attribute)


def test_who_is_no_longer_holds_no_such_row_today(tmp_path: Path) -> None:
    ended = "some: posts, where: {sector: military, tense: no-longer}"
    assert "N111" not in advised(tmp_path, clue("one", ended))


def test_a_sound_case_is_left_alone(tmp_path: Path) -> None:
    assert advised(tmp_path, clue("one", SOLDIER), more='outside: "0.2"\n') == set()


def test_every_code_is_told() -> None:
    told = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert all(code in told for code in CODES)
    assert {d[0] for d in DUE} | {"N112", "N201", "N302"} == set(CODES)
