"""Where a register cannot say no it is said, with the slice that would do it."""

from dataclasses import replace
from datetime import date

import pytest

from narrow.compile.plan import plan
from narrow.model.registers import Slice
from narrow.questions.checks import never_no
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
    piece = "complete_for: [{where: {sector: [civil], unit: [u1]}, until: 2018-09-08}]"
    assert found.message.endswith(f"declare it in the register: {piece}")


def test_the_time_that_is_lacking_is_named() -> None:
    case = replace(case_of("some: posts\nwhere: {tense: {at: 2015}}", register=UNTIL_2010))
    (found,) = never_no(plan(case, UNTIL_2010))
    assert "from: 2011-01-01, until: 2015-12-31" in found.message
