"""Legal but unwise: what can be seen in a case by itself, and what only the register can tell.

Each check is a small function to advice. A file silences a code with `silence: [N104]`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from narrow.compile import plan as plans
from narrow.engines.base import Engine
from narrow.errors import Issue
from narrow.model import rules
from narrow.model.cases import Case, Clue, Population, Role, Subject
from narrow.model.dates import LATEST, parse
from narrow.model.evidence import Advice
from narrow.model.registers import PERSONS, SOURCES, Content, Register, Slice, Table
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation, never_no, unseen
from narrow.questions.evaluation.patterns import Pattern, deciding
from narrow.questions.evaluation.reader import verdicts
from narrow.questions.evaluation.reasons import asks
from narrow.registers.loader import content_from_rows
from narrow.rules.documents import CaseDocument
from narrow.rules.yaml_text import Text

# A body with one condition left out, for every condition: what would change without it?


def variants(body: rules.Body, register: Register) -> Iterator[tuple[str, rules.Body]]:
    """Give every variant of a body that lacks one condition, with the words of what it lacks.

    The masks of later facts stay.
    """
    match body:
        case rules.Some(scan) | rules.Count(scan) | rules.Missing(scan):
            for said, narrower in _scans(scan, register):
                yield said, replace(body, scan=narrower)
        case rules.PersonIs(where):
            for said, fewer in _dropped(where, register, register.persons.role):
                yield said, rules.PersonIs(fewer)
        case rules.AllOf(bodies) | rules.AnyOf(bodies) | rules.AtLeast(_, bodies):
            for at, inner in enumerate(bodies):
                for said, variant in variants(inner, register):
                    changed = (*bodies[:at], variant, *bodies[at + 1 :])
                    yield said, replace(body, bodies=changed)
        case rules.Not(inner) | rules.Named(_, _, _, inner):
            for said, variant in variants(inner, register):
                yield said, replace(body, body=variant)


Lacking = Mapping[tuple[str, int], tuple[str, rules.Reading]]
"""Readings without one of their conditions, by reading and number: its words, and what is left."""


def _lacking(readings: Sequence[rules.Reading], register: Register) -> Lacking:
    return {
        (reading.name, at): (said, rules.Reading(f"{reading.name} without {at}", "", variant))
        for reading in readings
        for at, (said, variant) in enumerate(variants(reading.body, register))
    }


def _scans(scan: rules.Scan, register: Register) -> Iterator[tuple[str, rules.Scan]]:
    for said, fewer in _dropped(scan.where, register, scan.table):
        yield said, replace(scan, where=fewer)
    second = scan.second
    if second:
        for said, fewer in _dropped(second.where, register, second.table):
            yield f"{second.table}: {said}", replace(scan, second=replace(second, where=fewer))
        if second.order:
            said = f"{second.order} {second.day}"
            yield said, replace(scan, second=replace(second, order=None, day=""))


def _dropped(
    where: tuple[rules.Condition, ...], register: Register, role: str
) -> Iterator[tuple[str, tuple[rules.Condition, ...]]]:
    for at, condition in enumerate(where):
        if not isinstance(condition, rules.Begun | rules.Published):
            said = asks(register.tables[role], condition)
            yield said, (*where[:at], *where[at + 1 :])


def review(case: Case, content: Content, engine: Engine) -> Iterator[Advice]:
    """Hold every clue of a case against the register; the engine holds the content."""
    lacking = {clue.id: _lacking(clue.readings, content.register) for clue in case.clues}
    yield from unseen(case, content.register, engine)
    further = {clue: [reading for _, reading in of.values()] for clue, of in lacking.items()}
    still = {clue.id: dict(_still(clue)) for clue in case.clues}
    widened = replace(
        case,
        clues=tuple(
            replace(c, readings=(*c.readings, *further[c.id], *still[c.id].values()))
            for c in case.clues
        ),
    )
    found = Evaluation(widened, content, engine).patterns
    if not found:
        return
    yield from never_no(plans.plan(case, content.register))
    for clue in case.clues:
        yield from _all_or_none(clue, found)
        yield from _not_nested(clue, found)
        yield from _idle(clue, lacking[clue.id], found)
        yield from _held_again(clue, still[clue.id], found)


# 63 sitting senators were "former senators": a term of theirs was over, and the next had begun.


def _still(clue: Clue) -> Iterator[tuple[str, rules.Reading]]:
    """Give, for each reading that asks for what is over, one that asks for such a row today."""
    for reading in clue.readings:
        bodies = tuple(map(rules.Some, _held_today(reading.body)))
        if bodies:
            name = f"{reading.name} today"
            yield reading.name, rules.Reading(name, "", rules.AnyOf(bodies))


def _held_today(body: rules.Body) -> Iterator[rules.Scan]:
    match body:
        case rules.Some(scan):
            today = tuple(map(_today, scan.where))
            if today != scan.where:
                yield rules.Scan(scan.table, today)
        case rules.AllOf(bodies) | rules.AnyOf(bodies) | rules.AtLeast(_, bodies):
            for inner in bodies:
                yield from _held_today(inner)
        case rules.Named(_, _, _, inner):
            yield from _held_today(inner)
        case _:
            return


def _today(condition: rules.Condition) -> rules.Condition:
    if isinstance(condition, rules.Held) and condition.tense is rules.Tense.FORMER:
        return replace(condition, tense=rules.Tense.CURRENT)
    return condition


def _held_again(
    clue: Clue, still: Mapping[str, rules.Reading], found: Sequence[Pattern]
) -> Iterator[Advice]:
    for name, today in still.items():
        met = [p for p in found if p.verdicts[clue.id, name] is Verdict.MET]
        again = sum(p.persons for p in met if p.verdicts[clue.id, today.name] is Verdict.MET)
        if again:
            everyone = sum(p.persons for p in met)
            said = f"{again} of the {everyone} who meet it hold another such row on that day"
            meant = "tense: no-longer leaves them out"
            yield Advice("N111", clue.id, f"{clue.id}, {name}: {said}; {meant}")


def _all_or_none(clue: Clue, found: Sequence[Pattern]) -> Iterator[Advice]:
    counts = table.count((deciding(clue, p.verdicts), p.persons) for p in found)
    if counts.met == counts.total:
        yield Advice("N101", clue.id, f"everyone of the {counts.total} meets {clue.id!r}")
    if counts.not_met == counts.total:
        yield Advice("N102", clue.id, f"no one of the {counts.total} meets or may meet {clue.id!r}")


def _not_nested(clue: Clue, found: Sequence[Pattern]) -> Iterator[Advice]:
    for narrow, broad in zip(clue.readings, clue.readings[1:], strict=False):
        outside = sum(
            p.persons
            for p in found
            if p.verdicts[clue.id, narrow.name] > p.verdicts[clue.id, broad.name]
        )
        if outside:
            said = f"{outside} persons fit {narrow.name!r} better than the broader {broad.name!r}"
            yield Advice("N103", clue.id, f"{clue.id}: {said}")


def _idle(clue: Clue, lacking: Lacking, found: Sequence[Pattern]) -> Iterator[Advice]:
    for (reading, _), (left_out, lesser) in lacking.items():
        given = (p.verdicts for p in found)
        if all(verdicts[clue.id, lesser.name] == verdicts[clue.id, reading] for verdicts in given):
            said = f"{clue.id}, {reading}: without {left_out!r} every verdict stays the same"
            yield Advice("N104", clue.id, said)


# The tests inside an attribute: small records, verdicts expected, what no test guards.
#
# Every test is one person of a register made for the purpose, so that the compiled statement itself
# is what is tested. Afterwards each condition is left out in turn: if no test then fails, no test
# would miss it.


KINDS = ("met", "not-met", "not-known")
_EXACT = {"in-doubt": Verdict.IN_DOUBT, "no-record": Verdict.NO_RECORD}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one reading fared in one test."""

    test: str
    reading: str
    expected: str
    verdict: Verdict

    @property
    def holds(self) -> bool:
        """Whether the verdict is the one expected."""
        return fits(self.verdict, self.expected)


@dataclass(frozen=True, slots=True)
class Report:
    """How an attribute fared: outcomes, conditions no test would miss, verdicts no test expects."""

    attribute: str
    outcomes: tuple[Outcome, ...]
    unguarded: tuple[tuple[str, str], ...]
    untested: tuple[tuple[str, str], ...]

    @property
    def holds(self) -> bool:
        """Whether every test holds."""
        return all(outcome.holds for outcome in self.outcomes)


def fits(verdict: Verdict, expected: str) -> bool:
    """Tell whether a verdict is the expected one; `not-known` takes either cause."""
    return _EXACT.get(expected) is verdict if expected in _EXACT else verdict.word == expected


def try_out(
    attribute: str, trials: Sequence[rules.Trial], register: Register, fresh: Callable[[], Engine]
) -> Report:
    """Run an attribute's tests, and every variant that lacks a condition, on fresh engines."""
    outcomes: list[Outcome] = []
    caught: dict[tuple[str, int], bool] = {}
    words: dict[tuple[str, int], str] = {}
    for group in _groups(trials):
        lacking = _lacking(group[0].readings, register)
        readings = [*group[0].readings, *(r for _, r in lacking.values())]
        found = _verdicts(group, readings, register, fresh)
        for at, trial in enumerate(group):
            mine = found[f"t{at}"]
            for name, expected in trial.expected.items():
                outcomes.append(Outcome(trial.name, name, expected, mine["test", name]))
            for key, (left_out, variant) in lacking.items():
                missed = not fits(mine["test", variant.name], trial.expected[key[0]])
                caught[key] = caught.get(key, False) or missed
                words.setdefault(key, left_out)
    unguarded = tuple((key[0], words[key]) for key, seen in caught.items() if not seen)
    return Report(attribute, tuple(outcomes), unguarded, tuple(_untested(trials)))


def _untested(trials: Sequence[rules.Trial]) -> Iterator[tuple[str, str]]:
    names = trials[0].expected if trials else ()
    for name in names:
        seen = {_EXACT.get(t.expected[name], t.expected[name]) for t in trials}
        words = {w.word if isinstance(w, Verdict) else w for w in seen}
        yield from ((name, kind) for kind in KINDS if kind not in words)


def _groups(trials: Sequence[rules.Trial]) -> list[list[rules.Trial]]:
    """Put tests together that one statement can answer: same day, parameters and gaps."""
    groups: dict[object, list[rules.Trial]] = defaultdict(list)
    for trial in trials:
        groups[trial.as_of, tuple(sorted(trial.values.items())), trial.incomplete].append(trial)
    return list(groups.values())


def _verdicts(
    group: Sequence[rules.Trial],
    readings: Sequence[rules.Reading],
    register: Register,
    fresh: Callable[[], Engine],
) -> Mapping[str, Mapping[tuple[str, str], Verdict]]:
    clue = Clue("test", "", "", tuple(readings), readings[-1].name)
    case = Case(
        id="test",
        title="",
        file="",
        as_of=parse(group[0].as_of.isoformat()),
        population=Population(""),
        clues=(clue,),
        subject=Subject.INVENTED,
    )
    return verdicts(case, _content(group, register), fresh())


def _content(group: Sequence[rules.Trial], register: Register) -> Content:
    gaps = group[0].incomplete
    tables = {role: _loosened(t, role in gaps) for role, t in register.tables.items()}
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    key = register.persons.key[0]
    for at, trial in enumerate(group):
        own = dict(trial.records.get("person", {}))
        rows[PERSONS].append({register.naming.name: trial.name, **own, key: f"t{at}"})
        for role, records in trial.records.items():
            if role != "person":
                column = register.tables[role].person
                rows[role] += [{**record, column: f"t{at}"} for record in records]
    return content_from_rows(replace(register, tables=tables), rows)


def _loosened(table: Table, has_gaps: bool) -> Table:
    """Give a table in which a small record may leave columns out and name sources at will.

    An enum says what one register holds; the records show what an attribute means in any.
    """
    columns = {name: replace(c, required=False, enum=()) for name, c in table.columns.items()}
    complete = () if has_gaps else (Slice({}, {}, until=LATEST),)
    return replace(
        table,
        columns=columns,
        key=table.key if table.role in (PERSONS, SOURCES) else (),
        complete_for=complete,
        references=(),
        sources=(),
    )


# Legal but unwise: what can be seen of a case without asking the register.
#
# Each check is a small function from a case to advice; `questions/checks.py` holds those that need
# the register. A file silences a code with `silence: [N104]`.


CODES = {
    "N101": "a clue that everyone in the population meets narrows nothing",
    "N102": "a clue that no one in the population meets, or may meet, leaves nobody",
    "N103": "a broader reading must contain the narrower ones",
    "N104": "a condition that changes no verdict in this register decides nothing",
    "N105": "a clue or an exclusion without a source cannot be checked",
    "N106": "two clues that ask the same thing count it twice",
    "N107": "two clues whose sources depend on each other are one voice",
    "N108": "a case in which no clue is required lists everyone",
    "N109": "a clue without a usable grade weighs nothing where people are weighed",
    "N110": "without `outside:` no chance can be shown",
    "N111": "who is former by one row holds another such row today",
    "N112": "a clue that can be a no for nobody rules nobody out, whatever is known",
    "N113": "a code that no row of the register has may be misspelt",
    "N201": "an attribute without tests may mean anything",
    "N302": "a birth that no person of a list can have decides nothing",
}


def lint(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    """Give advice on a case as written, silenced codes left out."""
    for check in (_no_source, _same_twice, _one_voice, _none_required, _no_worth, _no_outside):
        for issue in check(text, document, case):
            if issue.code not in document.silence:
                yield issue


def _no_source(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    for at, clue in enumerate(document.clues):
        if not clue.source:
            said = f"the clue {clue.id!r} names no source; add one under sources:"
            yield text.issue(("clues", at, "id"), said, code="N105")
    for key, given in (("exclude", document.exclude), ("marked", document.marked)):
        for at, one in enumerate(given):
            if one.source not in document.sources:
                said = f"the source {one.source!r} of this person is not under sources:"
                yield text.issue((key, at, "source"), said, code="N105")


def _same_twice(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    numbered = list(enumerate(case.clues))
    for (_, one), (at, other) in combinations(numbered, 2):
        if [r.body for r in one.readings] == [r.body for r in other.readings]:
            said = f"{other.id!r} asks what {one.id!r} asks already"
            yield text.issue(("clues", at, "id"), said, code="N106")


def _one_voice(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    numbered = list(enumerate(case.clues))
    for (_, one), (at, other) in combinations(numbered, 2):
        if one.source and other.source and one.source.id != other.source.id:
            chain = {one.source.depends_on, other.source.depends_on}
            if chain & {one.source.id, other.source.id}:
                said = f"{other.id!r} and {one.id!r} rest on sources that depend on each other"
                yield text.issue(("clues", at, "source"), said, code="N107")


def _none_required(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    if all(clue.role is Role.SUPPORTING for clue in case.clues):
        said = "no clue is required, so everyone in the population is on the list"
        yield text.issue(("clues",), said, code="N108")


def _no_worth(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    if not case.subject.weighed or case.grades is None:
        return
    for at, clue in enumerate(case.clues):
        if clue.source and clue.worth is None and case.grades.right(clue.grade) is None:
            grade = f"the grade {clue.grade.code}" if clue.grade else "no grade"
            said = f"{clue.id!r} weighs nothing: its source has {grade}; add right: with why:"
            yield text.issue(("clues", at, "id"), said, code="N109")


def _no_outside(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    one = case.describes == "one"
    if case.subject.weighed and one and case.outside is None:
        said = "say with outside: how likely the person is not in this register at all"
        yield text.issue(("subject",), said, code="N110")
