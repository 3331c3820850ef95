"""A register becomes a folder of Parquet that is whole or is not there, and is checked when read."""

import json
from pathlib import Path
from typing import Any

import pytest

from narrow import inquiry
from narrow.engines import duckdb_file as exported
from narrow.engines.duckdb import DuckDB
from narrow.engines.parquet import ABOUT, kept_in_folder
from narrow.errors import EngineError, NarrowError, RegisterError, RequestError
from narrow.registers import storing
from narrow.registers import storing as exporting
from narrow.registers.opening import load_register
from tests.conftest import Told

CASE = "wola-2018-former-commanders"
WORKED = "venezuela-2018"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    exporting.export(WORKED, tmp_path / "v")
    return tmp_path / "v"


def altered(folder: Path, **changed: Any) -> None:
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    (folder / ABOUT).write_text(json.dumps(about | changed), encoding="utf-8")


def tables_of(folder: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))["tables"]
    return made


# --- what is written --------------------------------------------------------------------------


def test_the_answer_and_the_hash_are_those_of_the_folder(folder: Path) -> None:
    assert load_register(folder).sha256 == load_register(WORKED).sha256
    here = inquiry.run(CASE, data=folder).data
    assert here == inquiry.run(CASE).data


def test_a_stored_register_is_exported_too(tmp_path: Path, folder: Path) -> None:
    storing.store(WORKED, tmp_path / "v.duckdb")
    exporting.export(tmp_path / "v.duckdb", tmp_path / "other")
    names = [part.name for parts in kept_in_folder(folder / ABOUT).parts.values() for part in parts]
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_files_are_of_bounded_length_and_lie_sorted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exported, "MOST_ROWS", 100)
    rows = exporting.export("meridian", tmp_path / "m")
    posts = kept_in_folder(tmp_path / "m" / ABOUT).parts["posts"]
    assert [part.rows for part in posts] == [100] * (rows["posts"] // 100) + [rows["posts"] % 100]
    with DuckDB() as engine:
        engine.load(load_register(tmp_path / "m"))
        found = engine.run("SELECT sector, role, person_no FROM posts")
    with DuckDB() as engine:
        storing.store("meridian", tmp_path / "m.duckdb")
        engine.attach(tmp_path / "m.duckdb")
        assert found == engine.run("SELECT sector, role, person_no FROM posts ORDER BY rowid")
    case = "meridian-harbour-memo"
    here = inquiry.run(case, data=tmp_path / "m").data
    assert here == inquiry.run(case).data


def test_the_command_writes_and_says_how_many(told: Told, tmp_path: Path) -> None:
    ended = told("export", WORKED, "--to", "parquet", "--into", str(tmp_path / "v"))
    assert ended.code == 0
    assert "77 persons, 422 posts" in ended.err
    assert told("export", WORKED, "--into", str(tmp_path / "v")).code == 0  # ours is replaced
    assert told("export", WORKED, "--to", "csv", "--into", str(tmp_path / "w")).code == 2
    assert told("export", WORKED).code == 2
    again = told("export", str(tmp_path / "v"), "--into", str(tmp_path / "w"))
    assert "is a folder of Parquet already" in again.err


def test_what_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(RequestError, match="no folder of Parquet that narrow has written"):
        exporting.export(WORKED, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "dear"


@pytest.mark.parametrize("name", ["a*b", "a?b", "a[b]", "a{b}", "a\\b", "a.duckdb"])
def test_a_name_that_cannot_be_read_again_is_refused(
    tmp_path: Path, folder: Path, name: str
) -> None:
    with pytest.raises(RequestError, match=r"means several|register in one file"):
        exporting.export(WORKED, tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    if not name.endswith(".duckdb"):
        folder.rename(tmp_path / name)
        (tmp_path / "axb").symlink_to(tmp_path / name)
        with pytest.raises(RegisterError, match="means several"):
            load_register(f"{tmp_path / name}/")
        with pytest.raises(RegisterError, match="means several"):
            load_register(tmp_path / "axb")


@pytest.mark.parametrize(
    "name", ["a b", "a%20b", "a#b", "x=1", "ñandú 中", "it's", 'q"q', "a,b", "a;b", "$HOME", "a\nb"]
)
def test_a_folder_may_be_called_anything_else(
    on_every_engine: str, tmp_path: Path, name: str
) -> None:
    exporting.export(WORKED, tmp_path / name)
    there = inquiry.run(CASE, data=tmp_path / name).data
    assert there == inquiry.run(CASE).data


def test_a_killed_export_leaves_the_old_folder_and_nothing_beside(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / ABOUT).read_bytes()

    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exported, "_part", fails)
    with pytest.raises(KeyboardInterrupt):
        exporting.export(WORKED, folder)
    assert (folder / ABOUT).read_bytes() == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


# --- what is read -----------------------------------------------------------------------------


def test_a_file_that_was_changed_or_lost_is_told(folder: Path) -> None:
    file = folder / "posts" / "part-00000.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole + b"x")
    with pytest.raises(NarrowError, match="is not there as it was written; export it again"):
        load_register(folder)
    file.unlink()
    with pytest.raises(NarrowError, match=r"posts/part-00000.parquet is not there"):
        load_register(folder)


def test_check_reads_every_byte(folder: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told("check", str(folder)).code == 0
    file = folder / "posts" / "part-00000.parquet"
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 3] ^= 1
    file.write_bytes(whole)
    ended = told("check", str(folder))
    assert ended.code == 1
    assert "posts/part-00000.parquet is not as it was written" in ended.out + ended.err


def test_a_folder_of_parquet_among_the_registers_is_checked_and_listed(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exporting.export(WORKED, tmp_path / "datasets" / "mine")
    assert told("check").code == 0
    assert "mine" in told("list").out
    assert told("run", CASE, "--data", "mine").code == 0


def test_a_file_of_other_columns_is_told(folder: Path) -> None:
    tables = tables_of(folder)
    (folder / "posts" / "part-00000.parquet").write_bytes(
        (folder / "grounds" / "part-00000.parquet").read_bytes()
    )
    tables["posts"][0]["size"] = tables["grounds"][0]["size"]
    altered(folder, tables=tables)
    with pytest.raises(NarrowError, match="has not the tables of its descriptor: posts"):
        inquiry.run(CASE, data=folder)


def test_a_file_that_is_no_parquet_is_told(folder: Path) -> None:
    file = folder / "posts" / "part-00000.parquet"
    file.write_bytes(b"x" * file.stat().st_size)
    with pytest.raises(NarrowError, match="names a file that is no Parquet"):
        inquiry.run(CASE, data=folder)


@pytest.mark.parametrize(
    "name", ["../outside.parquet", "/etc/passwd", "posts/../../x.parquet", "posts/x.csv"]
)
def test_no_file_outside_the_folder_is_read(folder: Path, name: str) -> None:
    tables = tables_of(folder)
    tables["posts"][0]["name"] = name
    altered(folder, tables=tables)
    with pytest.raises(NarrowError, match="is no file of 'posts'"):
        load_register(folder)


def test_a_linked_table_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "posts").rename(tmp_path / "posts")
    (folder / "posts").symlink_to(tmp_path / "posts")
    with pytest.raises(NarrowError, match="is not there as it was written"):
        load_register(folder)


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    file = folder / "posts" / "part-00000.parquet"
    (tmp_path / "elsewhere.parquet").write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere.parquet")
    with pytest.raises(NarrowError, match="is not there as it was written"):
        load_register(folder)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"form": "narrow/parquet/9"}', "{\x00", "[" * 200_000]
)
def test_a_file_that_says_nothing_is_told(folder: Path, text: str) -> None:
    (folder / ABOUT).write_text(text, encoding="utf-8")
    with pytest.raises(NarrowError, match=r"does not say what the folder holds|is of form"):
        load_register(folder)


def test_words_that_were_folded_otherwise_ask_for_exporting_again(folder: Path) -> None:
    altered(folder, words="1")
    with pytest.raises(NarrowError, match="folded words otherwise; export it again"):
        load_register(folder)


@pytest.mark.parametrize("persons", [float("inf"), "many", None, [], {}])
def test_a_number_that_is_none_is_told(folder: Path, persons: object) -> None:
    altered(folder, persons=persons)
    with pytest.raises(NarrowError, match="does not say what the folder holds"):
        load_register(folder)


def test_nothing_else_can_be_read_once_it_is_loaded(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    content = load_register(folder)
    with DuckDB() as engine:
        engine.load(content)
        assert engine.run("SELECT count(*) FROM posts") == [(422,)]
        with pytest.raises(EngineError, match=r"(?i)permission|disabled|not allowed"):
            engine.run(f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')")  # noqa: S608
        with pytest.raises(EngineError, match=r"(?i)lock|configuration"):
            engine.run("SET enable_external_access = true")
