"""Hooks of the site: the help of every command, examples as code, no link out of the pages."""

import os
import re
import subprocess
import sys
from typing import Any

import griffe

OUTSIDE = re.compile(r"\[([^\]]*)\]\(\.\./[^)]*\)")
COMMAND = re.compile(r"^  ([a-z]+)  ", re.MULTILINE)
EXAMPLE = re.compile(r"^>>> .*(?:\n(?!\n).+)*", re.MULTILINE)
GIVEN = "<!-- every command -->"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the help of every command where a page asks for it, and name what lies beside the pages.

    Links to files of the repository are taken out: the site is read without it.
    """
    if GIVEN in markdown:
        markdown = markdown.replace(GIVEN, "\n".join(_commands()))
    return OUTSIDE.sub(r"\1", markdown)


def _commands() -> list[str]:
    return [f"## narrow {name}\n\n```text\n{_help(name)}```\n" for name in COMMAND.findall(_help())]


def _help(*words: str) -> str:
    env = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    line = [sys.executable, "-m", "narrow", *words, "--help"]
    done = subprocess.run(line, capture_output=True, text=True, env=env, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


class Examples(griffe.Extension):  # type: ignore[misc]
    """Examples in docstrings, which the tests run, are shown as code."""

    def on_object(self, *, obj: Any, **_: Any) -> None:
        """Fence the examples of one function or class."""
        if obj.docstring:
            obj.docstring.value = EXAMPLE.sub(r"```pycon\n\g<0>\n```", obj.docstring.value)
