"""Names are found in running text: whole, in another order, in part, without case or accents.

Two words or more of one person's name that stand together are a name, whoever the text is about. In
a text about somebody, a single word of their own name of four letters or more is one too.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from narrow.model.finding import Person

HIDDEN_NAME = "[name]"
_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
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
    apart = unicodedata.normalize("NFKD", word)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def _ends(text: str, at: int) -> bool:
    return at >= len(text) or not text[at].isalnum()
