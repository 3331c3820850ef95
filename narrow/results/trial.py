"""The tests inside an attribute: small records, verdicts expected, what no test guards.

Every test is one person of a register made for the purpose, so that the compiled statement itself
is what is tested. Afterwards each condition is left out in turn: if no test then fails, no test
would miss it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from narrow.engines import Engine
from narrow.model.case import Case, Clue, Population, Subject
from narrow.model.dates import parse
from narrow.model.register import PERSONS, SOURCES, Content, Register, Slice, Table
from narrow.model.rule import Reading
from narrow.model.trial import Trial
from narrow.model.verdict import Verdict
from narrow.registers.gather import content_from_rows
from narrow.results.run import verdicts
from narrow.results.variants import variants

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
    attribute: str, trials: Sequence[Trial], register: Register, fresh: Callable[[], Engine]
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


def _untested(trials: Sequence[Trial]) -> Iterator[tuple[str, str]]:
    names = trials[0].expected if trials else ()
    for name in names:
        seen = {_EXACT.get(t.expected[name], t.expected[name]) for t in trials}
        words = {w.word if isinstance(w, Verdict) else w for w in seen}
        yield from ((name, kind) for kind in KINDS if kind not in words)


def _groups(trials: Sequence[Trial]) -> list[list[Trial]]:
    """Put tests together that one statement can answer: same day, parameters and gaps."""
    groups: dict[object, list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[trial.as_of, tuple(sorted(trial.values.items())), trial.incomplete].append(trial)
    return list(groups.values())


def _lacking(
    readings: Sequence[Reading], register: Register
) -> dict[tuple[str, int], tuple[str, Reading]]:
    """Give each reading without each of its conditions, by reading and number of the condition."""
    found: dict[tuple[str, int], tuple[str, Reading]] = {}
    for reading in readings:
        for at, variant in enumerate(variants(reading.body, register)):
            made = Reading(f"{reading.name} without {at}", "", variant.body)
            found[reading.name, at] = (variant.left_out, made)
    return found


def _verdicts(
    group: Sequence[Trial],
    readings: Sequence[Reading],
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


def _content(group: Sequence[Trial], register: Register) -> Content:
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
    """Give a table in which a small record may leave columns out and name sources at will."""
    columns = {name: replace(c, required=False) for name, c in table.columns.items()}
    complete = () if has_gaps else (Slice({}, {}),)
    return replace(
        table,
        columns=columns,
        key=table.key if table.role in (PERSONS, SOURCES) else (),
        complete_for=complete,
        references=(),
        sources=(),
    )
