"""An engine holds a register and carries out queries; it knows nothing of rules."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, runtime_checkable

from narrow.compile.statements import Query
from narrow.model.registers import Content

Row = tuple[Any, ...]


@runtime_checkable
class Engine(Protocol):
    """What every engine can do: load a content, keep a query's rows as a table, fetch rows."""

    dialect: str
    refused: Mapping[str, str]
    """What it cannot do, by what it would be asked for, with what to do instead."""

    def load(self, content: Content, wanted: Mapping[str, Collection[str]] | None = None) -> None:
        """Take in a register, or the columns wanted of it, and shut every door to the outside."""

    def apart(self) -> AbstractContextManager["Engine"]:
        """Give an engine on the same register whose kept tables are its own, until it is closed.

        A case carried out within another, such as one group of a tally, leaves that one's tables.
        """

    def text_at(self, address: str) -> str:
        """Read a text behind an address, `s3://…`; RegisterError where it cannot be read."""

    def keep(self, name: str, query: Query) -> None:
        """Carry out a query and keep its rows under a name for the rest of the session."""

    def fetch(self, query: Query) -> Sequence[Row]:
        """Carry out a query and give its rows."""

    def texts(self, table: str, column: str) -> Collection[str]:
        """Give the different texts of a column."""


# Names and texts are quoted for the few statements of DuckDB that bind nothing.


def quoted(name: str) -> str:
    """Quote a name for a statement."""
    return '"' + name.replace('"', '""') + '"'


def texts(given: Iterable[str]) -> str:
    """Write texts as a list of them."""
    return "[" + ", ".join("'" + text.replace("'", "''") + "'" for text in given) + "]"


# What an engine cannot do, by what it would be asked for, and what to do instead.

REFUSED: Mapping[str, Mapping[str, str]] = {
    "spark": {
        "names": "on Spark a person is found by id: comparing names would bring everybody's here",
        "backtest": "a back-test draws people from a whole register: ask it with DuckDB",
        "stored": "a .duckdb file is read by DuckDB alone; "
        "for Spark write it as Parquet: narrow export FILE --to parquet --into FOLDER",
    },
}
"""By engine. `names`: persons by name; `backtest`; `stored`: registers in a .duckdb file."""
