"""The door out: a register as a folder of Parquet, for a cluster or for another tool."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from narrow.engines.parquet import ABOUT, check_place, kept_in_folder
from narrow.engines.parquet_writing import write_parquet
from narrow.errors import RegisterError, RequestError
from narrow.lists.writer import beside, put, recover
from narrow.registers.locate import library, register_at, usual_register
from narrow.registers.storing import store
from narrow.rules.library import DESCRIPTOR, STORED, Library


def export(
    data: str | Path | None,
    into: str | Path,
    *,
    shelf: Library | None = None,
) -> Mapping[str, int]:
    """Write a register as a folder of Parquet; whatever goes wrong, an older folder stands.

    Gives the rows of each table. They lie as in a stored register, and keep the hash of the folder
    that the register was made of: an answer from either is the same. Raises RegisterError or
    RequestError.
    """
    shelf = shelf or library()
    target = Path(into)
    found = shelf.register(str(data or usual_register(shelf)[0]))
    if found.name == ABOUT:
        raise RequestError(f"{data} is a folder of Parquet already")
    _may_replace(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        recover(target)
        made = beside(target)
        aside = made.with_name(f"{made.name}{STORED}")
        try:
            made.mkdir()
            if found.name == DESCRIPTOR:
                store(found, aside, shelf=shelf)
            stored = aside if found.name == DESCRIPTOR else found
            kept = write_parquet(stored, register_at(stored, shelf), made)
            put(made, target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
            aside.unlink(missing_ok=True)
    except OSError as error:
        where = error.filename or target
        raise RequestError(f"{where}: {error.strerror or error}; nothing was made") from None
    return {role: sum(part.rows for part in files) for role, files in kept.parts.items()}


def _may_replace(target: Path) -> None:
    """Refuse a name that cannot be read again, and what narrow has not exported: RequestError."""
    try:
        check_place(target)
    except RegisterError as error:
        raise RequestError(str(error)) from None
    if target.suffix == STORED:
        raise RequestError(f"{target}: a name that ends in {STORED} is for a register in one file")
    if not target.exists():
        return
    try:
        kept_in_folder(target / ABOUT)
    except RegisterError:
        said = "is there, and is no folder of Parquet that narrow has written"
        raise RequestError(f"{target} {said}; choose another name, or move it away") from None
