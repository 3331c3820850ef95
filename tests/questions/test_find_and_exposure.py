"""`narrow find` and `narrow exposure`: what they print, how they end, what they keep and hide."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from narrow import inquiry
from narrow.errors import RequestError
from narrow.report.data import schema
from tests.conftest import Told
from tests.questions.desk import CHIEF, SOLDIER, Desk, person, post

CARE = "Fitting a description is no evidence of anything."
ARMED = "posts: sector=military"
CHANCES = re.compile(r"chance|likely|probab|odds|%|\b1 in \d", re.IGNORECASE)


def town(desk: Desk) -> None:
    """Two soldiers, one of them a chief and one under a hostile name, and a civil chief."""
    desk.people(
        person("ana"),
        person("ben", name="[bold]Ben[/bold] \x1b[31mRed"),
        person("cy"),
    )
    desk.posts(post("ana", role="chief"), post("ben"), post("cy", role="chief", sector="civil"))


def one_line(text: str) -> str:
    return " ".join(text.split())


# --- find -------------------------------------------------------------------------------------


def test_find_prints_the_answer_and_the_case_file(desk: Desk, told: Told) -> None:
    town(desk)
    done = told("find", ARMED, "posts: role=chief")
    assert done.code == 0
    for wanted in (
        "register tiny: the only register in ./datasets",
        "case find, as of 2018-09-08, about a published list",
        "1 fit, 1 in doubt, 0 without record, 1 do not: 1 to 2 of 3",
        "id: posts-2",
        "  - id: posts\n    quote: 'posts: sector=military'\n    some: posts\n",
        "where: {sector: military}",
        CARE,
    ):
        assert wanted in done.out or wanted in one_line(done.out), wanted


def test_the_case_file_is_shown_whole(desk: Desk, told: Told) -> None:
    town(desk)
    lines = ('posts: title="commander of the 41st armoured brigade, wherever it was" former', ARMED)
    shown = told("find", *lines).out.split("(--yaml FILE keeps it)\n")[1]
    assert [line.rstrip() for line in shown.splitlines()] == [
        line.rstrip() for line in inquiry.find(lines).file.splitlines()
    ]


def test_a_kept_case_gives_the_same_answer(desk: Desk, told: Told) -> None:
    town(desk)
    lines = (ARMED, '2+ posts: title="post" former', "person: gender!=female")
    found = told("find", *lines, "--yaml", "quick.yaml", "--format", "json", "--all")
    assert "quick.yaml" in found.err
    kept = Path("quick.yaml").read_text(encoding="utf-8")
    first = json.loads(found.out)
    assert first["case_file"] == kept
    again = told("run", "quick.yaml", "--format", "json", "--all")
    second = json.loads(again.out)
    second.pop("lock", None)
    first["answer"].pop("lock", None)
    assert second == first["answer"]


def test_no_other_case_is_written_over(desk: Desk, told: Told) -> None:
    town(desk)
    assert told("find", ARMED, "--yaml", "quick.yaml").code == 0
    assert told("find", ARMED, "--yaml", "quick.yaml").code == 0
    before = Path("quick.yaml").read_bytes()
    done = told("find", "posts: role=chief", "--yaml", "quick.yaml")
    assert (done.code, done.out) == (2, "")
    assert "quick.yaml is there already and holds something else" in done.err
    assert Path("quick.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["quick.txt", "quick", "Quick.yaml", "-.yaml", "a b.yml"])
def test_a_case_is_kept_under_a_name_that_can_be_run(desk: Desk, told: Told, name: str) -> None:
    town(desk)
    done = told("find", ARMED, "--yaml", f"./{name}")
    assert done.code == 2
    assert not Path(name).exists()


def test_faults_of_every_argument_are_told_with_their_columns(desk: Desk, told: Told) -> None:
    town(desk)
    done = told("find", "posts: sektor=military former", "psts: role=chief", ARMED)
    assert (done.code, done.out) == (1, "")
    assert "argument:1:8: posts has no column 'sektor'; did you mean 'sector'?" in done.err
    assert "argument:2:1: the register has no table 'psts'; did you mean 'posts'?" in done.err
    assert "    posts: sektor=military former\n           ^\n" in done.err


def test_the_only_register_near_is_asked_or_else_the_worked_example(desk: Desk, told: Told) -> None:
    town(desk)
    assert inquiry.find([ARMED]).register == "tiny"
    (desk.folder / "datasets" / "other").mkdir()
    (desk.folder / "datasets" / "other" / "datapackage.json").write_text("{}", encoding="utf-8")
    found = inquiry.find([ARMED])
    assert found.register == "venezuela-2018"
    assert found.chosen == "the worked example; --data names another"
    named = inquiry.find([ARMED], data=desk.data)
    assert (named.register, named.chosen) == ("tiny", "")
    assert f"register: {desk.data}" in named.file


def test_the_day_is_the_last_that_the_register_knows(desk: Desk) -> None:
    town(desk)
    assert inquiry.find([ARMED]).answer.about.as_of == "2018-09-08"
    found = inquiry.find([ARMED], as_of="2003-01-01")
    assert found.answer.about.as_of == "2003-01-01"
    assert "as_of: '2003-01-01'" in found.file
    with pytest.raises(RequestError, match="'2003' is no day; expected YYYY-MM-DD"):
        inquiry.find([ARMED], as_of="2003")


def test_a_register_that_does_not_say_how_far_it_goes_needs_a_day(desk: Desk) -> None:
    town(desk)
    path = desk.data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    del package["narrow"]["known_until"]
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(RequestError, match=r"tiny does not say how far it goes .* --as-of"):
        inquiry.find([ARMED])
    assert inquiry.find([ARMED], as_of="2018-01-01").answer.counts.met == 2


def test_a_value_that_occurs_nowhere_is_remarked_upon(desk: Desk, told: Told) -> None:
    town(desk)
    done = told("find", "posts: role=chif")
    said = "! posts: no row of posts has 'chif' as role; did you mean 'chief'?"
    assert said in one_line(done.out)


def test_clues_are_needed(desk: Desk, told: Told) -> None:
    assert told("find").code == 2
    with pytest.raises(RequestError, match="give at least one clue"):
        inquiry.find([])


# --- exposure ---------------------------------------------------------------------------------


def test_exposure_hides_names_unless_they_are_asked_for(desk: Desk, told: Told) -> None:
    town(desk)
    name = desk.case(SOLDIER, CHIEF)
    hidden = told("exposure", name)
    assert hidden.code == 0
    assert "The description leaves 1 to 2 of 3" in hidden.out
    assert "Names are hidden; --names shows them" in hidden.out
    assert "Ana" not in hidden.out
    assert "ana" not in told("exposure", name, "--format", "json").out
    shown = told("exposure", name, "--names")
    assert "● Ana ana" in one_line(shown.out)
    for page in (hidden.out, shown.out):
        assert CARE in one_line(page)
        assert "more cannot be ruled out" in page


def test_a_draft_can_be_typed_as_clues(desk: Desk, told: Told) -> None:
    town(desk)
    done = told("exposure", "--clue", ARMED, "--clue", "posts: role=chief")
    assert done.code == 0
    assert "The description leaves 1 to 2 of 3" in done.out
    assert "the only register in ./datasets" in done.out


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_set_that_is_too_small_ends_in_one(desk: Desk, told: Told, form: str) -> None:
    town(desk)
    name = desk.case(SOLDIER, CHIEF)
    small = told("exposure", name, "--at-least", "2", "--format", form)
    assert small.code == 1
    assert small.err == "narrow: 1 fit for certain, 1 short of 2\n"
    assert told("exposure", name, "--at-least", "1", "--format", form).code == 0


def test_the_page_says_what_is_short_and_what_mends_it(desk: Desk, told: Told) -> None:
    town(desk)
    out = one_line(told("exposure", desk.case(SOLDIER, CHIEF), "--at-least", "2").out)
    assert "✕ at least 2 must fit for certain: 1 do, 1 short" in out
    assert "one change that is enough: chief without" in out
    far = one_line(told("exposure", desk.case(SOLDIER, CHIEF), "--at-least", "9").out)
    assert "no single change of those below is enough" in far
    assert "nor are any two of different phrases" in far


@pytest.mark.parametrize(
    "words", [(), ("small", "--clue", ARMED), ("small", "--at-least", "0"), ("--clue", "x")]
)
def test_a_request_that_contradicts_itself_is_refused(
    desk: Desk, told: Told, words: tuple[str, ...]
) -> None:
    town(desk)
    desk.case(SOLDIER)
    done = told("exposure", *words)
    assert done.code in (1, 2)
    assert done.out == ""


def test_an_unnamed_source_is_not_named_without_a_purpose(desk: Desk, told: Told) -> None:
    town(desk)
    name = desk.case(SOLDIER, subject="subject: {kind: unnamed-source}\n")
    done = told("exposure", name, "--names")
    assert (done.code, done.out) == (2, "")
    assert "add purpose: under subject:" in done.err


# --- in every form ----------------------------------------------------------------------------

LOOKS: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (("find", ARMED, "posts: role=chief"), schema("find")),
    (("find", ARMED, "--all"), schema("find")),
    (("exposure", "small"), schema("exposure")),
    (("exposure", "small", "--names", "--at-least", "2"), schema("exposure")),
    (("exposure", "small", "--at-least", "3"), schema("exposure")),
    (("exposure", "--clue", ARMED), schema("exposure")),
]


@pytest.mark.parametrize(("words", "schema"), LOOKS)
def test_data_keeps_to_its_schema(
    desk: Desk, told: Told, words: tuple[str, ...], schema: dict[str, Any]
) -> None:
    town(desk)
    desk.case(SOLDIER, CHIEF)
    found = json.loads(told(*words, "--format", "json").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**found, "chance": 0.5}, schema)


@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.parametrize(
    "kind", ["published-list", "unnamed-source", "public-official", "invented"]
)
def test_exposure_gives_nobody_a_chance(desk: Desk, told: Told, kind: str, form: str) -> None:
    town(desk)
    subject = f"subject: {{kind: {kind}, purpose: a check}}\n"
    name = desk.case(SOLDIER, CHIEF, subject=subject, more="outside: 0.3\n")
    out = told("exposure", name, "--names", "--all", "--at-least", "3", "--format", form).out
    assert not CHANCES.findall(out)


@pytest.mark.parametrize("form", ["table", "json"])
def test_find_gives_nobody_a_chance(desk: Desk, told: Told, form: str) -> None:
    town(desk)
    out = told("find", ARMED, "--all", "--format", form).out
    assert not CHANCES.findall(out)


@pytest.mark.parametrize("words", [words for words, _ in LOOKS])
def test_a_page_fits_and_obeys_no_name(desk: Desk, told: Told, words: tuple[str, ...]) -> None:
    town(desk)
    desk.case(SOLDIER)
    out = told(*words).out
    assert "\x1b" not in out
    page = out.split("The case file that this stands for")[0]
    assert all(len(line.rstrip()) <= 80 for line in page.splitlines())
    if "--names" in words or words[0] == "find":
        assert "[bold]Ben[/bold]" in out


def test_the_worked_example_exposes_what_its_run_counts() -> None:
    found = inquiry.exposure("wola-2018-former-commanders", at_least=20)
    counts = inquiry.run("wola-2018-former-commanders").counts
    assert (found.size.low, found.size.high) == (counts.low, counts.high)
    assert found.threshold is not None
    assert found.threshold.short == 20 - counts.low
