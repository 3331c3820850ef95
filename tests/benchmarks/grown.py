"""Registers of Meridian in any size: one is generated and stored, larger ones repeat its rows.

100,000 persons are generated with their seed and stored as any register is. A larger register holds
the same rows again and again, under new numbers and ids, sorted anew: its persons are as alike as
those of the small one, and its size is what is measured.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb

from narrow.engines.duckdb import DuckDB
from narrow.engines.duckdb_file import kept_in, sorted_by, tell
from narrow.model.registers import PERSONS, SOURCES
from narrow.registers.opening import load_register
from narrow.registers.storing import store

BASE = 100_000
GENERATOR = Path(__file__).parents[2] / "datasets" / "meridian" / "generate.py"


def register_of(persons: int, folder: Path) -> Path:
    """Give a stored register of so many persons, made once and kept in a folder."""
    path = folder / f"meridian-{persons}.duckdb"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    base = min(persons, BASE)
    if persons == base:
        rows = folder / f"meridian-{persons}"
        words = [sys.executable, str(GENERATOR), "--persons", str(persons), "--into", str(rows)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        store(rows, path)
    else:
        _repeated(register_of(base, folder), path, persons // base)
    return path


def _repeated(small: Path, large: Path, times: int) -> None:
    """Write the rows of a register so many times; sources stay as they are."""
    register, part = load_register(small).register, large.with_suffix(".part")
    part.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{small}' AS small (READ_ONLY)")
        connection.execute(f"ATTACH '{part}' AS large")
        connection.execute("SET memory_limit = '4GB'")
        connection.execute(f"SET temp_directory = '{large}.spill'")
        persons = connection.execute("SELECT count(*) FROM small.persons").fetchone()[0]
        for role, table in register.tables.items():
            key = {register.persons.key[0], table.person} if role != SOURCES else set()
            rows = connection.execute(f"SELECT max(row_no) FROM small.{role}").fetchone()[0]
            columns = []
            for (name,) in connection.execute(
                "SELECT column_name FROM duckdb_columns() WHERE database_name = 'small' AND "
                f"table_name = '{role}' ORDER BY column_index"
            ).fetchall():
                if name == "person_no" and role != SOURCES:
                    columns.append(f"(person_no + k * {persons})::INTEGER AS person_no")
                elif name == "row_no" and role != SOURCES:
                    columns.append(f"(row_no + k * {rows})::INTEGER AS row_no")
                elif name in key and (role == PERSONS or name == table.person):
                    columns.append(f'"{name}" || \'#\' || k AS "{name}"')
                else:
                    columns.append(f'"{name}"')
            copies = times if role != SOURCES else 1
            order = ", ".join(f'"{name}"' for name in sorted_by(table))
            connection.execute(
                f"CREATE TABLE large.{role} AS SELECT {', '.join(columns)} FROM small.{role}, "
                f"range({copies}) AS r(k) ORDER BY {order}"
            )
        connection.execute("CHECKPOINT large")
    kept = kept_in(small)
    with DuckDB() as engine:
        engine.attach(part, writable=True)
        sha256 = f"{kept.sha256}x{times}"
        tell(engine, register, replace(kept, persons=persons * times, sha256=sha256))
    part.replace(large)
