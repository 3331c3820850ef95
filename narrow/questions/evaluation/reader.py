"""What the kept tables hold of the persons listed is read once and put into words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from narrow.compile.plan import Answer, Part, Plan
from narrow.engines.base import Row
from narrow.model.cases import Source
from narrow.model.evidence import Evidence, Person, person_of
from narrow.model.grades import Grade
from narrow.model.registers import AT_ODDS, SOURCES, Register, Table
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.reasons import doubted, states
from narrow.questions.evaluation.session import Session


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the evidence table: part, code, which conditions are in doubt, which rows."""

    part: int
    verdict: Verdict
    doubt: int
    row: int
    other: int


@dataclass(slots=True)
class Reader:
    """Reads persons, evidence, rows and sources of those in the `listed` table."""

    session: Session
    people: dict[int, Person] = field(default_factory=dict)
    found: dict[int, list[Found]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan whose evidence is read."""
        return self.session.plan

    def read(self) -> None:
        """Read all that is kept of the persons in `listed`."""
        for row in self.session.fetch("people_listed"):
            self.people[row[0]] = person_of(row)
        for part, number, code, doubt, row, other in self.session.fetch("evidence_of_listed"):
            self.found[number].append(Found(part, Verdict(code), doubt, row, other))
        for role in self.plan.tables():
            names = self.plan.register.tables[role].shown
            for number, *texts in self.session.fetch(f"rows_of_listed:{role}"):
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

    def evidence(
        self, number: int, parts: Iterable[Part], verdict: Verdict
    ) -> tuple[Evidence, ...]:
        """Give the rows that decided: as sure as the verdict, or speaking against it."""
        wanted = {part.number: part for part in parts}
        mine = [f for f in self.found.get(number, ()) if f.part in wanted]
        if verdict is Verdict.IN_DOUBT:
            mine = [f for f in mine if f.verdict is Verdict.IN_DOUBT] or mine
        elif verdict is not Verdict.NO_RECORD:
            mine = [f for f in mine if f.verdict is Verdict.MET]
        told = [self.told(wanted[f.part], f) for f in mine]
        unique = {(e.table, e.row, e.with_row.row if e.with_row else -1): e for e in told}
        return tuple(sorted(unique.values(), key=_strength))

    def deciding(
        self, number: int, answer: Answer | None, verdict: Verdict
    ) -> tuple[Evidence, ...]:
        """Give the rows that decided an answer: for a no, those that speak against it."""
        no = verdict is Verdict.NOT_MET
        parts = self.plan.against(answer) if no else self.plan.parts_of(answer)
        return self.evidence(number, parts, verdict)

    def met(self, number: int) -> frozenset[int]:
        """Number the parts of which some row of a person is certain."""
        found = self.found.get(number, ())
        return frozenset(f.part for f in found if f.verdict is Verdict.MET)

    def told(self, part: Part, found: Found) -> Evidence:
        """Put one row of evidence into words, with its second row where it has one."""
        beside = None
        if part.second and found.other >= 0:
            beside = self.row(part.second.table, found.other, found.verdict, ())
        odds = self._at_odds(part.table, found.row), ""
        if part.second:
            odds = odds[0], self._at_odds(part.second.table, found.other)
        doubts = doubted(self.plan, part, found.doubt, odds)
        return self.row(part.table, found.row, found.verdict, doubts, beside)

    def _at_odds(self, role: str, number: int) -> str:
        return self.rows.get((role, number), {}).get(AT_ODDS, "")

    def row(
        self,
        role: str,
        number: int,
        verdict: Verdict,
        doubts: tuple[str, ...],
        beside: Evidence | None = None,
    ) -> Evidence:
        """Put a row of the register into words, with its sources and grade."""
        table = self.plan.register.tables[role]
        row = self.rows.get((role, number), {})
        named = [self.sources.get(s, Source(s)) for s in cited(table, row)]
        return Evidence(
            table=role,
            row=number,
            says=states(self.plan.register, table, row),
            verdict=verdict,
            doubts=doubts,
            sources=tuple(named),
            grade=grade_of(self.plan.register, table, row, named),
            with_row=beside,
            cells=row,
        )


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
