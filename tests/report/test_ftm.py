"""Those who fit go out as FollowTheMoney entities, and come back in as the same persons and posts."""

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from narrow import inquiry
from narrow.errors import RequestError
from narrow.lists.importing import import_list
from narrow.model.cases import Source
from narrow.model.evidence import CARE, Evidence, Person
from narrow.model.verdicts import Verdict
from narrow.registers.opening import load_register
from narrow.report import ftm as ftm_entities
from narrow.report import ftm as ftm_lines
from tests.conftest import Told
from tests.lists.entities import ALL, entity, entity_file

CASE = "wola-2018-former-commanders"
DAY = r"\d{4}(-\d\d(-\d\d)?)?"
TEXT, URL, CODE = r"\S.*", r"https?://\S+", r"[a-z]{2}"
# The properties that are written, of followthemoney 4.11, each with what it may look like.
THING = {"name": TEXT, "alias": TEXT, "notes": TEXT, "summary": TEXT, "description": TEXT,
         "publisher": TEXT, "sourceUrl": URL, "country": CODE, "topics": TEXT}  # fmt: skip
INTERVAL = {"startDate": DAY, "endDate": DAY, "date": DAY, "status": TEXT, "summary": TEXT,
            "description": TEXT, "publisher": TEXT, "sourceUrl": URL}  # fmt: skip
SCHEMATA: dict[str, dict[str, str]] = {
    "Person": THING | {"birthDate": DAY, "deathDate": DAY, "birthPlace": TEXT, "position": TEXT,
                       "gender": "male|female|other", "citizenship": CODE, "nationality": CODE},
    "Position": THING | {"subnationalArea": TEXT, "inceptionDate": DAY, "dissolutionDate": DAY},
    "Occupancy": INTERVAL | {"holder": TEXT, "post": TEXT},
    "Sanction": INTERVAL | {"entity": TEXT, "authority": TEXT, "program": TEXT, "programId": TEXT,
                            "listingDate": DAY, "reason": TEXT, "authorityId": TEXT},
}  # fmt: skip

IMPORTED = """\
narrow: 1
kind: case
id: garrison
title: Who of Meridia's list led a garrison
status: test
author: narrow
modified: "2026-11-22"
silence: [N104, N105, N106, N107]
as_of: "2026-11-20"
knowledge: latest
subject: {{kind: invented, purpose: "try an export"}}
sources:
  s: {{title: "s", published: "2026-11-20", grade: B2}}
clues:
  - {{id: post, quote: "led a garrison", source: s, some: posts, where: {{role: commander}}, role: {role}}}
  - {{id: listed, quote: "listed for corruption", source: s, role: supporting,
      some: designations, where: {{program: CORRUPTION}}}}
"""


def read(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def case(folder: Path, role: str = "required") -> Path:
    path = folder / "garrison.yaml"
    path.write_text(IMPORTED.format(role=role), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def worked() -> list[dict[str, Any]]:
    return read(ftm_lines.lines(inquiry.run(CASE)))


def of(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [one for one in entities if one["schema"] == schema]


def test_only_those_who_fit_are_written(worked: list[dict[str, Any]]) -> None:
    answer = inquiry.run(CASE)
    fit = {f.person.id for f in answer.findings if f.status is Verdict.MET}
    assert {one["id"] for one in of(worked, "Person")} == fit
    assert len(fit) == answer.counts.met


def test_every_entity_is_one_that_followthemoney_takes(worked: list[dict[str, Any]]) -> None:
    ids = {one["id"] for one in worked}
    assert len(ids) == len(worked)
    for one in worked:
        assert set(one) <= {"id", "schema", "properties", "datasets", "last_seen"}
        assert one["datasets"]
        assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in one["datasets"])
        for name, values in one["properties"].items():
            pattern = SCHEMATA[one["schema"]][name]
            assert values
            assert all(re.fullmatch(pattern, value, re.DOTALL) for value in values), (name, values)
        for end in ("holder", "post", "entity"):
            assert set(one["properties"].get(end, ())) <= ids


def test_the_package_itself_takes_them(worked: list[dict[str, Any]]) -> None:
    package = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    for one in worked:
        proxy = package.model.get_proxy(one, cleaned=False)
        assert proxy.schema.name == one["schema"]
        assert {n: sorted(v) for n, v in proxy.to_dict()["properties"].items()} == {
            name: sorted(values) for name, values in one["properties"].items()
        }
        package.model.get(one["schema"]).validate(one)


def test_nobody_stands_there_without_the_count_and_the_care(worked: list[dict[str, Any]]) -> None:
    for person in of(worked, "Person"):
        fits, *more = person["properties"]["notes"]
        assert fits.startswith("Fits the description of the case ")
        assert "14 fit, 9 in doubt, 7 without record, 47 do not: 14 to 30 of 77" in fits
        assert more[-1] == CARE
        assert "topics" not in person["properties"]
    said = json.dumps(worked).lower()
    assert not re.search(r"\bsuspect|\bguilty|\bchance of|\bbits\b", said)


def test_what_speaks_against_is_said(tmp_path: Path) -> None:
    person = entity("p3", "Person", name="Cy Moe")
    held = entity("o3", "Occupancy", holder="p3", post="pos1", startDate="2001")
    import_list([entity_file(tmp_path, [*ALL, person, held])], tmp_path / "r")
    made = read(ftm_lines.lines(inquiry.run(case(tmp_path), data=tmp_path / "r")))
    notes = {p["id"]: " ".join(p["properties"]["notes"]) for p in of(made, "Person")}
    assert set(notes) == {"p1", "p3"}
    assert "Not known: “listed for corruption” (no record, supporting)." in notes["p3"]
    assert "listed for corruption" not in notes["p1"]
    assert [one["properties"]["entity"] for one in of(made, "Sanction")] == [["p1"]]


def test_nobody_who_fits_a_case_about_an_unnamed_source_is_exported(told: Told) -> None:
    ended = told("run", "meridian-garrison-source", "--format", "ftm")
    assert (ended.code, ended.out) == (2, "")
    assert "an unnamed source is not exported" in ended.err


def test_a_case_that_requires_nothing_has_nobody_to_write(tmp_path: Path) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "r")
    answer = inquiry.run(case(tmp_path, "supporting"), data=tmp_path / "r")
    with pytest.raises(RequestError, match="no clue of this case is required"):
        ftm_lines.lines(answer)


def test_the_same_answer_gives_the_same_lines(worked: list[dict[str, Any]]) -> None:
    assert read(ftm_lines.lines(inquiry.run(CASE))) == worked


def table(folder: Path, role: str) -> list[dict[str, str]]:
    with (folder / f"{role}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_goes_out_comes_back_in(tmp_path: Path) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "r")
    path = tmp_path / "out.json"
    path.write_text(ftm_lines.lines(inquiry.run(case(tmp_path), data=tmp_path / "r")))
    found = import_list([path], tmp_path / "again")
    assert (found.refused, found.unread_total) == (0, 0)
    (before,) = [p for p in table(tmp_path / "r", "persons") if p["person_id"] == "p1"]
    (after,) = table(tmp_path / "again", "persons")
    for name in ("person_id", "name", "also_known_as"):
        assert after[name] == before[name]
    (post,) = [p for p in table(tmp_path / "r", "posts") if p["role"] == "commander"]
    (again,) = table(tmp_path / "again", "posts")
    (listed,) = table(tmp_path / "again", "designations")
    assert (listed["program"], listed["listed_on"]) == ("CORRUPTION", "2018-03-01")
    assert (listed["delisted_on"], listed["in_force_on"]) == ("", "2026-11-01")
    for name in ("title", "role", "start", "end", "ended_by", "said_as", "source_id"):
        assert again[name] == post[name], name


def test_the_worked_example_comes_back_in(tmp_path: Path, worked: list[dict[str, Any]]) -> None:
    path = entity_file(tmp_path, worked)
    found = import_list([path], tmp_path / "r")
    assert found.refused == 0
    assert set(found.unread_by) <= {"title"}
    people, posts = table(tmp_path / "r", "persons"), table(tmp_path / "r", "posts")
    assert {p["person_id"] for p in people} == {one["id"] for one in of(worked, "Person")}
    assert {(p["person_id"], p["title_as_given"], p["start"]) for p in posts} == {
        (
            one["properties"]["holder"][0],
            next(
                p["properties"]["name"][0]
                for p in of(worked, "Position")
                if p["id"] == one["properties"]["post"][0]
            ),
            one["properties"].get("startDate", [""])[0],
        )
        for one in of(worked, "Occupancy")
    }


def test_what_followthemoney_would_not_take_is_said_in_words(tmp_path: Path) -> None:
    import_list([entity_file(tmp_path)], tmp_path / "r")
    register = load_register(tmp_path / "r").register
    cells = {
        "title": "Guard\0 of the\nGate",
        "country": "mt;Freedonia",
        "start": "2009~",
        "end": "..",
        "held_on": "2012-03",
    }
    row = Evidence(
        "posts", 1, "says", Verdict.MET, sources=(Source("A b"), Source("c", url="ftp://x")), cells=cells
    )  # fmt: skip
    post, held = (made.json() for made in ftm_entities.entities_of("p1", register, row))
    assert post["properties"] == {
        "name": ["Guard of the Gate"],
        "country": ["mt"],
        "description": ["country: Freedonia"],
    }
    assert held["datasets"] == ["a_b", "c"]
    assert held["properties"]["description"] == ["startDate: 2009~", "sourceUrl: ftp://x"]
    assert held["properties"]["status"] == ["current"]
    assert held["properties"]["date"] == ["2012-03"]
    assert "startDate" not in held["properties"]
    person = ftm_entities.person_of(Person(0, "p1", "A", ("A", "B")), register, [])
    assert person.json()["properties"] == {"name": ["A"], "alias": ["A", "B"]}


def test_the_command_writes_lines(told: Told, tmp_path: Path) -> None:
    ended = told("run", CASE, "--format", "ftm")
    assert (ended.code, ended.err) == (0, "")
    assert len(of(read(ended.out), "Person")) == 14
    out = tmp_path / "x.json"
    assert told("run", CASE, "--format", "ftm", "--out", str(out)).code == 0
    assert out.read_text(encoding="utf-8") == ended.out


@pytest.mark.parametrize("name", [CASE, "meridian-harbour-memo"])
def test_whoever_is_not_written_is_counted(name: str) -> None:
    answer = inquiry.run(name)
    assert ftm_lines.left_out(answer) == 0
    more = replace(answer.counts, met=answer.counts.met + 7)
    assert ftm_lines.left_out(replace(answer, counts=more)) == 7


def test_only_a_run_knows_this_form(told: Told) -> None:
    assert "'ftm'" in told("run", CASE, "--format", "ftn").err
    ended = told("funnel", CASE, "--format", "ftm")
    assert ended.code == 2
    assert "no format 'ftm'" in ended.err
