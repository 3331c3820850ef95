"""The cell magic `%%narrow`: a cell holds a case, and running the cell answers it."""

import shlex
import sys
from typing import Any, Protocol

from narrow.errors import NarrowError, RegisterError, RequestError, RuleError
from narrow.inquiry import Answer, case
from narrow.report.forms import text as as_text

OPTIONS = {"--data": "data", "--as-of": "as_of", "--into": "into"}
USUAL = "answer"


class Shell(Protocol):
    """What is needed of IPython's shell."""

    user_ns: dict[str, Any]

    def register_magic_function(self, function: Any, magic_kind: str, magic_name: str) -> None:
        """Make a function a magic."""


def load(shell: Shell) -> None:
    """Teach a shell the magic; the answer of a cell is kept in the variable `answer`."""

    def cell(line: str, text: str) -> Answer | None:
        """Answer the case in the cell: `%%narrow [--data REGISTER] [--as-of DAY] [--into NAME]`."""
        try:
            told = _options(line)
            found = case(text, data=told.get("data"), as_of=told.get("as_of")).run()
        except (RuleError, RegisterError) as error:
            from narrow.report.compose.rules import compose_issues
            from narrow.report.terminal import render

            sys.stderr.write(as_text(render(compose_issues(error.issues))) + "\n")
            return None
        except NarrowError as error:
            sys.stderr.write(f"narrow: {error}\n")
            return None
        shell.user_ns[told.get("into", USUAL)] = found
        return found

    shell.register_magic_function(cell, "cell", "narrow")


def _options(line: str) -> dict[str, str]:
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise RequestError(f"{line!r}: {error}") from None
    told: dict[str, str] = {}
    for name, value in zip(words[::2], [*words[1::2], ""], strict=False):
        if name not in OPTIONS or not value:
            raise RequestError(f"{name!r}: expected {', '.join(OPTIONS)}, each with a value")
        told[OPTIONS[name]] = value
    if not told.get("into", USUAL).isidentifier():
        raise RequestError(f"{told['into']!r} is no name of a variable")
    return told
