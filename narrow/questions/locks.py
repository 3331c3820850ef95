"""What a lock says of a case: the edits between its entries, and those since the last one."""

import os
from itertools import pairwise
from pathlib import Path

from narrow.errors import RequestError
from narrow.files import is_shipped, lock_beside, seal, write
from narrow.model.cases import Case
from narrow.model.data import to_data
from narrow.model.records import Basis, Changes, Lock, Locked, LockEntry, LockFile
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


def lock_of(case: Case, content: Content, shelf: Library) -> Lock | None:
    """Say what the lock on a case tells; None where there is none."""
    path = lock_beside(case.file, case.id)
    return None if path is None else lock_at(path, case, content, shelf)


# A case is frozen, and every answer to it lists the edits made since.
#
# A lock keeps the whole text of the rules and the hashes of the register. It lies beside the case,
# or in the current folder where the case ships with narrow or its folder cannot be written to.

MOST_NAMED = 3  # edits that a refusal names; a run lists them all


def lock(
    case: Case, content: Content, shelf: Library, *, again: bool = False, note: str = ""
) -> Lock:
    """Freeze a case as it stands; a case edited since it was locked only `again`.

    Every time is kept with its edits, so that nobody can tune a case in silence.
    """
    now = rests(case, content, shelf)
    path = lock_beside(case.file, case.id)
    if path is None:
        kept = LockFile(str(_place(case)), case.id, (LockEntry(note, now),))
        write(Path(kept.path), seal(to_data(kept)))
        return describe(kept, now)
    kept = read_lock(path, case)
    found = describe(kept, now)
    if found.unchanged:
        return found
    if not again:
        raise RequestError(_refusal(found))
    kept = LockFile(kept.path, kept.case, (*kept.entries, LockEntry(note, now)))
    write(path, seal(to_data(kept)))
    return describe(kept, now)


def _place(case: Case) -> Path:
    file, name = Path(case.file), f"{case.id}.lock.json"
    away = is_shipped(file) or not os.access(file.parent, os.W_OK)
    return Path(name) if away else file.with_name(name)


def _refusal(found: Lock) -> str:
    files = [f"{f.path}:{line.line}" for f in found.since.files for line in f.lines]
    whole = [f.path for f in found.since.files if f.matters and not f.lines]
    edits = [*files, *whole, *(change.name for change in found.since.inputs)]
    more = f" and {len(edits) - MOST_NAMED} more" if len(edits) > MOST_NAMED else ""
    return (
        f"the case was edited since it was locked ({', '.join(edits[:MOST_NAMED])}{more}); "
        "--again locks it as it is now, and the edits stay on record"
    )
