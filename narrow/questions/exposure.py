"""What a description exposes: how few people it leaves, which phrase does it, what to say instead.

An anonymity set has two sizes: those who meet the description for certain, and all who cannot be
ruled out. The first is what may be promised; the second shrinks as soon as somebody knows more than
the register does.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from narrow.model import rules
from narrow.model.cases import POPULATION, Case, Clue, Role
from narrow.model.dates import EARLIEST, LATEST, years_before
from narrow.model.evidence import CARE, About, Advice, Counts, OfCase, Person, person_of
from narrow.model.registers import PERSONS, Register, Table, Vocabulary
from narrow.model.result import Result
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import about
from narrow.questions.evaluation.patterns import Pattern, deciding, kept, required
from narrow.questions.evaluation.reasons import asks
from narrow.questions.funnel import bits_of, left_by, order_free


@dataclass(frozen=True, slots=True)
class Size:
    """How many fit a description for certain (`low`), and how many cannot be ruled out (`high`)."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One required phrase: whom it leaves alone, and the bits it spends (one bit halves a set).

    `bits` is what it does by itself, `share` its part in the whole, averaged over every order.
    """

    clue: str
    reading: str
    quote: str
    counts: Counts
    bits: float
    share: float


class Coarsening(StrEnum):
    """How a phrase is made coarser."""

    READING = "broader-reading"
    KIND = "broader-kind"
    STEP = "further-step"
    DATES = "longer-time"
    EVER = "any-time"
    NUMBER = "lower-number"
    WORD = "without-a-word"
    PHRASE = "without-the-phrase"


@dataclass(frozen=True, slots=True)
class Change:
    """One coarser wording of one phrase, and what the whole description leaves then.

    `was` and `becomes` say it in words; `becomes` is blank where something is left out.
    """

    clue: str
    way: Coarsening
    was: str
    becomes: str
    size: Size


@dataclass(frozen=True, slots=True)
class Pair:
    """Coarser wordings of two phrases at once, and what the whole description leaves then."""

    first: Change
    second: Change
    size: Size


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that the certain set must reach: how many are short, and the least that mends it.

    `single` is the change that leaves the smallest set that is large enough, `pair` the two changes
    of different phrases that do so where neither does alone; None where there is none, or no need.
    """

    follows: ClassVar[dict[str, str]] = {"holds": "holds"}

    wanted: int
    short: int
    single: Change | None = None
    pair: Pair | None = None

    @property
    def holds(self) -> bool:
        """Whether the set is large enough as it is."""
        return self.short == 0


@dataclass(frozen=True, slots=True)
class Exposed:
    """Somebody whom the description does not rule out; `by_hand` where the case takes them off."""

    person: Person
    status: Verdict
    by_hand: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Exposure(Result, OfCase):
    """What a draft description exposes; `people` is None where names were not asked for.

    `sampled` is the number of orders that the shares were averaged over, 0 for all of them.
    `uncounted` names the phrases that take no part: supporting ones, and those no clue renders.
    `with_supporting` is what those leave that are left here, None where no phrase is supporting.
    `chosen` says why this register where none was named.
    """

    kind: ClassVar[str] = "exposure"
    follows: ClassVar[dict[str, str]] = {"set": "size"}

    about: About
    population: Size
    counts: Counts
    bits: float
    phrases: tuple[Phrase, ...]
    sampled: int
    changes: tuple[Change, ...]
    threshold: Threshold | None
    people: tuple[Exposed, ...] | None
    uncounted: tuple[str, ...] = ()
    with_supporting: Size | None = None
    advice: tuple[Advice, ...] = ()
    chosen: str = ""
    care: str = CARE

    @property
    def size(self) -> Size:
        """The anonymity set of the whole description."""
        return Size(self.counts.low, self.counts.high)


# What each phrase of a description spends of the anonymity set, and which phrases take no part.


def phrases_of(
    case: Case, found: Sequence[Pattern], everyone: int
) -> tuple[tuple[Phrase, ...], int]:
    """Measure each required phrase, alone and by its share; tells how many orders were drawn.

    `everyone` is the size of the population.
    """
    clues = required(case)
    left_of = left_by(clues, found, lambda verdict: verdict is Verdict.NOT_MET)
    shares = order_free(left_of, [clue.id for clue in clues], everyone)
    phrases = tuple(
        Phrase(
            clue=clue.id,
            reading=clue.deciding,
            quote=clue.quote,
            counts=table.counts_under(case, found, {clue.id: clue.deciding}),
            bits=bits_of(left_of(frozenset({clue.id})), everyone),
            share=shares.bits[clue.id],
        )
        for clue in clues
    )
    return phrases, shares.sampled


def with_supporting(case: Case, found: Sequence[Pattern]) -> Size | None:
    """Give the set that is left when the supporting phrases are taken for true as well."""
    names = {clue.id: clue.deciding for clue in case.clues}
    if len(names) == len(required(case)):
        return None
    counts = table.counts_under(case, found, names)
    return Size(counts.low, counts.high)


def uncounted(case: Case) -> Iterator[str]:
    """Name the phrases that take no part: they narrow too, for whoever reads the text."""
    for clue in case.clues:
        if clue.role is Role.SUPPORTING:
            yield f"“{clue.quote}” ({clue.id}, supporting)"
    for unused in case.not_used:
        yield f"“{unused.quote}” (no clue renders it)"


# What a description leaves when phrases of it are made coarser, by arithmetic on patterns.
#
# A coarser phrase is met where it or the phrase itself is: the greater of the two verdicts. So no
# change makes a set smaller.


Option = tuple[int, int]
"""A required clue and one of its coarser forms, each by its place."""

MOST_FAILED = 2  # whoever fails more phrases than can be changed at once stays out


@dataclass(frozen=True, slots=True)
class Row:
    """One pattern: the verdict of every phrase, and of every coarser form of it."""

    population: Verdict
    own: tuple[Verdict, ...]
    forms: tuple[tuple[Verdict, ...], ...]
    persons: int

    def under(self, chosen: Mapping[int, int]) -> Verdict:
        """Give where such a person stands when the chosen forms replace their phrases."""
        given = (
            self.forms[at][chosen[at]] if at in chosen else verdict
            for at, verdict in enumerate(self.own)
        )
        return min(self.population, min(given, default=Verdict.MET))


@dataclass(frozen=True, slots=True)
class Widened:
    """The patterns that one change, or two, can bring in; the others are left out."""

    rows: Sequence[Row]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Widened":
        """Keep what can matter."""
        return cls([r for r in rows if r.own.count(Verdict.NOT_MET) <= MOST_FAILED])

    def size(self, *options: Option) -> Size:
        """Give the size of the set under one form of each of some phrases."""
        chosen = dict(options)
        low = high = 0
        for row in self.rows:
            verdict = row.under(chosen)
            low += row.persons * (verdict is Verdict.MET)
            high += row.persons * (verdict is not Verdict.NOT_MET)
        return Size(low, high)

    def together(self) -> Counter[tuple[Option, Option]]:
        """Count who fits for certain under two forms at once and under neither alone."""
        found: Counter[tuple[Option, Option]] = Counter()
        for row in self.rows:
            short = [at for at, verdict in enumerate(row.own) if verdict is not Verdict.MET]
            if row.population is not Verdict.MET or len(short) != MOST_FAILED:
                continue
            one, other = (
                [(at, form) for form, verdict in enumerate(row.forms[at]) if verdict is Verdict.MET]
                for at in short
            )
            for pair in ((a, b) for a in one for b in other):
                found[pair] += row.persons
        return found


def threshold(
    widened: Widened, options: Mapping[Option, Change], now: Size, wanted: int
) -> Threshold:
    """Hold the certain set against a number, and find the least that mends it where it is short."""
    if now.low >= wanted:
        return Threshold(wanted, 0)
    enough = [change for change in options.values() if change.size.low >= wanted]
    single = min(enough, key=lambda c: (c.size.low, c.size.high), default=None)
    return Threshold(wanted, wanted - now.low, single, _pair(widened, options, now, wanted))


def _pair(
    widened: Widened, options: Mapping[Option, Change], now: Size, wanted: int
) -> Pair | None:
    """Find the two changes of different phrases that leave the smallest set large enough."""
    together = widened.together()
    short = {o: c.size.low - now.low for o, c in options.items() if c.size.low < wanted}
    best: tuple[int, Option, Option] | None = None
    for one, gain in short.items():
        for other, more in short.items():
            if one[0] >= other[0]:
                continue
            low = now.low + gain + more + together[one, other]
            if low >= wanted and (best is None or low < best[0]):
                best = (low, one, other)
    if best is None:
        return None
    _, one, other = best
    return Pair(options[one], options[other], widened.size(one, other))


# Coarser forms of one condition: a broader kind, a further step, a longer time, any time.


YEARS = (1, 5)  # longer by so many years on each side
AGES = 5
MOST_KINDS = 6  # of broader kinds, parents of parents among them

_DAY = timedelta(days=1)
_AGED = re.compile(r"aged (\d+) to (\d+) on (.+)")  # words of rules/conditions.py

Softer = tuple[Coarsening, rules.Condition]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a condition is seen against: the register, its table, and the as-of day."""

    register: Register
    table: Table
    day: date


def softer(seen: Seen, condition: rules.Condition) -> Iterator[Softer]:
    """Give the coarser forms of a condition; what is met by the condition is met by each.

    None for a condition that is denied, because there a broader word says less, and none for words
    and gaps, which can only be left out.
    """
    match condition:
        case rules.Coded():
            yield from _coded(seen, condition)
        case rules.Dated():
            yield from _dated(seen, condition)
        case rules.Held(tense, first, last):
            if tense in (rules.Tense.FORMER, rules.Tense.CURRENT, rules.Tense.PROBABLY_FORMER):
                yield Coarsening.EVER, rules.Held(rules.Tense.EVER, first, last)
        case rules.Either(several) | rules.Every(several):
            for at, inner in enumerate(several):
                for way, form in softer(seen, inner):
                    changed = (*several[:at], form, *several[at + 1 :])
                    yield way, replace(condition, conditions=changed)
        case _:
            return


# --- codes ------------------------------------------------------------------------------------


def _coded(seen: Seen, condition: rules.Coded) -> Iterator[Softer]:
    column = seen.table.columns.get(condition.column)
    vocabulary = seen.register.vocabulary_of(column) if column else None
    if vocabulary is None:
        return
    for form in _kinds(vocabulary, condition):
        yield Coarsening.KIND, form
    if vocabulary.ordered:
        for form in _steps(vocabulary, condition):
            yield Coarsening.STEP, form


def _kinds(vocabulary: Vocabulary, condition: rules.Coded) -> Iterator[rules.Coded]:
    """Give the condition with a parent's kinds in place of its codes; then the parent's parents."""
    seen = {frozenset(condition.codes)}
    waiting = [condition]
    while waiting:
        narrow = waiting.pop(0)
        for parent in _parents(vocabulary, narrow.codes):
            kinds = vocabulary.kinds_of(parent)
            codes = tuple(c for c in vocabulary.terms if c in kinds or c in narrow.codes)
            if frozenset(codes) in seen or len(seen) > MOST_KINDS:
                continue
            seen.add(frozenset(codes))
            words = f"{vocabulary.label(parent)} or a kind of it"
            if not set(narrow.codes) <= set(kinds):
                words = f"{narrow.words} or {words}"
            form = replace(narrow, codes=codes, words=words)
            yield form
            waiting.append(form)


def _parents(vocabulary: Vocabulary, codes: tuple[str, ...]) -> list[str]:
    terms = [vocabulary.terms[code] for code in codes if code in vocabulary.terms]
    return [p for p in dict.fromkeys(p for t in terms for p in t.broader) if p not in codes]


def _steps(vocabulary: Vocabulary, condition: rules.Coded) -> Iterator[rules.Coded]:
    """Give the condition one step lower, or higher where it says "or less", or either way."""
    order = list(vocabulary.terms)
    places = sorted(order.index(code) for code in condition.codes if code in vocabulary.terms)
    if not places or len(places) == len(order):
        return
    lowest, highest = places[0], places[-1]
    if lowest > 0:
        yield _stepped(vocabulary, condition, order[lowest - 1])
    if highest < len(order) - 1:
        yield _stepped(vocabulary, condition, order[highest + 1])


def _stepped(vocabulary: Vocabulary, condition: rules.Coded, code: str) -> rules.Coded:
    codes = tuple(c for c in vocabulary.terms if c in condition.codes or c == code)
    label = vocabulary.label(code)
    if codes == vocabulary.at_least(codes[0]) and codes[0] == code:
        words = f"{label} or more"
    elif codes == vocabulary.at_most(codes[-1]) and codes[-1] == code:
        words = f"{label} or less"
    else:
        words = f"{condition.words} or {label}"
    return replace(condition, codes=codes, words=words)


# --- dates ------------------------------------------------------------------------------------


def _dated(seen: Seen, condition: rules.Dated) -> Iterator[Softer]:
    aged = _AGED.fullmatch(condition.words)
    if aged:
        youngest, oldest = max(0, int(aged[1]) - AGES), int(aged[2]) + AGES
        first = max(EARLIEST, years_before(seen.day, oldest + 1) + _DAY)
        last = years_before(seen.day, youngest)
        words = f"aged {youngest} to {oldest} on {aged[3]}"
        yield Coarsening.DATES, replace(condition, first=first, last=last, words=words)
        return
    for years in YEARS:
        first, last = years_before(condition.first, years), years_before(condition.last, -years)
        if condition.first == EARLIEST:
            words = f"before {last + _DAY}" if last < LATEST else "any day"
        elif condition.last == LATEST:
            words = f"after {first - _DAY}" if first > EARLIEST else "any day"
        else:
            words = f"between {first} and {last}"
        yield Coarsening.DATES, replace(condition, first=first, last=last, words=words)


# Coarser wordings of one phrase, each of which says less: whoever met the phrase meets them all.
#
# A broader reading, a broader kind, a longer time, a lower number, a word or the phrase left out.
# What stands under a "no" is left alone: there a broader word would say more.


@dataclass(frozen=True, slots=True)
class Coarser:
    """One coarser wording: how, in words before and after, and what must hold of a person then.

    `body` is None where the whole phrase is left out, so that everyone meets it.
    """

    way: Coarsening
    was: str
    becomes: str
    body: rules.Body | None


def coarser(clue: Clue, register: Register, day: date) -> list[Coarser]:
    """Give the coarser wordings of a clue, each once."""
    deciding = clue.counting[-1].body
    found: dict[rules.Body, Coarser] = {}
    for form in (*_readings(clue), *_bodies(deciding, register, day)):
        if form.body is not None and form.body != deciding:
            found.setdefault(form.body, form)
    return [*found.values(), Coarser(Coarsening.PHRASE, clue.quote, "", None)]


def _readings(clue: Clue) -> Iterator[Coarser]:
    counting = clue.counting
    beyond = clue.readings[len(counting) :]
    was = f"{clue.deciding}: {counting[-1].says}"
    for at, reading in enumerate(beyond, start=1):
        bodies = tuple(r.body for r in beyond[:at])
        body = bodies[0] if len(bodies) == 1 else rules.AnyOf(bodies)
        yield Coarser(Coarsening.READING, was, f"{reading.name}: {reading.says}", body)


def _bodies(body: rules.Body, register: Register, day: date) -> Iterator[Coarser]:
    match body:
        case rules.Count(_, _, at_most) if at_most is not None:
            return
        case rules.Some(scan) | rules.Count(scan):
            yield from _fewer(body)
            for form, wider in _scans(scan, register, day):
                yield replace(form, body=replace(body, scan=wider))
        case rules.PersonIs(where):
            for form, fewer in _wheres(where, register, PERSONS, day):
                if fewer:
                    yield replace(form, body=rules.PersonIs(fewer))
        case rules.AllOf(bodies) | rules.AnyOf(bodies) | rules.AtLeast(_, bodies):
            yield from _fewer(body)
            for at, inner in enumerate(bodies):
                for form, looser in _inside(inner, register, day):
                    changed = (*bodies[:at], looser, *bodies[at + 1 :])
                    yield replace(form, body=replace(body, bodies=changed))
        case rules.Named(_, _, _, inner):
            for form, looser in _inside(inner, register, day):
                yield replace(form, body=replace(body, body=looser))
        case rules.Not() | rules.Missing():
            return


def _inside(
    body: rules.Body, register: Register, day: date
) -> Iterator[tuple[Coarser, rules.Body]]:
    for form in _bodies(body, register, day):
        if form.body is not None:
            yield form, form.body


def _fewer(body: rules.Body) -> Iterator[Coarser]:
    """Give a body that asks for a number with one less asked for."""
    match body:
        case rules.Count(scan, at_least, None) if at_least is not None and at_least > 1:
            what = f"different {scan.distinct} in {scan.table}" if scan.distinct else scan.table
            was, less = f"{at_least} {what} or more", f"{at_least - 1} {what} or more"
            form = replace(body, at_least=at_least - 1)
            yield Coarser(Coarsening.NUMBER, was, less, form)
        case rules.AtLeast(number, bodies) if number > 1:
            was, less = f"{number} of {len(bodies)}", f"{number - 1} of {len(bodies)}"
            yield Coarser(Coarsening.NUMBER, was, less, rules.AtLeast(number - 1, bodies))
        case _:
            return


def _scans(scan: rules.Scan, register: Register, day: date) -> Iterator[tuple[Coarser, rules.Scan]]:
    for form, where in _wheres(scan.where, register, scan.table, day):
        yield form, replace(scan, where=where)
    second = scan.second
    if second is None:
        return
    for form, where in _wheres(second.where, register, second.table, day):
        said = replace(
            form,
            was=f"{second.table}: {form.was}",
            becomes=f"{second.table}: {form.becomes}" if form.becomes else "",
        )
        yield said, replace(scan, second=replace(second, where=where))


Where = tuple[rules.Condition, ...]


def _wheres(
    where: Where, register: Register, role: str, day: date
) -> Iterator[tuple[Coarser, Where]]:
    """Give the conditions on one row with one of them in a coarser form, or left out."""
    table = register.tables[role]
    for at, condition in enumerate(where):
        if isinstance(condition, rules.Begun | rules.Published):
            continue
        before, after = where[:at], where[at + 1 :]
        was = asks(table, condition)
        for way, form in softer(Seen(register, table, day), condition):
            yield Coarser(way, was, asks(table, form), None), (*before, form, *after)
        yield Coarser(Coarsening.WORD, was, "", None), (*before, *after)


# The anonymity set of a description: what each phrase spends of it, and what coarser words leave.
#
# Every coarser wording is a reading of a further clue of the same case, so that one statement
# gathers all of them; what follows is arithmetic on patterns.


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with its coarser wordings: `own` is the draft, `case` what is carried out.

    `forms` holds the coarser wordings of every required clue, in the order of the case.
    """

    own: Case
    case: Case
    forms: Mapping[str, Sequence[Coarser]]


def drafted(case: Case, register: Register) -> Drafted:
    """Put the coarser wordings of every required clue beside the case, as supporting clues."""
    forms = {clue.id: coarser(clue, register, case.day) for clue in required(case)}
    further = [_further(name, mine) for name, mine in forms.items()]
    kept = tuple(clue for clue in further if clue.readings)
    return Drafted(case, replace(case, clues=(*case.clues, *kept)), forms)


BESIDE = " coarser"


def _beside(clue: str) -> str:
    """Name the clue that holds a clue's coarser wordings; no rule file can name it so."""
    return f"{clue}{BESIDE}"


def _further(name: str, forms: Sequence[Coarser]) -> Clue:
    readings = tuple(
        rules.Reading(str(at), form.becomes, form.body)
        for at, form in enumerate(forms)
        if form.body is not None
    )
    last = readings[-1].name if readings else ""
    return Clue(_beside(name), "", "", readings, last, role=Role.SUPPORTING)


def expose(
    draft: Drafted, evaluation: Evaluation, *, wanted: int = 0, names: bool = False
) -> Exposure:
    """Say what a draft exposes, its case carried out; names only where asked for.

    `wanted` is how many must fit for certain, 0 for no such demand.
    """
    case = draft.own
    found, content = evaluation.patterns, evaluation.content
    # whoever is taken off by hand is in no set, however coarse the words
    described = [pattern for pattern in found if not pattern.by_hand]
    widened = Widened.of([_row(draft, pattern) for pattern in described])
    options = dict(_options(draft, widened))
    counts = table.counts_by_status(found)
    now = Size(counts.low, counts.high)
    everyone = sum(p.persons for p in found)
    of = sum(p.persons for p in described)
    certain = sum(p.persons for p in found if p.verdicts[POPULATION, ""] is Verdict.MET)
    phrases, sampled = phrases_of(case, described, of)
    return Exposure(
        about=about(case, content),
        population=Size(certain, everyone),
        counts=counts,
        bits=bits_of(counts.high, of),
        phrases=phrases,
        sampled=sampled,
        changes=tuple(sorted(options.values(), key=lambda c: (-c.size.low, -c.size.high))),
        threshold=threshold(widened, options, now, wanted) if wanted else None,
        people=tuple(_people(evaluation, case)) if names else None,
        uncounted=tuple(uncounted(case)),
        with_supporting=with_supporting(case, found),
        advice=tuple(one for one in evaluation.advice if not one.clue.endswith(BESIDE)),
    )


# --- coarser wordings -------------------------------------------------------------------------


def _row(draft: Drafted, pattern: Pattern) -> Row:
    own, forms = [], []
    for clue in required(draft.own):
        verdict = deciding(clue, pattern.verdicts)
        own.append(kept(clue, verdict))
        forms.append(tuple(_formed(draft, clue, verdict, pattern)))
    population = pattern.verdicts[POPULATION, ""]
    return Row(population, tuple(own), tuple(forms), pattern.persons)


def _formed(draft: Drafted, clue: Clue, verdict: Verdict, pattern: Pattern) -> Iterator[Verdict]:
    """Give the verdict under each coarser form: the greater of the form's and the phrase's own."""
    for at, form in enumerate(draft.forms[clue.id]):
        if form.body is None:
            yield Verdict.MET
        else:
            looser = pattern.verdicts[_beside(clue.id), str(at)]
            yield kept(clue, max(verdict, looser))


def _options(draft: Drafted, widened: Widened) -> Iterator[tuple[Option, Change]]:
    for place, (clue, forms) in enumerate(draft.forms.items()):
        for at, form in enumerate(forms):
            size = widened.size((place, at))
            yield (place, at), Change(clue, form.way, form.was, form.becomes, size)


def _people(evaluation: Evaluation, case: Case) -> Iterator[Exposed]:
    """Name those whom the description does not rule out, ten thousand at most."""
    session = evaluation.choose_listed()
    people = {row[0]: person_of(row) for row in session.fetch("people_listed")}
    by_hand = {excluded.person for excluded in case.exclude}
    for number, status, *_ in session.fetch("those_listed"):
        if Verdict(status) is not Verdict.NOT_MET:
            person = people[number]
            yield Exposed(person, Verdict(status), person.id in by_hand)
