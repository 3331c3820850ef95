"""What can be fetched from a publisher, and what came of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Offer:
    """One list in one form: the files it has, each with its address, and where that is documented.

    `form` is the word of `--form`; the first form of a publisher is the usual one.
    """

    publisher: str
    form: str
    title: str
    page: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file as it came: `size` in bytes, `day` YYYY-MM-DD in UTC, `modified` as the server says.

    `stated` tells whether the server said how long the file is; where it did not, a torn end
    cannot be told. `looks` says in words what the file looks like; `how` is "new", "resumed",
    "unchanged" or "checked".
    """

    file: str
    address: str
    day: str
    size: int
    sha256: str
    etag: str = ""
    modified: str = ""
    stated: bool = True
    looks: str = ""
    how: str = "new"


@dataclass(frozen=True, slots=True)
class Fetch:
    """The report of a fetch: the list, the folder, and its files."""

    title: str
    publisher: str
    form: str
    into: str
    files: tuple[Fetched, ...] = field(default_factory=tuple)
