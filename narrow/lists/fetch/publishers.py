"""Where the publishers keep their lists: addresses as of November 2026, and where each is told.

An address that has moved is no reason to wait for a new version: `--from` takes another one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from narrow.errors import RequestError, nearest
from narrow.model.result import INSIDE, Result

# Which addresses are asked at all, and the name that a file of one is given here.
#
# Only https is asked. A server on this machine (http://127.0.0.1) may be asked where the caller
# named it; a publisher cannot send anybody there.


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


# What can be fetched from a publisher, and what came of it.


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """One file of a list, and where it is fetched from."""

    file: str
    address: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One list in one form: the files it has, each with its address, and where that is documented.

    `form` is the word of `--form`; the first form of a publisher is the usual one.
    """

    follows: ClassVar[dict[str, str]] = {"files": "each"}

    publisher: str
    form: str
    title: str
    page: str
    files: tuple[tuple[str, str], ...] = field(metadata=INSIDE)

    @property
    def each(self) -> tuple[OfferedFile, ...]:
        """The files of the list."""
        return tuple(OfferedFile(file, address) for file, address in self.files)


@dataclass(frozen=True, slots=True)
class Offers(Result):
    """All lists that can be fetched by a publisher's name."""

    kind: ClassVar[str] = "offers"

    lists: tuple[Offer, ...]


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
class Fetch(Result):
    """The report of a fetch: the list, the folder, and its files."""

    kind: ClassVar[str] = "fetch"

    title: str
    publisher: str
    form: str
    into: str
    files: tuple[Fetched, ...] = field(default_factory=tuple)


_SLS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
_SLS_PAGE = "https://ofac.treasury.gov/sanctions-list-service"
_UN_PAGE = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list"
_FSF = "https://webgate.ec.europa.eu/fsd/fsf/public/files/"
# The token is part of the public address that the EU's catalogue of open data prints.
_FSF_TAIL = "/content?token=dG9rZW4tMjAxNw"
_FSF_PAGE = (
    "https://data.europa.eu/data/datasets/"
    "consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions"
)
_FCDO = "https://sanctionslist.fcdo.gov.uk/docs/"
_FCDO_PAGE = "https://www.gov.uk/government/publications/the-uk-sanctions-list"
_OS = "https://data.opensanctions.org/datasets/latest/sanctions/"
_OS_PAGE = "https://www.opensanctions.org/datasets/sanctions/"

OFFERS = (
    Offer(
        "ofac",
        "csv",
        "OFAC's SDN list, legacy CSV",
        _SLS_PAGE,
        tuple(
            (name, _SLS + name) for name in ("SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV")
        ),
    ),
    Offer("ofac", "xml", "OFAC's SDN list, XML", _SLS_PAGE, (("SDN.XML", _SLS + "SDN.XML"),)),
    Offer(
        "ofac",
        "advanced",
        "OFAC's SDN list, Advanced XML",
        _SLS_PAGE,
        (("SDN_ADVANCED.XML", _SLS + "SDN_ADVANCED.XML"),),
    ),
    Offer(
        "un",
        "xml",
        "the UN consolidated list, XML",
        _UN_PAGE,
        (("consolidated.xml", "https://scsanctions.un.org/resources/xml/en/consolidated.xml"),),
    ),
    Offer(
        "eu",
        "csv",
        "the EU list of financial sanctions, CSV",
        _FSF_PAGE,
        (("eu-sanctions.csv", f"{_FSF}csvFullSanctionsList_1_1{_FSF_TAIL}"),),
    ),
    Offer(
        "eu",
        "xml",
        "the EU list of financial sanctions, XML",
        _FSF_PAGE,
        (("eu-sanctions.xml", f"{_FSF}xmlFullSanctionsList_1_1{_FSF_TAIL}"),),
    ),
    Offer(
        "uk",
        "csv",
        "the UK sanctions list, CSV",
        _FCDO_PAGE,
        (("UK-Sanctions-List.csv", _FCDO + "UK-Sanctions-List.csv"),),
    ),
    Offer(
        "uk",
        "xml",
        "the UK sanctions list, XML",
        _FCDO_PAGE,
        (("UK-Sanctions-List.xml", _FCDO + "UK-Sanctions-List.xml"),),
    ),
    *(
        Offer("opensanctions", form, f"OpenSanctions, {name}", _OS_PAGE, ((name, _OS + name),))
        for form, name in (
            ("simple", "targets.simple.csv"),
            ("nested", "targets.nested.json"),
            ("ftm", "entities.ftm.json"),
        )
    ),
)


def offer(publisher: str, form: str = "") -> Offer:
    """Find a publisher's list, in its usual form where none is named; raises RequestError."""
    forms = {one.form: one for one in OFFERS if one.publisher == publisher}
    if not forms:
        known = {one.publisher for one in OFFERS}
        raise RequestError(f"no publisher {publisher!r}{nearest(publisher, known)}")
    if form and form not in forms:
        raise RequestError(f"{publisher} has no form {form!r}{nearest(form, forms)}")
    return forms[form or next(iter(forms))]
