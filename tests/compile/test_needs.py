"""With no more than what a plan needs, every statement runs and says the same."""

from collections.abc import Collection, Mapping

import pytest

from narrow.compile.plan import Plan, needed, plan
from narrow.compile.reads import render
from narrow.engines.base import Engine, Row
from narrow.engines.duckdb import DuckDB
from narrow.model.registers import PERSONS, SOURCES, WORDS, Content, stored_columns
from tests.compile.test_golden import KINDS, SHIPPED, planned
from tests.records import REGISTER, case_of

ONES_OWN = {"id", "name", "aliases", "background"}


def answers(
    engine: Engine, made: Plan, content: Content, wanted: Mapping[str, Collection[str]] | None
) -> dict[str, list[Row]]:
    """Carry out every statement of a run and give the rows of each, by name."""
    engine.load(content, wanted)
    run = dict(render(made, engine.dialect))
    for kept in ("masks", "verdicts", "listed", "evidence"):
        engine.keep(kept, run.pop(kept))
    ids = [str(cell) for cell in content.tables[SOURCES][content.register.tables[SOURCES].key[0]]]
    numbers = list(range(1, 100))
    given = {"ids": ids, "persons": numbers, "rows": numbers}
    for name in [name for name in run if name.startswith(("rows:", "sources", "grades"))]:
        bound = {key: value for key, value in given.items() if f"{key} AS" in run[name].text}
        run[name] = run[name].having(**bound)
    return {name: sorted(engine.fetch(query)) for name, query in run.items()}


@pytest.mark.parametrize("kind", (*KINDS, *SHIPPED))
def test_every_statement_says_the_same_of_what_is_needed(engine: Engine, kind: str) -> None:
    made, content = planned(kind)
    with DuckDB() as whole:
        everything = answers(whole, made, content, None)
    assert answers(engine, made, content, needed(made)) == everything
    assert everything["everyone"]


def wanted(body: str) -> dict[str, set[str]]:
    return needed(plan(case_of(body), REGISTER))


def test_tables_that_nothing_asks_for_are_left_out() -> None:
    assert wanted("some: events").keys() == {PERSONS, SOURCES, "events"}
    assert wanted("person: {sex: f}").keys() == {PERSONS, SOURCES}


def test_columns_that_nothing_asks_for_or_shows_are_left_out() -> None:
    found = wanted("some: posts\nwhere: {unit: u1}")["posts"]
    assert "unit" in found
    assert not found & {"rank", "commands", "oath", "motto", f"motto{WORDS}"}


def test_folded_words_are_only_made_where_words_are_asked_for() -> None:
    assert f"title{WORDS}" in wanted("some: posts\nwhere: {title: {text: chief}}")["posts"]
    assert not [c for c in wanted("some: posts")["posts"] if c.endswith(WORDS)]


def test_the_columns_of_persons_that_completeness_rests_on_are_needed() -> None:
    assert wanted("some: events")[PERSONS] >= ONES_OWN


@pytest.mark.parametrize(
    ("body", "table", "column"),
    [
        ("some: posts\nwhere: {branch: army}", "posts", "sector"),
        ("some: posts\nand_also: {some: posts, same: [rank]}", "posts", "rank"),
        ("some: posts\nand_also: {some: events, different: [unit]}", "events", "unit"),
        ("some: posts\nand_also: {some: events, where: {place: {text: x}}}", "events", f"place{WORDS}"),
        ("some: posts\nand_also: {some: events, while: day}", "events", "day_lo"),
        ("count: posts\ndistinct: commands\nat_least: 1", "posts", "commands"),
        ("some: posts\nwhere: {rank: {not: general}}", "posts", "rank"),
        ("person: {top_rank: general}", PERSONS, "background"),
    ],
)  # fmt: skip
def test_what_a_condition_names_beside_its_column_is_needed(
    body: str, table: str, column: str
) -> None:
    assert column in wanted(body)[table]


def test_nothing_is_needed_that_is_not_stored() -> None:
    for kind in KINDS:
        made, _ = planned(kind)
        for role, names in needed(made).items():
            assert names <= stored_columns(made.register.tables[role]).keys()
