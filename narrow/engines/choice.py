"""Which engine carries a case out: DuckDB on this machine, or Spark on a cluster."""

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Union

from narrow.engines.base import REFUSED, Engine
from narrow.errors import RequestError, install, nearest
from narrow.model.registers import Content

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


DUCKDB, SPARK = "duckdb", "spark"
NAMES = (DUCKDB, SPARK)

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
        from narrow.engines.duckdb import DuckDB

        made = DuckDB()
    else:
        made = _spark(None if isinstance(given, str) else given)
    return made


def _is_session(given: object) -> bool:
    """Tell a Spark session, of Spark itself or of Spark Connect, without importing either."""
    return any(kind.__name__ == "SparkSession" for kind in type(given).__mro__)


def _spark(session: "SparkSession | None") -> AbstractContextManager[Engine]:
    try:
        from narrow.engines.spark import Spark
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in ("pyspark", "py4j"):
            raise RequestError(f"Spark needs one more package: {install('spark')}") from None
        raise
    return Spark(session)
