"""Every fault that narrow reports is one of four classes, and each says whose fault it is.

    NarrowError            base: anything narrow refuses with a message of its own
    ├── RuleError          the author's: a rule, vocabulary or case as written (exit code 1)
    ├── RegisterError      the data's: a descriptor or a table (exit code 1)
    │   └── RegisterReplaced   it was written anew while it was read: ask again
    ├── RequestError       the caller's: a name, person or option that cannot be found (exit code 2)
    └── EngineError        the machine's: the database refused or broke (exit code 3)

The first two carry `Issue`s: all that is wrong with a file at once, each with its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One thing wrong at one place; line and column count from 1, 0 where there is no line.

    `quoted` is the line as written, `code` the lint code where the issue is advice ("N104").
    """

    file: str
    line: int
    column: int
    message: str
    quoted: str = ""
    code: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        code = f"{self.code} " if self.code else ""
        first = f"{place}: {code}{self.message}"
        if not self.quoted.strip():
            return first
        shown = self.quoted.replace("\t", " ")[:160]
        caret = " " * (min(self.column, 160) - 1) + "^"
        return f"{first}\n    {shown}\n    {caret}"


class NarrowError(Exception):
    """The base of everything that narrow raises on purpose."""


class _Reported(NarrowError):
    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues: Sequence[Issue] = sorted(set(issues))
        super().__init__("\n".join(str(issue) for issue in self.issues))


class RuleError(_Reported):
    """A rule file cannot be taken as written; `issues` holds all that is wrong with it."""


class RegisterError(_Reported):
    """A register cannot be taken as it stands; `issues` holds what is wrong with it."""


class RegisterReplaced(RegisterError):
    """A register was written anew after its head was read: rows and head would be of two lists."""


class RequestError(NarrowError):
    """Something asked for by name is not to be found, or the request contradicts itself."""


class EngineError(NarrowError):
    """The database could not carry out what the plan asks for."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Name the known word nearest to a misspelt one, as the tail of a message.

    Gives "; did you mean 'branch'?" or, with nothing near, the known words (eight at most).
    """
    words = sorted(set(known))
    same = [known for known in words if known.casefold() == word.casefold()]
    close = same or get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    if not words:
        return ""
    more = f" and {len(words) - 8} more" if len(words) > 8 else ""
    return f"; known: {', '.join(words[:8])}{more}"


def install(extra: str) -> str:
    """Give the line that installs an extra, such as `xlsx`, beside the narrow that is running.

    A folder or repository that narrow was installed from is named again; from anywhere else the
    packages are, for on PyPI the name `narrow` belongs to another program.
    """
    import json
    import shlex
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import unquote, urlsplit

    try:
        installed = distribution("narrow")
        origin = json.loads(installed.read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return f"pip install '.[{extra}]' in the folder of narrow"
    if "dir_info" in origin:
        editable = "-e " if origin["dir_info"].get("editable") else ""
        folder = unquote(urlsplit(origin["url"]).path)
        return f"pip install {editable}{shlex.quote(f'{folder}[{extra}]')}"
    if "vcs_info" in origin:
        where = f"narrow[{extra}] @ {origin['vcs_info']['vcs']}+{origin['url']}"
        return f"pip install {shlex.quote(where)}"
    asked = (line.partition(";") for line in installed.requires or ())
    packages = [name.strip() for name, _, when in asked if f"'{extra}'" in when.replace('"', "'")]
    return f"pip install {shlex.join(packages)}"
