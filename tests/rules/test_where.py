"""Conditions on one row: which column, what not means, what masks later facts, and every fault."""

from datetime import date

import pytest

from narrow.model.dates import EARLIEST, LATEST
from narrow.model.rules import (
    Begun,
    Blank,
    Coded,
    Condition,
    Dated,
    Held,
    Otherwise,
    Published,
    Tense,
    Worded,
)
from tests.rules.desk import AS_OF, BEGUN, CASE, Desk, where

ARMY = Coded("branch", ("army",), "ARMY")
MILITARY = Coded("branch", ("military", "army", "navy"), "MILITARY or a kind of it")
FORMER = Held(Tense.FORMER, AS_OF, AS_OF)
SINCE_2019 = Dated("start", date(2019, 1, 1), LATEST, "after 2018")

NEGATED = [
    ("branch: {not: army}", ARMY),
    ("branch: {not: {any: [army]}}", ARMY),
    ("branch: {not: {is_a: military}}", MILITARY),
    ("branch: {not: {missing: yes}}", Blank("branch")),
    ("branch: {not: {not: army}}", Otherwise(ARMY)),
    ("start: {not: {after: 2018}}", SINCE_2019),
    ("tense: {not: former}", FORMER),
]


@pytest.mark.parametrize(("written", "meant"), NEGATED)
def test_not_turns_one_condition_round(desk: Desk, written: str, meant: Condition) -> None:
    assert desk.conditions(written) == (BEGUN, Otherwise(meant))


def test_conditions_stand_in_the_order_of_the_file(desk: Desk) -> None:
    found = desk.conditions("tense: former\nbranch: army\ntitle: {text: x}")
    assert found == (BEGUN, FORMER, ARMY, Worded("title", " x ", "x"))


def test_no_condition_is_every_row(desk: Desk) -> None:
    assert desk.conditions("{}") == (BEGUN,)


# --- masks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "table", "masked"),
    [
        ("branch: army", "posts", True),
        ("tense: ever", "posts", True),
        ("tense: {not: current}", "posts", True),
        ("tense: {at: 2020}", "posts", True),
        ("start: {after: 2020}", "posts", True),
        ("tense: future", "posts", False),
        ("tense: {any: [former, future]}", "posts", False),
        ("tense: {not: future}", "posts", False),
        ("tense: {not: {any: [future, current]}}", "posts", False),
        ("by: x", "lists", False),  # no dates to mask by
    ],
)
def test_later_facts_are_masked_unless_a_tense_looks_ahead(
    desk: Desk, written: str, table: str, masked: bool
) -> None:
    found = desk.conditions(written, table)
    assert (BEGUN in found) is masked
    assert len(found) == 1 + masked


@pytest.mark.parametrize(
    ("knowledge", "table", "published"),
    [
        ("as_of", "posts", True),
        ("latest", "posts", False),
        ("as_of", "lists", False),  # no sources to ask
    ],
)
def test_knowledge_as_of_asks_that_a_source_was_out(
    desk: Desk, knowledge: str, table: str, published: bool
) -> None:
    found = desk.conditions("id: x", table, head=f"{CASE}knowledge: {knowledge}\n")
    assert (Published(AS_OF) in found) is published


def test_masking_by_sources_stays_where_the_tense_looks_ahead(desk: Desk) -> None:
    found = desk.conditions("tense: future", head=f"{CASE}knowledge: as_of\n")
    assert found == (Published(AS_OF), Held(Tense.FUTURE, AS_OF, AS_OF))


def test_the_day_asked_for_replaces_the_days_of_the_case(desk: Desk) -> None:
    asked = date(2000, 3, 1)
    found = desk.conditions("tense: former\nstart: {before: $as_of}", as_of=asked)
    before = Dated("start", EARLIEST, date(2000, 2, 29), "before 2000-03-01")
    assert found == (Begun(asked), Held(Tense.FORMER, asked, asked), before)


# --- misuse -----------------------------------------------------------------------------------

MISUSED = [
    ("@@brnch: army", "posts has no column 'brnch'; did you mean 'branch'?"),
    ("@@tence: former", "posts has no column 'tence'; did you mean 'tense'?"),
    ("@@Branch: army", "posts has no column 'Branch'; did you mean 'branch'?"),
    ("@@branch: $nope", "no parameter 'nope'; known: as_of"),
    ("@@start: $as_off", "no parameter 'as_off'; did you mean 'as_of'?"),
]


@pytest.mark.parametrize(("written", "message"), MISUSED)
def test_a_misuse_is_said_at_its_place(desk: Desk, written: str, message: str) -> None:
    desk.case(where(written))
    assert desk.refused() == [message]


def test_every_wrong_condition_is_reported_at_once(desk: Desk) -> None:
    desk.case(where("@@branch: amry\nrank: {@@is_a: mayor}\n@@strt: 2018\nstart: {@@on: 2018-13}"))
    assert [message.split(";")[0] for message in desk.refused()] == [
        "'amry' is not in the vocabulary branch",
        "'mayor' is not in the vocabulary rank",
        "posts has no column 'strt'",
        "'2018-13' is not in the calendar",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "branch:\n  not:\n    any: [army, @@amry]",
        "branch:\n  not:\n    @@is_a: amry",
        "branch:\n  @@not: amry",
        "start:\n  not:\n    @@after: 2018-13",
        "branch:\n  not:\n    @@at_least: army",
    ],
)
def test_a_fault_inside_not_is_reported_where_it_is(desk: Desk, written: str) -> None:
    desk.case(where(written))
    assert len(desk.refused()) == 1
