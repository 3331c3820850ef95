"""A file is there whole or not at all, as it was before: nobody ever reads half of one."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from narrow.errors import Issue, RegisterReplaced, RequestError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write beside and rename; raises RequestError, and leaves nothing behind.

    A device or a pipe (`/dev/stdout`) is written to as it is: a file would take its place.
    """
    if path.is_dir():
        raise RequestError(f"{path} is a folder; name a file")
    aside = path if path.exists() and not path.is_file() else path.with_name(path.name + ".part")
    try:
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        try:
            aside.write_bytes(data)
            if aside != path:
                aside.replace(path)
        except OSError:
            if aside != path:
                aside.unlink(missing_ok=True)
            raise
    except UnicodeError:
        raise RequestError(f"{path} cannot be written: a text holds half a character") from None
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None


# What narrow keeps in a file is sealed with its digest: a torn or edited file is not believed.
#
# The digest is the sha256 of the file's data without it, as compact JSON with sorted keys. It tells
# slips and edits; it is no signature.


def is_sealed(data: "Json") -> bool:
    """Tell whether data is as it was when it was sealed."""
    return seal({key: value for key, value in data.items() if key != DIGEST}) == data


Json = dict[str, Any]
DIGEST = "digest"
SCHEMA = "schema"


def seal(data: Json) -> Json:
    """Give the data with its digest as the last key."""
    return {**data, DIGEST: _digest(data)}


def write(path: Path, sealed: Json) -> None:
    """Write sealed data to a file that is whole or is not there; raises RequestError."""
    write_whole(path, json.dumps(sealed, ensure_ascii=False, indent=1) + "\n")


def read(path: Path, schemas: Sequence[str], said: str) -> Json:
    """Read sealed data back; raises RequestError where it is not whole, or of no form expected.

    `said` is the word for such a file: "a kept run".
    """
    data = _loaded(path, said)
    found = data.get(SCHEMA)
    if found not in schemas:
        written = str(found)[:80] if isinstance(found, str) else "nothing"
        wanted = " or ".join(schemas)
        raise RequestError(f"{path} is not {said} that this narrow reads: {written} for {wanted}")
    given = data.pop(DIGEST, None)
    try:
        digest = _digest(data)
    except RecursionError:
        raise RequestError(f"{path} is not {said}: brackets stand in brackets too deep") from None
    except UnicodeEncodeError:
        raise RequestError(f"{path} holds half a character; it is not as it was written") from None
    if given != digest:
        raise RequestError(
            f"{path} was edited after narrow wrote it: its digest is {digest[:12]}, and it says "
            f"{str(given)[:12]}"
        )
    return data


def _loaded(path: Path, said: str) -> Json:
    try:
        data = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise RequestError(f"no such file: {path}") from None
    except OSError as error:
        raise RequestError(f"{path} cannot be read: {error.strerror or error}") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise RequestError(f"{path} is not {said}: no whole JSON ({where})") from None
    except (ValueError, RecursionError):
        raise RequestError(f"{path} is not {said}: no JSON in UTF-8") from None
    if not isinstance(data, dict):
        raise RequestError(f"{path} is not {said}: no keys with values")
    return data


def _digest(data: Json) -> str:
    compact = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(compact.encode("utf-8")).hexdigest()


# A file that was replaced or written to is told by its stamp: a register is read part by part, and
# what takes its place meanwhile would answer with the counts of one list and the head of another.


Stamp = tuple[int, ...]


def stamp(file: str | Path) -> Stamp:
    """Tell a file from what may be put in its place; empty where nothing can be told."""
    try:
        found = Path(file).stat()
    except (OSError, ValueError):
        return ()
    return (found.st_ino, found.st_mtime_ns, found.st_size)


def check_stamp(file: str | Path, was: Stamp) -> None:
    """Raise RegisterReplaced where a register's file is no longer the one that was read."""
    if was and stamp(file) != was:
        said = "was written anew after it was read: rows and head would be of two lists; ask again"
        raise RegisterReplaced([Issue(str(file), 0, 0, said)])


# Where narrow is installed, and where the rules and registers lie that come with it.


HERE = Path(__file__).parent
SHIPPED = HERE / "shipped" if (HERE / "shipped").is_dir() else HERE.parent


def is_shipped(path: Path) -> bool:
    """Tell whether a file is one of those that come with narrow."""
    return path.resolve().is_relative_to(SHIPPED.resolve())


def lock_beside(file: str, case: str) -> Path | None:
    """Find the lock on a case: beside its file, or in the current folder; None where none is."""
    name = f"{case}.lock.json"
    return next((p for p in (Path(file).with_name(name), Path(name)) if p.is_file()), None)


# The version of narrow, which kept runs name.


VERSION = "0.1.0"
