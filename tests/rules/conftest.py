"""The desk that the tests of the language write at."""

from pathlib import Path

import pytest

from tests.rules.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with an empty folder."""
    return Desk(tmp_path)
