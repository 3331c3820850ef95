"""Kept runs: the same bytes for the same question, compared to the fact and to the line."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import narrow
from narrow import inquiry
from narrow.errors import RegisterError, RequestError, RuleError
from narrow.files import VERSION, seal
from narrow.inquiry import lock, rerun
from narrow.questions.diff import Cause, Difference, Move, PersonChange, RowMove
from narrow.questions.kept_runs import diff
from narrow.registers.opening import library
from narrow.report.data import schema
from tests.conftest import Told
from tests.questions.desk import SOLDIER, Desk, person, post, source

CHIEF = (
    "{id: chief, quote: a chief, source: s, some: posts, where: {sector: military, role: chief}}"
)
CARE = "Fitting a description is no evidence"


def keep_as(name: str, case: str = "small", **asked: Any) -> Path:
    with inquiry.open(case, **asked) as opened:
        return opened.save(name)


def of(found: Difference, who: str) -> PersonChange:
    (mine,) = [change for change in found.people if change.person.id == who]
    return mine


def moves(found: Difference) -> dict[str, str]:
    return {change.person.id: change.move.value for change in found.people}


@pytest.fixture
def small(desk: Desk) -> Desk:
    """Two chiefs and a soldier on record, and a first run kept as a.json."""
    desk.people("ana", "bela", "cora")
    desk.sources(source("s1"), source("s2", grade="A1"))
    desk.posts(
        post("ana", role="chief", title="Chief of staff", source="s1"),
        post("bela", role="chief", title="Chief of police", source="s2"),
        post("cora", role="clerk"),
    )
    desk.case(SOLDIER, CHIEF)
    keep_as("a.json")
    return desk


# --- the persons themselves -------------------------------------------------------------------


def test_an_id_that_is_given_to_somebody_else_is_said(small: Desk) -> None:
    small.write("persons", [person("ana", name="Zoltan"), person("bela"), person("cora")])
    keep_as("b.json")
    found = diff("a.json", "b.json")
    mine = of(found, "ana")
    assert (mine.who.value, [own.column for own in mine.own]) == ("doubtful", ["name"])
    assert found.renumbered == 0


# --- keeping ----------------------------------------------------------------------------------


def test_a_repeated_run_gives_the_same_bytes(small: Desk) -> None:
    keep_as("b.json")
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


def test_a_record_is_as_its_schema_says_and_holds_everybody(small: Desk) -> None:
    data = json.loads(Path("a.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema("record"))
    assert data["asked"]["command"] == ["narrow", "run", "small"]
    assert data["basis"]["narrow"] == VERSION == narrow.__version__
    assert data["basis"]["register"]["sha256"] == data["answer"]["register"]["sha256"]
    assert len(data["answer"]["findings"]) + len(data["answer"]["ruled_out"]) == 3


def test_every_rule_file_is_kept_with_hash_and_text(small: Desk) -> None:
    inner = small.attribute("some: posts\nwhere: {role: chief}\n", name="inner")
    outer = small.attribute(f"all: [{{rule: {inner}}}]\n", name="outer")
    small.attribute("some: posts\n", name="unused")
    small.case(f"{{id: c, quote: q, source: s, rule: {outer}}}")
    keep_as("b.json")
    rules = json.loads(Path("b.json").read_text(encoding="utf-8"))["basis"]["rules"]
    kinds = {(f["kind"], f["id"]) for f in rules}
    assert {("case", "small"), ("attribute", "inner"), ("attribute", "outer")} < kinds
    assert {("vocabulary", "rank"), ("register", "tiny"), ("grades", "admiralty")} < kinds
    assert ("attribute", "unused") not in kinds
    mine = next(f for f in rules if f["id"] == "inner")
    raw = Path(mine["path"]).read_bytes()
    assert (mine["sha256"], mine["text"]) == (hashlib.sha256(raw).hexdigest(), raw.decode())
    shipped = next(f for f in rules if f["id"] == "admiralty")
    assert shipped["path"] == "shipped/rules/grades/admiralty.yaml"


def test_a_folder_gets_a_name_from_case_and_digest(small: Desk) -> None:
    Path("runs").mkdir()
    path = keep_as("runs")
    digest = json.loads(path.read_text(encoding="utf-8"))["digest"]
    assert path == Path("runs") / f"small-{digest[:12]}.json"
    assert [p.name for p in Path("runs").iterdir()] == [path.name]


def test_what_changed_under_the_run_is_not_kept(small: Desk) -> None:
    opened = inquiry.open("small")
    opened.run()
    small.posts(post("ana"))
    with pytest.raises(RegisterError, match="changed after it had been read"):
        opened.save("b.json")
    assert not Path("b.json").exists()


def test_a_rule_that_was_edited_under_the_run_is_not_kept(small: Desk) -> None:
    shelf = library()
    opened = inquiry.open("small", shelf=shelf)
    opened.run()
    small.case(SOLDIER)
    with pytest.raises(RuleError, match=r"small\.yaml: was changed after it had been read"):
        opened.save("b.json")


def test_what_cannot_be_written_is_said(small: Desk) -> None:
    with pytest.raises(RequestError, match="cannot be written"):
        keep_as("no/such/folder/b.json")


# --- comparing --------------------------------------------------------------------------------


def test_a_run_does_not_differ_from_itself(small: Desk) -> None:
    found = diff("a.json", "a.json")
    assert found.same
    assert found.changes.none
    assert (found.people, found.parts, found.renumbered) == ((), (), 0)


def test_a_changed_fact_names_person_row_and_source(small: Desk) -> None:
    small.posts(
        post("ana", role="chief", title="Chief of staff", source="s1"),
        post("bela", role="clerk", title="Chief of police", source="s2"),
        post("cora", role="clerk"),
    )
    keep_as("b.json")
    found = diff("a.json", "b.json")
    gone = of(found, "bela")
    assert (gone.move, gone.causes) == (Move.WENT, (Cause.FACTS,))
    (clue,) = gone.clues
    (row,) = clue.rows
    assert (clue.clue, row.move, row.after) == ("chief", RowMove.VANISHED, None)
    assert row.before is not None
    assert row.before.says.startswith("Chief of police")
    assert [s.id for s in row.before.sources] == ["s2"]
    (change,) = found.changes.inputs
    assert (change.name, change.files) == ("register", ("posts.csv",))
    assert moves(found) == {"bela": "went", "ana": "shifted"}
    assert of(found, "ana").causes == (Cause.OTHERS,)


def test_somebody_who_came_is_the_same_seen_from_the_other_side(small: Desk) -> None:
    small.posts(
        post("ana", role="chief", title="Chief of staff", source="s1"),
        post("bela", role="chief", title="Chief of police", source="s2"),
        post("cora", role="chief", title="Chief of nothing"),
    )
    keep_as("b.json")
    came, went = diff("a.json", "b.json"), diff("b.json", "a.json")
    assert (moves(came), moves(went)) == ({"cora": "came"}, {"cora": "went"})
    (row,) = of(came, "cora").clues[0].rows
    assert row.move is RowMove.APPEARED


def test_a_better_source_moves_somebody_and_is_shown_as_that_row(small: Desk) -> None:
    small.posts(
        post("ana", role="chief", title="Chief of staff", source="s1", also="s2"),
        post("bela", role="chief", title="Chief of police", source="s2"),
        post("cora", role="clerk"),
    )
    small.sources(source("s1", grade="A1"), source("s2", grade="A1"))
    keep_as("b.json")
    moved = of(diff("a.json", "b.json"), "ana")
    assert moved.move is Move.MOVED
    assert {row.move for clue in moved.clues for row in clue.rows} == {RowMove.ALTERED}


def test_rows_on_other_lines_are_no_change_of_anybody(small: Desk) -> None:
    small.posts(
        post("cora", role="clerk"),
        post("bela", role="chief", title="Chief of police", source="s2"),
        post("ana", role="chief", title="Chief of staff", source="s1"),
    )
    keep_as("b.json")
    found = diff("a.json", "b.json")
    assert found.people == ()
    assert (found.renumbered, found.parts) == (1, ("findings",))


def test_a_changed_line_names_its_place_and_both_texts(small: Desk) -> None:
    name = small.attribute(
        "some: posts\nwhere:\n  sector: military\n  role: chief\n", name="leader"
    )
    clue = f"{{id: leader, quote: q, source: s, rule: {name}}}"
    small.case(SOLDIER, clue)
    keep_as("b.json")
    small.attribute("some: posts\nwhere:\n  sector: military\n  role: clerk\n", name="leader")
    keep_as("c.json")
    found = diff("b.json", "c.json")
    assert moves(found) == {"cora": "came", "ana": "went", "bela": "went"}
    for change in found.people:
        assert change.causes == (Cause.RULES,)
        (file,) = change.lines
        (line,) = file.lines
        assert (file.path, line.line) == ("rules/attributes/leader.yaml", 10)
        assert (line.before.strip(), line.after.strip()) == ("role: chief", "role: clerk")


def test_an_edit_that_bears_on_another_clue_is_not_blamed(small: Desk) -> None:
    """Facts moved Bela over the chief; the edit is one of the other clue."""
    small.posts(
        post("ana", role="chief", title="Chief of staff", source="s1"),
        post("bela", role="clerk", title="Chief of police", source="s2"),
        post("cora", role="clerk"),
    )
    small.case(SOLDIER.replace("sector: military", "sector: {any: [military, civil]}"), CHIEF)
    keep_as("b.json")
    gone = of(diff("a.json", "b.json"), "bela")
    assert gone.causes == (Cause.FACTS,)
    assert gone.lines == ()


def test_when_both_changed_it_cannot_be_told_apart(small: Desk) -> None:
    small.posts(
        post("ana", role="chief", title="Chief of staff", source="s1"),
        post("bela", role="clerk", title="Chief of police", source="s2"),
        post("cora", role="clerk"),
    )
    small.case(SOLDIER, CHIEF.replace("role: chief", "role: {any: [chief, boss]}"))
    keep_as("b.json")
    gone = of(diff("a.json", "b.json"), "bela")
    assert gone.causes == (Cause.FACTS, Cause.RULES)
    assert [line.after.strip() for f in gone.lines for line in f.lines]


def test_the_same_rows_clear_the_facts_when_both_changed(small: Desk) -> None:
    """Ana's row is as it was, so that her other reading is the doing of the rule alone."""
    small.posts(
        post("ana", role="chief", title="Chief of staff", source="s1"),
        post("bela", role="chief", title="Chief of the police", source="s2"),
        post("cora", role="clerk"),
    )
    small.attribute(
        "readings:\n  narrow: {some: posts, where: {role: boss}}\n"
        "  wide: {some: posts, where: {role: {any: [chief, boss]}}}\n",
        name="leader",
    )
    leader = "{id: chief, quote: a chief, source: s, rule: leader}"
    small.case(SOLDIER, leader)
    keep_as("b.json")
    found = diff("a.json", "b.json")
    assert of(found, "ana").causes == (Cause.RULES,)
    assert of(found, "bela").causes == (Cause.FACTS, Cause.RULES)


def test_another_day_is_a_cause_of_its_own_unless_a_line_says_it(small: Desk) -> None:
    keep_as("b.json", as_of="2000-01-01")
    found = diff("a.json", "b.json")
    assert of(found, "ana").causes == (Cause.DAY,)
    path = small.folder / "rules" / "cases" / "small.yaml"
    path.write_text(path.read_text().replace("2018-09-08", "2000-01-01"), encoding="utf-8")
    keep_as("c.json")
    found = diff("a.json", "c.json")
    assert of(found, "ana").causes == (Cause.RULES,)
    assert [c.name for c in found.changes.inputs] == ["as of"]


def test_a_fact_outside_the_evidence_is_laid_to_the_register(small: Desk) -> None:
    """Cora's background is no longer known, so that nothing rules her out: no row shows it."""
    small.people("ana", "bela", person("cora", background="unknown"))
    small.posts(
        post("ana", role="chief", title="Chief of staff", source="s1"),
        post("bela", role="chief", title="Chief of police", source="s2"),
    )
    keep_as("b.json")
    change = of(diff("a.json", "b.json"), "cora")
    assert (change.move, change.causes) == (Move.CAME, (Cause.FACTS,))
    assert not any(clue.rows for clue in change.clues)


def test_taken_off_by_hand_is_the_doing_of_the_case(small: Desk) -> None:
    off = "exclude: [{person: ana, reason: it is known to be another, source: s}]\n"
    small.case(SOLDIER, CHIEF, more=off)
    keep_as("b.json")
    gone = of(diff("a.json", "b.json"), "ana")
    assert (gone.move, gone.clues, gone.causes) == (Move.WENT, (), (Cause.RULES,))
    assert gone.lines[0].path == "rules/cases/small.yaml"


def test_where_absence_means_no_is_a_rule_and_no_fact(small: Desk) -> None:
    """The descriptor alone was edited: cora is without record, by that line."""
    path = small.data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(package, indent=1), encoding="utf-8")
    small.posts(post("ana", role="chief"))
    keep_as("b.json")
    (block,) = [r["narrow"] for r in package["resources"] if r["name"] == "posts"]
    block["complete_for"][0]["person"] = {"background": ["no"]}
    path.write_text(json.dumps(package, indent=1), encoding="utf-8")
    keep_as("c.json")
    found = diff("b.json", "c.json")
    assert found.changes.inputs == ()
    change = of(found, "cora")
    assert (change.move, change.causes) == (Move.CAME, (Cause.RULES,))
    assert [(f.kind, f.id) for f in change.lines] == [("register", "tiny")]


def test_a_lock_is_no_part_of_an_answer_and_is_told(small: Desk) -> None:
    lock("small")
    keep_as("b.json")
    found = diff("a.json", "b.json")
    assert found.same
    assert [(c.name, c.before, c.after) for c in found.changes.inputs] == [
        ("lock", "not locked", "locked once, unchanged since")
    ]
    assert rerun("b.json").changes.none


def test_remarks_change_no_answer_and_are_told(small: Desk) -> None:
    path = small.folder / "rules" / "cases" / "small.yaml"
    path.write_text("# a remark\n" + path.read_text(), encoding="utf-8")
    keep_as("b.json")
    found = diff("a.json", "b.json")
    assert (found.same, found.changes.none) == (True, True)
    assert [c.edit.value for c in found.changes.files] == ["remarks"]


# --- repeating --------------------------------------------------------------------------------


def test_a_run_that_is_repeated_gives_the_same_answer(small: Desk) -> None:
    keep_as("b.json", data=str(small.data), as_of="2003-01-01")
    assert rerun("a.json").same
    assert rerun("b.json").same


def test_a_run_repeated_on_other_facts_says_so(small: Desk) -> None:
    small.posts(post("ana", role="chief", title="Chief of staff", source="s1"))
    found = rerun("a.json")
    assert not found.same
    assert of(found, "bela").move is Move.WENT


def test_a_case_that_is_not_found_again_is_named(small: Desk) -> None:
    (small.folder / "rules" / "cases" / "small.yaml").unlink()
    with pytest.raises(RequestError, match=r"a\.json cannot be repeated from here: no case"):
        rerun("a.json")


# --- files that are not to be believed ----------------------------------------------------------


def torn(data: dict[str, Any], how: str) -> str:
    text = json.dumps(data)
    match how:
        case "cut":
            return text[: len(text) // 2]
        case "edited":
            return text.replace("Ana", "Eva")
        case "version":
            return json.dumps({**data, "schema": "narrow/record/9"})
        case "empty":
            return ""
        case "list":
            return "[1, 2]"
        case "deep":
            return "[" * 300_000
        case "deep inside":
            return text.replace(
                '"narrow":', '"more": ' + "[" * 300_000 + "]" * 300_000 + ', "narrow":'
            )
        case "half":
            return json.dumps({**data, "case": "\ud800"})
        case _:
            bare = {key: part for key, part in data.items() if key != "digest"}
            bare["answer"] = {**bare["answer"], **json.loads(how)}
            return json.dumps(seal(bare))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("cut", "no whole JSON"),
        ("edited", "was edited after narrow wrote it"),
        ("version", "narrow/record/9"),
        ("empty", "no whole JSON"),
        ("list", "no keys"),
        ("deep", "is not a kept run"),
        ("deep inside", "is not a kept run"),
        ("half", "half a character"),
        ('{"findings": 3}', "findings is not a list"),
        ('{"findings": [{"person": {"id": "x", "name": "X"}}]}', "has no rank"),
        ('{"counts": {"not_met": "many"}}', "counts.not_met is not a whole number"),
        ('{"case": null}', "answer.case is not a mapping of keys to values"),
        ('{"case": {"id": "x"}}', "answer.case has no title"),
        ('{"counts": {"not_met": 1, "more": 2}}', "counts.more is no key"),
        ('{"findings": [{"rank": "first"}]}', "answer.findings[0].rank is not a whole number"),
    ],
)
def test_a_file_that_is_no_whole_record_is_refused(
    small: Desk, told: Told, how: str, said: str
) -> None:
    data = json.loads(Path("a.json").read_text(encoding="utf-8"))
    Path("bad.json").write_text(torn(data, how), encoding="utf-8")
    for words in (("diff", "a.json", "bad.json"), ("diff", "bad.json", "a.json")):
        ended = told(*words)
        assert (ended.code, ended.out) == (2, "")
        assert said in ended.err


def test_what_is_not_there_or_not_text_is_refused(small: Desk, told: Told) -> None:
    Path("bytes.json").write_bytes(b"\xff\xfe\x00")
    for name, said in (("none.json", "no such file"), ("bytes.json", "no JSON"), (".", "read")):
        ended = told("rerun", name)
        assert ended.code == 2
        assert said in ended.err


# --- what version 1 kept ------------------------------------------------------------------------

KEPT_1 = Path(__file__).parent / "version_1"


@pytest.fixture
def first(small: Desk) -> Desk:
    """The desk as it stood when version 1 kept `run.json` and `lock.json`."""
    small.case(SOLDIER, CHIEF.replace("a chief", "the chief"))
    small.posts(
        post("ana", role="chief", title="Chief of staff", source="s1"),
        post("bela", role="chief", title="Chief of police", source="s2"),
        post("cora", role="clerk"),
        post("cora", role="chief", sector="unknown", start="2001", source="s1", also="s2"),
    )
    shutil.copy(KEPT_1 / "run.json", "run.json")
    shutil.copy(KEPT_1 / "lock.json", "rules/cases/small.lock.json")
    return small


def test_a_run_that_version_1_kept_is_repeated_and_compared(first: Desk) -> None:
    """Nobody moves; reasons are worded otherwise, for they show the values that were asked."""
    assert {change.move for change in rerun("run.json").people} <= {Move.STAYED}
    keep_as("b.json")
    there, back = diff("run.json", "b.json"), diff("b.json", "run.json")
    assert there.changes.none
    assert {change.move for one in (there, back) for change in one.people} <= {Move.STAYED}
    assert back.renumbered == 0
    first.posts(post("ana", role="clerk", title="Clerk", source="s1"))
    keep_as("c.json")
    assert moves(diff("run.json", "c.json"))["ana"] == "went"


def test_who_was_taken_off_by_hand_in_version_1_still_is(first: Desk) -> None:
    """Only the counts read otherwise: those taken off by hand stood among the others."""
    off = "exclude: [{person: bela, reason: it is known to be another, source: s}]\n"
    first.case(SOLDIER, CHIEF.replace("a chief", "the chief"), more=off)
    shutil.copy(KEPT_1 / "run_by_hand.json", "by_hand.json")
    found = rerun("by_hand.json")
    assert {change.move for change in found.people} <= {Move.STAYED, Move.OUT}
    assert found.renumbered == 0


def test_a_lock_that_version_1_set_holds_and_is_gone_on_with(first: Desk) -> None:
    found = inquiry.run("small").lock
    assert found is not None
    assert [time.note for time in found.times] == ["as published"]
    assert [line.after.strip() for f in found.since.files for line in f.lines]
    lock("small", again=True, note="today")
    kept = json.loads(Path("rules/cases/small.lock.json").read_text(encoding="utf-8"))
    assert kept["schema"] == "narrow/locks/2"
    assert [entry["note"] for entry in kept["entries"]] == ["as published", "today"]


@pytest.mark.parametrize(
    ("key", "value"), [("findings", 3), ("findings", [{}]), ("clues", [{"readings": "x"}])]
)
def test_a_run_of_version_1_that_is_none_is_refused(
    first: Desk, told: Told, key: str, value: object
) -> None:
    data = json.loads(Path("run.json").read_text(encoding="utf-8"))
    bare = {name: part for name, part in data.items() if name != "digest"}
    bare["answer"] = {**bare["answer"], key: value}
    Path("bad.json").write_text(json.dumps(seal(bare)), encoding="utf-8")
    ended = told("diff", "a.json", "bad.json")
    assert (ended.code, ended.out) == (2, "")
    assert "bad.json is not as narrow wr" in ended.err


# --- the commands -------------------------------------------------------------------------------


def test_save_diff_and_rerun_from_the_command_line(small: Desk, told: Told) -> None:
    ended = told("run", "small", "--save", "b.json")
    assert (ended.code, ended.err) == (0, "kept: b.json\n")
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
    same = told("diff", "a.json", "b.json", "--exit-code")
    assert same.code == 0
    assert "no difference" in same.out
    assert told("rerun", "a.json").code == 0
    small.posts(post("ana", role="chief", title="Chief of staff", source="s1"))
    told("run", "small", "--save", "c.json")
    assert told("diff", "a.json", "c.json").code == 0
    assert told("diff", "a.json", "c.json", "--exit-code").code == 1
    assert told("rerun", "a.json").code == 1


def test_a_difference_is_shown_with_both_counts_care_and_in_eighty_columns(
    small: Desk, told: Told
) -> None:
    small.posts(
        post("ana", role="chief", title="Chief of staff [red]", source="s1"),
        post("cora", role="chief", title="Chief \x1b[31mof fire", source="s2"),
    )
    keep_as("b.json")
    shown = told("diff", "a.json", "b.json").out
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= 80
    assert "\x1b" not in shown
    flat = " ".join(shown.split())
    assert CARE in flat
    assert flat.count("2 fit, 0 in doubt, 0 without record, 1 do not") == 2
    assert "+ Cora (cora)" in flat
    assert "- Bela (bela)" in flat
    assert "[red]" in flat


def test_a_difference_as_data_is_as_its_schema_says(small: Desk, told: Told) -> None:
    small.posts(
        post("ana", role="chief", title="Head of staff", source="s1"),
        post("cora", role="chief", title="Chief of fire", source="s2"),
    )
    small.case(SOLDIER.replace("military", "{any: [military, civil]}"), CHIEF)
    keep_as("b.json")
    for words in (("diff", "a.json", "b.json"), ("rerun", "a.json")):
        data = json.loads(told(*words, "--format", "json").out)
        jsonschema.validate(data, schema("diff"))
        assert data["care"].startswith(CARE)
        assert not data["same"]


def test_no_chance_stands_in_a_difference_about_a_source(small: Desk, told: Told) -> None:
    for kind in ("published-list", "unnamed-source"):
        said = f"subject: {{kind: {kind}, purpose: to compare}}\n"
        small.case(SOLDIER, CHIEF, subject=said)
        keep_as(f"{kind}.json", names=kind == "unnamed-source")
    for words in (("diff", "published-list.json", "unnamed-source.json"),):
        for form in ("table", "json"):
            shown = told(*words, "--format", form).out.lower()
            assert "chance" not in shown
            assert "probab" not in shown
