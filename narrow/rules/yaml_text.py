"""YAML is read as text only, and every node knows its line and column.

`NO` stays Norway, `2018-09-08` stays text and `2010` an EDTF year, because no scalar is converted
here. Repeated keys, aliases and merge keys are refused: the first hides a mistake, the others can
turn a page into gigabytes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from narrow.errors import Issue, RuleError
from narrow.files import regular

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml: the same meaning, slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

_ALIAS = re.compile(r"^[ -]*(?:[^\s'\"#]+:\s+)?[*]\w", re.MULTILINE)
MAX_BYTES = 8_000_000
MAX_DEPTH = 40
PAGE = 64  # columns, after which a line that is written breaks at the next space

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
        raw = regular(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
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
    if file.endswith(".json"):
        text = _PAIR.sub(_joined, text)
    reader = _Reader(file, lines, yaml.parse(text, Loader=Loader))
    try:
        data = reader.document()
    except yaml.MarkedYAMLError as error:
        raise RuleError([*reader.issues, reader.broken(error)]) from None
    except yaml.YAMLError as error:
        raise RuleError([Issue(file, 1, 1, f"is not YAML: {str(error).splitlines()[0]}")]) from None
    if reader.issues:
        raise RuleError(reader.issues)
    return Text(file, lines, data, reader.marks)


# JSON writes what lies beyond U+FFFF as two escapes, which YAML does not know.
_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


class _Pages(yaml.SafeDumper):
    """Indents lists below their key, and writes a part that stands twice out twice."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


def write(data: Plain) -> str:
    """Turn plain data into YAML that `parse` reads back as the same data.

    What other readers of YAML would take for a number, a date or a truth value stands in quotes.
    """
    return str(
        yaml.dump(
            data,
            Dumper=_Pages,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=None,
            width=PAGE,
        )
    )


class _Reader:
    """Walks the events of one file once, gathering data, places and what is wrong.

    Events come one by one, so that a file of a hundred thousand brackets is refused at the depth
    limit and not composed first.
    """

    def __init__(self, file: str, lines: tuple[str, ...], events: Iterator[yaml.Event]) -> None:
        self.file = file
        self.lines = lines
        self.events = events
        self.marks: dict[Path_, tuple[int, int]] = {}
        self.issues: list[Issue] = []

    def at(self, mark: yaml.Mark, message: str) -> Issue:
        quoted = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return Issue(self.file, mark.line + 1, mark.column + 1, message, quoted)

    def broken(self, error: yaml.MarkedYAMLError) -> Issue:
        mark = error.problem_mark or error.context_mark
        message = f"is not YAML: {error.problem or error.context or 'cannot be read'}"
        return self.at(mark, message) if mark else Issue(self.file, 1, 1, message)

    def document(self) -> Plain:
        data: Plain = {}
        seen = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self.issues.append(self.at(_mark(event), "begins a second document"))
                    break
                seen = True
                data = self.plain(next(self.events), (), 0)
        return data

    def plain(self, event: yaml.Event, path: Path_, depth: int) -> Plain:
        mark = _mark(event)
        self.marks.setdefault(path, (mark.line + 1, mark.column + 1))
        if isinstance(event, yaml.AliasEvent):
            self.issues.append(self.at(mark, "an alias repeats a part; write it out"))
            return ""
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if depth > MAX_DEPTH:
            raise RuleError(
                [*self.issues, self.at(mark, f"lies more than {MAX_DEPTH} levels deep")]
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path, depth)
        items: list[Plain] = []
        while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
            items.append(self.plain(inner, (*path, len(items)), depth + 1))
        return items

    def mapping(self, path: Path_, depth: int) -> dict[str, Plain]:
        data: dict[str, Plain] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = _mark(event)
            place = (mark.line + 1, mark.column + 1)
            if not isinstance(event, yaml.ScalarEvent):
                self.issues.append(self.at(mark, "a key must be a single word"))
                self.plain(event, (*path, "?"), depth + 1)
                self.plain(next(self.events), (*path, "?"), depth + 1)
                continue
            key = str(event.value)
            again = key in data
            if again:
                first = self.marks[(*path, key)][0]
                said = f"repeats the key {key!r} of line {first}; keep one of them"
                self.issues.append(self.at(mark, said))
            self.marks.setdefault((*path, key), place)
            value = self.plain(next(self.events), (*path, key), depth + 1)
            if not again:
                data[key] = value
        return data


def _mark(event: yaml.Event) -> yaml.Mark:
    return cast(yaml.Mark, event.start_mark)  # every event that is read from a text has one


def foreign(text: str) -> Any:
    """Give somebody's YAML as texts, lists and mappings; raises ValueError where it is none.

    An alias (`*name`) is refused, for a page of them becomes gigabytes.
    """
    if found := _ALIAS.search(text):
        raise ValueError(f"aliases are not read: {found[0].strip()}")
    try:
        return yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - texts
    except yaml.YAMLError as error:
        raise ValueError(str(error).splitlines()[0]) from None


def ours(text: str) -> Any:
    """Give a YAML file that ships in the package and is no rule, with its anchors."""
    return yaml.load(text, Loader)
