"""The people of a gathered case weighed against each other, where its subject allows that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log2

from narrow.model.case import Case
from narrow.model.finding import Finding
from narrow.model.verdict import Verdict
from narrow.model.weighing import Weighing, Weight
from narrow.results import crowd as crowds
from narrow.results.crowd import Crowd, crowd
from narrow.results.dates_in_doubt import read_bounds, shares_of
from narrow.results.gathered import Gathered, Judged
from narrow.results.measure import Shares
from narrow.results.pattern import Key, Pattern
from narrow.results.scale import Scale, scale

MOST_APART = 1e-9


@dataclass(frozen=True, slots=True)
class Weighed:
    """A case on a scale: the weight of everyone named and in play, and all of them together."""

    scale: Scale
    shares: Mapping[str, Shares]
    weights: Mapping[str, Weight]
    rest: Sequence[tuple[Weight, int]]
    crowd: Crowd
    weighing: Weighing

    def chance(self, bits: float) -> float | None:
        """Give the chance of being the person meant; None where none may be shown."""
        outside = self.scale.case.outside
        if self.weighing.no_chance or outside is None:
            return None
        return (1 - outside) * self.crowd.chance(bits)


@dataclass(slots=True)
class Alike:
    """A scale that weighs each vector of verdicts once: there are few, whatever the register."""

    scale: Scale
    _found: dict[tuple[object, ...], Weight] = field(default_factory=dict)

    def weigh(self, verdicts: Mapping[Key, Verdict], shares: Shares) -> Weight:
        """Weigh one person; verdicts must name their keys in the same order each time."""
        key = (*verdicts.values(), *shares.items())
        if key not in self._found:
            self._found[key] = self.scale.weigh(verdicts, shares)
        return self._found[key]


def in_play(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Give those whom no required clue rules out and whom nobody took off by hand."""
    off = {excluded.person for excluded in case.exclude}
    return [f for f in findings if f.status is not Verdict.NOT_MET and f.person.id not in off]


def weigh(gathered: Gathered) -> Weighed | None:
    """Weigh everyone in play; None where nobody may be weighed, or no clue has a worth."""
    case = gathered.case
    if not case.subject.weighed:
        return None
    found = scale(case, gathered.patterns)
    if not found.weighs:
        return None
    bounds = read_bounds(gathered.reader)
    findings = [judged.finding for judged in gathered.judged]
    shares = {f.person.id: shares_of(gathered.reader, bounds, f) for f in findings}
    return weigh_on(found, gathered, shares)


def weigh_on(on: Scale, gathered: Gathered, shares: Mapping[str, Shares]) -> Weighed:
    """Weigh everyone in play on a given scale."""
    findings = [judged.finding for judged in gathered.judged]
    same = Alike(on)
    playing = in_play(on.case, findings)
    weights = {f.person.id: same.weigh(f.verdicts, shares[f.person.id]) for f in playing}
    rest = crowds.beyond(on, gathered.patterns, (f.verdicts for f in findings))
    sums = crowd([*((w.bits, 1) for w in weights.values()), *((w.bits, n) for w, n in rest)])
    told = _weighing(on, gathered.patterns, sums, list(weights.values()), rest)
    found = Weighed(on, shares, weights, rest, sums, told)
    given = {weight.bits: found.chance(weight.bits) for weight in weights.values()}
    with_chance = {id(w): replace(w, chance=given[w.bits]) for w in weights.values()}
    return replace(found, weights={key: with_chance[id(w)] for key, w in weights.items()})


def weigh_each(weighed: Weighed, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Give each person their weight; somebody taken off by hand has one, and no chance."""
    found = []
    for one in judged:
        finding = one.finding
        weight = weighed.weights.get(finding.person.id)
        if weight is None:
            shares = weighed.shares.get(finding.person.id, {})
            weight = weighed.scale.weigh(finding.verdicts, shares)
        found.append(replace(one, finding=replace(finding, weight=weight)))
    return tuple(found)


def _weighing(
    on: Scale,
    patterns: Sequence[Pattern],
    sums: Crowd,
    weights: Sequence[Weight],
    rest: Sequence[tuple[Weight, int]],
) -> Weighing:
    population = sum(pattern.persons for pattern in patterns)
    start = -log2(population) if population else 0.0
    return Weighing(
        measures=on.measures(),
        population=population,
        outside=on.case.outside,
        start=start,
        crowd=-(sums.sum_bits + start) if sums.total else 0.0,
        left=2.0**sums.entropy if sums.total else 0.0,
        top=crowds.TOP,
        reach=crowds.reach(weights, rest),
        fit=crowds.fit(on, patterns),
        no_chance=_no_chance(on.case),
        warnings=tuple(_warnings(on, weights)),
    )


def _no_chance(case: Case) -> str:
    if case.describes == "several":
        return "the text fits several people truly, so that no chance is anyone's alone"
    if case.outside is None:
        return "the case does not say how likely the person is not in this register (outside:)"
    return ""


def _warnings(on: Scale, weights: Sequence[Weight]) -> list[str]:
    said = []
    for measure in on.measures():
        clue = next(c for c in on.case.clues if c.id == measure.clue)
        if measure.right is None and clue.worth is None:
            said.append(f"{measure.clue} weighs nothing: {measure.said}")
    best = max(weights, key=lambda w: w.bits, default=None)
    if best and best.contradictions:
        near = [w for w in weights if w.contradictions < best.contradictions]
        if near:
            said.append("who weighs most contradicts more clues than somebody below")
    if any(clue.worth and clue.worth.right is None for clue in on.case.clues):
        said.append("some weights are stated by the case and not measured")
    return said
