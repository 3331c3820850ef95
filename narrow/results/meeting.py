"""Where two persons of a register must meet if they are one: a number, a name, a day of birth.

Comparing everybody with everybody would be quadratic. A name or day that more than `CROWD` people
share tells nobody apart; it is passed over, and counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from narrow.compile import sql
from narrow.engines import Engine
from narrow.model.dates import EARLIEST, LATEST, Interval
from narrow.model.finding import Person
from narrow.model.register import Register, Table
from narrow.model.words import fold
from narrow.results.reader import person_of
from narrow.results.spelling import Spelling

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
    rows = engine.fetch(sql.likeness(register, wanted).query(engine.dialect))
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
            query = sql.papers(register, table.role, columns).query(engine.dialect)
            for holder, kind, number, country in engine.fetch(query):
                holders[kind, "".join(filter(str.isalnum, number.upper())), country].add(holder)
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
