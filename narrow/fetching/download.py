"""One file is fetched in as many tries as it needs, each going on where the last one broke off."""

from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from time import monotonic, sleep

from narrow.errors import RequestError
from narrow.fetching.addresses import shown
from narrow.fetching.part import CHUNK, Part, Version
from narrow.fetching.transport import BrokenError, StatusError, ask
from narrow.model.fetched import Fetched

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
