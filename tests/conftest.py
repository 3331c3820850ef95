"""What every test needs: no statements kept, no colour, eighty columns, a desk, a command line."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from narrow import inquiry
from narrow.commands import main
from narrow.engines.base import Engine
from narrow.engines.choice import DUCKDB, EngineGiven, open_engine
from tests import on_spark
from tests.questions.desk import Desk

# a time limit for one example fails where other work goes on beside the tests
settings.register_profile("narrow", deadline=None)
settings.load_profile("narrow")


def pytest_addoption(parser: pytest.Parser) -> None:
    said = "how many of the tests on Spark to run: some, all or none"
    parser.addoption("--spark", default="some", choices=on_spark.CHOICES, help=said)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    which = config.getoption("--spark")
    lacking = on_spark.lacking()
    left = [item for item in items if not on_spark.chosen(item, which)]
    items[:] = [item for item in items if on_spark.chosen(item, which)]
    config.hook.pytest_deselected(items=left)
    for item in items:
        if lacking and "spark" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=lacking))


@pytest.fixture(params=[DUCKDB, pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.slow])])
def on_every_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Carry out on each engine whatever a test asks of the doors; gives the engine's name."""
    name: str = request.param

    def opened(given: EngineGiven) -> AbstractContextManager[Engine]:
        return on_spark.spark() if given == DUCKDB else open_engine(given)

    if name != DUCKDB:
        monkeypatch.setattr(inquiry, "open_engine", opened)
    return name


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty desk, which is the current folder while the test runs."""
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote where."""

    code: int
    out: str
    err: str


Told = Callable[..., Ended]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Run the command line within this process, from its outermost door, and catch its end."""

    def leave(code: int) -> None:
        raise SystemExit(code)

    def run(*words: str) -> Ended:
        capsys.readouterr()
        with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as stop:
            patch.setattr(os, "_exit", leave)
            patch.setattr(sys, "argv", ["narrow", *words])
            main.main()
        gc.enable()
        wrote = capsys.readouterr()
        assert "Traceback" not in wrote.err, wrote.err
        assert isinstance(stop.value.code, int)
        return Ended(stop.value.code, wrote.out, wrote.err)

    return run
