"""A stored register is written as a folder of Parquet, in files of bounded length."""

from dataclasses import replace
from pathlib import Path

from narrow.engines.base import quoted
from narrow.engines.duckdb import DuckDB
from narrow.engines.duckdb_file import kept_in
from narrow.engines.parquet import ABOUT, SUFFIX, digest_of, written
from narrow.model.registers import Kept, Part, Register

MOST_ROWS = 1_000_000  # of one file: a task of Spark reads one, and 100 bytes a row fit anywhere
GROUP = 100_000  # rows that are read or left unread together


def write_parquet(stored: Path, register: Register, folder: Path) -> Kept:
    """Write a stored register into an empty folder."""
    tables: dict[str, tuple[Part, ...]] = {}
    with DuckDB() as engine:
        engine.attach(stored)
        engine.run("SET threads = 2")
        engine.run("SET preserve_insertion_order = true")
        for role in register.tables:
            (folder / role).mkdir()
            parts = []
            ((rows,),) = engine.run(f"SELECT count(*) FROM {quoted(role)}")
            for number, first in enumerate(range(0, max(rows, 1), MOST_ROWS)):
                name = f"{role}/part-{number:05}{SUFFIX}"
                last = min(first + MOST_ROWS, rows)
                _write(engine, role, folder / name, first, last)
                parts.append(_part(folder, name, last - first))
            tables[role] = tuple(parts)
    made = replace(kept_in(stored), parts=tables)
    (folder / ABOUT).write_text(written(made), encoding="utf-8", newline="\n")
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
