"""`narrow profile`: what it prints, what it compares, what it refuses, what hostile text does."""

import json
from typing import Any

import jsonschema
import pytest

from narrow.errors import RequestError
from narrow.model.profile import By
from narrow.registers import profile as profiling
from narrow.report.data import schema
from tests.conftest import Told
from tests.questions.desk import Desk, listing, person, post, source

HOSTILE = "[bold]Ben[/bold] \x1b[31mRed\u202e" + "x" * 300


def town(desk: Desk) -> None:
    """Thirty women of whom little is known, thirty men of whom more is, and hostile texts."""
    women = [person(f"w{at}", gender="female") for at in range(30)]
    men = [person(f"m{at}", gender="male", born="1960~", nationality=HOSTILE) for at in range(30)]
    men[0]["born"] = "1960-02-03"  # type: ignore[index]
    desk.people(*women, *men, person("x", name=HOSTILE, background="unknown"))
    desk.posts(*(post(f"m{at}", role="chief", start="2001-02") for at in range(25)))
    desk.listings(listing("m0", office=HOSTILE), listing("m0", office=HOSTILE))
    desk.sources(source("s1", publisher=HOSTILE))


def one_line(text: str) -> str:
    return " ".join(text.split())


def valid(text: str) -> Any:
    data = json.loads(text)
    jsonschema.validate(data, schema("profile"))
    return data


def test_a_block_a_table_and_a_line_a_column(desk: Desk, told: Told) -> None:
    town(desk)
    done = told("profile")
    assert done.code == 0
    for head in ("persons (61 rows)", "posts (25 rows)", "listings (2 rows)", "sources (1 row)"):
        assert head in done.out
    (gender,) = [line for line in done.out.splitlines() if line.strip().startswith("gender")]
    assert gender.split()[1:4] == ["98%", "2%", "2"]
    assert "25 of 61 persons have a row, 1 in the middle, 1 at most" in done.out
    assert "a missing row with sector military means no for 60 of 61 persons" in done.out
    assert "a missing row with authority OFAC means no for all 61 persons" in done.out


def test_uneven_fill_is_said_plainly(desk: Desk, told: Told) -> None:
    town(desk)
    out = one_line(told("profile").out)
    said = "a row stands for 0% of the 30 persons with gender female, but for 83% of the 30 persons"
    assert f"posts: {said} with gender male" in out
    assert "neither says what is true of anybody" in out


@pytest.mark.parametrize(
    "more", [(), ("--table", "persons"), ("--by", "gender"), ("--by", "nationality")], ids=str
)
def test_it_fits_eighty_columns_and_obeys_no_text(
    desk: Desk, told: Told, more: tuple[str, ...]
) -> None:
    town(desk)
    done = told("profile", "tiny", *more)
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


def test_one_table_is_shown_in_full(desk: Desk, told: Told) -> None:
    town(desk)
    out = told("profile", "tiny", "--table", "persons").out
    assert "98% filled: 60 of 61 rows; 1 blank" in out
    assert "98% filled: 60 of 61 rows; 1 marked as not known" in out
    assert "? unknown (not known)" in out
    assert "plain dates from 1960-02-03 to 1960-02-03" in out
    assert "[bold]Ben[/bold]" in out
    assert "posts (" not in out


def test_json_holds_every_number_and_validates(desk: Desk, told: Told) -> None:
    town(desk)
    data = valid(told("profile", "--by", "persons.gender", "--format", "json").out)
    persons, posts, *_ = data["tables"]
    assert [(g["value"], g["rows"]) for g in persons["groups"]] == [
        ("female", 30),
        ("male", 30),
        ("", 1),
    ]
    assert persons["groups"][1]["present"] == {"posts": 25, "listings": 1}
    assert [(g["value"], g["rows"]) for g in posts["groups"]] == [("male", 25)]
    born = next(c for c in persons["columns"] if c["column"]["name"] == "born")
    assert (born["fill"]["filled"], born["fill"]["blank"]) == (30, 31)
    assert born["dates"]["precisions"]["approximate"] == 29
    assert any(note["worth"] == "uneven" and "gender" in note["says"] for note in data["notes"])


def test_an_empty_register_is_shown_and_validates(desk: Desk, told: Told) -> None:
    assert told("profile").code == 0
    assert valid(told("profile", "--format", "json").out)["register"]["persons"] == 0


@pytest.mark.parametrize("name", ["meridian", "venezuela-2018"])
def test_what_ships_has_a_profile(name: str) -> None:
    found = profiling.profile(name, by="gender")
    assert valid(json.dumps(found.data))["register"]["id"] == name
    assert all(t.groups for t in found.tables if t.role != "sources")


def test_by_is_the_tables_own_column_before_the_persons(desk: Desk) -> None:
    town(desk)
    found = {t.role: t.by for t in profiling.profile("tiny", by="source").tables}
    assert found == {
        "persons": None,
        "posts": By("posts", "source"),
        "listings": By("listings", "source"),
        "sources": None,
    }
    only = profiling.profile("tiny", table="posts", by="persons.gender")
    assert [t.by for t in only.tables] == [By("persons", "gender")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"table": "post"}, "tiny has no table 'post'; did you mean 'posts'"),
        ({"by": "gendre"}, "no column 'gendre' to compare by; did you mean 'gender'"),
        ({"by": "sources.gender"}, "no column 'sources.gender'"),
        ({"table": "sources", "by": "gender"}, "no column 'gender'"),
        ({"data": "tinny"}, "no register 'tinny'; did you mean 'tiny'"),
    ],
    ids=str,
)
def test_what_cannot_be_found_is_named(desk: Desk, asked: dict[str, str], said: str) -> None:
    with pytest.raises(RequestError, match=said):
        profiling.profile(**asked)  # type: ignore[arg-type]


def test_long_labels_of_groups_become_letters(desk: Desk, told: Told) -> None:
    town(desk)
    out = told("profile", "--table", "persons", "--by", "nationality").out
    assert "A  not known" in out
    assert "B  [bold]Ben[/bold]" in out


def test_profile_reads_the_register_once_and_changes_nothing(desk: Desk) -> None:
    town(desk)
    before = {p: p.read_bytes() for p in desk.data.iterdir()}
    first = profiling.profile("tiny").data
    assert first == profiling.profile("tiny").data
    assert before == {p: p.read_bytes() for p in desk.data.iterdir()}
