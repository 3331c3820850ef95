"""The rule files that a case rests on, as they stood when they were read."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from narrow.errors import Issue, RequestError, RuleError
from narrow.model.records import CASE_ITSELF, CLUE, Reach, RuleFile
from narrow.model.registers import Register
from narrow.rules.documents import KINDS
from narrow.rules.library import Library, Written
from narrow.rules.yaml_text import Plain, Text, parse, read


def used(library: Library, register: Register, case: str) -> tuple[RuleFile, ...]:
    """Give the case, the attributes that it names however deep, vocabularies, grades, descriptor.

    Raises RuleError where a file is no longer what was read of it.
    """
    written = library.open(library.find("case", case))
    attributes = tuple(_attributes(library, written, set()))
    ruling = [written, *attributes]
    vocabularies = {c.vocabulary for t in register.tables.values() for c in t.columns.values()}
    vocabularies |= {name for w in attributes for name in _said(w.text.data, "vocabulary")}
    ruling += _opened(library, "vocabulary", sorted(filter(None, vocabularies)))
    ruling += _opened(library, "grades", [getattr(written.document, "grades", "")])
    files = [_file(_kind(w), w.document.id, w.path, w.text) for w in ruling]
    return (*files, _descriptor(register))


def _descriptor(register: Register) -> RuleFile:
    """Give the descriptor as a rule: it says where a missing row means no."""
    if register.kept is None:
        path = Path(register.file)
        return _file("register", register.id, path, read(path))
    descriptor = register.kept.descriptor
    digest = hashlib.sha256(descriptor.encode()).hexdigest()
    return RuleFile("register", register.id, register.file, digest, descriptor)


def attributes_named(data: Plain) -> Iterator[str]:
    """Give the ids of the attributes that a rule names, by `rule:` at any depth."""
    for name in _said(data, "rule"):
        yield Path(name).stem if name.endswith((".yaml", ".yml")) or "/" in name else name


def _attributes(library: Library, written: Written, seen: set[Path]) -> Iterator[Written]:
    for named in _opened(library, "attribute", _said(written.text.data, "rule")):
        if named.path not in seen:
            seen.add(named.path)
            yield named
            yield from _attributes(library, named, seen)


def _opened(library: Library, kind: str, names: Iterable[str]) -> Iterator[Written]:
    """Open what is named; a word that names nothing is no name (a column may be called `rule`)."""
    for name in names:
        try:
            path = library.find(kind, name)
        except RequestError:
            continue
        yield library.open(path)


def _said(data: Plain, key: str) -> Iterator[str]:
    """Give every text that stands under a key, at any depth, in the order of the file."""
    inner: Iterable[Plain] = data.values() if isinstance(data, dict) else data
    if isinstance(data, str):
        return
    if isinstance(data, dict) and isinstance(said := data.get(key), str):
        yield said
    for part in inner:
        yield from _said(part, key)


def _kind(written: Written) -> str:
    return next(kind for kind, model in KINDS.items() if isinstance(written.document, model))


def _file(kind: str, name: str, path: Path, text: Text) -> RuleFile:
    try:
        raw = path.read_bytes()
        now = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raw, now = b"", ""
    if tuple(now.splitlines()) != text.lines:
        said = "was changed after it had been read; ask again"
        raise RuleError([Issue(str(path), 0, 0, said)])
    return RuleFile(kind, name, str(path), hashlib.sha256(raw).hexdigest(), now)


# The rules as kept are read once more, to tell which lines can bear on which clue.


def reach(files: Iterable[RuleFile]) -> Reach:
    """Say what the lines of kept rules speak of; a file that is not YAML says nothing."""
    texts = {}
    for file in files:
        if file.kind in ("case", "attribute"):
            try:
                texts[file.kind, file.id] = parse(file.text, file.path)
            except RuleError:
                continue
    named = {
        name: frozenset(attributes_named(text.data))
        for (kind, name), text in texts.items()
        if kind == "attribute"
    }
    behind: dict[str, frozenset[str]] = {}
    for (kind, _), text in texts.items():
        if kind == "case":
            behind |= {part: _closed(names, named) for part, names in _parts(text.data)}
    places = {key: tuple(_places(text)) for key, text in texts.items()}
    return Reach(behind, places)


def _parts(data: Plain) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each clue, and the case without its clues, with the attributes named right there."""
    if not isinstance(data, dict):
        return
    for clue in _clues(data):
        yield str(clue.get("id", "")), frozenset(attributes_named(clue))
    rest: Plain = {key: part for key, part in data.items() if key != "clues"}
    yield CASE_ITSELF, frozenset(attributes_named(rest))


def _clues(data: Mapping[str, Plain]) -> list[dict[str, Plain]]:
    clues = data.get("clues", [])
    return [c for c in clues if isinstance(c, dict)] if isinstance(clues, list) else []


def _closed(names: frozenset[str], named: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Follow the names of attributes to the end; circles were refused when they were read."""
    found, more = names, names
    while more:
        more = frozenset().union(*(named.get(name, frozenset()) for name in more)) - found
        found |= more
    return found


def _places(text: Text) -> list[tuple[int, str]]:
    """Give the lines on which the parts of a file begin, in order."""
    data = text.data if isinstance(text.data, dict) else {}
    found = [(text.marks[key,][0], key) for key in data]
    clues = data.get("clues", [])
    for at, clue in enumerate(clues if isinstance(clues, list) else []):
        if isinstance(clue, dict):
            found.append((text.marks["clues", at][0], f"{CLUE}{clue.get('id', '')}"))
    return sorted(found, key=lambda place: place[0])
