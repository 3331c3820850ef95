"""Lists come in whole, the same way twice, and what is wrong with them is named."""

import csv
import json
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from narrow import inquiry
from narrow.errors import RegisterError, RequestError
from narrow.lists.import_log import Brought
from narrow.lists.importing import ImportOptions, import_list
from narrow.registers.opening import load_register
from narrow.report.data import schema
from tests.conftest import Told
from tests.lists import advanced
from tests.lists.european import EU_ROWS, EU_XML, UK_ROWS, eu_csv, uk_csv
from tests.lists.lists import ADD, ALT, COMMENTS, SDN, SDN_XML, UN, trio, un_list

LISTS = Path(__file__).parents[3] / "shared" / "lists"
CASE = """\
narrow: 1
kind: case
id: imported
title: Who on an imported list
status: test
author: narrow
modified: "2026-11-22"
silence: [N104, N105, N106, N107]
as_of: "{day}"
knowledge: latest
subject: {{kind: published-list, purpose: "try an imported list"}}
sources:
  s: {{title: "s", published: "{day}", grade: B2}}
clues:
  - {{id: man, quote: "a man", source: s, person: {{gender: male}}}}
  - id: listed
    quote: listed
    source: s
    some: designations
    where: {{authority: {authority}, program: {program}}}
"""


def table(folder: Path, role: str) -> list[dict[str, str]]:
    with (folder / f"{role}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def adds_up(found: Brought) -> None:
    assert sum(found.read.values()) == found.taken + found.refused + sum(found.set_aside.values())


def test_a_post_that_the_list_calls_former_was_over_on_its_day(tmp_path: Path) -> None:
    rows = [
        '1,"DOE, Jo","individual","X","former Governor of Sylvania; Minister of Defense",'
        + ",".join(["-0- "] * 6)
        + ',"DOB 1950."'
    ]
    (tmp_path / "sdn.csv").write_text("\n".join(rows) + "\n")
    for day, ended in (("2019-01-31", ["2019-01-31", ""]), ("", ["", ""])):
        import_list([tmp_path / "sdn.csv"], tmp_path / "r", ImportOptions(published=day))
        posts = table(tmp_path / "r", "posts")
        assert [row["said_as"] for row in posts] == ["former", ""]  # silence says nothing of now
        assert [row["ended_by"] for row in posts] == ended
        assert [row["end"] for row in posts] == ["", ""]


def test_the_four_files_of_ofac_become_a_register(tmp_path: Path) -> None:
    files = trio(tmp_path, add=ADD, alt=ALT, comments=COMMENTS)
    found = import_list(files, tmp_path / "r")
    adds_up(found)
    assert (found.taken, found.refused) == (2 + 2 + 2 + 1, 0)
    assert found.set_aside == {
        "add row of entity": 1,
        "alt row of entity": 1,
        "entity": 1,
        "vessel": 1,
    }
    doe, roe = table(tmp_path / "r", "persons")
    assert doe["person_id"] == "ofac-101"
    assert (doe["name"], doe["name_as_given"]) == ("John DOE", "DOE, John")
    assert doe["also_known_as"] == "Johnny DOE;John ROW;THE DOE"
    assert doe["birth_date"] == "1939-01-31;1940~"
    assert doe["birth_date_as_given"] == "31 Jan 1939;circa 1940"
    assert doe["nationality"] == "Freedonia;Sylvania"
    assert (doe["citizenship"], doe["gender"]) == ("Freedonia", "male")
    assert doe["left_over"] == "collects stamps. continued"
    assert roe["birth_date"] == ""  # one of the two is not understood, so neither is sure
    assert roe["birth_date_as_given"] == "30 Feb 1950;1951"
    assert {(one.column, one.value) for one in found.unread} == {
        ("remarks", "collects stamps. continued"),
        ("birth_date", "30 Feb 1950"),
    }


def test_the_facts_of_a_person_have_tables_of_their_own(tmp_path: Path) -> None:
    import_list(trio(tmp_path, alt=ALT, add=ADD), tmp_path / "r")
    listed = table(tmp_path / "r", "designations")
    assert [(d["person_id"], d["program"], d["listed_on"]) for d in listed] == [
        ("ofac-101", "ALPHA", ""),
        ("ofac-101", "BETA", ""),
        ("ofac-104", "BETA", ""),
    ]
    names = table(tmp_path / "r", "names")
    assert [(n["name"], n["kind"], n["quality"]) for n in names] == [
        ("Johnny DOE", "aka", "good"),
        ("John ROW", "fka", "good"),
        ("THE DOE", "aka", "low"),
    ]
    (paper,) = table(tmp_path / "r", "identifications")
    assert (paper["kind"], paper["number"], paper["country"]) == ("Passport", "X123", "Freedonia")
    (relation,) = table(tmp_path / "r", "relations")
    assert (relation["kind"], relation["to_name"]) == ("linked-to", "ACME, S.A.")
    (address,) = table(tmp_path / "r", "addresses")
    assert (address["city"], address["source_id"]) == ("Springfield", "ofac-add")
    posts = table(tmp_path / "r", "posts")
    assert {post["title_as_given"] for post in posts} == {"Former Minister of Finance"}


def test_the_un_list_becomes_a_register(tmp_path: Path) -> None:
    found = import_list([un_list(tmp_path)], tmp_path / "r")
    adds_up(found)
    assert (found.taken, found.set_aside) == (2, {"entity": 1})
    doe, jane = table(tmp_path / "r", "persons")
    assert (doe["person_id"], doe["name"], doe["gender"]) == ("un-1", "JOHN DOE", "male")
    assert doe["birth_date"] == "1960~;1963/1965"
    assert jane["birth_date"] == "1963-04"
    first, second = table(tmp_path / "r", "designations")
    assert (first["listed_on"], first["delisted_on"]) == ("2012-12-31", "..")
    assert second["listed_on"] == ""
    assert ("listed_on", "2012-02-31") in {(u.column, u.value) for u in found.unread}
    (alias,) = table(tmp_path / "r", "names")
    assert (alias["name"], alias["quality"]) == ("The Doe", "low")
    package = json.loads((tmp_path / "r" / "datapackage.json").read_text())
    assert package["narrow"]["known_until"] == "2026-02-27"


def test_what_the_un_says_beside_a_name_is_kept(tmp_path: Path) -> None:
    alias = "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Doe</ALIAS_NAME>"
    more = (
        "<DATE_OF_BIRTH>1971-03-09</DATE_OF_BIRTH><CITY_OF_BIRTH>Quorrat</CITY_OF_BIRTH>"
        "<COUNTRY_OF_BIRTH>Sylvania</COUNTRY_OF_BIRTH><NOTE>used until 2001</NOTE>"
        "</INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME/>"
        "<DATE_OF_BIRTH>1964 - 1965</DATE_OF_BIRTH><COUNTRY_OF_BIRTH>Sylvania</COUNTRY_OF_BIRTH>"
        "</INDIVIDUAL_ALIAS><INDIVIDUAL_PLACE_OF_BIRTH><CITY>Port</CITY><NOTE>or near it</NOTE>"
        "</INDIVIDUAL_PLACE_OF_BIRTH>"
        "<INDIVIDUAL_ALIAS><ALIAS_NAME/><DATE_OF_BIRTH>null</DATE_OF_BIRTH>"
    )
    found = import_list([un_list(tmp_path, UN.replace(alias, alias + more))], tmp_path / "r")
    doe, _ = table(tmp_path / "r", "persons")
    assert doe["birth_date"] == "1960~;1963/1965;1971-03-09;1964/1965"
    assert doe["birth_date_as_given"].endswith("1971-03-09;1964 - 1965;null")
    assert found.unread_by["birth_date"] == 1
    assert doe["birth_place"] == "Port;Quorrat, Sylvania"
    assert doe["left_over"] == (
        "The Doe: used until 2001; a further birth or place: Low; place of birth: or near it"
    )
    assert [name["name"] for name in table(tmp_path / "r", "names")] == ["The Doe"]


def test_a_span_of_births_that_the_un_calls_approximate_is_wider_than_it(tmp_path: Path) -> None:
    for more, expected in (("", "1960~;1963/1965"), ("Approximately", "1960~;1963~/1965~")):
        text = UN.replace("<TO_YEAR>1965</TO_YEAR>", f"<TO_YEAR>1965</TO_YEAR><NOTE>{more}</NOTE>")
        import_list([un_list(tmp_path, text)], tmp_path / "r")
        assert table(tmp_path / "r", "persons")[0]["birth_date"] == expected


def test_a_birth_of_another_name_that_is_none_makes_all_unsure(tmp_path: Path) -> None:
    alias = "<ALIAS_NAME>The Doe</ALIAS_NAME>"
    text = UN.replace(alias, f"{alias}<DATE_OF_BIRTH>2018-02-30</DATE_OF_BIRTH>")
    found = import_list([un_list(tmp_path, text)], tmp_path / "r")
    doe, _ = table(tmp_path / "r", "persons")
    assert doe["birth_date"] == ""
    assert ("birth_date", "2018-02-30") in {(u.column, u.value) for u in found.unread}


def test_a_paper_of_the_un_without_a_number_and_a_post_code_are_kept(tmp_path: Path) -> None:
    text = UN.replace("<NUMBER>X1</NUMBER>", "<NOTE>No. X1, seized</NOTE>")
    text = text.replace(
        "<COUNTRY>Sylvania", "<CITY>Port</CITY><ZIP_CODE>00099</ZIP_CODE><COUNTRY>Sylvania"
    )
    import_list([un_list(tmp_path, text)], tmp_path / "r")
    (paper,) = table(tmp_path / "r", "identifications")
    assert (paper["kind"], paper["number"], paper["country"]) == ("Passport", "", "Freedonia")
    assert paper["as_given"] == "Passport No. X1, seized Freedonia"
    (place,) = table(tmp_path / "r", "addresses")
    assert place["city"] == "Port 00099"


def test_the_xml_of_ofac_becomes_a_register(tmp_path: Path) -> None:
    found = import_list([un_list(tmp_path, SDN_XML)], tmp_path / "r")
    adds_up(found)
    assert (found.form, found.taken, found.set_aside) == ("ofac-xml", 1, {"entity": 1})
    assert [(one.line, "'wizard'" in one.reason) for one in found.refusals] == [(20, True)]
    (doe,) = table(tmp_path / "r", "persons")
    assert (doe["person_id"], doe["name"], doe["gender"]) == ("ofac-101", "John DOE", "male")
    assert (doe["birth_date"], doe["nationality"]) == ("1940~;1939-01-31", "Freedonia")
    assert (doe["left_over"], doe["name_as_given"]) == ("", "DOE, John")
    listed = table(tmp_path / "r", "designations")
    assert [(d["program"], d["delisted_on"]) for d in listed] == [("ALPHA", ".."), ("BETA", "..")]
    (alias,) = table(tmp_path / "r", "names")
    assert (alias["name"], alias["kind"], alias["quality"]) == ("THE DOE", "aka", "low")
    (paper,) = table(tmp_path / "r", "identifications")
    assert (paper["kind"], paper["number"], paper["country"]) == ("Passport", "X123", "Freedonia")
    (relation,) = table(tmp_path / "r", "relations")
    assert relation["to_name"] == "ACME"
    (source,) = table(tmp_path / "r", "sources")
    assert source["published"] == "2019-01-31"


def test_a_gender_of_ofac_that_is_none_is_no_code(tmp_path: Path) -> None:
    found = import_list([un_list(tmp_path, SDN_XML.replace(">Male<", ">Unknown<"))], tmp_path / "r")
    (doe,) = table(tmp_path / "r", "persons")
    assert (doe["gender"], doe["gender_as_given"]) == ("", "Unknown")
    assert found.unread_by["gender"] == 1


def test_a_case_runs_on_an_imported_list(tmp_path: Path) -> None:
    import_list(trio(tmp_path), tmp_path / "r")
    case = tmp_path / "imported.yaml"
    case.write_text(CASE.format(day="2019-01-31", authority="US-OFAC", program="ALPHA"))
    answer = inquiry.run(case, data=tmp_path / "r")
    assert (answer.counts.met, answer.counts.total) == (0, 2)  # a listing without a date is open
    assert answer.counts.in_doubt == 1
    import_list(trio(tmp_path), tmp_path / "r", ImportOptions(published="2019-01-31"))
    answer = inquiry.run(case, data=tmp_path / "r")
    assert answer.counts.met == 1  # whoever is on the list of that day was listed by then
    import_list([un_list(tmp_path)], tmp_path / "u")
    case.write_text(CASE.format(day="2019-01-31", authority="UN-SC", program="Freedonia"))
    answer = inquiry.run(case, data=tmp_path / "u")
    assert (answer.counts.met, answer.counts.total) == (1, 2)


def test_a_part_of_a_list_without_programmes_is_complete_for_nobody(tmp_path: Path) -> None:
    bare = SDN
    for programs in ('"ALPHA] [BETA"', '"ALPHA"', '"BETA"'):
        bare = bare.replace(programs, "-0- ")
    import_list(trio(tmp_path, bare), tmp_path / "r", ImportOptions(published="2019-06-30"))
    assert load_register(tmp_path / "r").register.tables["designations"].complete_for == ()


def test_a_refused_row_of_somebody_who_was_taken_leaves_no_list_complete(tmp_path: Path) -> None:
    again = SDN.splitlines()[3].replace("BETA", "ALPHA") + "\n"  # Jane Roe, under another programme
    un_again = UN.replace("<DATAID>2<", "<DATAID>1<")
    xml_again = SDN_XML.replace("<uid>102</uid>", "<uid>101</uid>")
    sylvania = EU_ROWS[2] | {"Entity_Regulation_Programme": "SYL"}
    torn = eu_csv(sylvania).rstrip()[:-1] + "\n"
    nameless = eu_csv(sylvania | {"Entity_LogicalId": ""})
    eu_again = EU_XML.replace('logicalId="12"', 'logicalId="11"')
    uk_again = uk_csv(UK_ROWS[1] | {"Unique ID": "", "Regime Name": "Another"})
    for whole, lacking in (
        (SDN + "x" + again, SDN + again),
        (UN, un_again),
        (SDN_XML, xml_again),
        (eu_csv(), torn),
        (eu_csv(), nameless),
        (EU_XML, eu_again),
        (uk_csv(), uk_again),
    ):
        for text, complete in ((whole, True), (lacking, False)):
            found = import_list(
                trio(tmp_path, text), tmp_path / "r", ImportOptions(published="2019-06-30")
            )
            adds_up(found)
            register = load_register(tmp_path / "r").register
            assert bool(register.tables["designations"].complete_for) is complete
            assert any("not complete" in said for said in found.notes) is not complete


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (UN.replace("2026-02-27T", "2026-02-30T"), "2026-02-30T00:00:09.554Z"),
        (SDN_XML.replace("01/31/2019", "31 Jan 2019"), "31 Jan 2019"),
        (SDN_XML.replace("01/31/2019", "02/30/2019"), "02/30/2019"),
        (EU_XML.replace("2026-11-20T", "2026-11T"), "2026-11T17:00:34.049+01:00"),
        (eu_csv().replace("20/11/2026", "2026/11/20"), "2026/11/20"),
        (uk_csv().replace("23-Sep-2026", "31-Sep-2026"), "31-Sep-2026"),
        (advanced.LIST.replace(advanced.day("2019-06-30"), "<Year>2019</Year>"), "2019"),
    ],
)
def test_a_day_of_the_list_that_is_none_is_told(tmp_path: Path, text: str, given: str) -> None:
    found = import_list(trio(tmp_path, text), tmp_path / "r")
    assert ("day of the list", given) in {(one.column, one.value) for one in found.unread}
    assert load_register(tmp_path / "r").register.known_until is None


def test_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    files = trio(tmp_path, alt=ALT, add=ADD)
    import_list(files, tmp_path / "r")
    before = contents(tmp_path / "r")
    import_list(list(reversed(files)), tmp_path / "r")
    assert contents(tmp_path / "r") == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('105,"X, Y","individual","A"', "4 cells"),
        ('101,"X, Y","individual"' + ",-0-" * 9, "repeats"),
        ('abc,"X, Y","individual"' + ",-0-" * 9, "not the number"),
        ('105,"X, Y","wizard"' + ",-0-" * 9, "no kind of entry"),
        ('105,-0-,"individual"' + ",-0-" * 9, "no name"),
        ('105,"X\0, Y","individual"' + ",-0-" * 9, "NUL"),
        ('105,"X, Y","individual"' + ",-0-" * 8 + ',"torn', "not CSV"),
        (f'105,"{"x" * 10_000_000}","individual"' + ",-0-" * 9, "not CSV: field larger"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_line(
    tmp_path: Path, row: str, reason: str
) -> None:
    found = import_list(trio(tmp_path, SDN + row), tmp_path / "r")
    adds_up(found)
    (refusal,) = found.refusals
    assert (refusal.file, refusal.line) == ("one.txt", 5)
    assert reason in refusal.reason
    assert found.taken == 2


def test_the_rows_after_a_broken_one_are_read(tmp_path: Path) -> None:
    found = import_list(trio(tmp_path, SDN.replace("102,", "102,9,9,")), tmp_path / "r")
    assert (found.refused, found.taken) == (1, 2)
    found = import_list(trio(tmp_path, SDN.replace("SEA BIRD", "s" * 10_000_000)), tmp_path / "r")
    assert (found.refused, found.taken) == (1, 2)


def test_an_old_encoding_is_read_and_noted(tmp_path: Path) -> None:
    sdn = SDN.replace("DOE, John", "DOÉ, John").encode("latin-1")
    found = import_list(trio(tmp_path, sdn), tmp_path / "r")
    assert table(tmp_path / "r", "persons")[0]["name"] == "John DOÉ"
    assert list(found.notes.values()) == [1]
    import_list(trio(tmp_path, b"\xef\xbb\xbf" + SDN.encode()), tmp_path / "r")
    assert table(tmp_path / "r", "persons")[0]["person_id"] == "ofac-101"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "an empty file"),
        (b"PK\x03\x04rest", "a zip file"),
        (b"\x1f\x8brest", "gzip"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"<sdnList><a/></sdnList>", "sdn.xml"),
        (b"a,b,c\n1,2,3\n", "no list that narrow knows"),
        (UN.encode(), "the UN consolidated list, XML, not like OFAC"),
    ],
)
def test_a_wrong_file_is_named_as_such(tmp_path: Path, text: bytes, says: str) -> None:
    with pytest.raises(RequestError, match=says):
        import_list(trio(tmp_path, text), tmp_path / "r", ImportOptions(form="ofac-csv"))
    assert not (tmp_path / "r").exists()


def test_the_ofac_list_is_no_un_list(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="looks like OFAC's SDN list, legacy CSV, not like"):
        import_list(trio(tmp_path), tmp_path / "r", ImportOptions(form="un"))
    with pytest.raises(RequestError, match="no form 'ofac-cvs'; did you mean 'ofac-csv'"):
        import_list(trio(tmp_path), tmp_path / "r", ImportOptions(form="ofac-cvs"))


def test_a_header_only_has_no_person(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="no person in it was taken"):
        import_list(trio(tmp_path, "ent_num" + ",x" * 11 + "\n"), tmp_path / "r")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [BOMB, OUTSIDE])
def test_a_document_type_is_refused(tmp_path: Path, prolog: str) -> None:
    path = un_list(tmp_path, UN.replace("<CONS", prolog + "<CONS", 1).replace("JANE", "&a;"))
    with pytest.raises(RequestError, match="document type"):
        import_list([path], tmp_path / "r")
    # Where the head is long enough to hide it from the first look, the reader refuses it.
    path = un_list(tmp_path, UN.replace("<CONS", "<!--" + "x" * 5000 + "-->" + prolog + "<CONS", 1))
    with pytest.raises((RequestError, RegisterError)):
        import_list([path], tmp_path / "r")
    assert not (tmp_path / "r").exists()


def test_a_torn_list_is_not_taken(tmp_path: Path) -> None:
    for torn in (UN[:-200], UN.replace("JANE", "JA\0NE"), UN.replace("JANE", "<a>" * 99)):
        with pytest.raises(RegisterError):
            import_list([un_list(tmp_path, torn)], tmp_path / "r")
        assert not (tmp_path / "r").exists()


def test_records_that_cannot_be_taken_are_refused(tmp_path: Path) -> None:
    text = UN.replace("<DATAID>2<", "<DATAID>1<")
    (refusal,) = import_list([un_list(tmp_path, text)], tmp_path / "r").refusals
    assert (refusal.line, "repeats" in refusal.reason) == (16, True)
    text = UN.replace("JANE", "J" * 10_000_000)
    (refusal,) = import_list([un_list(tmp_path, text)], tmp_path / "r").refusals
    assert "characters" in refusal.reason


def test_strict_leaves_the_old_register(tmp_path: Path, told: Told) -> None:
    clean = '101,"DOE, John","individual","A"' + ",-0-" * 8 + "\n"
    into = tmp_path / "r"
    ended = told("import", str(trio(tmp_path, clean)[0]), "--into", str(into), "--strict")
    assert ended.code == 0
    before = contents(into)
    ended = told("import", str(trio(tmp_path)[0]), "--into", str(into), "--strict")
    assert ended.code == 1
    assert "nothing was made" in ended.err
    assert contents(into) == before


def test_what_no_import_made_is_not_replaced(tmp_path: Path) -> None:
    files = trio(tmp_path)
    with pytest.raises(RequestError, match="not made by an import"):
        import_list(files, tmp_path)
    import_list(files, tmp_path / "r")
    (tmp_path / "r" / "my-notes.txt").write_text("mine")
    with pytest.raises(RequestError, match="not made by an import"):
        import_list(files, tmp_path / "r")


KILLED = """
import sys
from narrow.lists.writer import FolderSink
from narrow.lists.importing import ImportOptions, import_list
import os, signal
real = FolderSink.row
def row(self, role, cells):
    real(self, role, cells)
    if role == "designations":
        os.kill(os.getpid(), signal.SIGKILL)
FolderSink.row = row
import_list([sys.argv[1]], sys.argv[2])
"""


def test_a_killed_import_leaves_the_old_register(tmp_path: Path) -> None:
    (source,) = trio(tmp_path)
    import_list([source], tmp_path / "r")
    before = contents(tmp_path / "r")
    call = [sys.executable, "-c", KILLED, str(source), str(tmp_path / "r")]
    assert subprocess.run(call, check=False).returncode == -signal.SIGKILL
    assert contents(tmp_path / "r") == before
    assert list(tmp_path.glob(".r.part-*"))  # what the killed one left is swept by the next
    (tmp_path / "r").rename(tmp_path / ".r.old")  # killed between the two renames
    import_list([source], tmp_path / "r")
    assert contents(tmp_path / "r") == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_report_is_shown_and_given_as_data(tmp_path: Path, told: Told) -> None:
    (source,) = trio(tmp_path, SDN + "x\n")
    ended = told("import", str(source), "--into", str(tmp_path / "r"))
    assert ended.code == 0
    assert "one.txt:5" in ended.out
    assert "1 refused of 5" in " ".join(ended.out.split())
    assert "30 Feb 1950" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80
    ended = told("import", str(source), "--into", str(tmp_path / "r"), "--format", "json")
    data = json.loads(ended.out)
    jsonschema.validate(data, schema("import"))
    assert data["refusals"][0]["line"] == 5


@pytest.mark.skipif(not LISTS.is_dir(), reason=f"the real lists are not at {LISTS}")
def test_the_real_lists_come_in(tmp_path: Path) -> None:
    found = import_list(sorted(LISTS.glob("ofac-2019-01-*.csv")), tmp_path / "o")
    adds_up(found)
    assert (found.refused, found.written["persons"]) == (0, 3845)
    assert {k: found.set_aside[k] for k in ("entity", "vessel", "aircraft")} == {
        "entity": 2994,
        "vessel": 323,
        "aircraft": 217,
    }
    assert found.unread_by.get("birth_date", 0) == 0
    found = import_list([LISTS / "un-consolidated.xml"], tmp_path / "u")
    adds_up(found)
    assert (found.taken, found.set_aside, found.refused) == (730, {"entity": 273}, 0)
