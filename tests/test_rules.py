"""Every file that ships loads, is checked without a word, and guards each of its conditions."""

from pathlib import Path

import pytest

import narrow

RULES = Path(__file__).parent.parent / "rules"
POSTS = RULES.parent / "datasets" / "meridian" / "posts.csv"
ATTRIBUTES = sorted((RULES / "attributes").glob("*.yaml"))


def test_nothing_is_to_be_said_about_what_ships() -> None:
    found = narrow.check()
    at_odds = [issue for issue in found.advice if issue.code == "N301"]
    others = [issue for issue in found.advice if issue.code != "N301"]
    assert [str(issue) for issue in (*found.errors, *others)] == []
    # Meridian has them on purpose: their `note` says that two papers contradict each other
    assert {Path(issue.file).parent.name for issue in at_odds} == {"meridian"}
    assert len(at_odds) == POSTS.read_text(encoding="utf-8").count("papers that contradict")
    assert found.files >= 15


@pytest.mark.parametrize("path", ATTRIBUTES, ids=lambda p: p.stem)
def test_an_attribute_holds_and_would_miss_every_condition(path: Path) -> None:
    (report,) = narrow.test(path)
    assert [o for o in report.outcomes if not o.holds] == []
    assert report.unguarded == ()
    assert report.untested == ()
    assert report.outcomes
