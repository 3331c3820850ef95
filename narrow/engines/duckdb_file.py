"""A register as one file: the same rows as its folder, checked already and sorted for queries.

The layout is that of `stored_columns`: one flat table for each kind of fact, numbers for persons,
days with sentinels in place of blanks, folded words beside each text. Facts lie sorted by their
codes and then by person, so that a filter on a sector or a role leaves most of the file unread. A
table `narrow_register` beside them holds the descriptor and what the rows were made of.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from narrow.engines.base import quoted
from narrow.engines.duckdb import Columns, DuckDB
from narrow.engines.parquet import ABOUT as ABOUT_PARQUET
from narrow.engines.parquet import (
    FOLDED_OTHERWISE,
    SUFFIX,
    TYPES,
    check_bytes,
    digest_of,
    kept_in_folder,
    written,
)
from narrow.errors import EngineError, Issue, RegisterError
from narrow.files import is_sealed, regular, seal
from narrow.model.registers import (
    PERSONS,
    Content,
    Kept,
    Kind,
    Part,
    Register,
    Table,
    stored_columns,
    with_words,
)
from narrow.model.words import FOLDING

VERSION = "3"
ABOUT = "narrow_register"
_STAGING = "staging"
_MAGIC = (8, b"DUCK")
_NO_REGISTER = "is no register that narrow has stored"


class Storing:
    """A register on its way into a file: rows are taken block by block and sorted at the end.

    Nothing is checked here. As a context it leaves no rows behind beside the file.
    """

    def __init__(self, path: Path, register: Register) -> None:
        self.register = register
        self.types = {role: stored_columns(table) for role, table in register.tables.items()}
        self._engine = DuckDB()
        self._loose = path.with_name(f"{path.name}.rows")
        self._engine.attach(path, writable=True)
        loose = str(self._loose).replace("'", "''")
        self._engine.run("SET memory_limit = '1GB'")
        self._engine.run(f"SET temp_directory = '{loose}.spill'")
        self._engine.run(f"ATTACH '{loose}' AS {_STAGING} (TYPE duckdb)")
        self._engine.run(f"USE {_STAGING}")
        for role, types in self.types.items():
            self._engine.create(role, types)

    def __enter__(self) -> "Storing":
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()
        self._loose.unlink(missing_ok=True)
        self._loose.with_name(f"{self._loose.name}.wal").unlink(missing_ok=True)

    def take(self, role: str, columns: Columns) -> None:
        """Put a block of rows with the rest of its table."""
        if columns["row_no"]:
            whole = with_words(self.register.tables[role], columns)
            self._engine.add(role, self.types[role], whole)

    def finish(self, kept: Kept) -> None:
        """Sort every table into the file, and say beside them what they are."""
        for role, table in self.register.tables.items():
            order = ", ".join(quoted(name) for name in sorted_by(table))
            here, there = f"register.{quoted(role)}", f"{_STAGING}.{quoted(role)}"
            self._engine.run(f"CREATE TABLE {here} AS SELECT * FROM {there} ORDER BY {order}")
            self._engine.run(f"DROP TABLE {there}")
        self._engine.run("USE register")
        tell(self._engine, self.register, kept)


def sorted_by(table: Table) -> tuple[str, ...]:
    """Name the columns that a table lies sorted by: its coded ones in their order, the person."""
    if table.role == PERSONS or not table.person:
        return ("person_no", "row_no")
    coded = [c.name for c in table.columns.values() if c.vocabulary and c.kind is Kind.CODE]
    return (*coded, "person_no", "row_no")


def tell(engine: DuckDB, register: Register, kept: Kept) -> None:
    """Say beside the tables of an attached file what they are, and finish the file."""
    engine.run(f"CREATE TABLE {ABOUT} (name VARCHAR, text VARCHAR)")
    for name, text in _told(with_digests(engine, register, kept)).items():
        engine.run(f"INSERT INTO {ABOUT} SELECT $name, $text", {"name": name, "text": text})
    engine.run("CHECKPOINT register")


def with_digests(engine: DuckDB, register: Register, kept: Kept) -> Kept:
    """Give what is said of a register with the rows of its tables, and a digest of their cells.

    The digest does not hang on the order of rows. It tells edits; it is no signature.
    """
    rows, digests = {}, {}
    for role, table in register.tables.items():
        cells = [
            f"'|', length({quoted(name)}), ':', {quoted(name)}"  # NULL has no length: no blank
            if kind is str
            else f"'|', {quoted(name)}"
            for name, kind in stored_columns(table).items()
        ]
        whole = f"concat({', '.join(cells)})"
        asked = f"SELECT count(*), bit_xor(md5_number({whole})) FROM {quoted(role)}"
        ((rows[role], number),) = engine.run(asked)
        digests[role] = f"{(number or 0) % 2**128:032x}"
    return replace(kept, rows=rows, digests=digests)


def check_cells(file: Path, register: Register) -> None:
    """Raise RegisterError where a kept register was edited; every byte of it is read."""
    if file.name == ABOUT_PARQUET:
        return check_bytes(file)
    with DuckDB() as engine:
        engine.load(Content(register, {}, "", 0, stored=True))
        found = with_digests(engine, register, kept := kept_in(file)).digests
    for role, digest in kept.digests.items():
        if found.get(role) != digest:
            raise _fault(file, f"was edited: cells of {role} are not as stored; store it again")
    return None


def _told(kept: Kept) -> dict[str, str]:
    return seal(
        {
            "version": VERSION,
            "words": FOLDING,
            "descriptor": kept.descriptor,
            "sha256": kept.sha256,
            "persons": str(kept.persons),
            "files": json.dumps(dict(kept.files), sort_keys=True),
            "codes": json.dumps({k: list(v) for k, v in sorted(kept.codes.items())}),
            "rows": json.dumps(dict(kept.rows), sort_keys=True),
            "digests": json.dumps(dict(kept.digests), sort_keys=True),
        }
    )


def kept_in(path: Path) -> Kept:
    """Read what a stored register says of itself; raises RegisterError where it is none."""
    _check_magic(path)
    try:
        with DuckDB() as engine:
            engine.attach(path)
            rows = engine.run(f"SELECT name, text FROM {ABOUT}")
            told = {str(name): str(text) for name, text in rows}
    except EngineError:
        raise _fault(path, f"{_NO_REGISTER}, or is not whole") from None
    version = told.get("version", "")
    if version != VERSION:
        raise _fault(
            path,
            f"is stored in form {version[:20]!r}; this narrow reads {VERSION!r}; store it again",
        )
    if told.get("words") != FOLDING:  # a phrase would be looked for in words that are not there
        raise _fault(path, f"{FOLDED_OTHERWISE}; store it again")
    try:
        return Kept(
            told["descriptor"],
            told["sha256"],
            int(told["persons"]),
            dict(json.loads(told["files"])),
            {name: tuple(codes) for name, codes in json.loads(told["codes"]).items()},
            {role: int(rows) for role, rows in json.loads(told["rows"]).items()},
            dict(json.loads(told["digests"])),
            whole=is_sealed(told),
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        raise _fault(path, "does not say of what it was made; store it again") from None


def kept_at(path: Path) -> Kept:
    """Read what a register says of itself, from its one file or from that of a Parquet folder."""
    return kept_in_folder(path) if path.name == ABOUT_PARQUET else kept_in(path)


def _named_types(table: Table) -> Iterator[tuple[str, str]]:
    return ((name, TYPES[kind]) for name, kind in stored_columns(table).items())


def check_tables(path: Path, register: Register) -> None:
    """Raise RegisterError where a file has not just the tables of its descriptor, each whole."""
    made_of = set(register.kept.files if register.kept else ())
    if made_of != {table.path for table in register.tables.values()}:
        raise _fault(path, "does not say of what its tables were made; store it again")
    wanted = {(ABOUT, "name", "VARCHAR"), (ABOUT, "text", "VARCHAR")}
    for role, table in register.tables.items():
        wanted |= {(role, name, kind) for name, kind in _named_types(table)}
    with DuckDB() as engine:
        engine.attach(path)
        mine = "database_name = 'register'"
        found = set(
            engine.run(
                f"SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE {mine}"
            )
        )
        extra = engine.run(
            f"SELECT view_name FROM duckdb_views() WHERE {mine} AND NOT internal UNION ALL "
            f"SELECT function_name FROM duckdb_functions() WHERE {mine} AND NOT internal"
        )
    if found != wanted or extra:
        differs = sorted(f"{t}.{c}" for t, c, _ in found ^ wanted) or [name for (name,) in extra]
        said = f"has not the tables of its descriptor: {', '.join(differs[:3])}; store it again"
        raise _fault(path, said)


def check_codes(register: Register) -> None:
    """Raise RegisterError where a vocabulary has lost a code that cells may hold."""
    for name, stored in (register.kept.codes if register.kept else {}).items():
        now = register.vocabularies.get(name)
        lost = [code for code in stored if now is None or code not in now.terms]
        if lost:
            said = (
                f"was stored when the vocabulary {name} had {', '.join(lost[:3])}; store it again"
            )
            raise _fault(register.file, said)


def codes_of(register: Register) -> Mapping[str, tuple[str, ...]]:
    """Give the codes of every vocabulary that a column of the register names."""
    columns = [c for table in register.tables.values() for c in table.columns.values()]
    named = {c.vocabulary for c in columns if c.vocabulary}
    return {name: tuple(register.vocabularies[name].terms) for name in sorted(named)}


def stored_rows(register: Register, wanted: Collection[str]) -> Iterator[Mapping[str, str]]:
    """Give the rows of these persons, by id, from a register that is kept in a file or a folder."""
    table, names = register.persons, tuple(register.persons.columns)
    columns = ", ".join(map(quoted, names))
    with DuckDB() as engine:
        engine.load(Content(register, {}, "", 0, stored=True))
        rows = engine.run(
            f"SELECT {columns} FROM {quoted(PERSONS)} WHERE {quoted(table.key[0])} IN "
            "(SELECT unnest($wanted::VARCHAR[]))",
            {"wanted": sorted(wanted)},
        )
    return (dict(zip(names, row, strict=True)) for row in rows)


def _check_magic(path: Path) -> None:
    at, magic = _MAGIC
    try:
        with regular(path).open("rb") as file:
            head = file.read(at + len(magic))
    except OSError as error:
        raise _fault(path, f"cannot be read: {error.strerror or error}") from None
    if head[at:] != magic:
        raise _fault(path, _NO_REGISTER)


def _fault(path: Path | str, said: str) -> RegisterError:
    return RegisterError([Issue(str(path), 0, 0, said)])


# A stored register is written as a folder of Parquet, in files of bounded length.


MOST_ROWS = 1_000_000  # of one file: a task of Spark reads one, and 100 bytes a row fit anywhere
GROUP = 100_000  # rows that are read or left unread together


def write_parquet(stored: Path, register: Register, folder: Path) -> Kept:
    """Write a stored register into an empty folder."""
    tables: dict[str, tuple[Part, ...]] = {}
    kept = register.kept or kept_in(stored)
    with DuckDB() as engine:
        engine.attach(stored)
        engine.check_rows(register)
        engine.run("SET threads = 2")
        engine.run("SET preserve_insertion_order = true")
        for role in register.tables:
            (folder / role).mkdir()
            parts = []
            rows = kept.rows[role]
            for number, first in enumerate(range(0, max(rows, 1), MOST_ROWS)):
                name = f"{role}/part-{number:05}{SUFFIX}"
                last = min(first + MOST_ROWS, rows)
                _write(engine, role, folder / name, first, last)
                parts.append(_part(folder, name, last - first))
            tables[role] = tuple(parts)
    made = replace(kept, digests={}, parts=tables)
    (folder / ABOUT_PARQUET).write_text(written(made), encoding="utf-8", newline="\n")
    return made


def _write(engine: DuckDB, role: str, file: Path, first: int, last: int) -> None:
    """Write the rows from one place to another, as they lie: sorted by their codes."""
    to = str(file).replace("'", "''")
    mine = f"rowid >= {first} AND rowid < {last}"
    rows = f"SELECT * FROM {quoted(role)} WHERE {mine} ORDER BY rowid"
    how = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP}"
    engine.run(f"COPY ({rows}) TO '{to}' ({how})")


def _part(folder: Path, name: str, rows: int) -> Part:
    file = folder / name
    return Part(name, rows, file.stat().st_size, digest_of(file))
