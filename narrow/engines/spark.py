"""Spark holds a register that one machine does not: the same statements, carried out on a cluster.

PySpark is imported here and nowhere else, and only where it is asked for. What is kept stays on the
cluster; rows come here only where a statement is fetched, and no more than `MOST_FETCHED`. What is
fetched is bounded by itself (`compile/statements.py`: the patterns, ten thousand persons at most,
those asked for, and what decided for them), so that the bound is met by a mistake only.
"""

import os
import tempfile
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import DataType, DateType, IntegerType, StringType, StructField, StructType

from narrow.compile.query import Query
from narrow.engines.java import check_java, quiet
from narrow.engines.parquet import files_of
from narrow.engines.refusals import REFUSED
from narrow.errors import EngineError, RequestError
from narrow.model.register import Cell, Content, stored_columns

Row = tuple[Any, ...]

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
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.warehouse.dir": str(Path(tempfile.gettempdir()) / "narrow-spark"),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""How a session of our own is set up: no page, no port to the outside, no folder where we stand."""


class Spark:
    """One view of a Spark session for one register; a session that was handed in stays as it is."""

    dialect = "spark"
    refused: Mapping[str, str] = REFUSED["spark"]

    def __init__(self, session: SparkSession | None = None) -> None:
        self._session = (session or _own_session()).newSession()
        for name, value in _MEANING.items():
            self._session.conf.set(name, value)
        self._kept: dict[str, DataFrame] = {}
        self.fetched = 0  # rows that came to this machine so far

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
        for kept in self._kept.values():
            kept.unpersist()
        self._kept.clear()

    def load(self, content: Content, wanted: Mapping[str, Collection[str]] | None = None) -> None:
        """Take in the tables; Parquet is read where it lies, column by column.

        `wanted` names the tables and columns that will be asked for; without it, all are taken.
        """
        if content.stored is not None and not content.stored.is_dir():
            raise RequestError(self.refused["stored"])
        lying = files_of(content.stored) if content.stored is not None else {}
        for role, table in content.register.tables.items():
            if wanted is not None and role not in wanted:
                continue
            if content.stored is not None:
                self._named(role, self._session.read.parquet(*lying[role]))
                continue
            types = stored_columns(table)
            if wanted is not None:
                types = {name: kind for name, kind in types.items() if name in wanted[role]}
            columns = [content.column(role, name) for name in types]
            shape = [StructField(name, _TYPES[kind]) for name, kind in types.items()]
            rows = list(zip(*columns, strict=True))
            self._named(role, self._session.createDataFrame(rows, StructType(shape)))

    def _named(self, name: str, rows: DataFrame) -> None:
        rows.createOrReplaceTempView(name)

    def keep(self, name: str, query: Query) -> None:
        """Carry out a query and keep its rows on the cluster, replacing older ones."""
        rows = self._asked(query).persist()
        self._named(name, rows)
        if older := self._kept.pop(name, None):
            older.unpersist()
        self._kept[name] = rows

    def fetch(self, query: Query) -> Sequence[Row]:
        """Carry out a query and give its rows; raises EngineError where there are too many."""
        try:
            rows = self._asked(query).limit(MOST_FETCHED + 1).collect()
        except PySparkException as error:
            raise _failed(error) from error
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
        except PySparkException as error:
            raise _failed(error) from error


def _failed(error: PySparkException) -> EngineError:
    first = str(error).strip().partition("\n")[0]
    return EngineError(f"Spark could not carry out a statement: {first[:400]}")


@cache
def _own_session() -> SparkSession:
    """Give the session that is there, or start one on this machine, once; Spark ends it itself."""
    there = SparkSession.getActiveSession()
    if there is not None:
        return there
    check_java()
    building = SparkSession.builder
    for name, value in _OWN.items():
        building = building.config(name, value)
    if not _submitted():
        building = building.master("local[*]")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    try:
        with quiet():
            return building.getOrCreate()
    except PySparkException as error:
        raise EngineError(f"Spark could not be started: {str(error).strip()[:400]}") from error


def _submitted() -> bool:
    """Tell whether spark-submit, or its arguments, say already where Spark runs."""
    said = os.environ.get("PYSPARK_SUBMIT_ARGS", "")
    return "PYSPARK_GATEWAY_PORT" in os.environ or "--master" in said
