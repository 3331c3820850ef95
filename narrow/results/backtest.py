"""A back-test of a case: describe people of the register by chance, and see who finds them again.

Everything is drawn from the pattern table of one run. Each round hides another share of the facts,
measures and weighs anew what is left, and looks for the same people by the same descriptions. Who
was taken off by hand is in it like everybody else: the reason spoke of another text.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import fmean

from narrow.engines import Engine
from narrow.errors import RequestError
from narrow.model.backtest import Backtest, Setup
from narrow.model.case import Case
from narrow.model.register import Content
from narrow.results import patterns as table
from narrow.results.about import about
from narrow.results.descriptions import LEAST_TOLD, describe, tried
from narrow.results.pattern import Pattern
from narrow.results.rounds import fared, summed_up
from narrow.results.run import gather
from narrow.results.scale import Scale, scale

MOST_TRIALS = 100_000
MOST_ROUNDS = 6  # columns that a screen of eighty has room for

Heard = Callable[[], None]  # called after each description, in each round


def _unheard() -> None:
    return


def backtest(
    case: Case, content: Content, engine: Engine, setup: Setup, heard: Heard = _unheard
) -> Backtest:
    """Back-test a case on an engine that holds the content; raises RequestError where it cannot."""
    _check(setup)
    _refuse(case)
    session = gather(case, content, engine)
    found = table.read(session.plan, session.fetch("patterns"))
    patterns = sorted(found, key=lambda p: tuple(p.verdicts.values()))
    return on_patterns(case, content, patterns, setup, heard)


def on_patterns(
    case: Case,
    content: Content,
    patterns: Sequence[Pattern],
    setup: Setup,
    heard: Heard = _unheard,
) -> Backtest:
    """Back-test a case on its pattern table; equal setups give equal results to the last digit."""
    whole = scale(case, patterns)
    voices, left_out = tried(whole)
    if len(voices) < LEAST_TOLD:
        _too_few(case, [f"{clue.id} ({why})" for clue, why in left_out])
    if sum(pattern.persons for pattern in patterns) < LEAST_TOLD:
        raise RequestError(f"the population of {case.id} has fewer than two people")
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
        told=fmean(_clues_told(whole, one.told) for one in drawn),
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


def _clues_told(whole: Scale, told: int) -> int:
    return sum(len(v.rarities) for at, v in enumerate(tried(whole)[0]) if told >> at & 1)
