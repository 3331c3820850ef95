"""What a lock says of a case: the edits between its entries, and those since the last one."""

from itertools import pairwise

from narrow.model.change import Changes
from narrow.model.lock import Lock, Locked
from narrow.model.record import Basis, LockFile
from narrow.results.changed import changes


def describe(kept: LockFile, now: Basis) -> Lock:
    """Hold what was locked beside what there is now."""
    first, *_ = kept.entries
    times = [Locked(first.note, Changes())]
    for before, after in pairwise(kept.entries):
        times.append(Locked(after.note, changes(before.basis, after.basis)))
    return Lock(kept.path, tuple(times), changes(kept.entries[-1].basis, now))
