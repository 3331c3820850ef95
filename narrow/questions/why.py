"""Why one person is on the list or not, condition by condition, and the facts of them in time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from narrow.compile import evidence, reads
from narrow.compile.plan import Part, Plan
from narrow.engines.base import Engine
from narrow.errors import RequestError, install, nearest
from narrow.model import rules
from narrow.model.cases import POPULATION, Clue, Source
from narrow.model.dates import Interval
from narrow.model.evidence import (
    CARE,
    About,
    Evidence,
    Masked,
    OfCase,
    Person,
    Place,
    RuledOut,
    Weighing,
    person_of,
)
from narrow.model.records import Lock
from narrow.model.registers import PERSONS, Register, Table
from narrow.model.result import INSIDE, Result, called
from narrow.model.verdicts import Verdict
from narrow.model.words import fold
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import about, judge, masked_of
from narrow.questions.evaluation.patterns import deciding
from narrow.questions.evaluation.reader import Reader, Session, sources_of
from narrow.questions.evaluation.reasons import all_asked, because, listed, states, table_of
from narrow.registers.twins import Spelling, spelling


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that a row was held against, and how it fared."""

    says: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """One row that was held against one reading, with each condition and how it fared."""

    follows: ClassVar[dict[str, str]] = {"conditions": "each"}

    table: str
    row: int
    says: str
    conditions: tuple[tuple[str, Verdict], ...] = field(metadata=INSIDE)
    sources: tuple[Source, ...] = ()

    @property
    def each(self) -> tuple[Condition, ...]:
        """What was asked of the row, and how it fared."""
        return tuple(Condition(says, verdict) for says, verdict in self.conditions)


@dataclass(frozen=True, slots=True)
class ReadingWhy:
    """One reading of one clue for one person: verdict, reason, the row that came nearest."""

    name: str
    says: str
    verdict: Verdict
    decides: bool
    because: str
    would_change: str
    evidence: tuple[Evidence, ...] = ()
    nearest: Checked | None = None


@dataclass(frozen=True, slots=True)
class ClueWhy:
    """One clue for one person, reading by reading."""

    clue: str = field(metadata=called("id"))
    quote: str
    role: str
    verdict: Verdict
    source: Source | None
    readings: tuple[ReadingWhy, ...]


@dataclass(frozen=True, slots=True)
class OnList:
    """How many are on the list, by how they stand."""

    met: int
    in_doubt: int
    no_record: int


@dataclass(frozen=True, slots=True)
class Why(Result, OfCase):
    """Why one person is on the list or not: what stopped them first, and what would change it."""

    kind: ClassVar[str] = "why"
    follows: ClassVar[dict[str, str]] = {"list": "listed"}

    about: About
    person: Person
    status: Verdict
    in_population: Verdict
    stopped_by: str
    excluded: RuledOut | None
    clues: tuple[ClueWhy, ...]
    fits: int = field(metadata=INSIDE)
    in_doubt: int = field(metadata=INSIDE)
    no_record: int = field(metadata=INSIDE)
    masked: tuple[Masked, ...] = ()
    care: str = CARE
    place: Place | None = None
    weighing: Weighing | None = None
    lock: Lock | None = None

    @property
    def listed(self) -> OnList:
        """How many others there are."""
        return OnList(self.fits, self.in_doubt, self.no_record)


def why(evaluation: Evaluation, person: Person) -> Why:
    """Explain one person's place: every clue, the rows that decided it, what would change it."""
    case, session = evaluation.case, evaluation.session
    plan, found = session.plan, evaluation.patterns
    place, weighing = evaluation.stand(person)
    reader, row = evaluation.read_one(person)
    judged = judge(reader, row)
    checks = _Checks(reader, person.number)
    checks.read()
    given = {c.key: Verdict(code) for c, code in zip(plan.columns, row[2:], strict=True)}
    counts = table.counts_by_status(found)
    excluded = next((e for e in case.exclude if e.person == person.id), None)
    return Why(
        about=about(case, evaluation.content),
        person=person,
        status=judged.finding.status,
        in_population=given[POPULATION, ""],
        stopped_by=judged.stopped_by,
        excluded=RuledOut(person, "", excluded.reason, excluded.source) if excluded else None,
        clues=tuple(_clue(checks, clue, given) for clue in case.clues),
        fits=counts.met,
        in_doubt=counts.in_doubt,
        no_record=counts.no_record,
        masked=masked_of(session, person.number),
        place=place,
        weighing=weighing,
    )


def _clue(checks: "_Checks", clue: Clue, given: dict[tuple[str, str], Verdict]) -> ClueWhy:
    readings = (_reading(checks, clue, reading, given) for reading in clue.readings)
    verdict = deciding(clue, given)
    return ClueWhy(clue.id, clue.quote, clue.role.value, verdict, clue.source, tuple(readings))


def _reading(
    checks: "_Checks", clue: Clue, reading: rules.Reading, given: dict[tuple[str, str], Verdict]
) -> ReadingWhy:
    plan, reader, verdict = checks.plan, checks.reader, given[clue.id, reading.name]
    column = plan.column(clue.id, reading.name)
    parts = list(plan.parts_of(column.answer))
    found = reader.deciding(checks.number, column.answer, verdict)
    evidence = reader.told(reader.shown(checks.number, column.answer, verdict, found))
    nearest_row = None if verdict is Verdict.MET else checks.nearest(parts)
    changes = ""
    if verdict is not Verdict.MET and column.answer is not None:
        role = table_of(plan, column.answer)
        changes = _change(
            verdict, role, evidence if found else (), nearest_row, checks.asked(parts)
        )
    return ReadingWhy(
        name=reading.name,
        says=reading.says,
        verdict=verdict,
        decides=reading in clue.counting,
        because=because(plan, column.answer, verdict, evidence, reader.met(checks.number)),
        would_change=changes,
        evidence=evidence,
        nearest=nearest_row,
    )


def _change(
    verdict: Verdict,
    role: str,
    evidence: Sequence[Evidence],
    near: Checked | None,
    asked: Sequence[str],
) -> str:
    """Say the fact that would change a verdict."""
    if verdict is Verdict.IN_DOUBT and evidence:
        doubts = list(dict.fromkeys(d for e in evidence for d in e.doubts))
        return f"a source that says whether {listed(doubts, 2)}"
    if verdict is Verdict.NOT_MET and evidence:
        return f"if this were wrong: {evidence[0].says}"
    wanted = listed(asked, 6)
    what = "in the person's own row" if role == PERSONS else f"a further row in {role}"
    change = f"{what}: {wanted}"
    lacking = [said for said, code in near.conditions if code is not Verdict.MET] if near else []
    if near and len(lacking) <= 2:
        change = f"{change}; or of the nearest row: {listed(lacking)}"
    return change


@dataclass(slots=True)
class _Checks:
    """Every row of one person held against every condition of every part, by the engine."""

    reader: Reader
    number: int
    rows: list[tuple[int, int, tuple[Verdict, ...]]] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """The plan whose conditions are looked at."""
        return self.reader.plan

    def read(self) -> None:
        """Ask the engine, and read the text of the rows that it names."""
        engine = self.reader.session.engine
        built = evidence.conditions_of(self.plan, self.number)
        if built is None:
            return
        for part, row_no, *codes in engine.fetch(built.query(engine.dialect)):
            width = len(self.plan.parts[part].where)
            given = tuple(Verdict(code) if code else Verdict.NO_RECORD for code in codes[:width])
            self.rows.append((part, row_no, given))
        wanted: dict[str, set[int]] = defaultdict(set)
        for number, row_no, _ in self.rows:
            wanted[self.plan.parts[number].table].add(row_no)
        self.reader.read_texts([self.number])
        self.reader.read_rows([self.number], wanted)

    def asked(self, parts: Sequence[Part]) -> list[str]:
        """Say what the parts ask of a row, masks left out."""
        return [said for part in parts[:1] for said in self.said(part)]

    def said(self, part: Part) -> Iterator[str]:
        masks = sum(isinstance(c, rules.Begun | rules.Published) for c in part.where)
        yield from all_asked(self.plan, part)[masks : len(part.where)]

    def nearest(self, parts: Sequence[Part]) -> Checked | None:
        """Find the row that meets the most conditions and not all; none where no row meets any."""
        wanted = {part.number: part for part in parts}
        mine = [row for row in self.rows if row[0] in wanted]
        best = max(mine, key=lambda row: (sum(map(int, row[2])), -row[1]), default=None)
        if best is None:
            return None
        number, row_no, codes = best
        part = wanted[number]
        masks = sum(isinstance(c, rules.Begun | rules.Published) for c in part.where)
        conditions = tuple(zip(self.said(part), codes[masks:], strict=True))
        if not any(code is Verdict.MET for _, code in conditions) or part.on_person:
            return None
        spoken = self.plan.register.tables[part.table]
        row = self.reader.rows[part.table, row_no]
        named = [
            self.reader.sources[s] for s in sources_of(spoken, row) if s in self.reader.sources
        ]
        says = states(self.plan.register, spoken, row)
        return Checked(part.table, row_no, says, conditions, tuple(named))


# A person is found by id, name or other name; between several nobody is picked.


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


def look_up(
    register: Register,
    engine: Engine,
    wanted: str,
    ranked: Callable[[int], Sequence[Person]] = lambda _: (),
) -> Person:
    """Find a person by id, by rank on the list, or by a name with case and accents folded.

    With the extra `names` also by a name in other letters. A name that is only spelt alike and an
    alias that its list calls weak are offered and never taken. Raises RequestError with all
    matches, or the nearest names.
    """
    exact = engine.fetch(reads.by_id(register, wanted).query(engine.dialect))
    if exact:
        return person_of(exact[0])
    if wanted.isdecimal() and (equal := [Match(p, p.name) for p in ranked(int(wanted))]):
        if len(equal) == 1:
            return equal[0].person
        raise RequestError(f"{len(equal)} share rank {wanted}; name one by id:\n{_listed(equal)}")
    if "names" in engine.refused:
        raise RequestError(f"nobody has the id {wanted!r}; {engine.refused['names']}")
    people = [
        person_of(row) for row in engine.fetch(reads.everybody(register).query(engine.dialect))
    ]
    spelt = spelling()
    for found in _rounds(people, wanted, spelt):
        marked = _marked(register, engine, found) if found else []
        if len(marked) == 1 and not marked[0].weak:
            return marked[0].person
        if marked:
            fit = "1 person fits" if len(marked) == 1 else f"{len(marked)} persons fit"
            raise RequestError(f"{fit} {wanted!r}; name one by id:\n{_listed(marked)}")
    said = f"nobody in {register.id} is called {wanted!r}" + " or at that rank" * wanted.isdecimal()
    near = _marked(register, engine, _near(people, wanted, spelt)) if spelt else []
    if near:
        raise RequestError(f"{said}; spelt nearly so, name one by id:\n{_listed(near)}")
    known = [n for p in people for n in (p.id, p.name)]
    more = (
        "" if spelt else f"\n  other letters and spellings are compared after: {install('names')}"
    )
    raise RequestError(f"{said}{nearest(wanted, known)}{more}")


def _marked(register: Register, engine: Engine, found: Sequence[Match]) -> list[Match]:
    """Mark those who were found by an alias that its list calls weak."""
    built = reads.weak_names(register)
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


# The facts of one person in time, and which of them decided a clue.


@dataclass(frozen=True, slots=True)
class Held:
    """A fact that has a time: the days on which it may have begun, and may have ended.

    `decides` names the clues that it decided, with the verdict that it gave them. A fact that is
    one day only ends on the day on which it began. `later` facts begin after the as-of day.
    """

    table: str
    row: int
    says: str
    begins: Interval
    ends: Interval
    decides: tuple[tuple[str, Verdict], ...] = ()
    later: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """One person's facts in time, the earliest first, and why that person is on the list or not.

    `left_out` counts the facts of somebody of whom too many are known to be shown.
    """

    why: Why
    day: date
    facts: tuple[Held, ...]
    left_out: int = 0


# The facts of one person in time: what lasted, as posts do, and whatever decided a clue.


MOST_FACTS = 40
Decided = Mapping[tuple[str, int], tuple[tuple[str, Verdict], ...]]


def timeline(session: Session, why: Why, most: int = MOST_FACTS) -> Timeline:
    """Put a person's facts in time; of many the deciding ones are kept first."""
    facts = list(_facts(session, why))
    kept = sorted(facts, key=lambda fact: not fact.decides)[:most]
    shown = sorted(kept, key=lambda fact: (fact.begins.first, fact.begins.last, fact.row))
    return Timeline(why, session.plan.case.day, tuple(shown), len(facts) - len(kept))


def _facts(session: Session, why: Why) -> Iterator[Held]:
    register, engine = session.plan.register, session.engine
    decided = _decided(why)
    for role, of in register.tables.items():
        if role == PERSONS or of.span is None:
            continue
        built = reads.spans_of(register, role, why.person.number)
        for row_no, *given in engine.fetch(built.query(engine.dialect)):
            begins, ends = Interval(*given[:2]), Interval(*given[2:4])
            row = dict(zip(of.shown, given[4:], strict=True))
            if not _lasts(of) and (role, row_no) not in decided:
                continue
            yield Held(
                table=role,
                row=row_no,
                says=states(register, of, row),
                begins=begins,
                ends=ends if _lasts(of) else begins,
                decides=decided.get((role, row_no), ()),
                later=begins.first > session.plan.case.day,
            )


def _lasts(table: Table) -> bool:
    return table.span is not None and bool(table.span.end)


def _decided(why: Why) -> Decided:
    found: dict[tuple[str, int], dict[str, Verdict]] = defaultdict(dict)
    for clue in why.clues:
        for reading in clue.readings:
            if not reading.decides or reading.verdict is not clue.verdict:
                continue
            for fact in reading.evidence:
                for each in filter(None, (fact, fact.with_row)):
                    found[each.table, each.row][clue.clue] = clue.verdict
    return {key: tuple(clues.items()) for key, clues in found.items()}
