"""What a profile counts, by hand on small tables and against a plain count on random ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.model.profile import By, Common, Fill, Precision, Worth
from tests.oracle import profile as plain
from tests.profiles import REGISTER, Rows, column, notes, profiled, table, values

WITH, WITHOUT = "with", "without"


def test_blank_marked_filled_and_meaningless_are_counted_apart() -> None:
    found = profiled(
        {
            "persons": [
                {"id": "a", "soldier": "yes", "rank": "major"},
                {"id": "b", "soldier": "yes"},
                {"id": "c", "soldier": "no"},
                {"id": "d", "soldier": "unknown", "rank": "n/a"},
                {"id": "e", "soldier": "no", "rank": "unknown"},
                {"id": "f"},
            ]
        }
    )
    assert column(found, "persons", "rank").fill == Fill(filled=1, blank=2, said=1, outside=2)
    assert column(found, "persons", "rank").said == (Common("n/a", 1),)
    assert column(found, "persons", "soldier").fill == Fill(filled=4, blank=1, said=1)


def test_a_cell_with_several_values_is_known_when_one_of_them_is() -> None:
    nations = ["VE;CO", "VE;unknown", "unknown;n/a", "unknown", "", "CO; VE ;CO"]
    rows = [{"id": f"p{at}", "nation": nation} for at, nation in enumerate(nations)]
    found = column(profiled({"persons": rows}), "persons", "nation")
    assert found.fill == Fill(filled=3, blank=1, said=2)
    assert found.several == 2
    assert found.distinct == 2
    assert values(found) == {"VE": 3, "CO": 2}
    assert {c.value for c in found.said} == {"unknown;n/a", "unknown"}


def test_common_values_come_in_order_and_no_further_than_ten() -> None:
    names = [f"n{at:02}" for at in range(15)] + ["n03", "n03", "n01"]
    rows = [{"id": f"p{at}", "name": name} for at, name in enumerate(names)]
    found = column(profiled({"persons": rows}), "persons", "name")
    assert [(c.value, c.times) for c in found.common[:3]] == [("n03", 3), ("n01", 2), ("n00", 1)]
    assert len(found.common) == 10
    assert found.distinct == 15


def test_dates_are_told_apart_by_how_exactly_they_are_written() -> None:
    born = (
        "1960-02-29", "1960-02;1961", "1960-XX", "1960-21", "196X", "19XX", "1960~", "1960-05?",
        "1950/1955", "[1950,1952]", "1950/..", "/1950", "", "1941-06-XX",
    )  # fmt: skip
    rows = [{"id": f"p{at}", "born": day} for at, day in enumerate(born)]
    dates = column(profiled({"persons": rows}), "persons", "born").dates
    assert dates is not None
    assert dates.precisions == {
        Precision.DAY: 1,
        Precision.MONTH: 2,
        Precision.YEAR: 3,
        Precision.DECADE: 1,
        Precision.CENTURY: 1,
        Precision.APPROXIMATE: 2,
        Precision.RANGE: 2,
        Precision.OPEN: 2,
    }
    assert (dates.earliest, dates.latest) == ("1941-06", "1961")


def test_a_table_says_who_has_rows_how_many_and_of_whom_none_means_no() -> None:
    found = profiled(
        {
            "persons": [
                {"id": "a", "soldier": "yes"},
                {"id": "b", "soldier": "no"},
                {"id": "c", "soldier": "unknown"},
                {"id": "d"},
            ],
            "posts": [{"person": who, "source": "s1"} for who in "aaab"],
        }
    )
    posts = table(found, "posts")
    assert posts.per_person is not None
    assert (posts.per_person.persons, posts.per_person.median, posts.per_person.most) == (2, 2.0, 3)
    assert [(c.persons, c.says) for c in posts.complete] == [(2, "All were read.")]
    assert table(found, "sources").per_person is None


def test_citations_are_counted_once_a_row_and_missing_ones_noted() -> None:
    found = profiled(
        {
            "persons": [{"id": "a"}],
            "posts": [
                {"person": "a", "source": "s1", "also": "s1;s2", "mark": "high"},
                {"person": "a", "source": "", "also": "s1"},
                {"person": "a"},
            ],
        }
    )
    cited = table(found, "posts").cited
    assert cited is not None
    assert (cited.without, cited.distinct) == (1, 2)
    assert cited.sources == (Common("s1", 2), Common("s2", 1))
    assert cited.marks == (Common("high", 1),)
    assert cited.grades == (Common("B2", 2),)
    (note,) = notes(found, "uncited")
    assert (note.table, note.count, note.of) == ("posts", 1, 3)


def test_rows_that_contradict_themselves_are_noted() -> None:
    days = [("2005", "2003"), ("2005", "2005"), ("2019", ""), ("2018", ".."), ("", "")]
    posts = [{"person": "a", "source": "s1", "start": b, "end": e} for b, e in days]
    found = profiled({"persons": [{"id": "a"}], "posts": posts})
    assert table(found, "posts").backwards == 1
    assert table(found, "posts").later == 1
    assert [n.count for n in notes(found, "backwards")] == [1]
    assert [n.count for n in notes(found, "later")] == [1]


def test_an_empty_register_has_a_profile() -> None:
    found = profiled({"sources": []})
    assert found.persons == 0
    assert [t.rows for t in found.tables] == [0, 0, 0, 0]
    assert found.notes == ()
    posts = table(found, "posts").per_person
    assert posts is not None
    assert (posts.persons, posts.median, posts.most) == (0, 0.0, 0)


# --- compared ---------------------------------------------------------------------------------


def crowd(women: int, men: int, *, size: int = 100, listed: int = 0) -> Rows:
    """A hundred women and men each, of whom so many have a birth date; so many are listed."""
    persons = [
        {"id": f"{g}{at}", "gender": gender, "born": "1960" if at < many else ""}
        for g, gender, many in (("w", "female", women), ("m", "male", men))
        for at in range(size)
    ]
    return {"persons": persons, "lists": [{"person": f"m{at}"} for at in range(listed)]}


def test_uneven_fill_is_noted_with_both_groups() -> None:
    found = profiled(crowd(20, 80))
    (note,) = [n for n in notes(found, "uneven") if n.column == "born"]
    assert note.by == By("persons", "gender")
    assert note.low is not None
    assert note.high is not None
    assert (note.low.value, note.low.filled, note.low.rows) == ("female", 20, 100)
    assert (note.high.value, note.high.filled, note.high.rows) == ("male", 80, 100)


@pytest.mark.parametrize(
    "rows",
    [crowd(50, 60), crowd(3, 12, size=15), crowd(4, 12, size=21)],
    ids=["near", "few", "chance"],
)
def test_small_or_chance_differences_are_not_noted(rows: Rows) -> None:
    assert notes(profiled(rows), "uneven") == []


def test_those_with_a_row_in_another_table_are_compared_with_those_without() -> None:
    found = profiled(crowd(0, 90, listed=80))
    by = [n for n in notes(found, "uneven") if n.table == "lists" and not n.column]
    assert [n.by for n in by] == [By("persons", "gender")]
    persons = table(profiled(crowd(0, 90, listed=80), {"persons": By("lists")}), "persons")
    groups = {g.value: (g.rows, g.fills["born"].filled) for g in persons.groups}
    assert groups == {WITH: (80, 80), WITHOUT: (120, 10)}
    assert persons.groups[0].present == {"posts": 0, "lists": 0}


def test_one_table_alone_is_compared_by_the_persons_as_well() -> None:
    rows = crowd(50, 50)
    posts = [
        {"person": f"{g}{at}", "source": "s1", "start": "2001" if g == "m" else ""}
        for g in "wm"
        for at in range(30)
    ] + [{"person": "w0", "source": "s1", "start": "2001"}]
    whole = profiled({**rows, "posts": posts})
    alone = profiled({**rows, "posts": posts}, roles=["posts"])
    mine = [n for n in notes(whole, "uneven") if n.table == "posts" and n.column]
    assert [(n.column, n.by) for n in mine] == [("start", By("persons", "gender"))]
    assert notes(alone, "uneven") == mine


def test_what_goes_together_by_meaning_is_not_noted() -> None:
    assert not [n for n in notes(profiled(crowd(0, 100)), "uneven") if n.column == "born"]


def test_a_nearly_blank_column_is_noted_and_a_meaningless_one_is_not() -> None:
    rows = [{"id": f"p{at}", "soldier": "no", "name": "x" if at else ""} for at in range(40)]
    columns = {n.column for n in notes(profiled({"persons": rows}), "sparse")}
    assert columns == {"gender", "born", "nation"}


def test_groups_count_a_row_in_each_of_its_values_and_keep_the_unknown() -> None:
    nations = ("VE;CO", "VE", "unknown", "", "n/a;unknown")
    rows = [{"id": f"p{at}", "nation": n, "name": "x"} for at, n in enumerate(nations)]
    posts = [{"person": f"p{at}", "source": "s1"} for at in (0, 0, 1, 2)]
    by = By("persons", "nation")
    found = profiled({"persons": rows, "posts": posts}, {"persons": by, "posts": by})
    persons, theirs = table(found, "persons"), table(found, "posts")
    assert {g.value: g.rows for g in persons.groups} == {"": 3, "VE": 2, "CO": 1}
    assert {g.value: g.present["posts"] for g in persons.groups} == {"": 1, "VE": 2, "CO": 1}
    assert {g.value: g.rows for g in theirs.groups} == {"VE": 3, "CO": 2, "": 1}


def test_every_kind_of_note_can_be_worth_an_eye() -> None:
    assert {str(w) for w in Worth} >= {"uneven", "sparse", "backwards", "later", "uncited"}


# --- against a plain count --------------------------------------------------------------------

_TEXTS = st.sampled_from(["", " ", "x", "y", "$a", "'; DROP TABLE persons;--", "ñ;", "unknown"])
_CODES = st.sampled_from(["", "unknown", "n/a", "yes", "no"])
_SETS = st.lists(st.sampled_from(["", "unknown", "n/a", "VE", "CO", "v%_"]), max_size=4)
_DAYS = st.sampled_from(
    [
        "",
        "1960",
        "1960-02",
        "1960-02-29",
        "196X",
        "19XX",
        "1960~",
        "1950/1960",
        "../1960",
        "1960-22",
    ]
)
_PERSON = st.fixed_dictionaries(
    {
        "name": _TEXTS,
        "gender": _CODES,
        "born": st.lists(_DAYS, max_size=3).map(";".join),
        "nation": _SETS.map(";".join),
        "soldier": _CODES,
        "rank": _CODES,
    }
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_PERSON, max_size=8), st.lists(st.integers(0, 7), max_size=12))
def test_the_database_counts_as_a_plain_count_does(
    people: list[dict[str, str]], holders: list[int]
) -> None:
    persons = [{"id": f"p{at}", **cells} for at, cells in enumerate(people)]
    posts = [{"person": f"p{at}", "source": "s1"} for at in holders if at < len(people)]
    found = profiled({"persons": persons, "posts": posts})
    for each in table(found, "persons").columns:
        fill, counts = each.fill, plain.counted(each.column, persons)
        assert (fill.filled, fill.blank, fill.said, fill.outside) == plain.fill(
            REGISTER, "persons", each.column, persons
        )
        assert each.several == plain.several(each.column, persons)
        assert each.distinct == len(counts)
        assert [(c.value, c.times) for c in each.common] == plain.most_common(counts, 10)
        if each.dates:
            expected: dict[Precision, int] = {}
            for text, times in counts.items():
                way = plain.precision(text)
                expected[way] = expected.get(way, 0) + times
            assert each.dates.precisions == expected
    theirs = table(found, "posts").per_person
    assert theirs is not None
    assert (theirs.persons, theirs.median, theirs.most) == plain.per_person(posts, "person")
