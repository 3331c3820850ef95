"""A case that can be switched, laid out as a table: what the notebook's widget computes on.

Verdicts are their numbers (2 met, 1 in doubt, 0 no record, -1 not met), laid out in columns: the
population first, then every reading of every clue. The same texts and facts stand once, in a list
of their own, and are named by their place in it.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar

from narrow.model.cases import POPULATION, Clue, Role, Source
from narrow.model.evidence import CARE, ClueFinding
from narrow.model.grades import UNGRADED
from narrow.model.result import Result
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.findings import all_sources
from narrow.questions.evaluation.patterns import Key, Pattern
from narrow.questions.explore import Exploration, Explored
from narrow.report.words import MARKS, SUBJECTS, WORDS, citation, clean, leads_to_web

LONGEST = 600  # characters of one text
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class SwitchedCase:
    """The case as it is headed; `about` says in words whom it is about."""

    id: str
    title: str
    as_of: str
    subject: str
    about: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SwitchedRegister:
    """The register that was asked."""

    id: str
    title: str
    sha256: str
    persons: int


@dataclass(frozen=True, slots=True)
class VerdictSign:
    """A verdict: its number in the table, its key, and how it is shown."""

    code: int
    key: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class SwitchedReading:
    """A reading of a clue, and the sentence that explains it."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class SwitchedClue:
    """A clue as the case has it: role, place of the reading that decides, first of its columns."""

    id: str
    quote: str
    note: str
    source: str
    role: str
    roles: tuple[str, ...]
    reading: int
    readings: tuple[SwitchedReading, ...]
    column: int


@dataclass(frozen=True, slots=True)
class SwitchedPerson:
    """A person: a verdict for each column, and for each but the first the place of its fact."""

    id: str
    name: str
    rank: int
    codes: tuple[int, ...]
    facts: tuple[int, ...]
    taken_off: str


@dataclass(frozen=True, slots=True)
class SwitchedFact:
    """Why a verdict is what it is: the reason, its grade (with both steps of it), its sources."""

    because: str
    grade: str
    steps: tuple[int, int]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SwitchedSource:
    """A source in one line."""

    says: str
    url: str
    grade: str


@dataclass(frozen=True, slots=True)
class ExploreTable(Result):
    """A case whose clues and readings can be switched.

    A pattern holds a verdict for each column and, last, the number of persons that have them;
    `by_hand` are those of the persons whom the case takes off by hand.
    """

    kind: ClassVar[str] = "explore"

    case: SwitchedCase
    register: SwitchedRegister
    population: int
    population_says: str
    verdicts: tuple[VerdictSign, ...]
    clues: tuple[SwitchedClue, ...]
    patterns: tuple[tuple[int, ...], ...]
    by_hand: tuple[tuple[int, ...], ...]
    people: tuple[SwitchedPerson, ...]
    facts: tuple[SwitchedFact, ...]
    sources: tuple[SwitchedSource, ...]
    weighed: bool
    care: str = CARE


def explore(given: Exploration) -> ExploreTable:
    """Lay out all that the widget needs."""
    keys = _keys(given)
    facts, sources = Places[SwitchedFact](), Places[SwitchedSource]()
    about = given.about
    people = tuple(_person(one, keys, facts, sources) for one in given.people)
    return ExploreTable(
        case=SwitchedCase(
            id=about.case,
            title=said(about.title),
            as_of=about.as_of,
            subject=about.subject,
            about=SUBJECTS[about.subject],
            purpose=said(about.purpose),
        ),
        register=SwitchedRegister(
            id=about.register,
            title=said(about.register_title or about.register),
            sha256=about.sha256,
            persons=about.persons,
        ),
        population=given.population,
        population_says=said(about.population_says),
        verdicts=tuple(VerdictSign(int(v), v.key, MARKS[v], WORDS[v]) for v in MARKS),
        clues=tuple(_clue(clue, keys) for clue in given.case.clues),
        patterns=_patterns(given.patterns, keys),
        by_hand=_patterns([p for p in given.patterns if p.by_hand], keys),
        people=people,
        facts=tuple(facts.held),
        sources=tuple(sources.held),
        weighed=given.weighed,
    )


@dataclass(slots=True)
class Places(Generic[_Thing]):
    """Things that are held once each, and named by their place."""

    held: list[_Thing] = field(default_factory=list)
    _places: dict[Hashable, int] = field(default_factory=dict)

    def place(self, key: Hashable, thing: _Thing) -> int:
        """Give the place of a thing, which is held from now on."""
        if key not in self._places:
            self._places[key] = len(self.held)
            self.held.append(thing)
        return self._places[key]


def _keys(given: Exploration) -> list[Key]:
    readings = [(clue.id, reading.name) for clue in given.case.clues for reading in clue.readings]
    return [(POPULATION, ""), *readings]


def _clue(clue: Clue, keys: list[Key]) -> SwitchedClue:
    names = [reading.name for reading in clue.readings]
    return SwitchedClue(
        id=clue.id,
        quote=said(clue.quote),
        note=said(clue.note),
        source=said(citation(clue.source)) if clue.source else "",
        role=clue.role.value,
        roles=roles_of(clue),
        reading=names.index(clue.deciding),
        readings=tuple(SwitchedReading(r.name, said(r.says)) for r in clue.readings),
        column=keys.index((clue.id, names[0])),
    )


def roles_of(clue: Clue) -> tuple[str, ...]:
    """Give what a clue may be switched to; only a case itself says that the not known drop out."""
    strictly = [Role.STRICTLY.value] if clue.role is Role.STRICTLY else []
    return ("off", Role.SUPPORTING.value, Role.REQUIRED.value, *strictly)


def _patterns(given: Iterable[Pattern], keys: list[Key]) -> tuple[tuple[int, ...], ...]:
    """Give each vector of verdicts with how many persons have it, in the last place."""
    totals: dict[tuple[Verdict, ...], int] = {}
    for pattern in given:
        codes = tuple(pattern.verdicts[key] for key in keys)
        totals[codes] = totals.get(codes, 0) + pattern.persons
    return tuple((*map(int, codes), persons) for codes, persons in sorted(totals.items()))


def _person(
    one: Explored, keys: list[Key], facts: Places[SwitchedFact], sources: Places[SwitchedSource]
) -> SwitchedPerson:
    found: Mapping[Key, ClueFinding] = one.findings
    return SwitchedPerson(
        id=said(one.person.id),
        name=said(one.person.name),
        rank=one.rank,
        codes=(int(one.population), *(int(found[key].verdict) for key in keys[1:])),
        facts=tuple(_fact(found[key], facts, sources) for key in keys[1:]),
        taken_off=said(one.taken_off),
    )


def _fact(
    finding: ClueFinding, facts: Places[SwitchedFact], sources: Places[SwitchedSource]
) -> int:
    grade = finding.grade
    told = {s.id: s for e in finding.evidence for s in all_sources(e)}
    no = finding.verdict is Verdict.NOT_MET  # a row that only rules out documents nobody
    cited = {key: source for key, source in told.items() if not no or key in finding.cited}
    # of many pairs the nearest is told, and the sources of all of them count
    cited |= {key: Source(key) for key in sorted(finding.cited - cited.keys())}
    named = tuple(sources.place(key, _source(source)) for key, source in cited.items())
    code = grade.code if grade else ""
    fact = SwitchedFact(said(finding.because), code, (grade or UNGRADED).steps, named)
    return facts.place((fact.because, fact.grade, named), fact)


def _source(source: Source) -> SwitchedSource:
    url = source.url if leads_to_web(source.url) else ""
    return SwitchedSource(said(citation(source)), url, source.grade.code if source.grade else "")


def said(text: str) -> str:
    """Give a text of a register or rule as one clean line, cut where nobody reads on."""
    line = clean(text)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
