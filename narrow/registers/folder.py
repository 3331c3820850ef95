"""A folder with a descriptor and CSV files is read as text, row by row, counted and hashed."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from narrow.errors import Issue, RegisterError, nearest
from narrow.files import check_stamp, located, regular
from narrow.model.cells import Reader, is_cleaned, parts_of
from narrow.model.dates import Interval
from narrow.model.records import RegisterState
from narrow.model.registers import PERSONS, SOURCES, Column, Expectation, Measure, Register, Table
from narrow.model.words import clean

if TYPE_CHECKING:
    import _csv


# What is known across the tables of a register while they are read.


MOST_ISSUES = 50

Raw = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of one table, one column after the other, with the line on which each row begins.

    A table is read block by block, so that a million rows need no more memory than one block; the
    columns are of equal length.
    """

    lines: Sequence[int]
    columns: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Gathering:
    """What is known across tables: faults so far, persons, days of publication, keys.

    `torn` names tables with rows that could not be read: what points to them is not held against
    anybody.
    """

    register: Register
    issues: list[Issue] = field(default_factory=list)
    person_no: dict[str, int] = field(default_factory=dict)
    died: list[Interval] = field(default_factory=list)
    published: dict[str, Interval] = field(default_factory=dict)
    keys: dict[tuple[str, Key], set[Key]] = field(default_factory=dict)
    references: dict[tuple[str, Key], list[tuple[int, Key]]] = field(default_factory=dict)
    torn: set[str] = field(default_factory=set)

    def wrong(self, table: Table, line: int, column: str, message: str) -> None:
        """Report a fault; the fiftieth ends the reading."""
        place = list(table.columns).index(column) + 1 if column in table.columns else 1
        said = f"{column} {message}" if column else message
        self.issues.append(Issue(table.path, line, place, said))
        if len(self.issues) >= MOST_ISSUES:
            more = f"{MOST_ISSUES} faults found; what follows is not looked at"
            raise RegisterError([*self.issues, Issue(table.path, line + 1, 1, more)])

    def check_references(self, role: str) -> None:
        """Report the references of a table that point to no row."""
        table = self.register.tables[role]
        for columns, target, targets in table.references:
            if target in self.torn or looked_up_anyway(table, columns, target):
                continue
            known = self.keys.get((target, targets), set())
            for line, key in self.references.get((role, columns), ()):
                if key not in known:
                    said = f"{' / '.join(key)!r} points to no row of {target}"
                    self.wrong(table, line, columns[0], said)


def looked_up_anyway(table: Table, columns: Key, target: str) -> bool:
    """Tell a reference that every row is checked for in any case: its person and its sources."""
    to_person = target == PERSONS and columns == (table.person,)
    return to_person or (target == SOURCES and set(columns) <= set(table.sources))


# A table is counted while it is read, and what its descriptor expects is held against it.


MOST_SHOWN = 5  # strange values of a column


def expected(table: Table, blocks: Iterator[Block], issues: list[Issue]) -> Iterator[Block]:
    """Give the blocks of a table on, and in the end add what misses its expectations to `issues`.

    Where rows could not be read, that is said already, and no figure is held against anybody.
    """
    if not table.expectations:
        yield from blocks
        return
    before, expecting = len(issues), Expecting(table)
    for block in blocks:
        expecting.take(len(block.lines), block.columns)
        yield block
    if len(issues) == before:
        issues += expecting.faults()


class Expecting:
    """Counts one table, and nothing of it that nothing is expected of."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows = 0
        self._filled: Counter[str] = Counter()
        self._values: dict[str, set[str]] = {}
        self._strange: dict[str, Counter[str]] = {}
        self._wanted: dict[str, list[Expectation]] = {}
        for one in table.expectations:
            if one.measure is Measure.PERSONS:
                self._persons = table.key[0] if table.role == PERSONS else table.person
                self._values[""] = set()
            elif one.column:
                self._wanted.setdefault(one.column, []).append(one)
                self._values.setdefault(one.column, set())
                self._strange.setdefault(one.column, Counter())

    def take(self, rows: int, columns: Mapping[str, Sequence[str]]) -> None:
        """Count some rows, given as the texts of their columns as they stand in the file."""
        self.rows += rows
        if "" in self._values:
            self._values[""].update(columns[self._persons])
        for name, wanted in self._wanted.items():
            column = self.table.columns[name]
            for raw, count in Counter(columns.get(name, ())).items():
                values = values_of(column, raw)
                self._filled[name] += count if values else 0
                for one in wanted:
                    if one.measure is Measure.DISTINCT:
                        self._values[name].update(values)
                    elif one.measure is Measure.ONLY:
                        strange = [value for value in values if value not in one.only]
                        self._strange[name].update(dict.fromkeys(strange, count))

    def faults(self) -> list[Issue]:
        """Give each expectation that is not met, at its place, with the figure found."""
        told = ((one, self._missed(one)) for one in self.table.expectations)
        return [
            replace(one.place, message=f"{self.table.path}: {said}") for one, said in told if said
        ]

    def _missed(self, one: Expectation) -> str:
        if one.measure is Measure.ONLY:
            return _strange(one, self._strange[one.column])
        if one.measure is Measure.FILLED:
            return self._sparse(one)
        if one.measure is Measure.ROWS:
            return _outside(one, self.rows, "rows")
        count = len(self._values[one.column])
        if one.measure is Measure.PERSONS:
            return _outside(one, count, "persons")
        return _outside(one, count, f"different values of {one.column}")

    def _sparse(self, one: Expectation) -> str:
        filled, rows = self._filled[one.column], self.rows
        least, most = one.at_least or 0, 100 if one.at_most is None else one.at_most
        if least * rows <= 100 * filled <= most * rows and (rows or not least):
            return ""
        found = f"{one.column} is filled in {filled:,} of {rows:,} rows"
        share = f" ({100 * filled / rows:.1f}%)" if rows else ""
        return f"{found}{share}; expected: {_bounds(one, '%')}"


def values_of(column: Column, raw: str) -> list[str]:
    """Give the values of a cell that are known, as they are stored."""
    values = {part: clean(part) for part in parts_of(column, raw)}
    known = (part for part, seen in values.items() if seen not in column.missing)
    return list(dict.fromkeys(values[part] if is_cleaned(column) else part for part in known))


def _outside(one: Expectation, found: int, of: str) -> str:
    too_few = one.at_least is not None and found < one.at_least
    too_many = one.at_most is not None and found > one.at_most
    return f"found {found:,} {of}; expected: {_bounds(one)}" if too_few or too_many else ""


def _bounds(one: Expectation, unit: str = "") -> str:
    given = (("at least", one.at_least), ("at most", one.at_most))
    return ", ".join(f"{word} {bound:,}{unit}" for word, bound in given if bound is not None)


def _strange(one: Expectation, strange: Counter[str]) -> str:
    if not strange:
        return ""
    first = sorted(strange.items(), key=lambda kept: (-kept[1], kept[0]))[:MOST_SHOWN]
    shown = ", ".join(f"{value[:60]!r} in {count:,}" for value, count in first)
    more = f" and {len(strange) - len(first):,} more" if len(strange) > len(first) else ""
    hint = nearest(first[0][0], one.only)
    return f"{one.column} holds what it may not: {shown} rows{more}{hint}"


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
        self._file = regular(path).open("rb", buffering=0)
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
    path = located(folder / table.path)
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
        """Hash the descriptor and the tables as read; RegisterReplaced where they are of two."""
        check_stamp(self.register.file, self.register.stamp)
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
