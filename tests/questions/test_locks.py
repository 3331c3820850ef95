"""Locks: every edit since a case was frozen stands at the head of its answers."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

import narrow
from narrow import inquiry
from narrow.errors import RequestError
from narrow.files import seal
from narrow.inquiry import lock
from narrow.model.records import Lock
from narrow.registers.opening import library
from narrow.report.data import schema
from tests.conftest import Told
from tests.questions.desk import SOLDIER, Desk, post

LEADER = "{id: leader, quote: q, source: s, rule: leader}"
BODY = "some: posts\nwhere:\n  sector: military\n  role: chief\n"
FILE = Path("rules/cases/small.lock.json")


@pytest.fixture
def small(desk: Desk) -> Desk:
    """A case of two clues, one of which names an attribute."""
    desk.people("ana", "bela")
    desk.posts(post("ana", role="chief"), post("bela", role="clerk"))
    desk.attribute(BODY, name="leader")
    desk.case(SOLDIER, LEADER)
    return desk


def locked() -> Lock:
    found = inquiry.run("small").lock
    assert found is not None
    return found


def edits(found: Lock) -> list[tuple[str, int, str, str]]:
    return [
        (f.path, change.line, change.before.strip(), change.after.strip())
        for f in found.since.files
        for change in f.lines
    ]


def edit(desk: Desk, role: str) -> None:
    desk.attribute(BODY.replace("chief", role), name="leader")


def test_a_case_without_a_lock_says_nothing_of_one(small: Desk, told: Told) -> None:
    assert inquiry.run("small").lock is None
    assert narrow.why("small", "ana").lock is None
    assert "lock" not in told("run", "small").out


def test_a_lock_lies_beside_its_case_and_is_as_its_schema_says(small: Desk) -> None:
    assert lock("small").unchanged
    data = json.loads(FILE.read_text(encoding="utf-8"))
    jsonschema.validate(data, schema("locks"))
    kinds = {(f["kind"], f["id"]) for f in data["entries"][0]["basis"]["rules"]}
    assert {("case", "small"), ("attribute", "leader"), ("register", "tiny")} < kinds


def test_a_locked_case_says_that_it_is_unchanged(small: Desk, told: Told) -> None:
    lock("small")
    for words in (("run", "small"), ("why", "small", "ana")):
        head = told(*words).out.split("\n\n")[0]
        assert "locked, unchanged since (rules/cases/small.lock.json)" in head


def test_an_edit_since_is_shown_with_place_before_and_after(small: Desk, told: Told) -> None:
    lock("small")
    edit(small, "clerk")
    place = ("rules/attributes/leader.yaml", 10, "role: chief", "role: clerk")
    assert edits(locked()) == [place]
    assert not locked().unchanged
    for words in (("run", "small"), ("why", "small", "ana")):
        head = told(*words).out.split("\n\n")[0]
        assert "edited since in 1 place" in head
        assert "rules/attributes/leader.yaml:10" in head
        assert "- role: chief" in head
        assert "+ role: clerk" in head


def test_register_day_and_descriptor_count_as_edits(small: Desk) -> None:
    lock("small")
    small.posts(post("ana", role="chief"))
    assert [(c.name, c.files) for c in locked().since.inputs] == [("register", ("posts.csv",))]
    found = inquiry.run("small", as_of="2010-01-01").lock
    assert found is not None
    assert [c.name for c in found.since.inputs] == ["register", "as of"]
    small.describe(posts={"complete_for": []})
    assert ("register", "tiny") in {(f.kind, f.id) for f in locked().since.files}


def test_a_nearer_attribute_of_the_same_name_is_an_edit(small: Desk, tmp_path: Path) -> None:
    """A folder of rules that is looked in first cannot slip another definition in unseen."""
    lock("small")
    near = tmp_path / "near" / "attributes"
    near.mkdir(parents=True)
    text = Path("rules/attributes/leader.yaml").read_text(encoding="utf-8")
    (near / "leader.yaml").write_text(text.replace("chief", "clerk"), encoding="utf-8")
    found = inquiry.run("small", shelf=library(tmp_path / "near")).lock
    assert found is not None
    assert [path for path, *_ in edits(found)] == [str(near / "leader.yaml")]


def test_remarks_leave_a_case_unchanged_and_are_told(small: Desk, told: Told) -> None:
    lock("small")
    path = Path("rules/cases/small.yaml")
    path.write_text("# why\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert locked().unchanged
    assert "unchanged since but for comments" in told("run", "small").out


def test_an_edit_taken_back_is_none(small: Desk) -> None:
    lock("small")
    edit(small, "clerk")
    edit(small, "chief")
    assert locked().unchanged


def test_an_edited_case_is_locked_again_only_when_asked(small: Desk) -> None:
    lock("small")
    before = FILE.read_bytes()
    lock("small")
    assert FILE.read_bytes() == before
    edit(small, "clerk")
    with pytest.raises(RequestError, match=r"edited since .*leader\.yaml:10.*--again"):
        lock("small")
    assert FILE.read_bytes() == before


def test_the_history_stays_visible(small: Desk, told: Told) -> None:
    lock("small", note="as published")
    for role, note in (("clerk", "nobody was left"), ("boss", "still nobody")):
        edit(small, role)
        lock("small", again=True, note=note)
    found = locked()
    assert found.unchanged
    assert [t.note for t in found.times] == ["as published", "nobody was left", "still nobody"]
    after = [line.after.strip() for t in found.times for f in t.changes.files for line in f.lines]
    assert after == ["role: clerk", "role: boss"]
    head = " ".join(told("run", "small").out.split("\n\n")[0].split())
    assert "locked 3 times, with 2 places edited in between, unchanged since" in head
    shown = told("lock", "small").out
    assert "time 2: nobody was left" in shown
    assert "+ role: boss" in shown


def test_locking_again_without_an_edit_adds_nothing(small: Desk) -> None:
    lock("small")
    lock("small", again=True, note="once more")
    assert len(locked().times) == 1


def test_a_case_that_ships_is_locked_in_the_current_folder(desk: Desk, told: Told) -> None:
    name = "wola-2018-former-commanders"
    assert told("lock", name).code == 0
    assert Path(f"{name}.lock.json").is_file()
    assert "locked, unchanged since" in told("run", name).out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_sends_the_lock_here(small: Desk) -> None:
    FILE.parent.chmod(0o555)
    try:
        assert lock("small").path == "small.lock.json"
    finally:
        FILE.parent.chmod(0o755)


@pytest.mark.parametrize("how", ["cut", "edited", "other case", "no entries", "case.text"])
def test_no_answer_is_given_past_a_lock_that_is_not_whole(
    small: Desk, told: Told, how: str
) -> None:
    lock("small")
    text = FILE.read_text(encoding="utf-8")
    data = {key: part for key, part in json.loads(text).items() if key != "digest"}
    wrong = {
        "cut": text[:100],
        "edited": text.replace("role: chief", "role: clerk"),
        "other case": json.dumps(seal({**data, "case_id": "other"})),
        "no entries": json.dumps(seal({**data, "entries": []})),
        "case.text": json.dumps(seal({**data, "entries": [{"note": 3}]})),
    }
    FILE.write_text(wrong[how], encoding="utf-8")
    for words in (("run", "small"), ("why", "small", "ana"), ("lock", "small", "--again")):
        ended = told(*words)
        assert (ended.code, ended.out) == (2, "")
        assert str(FILE) in ended.err


def test_a_lock_as_data_is_as_its_schema_says(small: Desk, told: Told) -> None:
    jsonschema.validate(inquiry.run("small").data, schema("answer"))
    lock("small")
    edit(small, "clerk")
    jsonschema.validate(inquiry.run("small").data, schema("answer"))
    jsonschema.validate(narrow.why("small", "ana").data, schema("why"))
    data = json.loads(told("lock", "small", "--again", "--format", "json").out)
    jsonschema.validate(data, schema("lock"))
    assert data["lock"]["unchanged"]
