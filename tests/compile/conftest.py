"""Every test of a verdict runs on every engine."""

from collections.abc import Iterator

import pytest

from narrow.engines.base import Engine
from narrow.engines.choice import DUCKDB, open_engine
from tests import on_spark


@pytest.fixture
def engine(on_every_engine: str) -> Iterator[Engine]:
    """An engine that holds nothing yet."""
    with open_engine(DUCKDB) if on_every_engine == DUCKDB else on_spark.spark() as made:
        yield made
