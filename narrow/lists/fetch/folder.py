"""The door for fetching: a list comes from its publisher into a folder and is not imported."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from narrow.errors import Issue, RegisterError, RequestError
from narrow.lists.fetch.download import USUAL, Moved, Part, Patience, download, hash_of
from narrow.lists.fetch.publishers import (
    OFFERS,
    Fetch,
    Fetched,
    Offer,
    checked,
    names_of,
    offer,
    shown,
)
from narrow.lists.formats import looks_like

# A folder of fetched files says of each where it came from, on which day, and its hash.
#
# `fetched.json` holds it all; `<file>.sha256` is the form that `sha256sum -c` reads.


BOOK = "fetched.json"
_PASSING = ("looks", "how")


def read(folder: Path) -> dict[str, Fetched]:
    """Give what is noted of the files of a folder; what cannot be read was not noted."""
    try:
        told = json.loads((folder / BOOK).read_text(encoding="utf-8"))["files"]
        found = {name: _entry(name, given) for name, given in told.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {name: entry for name, entry in found.items() if entry}


def write(folder: Path, entries: Mapping[str, Fetched]) -> None:
    """Note what the files of a folder are; the same notes give the same bytes."""
    files = {
        name: {key: value for key, value in asdict(one).items() if key not in ("file", *_PASSING)}
        for name, one in sorted(entries.items())
    }
    text = json.dumps({"made_by": "narrow fetch", "files": files}, ensure_ascii=False, indent=2)
    _replace(folder / BOOK, text + "\n")
    for name, one in entries.items():
        _replace(folder / f"{name}.sha256", f"{one.sha256}  {name}\n")


def stands(folder: Path, entry: Fetched) -> bool:
    """Tell whether a file is still what was fetched."""
    path = folder / entry.file
    try:
        return path.stat().st_size == entry.size and hash_of(path) == entry.sha256
    except OSError:
        return False


def verified(folder: Path) -> list[Fetched]:
    """Hash every file of a folder again; raises RegisterError naming each that has changed."""
    entries = read(folder)
    if not entries:
        raise RequestError(f"{folder} has no {BOOK} that can be read; nothing was fetched into it")
    issues = []
    for name, entry in entries.items():
        path = folder / name
        if not path.is_file():
            issues.append(Issue(str(path), 0, 0, "was fetched and is not there any more"))
        elif not stands(folder, entry):
            said = f"is not what was fetched on {entry.day}: its SHA-256 is not {entry.sha256}"
            issues.append(Issue(str(path), 0, 0, said))
    if issues:
        raise RegisterError(issues)
    return list(entries.values())


def _entry(name: str, given: Mapping[str, object]) -> Fetched | None:
    if Path(name).name != name:
        return None
    entry = Fetched(name, **given)  # type: ignore[arg-type]  # what it holds is looked at below
    texts = (entry.address, entry.day, entry.sha256, entry.etag, entry.modified)
    well = all(isinstance(text, str) for text in texts) and type(entry.size) is int
    return entry if well and isinstance(entry.stated, bool) else None


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


# The files of one list are fetched into a folder, one after the other, and noted as they come.


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
        found = read(folder)
        for name, address in files:
            one = _one(folder / name, address, found, day, (patience, moved(name), looks_like))
            found[name] = one
            write(folder, found)
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
    wanted = entry and entry.address == address and stands(path.parent, entry)
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


LISTS = Path("lists")
LONGEST_WAIT = 3600  # seconds
LARGEST = 10_000  # GB


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is fetched: the form of a list ("" for the usual one), or addresses of one's own.

    An address of one's own may be `http://127.0.0.1`; any other is https.
    """

    form: str = ""
    addresses: Sequence[str] = ()
    patience: Patience = field(default_factory=Patience)


def fetch(
    publisher: str,
    into: str | Path | None = None,
    wanted: Wanted = Wanted(),
    *,
    moved: Callable[[str], Moved] = lambda name: lambda size, total: None,
    day: str = "",
) -> Fetch:
    """Fetch a list into a folder, by default one named by publisher and day under `./lists`.

    What broke off is gone on with, what has not changed is not fetched again. Raises RequestError.
    """
    found = offer(publisher, wanted.form)
    files = found.files
    if wanted.addresses:
        files = names_of([checked(one, here=True) for one in wanted.addresses])
    day = day or datetime.now(UTC).date().isoformat()
    folder = Path(into) if into else LISTS / f"{publisher}-{day}"
    if folder.exists() and not folder.is_dir():
        raise RequestError(f"{folder} is a file; give a folder")
    try:
        taken = fetch_into(folder, files, day, looks_like, wanted.patience, moved)
    except RequestError as error:
        raise RequestError(f"{error}\n{found.title}, is published at {found.page}") from None
    return Fetch(found.title, publisher, found.form, str(folder), taken)


def check(into: str | Path) -> Fetch:
    """Hash fetched files again; raises RegisterError naming each that is not what was fetched."""
    folder = Path(into)
    taken: list[Fetched] = [
        replace(one, looks=looks_like(folder / one.file), how="checked") for one in verified(folder)
    ]
    return Fetch("Fetched lists", "", "", str(folder), tuple(taken))


def patience(timeout: float, most: float) -> Patience:
    """Say how long to wait, in seconds, and how much to take, in GB; raises RequestError."""
    if not 0 < timeout <= LONGEST_WAIT:
        raise RequestError(f"a time-out is above 0 and at most {LONGEST_WAIT} seconds")
    if not 0 < most <= LARGEST:
        raise RequestError(f"the largest file is above 0 and at most {LARGEST:,} GB")
    return Patience(timeout=timeout, most=int(most * 1e9))


def offers() -> tuple[Offer, ...]:
    """Name every list that can be fetched."""
    return OFFERS
