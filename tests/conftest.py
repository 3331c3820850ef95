"""What every test needs: no statements kept outside, no colour, eighty columns."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _quiet(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    cache: Path = tmp_path_factory.getbasetemp() / "statements"
    monkeypatch.setenv("NARROW_CACHE", str(cache))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    yield
