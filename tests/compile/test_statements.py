"""Statements are kept under a hash of all that they depend on, and made anew when anything changes."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from narrow.compile import sql
from narrow.compile.plan import Plan, plan
from narrow.compile.statements import MOST_KEPT, statements
from narrow.model.case import Role
from narrow.model.register import Naming, Register, Slice
from tests.records import POSTS, REGISTER, case_of, changed, code, with_columns

BODY = "some: posts\nwhere: {unit: u1, start: {before: 2010-05}}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for statements that is not there yet."""
    made = tmp_path / "deep" / "down"
    monkeypatch.setenv("NARROW_CACHE", str(made))
    return made


def planned(body: str = BODY, register: Register = REGISTER, **more: object) -> Plan:
    return plan(case_of(body, register=register, **more), register)  # type: ignore[arg-type]


def with_role(role: Role) -> Plan:
    case = case_of(BODY)
    return plan(replace(case, clues=(replace(case.clues[0], role=role),)), REGISTER)


def test_what_is_kept_is_what_is_rendered(folder: Path) -> None:
    made = planned()
    first, second = statements(made, "duckdb"), statements(made, "duckdb")
    assert first == second == sql.render(made, "duckdb")
    assert len(list(folder.iterdir())) == 1


def test_kept_values_keep_their_types(folder: Path) -> None:
    made = planned()
    statements(made, "duckdb")
    values = statements(made, "duckdb")["evidence"].values
    assert values == sql.evidence(made).values
    assert {type(value) for value in values.values()} == {str, date}


def test_what_is_kept_is_taken_and_not_rendered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = planned()
    kept = statements(made, "duckdb")
    monkeypatch.setattr(sql, "render", lambda *given: pytest.fail("rendered again"))
    assert statements(made, "duckdb") == kept


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda: planned(BODY.replace("u1", "u2")), id="another code"),
        pytest.param(lambda: planned(BODY.replace("05", "06")), id="another date"),
        pytest.param(lambda: planned(as_of=date(2018, 9, 9)), id="another day"),
        pytest.param(lambda: planned(BODY.replace("some", "none")), id="another body"),
        pytest.param(lambda: with_role(Role.STRICTLY), id="another role"),
        pytest.param(lambda: with_role(Role.SUPPORTING), id="no role for the list"),
        pytest.param(
            lambda: planned(register=changed("posts", complete_for=(Slice({}, {}),))),
            id="another completeness",
        ),
        pytest.param(
            lambda: planned(
                register=changed(
                    "posts",
                    columns=with_columns(POSTS, code("unit", missing=("", "-"))),
                )
            ),
            id="another code for not known",
        ),
        pytest.param(
            lambda: planned(register=replace(REGISTER, naming=Naming("name"))), id="other names"
        ),
    ],
)  # fmt: skip
def test_whatever_changes_the_statements_changes_the_key(folder: Path, other: object) -> None:
    before = statements(planned(), "duckdb")
    made: Plan = other()  # type: ignore[operator]
    assert statements(made, "duckdb") == sql.render(made, "duckdb") != before
    assert len(list(folder.iterdir())) == 2


def test_the_dialect_changes_the_key(folder: Path) -> None:
    made = planned()
    assert statements(made, "spark") != statements(made, "duckdb")
    assert statements(made, "spark") == sql.render(made, "spark")


def test_values_stand_beside_the_text_and_never_in_it(folder: Path) -> None:
    statements(planned("some: posts\nwhere: {unit: 'it''s'}"), "duckdb")
    (file,) = folder.iterdir()
    text, values = json.loads(file.read_text(encoding="utf-8"))["evidence"]
    assert "it's" not in text
    assert ["str", "it's"] in values.values()


@pytest.mark.parametrize("text", ["", "{", "{}[]", '{"evidence": 1}', '{"evidence": ["x"]}'])
def test_a_torn_file_is_made_anew(folder: Path, text: str) -> None:
    made = planned()
    kept = statements(made, "duckdb")
    (file,) = folder.iterdir()
    file.write_text(text, encoding="utf-8")
    assert statements(made, "duckdb") == kept
    assert statements(made, "duckdb") == kept


# DEFECT: a file that holds JSON of another shape (a list, nothing, no statements) is taken as it is:
# AttributeError for the first, a KeyError later in the run for the second.
@pytest.mark.parametrize("text", ["[]", "null", "{}"])
def test_a_file_of_another_shape_is_made_anew(folder: Path, text: str) -> None:
    made = planned()
    kept = statements(made, "duckdb")
    (file,) = folder.iterdir()
    file.write_text(text, encoding="utf-8")
    assert statements(made, "duckdb") == kept


def test_a_folder_that_cannot_be_written_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("NARROW_CACHE", str(tmp_path / "file" / "folder"))
    made = planned()
    assert statements(made, "duckdb") == sql.render(made, "duckdb")


# DEFECT: where nobody can say what the home folder is (a container with a bare user id), Path.home()
# raises RuntimeError, and no case can be run without NARROW_CACHE.
def test_no_home_folder_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("NARROW_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    made = planned()
    assert statements(made, "duckdb") == sql.render(made, "duckdb")


def test_off_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARROW_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    statements(planned(), "duckdb")
    assert list(tmp_path.iterdir()) == []


def test_without_a_word_the_cache_folder_of_the_user_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NARROW_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    statements(planned(), "duckdb")
    assert len(list((tmp_path / "narrow" / "statements").glob("*.json"))) == 1


def test_the_oldest_are_thrown_away(folder: Path) -> None:
    folder.mkdir(parents=True)
    for at in range(MOST_KEPT + 5):
        (folder / f"{at}.json").write_text("", encoding="utf-8")
    statements(planned(), "duckdb")
    assert len(list(folder.iterdir())) == MOST_KEPT
