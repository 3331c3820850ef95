"""`narrow test` fails what does not hold and names what no test would miss."""

from pathlib import Path

import pytest

import narrow
from narrow.errors import RuleError
from narrow.model.verdicts import Verdict
from narrow.questions.checks import Report

ATTRIBUTE = """narrow: 1
kind: attribute
id: x
title: X
says: x
register: venezuela-2018
readings:
  strict: {some: posts, where: {sector: military, role: commander, tense: former}}
tests:
"""
TESTS = """  - {name: was, as_of: "2018-09-08", posts: [{sector: military, role: commander, end: "2011"}], expect: met}
  - {name: is, as_of: "2018-09-08", posts: [{sector: military, role: commander, end: ".."}], expect: not-met}
  - {name: open, as_of: "2018-09-08", posts: [{sector: military, role: commander}], expect: in-doubt}
"""


def report(tmp_path: Path, tests: str) -> Report:
    path = tmp_path / "x.yaml"
    path.write_text(ATTRIBUTE + tests, encoding="utf-8")
    (found,) = narrow.test(path)
    return found


def test_a_condition_that_no_test_would_miss_is_named(tmp_path: Path) -> None:
    found = report(tmp_path, TESTS)
    assert found.holds
    assert found.unguarded == (("strict", "sector is military"), ("strict", "role is commander"))
    guarded = TESTS + (
        '  - {name: clerk, as_of: "2018-09-08", posts: [{sector: military, role: officer, end: "2011"}], expect: not-met}\n'
        '  - {name: police, as_of: "2018-09-08", posts: [{sector: police, role: commander, end: "2011"}], expect: not-met}\n'
    )
    assert report(tmp_path, guarded).unguarded == ()


def test_a_test_that_does_not_hold_fails(tmp_path: Path) -> None:
    found = report(tmp_path, TESTS.replace("expect: met", "expect: not-met"))
    assert not found.holds
    (bad,) = [o for o in found.outcomes if not o.holds]
    assert (bad.test, bad.reading, bad.verdict) == ("was", "strict", Verdict.MET)


def test_a_verdict_that_no_test_expects_is_named(tmp_path: Path) -> None:
    assert report(tmp_path, TESTS.splitlines()[0] + "\n").untested == (
        ("strict", "not-met"),
        ("strict", "not-known"),
    )


def test_a_gap_is_no_record_and_not_in_doubt(tmp_path: Path) -> None:
    gap = (
        '  - {name: gap, as_of: "2018-09-08", incomplete: [posts], posts: [], expect: no-record}\n'
    )
    assert report(tmp_path, TESTS + gap).holds
    assert not report(tmp_path, TESTS + gap.replace("no-record", "in-doubt")).holds


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "role: commander, end",
            "rolle: commander, end",
            "posts has no column 'rolle'; did you mean 'role'?",
        ),
        ("sector: military", "sector: militry", "not in the vocabulary sector"),
        ("posts: [{", "post: [{", "the register has no table 'post'; did you mean 'posts'?"),
        ('end: "2011"', 'end: "2011-02-30"', "not in the calendar"),
        ("expect: met", "expect: {strickt: met}", "no reading 'strickt'; did you mean 'strict'?"),
    ],
)
def test_a_record_that_cannot_be_is_said_at_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(RuleError) as caught:
        report(tmp_path, TESTS.replace(old, new, 1))
    assert any(message in i.message and i.line == 10 for i in caught.value.issues)
