"""A sign that something is being worked on: on stderr, on a terminal, after a second, then gone.

A command tells it when work begins and when there is something to print; nothing is shown off a
terminal, and nothing is loaded for it before a second has passed.
"""

import sys
from importlib import import_module
from threading import Lock, Timer
from typing import Any

PATIENCE = 1.0  # seconds


class Waiting:
    """Shows after a second how long a command has been at work."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._timer: Timer | None = None
        self._shown: Any = None

    def begin(self) -> None:
        """Say that work has begun; only the first time counts."""
        if self._timer is None and sys.stderr.isatty():
            self._timer = Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()

    def end(self) -> None:
        """Take the sign away: something is about to be printed, or shown in its place."""
        if self._timer is None:
            return
        self._timer.cancel()
        with self._lock:
            self._timer = None
            if self._shown is not None:
                self._shown.__exit__(None, None, None)
                self._shown = None

    def _show(self) -> None:
        shown = import_module("narrow.views.progress").at_work()
        with self._lock:
            if self._timer is not None:
                self._shown = shown
                shown.__enter__()


waiting = Waiting()
