"""Kept statements are those that would be rendered, and a changed plan never finds an older one's."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from narrow.compile.plan import Plan, plan
from narrow.compile.statements import statements
from narrow.model.dates import parse
from narrow.opening import load_case


def made(as_of: str | None = None) -> Plan:
    opened = load_case("wola-2018-former-commanders", as_of=as_of)
    return plan(opened.case, opened.content.register)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("NARROW_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_what_is_kept_is_what_is_rendered(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = statements(made(), "duckdb")
    (file,) = kept.glob("*.json")
    stamp = file.stat().st_mtime_ns
    again = statements(made(), "duckdb")
    assert file.stat().st_mtime_ns == stamp
    monkeypatch.setenv("NARROW_CACHE", "off")
    assert first == again == statements(made(), "duckdb")


def test_values_come_back_as_they_were(kept: Path) -> None:
    statements(made(), "duckdb")
    values = statements(made(), "duckdb")["evidence"].values
    assert values["as_of"] == date(2018, 9, 8)
    assert all(isinstance(value, date | str | int) for value in values.values())


def test_another_day_dialect_or_register_is_another_statement(kept: Path) -> None:
    statements(made(), "duckdb")
    statements(made("2017-01-01"), "duckdb")
    statements(made(), "spark")
    changed = made()
    statements(replace(changed, case=replace(changed.case, as_of=parse("2016-01-01"))), "duckdb")
    assert len(list(kept.glob("*.json"))) == 4


@pytest.mark.parametrize(
    "torn", ["", "{", "[]", '{"evidence": 1}', '{"evidence": ["x", {"a": ["date", "x"]}]}']
)
def test_a_torn_file_is_made_anew(kept: Path, torn: str) -> None:
    whole = statements(made(), "duckdb")
    (file,) = kept.glob("*.json")
    file.write_text(torn, encoding="utf-8")
    assert statements(made(), "duckdb") == whole


def test_a_folder_that_cannot_be_written_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARROW_CACHE", "/proc/nowhere")
    assert statements(made(), "duckdb")["evidence"].text.startswith("WITH")
