"""The key to a redacted answer: which code stands for whom. It goes to its owner alone."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, cast

from narrow.errors import RequestError
from narrow.files import Json, located, seal, write_whole
from narrow.model.cases import Source
from narrow.model.evidence import About, Answer, ClueFinding, Evidence, Person
from narrow.model.grades import Grade
from narrow.model.registers import Register
from narrow.model.words import INVISIBLE, UNSPACED, fold


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Key:
    """What the codes of one answer stand for: persons, sources, and rows by table and new number.

    It holds no time of day: the same answer gives the same key.
    """

    case: str
    as_of: str
    sha256: str
    people: Mapping[str, Person]
    sources: Mapping[str, Source]
    rows: Mapping[str, Mapping[int, int]]


# Codes in an order that says nothing: not of ranks, names or rows; always the same ones.


class Codes:
    """Codes for one answer; its `salt` sets them apart from those of another."""

    def __init__(self, salt: str) -> None:
        self._salt = salt

    def coded(
        self, letter: str, keys: Collection[str], beside: Collection[str] = ()
    ) -> dict[str, str]:
        """Give each key a code such as P-07; those beside come after."""
        ordered = (*sorted(keys, key=self._digest), *sorted(beside, key=self._digest))
        width = max(2, len(str(len(keys))))
        return {key: f"{letter}-{at:0{width}}" for at, key in enumerate(ordered, start=1)}

    def numbered(
        self, rows: Collection[tuple[str, int]], beside: Collection[tuple[str, int]] = ()
    ) -> dict[tuple[str, int], int]:
        """Number the rows of every table anew, from 1; those beside come after."""
        numbers, reached = dict[tuple[str, int], int](), dict[str, int]()
        for table, row in (*self._mixed(rows), *self._mixed(beside)):
            numbers[table, row] = reached[table] = reached.get(table, 0) + 1
        return numbers

    def _mixed(self, rows: Collection[tuple[str, int]]) -> list[tuple[str, int]]:
        return sorted(rows, key=lambda r: self._digest(f"{r[0]}|{r[1]}"))

    def _digest(self, text: str) -> str:
        return hashlib.sha256(f"{self._salt}|{text}".encode("utf-8", "surrogatepass")).hexdigest()


def turned(numbers: Mapping[tuple[str, int], int]) -> Mapping[str, Mapping[int, int]]:
    """Turn numbers round: the row of the register behind each new number, by table."""
    back: dict[str, dict[int, int]] = {}
    for (table, row), number in numbers.items():
        back.setdefault(table, {})[number] = row
    return back


# Names are found in running text: whole, in another order, in part, without case or accents.
#
# Two words or more of one person's name that stand together are a name, whoever the text is about.
# In a text about somebody, a single word of their own name of four letters or more is one too.


HIDDEN_NAME = "[name]"
_JOINED = f"[\u0300-\u036f{INVISIBLE}]"
_WORD = re.compile(  # in a script without blanks each character is a word, as in `fold`
    rf"(?=[{UNSPACED}])[^\W_]{_JOINED}*|[^\W_](?:(?![{UNSPACED}])[^\W_]|{_JOINED})*"
)
_BEGINNING = re.compile(r"(?<![^\W_])\S")  # an id may begin with any sign
_LEAST = 4  # letters of a name's word that names somebody by itself
_BINDS = {"de", "del", "la", "las", "los", "el", "y", "al", "von", "van", "der", "da", "dos", "bin"}
_Hit = tuple[int, int, str]  # a word of a text: where it begins and ends, and as it is compared


class NamedWords:
    """The words of all names, ready to be looked for; what stands for whom is given by id."""

    def __init__(self, people: Iterable[tuple[Person, str]]) -> None:
        self._whose: dict[str, set[str]] = defaultdict(set)
        self._own: dict[str, set[str]] = {}
        self._alone: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        for person, code in people:
            names = [_words(name) for name in (person.name, *person.aliases)]
            words = {word for name in names for _, _, word in name}
            self._own[code] = {word for word in words - _BINDS if len(word) >= _LEAST}
            self._ids[person.id] = code
            for word in words - _BINDS:
                self._whose[word].add(code)
            self._alone.update({n[0][2]: code for n in names if len(n) == 1})
        self._ids.pop("", None)
        self._lengths = sorted({len(key) for key in self._ids}, reverse=True)

    def hidden(self, text: str, about: Iterable[str] = ()) -> str:
        """Give a text with codes for names and ids; `about` are the codes of whom it is about."""
        text = self._without_ids(text)
        own = {word for code in about for word in self._own.get(code, ())}
        parts, at = list[str](), 0
        for start, end, put in self._found(_words(text), own):
            parts += (text[at:start], put)
            at = end
        return "".join((*parts, text[at:]))

    def _without_ids(self, text: str) -> str:
        parts, at = list[str](), 0
        for word in _BEGINNING.finditer(text):
            start = word.start()
            for end in (start + length for length in self._lengths if start >= at):
                code = self._ids.get(text[start:end])
                if code and _ends(text, end):
                    parts += (text[at:start], code)
                    at = end
                    break
        return "".join((*parts, text[at:]))

    def _found(self, words: list[_Hit], own: set[str]) -> Iterator[_Hit]:
        at = 0
        while at < len(words):
            many, whose = self._run(words, at)
            start, end, word = words[at][0], words[at + many - 1][1], words[at][2]
            if many > 1:
                yield start, end, whose
            elif word in self._alone:
                yield start, end, self._alone[word]
            elif word in own:
                yield start, end, HIDDEN_NAME
            at += many

    def _run(self, words: list[_Hit], at: int) -> tuple[int, str]:
        """Count the words from here on that are of one name, and say whose."""
        whose = self._whose.get(words[at][2], set())
        last = at
        for ahead in range(at + 1, len(words)):
            word = words[ahead][2]
            if word in _BINDS and whose:
                continue
            both = whose & self._whose.get(word, set())
            if not both:
                break
            whose, last = both, ahead
        return last - at + 1, min(whose, default="")


def _words(text: str) -> list[_Hit]:
    return [(m.start(), m.end(), _compared(m[0])) for m in _WORD.finditer(text)]


def _compared(word: str) -> str:
    return fold(word).strip()


def _ends(text: str, at: int) -> bool:
    return at >= len(text) or not text[at].isalnum()


# An answer without names: every person, source and row gets a code, and a key says whose it is.
#
# Persons become P-01, sources of their facts S-01 without title's names or address, rows new
# numbers. What they did and when stays: whoever holds the register can find them again by that.


def redact(answer: Answer) -> tuple[Answer, Key]:
    """Give the answer with codes for names, and the key; the same answer gives the same codes."""
    redaction = Redaction(answer)
    return redaction.shown(answer), redaction.key


_Shown = TypeVar("_Shown")


class Redaction:
    """The codes of one answer, and of what is shown beside it.

    With `hides`, it tells its reader that names are hidden and can be asked for.
    """

    def __init__(self, answer: Answer, *beside: Any, hides: bool = False) -> None:
        about = answer.about
        codes = Codes(f"{about.sha256}|{about.case}|{about.as_of}")
        self._hides = hides
        self._cited: dict[str, set[str]] = {}
        people, sources = dict[str, Person](), dict[str, Source]()
        mine, cited, rows = set[str](), set[str](), dict[tuple[str, int], bool]()
        for given in (answer, *beside):
            own = given is answer
            for thing, whose in _walk(given, ""):
                if isinstance(thing, Person):
                    if thing.aliases or thing.id not in people:  # a later fact has no other names
                        people[thing.id] = thing
                    if own:
                        mine.add(thing.id)
                elif isinstance(thing, Source) and whose:
                    sources[thing.id] = thing
                    self._cited.setdefault(thing.id, set()).add(whose)
                    if own:
                        cited.add(thing.id)
                elif row := _row_of(thing):
                    rows.setdefault(row, own)
        # who stands beside the answer comes after, so that every edition has the same codes
        self._people = codes.coded("P", mine, people.keys() - mine)
        self._sources = codes.coded("S", cited, sources.keys() - cited)
        own_rows = {row for row, own in rows.items() if own}
        self._numbers = codes.numbered(own_rows, rows.keys() - own_rows)
        self._names = NamedWords((people[key], code) for key, code in self._people.items())
        self._known: dict[tuple[str, str], str] = {}
        self.key = Key(
            about.case,
            about.as_of,
            about.sha256,
            {code: people[key] for key, code in self._people.items()},
            {code: sources[key] for key, code in self._sources.items()},
            turned(self._numbers),
        )

    def shown(self, given: _Shown) -> _Shown:
        """Give any result redacted; equals stand in the order of their codes, not of names."""
        return cast(_Shown, self._of(given, ""))

    def _of(self, given: Any, whose: str) -> Any:
        """Give anything with codes for what names somebody; `whose` is the id of whom it tells."""
        match given:
            case Enum() | Grade():
                return given
            case str():
                return self._text(given, whose)
            case Person():
                code = self._people[given.id]
                return Person(int(code.split("-")[1]), code, code)
            case Source():
                return self._source(given, whose)
            case Register():
                return None
            case tuple():
                made = [self._of(each, whose) for each in given]
                return tuple(sorted(made, key=_place) if all(map(_who, made)) else made)
            case Mapping():
                return {key: self._of(each, whose) for key, each in given.items()}
        if not is_dataclass(given) or isinstance(given, type):
            return given
        whose = _whose(given) or whose
        kept = [(f.name, getattr(given, f.name)) for f in fields(given)]
        changed = {k: v if k in _OURS else self._of(v, whose) for k, v in kept}
        if row := _row_of(given):
            changed["row"] = self._numbers[row]
        if isinstance(given, About):
            changed["hides"] = self._hides
        if isinstance(given, Evidence):
            changed["cells"] = {}
        if isinstance(given, ClueFinding):
            changed["cited"] = frozenset()
        return replace(cast(Any, given), **changed)

    def _text(self, text: str, whose: str) -> str:
        if (text, whose) not in self._known:
            about = (self._people[whose],) if whose else ()
            self._known[text, whose] = self._names.hidden(text, about)
        return self._known[text, whose]

    def _source(self, source: Source, whose: str) -> Source:
        """Give a source; what stands behind the address of a person's source names them."""
        about = [self._people[key] for key in self._cited.get(source.id, ())]
        hide = self._names.hidden
        address = source.url if not about and hide(source.url) == source.url else ""
        return Source(
            id=self._sources[source.id] if whose else hide(source.id, about),
            title=hide(source.title, about),
            publisher=hide(source.publisher, about),
            published=source.published,
            url=address,
            grade=source.grade,
            depends_on=self._sources.get(source.depends_on, ""),
        )


_OURS = {"id", "clue", "reading", "deciding", "name", "table", "column", "tell"}
"""What a field holds that is called so: no name of anybody, but what other fields refer to."""


def _who(given: Any) -> Person | None:
    person = given if isinstance(given, Person) else getattr(given, "person", None)
    return person if isinstance(person, Person) else None


def _row_of(given: Any) -> tuple[str, int] | None:
    return (given.table, given.row) if hasattr(given, "table") and hasattr(given, "row") else None


def _place(given: Any) -> tuple[bool, int, int, int, str, int]:
    rank = getattr(given, "rank", getattr(given, "would_rank", None))
    number = cast(Person, _who(given)).number
    table, row = _row_of(given) or ("", 0)
    return rank is None, rank or 0, getattr(given, "contradictions", 0), number, table, row


def _whose(given: Any) -> str:
    """Give the id of whom something tells; facts in time tell of whom they explain."""
    person = _who(getattr(given, "why", given))
    return person.id if person and not isinstance(given, Person) else ""


def _walk(given: Any, whose: str) -> Iterator[tuple[Any, str]]:
    """Go through everything that may name somebody, with the id of whom it tells."""
    if isinstance(given, str | Enum | Register) or given is None:
        return
    if isinstance(given, tuple):
        for each in given:
            yield from _walk(each, whose)
    elif isinstance(given, Mapping):
        for each in given.values():
            yield from _walk(each, whose)
    elif is_dataclass(given):
        whose = _whose(given) or whose
        yield given, whose
        if not isinstance(given, Person | Source):
            for f in fields(given):
                yield from _walk(getattr(given, f.name), whose)


# A file that only its owner may read, sealed as all kept files are, and never written over.


SCHEMA = "narrow/key/1"
OWNER_ONLY = 0o600


def write_key(path: Path, key: Key) -> None:
    """Write the key to a redacted answer; the same key may be written again, another may not."""
    text = json.dumps(seal(_data(key)), ensure_ascii=False, indent=1) + "\n"
    said = f"{path} is there and is not the key to this answer; name another"
    try:
        if located(path).exists() and (not path.is_file() or path.read_text("utf-8") != text):
            raise RequestError(said)
    except UnicodeError:
        raise RequestError(f"{path} is no key in UTF-8; name another") from None
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None
    write_whole(path, text, OWNER_ONLY)


def _data(key: Key) -> Json:
    return {
        "schema": SCHEMA,
        "case": key.case,
        "as_of": key.as_of,
        "register_sha256": key.sha256,
        "people": {code: _person(person) for code, person in key.people.items()},
        "sources": {code: _source(source) for code, source in key.sources.items()},
        "rows": {t: {str(new): row for new, row in rows.items()} for t, rows in key.rows.items()},
    }


def _person(person: Person) -> Json:
    return {"id": person.id, "name": person.name, "aliases": list(person.aliases)}


def _source(source: Source) -> Json:
    return {"id": source.id, "title": source.title, "url": source.url}
