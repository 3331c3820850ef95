"""Charts of one person, never without how many fit beside: the waterfall, and facts in time."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import isfinite

import altair as alt

from narrow.model.dates import EARLIEST, LATEST
from narrow.model.evidence import Bar, Place, Weighing
from narrow.model.verdicts import Verdict
from narrow.questions.why import Held, Timeline, Why
from narrow.report.charts.pieces import (
    DOWN,
    INK,
    LINE,
    SHADES,
    UP,
    WIDE,
    Chart,
    Row,
    cut,
    data,
    text,
    whole,
)
from narrow.report.compose.weights import bar_says, bits, crowd_said, in_all
from narrow.report.compose.why import reached
from narrow.report.words import WORDS, many

SPACED = alt.Scale(paddingInner=0.6, paddingOuter=0.6)
NOTHING = -12.0  # where a bar that excludes is drawn to, in bits
DAYS = 365.25


def _beside(why: Why) -> str:
    return f"{many(why.fits)} fit, {many(why.in_doubt)} in doubt, {many(why.no_record)} no record"


# --- the waterfall ----------------------------------------------------------------------------


def waterfall(why: Why, place: Place, weighing: Weighing) -> Chart:
    """Draw how one person's weight comes about, clue by clue; bits add up from top to bottom."""
    rows = list(_bars(why, place, weighing))
    y = alt.Y("at:O", axis=None, scale=SPACED)
    ends = [n for row in rows for n in (row["first"], row["last"], row["low"], row["high"])]
    low, high = min([*ends, 0.0]), max([*ends, 0.0])
    scale = alt.Scale(domain=[low - 0.8, high + 0.8], nice=False, zero=False)
    x = alt.X("first:Q", title="bits, added up", scale=scale, axis=alt.Axis(tickCount=8))
    bars = alt.Chart(data(rows)).mark_bar(stroke=LINE, strokeWidth=0.8)
    bars = bars.encode(x=x, x2="last:Q", y=y, color=alt.Color("shade:N", scale=None))
    could = alt.Chart(data([r for r in rows if r["low"] != r["high"]])).mark_rule(
        color=INK, strokeDash=[3, 2]
    )
    could = could.encode(x=alt.X("low:Q", scale=scale), x2="high:Q", y=y)
    zero = alt.Chart(data([{"x": 0}])).mark_rule(color=INK).encode(x=alt.X("x:Q", scale=scale))
    halo = text(rows, alt.value(0), y, dy=-22, stroke="white", strokeWidth=4)
    drawn = zero + bars + could + halo + text(rows, alt.value(0), y, dy=-22)
    drawn = drawn.properties(width=WIDE, height=alt.Step(52))
    said = (
        f"{why.person.name} ({why.person.id})",
        f"{_beside(why)}; {in_all(place, weighing)}",
        *crowd_said(weighing),
        "blue bars speak for, orange ones against; a dashed line is how far unknowns could move it",
    )
    return whole("waterfall", drawn, why.about, said, why.care)


def _bars(why: Why, place: Place, weighing: Weighing) -> Iterator[Row]:
    measures = {m.clue: m for m in weighing.measures}
    verdicts = {clue.clue: (clue.verdict, reached(clue)) for clue in why.clues}
    for at, bar in enumerate(place.bars):
        before = place.bars[at - 1].running if at else 0.0
        says = bar_says(bar, weighing, measures, verdicts)
        yield {
            "at": at,
            "text": cut(f"{bits(bar.bits)}: {says}", 100),
            "first": _drawn(before),
            "last": _drawn(bar.running),
            "low": _drawn(before + bar.low),
            "high": _drawn(before + bar.high),
            "shade": _side(bar),
        }


def _side(bar: Bar) -> str:
    if bar.kind != "clue":
        return SHADES[Verdict.NO_RECORD]
    return UP if bar.bits >= 0 else DOWN


def _drawn(given: float) -> float:
    return round(given, 3) if isfinite(given) else NOTHING


# --- facts in time ----------------------------------------------------------------------------


def timeline(given: Timeline) -> Chart:
    """Draw one person's facts in time, with the as-of day and what decided which clue."""
    first, last = _window(given)
    rows = [row for at, fact in enumerate(given.facts) for row in _parts(at, fact, first, last)]
    y = alt.Y("at:O", axis=None, scale=SPACED)
    scale = alt.Scale(domain=[first, last], nice=False, zero=False)
    axis = alt.Axis(format="d", tickMinStep=1, tickCount=10)
    x = alt.X("first:Q", title=None, scale=scale, axis=axis)
    bars = alt.Chart(data(rows)).mark_bar(strokeWidth=1)
    bars = bars.encode(
        x=x,
        x2="last:Q",
        y=y,
        color=alt.Color("shade:N", scale=None),
        stroke=alt.Stroke("edge:N", scale=None),
    )
    day = [{"x": _year(given.day), "text": f"as of {given.day}"}]
    at_day = alt.X("x:Q", scale=scale)
    line = alt.Chart(data(day)).mark_rule(color=INK, strokeWidth=2, strokeDash=[6, 3])
    said_day = text(day, at_day, alt.value(-8), align="right", fontWeight="bold", dx=4)
    told = [
        text(_labels(given, weight), alt.value(0), y, dy=-21, fontWeight=weight)
        for weight in ("bold", "normal")
    ]
    drawn = alt.layer(bars, line.encode(x=at_day), said_day, *told)
    drawn = drawn.properties(width=WIDE, height=alt.Step(50))
    return whole("timeline", drawn, given.why.about, list(_told(given)), given.why.care)


def _labels(given: Timeline, weight: str) -> list[Row]:
    """Label the facts that decided a clue in bold, and all others not."""
    shown = [
        (at, fact)
        for at, fact in enumerate(given.facts)
        if bool(fact.decides) is (weight == "bold")
    ]
    return [{"at": at, "text": _label(fact), "bold": bool(fact.decides)} for at, fact in shown]


def _told(given: Timeline) -> Iterator[str]:
    why = given.why
    yield f"{why.person.name} ({why.person.id})"
    yield _beside(why)
    yield "dark: held for certain; light: may have been held; bold, with the clue: it decided"
    if not given.facts:
        yield "nothing dated is known of this person"
    if given.left_out:
        yield f"{many(given.left_out)} more facts are not drawn"


def _label(fact: Held) -> str:
    decided = ", ".join(f"{clue} {WORDS[verdict]}" for clue, verdict in fact.decides)
    head = f"({decided}) " if decided else "(later, not looked at) " if fact.later else ""
    return cut(f"{head}{fact.says}", 104)


def _parts(at: int, fact: Held, first: float, last: float) -> Iterator[Row]:
    """Give the part that is certain and the parts that are not, within what is drawn."""
    begins, ends = fact.begins, fact.ends
    spans = [(begins.first, ends.last, SHADES[Verdict.NO_RECORD])]
    if begins.last <= ends.first:
        dark = LINE if fact.later else SHADES[Verdict.MET if fact.decides else Verdict.IN_DOUBT]
        spans.append((begins.last, ends.first, dark))
    for start, end, shade in spans:
        left, right = max(_year(start), first), min(_year(end) + 1 / DAYS, last)
        right = max(right, min(left + (last - first) / 200, last))  # a day alone must be seen
        row = {"at": at, "first": round(left, 4), "last": round(right, 4), "shade": shade}
        yield row | {"edge": INK if fact.decides else LINE}


def _window(given: Timeline) -> tuple[float, float]:
    """Choose the years that are drawn: of every known day, and of the as-of day."""
    days = [given.day, *_days(given.facts)]
    first, last = _year(min(days)), _year(max(days))
    room = max(0.5, (last - first) * 0.04)
    return round(first - room, 4), round(last + room, 4)


def _days(facts: Sequence[Held]) -> Iterator[date]:
    for fact in facts:
        ends = (fact.begins.first, fact.begins.last, fact.ends.first, fact.ends.last)
        yield from (day for day in ends if day not in (EARLIEST, LATEST))


def _year(day: date) -> float:
    return day.year + (day - date(day.year, 1, 1)).days / DAYS
