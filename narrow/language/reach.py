"""The rules as kept are read once more, to tell which lines can bear on which clue."""

from collections.abc import Iterable, Iterator, Mapping

from narrow.errors import RuleError
from narrow.language.text import Plain, Text, parse
from narrow.language.used import attributes_named
from narrow.model.reach import CASE_ITSELF, CLUE, Reach
from narrow.model.record import RuleFile


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
