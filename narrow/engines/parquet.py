"""A register as a folder of Parquet: one folder for each table, and a file that says what they are.

The rows are those of a stored register in the same order, in files of bounded length: DuckDB reads
them where they lie, and so does every machine of a cluster that sees the folder.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from narrow.engines.base import quoted, texts
from narrow.engines.object_store import Run, is_address, last_two, pattern_in, reach
from narrow.errors import EngineError, Issue, RegisterError
from narrow.files import check_stamp, is_sealed, regular, seal
from narrow.model.registers import Cell, Kept, Part, Register, stored_columns
from narrow.model.words import FOLDING

ABOUT = "narrow-register.json"
SUFFIX = ".parquet"
FORM = "narrow/parquet/3"
FOLDED_OTHERWISE = "was made by a narrow that read cells and folded words otherwise"
TYPES: Mapping[type[Cell], str] = {int: "INTEGER", str: "VARCHAR", date: "DATE"}
"""What a column is called in DuckDB, by what it holds."""


def written(kept: Kept) -> str:
    """Write what a folder holds as the text of its file."""
    data = {
        "form": FORM,
        "words": FOLDING,
        "sha256": kept.sha256,
        "persons": kept.persons,
        "tables": {
            role: [
                {"name": p.name, "rows": p.rows, "size": p.size, "sha256": p.sha256} for p in files
            ]
            for role, files in kept.parts.items()
        },
        "files": dict(kept.files),
        "codes": {name: list(codes) for name, codes in kept.codes.items()},
        "descriptor": kept.descriptor,
    }
    return json.dumps(seal(data), ensure_ascii=False, indent=1) + "\n"


def kept_from(text: str, file: str) -> Kept:
    """Read what a folder holds from the text of its file; RegisterError where it does not say."""
    try:
        data = json.loads(text)
        form = data["form"]
        if form != FORM:
            raise fault(
                file, f"is of form {str(form)[:30]!r}; this narrow reads {FORM!r}; export it again"
            )
        if data.get("words") != FOLDING:
            raise fault(file, f"{FOLDED_OTHERWISE}; export it again")
        codes = {str(name): tuple(map(str, codes)) for name, codes in data["codes"].items()}
        files = {str(name): str(digest) for name, digest in data["files"].items()}
        told = (str(data["descriptor"]), str(data["sha256"]), int(data["persons"]))
        parts = {
            str(role): tuple(
                Part(str(f["name"]), int(f["rows"]), int(f["size"]), str(f["sha256"]))
                for f in listed
            )
            for role, listed in data["tables"].items()
        }
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        raise fault(file, "does not say what the folder holds; export it again") from None
    for role, listed in parts.items():
        for part in listed:
            _check_name(file, role, part.name)
    rows = {role: sum(part.rows for part in listed) for role, listed in parts.items()}
    return Kept(*told, files, codes, rows, parts=parts, whole=is_sealed(data))


def _check_name(file: str, role: str, name: str) -> None:
    """Refuse a file outside the folder, or a name that an engine would read as several."""
    inside = PurePosixPath(name)
    within = inside.parts == (role, inside.name) and ".." not in inside.parts
    if not within or inside.suffix != SUFFIX or pattern_in(name):
        raise fault(file, f"names {name[:60]!r}, which is no file of {role[:40]!r}")


def check_place(folder: Path) -> None:
    """Raise RegisterError for a place that an engine would read as a pattern: `/lists/a*b`."""
    if sign := pattern_in(folder.resolve().as_posix()):
        said = f"has {sign!r} in its name, by which an engine means several folders; rename it"
        raise fault(str(folder), said)


def kept_in_folder(path: Path) -> Kept:
    """Read what a folder holds from its file; raises RegisterError where it is not whole."""
    check_place(path.parent)
    try:
        kept = kept_from(regular(path).read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise fault(str(path), f"cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise fault(str(path), "does not say what the folder holds; export it again") from None
    found = {}
    for listed in kept.parts.values():
        for part in listed:
            file = path.parent.resolve() / part.name
            whole = file.is_file() and file.resolve() == file  # no link leads out of the folder
            found[part.name] = file.stat().st_size if whole else -1
    check_sizes(str(path), kept, found)
    return kept


def check_sizes(file: str, kept: Kept, found: Mapping[str, int]) -> None:
    """Raise RegisterError where a file is not as long, in bytes, as it was when written."""
    for listed in kept.parts.values():
        for part in listed:
            if found.get(part.name) != part.size:
                raise fault(file, f"{part.name} is not there as it was written; export it again")


def check_bytes(path: Path) -> None:
    """Raise RegisterError where a file has other bytes than were written: each is read whole."""
    for listed in kept_in_folder(path).parts.values():
        for part in listed:
            if digest_of(path.parent / part.name) != part.sha256:
                raise fault(str(path), f"{part.name} is not as it was written; export it again")


def digest_of(file: Path) -> str:
    """Give the sha256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def check_kept(register: Register, counts: Mapping[str, int]) -> None:
    """Raise RegisterError where a kept register was replaced or edited after its head was read.

    `counts` are the rows that are there now, in the tables that are asked.
    """
    check_stamp(register.file, register.stamp)
    if register.kept is None:
        return
    differs = [
        f"{role} has {rows:,} rows and had {register.kept.rows.get(role, 0):,}"
        for role, rows in counts.items()
        if rows != register.kept.rows.get(role, 0)
    ]
    if not register.kept.whole:
        differs.append("what it says of itself is not as it was written")
    if differs:
        raise fault(register.file, f"was edited after narrow made it: {differs[0]}; make it again")


def check_columns(register: Register, found: Mapping[str, Mapping[str, str]]) -> None:
    """Raise RegisterError where tables, given by their columns' types, are not the register's.

    Of the tables that were not loaded, only the names are known, and are compared.
    """
    parts = register.kept.parts if register.kept else {}
    differs = set(register.tables) ^ set(parts)
    for role, columns in found.items():
        wanted = stored_columns(register.tables[role])
        if dict(columns) != {name: TYPES[kind] for name, kind in wanted.items()}:
            differs.add(role)
    if differs:
        named = ", ".join(sorted(differs)[:3])
        said = f"has not the tables of its descriptor: {named}; export it again"
        raise fault(register.file, said)


def files_of(register: Register) -> Mapping[str, list[str]]:
    """Give the files of each table of a folder, in their order, with the whole way to each."""
    file = register.file if is_address(register.file) else str(Path(register.file).resolve())
    base = file.removesuffix(ABOUT)
    parts = register.kept.parts if register.kept else {}
    return {role: [f"{base}{p.name}" for p in listed] for role, listed in parts.items()}


def fault(file: str, said: str) -> RegisterError:
    """Say what is wrong with a folder."""
    return RegisterError([Issue(file, 0, 0, said)])


# DuckDB shows a folder of Parquet as tables where it lies: here, or in an object store.


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
