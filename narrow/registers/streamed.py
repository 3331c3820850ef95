"""The text of a table is read as a stream and hashed on the way, so that its size does not matter.

A fault of the whole file (it is not UTF-8, it has a NUL) is found where the reading comes to it;
only then is the file gone through again, to name the line.
"""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from narrow.errors import Issue, RegisterError
from narrow.model.register import Table

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
    """Find the first line that is no UTF-8 or has a NUL."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if b"\0" in line:
                return Issue(table.path, number, 1, "has a NUL character; is it a text file?")
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                said = f"is not UTF-8 (byte {line[error.start]:#04x}); save it as UTF-8"
                return Issue(table.path, number, 1, said)
    return Issue(table.path, 1, 1, "is not UTF-8; save it as UTF-8")
