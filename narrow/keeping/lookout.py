"""Every run looks whether its case is locked; what a lock says is read only where there is one."""

from importlib import import_module
from pathlib import Path

from narrow.language.library import Library
from narrow.model.case import Case
from narrow.model.lock import Lock
from narrow.model.register import Content


def lock_of(case: Case, content: Content, shelf: Library) -> Lock | None:
    """Say what the lock on an opened case tells; None where there is none."""
    path = find(case)
    if path is None:
        return None
    found: Lock = import_module("narrow.keeping.frozen").lock_at(path, case, content, shelf)
    return found


def name_of(case: Case) -> str:
    """Name the file of a case's lock."""
    return f"{case.id}.lock.json"


def find(case: Case) -> Path | None:
    """Find the lock on a case: beside it, or in the current folder."""
    beside = Path(case.file).with_name(name_of(case))
    return next((path for path in (beside, Path(name_of(case))) if path.is_file()), None)
