"""One file is fetched in as many tries as it needs, each going on where the last one broke off."""

import errno
import hashlib
import json
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO, cast
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from narrow.errors import NarrowError, RequestError
from narrow.lists.fetch.publishers import Fetched, checked, is_here, shown

# A file on its way lies beside its place, with a note of which file it is and how far it came.
#
# The note holds the hash of what had come when it was written. What does not hash to it, after a
# power cut or under somebody's hand, is not built upon.


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


# One question to a server and the beginning of its answer; redirects are followed by hand.
#
# By hand, because each place that a server sends us to is checked before it is asked, and because
# the body of a redirect is then never read.


MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_NETWORK = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"


class BrokenError(NarrowError):
    """What may go well at the next try; `wait` is the time in seconds that the server asks for."""

    def __init__(self, said: str, wait: float = 0.0) -> None:
        super().__init__(said)
        self.wait = wait


class StatusError(NarrowError):
    """An answer that is not the file: its status, and the time to wait that came with it."""

    def __init__(self, code: int, wait: float = 0.0) -> None:
        super().__init__(f"the server answered {code}")
        self.code, self.wait = code, wait


def ask(address: str, headers: Mapping[str, str], timeout: float) -> HTTPResponse:
    """Ask for a file and give the answer, its body unread.

    Raises BrokenError where another try may help, StatusError where the answer is not the file, and
    RequestError where neither helps.
    """
    here = is_here(address)
    asked = [address]
    while True:
        try:
            return _open(asked[-1], headers, timeout, here=here)
        except HTTPError as error:
            with error:
                code, told = error.code, error.headers
            if code not in _REDIRECTS:
                raise StatusError(code, _seconds(told.get("Retry-After", ""))) from None
        target = _joined(asked[-1], told.get("Location", ""))
        if target in asked:
            raise RequestError(f"{shown(address)} sends us round in a circle")
        if len(asked) > MOST_REDIRECTS:
            raise RequestError(f"{shown(address)} sends us on more than {MOST_REDIRECTS} times")
        try:
            asked.append(checked(target, here=here))
        except RequestError as error:
            raise RequestError(f"{shown(address)} sends us to another place: {error}") from None


def _joined(address: str, place: str) -> str:
    """Say where a redirect leads; a place that cannot be read is given as it stands."""
    place = quote(place, safe=_SAFE)
    try:
        return urljoin(address, place)
    except ValueError:
        return place


def _open(address: str, headers: Mapping[str, str], timeout: float, *, here: bool) -> HTTPResponse:
    request = Request(address, headers=dict(headers))  # noqa: S310 (its scheme is checked)
    try:
        return cast(HTTPResponse, _opener(here=here).open(request, timeout=timeout))
    except HTTPError:
        raise
    except URLError as error:
        raise _fault(address, error.reason) from None
    except (OSError, HTTPException) as error:
        raise _fault(address, error) from None
    except ValueError as error:  # a UnicodeError, where a host's name cannot be written down
        raise RequestError(f"{shown(address)!r} is no address: {error}") from None


def _opener(*, here: bool) -> OpenerDirector:
    """Make what opens addresses: http and https, and nothing else that urllib knows."""
    opener = OpenerDirector()
    proxies = ProxyHandler({}) if here else ProxyHandler()
    handlers = (proxies, HTTPHandler(), HTTPSHandler(context=ssl.create_default_context()))
    for handler in (*handlers, HTTPDefaultErrorHandler(), HTTPErrorProcessor()):
        opener.add_handler(handler)
    return opener


def _fault(address: str, reason: object) -> NarrowError:
    where = shown(address)
    if isinstance(reason, ssl.SSLCertVerificationError):
        said = f"{where}: its certificate is not to be trusted ({reason.verify_message})"
        return RequestError(f"{said}; it is not asked")
    if isinstance(reason, socket.gaierror) or getattr(reason, "errno", None) in _NO_NETWORK:
        return RequestError(f"{where} cannot be reached: no network here, or no such server")
    if isinstance(reason, TimeoutError):
        return BrokenError("the server did not answer in time")
    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return BrokenError(f"the connection broke ({said})")


def _seconds(text: str) -> float:
    """Read the time to wait; a date is not worth reading, and a day is not waited."""
    return min(float(text), 60.0) if text.isascii() and text.isdigit() else 0.0


Moved = Callable[[int, int], None]
_AGENT = {
    "User-Agent": "narrow (fetches published lists)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
}
_MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504})
_SLOWEST = 1024  # bytes that must come in the time in which a silent server is given up


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for, in seconds; how often it is asked; how much it may send.

    `pause` is the time before the second try, and twice as long before each further one. `most`
    is the largest file in bytes.
    """

    timeout: float = 30.0
    tries: int = 6
    pause: float = 1.0
    most: int = 20 << 30


USUAL = Patience()


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that has come whole, and how: `resumed` where a part of it had come before."""

    version: Version
    resumed: bool


class _Download:
    def __init__(self, address: str, part: Part, patience: Patience, moved: Moved) -> None:
        self.address, self.part, self.patience, self.moved = address, part, patience, moved
        self.resumed = False

    def attempt(self, before: Fetched | None) -> bool:
        """Ask once; gives False where the file is as it was before."""
        begun = self.part.resume(self.address)
        try:
            with ask(
                self.address, _headers(begun, self.part, before), self.patience.timeout
            ) as got:
                self.start(got, begun)
                self.body(got)
        except StatusError as status:
            if status.code == 304 and before and not begun:
                return False
            if status.code == 416 and begun:
                self.part.drop()
                raise BrokenError("the server has no such part of the file") from None
            raise _meant(self.address, status) from None
        except (OSError, HTTPException) as error:
            if isinstance(error, OSError) and error.filename:
                raise
            raise BrokenError(_said(error)) from None
        finally:
            self.part.close()
        return True

    def start(self, got: HTTPResponse, begun: Version | None) -> None:
        """Make ready for what comes: the rest of the file that was begun, or a whole one."""
        packed = got.headers.get("Content-Encoding", "identity")
        if packed != "identity":
            raise RequestError(f"{shown(self.address)} comes packed ({packed[:20]}) unasked")
        if got.status == 200:
            self.resumed = False
            self.part.begin(_version(self.address, got, got.headers.get("Content-Length", "")))
        elif got.status == 206 and begun and self.continues(got, begun):
            self.resumed = True
            self.part.go_on()
        else:
            self.part.drop()
            raise BrokenError(f"the server gave another part than was asked for ({got.status})")

    def continues(self, got: HTTPResponse, begun: Version) -> bool:
        """Tell whether these bytes are the next ones of the same file."""
        span, _, total = got.headers.get("Content-Range", "").partition("/")
        now = _version(self.address, got, total)
        begins = span.removeprefix("bytes").strip().partition("-")[0]
        same = now.validator == begun.validator and now.total == begun.total
        return same and begins == str(self.part.size)

    def body(self, got: HTTPResponse) -> None:
        """Take what comes, to its end."""
        version = self.part.version
        total = version.total if version else -1
        self.within(total)
        marked, since = self.part.size, monotonic()
        while chunk := got.read1(CHUNK):
            self.part.take(chunk)
            self.within(self.part.size)
            self.moved(self.part.size, total)
            if monotonic() - since > self.patience.timeout:
                if self.part.size - marked < _SLOWEST:
                    raise BrokenError("next to nothing came")
                marked, since = self.part.size, monotonic()
        if total >= 0 and self.part.size != total:
            raise BrokenError(f"{self.part.size:,} of {total:,} bytes came")

    def within(self, size: int) -> None:
        """Refuse a file that is too large."""
        if size > self.patience.most:
            self.part.drop()
            said = f"is larger than the {self.patience.most:,} bytes that are allowed (--most)"
            raise RequestError(f"{shown(self.address)} {said}")


def download(
    address: str,
    part: Part,
    before: Fetched | None = None,
    patience: Patience = USUAL,
    moved: Moved = lambda size, total: None,
) -> Arrived | None:
    """Bring a file into its part, whole; gives None where it is as it was `before`.

    Raises RequestError where it cannot be had; what came so far then stays for the next time.
    """
    one = _Download(address, part, patience, moved)
    pause = patience.pause
    for left in reversed(range(patience.tries)):
        try:
            if not one.attempt(before):
                return None
        except BrokenError as broken:
            if not left:
                tries = f"{patience.tries} tries" if patience.tries > 1 else "one try"
                said = f"{shown(address)}: {broken}; given up after {tries}"
                raise RequestError(f"{said}{_kept(part)}") from None
            sleep(max(pause, broken.wait))
            pause *= 2
        else:
            break
    return Arrived(part.version or Version(address), one.resumed)


def _headers(begun: Version | None, part: Part, before: Fetched | None) -> dict[str, str]:
    if begun:
        return {**_AGENT, "Range": f"bytes={part.size}-", "If-Range": begun.validator}
    asked = dict(_AGENT)
    if before and before.etag:
        asked["If-None-Match"] = before.etag
    elif before and before.modified:
        asked["If-Modified-Since"] = before.modified
    return asked


def _version(address: str, got: HTTPResponse, total: str) -> Version:
    """Read which file it is; a length that is no number is none."""
    etag, modified = (got.headers.get(name, "").strip() for name in ("ETag", "Last-Modified"))
    known = total.isascii() and total.isdigit() and len(total) < 19
    return Version(address, etag[:200], modified[:60], int(total) if known else -1)


def _meant(address: str, status: StatusError) -> BrokenError | RequestError:
    code = status.code
    if code in _MAY_PASS:
        return BrokenError(str(status), status.wait)
    where = shown(address)
    if code in (401, 403, 407):
        return RequestError(f"{where}: the server does not give it to us ({code})")
    if code in (404, 410):
        return RequestError(f"{where}: there is no such file ({code}); has it moved?")
    return RequestError(f"{where}: {status}")


def _said(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "the server fell silent"
    told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"the connection broke ({told})"


def _kept(part: Part) -> str:
    if not part.size or part.version is None or not part.version.validator:
        return ""
    folder = part.target.parent
    return f"; {part.size:,} bytes came and are kept: fetch again with --into {folder} to go on"
