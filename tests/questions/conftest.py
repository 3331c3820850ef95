"""What is asked through a door is asked of every engine; the same must come back."""

import pytest


@pytest.fixture(autouse=True)
def _everywhere(on_every_engine: str) -> None:
    """Run each test once for each engine."""
