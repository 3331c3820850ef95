"""Tests on Spark: one small session for each process, and which of the tests it carries out.

Every test that asks an engine is there twice, on DuckDB and on Spark. Spark takes a hundred times
as long for a handful of rows, so that a plain `pytest` runs one in `ONE_IN` of them, always the same
ones; `pytest --spark all` runs them all, `--spark none` none.
"""

import shutil
import tempfile
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from narrow.engines.spark import Spark


ONE_IN = 24
CHOICES = ("some", "all", "none")
_SMALL = {
    "spark.default.parallelism": "1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.warehouse.dir": str(Path(tempfile.gettempdir()) / "narrow-spark"),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""For a handful of rows: no code is generated, nothing is split up."""


def lacking() -> str:
    """Say what is missing to run Spark here; blank where it can run."""
    if find_spec("pyspark") is None:
        return "no PySpark here (the extra spark)"
    return "" if shutil.which("java") else "no Java here (Debian: openjdk-17-jre-headless)"


@cache
def session() -> "SparkSession":
    """Give the session of this process."""
    building = import_module("pyspark.sql").SparkSession.builder.master("local[1]").appName("tests")
    for name, value in _SMALL.items():
        building = building.config(name, value)
    started: SparkSession = building.getOrCreate()
    return started


def spark() -> "Spark":
    """Open an engine on the session of this process."""
    made: Spark = import_module("narrow.engines.spark").Spark(session())
    return made


def chosen(item: pytest.Item, which: str) -> bool:
    """Tell whether a test runs: all that are not on Spark do."""
    if "spark" not in item.keywords or "always" in item.keywords:
        return True
    return which == "all" or (which == "some" and crc32(item.nodeid.encode()) % ONE_IN == 0)
