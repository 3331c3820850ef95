"""A file on its way lies beside its place, with a note of which file it is and how far it came.

The note holds the hash of what had come when it was written. What does not hash to it, after a
power cut or under somebody's hand, is not built upon.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from narrow.errors import RequestError

CHUNK = 1 << 20
BETWEEN_NOTES = 8 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Version:
    """Which file a server gives: where it was asked for, its marks, its length in bytes or -1."""

    address: str
    etag: str = ""
    modified: str = ""
    total: int = -1

    @property
    def validator(self) -> str:
        """What a server compares before it goes on with a file; blank where nothing can be."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


class Part:
    """What has come of one file: it can be gone on with, begun anew, and put in its place."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(f".{target.name}.part")
        self.note = target.with_name(f".{target.name}.part.json")
        if self.path.is_symlink() or self.note.is_symlink():
            raise RequestError(f"{self.path} is a link to another place; nothing is written to it")
        self.version: Version | None = None
        self.size = 0
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None
        self._noted = 0

    def resume(self, address: str) -> Version | None:
        """Give the file that has begun to come from an address, once what came is hashed."""
        self.close()
        found = self._read_note()
        if found is None or found[0].address != address or not found[0].validator:
            self.drop()
            return None
        version, size, noted = found
        digest = _hash_of(self.path, size)
        if digest is None or digest.hexdigest() != noted:
            self.drop()
            return None
        self._hash, self.size, self.version = digest, size, version
        return version

    def begin(self, version: Version) -> None:
        """Begin anew with this file."""
        self.drop()
        self.version = version
        with _writing(self.path):
            self._file = self.path.open("wb")
            self._write_note()

    def go_on(self) -> None:
        """Open what came so far, without what came after the last note."""
        self._file = self.path.open("r+b")
        self._file.truncate(self.size)
        self._file.seek(self.size)

    def take(self, chunk: bytes) -> None:
        """Add what came."""
        if self._file is None:
            raise ValueError("nothing was begun")
        with _writing(self.path):
            self._file.write(chunk)
            self._hash.update(chunk)
            self.size += len(chunk)
            if self.size - self._noted >= BETWEEN_NOTES:
                self._write_note()

    def close(self) -> None:
        """Note how far it came, and close."""
        if self._file is not None:
            with _writing(self.path), self._file:
                self._write_note()
            self._file = None

    def drop(self) -> None:
        """Throw away what came."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)
        self.version, self.size, self._noted = None, 0, 0
        self._hash = hashlib.sha256()

    def put(self) -> str:
        """Rename what came into its place and give its hash; raises RequestError if it changed.

        What lies on the disk is read again: two commands may be writing the same file.
        """
        self.close()
        digest = self._hash.hexdigest()
        found = hash_of(self.path) if self.path.exists() else ""
        if found != digest:
            self.drop()
            said = "changed while it was fetched; is another fetch at work?"
            raise RequestError(f"{self.target} {said}")
        self.path.replace(self.target)
        self.note.unlink(missing_ok=True)
        return digest

    def _write_note(self) -> None:
        if self._file is None or self.version is None:
            return
        self._file.flush()
        self._noted = self.size
        told = {**asdict(self.version), "size": self.size, "sha256": self._hash.hexdigest()}
        beside = self.note.with_name(f"{self.note.name}.new")
        beside.write_text(json.dumps(told), encoding="utf-8")
        beside.replace(self.note)

    def _read_note(self) -> tuple[Version, int, str] | None:
        try:
            told = json.loads(self.note.read_text(encoding="utf-8"))
            version = Version(*(told[name] for name in Version.__slots__))
            size, digest = told["size"], told["sha256"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        texts = (version.address, version.etag, version.modified, digest)
        well = all(isinstance(text, str) for text in texts) and type(version.total) is int
        return (version, size, digest) if well and type(size) is int and size > 0 else None


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Tell a full disk from a broken connection: both are an OSError."""
    try:
        yield
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_of(path: Path, size: int) -> "hashlib._Hash | None":
    """Hash the first bytes of a file; None where there are not so many."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while size and (chunk := file.read(min(CHUNK, size))):
                digest.update(chunk)
                size -= len(chunk)
    except OSError:
        return None
    return None if size else digest
