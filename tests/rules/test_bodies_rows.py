"""Bodies over rows: the table, the second row and how it lies, how many; and their misuse."""

import pytest

from narrow.model.rules import Body, Coded, Count, Missing, Not, Order, Scan, Second, Some
from tests.rules.desk import BEGUN, Desk, clue

ARMY = Coded("branch", ("army",), "ARMY")
BY_X = Coded("by", ("x",), "x")
ARMY_POSTS = Scan("posts", (BEGUN, ARMY))
POSTS = Scan("posts", (BEGUN,))


def with_second(**how: object) -> Scan:
    return Scan("posts", (BEGUN,), Second("lists", (BY_X,), **how))  # type: ignore[arg-type]


MEANT = [
    ("some: posts\nwhere: {branch: army}", Some(ARMY_POSTS)),
    ("none: posts\nwhere: {branch: army}", Not(Some(ARMY_POSTS))),
    ("missing: posts\nwhere: {branch: army}", Missing(ARMY_POSTS)),
    ("some: lists\nwhere: {by: x}", Some(Scan("lists", (BY_X,)))),
    ("some: posts", Some(POSTS)),
    ("count: posts\nat_least: 2", Count(POSTS, 2, None)),
    ("count: posts\nat_most: 3", Count(POSTS, None, 3)),
    ("count: posts\nat_least: 0\nat_most: 0", Count(POSTS, 0, 0)),
    (
        "count: posts\nwhere: {branch: army}\ndistinct: unit\nat_least: 2",
        Count(Scan("posts", (BEGUN, ARMY), None, "unit"), 2, None),
    ),
    (
        "some: posts\nand_also: {some: lists, where: {by: x}, while: listed_on}",
        Some(with_second(order=Order.WHILE, day="listed_on")),
    ),
    (
        "some: posts\nand_also: {some: lists, where: {by: x}, before: listed_on}",
        Some(with_second(order=Order.BEFORE, day="listed_on")),
    ),
    (
        "some: posts\nand_also: {some: lists, where: {by: x}, after: listed_on}",
        Some(with_second(order=Order.AFTER, day="listed_on")),
    ),
    (
        "none: posts\nand_also: {some: lists, where: {by: x}, same: [unit], different: [id]}",
        Not(Some(with_second(same=("unit",), different=("id",)))),
    ),
    (
        "missing: posts\nand_also: {some: lists, where: {by: x}}",
        Missing(with_second()),
    ),
    (
        "some: posts\nand_also: {some: posts, where: {branch: army}, different: [unit]}",
        Some(Scan("posts", (BEGUN,), Second("posts", (BEGUN, ARMY), different=("unit",)))),
    ),
]

TABLES = "known: lists, posts"
MISUSED = [
    ("@@some: post", "the register has no table 'post'; did you mean 'posts'?"),
    ("@@none: x", f"the register has no table 'x'; {TABLES}"),
    ("@@count: postz\nat_least: 1", "the register has no table 'postz'; did you mean 'posts'?"),
    ("@@missing: list", "the register has no table 'list'; did you mean 'lists'?"),
    ("@@some: sources", f"the register has no table 'sources'; {TABLES}"),
    (
        "@@some: persons",
        f"the register has no table 'persons' (for the person's own columns use person:); {TABLES}",
    ),
    ("@@count: posts", "count needs at_least, at_most or both"),
    ("count: posts\n@@at_least: 3\nat_most: 2", "no number is at least 3 and at most 2"),
    (
        "count: posts\nat_least: 1\n@@distinct: unti",
        "posts has no column 'unti'; did you mean 'unit'?",
    ),
    (
        "some: posts\nand_also:\n  @@some: list",
        "the register has no table 'list'; did you mean 'lists'?",
    ),
    (
        "some: posts\nand_also:\n  some: lists\n  where: {@@byy: x}",
        "lists has no column 'byy'; did you mean 'by'?",
    ),
    (
        "some: posts\nand_also:\n  some: lists\n  @@while: listed",
        "lists has no date column 'listed'; did you mean 'listed_on'?",
    ),
    (
        "some: posts\nand_also:\n  some: lists\n  @@before: by",  # a column, and no date
        "lists has no date column 'by'; known: listed_on",
    ),
    (
        "some: lists\nwhere: {@@tence: former}",  # there are no dates to read a tense from
        "lists has no column 'tence'; known: by, id, listed_on, unit",
    ),
    (
        "some: lists\nand_also:\n  some: posts\n  @@after: start",
        "lists has no dates of its own",
    ),
    (
        "some: posts\n@@and_also:\n  some: lists\n  while: listed_on\n  before: listed_on",
        "while, before and after stand together; give one of them",
    ),
    (
        "some: posts\nand_also:\n  some: lists\n  @@same: [unit, title]",
        "'title' is not a column of both tables",
    ),
    (
        "some: posts\nand_also:\n  some: lists\n  @@different: [by]",
        "'by' is not a column of both tables",
    ),
]


@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_a_body_over_rows_means_its_scan(desk: Desk, written: str, meant: Body) -> None:
    assert desk.body(written) == meant


@pytest.mark.parametrize(("written", "message"), MISUSED)
def test_a_misuse_is_said_at_its_place(desk: Desk, written: str, message: str) -> None:
    desk.case(clue(written))
    assert desk.refused() == [message]


def test_both_rows_are_looked_through_at_once(desk: Desk) -> None:
    desk.case(
        clue(
            "some: posts\nwhere: {@@brnch: army}\nand_also:\n  some: lists\n"
            "  where: {@@bi: x}\n  @@while: by\n  @@same: [title]"
        )
    )
    assert len(desk.refused()) == 4


def test_conditions_are_looked_through_where_distinct_is_wrong(desk: Desk) -> None:
    desk.case(clue("count: posts\nwhere: {@@brnch: army}\n@@distinct: unti\nat_least: 1"))
    assert len(desk.refused()) == 2
