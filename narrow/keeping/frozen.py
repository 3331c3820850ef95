"""The lock on a case is read and held against what the case rests on now."""

from pathlib import Path

from narrow.errors import RequestError
from narrow.keeping.basis import basis
from narrow.keeping.sealed import read
from narrow.language.library import Library
from narrow.model.case import Case
from narrow.model.lock import Lock
from narrow.model.record import Basis, LockFile
from narrow.model.register import Content
from narrow.results.locked import describe
from narrow.results.recorded import lock_file
from narrow.results.shape import Part
from narrow.views import record_json


def lock_at(path: Path, case: Case, content: Content, shelf: Library) -> Lock:
    """Say what the lock in a file tells of an opened case."""
    return describe(read_lock(path, case), rests(case, content, shelf))


def rests(case: Case, content: Content, shelf: Library) -> Basis:
    """Say what a case rests on now."""
    day = case.day.isoformat()
    return basis(shelf, content.register, case.file, as_of=day, sha256=content.sha256)


def read_lock(path: Path, case: Case) -> LockFile:
    """Read the file of a lock; raises RequestError, for no answer is given past one in pieces."""
    try:
        kept = lock_file(Part(str(path), read(path, record_json.LOCKS, "a lock")))
    except RequestError as error:
        said = "no answer is given past a lock that cannot be read; put it right or move it away"
        raise RequestError(f"{error}; {said}") from None
    if kept.case != case.id:
        raise RequestError(f"{path} locks {kept.case!r} and not {case.id!r}")
    return kept
