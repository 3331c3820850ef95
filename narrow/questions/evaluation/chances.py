"""The people of a gathered case weighed against each other, where its subject allows that."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, log2

from narrow.model.cases import POPULATION, Case
from narrow.model.evidence import Bar, Finding, Fit, Place, Weighing, Weight
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.findings import Gathered, Judged, rank
from narrow.questions.evaluation.patterns import Key, Pattern, deciding
from narrow.questions.evaluation.weights import (
    Scale,
    Shares,
    Voice,
    is_stated,
    read_bounds,
    scale,
    shares_of,
)

# All persons in play together: chances, the people left, and who could still come near the top.
#
# In play is whoever the required clues do not rule out and nobody took off by hand. Those named are
# weighed one by one; of those beyond the ten thousand that are named only the pattern is known,
# which is enough for sums.


TOP = 10
SURE = 0.95
MOST_OF_IT = 0.5  # of a sum: what is more is not taken off by subtraction, which would lose figures


@dataclass(frozen=True, slots=True)
class Crowd:
    """The weights of everyone in play, as sums of powers of two.

    `total` is the sum of 2^bits, `spread` that of 2^bits times bits; both relative to `shift`, the
    largest weight, so that no power overflows. `counted` tells how many persons have each weight.
    """

    shift: float
    total: float
    spread: float
    counted: Mapping[float, int] = field(default_factory=dict)

    def chance(self, bits: float) -> float:
        """Give the chance of one weight, among those in play."""
        return 2.0 ** (bits - self.shift) / self.total if self.total else 0.0

    @property
    def entropy(self) -> float:
        """The entropy of the chances, in bits."""
        return log2(self.total) - self.spread / self.total if self.total else 0.0

    @property
    def sum_bits(self) -> float:
        """The logarithm of the sum over everyone in play, in bits."""
        return self.shift + log2(self.total) if self.total else -inf

    def changed(self, before: float, after: float) -> "Crowd":
        """Give the crowd with one weight changed; minus infinity is off the list.

        By subtraction, which is quick; whoever outweighs all others is taken out by counting anew.
        """
        if 2.0 ** (before - self.shift) > MOST_OF_IT * self.total:
            counted = Counter(self.counted)
            counted[before] -= 1
            counted[after] += 1
            return crowd(counted.items())
        total, spread = self.total, self.spread
        for bits, sign in ((before, -1), (after, 1)):
            if bits > -inf:
                power = 2.0 ** (bits - self.shift)
                total += sign * power
                spread += sign * power * (bits - self.shift)
        return Crowd(self.shift, total, spread, self.counted)


def crowd(weights: Iterable[tuple[float, int]]) -> Crowd:
    """Sum up weights in bits, each with how many persons have it."""
    given = [(bits, persons) for bits, persons in weights if bits > -inf and persons]
    shift = max((bits for bits, _ in given), default=0.0)
    total = spread = 0.0
    for bits, persons in given:
        power = persons * 2.0 ** (bits - shift)
        total += power
        spread += power * (bits - shift)
    counted: Counter[float] = Counter()
    for bits, persons in given:
        counted[bits] += persons
    return Crowd(shift, total, spread, counted)


def beyond(
    scale: Scale, patterns: Sequence[Pattern], named: Iterable[Mapping[tuple[str, str], Verdict]]
) -> list[tuple[Weight, int]]:
    """Weigh those in play who are not named: patterns, less those in play named of each."""
    keys = [(clue.id, reading.name) for clue in scale.case.clues for reading in clue.readings]
    taken = Counter(tuple(verdicts[key] for key in keys) for verdicts in named)
    rest = []
    for pattern in patterns:
        if not pattern.in_play:
            continue
        mine = tuple(pattern.verdicts[key] for key in keys)
        off = min(taken[mine], pattern.persons)
        taken[mine] -= off
        if pattern.persons > off:
            rest.append((scale.weigh(pattern.verdicts, {}), pattern.persons - off))
    return rest


def reach(weights: Sequence[Weight], rest: Sequence[tuple[Weight, int]]) -> int:
    """Count who could come among the first ten if their unknowns went their way."""
    everybody = [*((w, 1) for w in weights), *rest]
    least = bar(((w.bits, n) for w, n in everybody), TOP)
    return sum(n for w, n in everybody if w.high >= least)


def bar(weights: Iterable[tuple[float, int]], top: int) -> float:
    """Give the weight in bits of the last of the first `top`, which one must be able to reach."""
    least, left = -inf, top
    for bits, persons in sorted(weights, reverse=True):
        if persons:
            least, left = bits, left - persons
        if left <= 0:
            break
    return least


def fit(scale: Scale, patterns: Sequence[Pattern]) -> Fit:
    """Test whether the person meant is likely here: does anybody contradict few enough clues?

    A right person contradicts clue j with the chance (1 - r)(1 - p); the number of contradictions
    is the sum of such draws, and `allowed` covers 95 of 100 of them.
    """
    odds = [1.0]
    for voice in scale.voices:
        speaks = voice.right is not None and not voice.silent
        wrong = (1 - (voice.right or 0.0)) * (1 - voice.share) if speaks else 0.0
        odds = [
            (odds[k] * (1 - wrong) if k < len(odds) else 0.0) + (odds[k - 1] * wrong if k else 0.0)
            for k in range(len(odds) + 1)
        ]
    allowed, covered = 0, odds[0]
    while covered < SURE and allowed + 1 < len(odds):
        allowed += 1
        covered += odds[allowed]
    members = [
        p for p in patterns if p.verdicts[POPULATION, ""] is not Verdict.NOT_MET and not p.by_hand
    ]
    voices = [voice for voice in scale.voices if voice.right is not None]
    contradicted = [sum(_denies(voice, p) for voice in voices) for p in members]
    return Fit(min(contradicted, default=0), allowed)


def _denies(voice: Voice, pattern: Pattern) -> bool:
    """Tell whether a record contradicts a voice: one of its clues is enough."""
    clues = (rare.clue for rare in voice.rarities)
    return any(deciding(clue, pattern.verdicts) is Verdict.NOT_MET for clue in clues)


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


def ranks_in_play(case: Case, judged: Sequence[Judged]) -> dict[str, int]:
    """Give the rank of everyone in play, by id."""
    playing = rank(case, in_play(case, [one.finding for one in judged]))
    return {finding.person.id: finding.rank for finding in playing}


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
    rest = beyond(on, gathered.patterns, (f.verdicts for f in playing))
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
        top=TOP,
        reach=reach(weights, rest),
        fit=fit(on, patterns),
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
        if measure.right is None and not is_stated(clue):
            said.append(f"{measure.clue} weighs nothing: {measure.said}")
    best = max(weights, key=lambda w: w.bits, default=None)
    if best and best.contradictions:
        near = [w for w in weights if w.contradictions < best.contradictions]
        if near:
            said.append("who weighs most contradicts more clues than somebody below")
    if any(map(is_stated, on.case.clues)):
        said.append("some weights are stated by the case and not measured")
    return said


# A weight as a waterfall: every clue a bar, and the bars add up to the chance.


def place(weighed: Weighed, gathered: Gathered, person: str) -> Place | None:
    """Say where a person stands, and why; None for whoever is not in play."""
    weight = weighed.weights.get(person)
    if weight is None:
        return None
    judged = weigh_each(weighed, gathered.judged)
    playing = in_play(gathered.case, [j.finding for j in judged])
    order = rank(gathered.case, playing)
    mine = next(finding for finding in order if finding.person.id == person)
    return Place(mine.rank, len(order), weight, tuple(_bars(weighed, person)))


def _bars(weighed: Weighed, person: str) -> Iterator[Bar]:
    weight, told = weighed.weights[person], weighed.weighing
    running = 0.0
    steps = [("clue", w.clue, w.bits, w.low, w.high) for w in weight.clues.values()]
    if weight.chance is not None and told.outside is not None:
        inside = log2(1 - told.outside)
        before = [
            ("population", "", told.start, told.start, told.start),
            ("outside", "", inside, inside, inside),
        ]
        steps = [*before, *steps, ("others", "", told.crowd, told.crowd, told.crowd)]
    for kind, clue, bits, low, high in steps:
        running += bits
        yield Bar(kind, clue, bits, running, low, high)
