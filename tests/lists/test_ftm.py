"""Entities of FollowTheMoney come in, in any order and form, with their data sets as sources."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrow.errors import NarrowError, RegisterError, RequestError
from narrow.lists.ftm.facts import SECTORS
from narrow.lists.import_log import STEP, Brought
from narrow.lists.importing import ImportOptions, import_list
from narrow.lists.opensanctions import NEEDED
from narrow.lists.readers import json_lines
from narrow.registers.opening import library, load_register
from tests.lists.entities import (
    ALL,
    FIRM,
    HELD,
    HOME,
    KIN,
    LISTED,
    OWNER,
    POE,
    POST,
    ROE,
    SIMPLE,
    entity,
    entity_file,
    lines,
    nested,
)


def table(folder: Path, role: str) -> list[dict[str, str]]:
    with (folder / f"{role}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def only(folder: Path, role: str, **where: str) -> dict[str, str]:
    (row,) = [r for r in table(folder, role) if all(r[n] == v for n, v in where.items())]
    return row


def adds_up(found: Brought) -> None:
    assert sum(found.read.values()) == found.taken + found.refused + sum(found.set_aside.values())


def rows(folder: Path) -> dict[str, set[tuple[str, ...]]]:
    return {
        path.name: {tuple(row.values()) for row in table(folder, path.stem)}
        for path in folder.glob("*.csv")
    }


def test_entities_become_a_register(tmp_path: Path) -> None:
    found = import_list([entity_file(tmp_path)], tmp_path / "r")
    adds_up(found)
    assert found.form == "ftm-json"
    assert (found.taken, found.refused) == (8, 0)
    assert found.set_aside == {"Company": 1, "Position": 1, "Sanction": 1}
    roe = only(tmp_path / "r", "persons", person_id="p1")
    assert (roe["name"], roe["also_known_as"]) == ("Ana Roe", "ROE, Ana;Anita;La Roe")
    assert roe["birth_date"] == "1960;1960-05"
    assert roe["nationality"] == "mt;sm"
    assert (roe["gender"], roe["topics"]) == ("female", "role.pep")
    assert roe["referents"] == "ofac-1;q1"
    assert (roe["first_seen"], roe["last_seen"]) == ("2023-01-01", "2026-11-01")
    assert (roe["origin"], roe["left_over"]) == ("crawl", "education: College")
    poe = only(tmp_path / "r", "persons", person_id="p2")
    assert (poe["birth_date"], poe["birth_date_as_given"]) == ("", "1970-02-30")
    assert {(one.column, one.value) for one in found.unread} == {("birth_date", "1970-02-30")}


def test_several_data_sets_are_several_sources(tmp_path: Path) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "r")
    assert {row["source_id"]: row["published"] for row in table(tmp_path / "r", "sources")} == {
        "meridia_gov": "2026-11-01",
        "meridia_list": "2026-11-01",
    }
    roe = only(tmp_path / "r", "persons", person_id="p1")
    assert (roe["source_id"], roe["also_source_id"]) == ("meridia_gov", "meridia_list")
    free = only(tmp_path / "r", "posts", entity_id="")
    assert (free["source_id"], free["also_source_id"]) == ("meridia_gov", "meridia_list")
    content = load_register(tmp_path / "r")
    assert str(content.register.known_until) == "2026-11-01"
    assert content.register.tables["posts"].sources == ("source_id", "also_source_id")
    assert content.register.tables["designations"].complete_for == ()


def test_a_post_has_its_days_and_codes(tmp_path: Path) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "r")
    post = only(tmp_path / "r", "posts", entity_id="o1")
    assert post["title"] == "Commander of the Northern Garrison"
    assert (post["sector"], post["role"]) == ("military", "commander")
    assert (post["start"], post["end"], post["ended_by"]) == ("2009", "", "2026-11-01")
    assert (post["said_as"], post["status_as_given"]) == ("former", "ended")
    assert (post["country"], post["region"], post["inception"]) == ("mt", "North", "1990")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"status": "current"}, {"held_on": "2026-11-01", "ended_by": "", "end": ""}),
        ({"status": "unknown"}, {"held_on": "", "ended_by": "", "end": ""}),
        ({}, {"held_on": "", "ended_by": "", "end": "", "said_as": ""}),
        ({"date": "2012-03"}, {"held_on": "2012-03", "ended_by": ""}),
        ({"status": "ended", "endDate": "2012"}, {"ended_by": "", "end": "2012"}),
        ({"endDate": ["2012", "2013-01"]}, {"end": "[2012,2013-01]"}),
        ({"endDate": ["2012", "soon"]}, {"end": "", "end_as_given": "2012; soon"}),
    ],
)
def test_no_end_is_made_of_what_is_not_known(
    tmp_path: Path, said: dict[str, Any], expected: dict[str, str]
) -> None:
    held = entity("o1", "Occupancy", holder="p2", post="pos1", **said)
    import_list([entity_file(tmp_path, [POE, POST, held])], tmp_path / "r")
    post = only(tmp_path / "r", "posts")
    assert {name: post[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("status", "said_as", "told"),
    [
        (["Ended"], "former", False),
        (["unknown", "current"], "current", False),
        (["unknown"], "", False),
        (["current", "ended"], "", True),  # it is not known which of them is so
        (["current", "on leave"], "", True),
    ],
)
def test_a_status_is_all_of_its_words(
    tmp_path: Path, status: list[str], said_as: str, told: bool
) -> None:
    held = entity("o1", "Occupancy", holder="p2", post="pos1", status=status)
    listed = entity("s1", "Sanction", entity="p2", status=status)
    found = import_list([entity_file(tmp_path, [POE, POST, held, listed])], tmp_path / "r")
    post, row = only(tmp_path / "r", "posts"), only(tmp_path / "r", "designations")
    day = {"former": ("", "2026-11-01"), "current": ("2026-11-01", ""), "": ("", "")}[said_as]
    assert (post["said_as"], post["held_on"], post["ended_by"]) == (said_as, *day)
    assert (row["in_force_on"], row["over_by"]) == day
    assert post["status_as_given"] == row["status_as_given"] == "; ".join(status)
    assert found.unread_by.get("status", 0) == 2 * told


def test_a_status_without_a_day_says_no_day(tmp_path: Path) -> None:
    held = entity("o1", "Occupancy", holder="p2", post="pos1", status="ended")
    bare = [{**one, "last_seen": None} for one in (POE, POST, held)]
    import_list([entity_file(tmp_path, bare)], tmp_path / "r")
    assert only(tmp_path / "r", "posts")["ended_by"] == ""
    import_list(
        [entity_file(tmp_path, bare)], tmp_path / "r", ImportOptions(published="2026-10-01")
    )
    assert only(tmp_path / "r", "posts")["ended_by"] == "2026-10-01"


def test_topics_name_a_sector_only_where_they_name_one(tmp_path: Path) -> None:
    def sector(*topics: str, name: str = "Chief of things") -> str:
        post = entity("pos1", "Position", name=name, topics=list(topics))
        import_list([entity_file(tmp_path, [POE, post, entity("o", "Occupancy", holder="p2", post="pos1")])], tmp_path / "r")  # fmt: skip
        return only(tmp_path / "r", "posts")["sector"]

    assert sector("gov.national", "gov.legislative") == "legislature"
    assert sector("gov.muni", "gov.executive") == ""
    assert sector("gov.head", "gov.security") == ""
    assert sector("mil", name="A title that nobody reads") == "military"
    assert sector("gov.judicial", name="Minister of Finance") == "judiciary"
    assert set(SECTORS.values()) <= set(library().vocabularies()["sector"].terms)


def test_a_sanction_has_a_row_for_each_programme(tmp_path: Path) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "r")
    corruption, arms = table(tmp_path / "r", "designations")
    assert (corruption["program"], arms["program"]) == ("CORRUPTION", "ARMS")
    assert corruption["authority"] == "Meridia Treasury"
    assert (corruption["listed_on"], corruption["listed_on_as_given"]) == (
        "2018-03-01",
        "2018-03-01T00:00:00",
    )
    assert (corruption["delisted_on"], corruption["in_force_on"]) == ("", "2026-11-01")
    assert (corruption["program_id"], corruption["reference"]) == ("MT-COR", "77")
    assert (corruption["summary"], corruption["url"]) == ("for reasons", "https://example.org/1")


def test_a_sanction_that_is_over_is_said_to_be(tmp_path: Path) -> None:
    over = entity("s9", "Sanction", entity="p2", status="Delisted")
    odd = entity("s8", "Sanction", entity="p2", status="under review")
    import_list([entity_file(tmp_path, [POE, over, odd])], tmp_path / "r")
    assert only(tmp_path / "r", "designations", entity_id="s9")["over_by"] == "2026-11-01"
    row = only(tmp_path / "r", "designations", entity_id="s8")
    assert (row["over_by"], row["in_force_on"], row["delisted_on"]) == ("", "", "")


def test_papers_homes_and_links_are_of_their_persons(tmp_path: Path) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "r")
    papers = table(tmp_path / "r", "identifications")
    assert {(p["person_id"], p["kind"], p["number"]) for p in papers} == {
        ("p1", "Passport", "X1"),
        ("p2", "Passport", "Z9"),
    }
    homes = table(tmp_path / "r", "addresses")
    assert {(h["person_id"], h["full"], h["country"]) for h in homes} == {
        ("p1", "1 Main St, Springfield", "mt"),
        ("p2", "2 Side St", ""),
    }
    links = {(r["person_id"], r["kind"], r["to_name"]) for r in table(tmp_path / "r", "relations")}
    assert links == {
        ("p1", "shareholder", "ACME"),
        ("p2", "brother", "Ana Roe"),
        ("p1", "sibling", "Bo Poe"),
    }


def test_names_keep_their_quality(tmp_path: Path) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "r")
    names = {(n["name"], n["kind"], n["quality"]) for n in table(tmp_path / "r", "names")}
    assert ("La Roe", "aka", "low") in names
    assert ("Anita", "aka", "") in names


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(len(ALL))))
def test_the_order_of_entities_is_nothing(tmp_path: Path, order: list[int]) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "as-written")
    found = import_list([entity_file(tmp_path, [ALL[at] for at in order])], tmp_path / "other")
    adds_up(found)
    assert rows(tmp_path / "other") == rows(tmp_path / "as-written")


def test_the_same_file_gives_the_same_bytes_packed_or_not(tmp_path: Path) -> None:
    shuffled = [*ALL[5:], *ALL[2:5], *ALL[:2]]
    for name, into in (("e.json", "a"), ("e.json", "b"), ("e.json.gz", "c")):
        import_list([entity_file(tmp_path, shuffled, name)], tmp_path / into)
    files = [{p.name: p.read_bytes() for p in (tmp_path / into).iterdir()} for into in "ab"]
    assert files[0] == files[1]
    assert rows(tmp_path / "c") | {"sources.csv": 0} == rows(tmp_path / "a") | {"sources.csv": 0}


def test_entities_become_one_file_too(tmp_path: Path) -> None:
    found = import_list([entity_file(tmp_path, name="e.json.gz")], tmp_path / "r.duckdb")
    assert found.taken == 8
    content = load_register(tmp_path / "r.duckdb")
    assert content.persons == 2
    assert content.register.naming.died == "death_date"


def test_several_files_are_one_list(tmp_path: Path) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "one")
    two = [entity_file(tmp_path, ALL[:4], "a.json"), entity_file(tmp_path, ALL[4:], "b.json")]
    adds_up(import_list(two, tmp_path / "two"))
    for role in ("persons", "posts", "designations", "relations", "addresses"):
        assert table(tmp_path / "two", role) == table(tmp_path / "one", role)


def test_no_more_progress_is_made_than_there_is(tmp_path: Path) -> None:
    people = [entity(f"p{n}", "Person", name=f"Somebody {n}") for n in range(3000)]
    for name in ("e.json", "e.json.gz"):
        steps_made: list[int] = []
        path = entity_file(tmp_path, people, name)
        import_list([path], tmp_path / "r", step=lambda made=steps_made: made.append(1))
        assert len(steps_made) == path.stat().st_size // STEP


def test_nested_entities_say_the_same(tmp_path: Path) -> None:
    held = HELD | {"properties": HELD["properties"] | {"post": [POST]}}
    owner = OWNER | {"properties": OWNER["properties"] | {"asset": [FIRM]}}
    kin = KIN | {"properties": KIN["properties"] | {"relative": [POE]}}
    whole = nested(positionOccupancies=[held], sanctions=[LISTED], addressEntity=[HOME],
                   ownershipOwner=[owner], familyPerson=[kin])  # fmt: skip
    found = import_list([entity_file(tmp_path, [whole], "n.json")], tmp_path / "nested")
    adds_up(found)
    assert (found.form, found.taken, found.refused) == ("os-nested", 1, 0)
    import_list([entity_file(tmp_path)], tmp_path / "flat")
    for role in ("posts", "designations", "addresses", "relations"):
        flat = [r for r in table(tmp_path / "flat", role) if r["person_id"] == "p1"]
        assert sorted(map(str, table(tmp_path / "nested", role))) == sorted(map(str, flat)), role


def test_simple_targets_say_no_more_than_they_do(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(SIMPLE, encoding="utf-8-sig")
    found = import_list([path], tmp_path / "r")
    adds_up(found)
    assert (found.form, found.taken, found.refused) == ("os-simple", 1, 2)
    assert found.set_aside == {"Company": 1}
    assert [r.reason for r in found.refusals] == [
        "has no name",
        "the id 'p1' repeats that of an earlier row",
    ]
    (roe,) = table(tmp_path / "r", "persons")
    assert roe["also_known_as"] == "Anita;Roe, Ana"
    assert (roe["birth_date"], roe["country"], roe["nationality"]) == ("1960;1960-05", "mt;sm", "")
    assert roe["left_over"] == "phones: +356 1; emails: a@example.org"
    (listed,) = table(tmp_path / "r", "designations")
    assert (listed["program"], listed["program_id"], listed["listed_on"]) == ("", "MT-COR", "")
    assert {row["source_id"] for row in table(tmp_path / "r", "sources")} == {
        "Meridia List",
        "Meridia Government",
    }
    load_register(tmp_path / "r")


@pytest.mark.parametrize(
    ("programs", "texts", "expected"),
    [
        ("MT-COR", '""', [("MT-COR", "")]),
        ("MT-COR", "", [("MT-COR", "")]),
        ("", "one;two", [("", "one"), ("", "two")]),
        ("MT-COR", "one;two", [("MT-COR", "one"), ("MT-COR", "two")]),
        ("MT-COR;MT-SEA", "one;two", [("MT-COR", ""), ("MT-SEA", "")]),  # not said which is whose
        ("MT-COR;MT-SEA", "", [("MT-COR", ""), ("MT-SEA", "")]),
        ("", "", []),
    ],
)
def test_a_programme_of_a_simple_target_is_a_listing_without_a_text_too(
    tmp_path: Path, programs: str, texts: str, expected: list[tuple[str, str]]
) -> None:
    header = [*NEEDED, "sanctions", "program_ids", "dataset"]
    cells = ["p1", "Person", "Ana Roe", "", "", "", "", "", texts, programs, "Meridia List"]
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, cells])
    import_list([tmp_path / "t.csv"], tmp_path / "r")
    found = table(tmp_path / "r", "designations")
    assert [(row["program_id"], row["summary"]) for row in found] == expected


REFUSED = {
    b"{": "is not JSON",
    b"[1]": "is no JSON object",
    b"\xff{}": "is not UTF-8",
    b'{"id": "x"}': "has no schema",
    b'{"id": "", "schema": "Person", "properties": {}}': "has no id",
    b'{"id": "x", "schema": "person row", "properties": {}}': "has no schema",
    b'{"id": "x", "schema": "Person", "properties": []}': "has no properties",
    b'{"id": "x", "schema": "Person", "properties": {}}': "has no name",
    b'{"id": "p1", "schema": "Person", "properties": {"name": ["B"]}}': "repeats",
    b'{"id": "x", "schema": "Person", "properties": {"name": ["\\ud800"]}}': "half a character",
    b'{"id": "x", "schema": "Sanction", "properties": {"entity": ["q"]}}': "not in the file",
    b'{"id": "x", "schema": "Sanction", "properties": {}}': "names nobody",
    b'{"id": "x", "schema": "Occupancy", "properties": {"holder": ["p1"]}}': "names no post",
    b'{"id": "x", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["q"]}}': "no Position",
    b"[" * 100_000: "nested too deep",
    b'{"id": "x", "schema": "Person", "properties": {"name": ["'
    + b"A" * 1_100_000
    + b'"]}}': "characters",
    b'{"id": "x", "schema": "Person", "properties": {"name": ["'
    + b"A" * (1 << 24)
    + b'"]}}': "bytes",
}


@pytest.mark.parametrize(("line", "reason"), REFUSED.items(), ids=list(REFUSED.values()))
def test_a_bad_line_is_refused_and_the_next_one_read(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    path = tmp_path / "e.json"
    path.write_bytes(lines([ROE]) + line + b"\n\n" + lines([POE]))
    found = import_list([path], tmp_path / "r")
    adds_up(found)
    assert (found.taken, found.refused) == (2, 1)
    (refusal,) = found.refusals
    assert refusal.line == 2
    assert reason in refusal.reason
    load_register(tmp_path / "r")


def test_odd_values_are_counted_and_never_crash(tmp_path: Path) -> None:
    odd = {
        "id": "x",
        "schema": "Person",
        "caption": 7,
        "datasets": "meridia_list",
        "referents": [1, None, "q;2"],
        "last_seen": "2018-02-30T00:00:00",
        "properties": {"name": ["N\0ame", 7], "alias": "A;B", "gender": ["x"], "topics": None},
    }
    found = import_list([entity_file(tmp_path, [odd])], tmp_path / "r")
    (row,) = table(tmp_path / "r", "persons")
    assert (row["name"], row["also_known_as"]) == ("N�ame", "A,B")
    assert (row["referents"], row["last_seen"]) == ("q,2", "")
    assert found.unread_by == {"gender": 1, "name": 1, "topics": 1}
    load_register(tmp_path / "r")


def test_a_last_line_that_is_torn_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    path.write_bytes(lines([ROE, POE])[:-20])
    (refusal,) = import_list([path], tmp_path / "r").refusals
    assert "lost its tail" in refusal.reason


@pytest.mark.parametrize("broken", [lambda raw: raw[:-9], lambda raw: raw + b"junk"])
def test_a_broken_packed_file_is_not_taken_at_all(tmp_path: Path, broken: Any) -> None:
    random_names = [entity(f"p{n}", "Person", name=f"Somebody {n * n}") for n in range(3000)]
    path = tmp_path / "e.json.gz"
    path.write_bytes(broken(gzip.compress(lines(random_names))))
    with pytest.raises(RegisterError, match="packed file is broken"):
        import_list([path], tmp_path / "r")
    assert not (tmp_path / "r").exists()


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "FREE", 1 << 20)
    path = tmp_path / "e.json.gz"
    path.write_bytes(gzip.compress(lines([ROE]) + b" " * (1 << 24) + b"\n" + b"\n" * (1 << 23)))
    with pytest.raises(RegisterError, match="unpacks to more than 200 times"):
        import_list([path], tmp_path / "r")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"a": 1}\n', "JSON of no list that narrow knows"),
        (b'[{"id": "a"}]', "JSON of no list that narrow knows"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "a file packed with gzip"),
        (
            gzip.compress(lines([ROE]), mtime=0)[:60],
            "a file packed with gzip that is torn or broken",
        ),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(RequestError, match=says) as refused:
        import_list([path], tmp_path / "r")
    assert len(str(refused.value)) < 600  # the forms by their names, as --as takes them
    with pytest.raises(RequestError, match=says):
        import_list([path], tmp_path / "r", ImportOptions("ftm-json"))


def test_entities_given_to_another_importer_are_named(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="looks like FollowTheMoney entities"):
        import_list([entity_file(tmp_path)], tmp_path / "r", ImportOptions("un"))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_stands_in_a_line_nothing_crashes(tmp_path: Path, data: st.DataObject) -> None:
    leaf = st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(["p1", "pos1", "2012"])
    values = st.recursive(leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "schema", "properties", "name", "x"]), inner, max_size=3), max_leaves=6)  # fmt: skip
    names = st.sampled_from(
        ["name", "holder", "entity", "post", "status", "birthDate", "topics", "person", "number"]
    )
    schemata = st.sampled_from(["Person", "Occupancy", "Sanction", "Position", "Address", "Family"])
    drawn = st.fixed_dictionaries(
        {
            "id": st.text(max_size=3),
            "schema": schemata,
            "properties": st.dictionaries(names, values),
        },
        optional={"datasets": values, "last_seen": values, "referents": values},
    )
    given_lines = [ROE, POST, *data.draw(st.lists(drawn, max_size=4))]
    path = tmp_path / "e.json"
    path.write_text("".join(json.dumps(one) + "\n" for one in given_lines), encoding="utf-8")
    try:
        adds_up(import_list([path], tmp_path / "r"))
    except NarrowError as error:
        assert isinstance(error, RegisterError | RequestError)
        raise AssertionError(str(error)) from error
