"""Charts of what might change an answer: how far ranks move, and what each clue can move."""

from collections.abc import Iterator

import altair as alt

from narrow.questions.flip import Flip, Range, Swing
from narrow.report.charts.pieces import (
    DIM,
    DOWN,
    INK,
    LINE,
    UP,
    WIDE,
    Chart,
    Row,
    cut,
    data,
    short,
    text,
    whole,
)
from narrow.report.compose.weights import bits
from narrow.report.words import between, many

MOST_PEOPLE = 30
OFF = "off"


# --- how far ranks move -----------------------------------------------------------------------


def flip(given: Flip) -> Chart:
    """Draw for each person the best and the worst rank over all readings, and the one now."""
    shown = given.ranges[:MOST_PEOPLE]
    off = max((r.worst or r.best or 0 for r in shown), default=0) + 1
    total = given.combinations + given.grades
    rows = [_range(at, r, off, total) for at, r in enumerate(shown)]
    names = text(rows, alt.value(-12), alt.Y("at:O", axis=None), align="right")
    x = alt.X(
        "best:Q",
        title=None,
        scale=alt.Scale(domain=[0.5, off + 0.5], nice=False),
        axis=alt.Axis(orient="top", tickMinStep=1, values=list(_ticks(off)), labels=False),
    )
    y = alt.Y("at:O", axis=None)
    base = alt.Chart(data(rows))
    reach = base.mark_rule(strokeWidth=7, color="#9ecae1", strokeCap="round").encode(
        x=x, x2="worst:Q", y=y
    )
    now = base.mark_point(filled=True, size=85, opacity=1).encode(
        x="now:Q",
        y=y,
        shape=alt.Shape("shape:N", scale=None),
        color=alt.Color("ink:N", scale=None),
    )
    ticks = [{"x": n, "text": OFF if n == off else str(n)} for n in _ticks(off)]
    numbers = text(ticks, alt.X("x:Q"), alt.value(-12), align="center", color=DIM, fontSize=11)
    often = text(
        [{"at": r["at"], "text": r["often"]} for r in rows], alt.value(WIDE - 160), y, color=DIM
    )
    drawn = (reach + now + names + numbers + often).properties(
        width=WIDE - 180, height=alt.Step(22)
    )
    return whole("flip", drawn, given.about, list(_told(given, total)), given.care)


def _range(at: int, given: Range, off: int, total: int) -> Row:
    steady = given.fits == total
    return {
        "at": at,
        "text": cut(given.person.name, 34),
        "best": given.best if given.best is not None else off,
        "worst": given.worst if given.worst is not None else off,
        "now": given.rank if given.rank is not None else off,
        "shape": "square" if steady else "circle",
        "ink": UP if steady else INK,
        "often": f"fits in {given.fits} of {total}",
    }


def _ticks(off: int) -> Iterator[int]:
    step = max(1, round(off / 10))
    yield from (n for n in range(1, off) if n == 1 or n % step == 0)
    yield off


def _told(given: Flip, total: int) -> Iterator[str]:
    c = given.counts
    yield f"{between(c)} of {many(c.total)} fit as the case is read"
    yield f"{many(total)} ways to read it: a bar from the best rank to the worst, a mark for now"
    yield f"a square: fits in all of them ({len(given.robust)}); “{OFF}”: not among those who fit"
    left = len(given.ranges) - MOST_PEOPLE
    if left > 0:
        yield f"{many(left)} more persons are not drawn"
    if given.left_out:
        yield f"{many(given.left_out)} combinations more were not gone through"


# --- what each clue can move ------------------------------------------------------------------


def tornado(given: Flip) -> Chart:
    """Draw how far each clue moves the answer by itself, the widest first."""
    unit = given.swings[0].unit if given.swings else "persons"
    what = "how many fit" if unit == "persons" else "bits of the person who leads now"
    wide = sorted(given.swings, key=lambda s: s.low - s.high)
    rows = [row for at, swing in enumerate(wide) for row in _sides(at, swing)]
    y = alt.Y("at:O", axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.6))
    low, high = (min((s.low for s in wide), default=0), max((s.high for s in wide), default=1))
    room = (high - low or 1) * 0.05
    scale = alt.Scale(domain=[low - room, high + room], nice=False, zero=False)
    axis = alt.Axis(tickMinStep=1 if unit == "persons" else 0.01, tickCount=8)
    x = alt.X("first:Q", title=what, scale=scale, axis=axis)
    bars = alt.Chart(data(rows)).mark_bar(stroke=LINE, strokeWidth=0.8)
    bars = bars.encode(x=x, x2="last:Q", y=y, color=alt.Color("shade:N", scale=None))
    labels = [{"at": at, "text": _swing(swing)} for at, swing in enumerate(wide)]
    marked = [{"at": at, "now": swing.now} for at, swing in enumerate(wide)]
    now = alt.Chart(data(marked)).mark_tick(thickness=3, size=30, color=INK)
    now = now.encode(x=alt.X("now:Q", scale=scale), y=y)
    drawn = bars + now + text(labels, alt.value(0), y, dy=-24)
    drawn = drawn.properties(width=WIDE, height=alt.Step(58))
    c = given.counts
    said = (
        f"{between(c)} of {many(c.total)} fit as the case is read",
        f"how far each clue alone moves {what}; the black line is how it is now",
    )
    return whole("tornado", drawn, given.about, said, given.care)


def _sides(at: int, swing: Swing) -> Iterator[Row]:
    yield {"at": at, "first": swing.low, "last": swing.now, "shade": DOWN}
    yield {"at": at, "first": swing.now, "last": swing.high, "shade": UP}


def _swing(swing: Swing) -> str:
    if swing.low == swing.high:
        return cut(f"{short(swing.clue)}: moves nothing")
    low, high = (bits(n) if swing.unit == "bits" else f"{n:.0f}" for n in (swing.low, swing.high))
    return cut(f"{short(swing.clue)}: {low} ({swing.causes[0]}) to {high} ({swing.causes[1]})")
