"""Long work shows a sign on a terminal, and only there, and it is gone before anything is printed."""

import sys
import time

import pytest

from narrow.commands import options as room
from narrow.commands.options import Waiting


class Shown:
    def __init__(self) -> None:
        self.told: list[str] = []

    def __enter__(self) -> None:
        self.told.append("shown")

    def __exit__(self, *_: object) -> None:
        self.told.append("gone")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    made = Shown()
    monkeypatch.setattr("narrow.report.progress.at_work", lambda: made)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(room, "PATIENCE", 0.02)
    return made


def test_a_sign_comes_after_a_while_and_goes_at_the_end(shown: Shown) -> None:
    waiting = Waiting()
    waiting.begin()
    waiting.begin()
    assert shown.told == []
    for _ in range(200):
        if shown.told:
            break
        time.sleep(0.01)
    assert shown.told == ["shown"]
    waiting.end()
    waiting.end()
    assert shown.told == ["shown", "gone"]


def test_short_work_shows_nothing(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PATIENCE", 60)
    waiting = Waiting()
    waiting.begin()
    waiting.end()
    assert shown.told == []


def test_off_a_terminal_nothing_is_shown(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    waiting = Waiting()
    waiting.begin()
    time.sleep(0.1)
    waiting.end()
    assert shown.told == []
