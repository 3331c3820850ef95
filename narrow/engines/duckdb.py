"""DuckDB holds a register: in memory, or in one file that is read and never written again.

Values are always bound. Names come from the register's descriptor, whose form is checked there, and
are quoted all the same.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from narrow.compile.statements import Query
from narrow.engines.base import quoted
from narrow.engines.object_store import text_at
from narrow.engines.parquet import TYPES, check_kept, show
from narrow.errors import EngineError
from narrow.files import check_stamp
from narrow.model.registers import Cell, Content, Register, stored_columns

Row = tuple[Any, ...]
Columns = Mapping[str, Sequence[Cell]]
Types = Mapping[str, type[Cell]]

MANY = 5_000  # rows from which the faster way into DuckDB pays for loading numpy
_EPOCH = date(1970, 1, 1)
_ATTACHED = "register"


class DuckDB:
    """One database for one register."""

    dialect = "duckdb"
    refused: Mapping[str, str] = {}

    def __init__(self) -> None:
        self._connection = duckdb.connect(":memory:")
        self._attached = False
        self._laid_open: Register | None = None  # as Parquet, which each statement opens anew

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

        `wanted` names the tables and columns that will be asked for; without it, all are taken. A
        register that is stored in a file is read where it lies.
        """
        kept = content.register.kept
        if content.stored and kept and kept.parts:
            show(self.run, content.register, wanted)
            self._laid_open = content.register
        elif content.stored:
            self.attach(Path(content.register.file))
        if content.stored:
            self.check_rows(content.register, wanted)
        for role in content.tables if wanted is None else wanted:
            if not content.stored:
                types = stored_columns(content.register.tables[role])
                if wanted is not None:
                    types = {name: kind for name, kind in types.items() if name in wanted[role]}
                self.create(role, types)
                if content.column(role, "row_no"):
                    self.add(role, types, {name: content.column(role, name) for name in types})
        # numbers of persons are dense: they are places in a table, and not hashed
        self.run(f"SET perfect_ht_threshold = {min(24, max(12, content.persons.bit_length()))}")
        self.lock()

    def check_rows(self, register: Register, wanted: Collection[str] | None = None) -> None:
        """Raise RegisterError where what is laid open is not what was read, or has other rows."""
        counts = {}
        for role in register.tables if wanted is None else wanted:
            ((counts[role],),) = self.run(f"SELECT count(*) FROM {quoted(role)}")
        check_kept(register, counts)

    @contextmanager
    def apart(self) -> Iterator["DuckDB"]:
        """Give a second connection to the database: temporary tables are a connection's own."""
        made = DuckDB.__new__(DuckDB)
        made._connection, made._attached = self._connection.cursor(), self._attached
        made._laid_open = self._laid_open
        if made._attached:
            made.run(f"USE {_ATTACHED}")
        with made:
            yield made

    def attach(self, path: Path, *, writable: bool = False) -> None:
        """Open a file of DuckDB and nothing else; its tables are then found by their names."""
        self.run("SET autoinstall_known_extensions = false")
        self.run("SET autoload_known_extensions = false")
        how = "" if writable else ", READ_ONLY"
        file = str(path).replace("'", "''")
        self.run(f"ATTACH '{file}' AS {_ATTACHED} (TYPE duckdb{how})")
        self.run(f"USE {_ATTACHED}")
        self._attached = True

    def text_at(self, address: str) -> str:
        """Read a file of text in an object store; raises RequestError or RegisterError."""
        return text_at(self.run, address)

    def lock(self) -> None:
        """Shut every door to the outside, for good."""
        self.run("SET enable_external_access = false")
        self.run("SET lock_configuration = true")

    def create(self, table: str, types: Types) -> None:
        """Make an empty table."""
        named = ", ".join(f"{quoted(name)} {TYPES[kind]}" for name, kind in types.items())
        self.run(f"CREATE TABLE {quoted(table)} ({named})")

    def add(self, table: str, types: Types, columns: Columns) -> None:
        """Put rows into a table, given as columns of equal length."""
        if len(columns["row_no"]) >= MANY:
            return self._add_many(table, types, columns)
        lists = ", ".join(f"unnest($c{at}::{TYPES[k]}[])" for at, k in enumerate(types.values()))
        values = {f"c{at}": list(columns[name]) for at, name in enumerate(types)}
        self.run(f"INSERT INTO {quoted(table)} SELECT {lists}", values)
        return None

    def _add_many(self, table: str, types: Types, columns: Columns) -> None:
        """Hand the columns over as arrays, days as numbers: a quarter of the time of lists."""
        from numpy import array

        known: dict[Cell, int] = {}
        given = {}
        for name, kind in types.items():
            if kind is date:
                given[name] = array([_number(day, known) for day in columns[name]], dtype="int32")
            else:
                given[name] = array(columns[name], dtype="int32" if kind is int else object)
        taken = ", ".join(
            f"DATE '1970-01-01' + {quoted(name)}" if kind is date else quoted(name)
            for name, kind in types.items()
        )
        self._connection.register("arrays", given)
        self.run(f"INSERT INTO {quoted(table)} SELECT {taken} FROM arrays")
        self._connection.unregister("arrays")

    def keep(self, name: str, query: Query) -> None:
        """Carry out a query and keep its rows as a temporary table, replacing an older one."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {quoted(name)} AS {query.text}", query.values)

    def fetch(self, query: Query) -> Sequence[Row]:
        """Carry out a query and give all its rows."""
        return self.run(query.text, query.values)

    def texts(self, table: str, column: str) -> frozenset[str]:
        """Give the different texts of a column."""
        found = self.run(f"SELECT DISTINCT {quoted(column)} FROM {quoted(table)}")
        return frozenset(text for (text,) in found)

    def run(self, text: str, values: Mapping[str, Any] | None = None) -> Sequence[Row]:
        """Carry out a statement to its last row: DuckDB may find a fault while rows are fetched."""
        try:
            rows: list[Row] = self._connection.execute(text, dict(values or {}) or None).fetchall()
        except (RuntimeError, duckdb.InterruptException) as error:
            if "nterrupt" not in str(error):
                raise
            raise KeyboardInterrupt from None  # Ctrl-C while DuckDB works
        except duckdb.Error as error:
            self._check_place()
            raise EngineError(f"DuckDB could not carry out a statement: {error}") from error
        self._check_place()
        return rows

    def _check_place(self) -> None:
        if self._laid_open:
            check_stamp(self._laid_open.file, self._laid_open.stamp)


def _number(day: Cell, known: dict[Cell, int]) -> int:
    """Count the days since 1970, each day once."""
    if day not in known and isinstance(day, date):
        known[day] = (day - _EPOCH).days
    return known[day]
