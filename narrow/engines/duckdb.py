"""DuckDB in memory: load once, shut the doors, keep evidence in temporary tables.

Values are always bound. Names come from the register's descriptor, whose form is checked there, and
are quoted all the same.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self

import duckdb

from narrow.compile.query import Query
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

    def load(self, content: Content, wanted: Mapping[str, Collection[str]] | None = None) -> None:
        """Take in the tables; afterwards no file, no network and no setting can be reached.

        `wanted` names the tables and columns that will be asked for; without it, all are taken.
        """
        for role in content.tables if wanted is None else wanted:
            types = stored_columns(content.register.tables[role])
            if wanted is not None:
                types = {name: kind for name, kind in types.items() if name in wanted[role]}
            self._take_in(content, role, types)
        self._run("SET enable_external_access = false", {})
        self._run("SET lock_configuration = true", {})

    def _take_in(self, content: Content, role: str, types: Mapping[str, type[Cell]]) -> None:
        named = ", ".join(f"{_quoted(name)} {_TYPES[kind]}" for name, kind in types.items())
        self._run(f"CREATE TABLE {_quoted(role)} ({named})", {})
        if not content.column(role, "row_no"):
            return
        lists = ", ".join(f"unnest($c{at}::{_TYPES[k]}[])" for at, k in enumerate(types.values()))
        values = {f"c{at}": content.column(role, name) for at, name in enumerate(types)}
        self._run(f"INSERT INTO {_quoted(role)} SELECT {lists}", values)

    def keep(self, name: str, query: Query) -> None:
        """Carry out a query and keep its rows as a temporary table, replacing an older one."""
        self._run(f"CREATE OR REPLACE TEMP TABLE {_quoted(name)} AS {query.text}", query.values)

    def fetch(self, query: Query) -> Sequence[Row]:
        """Carry out a query and give all its rows."""
        return self._run(query.text, query.values)

    def _run(self, text: str, values: Mapping[str, Any]) -> Sequence[Row]:
        """Carry out a statement to its last row: DuckDB may find a fault while rows are fetched."""
        try:
            rows: list[Row] = self._connection.execute(text, dict(values) or None).fetchall()
            return rows
        except duckdb.Error as error:
            raise EngineError(f"DuckDB could not carry out a statement: {error}") from error
