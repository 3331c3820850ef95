"""A case as carried out on an engine, and what its kept tables hold of the persons listed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from narrow.compile import reads
from narrow.compile.plan import Answer, Part, Plan, plan
from narrow.compile.reads import render
from narrow.compile.statements import Query, Value
from narrow.engines.base import Engine, Row
from narrow.errors import RequestError, nearest
from narrow.model.cases import Case, Source
from narrow.model.dates import parse
from narrow.model.evidence import OTHERWISE, Evidence, Person, person_of
from narrow.model.grades import Grade
from narrow.model.registers import AT_ODDS, PERSONS, SOURCES, Content, Register, Table
from narrow.model.rules import Blank, Condition
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.reasons import (
    absent,
    doubted,
    exceeds,
    halves,
    lacking,
    states,
    values,
)

# A session holds what was carried out: the kept tables are on its engine.


@dataclass(frozen=True, slots=True)
class Session:
    """A plan that has been carried out: its evidence and verdicts are kept on the engine."""

    plan: Plan
    engine: Engine
    statements: Mapping[str, Query]

    def fetch(self, name: str, **values: Value) -> Sequence[Row]:
        """Carry out one of the plan's statements by name."""
        return self.engine.fetch(self.statements[name].having(**values))

    def keep(self, table: str, name: str) -> None:
        """Carry out one of the plan's statements and keep its rows as a table."""
        self.engine.keep(table, self.statements[name])


def gather(case: Case, content: Content, engine: Engine) -> Session:
    """Plan a case and carry it out on an engine that holds the content; the tables stay there."""
    made = plan(case, content.register)
    session = Session(made, engine, render(made, engine.dialect))
    session.keep("evidence", "evidence")
    session.keep("verdicts", "verdicts")
    return session


def check_exclusions(case: Case, register: Register, engine: Engine) -> None:
    """Refuse, before a case is carried out, to take somebody off who is nobody; RequestError.

    Everybody is fetched for a wrong id only, and never where an engine leaves names alone.
    """
    for excluded in (*case.exclude, *case.marked):
        found = reads.by_id(register, excluded.person)
        if engine.fetch(found.query(engine.dialect)):
            continue
        everybody: Sequence[Row] = ()
        if "names" not in engine.refused:
            everybody = engine.fetch(reads.everybody(register).query(engine.dialect))
        hint = nearest(excluded.person, [str(row[1]) for row in everybody])
        key = "exclude" if excluded in case.exclude else "marked"
        raise RequestError(f"{case.file}: {key} names nobody: {excluded.person!r}{hint}")


def verdicts(
    case: Case, content: Content, engine: Engine
) -> Mapping[str, Mapping[tuple[str, str], Verdict]]:
    """Give every person's verdict for the population and each clue reading, by person id."""
    engine.load(content)
    session = gather(case, content, engine)
    ids = {number: key for number, key, *_ in session.fetch("everybody")}
    found = {}
    for number, _, *codes in session.fetch("everyone"):
        given = zip(session.plan.columns, codes, strict=True)
        found[str(ids[number])] = {column.key: Verdict(code) for column, code in given}
    return found


class Found(NamedTuple):
    """One row of the evidence table: part, code, which conditions are in doubt, which rows."""

    part: int
    person: int
    verdict: int
    doubt: int
    row: int
    other: int


Deciding = Sequence[tuple[Part, Found]]


@dataclass(slots=True)
class Reader:
    """Reads persons, evidence, rows and sources of those in the `listed` table."""

    session: Session
    people: dict[int, Person] = field(default_factory=dict)
    found: dict[int, list[Found]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    own: dict[int, int] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    _parts: dict[tuple[int, bool], Mapping[int, Part]] = field(default_factory=dict)
    _absent: dict[tuple[int, bool], str] = field(default_factory=dict)
    _documented: dict[tuple[str, int], tuple[Grade | None, frozenset[str]]] = field(
        default_factory=dict
    )

    @property
    def plan(self) -> Plan:
        """The plan whose evidence is read."""
        return self.session.plan

    def read(self) -> None:
        """Read all that is kept of the persons in `listed`; `own` numbers each one's own row."""
        for row in self.session.fetch("people_listed"):
            self.people[row[0]] = person_of(row)
        for found in map(Found._make, self.session.fetch("evidence_of_listed")):
            self.found[found.person].append(found)
        for role in self.plan.tables():
            names = self.plan.shown(role)
            for number, *texts in self.session.fetch(f"rows_of_listed:{role}"):
                if role == PERSONS:
                    self.own[texts.pop()] = number
                self.rows[role, number] = dict(zip(names, texts, strict=True))
        self.read_sources()

    def read_sources(self) -> None:
        """Read the sources that the rows name and that have not been read yet."""
        wanted = {
            source
            for (role, _), row in self.rows.items()
            for source in cited(self.plan.register.tables[role], row)
        }
        missing = sorted(wanted - set(self.sources))
        if missing and SOURCES in self.plan.register.tables:
            for row in self.session.fetch("sources", ids=missing):
                source = _source(self.plan.register, row)
                self.sources[source.id] = source

    def deciding(self, number: int, answer: Answer | None, verdict: Verdict) -> Deciding:
        """Give the rows that decided an answer: for a no, those that speak against it.

        They are as sure as the verdict. A person's own row is one of them where it certainly does
        not meet what was asked, and so rules out, or meets what a `not` asks.
        """
        no = verdict is Verdict.NOT_MET
        wanted = self._wanted(answer, against=no)
        mine = [f for f in self.found.get(number, ()) if f.part in wanted]
        if verdict is Verdict.IN_DOUBT:
            mine = [f for f in mine if f.verdict == Verdict.IN_DOUBT] or mine
        elif verdict is not Verdict.NO_RECORD:
            mine = [f for f in mine if f.verdict == Verdict.MET]
        found = [(wanted[f.part], f) for f in mine]
        if verdict in (Verdict.MET, Verdict.NOT_MET) and number in self.own:
            seen = {f.part for f in self.found.get(number, ())}
            for part, turned in self.plan.of_person(answer):
                if turned is not no and part.number not in seen:
                    own = Found(part.number, number, Verdict.NOT_MET, 0, self.own[number], -1)
                    found.append((part, own))
        return found

    def shown(
        self, number: int, answer: Answer | None, verdict: Verdict, found: Deciding
    ) -> Deciding:
        """Give the rows that decided, and where none did those that were not enough.

        A count that is not reached has some, and so has a pair of which each row is there alone.
        """
        no = verdict is Verdict.NOT_MET
        if answer is None or verdict > Verdict.NO_RECORD or (no and found):
            return found
        lacks = lacking(self.plan, answer, self.met(number), certain=no)
        few = halves(lacks, certain=no)
        rows = [(self.plan.parts[f.part], f) for f in self.found.get(number, ()) if f.part in few]
        return [*found, *(row for row in rows if row not in found)]

    def _wanted(self, answer: Answer | None, *, against: bool) -> Mapping[int, Part]:
        """Number the parts that an answer rests on, or that speak against it; found once."""
        key = (id(answer), against)
        if key not in self._parts:
            parts = self.plan.against(answer) if against else self.plan.parts_of(answer)
            self._parts[key] = {part.number: part for part in parts}
        return self._parts[key]

    def told(self, found: Deciding) -> tuple[Evidence, ...]:
        """Put rows into words, each once, with all that its parts asked; of pairs the nearest."""
        nearest: dict[int, Found] = {}
        for part, f in found:
            if part.second and (f.part not in nearest or self._apart(part, f, nearest[f.part])):
                nearest[f.part] = f
        rows: dict[tuple[str, int, int], list[tuple[Part, Found]]] = {}
        for part, f in found:
            if nearest.get(f.part, f) is f:
                rows.setdefault((part.table, f.row, f.other), []).append((part, f))
        return tuple(sorted(map(self._row_told, rows.values()), key=_strength))

    def documented(self, found: Deciding) -> tuple[Grade | None, frozenset[str]]:
        """Give the best grade of some rows, and the sources of them and of the rows beside them."""
        rows = {(part.table, f.row) for part, f in found}
        beside = {(p.second.table, f.other) for p, f in found if p.second and f.other >= 0}
        told = [self._documents(*key) for key in rows if self._has_sources(key[0])]
        also = [self._documents(*key) for key in beside if self._has_sources(key[0])]
        best = min((grade for grade, _ in told if grade), default=None)
        return best, frozenset(source for _, ids in (*told, *also) for source in ids)

    def _has_sources(self, role: str) -> bool:
        table = self.plan.register.tables[role]
        return bool(table.sources or table.graded_by)

    def _documents(self, role: str, number: int) -> tuple[Grade | None, frozenset[str]]:
        key = (role, number)
        if key not in self._documented:
            table, row = self.plan.register.tables[role], self.rows.get(key, {})
            ids = frozenset(cited(table, row))
            named = [self.sources.get(s, Source(s)) for s in ids]
            self._documented[key] = grade_of(self.plan.register, table, row, named), ids
        return self._documented[key]

    def _apart(self, part: Part, one: Found, other: Found) -> bool:
        """Tell the nearer of two pairs: surer, then in less doubt, then with fewer days between."""
        if one.verdict != other.verdict:
            return one.verdict > other.verdict
        doubts, as_many = one.doubt.bit_count(), other.doubt.bit_count()
        if doubts != as_many:
            return doubts < as_many
        return self._days(part, one) < self._days(part, other)

    def _days(self, part: Part, found: Found) -> int:
        """Count the days between the first row's time and the day of the second."""
        span = self.plan.register.tables[part.table].span
        if part.second is None or not part.second.day or span is None:
            return 0
        row = self.rows.get((part.table, found.row), {})
        beside = self.rows.get((part.second.table, found.other), {})
        start, end = row.get(span.start, ""), row.get(span.end, "")
        return _between(start, end, beside.get(part.second.day, ""))

    def _row_told(self, found: Sequence[tuple[Part, Found]]) -> Evidence:
        (part, first), *_ = found
        beside = None
        if part.second and first.other >= 0:
            asked = (*part.second.where, *_tied(part), *map(Blank, filter(None, [part.second.day])))
            beside = self.row(part.second.table, first.other, Verdict(first.verdict), (), asked)
        doubts = [said for p, f in found for said in self._doubts(p, f)]
        asked = tuple(dict.fromkeys(c for p, _ in found for c in (*p.where, *_tied(p))))
        verdict = Verdict(max(f.verdict for _, f in found))
        doubts = list(dict.fromkeys(doubts))
        return self.row(part.table, first.row, verdict, tuple(doubts), asked, beside)

    def general(self, number: int, answer: Answer | None, found: Deciding) -> str:
        """Give the reason of a no as others share it; each is put into words once."""
        if answer is None:
            return OTHERWISE
        lacks = lacking(self.plan, answer, self.met(number), certain=True)
        if found and (not halves(lacks, certain=True) or exceeds(lacks, found)):
            return OTHERWISE
        key = id(lacks), bool(found)
        if key not in self._absent:
            self._absent[key] = absent(self.plan, lacks, certain=True, further=bool(found))
        return self._absent[key]

    def met(self, number: int) -> frozenset[int]:
        """Number the parts of which some row of a person is certain."""
        found = self.found.get(number, ())
        return frozenset(f.part for f in found if f.verdict == Verdict.MET)

    def _doubts(self, part: Part, found: Found) -> tuple[str, ...]:
        odds = self._at_odds(part.table, found.row), ""
        if part.second:
            odds = odds[0], self._at_odds(part.second.table, found.other)
        return doubted(self.plan, part, found.doubt, odds)

    def _at_odds(self, role: str, number: int) -> str:
        return self.rows.get((role, number), {}).get(AT_ODDS, "")

    def row(
        self,
        role: str,
        number: int,
        verdict: Verdict,
        doubts: tuple[str, ...],
        asked: Sequence[Condition] = (),
        beside: Evidence | None = None,
    ) -> Evidence:
        """Put a row of the register into words: what was asked of it, its sources and grade."""
        table = self.plan.register.tables[role]
        row = self.rows.get((role, number), {})
        named = [self.sources.get(s, Source(s)) for s in cited(table, row)]
        held = values(self.plan.register, table, row, asked)
        return Evidence(
            table=role,
            row=number,
            says=states(self.plan.register, table, row) or held or "the person's own row",
            verdict=verdict,
            doubts=doubts,
            sources=tuple(named),
            grade=grade_of(self.plan.register, table, row, named),
            with_row=beside,
            cells=row,
            values=held,
        )


def _tied(part: Part) -> Iterator[Condition]:
    """Ask for the columns by which a part compares two rows, and for the one that it counts."""
    tied = (*part.second.same, *part.second.different) if part.second else ()
    yield from map(Blank, filter(None, (*tied, part.item)))


@cache
def _between(start: str, end: str, day: str) -> int:
    """Count the days between a stretch of time and a day, at least; 0 where nothing is known."""
    try:
        first, last, on = parse(start), parse(end), parse(day)
    except ValueError:
        return 0
    begins = first.first if start else last.first
    ends = last.last if end else first.last
    return max((on.first - ends).days, (begins - on.last).days, 0)


def _strength(evidence: Evidence) -> tuple[bool, Grade | None, int, int]:
    return (
        evidence.grade is None,
        evidence.grade or Grade("F6"),
        -len(evidence.sources),
        evidence.row,
    )


def cited(table: Table, row: Mapping[str, str]) -> Iterator[str]:
    """Give the ids of the sources that a row names, the stronger first."""
    for column in table.sources:
        yield from filter(None, row.get(column, "").split(";"))


def grade_of(
    register: Register, table: Table, row: Mapping[str, str], sources: Sequence[Source]
) -> Grade | None:
    """Give a row's own grade, by the register's mapping of its marks, or its best source's."""
    own = register.grades.get(row.get(table.graded_by, "")) if table.graded_by else None
    return own or min((s.grade for s in sources if s.grade), default=None)


def _source(register: Register, row: Row) -> Source:
    table, citing = register.tables[SOURCES], register.citing
    texts = dict(zip(table.columns, row, strict=True))
    grade = texts.get(citing.grade, "")
    return Source(
        id=texts[table.key[0]],
        title=texts.get(citing.title, ""),
        publisher=texts.get(citing.publisher, ""),
        published=texts.get(citing.published, ""),
        url=texts.get(citing.url, ""),
        grade=Grade(grade) if grade else None,
    )
