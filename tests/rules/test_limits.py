"""A rule has limits, and whoever is over one is told which and how to set it."""

import pytest

from narrow.errors import RuleError
from narrow.model.verdicts import Verdict
from tests.records import case_of, on_record, verdict_of

SECTOR = "{some: posts, where: {sector: military}}"


def nested(deep: int) -> str:
    """Bodies in each other, so many deep: every `not` holds a choice of two."""
    body = SECTOR
    for at in range(deep):
        body = f"{{not: {body}}}" if at % 2 else f"{{any: [{body}, {SECTOR}]}}"
    return f"all: [{body}]"


@pytest.mark.parametrize("deep", [9, 17])
def test_bodies_in_each_other_are_carried_out(deep: int) -> None:
    assert verdict_of(nested(deep), on_record()) is Verdict.NO_RECORD


def test_bodies_that_lie_too_deep_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    case_of(nested(9))
    monkeypatch.setenv("NARROW_MOST_DEEP", "5")
    with pytest.raises(RuleError, match="deeper in one another than 5; NARROW_MOST_DEEP sets"):
        case_of(nested(9))


@pytest.mark.parametrize(
    ("variable", "body", "said"),
    [
        ("NARROW_MOST_BODIES", f"all: [{SECTOR}, {SECTOR}, {SECTOR}]", "more bodies than 2"),
        ("NARROW_MOST_CODES", "some: posts\nwhere: {unit: {any: [a, b, c]}}", "more codes than 2"),
    ],
)
def test_more_than_is_taken_is_refused(
    monkeypatch: pytest.MonkeyPatch, variable: str, body: str, said: str
) -> None:
    monkeypatch.setenv(variable, "2")
    with pytest.raises(RuleError, match=said):
        case_of(body)


def test_more_clues_than_are_taken_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARROW_MOST_CLUES", "1")
    with pytest.raises(RuleError, match="more clues than 1"):
        case_of({"one": f"all: [{SECTOR}]", "two": f"all: [{SECTOR}]"})


def test_what_is_no_number_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARROW_MOST_DEEP", "deep")
    case_of(nested(9))


def test_ten_thousand_codes_are_taken() -> None:
    codes = ", ".join(f"u{at}" for at in range(10_000))
    body = f"some: posts\nwhere: {{sector: police, unit: {{any: [{codes}]}}}}"
    assert verdict_of(body, on_record()) is Verdict.NOT_MET
