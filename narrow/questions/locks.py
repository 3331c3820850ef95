"""What a lock says of a case: the edits between its entries, and those since the last one."""

from itertools import pairwise
from pathlib import Path

from narrow.errors import RequestError
from narrow.model.cases import Case
from narrow.model.records import Basis, Changes, Lock, Locked, LockFile
from narrow.model.registers import Content
from narrow.questions.diff import changes
from narrow.questions.kept_runs import basis, read_locks
from narrow.rules.library import Library


def describe(kept: LockFile, now: Basis) -> Lock:
    """Hold what was locked beside what there is now."""
    first, *_ = kept.entries
    times = [Locked(first.note, Changes())]
    for before, after in pairwise(kept.entries):
        times.append(Locked(after.note, changes(before.basis, after.basis)))
    return Lock(kept.path, tuple(times), changes(kept.entries[-1].basis, now))


# The lock on a case is read and held against what the case rests on now.


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
        kept = read_locks(path)
    except RequestError as error:
        said = "no answer is given past a lock that cannot be read; put it right or move it away"
        raise RequestError(f"{error}; {said}") from None
    if kept.case != case.id:
        raise RequestError(f"{path} locks {kept.case!r} and not {case.id!r}")
    return kept


# Every run looks whether its case is locked; what a lock says is read only where there is one.


def lock_of(case: Case, content: Content, shelf: Library) -> Lock | None:
    """Say what the lock on an opened case tells; None where there is none."""
    path = find(case)
    if path is None:
        return None
    return lock_at(path, case, content, shelf)


def name_of(case: Case) -> str:
    """Name the file of a case's lock."""
    return f"{case.id}.lock.json"


def find(case: Case) -> Path | None:
    """Find the lock on a case: beside it, or in the current folder."""
    beside = Path(case.file).with_name(name_of(case))
    return next((path for path in (beside, Path(name_of(case))) if path.is_file()), None)
