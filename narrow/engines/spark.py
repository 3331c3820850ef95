"""Spark holds a register that one machine does not: the same statements, carried out on a cluster.

PySpark is imported here and nowhere else, and only where it is asked for. What is kept stays on the
cluster; rows come here only where a statement is fetched, and no more than `MOST_FETCHED`. What is
fetched is bounded by itself (`compile/statements.py`: the patterns, ten thousand persons at most,
those asked for, and what decided for them), so that the bound is met by a mistake only.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from warnings import catch_warnings

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import DataType, DateType, IntegerType, StringType, StructField, StructType

from narrow.compile.statements import Query
from narrow.engines.base import REFUSED
from narrow.engines.object_store import is_address, last_two
from narrow.engines.parquet import (
    TYPES,
    check_columns,
    check_kept,
    check_sizes,
    fault,
    files_of,
)
from narrow.errors import EngineError, RequestError
from narrow.files import check_stamp
from narrow.model.registers import Cell, Content, Register, stored_columns

# Whether Java is there for Spark, and how to start it without its chatter on the terminal.


LEAST = 17  # the oldest Java that Spark 4 runs on
HOW = f"Spark needs Java {LEAST} or newer (Debian: apt install openjdk-17-jre-headless)"
_VERSION = re.compile(r'version "(\d+)')


def check_java() -> None:
    """Raise RequestError where there is no Java, or an older one than Spark needs."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not Path(java).is_file():
        where = f"JAVA_HOME names {home}, and there is none" if home else "there is no `java` here"
        raise RequestError(f"{HOW}; {where}")
    try:
        said = subprocess.run(  # noqa: S603 (Java itself, as the user's machine names it)
            [java, "-version"], capture_output=True, text=True, timeout=60, check=False
        ).stderr
    except (OSError, subprocess.SubprocessError) as error:
        raise RequestError(f"{HOW}; {java} does not run: {error}") from None
    found = _VERSION.search(said)
    if found and int(found[1]) < LEAST:
        raise RequestError(f"{HOW}; {java} is {found[1]}")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what a starting Java writes off the terminal, but its last lines where it fails."""
    sys.stderr.flush()
    kept = os.dup(2)
    before = sys.stderr
    with tempfile.TemporaryFile() as aside:
        os.dup2(aside.fileno(), 2)
        if before is sys.__stderr__:
            # a sign that work goes on is still seen; never closed, for the sign may outlast this
            sys.stderr = os.fdopen(os.dup(kept), "w", encoding="utf-8")
        try:
            with catch_warnings(action="ignore"):  # PySpark's of the pandas that is here
                yield
        except BaseException:
            os.dup2(kept, 2)
            aside.seek(0)
            last = aside.read()[-2_000:].decode("utf-8", "replace")
            sys.stderr.write(last)
            raise
        finally:
            sys.stderr = before
            os.dup2(kept, 2)
            os.close(kept)


Row = tuple[Any, ...]

FAULTS = (PySparkException, Py4JError)  # the second: what Java throws and PySpark hands on
MOST_FETCHED = 1_000_000  # rows of one statement that come to this machine

_TYPES: dict[type[Cell], DataType] = {int: IntegerType(), str: StringType(), date: DateType()}
_MEANING = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.session.timeZone": "UTC",
}
"""What the meaning of a statement hangs on: set for our own view of a session only."""
_OWN = {
    "spark.app.name": "narrow",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.warehouse.dir": str(Path(tempfile.gettempdir()) / "narrow-spark"),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""How a session of our own is set up: no page, no folder where we stand."""
_ON_THIS_MACHINE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.master": "local[*]",
}
"""Where nobody names a cluster: no port to the outside. A cluster must find its driver."""
_MEMORY = "spark.driver.memory"


class Spark:
    """One view of a Spark session for one register; a session that was handed in stays as it is."""

    dialect = "spark"
    refused: Mapping[str, str] = REFUSED["spark"]

    def __init__(self, session: SparkSession | None = None) -> None:
        self._session = _apart(session or _own_session())
        for name, value in _MEANING.items():
            self._session.conf.set(name, value)
        self._kept: dict[str, DataFrame] = {}
        self.fetched = 0  # rows that came to this machine so far
        self._laid_open: Register | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the cluster's memory back; the session itself goes on."""
        for name in tuple(self._kept):
            self._forget(name)

    @contextmanager
    def apart(self) -> Iterator["Spark"]:
        """Keep tables of its own for a while; those kept before are there again afterwards."""
        before, self._kept = self._kept, {}
        try:
            yield self
        finally:
            self.close()
            self._kept = before
            for name, rows in before.items():
                self._named(name, rows)

    def load(self, content: Content, wanted: Mapping[str, Collection[str]] | None = None) -> None:
        """Take in the tables; Parquet is read where it lies, column by column.

        `wanted` names the tables and columns that will be asked for; without it, all are taken.
        """
        if content.stored:
            self._lay_open(content.register, wanted)
        for role in content.tables if wanted is None or content.stored else wanted:
            types = stored_columns(content.register.tables[role])
            if wanted is not None:
                types = {name: kind for name, kind in types.items() if name in wanted[role]}
            columns = [content.column(role, name) for name in types]
            shape = [StructField(name, _TYPES[kind]) for name, kind in types.items()]
            rows = list(zip(*columns, strict=True))
            self._named(role, self._session.createDataFrame(rows, StructType(shape)))

    def _lay_open(self, register: Register, wanted: Collection[str] | None) -> None:
        """Show the tables of a folder of Parquet; RegisterError where it is not as written."""
        if register.kept is None or not register.kept.parts:
            raise RequestError(self.refused["stored"])
        tables = files_of(register)
        found = {}
        try:
            if is_address(register.file):
                check_sizes(register.file, register.kept, _sizes(self._session, tables))
            for role in tables if wanted is None else wanted:
                rows = self._session.read.parquet(*tables.get(role, ()))
                found[role] = {f.name: _kind(f) for f in rows.schema}
                self._named(role, rows)
            # out of the files' ends, without their rows
            counts = {role: self._session.table(role).count() for role in found}
        except FAULTS as error:
            raise fault(register.file, f"cannot be read: {_first(error)}") from None
        check_columns(register, found)
        check_kept(register, counts)
        self._laid_open = register

    def text_at(self, address: str) -> str:
        """Read a file of text behind an address that Spark can reach."""
        try:
            rows = self._session.read.text(address, wholetext=True).collect()
        except FAULTS as error:
            raise fault(address, f"cannot be read: {_first(error)}") from None
        return "".join(row[0] for row in rows)

    def _named(self, name: str, rows: DataFrame) -> None:
        rows.createOrReplaceTempView(name)

    def keep(self, name: str, query: Query) -> None:
        """Carry out a query and keep its rows on the cluster, replacing older ones.

        Where a cluster keeps nothing (Databricks' serverless compute), they are made again whenever
        they are asked for: as right, and slower.
        """
        rows = self._asked(query)
        with suppress(*FAULTS):
            rows = rows.persist()
        self._named(name, rows)
        self._forget(name)
        self._kept[name] = rows

    def _forget(self, name: str) -> None:
        if older := self._kept.pop(name, None):
            with suppress(*FAULTS):
                older.unpersist()

    def fetch(self, query: Query) -> Sequence[Row]:
        """Carry out a query and give its rows; raises EngineError where there are too many."""
        try:
            rows = self._asked(query).limit(MOST_FETCHED + 1).collect()
        except FAULTS as error:
            raise _failed(error) from error
        if self._laid_open:
            check_stamp(self._laid_open.file, self._laid_open.stamp)
        if len(rows) > MOST_FETCHED:
            raise EngineError(f"a statement gave more than {MOST_FETCHED:,} rows; nothing is shown")
        self.fetched += len(rows)
        return [tuple(row) for row in rows]

    def texts(self, table: str, column: str) -> frozenset[str]:
        """Give the different texts of a column."""
        query = Query(f"SELECT DISTINCT `{column}` FROM `{table}`", {})
        return frozenset(text for (text,) in self.fetch(query))

    def _asked(self, query: Query) -> DataFrame:
        try:
            return self._session.sql(query.text, args=dict(query.values) or None)
        except FAULTS as error:
            raise _failed(error) from error


def _apart(session: SparkSession) -> SparkSession:
    """Give a view of a session with names and settings of its own; RequestError where it has none.

    Spark Connect has `newSession` since PySpark 4.3, `cloneSession` since 4.1.
    """
    for way in ("newSession", "cloneSession"):
        try:
            made: SparkSession = getattr(session, way)()
        except (AttributeError, NotImplementedError):
            continue
        except FAULTS as error:
            raise EngineError(f"Spark gives no session: {_first(error)}") from error
        return made
    said = "this Spark session gives no view of its own, in which narrow could work"
    raise RequestError(f"{said}; over Spark Connect that needs PySpark 4.1 or newer")


def _sizes(session: SparkSession, tables: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Give the bytes of each file, by its name in the folder, without reading it."""
    names = [name for files in tables.values() for name in files]
    rows = session.read.format("binaryFile").load(names).select("path", "length")
    return {last_two(path): length for path, length in rows.collect()}


def _kind(column: StructField) -> str:
    """Name what a column holds as DuckDB does."""
    kinds = [name for kind, name in TYPES.items() if _TYPES[kind] == column.dataType]
    return kinds[0] if kinds else column.dataType.simpleString()


def _failed(error: Exception) -> EngineError:
    return EngineError(f"Spark could not carry out a statement: {_first(error)}")


def _first(error: Exception) -> str:
    """Give the first line of what went wrong; what Java throws stands after the call's name."""
    said = str(error).strip()
    return (said.partition("\n: ")[2] or said).partition("\n")[0][:400]


@cache
def _own_session() -> SparkSession:
    """Give the session that is there, or start one on this machine, once; Spark ends it itself."""
    there = SparkSession.getActiveSession()
    if there is not None:
        return there
    building = SparkSession.builder
    if os.environ.get("SPARK_REMOTE"):
        return _started(building)  # a server elsewhere, which has its own settings and Java
    check_java()
    here = {} if _submitted() else _ON_THIS_MACHINE | _memory()
    for name, value in (_OWN | here).items():
        building = building.config(name, value)
    if not _submitted():
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    return _started(building)


def _started(building: SparkSession.Builder) -> SparkSession:
    try:
        with quiet():
            return building.getOrCreate()
    except (*FAULTS, ImportError) as error:
        raise EngineError(f"Spark could not be started: {str(error).strip()[:400]}") from error


def _memory() -> dict[str, str]:
    """Give the one Java of this machine half of its memory; nothing where a user says how much.

    Spark's own default, 1 GB, is too little for a register of a million persons.
    """
    said = os.environ.get("PYSPARK_SUBMIT_ARGS", "")
    if "SPARK_DRIVER_MEMORY" in os.environ or "driver-memory" in said or _MEMORY in said:
        return {}
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return {}  # no such question on this system
    return {_MEMORY: f"{max(1, min(whole // 2**31, 32))}g"}


def _submitted() -> bool:
    """Tell whether spark-submit, or its arguments, say already where Spark runs."""
    said = os.environ.get("PYSPARK_SUBMIT_ARGS", "")
    return "PYSPARK_GATEWAY_PORT" in os.environ or "--master" in said
