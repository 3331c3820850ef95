"""What every test needs: no statements kept, no colour, eighty columns, a desk, a command line."""

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from narrow import cli
from tests.results.desk import Desk


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARROW_CACHE", "off")
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
            cli.main()
        gc.enable()
        wrote = capsys.readouterr()
        assert "Traceback" not in wrote.err, wrote.err
        assert isinstance(stop.value.code, int)
        return Ended(stop.value.code, wrote.out, wrote.err)

    return run
