"""A result of every question, asked of the shipped cases or made by hand, each asked once.

The one place that knows how questions are asked: the tests of documents take results from here.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from narrow import inquiry
from narrow.errors import Issue
from narrow.lists.fetch.publishers import Fetch, Fetched, Offer
from narrow.lists.import_log import Brought, Refusal, Unread
from narrow.model.grades import Grade
from narrow.model.records import Changes, Edit, FileChange, InputChange, LineChange, Lock, Locked
from narrow.questions.backtest import Setup
from narrow.questions.kept_runs import diff
from narrow.questions.rule_files import Listed, catalog
from narrow.registers.profile import profile
from narrow.registers.twins import twins
from narrow.report.compose import backtest as compose_backtest
from narrow.report.compose import diff as compose_difference
from narrow.report.compose import exposure as compose_exposure
from narrow.report.compose import flip as compose_sensitivity
from narrow.report.compose import funnel as compose_funnel
from narrow.report.compose import matrix as compose_matrix
from narrow.report.compose import misses as compose_misses
from narrow.report.compose import registers as compose_registers
from narrow.report.compose import rules as compose_rules
from narrow.report.compose import run as compose_find
from narrow.report.compose import run as compose_run
from narrow.report.compose import tally as compose_tally
from narrow.report.compose import why as compose_why
from narrow.report.compose import workbook as compose_workbook
from narrow.report.compose.workbook import Book
from narrow.report.document import Document

WORKED = "wola-2018-former-commanders"
SOURCE = "meridian-garrison-source"
CASES = (
    WORKED,
    "wola-2018-active-when-listed",
    "meridian-harbour-memo",
    "meridian-lost-admiral",
    SOURCE,
)
WEIGHED = CASES[2:4]
EVIL = "=1+1\u202e\x1b[31m<script>alert(1)</script><img src=x onerror=y>|`x`|[a](javascript:b)\n# "
SHOWN = "=1+1�" + "�[31m<script>alert(1)</script><img src=x onerror=y>|`x`|[a](javascript:b) #"
# What says which of our own words stands there, and is no text of a register or rule.
_OURS = {"subject", "kind", "unit", "how", "code", "dialect", "role", "would_be", "svg"}


class Asked(NamedTuple):
    """One question: its name, how it is asked, and how its result becomes a document."""

    name: str
    result: Callable[[], Any]
    compose: Callable[[Any, bool], Document]


def lock() -> Lock:
    """A lock that was broken in every way."""
    lines = tuple(LineChange(n, n, f"before {n}", f"after {n}") for n in range(1, 15))
    files = (
        FileChange("case", "c", "/home/ana/rules/cases/c.yaml", Edit.EDITED, lines),
        FileChange("case", "d", "/home/ana/rules/cases/d.yaml", Edit.GONE),
        FileChange("case", "e", "e.yaml", Edit.EDITED, (LineChange(0, 3, "", "came"),)),
    )
    changes = Changes(files, (InputChange("register", "12ab", "34cd", ("posts.csv",)),))
    times = (Locked("first", Changes()), Locked("again", changes), Locked("", Changes()))
    return Lock("/home/ana/rules/cases/c.lock", times, changes)


@cache
def run(case: str) -> Any:
    return inquiry.run(case)


@cache
def behind(case: str) -> Any:
    return inquiry.open(case).provenance()


@cache
def misses(case: str) -> Any:
    return inquiry.misses(case)


@cache
def matrix(case: str) -> Any:
    return inquiry.matrix(case)


@cache
def why(case: str, person: str) -> Any:
    return inquiry.why(case, person)


def people(case: str) -> list[str]:
    """The ids of some who fit, some who do not, and those taken off by hand."""
    answer = run(case)
    by_hand = [r.person.id for r in answer.ruled_out if r.would_be is not None]
    ids = [f.person.id for f in (*answer.findings[:2], *answer.findings[-1:])]
    return [*ids, *(r.person.id for r in answer.ruled_out[:2]), *by_hand[:2]]


@cache
def difference(case: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        one = inquiry.open(case).save(Path(folder) / "one.json")
        two = inquiry.open(case, as_of="2017-06-01").save(Path(folder) / "two.json")
        return diff(one, two)


@cache
def brought() -> Brought:
    refusals = tuple(Refusal("a.csv", n, f"the {n}th is torn") for n in range(1, 15))
    unread = tuple(Unread("title", f"a very long title {'x' * n}", n) for n in range(1, 80, 6))
    return Brought(
        "ofac-csv",
        "OFAC",
        "/home/ana/r.duckdb",
        {"sdn.csv": 1200, "add.csv": 3},
        1100,
        20,
        900,
        {"vessels": 80},
        {"persons": 1100},
        refusals,
        unread,
        {"title": 900},
        {"two names of one person": 7},
    )


@cache
def fetched() -> Fetch:
    digest = "0123456789abcdef" * 4
    first = Fetched("sdn.csv", f"https://example.org/{'long/' * 30}", "2018-09-08", 123456, digest)
    torn = replace(first, file="add.csv", stated=False, looks="CSV", modified="x", how="resumed")
    return Fetch("OFAC", "ofac", "csv", "lists/ofac", (first, torn))


def offers() -> tuple[Offer, ...]:
    page = "https://example.org/a"
    first = Offer("ofac", "csv", "SDN as CSV", page, ())
    return (first, replace(first, form="xml", title="SDN as XML"), replace(first, publisher="un"))


def listed() -> tuple[Listed, ...]:
    return (*catalog(), Listed("case", "broken", "", "b.yaml", "line 3: no such key"))


def issues() -> list[Issue]:
    long = "the word 'postt' is known nowhere; did you mean 'post'? " * 3
    return [
        Issue("rules/a.yaml", 3, 9, long, quoted="  where: {postt: 1}", code=""),
        Issue("rules/b.yaml", 0, 0, "advice", code="N101"),
    ]


@cache
def result(name: str, *given: Any) -> Any:
    asked: Mapping[str, Callable[..., Any]] = {
        "funnel": inquiry.funnel,
        "flip": inquiry.flip,
        "next": inquiry.next,
        "tally": lambda case: inquiry.tally(case, by="gender"),
        "figures": inquiry.figures,
        "exposure": lambda case: inquiry.exposure(case, at_least=30, names=True),
        "hidden": lambda case: inquiry.exposure(case, at_least=1),
        "find": lambda: inquiry.find(["posts: role=minister former"]),
        "backtest": lambda case: inquiry.backtest(case, Setup(trials=12, own=0.1)),
        "profile": profile,
        "profile by": lambda data: profile(data, by="persons.gender"),
        "twins": twins,
        "statement": inquiry.sql,
    }
    return asked[name](*given)


def every(case: str = WORKED) -> list[Asked]:
    """Every question, asked of a case."""
    weighed = case if case in WEIGHED else WEIGHED[0]
    register = "venezuela-2018"
    return [
        Asked("run", lambda: replace(run(case), lock=lock()), _run(case)),
        Asked("weighed", lambda: run(weighed), lambda a, e: compose_run.compose(a, everyone=e)),
        Asked("misses", lambda: misses(case), lambda a, e: compose_misses.compose(a, everyone=e)),
        Asked("funnel", lambda: result("funnel", case), lambda a, e: compose_funnel.compose(a)),
        Asked("why", lambda: _why(case), lambda a, e: compose_why.compose(a)),
        Asked("tally", lambda: result("tally", case), lambda a, e: compose_tally.compose(a)),
        Asked("figures", lambda: result("figures", WORKED),
              lambda a, e: compose_tally.compose_figures(a)),
        Asked("matrix", lambda: matrix(case), lambda a, e: compose_matrix.compose(a, everyone=e)),
        Asked("flip", lambda: result("flip", case),
              lambda a, e: compose_sensitivity.compose(a, everyone=e)),
        Asked("next", lambda: result("next", case),
              lambda a, e: compose_sensitivity.compose_next(a)),
        Asked("exposure", lambda: result("exposure", case),
              lambda a, e: compose_exposure.compose(a, everything=e)),
        Asked("find", lambda: result("find"), lambda a, e: compose_find.compose_find(a, everyone=e)),
        Asked("backtest", lambda: result("backtest", weighed),
              lambda a, e: compose_backtest.compose(a)),
        Asked("difference", lambda: difference(case),
              lambda a, e: compose_difference.compose(a, everyone=e)),
        Asked("lock", lock, lambda a, e: compose_difference.compose_lock("c", a)),
        Asked("profile", lambda: result("profile", register),
              lambda a, e: compose_registers.compose_profile(a, full=e)),
        Asked("profile by", lambda: result("profile by", register),
              lambda a, e: compose_registers.compose_profile(a, full=e)),
        Asked("twins", lambda: result("twins", "meridian"),
              lambda a, e: compose_registers.compose_twins(a, everyone=e)),
        Asked("import", brought,
              lambda a, e: compose_registers.compose_import(a, made=True, everything=e)),
        Asked("fetch", fetched, lambda a, e: compose_registers.compose_fetch(a)),
        Asked("offers", offers, lambda a, e: compose_registers.compose_offers(a)),
        Asked("list", listed, lambda a, e: compose_rules.compose_list(a)),
        Asked("issues", issues, lambda a, e: compose_rules.compose_issues(a)),
        Asked("statement", lambda: result("statement", case),
              lambda a, e: compose_rules.compose_statement(a)),
        Asked("workbook", lambda: Book(run(case), misses(case), matrix(case), behind(case)),
              lambda a, e: compose_workbook.compose(a)),
    ]  # fmt: skip


def _run(case: str) -> Callable[[Any, bool], Document]:
    return lambda a, e: compose_run.compose(a, everyone=e, behind=behind(case) if e else None)


def _why(case: str) -> Any:
    return replace(why(case, people(case)[0]), lock=lock())


NAMES = [asked.name for asked in every()]


def hostile(given: Any) -> Any:
    """Put an evil text before every text of a result; the same text becomes the same."""
    if isinstance(given, Enum | Grade | date) or given is None:
        return given
    if isinstance(given, str):
        return f"{EVIL}{given}"
    if isinstance(given, Issue):
        return replace(given, message=f"{EVIL}{given.message}", quoted=f"  {EVIL}")
    if is_dataclass(given) and not isinstance(given, type):
        texts = {f.name: getattr(given, f.name) for f in fields(given) if f.init}
        new = {name: hostile(value) for name, value in texts.items() if name not in _OURS}
        return replace(given, **new)
    if isinstance(given, Mapping):
        return {hostile(key): hostile(value) for key, value in given.items()}
    if isinstance(given, tuple | list):
        return type(given)(hostile(one) for one in given)
    return given
