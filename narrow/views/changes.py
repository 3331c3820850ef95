"""What changed in rules, register and day, in a terminal: each line at its place, old above new."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from narrow.model.change import Changes, Edit, FileChange, InputChange
from narrow.views.pieces import line, marked_by

MOST_LINES = 12
BEFORE, AFTER = "-", "+"
EDITS = {
    Edit.ADDED: "used now, and was not",
    Edit.GONE: "no longer used",
    Edit.REMARKS: "comments or blank lines only",
}


def changes_view(given: Changes, indent: int, most: int = MOST_LINES) -> Iterator[RenderableType]:
    """Lay out all that changed."""
    for change in given.inputs:
        yield line(input_said(change), indent)
    yield from files_view(given.files, indent, most)


def input_said(change: InputChange) -> str:
    """Say one change of what a run was given: "register: tiny 12ab → tiny 34cd (posts.csv)"."""
    files = f" ({', '.join(change.files)})" if change.files else ""
    return f"{change.name}: {change.before} → {change.after}{files}"


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
