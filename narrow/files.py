"""A file is there whole or not at all, as it was before: nobody ever reads half of one."""

import errno
import glob
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from narrow.errors import Issue, RegisterReplaced, RequestError


def located(given: str | Path) -> Path:
    """Take what somebody calls a file or a folder; RequestError where nothing can be called so."""
    path = Path(given)
    try:
        os.lstat(path)
    except (ValueError, OSError) as error:  # a NUL, half a character; a name of 300 characters
        if not isinstance(error, FileNotFoundError | NotADirectoryError | PermissionError):
            said = getattr(error, "strerror", None) or error
            raise RequestError(f"{str(path)[:80]!r} cannot be a file: {said}") from None
    return path


def regular(path: Path) -> Path:
    """Give the path of a file that has an end; OSError for a pipe or a device, which has none."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, and no file", str(path))
    return path


def write_whole(path: Path, content: str | bytes, mode: int = 0o666) -> None:
    """Write beside and rename; raises RequestError, and leaves nothing behind.

    A device or a pipe (`/dev/stdout`) is written to as it is: a file would take its place. What is
    made beside is made anew, so that no link leads to another file.
    """
    if located(path).is_dir():
        raise RequestError(f"{path} is a folder; name a file")
    try:
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        aside = beside(path)
        try:
            os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
            aside.write_bytes(data)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except UnicodeError:
        raise RequestError(f"{path} cannot be written: a text holds half a character") from None
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None


# What is being made has a name of its own beside its place, and goes there when it is whole.


def beside(target: Path) -> Path:
    """Name what is being made for a place, and clear away what a killed process has left there."""
    part = f".{target.name}.part-"
    for left in target.parent.glob(f"{glob.escape(part)}*"):
        number = left.name.removeprefix(part).partition(".")[0]
        if number.isascii() and number.isdigit() and not _lives(int(number)):
            _remove(left)
    return target.with_name(f"{part}{os.getpid()}")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return process != os.getpid()


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
        data = json.loads(regular(located(path)).read_bytes().decode("utf-8"))
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
