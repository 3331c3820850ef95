"""A folder with a descriptor and CSV files is read as text, row by row, and hashed as it stands."""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from narrow.errors import Issue, RegisterError, nearest
from narrow.model.register import Content, Register, Table
from narrow.registers.gather import content_from_rows, gather
from narrow.registers.state import MOST_ISSUES, Numbered

__all__ = ["content_from_rows", "read_folder"]

LARGEST_CELL = 1_000_000


def read_folder(folder: Path, register: Register) -> Content:
    """Read every table of a register folder; raises RegisterError with all that is wrong."""
    csv.field_size_limit(LARGEST_CELL)
    issues: list[Issue] = []
    texts: dict[str, str] = {}
    digest = hashlib.sha256(Path(register.file).read_bytes())
    for role, table in sorted(register.tables.items()):
        try:
            raw = _bytes(folder, table)
            digest.update(hashlib.sha256(raw).digest())
            texts[role] = _text(table, raw)
            _header(table, next(filter(None, csv.reader(io.StringIO(texts[role], newline=""))), []))
        except RegisterError as error:
            issues += error.issues
        except csv.Error as error:
            issues.append(Issue(table.path, 1, 1, f"is not CSV: {error}"))
    if issues:
        raise RegisterError(issues)
    rows = {role: _rows(register.tables[role], text, issues) for role, text in texts.items()}
    return gather(register, rows, digest.hexdigest(), issues)


def _bytes(folder: Path, table: Table) -> bytes:
    path = folder / table.path
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RegisterError([Issue(table.path, 0, 0, "lies outside the register's folder")])
    try:
        return path.read_bytes()
    except OSError as error:
        said = f"cannot be read: {error.strerror or error}"
        raise RegisterError([Issue(str(path), 0, 0, said)]) from None


def _rows(table: Table, text: str, issues: list[Issue]) -> Iterator[Numbered]:
    """Give the rows below the header; a row that cannot be read becomes an issue."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        header = next(filter(None, reader))
        begins = reader.line_num + 1
        for cells in reader:
            if cells and len(cells) != len(header):
                said = f"has {len(cells)} cells; the header has {len(header)}"
                issues.append(Issue(table.path, begins, 1, said))
                if len(issues) >= MOST_ISSUES:
                    more = f"{MOST_ISSUES} faults found; what follows is not looked at"
                    raise RegisterError([*issues, Issue(table.path, begins + 1, 1, more)])
            elif cells:
                yield Numbered(begins, dict(zip(header, cells, strict=True)))
            begins = reader.line_num + 1
    except csv.Error as error:
        issues.append(Issue(table.path, begins, 1, f"is not CSV: {error}"))


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


def _header(table: Table, cells: list[str]) -> None:
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


def _hint(name: str, cells: list[str]) -> str:
    return nearest(name, cells) if cells else "; the file is empty"
