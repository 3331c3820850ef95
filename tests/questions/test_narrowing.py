"""A funnel in any order ends in the same place, and shares add up whatever the order."""

import json
from itertools import permutations
from math import isclose, log2
from pathlib import Path

import jsonschema
import pytest

import narrow
from narrow import inquiry
from narrow.report.data import schema
from tests.conftest import Told

MEMO, WOLA, DRAFT = (
    "meridian-harbour-memo",
    "wola-2018-former-commanders",
    "meridian-garrison-source",
)


@pytest.mark.parametrize("case", [WOLA, DRAFT])
def test_every_order_ends_in_the_same_place(case: str) -> None:
    first = narrow.funnel(case)
    clues = [step.clue for step in first.steps]
    for order in permutations(clues):
        found = narrow.funnel(case, order=order)
        assert [step.clue for step in found.steps] == list(order)
        assert found.steps[-1].left == first.steps[-1].left
        assert found.counts == first.counts
        assert {p.clue: round(p.left, 9) for p in found.parts} == {
            p.clue: round(p.left, 9) for p in first.parts
        }


def nobody_off(name: str) -> inquiry.Inquiry:
    """Open a case without what it takes off by hand: no clue narrows by that."""
    text = inquiry.open(name).case.file
    lines = Path(text).read_text(encoding="utf-8").split("\n")
    first = next((at for at, line in enumerate(lines) if line == "exclude:"), len(lines))
    until = next((at for at in range(first + 1, len(lines)) if lines[at][:1].isalpha()), None)
    return inquiry.case("\n".join((*lines[:first], *lines[until or len(lines) :])))


def by_hand(case: inquiry.Inquiry, *, met: bool) -> dict[str, float]:
    """Average over every order the bits that each clue takes away, run by run."""
    clues = [step.clue for step in case.funnel().steps]
    orders = list(permutations(clues))
    bits = dict.fromkeys(clues, 0.0)
    for order in orders:
        found = case.funnel(order)
        before = found.certain if met else found.population
        for step in found.steps:
            after = step.counts.met if met else step.left
            bits[step.clue] += log2((before + 0.5) / (after + 0.5)) / len(orders)
            before = after
    return bits


@pytest.mark.parametrize("case", [WOLA, DRAFT])
def test_shares_are_the_average_over_all_orders(case: str) -> None:
    asked = nobody_off(case)
    found = asked.funnel()
    assert found.counts.by_hand == 0
    left, met = by_hand(asked, met=False), by_hand(asked, met=True)
    for part in found.parts:
        assert isclose(part.left, left[part.clue], abs_tol=1e-9)
        assert isclose(part.met, met[part.clue], abs_tol=1e-9)
    assert isclose(sum(p.left for p in found.parts), found.left, abs_tol=1e-9)
    assert isclose(sum(p.met for p in found.parts), found.met, abs_tol=1e-9)
    assert found.sampled == 0


def test_without_an_order_it_is_the_funnel_of_the_run() -> None:
    run = inquiry.run(WOLA)
    assert [(s.clue, s.counts) for s in narrow.funnel(WOLA).steps] == [
        (s.clue, s.counts) for s in run.steps
    ]


def test_a_supporting_clue_narrows_where_it_is_named(told: Told) -> None:
    found = narrow.funnel(MEMO, order=["sixties"])
    assert found.joined == ("sixties",)
    assert [step.clue for step in found.steps] == ["sixties", "commander"]
    said = " ".join(told("funnel", MEMO, "--order", "sixties").out.split())
    assert "sixties only supports in this case; here it narrows as if it were required" in said


@pytest.mark.parametrize(
    ("order", "said"),
    [(["comander"], "did you mean 'commander'"), (["graft", "graft"], "names 'graft' twice")],
)
def test_an_order_that_is_none_is_refused(order: list[str], said: str) -> None:
    with pytest.raises(narrow.RequestError, match=said):
        narrow.funnel(WOLA, order=order)


@pytest.mark.parametrize("case", [WOLA, MEMO, DRAFT, "meridian-lost-admiral"])
def test_the_data_keep_to_their_schema(told: Told, case: str) -> None:
    jsonschema.validate(json.loads(told("funnel", case, "--format", "json").out), schema("funnel"))
