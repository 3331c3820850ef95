"""DuckDB in memory: load once, shut the doors, keep evidence in temporary tables.

Values are always bound. Names come from the register's descriptor, whose form is checked there, and
are quoted all the same.
"""

from collections.abc import Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self

import duckdb

from narrow.compile.sql import Query
from narrow.errors import EngineError
from narrow.model.register import Cell, Content, stored_columns

Row = tuple[Any, ...]

_TYPES: dict[type[Cell], str] = {int: "INTEGER", str: "VARCHAR", date: "DATE"}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class DuckDB:
    """One in-memory database for one register."""

    dialect = "duckdb"

    def __init__(self) -> None:
        self._connection = duckdb.connect(":memory:")

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
        """Give the memory back; the engine cannot be used afterwards."""
        self._connection.close()

    def load(self, content: Content) -> None:
        """Take in the tables; afterwards no file, no network and no setting can be reached."""
        for role, rows in content.tables.items():
            types = stored_columns(content.register.tables[role])
            named = ", ".join(f"{_quoted(n)} {_TYPES[kind]}" for n, kind in types.items())
            self._run(f"CREATE TABLE {_quoted(role)} ({named})", {})
            if not rows["row_no"]:
                continue
            lists = ", ".join(
                f"unnest($c{at}::{_TYPES[k]}[])" for at, k in enumerate(types.values())
            )
            values = {f"c{at}": rows[name] for at, name in enumerate(types)}
            self._run(f"INSERT INTO {_quoted(role)} SELECT {lists}", values)
        self._run("SET enable_external_access = false", {})
        self._run("SET lock_configuration = true", {})

    def keep(self, name: str, query: Query) -> None:
        """Carry out a query and keep its rows as a temporary table, replacing an older one."""
        text = query.text(self.dialect, pretty=False)
        self._run(f"CREATE OR REPLACE TEMP TABLE {_quoted(name)} AS {text}", dict(query.values))

    def fetch(self, query: Query) -> Sequence[Row]:
        """Carry out a query and give all its rows."""
        text = query.text(self.dialect, pretty=False)
        rows: list[Row] = self._run(text, dict(query.values)).fetchall()
        return rows

    def _run(self, text: str, values: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        try:
            return (
                self._connection.execute(text, values) if values else self._connection.execute(text)
            )
        except duckdb.Error as error:
            raise EngineError(f"DuckDB could not carry out a statement: {error}") from error
