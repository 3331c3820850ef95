"""Charts are drawn on this machine into a file, and only where one may be drawn."""

import sys
from pathlib import Path

import pytest

from narrow import inquiry
from narrow.errors import RequestError
from narrow.report.charts import draw as charts
from tests.conftest import Told

pytest.importorskip("altair", reason="the extra charts is not installed")
pytest.importorskip("vl_convert", reason="the extra charts is not installed")

CASE = "wola-2018-former-commanders"
WEIGHED = "meridian-lost-admiral"


def test_the_command_draws_svg_and_png(told: Told, tmp_path: Path) -> None:
    for name, head in (("a.svg", b"<svg"), ("a.PNG", b"\x89PNG")):
        ended = told("chart", CASE, "--kind", "overlap", "--out", str(tmp_path / name))
        assert (ended.code, ended.err) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(head)


def test_another_ending_is_refused(told: Told, tmp_path: Path) -> None:
    ended = told("chart", CASE, "--out", str(tmp_path / "a.pdf"))
    assert ended.code == 2
    assert "name a file that ends in .svg or .png" in ended.err


def test_a_chart_nobody_knows_is_named_with_the_nearest() -> None:
    with pytest.raises(RequestError, match="no chart is called 'funel'; did you mean 'funnel'"):
        inquiry.chart(CASE, "funel")


def test_a_chart_of_one_person_needs_a_name_and_the_others_take_none() -> None:
    with pytest.raises(RequestError, match="a timeline is about one person: say whom"):
        inquiry.chart(CASE, "timeline")
    with pytest.raises(RequestError, match="a funnel is about everybody: name nobody"):
        inquiry.chart(CASE, "funnel", "anybody")
    with pytest.raises(RequestError, match="nobody in venezuela-2018 is called"):
        inquiry.chart(CASE, "timeline", "nobody at all")


@pytest.mark.parametrize("case", [CASE, "meridian-harbour-memo"])
def test_no_weight_is_drawn_where_none_may_be(case: str) -> None:
    with pytest.raises(RequestError, match="no waterfall: "):
        inquiry.chart(case, "waterfall", "mr-0040" if case != CASE else "maduro")


def test_without_the_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("narrow.report.charts.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(RequestError, match=r"pip install .*\[charts\]"):
        inquiry.chart(CASE, "funnel")


def test_charts_without_names_leave_out_those_that_name(told: Told, tmp_path: Path) -> None:
    kinds = [drawn.kind for drawn in charts.charts(inquiry.open(CASE))]
    assert kinds == ["funnel", "overlap", "flip", "tornado"]
    assert [d.kind for d in charts.charts(inquiry.open(CASE), named=False)] == [
        "funnel",
        "overlap",
        "tornado",
    ]


def test_the_page_has_charts_where_they_are_asked_for(told: Told, tmp_path: Path) -> None:
    page, key = tmp_path / "page.html", tmp_path / "key.json"
    asked = ("run", CASE, "--format", "html", "--charts", "--out", str(page))
    assert told(*asked).code == 0
    text = page.read_text(encoding="utf-8")
    assert text.count('<img src="data:image/svg+xml;base64,') == 4
    assert "img-src data:" in text
    assert told(*asked, "--redact", str(key)).code == 0
    assert page.read_text(encoding="utf-8").count("<img ") == 3


def test_charts_are_for_the_page(told: Told) -> None:
    ended = told("run", CASE, "--charts")
    assert ended.code == 2
    assert "--charts is for --format html" in ended.err
