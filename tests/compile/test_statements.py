"""Kept statements are those that would be rendered, and a changed plan never finds an older one's."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from narrow import inquiry
from narrow.compile import sql
from narrow.compile.plan import Plan, plan
from narrow.compile.statements import MOST_KEPT, statements
from narrow.model.cases import Role
from narrow.model.dates import parse
from narrow.model.registers import Naming, Register, Slice
from tests.records import POSTS, REGISTER, case_of, changed, code, with_columns


def made(as_of: str | None = None) -> Plan:
    opened = inquiry.open("wola-2018-former-commanders", as_of=as_of)
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


# --- on the small register --------------------------------------------------------------------

BODY = "some: posts\nwhere: {unit: u1, start: {before: 2010-05}}"


def small(body: str = BODY, register: Register = REGISTER, **more: object) -> Plan:
    return plan(case_of(body, register=register, **more), register)  # type: ignore[arg-type]


def with_role(role: Role) -> Plan:
    case = case_of(BODY)
    return plan(replace(case, clues=(replace(case.clues[0], role=role),)), REGISTER)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda: small(BODY.replace("u1", "u2")), id="another code"),
        pytest.param(lambda: small(BODY.replace("05", "06")), id="another date"),
        pytest.param(lambda: small(as_of=date(2018, 9, 9)), id="another day"),
        pytest.param(lambda: small(BODY.replace("some", "none")), id="another body"),
        pytest.param(lambda: with_role(Role.STRICTLY), id="another role"),
        pytest.param(lambda: with_role(Role.SUPPORTING), id="no role for the list"),
        pytest.param(
            lambda: small(register=changed("posts", complete_for=(Slice({}, {}),))),
            id="another completeness",
        ),
        pytest.param(
            lambda: small(
                register=changed(
                    "posts",
                    columns=with_columns(POSTS, code("unit", missing=("", "-"))),
                )
            ),
            id="another code for not known",
        ),
        pytest.param(
            lambda: small(register=replace(REGISTER, naming=Naming("name"))), id="other names"
        ),
    ],
)  # fmt: skip
def test_whatever_changes_the_statements_changes_the_key(kept: Path, other: object) -> None:
    before = statements(small(), "duckdb")
    made: Plan = other()  # type: ignore[operator]
    assert statements(made, "duckdb") == sql.render(made, "duckdb") != before
    assert len(list(kept.iterdir())) == 2


def test_values_stand_beside_the_text_and_never_in_it(kept: Path) -> None:
    statements(small("some: posts\nwhere: {unit: 'it''s'}"), "duckdb")
    (file,) = kept.iterdir()
    text, values = json.loads(file.read_text(encoding="utf-8"))["statements"]["evidence"]
    assert "it's" not in text
    assert ["str", "it's"] in values.values()


def test_no_home_folder_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("NARROW_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    made = small()
    assert statements(made, "duckdb") == sql.render(made, "duckdb")


@pytest.mark.parametrize("torn", ["{}", '{"digest": "", "statements": {}}'])
def test_a_file_without_the_statements_is_made_anew(kept: Path, torn: str) -> None:
    whole = statements(small(), "duckdb")
    (file,) = kept.glob("*.json")
    file.write_text(torn, encoding="utf-8")
    assert statements(small(), "duckdb") == whole


def test_off_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARROW_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    statements(small(), "duckdb")
    assert list(tmp_path.iterdir()) == []


def test_without_a_word_the_cache_folder_of_the_user_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NARROW_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    statements(small(), "duckdb")
    assert len(list((tmp_path / "narrow" / "statements").glob("*.json"))) == 1


def test_the_oldest_are_thrown_away(kept: Path) -> None:
    kept.mkdir(parents=True)
    for at in range(MOST_KEPT + 5):
        (kept / f"{at}.json").write_text("", encoding="utf-8")
    statements(small(), "duckdb")
    assert len(list(kept.iterdir())) == MOST_KEPT
