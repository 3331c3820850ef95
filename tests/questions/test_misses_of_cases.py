"""`narrow misses` as it is typed: what it prints, the data it gives, how it ends."""

import json
import re

import jsonschema
import pytest

import narrow
from narrow.compile import reads
from narrow.model.evidence import CARE
from narrow.report.compose.misses import MOST_ALIKE, MOST_REASONS
from narrow.report.data import schema
from tests.conftest import Told
from tests.questions.desk import CHIEF, LISTED, SOLDIER, Desk, listing, person, post
from tests.questions.test_misses import CASES


def shown(told: Told, *words: str) -> str:
    """Give what was printed, with the line breaks of the page taken out."""
    ended = told("misses", *words)
    assert (ended.code, ended.err) == (0, "")
    assert all(len(line) <= 80 for line in ended.out.splitlines())
    return " ".join(ended.out.split())


@pytest.fixture
def three(desk: Desk) -> str:
    desk.people("ana", person("bea", background="unknown"), "cis")
    desk.posts(post("ana", sector=""))
    return desk.case(SOLDIER)


def test_each_verdict_has_its_mark_and_reason(told: Told, three: str) -> None:
    out = shown(told, three)
    assert "0 to 2 of 3 fit" in out
    assert "But for soldier (3) “a soldier” (“The text”)" in out
    assert "1 in doubt, 1 without record, 1 do not" in out
    said = "Post; 2001 to 2005: sector not recorded; not known whether sector is military"
    assert f"◐ Ana in doubt: {said}" in out
    assert "○ Bea no record: nothing in posts speaks to it" in out
    assert "what would tell: a row in posts: sector is military" in out
    assert "✕ Cis not met: nothing in posts meets it" in out
    assert "what would change it: a further row in posts: sector is military" in out
    assert " ".join(CARE.split()) in out


def test_no_verdict_crowds_out_another(told: Told, desk: Desk) -> None:
    doubted = [f"doubt{at}" for at in range(MOST_REASONS + 3)]
    others = [f"no{at:02}" for at in range(MOST_ALIKE + 4)]
    desk.people(*doubted, *others)
    desk.posts(*(post(who, title=f"Post of {who}", sector="") for who in doubted))
    out = shown(told, desk.case(SOLDIER))
    assert "and 3 more in doubt; --all names them" in out
    assert "No11 and 4 more not met" in out
    whole = shown(told, desk.case(SOLDIER), "--all")
    assert "more" not in whole
    assert all(who.title() in whole for who in (*doubted, *others))


def test_it_says_how_many_of_them_are_named(
    told: Told, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "MOST_NEAR", 2)
    desk.people("ana", "bea", "cis")
    out = shown(told, desk.case(SOLDIER), "--all")
    assert "named here: 2 of 3" in out
    assert "Cis" not in out


def test_the_words_say_how_many_clues_are_required(told: Told, desk: Desk) -> None:
    desk.people("ana")
    assert "One clue is required" in shown(told, desk.case(SOLDIER))
    assert "every required clue but one" in shown(told, desk.case(SOLDIER, CHIEF))
    supports = f"{SOLDIER[:-1]}, role: supporting}}"
    assert "nobody can miss one" in shown(told, desk.case(supports))


def test_a_clue_that_stops_nobody_is_told_too(told: Told, desk: Desk) -> None:
    desk.people("ana")
    desk.listings(listing("ana"))
    assert (
        "But for listed (0) “listed” (“The text”) read as: some row of listings: authority is OFAC nobody"
        in shown(told, desk.case(SOLDIER, LISTED))
    )


def test_a_hostile_name_is_shown_and_not_obeyed(told: Told, desk: Desk) -> None:
    desk.people(person("ana", name="[red]Ana\x1b[31m\u202e"))
    out = shown(told, desk.case(SOLDIER))
    assert "✕ [red]Ana�[31m�" in out
    assert not {"\x1b", "\u202e"} & set(out)


@pytest.mark.parametrize("case", CASES)
def test_the_data_keep_to_their_schema(told: Told, case: str) -> None:
    given = json.loads(told("misses", case, "--format", "json").out)
    jsonschema.Draft202012Validator.check_schema(schema("misses"))
    jsonschema.validate(given, schema("misses"))
    given["groups"].append({})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(given, schema("misses"))


def test_the_data_say_what_the_page_says(told: Told, three: str) -> None:
    given = json.loads(told("misses", three, "--format", "json").out)
    (group,) = given["groups"]
    assert group["counts"] == {"met": 0, "in_doubt": 1, "no_record": 1, "not_met": 1}
    assert [(p["person"]["id"], p["verdict"]) for p in group["people"]] == [
        ("ana", "in_doubt"),
        ("bea", "no_record"),
        ("cis", "not_met"),
    ]
    assert group["people"][2]["would_change"] == "a further row in posts: sector is military"
    assert (group["source"]["id"], given["care"]) == ("s", CARE)


@pytest.mark.parametrize("case", ["wola-2018-former-commanders", "meridian-garrison-source"])
@pytest.mark.parametrize("form", ["table", "json"])
def test_nobody_has_a_chance_or_a_weight(told: Told, case: str, form: str) -> None:
    out = told("misses", case, "--all", "--format", form).out.lower()
    assert not re.search(r"\b1 in \d|chance|probab|\bbits\b|suspect", out)


def test_another_day_is_asked_of(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", start="2010-01-01", end="2012-01-01"))
    case = desk.case(SOLDIER)
    assert [g.counts.total for g in narrow.misses(case).groups] == [0]
    assert [g.counts.total for g in narrow.misses(case, as_of="2009-01-01").groups] == [1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("small-", "--rules", "rules"), 2),
        (("small", "--format", "jso"), 2),
        (("small", "--as-of", "yesterday"), 2),
        ((), 2),
    ],
    ids=["no such case", "no such format", "no such day", "no case"],
)
def test_what_cannot_be_asked_ends_with_a_word_of_help(
    told: Told, three: str, words: tuple[str, ...], code: int
) -> None:
    ended = told("misses", *words)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err


def test_a_fault_in_a_rule_is_told_at_its_place(told: Told, desk: Desk) -> None:
    ended = told("misses", desk.case(SOLDIER.replace("sector", "secter")))
    assert (ended.code, ended.out) == (1, "")
    assert "sector" in ended.err
