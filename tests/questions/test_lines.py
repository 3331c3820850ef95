"""Rules compared line by line: each edit at its place, comments and blank lines apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.model.records import Edit, RuleFile
from narrow.questions.diff import file_changes, line_changes

RULE = "id: x\nsome: posts\nwhere:\n  role: chief\n"


def said(before: str, after: str) -> list[tuple[int, int, str, str]]:
    return [(c.line_before, c.line_after, c.before, c.after) for c in line_changes(before, after)]


def file(text: str, name: str = "x", kind: str = "attribute") -> RuleFile:
    return RuleFile(kind, name, f"rules/{name}.yaml", "", text)


def test_a_line_that_reads_otherwise_is_shown_old_and_new() -> None:
    after = RULE.replace("chief", "clerk")
    assert said(RULE, after) == [(4, 4, "  role: chief", "  role: clerk")]


def test_a_line_that_came_or_went_has_one_side() -> None:
    after = RULE.replace("where:", "# why\n\nwhere:\n  sector: military")
    assert said(RULE, after) == [(0, 6, "", "  sector: military")]
    assert said(after, RULE) == [(6, 0, "  sector: military", "")]


@pytest.mark.parametrize(
    "after",
    [
        RULE.replace("where:", "where: # of one post"),
        f"# a remark\n\n{RULE}",
        RULE.replace("chief", "chief   "),
        RULE.replace("some:", "\n   # all of them\nsome:"),
    ],
)
def test_remarks_do_not_count_and_are_told_apart_from_nothing(after: str) -> None:
    assert said(RULE, after) == []
    (change,) = file_changes([file(RULE)], [file(after)])
    assert change.edit is Edit.REMARKS
    assert not change.matters


@pytest.mark.parametrize("quoted", ["'no # here'", '"no # here"', "no#here"])
def test_a_hash_that_is_no_remark_counts(quoted: str) -> None:
    assert said(f"says: {quoted}\n", f"says: {quoted.replace('here', 'there')}\n")


def test_files_are_paired_by_kind_and_id_wherever_they_lie() -> None:
    moved = RuleFile("attribute", "x", "elsewhere/x.yaml", "", RULE.replace("chief", "clerk"))
    (change,) = file_changes([file(RULE)], [moved])
    assert (change.path, change.lines[0].line) == ("elsewhere/x.yaml", 4)


def test_files_that_came_and_went_are_named() -> None:
    found = file_changes([file(RULE, "old")], [file(RULE, "new"), file(RULE, "old", "case")])
    assert {(c.kind, c.id, c.edit.value) for c in found} == {
        ("attribute", "new", "added"),
        ("case", "old", "added"),
        ("attribute", "old", "gone"),
    }


LINES = st.lists(st.sampled_from(["a: 1", "b: 2", "c: 3", "# remark", "", "  d: '#'"]), max_size=8)


@given(LINES, LINES)
@settings(max_examples=60, deadline=None)
def test_the_edits_turn_one_text_into_the_other(old: list[str], new: list[str]) -> None:
    edits = list(line_changes("\n".join(old), "\n".join(new)))
    gone = {c.line_before for c in edits if c.line_before}
    come = {c.line_after for c in edits if c.line_after}
    kept = [[ln for at, ln in enumerate(t, 1) if at not in out and ln and ln[0] != "#"]
            for t, out in ((old, gone), (new, come))]  # fmt: skip
    assert kept[0] == kept[1]
    assert all(old[c.line_before - 1] == c.before for c in edits if c.line_before)
    assert all(new[c.line_after - 1] == c.after for c in edits if c.line_after)
