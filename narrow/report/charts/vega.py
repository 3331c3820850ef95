"""Charts of a case and of one person, as Vega-Lite: funnel, overlap (after UpSet), flip, waterfall.

All have titles with the size of the set and the words of care. The colours of the verdicts are one
blue from dark to light (after ColorBrewer's "Blues", Harrower and Brewer 2003), so that they differ
by lightness alone; up and down are dark blue and light orange, which no common kind of colour
blindness takes for each other, and are signed as well.

Marks such as ◐ are drawn and never written: a font without them would take the line to another.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from textwrap import wrap
from typing import Any

import altair as alt

from narrow.model.cases import POPULATION, Case, Role
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.evidence import CARE, About, Bar, Counts, Place, Weighing
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.patterns import Pattern, deciding
from narrow.questions.flip import Flip, Range, Swing
from narrow.questions.funnel import Narrowing
from narrow.questions.why import Held, Timeline, Why
from narrow.report.compose.weights import bar_says, bits, crowd_said, in_all
from narrow.report.compose.why import reached
from narrow.report.words import WORDS, between, clean, many, outcome

# A chart as Vega-Lite says it, drawn as SVG or PNG on this machine and nowhere else.
#
# Altair builds the specification and vl-convert draws it, both without a network. Names and phrases
# come in as values of data and as titles; nothing of theirs is ever an expression of Vega.


SHARPNESS = 2.0  # pixels of a PNG for each of the chart


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One chart: its kind, what it shows in words, and its Vega-Lite specification."""

    kind: str
    says: str
    spec: Mapping[str, Any]

    def svg(self) -> str:
        """Draw the chart as SVG; the same answer gives the same text."""
        import vl_convert

        drawn: str = vl_convert.vegalite_to_svg(dict(self.spec))
        return drawn

    def png(self) -> bytes:
        """Draw the chart as PNG, two pixels wide for each of the chart."""
        import vl_convert

        drawn: bytes = vl_convert.vegalite_to_png(dict(self.spec), scale=SHARPNESS)
        return drawn

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return self.says


WIDE = 640  # pixels of what is drawn
INK, DIM, LINE = "#1a1a1a", "#555555", "#8a8a8a"
SHADES = {
    Verdict.MET: "#08519c",
    Verdict.IN_DOUBT: "#6baed6",
    Verdict.NO_RECORD: "#c6dbef",
    Verdict.NOT_MET: "#ffffff",
}
UP, DOWN = "#08519c", "#fdae6b"
FONT = "Arial, Helvetica, Liberation Sans, DejaVu Sans, sans-serif"
LONGEST, ACROSS = 96, 104  # characters of a label, and of a line of the care text
Row = dict[str, Any]


def cut(text: str, most: int = LONGEST) -> str:
    """Give a text as a chart shows it: cleaned, and cut where it is too long."""
    shown = clean(text)
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def short(name: str, most: int = 40) -> str:
    """Give an id with its middle left out where it is too long: ids often differ at their ends."""
    shown = clean(name)
    if len(shown) <= most:
        return shown
    behind = most // 3
    return f"{shown[: most - behind - 1]}…{shown[-behind:]}"


def data(rows: Sequence[Row]) -> alt.InlineData:
    """Give rows as the data of a chart; they lie in the chart itself."""
    return alt.InlineData(values=list(rows))


def text(rows: Sequence[Row], x: Any, y: Any, **look: Any) -> alt.Chart:
    """Write the field `text` of each row at a place."""
    mark: dict[str, Any] = {"align": "left", "baseline": "middle", "color": INK, "fontSize": 12}
    mark |= look
    drawn: alt.Chart = alt.Chart(data(rows)).mark_text(**mark)
    return drawn.encode(x=x, y=y, text="text:N")


def bars(rows: Sequence[Row], x: alt.X, y: Any, color: alt.Color | None = None) -> alt.Chart:
    """Draw a bar from `first` to `last` of each row, in its own shade unless told otherwise."""
    drawn: alt.Chart = alt.Chart(data(rows)).mark_bar(stroke=LINE, strokeWidth=0.8)
    return drawn.encode(x=x, x2="last:Q", y=y, color=color or alt.Color("shade:N", scale=None))


def shaded(words: Mapping[Verdict, str]) -> alt.Color:
    """Give each verdict its shade by its word, and a legend where there are several."""
    legend = alt.Legend(
        title=None, orient="top", symbolType="square", symbolStrokeColor=LINE, labelFontSize=12
    )
    return alt.Color(
        "stands:N",
        scale=alt.Scale(domain=list(words.values()), range=[SHADES[v] for v in words]),
        legend=legend if len(words) > 1 else None,
    )


def whole(kind: str, drawn: Any, about: About, said: Sequence[str], care: str) -> Chart:
    """Put a chart together: title, the size of the set, what is drawn, and the care text."""
    beneath = [line for text in said for line in wrap(clean(text), ACROSS)]
    where = f"case {about.case}, as of {about.as_of}, register {about.register}"
    title = alt.Title(
        text=cut(about.title),
        subtitle=[*beneath, *wrap(clean(where), ACROSS)],
        anchor="start",
        fontSize=15,
        subtitleFontSize=12,
        subtitleColor=DIM,
        offset=14,
    )
    rows = [{"text": line, "at": at} for at, line in enumerate(wrap(clean(care), ACROSS))]
    foot = text(
        rows,
        alt.value(0),
        alt.Y("at:O", axis=None),
        fontStyle="italic",
        color=DIM,
        fontSize=11,
    ).properties(width=WIDE, height=alt.Step(15))
    stacked = alt.vconcat(drawn, foot, spacing=16).properties(
        title=title, background="white", padding=14, description="; ".join(map(clean, said))
    )
    looked = stacked.configure(font=FONT).configure_view(stroke=None)
    looked = looked.configure_axis(
        gridColor="#ececec", labelColor=INK, titleColor=INK, labelFontSize=12, titleFontSize=12
    )
    spec: dict[str, Any] = looked.to_dict()
    return Chart(kind, "\n".join(map(clean, (about.title, *said, where, care))), spec)


# Charts of a case.

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
    axis = alt.Axis(tickMinStep=1, tickCount=10, grid=True)
    x = alt.X("first:Q", title="persons left", axis=axis)
    over = text(labels, alt.value(0), step, dy=-24)
    drawn = (bars(rows, x, step, shaded(OPEN)) + over).properties(width=WIDE, height=alt.Step(58))
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
    labels = [{"at": at, "text": _swing(swing)} for at, swing in enumerate(wide)]
    marked = [{"at": at, "now": swing.now} for at, swing in enumerate(wide)]
    now = alt.Chart(data(marked)).mark_tick(thickness=3, size=30, color=INK)
    now = now.encode(x=alt.X("now:Q", scale=scale), y=y)
    drawn = bars(rows, x, y) + now + text(labels, alt.value(0), y, dy=-24)
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


# Charts of one person, never without how many fit beside: the waterfall, and facts in time.

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
    could = alt.Chart(data([r for r in rows if r["low"] != r["high"]])).mark_rule(
        color=INK, strokeDash=[3, 2]
    )
    could = could.encode(x=alt.X("low:Q", scale=scale), x2="high:Q", y=y)
    zero = alt.Chart(data([{"x": 0}])).mark_rule(color=INK).encode(x=alt.X("x:Q", scale=scale))
    halo = text(rows, alt.value(0), y, dy=-22, stroke="white", strokeWidth=4)
    drawn = zero + bars(rows, x, y) + could + halo + text(rows, alt.value(0), y, dy=-22)
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
    return whole("timeline", drawn, given.why.about, list(_dated(given)), given.why.care)


def _labels(given: Timeline, weight: str) -> list[Row]:
    """Label the facts that decided a clue in bold, and all others not."""
    shown = [
        (at, fact)
        for at, fact in enumerate(given.facts)
        if bool(fact.decides) is (weight == "bold")
    ]
    return [{"at": at, "text": _label(fact), "bold": bool(fact.decides)} for at, fact in shown]


def _dated(given: Timeline) -> Iterator[str]:
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
