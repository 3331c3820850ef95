"""The words for edits of rules and for a lock that they break, which every view shares."""

from narrow.model.records import Edit, InputChange, Lock

BEFORE, AFTER = "-", "+"
EDITS = {
    Edit.ADDED: "used now, and was not",
    Edit.GONE: "no longer used",
    Edit.REMARKS: "comments or blank lines only",
}


def input_said(change: InputChange) -> str:
    """Say one change of what a run was given: "register: tiny 12ab → tiny 34cd (posts.csv)"."""
    files = f" ({', '.join(change.files)})" if change.files else ""
    return f"{change.name}: {change.before} → {change.after}{files}"


def lock_said(lock: Lock) -> str:
    """Say whether a lock held: "locked, unchanged since", "locked, and edited since in 1 place"."""
    if lock.unchanged:
        remarks = " but for comments" if lock.since.files else ""
        return f"{_times(lock)}, unchanged since{remarks}"
    count = lock.since.lines + len(lock.since.inputs)
    return f"{_times(lock)}, and edited since in {_places(count)}"


def _times(lock: Lock) -> str:
    if len(lock.times) == 1:
        return "locked"
    edits = sum(t.changes.lines + len(t.changes.inputs) for t in lock.times)
    return f"locked {len(lock.times)} times, with {_places(edits)} edited in between"


def _places(count: int) -> str:
    return f"{count} place{'' if count == 1 else 's'}"
