"""A register as a folder of Parquet: one folder for each table, and a file that says what they are.

The rows are those of a stored register in the same order, in files of bounded length: DuckDB reads
them where they lie, and so does every machine of a cluster that sees the folder.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from narrow.errors import Issue, RegisterError
from narrow.model.kept import Kept

ABOUT = "narrow-register.json"
SUFFIX = ".parquet"
FORM = "narrow/parquet/1"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table: its name inside the folder, its rows, its size in bytes, its hash."""

    name: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What a folder holds: what the register says of itself, and the files of each table."""

    kept: Kept
    tables: Mapping[str, tuple[Part, ...]]


def written(parts: Parts) -> str:
    """Write what a folder holds as the text of its file."""
    kept = parts.kept
    data = {
        "form": FORM,
        "sha256": kept.sha256,
        "persons": kept.persons,
        "tables": {
            role: [
                {"name": p.name, "rows": p.rows, "size": p.size, "sha256": p.sha256} for p in files
            ]
            for role, files in parts.tables.items()
        },
        "files": dict(kept.files),
        "codes": {name: list(codes) for name, codes in kept.codes.items()},
        "descriptor": kept.descriptor,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def parts_in(path: Path) -> Parts:
    """Read what a folder holds from its file; raises RegisterError where it is not whole."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        form = data["form"]
        if form != FORM:
            raise _fault(path, f"is of form {str(form)[:30]!r}; this narrow reads {FORM!r}")
        codes = {str(name): tuple(map(str, codes)) for name, codes in data["codes"].items()}
        files = {str(name): str(digest) for name, digest in data["files"].items()}
        told = (str(data["descriptor"]), str(data["sha256"]), int(data["persons"]))
        tables = {
            str(role): tuple(
                Part(str(f["name"]), int(f["rows"]), int(f["size"]), str(f["sha256"]))
                for f in files_
            )
            for role, files_ in data["tables"].items()
        }
    except OSError as error:
        raise _fault(path, f"cannot be read: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _fault(path, "does not say what the folder holds; export it again") from None
    parts = Parts(Kept(*told, files, codes), tables)
    _check_files(path, parts)
    return parts


def _check_files(path: Path, parts: Parts) -> None:
    for role, files in parts.tables.items():
        for part in files:
            inside = Path(part.name)
            if inside.parts != (role, inside.name) or inside.suffix != SUFFIX or ".." in role:
                raise _fault(path, f"names {part.name[:60]!r}, which is no file of {role[:40]!r}")
            file = path.parent / inside
            if file.is_symlink() or not file.is_file() or file.stat().st_size != part.size:
                raise _fault(path, f"{part.name} is not there as it was written; export it again")


def files_of(folder: Path) -> Mapping[str, list[str]]:
    """Give the files of each table of a folder, in their order."""
    parts = parts_in(folder / ABOUT)
    whole = folder.resolve()
    return {role: [str(whole / p.name) for p in files] for role, files in parts.tables.items()}


def _fault(path: Path, said: str) -> RegisterError:
    return RegisterError([Issue(str(path), 0, 0, said)])
