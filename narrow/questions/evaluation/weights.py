"""How rare a clue is and how much it is worth, measured on the patterns of the register.

One formula, in bits, per clue and person (features.md D): `log2(r·a/p + 1 - r)`. r is the chance
that the clue is right, p the share of the population that meets it among those of whom it is known,
smoothed by half a person (Jeffreys), a how far the person's record meets it.

r = 1 and met gives log2(1/p), the information in the clue; r = 1 and not met excludes (minus
infinity); m = r·a + (1 - r)·p and u = p is a Fellegi-Sunter weight.

A clue that nobody is known not to meet weighs nothing: where 6 fit and the record is silent on 47,
the 6 are not all of whom it is known, for a no could not be on record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, log2

from narrow.compile.plan import Answer, Best, OfPerson, Opposite, Part
from narrow.model import rules
from narrow.model.cases import POPULATION, Case, Clue
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.evidence import ClueWeight, Finding, Measure, Weight
from narrow.model.grades import Worth
from narrow.model.registers import bounds_of
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.patterns import Key, Pattern, deciding
from narrow.questions.evaluation.reader import Found, Reader

HALF = 0.5  # a person: no share is ever 0 or 1
SILENT = "nobody is known not to meet it"
NOT_KNOWN = (Verdict.IN_DOUBT, Verdict.NO_RECORD)

Shares = Mapping[Key, float]  # the share of days on which a date in doubt would meet a reading


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many persons meet a clue, reading by reading, among those of whom it is known."""

    clue: Clue
    shares: tuple[float, ...]
    met: int
    known: int
    unknown: int

    @property
    def share(self) -> float:
        """The share that meets the clue, by the beliefs in its readings."""
        return sum(q * p for q, p in zip(self.clue.beliefs, self.shares, strict=True))

    @property
    def silent(self) -> bool:
        """Whether nobody is known not to meet it, so that nothing tells how rare it is."""
        return self.known == self.met


def bits(right: float, agrees: float, share: float) -> float:
    """Weigh one clue for one person; minus infinity where a right clue excludes."""
    likelier = right * agrees / share + 1 - right
    return log2(likelier) if likelier > 0 else -inf


def rarity(clue: Clue, patterns: Sequence[Pattern]) -> Rarity:
    """Count who meets each counting reading of a clue, a broader one including the narrower."""
    shares, met, known, total = [], 0, 0, 0
    for at in range(len(clue.counting)):
        met = known = total = 0
        for pattern in patterns:
            if pattern.verdicts[POPULATION, ""] is Verdict.NOT_MET:
                continue
            best = max(pattern.verdicts[clue.id, r.name] for r in clue.counting[: at + 1])
            total += pattern.persons
            met += pattern.persons * (best is Verdict.MET)
            known += pattern.persons * (best not in NOT_KNOWN)
        shares.append((met + HALF) / (known + 2 * HALF) if known > met else HALF)
    return Rarity(clue, tuple(shares), met, known, total - known)


def agreement(
    rare: Rarity, verdicts: Mapping[Key, Verdict], shares: Shares, unknown: float | None = None
) -> float:
    """Say how far a record meets a clue, 0 to 1: the beliefs in the readings that it meets.

    Nothing known gives exactly the clue's share, and so a weight of nothing. `unknown` puts 0 or 1
    in place of what is not known, for the band.
    """
    clue = rare.clue
    given = [verdicts[clue.id, reading.name] for reading in clue.counting]
    known_dates = [shares.get((clue.id, reading.name)) for reading in clue.counting]
    best = max(given)
    if best is Verdict.NOT_MET:
        return 0.0
    if best in NOT_KNOWN and unknown is None and not any(s is not None for s in known_dates):
        return rare.share
    first = given.index(Verdict.MET) if best is Verdict.MET else len(given)
    within = rare.shares[first] if best is Verdict.MET else 1.0
    agrees = 0.0
    for at, (belief, verdict, share) in enumerate(
        zip(clue.beliefs, given, known_dates, strict=True)
    ):
        if at >= first:
            agrees += belief
        elif verdict is not Verdict.NOT_MET:
            usual = min(rare.shares[at] / within, 1.0) if share is None else share
            agrees += belief * (usual if unknown is None else unknown)
    return agrees


def joint_share(rarities: Sequence[Rarity], patterns: Iterable[Pattern]) -> float:
    """Measure the share that meets several clues at once, among those of whom all are known."""
    agreed = known = 0.0
    for pattern in patterns:
        verdicts = pattern.verdicts
        best = [max(verdicts[r.clue.id, x.name] for x in r.clue.counting) for r in rarities]
        if verdicts[POPULATION, ""] is Verdict.NOT_MET or any(v in NOT_KNOWN for v in best):
            continue
        known += pattern.persons
        agreed += pattern.persons * min(agreement(r, verdicts, {}) for r in rarities)
    return (agreed + HALF) / (known + 2 * HALF)


def voices(case: Case) -> tuple[tuple[Clue, ...], ...]:
    """Group clues that say the same thing out of one chain of sources: they count once.

    Two clues are one voice where one source copies the other, or both are the same, and they ask
    the same of a person or one quote contains the other.
    """
    groups: list[list[Clue]] = []
    for clue in case.clues:
        for group in groups:
            if clue.origin and clue.origin == group[0].origin and _alike(clue, group[0]):
                group.append(clue)
                break
        else:
            groups.append([clue])
    return tuple(map(tuple, groups))


def _alike(one: Clue, other: Clue) -> bool:
    if [r.body for r in one.readings] == [r.body for r in other.readings]:
        return True
    short, long = sorted((one.quote.casefold(), other.quote.casefold()), key=len)
    return bool(short) and short in long


# A scale weighs one person by all clues of a case, from verdicts alone.


Verdicts = Mapping[Key, Verdict]


@dataclass(frozen=True, slots=True)
class Voice:
    """One clue, or several that count as one, with the chance that it is right."""

    rarities: tuple[Rarity, ...]
    right: float | None
    share: float

    @property
    def clue(self) -> Clue:
        """The clue that carries the weight."""
        return self.rarities[0].clue

    @property
    def silent(self) -> bool:
        """Whether nobody is known not to meet any of its clues."""
        return all(rare.silent for rare in self.rarities)


@dataclass(frozen=True, slots=True)
class Scale:
    """The voices of a case, measured in one register."""

    case: Case
    voices: tuple[Voice, ...]

    @property
    def weighs(self) -> bool:
        """Whether any clue has a worth; without one, every weight is nothing."""
        return any(v.right is not None or v.clue.worth for v in self.voices)

    def weigh(self, verdicts: Verdicts, shares: Shares) -> Weight:
        """Weigh one person; a clue that speaks with another carries nothing of its own."""
        weights: dict[str, ClueWeight] = {}
        for voice in self.voices:
            weights[voice.clue.id] = _weight(voice, verdicts, shares)
            for told in voice.rarities[1:]:
                weights[told.clue.id] = ClueWeight(told.clue.id, 0.0, 0.0, 0.0)
        given = [deciding(clue, verdicts) for clue in self.case.clues]
        return Weight(
            bits=sum(w.bits for w in weights.values()),
            low=sum(w.low for w in weights.values()),
            high=sum(w.high for w in weights.values()),
            clues={clue.id: weights[clue.id] for clue in self.case.clues},
            contradictions=sum(verdict is Verdict.NOT_MET for verdict in given),
            unknown=sum(verdict in NOT_KNOWN for verdict in given),
        )

    def measures(self) -> tuple[Measure, ...]:
        """Tell what was measured of every clue, in the order of the case."""
        told = {}
        for voice in self.voices:
            for at, rare in enumerate(voice.rarities):
                silent = voice.silent and not is_stated(rare.clue)
                share = voice.share if at == 0 else rare.share
                told[rare.clue.id] = Measure(
                    clue=rare.clue.id,
                    share=None if rare.silent else share,
                    met=rare.met,
                    known=rare.known,
                    unknown=rare.unknown,
                    right=None if silent or is_stated(rare.clue) else voice.right,
                    said=SILENT if silent else _said(rare.clue, voice.right),
                    told_with=voice.clue.id if at else "",
                )
        return tuple(told[clue.id] for clue in self.case.clues)


def scale(
    case: Case, patterns: Sequence[Pattern], worse_by: Mapping[str, int] | None = None
) -> Scale:
    """Measure a case; `worse_by` moves the grade of a clue (-1 is one grade better)."""
    moved = worse_by or {}
    found = []
    for group in voices(case):
        rarities = tuple(rarity(clue, patterns) for clue in group)
        rights = [right_of(case, clue, moved.get(clue.id, 0)) for clue in group]
        known = [right for right in rights if right is not None]
        share = rarities[0].share if len(group) == 1 else joint_share(rarities, patterns)
        found.append(Voice(rarities, min(known, default=None), share))
    return Scale(case, tuple(found))


def right_of(case: Case, clue: Clue, worse_by: int = 0) -> float | None:
    """Give the chance that a clue is right: as the case says, or by the grade of its source."""
    if clue.worth and clue.worth.right is not None:
        return clue.worth.right
    return case.grades.right(clue.grade, worse_by) if case.grades else None


def is_stated(clue: Clue) -> bool:
    """Tell a clue whose weight the case states: no chance of being right stands behind it."""
    return clue.worth is not None and clue.worth.right is None


def _said(clue: Clue, right: float | None) -> str:
    if clue.worth:
        return clue.worth.why
    if clue.grade and right is not None:
        return f"grade {clue.grade.code}"
    return f"grade {clue.grade.code} says nothing" if clue.grade else "no grade"


def _weight(voice: Voice, verdicts: Verdicts, shares: Shares) -> ClueWeight:
    clue, worth = voice.clue, voice.clue.worth
    if worth and worth.right is None:
        return _stated(clue, worth, deciding(clue, verdicts))
    if voice.right is None or voice.silent:
        return ClueWeight(clue.id, 0.0, 0.0, 0.0)
    right = voice.right

    def weighed(agrees: float) -> float:
        return 0.0 if agrees == voice.share else bits(right, agrees, voice.share)

    now = weighed(_agrees(voice, verdicts, shares, None))
    low = weighed(_agrees(voice, verdicts, shares, 0.0))
    high = weighed(_agrees(voice, verdicts, shares, 1.0))
    return ClueWeight(clue.id, now, min(low, now), max(high, now))


def _agrees(voice: Voice, verdicts: Verdicts, shares: Shares, unknown: float | None) -> float:
    """Say how far a record meets a voice; of several clues the least of them counts."""
    if len(voice.rarities) == 1:
        return agreement(voice.rarities[0], verdicts, shares, unknown)
    told: list[float] = []
    met_share = 1.0
    for rare in voice.rarities:
        if deciding(rare.clue, verdicts) in NOT_KNOWN and unknown is None:
            continue
        told.append(agreement(rare, verdicts, shares, unknown))
        met_share = min(met_share, rare.share)
    if len(told) == len(voice.rarities) or 0.0 in told:
        return min(told)
    # what is met tells something of what is not known: of those who meet one, so many meet both
    return min(voice.share / met_share, 1.0) * min(told, default=1.0)


def _stated(clue: Clue, worth: Worth, verdict: Verdict) -> ClueWeight:
    """Weigh by what the case says itself; not known weighs nothing all the same."""
    yes = worth.bits if worth.bits is not None else log2((worth.odds or (1.0, 1.0))[0])
    no = 0.0 if worth.odds is None else log2(worth.odds[1])
    if verdict in NOT_KNOWN:
        return ClueWeight(clue.id, 0.0, min(0.0, no, yes), max(0.0, no, yes))
    given = yes if verdict is Verdict.MET else no
    return ClueWeight(clue.id, given, given, given)


# The share of days on which a coarse date would meet a condition.
#
# Of `2018`, 68 % lie before 8 September. A share is told only where the date is all that is in
# doubt about a row, and where it has two known ends; a blank allows any day, so that no share of it
# means anything.


Bounds = Mapping[tuple[str, int], Mapping[str, date]]


def read_bounds(reader: Reader) -> Bounds:
    """Read the bounds of every date in the rows that are evidence for those listed."""
    session = reader.session
    found: dict[tuple[str, int], Mapping[str, date]] = {}
    for role in session.plan.tables():
        statement = f"bounds_of_listed:{role}"
        if statement not in session.statements:
            continue
        names = bounds_of(session.plan.register.tables[role])
        for number, *days in session.fetch(statement):
            found[role, number] = dict(zip(names, days, strict=True))
    return found


def shares_of(reader: Reader, bounds: Bounds, finding: Finding) -> Shares:
    """Give the share of days for each reading of one person that hangs on one coarse date."""
    plan = reader.plan
    found = {}
    for clue in finding.clues.values():
        for name, verdict in clue.by_reading.items():
            if verdict is not Verdict.IN_DOUBT:
                continue
            answer = plan.column(clue.clue, name).answer
            share = _of_answer(reader, bounds, finding.person.number, answer)
            if share is not None:
                found[clue.clue, name] = share
    return found


def _of_answer(reader: Reader, bounds: Bounds, person: int, answer: Answer | None) -> float | None:
    match answer:
        case Best(number) | OfPerson(number):
            part = reader.plan.parts[number]
            rows = [f for f in reader.found.get(person, ()) if f.part == number]
            told = [_of_row(reader, part, row, bounds) for row in rows]
            shares = [share for share in told if share is not None]
            return max(shares) if shares and len(shares) == len(told) else None
        case Opposite(inner):
            return _rest(_of_answer(reader, bounds, person, inner))
        case _:
            return None


def _of_row(reader: Reader, part: Part, row: Found, bounds: Bounds) -> float | None:
    """Give the share of one row, where a single condition on it is in doubt and that is a date."""
    if row.doubt.bit_count() != 1 or part.second:
        return None
    at = row.doubt.bit_length() - 1
    if at >= len(part.where):
        return None
    texts = reader.text(part.table, row.row, row.person)
    if any({";", "["} & set(texts.get(name, "")) for name in rules.columns_of(part.where[at])):
        return None  # of two rival dates one is right: the days between them are not in question
    return share_of(part.where[at], bounds.get((part.table, row.row), {}))


def share_of(condition: rules.Condition, days: Mapping[str, date]) -> float | None:
    """Give the share of the days allowed that meet a condition; None where that is not one date."""
    match condition:
        case rules.Dated(column, first, last):
            return _within(days.get(f"{column}_lo"), days.get(f"{column}_hi"), first, last)
        case rules.Held(tense, first, last):
            return _held(tense, first, last, days)
        case rules.Every((rules.Dated() as born, rules.Living(column, on))):
            died = days.get(f"{column}_lo"), days.get(f"{column}_hi")
            living = died == (EARLIEST, LATEST) or (died[0] is not None and died[0] >= on)
            return share_of(born, days) if living else None
        case rules.Otherwise(inner):
            return _rest(share_of(inner, days))
        case _:
            return None


def _rest(share: float | None) -> float | None:
    return None if share is None else 1 - share


def _held(tense: rules.Tense, first: date, last: date, days: Mapping[str, date]) -> float | None:
    begins = days.get("begins_lo"), days.get("begins_hi")
    ends = days.get("ends_lo"), days.get("ends_hi")
    match tense:
        case rules.Tense.FORMER | rules.Tense.PROBABLY_FORMER:
            return _rest(_within(*ends, first, LATEST))
        case rules.Tense.EVER:
            return _within(*begins, EARLIEST, last)
        case rules.Tense.FUTURE:
            return _rest(_within(*begins, EARLIEST, last))
        case rules.Tense.CURRENT:
            # one of the two ends may be coarse; of two coarse ends no share can be told
            begun = begins[1] is not None and begins[1] <= last
            going_on = ends[0] is not None and ends[0] >= first
            if begun:
                return _within(*ends, first, LATEST)
            return _within(*begins, EARLIEST, last) if going_on else None


def _within(low: date | None, high: date | None, first: date, last: date) -> float | None:
    """Give the share of the days from low to high that lie from first to last."""
    if low is None or high is None or low <= EARLIEST or high >= LATEST:
        return None
    inside = (min(high, last) - max(low, first)).days + 1
    return max(inside, 0) / ((high - low).days + 1)
