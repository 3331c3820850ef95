"""A headless Chromium that tests drive by keyboard, over a pair of pipes and without a library."""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--hide-scrollbars", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip
# The browser listens at 3 and answers at 4: a small program puts our pipes there and becomes it.
BECOME = """
import os, sys
from fcntl import F_DUPFD, fcntl
reads, writes = (fcntl(int(word), F_DUPFD, 20) for word in sys.argv[1:3])
os.dup2(reads, 3)
os.dup2(writes, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
WAIT = 60.0  # seconds until a silent browser fails a test
KEYS = {"Tab": 9, "Enter": 13, " ": 32}


class Chromium:
    """One browser process; it ends with the block."""

    def __init__(self, folder: Path) -> None:
        assert PROGRAM
        reads, self._to = os.pipe()
        self._from, writes = os.pipe()
        command = [sys.executable, "-c", BECOME, str(reads), str(writes), PROGRAM, *QUIET]
        self._process = subprocess.Popen(
            [*command, f"--user-data-dir={folder}"], pass_fds=(reads, writes),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(reads)
        os.close(writes)
        self._buffer = b""
        self._last = 0
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(WAIT)
        os.close(self._to)
        os.close(self._from)

    def ask(self, method: str, session: str = "", **given: Any) -> dict[str, Any]:
        """Ask the browser for something and wait for its answer; events are kept meanwhile."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": given}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == self._last:
                assert "error" not in heard, heard
                return dict(heard["result"])

    def _hear(self) -> dict[str, Any]:
        until = time.monotonic() + WAIT
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], max(0.0, until - time.monotonic()))
            part = os.read(self._from, 1 << 20) if ready else b""
            assert part, "the browser fell silent"
            self._buffer += part
        message, self._buffer = self._buffer.split(b"\0", 1)
        heard: dict[str, Any] = json.loads(message)
        if "method" in heard:
            self.events.append(heard)
        return heard

    def open(self, path: Path, *, width: int = 1000, script: bool = True) -> "Tab":
        """Open a file in a tab of its own."""
        return Tab(self, path, width, script=script)


class Tab:
    """One page as a reader has it: keys go in, what is shown comes out."""

    def __init__(self, browser: Chromium, path: Path, width: int, *, script: bool) -> None:
        target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        found = browser.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._browser, self._session = browser, found["sessionId"]
        self.path = path
        for room in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{room}.enable")
        self.ask("Emulation.setScriptExecutionDisabled", value=not script)
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=800,
                 deviceScaleFactor=1, mobile=False)  # fmt: skip
        self.ask("Page.navigate", url=path.as_uri())
        while not self.heard("Page.loadEventFired"):
            browser.ask("Browser.getVersion")
            time.sleep(0.02)

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        """Ask this tab for something."""
        return self._browser.ask(method, self._session, **given)

    def heard(self, method: str) -> list[dict[str, Any]]:
        """Give what this tab told of one kind of event."""
        mine = (e for e in self._browser.events if e.get("sessionId") == self._session)
        return [e["params"] for e in mine if e["method"] == method]

    def js(self, expression: str) -> Any:
        """Give what an expression is worth in the page."""
        found = self.ask("Runtime.evaluate", expression=expression, returnByValue=True,
                         awaitPromise=True)  # fmt: skip
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def key(self, key: str, times: int = 1) -> None:
        """Press a key and let it go."""
        code = KEYS[key]
        text = {"Enter": "\r", " ": " "}.get(key, "")
        for _ in range(times):
            self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, text=text,
                     windowsVirtualKeyCode=code)  # fmt: skip
            self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.ask("Input.insertText", text=text)

    def tab_to(self, selector: str, most: int = 60) -> None:
        """Press Tab until an element has the focus."""
        for _ in range(most):
            if self.js(f"document.activeElement === document.querySelector({selector!r})"):
                return
            self.key("Tab")
        raise AssertionError(f"no key leads to {selector}")

    @property
    def complaints(self) -> list[str]:
        """What the console was told, and every address asked for beside the page itself."""
        asked = (p["request"]["url"] for p in self.heard("Network.requestWillBeSent"))
        foreign = [url for url in asked if url != self.path.as_uri()]
        kinds = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        said = [
            str(p) for kind in (*kinds, "Page.javascriptDialogOpening") for p in self.heard(kind)
        ]
        return foreign + said
