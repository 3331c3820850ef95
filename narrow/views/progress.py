"""A sign of work that takes longer than a second: on stderr, on a terminal, then gone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

PATIENCE = 1.0  # seconds before a bar is shown


def at_work() -> Progress:
    """Make a sign for work whose length is not known: that it goes on, and for how long."""
    console = Console(stderr=True)
    columns = (SpinnerColumn("line"), TextColumn("at work"), TimeElapsedColumn())
    shown = Progress(*columns, console=console, transient=True)
    shown.add_task("", total=None)
    return shown


@contextmanager
def bar(says: str, of: int, *, no_color: bool = False) -> Iterator[Callable[[], None]]:
    """Give a function to call after each of so many steps; nothing is shown off a terminal."""
    console = Console(stderr=True, no_color=no_color or None)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    shown = Progress(*columns, console=console, transient=True)
    task = shown.add_task(says, total=of)
    begun = monotonic()

    def step() -> None:
        shown.advance(task)
        if console.is_terminal and not shown.live.is_started and monotonic() > begun + PATIENCE:
            shown.start()

    try:
        yield step
    finally:
        if shown.live.is_started:
            shown.stop()
