"""A published number beside ours: how many of the not known, and which, would have to be a yes."""

import json
from pathlib import Path

import pytest

from narrow import inquiry
from tests.conftest import Told
from tests.questions.desk import SOLDIER, Desk, person, post

WOLA = "wola-2018-former-commanders"


def asked(desk: Desk, figure: str, *, by_hand: str = "", subject: str = "published-list") -> str:
    """One certain, two in doubt, two without record; ids are names."""
    desk.people(*map(person, ("one", "may", "might", "out")), *(
        person(key, background="unknown") for key in ("blank", "bare")
    ))  # fmt: skip
    desk.posts(
        post("one", commands="yes"), post("may", commands="yes", sector=""),
        post("might", commands="yes", sector=""), post("out", sector="civil"),
    )  # fmt: skip
    published = f"published: [{{says: soldiers, quote: so many, source: s, {figure}}}]\n"
    return desk.case(
        SOLDIER, more=by_hand + published, subject=f"subject: {{kind: {subject}, purpose: p}}\n"
    )


@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        ("at_least: 1", ""),
        ("at_least: 2", "2 is above the 1 certain; it is reached if 1 of the 2 in doubt meets soldier"),
        ("at_least: 3", "3 is above the 1 certain; it is reached if the 2 in doubt meet soldier"),
        ("at_least: 4", "4 is above the 1 certain; it is reached if the 2 in doubt and 1 of the 2 without record meet soldier"),
        ("at_least: 5", "5 is above the 1 certain; it is reached if the 2 in doubt and the 2 without record meet soldier"),
        ("at_least: 6", "6 is not reached even if all 4 not known do"),
        ("exactly: 0", ""),
        ("exactly: 1", "1 are certain; it is reached if none of the 4 not known do"),
        ("exactly: 3", "3 is above the 1 certain; it is reached if the 2 in doubt meet soldier and nobody else not known does"),
        ("exactly: 5", "5 is above the 1 certain; it is reached if the 2 in doubt and the 2 without record meet soldier"),
    ],
)  # fmt: skip
def test_it_says_which_of_the_not_known_would_have_to_be_a_yes(
    desk: Desk, figure: str, reached: str
) -> None:
    (found,) = inquiry.figures(asked(desk, f"clues: {{soldier: }}, {figure}")).figures
    assert (found.counts.met, found.counts.in_doubt, found.counts.no_record) == (1, 2, 2)
    assert found.reached == reached


def test_nothing_has_to_be_so_where_everything_is_known(desk: Desk) -> None:
    desk.people("ana", "bea")
    desk.posts(post("ana"))
    published = "published: [{says: s, quote: q, source: s, clues: {soldier: }, at_least: 2}]\n"
    (found,) = inquiry.figures(desk.case(SOLDIER, more=published)).figures
    assert (found.low, found.high, found.reached, found.verdict) == (1, 1, "", "above our range")


def test_the_run_says_it_in_every_form(told: Told, tmp_path: Path) -> None:
    said = "23 is above the 14 certain; it is reached if the 9 in doubt meet commander"
    ours = "at least 23; on record 14 to 30: 14 certain, 9 in doubt, 7 without record"
    for form in ("table", "md", "html"):
        text = " ".join(told("run", WOLA, "--format", form).out.split())
        assert said in text
        assert ours in text
    data = json.loads(told("run", WOLA, "--format", "json").out)
    assert data["figures"][0]["reached"] == said
    assert data["figures"] == [
        one | {"case_id": ""} for one in json.loads(told("figures", WOLA, "--format", "json").out)["figures"]
    ]  # fmt: skip
    assert inquiry.run(WOLA).figures().figures[0].reached == said


def test_who_is_in_doubt_is_named_where_names_are_asked_for(desk: Desk, told: Told) -> None:
    name = asked(desk, "clues: {soldier: }, at_least: 3")
    assert "in doubt: May, Might" not in told("figures", name).out
    assert "in doubt: May, Might" in " ".join(told("figures", name, "--names").out.split())
    (found,) = inquiry.figures(name, names=True).figures
    assert [one.id for one in found.in_doubt] == ["may", "might"]
    off = "exclude: [{person: may, reason: has died, source: s}]\n"
    name = asked(desk, "clues: {soldier: }, at_least: 3", by_hand=off)
    (found,) = inquiry.figures(name, names=True).figures
    assert [one.id for one in found.in_doubt] == ["might"]
    assert found.counts.in_doubt == 1
    name = asked(desk, "clues: {soldier: }, at_least: 3", subject="unnamed-source")
    assert "might" not in told("run", name).out.lower()
    assert inquiry.run(name).compared[0].in_doubt == ()


def test_a_worked_figure_is_the_14_and_the_9() -> None:
    first, second = inquiry.figures(WOLA).figures
    assert first.counts.met + first.counts.in_doubt == 23
    assert (
        second.reached
        == "23 is above the 17 certain; it is reached if 6 of the 11 in doubt meet commander"
    )
