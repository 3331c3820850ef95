"""A register folder is written beside its place and renamed into it when it is whole."""

import csv
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from narrow.errors import RequestError
from narrow.files import beside, located
from narrow.lists.tables import MADE_BY, SHAPES, Listing, Shape, descriptor

# A folder goes to its place when it is whole.


def place(into: str | Path) -> Path:
    """Say where a register goes: behind a link, to what it leads to; never where we stand.

    A folder is renamed into its place, which would take a link away, or the ground under our feet.
    """
    named = located(into)
    target = named.resolve() if named.is_symlink() or named.name in ("", "..") else named
    if Path.cwd().is_relative_to(target.resolve()):
        raise RequestError(f"{into} is where we stand; name another folder")
    return target


def put(made: Path, target: Path, rename: Callable[[Path, Path], Any] = os.rename) -> None:
    """Rename a folder into its place; the older one goes when the new one stands."""
    older = _older(target)
    if target.exists():
        rename(target, older)
    rename(made, target)
    shutil.rmtree(older, ignore_errors=True)


def recover(target: Path) -> None:
    """Put the older folder back where `put` was killed between its two renames."""
    older = _older(target)
    if older.exists() and not target.exists():
        older.rename(target)
    elif older.exists():
        shutil.rmtree(older, ignore_errors=True)


def _older(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


DESCRIPTOR = "datapackage.json"


class FolderSink:
    """Streams rows into the CSV files of a folder; as a context it leaves nothing half made."""

    def __init__(self, target: Path, shapes: Mapping[str, Shape] = SHAPES) -> None:
        self.target = target
        self.shapes = shapes
        self.written: Counter[str] = Counter()
        self.authority = ""  # whose list is being read: its persons are matched with it
        self.programs: set[str] = set()  # under which it lists
        self.again: list[Mapping[str, str]] = []  # persons of a list who stand in an earlier one
        self._known: dict[str, int] = {}
        self._said: set[int] = set()
        self.lists = 0
        recover(target)
        _may_replace(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.beside = beside(target)
            self.beside.mkdir()
        except OSError as error:
            raise RequestError(f"{target} cannot be made: {error.strerror or error}") from None
        self._open = ExitStack()
        self._writers = {role: self._writer(role) for role in self.shapes}

    def _writer(self, role: str) -> "_Writer":
        path = self.beside / f"{role}.csv"
        file = self._open.enter_context(path.open("w", encoding="utf-8", newline=""))
        return _Writer(file, tuple(self.shapes[role].columns))

    def row(self, role: str, cells: Mapping[str, str]) -> None:
        """Write a row of a table; a cell that is left out is blank."""
        if role == "persons" and self.authority:
            cells = {**cells, "lists": self.authority}
        if role == "designations":
            self.programs.add(cells.get("program", ""))
        elif self._stands(role, cells):
            return
        self._writers[role].write(cells)
        self.written[role] += 1

    def _stands(self, role: str, cells: Mapping[str, str]) -> bool:
        """Say whether an earlier list has told this of a person, who is kept to be joined."""
        person = cells.get("person_id", "")
        if role == "persons" and self._known.setdefault(person, self.lists) != self.lists:
            self.again.append(cells)
            return True
        told = hash((role, *sorted(c for c in cells.items() if c[0] != "source_id" and c[1])))
        if role == "persons" or not person or self._known.get(person, self.lists) == self.lists:
            self._said.add(told)
            return False
        return told in self._said

    def close(self) -> Path:
        """Write out all rows and give the folder, still beside its place and without descriptor."""
        self._open.close()
        return self.beside

    def finish(self, listing: Listing) -> Path:
        """Write the descriptor and give the folder, still beside its place, to be looked at."""
        self._open.close()
        text = json.dumps(descriptor(listing, self.written), ensure_ascii=False, indent=2) + "\n"
        (self.beside / DESCRIPTOR).write_text(text, encoding="utf-8")
        for path in self.beside.iterdir():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        return self.beside

    def put(self, rename: Callable[[Path, Path], Any] = os.rename) -> None:
        """Rename the folder into its place; the old one goes when the new one stands."""
        put(self.beside, self.target, rename)

    def __enter__(self) -> "FolderSink":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()
        shutil.rmtree(self.beside, ignore_errors=True)


class _Writer:
    """Writes the rows of one file; a cell without a column is a fault of ours."""

    def __init__(self, file: TextIO, columns: tuple[str, ...]) -> None:
        self.columns, self.known = columns, frozenset(columns)
        self.write_row = csv.writer(file, lineterminator="\n").writerow
        self.write_row(columns)

    def write(self, cells: Mapping[str, str]) -> None:
        if not cells.keys() <= self.known:
            raise ValueError(f"no column for {sorted(cells.keys() - self.known)}")
        row = [cells.get(name, "") for name in self.columns]
        text = "".join(row)
        self.write_row(map(_flat, row) if "\0" in text or "\r" in text else row)


def _flat(text: str) -> str:
    """Give a cell without characters that no CSV reader agrees on."""
    return text.replace("\0", "�").replace("\r\n", "\n").replace("\r", "\n")


def _may_replace(target: Path) -> None:
    """Refuse to replace what no import made: a folder of somebody's own files, or a file."""
    if not target.exists():
        return
    if not target.is_dir():
        raise RequestError(f"{target} is a file; give a folder")
    found = {path.name for path in target.iterdir()}
    if not found:
        return
    if not all(
        name == DESCRIPTOR or name.endswith(".csv") for name in found
    ) or not _made_by_import(target / DESCRIPTOR):
        raise RequestError(f"{target} was not made by an import; choose another folder")


def _made_by_import(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_text(encoding="utf-8")).get("created_by") == MADE_BY)
    except (OSError, ValueError, AttributeError):
        return False
