"""A sign of work that takes longer than a second: on stderr, on a terminal, then gone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
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
def _later(
    *columns: ProgressColumn, no_color: bool
) -> Iterator[tuple[Progress, Callable[[], None]]]:
    """Give a sign and what shows it once it is due; nothing is shown off a terminal."""
    console = Console(stderr=True, no_color=no_color or None)
    shown = Progress(*columns, console=console, transient=True)
    begun = monotonic()

    def when_due() -> None:
        due = monotonic() > begun + PATIENCE
        if console.is_terminal and due and not shown.live.is_started:
            shown.start()

    try:
        yield shown, when_due
    finally:
        if shown.live.is_started:
            shown.stop()


@contextmanager
def bar(says: str, of: int, *, no_color: bool = False) -> Iterator[Callable[[], None]]:
    """Give a function to call after each of so many steps."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with _later(*columns, no_color=no_color) as (shown, when_due):
        task = shown.add_task(says, total=of)

        def step() -> None:
            shown.advance(task)
            when_due()

        yield step


Moved = Callable[[int, int], None]


@contextmanager
def flow(*, no_color: bool = False) -> Iterator[Callable[[str], Moved]]:
    """Give a function that opens a bar for a file whose bytes come.

    What it gives is called with the bytes that have come and those that will, or -1.
    """
    name = TextColumn("{task.description}", markup=False)
    bar = (BarColumn(20), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with _later(name, *bar, no_color=no_color) as (shown, when_due):

        def opened(file: str) -> Moved:
            task = shown.add_task(clean(file)[:24], total=None)

            def moved(size: int, total: int) -> None:
                shown.update(task, completed=size, total=total if total >= 0 else None)
                when_due()

            return moved

        yield opened
