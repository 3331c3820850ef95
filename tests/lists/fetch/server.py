"""A server on this machine that does as a test says: it breaks off, it lies, it falls silent."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DAY_ONE = "Fri, 20 Nov 2026 10:00:00 GMT"
Answer = Callable[["Asked"], None]


@dataclass
class Served:
    """What the server gives, by path, and what it was asked for."""

    base: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    enough: threading.Event = field(default_factory=threading.Event)

    def ranges(self) -> list[str]:
        return [headers.get("range", "") for _, headers in self.asked]


class Asked(BaseHTTPRequestHandler):
    served: Served
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.served.asked.append((self.path, headers))
        self.close_connection = True
        answer = self.served.answers.get(self.path.partition("?")[0])
        if answer is None:
            self.give(404, b"nothing")
        else:
            answer(self)

    def give(self, code: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        """Answer with a body and its length; `length` may lie, and -1 leaves it out."""
        self.send_response(code)
        if length != -1:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def file(
    body: bytes, *, etag: str = '"one"', modified: str = DAY_ONE, until: int | None = None
) -> Answer:
    """Give a file as a good server does, with ranges; `until` breaks the first answer off there."""
    told = {}
    if etag:
        told["ETag"] = etag
    if modified:
        told["Last_Modified"] = modified
    breaks = [until] if until is not None else []

    def answer(asked: Asked) -> None:
        given = asked.headers
        if etag and given.get("If-None-Match") == etag:
            asked.give(304, **told)
            return
        begins, code, more = 0, 200, dict(told)
        if given.get("Range") and given.get("If-Range") in (etag, modified):
            begins = int(given["Range"].removeprefix("bytes=").rstrip("-"))
            code = 206
            more["Content_Range"] = f"bytes {begins}-{len(body) - 1}/{len(body)}"
        stop = breaks.pop() if breaks else len(body)
        asked.give(code, body[begins:stop], len(body) - begins, **more)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """Give these answers one after the other, the last one from then on."""
    left = list(answers)

    def answer(asked: Asked) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(asked)

    return answer


def status(code: int, **headers: str) -> Answer:
    """Answer with a status."""
    return lambda asked: asked.give(code, b"", **headers)


@contextmanager
def serving() -> Iterator[Served]:
    """Serve on 127.0.0.1 until the test is over."""
    served = Served()
    handler = type("Handler", (Asked,), {"served": served})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        served.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield served
        finally:
            served.enough.set()
            server.shutdown()
            thread.join()
