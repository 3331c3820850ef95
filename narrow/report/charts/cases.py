"""Charts of a case: the funnel, clues met together (after UpSet), and what might change it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from narrow.model.cases import POPULATION, Case, Role
from narrow.model.evidence import CARE, About, Counts
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.patterns import Pattern, deciding
from narrow.questions.flip import Flip, Range, Swing
from narrow.questions.funnel import Narrowing
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
    shaded,
    short,
    text,
    whole,
)
from narrow.report.compose.weights import bits
from narrow.report.words import WORDS, between, many, outcome

OPEN = {v: WORDS[v] for v in (Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD)}
PLACES = {
    Verdict.MET: "fits",
    Verdict.IN_DOUBT: "in doubt",
    Verdict.NO_RECORD: "no record",
    Verdict.NOT_MET: "does not fit",
}
ROUND = "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z"
HALF = "M0,-1A1,1,0,0,0,0,1Z"
CROSS = "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8"
DRAWN = {Verdict.MET: ROUND, Verdict.IN_DOUBT: HALF}
AROUND = {Verdict.NOT_MET: CROSS}
MOST_COLUMNS = 20
TALL = 180  # pixels of the longest column
Vector = tuple[Verdict, ...]
Column = tuple[Vector, Verdict, int]  # to every clue, where they stand, how many


# --- the funnel -------------------------------------------------------------------------------


def funnel(given: Narrowing) -> Chart:
    """Draw how the required clues narrow the population, a bar for each step."""
    rows = list(_steps(given))
    labels = [{"text": row["label"], "step": row["step"]} for row in rows if not row["first"]]
    step = alt.Y("step:O", axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.6))
    bars = (
        alt.Chart(data(rows))
        .mark_bar(stroke=LINE, strokeWidth=0.8)
        .encode(
            x=alt.X(
                "first:Q",
                title="persons left",
                axis=alt.Axis(tickMinStep=1, tickCount=10, grid=True),
            ),
            x2="last:Q",
            y=step,
            color=shaded(OPEN),
        )
    )
    over = text(labels, alt.value(0), step, dy=-24)
    drawn = (bars + over).properties(width=WIDE, height=alt.Step(58))
    return whole("funnel", drawn, given.about, (outcome(given.counts),), given.care)


def _steps(given: Narrowing) -> Iterator[Row]:
    everyone = Counts(met=given.certain, in_doubt=given.population - given.certain)
    yield from _step(0, given.about.population_says, everyone, bare=True)
    for at, step in enumerate(given.steps, start=1):
        yield from _step(at, f"then {short(step.clue)} ({step.reading})", step.counts)


def _step(at: int, says: str, counts: Counts, *, bare: bool = False) -> Iterator[Row]:
    """Give the segments of one bar; the first one carries the label."""
    numbers = {verdict: counts.by_verdict[verdict] for verdict in OPEN}
    apart = ", ".join(f"{many(n)} {WORDS[v]}" for v, n in numbers.items() if n)
    told = "" if bare and not counts.in_doubt else f" ({apart})"
    label = f"{cut(says, 70)}: {many(counts.high)} left{told}"
    reached = 0
    for verdict, number in numbers.items():
        row = {"step": at, "label": label, "stands": WORDS[verdict]}
        yield row | {"first": reached, "last": reached + number}
        reached += number


# --- which clues are met together -------------------------------------------------------------


def overlap(about: About, counts: Counts, case: Case, patterns: Sequence[Pattern]) -> Chart:
    """Draw how many persons stand how to all clues at once, a column for each combination."""
    columns = _columns(case, patterns)
    shown = columns[:MOST_COLUMNS]
    bars = [
        {"at": at, "persons": n, "text": many(n), "stands": PLACES[status]}
        for at, (_, status, n) in enumerate(shown)
    ]
    dots = [
        {"at": at, "clue": row} | _mark(verdict)
        for at, (vector, _, _) in enumerate(shown)
        for row, verdict in enumerate(vector)
    ]
    x = alt.X("at:O", axis=None, scale=alt.Scale(paddingInner=0.35))
    tall = alt.Y("persons:Q", title="persons", axis=alt.Axis(tickMinStep=1, tickCount=5))
    upper = alt.Chart(data(bars)).mark_bar(stroke=LINE, strokeWidth=0.8)
    upper = upper.encode(x=x, y=tall, color=shaded(_kinds(shown)))
    over = text(bars, x, tall, align="center", dy=-9)
    drawn = alt.vconcat(
        (upper + over).properties(width=WIDE, height=TALL),
        _dots(case, dots, x).properties(width=WIDE, height=alt.Step(30)),
        spacing=6,
    )
    return whole("overlap", drawn, about, list(_told(counts, case, columns)), CARE)


def _kinds(columns: Sequence[Column]) -> dict[Verdict, str]:
    there = {status for _, status, _ in columns}
    return {verdict: word for verdict, word in PLACES.items() if verdict in there}


def _mark(verdict: Verdict) -> Row:
    around, within = AROUND.get(verdict, ROUND), DRAWN.get(verdict)
    return {"verdict": WORDS[verdict], "around": around, "within": within}


def _dots(case: Case, dots: Sequence[Row], x: alt.X) -> Any:
    """Draw every verdict as its mark: a circle whole, half or empty, or a cross."""
    # by number and not by name: two long names may be cut to one text
    y = alt.Y("clue:O", axis=None)
    names = [{"clue": row, "text": short(clue.id, 30)} for row, clue in enumerate(case.clues)]
    around = alt.Chart(data(dots)).mark_point(color=INK, size=150, strokeWidth=1.4, opacity=1)
    within = alt.Chart(data([dot for dot in dots if dot["within"]]))
    within = within.mark_point(color=INK, fill=INK, size=150, strokeWidth=0, opacity=1)
    return alt.layer(
        around.encode(x=x, y=y, shape=alt.Shape("around:N", scale=None)),
        within.encode(x=x, y=y, shape=alt.Shape("within:N", scale=None)),
        text(names, alt.value(-10), y, align="right"),
    )


def _columns(case: Case, patterns: Sequence[Pattern]) -> list[Column]:
    """Count the population by its verdicts on all clues; who fits comes first, then the many."""
    counted = Counter[tuple[Vector, Verdict]]()
    for pattern in patterns:
        if pattern.by_hand and pattern.status is not Verdict.NOT_MET:
            continue  # counted apart, and drawn nowhere
        if pattern.verdicts[POPULATION, ""] is not Verdict.NOT_MET:
            vector = tuple(deciding(clue, pattern.verdicts) for clue in case.clues)
            counted[vector, pattern.status] += pattern.persons
    columns = [(vector, status, n) for (vector, status), n in counted.items()]
    return sorted(columns, key=lambda c: (-c[1], -c[2], [-v for v in c[0]]))


def _told(counts: Counts, case: Case, columns: Sequence[Column]) -> Iterator[str]:
    yield outcome(counts)
    yield "each column: how many persons stand so to every clue"
    yield "full circle: met; half: in doubt; empty: no record; cross: not met"
    rest = columns[MOST_COLUMNS:]
    if rest:
        persons = many(sum(n for _, _, n in rest))
        yield f"{len(rest)} more combinations with {persons} persons are not drawn"
    if any(clue.role is Role.SUPPORTING for clue in case.clues):
        yield f"supporting clues take nobody off: {between(counts)} are left"


# Charts of what might change an answer: how far ranks move, and what each clue can move.


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
    return whole("flip", drawn, given.about, list(_moves_told(given, total)), given.care)


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


def _moves_told(given: Flip, total: int) -> Iterator[str]:
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
