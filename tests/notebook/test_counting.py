"""The widget's arithmetic gives what Python gives: every reading, every role, ranks and words."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from narrow import inquiry
from narrow.engines.duckdb import DuckDB
from narrow.inquiry import Inquiry
from narrow.model.cases import Case, Clue, Role, Subject
from narrow.model.evidence import Answer, Counts
from narrow.model.verdicts import Verdict
from narrow.notebook import explore as explorer
from narrow.questions import run as answers
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.patterns import required
from narrow.questions.explore import Exploration
from narrow.report import explore_table
from narrow.report.words import outcome
from tests.questions.desk import CHIEF, LISTED, SOLDIER, Desk, listing, person, post

ROOT = Path(__file__).parents[2]
CASES = sorted(path.stem for path in (ROOT / "rules" / "cases").glob("*.yaml"))
NODE = shutil.which("node")
RANDOM_ROLES = 40  # choices of roles for each case that are counted
WHOLE_RUNS = 5  # of them, choices that are run again from the register
MOST_READINGS = 300

pytestmark = pytest.mark.skipif(not NODE, reason="no node here to run the script's arithmetic")

RUN = """
import {{ readFileSync }} from "node:fs";
const c = await import({address});
const {{ data, chosen }} = JSON.parse(readFileSync(0, "utf8"));
const told = chosen.map((now) => ({{
  counts: c.counts(data, now),
  said: c.outcome(c.counts(data, now)),
  funnel: c.funnel(data, now),
  alone: data.clues.map((clue) => c.alone(data, clue, now[clue.id].reading)),
  list: c.list(data, now).map((o) => [o.rank, o.person.id, o.status, o.grade, o.sources]),
  out: c.out(data, now).map((o) => [o.person.id, o.clue ? o.clue.id : ""]),
}}));
console.log(JSON.stringify(told));
"""

Chosen = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Told:
    """What the script says of one choice."""

    said: Mapping[str, Any]

    @property
    def counts(self) -> Counts:
        return Counts(**self.said["counts"])


def tell(data: Mapping[str, Any], chosen: list[Chosen], folder: Path) -> list[Told]:
    """Run the arithmetic under node, once for many choices."""
    module = folder / "counting.mjs"
    module.write_text(explorer.own("counting.js"), encoding="utf-8")
    code = RUN.format(address=json.dumps(module.as_uri()))
    given = json.dumps({"data": data, "chosen": chosen})
    words = [str(NODE), "--input-type=module", "-e", code]
    done = subprocess.run(words, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [Told(one) for one in json.loads(done.stdout)]


def as_case(case: Case, chosen: Chosen) -> Case:
    """Write the case that a choice means: what is off is not in it."""
    clues = tuple(
        replace(
            clue,
            role=Role(chosen[clue.id]["role"]),
            deciding=clue.readings[chosen[clue.id]["reading"]].name,
        )
        for clue in case.clues
        if chosen[clue.id]["role"] != "off"
    )
    return replace(case, clues=clues, subject=Subject.PUBLISHED_LIST)  # that nobody is weighed


def as_written(case: Case) -> Chosen:
    return {c.id: {"role": c.role.value, "reading": _at(c, c.deciding)} for c in case.clues}


def _at(clue: Clue, name: str) -> int:
    return [reading.name for reading in clue.readings].index(name)


def every_reading(case: Case) -> Iterator[Chosen]:
    """Choose every combination of readings, each clue in the role that the case gives it."""
    for places in product(*(range(len(clue.readings)) for clue in case.clues)):
        yield {
            clue.id: {"role": clue.role.value, "reading": place}
            for clue, place in zip(case.clues, places, strict=True)
        }


def any_roles(case: Case, dice: Random) -> Chosen:
    return {
        clue.id: {
            "role": dice.choice(["off", "supporting", "required", "required-strictly"]),
            "reading": dice.randrange(len(clue.readings)),
        }
        for clue in case.clues
    }


def counted(case: Case, found: Exploration) -> Counts:
    """Count with Python; a case without required clues has everybody of the population."""
    names = {clue.id: clue.deciding for clue in required(case)}
    return table.counts_under(case, found.patterns, names)


def compare_counts(told: Told, case: Case, found: Exploration) -> None:
    assert told.counts == counted(case, found)
    assert told.said["said"] == outcome(counted(case, found))
    steps = [
        (step["clue"], step["reading"], Counts(**step["counts"])) for step in told.said["funnel"]
    ]
    assert steps == [(s.clue, s.reading, s.counts) for s in table.funnel(case, found.patterns)]


def compare_lists(told: Told, ran: Answer) -> None:
    """Compare with a whole run of the changed case: ranks, grades, sources, who is ruled out."""
    assert told.counts == ran.counts
    assert told.said["list"] == [
        [f.rank, f.person.id, int(f.status), f.grade.code if f.grade else "", f.sources]
        for f in ran.findings
    ]
    by_clue = sorted([r.person.id, r.clue] for r in ran.ruled_out if r.would_be is None)
    assert sorted(told.said["out"]) == by_clue


def run_again(opened: Inquiry, case: Case) -> Answer:
    with DuckDB() as engine:
        engine.load(opened.content)
        return answers.run(Evaluation(case, opened.content, engine))


@pytest.mark.parametrize("name", CASES)
def test_every_reading_is_counted_as_python_counts_it(name: str, tmp_path: Path) -> None:
    found = inquiry.open(name).explore()
    chosen = list(islice(every_reading(found.case), MOST_READINGS))
    assert chosen
    for now, told in zip(
        chosen, tell(explore_table.explore(found).data, chosen, tmp_path), strict=True
    ):
        compare_counts(told, as_case(found.case, now), found)


@pytest.mark.parametrize("name", CASES)
def test_any_roles_give_what_a_run_of_the_changed_case_gives(name: str, tmp_path: Path) -> None:
    opened = inquiry.open(name, names=True)
    found = opened.explore()
    dice = Random(name)  # noqa: S311 - repeatable, not secret
    chosen = [any_roles(found.case, dice) for _ in range(RANDOM_ROLES)]
    ran = 0
    for now, told in zip(
        chosen, tell(explore_table.explore(found).data, chosen, tmp_path), strict=True
    ):
        case = as_case(found.case, now)
        compare_counts(told, case, found)
        if case.clues and ran < WHOLE_RUNS:
            ran += 1
            compare_lists(told, run_again(opened, case))
    assert ran == WHOLE_RUNS


@pytest.mark.parametrize("name", CASES)
def test_as_written_it_is_the_answer(name: str, tmp_path: Path) -> None:
    """Ranks too, those by weight as well: a weighed case keeps its order until it is changed."""
    found, ran = inquiry.open(name).explore(), inquiry.run(name)
    (told,) = tell(explore_table.explore(found).data, [as_written(found.case)], tmp_path)
    compare_counts(told, found.case, found)
    compare_lists(told, ran)
    assert (ran.weighing is not None) == found.weighed


def test_everything_off_leaves_the_whole_population(tmp_path: Path) -> None:
    found = inquiry.open("wola-2018-former-commanders").explore()
    off = {c.id: {"role": "off", "reading": 0} for c in found.case.clues}
    (told,) = tell(explore_table.explore(found).data, [off], tmp_path)
    assert told.counts == Counts(met=77)
    assert {rank for rank, *_ in told.said["list"]} == {1}


# --- a small register with everything in it -----------------------------------------------------


def small(desk: Desk) -> str:
    """Lay out persons who meet, who are in doubt, of whom nothing is known, who do not."""
    desk.people("ana", "ben", person("cat", background="unknown"), "dan", "eve", "fay")
    desk.posts(
        post("ana", role="chief"),
        post("ben", start="2018", end=""),
        post("dan", role="chief", sector="civil"),
        post("fay", sector="", role="chief"),
    )
    desk.listings(listing("ana"), listing("dan"), listing("eve", authority=""))
    strictly = CHIEF.replace("source: s", "source: s, role: required-strictly")
    supporting = LISTED.replace("source: s", "source: s, role: supporting")
    off = "exclude: [{person: fay, reason: not the one, source: s}]\n"
    return desk.case(SOLDIER, strictly, supporting, more=off)


def test_strict_clues_and_those_taken_off(desk: Desk, tmp_path: Path) -> None:
    name = small(desk)
    opened = inquiry.open(name)
    found = opened.explore()
    data = explore_table.explore(found).data
    dice = Random(5)  # noqa: S311 - repeatable, not secret
    chosen = [as_written(found.case), *(any_roles(found.case, dice) for _ in range(30))]
    statuses = set()
    for now, told in zip(chosen, tell(data, chosen, tmp_path), strict=True):
        case = as_case(found.case, now)
        compare_counts(told, case, found)
        if case.clues:
            compare_lists(told, run_again(opened, case))
        assert "fay" not in [key for _, key, *_ in told.said["list"]]
        statuses |= {status for _, _, status, *_ in told.said["list"]}
    assert statuses == {2, 1, 0}
    roles = {clue["id"]: clue["roles"] for clue in data["clues"]}
    assert roles["chief"] == ["off", "supporting", "required", "required-strictly"]
    assert roles["soldier"] == ["off", "supporting", "required"]


def test_what_is_unsound_of_a_choice_stays_as_written(desk: Desk, tmp_path: Path) -> None:
    data = explore_table.explore(inquiry.open(small(desk)).explore()).data
    module = tmp_path / "counting.mjs"
    module.write_text(explorer.own("counting.js"), encoding="utf-8")
    strange = {
        "soldier": {"role": "required-strictly", "reading": 7},
        "chief": None,
        "listed": {"role": "required", "reading": "0"},
    }
    code = (
        f"const c = await import({json.dumps(module.as_uri())});"
        f"console.log(JSON.stringify(c.sound({json.dumps(data)}, {json.dumps(strange)})));"
    )
    words = [str(NODE), "--input-type=module", "-e", code]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {
        "soldier": {"role": "required", "reading": 0},
        "chief": {"role": "required-strictly", "reading": 0},
        "listed": {"role": "required", "reading": 0},
    }


def test_verdicts_have_the_same_numbers(tmp_path: Path) -> None:
    text = explorer.own("counting.js")
    for verdict in Verdict:
        assert f"export const {verdict.name} = {int(verdict)};" in text
