"""The files of one list are fetched into a folder, one after the other, and noted as they come."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from narrow.errors import RequestError
from narrow.fetching import book
from narrow.fetching.addresses import shown
from narrow.fetching.download import USUAL, Moved, Patience, download
from narrow.fetching.part import Part
from narrow.model.fetched import Fetched

Looks = Callable[[Path], str]
NO_LIST = ("a web page", "an empty file")


def fetch_into(
    folder: Path,
    files: Sequence[tuple[str, str]],
    day: str,
    looks_like: Looks,
    patience: Patience = USUAL,
    moved: Callable[[str], Moved] = lambda name: lambda size, total: None,
) -> tuple[Fetched, ...]:
    """Fetch files by name and address into a folder; `looks_like` says what one looks like.

    A file that came whole stays, even where a later one fails. Raises RequestError.
    """
    taken, made = [], not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = book.read(folder)
        for name, address in files:
            one = _one(folder / name, address, found, day, (patience, moved(name), looks_like))
            found[name] = one
            book.write(folder, found)
            taken.append(one)
    except OSError as error:
        where = error.filename or folder
        raise RequestError(f"{where} cannot be written: {error.strerror or error}") from None
    finally:
        if made:
            with suppress(OSError):  # it is not empty
                folder.rmdir()
    return tuple(taken)


def _one(
    path: Path,
    address: str,
    known: Mapping[str, Fetched],
    day: str,
    how: tuple[Patience, Moved, Looks],
) -> Fetched:
    patience, moved, looks_like = how
    entry = known.get(path.name)
    if path.exists() and (entry is None or path.is_symlink()):
        raise RequestError(f"{path} was not fetched; move it, or name another folder with --into")
    wanted = entry and entry.address == address and book.stands(path.parent, entry)
    before = entry if wanted else None
    part = Part(path)
    came = download(address, part, before, patience, moved)
    if came is None and before:
        return replace(before, looks=looks_like(path), how="unchanged")
    looks = looks_like(part.path)
    if looks in NO_LIST:
        part.drop()
        said = f"gave {looks} in place of a list (a page to log in, or an error?); it is not kept"
        raise RequestError(f"{shown(address)} {said}")
    version = came.version if came else None
    size = part.size
    return Fetched(
        file=path.name,
        address=address,
        day=day,
        size=size,
        sha256=part.put(),
        etag=version.etag if version else "",
        modified=version.modified if version else "",
        stated=version is not None and version.total >= 0,
        looks=looks,
        how="resumed" if came and came.resumed else "new",
    )
