"""The door to stored registers: a folder becomes one file, checked, sorted, ready to be asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from narrow.engines.duckdb_file import Storing, codes_of, kept_in
from narrow.errors import RegisterError, RequestError
from narrow.lists.writer import beside
from narrow.model.registers import Kept, Register
from narrow.registers.bounds import Columns
from narrow.registers.folder import FolderReading, Moved
from narrow.registers.loader import draw
from narrow.registers.locate import library, register_at
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
    target = Path(into)
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
