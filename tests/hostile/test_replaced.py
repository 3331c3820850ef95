"""A register that is replaced or edited under an answer: one list answers, or the run is refused."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

import narrow
from narrow import inquiry
from narrow.commands import main
from narrow.compile.statements import Query
from narrow.engines.base import Row
from narrow.errors import EngineError, RegisterError, RegisterReplaced
from narrow.lists.importing import ImportOptions, import_list
from narrow.questions.evaluation.reader import Session
from narrow.registers.opening import load_register, open_case
from narrow.registers.storing import export, store
from tests.conftest import Told

ROOT = Path(__file__).parents[2]
MERIDIAN = ROOT / "datasets" / "meridian"
CASE = "meridian-lost-admiral"
WOLA = "wola-2018-former-commanders"
LINE = (
    '{no},"NAME{which}{no}, Jo","individual","MERIDIA","Rear Admiral, Commander of the Northern '
    'Naval Region",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 14 Mar 1958; nationality Meridia."\n'
)
WRITTEN = """
narrow: 1
kind: case
id: c
title: T
as_of: "2019-06-30"
subject: {kind: published-list}
sources: {s: {title: S}}
register: x
clues:
  - {id: a, quote: q, source: s, some: posts, where: {role: commander}}
"""


def listed(path: Path, which: str, persons: int) -> None:
    """Import a list of so many persons into a place of any kind."""
    lines = "".join(LINE.format(no=no, which=which) for no in range(100, 100 + persons))
    source = path.parent / f"{which}.csv"
    source.write_text(lines, encoding="utf-8")
    how = ImportOptions("ofac-csv", published="2019-06-30")
    if path.name == "parquet":
        listed(path.parent / "rows", which, persons)
        export(path.parent / "rows", path)
    else:
        import_list([source], path, how)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "c.yaml"
    path.write_text(WRITTEN, encoding="utf-8")
    return path


PLACES = ("x.duckdb", "folder", "parquet")


@pytest.mark.parametrize("place", ["x.duckdb", "parquet"])
def test_a_register_replaced_after_it_was_opened_is_refused(
    place: str, case: Path, tmp_path: Path
) -> None:
    listed(tmp_path / place, "a", 5)
    opened = open_case(case, data=tmp_path / place)
    listed(tmp_path / place, "b", 7)
    with pytest.raises(RegisterReplaced, match="ask again"):
        inquiry.Inquiry(opened).run()
    assert narrow.run(case, data=tmp_path / place).counts.total == 7


def test_a_folder_replaced_between_its_head_and_its_rows_is_refused(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from narrow.registers import opening

    listed(tmp_path / "folder", "a", 5)
    read = opening.read_folder

    def late(*given: object) -> object:
        monkeypatch.setattr(opening, "read_folder", read)
        listed(tmp_path / "folder", "b", 7)
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "read_folder", late)
    with pytest.raises(RegisterReplaced):
        open_case(case, data=tmp_path / "folder")


@pytest.mark.parametrize("place", PLACES)
def test_an_answer_in_a_notebook_goes_on_with_its_own_list_or_refuses(
    place: str, case: Path, tmp_path: Path
) -> None:
    listed(tmp_path / place, "a", 5)
    answer = narrow.run(case, data=tmp_path / place)
    listed(tmp_path / place, "b", 7)
    if place == "parquet":
        with pytest.raises(RegisterReplaced):
            answer.tally(by="gender")
    else:
        assert answer.tally(by="gender").whole.low == 5


@pytest.mark.parametrize("place", ["x.duckdb", "parquet"])
def test_who_asks_again_of_a_register_that_was_replaced_is_refused_again(
    place: str, case: Path, tmp_path: Path
) -> None:
    """The second question was answered out of the other list, by the first one's plan."""
    listed(tmp_path / place, "a", 5)
    with narrow.open(case, data=tmp_path / place) as asked:
        asked.run()
    listed(tmp_path / place, "b", 7)
    for ask in (asked.misses, asked.misses, asked.funnel, asked.matrix):
        with pytest.raises(RegisterReplaced, match="ask again"):
            ask()


@pytest.mark.parametrize("fails_at", ["rows:", "sources"])
def test_a_reason_that_could_not_be_read_is_read_when_it_is_asked_for_again(
    fails_at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while rows are fetched: afterwards the reason stood there without its row."""
    answer, fetch, times = narrow.run(WOLA), Session.fetch, iter(range(1))

    def stopped(self: Session, name: str, **values: Any) -> Sequence[Row]:
        if name.startswith(fails_at) and next(times, 9) == 0:
            raise KeyboardInterrupt
        return fetch(self, name, **values)

    monkeypatch.setattr(Session, "fetch", stopped)
    with pytest.raises(KeyboardInterrupt):
        _ = answer.findings[0].clues["commander"].because
    said = answer.findings[0].clues["commander"]
    whole = narrow.run(WOLA).findings[0].clues["commander"]
    assert said.because == whole.because
    told = [[(e.says, e.sources, e.cells) for e in one.evidence] for one in (said, whole)]
    assert told[0]
    assert told[0] == told[1]


def test_an_engine_is_given_back_where_the_last_rows_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise EngineError("gone")

    asked = narrow.open(WOLA)
    asked.run()
    engine = asked.evaluation.engine
    monkeypatch.setattr(Session, "fetch", fails)
    with pytest.raises(EngineError, match="gone"):
        asked.close()
    with pytest.raises(EngineError, match="closed"):
        engine.fetch(Query("SELECT 1", {}))


@pytest.mark.parametrize("place", PLACES)
def test_a_command_begins_again_where_its_register_is_replaced_under_it(
    place: str, case: Path, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(tmp_path / place, "a", 5)
    load, times = inquiry.Inquiry._holding, iter(range(3))

    def replaced(self: inquiry.Inquiry, *given: object, **more: object) -> object:
        if next(times, 9) < 2:
            listed(tmp_path / place, "b", 7)
        return load(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(inquiry.Inquiry, "_holding", replaced)
    monkeypatch.setattr("sys.argv", ["narrow", "run", str(case), "--data", str(tmp_path / place)])
    assert main._guarded(replaced=9) == 0


EDITS: dict[str, str] = {
    "rows gone": "DELETE FROM persons WHERE person_no < 200",
    "a row more": "INSERT INTO posts SELECT * FROM posts LIMIT 1",
    "a table emptied": "DELETE FROM grounds",
    "a cell": "UPDATE persons SET gender = 'female' WHERE person_no = 3",
    "a blank for nothing": "UPDATE persons SET died = NULL WHERE person_no = 3",
    "a day": "UPDATE posts SET begins_lo = begins_lo - 1 WHERE row_no = 7",
    "a row for another": (
        "DELETE FROM posts WHERE row_no = 7; INSERT INTO posts SELECT * FROM posts WHERE row_no = 8"
    ),
    "one cell for another": (
        "UPDATE persons SET gender = CASE gender WHEN 'male' THEN 'female' ELSE 'male' END"
    ),
    "the hash it tells": "UPDATE narrow_register SET text = 'aa' WHERE name = 'sha256'",
    "the persons it tells": "UPDATE narrow_register SET text = '7' WHERE name = 'persons'",
}
COUNTED = (
    "rows gone",
    "a row more",
    "a table emptied",
    "the hash it tells",
    "the persons it tells",
)


@pytest.fixture(scope="module")
def meridian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stored") / "m.duckdb"
    store(MERIDIAN, path)
    return path


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_file_is_not_believed(
    edit: str, meridian: Path, tmp_path: Path, told: Told
) -> None:
    path = Path(shutil.copy(meridian, tmp_path / "m.duckdb"))
    with duckdb.connect(str(path)) as connection:
        connection.execute(EDITS[edit])
    checked = told("check", str(path))
    assert checked.code == 1, checked.out
    assert "was edited" in checked.out + checked.err
    if edit in COUNTED:
        with pytest.raises(RegisterError, match="was edited after narrow made it"):
            narrow.run(CASE, data=path)


def test_a_stored_register_that_nobody_touched_is_believed(meridian: Path, told: Told) -> None:
    assert told("check", str(meridian)).code == 0
    assert narrow.run(CASE, data=meridian).counts.total == 400


def _sum(text: str) -> str:
    return text.replace('"persons": 400', '"persons": 399')


def _rows(text: str) -> str:
    return text.replace('"rows": 400', '"rows": 401')


@pytest.mark.parametrize("edit", [_sum, _rows])
def test_the_numbers_of_a_parquet_folder_are_counted(
    edit: Callable[[str], str], tmp_path: Path, told: Told
) -> None:
    export(MERIDIAN, tmp_path / "p")
    about = tmp_path / "p" / "narrow-register.json"
    before = about.read_text(encoding="utf-8")
    about.write_text(edit(before), encoding="utf-8")
    assert about.read_text(encoding="utf-8") != before
    assert told("check", str(tmp_path / "p")).code == 1
    with pytest.raises(RegisterError, match="was edited after narrow made it"):
        narrow.run(CASE, data=tmp_path / "p")
    load_register(tmp_path / "p")  # what it says of itself can still be read
