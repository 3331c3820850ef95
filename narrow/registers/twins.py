"""Pairs of persons in a register who may be one person: what speaks for it, and what against."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import ClassVar, Self

from narrow.compile import reads
from narrow.engines.base import Engine
from narrow.engines.duckdb import DuckDB
from narrow.model.dates import EARLIEST, LATEST, Interval
from narrow.model.evidence import Person, RegisterSaid, person_of
from narrow.model.registers import Content, Register, Table
from narrow.model.result import INSIDE, Result
from narrow.model.words import fold
from narrow.registers.opening import countable, library, load_register, usual_register
from narrow.rules.library import Library

# Names in other letters and other spellings are compared where the extra `names` is there.


_LIBRARIES = ("rigour", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class Spelling:
    """Two ways to set names beside each other: `latin` gives folded Latin words, `alike` 0 to 100.

    `alike` takes the words as they stand or sorted, whichever is nearer: a first letter misspelt
    puts a word elsewhere in the sorting.
    """

    latin: Callable[[str], str]
    alike: Callable[[str, str], float]


def spelling() -> Spelling | None:
    """Give what compares spellings, or None where the extra is not installed."""
    if not all(find_spec(name) for name in _LIBRARIES):
        return None
    from rapidfuzz.fuzz import ratio, token_sort_ratio
    from rigour.text import ascii_text

    ways: list[Callable[[str, str], float]] = [ratio, token_sort_ratio]
    return Spelling(lambda text: fold(ascii_text(text)), lambda a, b: max(w(a, b) for w in ways))


CARE = (
    "A pair is a question and no finding: two people may share a name, a birthday and a town. "
    "Nothing was merged; whoever knows better declares it when the lists are imported (--same)."
)


MOST_NAMED = 10_000


@dataclass(frozen=True, slots=True)
class Twins:
    """Two persons who may be one; `speaks_for` and `against` are in words, the weightiest first.

    `paper` tells a number that both have, `alike` how alike their names are, 0 to 100.
    """

    first: Person
    second: Person
    speaks_for: tuple[str, ...]
    against: tuple[str, ...] = ()
    paper: bool = False
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class Suspected(Result):
    """All pairs that were found, ranked, and how far was looked.

    `passed_over` counts names and days that so many people share that they were not compared;
    `spelling` says whether names in other letters and spellings were compared.
    """

    kind: ClassVar[str] = "twins"
    leads: ClassVar[dict[str, str]] = {"register": "register_said"}
    follows: ClassVar[dict[str, str]] = {"total": "total"}

    register: str = field(metadata=INSIDE)
    register_title: str = field(metadata=INSIDE)
    sha256: str = field(metadata=INSIDE)
    persons: int = field(metadata=INSIDE)
    pairs: tuple[Twins, ...]
    compared: int
    passed_over: Mapping[str, int] = field(default_factory=dict)
    spelling: bool = False
    care: str = CARE
    found: int | None = field(default=None, metadata=INSIDE)

    @property
    def register_said(self) -> RegisterSaid:
        """The register whose persons were compared."""
        return RegisterSaid(self.register, self.register_title, self.sha256, self.persons)

    @property
    def total(self) -> int:
        """How many pairs there are, those that are not listed too."""
        return len(self.pairs) if self.found is None else self.found

    def named(self, *, everyone: bool) -> Self:
        """Give what is shown of it: ten thousand pairs at most; `total` counts them all."""
        return replace(self, pairs=self.pairs[:MOST_NAMED], found=self.total)


# Where two persons of a register must meet if they are one: a number, a name, a day of birth.
#
# Comparing everybody with everybody would be quadratic. A name or day that more than `CROWD` people
# share tells nobody apart; it is passed over, and counted.


CROWD = 50
NEAR = 88.0
"""How alike, of 100, the names of two people born on one day are at least."""

Pair = tuple[int, int]
Passed = dict[str, int]

_OF_PERSON = ("Person:birthDate", "Person:gender", "Person:nationality")
_PAPERS = "Identification"
_OF_PAPER = ("Identification:type", "Identification:number", "Identification:country")


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a person: names by their folded words, birth, gender, nations."""

    person: Person
    names: Mapping[str, str]
    born: Interval | None = None
    gender: str = ""
    nations: frozenset[str] = frozenset()

    @property
    def day(self) -> date | None:
        """The day of birth, where it is known to the day."""
        return self.born.first if self.born and self.born.first == self.born.last else None


def people(register: Register, engine: Engine, spelt: Spelling | None) -> Iterator[Known]:
    """Give what is compared of everybody."""
    wanted = _columns(register.persons, _OF_PERSON)
    rows = engine.fetch(reads.likeness(register, wanted).query(engine.dialect))
    for first, last, gender, nations, *row in rows:
        person = person_of(tuple(row))
        names = (*reversed(person.aliases), person.name)
        keyed = {" ".join(sorted(_letters(name, spelt).split())): name for name in names}
        yield Known(
            person,
            {key: name for key, name in keyed.items() if " " in key},  # a word is no whole name
            None if (first, last) == (EARLIEST, LATEST) else Interval(first, last),
            gender,
            frozenset(filter(None, nations.split(";"))),
        )


def by_paper(register: Register, engine: Engine, passed: Passed) -> dict[Pair, list[str]]:
    """Pair those who have a number, its kind and its country in common, and say which."""
    found: dict[Pair, list[str]] = defaultdict(list)
    for table in register.tables.values():
        columns = _columns(table, _OF_PAPER)
        if table.schema == _PAPERS and columns[1]:
            holders: dict[tuple[str, str, str], set[int]] = defaultdict(set)
            query = reads.papers(register, table.role, columns).query(engine.dialect)
            for holder, kind, number, country in engine.fetch(query):
                bare = "".join(filter(str.isalnum, number.upper()))
                if bare:  # a dash is nobody's number
                    holders[kind, bare, country].add(holder)
            for (kind, number, country), members in holders.items():
                said = " ".join(filter(None, (kind, number, f"({country})" if country else "")))
                for pair in _paired([sorted(members)], "numbers", passed):
                    found[pair].append(said)
    return found


def by_name(known: Mapping[int, Known], passed: Passed) -> set[Pair]:
    """Pair those of whom a name or alias has the same words, in any order."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, one in known.items():
        for key in one.names:
            bearers[key].append(number)
    return set(_paired(bearers.values(), "names", passed))


def by_day(known: Mapping[int, Known], spelt: Spelling | None, passed: Passed) -> set[Pair]:
    """Pair those born on one day whose names are spelt nearly alike; nobody without the extra."""
    if spelt is None:
        return set()
    born: dict[date, list[int]] = defaultdict(list)
    for number, one in known.items():
        if one.day:
            born[one.day].append(number)
    pairs = _paired(born.values(), "days of birth", passed)
    return {(a, b) for a, b in pairs if alike(known[a], known[b], spelt) >= NEAR}


def shared(one: Known, other: Known) -> str:
    """Give the first name of the one that is a name of the other; blank where none is."""
    keys = one.names.keys() & other.names.keys()
    return next((name for key, name in reversed([*one.names.items()]) if key in keys), "")


def alike(one: Known, other: Known, spelt: Spelling | None) -> float:
    """Say how alike the nearest names of two people are, 0 to 100; without the extra 0 or 100."""
    if shared(one, other):
        return 100.0
    if spelt is None:
        return 0.0
    return max((spelt.alike(a, b) for a in one.names for b in other.names), default=0.0)


def _paired(groups: Iterable[Sequence[int]], what: str, passed: Passed) -> Iterator[Pair]:
    for members in groups:
        if len(members) > CROWD:
            passed[what] = passed.get(what, 0) + 1
        else:
            yield from combinations(sorted(members), 2)


def _columns(table: Table, properties: Sequence[str]) -> list[str]:
    """Find the columns that hold properties of FollowTheMoney; blank where there is none."""
    given = {column.property: column.name for column in table.columns.values()}
    return [given.get(name, "") for name in properties]


def _letters(name: str, spelt: Spelling | None) -> str:
    return spelt.latin(name) if spelt else fold(name)


# Two persons who meet may be one: what speaks for it and against is said, and nothing done.


def pairs(content: Content, engine: Engine) -> Suspected:
    """Find pairs of persons who may be one, on an engine that holds the content.

    People with a name in common and different birthdays are two people, unless they share a number.
    """
    register, spelt = content.register, spelling()
    known = {one.person.number: one for one in people(register, engine, spelt)}
    passed: dict[str, int] = {}
    papers = by_paper(register, engine, passed)
    meet = {*papers, *by_name(known, passed), *by_day(known, spelt, passed)}
    pairs = (
        twin(known[a], known[b], alike(known[a], known[b], spelt), papers.get((a, b), ()))
        for a, b in sorted(meet)
        if (a, b) in papers or not _apart(known[a], known[b])
    )
    return Suspected(
        register.id,
        register.title,
        content.sha256,
        content.persons,
        tuple(sorted(pairs, key=_rank)),
        len(meet),
        passed,
        spelt is not None,
    )


def twin(one: Known, other: Known, near: float, papers: Sequence[str] = ()) -> Twins:
    """Say what speaks for two persons being one, and what against."""
    told = [(True, f"both have {paper}") for paper in papers]
    told += [_named(one, other, near), *_born(one, other), *_nations(one, other)]
    if one.gender and other.gender and one.gender != other.gender:
        told.append((False, f"{one.gender} and {other.gender}"))
    return Twins(
        one.person,
        other.person,
        tuple(said for speaks_for, said in told if speaks_for),
        tuple(said for speaks_for, said in told if not speaks_for),
        bool(papers),
        near,
    )


def _named(one: Known, other: Known, near: float) -> tuple[bool, str]:
    if name := shared(one, other):
        return True, f"both are called “{name}”"
    return (True, f"names spelt {near:.0f} % alike") if near >= NEAR else (False, "other names")


def _born(one: Known, other: Known) -> list[tuple[bool, str]]:
    if one.born is None or other.born is None:
        return []
    if _apart(one, other):
        return [(False, "born on different days")]
    same = one.day is not None and one.day == other.day
    return [(True, f"both born on {one.day}" if same else "their days of birth may be one")]


def _apart(one: Known, other: Known) -> bool:
    if one.born is None or other.born is None:
        return False
    return one.born.last < other.born.first or other.born.last < one.born.first


def _nations(one: Known, other: Known) -> list[tuple[bool, str]]:
    if not one.nations or not other.nations:
        return []
    both = ", ".join(sorted(one.nations & other.nations))
    return [(True, f"nationality of both: {both}") if both else (False, "other nationalities")]


def _rank(pair: Twins) -> tuple[bool, int, float, str, str]:
    balance = len(pair.against) - len(pair.speaks_for)
    return (not pair.paper, balance, -pair.alike, pair.first.id, pair.second.id)


def twins(data: str | Path | None = None, *, shelf: Library | None = None) -> Suspected:
    """Find pairs of persons in a register who may be one; nothing is merged.

    Without `data`, looks at the only register in ./datasets, or else the worked example.
    """
    shelf = shelf or library()
    content = load_register(data or usual_register(shelf)[0], shelf=shelf)
    with DuckDB() as engine:
        engine.load(content, countable(content.register))
        return pairs(content, engine)
