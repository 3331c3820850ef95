"""About an unnamed source codes stand for names in every command and form, unless names are asked for."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import narrow
from narrow import inquiry
from narrow.errors import RequestError
from narrow.inquiry import Inquiry
from narrow.model.result import Result
from narrow.report.explore_table import explore
from tests.conftest import Told
from tests.questions.desk import CHIEF, SOLDIER, Desk, person, post, source

CASE = "meridian-garrison-source"
UNNAMED = "subject: {kind: unnamed-source, purpose: protect our source}\n"
NAMES = (
    "Quill",
    "Varga",
    "Oslo",
    "Brandt",
    "Tully",
    "Marrow",
    "Fenn",
    "q-77",
    "v-12",
    "f-31",
    "t-9",
)
ROLE = SOLDIER.replace("military", "{any: [military, civil]}")
MAN = "{id: man, quote: a man, source: s, rule: man, reading: wide}"
READINGS = """\
readings:
  narrow: {person: {gender: male}}
  wide: {person: {gender: {any: [male, female]}}}
"""
MORE = """\
sources: {s: {title: The text}}
exclude: [{person: t-9, reason: has died, source: s}]
marked: [{person: v-12, reason: an unlikely fit, source: s}]
"""
FORMS = ("table", "json", "csv", "md", "html", "xlsx")
QUESTIONS = (
    ("run", "small"), ("run", "small", "--all"), ("why", "small", "q-77"), ("why", "small", "Fenn"),
    ("why", "small", "t-9"), ("funnel", "small"), ("misses", "small", "--all"),
    ("matrix", "small", "--all"), ("matrix", "small", "--sort", "name"), ("flip", "small", "--all"),
    ("tally", "small"), ("tally", "small", "--by", "name"), ("exposure", "small"),
    ("figures", "small"),
)  # fmt: skip


@pytest.fixture
def small(desk: Desk) -> Desk:
    """A source among few: names stand in their rows, their sources, and beside each other."""
    desk.people(
        person("q-77", name="Ada Quill", aka="Quill;Ada of Oslo", gender="female"),
        person("v-12", name="Bo Varga", gender="male"),
        person("f-31", name="Fenn", background="unknown"),
        person("t-9", name="Tully Marrow"),
        person("b-5", name="Cy Brandt"),
    )
    desk.posts(
        post("q-77", role="chief", title="Chief, after Bo Varga; Quill led it", source="s1"),
        post("v-12", title="Soldier of Varga's guard", source="s2"),
        post("t-9", role="chief", title="Chief Marrow"),
        post("b-5", sector="civil", role="chief", title="Later: Brandt", start="2019"),
    )
    desk.sources(
        source("s1", title="Who is Ada Quill?", url="https://a.example/quill"),
        source("s2", title="General Varga speaks", url="https://a.example/varga"),
    )
    desk.attribute(READINGS, name="man")
    desk.case(ROLE, CHIEF, MAN, more=MORE, subject=UNNAMED)
    return desk


def seen(text: str) -> set[str]:
    """Give the names that stand in a text, read without the signs of Markdown."""
    said = re.sub(r"\\(.)", r"\1", text).lower()
    return {name for name in NAMES if re.search(rf"(?<![\w-]){name.lower()}(?![\w-])", said)}


def every_form(told: Told, words: tuple[str, ...], folder: Path, *more: str) -> dict[str, str]:
    found = {}
    for form in FORMS:
        file = folder / f"out.{form}"
        ended = told(*words, *more, "--format", form, "--out", str(file))
        assert ended.code == 0, (words, form, ended.err)
        assert not seen(ended.err)
        found[form] = inside(file.read_bytes())
    return found


def inside(made: bytes) -> str:
    if not made.startswith(b"PK"):
        return made.decode()
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_no_name_stands_in_any_form(
    small: Desk, told: Told, tmp_path: Path, words: tuple[str, ...]
) -> None:
    for form, text in every_form(told, words, tmp_path).items():
        assert not seen(text), form


@pytest.mark.parametrize("words", [("run", "small", "--all"), ("why", "small", "q-77")])
def test_names_are_shown_where_they_are_asked_for(
    small: Desk, told: Told, tmp_path: Path, words: tuple[str, ...]
) -> None:
    for form, text in every_form(told, words, tmp_path, "--names").items():
        assert "Quill" in text, form
        assert "P-0" not in text, form


def test_the_screen_says_that_names_are_hidden(small: Desk, told: Told) -> None:
    for words in (("run",), ("misses",), ("flip",), ("matrix",)):
        assert "Names are hidden" in told(*words, "small").out
        assert "Names are hidden" not in told(*words, "small", "--names").out
    assert "Names are hidden" in told("why", "small", "q-77").out


def test_somebody_has_one_code_everywhere_and_is_asked_for_by_it(small: Desk, told: Told) -> None:
    asked = inquiry.open("small")
    names = {f.person.id: f for f in inquiry.open("small", names=True).run().findings}
    code = asked.why("q-77").person.id
    assert re.fullmatch(r"P-\d\d", code)
    finding = next(f for f in asked.run().findings if f.person.id == code)
    assert finding.status is names["q-77"].status
    assert asked.why(code.lower()).data == asked.why("q-77").data == inquiry.why("small", code).data
    assert code in {row.person.id for row in asked.matrix().rows}
    assert code in {one.person.id for one in asked.explore().people}
    assert f"{code}\n" in told("why", "small", code).out


LOOKS: dict[str, Callable[[Inquiry], Result]] = {
    "run": lambda asked: asked.run(),
    "why": lambda asked: asked.why("q-77"),
    "misses": lambda asked: asked.misses(),
    "matrix": lambda asked: asked.matrix("name"),
    "flip": lambda asked: asked.flip(),
    "tally": lambda asked: asked.tally("name"),
    "explore": lambda asked: explore(asked.explore()),
}


@pytest.mark.parametrize("name", LOOKS)
def test_no_name_stands_in_a_notebook_or_a_frame(small: Desk, name: str) -> None:
    made = LOOKS[name](inquiry.open("small"))
    said = [repr(made), json.dumps(made.data, ensure_ascii=False)]
    if name != "explore":
        said += [made._repr_html_(), made.frame().to_csv(), str(made.frame().attrs)]
    if isinstance(made, inquiry.Answer):
        said += [made.evidence().to_csv(), made.explore()._page]
    assert not seen("\n".join(said))
    shown = LOOKS[name](inquiry.open("small", names=True))
    assert seen(json.dumps(shown.data, ensure_ascii=False))


def test_a_cell_of_a_notebook_shows_no_name(small: Desk) -> None:
    text = (small.folder / "rules/cases/small.yaml").read_text(encoding="utf-8")
    assert not seen(repr(narrow.case(text).run()))
    assert seen(repr(narrow.case(text, names=True).run()))


@pytest.mark.parametrize("kind", ["flip", "timeline"])
def test_no_name_stands_in_a_chart(small: Desk, kind: str) -> None:
    pytest.importorskip("altair", reason="the extra charts is not installed")
    person = "q-77" if kind == "timeline" else ""
    hidden, shown = (inquiry.open("small", names=names).chart(kind, person) for names in (0, 1))
    assert not seen(json.dumps(hidden.spec, ensure_ascii=False))
    assert seen(json.dumps(shown.spec, ensure_ascii=False))


def test_equals_stand_in_no_order_of_names(desk: Desk) -> None:
    desk.people(*(person(f"p{at:02}", name=f"Nn{at:02} Oo") for at in range(30)))
    desk.posts(*(post(f"p{at:02}") for at in range(30)))
    desk.case(SOLDIER, subject=UNNAMED)
    asked = inquiry.open("small")
    orders = [
        [f.person.id for f in asked.run().findings],
        [one.person.id for one in asked.explore().people],
        [row.person.id for row in asked.matrix("name").rows],
    ]
    by_name = [asked.why(f"p{at:02}").person.id for at in range(3)]
    for order in orders:
        assert order == sorted(order)
    assert by_name != sorted(by_name) or by_name != orders[0][:3]


def test_next_is_refused_and_says_why(told: Told) -> None:
    for more in ((), ("--names",), ("--format", "json")):
        ended = told("next", CASE, *more)
        assert (ended.code, ended.out) == (2, "")
        assert "where to look for the person meant" in ended.err
        assert "narrow exposure" in ended.err
    with pytest.raises(RequestError, match="unnamed source"):
        narrow.run(CASE).next()


def test_near_misses_do_not_say_where_to_look(told: Told) -> None:
    for more in ((), ("--names",)):
        assert "gazette" not in told("misses", CASE, "--all", *more).out
    assert "gazette" in told("misses", "meridian-harbour-memo", "--all").out


def test_nobody_is_found_out_by_a_wrong_name(small: Desk, told: Told) -> None:
    for wanted in ("Var", "Vargaa", "nobody at all"):
        ended = told("why", "small", wanted)
        assert ended.code == 2
        assert seen(ended.err) <= seen(wanted)
    assert "Varga" in told("why", "small", "Vargaa", "--names").err


def test_a_kept_run_holds_names_and_is_kept_only_with_them(small: Desk, told: Told) -> None:
    ended = told("run", "small", "--save", ".")
    assert ended.code == 2
    assert "--names" in ended.err
    assert told("run", "small", "--names", "--save", "one.json").code == 0
    small.posts(post("q-77", role="chief", title="Chief Quill"), post("v-12", role="chief"))
    assert told("run", "small", "--names", "--save", "two.json").code == 0
    for words in (("diff", "one.json", "two.json"), ("rerun", "one.json")):
        for form in ("table", "json", "csv", "md"):
            ended = told(*words, "--all", "--format", form)
            assert not seen(ended.out), (words, form)
            assert "P-0" in ended.out, (words, form)
            assert seen(told(*words, "--all", "--names", "--format", form).out)


def test_the_key_of_a_redacted_run_leads_from_the_same_codes(small: Desk, told: Told) -> None:
    code = inquiry.why("small", "q-77").person.id
    for words in (("--format", "json"), ("--format", "xlsx", "--out", "b.xlsx")):
        key = f"{words[1]}.key"
        assert told("run", "small", "--redact", key, *words).code == 0
        given: Any = json.loads(Path(key).read_text(encoding="utf-8"))
        assert given["people"][code]["id"] == "q-77"
    assert not seen(inside(Path("b.xlsx").read_bytes()))


@pytest.mark.parametrize("question", ["run", "misses", "matrix", "exposure"])
def test_names_are_shown_only_where_the_case_says_what_for(
    small: Desk, told: Told, question: str
) -> None:
    small.case(SOLDIER, subject="subject: {kind: unnamed-source}\n")
    ended = told(question, "small", "--names")
    assert (ended.code, ended.out) == (2, "")
    assert "add purpose: under subject:" in ended.err
    assert told(question, "small").code == 0


@pytest.mark.parametrize("kind", ["published-list", "public-official", "invented"])
def test_other_cases_show_names_as_before(small: Desk, told: Told, kind: str) -> None:
    small.case(ROLE, CHIEF, subject=f"subject: {{kind: {kind}}}\n")
    shown = told("run", "small", "--all").out
    assert "Ada Quill" in shown
    assert told("run", "small", "--all", "--names").out == shown


@pytest.mark.parametrize(
    ("question", "more"), [("flip", ()), ("next", ()), ("misses", ()), ("why", ("q-77",))]
)
def test_a_csv_and_a_frame_that_name_some_say_how_many_and_care(
    small: Desk, told: Told, question: str, more: tuple[str, ...]
) -> None:
    small.case(ROLE, CHIEF, subject="subject: {kind: published-list}\n")
    found = told(question, "small", *more, "--format", "csv").out
    assert re.search(r"\d+ (to \d+ of \d+ )?fit", found)
    assert "Fitting a description is no evidence of anything." in found
    made: Any = getattr(inquiry.open("small"), question)(*more)
    assert made.frame().attrs["care"] == made.care
    if question != "why":
        assert made.frame().attrs["fit"] == "2 to 5"


def test_a_csv_of_the_list_itself_holds_nothing_but_its_rows(small: Desk, told: Told) -> None:
    small.case(ROLE, CHIEF)
    for question in ("run", "matrix"):
        assert "\n\n" not in told(question, "small", "--format", "csv").out
