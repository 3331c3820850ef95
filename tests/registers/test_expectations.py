"""A table that is not what its descriptor expects is not taken, and the figure found is named."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.errors import Issue, RegisterError
from narrow.lists.importing import import_list
from narrow.model.registers import Column, Expectation, Measure, Table, Values
from narrow.registers import folder as folder_module
from narrow.registers.folder import Block, Expecting, FolderReading, expected
from narrow.registers.loader import gather
from narrow.registers.opening import library, load_register, register_at
from tests.lists.lists import ADD, ALT, COMMENTS, trio
from tests.registers.small import CSV, POSTS, write
from tests.rules.package import NOTHING, Step, opened, package

PLACE = Issue("datapackage.json", 7, 3, "", '"rows": {')
BRANCHES = ["army", "navy", "", "unknown", "army", "army", "  ", "air force"]
WANTED = (*("resources", 1, "narrow"), "expectations")
CHECKED = "expected(" in Path(folder_module.__file__).read_text(encoding="utf-8")


def wants(measure: Measure, column: str = "", **bounds: Any) -> Expectation:
    return Expectation(measure, PLACE, column, **bounds)


def missed(
    *expectations: Expectation, texts: Sequence[str] = BRANCHES, parts: int = 1
) -> list[str]:
    """Give what is said of a column `branch` read in so many blocks."""
    columns = {
        "id": Column("id"),
        "branch": Column("branch", missing=("", "unknown")),
        "both": Column("both", values=Values.SET, separator="|"),
    }
    table = Table("posts", "posts.csv", columns, person="id", expectations=expectations)
    expecting = Expecting(table)
    size = max(1, -(-len(texts) // parts))
    for at in range(0, len(texts), size):
        some = texts[at : at + size]
        ids = [str((at + n) % 3) for n in range(len(some))]
        expecting.take(len(some), {"id": ids, "branch": some, "both": some})
    issues = expecting.faults()
    assert all(replace(one, message="") == PLACE for one in issues)
    return [one.message for one in issues]


def test_what_is_met_is_not_told() -> None:
    assert (
        missed(
            wants(Measure.ROWS, at_least=8, at_most=8),
            wants(Measure.PERSONS, at_least=3, at_most=3),
            wants(Measure.FILLED, "branch", at_least=62, at_most=63),
            wants(Measure.DISTINCT, "branch", at_least=3, at_most=3),
            wants(Measure.ONLY, "branch", only=("army", "navy", "air force")),
        )
        == []
    )


@pytest.mark.parametrize(
    ("expectation", "said"),
    [
        (wants(Measure.ROWS, at_least=9), "found 8 rows; expected: at least 9"),
        (wants(Measure.ROWS, at_most=7), "found 8 rows; expected: at most 7"),
        (
            wants(Measure.ROWS, at_least=1_000, at_most=2_000),
            "found 8 rows; expected: at least 1,000, at most 2,000",
        ),
        (wants(Measure.PERSONS, at_least=4), "found 3 persons; expected: at least 4"),
        (
            wants(Measure.DISTINCT, "branch", at_most=2),
            "found 3 different values of branch; expected: at most 2",
        ),
        (
            wants(Measure.FILLED, "branch", at_least=63),
            "branch is filled in 5 of 8 rows (62.5%); expected: at least 63%",
        ),
        (
            wants(Measure.FILLED, "branch", at_most=62),
            "branch is filled in 5 of 8 rows (62.5%); expected: at most 62%",
        ),
        (
            wants(Measure.ONLY, "branch", only=("air-force", "navy")),
            "branch holds what it may not: 'army' in 3, 'air force' in 1 rows; known: air-force, navy",
        ),
    ],
)
def test_what_is_missed_is_told_with_the_figure(expectation: Expectation, said: str) -> None:
    for parts in (1, 2, 8):
        assert missed(expectation, parts=parts) == [f"posts.csv: {said}"]


def test_a_table_without_rows_fills_no_column() -> None:
    (said,) = missed(wants(Measure.FILLED, "branch", at_least=1), texts=[])
    assert said == "posts.csv: branch is filled in 0 of 0 rows; expected: at least 1%"
    assert missed(wants(Measure.FILLED, "branch", at_most=50), texts=[]) == []


def test_several_values_in_a_cell_are_taken_apart() -> None:
    assert missed(wants(Measure.DISTINCT, "both", at_least=2), texts=["a | b", "b|", " | "]) == []
    assert missed(wants(Measure.FILLED, "both", at_most=66), texts=["a | b", "b|", " | "]) == [
        "posts.csv: both is filled in 2 of 3 rows (66.7%); expected: at most 66%"
    ]
    (said,) = missed(wants(Measure.ONLY, "both", only=("b",)), texts=["a | b", "b|", "a"])
    assert "'a' in 2 rows" in said


@given(st.lists(st.sampled_from(["", "unknown", "a", "b", " a"]), max_size=30), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_figures_are_those_of_the_whole_table(texts: list[str], parts: int) -> None:
    filled = [text for text in texts if text not in ("", "unknown")]
    over = len(filled) * 100 // len(texts) + 1 if texts else 1
    told = missed(
        wants(Measure.ROWS, at_least=len(texts) + 1),
        wants(Measure.DISTINCT, "branch", at_least=len(set(filled)) + 1),
        wants(Measure.FILLED, "branch", at_least=min(over, 100)),
        texts=texts,
        parts=parts,
    )
    assert told[0].startswith(f"posts.csv: found {len(texts)} rows;")
    assert told[1].startswith(f"posts.csv: found {len(set(filled))} different")
    assert len(told) == (2 if texts and len(filled) == len(texts) else 3)


def blocks(*sizes: int) -> Iterator[Block]:
    for size in sizes:
        yield Block(range(size), {name: ["x"] * size for name in POSTS.columns})


def test_blocks_are_given_on_and_faults_come_last() -> None:
    table = replace(POSTS, expectations=(wants(Measure.ROWS, at_least=6),))
    issues: list[Issue] = []
    given_on = expected(table, blocks(2, 3), issues)
    assert [len(block.lines) for block in given_on] == [2, 3]
    assert [one.message for one in issues] == ["posts.csv: found 5 rows; expected: at least 6"]


def test_a_table_that_could_not_be_read_is_held_to_nothing() -> None:
    table = replace(POSTS, expectations=(wants(Measure.ROWS, at_least=6),))
    issues: list[Issue] = []

    def torn() -> Iterator[Block]:
        yield from blocks(2)
        issues.append(Issue("posts.csv", 4, 1, "has 3 cells; the header has 8"))

    assert len(list(expected(table, torn(), issues))) == 1
    assert len(issues) == 1


def test_a_register_that_misses_is_not_taken(tmp_path: Path) -> None:
    register = write(tmp_path, {})
    for least, fits in ((2, True), (3, False)):
        table = replace(POSTS, expectations=(wants(Measure.ROWS, at_least=least),))
        changed = replace(register, tables={**register.tables, "posts": table})
        reading = FolderReading(tmp_path, changed)
        given_on = {
            role: expected(changed.tables[role], rows, reading.issues)
            for role, rows in reading.blocks().items()
        }
        if fits:
            assert gather(changed, given_on, "", reading.issues).persons == 2
            continue
        with pytest.raises(RegisterError) as caught:
            gather(changed, given_on, "", reading.issues)
        told = {str(one) for one in caught.value.issues}
        assert any("datapackage.json:7:3: posts.csv: found 2 rows" in one for one in told), told
    assert "posts.csv" in CSV


def faults(folder: Path, given: Any, *more: Step) -> list[tuple[str, str]]:
    with pytest.raises(RegisterError) as caught:
        opened(folder, {(*WANTED, *more): given})
    return [(one.quoted.strip(" {[,"), one.message) for one in caught.value.issues]


def test_a_descriptor_says_what_it_expects(tmp_path: Path) -> None:
    given = {
        "rows": {"at_least": 5, "at_most": "7"},
        "persons": {"at_least": 1},
        "columns": {
            "rank": {"filled": {"at_least": 90}, "distinct": {"at_most": 3}},
            "title": {"only": ["Chief", "Aide"]},
        },
    }
    found = opened(tmp_path, {WANTED: given}).tables["posts"].expectations
    assert [(one.measure.value, one.column, one.at_least, one.at_most) for one in found] == [
        ("rows", "", 5, 7),
        ("persons", "", 1, None),
        ("filled", "rank", 90, None),
        ("distinct", "rank", None, 3),
        ("only", "title", None, None),
    ]
    assert found[-1].only == ("Chief", "Aide")
    lines = (tmp_path / "datapackage.json").read_text().splitlines()
    for one in found:
        assert one.measure.value in "".join(lines[one.place.line - 2 : one.place.line])
    assert opened(tmp_path, {WANTED: NOTHING} if WANTED in package() else {}).tables["posts"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"row": {"at_least": 1}}, "unknown key 'row'; did you mean 'rows'?"),
        ({"rows": {"at_lest": 1}}, "unknown key 'at_lest'; did you mean 'at_least'?"),
        ({"rows": {}}, "says neither at_least nor at_most"),
        ({"rows": {"at_least": 9, "at_most": 8}}, "expects at least 9 and at most 8"),
        ({"columns": {"rnk": {}}}, "no field is called 'rnk'; did you mean 'rank'?"),
        ({"columns": {"branch": {"only": ["navi"]}}}, "'navi' is not in the vocabulary branch"),
    ],
)
def test_an_expectation_that_cannot_be_met_is_refused(
    tmp_path: Path, given: Any, said: str
) -> None:
    told = faults(tmp_path, given)
    assert len(told) == 1
    assert told[0][1].startswith(said)


@pytest.mark.parametrize(
    ("given", "key"),
    [("-1", "at_least"), ("many", "at_least"), ("101", "filled"), ("1.5", "filled")],
)
def test_a_figure_that_is_none_is_refused(tmp_path: Path, given: str, key: str) -> None:
    bounds = {"at_least": given}
    whole = {"rows": bounds} if key == "at_least" else {"columns": {"rank": {"filled": bounds}}}
    (told,) = faults(tmp_path, whole)
    assert given in told[0]


def test_persons_are_not_counted_where_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="names no persons"):
        opened(
            tmp_path,
            {("resources", 2, "narrow", "expectations"): {"persons": {"at_least": 1}}},
        )


def imported(folder: Path) -> Path:
    import_list(trio(folder, add=ADD, alt=ALT, comments=COMMENTS), folder / "r")
    return folder / "r"


def test_an_imported_register_expects_the_rows_that_were_written(tmp_path: Path) -> None:
    made = imported(tmp_path)
    for table in register_at(made / "datapackage.json", library()).tables.values():
        lines = (made / table.path).read_text(encoding="utf-8").count("\n") - 1
        least = [one.at_least for one in table.expectations]
        assert least == ([lines] if lines else [])


@pytest.mark.skipif(not CHECKED, reason="registers/folder.py does not hold tables to it yet")
def test_a_torn_copy_of_an_imported_register_is_not_loaded(tmp_path: Path) -> None:
    made = imported(tmp_path)
    assert load_register(made).persons == 2
    told = json.loads((made / "datapackage.json").read_text())
    for resource in told["resources"]:
        path = made / resource["path"]
        whole = path.read_text(encoding="utf-8")
        if whole.count("\n") < 2:
            continue
        path.write_text("".join(whole.splitlines(keepends=True)[:-1]), encoding="utf-8")
        with pytest.raises(RegisterError):
            load_register(made)
        path.write_text(whole, encoding="utf-8")
    assert load_register(made).persons == 2
