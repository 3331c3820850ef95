"""A lexicon knows the words of titles: which phrases stand for which code of which field.

It is built from plain data, the native words of the vocabularies `title-role`, `title-sector` and
so on, so that another language is a few lines of YAML. Words are compared folded and whole, and
no pattern ever comes out of the data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrow.model.vocabulary import Vocabulary
from narrow.model.words import fold

FIELDS = ("role", "sector", "branch", "echelon", "rank", "mark")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A code found in a title, at the words from `start` to before `end`."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by field and first word, the longest first; and the sectors from weak to strong."""

    phrases: Mapping[str, Mapping[str, Sequence[tuple[Words, str]]]]
    sectors: Sequence[str] = ()

    @classmethod
    def of(cls, data: Mapping[str, Mapping[str, Iterable[str]]]) -> "Lexicon":
        """Build one from phrases by field and code; fields that are not named have none."""
        phrases = {name: _by_first_word(data.get(name, {})) for name in FIELDS}
        return cls(phrases, tuple(data.get("sector", ())))

    @classmethod
    def of_vocabularies(cls, vocabularies: Mapping[str, Vocabulary]) -> "Lexicon":
        """Build one from the vocabularies `title-role` and so on, in all their languages."""
        return cls.of(
            {
                name: {
                    code: [phrase for words in term.native.values() for phrase in words]
                    for code, term in vocabularies[f"title-{name}"].terms.items()
                }
                for name in FIELDS
                if f"title-{name}" in vocabularies
            }
        )

    def find(self, name: str, words: Words) -> tuple[Hit, ...]:
        """Find the codes of one field, from left to right, the longest phrase first."""
        found, at = [], 0
        while at < len(words):
            hit = next(self._at(name, words, at), None)
            if hit is not None:
                found.append(hit)
            at = hit.end if hit else at + 1
        return tuple(found)

    def marks(self, words: Words) -> Mapping[str, frozenset[int]]:
        """Give the places of each mark; one word may bear several, such as "to"."""
        places: dict[str, set[int]] = {}
        for at in range(len(words)):
            for hit in self._at("mark", words, at):
                places.setdefault(hit.code, set()).update(range(hit.start, hit.end))
        return {code: frozenset(found) for code, found in places.items()}

    def _at(self, name: str, words: Words, at: int) -> Iterator[Hit]:
        for phrase, code in self.phrases[name].get(words[at], ()):
            if words[at : at + len(phrase)] == phrase:
                yield Hit(code, at, at + len(phrase))


def _by_first_word(
    codes: Mapping[str, Iterable[str]],
) -> Mapping[str, Sequence[tuple[Words, str]]]:
    by_first: dict[str, list[tuple[Words, str]]] = {}
    for code, phrases in codes.items():
        for phrase in phrases:
            words = tuple(fold(phrase).split())
            if words:
                by_first.setdefault(words[0], []).append((words, code))
    return {first: sorted(found, key=lambda p: -len(p[0])) for first, found in by_first.items()}
