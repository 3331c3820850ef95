"""A redacted answer names nobody in any format; its key says whose the codes are, to its owner."""

import io
import json
import re
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import narrow
from narrow import files as sealed
from narrow import inquiry
from narrow.errors import RequestError
from narrow.model.cases import Source
from narrow.model.evidence import Answer, Evidence, Person
from narrow.questions.redaction import SCHEMA, NamedWords, redact
from narrow.report import forms
from tests.conftest import Told
from tests.report.forms_of import markdown, page, screen

CASES = ["wola-2018-former-commanders", "meridian-harbour-memo"]
CASE = CASES[0]


def everybody(answer: Answer) -> list[Person]:
    found = [f.person for f in answer.findings] + [r.person for r in answer.ruled_out]
    return found + [m.person for m in answer.masked]


def addresses(answer: Answer) -> set[str]:
    facts = [e for f in answer.findings for c in f.clues.values() for e in c.evidence]
    return {s.url for e in facts for s in e.sources if s.url} - {
        c.source.url for c in answer.clues if c.source
    }


def in_every_form(answer: Answer) -> dict[str, str]:
    """Write an answer in every form that is text."""
    return {
        "table": screen(answer, everyone=True, width=10_000),
        "json": json.dumps(answer.data, ensure_ascii=False),
        "html": page(answer),
        "md": markdown(answer),
    }


def inside(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as held:
        return "\n".join(held.read(name).decode("utf-8", "replace") for name in held.namelist())


def named_in(text: str, answer: Answer) -> list[str]:
    """Give what names somebody and stands in a text, read without the signs of its form."""
    said = re.sub(r"\\(.)", r"\1", text)
    folded = said.lower()
    names = {n for p in everybody(answer) for n in (p.name, p.id, *p.aliases) if n}
    names = {n for n in names if n.lower() in folded}
    found = [n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", said, re.IGNORECASE)]
    return found + [url for url in addresses(answer) if url in said]


@pytest.mark.parametrize("case", CASES)
def test_nobody_is_named_in_any_form(case: str, tmp_path: Path) -> None:
    answer = inquiry.run(case)
    said = in_every_form(redact(answer)[0])
    said["xlsx"] = inside(forms.workbook(inquiry.open(case), keyfile=tmp_path / "key.json"))
    assert {form: named_in(text, answer) for form, text in said.items()} == {
        form: [] for form in said
    }


def test_the_check_above_can_fail() -> None:
    answer = inquiry.run(CASE)
    for text in in_every_form(answer).values():
        assert len(named_in(text, answer)) > 50


@pytest.mark.parametrize("case", CASES)
def test_everything_else_stays(case: str) -> None:
    answer = inquiry.run(case)
    made, key = redact(answer)
    assert (made.counts, made.population) == (answer.counts, answer.population)
    before = {f.person.id: f for f in answer.findings}
    for finding in made.findings:
        old = before[key.people[finding.person.id].id]
        assert (finding.rank, finding.status) == (old.rank, old.status)
        assert finding.verdicts == old.verdicts
    assert len(made.ruled_out) == len(answer.ruled_out)


def test_codes_are_stable_and_do_not_follow_the_ranks() -> None:
    one, key = redact(inquiry.run(CASE))
    two, again = redact(inquiry.run(CASE))
    codes = [f.person.id for f in one.findings]
    assert codes == [f.person.id for f in two.findings]
    assert key.people.keys() == again.people.keys()
    assert codes != sorted(codes)
    assert len(set(codes)) == len(codes)


def test_equals_stand_in_the_order_of_their_codes() -> None:
    made, _ = redact(inquiry.run(CASE))
    places = [(f.rank, f.person.id) for f in made.findings]
    assert places == sorted(places)
    assert len({rank for rank, _ in places}) < len(places)


def test_rows_are_numbered_anew_and_the_key_leads_back() -> None:
    answer = inquiry.run(CASE)
    made, key = redact(answer)
    old = {(e.table, e.row) for e in facts(answer)}
    assert {(e.table, key.rows[e.table][e.row]) for e in facts(made)} == old
    assert {(e.table, e.row) for e in facts(made)} != old
    assert all(not e.cells for e in facts(made))


def facts(answer: Answer) -> list[Evidence]:
    return [e for f in answer.findings for c in f.clues.values() for e in c.evidence]


def test_a_name_inside_a_text_or_a_source_goes_too() -> None:
    answer = inquiry.run(CASE)
    first = answer.findings[0]
    name = first.person.name
    last = max(name.split(), key=len)
    clue = next(iter(first.clues.values()))
    about = Source("own", f"Who is {last.upper()}?", url=f"https://a.example/{last.lower()}")
    row = replace(clue.evidence[0], says=f"{name} led it; General {last} left", sources=(about,))
    changed = replace(clue, because=f"as {first.person.id} says", evidence=(row,))
    finding = replace(first, clues={**first.clues, clue.clue: changed})
    made, _ = redact(replace(answer, findings=(finding, *answer.findings[1:])))
    texts = "".join(in_every_form(made).values())
    assert last.lower() not in texts.lower()
    assert first.person.id not in texts


@pytest.mark.parametrize("case", CASES)
def test_other_names_go_also_of_those_who_have_a_later_fact(case: str) -> None:
    """A later fact says whose it is by name alone; the list of those ruled out says more."""
    answer = inquiry.run(case)
    _, key = redact(answer)
    named = {p.id: p.aliases for p in everybody(answer) if p.aliases}
    assert {p.id for p in key.people.values() if p.aliases} == set(named)
    if case != CASE:
        assert set(named) & {m.person.id for m in answer.masked}


@pytest.mark.parametrize(
    ("given", "about", "shown"),
    [
        ("Juan Pérez López came", [], "P-1 came"),
        ("PEREZ LOPEZ, Juan came", [], "P-1 came"),
        ("Juan came", [], "Juan came"),
        ("General Pérez came", ["P-1"], "General [name] came"),
        ("General Pérez came", ["P-2"], "General Pérez came"),
        ("El Gato came; gato-9 left", [], "El P-1 came; P-2 left"),
        ("Pere\u0301z Lo\u0301pez came", [], "P-1 came"),
        ("María de la Cruz Roja", [], "P-2 Roja"),
        ("ab-12 and ab-1 and xab-1", [], "ab-12 and P-1 and xab-1"),
    ],
)
def test_names_are_found_in_running_text(given: str, about: list[str], shown: str) -> None:
    one = Person(1, "ab-1", "Juan Pérez López", ("Gato",))
    two = Person(2, "gato-9", "Cruz, María de la")
    assert NamedWords([(one, "P-1"), (two, "P-2")]).hidden(given, about) == shown


# --- the key ----------------------------------------------------------------------------------


def test_only_its_owner_may_read_the_key_and_it_is_sealed(told: Told, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    ended = told("run", CASE, "--format", "json", "--redact", str(key))
    assert ended.code == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    held = sealed.read(key, SCHEMA, "a key")
    codes = {f["person"]["id"] for f in json.loads(ended.out)["findings"]}
    assert codes <= held["people"].keys()
    names = {p["name"] for p in held["people"].values()}
    assert {f.person.name for f in inquiry.run(CASE).findings} <= names


def test_another_answers_key_is_not_written_over(tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    forms.redacted(inquiry.run(CASE), key)
    forms.redacted(inquiry.run(CASE), key)
    with pytest.raises(RequestError, match="not the key to this answer"):
        forms.redacted(inquiry.run(CASES[1]), key)


@pytest.mark.parametrize("form", ["table", "json", "html", "md"])
def test_the_command_redacts_every_form(told: Told, tmp_path: Path, form: str) -> None:
    ended = told("run", CASE, "--all", "--format", form, "--redact", str(tmp_path / "k"))
    assert ended.code == 0
    assert named_in(" ".join(ended.out.split()), inquiry.run(CASE)) == []


@pytest.mark.parametrize(
    "words", [("--format", "ftm"), ("--save", "."), ("--out", "k")], ids=lambda w: w[0]
)
def test_what_would_give_names_away_is_refused(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told("run", CASE, "--redact", "k", *words).code == 2
    assert not list(tmp_path.iterdir())


def test_an_answer_in_a_notebook_is_redacted_by_the_same_codes(told: Told, tmp_path: Path) -> None:
    answer = narrow.run(CASE)
    key = tmp_path / "key.json"
    made = {
        "json": answer.to("json", redact=key),
        "md": answer.to("md", redact=key),
        "html": answer.to("html", redact=key),
    }
    for form, text in made.items():
        ended = told("run", CASE, "--all", "--format", form, "--redact", str(key))
        assert str(text).strip() == ended.out.strip()
    answer.to("xlsx", tmp_path / "book.xlsx", redact=key)
    assert named_in(inside((tmp_path / "book.xlsx").read_bytes()), answer) == []
    narrow.run(CASES[1]).to("xlsx", redact=tmp_path / "weighed.json")
    narrow.run(CASES[1]).to("md", redact=tmp_path / "weighed.json")  # the same key
    assert (key.stat().st_mode & 0o077) == 0
    with pytest.raises(RequestError, match="name two"):
        answer.to("md", key, redact=key)


def test_no_key_is_written_for_a_form_that_there_is_not(told: Told, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    ended = told("run", CASE, "--format", "htlm", "--redact", str(key))
    assert (ended.code, "did you mean 'html'?" in ended.err) == (2, True)
    with pytest.raises(RequestError, match="did you mean 'html'"):
        narrow.run(CASE).to("htlm", redact=key)
    assert not key.exists()


def test_charts_are_refused_where_a_form_has_none() -> None:
    with pytest.raises(RequestError, match="charts"):
        narrow.run(CASE).to("md", charts=True)
