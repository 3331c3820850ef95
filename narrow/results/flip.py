"""What if that word is read otherwise? Every combination of readings, every grade one step away.

Verdicts of all readings are there already; a variant is arithmetic on them. Ranks are those of the
persons named (ten thousand at most), counts those of everybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from math import prod

from narrow.model.case import Case, Clue
from narrow.model.finding import ClueFinding, Counts, Finding, Person
from narrow.model.register import Content
from narrow.model.sensitivity import Flip, Range, Switch
from narrow.model.verdict import Verdict
from narrow.results import patterns as table
from narrow.results.about import about
from narrow.results.judge import Gathered, Judged, clue_finding, put_together
from narrow.results.rank import rank
from narrow.results.scale import scale
from narrow.results.swing import swings
from narrow.results.weighed import Weighed, in_play, verdicts_of, weigh

MOST_COMBINATIONS = 256
Choice = Mapping[str, str]


@dataclass(slots=True)
class Variants:
    """A gathered case read in other ways; what was found for a clue in a reading is kept."""

    gathered: Gathered
    weighed: Weighed | None
    _found: dict[tuple[int, str, str], ClueFinding] = field(default_factory=dict)

    def ranked(
        self, choice: Choice, worse_by: Mapping[str, int] | None = None
    ) -> tuple[Finding, ...]:
        """Put those in play in order, with each clue in the reading chosen for it."""
        case = reading(self.gathered.case, choice)
        findings = [self.under(case, judged).finding for judged in self.gathered.judged]
        playing = in_play(case, findings)
        if self.weighed:
            on = scale(case, self.gathered.patterns, worse_by)
            shares = self.weighed.shares
            playing = [
                replace(f, weight=on.weigh(verdicts_of(f), shares[f.person.id])) for f in playing
            ]
        return rank(case, playing)

    def under(self, case: Case, judged: Judged) -> Judged:
        """Judge a person over again, where a case differs in the readings that decide."""
        before = judged.finding
        given = verdicts_of(before)
        clues = {clue.id: self.clue(clue, before, given) for clue in case.clues}
        steps = [table.kept(c, clues[c.id].verdict) for c in table.required(case)]
        status = min([judged.population, *steps])
        return put_together(case, before.person, status, judged.population, clues)

    def clue(self, clue: Clue, before: Finding, given: Mapping[table.Key, Verdict]) -> ClueFinding:
        """Give how a person stands to a clue in the reading that decides now."""
        known = before.clues[clue.id]
        if clue in self.gathered.case.clues:
            return known
        if known.reading in [r.name for r in clue.counting] and known.verdict is Verdict.MET:
            return known
        key = (before.person.number, clue.id, clue.deciding)
        if key not in self._found:
            reader = self.gathered.reader
            self._found[key] = clue_finding(reader, before.person.number, clue, given)
        return self._found[key]


def reading(case: Case, choice: Choice) -> Case:
    """Give a case with each clue decided by the reading chosen for it, which is meant then."""
    clues = [
        c
        if choice.get(c.id, c.deciding) == c.deciding
        else replace(c, deciding=choice[c.id], prefer=choice[c.id], belief=1.0)
        for c in case.clues
    ]
    return replace(case, clues=tuple(clues))


def flip(gathered: Gathered, content: Content) -> Flip:
    """Read every word of a case otherwise and say who enters, who leaves and who stays."""
    case, patterns = gathered.case, gathered.patterns
    weighed = weigh(gathered)
    variants = Variants(gathered, weighed)
    base = variants.ranked({})
    moving = [clue for clue in case.clues if len(clue.readings) > 1]
    moving = moving if weighed else [c for c in moving if c in table.required(case)]
    whole = prod(len(clue.readings) for clue in moving)
    lists = [variants.ranked(choice) for choice in islice(_choices(moving), MOST_COMBINATIONS)]
    graded = list(_grades(variants, case)) if weighed else []
    now = table.counts_under(case, patterns, _deciding(case))
    return Flip(
        about=about(case, content),
        counts=now,
        combinations=len(lists),
        left_out=max(whole - len(lists), 0),
        grades=len(graded),
        switches=tuple(_switches(variants, base)),
        ranges=_ranges(base, [*lists, *graded]),
        robust=_robust(base, lists),
        swings=swings(case, patterns, base, weighed),
    )


def _choices(moving: Sequence[Clue]) -> Iterator[Choice]:
    for names in product(*([r.name for r in clue.readings] for clue in moving)):
        yield {clue.id: name for clue, name in zip(moving, names, strict=True)}


def _grades(variants: Variants, case: Case) -> Iterator[tuple[Finding, ...]]:
    for clue in case.clues:
        if clue.grade and not clue.worth:
            for step in (-1, 1):
                yield variants.ranked({}, {clue.id: step})


def _deciding(case: Case) -> Choice:
    return {clue.id: clue.deciding for clue in table.required(case)}


def _fits(findings: Sequence[Finding]) -> dict[str, Person]:
    return {f.person.id: f.person for f in findings if f.status is Verdict.MET}


def _switches(variants: Variants, base: Sequence[Finding]) -> Iterator[Switch]:
    case = variants.gathered.case
    now = _fits(base)
    for clue in table.required(case):
        for other in clue.readings:
            if other.name == clue.deciding:
                continue
            choice = {clue.id: other.name}
            then = _fits(variants.ranked(choice))
            counts = _counts(variants.gathered, {**_deciding(case), **choice})
            yield Switch(
                clue=clue.id,
                reading=other.name,
                now=clue.deciding,
                counts=counts,
                enters=tuple(p for key, p in then.items() if key not in now),
                leaves=tuple(p for key, p in now.items() if key not in then),
            )


def _counts(gathered: Gathered, names: Choice) -> Counts:
    return table.counts_under(gathered.case, gathered.patterns, names)


def _ranges(base: Sequence[Finding], lists: Sequence[Sequence[Finding]]) -> tuple[Range, ...]:
    """Give the ranks of everybody who fits in some variant, in today's order, then by best rank."""
    now = {f.person.id: f for f in base}
    ranks: dict[str, list[int]] = {}
    fits: dict[str, int] = {}
    people = {f.person.id: f.person for f in base}
    for found in lists:
        for f in found:
            people[f.person.id] = f.person
            if f.status is Verdict.MET:
                ranks.setdefault(f.person.id, []).append(f.rank)
                fits[f.person.id] = fits.get(f.person.id, 0) + 1
    told = [
        Range(
            person=people[key],
            status=now[key].status if key in now else Verdict.NOT_MET,
            rank=now[key].rank if key in now and now[key].status is Verdict.MET else None,
            best=min(given),
            worst=max(given) if fits[key] == len(lists) else None,
            fits=fits[key],
        )
        for key, given in ranks.items()
    ]
    unranked = len(base) + 1
    return tuple(sorted(told, key=lambda r: (r.rank or unranked, r.best or 0, r.person.id)))


def _robust(base: Sequence[Finding], lists: Sequence[Sequence[Finding]]) -> tuple[Person, ...]:
    always = set(_fits(base))
    for found in lists:
        always &= set(_fits(found))
    return tuple(f.person for f in base if f.person.id in always)
