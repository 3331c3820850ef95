"""DuckDB takes a register in and shuts its doors; whatever it refuses is an EngineError."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from narrow.compile.statements import Query
from narrow.engines.duckdb import DuckDB
from narrow.errors import EngineError
from narrow.model.registers import (
    PERSONS,
    Column,
    Kind,
    Naming,
    Register,
    Slice,
    Span,
    Table,
    stored_columns,
)
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.reader import verdicts
from narrow.registers.loader import content_from_rows
from tests.records import REGISTER, case_of, content_of, on_record, row

CONTENT = content_of(
    {
        "p": on_record(row(born="1950"), posts=[row(unit="u1", start="2001"), row(unit="it's")]),
        "q": on_record(),
    }
)


@pytest.fixture
def engine() -> Iterator[DuckDB]:
    with DuckDB() as made:
        yield made


@pytest.fixture
def loaded(engine: DuckDB) -> DuckDB:
    engine.load(CONTENT)
    return engine


def asked(engine: DuckDB, text: str, **values: object) -> Sequence[tuple[object, ...]]:
    return engine.fetch(Query(text, values))  # type: ignore[arg-type]


# --- the doors are shut -----------------------------------------------------------------------

OUTSIDE = {
    "read a file": "SELECT * FROM read_csv('{file}')",
    "read a file by its name": "SELECT * FROM '{file}'",
    "read its text": "SELECT * FROM read_text('{file}')",
    "list a folder": "SELECT * FROM glob('{folder}/*')",
    "write a file": "COPY (SELECT 1) TO '{folder}/out.csv'",
    "export": "EXPORT DATABASE '{folder}/out'",
    "attach a database": "ATTACH '{folder}/other.duckdb'",
    "install an extension": "INSTALL httpfs",
    "load an extension": "LOAD '{folder}/x.duckdb_extension'",
    "ask the network": "SELECT * FROM read_csv('https://example.org/x.csv')",
}
SETTINGS = [
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET threads = 1",
    "PRAGMA threads = 1",
    "RESET enable_external_access",
    "SET memory_limit = '1GB'",
]


@pytest.mark.parametrize("text", OUTSIDE.values(), ids=OUTSIDE)
def test_nothing_outside_can_be_reached(loaded: DuckDB, tmp_path: Path, text: str) -> None:
    file = tmp_path / "file.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(EngineError, match="disabled"):
        asked(loaded, text.format(file=file, folder=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["file.csv"]


def test_a_file_could_be_read_before(engine: DuckDB, tmp_path: Path) -> None:
    """So that the test above fails where the door is left open."""
    file = tmp_path / "file.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert asked(engine, f"SELECT * FROM read_csv('{file}')") == [(1, 2)]  # noqa: S608


@pytest.mark.parametrize("text", SETTINGS)
def test_no_setting_can_be_changed(loaded: DuckDB, text: str) -> None:
    with pytest.raises(EngineError, match="lock"):
        asked(loaded, text)


@pytest.mark.parametrize("wanted", [None, {}, {PERSONS: {"person_no", "row_no", "id"}}])
def test_the_doors_are_shut_whatever_is_taken_in(
    engine: DuckDB, tmp_path: Path, wanted: Mapping[str, set[str]] | None
) -> None:
    engine.load(CONTENT, wanted)
    with pytest.raises(EngineError, match="disabled"):
        asked(engine, f"SELECT * FROM glob('{tmp_path}/*')")  # noqa: S608


# --- errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "SELECT FROM WHERE",
        "SELECT * FROM nowhere",
        "SELECT nothing FROM persons",
        "SELECT $missing",
        "SELECT CAST('x' AS INTEGER)",
        "SELECT error('broken')",
    ],
)
def test_whatever_the_database_refuses_is_an_engine_error(loaded: DuckDB, text: str) -> None:
    with pytest.raises(EngineError, match="DuckDB could not carry out a statement: ") as caught:
        asked(loaded, text)
    assert caught.value.__cause__ is not None
    with pytest.raises(EngineError):
        loaded.keep("x", Query(text, {}))


@pytest.mark.parametrize("late", ["error('broken')", "CAST('x' || i AS INTEGER)"])
def test_what_is_refused_while_rows_are_fetched_is_an_engine_error(
    loaded: DuckDB, late: str
) -> None:
    text = f"SELECT CASE WHEN i = 900000 THEN {late} ELSE 1 END FROM range(1000000) AS t(i)"  # noqa: S608
    with pytest.raises(EngineError):
        asked(loaded, text)


def test_a_value_too_many_is_an_engine_error(loaded: DuckDB) -> None:
    with pytest.raises(EngineError):
        asked(loaded, "SELECT $a", a=1, b=2)


def test_a_second_register_is_refused(loaded: DuckDB) -> None:
    with pytest.raises(EngineError):
        loaded.load(CONTENT)


def test_a_closed_engine_refuses(engine: DuckDB) -> None:
    engine.close()
    with pytest.raises(EngineError):
        asked(engine, "SELECT 1")


def test_with_closes() -> None:
    with DuckDB() as engine:
        assert asked(engine, "SELECT 1") == [(1,)]
    with pytest.raises(EngineError):
        asked(engine, "SELECT 1")


def test_with_closes_after_a_fault() -> None:
    with pytest.raises(EngineError), DuckDB() as engine:
        asked(engine, "SELECT nothing")
    with pytest.raises(EngineError):
        asked(engine, "SELECT 1")


# --- what is taken in -------------------------------------------------------------------------


def test_every_cell_comes_back_as_it_was(loaded: DuckDB) -> None:
    for role, table in REGISTER.tables.items():
        names = list(stored_columns(table))
        listed = ", ".join(f'"{name}"' for name in names)
        rows = asked(loaded, f'SELECT {listed} FROM "{role}" ORDER BY row_no')  # noqa: S608
        columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
        assert columns == [CONTENT.column(role, name) for name in names]


def test_numbers_days_and_texts_keep_their_types(loaded: DuckDB) -> None:
    (found,) = asked(loaded, "SELECT person_no, born, born_lo, born_hi FROM persons WHERE id = 'p'")
    assert found == (0, "1950", date(1950, 1, 1), date(1950, 12, 31))


def test_nothing_is_null(loaded: DuckDB) -> None:
    for role, table in REGISTER.tables.items():
        for name in stored_columns(table):
            text = f'SELECT count(*) FROM "{role}" WHERE "{name}" IS NULL'  # noqa: S608
            assert asked(loaded, text) == [(0,)]


def test_only_what_is_wanted_is_taken_in(engine: DuckDB) -> None:
    engine.load(CONTENT, {"posts": {"row_no", "unit"}})
    assert asked(engine, "SELECT * FROM posts ORDER BY 1") == [(1, "u1"), (2, "it's")]
    with pytest.raises(EngineError):
        asked(engine, "SELECT * FROM persons")


def test_an_empty_table_is_there(loaded: DuckDB) -> None:
    assert asked(loaded, "SELECT * FROM events") == []
    assert asked(loaded, "SELECT count(*) FROM designations") == [(0,)]


def test_an_empty_register_is_asked_like_any_other(engine: DuckDB) -> None:
    content = content_from_rows(REGISTER, {})
    case = case_of("some: posts\nwhere: {unit: u1}")
    assert verdicts(case, content, engine) == {}


def test_a_text_of_any_size_is_taken_in(engine: DuckDB) -> None:
    long = "x" * 100_000
    engine.load(content_of({"p": on_record(posts=[row(title=long)])}))
    assert asked(engine, "SELECT title FROM posts") == [(long,)]


def test_many_rows_are_taken_in(engine: DuckDB) -> None:
    rows = [{"person": "p", "unit": str(at)} for at in range(5_000)]
    engine.load(content_from_rows(REGISTER, {PERSONS: [{"id": "p"}], "posts": rows}))
    assert asked(engine, "SELECT count(*), count(DISTINCT unit) FROM posts") == [(5_000, 5_000)]


# --- what is kept -----------------------------------------------------------------------------


def test_a_kept_table_can_be_asked_and_replaced(loaded: DuckDB) -> None:
    loaded.keep("kept", Query("SELECT unit FROM posts WHERE unit = $unit", {"unit": "it's"}))
    assert asked(loaded, "SELECT * FROM kept") == [("it's",)]
    loaded.keep("kept", Query("SELECT 1 AS one", {}))
    assert asked(loaded, "SELECT * FROM kept") == [(1,)]


def test_a_kept_table_may_have_any_name(loaded: DuckDB) -> None:
    for name in ("select", 'a "b"', "x; DROP TABLE posts"):
        loaded.keep(name, Query("SELECT 1 AS one", {}))
    assert asked(loaded, 'SELECT * FROM "a ""b"""') == [(1,)]
    assert asked(loaded, "SELECT count(*) FROM posts") == [(2,)]


def test_what_is_kept_is_gone_with_the_engine(loaded: DuckDB) -> None:
    loaded.keep("kept", Query("SELECT 1 AS one", {}))
    with DuckDB() as other, pytest.raises(EngineError):
        asked(other, "SELECT * FROM kept")


@pytest.mark.parametrize(
    "value",
    ["'; DROP TABLE posts; --", "$x", "a\nb", '"', "ñ", "", 7, date(2018, 9, 8), ["a", "b'"]],
)
def test_a_value_is_bound_as_it_is(loaded: DuckDB, value: object) -> None:
    assert asked(loaded, "SELECT $x", x=value) == [(value,)]


# --- words of SQL as names --------------------------------------------------------------------


def worded(role: str, *columns: str) -> Register:
    """A register whose table and columns are called by words of SQL; the last column is a date."""
    made = {name: Column(name, kind=Kind.CODE) for name in columns[:-1]}
    made[columns[-1]] = Column(columns[-1], kind=Kind.DATE)
    table = Table(
        role,
        f"{role}.csv",
        made,
        person=columns[0],
        span=Span(start=columns[-1]),
        complete_for=(Slice({columns[1]: ("x",)}, {"group": ("y",)}),),
    )
    group = {name: Column(name, kind=Kind.CODE) for name in ("from", "group")}
    persons = Table(PERSONS, "persons.csv", group, key=("from",))
    tables = {PERSONS: persons, role: table}
    return Register("worded", "", "", tables, Naming("from"), known_until=date(2018, 9, 8))


NAMES = [
    ("order", ("select", "end", "case")),
    ("select", ("table", "where", "order")),
    ("end", ("group", "as", "start")),
    ("table", ("from", "distinct", "date")),
    ("union", ("part", "code", "doubt")),
    ("with", ("item", "other_row", "population")),
    ("best", ("f", "s", "t")),
    ("readings", ("p", "b", "e")),
    ("population", ("l", "v", "status")),
    ("all", ("null", "true", "interval")),
]


@pytest.mark.parametrize(("role", "columns"), NAMES, ids=[name for name, _ in NAMES])
def test_words_of_sql_work_as_names(
    engine: DuckDB, role: str, columns: tuple[str, str, str]
) -> None:
    owner, asked_for, begun = columns
    register = worded(role, *columns)
    content = content_from_rows(
        register,
        {
            PERSONS: [{"from": "a"}, {"from": "b", "group": "y"}, {"from": "c"}, {"from": "d"}],
            role: [
                {owner: "a", asked_for: "x", begun: "2001"},
                {owner: "d", asked_for: "", begun: "2001"},
                {owner: "d", asked_for: "x", begun: "2019"},
            ],
        },
    )
    case = case_of(f"some: '{role}'\nwhere: {{'{asked_for}': x}}", register=register)
    found = {
        name: list(given.values())[1] for name, given in verdicts(case, content, engine).items()
    }
    assert found == {
        "a": Verdict.MET,
        "b": Verdict.NOT_MET,
        "c": Verdict.NO_RECORD,
        "d": Verdict.IN_DOUBT,
    }
