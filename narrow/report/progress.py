"""A sign of work that takes longer than a second: on stderr, on a terminal, then gone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from narrow.report.words import clean

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


# A bar for bytes that come: on stderr, on a terminal, gone when they have come.


Moved = Callable[[int, int], None]


@contextmanager
def flow(*, no_color: bool = False) -> Iterator[Callable[[str], Moved]]:
    """Give a function that opens a bar for a file; nothing is shown off a terminal.

    What it gives is called with the bytes that have come and those that will, or -1.
    """
    console = Console(stderr=True, no_color=no_color or None)
    name = TextColumn("{task.description}", markup=False)
    bar = (BarColumn(20), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    shown = Progress(name, *bar, console=console, transient=True)
    begun = monotonic()

    def opened(file: str) -> Moved:
        task = shown.add_task(clean(file)[:24], total=None)

        def moved(size: int, total: int) -> None:
            shown.update(task, completed=size, total=total if total >= 0 else None)
            late = monotonic() > begun + PATIENCE
            if console.is_terminal and late and not shown.live.is_started:
                shown.start()

        return moved

    try:
        yield opened
    finally:
        if shown.live.is_started:
            shown.stop()
