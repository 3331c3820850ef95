"""A case as carried out on an engine, and what its kept tables hold of the persons listed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from narrow.compile import reads
from narrow.compile.plan import Answer, Part, Plan, plan
from narrow.compile.reads import documents_of, render
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
    """A plan that has been carried out; the engine stays open as long as `held` is."""

    plan: Plan
    engine: Engine
    statements: Mapping[str, Query]
    held: object = None

    def fetch(self, name: str, **values: Value) -> Sequence[Row]:
        """Carry out one of the plan's statements by name."""
        return self.engine.fetch(self.statements[name].having(**values))

    def keep(self, table: str, name: str) -> None:
        """Carry out one of the plan's statements and keep its rows as a table."""
        self.engine.keep(table, self.statements[name])


def gather(case: Case, content: Content, engine: Engine, held: object = None) -> Session:
    """Plan a case and carry it out on an engine that holds the content; the tables stay there."""
    made = plan(case, content.register)
    session = Session(made, engine, render(made, engine.dialect), held)
    session.keep("masks", "masks")
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
Documented = tuple[Grade | None, frozenset[str]]


FIRST_READ, MORE = 100, 4  # persons whose rows are read at once, and how many times more next


@dataclass(slots=True)
class Reader:
    """Reads persons, evidence, rows and sources of those in the `listed` table.

    What says how well somebody is documented is read of all; the texts of rows when they are first
    told, of the persons who come next in `order` with them: of ten thousand, few are shown.
    """

    session: Session
    people: dict[int, Person] = field(default_factory=dict)
    found: dict[int, list[Found]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    own: dict[int, int] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    alike: dict[tuple[object, ...], Any] = field(default_factory=dict)
    _next: int = FIRST_READ
    _read: set[int] = field(default_factory=set)
    _answers: dict[tuple[str, str], Answer | None] = field(default_factory=dict)
    _parts: dict[tuple[int, bool], Mapping[int, Part]] = field(default_factory=dict)
    _absent: dict[tuple[int, bool], str] = field(default_factory=dict)
    _marks: dict[tuple[str, int], tuple[str, list[str]]] = field(default_factory=dict)
    _grades: dict[str, Grade] = field(default_factory=dict)
    _documented: dict[tuple[str, int], Documented] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan whose evidence is read."""
        return self.session.plan

    def read(self) -> None:
        """Read who is in `listed`, their evidence, what documents it, and each one's own row."""
        self._answers.update((column.key, column.answer) for column in self.plan.columns)
        for row in self.session.fetch("people_listed"):
            self.people[row[0]] = person_of(row)
        self.order = list(self.people)
        for found in map(Found._make, self.session.fetch("evidence_of_listed")):
            self.found[found.person].append(found)
        register = self.plan.register
        for role in self.plan.tables():
            table = register.tables[role]
            if role == PERSONS or documents_of(table):
                for number, *texts in self.session.fetch(f"documents_of_listed:{role}"):
                    if role == PERSONS:
                        self.own[texts.pop()] = number
                    mark = texts.pop() if table.graded_by else ""
                    self._marks[role, number] = mark, cited(texts)
        if "grades" in self.session.statements:
            ids = sorted({source for _, found in self._marks.values() for source in found})
            grade = cache(Grade)
            for source, code in self.session.fetch("grades", ids=ids) if ids else ():
                if code:
                    self._grades[source] = grade(code)

    def answer(self, clue: str, reading: str) -> Answer | None:
        """Give what the verdicts of a clue's reading rest on."""
        return self._answers[clue, reading]

    def text(self, role: str, row: int, person: int) -> Mapping[str, str]:
        """Give the texts of a person's row; they are read with those of who comes next."""
        if row >= 0 and (role, row) not in self.rows and person not in self._read:
            at = self.order.index(person)
            unread = (p for p in self.order[at:] + self.order[:at] if p not in self._read)
            self.read_texts(list(islice(unread, self._next)))
            self._next *= MORE
        return self.rows.get((role, row), {})

    def read_texts(self, persons: Sequence[int]) -> None:
        """Read the rows that are evidence about some persons, and their sources, once."""
        wanted: dict[str, set[int]] = defaultdict(set)
        parts = self.plan.parts
        for person in persons:
            for f in self.found.get(person, ()):
                wanted[parts[f.part].table].add(f.row)
                if (second := parts[f.part].second) and f.other >= 0:
                    wanted[second.table].add(f.other)
            if person in self.own:
                wanted[PERSONS].add(self.own[person])
        self.read_rows(persons, wanted)
        self._read.update(persons)

    def read_rows(self, persons: Sequence[int], wanted: Mapping[str, Collection[int]]) -> None:
        """Read rows of some persons by table and number with the sources they name, or nothing."""
        read: dict[tuple[str, int], dict[str, str]] = {}
        named: set[str] = set()
        for role, numbers in wanted.items():
            rows = sorted(number for number in numbers if (role, number) not in self.rows)
            if not rows:
                continue
            names, table = self.plan.shown(role), self.plan.register.tables[role]
            given = self.session.fetch(f"rows:{role}", persons=sorted(persons), rows=rows)
            for number, *cells in given:
                row = read[role, number] = dict(zip(names, cells, strict=True))
                named.update(sources_of(table, row))
        missing = sorted(named - set(self.sources))
        if missing and SOURCES in self.plan.register.tables:
            for texts in self.session.fetch("sources", ids=missing):
                source = _source(self.plan.register, texts)
                self.sources[source.id] = source
        self.rows.update(read)

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

    def documented(self, found: Deciding) -> Documented:
        """Give the best grade of some rows, and the sources of them and of the rows beside them."""
        told = [self._documents(p.table, f.row) for p, f in found]
        best = min((grade for grade, _ in told if grade), default=None)
        told += [
            self._documents(p.second.table, f.other) for p, f in found if p.second and f.other >= 0
        ]
        return best, frozenset(source for _, ids in told for source in ids)

    def _documents(self, role: str, number: int) -> Documented:
        key = (role, number)
        if key not in self._documented:
            mark, ids = self._marks.get(key, ("", []))
            grades = (self._grades[source] for source in ids if source in self._grades)
            best = self.plan.register.grades.get(mark) or min(grades, default=None)
            self._documented[key] = best, frozenset(ids)
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
        row = self.text(part.table, found.row, found.person)
        beside = self.text(part.second.table, found.other, found.person)
        start, end = row.get(span.start, ""), row.get(span.end, "")
        return _between(start, end, beside.get(part.second.day, ""))

    def _row_told(self, found: Sequence[tuple[Part, Found]]) -> Evidence:
        (part, first), *_ = found
        beside = None
        if part.second and first.other >= 0:
            asked = (*part.second.where, *_tied(part), *map(Blank, filter(None, [part.second.day])))
            other = (part.second.table, first.other, first.person)
            beside = self.row(*other, Verdict(first.verdict), (), asked)
        doubts = tuple(dict.fromkeys(said for p, f in found for said in self._doubts(p, f)))
        asked = tuple(dict.fromkeys(c for p, _ in found for c in (*p.where, *_tied(p))))
        verdict = Verdict(max(f.verdict for _, f in found))
        mine = (part.table, first.row, first.person)
        return self.row(*mine, verdict, doubts, asked, beside)

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
        return frozenset(f.part for f in self.found.get(number, ()) if f.verdict == Verdict.MET)

    def _doubts(self, part: Part, found: Found) -> tuple[str, ...]:
        odds = self.text(part.table, found.row, found.person).get(AT_ODDS, ""), ""
        if part.second:
            beside = self.text(part.second.table, found.other, found.person)
            odds = odds[0], beside.get(AT_ODDS, "")
        return doubted(self.plan, part, found.doubt, odds)

    def row(
        self,
        role: str,
        number: int,
        person: int,
        verdict: Verdict,
        doubts: tuple[str, ...],
        asked: Sequence[Condition] = (),
        beside: Evidence | None = None,
    ) -> Evidence:
        """Put a row of the register into words: what was asked of it, its sources and grade."""
        table = self.plan.register.tables[role]
        row = self.text(role, number, person)
        named = [self.sources.get(s, Source(s)) for s in sources_of(table, row)]
        held = values(self.plan.register, table, row, asked)
        return Evidence(
            table=role,
            row=number,
            says=states(self.plan.register, table, row) or held or "the person's own row",
            verdict=verdict,
            doubts=doubts,
            sources=tuple(named),
            grade=self._documents(role, number)[0],
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


def cited(texts: Iterable[str]) -> list[str]:
    """Give the ids of the sources that cells name, in their order."""
    return [source for source in ";".join(texts).split(";") if source]


def sources_of(table: Table, row: Mapping[str, str]) -> list[str]:
    """Give the ids of the sources that a row names, the stronger first."""
    return cited(row.get(column, "") for column in table.sources)


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
