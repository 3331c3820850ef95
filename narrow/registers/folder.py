"""A folder with a descriptor and CSV files is read as text, row by row, and hashed as it stands."""

import csv
import hashlib
import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from narrow.errors import Issue, RegisterError, nearest
from narrow.model.cells import Reader
from narrow.model.records import RegisterState
from narrow.model.registers import PERSONS, Register, Table
from narrow.model.words import clean
from narrow.registers.expectations import MOST_ISSUES, Block, expected

if TYPE_CHECKING:
    import _csv


# The text of a table is read as a stream and hashed on the way, so that its size does not matter.
#
# A fault of the whole file (it is not UTF-8, it has a NUL) is found where the reading comes to it;
# only then is the file gone through again, to name the line.


CHUNK = 1 << 20
Moved = Callable[[int], None]


class Hashed(io.RawIOBase):
    """The bytes of a file, each put into the hash as it is read; a NUL ends the reading."""

    def __init__(self, path: Path, moved: Moved) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._moved = moved
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read what fits into a buffer; raises ValueError at a NUL character."""
        size = self._file.readinto(buffer)
        part = bytes(buffer[:size])
        if b"\0" in part:
            raise ValueError("NUL")
        self.digest.update(part)
        self._moved(size)
        return size

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


@contextmanager
def text_of(
    folder: Path, table: Table, moved: Moved = lambda size: None
) -> Iterator[tuple[Hashed, io.TextIOWrapper]]:
    """Open the file of a table; raises RegisterError where it is no text or lies elsewhere.

    `moved` is told of every part that is read, in bytes.
    """
    path = folder / table.path
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RegisterError([Issue(table.path, 0, 0, "lies outside the register's folder")])
    try:
        with Hashed(path, moved) as raw:
            buffered = io.BufferedReader(raw, CHUNK)
            with io.TextIOWrapper(buffered, encoding="utf-8-sig", newline="") as text:
                yield raw, text
    except OSError as error:
        said = f"cannot be read: {error.strerror or error}"
        raise RegisterError([Issue(str(path), 0, 0, said)]) from None
    except ValueError:  # a UnicodeDecodeError is one
        raise RegisterError([_fault(path, table)]) from None


def _fault(path: Path, table: Table) -> Issue:
    """Find the first line that is no UTF-8 or has a NUL; of UTF-16 every letter has one."""
    with path.open("rb") as file:
        head = file.read(64)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:2]:
            return Issue(table.path, 1, 1, "is UTF-16; a register is UTF-8: save it as CSV UTF-8")
        file.seek(0)
        for number, line in enumerate(file, start=1):
            if b"\0" in line:
                return Issue(table.path, number, 1, "has a NUL character; is it a text file?")
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                said = f"is not UTF-8 (byte {line[error.start]:#04x}); save it as UTF-8"
                return Issue(table.path, number, 1, said)
    return Issue(table.path, 1, 1, "is not UTF-8; save it as UTF-8")


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
    if mark := _other_mark(table, cells):
        said = f"{mark} between the cells; a register has commas: save it as CSV with commas"
        raise RegisterError([Issue(table.path, 1, 1, said)])
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


_MARKS = {";": "semicolons stand", "\t": "tabs stand", "|": "bars stand"}


def _other_mark(table: Table, cells: list[str]) -> str:
    """Say what stands between the names of the columns where it is no comma; blank where it is."""
    for mark, said in _MARKS.items():
        names = {clean(name).strip('"') for cell in cells for name in cell.split(mark)}
        if len(names & set(table.columns)) > max(1, len(set(cells) & set(table.columns))):
            return said
    return ""


def _hint(name: str, cells: list[str]) -> str:
    return nearest(name, cells) if cells else "; the file is empty"


def folder_rows(register: Register, wanted: Collection[str]) -> Iterator[Mapping[str, str]]:
    """Give the rows of these persons once more, by id, each cell as it is stored."""
    table = register.persons
    readers = {name: Reader(column, register) for name, column in table.columns.items()}
    for block in FolderReading(Path(register.file).parent, register).blocks()[PERSONS]:
        columns = {name: reader.texts(block.columns[name])[0] for name, reader in readers.items()}
        for cells in zip(*columns.values(), strict=True):
            row = dict(zip(columns, cells, strict=True))
            if row[table.key[0]] in wanted:
                yield row


# The tables of a register folder are hashed one by one, so that a change can be laid to one.


def state(register: Register) -> RegisterState:
    """Give the hashes of a register folder as it stands now; the whole is hashed as a run does."""
    descriptor = Path(register.file)
    try:
        whole = hashlib.sha256(descriptor.read_bytes())
        tables: dict[str, str] = {}
        for _, table in sorted(register.tables.items()):
            one = hashlib.sha256((descriptor.parent / table.path).read_bytes())
            whole.update(one.digest())
            tables[table.path] = one.hexdigest()
    except OSError as error:
        said = f"cannot be read: {error.strerror or error}"
        raise RegisterError([Issue(str(error.filename), 0, 0, said)]) from None
    return RegisterState(register.id, whole.hexdigest(), tables)
