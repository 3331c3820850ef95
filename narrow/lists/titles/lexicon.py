"""A lexicon knows the words of titles: which phrases stand for which code of which field.

It is built from plain data, the native words of the vocabularies `title-role`, `title-sector` and
so on, so that another language is a few lines of YAML. Words are compared folded and whole, and
no pattern ever comes out of the data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from narrow.model.registers import Vocabulary
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


# A piece of a title is a run of folded words, read once: its codes, its marks, its head.
#
# The head is the word for the role that its holder has. In "Deputy Chief of Staff to the Vice
# President" it is not the last role named, and in "Central Bank Governor" not the first word, so
# the stretches between prepositions are looked at one by one.


# No codes: what "member", "deputy of" and "officer" are worth depends on the body.
MEMBER, DEPUTY, OFFICER = "member", "deputy", "officer of"
_NONE: frozenset[int] = frozenset()
_BEFORE_A_ROLE = ("former", "current", "acting", "alternate", "deputy", "article")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a title, as written and folded, and what the lexicon finds in them."""

    text: str
    words: Words
    marks: Mapping[str, frozenset[int]]
    roles: tuple[Hit, ...]
    ranks: tuple[Hit, ...]
    head: Hit | None = field(default=None)

    def marked(self, code: str, at: int) -> bool:
        """Tell whether the word at this place bears a mark."""
        return at in self.marks.get(code, _NONE)

    def all_marked(self, *codes: str) -> bool:
        """Tell whether every word bears one of these marks."""
        return all(any(self.marked(code, at) for code in codes) for at in range(len(self.words)))

    @property
    def begins(self) -> int:
        """The place of the first word that is no mark that may stand before a role."""
        at = 0
        while at < len(self.words) and any(self.marked(code, at) for code in _BEFORE_A_ROLE):
            at += 1
        return at

    @property
    def begins_a_post(self) -> bool:
        """Whether a role or a rank stands at the very beginning, after "former" and the like."""
        firsts = {0, self.begins}
        return any(hit.start in firsts for hit in (*self.roles, *self.ranks))

    @property
    def is_rank(self) -> bool:
        """Whether it is a rank and nothing else."""
        named = {at for hit in self.ranks for at in range(hit.start, hit.end)}
        named |= self.marks.get("rank", _NONE) | self.marks.get("unsure", _NONE)
        return bool(named) and all(
            at in named or self.marked("article", at) for at in range(len(self.words))
        )

    @property
    def rank_head(self) -> Hit | None:
        """The rank at an end of the piece, or "general" and the like before the name of a force."""
        for hit in self.ranks:
            if hit.start == self.begins or hit.end == len(self.words):
                return hit
        at = self.begins
        named = self.marked("rank", at) and self.marked("of", at + 1)
        return Hit("", at, at + 1) if named else None

    @property
    def is_bare(self) -> bool:
        """Whether it is a role and nothing else: its body stands with the next ("A and B of C")."""
        head = self.head
        return head is not None and self.begins >= head.start and head.end == len(self.words)


def read(text: str, lexicon: Lexicon) -> Piece:
    """Read a piece of a title."""
    words = _parted(tuple(fold(text).split()), lexicon)
    marks = lexicon.marks(words)
    roles = _with_open_ones(words, lexicon.find("role", words), marks)
    ranks = lexicon.find("rank", words)
    roles = tuple(
        hit
        for hit in roles
        if words[hit.end : hit.end + 1] != ("s",)  # "the Minister's office"
        and not any(rank.start <= hit.start and hit.end <= rank.end for rank in ranks)
    )
    return Piece(text.strip(), words, marks, roles, ranks, _head(words, marks, roles))


def _parted(words: Words, lexicon: Lexicon) -> Words:
    """Take "exministro" apart, where "ex" is a mark and the rest the first word of a role."""
    known, ex = lexicon.phrases["role"], "ex"
    if ex not in lexicon.phrases["mark"]:
        return words
    parted: list[str] = []
    for word in words:
        rest = word.removeprefix(ex)
        parted += [ex, rest] if rest != word and rest in known and word not in known else [word]
    return tuple(parted)


def _with_open_ones(
    words: Words, roles: tuple[Hit, ...], marks: Mapping[str, frozenset[int]]
) -> tuple[Hit, ...]:
    taken = {at for hit in roles for at in range(hit.start, hit.end)}
    ends = marks.get("of", _NONE) | {len(words)}
    more = [
        *((MEMBER, at) for at in marks.get("member", _NONE)),
        *((OFFICER, at) for at in marks.get("officer", _NONE)),
        *((DEPUTY, at) for at in marks.get("deputy", _NONE) if at + 1 in ends),
    ]
    found = (Hit(code, at, at + 1) for code, at in more if at not in taken)
    return tuple(sorted((*roles, *found), key=lambda hit: hit.start))


def _head(words: Words, marks: Mapping[str, frozenset[int]], roles: tuple[Hit, ...]) -> Hit | None:
    inside = {at for hit in roles for at in range(hit.start, hit.end)}
    opens = marks.get("of", _NONE) - inside
    reaching = {hit.end for hit in roles if hit.end - 1 in marks.get("of", _NONE)}  # "counselor to"
    border = min(opens | reaching, default=len(words))
    first = [hit for hit in roles if hit.end <= border]
    if first:
        return first[-1]
    for hit in roles:
        ends = hit.end == len(words) or hit.end in opens
        if ends and not _is_of_another(hit.start, opens, marks):
            return hit
    return None


def _is_of_another(start: int, opens: frozenset[int], marks: Mapping[str, frozenset[int]]) -> bool:
    """Tell whether only small words stand between a preposition and the role: "wife of the ..."."""
    at = start - 1
    while at >= 0 and any(at in marks.get(code, _NONE) for code in _BEFORE_A_ROLE):
        at -= 1
    return at in opens
