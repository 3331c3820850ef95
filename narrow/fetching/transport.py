"""One question to a server and the beginning of its answer; redirects are followed by hand.

By hand, because each place that a server sends us to is checked before it is asked, and because
the body of a redirect is then never read.
"""

import errno
import socket
import ssl
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from typing import cast
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
from narrow.fetching.addresses import checked, is_here, shown

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
