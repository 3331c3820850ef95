"""A document in a terminal is, byte for byte, what the view written by hand for it was.

The old views are the proof; where they go, what they gave becomes goldens.
"""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console, RenderableType

from narrow.model.evidence import Advice
from narrow.report import (
    compose_backtest,
    compose_difference,
    compose_exposure,
    compose_find,
    compose_funnel,
    compose_imports,
    compose_matrix,
    compose_misses,
    compose_profile,
    compose_rules,
    compose_run,
    compose_sensitivity,
    compose_tally,
    compose_twins,
    compose_why,
    render_terminal,
)
from narrow.report.document import Document
from narrow.views import backtest as old_backtest
from narrow.views import difference as old_difference
from narrow.views import exposure as old_exposure
from narrow.views import fetched as old_fetched
from narrow.views import intake as old_intake
from narrow.views import listing as old_listing
from narrow.views import lock as old_lock
from narrow.views import look as old_look
from narrow.views import matrix as old_matrix
from narrow.views import misses as old_misses
from narrow.views import narrowing as old_funnel
from narrow.views import profile as old_profile
from narrow.views import reports as old_reports
from narrow.views import sensitivity as old_sensitivity
from narrow.views import terminal as old_run
from narrow.views import twins as old_twins
from narrow.views.statement import statement_text
from tests.report import results
from tests.report.results import CASES, WEIGHED, WORKED

WIDTHS = (80, 100)
EVERYONE = pytest.mark.parametrize("everyone", [False, True])
OF_CASES = pytest.mark.parametrize("case", CASES)


def told(what: RenderableType, width: int, *, colour: bool = False, soft: bool = False) -> str:
    file = io.StringIO()
    system = "truecolor" if colour else None
    console = Console(
        file=file, width=width, no_color=not colour, force_terminal=colour, highlight=False,
        markup=False, emoji=False, color_system=system,  # type: ignore[arg-type]
    )  # fmt: skip
    console.print(what, soft_wrap=soft)
    return file.getvalue()


def drawn(what: RenderableType, width: int, *, soft: bool = False) -> list[tuple[str, str]]:
    """Give each sign with its style; that of a space is seen by nobody."""
    styled = re.split(r"(\x1b\[[0-9;]*m)", told(what, width, colour=True, soft=soft))
    now, signs = "", []
    for part in styled:
        if part.startswith("\x1b"):
            now = "" if part == "\x1b[0m" else part
        else:
            signs += [(sign, "" if sign.isspace() else now) for sign in part]
    return signs


def same(old: RenderableType, new: Document, *, soft: bool = False) -> None:
    """Hold a document against the view written by hand, in words and in styles."""
    made = render_terminal.render(new)
    for width in WIDTHS:
        assert told(made, width, soft=soft) == told(old, width, soft=soft)
    assert drawn(made, 80, soft=soft) == drawn(old, 80, soft=soft)


@OF_CASES
@EVERYONE
def test_a_run(case: str, everyone: bool) -> None:
    answer = results.run(case)
    others = (replace(answer, lock=results.lock()), replace(answer, not_used=()))
    for given in (answer, *(() if everyone else others)):
        old = old_run.answer_view(given, everyone=everyone)
        same(old, compose_run.compose(given, everyone=everyone))


@EVERYONE
def test_what_stands_behind_a_run_is_not_told_on_a_screen(everyone: bool) -> None:
    answer = results.run(WORKED)
    old = old_run.answer_view(answer, everyone=everyone)
    behind = results.behind(WORKED)
    same(old, compose_run.compose(answer, everyone=everyone, behind=behind))


@OF_CASES
@EVERYONE
def test_near_misses(case: str, everyone: bool) -> None:
    found = results.misses(case)
    old = old_misses.misses_view(found, everyone=everyone)
    same(old, compose_misses.compose(found, everyone=everyone))


@OF_CASES
def test_the_funnel(case: str) -> None:
    found = results.result("funnel", case)
    for given in (
        found,
        replace(found, asked=True, joined=("a", "b"), sampled=5000),
        replace(found, parts=()),
    ):
        same(old_funnel.narrowing_view(given), compose_funnel.compose(given))


@OF_CASES
def test_why(case: str) -> None:
    for person in results.people(case):
        found = results.why(case, person)
        same(old_reports.why_view(found), compose_why.compose(found))
        locked = replace(found, lock=results.lock())
        same(old_reports.why_view(locked), compose_why.compose(locked))


@OF_CASES
def test_a_tally_and_published_figures(case: str) -> None:
    found = results.result("tally", case)
    same(old_reports.tally_view(found), compose_tally.compose(found))
    figures = results.result("figures", case)
    same(old_reports.figures_view(figures), compose_tally.compose_figures(figures))


@OF_CASES
@EVERYONE
def test_the_matrix(case: str, everyone: bool) -> None:
    found = results.matrix(case)
    others = (replace(found, sort="contradictions"), replace(found, rows=()))
    for given in (found, *(() if everyone else others)):
        old = old_matrix.matrix_view(given, everyone=everyone)
        same(old, compose_matrix.compose(given, everyone=everyone))


@OF_CASES
@EVERYONE
def test_other_readings(case: str, everyone: bool) -> None:
    found = results.result("flip", case)
    for given in (found, replace(found, left_out=7, robust=(), ranges=(), switches=())):
        old = old_sensitivity.flip_view(given, everyone=everyone)
        same(old, compose_sensitivity.compose(given, everyone=everyone))


@OF_CASES
@pytest.mark.parametrize("most", [0, 3, 15, 1000])
def test_what_to_look_up_next(case: str, most: int) -> None:
    found = results.result("next", case)
    old = old_sensitivity.asking_view(found, most=most)
    same(old, compose_sensitivity.compose_next(found, most=most))
    none = replace(found, cells=())
    same(old_sensitivity.asking_view(none), compose_sensitivity.compose_next(none))


@OF_CASES
@EVERYONE
@pytest.mark.parametrize("asked", ["exposure", "hidden"])
def test_an_exposure(case: str, everyone: bool, asked: str) -> None:
    found = results.result(asked, case)
    odd = {
        "chosen": "the only one",
        "advice": (Advice("N111", "c", "“x” stands nowhere"),),
        "changes": (),
    }
    for given in (found, replace(found, **odd, uncounted=("a phrase",), with_supporting=None)):
        old = old_exposure.exposure_view(given, everything=everyone)
        same(old, compose_exposure.compose(given, everything=everyone))


@EVERYONE
def test_a_quick_look(everyone: bool) -> None:
    found = results.result("find")
    for given in (
        found,
        replace(
            found,
            chosen="",
            answer=replace(found.answer, advice=(Advice("N111", "c", "“x” stands nowhere"),)),
        ),
    ):
        old = old_look.look_view(given, everyone=everyone)
        same(old, compose_find.compose(given, everyone=everyone))


@pytest.mark.parametrize("case", WEIGHED)
def test_a_back_test(case: str) -> None:
    found = results.result("backtest", case)
    same(old_backtest.backtest_view(found), compose_backtest.compose(found))


@pytest.mark.parametrize("case", [CASES[0], CASES[2]])
@EVERYONE
def test_a_difference(case: str, everyone: bool) -> None:
    found = results.difference(case)
    broken = results.lock().since
    for given in (found, replace(found, changes=broken, renumbered=3), replace(found, people=())):
        old = old_difference.difference_view(given, everyone=everyone)
        same(old, compose_difference.compose(given, everyone=everyone))


def test_a_lock() -> None:
    lock = results.lock()
    same(old_lock.lock_view("c", lock), compose_difference.compose_lock("c", lock))


@pytest.mark.parametrize("register", ["venezuela-2018", "meridian"])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("asked", ["profile", "profile by"])
def test_a_profile(register: str, full: bool, asked: str) -> None:
    found = results.result(asked, register)
    same(old_profile.profile_view(found, full=full), compose_profile.compose(found, full=full))


@EVERYONE
def test_twins(everyone: bool) -> None:
    found = results.result("twins", "meridian")
    for given in (found, replace(found, pairs=found.pairs * 20), replace(found, pairs=())):
        old = old_twins.twins_view(given, everyone=everyone)
        same(old, compose_twins.compose(given, everyone=everyone))


@pytest.mark.parametrize("made", [False, True])
@pytest.mark.parametrize("everything", [False, True])
def test_an_import(made: bool, everything: bool) -> None:
    given = results.brought()
    old = old_intake.intake_view(given, made=made, everything=everything)
    same(old, compose_imports.compose(given, made=made, everything=everything))


def test_a_fetch() -> None:
    same(
        old_fetched.fetched_view(results.fetched()),
        compose_imports.compose_fetch(results.fetched()),
    )
    offers = results.offers()
    same(old_fetched.offers_view(offers), compose_imports.compose_offers(offers))


def test_what_there_is() -> None:
    found = results.listed()
    same(old_listing.list_view(found), compose_rules.compose_list(found))


def test_faults() -> None:
    found = results.issues()
    same(old_reports.issues_view(found), compose_rules.compose_issues(found), soft=True)


def test_the_statements_are_told_as_they_are() -> None:
    found = results.result("statement", WORKED)
    made = render_terminal.render(compose_rules.compose_statement(found))
    assert told(made, 500) == statement_text(found)


@pytest.mark.parametrize("name", results.NAMES)
def test_hostile_texts_are_harmless_in_a_terminal(name: str) -> None:
    asked = next(a for a in results.every() if a.name == name)
    made = asked.compose(results.hostile(asked.result()), True)
    said = told(render_terminal.render(made), 100)
    assert "\x1b" not in said
    assert "\u202e" not in said


# The old views of a run, of why and of next showed the ids of clues and readings uncleaned, and a
# long name of twins lost its indent where it went on.
OLD: dict[str, Callable[[Any], RenderableType]] = {
    "misses": lambda a: old_misses.misses_view(a, everyone=True),
    "matrix": lambda a: old_matrix.matrix_view(a, everyone=True),
    "flip": lambda a: old_sensitivity.flip_view(a, everyone=True),
    "difference": lambda a: old_difference.difference_view(a, everyone=True),
    "exposure": lambda a: old_exposure.exposure_view(a, everything=True),
    "profile": lambda a: old_profile.profile_view(a, full=True),
    "import": lambda a: old_intake.intake_view(a, made=True, everything=True),
    "fetch": old_fetched.fetched_view,
    "list": old_listing.list_view,
}


@pytest.mark.parametrize("name", OLD)
def test_hostile_texts_are_told_in_the_same_words(name: str) -> None:
    asked = next(a for a in results.every() if a.name == name)
    given = results.hostile(asked.result())
    same(OLD[name](given), asked.compose(given, True))
