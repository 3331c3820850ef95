"""A chart shows the numbers of the result it is drawn from, and what is hostile stays text."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from narrow import inquiry
from narrow.files import SHIPPED
from narrow.model.dates import EARLIEST, LATEST, Interval
from narrow.model.evidence import Person
from narrow.model.verdicts import Verdict
from narrow.questions.why import Held, Timeline
from narrow.report.charts import draw as charts
from narrow.report.charts import vega
from narrow.report.charts.vega import DOWN, SHADES, UP, Chart
from tests.report.hostile import EVIL

pytest.importorskip("altair", reason="the extra charts is not installed")
pytest.importorskip("vl_convert", reason="the extra charts is not installed")


CASE = "wola-2018-former-commanders"
WEIGHED = "meridian-lost-admiral"
FIRST = "osorio-zambrano-carlos-alberto"
LEADS = "mr-0295"


def rows(chart: Chart, *with_fields: str) -> list[dict[str, Any]]:
    """Give the rows of a chart's data that have these fields, each once."""
    found = [
        row
        for part in chart.spec["datasets"].values()
        for row in part
        if set(with_fields) <= row.keys()
    ]
    return [json.loads(text) for text in dict.fromkeys(json.dumps(row) for row in found)]


def elements(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter())  # noqa: S314 (made a moment ago)


def texts(svg: str) -> str:
    return "\n".join("".join(element.itertext()) for element in elements(svg))


# --- the numbers ------------------------------------------------------------------------------


def test_the_funnel_has_a_bar_for_every_verdict_of_every_step() -> None:
    narrowed = inquiry.funnel(CASE)
    drawn = rows(vega.funnel(narrowed), "first", "last")
    for at, step in enumerate(narrowed.steps, start=1):
        mine = {r["stands"]: r["last"] - r["first"] for r in drawn if r["step"] == at}
        c = step.counts
        assert mine == {"met": c.met, "in doubt": c.in_doubt, "no record": c.no_record}
    assert next(r["last"] for r in drawn if r["step"] == 0) == narrowed.population


def test_the_overlap_counts_everybody_once() -> None:
    chart = inquiry.chart(CASE, "overlap")
    bars = rows(chart, "persons")
    narrowed = inquiry.funnel(CASE)
    assert sum(bar["persons"] for bar in bars) == narrowed.population
    fitting = sum(bar["persons"] for bar in bars if bar["stands"] == "fits")
    assert fitting == narrowed.counts.met
    dots = rows(chart, "clue", "verdict")
    (row,) = (r["clue"] for r in rows(chart, "clue", "text") if r["text"] == "commander")
    met = {d["at"] for d in dots if d["clue"] == row and d["verdict"] == "met"}
    commanders = sum(bar["persons"] for bar in bars if bar["at"] in met)
    assert commanders == narrowed.steps[0].counts.met


def test_clues_whose_names_begin_alike_are_told_apart(tmp_path: Path) -> None:
    case = (SHIPPED / "rules" / "cases" / f"{WEIGHED}.yaml").read_text(encoding="utf-8")
    one, two = (f"{'a-clue-of-a-long-name-' * 3}{end}" for end in ("one", "two"))
    (tmp_path / "long.yaml").write_text(
        case.replace("id: commander", f"id: {one}")
        .replace("id: sixties", f"id: {two}")
        .replace(f"id: {WEIGHED}", "id: long"),
        encoding="utf-8",
    )
    chart = inquiry.chart(tmp_path / "long.yaml", "overlap")
    named = {r["clue"]: r["text"] for r in rows(chart, "clue", "text")}
    assert len(set(named.values())) == len(named)
    bars, dots = rows(chart, "persons"), rows(chart, "clue", "verdict")
    assert len(dots) == len(bars) * len(named)
    assert len({(dot["at"], dot["clue"]) for dot in dots}) == len(dots)


def test_combinations_that_are_not_drawn_are_counted() -> None:
    chart = inquiry.chart(WEIGHED, "overlap")
    drawn = sum(bar["persons"] for bar in rows(chart, "persons"))
    told = re.search(r"(\d+) more combinations with (\d+) persons are not drawn", chart.says)
    assert told and drawn + int(told[2]) == 400


def test_the_flip_has_the_ranges_and_off_stands_last() -> None:
    flip = inquiry.flip(CASE)
    drawn = rows(vega.flip(flip), "best", "worst", "now")
    off = max(n or 0 for r in flip.ranges for n in (r.best, r.worst, r.rank)) + 1
    expected = [(r.best or off, r.worst or off, r.rank or off) for r in flip.ranges]
    assert [(r["best"], r["worst"], r["now"]) for r in drawn] == expected
    steady = [r["text"] for r in drawn if r["shape"] == "square"]
    assert len(steady) == len(flip.robust)


def test_the_tornado_has_the_swings_to_both_sides_of_now() -> None:
    flip = inquiry.flip(CASE)
    drawn = rows(vega.tornado(flip), "shade")
    wide = sorted(flip.swings, key=lambda s: s.low - s.high)
    for at, swing in enumerate(wide):
        below, above = (r for r in drawn if r["at"] == at)
        assert (below["first"], below["last"], below["shade"]) == (swing.low, swing.now, DOWN)
        assert (above["first"], above["last"], above["shade"]) == (swing.now, swing.high, UP)


def test_the_waterfall_adds_up_to_the_last_bar() -> None:
    why = inquiry.why(WEIGHED, LEADS)
    assert why.place is not None and why.weighing is not None
    chart = vega.waterfall(why, why.place, why.weighing)
    drawn = rows(chart, "low", "high")
    assert [r["last"] for r in drawn] == [round(b.running, 3) for b in why.place.bars]
    for before, after in pairwise(drawn):
        assert before["last"] == after["first"]
    assert "not in this register" in chart.says  # no chance stands without it
    assert "400 fit" in chart.says


def test_a_weight_that_excludes_has_an_end() -> None:
    why = inquiry.why(WEIGHED, LEADS)
    assert why.place is not None and why.weighing is not None
    bars = [replace(why.place.bars[2], bits=-float("inf"), running=-float("inf"), low=-1.0)]
    place = replace(why.place, bars=tuple(bars))
    chart = vega.waterfall(why, place, why.weighing)
    assert rows(chart, "low", "high")[0]["last"] == vega.NOTHING
    assert "excludes" in texts(chart.svg())


# --- facts in time ----------------------------------------------------------------------------


def held(begins: Interval, ends: Interval, **more: Any) -> Timeline:
    fact = Held("posts", 1, "Commander", begins, ends, **more)
    return Timeline(inquiry.why(CASE, FIRST), date(2018, 9, 8), (fact,))


def days(first: int, last: int) -> Interval:
    return Interval(date(first, 1, 1), date(last, 12, 31))


def parts(given: Timeline) -> Iterator[tuple[int, int, str]]:
    for row in rows(vega.timeline(given), "edge"):
        yield round(row["first"]), round(row["last"]), row["shade"]


def test_what_is_certain_is_dark_and_what_may_be_is_light() -> None:
    light, dark = SHADES[Verdict.NO_RECORD], SHADES[Verdict.IN_DOUBT]
    given = held(days(2000, 2001), days(2010, 2011))
    assert list(parts(given)) == [(2000, 2012, light), (2002, 2010, dark)]


def test_a_post_without_dates_is_light_from_end_to_end_and_never_dark() -> None:
    unknown = Interval(EARLIEST, LATEST)
    given = held(unknown, unknown)
    assert [shade for _, _, shade in parts(given)] == [SHADES[Verdict.NO_RECORD]]


def test_a_post_over_by_a_day_is_nowhere_certain() -> None:
    over = Interval(EARLIEST, date(2017, 11, 8))  # began and ended before a day, no more is known
    assert [shade for _, _, shade in parts(held(over, over))] == [SHADES[Verdict.NO_RECORD]]


def test_what_decided_is_bold_and_says_which_clue() -> None:
    given = held(days(2000, 2000), days(2010, 2010), decides=(("commander", Verdict.MET),))
    label = rows(vega.timeline(given), "bold")[0]
    assert (label["bold"], label["text"]) == (True, "(commander met) Commander")
    assert [shade for _, _, shade in parts(given)][1] == SHADES[Verdict.MET]


def test_a_later_fact_says_that_it_was_not_looked_at() -> None:
    given = held(days(2019, 2019), days(2020, 2020), later=True)
    assert "later, not looked at" in rows(vega.timeline(given), "bold")[0]["text"]


def test_the_timeline_marks_the_day_and_the_post_that_decided() -> None:
    chart = inquiry.chart(CASE, "timeline", FIRST)
    why = inquiry.why(CASE, FIRST)
    reading = next(r for r in why.clues[0].readings if r.decides and r.verdict is Verdict.MET)
    decided = [r["text"] for r in rows(chart, "bold") if r["bold"]]
    assert f"(commander met) {reading.evidence[0].says}"[:90] in {text[:90] for text in decided}
    assert any(row["text"] == "as of 2018-09-08" for row in rows(chart, "x", "text"))
    # a post that has no dates is there, and stays light
    assert any("President of CVG" in row["text"] for row in rows(chart, "bold"))


# --- what a chart may say ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", charts.KINDS)
def test_no_chart_is_without_the_size_of_the_set_and_the_care_text(kind: str) -> None:
    case = WEIGHED if kind == "waterfall" else CASE
    who = (LEADS if kind == "waterfall" else FIRST) if kind in charts.OF_ONE else ""
    chart = inquiry.chart(case, kind, who)
    drawn = " ".join(texts(chart.svg()).split())
    assert "Fitting a description is no evidence of anything." in drawn
    assert re.search(r"\d+ (to \d+ of \d+ )?fit", drawn)
    assert chart.svg() == inquiry.chart(case, kind, who).svg()  # the same answer, the same chart


def test_marks_that_a_font_may_lack_are_drawn_and_not_written() -> None:
    for kind in charts.OF_ALL:
        assert not re.search("[●◐○✕■]", inquiry.chart(WEIGHED, kind).svg())


def test_shades_are_apart_in_grey() -> None:
    def light(code: str) -> float:
        red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    known = sorted(light(shade) for shade in SHADES.values())
    assert all(b - a > 0.1 for a, b in pairwise(known))
    assert light(DOWN) - light(UP) > 0.3


def test_what_is_hostile_stays_text() -> None:
    flip = inquiry.flip(CASE)
    evil = tuple(replace(r, person=Person(1, "x", EVIL)) for r in flip.ranges[:2])
    about = replace(flip.about, title=EVIL, register='"><img src=x onerror=alert(1)>')
    swings = tuple(replace(s, clue="datum.x + '<b>'", causes=(EVIL, EVIL)) for s in flip.swings)
    given = replace(flip, about=about, ranges=evil, swings=swings)
    for chart in (vega.flip(given), vega.tornado(given)):
        svg = chart.svg()
        assert not re.search("[\u202e\x1b]", svg)
        names = {re.sub("{.*}", "", e.tag) for e in elements(svg)}
        assert names <= {"svg", "g", "path", "text", "tspan", "line", "rect", "defs", "clipPath"}
        assert "<script>alert(1)" in texts(svg)
        assert chart.png()[:4] == b"\x89PNG"


def test_a_name_without_end_is_cut() -> None:
    flip = inquiry.flip(CASE)
    endless = tuple(replace(r, person=Person(1, "x", "W" * 100_000)) for r in flip.ranges[:1])
    assert len(vega.flip(replace(flip, ranges=endless)).svg()) < 30_000


def test_a_case_that_nobody_fits_is_drawn() -> None:
    flip = replace(inquiry.flip(CASE), ranges=(), robust=(), swings=())
    for chart in (vega.flip(flip), vega.tornado(flip)):
        assert chart.svg().startswith("<svg")
    nothing = Timeline(inquiry.why(CASE, FIRST), date(2018, 9, 8), (), 0)
    assert "nothing dated is known" in texts(vega.timeline(nothing).svg())
