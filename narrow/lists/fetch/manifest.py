"""A folder of fetched files says of each where it came from, on which day, and its hash.

`fetched.json` holds it all; `<file>.sha256` is the form that `sha256sum -c` reads.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from narrow.errors import Issue, RegisterError, RequestError
from narrow.lists.fetch.download import hash_of
from narrow.lists.fetch.publishers import Fetched

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
