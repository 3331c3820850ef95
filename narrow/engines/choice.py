"""Which engine carries a case out: DuckDB on this machine, or Spark on a cluster."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING, Any, Union

from narrow.engines.base import Engine
from narrow.errors import RequestError, nearest
from narrow.model.registers import Content

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


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


DUCKDB, SPARK = "duckdb", "spark"
NAMES = (DUCKDB, SPARK)
MISSING = "Spark needs one more package: pip install 'narrow[spark]'"

EngineGiven = Union[str, Engine, "SparkSession"]
"""An engine by name, one that is open, or a Spark session to carry out on."""


def kind_of(given: EngineGiven) -> str:
    """Name the engine that is asked for; RequestError where it is not known."""
    if isinstance(given, str):
        if given not in NAMES:
            raise RequestError(f"no engine is called {given!r}{nearest(given, NAMES)}")
        return given
    if _is_session(given):
        return SPARK
    if isinstance(given, Engine):
        return given.dialect
    said = f"{type(given).__name__} is no engine; give {' or '.join(NAMES)}, or a SparkSession"
    raise RequestError(said)


def check_engine(given: EngineGiven, content: Content, without: str = "") -> None:
    """Refuse, before anything is started, what an engine cannot do; RequestError says why."""
    refused = REFUSED.get(kind_of(given), {})
    kept = content.register.kept
    if "stored" in refused and content.stored and kept and not kept.parts:
        raise RequestError(refused["stored"])
    if without in refused:
        raise RequestError(refused[without])


def open_engine(given: EngineGiven) -> AbstractContextManager[Engine]:
    """Open an engine that holds nothing yet; one that is handed in is left open at the end.

    Raises RequestError where what it needs is not installed.
    """
    made: AbstractContextManager[Engine]
    if isinstance(given, Engine):
        made = nullcontext(given)
    elif given == DUCKDB:
        made = import_module("narrow.engines.duckdb").DuckDB()
    else:
        made = _spark().Spark(None if isinstance(given, str) else given)
    return made


def _is_session(given: object) -> bool:
    """Tell a Spark session, of Spark itself or of Spark Connect, without importing either."""
    return any(kind.__name__ == "SparkSession" for kind in type(given).__mro__)


def _spark() -> Any:
    try:
        return import_module("narrow.engines.spark")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in ("pyspark", "py4j"):
            raise RequestError(MISSING) from None
        raise
