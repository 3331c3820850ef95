"""Every test of a verdict runs on every engine; statements are rendered afresh."""

from collections.abc import Iterator

import pytest

from narrow.engines.duckdb import DuckDB
from tests.records import ENGINES


@pytest.fixture(params=ENGINES, ids=lambda made: made.__name__.lower())
def engine(request: pytest.FixtureRequest) -> Iterator[DuckDB]:
    """An engine that holds nothing yet."""
    with request.param() as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARROW_CACHE", "off")
