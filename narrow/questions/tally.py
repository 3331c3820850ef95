"""A tally counts who meets the clues in every group, with the not known counted apart.

A group is the case over again with one more condition: within "Obama", only designations of that
administration are looked at, in the population and in the clues. So somebody listed by two
administrations is judged for each by that administration's listing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from narrow.compile import reads
from narrow.errors import RequestError, nearest
from narrow.model import rules
from narrow.model.cases import POPULATION, Case
from narrow.model.evidence import CARE, About, Advice, Counts, OfCase
from narrow.model.registers import PERSONS, Column, Content, Kind, Table
from narrow.model.result import INSIDE, Result, inside
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import about
from narrow.questions.evaluation.patterns import Pattern, required
from narrow.questions.evaluation.reader import Session


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a tally: its persons by verdict; `total` where it stands for all groups.

    `members` counts them by whether they are in the group at all: whoever is not certainly in it
    may be. So its size is a range, and the share that meets the clues another, 0 to 1; None for
    the share of a group without anybody.
    """

    follows: ClassVar[dict[str, str]] = {
        "low": "low",
        "high": "high",
        "of_low": "of_low",
        "of": "of",
    }

    value: str
    counts: Counts
    members: Counts = field(metadata=inside(Counts()))
    share_low: float | None
    share_high: float | None
    total: bool = field(default=False, metadata=INSIDE)

    @property
    def low(self) -> int:
        """How many meet it at least."""
        return self.counts.low

    @property
    def high(self) -> int:
        """How many there can be."""
        return self.counts.high

    @property
    def of_low(self) -> int:
        """How many are in the group for certain."""
        return self.members.low

    @property
    def of(self) -> int:
        """How many can be in the group."""
        return self.members.high


@dataclass(frozen=True, slots=True)
class Tally(Result, OfCase):
    """How many of each group meet the clues: `clue` is blank where all required ones count."""

    kind: ClassVar[str] = "tally"
    follows: ClassVar[dict[str, str]] = {"groups": "apart", "all": "whole"}

    about: About
    by: str
    clue: str
    reading: str
    says: str
    groups: tuple[Group, ...] = field(metadata=INSIDE)
    care: str = CARE
    advice: tuple[Advice, ...] = ()

    @property
    def apart(self) -> tuple[Group, ...]:
        """The groups, without the sum of them."""
        return tuple(group for group in self.groups if not group.total)

    @property
    def whole(self) -> Group:
        """All of them together, each person once."""
        return next(group for group in self.groups if group.total)


# A case over again, within one group: one more condition on every look at the group's table.


@dataclass(frozen=True, slots=True)
class Field:
    """What a tally groups by: a column of a table, or the year of one."""

    role: str
    column: Column
    by_year: bool

    def condition(self, value: str) -> rules.Condition:
        """Say that a row lies in the group."""
        if self.by_year:
            return rules.Dated(
                self.column.name, date(int(value), 1, 1), date(int(value), 12, 31), value
            )
        if self.column.kind is Kind.DATE:
            day = date.fromisoformat(value)
            return rules.Dated(self.column.name, day, day, f"on {value}")
        return rules.Coded(self.column.name, (value,), value)


def within(case: Case, field: Field, value: str) -> Case:
    """Give the case with one more condition on every look at the field's table that says "some".

    A look that denies stays as it is: "never" and "at most two" speak of every row, whatever the
    group. So nobody meets within a group what they do not meet as a whole.
    """
    condition = field.condition(value)
    body = case.population.body
    if field.role == PERSONS:
        inside: rules.Body = rules.PersonIs((condition,))
        body = rules.AllOf((body, inside)) if body else inside
        return replace(case, population=replace(case.population, body=body))
    inside = rules.Some(rules.Scan(field.role, (condition,)))
    body = rules.AllOf((_body(body, field.role, condition), inside)) if body else inside
    narrowed = replace(case.population, body=body)
    clues = tuple(
        replace(c, readings=tuple(_reading(r, field.role, condition) for r in c.readings))
        for c in case.clues
    )
    return replace(case, population=narrowed, clues=clues)


def _reading(reading: rules.Reading, role: str, condition: rules.Condition) -> rules.Reading:
    return replace(reading, body=_body(reading.body, role, condition))


def _body(
    body: rules.Body, role: str, condition: rules.Condition, *, denied: bool = False
) -> rules.Body:
    """Narrow a body; `denied` says that it stands under an odd number of negations."""
    match body:
        case rules.Some(scan):
            return body if denied else replace(body, scan=_scan(scan, role, condition))
        case rules.Missing(scan):
            return replace(body, scan=_scan(scan, role, condition)) if denied else body
        case rules.Count():
            return _count(body, role, condition, denied=denied)
        case rules.AllOf(bodies) | rules.AnyOf(bodies) | rules.AtLeast(_, bodies):
            narrowed = tuple(_body(b, role, condition, denied=denied) for b in bodies)
            return replace(body, bodies=narrowed)
        case rules.Not(inner):
            return replace(body, body=_body(inner, role, condition, denied=not denied))
        case rules.Named(_, _, _, inner):
            return replace(body, body=_body(inner, role, condition, denied=denied))
        case rules.PersonIs():
            return body


def _count(body: rules.Count, role: str, condition: rules.Condition, *, denied: bool) -> rules.Body:
    """Narrow the bound that says "some", a lower one or an upper one that is denied."""
    narrowed = replace(body, scan=_scan(body.scan, role, condition))
    if narrowed == body or (body.at_least is None and body.at_most is None):
        return body
    if body.at_least is None or body.at_most is None:
        return narrowed if (body.at_most is None) is not denied else body
    says_some, denies = (body, narrowed) if denied else (narrowed, body)
    return rules.AllOf((replace(says_some, at_most=None), replace(denies, at_least=None)))


def _scan(scan: rules.Scan, role: str, condition: rules.Condition) -> rules.Scan:
    if scan.table == role:
        scan = replace(scan, where=(*scan.where, condition))
    if scan.second and scan.second.table == role:
        second = replace(scan.second, where=(*scan.second.where, condition))
        scan = replace(scan, second=second)
    return scan


YEAR = "year"
MOST_GROUPS = 500


def tally(
    evaluation: Evaluation,
    *,
    by: str = "",
    clue: str = "",
    reading: str = "",
) -> Tally:
    """Count a case by the values of a field, the whole last.

    Counts those who meet every required clue, or the one clue named, in the reading named or the
    one that decides. Raises RequestError for a field, clue or reading that is not there.
    """
    case, content = evaluation.case, evaluation.content
    names = _chosen(case, clue, reading)
    whole = evaluation.patterns
    groups = []
    if by:
        field = field_of(case, content, by)
        for value in _values(field, evaluation.session):
            found = patterns_within(evaluation, field, value)
            if found:
                groups.append(_group(case, value, found, names))
    total = _group(case, "all", whole, names, total=True)
    return Tally(
        about=about(case, content),
        by=by,
        clue=clue or (next(iter(names)) if len(names) == 1 else ""),
        reading=reading or (next(iter(names.values())) if len(names) == 1 else ""),
        says=_says(case, names),
        groups=(*groups, total),
        advice=evaluation.advice,
    )


def _group(
    case: Case,
    value: str,
    found: Sequence[Pattern],
    names: Mapping[str, str],
    *,
    total: bool = False,
) -> Group:
    """Count a group: who is in it, who of them meets the clues, and what share that can be.

    Whoever may be in the group is one of two unknowns, so that the least share leaves out whoever
    meets the clues and takes in whoever does not, and the greatest the other way round.
    """
    members = dict.fromkeys(Verdict, 0)
    certain = low = high = least_of = most_of = 0
    whole = table.is_whole(case, names)
    for pattern in found:
        member, persons = pattern.verdicts[POPULATION, ""], pattern.persons
        meets = table.verdict_under(case, pattern, names)
        if pattern.by_hand and whole:
            meets = Verdict.NOT_MET
        members[member] += persons
        low += persons * (min(member, meets) is Verdict.MET)
        high += persons * (min(member, meets) is not Verdict.NOT_MET)
        certain = persons * (member is Verdict.MET)
        least_of += certain or persons * (meets is not Verdict.MET)
        most_of += certain or persons * (meets is not Verdict.NOT_MET)
    sure = least_of == 0 and high > 0  # only those who meet the clues can be in it
    return Group(
        value=value,
        counts=table.counts_under(case, found, names),
        members=table.count(members.items()),
        share_low=_share(low, least_of, 1.0 if sure else None),
        share_high=_share(high, most_of, 0.0 if least_of else None),
        total=total,
    )


def _share(part: int, whole: int, otherwise: float | None) -> float | None:
    return part / whole if whole else otherwise


def _chosen(case: Case, clue: str, reading: str) -> Mapping[str, str]:
    by_id = {c.id: c for c in case.clues}
    if clue and clue not in by_id:
        raise RequestError(f"{case.id} has no clue {clue!r}{nearest(clue, by_id)}")
    chosen = [by_id[clue]] if clue else list(required(case))
    if reading and len(chosen) != 1:
        raise RequestError("--reading needs --clue, for there are several clues")
    names = {c.id: reading or c.deciding for c in chosen}
    for c in chosen:
        known = [r.name for r in c.readings]
        if names[c.id] not in known:
            raise RequestError(f"{c.id} has no reading {reading!r}{nearest(reading, known)}")
    return names


def _says(case: Case, names: Mapping[str, str]) -> str:
    said = []
    for clue in case.clues:
        said += [r.says for r in clue.readings if names.get(clue.id) == r.name]
    return "; and ".join(said)


def patterns_within(evaluation: Evaluation, field: Field, value: str) -> tuple[Pattern, ...]:
    """Carry the case out over one group, for its patterns alone."""
    with evaluation.another(within(evaluation.case, field, value)) as group:
        return group.patterns


def field_of(case: Case, content: Content, by: str) -> Field:
    """Find the column a field's name means: in the population's table, persons, the others."""
    register = content.register
    first = [r for r in (case.population.table, PERSONS) if r]
    order: list[Table] = [register.tables[r] for r in dict.fromkeys([*first, *register.tables])]
    if by == YEAR:
        for found in order:
            if found.span and found.span.start:
                return Field(found.role, found.columns[found.span.start], by_year=True)
    for found in order:
        if by in found.columns and (found.person or found.role == PERSONS):
            return Field(found.role, found.columns[by], by_year=False)
    known = [
        name for found in order if found.person or found.role == PERSONS for name in found.columns
    ]
    raise RequestError(f"the register has no field {by!r}{nearest(by, [*known, YEAR])}")


def _values(field: Field, session: Session) -> Sequence[str]:
    wanted = reads.groups(session.plan, field.role, field.column.name)
    texts = [row[0] for row in session.engine.fetch(wanted.query(session.engine.dialect))]
    known = [text for text in texts if text not in field.column.missing]
    if field.by_year:
        known = sorted({text[:4] for text in known if text[:4].isdigit()})
    elif field.column.kind is Kind.DATE:
        known = [text for text in known if _is_day(text)]
    elif field.column.values.value != "one":
        known = sorted({part for text in known for part in text.split(";")})
    if len(known) > MOST_GROUPS:
        raise RequestError(
            f"{field.column.name} has {len(known)} values; {MOST_GROUPS} groups at most"
        )
    return known


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
