"""A lock in a terminal: whether it held, each edit since, and how often it was set anew."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from narrow.model.records import Lock
from narrow.report.compose.pieces import lock_said
from narrow.views.changes import changes_view
from narrow.views.pieces import heading, line


def lock_lines(lock: Lock) -> Iterator[RenderableType]:
    """Lay out what the head of an answer says of a lock: every edit since it was set."""
    if lock.unchanged:
        yield line(f"{lock_said(lock)} ({lock.path})")
        return
    yield line(f"{lock_said(lock)} ({lock.path}):", 0, "bold")
    yield from changes_view(lock.since, 2)


def lock_view(case: str, lock: Lock) -> Group:
    """Lay out a lock with its whole history."""
    parts: list[RenderableType] = [Text(f"case {case}", style="bold"), *lock_lines(lock)]
    for number, time in enumerate(lock.times[1:], start=2):
        note = f": {time.note}" if time.note else ""
        parts.append(heading(f"Locked again, time {number}{note}"))
        parts += changes_view(time.changes, 2)
    return Group(*parts)
