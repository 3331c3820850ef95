"""YAML is read as text only, and every node knows its line and column.

`NO` stays Norway, `2018-09-08` stays text and `2010` an EDTF year, because no scalar is converted
here. Repeated keys, aliases and merge keys are refused: the first hides a mistake, the others can
turn a page into gigabytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from narrow.errors import Issue, RuleError

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml: the same meaning, slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_BYTES = 8_000_000
MAX_DEPTH = 40

Plain = str | list["Plain"] | dict[str, "Plain"]
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A file as plain data: only mappings, lists and strings, with the place of every node."""

    file: str
    lines: tuple[str, ...]
    data: Plain
    marks: Mapping[Path_, tuple[int, int]]

    def issue(self, path: Path_, message: str, *, code: str = "") -> Issue:
        """Make an issue at a path into the data, or at the nearest place around it."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        quoted = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Issue(self.file, line, column, message, quoted, code)


def read(path: Path) -> Text:
    """Read a YAML (or JSON) file as text only; raises RuleError with every place that is wrong."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise RuleError([Issue(str(path), 0, 0, f"cannot be read: {reason}")]) from None
    try:
        return parse(raw.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise RuleError(
            [
                Issue(
                    str(path),
                    line,
                    1,
                    f"is not UTF-8 (byte {raw[error.start]:#04x}); save it as UTF-8",
                )
            ]
        ) from None


def parse(text: str, file: str) -> Text:
    """Turn YAML text into plain data with places; raises RuleError."""
    if len(text) > MAX_BYTES:
        raise RuleError([Issue(file, 0, 0, f"has {len(text):,} characters; {MAX_BYTES:,} at most")])
    lines = tuple(text.splitlines())
    reader = _Reader(file, lines)
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        raise RuleError([reader.broken(error)]) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise RuleError([Issue(file, 1, 1, f"is not YAML: {str(error).splitlines()[0]}")]) from None
    data = reader.plain(node, (), 0) if node is not None else {}
    if reader.issues:
        raise RuleError(reader.issues)
    return Text(file, lines, data, reader.marks)


class _Reader:
    """Walks the node tree of one file once, gathering data, places and what is wrong."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file = file
        self.lines = lines
        self.marks: dict[Path_, tuple[int, int]] = {}
        self.issues: list[Issue] = []
        self.seen: set[int] = set()

    def at(self, mark: "yaml.Mark", message: str) -> Issue:
        quoted = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return Issue(self.file, mark.line + 1, mark.column + 1, message, quoted)

    def broken(self, error: "yaml.MarkedYAMLError") -> Issue:
        mark = error.problem_mark or error.context_mark
        message = f"is not YAML: {error.problem or error.context or 'cannot be read'}"
        return self.at(mark, message) if mark else Issue(self.file, 1, 1, message)

    def plain(self, node: "yaml.Node", path: Path_, depth: int) -> Plain:
        self.marks.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
        if not isinstance(node, yaml.ScalarNode) and id(node) in self.seen:
            self.issues.append(self.at(node.start_mark, "an alias repeats a part; write it out"))
            return ""
        self.seen.add(id(node))
        if depth > MAX_DEPTH:
            self.issues.append(self.at(node.start_mark, f"lies more than {MAX_DEPTH} levels deep"))
            return ""
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(n, (*path, i), depth + 1) for i, n in enumerate(node.value)]
        return str(node.value)

    def mapping(self, node: "yaml.MappingNode", path: Path_, depth: int) -> dict[str, Plain]:
        data: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.issues.append(self.at(key_node.start_mark, "a key must be a single word"))
                continue
            key = str(key_node.value)
            mark = key_node.start_mark
            if key in data:
                first = self.marks[(*path, key)][0]
                self.issues.append(
                    self.at(mark, f"repeats the key {key!r} of line {first}; keep one of them")
                )
                continue
            self.marks[(*path, key)] = (mark.line + 1, mark.column + 1)
            data[key] = self.plain(value_node, (*path, key), depth + 1)
        return data
