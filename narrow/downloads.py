"""The door for fetching: a list comes from its publisher into a folder and is not imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from narrow.errors import RequestError
from narrow.fetching import book
from narrow.fetching.addresses import checked, names_of
from narrow.fetching.download import Moved, Patience
from narrow.fetching.files import fetch_into
from narrow.fetching.publishers import OFFERS, offer
from narrow.imports.forms import looks_like
from narrow.model.fetched import Fetch, Fetched, Offer

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
        replace(one, looks=looks_like(folder / one.file), how="checked")
        for one in book.verified(folder)
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
