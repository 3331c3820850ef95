"""A person is found by id, name or other name; between several nobody is picked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from narrow.compile import sql
from narrow.engines import Engine
from narrow.errors import RequestError, nearest
from narrow.model.finding import Person
from narrow.model.register import Register
from narrow.model.words import fold
from narrow.results.reader import person_of
from narrow.results.spelling import EXTRA, Spelling, spelling

MOST_CANDIDATES = 12
NEAR = 80.0
"""How alike, of 100, two spellings are at least where one is offered for the other."""


@dataclass(frozen=True, slots=True)
class Match:
    """A person who may be meant: the name that matched, and how alike it is where it is not it."""

    person: Person
    name: str
    alike: float | None = None
    weak: bool = False

    def __str__(self) -> str:
        """Say who it is by id, and by which name."""
        kind = "a weak alias" if self.weak else "the other name"
        by = "" if self.name == self.person.name else f', by {kind} "{self.name}"'
        near = "" if self.alike is None else f", spelt {self.alike:.0f}% alike"
        return f"  {self.person.id}  {self.person.name}{by}{near}"


def look_up(register: Register, engine: Engine, wanted: str) -> Person:
    """Find a person by id, or by a name or other name with case and accents folded.

    With the extra `names` also by a name in other letters. A name that is only spelt alike and an
    alias that its list calls weak are offered and never taken. Raises RequestError with all
    matches, or the nearest names.
    """
    exact = engine.fetch(sql.by_id(register, wanted).query(engine.dialect))
    if exact:
        return person_of(exact[0])
    if "names" in engine.refused:
        raise RequestError(f"nobody has the id {wanted!r}; {engine.refused['names']}")
    people = [person_of(row) for row in engine.fetch(sql.everybody(register).query(engine.dialect))]
    spelt = spelling()
    for found in _rounds(people, wanted, spelt):
        marked = _marked(register, engine, found) if found else []
        if len(marked) == 1 and not marked[0].weak:
            return marked[0].person
        if marked:
            fit = "1 person fits" if len(marked) == 1 else f"{len(marked)} persons fit"
            raise RequestError(f"{fit} {wanted!r}; name one by id:\n{_listed(marked)}")
    said = f"nobody in {register.id} is called {wanted!r}"
    near = _marked(register, engine, _near(people, wanted, spelt)) if spelt else []
    if near:
        raise RequestError(f"{said}; spelt nearly so, name one by id:\n{_listed(near)}")
    known = [n for p in people for n in (p.id, p.name)]
    more = "" if spelt else f"\n  other letters and spellings are compared after: {EXTRA}"
    raise RequestError(f"{said}{nearest(wanted, known)}{more}")


def _marked(register: Register, engine: Engine, found: Sequence[Match]) -> list[Match]:
    """Mark those who were found by an alias that its list calls weak."""
    built = sql.weak_names(register)
    rows = engine.fetch(built.query(engine.dialect)) if built else []
    weak = {(number, fold(name)) for number, name in rows}
    return [
        replace(m, weak=m.name != m.person.name and (m.person.number, fold(m.name)) in weak)
        for m in found
    ]


def _rounds(
    people: Sequence[Person], wanted: str, spelt: Spelling | None
) -> Iterator[Sequence[Match]]:
    """Give the matches of each way to look, the strictest first."""
    for folded in (fold, spelt.latin) if spelt else (fold,):
        words = folded(wanted)
        yield _matching(people, lambda name, f=folded, w=words: bool(w) and f(name) == w)  # type: ignore[misc]
        yield _matching(people, lambda name, f=folded, w=words: _has_words(f(name), w))  # type: ignore[misc]


def _matching(people: Sequence[Person], fits: Callable[[str], bool]) -> list[Match]:
    """Name everybody with a name that fits, by the first that does."""
    named = ((p, next(filter(fits, (p.name, *p.aliases)), None)) for p in people)
    return [Match(p, name) for p, name in named if name is not None]


def _near(people: Sequence[Person], wanted: str, spelt: Spelling) -> list[Match]:
    """Name everybody with a name spelt alike, the nearest first."""
    words = spelt.latin(wanted)
    if not words:
        return []
    found = []
    for person in people:
        alike = {n: spelt.alike(spelt.latin(n), words) for n in (person.name, *person.aliases)}
        name = max(alike, key=lambda n: alike[n])
        if alike[name] >= NEAR:
            found.append(Match(person, name, alike[name]))
    return sorted(found, key=lambda m: (-(m.alike or 0), m.person.id))


def _listed(found: Sequence[Match]) -> str:
    more = [f"  and {len(found) - MOST_CANDIDATES} more"] * (len(found) > MOST_CANDIDATES)
    return "\n".join([*map(str, found[:MOST_CANDIDATES]), *more])


def _has_words(name: str, words: str) -> bool:
    return bool(words) and all(f" {word} " in name for word in words.split())
