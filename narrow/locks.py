"""The door to locks: a case is frozen, and every answer to it lists the edits made since.

A lock keeps the whole text of the rules and the hashes of the register. It lies beside the case, or
in the current folder where the case ships with narrow or its folder cannot be written to.
"""

import os
from pathlib import Path

from narrow.errors import RequestError
from narrow.files import is_shipped, seal, write
from narrow.model.cases import Case
from narrow.model.data import to_data
from narrow.model.records import Lock, LockEntry, LockFile
from narrow.opening import load_case
from narrow.questions.locks import describe, find, name_of, read_lock, rests
from narrow.registers.locate import library
from narrow.rules.library import Library

MOST_NAMED = 3  # edits that a refusal names; a run lists them all


def lock(
    case: str | Path,
    *,
    again: bool = False,
    note: str = "",
    data: str | Path | None = None,
    shelf: Library | None = None,
) -> Lock:
    """Freeze a case as it stands; a case edited since it was locked only `again`.

    Every time is kept with its edits, so that nobody can tune a case in silence.
    """
    shelf = shelf or library()
    opened = load_case(case, data=data, shelf=shelf)
    asked = opened.case
    now = rests(asked, opened.content, shelf)
    path = find(asked)
    if path is None:
        kept = LockFile(str(_place(asked)), asked.id, (LockEntry(note, now),))
        write(Path(kept.path), seal(to_data(kept)))
        return describe(kept, now)
    kept = read_lock(path, asked)
    found = describe(kept, now)
    if found.unchanged:
        return found
    if not again:
        raise RequestError(_refusal(found))
    kept = LockFile(kept.path, kept.case, (*kept.entries, LockEntry(note, now)))
    write(path, seal(to_data(kept)))
    return describe(kept, now)


def _place(case: Case) -> Path:
    file = Path(case.file)
    away = is_shipped(file) or not os.access(file.parent, os.W_OK)
    return Path(name_of(case)) if away else file.with_name(name_of(case))


def _refusal(found: Lock) -> str:
    files = [f"{f.path}:{line.line}" for f in found.since.files for line in f.lines]
    whole = [f.path for f in found.since.files if f.matters and not f.lines]
    edits = [*files, *whole, *(change.name for change in found.since.inputs)]
    more = f" and {len(edits) - MOST_NAMED} more" if len(edits) > MOST_NAMED else ""
    return (
        f"the case was edited since it was locked ({', '.join(edits[:MOST_NAMED])}{more}); "
        "--again locks it as it is now, and the edits stay on record"
    )
