"""A stored register answers as its folder does, is one file, and is believed only when whole."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from narrow import inquiry
from narrow.compile.statements import Query
from narrow.engines import duckdb_file as stored
from narrow.engines.duckdb import DuckDB
from narrow.errors import EngineError, RegisterError, RequestError
from narrow.lists import importing
from narrow.registers.opening import load_register
from narrow.registers.storing import store
from tests.conftest import Told

ROOT = Path(__file__).parents[2]
MERIDIAN = ROOT / "datasets" / "meridian"
VENEZUELA = ROOT / "datasets" / "venezuela-2018"
CASES = {MERIDIAN: "meridian-lost-admiral", VENEZUELA: "wola-2018-former-commanders"}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    folder = tmp_path_factory.mktemp("stored")
    return {data: stored_at(folder / f"{data.name}.duckdb", data) for data in CASES}


@pytest.fixture
def meridian(files: dict[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(files[MERIDIAN], tmp_path / "meridian.duckdb"))


def stored_at(path: Path, data: Path = MERIDIAN) -> Path:
    store(data, path)
    return path


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(path)) as connection:
        yield connection


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        return {n: connection.execute(f'SELECT * FROM "{n}"').fetchall() for n in names}


# --- the same answers -------------------------------------------------------------------------

QUESTIONS = {
    "run": ("run", "{case}", "--format", "json", "--all"),
    "table": ("run", "{case}"),
    "tally": ("tally", "{case}", "--by", "{by}", "--format", "json"),
    "flip": ("flip", "{case}", "--format", "json"),
    "next": ("next", "{case}", "--format", "json"),
    "misses": ("misses", "{case}", "--format", "json"),
    "matrix": ("matrix", "{case}", "--format", "json"),
    "funnel": ("funnel", "{case}", "--format", "json"),
    "exposure": ("exposure", "{case}", "--format", "json"),
    "profile": ("profile", "{data}", "--format", "json"),
    "backtest": ("backtest", "{case}", "--format", "json", "--trials", "20"),
}


@pytest.mark.parametrize("data", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_from_the_file_as_from_the_folder(
    question: str, data: Path, files: dict[Path, Path], told: Told
) -> None:
    by = "gender" if data is VENEZUELA else "authority"
    answers = []
    for register in (data, files[data]):
        words = [w.format(case=CASES[data], data=register, by=by) for w in QUESTIONS[question]]
        if question != "profile":
            words += ["--data", str(register)]
        answers.append(told(*words))
    refused = question == "backtest" and data is VENEZUELA  # nobody is weighed in a published list
    assert answers[0].code == answers[1].code == (2 if refused else 0), answers[1].err
    assert answers[0].out == answers[1].out


def test_why_names_the_line_of_the_folder(files: dict[Path, Path], told: Told) -> None:
    case = CASES[VENEZUELA]
    who = inquiry.run(case).findings[0].person.id
    folder, file = (
        told("why", case, who, "--data", str(data)) for data in (VENEZUELA, files[VENEZUELA])
    )
    assert folder.out == file.out
    assert "posts.csv:" in file.out or "row" in file.out


def test_a_kept_run_is_compared_and_repeated(
    files: dict[Path, Path], told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case = CASES[MERIDIAN]
    for name, data in (("folder.json", MERIDIAN), ("file.json", files[MERIDIAN])):
        assert told("run", case, "--data", str(data), "--save", name).code == 0
    kept = [json.loads(Path(name).read_text())["basis"] for name in ("folder.json", "file.json")]
    assert kept[0]["register"] == kept[1]["register"]
    assert told("diff", "folder.json", "file.json").code == 0
    assert told("rerun", "file.json").code == 0


def test_a_case_is_locked_on_a_stored_register(
    files: dict[Path, Path], told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case, data = CASES[MERIDIAN], str(files[MERIDIAN])
    assert told("lock", case, "--data", data).code == 0
    assert told("run", case, "--data", data).code == 0
    assert "edited" not in told("run", case, "--data", str(MERIDIAN)).out


def test_a_file_in_datasets_is_known_by_its_name(
    meridian: Path, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "datasets").mkdir()
    meridian.rename(tmp_path / "datasets" / "mine.duckdb")
    monkeypatch.chdir(tmp_path)
    assert "  mine " in told("list").out
    assert told("run", CASES[MERIDIAN], "--data", "mine").code == 0
    assert told("profile").code == 0
    assert told("check", "datasets/mine.duckdb").code == 0


# --- what is in the file ----------------------------------------------------------------------


def test_the_rows_are_those_of_the_folder(files: dict[Path, Path]) -> None:
    content, kept = load_register(MERIDIAN), load_register(files[MERIDIAN])
    assert (kept.sha256, kept.persons) == (content.sha256, content.persons)
    with DuckDB() as folder, DuckDB() as file:
        folder.load(content)
        file.load(kept)
        for role in content.register.tables:
            query = Query(f'SELECT * FROM "{role}" ORDER BY row_no', {})
            assert folder.fetch(query) == file.fetch(query), role


def test_facts_lie_sorted_by_their_codes_and_then_by_person(files: dict[Path, Path]) -> None:
    register = load_register(files[MERIDIAN]).register
    order = stored.sorted_by(register.tables["posts"])
    assert order[:2] == ("sector", "branch") or order[0] == "sector"
    assert order[-2:] == ("person_no", "row_no")
    with duckdb.connect(str(files[MERIDIAN]), read_only=True) as connection:
        lie = connection.execute(f"SELECT {', '.join(order)} FROM posts").fetchall()
    assert lie == sorted(lie)
    assert [row[-1] for row in lie] != sorted(row[-1] for row in lie)


def test_the_same_folder_gives_the_same_rows(files: dict[Path, Path], tmp_path: Path) -> None:
    again = stored_at(tmp_path / "again.duckdb")
    assert rows_of(again) == rows_of(files[MERIDIAN])


def test_many_rows_are_taken_in_as_few_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[Path, Path]
) -> None:
    monkeypatch.setattr("narrow.engines.duckdb.MANY", 1)
    monkeypatch.setattr("narrow.registers.folder.ROWS", 7)
    assert rows_of(stored_at(tmp_path / "m.duckdb")) == rows_of(files[MERIDIAN])


def test_a_register_folder_is_imported_into_a_file(told: Told, tmp_path: Path) -> None:
    ended = told("import", str(MERIDIAN), "--into", str(tmp_path / "m.duckdb"))
    assert ended.code == 0
    assert f"{len(load_register(MERIDIAN).tables['posts']['row_no']):,}  posts.csv" in ended.out
    assert told("run", CASES[MERIDIAN], "--data", str(tmp_path / "m.duckdb")).code == 0
    again = told("import", str(MERIDIAN), "--into", str(tmp_path / "folder"))
    assert (again.code, "is a register already" in again.err) == (2, True)


def test_the_bar_goes_to_its_end_and_no_further(tmp_path: Path) -> None:
    made: list[None] = []
    into = tmp_path / "m.duckdb"
    importing.import_list([MERIDIAN], into, step=lambda: made.append(None))
    assert len(made) == importing.steps([MERIDIAN], into)


# --- the doors are shut -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM read_csv('{csv}')",
        "ATTACH '{file}' AS other",
        "COPY (SELECT 1) TO '{csv}.out'",
        "INSERT INTO posts SELECT * FROM posts",
        "DROP TABLE posts",
        "CREATE TABLE mine (x INTEGER)",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_a_loaded_file_is_only_read(text: str, files: dict[Path, Path]) -> None:
    with DuckDB() as engine:
        engine.load(load_register(files[MERIDIAN]))
        with pytest.raises(EngineError):
            csv = MERIDIAN / "persons.csv"
            engine.fetch(Query(text.format(csv=csv, file=files[VENEZUELA]), {}))


def test_a_file_may_be_asked_by_several_at_once_and_be_read_only(meridian: Path) -> None:
    meridian.chmod(0o444)
    content = load_register(meridian)
    with DuckDB() as one, DuckDB() as other:
        one.load(content)
        other.load(content)
        query = Query("SELECT count(*) FROM persons", {})
        assert one.fetch(query) == other.fetch(query)


# --- files that are not believed --------------------------------------------------------------


def fault(path: Path) -> str:
    with pytest.raises(RegisterError) as caught:
        load_register(path)
    (issue,) = caught.value.issues
    assert issue.file == str(path)
    return issue.message


@pytest.mark.parametrize(
    "raw", [b"", b"persons", b"SQLite format 3\0" + b"\0" * 200, b"PK\3\4" * 9]
)
def test_a_file_of_another_kind_is_named_as_none(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(raw)
    assert fault(path) == "is no register that narrow has stored"


def test_a_torn_file_is_not_believed(meridian: Path) -> None:
    raw = meridian.read_bytes()
    meridian.write_bytes(raw[: len(raw) // 2])
    with pytest.raises((RegisterError, EngineError)), DuckDB() as engine:
        engine.load(load_register(meridian))
        for role in load_register(MERIDIAN).register.tables:
            engine.fetch(Query(f'SELECT * FROM "{role}"', {}))


def test_another_database_is_no_register(tmp_path: Path) -> None:
    with opened(tmp_path / "x.duckdb") as connection:
        connection.execute("CREATE TABLE persons (person_id VARCHAR)")
    assert "is no register that narrow has stored" in fault(tmp_path / "x.duckdb")


MEDDLING = {
    "another form": "UPDATE narrow_register SET text = '0' WHERE name = 'version'",
    "words folded otherwise": "UPDATE narrow_register SET text = '1' WHERE name = 'words'",
    "an older narrow": "DELETE FROM narrow_register WHERE name = 'words'",
    "no count": "UPDATE narrow_register SET text = 'many' WHERE name = 'persons'",
    "no hashes": "UPDATE narrow_register SET text = '[]' WHERE name = 'files'",
    "nothing said": "DELETE FROM narrow_register WHERE name = 'codes'",
    "no table": "DROP TABLE posts",
    "a column of another type": "ALTER TABLE posts ALTER COLUMN person_no TYPE VARCHAR",
    "one column less": "ALTER TABLE posts DROP COLUMN begins_lo",
    "a table more": "CREATE TABLE evidence (x INTEGER)",
    "a view": "DROP TABLE posts; CREATE VIEW posts AS SELECT 1 AS row_no",
    "a macro": "CREATE MACRO strpos(a, b) AS 1",
    "a lost code": (
        "UPDATE narrow_register SET text = replace(text, '\"navy\"', '\"navvy\"') "
        "WHERE name = 'codes'"
    ),
    "a broken descriptor": "UPDATE narrow_register SET text = '{' WHERE name = 'descriptor'",
}


@pytest.mark.parametrize("meddling", MEDDLING)
def test_a_file_that_was_meddled_with_is_refused_in_words(meddling: str, meridian: Path) -> None:
    with opened(meridian) as connection:
        connection.execute(MEDDLING[meddling])
    with pytest.raises(RegisterError) as caught:
        load_register(meridian)
    assert caught.value.issues[0].file.startswith(str(meridian))


def test_words_that_were_folded_otherwise_ask_for_storing_again(meridian: Path) -> None:
    with opened(meridian) as connection:
        connection.execute(MEDDLING["an older narrow"])
    assert "read cells and folded words otherwise; store it again" in fault(meridian)


def test_a_vocabulary_that_lost_a_code_asks_for_storing_again(meridian: Path) -> None:
    with opened(meridian) as connection:
        connection.execute(MEDDLING["a lost code"])
    assert "had navvy; store it again" in fault(meridian)


def test_a_missing_file_is_said(told: Told) -> None:
    ended = told("profile", "nowhere.duckdb")
    assert (ended.code, ended.err.strip()) == (2, "narrow: no such file: nowhere.duckdb")


# --- whatever goes wrong, the old file stands -------------------------------------------------


def test_a_folder_with_faults_leaves_the_old_file(meridian: Path, tmp_path: Path) -> None:
    before, broken = meridian.read_bytes(), tmp_path / "broken"
    shutil.copytree(MERIDIAN, broken)
    with (broken / "posts.csv").open("a") as file:
        file.write("torn\n")
    with pytest.raises(RegisterError):
        store(broken, meridian)
    assert meridian.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken", "meridian.duckdb"]


def test_a_file_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "mine.duckdb"
    with opened(mine) as connection:
        connection.execute("CREATE TABLE diary (day DATE)")
    before = mine.read_bytes()
    with pytest.raises(RequestError, match="choose another name"):
        store(MERIDIAN, mine)
    assert mine.read_bytes() == before


@pytest.mark.parametrize("into", ["x.db", "nowhere/x.duckdb"])
def test_a_place_is_made_or_refused(into: str, tmp_path: Path) -> None:
    if into.endswith(".duckdb"):
        assert stored_at(tmp_path / into).is_file()
    else:
        with pytest.raises(RequestError, match=r"ends in \.duckdb"):
            store(MERIDIAN, tmp_path / into)


def test_a_stored_register_is_not_stored_again(meridian: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is stored already"):
        store(meridian, tmp_path / "y.duckdb")


def test_a_killed_storing_leaves_the_old_file(meridian: Path, tmp_path: Path) -> None:
    before = meridian.read_bytes()
    code = (
        "import sys, time; from narrow.registers import storing; "
        "storing.store(sys.argv[1], sys.argv[2], moved=lambda size: (print('x', flush=True), "
        "time.sleep(60)))"
    )
    words = [sys.executable, "-c", code, str(MERIDIAN), str(meridian)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert meridian.read_bytes() == before
    assert [path for path in tmp_path.iterdir() if path != meridian]
    store(MERIDIAN, meridian)  # clears away what the killed one has left
    assert [path.name for path in tmp_path.iterdir()] == [meridian.name]
