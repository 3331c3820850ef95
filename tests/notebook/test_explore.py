"""The widget as a notebook gets it: what is handed over, what stands where no widget runs."""

import builtins
import json
import subprocess
import sys
from typing import Any

import jsonschema
import pytest

from narrow import inquiry
from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError
from narrow.inquiry import Answer, run
from narrow.model.evidence import CARE
from narrow.notebook.explore import STYLE, Explorer, own, script
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.explore import explore
from narrow.report import explore_table
from narrow.report.data import schema
from tests.questions.desk import LISTED, SOLDIER, Desk, listing, person, post

CASES = (
    "wola-2018-former-commanders",
    "wola-2018-active-when-listed",
    "meridian-garrison-source",
    "meridian-harbour-memo",
    "meridian-lost-admiral",
)
CASE = CASES[0]
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def answer() -> Answer:
    return run(CASE)


@pytest.fixture(scope="module")
def widget(answer: Answer) -> Explorer:
    return answer.explore()


# --- what is handed over --------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_the_table_is_plain_data_as_described(case: str) -> None:
    data = explore_table.explore(inquiry.open(case).explore()).data
    jsonschema.validate(data, schema("explore"))
    assert json.loads(json.dumps(data)) == data
    width = 1 + sum(len(clue["readings"]) for clue in data["clues"])
    assert {len(row) for row in data["patterns"]} == {width + 1}
    assert {len(one["codes"]) for one in data["people"]} == {width}
    assert {len(one["facts"]) for one in data["people"]} == {width - 1}
    assert sum(row[-1] for row in data["patterns"]) == data["population"]
    assert data["care"] == CARE


@pytest.mark.parametrize("case", CASES)
def test_no_chance_and_no_weight_is_handed_over(case: str) -> None:
    """Not about anybody: weights hold for the case as it is written, so only its order goes."""
    text = json.dumps(explore_table.explore(inquiry.open(case).explore()).data)
    for word in ('"chance"', '"weight"', '"bits"', '"prob'):
        assert word not in text


def test_a_person_has_the_verdicts_of_the_answer(answer: Answer, widget: Explorer) -> None:
    by_id = {one["id"]: one for one in widget.table["people"]}
    columns = [(c["id"], r["name"]) for c in widget.table["clues"] for r in c["readings"]]
    for finding in answer.findings:
        codes = by_id[finding.person.id]["codes"]
        assert [finding.verdicts[key] for key in columns] == codes[1:]
        assert by_id[finding.person.id]["rank"] == finding.rank


def test_at_most_so_many_are_named_and_everybody_is_counted(desk: Desk) -> None:
    """Who fits first; then who lacks one clue, for switching that off brings them in."""
    desk.people(*(person(f"p{at}") for at in range(9)))
    desk.posts(post("p7"), post("p5"), *(post(f"p{at}", sector="civil") for at in (0, 1, 2)))
    desk.listings(listing("p7"), listing("p8"))
    opened = inquiry.open(desk.case(SOLDIER, LISTED))
    with DuckDB() as engine:
        engine.load(opened.content)
        found = explore(Evaluation(opened.case, opened.content, engine), most=3)
        data = explore_table.explore(found).data
    assert [one.person.id for one in found.people] == ["p5", "p7", "p8"]
    assert found.population == 9
    assert len(data["people"]) == 3
    assert sum(row[-1] for row in data["patterns"]) == data["population"] == 9


def test_a_long_text_is_cut_and_hidden_characters_are_shown(desk: Desk) -> None:
    desk.people(person("ana", name="x" * 5_000), person("ben", name="a\u202eb\x1b[31m\nc"))
    desk.posts(post("ana"), post("ben"))
    data = explore_table.explore(inquiry.open(desk.case(SOLDIER)).explore()).data
    ana, ben = (one["name"] for one in data["people"])
    assert len(ana) == explore_table.LONGEST + 1
    assert ben == "a�b�[31m c"


def test_an_address_that_is_no_web_is_not_handed_over(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", source="s1", also="s2"))
    desk.sources(
        {"id": "s1", "title": "One", "url": "javascript:alert(1)"},
        {"id": "s2", "title": "Two", "url": "https://example.org/2"},
    )
    data = explore_table.explore(inquiry.open(desk.case(SOLDIER)).explore()).data
    assert [one["url"] for one in data["sources"]] == ["", "https://example.org/2"]


# --- the widget -----------------------------------------------------------------------------------


def test_it_begins_as_written(widget: Explorer) -> None:
    assert widget.chosen == {
        "commander": {"role": "required", "reading": 1},
        "graft": {"role": "required", "reading": 2},
    }


def test_where_no_widget_runs_the_answer_stands(answer: Answer, widget: Explorer) -> None:
    shown, _ = widget._repr_mimebundle_()
    assert WIDGET in shown
    assert shown["text/html"] == answer._repr_html_()
    assert "Fitting a description is no evidence" in shown["text/html"]


def test_the_script_asks_no_network_and_builds_no_markup() -> None:
    text = script()
    for word in ("fetch(", "XMLHttpRequest", "import ", "import(", "innerHTML", "outerHTML",
                 "insertAdjacentHTML", "document.write", "eval(", "Function(", "http://"):  # fmt: skip
        assert word not in text, word
    assert "url(" not in own(STYLE)
    assert "@import" not in own(STYLE)


def test_without_the_extra_it_says_what_to_install(
    answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = builtins.__import__

    def without(name: str, *given: Any, **more: Any) -> Any:
        if name == "anywidget":
            raise ModuleNotFoundError("No module named 'anywidget'", name="anywidget")
        return usual(name, *given, **more)

    monkeypatch.delitem(sys.modules, "narrow.notebook.explore")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RequestError, match=r"pip install .*\[notebook\]"):
        answer.explore()


def test_an_answer_without_it_loads_no_widget() -> None:
    code = (
        "import sys; from narrow.inquiry import run; "
        f"repr(run({CASE!r})); print('anywidget' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
