"""Which lines of kept rules can bear on which clue."""

from narrow.model.records import RuleFile
from narrow.questions.kept_runs import reach

CASE = """\
narrow: 1
title: A case
as_of: "2018-09-08"
population: {says: those, rule: living}
clues:
  - id: one
    rule: chief
  - id: two
    some: posts
    where: {role: clerk}
not_used:
  - {quote: q, why: w}
exclude: []
"""
CHIEF = """\
says: a chief
readings:
  strict: {rule: post}
tests:
  - name: a test
"""


def file(kind: str, name: str, text: str) -> RuleFile:
    return RuleFile(kind, name, f"{name}.yaml", "", text)


FOUND = reach(
    [
        file("case", "c", CASE),
        file("attribute", "chief", CHIEF),
        file("attribute", "post", "some: posts\n"),
        file("attribute", "living", "some: posts\n"),
    ]
)


def test_a_line_of_a_clue_bears_on_that_clue_alone() -> None:
    for line in (6, 7):
        assert FOUND.bears_on("one", "case", "c", line)
        assert not FOUND.bears_on("two", "case", "c", line)
        assert not FOUND.bears_on("", "case", "c", line)
    assert FOUND.bears_on("two", "case", "c", 10)


def test_what_the_whole_case_rests_on_bears_on_every_clue() -> None:
    for line in (3, 4, 13):
        assert FOUND.bears_on("one", "case", "c", line)
        assert FOUND.bears_on("", "case", "c", line)


def test_titles_tests_and_unused_phrases_bear_on_nobody() -> None:
    assert not FOUND.bears_on("one", "case", "c", 2)
    assert not FOUND.bears_on("one", "case", "c", 12)
    assert not FOUND.bears_on("one", "attribute", "chief", 5)
    assert FOUND.bears_on("one", "attribute", "chief", 3)


def test_attributes_bear_on_the_clues_that_reach_them_however_deep() -> None:
    assert FOUND.bears_on("one", "attribute", "post", 1)
    assert not FOUND.bears_on("two", "attribute", "post", 1)


def test_attributes_of_the_population_bear_on_everybody() -> None:
    assert FOUND.bears_on("two", "attribute", "living", 1)
    assert FOUND.bears_on("", "attribute", "living", 1)


def test_vocabularies_and_what_cannot_be_read_bear_on_everything() -> None:
    assert FOUND.bears_on("one", "vocabulary", "role", 7)
    torn = reach([file("case", "c", "clues: [")])
    assert torn.bears_on("one", "case", "c", 1)
    assert torn.bears_on("one", "attribute", "x", 1)


def test_clues_on_one_line_share_its_edits() -> None:
    flow = reach([file("case", "c", "clues: [{id: a, rule: x}, {id: b, rule: y}]\n")])
    assert flow.bears_on("a", "case", "c", 1)
    assert flow.bears_on("b", "case", "c", 1)
