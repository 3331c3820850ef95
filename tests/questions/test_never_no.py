"""Where a register cannot say no it is said, with the slice that would do it."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from narrow.compile.plan import plan
from narrow.model.registers import Slice
from narrow.questions.evaluation.evaluate import never_no
from tests.conftest import Told
from tests.questions.desk import SOLDIER, Desk, listing, post
from tests.records import REGISTER, case_of, changed

UNTIL_2010 = changed("posts", complete_for=(Slice({}, {}, "", None, date(2010, 12, 31)),))


@pytest.mark.parametrize(
    ("body", "rules_out"),
    [
        ("some: posts\nwhere: {sector: police}", True),
        ("some: posts\nwhere: {sector: civil}", False),
        ("none: posts\nwhere: {sector: civil}", True),
        ("missing: posts\nwhere: {sector: civil}", True),
        ("person: {sex: f}", True),
        ("count: posts\nat_least: 2\nwhere: {sector: civil}", False),
        ("count: posts\nat_most: 2\nwhere: {sector: civil}", True),
        ("some: posts\nwhere: {sector: civil}\nand_also: {some: events}", False),
        ("some: posts\nwhere: {sector: police}\nand_also: {some: events}", True),
        ("all: [{some: posts, where: {sector: civil}}, {person: {sex: f}}]", True),
        ("any: [{some: posts, where: {sector: civil}}, {person: {sex: f}}]", False),
        ("at_least: 2\nof: [{some: events}, {some: posts, where: {unit: u1}}]", False),
        ("not: {none: posts, where: {sector: civil}}", False),
        ("not: {count: posts, at_most: 1, where: {sector: civil}}", False),
        ("not: {some: posts, where: {sector: civil}}", True),
    ],
)
def test_who_can_be_ruled_out(body: str, rules_out: bool) -> None:
    found = list(never_no(plan(case_of(body), REGISTER)))
    assert [one.code for one in found] == ([] if rules_out else ["N112"])


def test_the_slice_that_would_do_it_is_named() -> None:
    (found,) = never_no(plan(case_of("some: posts\nwhere: {sector: civil, unit: u1}"), REGISTER))
    piece = '{"where": {"sector": ["civil"], "unit": ["u1"]}, "until": "2018-09-08"}'
    assert found.message.endswith(
        f"if posts are complete in this, add to their complete_for: {piece}"
    )


def test_the_time_that_is_lacking_is_named() -> None:
    case = replace(case_of("some: posts\nwhere: {tense: {at: 2015}}", register=UNTIL_2010))
    (found,) = never_no(plan(case, UNTIL_2010))
    assert '"from": "2011-01-01", "until": "2015-12-31"' in found.message


PIECE = re.compile(r"if (\w+) are complete in this, add to their complete_for: (\{.*?\}, .*?\})")


@pytest.mark.parametrize(
    "body",
    [
        "some: posts\nwhere: {sector: civil}",
        "some: posts\nwhere: {sector: {any: [civil, military]}, unit: u1}",
        "some: posts\nwhere: {sector: {not: civil}, tense: former}",
        "count: posts\nat_least: 2\nwhere: {sector: civil, tense: current}",
        "any: [{some: posts, where: {sector: civil}}, {some: events}]",
        "all: [{some: posts, where: {sector: civil}}, {some: events}]",
        "at_least: 2\nof: [{some: events}, {some: posts, where: {unit: u1}}, {person: {sex: f}}]",
        "some: posts\nwhere: {sector: civil}\nand_also: {some: events}",
        "not: {none: posts, where: {sector: civil}}",
        "not: {not: {any: [{some: events}, {not: {none: posts, where: {unit: u1}}}]}}",
        "not: {count: posts, at_most: 1, where: {sector: civil}}",
    ],
)
def test_what_is_told_does_it(body: str) -> None:
    """With the slices declared as they are written, somebody can be ruled out."""
    (found,) = never_no(plan(case_of(body), REGISTER))
    told = PIECE.findall(found.message)
    assert told
    register = REGISTER
    for role, piece in told:
        given = json.loads(piece)
        where = {column: tuple(codes) for column, codes in given["where"].items()}
        since = date.fromisoformat(given["from"]) if "from" in given else None
        more = Slice(where, {}, "", since, date.fromisoformat(given["until"]))
        table = register.tables[role]
        tables = {role: replace(table, complete_for=(*table.complete_for, more))}
        register = replace(register, tables={**register.tables, **tables})
    assert not list(never_no(plan(case_of(body, register=register), register)))


BY_UN = "{id: un, quote: by the UN, source: s, some: listings, where: {authority: UN}}"
SAID = (
    "'un' can be a no for nobody: it rules nobody out, whatever is known; if listings are complete "
    'in this, add to their complete_for: {"where": {"authority": ["UN"]}, "until": "2018-09-08"}'
)


@pytest.fixture
def listed(desk: Desk) -> str:
    desk.people("ana", "bea")
    desk.listings(listing("ana", authority="UN"))
    desk.posts(post("ana"))
    return desk.case(BY_UN, SOLDIER)


@pytest.mark.parametrize("command", [("run",), ("tally", "--by", "gender"), ("exposure",)])
def test_every_form_says_it_in_one_line(command: tuple[str, ...], listed: str, told: Told) -> None:
    first, *more = command
    assert " ".join(told(first, listed, *more).out.split()).count(SAID) == 1
    data = json.loads(told(first, listed, *more, "--format", "json").out)
    assert data["advice"] == [{"code": "N112", "clue": "un", "message": SAID}]


@pytest.mark.parametrize("form", ["md", "html", "csv"])
def test_files_say_it(form: str, listed: str, told: Told) -> None:
    out = " ".join(told("run", listed, "--format", form).out.split())
    assert ("can be a no for nobody" in out) is (form != "csv")


def test_find_says_it_and_a_register_that_can_say_no_does_not(
    listed: str, desk: Desk, told: Told
) -> None:
    asked = ("find", "--data", "tiny", "listings: authority=UN")
    assert "can be a no for nobody" in told(*asked).out
    assert json.loads(told(*asked, "--format", "json").out)["answer"]["advice"][0]["code"] == "N112"
    slices = [{"where": {"authority": ["UN", "OFAC"]}, "until": "2018-09-08"}]
    desk.describe(listings={"complete_for": slices})
    assert "can be a no" not in told(*asked).out
    assert desk.run(BY_UN, SOLDIER).advice == ()


def test_a_silenced_one_is_left_alone(listed: str, desk: Desk) -> None:
    assert desk.run(BY_UN, SOLDIER, more="silence: [N112]\n").advice == ()
