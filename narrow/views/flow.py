"""A bar for bytes that come: on stderr, on a terminal, gone when they have come."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from narrow.views.progress import PATIENCE
from narrow.views.words import clean

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
