"""What is known across tables: faults up to a limit, keys, and references that lead nowhere."""

from dataclasses import replace

import pytest

from narrow.errors import Issue, RegisterError
from narrow.registers.folder import MOST_ISSUES, Gathering, looked_up_anyway
from tests.registers.small import POSTS, register


def state(**more: object) -> Gathering:
    """Give a state in which one listing refers to one post."""
    known = {("posts", ("id", "title")): {("p1", "Chief")}}
    given = {"keys": known, "references": {("lists", ("id", "post")): [(2, ("p1", "Chief"))]}}
    return Gathering(register(), **{**given, **more})  # type: ignore[arg-type]


def test_a_fault_is_kept_with_its_file_line_and_column() -> None:
    found = state()
    found.wrong(POSTS, 7, "branch", "is wrong")
    found.wrong(POSTS, 8, "", "something is wrong")
    assert found.issues == [
        Issue("posts.csv", 7, 3, "branch is wrong"),
        Issue("posts.csv", 8, 1, "something is wrong"),
    ]


def test_the_last_fault_that_is_looked_at_ends_the_reading() -> None:
    found = state()
    for line in range(1, MOST_ISSUES):
        found.wrong(POSTS, line, "branch", "is wrong")
    with pytest.raises(RegisterError) as caught:
        found.wrong(POSTS, MOST_ISSUES, "branch", "is wrong")
    *kept, last = caught.value.issues
    assert len(kept) == MOST_ISSUES
    assert (last.line, last.message) == (
        MOST_ISSUES + 1,
        "50 faults found; what follows is not looked at",
    )


def test_a_reference_that_leads_to_a_row_is_no_fault() -> None:
    found = state()
    found.check_references("lists")
    assert found.issues == []


@pytest.mark.parametrize("keys", [{}, {("posts", ("id", "title")): {("p1", "Boss")}}])
def test_a_reference_that_leads_nowhere_is_a_fault(keys: dict[object, object]) -> None:
    found = state(keys=keys)
    found.check_references("lists")
    assert found.issues == [
        Issue("sub/lists.csv", 2, 1, "id 'p1 / Chief' points to no row of posts")
    ]


def test_nothing_is_held_against_a_reference_to_a_torn_table() -> None:
    found = state(keys={}, torn={"posts"})
    found.check_references("lists")
    assert found.issues == []


@pytest.mark.parametrize(
    ("columns", "target", "anyway"),
    [
        (("id",), "persons", True),
        (("title",), "persons", False),
        (("id", "title"), "persons", False),
        (("src",), "sources", True),
        (("id",), "sources", False),
        (("id", "title"), "posts", False),
    ],
)
def test_persons_and_sources_are_looked_up_in_any_case(
    columns: tuple[str, ...], target: str, anyway: bool
) -> None:
    assert looked_up_anyway(POSTS, columns, target) is anyway


def test_what_is_looked_up_anyway_is_not_reported_twice() -> None:
    found = state(references={("posts", ("id",)): [(2, ("p9",))]})
    found.check_references("posts")
    assert found.issues == []
    other = replace(POSTS, references=((("title",), "persons", ("name",)),))
    known = register()
    tables = {**known.tables, "posts": other}
    given = {("posts", ("title",)): [(2, ("x",))]}
    strict = Gathering(replace(known, tables=tables), references=given)
    strict.check_references("posts")
    assert [issue.message for issue in strict.issues] == ["title 'x' points to no row of persons"]
