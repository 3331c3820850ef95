"""Why one person is on the list or not, condition by condition, and what fact would change it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from narrow.compile import sql
from narrow.compile.plan import Part, Plan
from narrow.model.case import POPULATION, Clue
from narrow.model.finding import Evidence, Person, RuledOut
from narrow.model.inquiry import Checked, ClueWhy, ReadingWhy, Why
from narrow.model.register import PERSONS, Content
from narrow.model.rule import Begun, Published, Reading
from narrow.model.verdict import Verdict
from narrow.results import patterns as table
from narrow.results.about import about
from narrow.results.because import because, table_of
from narrow.results.judge import judge
from narrow.results.masked import masked_of
from narrow.results.pattern import deciding
from narrow.results.reader import Reader, cited
from narrow.results.sentence import all_asked, listed, states
from narrow.results.session import Session


def why(session: Session, content: Content, person: Person) -> Why:
    """Explain one person's place under a case that has been carried out."""
    case, engine = session.plan.case, session.engine
    plan = session.plan
    found = table.read(plan, session.fetch("patterns"))
    standing = sql.standing(plan, person.number).query(engine.dialect)
    engine.keep("listed", standing)
    reader = Reader(session)
    reader.read()
    row = engine.fetch(standing)[0]
    judged = judge(reader, row)
    checks = _Checks(reader, person.number)
    checks.read()
    given = {c.key: Verdict(code) for c, code in zip(plan.columns, row[2:], strict=True)}
    counts = table.counts_by_status(found)
    excluded = next((e for e in case.exclude if e.person == person.id), None)
    return Why(
        about=about(case, content),
        person=person,
        status=judged.finding.status,
        in_population=given[POPULATION, ""],
        stopped_by=judged.stopped_by,
        excluded=RuledOut(person, "", excluded.reason, excluded.source) if excluded else None,
        clues=tuple(_clue(plan, checks, clue, given) for clue in case.clues),
        fits=counts.met,
        in_doubt=counts.in_doubt,
        no_record=counts.no_record,
        masked=masked_of(session, person.number),
    )


def _clue(
    plan: Plan, checks: "_Checks", clue: Clue, given: dict[tuple[str, str], Verdict]
) -> ClueWhy:
    counting = [reading.name for reading in clue.counting]
    readings = [
        _reading(
            plan, checks, clue, reading, given[clue.id, reading.name], reading.name in counting
        )
        for reading in clue.readings
    ]
    verdict = deciding(clue, given)
    return ClueWhy(clue.id, clue.quote, clue.role.value, verdict, clue.source, tuple(readings))


def _reading(
    plan: Plan,
    checks: "_Checks",
    clue: Clue,
    reading: Reading,
    verdict: Verdict,
    counts: bool,
) -> ReadingWhy:
    column = plan.column(clue.id, reading.name)
    parts = list(plan.parts_of(column.answer))
    evidence = checks.reader.deciding(checks.number, column.answer, verdict)
    nearest_row = None if verdict is Verdict.MET else checks.nearest(parts)
    changes = ""
    if verdict is not Verdict.MET and column.answer is not None:
        role = table_of(plan, column.answer)
        changes = _change(verdict, role, evidence, nearest_row, checks.asked(parts))
    return ReadingWhy(
        name=reading.name,
        says=reading.says,
        verdict=verdict,
        decides=counts,
        because=because(plan, column.answer, verdict, evidence, checks.reader.met(checks.number)),
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
        built = sql.conditions_of(self.plan, self.number)
        if built is None:
            return
        for part, row_no, *codes in engine.fetch(built.query(engine.dialect)):
            width = len(self.plan.parts[part].where)
            given = tuple(Verdict(code) if code else Verdict.NO_RECORD for code in codes[:width])
            self.rows.append((part, row_no, given))
        for role in self.plan.tables():
            wanted = {n for p, n, _ in self.rows if self.plan.parts[p].table == role}
            missing = sorted(n for n in wanted if (role, n) not in self.reader.rows)
            if missing:
                names = self.plan.register.tables[role].shown
                rows = sql.rows_by_number(self.plan.register, role, self.number, missing)
                for number, *texts in engine.fetch(rows.query(engine.dialect)):
                    self.reader.rows[role, number] = dict(zip(names, texts, strict=True))
        self.reader.read_sources()

    def asked(self, parts: Sequence[Part]) -> list[str]:
        """Say what the parts ask of a row, masks left out."""
        return [said for part in parts[:1] for said in self.said(part)]

    def said(self, part: Part) -> Iterator[str]:
        masks = sum(isinstance(c, Begun | Published) for c in part.where)
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
        masks = sum(isinstance(c, Begun | Published) for c in part.where)
        conditions = tuple(zip(self.said(part), codes[masks:], strict=True))
        if not any(code is Verdict.MET for _, code in conditions) or part.on_person:
            return None
        spoken = self.plan.register.tables[part.table]
        row = self.reader.rows[part.table, row_no]
        named = [self.reader.sources[s] for s in cited(spoken, row) if s in self.reader.sources]
        says = states(self.plan.register, spoken, row)
        return Checked(part.table, row_no, says, conditions, tuple(named))
