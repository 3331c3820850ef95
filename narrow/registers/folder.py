"""A folder with a descriptor and CSV files is read as text, row by row, and hashed as it stands."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from narrow.errors import Issue, RegisterError, nearest
from narrow.model.register import Register, Table
from narrow.registers.expectations import expected
from narrow.registers.state import MOST_ISSUES, Block
from narrow.registers.streamed import Moved, text_of

if TYPE_CHECKING:
    import _csv

LARGEST_CELL = 1_000_000
ROWS = 20_000  # of a block


class FolderReading:
    """The tables of a register folder, given out block by block and hashed on the way.

    `issues` fills while the blocks are drawn; the hash is that of the files once all are read.
    `moved` is told of what is read, in bytes.
    Raises RegisterError where a table has not the columns that the descriptor names.
    """

    def __init__(self, folder: Path, register: Register, moved: Moved = lambda size: None) -> None:
        csv.field_size_limit(LARGEST_CELL)
        self.folder, self.register, self.moved = folder, register, moved
        self.issues: list[Issue] = []
        self._digests: dict[str, bytes] = {}
        faults: list[Issue] = []
        for _, table in sorted(register.tables.items()):
            try:
                with text_of(folder, table) as (_, text):
                    _header(table, next(filter(None, csv.reader(text)), []))
            except RegisterError as error:
                faults += error.issues
            except csv.Error as error:
                faults.append(Issue(table.path, 1, 1, f"is not CSV: {error}"))
        if faults:
            raise RegisterError(faults)

    def blocks(self) -> Mapping[str, Iterator[Block]]:
        """Give the rows of every table, read when they are asked for."""
        tables = self.register.tables.items()
        return {role: expected(t, self._blocks(t), self.issues) for role, t in tables}

    def sha256(self) -> str:
        """Hash the descriptor and the tables as they were read."""
        digest = hashlib.sha256(Path(self.register.file).read_bytes())
        for role in sorted(self.register.tables):
            digest.update(self._digests[role])
        return digest.hexdigest()

    def files(self) -> Mapping[str, str]:
        """Give the hash of each file as it was read."""
        tables = self.register.tables
        return {tables[role].path: digest.hex() for role, digest in self._digests.items()}

    def _blocks(self, table: Table) -> Iterator[Block]:
        """Give the rows below the header; a row that cannot be read becomes an issue."""
        lines: list[int] = []
        rows: list[list[str]] = []
        try:
            with text_of(self.folder, table, self.moved) as (raw, text):
                reader = csv.reader(text, strict=True)
                header = next(filter(None, reader))
                for begins, cells in self._rows(table, reader, len(header)):
                    lines.append(begins)
                    rows.append(cells)
                    if len(lines) == ROWS:
                        yield _block(header, lines, rows)
                        lines, rows = [], []
                self._digests[table.role] = raw.digest.digest()
        except RegisterError as error:
            self.issues += error.issues
            if len(self.issues) >= MOST_ISSUES:
                raise RegisterError(self.issues) from None
        if rows:
            yield _block(header, lines, rows)

    def _rows(
        self, table: Table, reader: "_csv.Reader", width: int
    ) -> Iterator[tuple[int, list[str]]]:
        begins = reader.line_num + 1
        try:
            for cells in reader:
                if cells and len(cells) != width:
                    said = f"has {len(cells)} cells; the header has {width}"
                    self.issues.append(Issue(table.path, begins, 1, said))
                    if len(self.issues) >= MOST_ISSUES:
                        more = f"{MOST_ISSUES} faults found; what follows is not looked at"
                        raise RegisterError([Issue(table.path, begins + 1, 1, more)])
                elif cells:
                    yield begins, cells
                begins = reader.line_num + 1
        except csv.Error as error:
            self.issues.append(Issue(table.path, begins, 1, f"is not CSV: {error}"))


def _block(header: Sequence[str], lines: Sequence[int], rows: Sequence[Sequence[str]]) -> Block:
    return Block(lines, dict(zip(header, map(list, zip(*rows, strict=True)), strict=True)))


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
