"""DuckDB shows a folder of Parquet as tables where it lies: here, or in an object store."""

from collections.abc import Collection

from narrow.engines.address import is_address, last_two
from narrow.engines.object_store import Run, reach
from narrow.engines.parquet import check_columns, check_sizes, fault, files_of
from narrow.engines.quoting import quoted, texts
from narrow.errors import EngineError
from narrow.model.register import Register


def show(run: Run, register: Register, wanted: Collection[str] | None = None) -> None:
    """Show the tables by their names, or those that are wanted; no other file can be read.

    `run` carries out a statement. Raises RegisterError where a file is not as it was written.
    """
    tables = files_of(register)
    if is_address(register.file):
        _check_there(run, register)
    run(f"SET allowed_paths = {texts(name for files in tables.values() for name in files)}", {})
    found = {}
    for role in tables if wanted is None else wanted:
        # a folder called `year=1` is a name here and no column
        files = f"{texts(tables.get(role, ()))}, hive_partitioning = false"
        rows = f"SELECT * FROM read_parquet({files})"
        try:
            run(f"CREATE VIEW {quoted(role)} AS {rows}", {})
        except EngineError as error:
            said = f"names a file that is no Parquet: {str(error)[:200]}"
            raise fault(register.file, said) from None
        described = run(f"DESCRIBE {quoted(role)}", {})
        found[role] = {str(name): str(kind) for name, kind, *_ in described}
    check_columns(register, found)


def _check_there(run: Run, register: Register) -> None:
    """Ask an object store how long each file is, without reading it."""
    reach(run, register.file)
    names = [name for files in files_of(register).values() for name in files]
    try:
        rows = run("SELECT filename, size FROM read_blob($names)", {"names": names})
    except EngineError as error:
        said = f"names a file that cannot be read: {str(error)[:200]}"
        raise fault(register.file, said) from None
    if register.kept:
        found = {last_two(str(name)): int(size) for name, size in rows}
        check_sizes(register.file, register.kept, found)
