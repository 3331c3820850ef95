"""A folder with a descriptor and CSV files is read as text, row by row, and hashed as it stands."""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from narrow.errors import Issue, RegisterError, nearest
from narrow.model.register import Content, Register, Table
from narrow.registers.gather import Numbered, content_from_rows, gather

__all__ = ["content_from_rows", "read_folder"]

LARGEST_CELL = 1_000_000


def read_folder(folder: Path, register: Register) -> Content:
    """Read every table of a register folder; raises RegisterError with all that is wrong."""
    csv.field_size_limit(LARGEST_CELL)
    files = {role: _bytes(folder, table) for role, table in register.tables.items()}
    digest = hashlib.sha256(Path(register.file).read_bytes())
    for role in sorted(files):
        digest.update(hashlib.sha256(files[role]).digest())
    rows = {role: _rows(register.tables[role], raw) for role, raw in files.items()}
    return gather(register, rows, digest.hexdigest())


def _bytes(folder: Path, table: Table) -> bytes:
    path = folder / table.path
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RegisterError([Issue(table.path, 0, 0, "lies outside the register's folder")])
    try:
        return path.read_bytes()
    except OSError as error:
        said = f"cannot be read: {error.strerror or error}"
        raise RegisterError([Issue(str(path), 0, 0, said)]) from None


def _rows(table: Table, raw: bytes) -> Iterator[Numbered]:
    reader = csv.reader(io.StringIO(_text(table, raw), newline=""), strict=True)
    header: list[str] | None = None
    begins = 1
    try:
        for cells in reader:
            if header is None:
                header = _header(table, cells)
            elif cells:
                yield Numbered(begins, _named(table, header, cells, begins))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise RegisterError([Issue(table.path, begins, 1, f"is not CSV: {error}")]) from None
    if header is None:
        _header(table, [])


def _text(table: Table, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        said = f"is not UTF-8 (byte {raw[error.start]:#04x}); save it as UTF-8"
        raise RegisterError([Issue(table.path, line, 1, said)]) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise RegisterError([Issue(table.path, line, 1, "has a NUL character; is it a text file?")])
    return text


def _header(table: Table, cells: list[str]) -> list[str]:
    issues = [
        Issue(
            table.path,
            1,
            1,
            f"the column {name!r} of the descriptor is missing{_hint(name, cells)}",
        )
        for name in table.columns
        if name not in cells
    ]
    issues += [
        Issue(table.path, 1, at, f"the column {name!r} is not in the descriptor")
        for at, name in enumerate(cells, start=1)
        if name not in table.columns
    ]
    issues += [
        Issue(table.path, 1, at, f"a second column is called {name!r}")
        for at, name in enumerate(cells, start=1)
        if name in cells[: at - 1]
    ]
    if issues:
        raise RegisterError(issues)
    return cells


def _hint(name: str, cells: list[str]) -> str:
    return nearest(name, cells) if cells else "; the file is empty"


def _named(table: Table, header: list[str], cells: list[str], line: int) -> dict[str, str]:
    if len(cells) != len(header):
        said = f"has {len(cells)} cells; the header has {len(header)}"
        raise RegisterError([Issue(table.path, line, 1, said)])
    return dict(zip(header, cells, strict=True))
