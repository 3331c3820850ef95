"""Spark gives what DuckDB gives, brings little here, and says before a run what it cannot do."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrow import inquiry
from narrow.compile.statements import MOST_LISTED, Query
from narrow.engines import spark as java
from narrow.engines.choice import EngineGiven, kind_of, open_engine
from narrow.errors import EngineError, RequestError
from narrow.registers import storing
from narrow.registers import storing as exporting
from narrow.report.charts import draw as charts
from tests import on_spark
from tests.conftest import Told

if TYPE_CHECKING:
    from narrow.engines.spark import Spark


CASE = "wola-2018-former-commanders"
WEIGHED = "meridian-harbour-memo"
LACKING = on_spark.lacking()
needs_spark = pytest.mark.skipif(bool(LACKING), reason=LACKING)


@pytest.fixture
def spark() -> "Spark":
    if LACKING:
        pytest.skip(LACKING)
    return on_spark.spark()


# --- the same answers -------------------------------------------------------------------------


@pytest.mark.parametrize("case", [CASE, WEIGHED, "meridian-garrison-source"])
def test_an_answer_is_the_same_whatever_carried_it_out(case: str, spark: "Spark") -> None:
    there = inquiry.run(case, engine=spark).data
    assert there == inquiry.run(case).data


ASKED_AFTER = {
    "why": lambda case, who: inquiry.why(case, who).data,
    "matrix": lambda case, _: inquiry.matrix(case).data,
    "misses": lambda case, _: inquiry.misses(case).data,
    "funnel": lambda case, _: inquiry.funnel(case).data,
    "flip": lambda case, _: inquiry.flip(case).data,
    "next": lambda case, _: inquiry.next(case).data,
    "tally": lambda case, _: inquiry.tally(case, by="gender").data,
    "timeline": lambda case, who: charts.chart(case, "timeline", who).spec,
}


@pytest.mark.spark
@pytest.mark.parametrize("asked", ASKED_AFTER)
def test_whatever_is_asked_after_is_the_same_too(asked: str) -> None:
    if asked == "timeline":
        pytest.importorskip("altair", reason="the extra charts is not installed")
    here, there = inquiry.open(WEIGHED), inquiry.open(WEIGHED, engine=on_spark.session())
    who = inquiry.run(here).findings[0].person.id
    assert ASKED_AFTER[asked](there, who) == ASKED_AFTER[asked](here, who)


COMMANDS = [
    ("why", CASE, "rangel-silva-henry-de-jesus"),
    ("tally", CASE, "--by", "gender"),
    ("figures", CASE),
    ("funnel", CASE),
    ("misses", CASE),
    ("matrix", CASE),
    ("flip", CASE),
    ("next", CASE),
]


@pytest.mark.spark
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_every_command_about_a_case_is_carried_out_there(
    words: tuple[str, ...], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = told(*words)
    asked: list[object] = []

    def opened(given: EngineGiven) -> "Spark":
        asked.append(given)
        return on_spark.spark()

    monkeypatch.setattr(inquiry, "open_engine", opened)
    there = told(*words, "--engine", "spark")
    assert (there.code, there.out) == (0, expected.out)
    assert set(asked) == {"spark"}


@pytest.mark.parametrize(
    "words", [*COMMANDS, ("chart", CASE, "--out", "x.svg")], ids=lambda w: w[0]
)
def test_every_command_about_a_case_knows_its_engines(
    words: tuple[str, ...], told: Told, desk: object
) -> None:
    ended = told(*words, "--engine", "spak")
    assert ended.code == 2
    assert "no engine is called 'spak'" in ended.err


def test_parquet_gives_the_same_on_both_engines(spark: "Spark", tmp_path: Path, told: Told) -> None:
    exporting.export("venezuela-2018", tmp_path / "v")
    expected = inquiry.run(CASE).data
    assert inquiry.run(CASE, data=tmp_path / "v").data == expected
    there = inquiry.run(CASE, data=tmp_path / "v", engine=spark)
    assert there.data == expected
    assert told("run", CASE, "--engine", "duckdb", "--data", str(tmp_path / "v")).code == 0


# --- what comes here --------------------------------------------------------------------------


def test_little_comes_here_and_it_does_not_grow_with_the_register(spark: "Spark") -> None:
    """Patterns, those listed and what decided for them; nobody who is ruled out beyond the list."""
    case = inquiry.open(CASE)
    inquiry.run(case, engine=spark)
    answer = inquiry.run(CASE)
    named = len(answer.findings) + len(answer.ruled_out)
    facts = sum(len(c.evidence) for f in answer.findings for c in f.clues.values())
    assert spark.fetched < 12 * (named + facts)
    assert named <= MOST_LISTED


def test_people_beyond_the_list_stay_on_the_cluster(
    spark: "Spark", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("narrow.compile.reads.MOST_LISTED", 5)
    short = inquiry.run(CASE, engine=spark)
    few = spark.fetched
    assert len(short.findings) + len(short.ruled_out) <= 6  # and whom the case takes off by hand
    monkeypatch.undo()
    whole = on_spark.spark()
    inquiry.run(CASE, engine=whole)
    assert few < whole.fetched / 3
    assert short.counts == inquiry.run(CASE).counts  # counts are of everybody all the same


def test_a_statement_that_brings_too_much_is_stopped(
    spark: "Spark", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("narrow.engines.spark.MOST_FETCHED", 10)
    assert len(spark.fetch(Query("SELECT id FROM range(10)", {}))) == 10
    with pytest.raises(EngineError, match="a statement gave more than 10 rows"):
        spark.fetch(Query("SELECT id FROM range(11)", {}))


def test_what_java_throws_is_a_fault_of_the_engine_and_no_traceback(
    spark: "Spark", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of memory comes as Java's own exception: seen with a million persons in 1 GB."""
    thrown = import_module("py4j.protocol").Py4JError(
        "An error occurred while calling o1.collectToPython.\n"
        ": org.apache.spark.SparkException: Not enough memory to build\n\tat org.apache"
    )

    def throws(*_: object, **__: object) -> None:
        raise thrown

    monkeypatch.setattr("pyspark.sql.SparkSession.sql", throws)
    with pytest.raises(EngineError, match=r"SparkException: Not enough memory to build$"):
        spark.fetch(Query("SELECT 1 AS one", {}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SPARK_DRIVER_MEMORY", "3g"),
        ("PYSPARK_SUBMIT_ARGS", "--driver-memory 3g pyspark-shell"),
        ("PYSPARK_SUBMIT_ARGS", "--conf spark.driver.memory=3g pyspark-shell"),
    ],
)
@needs_spark
def test_memory_is_half_of_the_machine_unless_a_user_says(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    memory = import_module("narrow.engines.spark")._memory
    for other in ("SPARK_DRIVER_MEMORY", "PYSPARK_SUBMIT_ARGS"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setattr(os, "sysconf", lambda what: 4096 if what == "SC_PAGE_SIZE" else 2**22)
    assert memory() == {"spark.driver.memory": "8g"}
    monkeypatch.setenv(name, value)
    assert memory() == {}


# --- whose session it is ----------------------------------------------------------------------


def test_a_session_that_is_handed_in_stays_as_it_is(spark: "Spark") -> None:
    session = on_spark.session()
    session.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")
    session.conf.set("spark.sql.ansi.enabled", "false")
    try:
        with open_engine(session) as engine:
            inquiry.run(CASE, engine=engine)
        assert session.conf.get("spark.sql.session.timeZone") == "Asia/Tokyo"
        assert session.conf.get("spark.sql.ansi.enabled") == "false"
        assert not session.catalog.listTables()
        assert session.sql("SELECT 1").collect()  # it was not stopped
    finally:
        session.conf.unset("spark.sql.session.timeZone")
        session.conf.unset("spark.sql.ansi.enabled")


def test_what_was_kept_is_given_back(spark: "Spark") -> None:
    spark.keep("few", Query("SELECT 1 AS a", {}))
    spark.keep("few", Query("SELECT 2 AS a", {}))
    assert spark.fetch(Query("SELECT a FROM few", {})) == [(2,)]
    kept = list(spark._kept.values())
    spark.close()
    assert not any(rows.is_cached for rows in kept)


def test_a_statement_that_fails_says_so_in_one_line(spark: "Spark") -> None:
    with pytest.raises(EngineError, match="Spark could not carry out a statement: ") as caught:
        spark.fetch(Query("SELECT nothing FROM nowhere", {}))
    assert "\n" not in str(caught.value)


# --- what it cannot do ------------------------------------------------------------------------


class SparkSession:
    """What a session of Spark Connect is before PySpark 4.3."""

    def __init__(self, behind: object, *ways: str) -> None:
        self._behind, self._ways = behind, ways

    def __getattr__(self, name: str) -> object:
        if name not in self._ways:
            raise AttributeError(name)
        return self._behind.newSession  # type: ignore[attr-defined]


@needs_spark
def test_a_session_over_spark_connect_is_one_too() -> None:
    cloned = SparkSession(on_spark.session(), "cloneSession")
    assert kind_of(cloned) == "spark"  # type: ignore[arg-type]
    there = inquiry.run(CASE, engine=cloned)  # type: ignore[arg-type]
    assert there.data == inquiry.run(CASE).data
    with pytest.raises(RequestError, match=r"needs PySpark 4\.1 or newer"):
        inquiry.run(CASE, engine=SparkSession(None))  # type: ignore[arg-type]


def test_where_nothing_can_be_kept_the_answer_is_the_same(
    spark: "Spark", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Databricks' serverless compute: "PERSIST TABLE is not supported on serverless compute"."""

    def refuses(*_: object) -> None:
        raise import_module("pyspark.errors").PySparkException("not supported on serverless")

    for name in ("persist", "unpersist"):
        monkeypatch.setattr(f"pyspark.sql.classic.dataframe.DataFrame.{name}", refuses)
    there = inquiry.run(CASE, engine=spark)
    assert there.data == inquiry.run(CASE).data


def test_a_name_is_not_looked_for_in_a_register_of_any_size(spark: "Spark") -> None:
    case = inquiry.open(CASE, engine=spark)
    with pytest.raises(RequestError, match="on Spark a person is found by id"):
        inquiry.why(case, "osorio")


def test_what_spark_refuses_is_refused_before_it_starts(tmp_path: Path) -> None:
    opened = inquiry.open(WEIGHED, engine="spark")
    with pytest.raises(RequestError, match="ask it with DuckDB"):
        inquiry.backtest(opened)
    storing.store("meridian", tmp_path / "m.duckdb")
    with pytest.raises(RequestError, match="narrow export FILE --to parquet"):
        inquiry.run(WEIGHED, data=tmp_path / "m.duckdb", engine="spark")


def test_an_engine_nobody_knows_is_named_with_the_nearest(told: Told) -> None:
    ended = told("run", CASE, "--engine", "spak")
    assert ended.code == 2
    assert "no engine is called 'spak'; did you mean 'spark'?" in ended.err
    with pytest.raises(RequestError, match="int is no engine"):
        kind_of(3)  # type: ignore[arg-type]


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "narrow.engines.spark", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(RequestError, match=r"pip install .*\[spark\]"):
        open_engine("spark")


# --- Java -------------------------------------------------------------------------------------


def java_at(folder: Path, says: str) -> Path:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\n", encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_without_java_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RequestError, match=r"needs Java 17 or newer .*; there is no `java` here"):
        java.check_java()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "none"))
    with pytest.raises(RequestError, match=r"JAVA_HOME names .*none, and there is none"):
        java.check_java()


@pytest.mark.parametrize("says", ['openjdk version "11.0.2" 2019', 'java version "1.8.0_292"'])
def test_an_old_java_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str) -> None:
    monkeypatch.setenv("JAVA_HOME", str(java_at(tmp_path / "old", says)))
    with pytest.raises(RequestError, match="needs Java 17 or newer"):
        java.check_java()


@pytest.mark.parametrize("says", ['openjdk version "17.0.15" 2025', "what a version might be"])
def test_a_new_java_or_one_that_says_nothing_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(java_at(tmp_path / "new", says)))
    java.check_java()


def test_chatter_is_kept_back_unless_it_is_the_last_word(capfd: pytest.CaptureFixture[str]) -> None:
    with java.quiet():
        os.write(2, b"WARNING: chatter\n")
    assert capfd.readouterr().err == ""
    with pytest.raises(ValueError, match="failed"), java.quiet():
        os.write(2, b"why it failed\n")
        raise ValueError("failed")
    assert "why it failed" in capfd.readouterr().err


@needs_spark
def test_the_command_runs_on_spark_without_chatter(tmp_path: Path) -> None:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "narrow", "run", CASE, "--engine", "spark"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "14 fit, 9 in doubt, 7 without record, 47 do not: 14 to 30 of 77" in done.stdout
