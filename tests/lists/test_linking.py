"""Several lists become one register; persons declared to be one are joined, and no fact is lost."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import narrow
from narrow import inquiry
from narrow.errors import RegisterError, RequestError
from narrow.lists.importing import ImportOptions, import_list
from narrow.lists.merge import joined, link
from narrow.lists.tables import SHAPES
from narrow.model.verdicts import Verdict
from narrow.registers.opening import load_register
from narrow.registers.twins import twins
from tests.conftest import Told
from tests.lists.entities import entity, entity_file
from tests.lists.lists import UN, trio, un_list

FACTS = ("names", "posts", "designations", "identifications", "addresses", "relations")


def table(folder: Path, role: str) -> list[dict[str, str]]:
    with (folder / f"{role}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lists(tmp_path: Path) -> list[Path]:
    return [*trio(tmp_path), un_list(tmp_path)]


def same(tmp_path: Path, *pairs: tuple[str, str]) -> str:
    path = tmp_path / "same.csv"
    path.write_text("person_id,same_as\n" + "".join(f"{a},{b}\n" for a, b in pairs))
    return str(path)


def first_of(tmp_path: Path) -> tuple[str, str]:
    import_list(lists(tmp_path), tmp_path / "apart")
    ids = [row["person_id"] for row in table(tmp_path / "apart", "persons")]
    return next(i for i in ids if i.startswith("ofac")), next(i for i in ids if i.startswith("un"))


def test_two_lists_become_one_register(tmp_path: Path) -> None:
    found = import_list(lists(tmp_path), tmp_path / "r", ImportOptions(published="2019-01-31"))
    assert found.form == "ofac-csv+un"
    assert found.refused == 0
    content = load_register(tmp_path / "r")
    assert content.register.id == "ofac-sdn-and-un-consolidated"
    complete = content.register.tables["designations"].complete_for
    assert [one.where["authority"] for one in complete] == [("US-OFAC",), ("UN-SC",)]
    sources = {row["source_id"] for row in table(tmp_path / "r", "sources")}
    assert {"ofac-sdn", "un-consolidated"} <= sources
    descriptor = json.loads((tmp_path / "r" / "datapackage.json").read_text())
    assert len(descriptor["sources"]) == 2


def test_it_is_known_until_the_day_of_the_oldest_list(tmp_path: Path) -> None:
    import_list(lists(tmp_path), tmp_path / "r", ImportOptions(published="2001-01-31"))
    known = load_register(tmp_path / "r").register.known_until
    assert known is not None
    assert known.isoformat() == "2001-01-31"
    import_list(lists(tmp_path), tmp_path / "r")  # the one list says no day
    assert load_register(tmp_path / "r").register.known_until is None


def test_nobody_is_joined_for_a_likeness(tmp_path: Path) -> None:
    apart = import_list(lists(tmp_path), tmp_path / "r")
    both = [import_list(files, tmp_path / "one") for files in (trio(tmp_path), [un_list(tmp_path)])]
    assert apart.written["persons"] == sum(found.written["persons"] for found in both)
    assert not apart.notes


def test_declared_persons_become_one_and_every_fact_keeps_its_source(tmp_path: Path) -> None:
    ofac, un = first_of(tmp_path)
    how = ImportOptions(same=same(tmp_path, (un, ofac), ("un-0", ofac)))
    found = import_list(lists(tmp_path), tmp_path / "r", how)
    assert found.notes == {
        "ids declared to be one with another that are in none of these lists": 1,
        "persons declared to be one with another, now 1": 2,
    }
    before, after = tmp_path / "apart", tmp_path / "r"
    assert found.written["persons"] == len(table(after, "persons"))
    gone = {row["person_id"] for row in table(before, "persons")}
    assert gone - {row["person_id"] for row in table(after, "persons")} == {un}
    for role in ("posts", "designations", "addresses", "relations"):
        was = [row | {"person_id": ofac} if row["person_id"] == un else row
               for row in table(before, role)]  # fmt: skip
        assert table(after, role) == was, role
    (kept,) = (r for r in table(after, "identifications") if r["kind"] == "list id")
    assert (kept["person_id"], kept["number"]) == (ofac, un)
    load_register(after)


def test_what_is_said_differently_is_kept_side_by_side() -> None:
    columns = SHAPES["persons"].columns
    blank = dict.fromkeys(columns, "")
    one = blank | {"person_id": "a", "name": "Ana", "gender": "female", "birth_date": "1960",
                   "nationality": "X;Y", "source_id": "s", "remarks_as_given": "r"}  # fmt: skip
    two = blank | {"person_id": "b", "name": "Ana Bo", "gender": "male", "birth_date": "1961;1960",
                   "nationality": "Y;Z", "source_id": "t", "remarks_as_given": "q"}  # fmt: skip
    made = joined(columns, [one, two])
    assert (made["person_id"], made["name"], made["source_id"]) == ("a", "Ana", "s")
    assert made["also_known_as"] == "Ana Bo"
    assert (made["birth_date"], made["nationality"]) == ("1960;1961", "X;Y;Z")
    assert (made["gender"], made["left_over"]) == ("", "gender: female | male")
    assert made["remarks_as_given"] == "r | q"


def test_referents_of_a_list_link_by_themselves(tmp_path: Path) -> None:
    files = trio(tmp_path)
    people = [entity("Q1", "Person", name="John Doe", birthDate="1939")]
    people[0]["referents"] = ["ofac-101", "ofac-9999"]
    found = import_list([*files, entity_file(tmp_path, people)], tmp_path / "r")
    assert found.notes["persons declared to be one with another, now 1"] == 2
    (doe,) = (r for r in table(tmp_path / "r", "persons") if r["person_id"] == "ofac-101")
    assert "1939" in doe["birth_date"].split(";")
    assert "Q1" not in {row["person_id"] for row in table(tmp_path / "r", "persons")}


def test_a_case_sees_both_lists_of_a_joined_person(tmp_path: Path) -> None:
    ofac, un = first_of(tmp_path)
    import_list(
        lists(tmp_path),
        tmp_path / "r",
        ImportOptions(published="2026-03-01", same=same(tmp_path, (ofac, un))),
    )
    case = tmp_path / "both.yaml"
    case.write_text(
        'narrow: 1\nkind: case\nid: both\ntitle: t\nas_of: "2026-03-01"\n'
        'subject: {kind: published-list, purpose: "try it"}\nclues:\n'
        "  - {id: us, quote: us, some: designations, where: {authority: US-OFAC}}\n"
        "  - {id: un, quote: un, some: designations, where: {authority: UN-SC}}\n"
    )
    assert [f.person.id for f in inquiry.run(case, data=tmp_path / "r").findings
            if f.status.key == "met"] == [ofac]  # fmt: skip


WRONG = {
    "no header": ("a,b\n", RequestError, "the header must be person_id,same_as"),
    "empty": ("", RequestError, "the header must be person_id,same_as"),
    "one id": ("person_id,same_as\na\nb,\n", RegisterError, "same.csv:2:1: expected two ids"),
    "no text": ("person_id,same_as\n\xff", RequestError, "is no CSV in UTF-8"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_declaration_makes_no_register(wrong: str, tmp_path: Path) -> None:
    text, error, said = WRONG[wrong]
    (tmp_path / "same.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(error, match=said):
        import_list(lists(tmp_path), tmp_path / "r", ImportOptions(same=str(tmp_path / "same.csv")))
    assert not (tmp_path / "r").exists()


def test_it_works_from_the_command_line_into_a_file(told: Told, tmp_path: Path) -> None:
    ofac, un = first_of(tmp_path)
    words = ["import", *map(str, lists(tmp_path)), "--into", str(tmp_path / "x.duckdb")]
    ended = told(*words, "--same", same(tmp_path, (ofac, un)))
    assert ended.code == 0
    assert "persons declared to be one with another, now 1" in ended.out


IDS = [f"p{n}" for n in range(6)]


@settings(max_examples=40, deadline=None, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    pairs=st.lists(st.tuples(st.sampled_from([*IDS, "q"]), st.sampled_from(IDS)), max_size=8),
    facts=st.lists(st.sampled_from(IDS), max_size=12),
)
def test_linking_loses_no_fact(
    pairs: list[tuple[str, str]], facts: list[str], tmp_path: Path
) -> None:
    for role, shape in SHAPES.items():
        with (tmp_path / f"{role}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(shape.columns), "", lineterminator="\n")
            writer.writeheader()
            if role == "persons":
                writer.writerows({"person_id": i, "name": i, "source_id": "s"} for i in IDS)
            if role == "posts":
                writer.writerows({"person_id": p, "title": str(at)} for at, p in enumerate(facts))
    found = link(tmp_path, SHAPES, pairs)
    left = [row["person_id"] for row in table(tmp_path, "persons")]
    assert len(left) == len(IDS) - found.joined + found.into
    posts = table(tmp_path, "posts")
    assert [row["title"] for row in posts] == [str(at) for at in range(len(facts))]
    assert {row["person_id"] for row in posts} <= set(left)
    known = {i for row in table(tmp_path, "names") for i in (row["name"],)} | set(left)
    assert known == set(IDS)  # whoever was joined is still named
    for one, other in pairs:
        if one in IDS:
            heads = {who(tmp_path, i) for i in (one, other)}
            assert len(heads) == 1


def who(folder: Path, person: str) -> str:
    """Find under whose id somebody is now."""
    for row in table(folder, "names"):
        if row["name"] == person:
            return row["person_id"]
    return person


# --- whom a list speaks of --------------------------------------------------------------------

LISTED = """\
narrow: 1
kind: case
id: listed
title: Who is listed
as_of: "2019-06-30"
subject: {{kind: invented}}
{assume}clues:
  - {{id: listed, quote: some words, some: designations, where: {{{where}}}, role: supporting}}
"""
TODAY = "authority: US-OFAC, tense: current"


def verdicts_of(tmp_path: Path, where: str, declared: str = "", assume: str = "") -> str:
    """Ask OFAC's list of 2019-06-30, with the UN's in one register; a mark for each UN person."""
    same = tmp_path / "declared.csv"
    same.write_text(f"person_id,same_as,different_from\n{declared}")
    import_list(
        lists(tmp_path), tmp_path / "r", ImportOptions(published="2019-06-30", same=str(same))
    )
    case = tmp_path / "listed.yaml"
    case.write_text(LISTED.format(where=where, assume=assume), encoding="utf-8")
    answer = narrow.run(str(case), data=str(tmp_path / "r"))
    assert ("assumed" in answer.about.population_says) is bool(assume)
    marks = {Verdict.MET: "+", Verdict.IN_DOUBT: "?", Verdict.NO_RECORD: "0", Verdict.NOT_MET: "-"}
    found = {f.person.id: marks[f.clues["listed"].verdict] for f in answer.findings}
    return "".join(found.get(person, "") for person in ("ofac-101", "un-1", "un-2"))


UNDER = f"{TODAY}, program: ALPHA"
ABSENT = "assume: {unmatched: absent}\n"


@pytest.mark.parametrize(
    ("where", "declared", "assume", "expected"),
    [
        pytest.param(TODAY, "", "", "+00", id="another list's persons may have another id"),
        pytest.param(UNDER, "un-1,,US-OFAC\n", "", "+-0", id="declared not to be in the list"),
        pytest.param(TODAY, "un-1,,US-OFAC\n", "", "+00", id="the SDN list is not all of OFAC"),
        pytest.param(TODAY, "un-1,,ofac-101\n", "", "+00", id="declared different from one in it"),
        pytest.param(TODAY, "un-1,ofac-101,\n", "", "+0", id="declared the same"),
        pytest.param(UNDER, "", ABSENT, "+--", id="assumed"),
        pytest.param("authority: US-OFAC", "", ABSENT, "+00", id="ever: a list of one day"),
        pytest.param(
            "authority: US-OFAC, tense: {at: 2010}", "", ABSENT, "?00", id="before: delisted since"
        ),
        pytest.param("authority: UN-SC, tense: current", "", "", "0++", id="the other way round"),
    ],
)
def test_a_list_speaks_of_its_own_persons_on_its_own_day(
    tmp_path: Path, where: str, declared: str, assume: str, expected: str
) -> None:
    assert verdicts_of(tmp_path, where, declared, assume) == expected


def test_a_dash_for_a_number_is_no_number_in_common(tmp_path: Path) -> None:
    paper = "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>{}</NUMBER>"
    paper += "<ISSUING_COUNTRY>Freedonia</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>"
    for number, pairs in (("X1", 1), ("-", 0)):
        jane = f"{paper.format(number)}<FIRST_NAME>JANE"
        text = UN.replace("X1", number).replace("<FIRST_NAME>JANE", jane)
        import_list([un_list(tmp_path, text)], tmp_path / "r")
        assert len(twins(tmp_path / "r").pairs) == pairs


def test_a_list_without_a_day_says_no_to_nobody(tmp_path: Path) -> None:
    import_list(trio(tmp_path), tmp_path / "r")
    register = load_register(tmp_path / "r").register
    assert register.tables["designations"].complete_for == ()


def test_who_is_declared_different_is_not_joined(tmp_path: Path) -> None:
    same = tmp_path / "declared.csv"
    same.write_text("person_id,same_as,different_from\nun-1,ofac-101,\nofac-101,,un-1\n")
    with pytest.raises(RequestError, match="declared different"):
        import_list(lists(tmp_path), tmp_path / "r", ImportOptions(same=str(same)))
    same.write_text("person_id,same_as,different_from\nun-1,ofac-101,ofac-104\n")
    with pytest.raises(RegisterError, match="one of the two"):
        import_list(lists(tmp_path), tmp_path / "r", ImportOptions(same=str(same)))
