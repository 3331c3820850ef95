"""The Python API of notebooks: every method has an example that runs, and shows itself safely."""

import doctest
import json
from pathlib import Path
from typing import Any

import pandas
import pytest

import narrow
from narrow import inquiry
from narrow.errors import RegisterError, RequestError, RuleError
from narrow.inquiry import Answer, case, run
from narrow.registers import frames
from narrow.registers.opening import load_register
from tests.conftest import Told
from tests.questions.desk import SOLDIER, Desk, person, post

CASE = "wola-2018-former-commanders"
EXAMPLES = doctest.DocTestFinder(exclude_empty=True).find(Answer, extraglobs={"run": run})
EXAMPLES = [example for example in EXAMPLES if example.examples]
CELL = """\
narrow: 1
kind: case
id: cell
title: A case in a cell
register: venezuela-2018
as_of: "2018-09-08"
subject: {kind: published-list, purpose: "try a cell"}
clues:
  - {id: soldier, quote: a soldier, some: posts, where: {sector: military}}
"""


@pytest.fixture(scope="module")
def answer() -> Answer:
    return run(CASE)


# --- what a user needs, and only that ---------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_an_example_prints_what_it_says(example: doctest.DocTest) -> None:
    runner = doctest.DocTestRunner(verbose=False)
    assert runner.run(example).failed == 0


@pytest.mark.parametrize(
    "name",
    [
        n
        for n, it in vars(Answer).items()
        if not n.startswith("_") and it.__doc__ and n != "inquiry"
    ],
)
def test_every_method_is_documented_with_an_example(name: str) -> None:
    assert ">>>" in (getattr(Answer, name).__doc__ or ""), name


# --- the same words as everywhere -------------------------------------------------------------


def test_it_shows_itself_as_the_terminal_does(answer: Answer, told: Told) -> None:
    printed = told("run", CASE, "--format", "table").out
    for line in ("14 fit", "Fits (14)", "In doubt"):
        assert line in repr(answer)
        assert line in printed
        assert line in answer._repr_html_()
    assert "Fitting a description is no evidence" in " ".join(repr(answer).split())


QUESTIONS = ("why", "tally", "funnel", "misses", "matrix", "flip", "next", "exposure")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_gives_what_the_command_gives(question: str, answer: Answer, told: Told) -> None:
    given = {"why": [answer.findings[0].person.id], "tally": ["gender"]}.get(question, [])
    shown = getattr(answer, question)(*given)
    words = ["--by", *given] if question == "tally" else given
    words = [*words, "--all"] if question == "matrix" else words
    printed = told(question, CASE, *words, "--format", "json")
    assert json.loads(printed.out) == json.loads(json.dumps(shown.data))
    assert len(shown.frame().columns) > 1
    assert repr(shown)
    assert shown._repr_html_().startswith("<pre")


def test_it_is_written_beside_and_renamed(answer: Answer, tmp_path: Path) -> None:
    text = str(answer.to("json", tmp_path / "a.json"))
    assert json.loads(text)["counts"]["met"] == 14
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_the_frames_agree_with_the_findings(answer: Answer) -> None:
    people, facts = answer.frame(), answer.evidence()
    assert list(people["person_id"]) == [f.person.id for f in answer.findings]
    assert set(people["status"]) <= {"met", "in_doubt", "no_record"}
    assert "chance" not in people.columns  # a published list
    rows = sum(len(c.evidence) for f in answer.findings for c in f.clues.values())
    assert len(facts) == rows > 0


def test_a_frame_with_chances_says_what_is_outside_the_register() -> None:
    people = run("meridian-harbour-memo").frame()
    assert people["chance"].notna().any()
    assert people.attrs["not in this register"] > 0
    assert "no evidence" in people.attrs["care"]


# --- hostile names ----------------------------------------------------------------------------


def test_markup_in_a_name_stays_text(desk: Desk) -> None:
    hostile = "<script>alert(1)</script>[red]\x1b[31m"
    desk.people(person("ana", name=hostile))
    desk.posts(post("ana", sector="military", title="<img src=x onerror=alert(1)>"))
    desk.case(SOLDIER)
    page = run("small")._repr_html_()
    assert "<script" not in page
    assert "<img" not in page
    assert "\x1b" not in page + repr(run("small"))
    assert "&lt;script&gt;" in page


# --- cases in cells, frames as registers ------------------------------------------------------


def test_a_case_in_a_cell_is_asked(answer: Answer) -> None:
    found = run(case(CELL))
    assert found.counts.met > 14
    assert found.about.register == "venezuela-2018"
    assert run(case(CELL, data="venezuela-2018", as_of="2010-01-01")).about.as_of == "2010-01-01"


def test_a_fault_names_the_line_of_the_cell() -> None:
    with pytest.raises(RuleError) as caught:
        case(CELL.replace("military", "militray"))
    (issue,) = caught.value.issues
    assert (issue.file, issue.line) == ("cell", 9)
    assert "did you mean 'military'" in issue.message


def test_what_is_read_already_is_not_read_again() -> None:
    opened = inquiry.open(CASE)
    assert inquiry.open(opened) is opened
    with pytest.raises(RequestError, match="read already"):
        inquiry.open(opened, as_of="2018-01-01")
    content = load_register("venezuela-2018")
    assert run(CASE, data=content).counts.met == 14
    assert narrow.find(["posts: role=minister"], data=content).answer.counts.met > 0


def test_a_register_is_made_of_frames(answer: Answer) -> None:
    folder = Path(__file__).parents[2] / "datasets" / "venezuela-2018"
    register = load_register("venezuela-2018").register
    given = {
        role: pandas.read_csv(folder / table.path, dtype=str, keep_default_na=False)
        for role, table in register.tables.items()
    }
    content = narrow.register_from_frames(given, "venezuela-2018")
    assert run(CASE, data=content).counts == answer.counts
    again = narrow.register_from_frames(given, "venezuela-2018")
    assert again.sha256 == content.sha256


def test_cells_of_frames_become_texts() -> None:
    days = pandas.to_datetime(["1960-05-01", None])
    assert [frames._text(day) for day in days] == ["1960-05-01", ""]
    years = pandas.Series([1960, None])
    assert [frames._text(year) for year in years] == ["1960", ""]
    assert frames._text("x") == "x"


def test_a_strange_table_or_column_is_named() -> None:
    empty = pandas.DataFrame({"titel": []})
    with pytest.raises(RequestError, match="did you mean 'posts'"):
        narrow.register_from_frames({"post": empty}, "venezuela-2018")
    with pytest.raises(RegisterError, match="did you mean 'title'"):
        narrow.register_from_frames({"posts": empty}, "venezuela-2018")


# --- the magic of a cell ----------------------------------------------------------------------


class Shell:
    def __init__(self) -> None:
        self.user_ns: dict[str, Any] = {}
        self.magics: dict[str, Any] = {}

    def register_magic_function(self, function: Any, magic_kind: str, magic_name: str) -> None:
        self.magics[f"{magic_kind} {magic_name}"] = function


@pytest.fixture
def shell() -> Shell:
    made = Shell()
    narrow.load_ipython_extension(made)
    return made


def test_a_cell_is_answered_and_kept(shell: Shell) -> None:
    found = shell.magics["cell narrow"]("--as-of 2018-01-01 --into mine", CELL)
    assert found.about.as_of == "2018-01-01"
    assert shell.user_ns == {"mine": found}
    assert shell.magics["cell narrow"]("", CELL) is shell.user_ns["answer"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--dta x", "'--dta': expected --data, --as-of, --into, each with a value"),
        ("--data", "'--data': expected"),
        ("--into 1x", "'1x' is no name of a variable"),
        ("--data 'x", "No closing quotation"),
        ("--as-of 2018-02-30", "is no day"),
        ("--data nowhere", "no register 'nowhere'"),
    ],
)
def test_a_wrong_line_is_said_without_a_traceback(
    line: str, said: str, shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell.magics["cell narrow"](line, CELL) is None
    assert said in capsys.readouterr().err
    assert shell.user_ns == {}


def test_a_fault_in_a_cell_is_shown_at_its_line(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell.magics["cell narrow"]("", CELL.replace("military", "militray")) is None
    assert "cell:9:" in capsys.readouterr().err


def test_in_a_real_shell(capsys: pytest.CaptureFixture[str]) -> None:
    ipython = pytest.importorskip("IPython.core.interactiveshell")
    shell = ipython.InteractiveShell.instance()
    shell.run_line_magic("load_ext", "narrow")
    try:
        assert shell.run_cell_magic("narrow", "", CELL).counts.met > 14
    finally:
        ipython.InteractiveShell.clear_instance()
