"""A case that has been carried out becomes findings: verdicts with reasons, put in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from narrow.compile import reads
from narrow.compile.plan import Best, BestPair, OfPerson, Part, Plan
from narrow.compile.statements import MOST_MASKED
from narrow.engines.base import Row
from narrow.model.cases import POPULATION, Case, Clue, Source
from narrow.model.evidence import About, ClueFinding, Evidence, Finding, Masked, Person, Weight
from narrow.model.grades import UNGRADED
from narrow.model.registers import Content
from narrow.model.rules import Begun, Published
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.patterns import Key, Pattern, deciding, kept, required
from narrow.questions.evaluation.reader import Reader, Session
from narrow.questions.evaluation.reasons import all_asked, because, listed, states, table_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A person with the verdict of every clue, before ranks are given.

    `population` says whether the person belongs to it; `stopped_by` names the first required clue
    that rules them out.
    """

    finding: Finding
    stopped_by: str
    population: Verdict


@dataclass(frozen=True, slots=True)
class Gathered:
    """A case that has been carried out: its patterns, and ten thousand persons at most.

    `judged` holds those who stand highest, in the order of the statement `listed`.
    """

    session: Session
    reader: Reader
    patterns: tuple[Pattern, ...]
    judged: tuple[Judged, ...]

    @property
    def case(self) -> Case:
        """The case that was carried out."""
        return self.session.plan.case


# A person's verdicts and the reasons for them are put together, clue by clue.


def judge(reader: Reader, row: Row) -> Judged:
    """Put a person's verdicts and their reasons together; what a pattern decides, once for all."""
    plan = reader.plan
    number, *codes = row
    key = tuple(codes)
    if key not in reader.alike:
        given = {c.key: Verdict(code) for c, code in zip(plan.columns, key[1:], strict=True)}
        reader.alike[key] = given, {c.id: (c, *_reading(c, given)) for c in plan.case.clues}
    given, readings = reader.alike[key]
    clues = {name: _read_as(reader, number, *how) for name, how in readings.items()}
    return put_together(
        plan.case, reader.people[number], Verdict(key[0]), given[POPULATION, ""], clues
    )


def put_together(
    case: Case,
    person: Person,
    status: Verdict,
    population: Verdict,
    clues: Mapping[str, ClueFinding],
) -> Judged:
    """Say where a person stands, how well it is documented, and what stopped them first."""
    # where no clue is required, all of them say why somebody is on the list
    decisive = [clues[clue.id] for clue in required(case) or case.clues]
    finding = Finding(
        rank=0,
        person=person,
        status=status,
        clues=clues,
        grade=max((c.grade for c in decisive if c.grade is not None), default=None),
        sources=len({source for c in decisive for source in c.cited}),
    )
    stopped = ""
    for clue in required(case):
        if not stopped and kept(clue, clues[clue.id].verdict) is Verdict.NOT_MET:
            stopped = clue.id
    return Judged(finding, stopped, population)


def clue_finding(
    reader: Reader, number: int, clue: Clue, given: Mapping[Key, Verdict]
) -> ClueFinding:
    """Say how a person stands to a clue, in the narrowest counting reading that gives it.

    The reason is put into words when somebody reads it.
    """
    return _read_as(reader, number, clue, *_reading(clue, given))


def _reading(clue: Clue, given: Mapping[Key, Verdict]) -> tuple[str, Mapping[str, Verdict]]:
    by_reading = {reading.name: given[clue.id, reading.name] for reading in clue.readings}
    verdict = deciding(clue, given)
    alike = [r.name for r in clue.counting if by_reading[r.name] is verdict]
    return alike[-1] if verdict is Verdict.NOT_MET else alike[0], by_reading


def broadest(reader: Reader, finding: Finding, clue: Clue) -> ClueFinding:
    """Say how a person stands to a clue in the broadest counting reading that gives its verdict.

    That one is enough to fit: whoever is asked to look something up need not find more.
    """
    found = finding.clues[clue.id]
    name = [r.name for r in clue.counting if found.by_reading[r.name] is found.verdict][-1]
    if name == found.reading:
        return found
    return _read_as(reader, finding.person.number, clue, name, found.by_reading)


def _read_as(
    reader: Reader, number: int, clue: Clue, name: str, by_reading: Mapping[str, Verdict]
) -> ClueFinding:
    plan, verdict = reader.plan, by_reading[name]
    answer = reader.answer(clue.id, name)
    found = reader.deciding(number, answer, verdict)
    shown = reader.shown(number, answer, verdict, found)

    def tell() -> Mapping[str, Any]:
        evidence = reader.told(shown)
        said = because(plan, answer, verdict, evidence, reader.met(number))
        return {"because": said, "evidence": evidence}

    grade, cited = reader.documented(found)
    return ClueFinding.later(
        tell,
        clue=clue.id,
        verdict=verdict,
        reading=name,
        by_reading=by_reading,
        general=reader.general(number, answer, shown) if verdict is Verdict.NOT_MET else "",
        grade=grade,
        cited=cited,
    )


def all_sources(evidence: Evidence) -> tuple[Source, ...]:
    """Give the sources of a row and of the row beside it."""
    beside = evidence.with_row.sources if evidence.with_row else ()
    return (*evidence.sources, *beside)


# The order of a list: where a person stands, then how much speaks for them.
#
# First who meets every required clue, then those in doubt, then those without record. Where people
# may be weighed, the weight in bits comes next, then the fewer contradictions. Everywhere else the
# fewest steps away from the narrowest readings; then the strength of documentation: the weakest
# grade among the clues, each by its best row that has one, and the number of distinct sources.
# Equal persons share a rank and stand in the order of their ids.


Standing = tuple[float, ...]
PLACES = 9  # of a weight in bits: what differs less is equal


def by_weight(status: Verdict, weight: Weight) -> Standing:
    """Give what is compared where people are weighed; the lesser stands higher."""
    return -int(status), -round(weight.bits, PLACES), weight.contradictions


def standing(case: Case, finding: Finding) -> Standing:
    """Give what is compared; the lesser stands higher."""
    return _standing({c.id: [r.name for r in c.readings] for c in required(case)}, finding)


def _standing(readings: Mapping[str, Sequence[str]], finding: Finding) -> Standing:
    """Compare by the readings of the clues that are required, narrowest first."""
    if finding.weight:
        return by_weight(finding.status, finding.weight)
    steps = 0
    for clue, names in readings.items():
        reading = finding.clues[clue].reading
        steps += names.index(reading) if reading in names else len(names)
    grade = finding.grade or UNGRADED
    return -int(finding.status), steps, *grade.steps, -finding.sources


def numbered(keyed: Iterable[tuple[Standing, Person]]) -> Iterator[tuple[int, Person]]:
    """Put persons in order and number them: after two firsts comes a third."""
    number, before = 0, None
    for at, (key, person) in enumerate(sorted(keyed, key=lambda k: (k[0], k[1].id)), start=1):
        number = number if key == before else at
        before = key
        yield number, person


def rank(case: Case, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings in order and number them."""
    given = {f.person.id: f for f in findings}
    readings = {c.id: [r.name for r in c.readings] for c in required(case)}
    order = numbered((_standing(readings, f), f.person) for f in findings)
    return tuple(replace(given[person.id], rank=number) for number, person in order)


# What an answer is about: every view begins with it.


_ASSUMED = " (assumed: whoever is not matched with a list is not in it under another id)"


def about(case: Case, content: Content) -> About:
    """Say what a run is about."""
    return About(
        case=case.id,
        title=case.title,
        as_of=case.day.isoformat(),
        subject=case.subject.value,
        purpose=case.purpose,
        register=content.register.id,
        register_title=content.register.title,
        sha256=content.sha256,
        persons=content.persons,
        population_says=f"{case.population.says}{_ASSUMED if case.unmatched_absent else ''}",
    )


# Facts that begin after the as-of day are not looked at, and are told as such.


def masked_facts(session: Session) -> tuple[tuple[Masked, ...], int]:
    """List the facts that begin after the as-of day, and count them all."""
    facts: list[Masked] = []
    total = 0
    for role in _spanned(session):
        rows = session.fetch(f"masked:{role}")
        facts += _told(session, role, rows)
        full = len(rows) == MOST_MASKED
        total += session.fetch(f"masked_count:{role}")[0][0] if full else len(rows)
    return tuple(facts), total


def masked_of(session: Session, person_no: int) -> tuple[Masked, ...]:
    """List the facts of one person that begin after the as-of day, however many others have."""
    facts: list[Masked] = []
    for role in _spanned(session):
        built = reads.masked(session.plan, role, MOST_MASKED, person_no)
        rows = session.engine.fetch(built.query(session.engine.dialect))
        facts += _told(session, role, rows)
    return tuple(facts)


def _spanned(session: Session) -> list[str]:
    tables = session.plan.register.tables
    return [role for role in session.plan.tables() if tables[role].span is not None]


def _told(session: Session, role: str, rows: Sequence[Sequence[Any]]) -> list[Masked]:
    register = session.plan.register
    table = register.tables[role]
    return [
        Masked(
            Person(number, key, name),
            role,
            row_no,
            states(register, table, dict(zip(session.plan.shown(role), texts, strict=True))),
        )
        for number, row_no, name, key, *texts in rows
    ]


# What there is to find out about somebody, in words, and what kind of source tells.


def question(gathered: Gathered, finding: Finding, clue: Clue) -> tuple[str, str]:
    """Say what to find out by the broadest reading that counts, and what source tells it."""
    plan = gathered.session.plan
    found = broadest(gathered.reader, finding, clue)
    column = plan.column(clue.id, found.reading)
    role = table_of(plan, column.answer) if column.answer else ""
    kind = plan.register.tables[role].settled_by if role in plan.register.tables else ""
    doubts = list(dict.fromkeys(d for e in found.evidence for d in e.doubts))
    if found.verdict is Verdict.IN_DOUBT and doubts:
        return f"whether {listed(doubts, 2)}: {found.evidence[0].says}", kind
    parts = list(plan.parts_of(column.answer))
    asked = _asked(plan, parts[0]) if parts else []
    if parts and parts[0].on_person:
        return f"whether {listed(asked, 4)}", kind
    return f"a row in {role}: {listed(asked, 4)}", kind


def change(gathered: Gathered, finding: Finding, clue: Clue) -> tuple[str, str]:
    """Say the one fact that would let somebody in by the broadest reading that counts.

    Empty for a no where the fact is not sure: of several parts a pattern does not say which one is
    lacking, and of a row that speaks against somebody the reason has said all.
    """
    plan = gathered.session.plan
    found = finding.clues[clue.id]
    no = found.verdict is Verdict.NOT_MET
    answer = plan.column(clue.id, clue.counting[-1].name).answer
    if not isinstance(answer, Best | BestPair | OfPerson):
        return ("", "") if no else question(gathered, finding, clue)
    if no and found.evidence and not isinstance(answer, OfPerson):
        return "", ""
    part = plan.parts[answer.part]
    table = plan.register.tables[part.table]
    wanted = listed(_asked(plan, part), 6)
    if isinstance(answer, OfPerson):
        where = "in the person's own row:" if no else "whether"
        return f"{where} {wanted}", table.settled_by
    return f"a {'further ' if no else ''}row in {part.table}: {wanted}", table.settled_by


def _asked(plan: Plan, part: Part) -> list[str]:
    """Say what a part asks for, without the masks of later facts."""
    said = zip(part.conditions, all_asked(plan, part), strict=False)
    return [words for condition, words in said if not isinstance(condition, Begun | Published)]
