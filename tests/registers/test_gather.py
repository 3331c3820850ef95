"""Rows become columns of equal length; keys, persons, sources and references are checked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from narrow.errors import RegisterError
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.registers import Content, Register, Table, stored_columns
from narrow.registers.folder import MOST_ISSUES, Block
from narrow.registers.loader import content_from_rows, gather
from tests.registers.small import KNOWN_UNTIL, POSTS, register

Rows = Mapping[str, Sequence[Mapping[str, str]]]

ANA = {"id": "p1", "name": "Ana Ñu", "nation": "VE;CO", "died": "2017"}
BO = {"id": "p2", "name": "Bo"}
ONE = {"sid": "s1", "title": "One", "out": "2016"}
TWO = {"sid": "s2", "title": "Two"}
PEOPLE: Rows = {"persons": [ANA, BO], "sources": [ONE, TWO]}


def made(rows: Rows, known: Register | None = None) -> Content:
    return content_from_rows(known or register(), {**PEOPLE, **rows})


def faults(rows: Rows, known: Register | None = None) -> list[tuple[str, int, int, str]]:
    with pytest.raises(RegisterError) as caught:
        made(rows, known)
    return [(i.file, i.line, i.column, i.message) for i in caught.value.issues]


def post(**cells: str) -> dict[str, str]:
    return {"id": "p2", "title": "Aide", "src": "s1", **cells}


def with_posts(posts: Table) -> Register:
    known = register()
    return replace(known, tables={**known.tables, "posts": posts})


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_every_table_has_the_columns_that_it_is_stored_with() -> None:
    content = made({"posts": [post()], "lists": []})
    known = content.register
    for role, table in known.tables.items():
        folded = [name for name in stored_columns(table) if name.endswith("_words")]
        assert set(content.tables[role]) == set(stored_columns(table)) - set(folded)
        lengths = {len(values) for values in content.tables[role].values()}
        assert len(lengths) == 1, role


def test_a_cell_has_the_type_that_its_column_is_stored_with() -> None:
    content = made({"posts": [post(start="2001")]})
    for role, rows in content.tables.items():
        types = stored_columns(content.register.tables[role])
        for name, values in rows.items():
            assert {type(value) for value in values} <= {types[name]}, (role, name)


def test_persons_are_numbered_and_rows_lead_to_them() -> None:
    content = made({"posts": [post(), post(id="p1"), post(title="Chief")]})
    assert content.persons == 2
    assert content.tables["persons"]["person_no"] == [0, 1]
    assert content.tables["posts"]["person_no"] == [1, 0, 1]
    assert content.tables["posts"]["row_no"] == [1, 2, 3]
    assert content.tables["sources"]["person_no"] == [-1, -1]


def test_persons_may_stand_anywhere_among_the_tables() -> None:
    known = register()
    turned = replace(known, tables=dict(reversed(known.tables.items())))
    assert made({"posts": [post()]}, turned).tables["posts"]["person_no"] == [1]


def test_a_column_that_a_row_leaves_out_is_blank() -> None:
    posts = made({"posts": [post()]}).tables["posts"]
    assert (posts["branch"], posts["start"]) == ([""], [""])
    assert (posts["start_lo"], posts["start_hi"]) == ([EARLIEST], [LATEST])


def test_dates_and_spans_stand_beside_their_texts() -> None:
    posts = made({"posts": [post(start="2001-05", ended_by="2003")]}).tables["posts"]
    wanted = {
        "start": "2001-05",
        "start_lo": day("2001-05-01"),
        "start_hi": day("2001-05-31"),
        "begins_lo": day("2001-05-01"),
        "begins_hi": day("2001-05-31"),
        "ends_lo": day("2001-05-01"),
        "ends_hi": day("2003-12-30"),
    }
    assert {name: posts[name][0] for name in wanted} == wanted


def test_an_end_may_be_open_and_is_known_to_lie_after_the_last_day_on_record() -> None:
    posts = made({"posts": [post(start="2001", end="..")]}).tables["posts"]
    assert (posts["ends_lo"], posts["ends_hi"]) == ([KNOWN_UNTIL], [LATEST])


def test_a_post_ends_with_its_holder_and_a_listing_does_not() -> None:
    content = made(
        {
            "posts": [post(id="p1", title="Chief", start="2001")],
            "lists": [{"id": "p1", "post": "Chief", "listed_on": "2015-03-09"}],
        }
    )
    assert content.tables["posts"]["ends_hi"] == [day("2017-12-31")]
    assert content.tables["lists"]["ends_hi"] == [LATEST]


@pytest.mark.parametrize(
    ("sources", "lo", "hi"),
    [
        ("s1", "2016-01-01", "2016-12-31"),
        ("s1;s2", "1000-01-01", "2016-12-31"),  # s2 has no date, and may have been first
        ("s2", "1000-01-01", "9999-12-31"),
        ("", "1000-01-01", "9999-12-31"),
    ],
)
def test_a_row_was_known_when_its_first_source_was_out(sources: str, lo: str, hi: str) -> None:
    posts = made({"posts": [post(src=sources)]}).tables["posts"]
    assert (posts["known_lo"], posts["known_hi"]) == ([day(lo)], [day(hi)])


def test_folded_words_are_made_when_they_are_asked_for() -> None:
    content = made({"posts": [post(title="Jefe, 4ª Zona"), post(title="")]})
    assert content.column("posts", "title_words") == [" jefe 4a zona ", ""]
    assert content.column("persons", "name_words") == [" ana nu ", " bo "]
    assert content.column("posts", "title") == ["Jefe, 4ª Zona", ""]


def test_a_text_that_means_not_known_has_no_words() -> None:
    title = replace(POSTS.columns["title"], missing=("", "not known"))
    posts = replace(POSTS, columns={**POSTS.columns, "title": title})
    content = made({"posts": [post(title="not known")]}, with_posts(posts))
    assert content.column("posts", "title_words") == [""]


def test_no_rows_are_a_register_too() -> None:
    content = content_from_rows(register(), {}, "hash")
    assert (content.persons, content.sha256) == (0, "hash")
    assert all(values == [] for rows in content.tables.values() for values in rows.values())


# --- faults -----------------------------------------------------------------------------------

FAULTS: list[tuple[Rows, list[tuple[str, int, int, str]]]] = [
    (
        {"persons": [ANA, BO, {"id": "p1"}]},
        [("persons.csv", 3, 1, "id 'p1' repeats the key of an earlier row")],
    ),
    (
        {"sources": [ONE, ONE]},
        [("sources.csv", 2, 1, "sid 's1' repeats the key of an earlier row")],
    ),
    (
        {"posts": [post(), post(start="2001")]},
        [("posts.csv", 2, 1, "id 'p2 / Aide' repeats the key of an earlier row")],
    ),
    (
        {"posts": [post(branch="amry")]},
        [
            (
                "posts.csv",
                1,
                3,
                "branch 'amry' is not in the vocabulary branch; did you mean 'army'?",
            )
        ],
    ),
    (
        {"posts": [post(start="2018-02-30", end="20180908")]},
        [
            ("posts.csv", 1, 4, "start '2018-02-30' is not in the calendar"),
            (
                "posts.csv",
                1,
                5,
                "end '20180908' is no date; expected YYYY, YYYY-MM or YYYY-MM-DD",
            ),
        ],
    ),
    ({"persons": [{"name": "x"}]}, [("persons.csv", 1, 1, "id is blank and may not be")]),
    (
        {"posts": [post(src="s1;s9;s8")]},
        [
            ("posts.csv", 1, 8, "src 's8' is not among the sources"),
            ("posts.csv", 1, 8, "src 's9' is not among the sources"),
        ],
    ),
    (
        {"lists": [{"id": "p1", "post": "Chief"}]},
        [("lists.csv", 1, 1, "id 'p1 / Chief' points to no row of posts")],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), FAULTS)
def test_a_fault_is_said_with_its_row_and_column(
    rows: Rows, expected: list[tuple[str, int, int, str]]
) -> None:
    found = [(file.removeprefix("sub/"), *place) for file, *place in faults(rows)]
    assert found == expected


def test_a_row_of_nobody_is_refused() -> None:
    found = faults({"posts": [post(id="p9")]})
    assert ("posts.csv", 1, 1, "id 'p9' is not among the persons") in found


def test_a_reference_with_a_blank_part_leads_nowhere_on_purpose() -> None:
    assert made({"lists": [{"id": "p1", "post": ""}]}).tables["lists"]["post"] == [""]


def test_a_key_may_come_again_in_another_table() -> None:
    assert made({"posts": [post(title="p1")], "sources": [ONE]}).persons == 2


def test_a_table_without_a_key_may_repeat_its_rows() -> None:
    listed = {"id": "p2", "post": "", "listed_on": "2015"}
    assert made({"lists": [listed, listed]}).tables["lists"]["row_no"] == [1, 2]


def test_all_faults_are_said_at_once_by_file_and_line() -> None:
    found = faults(
        {
            "persons": [ANA, BO, {"id": "p3", "born": "1960-13"}],
            "posts": [post(branch="x"), post(title="B", start="y"), post(id="p9")],
            "lists": [{"id": "p1", "post": "nothing"}],
        }
    )
    places = [(file, line) for file, line, *_ in found]
    assert places == sorted(places)
    assert {("persons.csv", 3), ("posts.csv", 1), ("posts.csv", 2), ("posts.csv", 3)} < set(places)
    assert ("sub/lists.csv", 1) in places


def test_after_many_faults_the_rest_is_not_looked_at() -> None:
    many = [post(title=str(at), branch="x") for at in range(MOST_ISSUES + 20)]
    found = faults({"posts": many})
    assert len(found) == MOST_ISSUES + 1
    assert found[-1][1:] == (51, 1, "50 faults found; what follows is not looked at")


def test_rows_keep_the_line_of_their_file() -> None:
    rows = Block([7, 11], {name: [ANA.get(name, ""), BO.get(name, "")] for name in ANA})
    content = gather(register(), {"persons": [rows]}, "")
    assert content.tables["persons"]["row_no"] == [7, 11]


# --- references -------------------------------------------------------------------------------


def test_an_unknown_person_is_said_once() -> None:
    assert len(faults({"posts": [post(id="p9")]})) == 1


def test_an_unknown_source_is_said_once() -> None:
    referring = replace(POSTS, references=((("src",), "sources", ("sid",)),))
    assert len(faults({"posts": [post(src="s9")]}, with_posts(referring))) == 1


def test_a_reference_to_other_fields_than_the_key_is_checked() -> None:
    referring = replace(POSTS, references=((("title",), "persons", ("name",)),))
    assert faults({"posts": [post(title="nobody")]}, with_posts(referring))


def test_a_reference_that_means_not_known_leads_nowhere_on_purpose() -> None:
    columns = {**POSTS.columns, "branch": replace(POSTS.columns["branch"], vocabulary=None)}
    referring = replace(POSTS, columns=columns, references=((("branch",), "sources", ("sid",)),))
    assert made({"posts": [post(branch="unknown")]}, with_posts(referring)).persons == 2


def test_an_open_start_bounds_no_beginning() -> None:
    posts = made({"posts": [post(start="..")]}).tables["posts"]
    assert posts["begins_lo"] == [EARLIEST]
