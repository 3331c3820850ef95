"""A register is stored as one file, checked and sorted, or written out as a folder of Parquet."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from narrow.engines.duckdb_file import Storing, codes_of, kept_in, write_parquet
from narrow.engines.parquet import ABOUT, check_place, kept_in_folder
from narrow.errors import RegisterError, RequestError
from narrow.files import beside
from narrow.lists.writer import place, put, recover
from narrow.model.registers import Kept, Register
from narrow.registers.folder import FolderReading, Moved
from narrow.registers.loader import Columns, draw
from narrow.registers.opening import library, register_at, usual_register
from narrow.rules.library import DESCRIPTOR, STORED, Library


def store(
    data: str | Path,
    into: str | Path,
    *,
    moved: Moved = lambda size: None,
    shelf: Library | None = None,
) -> Mapping[str, int]:
    """Write a register folder as one `.duckdb` file; whatever goes wrong, an old file stands.

    Gives the rows of each table; `moved` is told of what is read, in bytes. The same folder gives
    the same rows in the same order; DuckDB's own bytes may differ. Raises RegisterError or
    RequestError.
    """
    shelf = shelf or library()
    target = place(into)
    if target.suffix != STORED:
        raise RequestError(f"{target}: a stored register's name ends in {STORED}")
    found = shelf.register(str(data))
    if found.name != DESCRIPTOR:
        raise RequestError(f"{data} is stored already")
    may_replace(target)
    register = register_at(found, shelf)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = beside(target)
        with _cleared(made):
            rows = _write(register, found, made, moved)
            made.replace(target)
    except OSError as error:
        where = error.filename or target
        raise RequestError(f"{where}: {error.strerror or error}; nothing was made") from None
    return rows


def may_replace(target: Path) -> None:
    """Refuse to replace what narrow has not stored: RequestError."""
    if not target.exists():
        return
    try:
        kept_in(target)
    except RegisterError as error:
        raise RequestError(f"{error}; choose another name, or move it away") from None


def _write(register: Register, descriptor: Path, made: Path, moved: Moved) -> Mapping[str, int]:
    reading = FolderReading(descriptor.parent, register, moved)
    rows = dict.fromkeys(register.tables, 0)
    with Storing(made, register) as storing:

        def take(role: str, columns: Columns) -> None:
            storing.take(role, columns)
            rows[role] += len(columns["row_no"])

        persons = draw(register, reading.blocks(), take, reading.issues)
        text = descriptor.read_text(encoding="utf-8-sig")
        kept = Kept(text, reading.sha256(), persons, reading.files(), codes_of(register))
        storing.finish(kept)
    return rows


@contextmanager
def _cleared(made: Path) -> Iterator[None]:
    """Leave nothing beside the place in the end."""
    try:
        yield
    finally:
        made.unlink(missing_ok=True)
        made.with_name(f"{made.name}.wal").unlink(missing_ok=True)


# The door out: a register as a folder of Parquet, for a cluster or for another tool.


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
    target = place(into)
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
