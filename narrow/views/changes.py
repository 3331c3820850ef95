"""What changed in rules, register and day, in a terminal: each line at its place, old above new."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from narrow.model.records import Changes, FileChange
from narrow.report.compose.pieces import AFTER, BEFORE, EDITS, input_said
from narrow.views.pieces import line, marked_by

MOST_LINES = 12


def changes_view(given: Changes, indent: int, most: int = MOST_LINES) -> Iterator[RenderableType]:
    """Lay out all that changed."""
    for change in given.inputs:
        yield line(input_said(change), indent)
    yield from files_view(given.files, indent, most)


def files_view(
    files: Sequence[FileChange], indent: int, most: int = MOST_LINES
) -> Iterator[RenderableType]:
    """Lay out edits of rule files, `most` lines of each at most."""
    for file in files:
        if not file.lines:
            yield line(f"{file.path}: {EDITS.get(file.edit, file.edit.value)}", indent)
        for change in file.lines[:most]:
            yield line(f"{file.path}:{change.line}", indent)
            if change.before:
                yield marked_by(BEFORE, change.before, indent + 2, "red")
            if change.after:
                yield marked_by(AFTER, change.after, indent + 2, "green")
        if len(file.lines) > most:
            yield line(f"{file.path}: and {len(file.lines) - most} lines more", indent)
