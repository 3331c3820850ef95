"""A proposed mapping is written line by line: what is sure as YAML, what is not as comments.

Texts of the list are written in quotes and without any character that could end a line.
"""

import textwrap
from collections.abc import Iterable, Sequence

PAGE = 96  # columns of a line
LONGEST = 60  # characters of a value that a comment shows


class Page:
    """The lines of a proposal, each indented by so many spaces."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def put(self, depth: int, text: str) -> None:
        """Write a line of YAML."""
        self.lines.append(" " * depth + text)

    def unsure(self, depth: int, text: str) -> None:
        """Write what somebody must decide."""
        self.lines += _wrapped(depth, "unsure: " + text)

    def note(self, depth: int, text: str) -> None:
        """Write a remark."""
        self.lines += _wrapped(depth, text)

    @property
    def text(self) -> str:
        """The whole of it."""
        return "\n".join(self.lines) + "\n"


def _wrapped(depth: int, text: str) -> Iterable[str]:
    begin = " " * depth + "# "
    return textwrap.wrap(
        plain(text),
        PAGE,
        initial_indent=begin,
        subsequent_indent=begin + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def plain(text: str) -> str:
    """Give a text that stays on its line."""
    return "".join(c if c.isprintable() else "�" for c in text)


def shown(text: str) -> str:
    """Give a value as a comment shows it."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def quoted(text: str) -> str:
    """Give a text as YAML that reads back as the same text, whatever is in it."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in safe) + '"'


def listed(texts: Sequence[str]) -> str:
    """Give texts as a list of YAML, a single one as itself."""
    if len(texts) == 1:
        return quoted(texts[0])
    return "[" + ", ".join(map(quoted, texts)) + "]"
