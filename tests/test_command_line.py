"""The command line: what it prints, how it ends, and that nothing bad ends in a traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).parent.parent
FITS = "wola-2018-former-commanders"
MEMO = "meridian-harbour-memo"
ACTIVE = "wola-2018-active-when-listed"
CARE = "Fitting a description is no evidence of anything."

CASE = """narrow: 1
kind: case
id: small
title: A small case
register: venezuela-2018
as_of: 2018-09-08
subject: {kind: invented}
sources: {s: {title: T}}
clues:
  - id: one
    quote: q
    source: s
    some: posts
    where: {sector: military}
"""


def told(*words: str, at: Path = ROOT) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "narrow", *words],
        capture_output=True,
        text=True,
        cwd=at,
        env=env,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def data(*words: str) -> dict[str, Any]:
    done = told(*words, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def desk(folder: Path, case: str = CASE, name: str = "small") -> Path:
    (folder / "rules" / "cases").mkdir(parents=True, exist_ok=True)
    (folder / "rules" / "cases" / f"{name}.yaml").write_text(case, encoding="utf-8")
    return folder


def register(folder: Path) -> Path:
    copied = folder / "copy"
    shutil.copytree(ROOT / "datasets" / "venezuela-2018", copied)
    return copied


# --- what it prints ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["attribute", "case", "vocabulary"])
def test_a_schema_of_rules_is_a_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(told("schema", kind).stdout))


@pytest.mark.parametrize(
    "words",
    [
        ("run", FITS),
        ("why", FITS, "makled-garcia-walid"),
        ("funnel", FITS),
        ("tally", ACTIVE, "--by", "year"),
    ],
)
def test_care_and_the_size_of_the_list_stand_in_every_answer(words: tuple[str, ...]) -> None:
    shown = " ".join(told(*words).stdout.split())
    assert CARE in shown
    assert data(*words)["care"].startswith(CARE)
    for word in ("suspect", "guilty", "culprit", "chance", "probab"):
        assert word not in shown.lower().replace("probably-former", "")


def test_eighty_columns_are_enough() -> None:
    for words in (("run", FITS), ("funnel", FITS), ("tally", ACTIVE, "--by", "year"), ("list",)):
        assert max(len(line.rstrip()) for line in told(*words).stdout.splitlines()) <= 80


def test_all_names_everybody() -> None:
    some, everybody = data("run", FITS), data("run", FITS, "--all")
    assert {f["status"] for f in some["findings"]} == {"met", "in_doubt"}
    assert {f["status"] for f in everybody["findings"]} == {"met", "in_doubt", "no_record"}
    assert len(everybody["findings"]) + len(everybody["ruled_out"]) == everybody["population"]


def test_an_exclusion_keeps_the_rank_it_would_have_had() -> None:
    (by_hand,) = [r for r in data("run", MEMO)["ruled_out"] if r["by"] == "hand"]
    assert by_hand["would_rank"] > 1
    assert by_hand["source"]["id"]


def test_somebody_who_is_marked_stays_on_the_list() -> None:
    found = data("run", FITS)
    (marked,) = found["marked"]
    assert marked["person"]["id"] == "cabello-rondon-diosdado"
    assert (marked["status"], marked["source"]["id"]) == ("in_doubt", "wola")
    assert marked["person"]["id"] in {one["person"]["id"] for one in found["findings"]}


def test_later_facts_are_masked_and_listed() -> None:
    early = data("run", FITS, "--as-of", "2015-12-31")
    assert early["masked_total"] > 100
    assert all(m["says"] for m in early["masked"])
    assert data("run", FITS)["masked"] == []


def test_out_is_written_beside_and_renamed(tmp_path: Path) -> None:
    out = tmp_path / "answer.json"
    assert told("run", FITS, "--format", "json", "--out", str(out)).returncode == 0
    assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "narrow/answer/2"
    assert [p.name for p in tmp_path.iterdir()] == ["answer.json"]
    assert told("run", FITS, "--out", str(tmp_path / "no" / "such")).returncode == 2


def test_sql_shows_values_and_both_statements() -> None:
    for dialect in ("duckdb", "spark"):
        shown = told("sql", FITS, "--dialect", dialect).stdout
        assert shown.count("WITH") >= 2
        assert "as_of = '2018-09-08'" in shown
        assert "commander_strict" in shown


def test_near_rules_come_before_shipped_ones(tmp_path: Path) -> None:
    mine = CASE.replace("id: small", f"id: {FITS}").replace("A small case", "My own")
    desk(tmp_path, mine, FITS)
    assert told("run", FITS, at=tmp_path).stdout.startswith("My own")
    assert "Former commanders" in told("run", FITS).stdout


def test_a_register_is_found_by_folder(tmp_path: Path) -> None:
    copied = register(tmp_path)
    assert "14 fit" in told("run", FITS, "--data", str(copied), at=tmp_path).stdout


# --- how it ends ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("run", "wola-2018-former-commander"), 2, f"did you mean '{FITS}'?"),
        (("run", "no/such/file.yaml"), 2, "no such file"),
        (("run", FITS, "--data", "nowhere"), 2, "no register 'nowhere'"),
        (("run", FITS, "--as-of", "2018-02-30"), 2, "is no day"),
        (("run", FITS, "--format", "xml"), 2, "no format 'xml'"),
        (("run", FITS, "--data", "meridian"), 2, "marked names nobody"),
        (("why", FITS, "nobody at all"), 2, "nobody in venezuela-2018 is called"),
        (("why", FITS, "perez"), 2, "3 persons fit 'perez'"),
        (("tally", ACTIVE, "--by", "administraton"), 2, "did you mean 'administration'?"),
        (("tally", ACTIVE, "--clue", "activ"), 2, "did you mean 'active'?"),
        (("tally", ACTIVE, "--clue", "active", "--reading", "force"), 2, "did you mean 'forces'?"),
        (("sql", FITS, "--dialect", "oracle"), 2, "no dialect 'oracle'"),
        (("schema", "cse"), 2, "did you mean 'case'?"),
        (("check", "/no/such/place"), 2, "no such file or folder"),
        (("run",), 2, "Missing argument"),
    ],
)
def test_what_cannot_be_found_is_said(words: tuple[str, ...], code: int, message: str) -> None:
    done = told(*words)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (
            CASE.replace("title:", "titel:"),
            "small.yaml:4:1: unknown key 'titel'; did you mean 'title'?",
        ),
        (
            CASE.replace("sector:", "sektor:"),
            "small.yaml:14:13: posts has no column 'sektor'; did you mean 'sector'?",
        ),
        (
            CASE.replace("military", "militry"),
            "'militry' is not in the vocabulary sector; did you mean 'military'?",
        ),
        (
            CASE.replace("2018-09-08", "2018-02-30"),
            "small.yaml:6:1: '2018-02-30' is not in the calendar",
        ),
        (CASE + "title: again\n", "repeats the key 'title' of line 4"),
        (CASE.replace("[", "").replace("{kind", "[{kind"), "is not YAML"),
        (CASE.replace("source: s", "source: t"), "no source 't'"),
        (CASE.replace("kind: case", "kind: kase"), "did you mean 'case'?"),
        ("", "kind is missing"),
        ("- a list\n", "kind is missing"),
    ],
)
def test_a_bad_case_is_said_with_its_place(tmp_path: Path, case: str, message: str) -> None:
    done = told("run", "small", at=desk(tmp_path, case))
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr


def test_all_faults_of_a_file_are_said_at_once(tmp_path: Path) -> None:
    case = (
        CASE.replace("\ntitle:", "\ntitel:")
        .replace("quote: q", "qoute: q")
        .replace("narrow: 1", "narrow: 2")
    )
    assert told("run", "small", at=desk(tmp_path, case)).stderr.count("small.yaml:") == 5


def test_a_binary_file_is_no_case(tmp_path: Path) -> None:
    desk(tmp_path)
    (tmp_path / "rules" / "cases" / "small.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    done = told("run", "small", at=tmp_path)
    assert done.returncode == 1
    assert "is not UTF-8" in done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "persons.csv",
            "1961-11-21",
            "1961-02-30",
            "persons.csv:3:6: birth_date '1961-02-30' is not in the calendar",
        ),
        (
            "posts.csv",
            ",military,army,",
            ",militry,army,",
            "sector 'militry' is not in the vocabulary sector; did you mean 'military'?",
        ),
        (
            "posts.csv",
            "albisinni-serrano-rocco,",
            "albisini-serrano-rocco,",
            "is not among the persons",
        ),
        ("grounds.csv", ",treasury-sm0132\n", ",treasury-sm9999\n", "'treasury-sm9999'"),
        (
            "sources.csv",
            "publisher",
            "publisherr",
            "the column 'publisher' of the descriptor is missing",
        ),
        (
            "persons.csv",
            "kanan-fawzi-mustafa,",
            "maduro-moros-nicolas,",
            "repeats the key of an earlier row",
        ),
        (
            "datapackage.json",
            '"role": "posts"',
            '"rolle": "posts"',
            "unknown key 'rolle'; did you mean 'role'?",
        ),
        ("datapackage.json", "{", "[", "is not YAML"),
    ],
)
def test_a_bad_register_is_said_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    copied = register(tmp_path)
    text = (copied / file).read_text(encoding="utf-8")
    assert old in text
    (copied / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = told("run", FITS, "--data", str(copied))
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr


def test_a_missing_table_is_said(tmp_path: Path) -> None:
    copied = register(tmp_path)
    (copied / "posts.csv").unlink()
    done = told("run", FITS, "--data", str(copied))
    assert done.returncode == 1
    assert "posts.csv: cannot be read" in done.stderr


def test_an_empty_register_has_nobody(tmp_path: Path) -> None:
    copied = register(tmp_path)
    for path in copied.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    done = told("run", "small", "--data", str(copied), at=desk(tmp_path))
    assert done.returncode == 0
    assert "0 fit, 0 in doubt, 0 without record, 0 do not: 0 of 0" in done.stdout


def test_check_lists_rows_whose_dates_contradict_each_other(tmp_path: Path) -> None:
    fields = [{"name": name} for name in ("id", "name")]
    dates = [{"name": name} for name in ("person", "start", "end")]
    persons = {"role": "persons", "naming": {"name": "name"}}
    posts = {"role": "posts", "person": "person", "time": {"start": "start", "end": "end"}}
    resources = [
        {
            "name": "persons",
            "path": "persons.csv",
            "schema": {"fields": fields, "primaryKey": ["id"]},
            "narrow": persons,
        },
        {"name": "posts", "path": "posts.csv", "schema": {"fields": dates}, "narrow": posts},
    ]
    described = {"name": "reg", "resources": resources, "narrow": {}}
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    (tmp_path / "persons.csv").write_text("id,name\np1,A\n", encoding="utf-8")
    rows = "person,start,end\np1,2001,2005\np1,2005,2001\n"
    (tmp_path / "posts.csv").write_text(rows, encoding="utf-8")
    said = "posts.csv:3:2: N301 the dates of this row of posts contradict each other"
    found = told("check", str(tmp_path))
    assert f"{said}: start 2005 lies after end 2001" in found.stdout + found.stderr
    assert "1 piece" in found.stdout + found.stderr
    assert told("check", str(tmp_path), "--strict").returncode == 1
    stored = tmp_path / "reg.duckdb"
    assert told("import", str(tmp_path), "--into", str(stored)).returncode == 0
    found = told("check", str(stored))
    assert f"{said}: start 2005 lies after end 2001" in found.stdout + found.stderr


def test_check_fails_on_errors_and_strictly_on_advice(tmp_path: Path) -> None:
    desk(tmp_path, CASE.replace("    source: s\n", ""))
    advised = told("check", "rules", at=tmp_path)
    assert (advised.returncode, "N105" in advised.stdout) == (0, True)
    assert told("check", "rules", "--strict", at=tmp_path).returncode == 1
    desk(tmp_path, CASE.replace("sector", "sektor"))
    assert told("check", "rules", at=tmp_path).returncode == 1


# --- hostile texts ----------------------------------------------------------------------------


HOSTILE = "\x1b[31mRed\x1b[0m [bold]Ana[/bold] \u202egnp.exe"


def test_a_hostile_name_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    copied = register(tmp_path)
    text = (copied / "persons.csv").read_text(encoding="utf-8")
    name = "Carlos Alberto Osorio Zambrano"
    (copied / "persons.csv").write_text(text.replace(name, HOSTILE, 1), encoding="utf-8")
    shown = told("run", FITS, "--data", str(copied)).stdout
    assert "[bold]Ana[/bold]" in shown
    assert not {"\x1b", "\u202e"} & set(shown)
    names = [f["person"]["name"] for f in data("run", FITS, "--data", str(copied))["findings"]]
    assert HOSTILE in names
