"""What narrow computes is what the rule means, for every person and every reading.

Random registers and rules are run on both sides: compiled to SQL, and spelt out row by row in
`tests/oracle/evaluate.py`. Below, one small example pins each rule of the meaning; it must hold on
both sides too, so that the two cannot agree on the same mistake unseen.

`NARROW_EXAMPLES=5000 pytest tests/compile/test_differential.py` looks longer.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from narrow.engines.duckdb import DuckDB
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.registers import Register, Slice, Span
from narrow.model.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Begun,
    Blank,
    Body,
    Coded,
    Condition,
    Count,
    Dated,
    Either,
    Every,
    Held,
    Living,
    Missing,
    Named,
    Not,
    Order,
    Otherwise,
    PersonIs,
    Published,
    Scan,
    Second,
    Some,
    Tense,
    Worded,
)
from narrow.model.verdicts import Verdict
from narrow.model.words import fold
from narrow.questions.evaluation.reader import verdicts
from narrow.registers.loader import content_from_rows
from tests import on_spark
from tests.oracle.evaluate import POPULATION, Verdicts, evaluate
from tests.oracle.invented import REGISTER, with_tables
from tests.oracle.strategies import (
    AS_OF,
    Example,
    Rows,
    bodies_of_times,
    case_of,
    nested_bodies,
    single_bodies,
    single_conditions,
    single_pairs,
)

NOT_MET, NO_RECORD, IN_DOUBT, MET = Verdict

Row = dict[str, str]
Judge = Callable[[Example], Mapping[str, Verdicts]]

# --- both sides agree -------------------------------------------------------------------------

EXAMPLES = int(os.environ.get("NARROW_EXAMPLES", "160"))
_looking = settings(
    max_examples=max(1, EXAMPLES // 4),
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.function_scoped_fixture,
    ],
)


def evaluated(example: Example) -> Mapping[str, Verdicts]:
    """What the rules mean, spelt out."""
    return evaluate(example.case, example.register, example.rows)


def computed(example: Example) -> Mapping[str, Verdicts]:
    """What narrow makes of the rules."""
    content = content_from_rows(example.register, example.rows)
    with DuckDB() as engine:
        found = verdicts(example.case, content, engine)
    return {person: dict(columns) for person, columns in found.items()}


def computed_on_spark(example: Example) -> Mapping[str, Verdicts]:
    """What narrow makes of the rules on Spark."""
    content = content_from_rows(example.register, example.rows)
    with on_spark.spark() as engine:
        found = verdicts(example.case, content, engine)
    return {person: dict(columns) for person, columns in found.items()}


@_looking
@given(single_conditions)
def test_one_condition_at_a_time(example: Example) -> None:
    assert computed(example) == evaluated(example)


@_looking
@given(single_bodies)
def test_one_body_at_a_time(example: Example) -> None:
    assert computed(example) == evaluated(example)


@_looking
@given(single_pairs)
def test_pairs_of_rows(example: Example) -> None:
    assert computed(example) == evaluated(example)


@_looking
@given(bodies_of_times)
def test_bodies_that_differ_in_time_only(example: Example) -> None:
    assert computed(example) == evaluated(example)


@_looking
@given(nested_bodies)
def test_bodies_inside_bodies(example: Example) -> None:
    assert computed(example) == evaluated(example)


_fewer = settings(_looking, max_examples=max(1, EXAMPLES // 16))
ON_SPARK = pytest.param(computed_on_spark, marks=[pytest.mark.spark, pytest.mark.slow])


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.always
@_fewer
@given(single_conditions | single_bodies | single_pairs | bodies_of_times | nested_bodies)
def test_whatever_is_asked_on_spark(example: Example) -> None:
    assert computed_on_spark(example) == evaluated(example)


# --- asking one thing of one person -----------------------------------------------------------


@pytest.fixture(params=[evaluated, computed, ON_SPARK], ids=["evaluated", "computed", "spark"])
def judge(request: pytest.FixtureRequest) -> Judge:
    """Each example below is judged by both sides."""
    made: Judge = request.param
    return made


_NEVER = with_tables(
    REGISTER, **{role: {"complete_for": ()} for role in ("posts", "designations", "events")}
)
KNOWN = _NEVER
"""Nothing is complete; the record speaks of the days up to 2018-12-31."""

OPEN = replace(_NEVER, known_until=None)
"""Nothing is complete, and no day is known up to which the record speaks."""


def filled(register: Register, rows: Mapping[str, Sequence[Row]]) -> Rows:
    """The rows with a blank in every column that is not given, and keys where they are missing."""
    return {
        role: [
            {**dict.fromkeys(table.columns, ""), "id": f"{role}{at}", **row}
            if "id" in table.columns
            else {**dict.fromkeys(table.columns, ""), **row}
            for at, row in enumerate(rows.get(role, ()))
        ]
        for role, table in register.tables.items()
    }


def ask(
    judge: Judge,
    body: Body,
    person: Row | None = None,
    *,
    register: Register = OPEN,
    sources: Sequence[Row] = (),
    **facts: Sequence[Row],
) -> Verdict:
    """The verdict of one person with these rows, who has a namesake without any."""
    rows = {
        "persons": [{"id": "p"}, {"id": "somebody", **(person or {})}],
        "sources": sources,
        **{role: [{"person": "somebody", **row} for row in given] for role, given in facts.items()},
    }
    found = judge(Example(register, filled(register, rows), case_of([[body]])))
    return found["somebody"]["c1", "r1"]


def coded(column: str, *codes: str) -> Coded:
    return Coded(column, codes, "")


def worded(column: str, words: str) -> Worded:
    return Worded(column, fold(words), words)


def day(text: str) -> date:
    return date.fromisoformat(text)


def dated(column: str, first: str, last: str = "") -> Dated:
    return Dated(column, day(first), day(last or first), "")


def held(tense: Tense, first: str = "2018-09-08", last: str = "") -> Held:
    return Held(tense, day(first), day(last or first))


def row_of(verdict: str) -> Verdict:
    """What a person's verdict is whose one row is `met`, `doubt`ful, or `out` (nothing complete)."""
    return {"met": MET, "doubt": IN_DOUBT, "out": NO_RECORD}[verdict]


FORMER, CURRENT, EVER, FUTURE, PROBABLY = (
    Tense.FORMER,
    Tense.CURRENT,
    Tense.EVER,
    Tense.FUTURE,
    Tense.PROBABLY_FORMER,
)

# --- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("2018-09-08", "2018-09-08", "2018-09-08", "met"),
        ("2018-09-07", "2018-09-08", "2018-09-08", "out"),
        ("2018", "2018-01-01", "2018-12-31", "met"),
        ("2018", "2018-01-02", "2018-12-31", "doubt"),
        ("2018", "2018-01-01", "2018-12-30", "doubt"),
        ("2018", "2018-12-31", "2019-12-31", "doubt"),
        ("2018", "2019-01-01", "2019-12-31", "out"),
        ("2018", "2017-01-01", "2018-01-01", "doubt"),
        ("2018", "2017-01-01", "2017-12-31", "out"),
        ("2018-02", "2018-02-01", "2018-02-28", "met"),
        ("2018-21", "2018-01-01", "2018-12-31", "met"),
        ("201X", "2010-01-01", "2019-12-31", "met"),
        ("2016/2018-03", "2016-01-01", "2018-03-31", "met"),
        ("2016/2018-03", "2016-01-02", "2018-03-31", "doubt"),
        ("[2016, 2018-09-08]", "2016-01-01", "2018-09-08", "met"),
        ("../2016", "2016-12-31", "2016-12-31", "doubt"),
        ("../2016", "2017-01-01", "2017-01-01", "out"),
        ("2018-09/..", "2018-08-31", "2018-08-31", "out"),
        ("", "2018-01-01", "2018-12-31", "doubt"),
        ("unknown", "2018-01-01", "2018-12-31", "doubt"),
        ("unknown", EARLIEST.isoformat(), LATEST.isoformat(), "doubt"),
        ("../..", EARLIEST.isoformat(), LATEST.isoformat(), "met"),
    ],
)
def test_a_date_is_an_interval(
    judge: Judge, text: str, first: str, last: str, expected: str
) -> None:
    body = Some(Scan("posts", (dated("start", first, last),)))
    assert ask(judge, body, posts=[{"start": text}]) is row_of(expected)


@pytest.mark.parametrize(
    ("years", "first", "expected"),
    [(2, "2016-09-08", "met"), (2, "2016-09-09", "doubt"), (1, "2017-09-08", "met")],
)
def test_an_approximate_date_is_widened(
    judge: Judge, years: int, first: str, expected: str
) -> None:
    body = Some(Scan("posts", (dated("start", first, "2020-09-08"),)))
    register = replace(OPEN, circa_years=years)
    told = ask(judge, body, register=register, posts=[{"start": "2018-09-08~"}])
    assert told is row_of(expected)


@pytest.mark.parametrize(
    ("register", "last", "expected"),
    [
        (KNOWN, "2018-12-30", "out"),
        (KNOWN, "2018-12-31", "doubt"),
        (OPEN, "2018-12-30", "doubt"),
    ],
)
def test_an_open_end_lies_on_or_after_the_last_day_on_record(
    judge: Judge, register: Register, last: str, expected: str
) -> None:
    body = Some(Scan("posts", (dated("end", "2016-01-01", last),)))
    assert ask(judge, body, register=register, posts=[{"end": ".."}]) is row_of(expected)


def test_two_dots_say_nothing_where_they_are_no_end(judge: Judge) -> None:
    body = Some(Scan("posts", (dated("start", "2016-01-01", "2016-12-31"),)))
    assert ask(judge, body, register=KNOWN, posts=[{"start": ".."}]) is IN_DOUBT


@pytest.mark.parametrize(
    ("born", "first", "last", "expected"),
    [
        ("1970;1972-03", "1970-01-01", "1972-03-31", MET),
        ("1970; 1972-03", "1970-01-01", "1970-12-31", IN_DOUBT),
        ("1970;1972-03", "1971-06-01", "1971-06-30", NOT_MET),
        ("1970;1972-03", "1971-01-01", "1972-02-29", NOT_MET),
        ("1970;1972-03", "1970-12-31", "1972-02-29", IN_DOUBT),
        ("1970;1972-03", "1971-01-01", "1972-03-01", IN_DOUBT),
        ("1970;1972-03", "1972-04-01", "1972-04-30", NOT_MET),
        ("1972-03;1970", "1971-06-01", "1971-06-30", NOT_MET),
        ("[1970,1972-03]", "1971-06-01", "1971-06-30", NOT_MET),
        ("[1970,1972-03];1974", "1973-01-01", "1973-12-31", NOT_MET),
        ("1960;1970;1980;1990;2000;2010", "1981-01-01", "1989-12-31", NOT_MET),
        ("1960;1970;1980;1990;2000;2010", "1981-01-01", "1990-01-01", IN_DOUBT),
        ("1970;1971", "1970-06-01", "1971-06-30", IN_DOUBT),
        ("1970~;1980", "1975-01-01", "1975-12-31", NOT_MET),
        ("1970~;1980", "1972-01-01", "1972-12-31", IN_DOUBT),
        ("1970;unknown", "1975-01-01", "1975-12-31", IN_DOUBT),
        ("unknown", "1970-01-01", "1970-12-31", NO_RECORD),
        # before and after a day
        ("1970;1980", EARLIEST.isoformat(), "1970-12-31", IN_DOUBT),
        ("1970;1980", EARLIEST.isoformat(), "1969-12-31", NOT_MET),
        ("1970;1980", EARLIEST.isoformat(), "1980-12-31", MET),
        ("1970;1980", "1971-01-01", LATEST.isoformat(), IN_DOUBT),
        ("1970;1980", "1981-01-01", LATEST.isoformat(), NOT_MET),
    ],
)
@pytest.mark.parametrize("against", [False, True])
def test_one_of_two_days_is_none_between(
    judge: Judge, born: str, first: str, last: str, expected: Verdict, against: bool
) -> None:
    asked = dated("born", first, last)
    turned = {MET: NOT_MET, NOT_MET: MET}
    wanted = turned.get(expected, expected) if against else expected
    body = PersonIs((Otherwise(asked) if against else asked,))
    assert ask(judge, body, {"born": born}) is wanted


@pytest.mark.parametrize(
    ("day", "start", "end", "expected"),
    [
        ("2010;2014", "2011", "2013", NO_RECORD),
        ("2010;2014", "2011", "2014", IN_DOUBT),
        ("2010;2014", "2009", "2015", MET),
        ("2010;2012;2014", "2011", "2011", NO_RECORD),
        ("2010;2012;2014", "2011", "2012", IN_DOUBT),
    ],
)
def test_a_post_between_two_rival_days_was_held_on_neither(
    judge: Judge, day: str, start: str, end: str, expected: Verdict
) -> None:
    second = Second("events", (), Order.WHILE, "day")
    posts, events = [{"start": start, "end": end}], [{"day": day}]
    body = Some(Scan("posts", (), second))
    assert ask(judge, body, posts=posts, events=events) is expected


# --- the span of a row ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "condition", "expected"),
    [
        ({}, held(EVER), "doubt"),
        ({"held_on": "2018-09-08"}, held(EVER), "met"),
        ({"held_on": "2018-09-08"}, held(CURRENT), "met"),
        ({"held_on": "2018-09-09"}, held(EVER), "doubt"),
        ({"held_on": "2018"}, held(EVER, "2018-12-31"), "met"),
        ({"held_on": "2018"}, held(EVER, "2018-12-30"), "doubt"),
        ({"held_on": "2018"}, held(FORMER, "2018-01-01"), "out"),
        ({"held_on": "2018"}, held(FORMER, "2018-01-02"), "doubt"),
        ({"held_on": "2016;2018-09-08"}, held(EVER, "2018-09-07"), "doubt"),
        ({"held_on": "2016;2018-09-08"}, held(FORMER, "2016-01-01"), "out"),
        ({"held_on": "../.."}, held(EVER, "9999-12-30"), "doubt"),
        ({"ended_by": "2018-09-08"}, held(FORMER), "met"),
        ({"ended_by": "2018-09-09"}, held(FORMER), "doubt"),
        ({"ended_by": "2018-09"}, held(FORMER, "2018-09-30"), "met"),
        ({"start": "2018-09-08"}, held(FORMER), "out"),
        ({"start": "2018-09-08"}, held(FORMER, "2018-09-09"), "doubt"),
        ({"end": "2018-09-07"}, held(EVER, "2018-09-07"), "met"),
        ({"end": "2018-09-07"}, held(EVER, "2018-09-06"), "doubt"),
        ({"start": "2018-09-08", "end": "2018-09-08"}, held(CURRENT), "met"),
        ({"start": "2018-09-09", "end": "2018-09-07"}, held(FORMER, "2000-01-01"), "doubt"),
        ({"start": "2018-09-09", "end": "2018-09-07"}, held(FUTURE, "2030-01-01"), "doubt"),
        ({"start": "2018-09-09", "held_on": "2018-09-07"}, held(CURRENT, "2000-01-01"), "doubt"),
        ({"start": "2018-09-08", "ended_by": "2018-09-08"}, held(CURRENT, "2000-01-01"), "doubt"),
    ],
)
def test_what_is_told_of_a_fact_tightens_its_span(
    judge: Judge, row: Row, condition: Condition, expected: str
) -> None:
    assert ask(judge, Some(Scan("posts", (condition,))), posts=[row]) is row_of(expected)


@pytest.mark.parametrize(
    ("start", "condition", "expected"),
    [
        ("", held(EVER, "2018-12-31"), "met"),
        ("", held(EVER, "2018-12-30"), "doubt"),
        ("2018/2019", held(EVER, "2018-12-31"), "met"),
        ("..", held(EVER, "2018-12-31"), "met"),
        ("2019", held(EVER, "2019-12-30"), "doubt"),
        ("2019-01-01", held(FUTURE, "2018-12-31"), "met"),
    ],
)
def test_what_is_on_record_had_begun_by_its_last_day(
    judge: Judge, start: str, condition: Condition, expected: str
) -> None:
    body = Some(Scan("posts", (condition,)))
    assert ask(judge, body, register=KNOWN, posts=[{"start": start}]) is row_of(expected)


def test_contradicting_dates_say_nothing_not_even_by_the_last_day_on_record(judge: Judge) -> None:
    body = Some(Scan("posts", (held(EVER, "2018-12-31"),)))
    row = {"start": "2018-09-09", "end": "2018-09-07"}
    assert ask(judge, body, register=KNOWN, posts=[row]) is IN_DOUBT


@pytest.mark.parametrize(
    ("until_death", "died", "expected"),
    [
        (True, "2018-09-07", "met"),
        (True, "2018-09-08", "doubt"),
        (True, "2018-09", "doubt"),
        (True, "", "doubt"),
        (False, "2018-09-07", "doubt"),
    ],
)
def test_a_post_ends_with_its_holder_where_the_register_says_so(
    judge: Judge, until_death: bool, died: str, expected: str
) -> None:
    register = with_tables(OPEN, posts={"span": Span("start", "end", until_death=until_death)})
    body = Some(Scan("posts", (held(FORMER),)))
    told = ask(judge, body, {"died": died}, register=register, posts=[{}])
    assert told is row_of(expected)


@pytest.mark.parametrize(
    ("row", "on", "expected"),
    [
        ({"end": "2018"}, "2018-07-03", "met"),
        ({"end": "2018"}, "2018-07-02", "doubt"),
        ({"end": "2018"}, "2018-01-01", "out"),
        ({"end": "../2018-06-30"}, "2018-07-01", "met"),
        ({"end": "../2018-06-30"}, "2018-06-30", "doubt"),
        ({"end": "2018-06/.."}, "2018-09-08", "doubt"),
        ({"start": "2018-07-01", "end": "2018"}, "2018-09-30", "doubt"),
        ({"start": "2018-07-01", "end": "2018"}, "2018-10-01", "met"),
        ({}, "2018-09-08", "doubt"),
    ],
)
def test_probably_over_is_past_the_middle_of_a_coarse_end(
    judge: Judge, row: Row, on: str, expected: str
) -> None:
    body = Some(Scan("posts", (held(PROBABLY, on),)))
    assert ask(judge, body, posts=[row]) is row_of(expected)


@pytest.mark.parametrize(
    ("row", "condition", "expected"),
    [
        ({"end": "2018-09-07"}, held(FORMER), "met"),
        ({"end": "2018-09-08"}, held(FORMER), "out"),
        ({"end": "2018-09"}, held(FORMER), "doubt"),
        ({"end": "2018-09-07"}, held(FORMER, "2018-09-07", "2018-09-30"), "out"),
        ({"start": "2018-09-08", "end": ".."}, held(CURRENT), "met"),
        ({"start": "2018-09-08", "end": ".."}, held(CURRENT, "2018-09-09"), "doubt"),
        ({"start": "2018-09-08", "end": "2018-09"}, held(CURRENT), "met"),
        ({"start": "2018-09-08", "end": "2018-09"}, held(CURRENT, "2018-09-09"), "doubt"),
        ({"start": "2018-09-08", "end": "2018-09"}, held(CURRENT, "2018-10-01"), "out"),
        ({"start": "2018-09-08", "end": "2018-09-09"}, held(CURRENT, "2018-09-07"), "out"),
        ({"start": "2018-09-08"}, held(CURRENT, "2018-09-01", "2018-09-08"), "met"),
        ({"start": "2018-09-08"}, held(EVER), "met"),
        ({"start": "2018-09"}, held(EVER), "doubt"),
        ({"start": "2018-09-09"}, held(EVER), "out"),
        ({"start": "2018-09-09"}, held(EVER, "2018-09-01", "2018-09-09"), "met"),
        ({"start": "2018-09-09"}, held(FUTURE), "met"),
        ({"start": "2018-09-08"}, held(FUTURE), "out"),
        ({"start": "2018-09"}, held(FUTURE), "doubt"),
        ({"start": "2018-09-09"}, held(FUTURE, "2018-09-01", "2018-09-09"), "out"),
        ({"start": "2018-09-08"}, Begun(AS_OF), "met"),
        ({"start": "2018-09"}, Begun(AS_OF), "doubt"),
        ({"start": "2018-09-09"}, Begun(AS_OF), "out"),
    ],
)
def test_a_tense_is_seen_from_its_days(
    judge: Judge, row: Row, condition: Condition, expected: str
) -> None:
    assert ask(judge, Some(Scan("posts", (condition,))), posts=[row]) is row_of(expected)


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ({"source": "early"}, "met"),
        ({"source": "that_day"}, "met"),
        ({"source": "late"}, "out"),
        ({"source": "late", "second_source": "early"}, "met"),
        ({"source": "that_month"}, "doubt"),
        ({"source": "undated"}, "doubt"),
        ({"source": "undated", "second_source": "late"}, "doubt"),
        ({}, "doubt"),
    ],
)
def test_a_row_was_out_with_the_first_of_its_sources(
    judge: Judge, cited: Row, expected: str
) -> None:
    days = {"early": "2018-01-01", "that_day": "2018-09-08", "late": "2018-09-09"}
    days |= {"that_month": "2018-09", "undated": "n.d."}
    sources = [{"id": name, "published": text} for name, text in days.items()]
    body = Some(Scan("designations", (Published(AS_OF),)))
    assert ask(judge, body, sources=sources, designations=[cited]) is row_of(expected)


def test_several_sources_may_stand_in_one_column(judge: Judge) -> None:
    sources = [
        {"id": "late", "published": "2019"},
        {"id": "early", "published": "2018-01-01"},
    ]
    body = Some(Scan("posts", (Published(AS_OF),)))
    assert ask(judge, body, sources=sources, posts=[{"source": "late; early"}]) is MET


# --- conditions -------------------------------------------------------------------------------

ARMS = coded("reason", "arms")
SEA = coded("branch", "sea")
SWORN = dated("sworn", "2018-01-01", "2018-12-31")
BOSS = worded("title", "Comandante")


@pytest.mark.parametrize(
    ("role", "row", "condition", "expected"),
    [
        ("posts", {"sector": "army"}, coded("sector", "army"), "met"),
        ("posts", {"sector": "army"}, coded("sector", "civil", "army"), "met"),
        ("posts", {"sector": "civil"}, coded("sector", "army"), "out"),
        ("posts", {"sector": ""}, coded("sector", "army"), "doubt"),
        ("posts", {"sector": "unknown"}, coded("sector", "army"), "doubt"),
        ("posts", {"rank": "n/a"}, coded("rank", "major"), "doubt"),
        # a gap is none where the column has no meaning
        ("posts", {"sector": "army", "branch": ""}, SEA, "doubt"),
        ("posts", {"sector": "civil", "branch": ""}, SEA, "out"),
        ("posts", {"sector": "unknown", "branch": ""}, SEA, "doubt"),
        ("posts", {"sector": "civil", "branch": "sea"}, SEA, "met"),
        ("posts", {"sector": "civil", "branch": ""}, Otherwise(SEA), "met"),
        # a set
        ("posts", {"languages": "en|es"}, coded("languages", "es"), "met"),
        ("posts", {"languages": "en| es"}, coded("languages", "es"), "met"),
        ("posts", {"languages": "en|pt"}, coded("languages", "es"), "out"),
        ("posts", {"languages": "unknown"}, coded("languages", "es"), "doubt"),
        ("posts", {"languages": "en|unknown"}, coded("languages", "es"), "doubt"),
        ("posts", {"languages": "es|unknown"}, coded("languages", "es"), "met"),
        # rival values
        ("designations", {"reason": "arms"}, ARMS, "met"),
        ("designations", {"reason": "arms;fraud"}, ARMS, "doubt"),
        ("designations", {"reason": "arms; fraud"}, coded("reason", "fraud", "arms"), "met"),
        ("designations", {"reason": "arms;arms"}, ARMS, "met"),
        ("designations", {"reason": "arms;unknown"}, ARMS, "doubt"),
        ("designations", {"reason": "fraud;unknown"}, ARMS, "doubt"),
        ("designations", {"reason": "fraud"}, ARMS, "out"),
        ("designations", {"reason": "", "regime": "eu"}, ARMS, "doubt"),
        ("designations", {"reason": "", "regime": "uk"}, ARMS, "out"),
        # dates
        ("posts", {"sworn": "2018-05"}, SWORN, "met"),
        ("posts", {"sworn": "", "sector": "army", "rank": "general"}, SWORN, "doubt"),
        ("posts", {"sworn": "", "sector": "army", "rank": "n/a"}, SWORN, "doubt"),
        ("posts", {"sworn": "", "sector": "army", "rank": "major"}, SWORN, "out"),
        ("posts", {"sworn": "..", "sector": "civil"}, SWORN, "doubt"),
        # words
        ("posts", {"title": "El COMANDANTE, 41ª"}, BOSS, "met"),
        ("posts", {"title": "Comandantes"}, BOSS, "out"),
        ("posts", {"title": "?"}, BOSS, "doubt"),
        ("posts", {"title": "sin comandante"}, BOSS, "doubt"),
        ("posts", {"title": "Jefe de la Brigáda"}, worded("title", "la brigada"), "met"),
        # blanks
        ("posts", {"rank": "n/a"}, Blank("rank"), "met"),
        ("posts", {"rank": "major"}, Blank("rank"), "out"),
        ("posts", {"end": ".."}, Blank("end"), "out"),
        # conditions inside conditions
        ("posts", {"sector": "army"}, Otherwise(coded("sector", "army")), "out"),
        ("posts", {"sector": "civil"}, Otherwise(coded("sector", "army")), "met"),
        ("posts", {"sector": ""}, Otherwise(coded("sector", "army")), "doubt"),
        ("posts", {"start": "2018-09-09"}, Otherwise(held(EVER)), "met"),
        ("posts", {"unit": "u1"}, Either((coded("unit", "u2"), coded("sector", "army"))), "doubt"),
        ("posts", {"unit": "u2"}, Either((coded("unit", "u2"), coded("sector", "army"))), "met"),
        (
            "posts",
            {"unit": "u1", "sector": "civil"},
            Either((coded("unit", "u2"), coded("sector", "army"))),
            "out",
        ),
    ],
)
def test_a_condition_holds_of_a_row(
    judge: Judge, role: str, row: Row, condition: Condition, expected: str
) -> None:
    assert ask(judge, Some(Scan(role, (condition,))), **{role: [row]}) is row_of(expected)


def test_a_word_for_not_known_is_no_word_where_the_column_has_no_meaning(judge: Judge) -> None:
    body = PersonIs((worded("remark", "none"),))
    assert ask(judge, body, {"remark": "none", "cohort": "staff"}) is NOT_MET
    assert ask(judge, body, {"remark": "none", "cohort": "envoy"}) is NO_RECORD


@pytest.mark.parametrize(
    ("column", "text", "phrase", "expected"),
    [
        ("aliases", "El Comandante; General", "comandante", MET),
        ("aliases", "comandante;general", "comandante general", NOT_MET),
        ("aliases", "none", "none", NO_RECORD),
        ("birthplace", "San Juan", "juan", MET),
        ("birthplace", "San Juan; Lima", "juan", IN_DOUBT),
        ("birthplace", "Juan;Juan", "juan", MET),
        ("birthplace", "Quito; Lima", "juan", NOT_MET),
    ],
)
def test_words_stand_in_one_of_several_values(
    judge: Judge, column: str, text: str, phrase: str, expected: Verdict
) -> None:
    assert ask(judge, PersonIs((worded(column, phrase),)), {column: text}) is expected


def test_a_word_for_not_known_that_is_said_twice_is_said_once(judge: Judge) -> None:
    assert ask(judge, PersonIs((YOUNG,)), {"born": "unknown; unknown"}) is NO_RECORD
    assert ask(judge, PersonIs((YOUNG,)), {"born": "1970; unknown"}) is IN_DOUBT


def test_every_condition_must_hold_of_the_same_row(judge: Judge) -> None:
    body = Some(Scan("posts", (coded("sector", "army"), coded("unit", "u1"))))
    apart = [{"sector": "army", "unit": "u2"}, {"sector": "civil", "unit": "u1"}]
    assert ask(judge, body, posts=apart) is NO_RECORD
    assert ask(judge, body, posts=[*apart, {"sector": "army"}]) is IN_DOUBT
    assert ask(judge, body, posts=[*apart, {"sector": "army", "unit": "u1"}]) is MET


# --- words that say less ----------------------------------------------------------------------

ALL_POSTS = with_tables(OPEN, posts={"complete_for": (Slice({}, {}),)})
"""Posts are complete, so that a row that is out makes a no."""


@pytest.mark.parametrize(
    ("column", "codes", "row", "expected"),
    [
        ("branch", ["land"], {"sector": "army", "branch": "land"}, MET),
        ("branch", ["land"], {"sector": "army", "branch": "forces"}, IN_DOUBT),
        ("branch", ["land"], {"sector": "army", "branch": "sea"}, NOT_MET),
        ("branch", ["land"], {"sector": "army", "branch": "coast"}, NOT_MET),
        ("branch", ["coast"], {"sector": "army", "branch": "land"}, IN_DOUBT),
        ("branch", ["coast"], {"sector": "army", "branch": "sea"}, IN_DOUBT),
        ("branch", ["coast"], {"sector": "army", "branch": "forces"}, IN_DOUBT),
        ("branch", ["coast"], {"sector": "army", "branch": "air"}, NOT_MET),
        ("branch", ["air", "land"], {"sector": "army", "branch": "forces"}, IN_DOUBT),
        ("branch", ["forces", "land"], {"sector": "army", "branch": "forces"}, MET),
        ("branch", ["forces"], {"sector": "army", "branch": "land"}, NOT_MET),
        ("rank", ["colonel", "general"], {"rank": "officer"}, IN_DOUBT),
        ("rank", ["general"], {"rank": "officer"}, NOT_MET),
        # the branch of a post of the state may be one of the army, which is a kind of it
        ("branch", ["land"], {"sector": "state", "branch": ""}, IN_DOUBT),
        ("branch", ["land"], {"sector": "civil", "branch": ""}, NOT_MET),
    ],
)
@pytest.mark.parametrize("against", [False, True])
def test_a_broader_word_may_mean_what_is_asked_for(
    judge: Judge, column: str, codes: list[str], row: Row, expected: Verdict, against: bool
) -> None:
    some = Some(Scan("posts", (coded(column, *codes),)))
    body = Not(some) if against else some
    turned = {MET: NOT_MET, NOT_MET: MET}
    wanted = turned.get(expected, expected) if against else expected
    assert ask(judge, body, register=ALL_POSTS, posts=[row]) is wanted


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("nationality", "cl;south", IN_DOUBT),
        ("nationality", "cl;br", NOT_MET),
        ("nationality", "ar;south", MET),
        ("origin", "south", IN_DOUBT),
        ("origin", "ar;south", IN_DOUBT),
        ("origin", "cl;br", NOT_MET),
        ("origin", "ar", MET),
    ],
)
@pytest.mark.parametrize("against", [False, True])
def test_a_broader_word_among_several_may_mean_it(
    judge: Judge, column: str, text: str, expected: Verdict, against: bool
) -> None:
    asked = coded(column, "ar")
    turned = {MET: NOT_MET, NOT_MET: MET}
    wanted = turned.get(expected, expected) if against else expected
    body = PersonIs((Otherwise(asked) if against else asked,))
    assert ask(judge, body, {column: text}) is wanted


@pytest.mark.parametrize(
    ("branch", "expected"), [("land", MET), ("forces", IN_DOUBT), ("air", NOT_MET)]
)
def test_a_broader_word_in_the_second_row_may_mean_it(
    judge: Judge, branch: str, expected: Verdict
) -> None:
    second = Second("posts", (coded("branch", "land"),), different=("unit",))
    body = Some(Scan("posts", (coded("sector", "civil"),), second))
    rows = [
        {"sector": "civil", "unit": "u1"},
        {"sector": "army", "branch": branch, "unit": "u2"},
    ]
    assert ask(judge, body, register=ALL_POSTS, posts=rows) is expected


# --- conditions that together must hold -------------------------------------------------------

BEGUN = Begun(AS_OF)
MINISTER = coded("sector", "civil")


def any_of_posts(*each: Sequence[Condition]) -> Body:
    return AnyOf(tuple(Some(Scan("posts", (MINISTER, *where))) for where in each))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # since 2001, and nobody knows until when
        (Some(Scan("posts", (BEGUN, Either((held(FORMER), held(CURRENT)))))), MET),
        (Some(Scan("posts", (Either((held(FORMER), held(CURRENT), held(FUTURE))),))), MET),
        (Some(Scan("posts", (Either((held(FORMER, "2010-01-01"), held(CURRENT))),))), IN_DOUBT),
        (Some(Scan("posts", (Either((held(FORMER), held(CURRENT, "2010-01-01"))),))), MET),
        (Some(Scan("posts", (Otherwise(Either((held(FORMER), held(CURRENT)))),))), NOT_MET),
        (any_of_posts([BEGUN, held(FORMER)], [BEGUN, held(CURRENT)]), MET),
        (any_of_posts([BEGUN, held(FORMER)], [BEGUN, held(CURRENT)], [held(FUTURE)]), MET),
        (any_of_posts([BEGUN, held(FORMER)], [BEGUN, held(PROBABLY)]), IN_DOUBT),
        (any_of_posts([BEGUN, held(FORMER)], [held(CURRENT), coded("unit", "u1")]), IN_DOUBT),
        (Not(any_of_posts([BEGUN, held(FORMER)], [BEGUN, held(CURRENT)])), NOT_MET),
        (
            AllOf(
                tuple(Not(Some(Scan("posts", (BEGUN, held(tense))))) for tense in (FORMER, CURRENT))
            ),
            NOT_MET,
        ),
        # the day of the oath is some day of 2018
        (
            any_of_posts(
                [dated("sworn", EARLIEST.isoformat(), "2018-06-30")],
                [dated("sworn", "2018-07-01", LATEST.isoformat())],
            ),
            MET,
        ),
        (
            any_of_posts(
                [dated("sworn", EARLIEST.isoformat(), "2018-06-29")],
                [dated("sworn", "2018-07-01", LATEST.isoformat())],
            ),
            IN_DOUBT,
        ),
    ],
)
def test_one_of_several_conditions_holds_whenever_it_was(
    judge: Judge, body: Body, expected: Verdict
) -> None:
    post = {"sector": "civil", "start": "2001", "sworn": "2018"}
    register = with_tables(ALL_POSTS, posts={"columns": WITHOUT_APPLIES})
    assert ask(judge, body, register=register, posts=[post]) is expected


WITHOUT_APPLIES = {
    name: replace(column, applies_where={})
    for name, column in REGISTER.tables["posts"].columns.items()
}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("1000-01-01", "1959-12-31"), ("1960-01-01", "9999-12-31"), MET),
        (("1950-01-01", "1959-12-31"), ("1960-01-01", "1969-12-31"), MET),
        (("1950-01-01", "1959-12-30"), ("1960-01-01", "1969-12-31"), IN_DOUBT),
    ],
)
def test_one_of_two_ages_is_met(
    judge: Judge, first: tuple[str, str], second: tuple[str, str], expected: Verdict
) -> None:
    living = Living("died", AS_OF)
    bodies = tuple(PersonIs((Every((dated("born", *d), living)),)) for d in (first, second))
    assert ask(judge, AnyOf(bodies), {"born": "1959/1960"}) is expected
    assert ask(judge, AnyOf(bodies), {"born": "1959/1960", "died": "2001"}) is NOT_MET
    assert ask(judge, AnyOf(bodies), {"born": ""}) is NO_RECORD


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ((Order.BEFORE, Order.WHILE, Order.AFTER), MET),
        ((Order.BEFORE, Order.WHILE), MET),
        ((Order.WHILE, Order.AFTER), IN_DOUBT),
        ((Order.BEFORE, Order.AFTER), IN_DOUBT),
    ],
)
def test_before_while_or_after_a_day(
    judge: Judge, orders: tuple[Order, ...], expected: Verdict
) -> None:
    scans = [Scan("posts", (), Second("events", (), order, "day")) for order in orders]
    body = AnyOf(tuple(map(Some, scans)))
    posts, events = [{"start": "2001"}], [{"day": "2010"}]
    assert ask(judge, body, posts=posts, events=events) is expected
    without = ask(judge, body, posts=posts, events=[{"day": ""}])
    assert without is IN_DOUBT


# --- completeness -----------------------------------------------------------------------------

ARMY, CIVIL = coded("sector", "army"), coded("sector", "civil")
BOTH = coded("sector", "army", "civil")
OF_STAFF = Slice({"sector": ("army",)}, {"cohort": ("staff",)})
OF_WOMEN = Slice({"sector": ("civil",)}, {"sex": ("f", "")})
OF_OTHERS = Slice({"sector": ("army", "civil")}, {"cohort": ("staff",), "sex": ("m",)})
GENERALS = Slice({"sector": ("army",), "rank": ("general",)}, {})
MAJORS = Slice({"sector": ("army", "civil"), "rank": ("major",)}, {})
SPEAKERS = Slice({"languages": ("es",)}, {})


@pytest.mark.parametrize(
    ("slices", "person", "where", "expected"),
    [
        ((), {"cohort": "staff"}, (ARMY,), NO_RECORD),
        ((Slice({}, {}),), {}, (), NOT_MET),
        ((Slice({}, {"cohort": ("staff",)}),), {"cohort": "cadre"}, (), NO_RECORD),
        ((OF_STAFF,), {"cohort": "staff"}, (ARMY,), NOT_MET),
        ((OF_STAFF,), {"cohort": "cadre"}, (ARMY,), NO_RECORD),
        ((OF_STAFF,), {"cohort": ""}, (ARMY,), NO_RECORD),
        ((OF_STAFF,), {"cohort": "staff"}, (), NO_RECORD),
        ((OF_STAFF,), {"cohort": "staff"}, (BOTH,), NO_RECORD),
        ((OF_STAFF,), {"cohort": "staff"}, (Either((ARMY,)),), NO_RECORD),
        ((OF_STAFF,), {"cohort": "staff"}, (Otherwise(CIVIL),), NO_RECORD),
        ((OF_WOMEN,), {"sex": ""}, (CIVIL,), NOT_MET),
        ((OF_WOMEN,), {"sex": "unknown"}, (CIVIL,), NO_RECORD),
        # several slices cover together what none covers alone
        ((OF_STAFF, OF_WOMEN), {"cohort": "staff", "sex": "f"}, (BOTH,), NOT_MET),
        ((OF_STAFF, OF_WOMEN), {"cohort": "staff", "sex": "m"}, (BOTH,), NO_RECORD),
        # every condition on the person counts
        ((OF_OTHERS,), {"cohort": "staff", "sex": "m"}, (BOTH,), NOT_MET),
        ((OF_OTHERS,), {"cohort": "staff", "sex": "f"}, (BOTH,), NO_RECORD),
        # codes of the same column narrow each other down
        ((OF_STAFF,), {"cohort": "staff"}, (BOTH, ARMY), NOT_MET),
        ((OF_STAFF,), {"cohort": "cadre"}, (CIVIL, ARMY), NOT_MET),
        # each column that a slice speaks of
        ((GENERALS,), {}, (ARMY, coded("rank", "general")), NOT_MET),
        ((GENERALS,), {}, (ARMY,), NO_RECORD),
        ((GENERALS, OF_STAFF), {"cohort": "staff"}, (ARMY,), NOT_MET),
        ((GENERALS, MAJORS), {}, (ARMY, coded("rank", "general", "major")), NOT_MET),
        ((GENERALS, MAJORS), {}, (BOTH, coded("rank", "general", "major")), NO_RECORD),
        # a row may have more than one code of a set
        ((SPEAKERS,), {}, (coded("languages", "es"),), NO_RECORD),
    ],
)
def test_a_missing_row_means_no_where_the_table_is_complete(
    judge: Judge,
    slices: tuple[Slice, ...],
    person: Row,
    where: tuple[Condition, ...],
    expected: Verdict,
) -> None:
    register = with_tables(OPEN, posts={"complete_for": slices})
    assert ask(judge, Some(Scan("posts", where)), person, register=register) is expected


@pytest.mark.parametrize("number", [512, 513, 2_000])
def test_ever_so_many_codes_of_one_slice_are_complete(judge: Judge, number: int) -> None:
    codes = tuple(f"u{at}" for at in range(number))
    register = with_tables(OPEN, posts={"complete_for": (Slice({"unit": codes}, {}),)})
    body = Some(Scan("posts", (coded("unit", *codes),)))
    assert ask(judge, body, register=register) is NOT_MET


def test_a_row_on_record_counts_whether_the_table_is_complete_or_not(judge: Judge) -> None:
    register = with_tables(OPEN, posts={"complete_for": (Slice({}, {}),)})
    body = Some(Scan("posts", (ARMY,)))
    assert ask(judge, body, register=register, posts=[{"sector": "army"}]) is MET
    assert ask(judge, body, register=register, posts=[{"sector": ""}]) is IN_DOUBT
    assert ask(judge, body, register=register, posts=[{"sector": "civil"}]) is NOT_MET


# --- pairs ------------------------------------------------------------------------------------

U1, U2 = coded("unit", "u1"), coded("unit", "u2")


def with_complete(*roles: str) -> Register:
    return with_tables(OPEN, **{role: {"complete_for": (Slice({}, {}),)} for role in roles})


@pytest.mark.parametrize(
    ("complete", "posts", "events", "expected"),
    [
        ((), [], [], NO_RECORD),
        ((), ["u1"], ["u2"], MET),
        ((), ["u1"], [""], IN_DOUBT),
        ((), [""], ["u2"], IN_DOUBT),
        ((), ["u1"], [], NO_RECORD),
        (("posts",), [], [], NOT_MET),
        (("posts",), [], ["u2"], NOT_MET),
        (("posts",), ["u1"], [], NO_RECORD),
        (("posts",), [""], [], NO_RECORD),
        (("events",), [], [], NOT_MET),
        (("events",), ["u1"], [], NOT_MET),
        (("events",), [], ["u2"], NO_RECORD),
        (("posts", "events"), ["u1"], [], NOT_MET),
        (("posts", "events"), ["u1"], ["u1"], NOT_MET),
        (("posts", "events"), ["u1"], ["u2"], MET),
    ],
)
def test_a_second_row_of_another_table(
    judge: Judge, complete: tuple[str, ...], posts: list[str], events: list[str], expected: Verdict
) -> None:
    told = ask(
        judge,
        Some(Scan("posts", (U1,), Second("events", (U2,)))),
        register=with_complete(*complete),
        posts=[{"unit": unit} for unit in posts],
        events=[{"unit": unit} for unit in events],
    )
    assert told is expected


@pytest.mark.parametrize(
    ("complete", "units", "expected"),
    [
        ((), ["u1"], NO_RECORD),
        (("posts",), ["u1"], NOT_MET),
        (("posts",), ["u1", "u1"], MET),
        (("posts",), ["u1", ""], IN_DOUBT),
    ],
)
def test_a_row_is_never_its_own_second_row(
    judge: Judge, complete: tuple[str, ...], units: list[str], expected: Verdict
) -> None:
    told = ask(
        judge,
        Some(Scan("posts", (U1,), Second("posts", (U1,)))),
        register=with_complete(*complete),
        posts=[{"unit": unit} for unit in units],
    )
    assert told is expected


def test_both_rows_are_of_the_same_person(judge: Judge) -> None:
    given = {
        "persons": [{"id": "one"}, {"id": "other"}],
        "posts": [{"person": "one", "unit": "u1"}],
        "events": [{"person": "other", "unit": "u2"}],
    }
    rows = filled(OPEN, given)
    body = Some(Scan("posts", (U1,), Second("events", (U2,))))
    found = judge(Example(OPEN, rows, case_of([[body]])))
    assert {person: told["c1", "r1"] for person, told in found.items()} == {
        "one": NO_RECORD,
        "other": NO_RECORD,
    }


@pytest.mark.parametrize(
    ("order", "post", "on", "expected"),
    [
        (Order.WHILE, {"start": "2018-01-01", "end": "2018-09-08"}, "2018-01-01", "met"),
        (Order.WHILE, {"start": "2018-01-01", "end": "2018-09-08"}, "2018-09-08", "met"),
        (Order.WHILE, {"start": "2018-01-01", "end": "2018-09-08"}, "2018-09-09", "out"),
        (Order.WHILE, {"start": "2018-01-01", "end": "2018-09-08"}, "2017-12-31", "out"),
        (Order.WHILE, {"start": "2018-01-01", "end": "2018-09-08"}, "2018-09", "doubt"),
        (Order.WHILE, {"start": "2018-01-01", "end": "2018"}, "2018-09-08", "doubt"),
        (Order.WHILE, {"start": "2018-01-01", "end": "2018-09-08"}, "", "doubt"),
        (Order.WHILE, {"start": "2018-01-01", "end": "2018-09-08"}, "2018-02;2018-03", "met"),
        (Order.BEFORE, {"end": "2018-09-07"}, "2018-09-08", "met"),
        (Order.BEFORE, {"end": "2018-09-08"}, "2018-09-08", "out"),
        (Order.BEFORE, {"end": "2018-09"}, "2018-09-08", "doubt"),
        (Order.BEFORE, {"end": "2018-09-07"}, "2018-09", "doubt"),
        (Order.BEFORE, {"end": "2018-09-30"}, "2018-09", "out"),
        (Order.AFTER, {"start": "2018-09-09"}, "2018-09-08", "met"),
        (Order.AFTER, {"start": "2018-09-08"}, "2018-09-08", "out"),
        (Order.AFTER, {"start": "2018-09"}, "2018-09-08", "doubt"),
        (Order.AFTER, {"start": "2018-09-09"}, "2018-09", "doubt"),
        (Order.AFTER, {"start": "2018-09-01"}, "2018-09", "out"),
    ],
)
def test_a_row_lies_in_time_to_a_day_of_the_second(
    judge: Judge, order: Order, post: Row, on: str, expected: str
) -> None:
    body = Some(Scan("posts", (), Second("events", (), order, "day")))
    assert ask(judge, body, posts=[post], events=[{"day": on}]) is row_of(expected)


@pytest.mark.parametrize(
    ("one", "other", "same", "different"),
    [
        ("u1", "u1", "met", "out"),
        ("u1", "u2", "out", "met"),
        ("u1", "", "doubt", "doubt"),
        ("unknown", "u1", "doubt", "doubt"),
        ("", "", "doubt", "doubt"),
        ("unknown", "unknown", "doubt", "doubt"),
    ],
)
def test_a_second_row_has_the_same_or_another_text(
    judge: Judge, one: str, other: str, same: str, different: str
) -> None:
    rows = {"posts": [{"unit": one}], "events": [{"unit": other}]}
    alike = Some(Scan("posts", (), Second("events", (), same=("unit",))))
    apart = Some(Scan("posts", (), Second("events", (), different=("unit",))))
    assert ask(judge, alike, **rows) is row_of(same)
    assert ask(judge, apart, **rows) is row_of(different)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"sector": "civil"}, {"sector": "army", "branch": "sea"}, "out"),
        ({"sector": "civil"}, {"sector": "civil"}, "out"),
        ({"sector": "civil"}, {"sector": "army"}, "out"),
        ({"sector": "army"}, {"sector": "army", "branch": "sea"}, "doubt"),
        ({"sector": "army"}, {"sector": "army"}, "doubt"),
        ({"sector": ""}, {"sector": "army", "branch": "sea"}, "doubt"),
    ],
)
def test_a_blank_that_is_no_gap_is_neither_the_same_nor_another(
    judge: Judge, one: Row, other: Row, expected: str
) -> None:
    for tie in (
        Second("posts", (), same=("branch",)),
        Second("posts", (), different=("branch",)),
    ):
        assert ask(judge, Some(Scan("posts", (), tie)), posts=[one, other]) is row_of(expected)


# --- counts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sectors", "least", "most", "incomplete", "complete"),
    [
        (["army", "army"], 2, None, MET, MET),
        (["army", ""], 2, None, IN_DOUBT, IN_DOUBT),
        (["army", "civil"], 2, None, NO_RECORD, NOT_MET),
        ([], 0, None, MET, MET),
        (["army", "army"], None, 1, NOT_MET, NOT_MET),
        (["army", "civil"], None, 1, NO_RECORD, MET),
        (["army", ""], None, 1, IN_DOUBT, IN_DOUBT),
        ([], None, 0, NO_RECORD, MET),
        (["army"], 1, 1, NO_RECORD, MET),
        (["army", ""], 1, 1, IN_DOUBT, IN_DOUBT),
        (["army", "army"], 1, 1, NOT_MET, NOT_MET),
        ([], 1, 2, NO_RECORD, NOT_MET),
    ],
)
def test_rows_are_counted_from_the_sure_to_the_possible(
    judge: Judge,
    sectors: list[str],
    least: int | None,
    most: int | None,
    incomplete: Verdict,
    complete: Verdict,
) -> None:
    posts = [{"sector": sector} for sector in sectors]
    body = Count(Scan("posts", (ARMY,)), least, most)
    assert ask(judge, body, posts=posts) is incomplete
    assert ask(judge, body, register=with_complete("posts"), posts=posts) is complete


@pytest.mark.parametrize(
    ("units", "least", "expected"),
    [
        (["u1", "u2"], 2, MET),
        (["u1", "u1"], 2, NO_RECORD),
        (["u1", ""], 2, IN_DOUBT),
        (["u1", "", "unknown"], 3, IN_DOUBT),
        (["u1", "", "unknown"], 4, NO_RECORD),
        ([""], 1, MET),
        (["", "unknown"], 2, IN_DOUBT),
    ],
)
def test_distinct_values_are_counted_and_a_gap_may_be_another_value(
    judge: Judge, units: list[str], least: int, expected: Verdict
) -> None:
    body = Count(Scan("posts", (), distinct="unit"), least, None)
    assert ask(judge, body, posts=[{"unit": unit} for unit in units]) is expected


def test_a_doubtful_row_adds_a_distinct_value_only_perhaps(judge: Judge) -> None:
    body = Count(Scan("posts", (ARMY,), distinct="unit"), 2, None)
    posts = [{"sector": "army", "unit": "u1"}, {"sector": "", "unit": "u2"}]
    assert ask(judge, body, posts=posts) is IN_DOUBT


@pytest.mark.parametrize(
    ("least", "posts", "expected"),
    [
        (1, [{"sector": "civil"}], NO_RECORD),
        (1, [{"sector": "army"}], MET),
        (2, [{"sector": "civil"}, {"sector": "army", "branch": "sea"}], NO_RECORD),
        (2, [{"sector": "army"}, {"sector": "army", "branch": "sea"}], IN_DOUBT),
    ],
)
def test_a_blank_that_is_no_gap_is_no_distinct_value(
    judge: Judge, least: int, posts: list[Row], expected: Verdict
) -> None:
    body = Count(Scan("posts", (), distinct="branch"), least, None)
    assert ask(judge, body, posts=posts) is expected


# --- what is missing, and the person's own row ------------------------------------------------


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([], MET),
        ([{"unit": "u2"}], MET),
        ([{"unit": ""}], MET),
        ([{"unit": ""}, {"unit": "u1"}], NOT_MET),
    ],
)
def test_missing_speaks_of_the_record(judge: Judge, posts: list[Row], expected: Verdict) -> None:
    assert ask(judge, Missing(Scan("posts", (U1,))), posts=posts) is expected


def test_missing_may_look_for_a_pair(judge: Judge) -> None:
    body = Missing(Scan("posts", (U1,), Second("posts", (U1,))))
    assert ask(judge, body, posts=[{"unit": "u1"}]) is MET
    assert ask(judge, body, posts=[{"unit": "u1"}, {"unit": "u1"}]) is NOT_MET


FEMALE = coded("sex", "f")
CHILEAN = coded("origin", "cl")
SERVED = coded("service", "sea")
YOUNG = dated("born", "1970-01-01", "1970-12-31")


@pytest.mark.parametrize(
    ("person", "where", "expected"),
    [
        ({}, (), MET),
        ({"sex": "f"}, (FEMALE,), MET),
        ({"sex": "m"}, (FEMALE,), NOT_MET),
        ({"sex": "unknown"}, (FEMALE,), NO_RECORD),
        ({"origin": "cl;br"}, (CHILEAN,), IN_DOUBT),
        ({"born": "1970/1971"}, (YOUNG,), IN_DOUBT),
        ({"origin": "cl;br"}, (CHILEAN, FEMALE), NO_RECORD),
        ({"origin": "cl;br", "sex": "f"}, (CHILEAN, FEMALE), IN_DOUBT),
        ({"origin": "br"}, (CHILEAN, FEMALE), NOT_MET),
        ({"cohort": "envoy"}, (SERVED,), NOT_MET),
        ({"cohort": "staff"}, (SERVED,), NO_RECORD),
        ({}, (Otherwise(FEMALE),), NO_RECORD),
        ({"origin": "cl;br"}, (Otherwise(CHILEAN),), IN_DOUBT),
        ({}, (Either((FEMALE, YOUNG)),), NO_RECORD),
        ({"born": "1970/1971"}, (Either((FEMALE, YOUNG)),), IN_DOUBT),
        ({}, (Blank("sex"),), MET),
        ({"sex": "m"}, (Blank("sex"),), NOT_MET),
        # a blank that leaves nothing open does not make it `no record`
        ({"cohort": "envoy", "origin": "cl;br"}, (Otherwise(SERVED), CHILEAN), IN_DOUBT),
    ],
)
def test_the_person_s_own_row(
    judge: Judge, person: Row, where: tuple[Condition, ...], expected: Verdict
) -> None:
    assert ask(judge, PersonIs(where), person) is expected


# --- bodies inside bodies ---------------------------------------------------------------------

SOMEBODY = {"sex": "f", "born": "1970/1971"}
OF: Mapping[Verdict, Body] = {
    MET: PersonIs((FEMALE,)),
    NOT_MET: PersonIs((coded("sex", "m"),)),
    IN_DOUBT: PersonIs((YOUNG,)),
    NO_RECORD: PersonIs((CHILEAN,)),
}


def bodies(*told: Verdict) -> tuple[Body, ...]:
    return tuple(OF[verdict] for verdict in told)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        *((body, verdict) for verdict, body in OF.items()),
        (AllOf(bodies(MET, IN_DOUBT, NO_RECORD)), NO_RECORD),
        (AllOf(bodies(MET, IN_DOUBT)), IN_DOUBT),
        (AllOf(bodies(MET, NOT_MET, NO_RECORD)), NOT_MET),
        (AnyOf(bodies(NOT_MET, NO_RECORD)), NO_RECORD),
        (AnyOf(bodies(NOT_MET, NO_RECORD, IN_DOUBT)), IN_DOUBT),
        (AnyOf(bodies(NO_RECORD, MET)), MET),
        (AtLeast(2, bodies(MET, MET, NOT_MET)), MET),
        (AtLeast(2, bodies(MET, IN_DOUBT, NOT_MET)), IN_DOUBT),
        (AtLeast(2, bodies(MET, NO_RECORD, NOT_MET)), NO_RECORD),
        (AtLeast(2, bodies(IN_DOUBT, NO_RECORD, NOT_MET)), NO_RECORD),
        (AtLeast(2, bodies(MET, NOT_MET, NOT_MET)), NOT_MET),
        (AtLeast(1, bodies(NOT_MET)), NOT_MET),
        (Not(OF[MET]), NOT_MET),
        (Not(OF[NOT_MET]), MET),
        (Not(OF[IN_DOUBT]), IN_DOUBT),
        (Not(OF[NO_RECORD]), NO_RECORD),
        (Not(AllOf(bodies(IN_DOUBT, NOT_MET))), MET),
        (Named("another.attribute", "wide", "is so", OF[MET]), MET),
        (Not(Named("another.attribute", "wide", "is so", OF[MET])), NOT_MET),
    ],
)
def test_a_body_is_made_of_bodies(judge: Judge, body: Body, expected: Verdict) -> None:
    assert ask(judge, body, SOMEBODY) is expected


def test_every_reading_and_the_population_have_a_verdict_for_every_person(judge: Judge) -> None:
    rows = filled(OPEN, {"persons": [{"id": "a", **SOMEBODY}, {"id": "b"}]})
    case = case_of([bodies(MET, IN_DOUBT), bodies(NOT_MET)], population=OF[MET])
    assert judge(Example(OPEN, rows, case)) == {
        "a": {POPULATION: MET, ("c1", "r1"): MET, ("c1", "r2"): IN_DOUBT, ("c2", "r1"): NOT_MET},
        "b": {
            POPULATION: NO_RECORD,
            ("c1", "r1"): NO_RECORD,
            ("c1", "r2"): NO_RECORD,
            ("c2", "r1"): NO_RECORD,
        },
    }


def test_everyone_is_in_the_population_where_it_has_no_body(judge: Judge) -> None:
    rows = filled(OPEN, {"persons": [{"id": "a"}]})
    found = judge(Example(OPEN, rows, case_of([[OF[MET]]])))
    assert found["a"][POPULATION] is MET


def test_a_register_without_persons_has_no_verdicts(judge: Judge) -> None:
    assert judge(Example(OPEN, filled(OPEN, {}), case_of([[OF[MET]]]))) == {}
