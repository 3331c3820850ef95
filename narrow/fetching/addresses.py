"""Which addresses are asked at all, and the name that a file of one is given here.

Only https is asked. A server on this machine (http://127.0.0.1) may be asked where the caller
named it; a publisher cannot send anybody there.
"""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from narrow.errors import RequestError

HERE = "127.0.0.1"
LONGEST = 100  # characters of a name
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_KEPT = re.compile(r"^fetched\.json$|\.(part|sha256)$", re.IGNORECASE)


def is_here(address: str) -> bool:
    """Tell an address of a plain server on this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "http" and parts.hostname == HERE


def checked(address: str, *, here: bool = False) -> str:
    """Give an address back; raises RequestError where it is not asked. `here` allows this machine.

    What is refused is named without its query, which may hold somebody's token.
    """
    said = _fault(address, here=here)
    if said:
        raise RequestError(f"{shown(address)!r} {said}")
    return address


def _fault(address: str, *, here: bool) -> str:
    if not address.isascii() or any(mark <= " " or mark == "\x7f" for mark in address):
        return "is no address: it holds a space or a character that no address may have"
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return "is no address"
    if not named:
        return "is no address; expected https://…"
    if parts.username is not None:
        return "holds a name or password, which would be written down; it is not asked"
    if parts.scheme != "https" and not (here and is_here(address)):
        return "is not asked: only https:// is"
    return ""


def shown(address: str) -> str:
    """Give what of an address may be shown: no password and no query, at most 200 characters."""
    bare = re.split(r"[?#]", address, maxsplit=1)[0]
    return re.sub(r"//[^/]*@", "//", bare)[:200]


def name_of(address: str) -> str:
    """Name the file of an address in plain letters; it cannot leave its folder or hide in it."""
    last = unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2])
    name = _NOT_PLAIN.sub("_", last).strip("._-")[-LONGEST:].lstrip("._-")
    return f"list-{name}" if not name or _DEVICES.match(name) or _KEPT.search(name) else name


def names_of(addresses: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Name the file of each address; raises RequestError where two would have one name."""
    found = [(name_of(address), address) for address in addresses]
    low = [name.casefold() for name, _ in found]
    for at, name in enumerate(low):
        if name in low[:at]:
            raise RequestError(
                f"two of the addresses give a file {found[at][0]!r}; fetch them apart"
            )
    return tuple(found)
