"""A back-test: people of a register, described by chance, and how well they are found again."""

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import inf, sqrt
from operator import itemgetter
from random import Random
from statistics import fmean, median
from typing import Any, ClassVar, NamedTuple

from narrow.errors import RequestError
from narrow.model.cases import POPULATION, Case, Clue, Role
from narrow.model.evidence import CARE, About, OfCase
from narrow.model.registers import Content
from narrow.model.result import INSIDE, Result, called
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.chances import bar, crowd
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import PLACES, about
from narrow.questions.evaluation.patterns import Key, Pattern, deciding, kept, whoever
from narrow.questions.evaluation.weights import SILENT, Scale, Voice, scale

# Everybody in play under one description: how many persons stand where, and who is meant.


# The verdict on the population, then for each voice the number of a piece.
Profile = tuple[int, ...]
Picked = Callable[[Mapping[Key, Verdict]], Any]


class Piece(NamedTuple):
    """What one voice does for a person: bits, bits at best, contradictions, where it puts them."""

    bits: float
    high: float
    contradicted: int
    stands: Verdict


class Line(NamedTuple):
    """Where a person stands on a list: the lesser `order` stands higher; weights in bits."""

    order: tuple[float, ...]
    bits: float
    high: float


@dataclass(frozen=True, slots=True)
class Lineup:
    """The persons of a register as profiles, from which the list of any description is summed up.

    A voice has few pieces, whatever the number of persons, and so each is weighed once.
    `as_written` lets the required clues of a description rule people out.
    """

    scale: Scale
    voices: tuple[Voice, ...]
    as_written: bool
    asked: tuple[Picked, ...]
    pieces: tuple[list[Piece], ...]
    numbers: tuple[dict[Any, int], ...]
    persons: Counter[Profile] = field(default_factory=Counter)
    lists: dict[int, Counter[Line]] = field(default_factory=dict)

    def profile(self, verdicts: Mapping[Key, Verdict]) -> Profile:
        """Say what every voice that is tried does for a person."""
        found = [int(verdicts[POPULATION, ""])]
        for at, asked in enumerate(self.asked):
            given = asked(verdicts)
            number = self.numbers[at].get(given)
            if number is None:
                number = self.numbers[at][given] = self._number(at, self._piece(at, verdicts))
            found.append(number)
        return tuple(found)

    def _number(self, at: int, piece: Piece) -> int:
        if piece not in self.pieces[at]:
            self.pieces[at].append(piece)
        return self.pieces[at].index(piece)

    def _piece(self, at: int, verdicts: Mapping[Key, Verdict]) -> Piece:
        voice = self.voices[at]
        weight = self.scale.weigh(verdicts, {}).clues[voice.clue.id]
        contradicted, stands = 0, Verdict.MET
        for rare in voice.rarities:
            given = deciding(rare.clue, verdicts)
            contradicted += given is Verdict.NOT_MET
            if self.as_written and rare.clue.role is not Role.SUPPORTING:
                stands = min(stands, kept(rare.clue, given))
        return Piece(weight.bits, weight.high, contradicted, stands)

    def line(self, profile: Profile, told: int) -> Line | None:
        """Say where a person stands under the voices told; None where one rules them out."""
        voices = self._speaking(told)
        return self._line((profile[0], *(profile[at + 1] for at in voices)), voices)

    def _speaking(self, told: int) -> list[int]:
        return [at for at in range(len(self.voices)) if told >> at & 1]

    def _line(self, heard: Profile, voices: Sequence[int]) -> Line | None:
        speaking = [self.pieces[at][n] for at, n in zip(voices, heard[1:], strict=True)]
        status = min([heard[0], *(piece.stands for piece in speaking)])
        bits = sum(piece.bits for piece in speaking)
        if status == Verdict.NOT_MET or bits == -inf:
            return None
        against = sum(piece.contradicted for piece in speaking)
        order = (-status, -round(bits, PLACES), against)
        return Line(order, bits, sum(piece.high for piece in speaking))

    def list_of(self, told: int) -> Counter[Line]:
        """Count everybody in play by where they stand; kept, for descriptions come again."""
        if told not in self.lists:
            voices = self._speaking(told)
            heard = itemgetter(0, *(at + 1 for at in voices))
            alike: Counter[Profile] = Counter()
            for profile, persons in self.persons.items():
                alike[heard(profile)] += persons
            found: Counter[Line] = Counter()
            for profile, persons in alike.items():
                line = self._line(profile, voices)
                if line is not None:
                    found[line] += persons
            self.lists[told] = found
        return self.lists[told].copy()


def line_up(
    scale: Scale, voices: Sequence[Voice], patterns: Sequence[Pattern], *, as_written: bool
) -> Lineup:
    """Count the persons of a register by profile."""
    asked = [
        itemgetter(*((r.clue.id, x.name) for r in v.rarities for x in r.clue.counting))
        for v in voices
    ]
    lineup = Lineup(
        scale,
        tuple(voices),
        as_written,
        tuple(asked),
        tuple([] for _ in voices),
        tuple({} for _ in voices),
    )
    for pattern in patterns:
        lineup.persons[lineup.profile(pattern.verdicts)] += pattern.persons
    return lineup


def rank(lines: Mapping[Line, int], mine: Line) -> float:
    """Give somebody's rank among all; of equals each has the rank in their middle."""
    above = sum(persons for line, persons in lines.items() if line.order < mine.order)
    equal = sum(persons for line, persons in lines.items() if line.order == mine.order)
    return above + (equal + 1) / 2


def could(lines: Mapping[Line, int], least: float) -> int:
    """Count who could reach a weight in bits if what is not known went their way."""
    return sum(persons for line, persons in lines.items() if line.high >= least)


# Facts hidden by chance, in the pattern table: what one clue knows of one person, at a rate.
#
# Persons of one pattern are alike, so that it is enough to draw how many of them lose which clues.
# A register of a million persons is thinned as fast as its patterns are counted.


FEW_DRAWS = 32  # draws that are made one by one

Hidden = int  # a bit for each clue, in the order of the case


@dataclass(frozen=True, slots=True)
class Thinned:
    """A pattern table with facts hidden: for each pattern, how many persons lost which clues."""

    patterns: tuple[Pattern, ...]
    split: tuple[Mapping[Hidden, int], ...]


def binomial(number: int, rate: float, dice: Random) -> int:
    """Draw how many of `number` things happen, each with the same chance.

    A large number is cut at a value drawn for its middle thing, which halves it each time.
    """
    if rate >= 1:
        return number
    found = 0
    while number > FEW_DRAWS:
        middle = number // 2 + 1
        at = dice.betavariate(middle, number + 1 - middle)
        if at <= rate:
            found, number, rate = found + middle, number - middle, (rate - at) / (1 - at)
        else:
            number, rate = middle - 1, rate / at
    return found + sum(dice.random() < rate for _ in range(number))


def hide(
    verdicts: Mapping[Key, Verdict], clues: Sequence[Clue], hidden: Hidden
) -> dict[Key, Verdict]:
    """Give verdicts without what the hidden clues know: no record, in every reading."""
    left = dict(verdicts)
    for at, clue in enumerate(clues):
        if hidden >> at & 1:
            left.update({(clue.id, reading.name): Verdict.NO_RECORD for reading in clue.readings})
    return left


def thin(patterns: Sequence[Pattern], clues: Sequence[Clue], rate: float, dice: Random) -> Thinned:
    """Hide facts at a rate, independently for every person and clue."""
    split = tuple(_split(pattern, clues, rate, dice) for pattern in patterns)
    return Thinned(tuple(_merged(patterns, clues, split)), split)


def _split(pattern: Pattern, clues: Sequence[Clue], rate: float, dice: Random) -> dict[Hidden, int]:
    found = {0: pattern.persons}
    for at in _known(pattern, clues) if rate else ():
        halved: dict[Hidden, int] = {}
        for hidden, persons in found.items():
            gone = binomial(persons, rate, dice)
            if persons > gone:
                halved[hidden] = persons - gone
            if gone:
                halved[hidden | 1 << at] = gone
        found = halved
    return found


def _known(pattern: Pattern, clues: Sequence[Clue]) -> list[int]:
    """Give the places of the clues of which anything is known."""
    return [
        at
        for at, clue in enumerate(clues)
        if any(pattern.verdicts[clue.id, r.name] is not Verdict.NO_RECORD for r in clue.readings)
    ]


def _merged(
    patterns: Sequence[Pattern], clues: Sequence[Clue], split: Sequence[Mapping[Hidden, int]]
) -> Iterator[Pattern]:
    """Put those together whom the hidden facts made alike."""
    persons: dict[tuple[Verdict, ...], int] = {}
    kinds: dict[tuple[Verdict, ...], dict[Key, Verdict]] = {}
    for pattern, masks in zip(patterns, split, strict=True):
        for hidden, number in masks.items():
            left = hide(pattern.verdicts, clues, hidden)
            key = tuple(left.values())
            persons[key] = persons.get(key, 0) + number
            kinds.setdefault(key, left)
    for key, number in persons.items():
        yield Pattern(kinds[key], Verdict.MET, number)


EDGES = (1 / 2, 1 / 4, 1 / 10, 1 / 30, 0.0)  # a row is counted in the first it is above
FEW = 5  # rows expected to come true: with fewer, what came says nothing
ERRORS = 2.0  # standard errors by which what came may lie off what was said
SMALL = 0.009  # chances below it are all told as "below 1 in 100"


@dataclass(frozen=True, slots=True)
class Setup:
    """How to test: how many descriptions, from which seed, with which shares of facts hidden.

    `own` is the share hidden of the person meant, where it is not the same as of everybody;
    `outside` replaces the case's chance that the person meant is not in the register;
    `as_written` lets required clues rule people out.
    """

    trials: int = 500
    seed: int = 1
    holes: tuple[float, ...] = (0.0, 0.2, 0.4)
    own: float | None = None
    top: int = 10
    outside: float | None = None
    as_written: bool = False

    @property
    def tops(self) -> tuple[int, ...]:
        """The lengths of list that are looked at: 1, 5 and `top`."""
        return tuple(sorted({*(k for k in (1, 5) if k < self.top), self.top}))


@dataclass(frozen=True, slots=True)
class Chances:
    """All rows of which a chance above `above` was said: the sums of what was said and what came.

    A row is one person under one description; it came true where that person was meant.
    """

    follows: ClassVar[dict[str, str]] = {"said": "stated", "was": "was", "so": "word"}

    above: float
    rows: int
    said: float = field(metadata=INSIDE)
    spread: float = field(metadata=INSIDE)
    came: int

    @property
    def stated(self) -> float:
        """The chance that was said, on average."""
        return self.said / self.rows if self.rows else 0.0

    @property
    def was(self) -> float:
        """The share of the rows that came true."""
        return self.came / self.rows if self.rows else 0.0

    @property
    def word(self) -> str:
        """Whether what was said holds: `few`, `holds`, `too-sure` or `too-careful`."""
        if self.said < FEW:
            return "few"
        if abs(self.came - self.said) <= ERRORS * sqrt(self.spread):
            return "holds"
        if max(self.stated, self.was) < SMALL:
            return "holds"
        return "too-sure" if self.came < self.said else "too-careful"


@dataclass(frozen=True, slots=True)
class Round:
    """How the descriptions fared with one share of facts hidden; counts are out of all `trials`.

    `within` counts by length of list how often the person meant stood that high; of equals each
    has the rank in their middle. `could` counts how often the person meant could have been among
    the first if what is not known went their way, `length` is how many could (median). `rank` is
    the median of those in the register and not ruled out, `left` the people that the chances were
    worth, on average.
    """

    holes: float
    own: float
    trials: int
    outside: int
    ruled_out: int
    within: Mapping[int, int]
    rank: float | None = field(metadata=called("median_rank"))
    could: int = field(metadata=called("cannot_be_ruled_out"))
    length: float = field(metadata=called("median_length"))
    left: float = field(metadata=called("people_left"))
    chances: tuple[Chances, ...]


@dataclass(frozen=True, slots=True)
class TriedClue:
    """A clue that descriptions were written by, and the chance that it is right."""

    id: str
    right: float


@dataclass(frozen=True, slots=True)
class LeftOutClue:
    """A clue that no description was written by, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Backtest(Result, OfCase):
    """What a back-test found; no person is named in it.

    `tried` gives each clue with the chance that it is right, `left_out` those of which nothing says
    how likely that is, and why. `told` is how many clues a description has, on average; `redrawn`
    how many had too few and were drawn again. `setup.outside` is the case's where none was given.
    """

    kind: ClassVar[str] = "backtest"
    follows: ClassVar[dict[str, str]] = {"clues": "clues", "left_out": "without"}

    about: About
    setup: Setup
    population: int
    tried: tuple[tuple[str, float], ...] = field(metadata=INSIDE)
    left_out: tuple[tuple[str, str], ...] = field(metadata=INSIDE)
    told: float = field(metadata=called("clues_told"))
    redrawn: int
    rounds: tuple[Round, ...]
    care: str = CARE

    @property
    def clues(self) -> tuple[TriedClue, ...]:
        """The clues that descriptions were written by."""
        return tuple(TriedClue(clue, right) for clue, right in self.tried)

    @property
    def without(self) -> tuple[LeftOutClue, ...]:
        """The clues of which nothing says how likely they are right."""
        return tuple(LeftOutClue(clue, why) for clue, why in self.left_out)


# Descriptions written by chance: somebody is drawn, and each clue tells of them or goes astray.
#
# A clue tells the truth as often as it is right, and otherwise speaks of somebody drawn at random.
# So it comes to be said of a person with the chance m = r·a + (1 - r)·p, which is p times two to
# the weight that it has for them: the weights are tested against the very model that they stand
# for.


LEAST_TOLD = 2
MOST_DRAWN = 2000  # for one description
_IN_VAIN = (
    f"no description of {LEAST_TOLD} clues came of {MOST_DRAWN} persons drawn: too few people of "
    "this register meet the clues of the case"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One description: whose (a pattern), whether they are in the register, which voices speak.

    `told` has a bit for each voice that is tried. `holes` has a number for each clue: its fact is
    hidden where the rate is above it, so that the holes of one rate are among those of a higher.
    `pick` says which of the persons alike.
    """

    pattern: int
    outside: bool
    told: int
    holes: tuple[float, ...]
    pick: float


def tried(scale: Scale) -> tuple[tuple[Voice, ...], tuple[tuple[Clue, str], ...]]:
    """Part the voices of which something says how often they are right from all other clues."""
    kept, left = [], []
    for voice in scale.voices:
        stated = voice.clue.worth is not None and voice.clue.worth.right is None
        if voice.right is not None and not stated:
            kept.append(voice)
            continue
        why = "its weight is stated" if stated else "nothing says how often it is right"
        left += [(rare.clue, why) for rare in voice.rarities]
    return tuple(kept), tuple(left)


def describe(
    scale: Scale, patterns: Sequence[Pattern], setup: Setup
) -> tuple[tuple[Drawn, ...], int]:
    """Draw persons and write their descriptions; gives how many had too few clues, too."""
    dice = Random(setup.seed)  # noqa: S311 - a simulation must be repeatable, not secret
    voices, _ = tried(scale)
    bounds = list(accumulate(pattern.persons for pattern in patterns))
    chances: dict[int, tuple[float, ...]] = {}
    found: list[Drawn] = []
    redrawn = vain = 0
    while len(found) < setup.trials:
        at = bisect(bounds, dice.randrange(bounds[-1]))
        if at not in chances:
            chances[at] = tuple(_chances(scale, voices, patterns[at]))
        told = sum((dice.random() < said) << v for v, said in enumerate(chances[at]))
        if told.bit_count() < LEAST_TOLD:
            redrawn, vain = redrawn + 1, vain + 1
            if vain >= MOST_DRAWN:
                raise RequestError(_IN_VAIN)
            continue
        vain = 0
        holes = tuple(dice.random() for _ in scale.case.clues)
        found.append(Drawn(at, dice.random() < (setup.outside or 0), told, holes, dice.random()))
    return tuple(found), redrawn


def _chances(scale: Scale, voices: Sequence[Voice], pattern: Pattern) -> Iterator[float]:
    weights = scale.weigh(pattern.verdicts, {}).clues
    for voice in voices:
        yield voice.share * 2.0 ** weights[voice.clue.id].bits


# One round of a back-test: some facts hidden, and every description tried on the rest.


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one description fared; `rank` is None where the person meant is not on the list."""

    outside: bool
    rank: float | None
    could: bool
    length: int
    left: float
    chances: tuple[Chances, ...]


def fared(
    case: Case, patterns: Sequence[Pattern], drawn: Sequence[Drawn], rate: float, setup: Setup
) -> Iterator[Outcome]:
    """Hide facts of everybody once, then look for each person drawn."""
    dice = Random(f"{setup.seed}/{rate!r}")  # noqa: S311 - repeatable, not secret
    thinned = thin(patterns, case.clues, rate, dice)
    measured = scale(case, thinned.patterns)
    voices, _ = tried(measured)
    lineup = line_up(measured, voices, thinned.patterns, as_written=setup.as_written)
    own = rate if setup.own is None else setup.own
    for one in drawn:
        verdicts = patterns[one.pattern].verdicts
        hidden = sum((hole < own) << at for at, hole in enumerate(one.holes))
        before = lineup.profile(hide(verdicts, case.clues, _picked(thinned, one)))
        after = lineup.profile(hide(verdicts, case.clues, hidden))
        lines = lineup.list_of(one.told)
        _change(lines, lineup.line(before, one.told), -1)
        mine = None if one.outside else lineup.line(after, one.told)
        _change(lines, mine, 1)
        yield _outcome(lines, mine, one, setup)


def _picked(thinned: Thinned, one: Drawn) -> int:
    """Say what is hidden of one of the persons alike, any of them."""
    split = thinned.split[one.pattern]
    left = one.pick * sum(split.values())
    for hidden, persons in split.items():
        left -= persons
        if left < 0:
            return hidden
    return next(reversed(split))


def _change(lines: Counter[Line], line: Line | None, by: int) -> None:
    if line is not None:
        lines[line] += by


def _outcome(lines: Counter[Line], mine: Line | None, one: Drawn, setup: Setup) -> Outcome:
    sums = crowd((line.bits, persons) for line, persons in lines.items())
    least = bar(((line.bits, persons) for line, persons in lines.items()), setup.top)
    rows: dict[float, list[float]] = {edge: [0, 0.0, 0.0, 0] for edge in EDGES}
    for line, persons in lines.items():
        chance = (1 - (setup.outside or 0.0)) * sums.chance(line.bits)
        row = rows[next(edge for edge in EDGES if chance > edge or not edge)]
        row[0] += persons
        row[1] += persons * chance
        row[2] += persons * chance * (1 - chance)
        row[3] += line == mine
    return Outcome(
        outside=one.outside,
        rank=rank(lines, mine) if mine else None,
        could=mine is not None and mine.high >= least,
        length=could(lines, least),
        left=2.0**sums.entropy if sums.total else 0.0,
        chances=tuple(Chances(edge, int(n), p, s, int(t)) for edge, (n, p, s, t) in rows.items()),
    )


def summed_up(outcomes: Sequence[Outcome], rate: float, setup: Setup) -> Round:
    """Sum up how the descriptions of one round fared."""
    ranks = [outcome.rank for outcome in outcomes if outcome.rank is not None]
    return Round(
        holes=rate,
        own=rate if setup.own is None else setup.own,
        trials=len(outcomes),
        outside=sum(outcome.outside for outcome in outcomes),
        ruled_out=sum(o.rank is None and not o.outside for o in outcomes),
        within={k: sum(rank <= k for rank in ranks) for k in setup.tops},
        rank=median(ranks) if ranks else None,
        could=sum(outcome.could for outcome in outcomes),
        length=median(outcome.length for outcome in outcomes),
        left=fmean(outcome.left for outcome in outcomes),
        chances=tuple(map(_pooled, zip(*(o.chances for o in outcomes), strict=True))),
    )


def _pooled(given: Sequence[Chances]) -> Chances:
    return Chances(
        above=given[0].above,
        rows=sum(k.rows for k in given),
        said=sum(k.said for k in given),
        spread=sum(k.spread for k in given),
        came=sum(k.came for k in given),
    )


# A back-test of a case: describe people of the register by chance, and see who finds them again.
#
# Everything is drawn from the pattern table of one run. Each round hides another share of the
# facts, measures and weighs anew what is left, and looks for the same people by the same
# descriptions. Who was taken off by hand is in it like everybody else: the reason spoke of another
# text.


MOST_TRIALS = 100_000
MOST_ROUNDS = 6  # columns that a screen of eighty has room for

Heard = Callable[[], None]  # called after each description, in each round


def _unheard() -> None:
    return


def backtest(evaluation: Evaluation, setup: Setup, heard: Heard = _unheard) -> Backtest:
    """Back-test a case; raises RequestError where it weighs nobody or the setup is out of range."""
    case, content = evaluation.case, evaluation.content
    _check(setup)
    _refuse(case)
    patterns = sorted(whoever(evaluation.patterns), key=lambda p: tuple(p.verdicts.values()))
    return on_patterns(case, content, patterns, setup, heard)


def on_patterns(
    case: Case,
    content: Content,
    patterns: Sequence[Pattern],
    setup: Setup,
    heard: Heard = _unheard,
) -> Backtest:
    """Back-test a case on its pattern table; equal setups give equal results to the last digit."""
    if sum(pattern.persons for pattern in patterns) < LEAST_TOLD:
        raise RequestError(f"the population of {case.id} has fewer than two people")
    voices, left_out = tried(scale(case, patterns))
    silent = [rare.clue for voice in voices if voice.silent for rare in voice.rarities]
    left_out = (*left_out, *((clue, SILENT) for clue in silent))
    case = replace(case, clues=tuple(clue for clue in case.clues if clue not in silent))
    whole = scale(case, patterns)
    voices, _ = tried(whole)
    if len(voices) < LEAST_TOLD:
        _too_few(case, [f"{clue.id} ({why})" for clue, why in left_out])
    if setup.outside is None:
        setup = replace(setup, outside=case.outside)
    drawn, redrawn = describe(whole, patterns, setup)
    rounds = []
    for rate in setup.holes:
        outcomes = []
        for outcome in fared(case, patterns, drawn, rate, setup):
            outcomes.append(outcome)
            heard()
        rounds.append(summed_up(outcomes, rate, setup))
    return Backtest(
        about=about(case, content),
        setup=setup,
        population=sum(pattern.persons for pattern in patterns),
        tried=tuple((r.clue.id, v.right or 0.0) for v in voices for r in v.rarities),
        left_out=tuple((clue.id, why) for clue, why in left_out),
        told=fmean(
            sum(len(v.rarities) for at, v in enumerate(voices) if one.told >> at & 1)
            for one in drawn
        ),
        redrawn=redrawn,
        rounds=tuple(rounds),
    )


def _check(setup: Setup) -> None:
    if not 1 <= setup.trials <= MOST_TRIALS:
        raise RequestError(f"{setup.trials} trials; expected 1 to {MOST_TRIALS}")
    if setup.top < 1:
        raise RequestError(f"a list of the first {setup.top}; expected 1 or more")
    if not 1 <= len(setup.holes) <= MOST_ROUNDS:
        raise RequestError(
            f"{len(setup.holes)} shares of facts to hide; expected 1 to {MOST_ROUNDS}"
        )
    for rate in (*setup.holes, *(() if setup.own is None else (setup.own,))):
        if not 0 <= rate <= 1:
            raise RequestError(f"{rate:g} is no share of facts to hide; expected 0 to 1")
    if setup.outside is not None and not 0 <= setup.outside < 1:
        raise RequestError(f"outside {setup.outside:g} is no chance; expected 0 or more, below 1")


def _refuse(case: Case) -> None:
    if not case.subject.weighed:
        subject = case.subject.value.replace("-", " ")
        raise RequestError(
            f"{case.id} is about a{'n' * (subject[0] in 'aeiou')} {subject}: nobody is weighed "
            "there and no chance is shown, so that there is nothing to test"
        )
    if case.describes != "one":
        raise RequestError(
            f"{case.id} fits several people truly (describes: several), so that there is no one "
            "person to find again"
        )


def _too_few(case: Case, left_out: Sequence[str]) -> None:
    told = f"; left out: {', '.join(left_out)}" if left_out else ""
    raise RequestError(
        f"{case.id} has fewer than two clues that say how often they are right (a grade of the "
        f"source, or right: with why:){told}"
    )


def rates(text: str) -> tuple[float, ...]:
    """Read shares of facts to hide, separated by commas: `0,0.2,0.4`."""
    try:
        return tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise RequestError(
            f"{text!r} are no shares; expected numbers from 0 to 1, such as 0,0.2,0.4"
        ) from None
