"""Four days bound a fact: each rule that tightens them, and what contradicts itself."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.model.dates import EARLIEST, LATEST, UNKNOWN, Interval, parse
from narrow.registers.loader import NO_BOUNDS, Bounds, Called, Told, at_odds, bounds

LOW, HIGH = EARLIEST.isoformat(), LATEST.isoformat()
UNTIL = date(2018, 12, 31)


def told(text: str) -> Told:
    """Read "start 2001, held_on 2003" as what is told."""
    parts = (part.split() for part in text.split(",") if part)
    return Told(**{name: _days(word) for name, word in parts})


def _days(word: str) -> Interval:
    return Interval(UNTIL, LATEST) if word == ".." else parse(word)


def found(text: str, known_until: date | None = None) -> tuple[str, ...]:
    b = bounds(told(text), known_until)
    return tuple(day.isoformat() for day in (b.begins_lo, b.begins_hi, b.ends_lo, b.ends_hi))


# what is told: begins lo, hi, ends lo, hi
RULES = [
    ("", LOW, HIGH, LOW, HIGH),
    # what a start and an end say themselves; a fact ends no earlier than it may begin
    ("start 2001", "2001-01-01", "2001-12-31", "2001-01-01", HIGH),
    ("end 2003-05", LOW, "2003-05-31", "2003-05-01", "2003-05-31"),
    ("start 2001,end 2003", "2001-01-01", "2001-12-31", "2003-01-01", "2003-12-31"),
    ("start 2001,end ..", "2001-01-01", "2001-12-31", "2018-12-31", HIGH),
    # of one and the same year: neither ends before it begins
    ("start 2001-05,end 2001", "2001-05-01", "2001-05-31", "2001-05-01", "2001-12-31"),
    ("start 2001,end 2001-05", "2001-01-01", "2001-05-31", "2001-05-01", "2001-05-31"),
    ("start 2001-05-06,end 2001-05-06", "2001-05-06", "2001-05-06", "2001-05-06", "2001-05-06"),
    # held on a day: begun by its last, not over before its first
    ("held_on 2005-06-07", LOW, "2005-06-07", "2005-06-07", HIGH),
    ("held_on 2005", LOW, "2005-12-31", "2005-01-01", HIGH),
    ("start 2001,held_on 2001-05-06", "2001-01-01", "2001-05-06", "2001-05-06", HIGH),
    ("end 2005,held_on 2005-06-07", LOW, "2005-06-07", "2005-06-07", "2005-12-31"),
    # over by a day: the last day held is the day before
    ("ended_by 2017-07-26", LOW, "2017-07-25", LOW, "2017-07-25"),
    ("ended_by 2017", LOW, "2017-12-30", LOW, "2017-12-30"),
    ("ended_by 2017-01-01", LOW, "2016-12-31", LOW, "2016-12-31"),
    ("end 2017,ended_by 2017-07-26", LOW, "2017-07-25", "2017-01-01", "2017-07-25"),
    ("end 2016,ended_by 2017-07-26", LOW, "2016-12-31", "2016-01-01", "2016-12-31"),
    # both
    (
        "held_on 2016-01-01,ended_by 2017-07-26",
        LOW,
        "2016-01-01",
        "2016-01-01",
        "2017-07-25",
    ),
    # nobody holds anything after death; on the day of death still
    ("start 2001,died 2013-03-05", "2001-01-01", "2001-12-31", "2001-01-01", "2013-03-05"),
    ("died 2013", LOW, "2013-12-31", LOW, "2013-12-31"),
    ("end 2010,died 2013", LOW, "2010-12-31", "2010-01-01", "2010-12-31"),
    ("end 2013,died 2013-03-05", LOW, "2013-03-05", "2013-01-01", "2013-03-05"),
]

# the last day on record: what is recorded had begun by then, unless its start says otherwise
KNOWN = [
    ("", LOW, "2018-12-31", LOW, HIGH),
    ("start 2018-06/2019-06", "2018-06-01", "2018-12-31", "2018-06-01", HIGH),
    ("start 2018-12-31", "2018-12-31", "2018-12-31", "2018-12-31", HIGH),
    ("start 2018-12-31/2019-06", "2018-12-31", "2018-12-31", "2018-12-31", HIGH),
    ("start 2019-01-01/2019-06", "2019-01-01", "2019-06-30", "2019-01-01", HIGH),
    ("start 2019", "2019-01-01", "2019-12-31", "2019-01-01", HIGH),
    ("start 2001", "2001-01-01", "2001-12-31", "2001-01-01", HIGH),
    ("end ..", LOW, "2018-12-31", "2018-12-31", HIGH),
    ("end 2020", LOW, "2018-12-31", "2020-01-01", "2020-12-31"),
    ("ended_by 2017-07-26", LOW, "2017-07-25", LOW, "2017-07-25"),
]

CONTRADICTIONS = [
    "start 2005,end 2003",
    "start 2005-02,end 2005-01",
    "start 2005,held_on 2003",
    "end 2003,held_on 2005",
    "start 2005,ended_by 2005-01-01",
    "start 2005,ended_by 2003",
    "end 2005,ended_by 2005-01-01",
    "held_on 2017-07-26,ended_by 2017-07-26",
    "start 2014,died 2013",
    "end 2014,died 2013",
    "held_on 2014,died 2013",
]

AGREEING = [
    "start 2005,ended_by 2005-01-02",
    "held_on 2017-07-25,ended_by 2017-07-26",
    "start 2013,died 2013",
    "end 2005,held_on 2005",
    "held_on 2013-03-05,died 2013-03-05",
]


@pytest.mark.parametrize(("text", "b_lo", "b_hi", "e_lo", "e_hi"), RULES)
def test_each_thing_told_tightens_the_bounds(
    text: str, b_lo: str, b_hi: str, e_lo: str, e_hi: str
) -> None:
    assert found(text) == (b_lo, b_hi, e_lo, e_hi)


@pytest.mark.parametrize(("text", "b_lo", "b_hi", "e_lo", "e_hi"), KNOWN)
def test_what_is_on_record_had_begun_by_its_last_day(
    text: str, b_lo: str, b_hi: str, e_lo: str, e_hi: str
) -> None:
    assert found(text, UNTIL) == (b_lo, b_hi, e_lo, e_hi)


@pytest.mark.parametrize("text", CONTRADICTIONS)
@pytest.mark.parametrize("known_until", [None, UNTIL])
def test_a_contradiction_bounds_nothing(text: str, known_until: date | None) -> None:
    assert bounds(told(text), known_until) == NO_BOUNDS


@pytest.mark.parametrize("text", AGREEING)
def test_what_agrees_to_the_day_is_no_contradiction(text: str) -> None:
    assert bounds(told(text), None) != NO_BOUNDS


@pytest.mark.parametrize(
    ("text", "middle"),
    [
        ("end 2003", "2003-07-02"),
        ("end 2003-05-06", "2003-05-06"),
        ("end 2003-05", "2003-05-16"),
        ("held_on 2016-01-01,ended_by 2016-01-04", "2016-01-02"),
        ("start 2001", HIGH),  # the end is not bounded
        ("ended_by 2017-07-26", HIGH),  # not bounded below
        ("end ..", HIGH),
        ("", HIGH),
        ("start 2005,end 2003", HIGH),
    ],
)
def test_a_coarse_end_has_a_middle_and_an_open_one_has_none(text: str, middle: str) -> None:
    assert bounds(told(text), None).ends_mid == date.fromisoformat(middle)


# --- laws -------------------------------------------------------------------------------------

years = st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31))
intervals = st.builds(lambda a, b: Interval(min(a, b), max(a, b)), years, years)
maybe = st.just(UNKNOWN) | intervals
tellings = st.builds(Told, maybe, maybe, maybe, maybe, maybe)
days = st.none() | years


@given(tellings, days)
@settings(deadline=None)
def test_bounds_are_never_upside_down(of: Told, known_until: date | None) -> None:
    b = bounds(of, known_until)
    assert b.begins_lo <= b.begins_hi <= b.ends_hi
    assert b.begins_lo <= b.ends_lo <= b.ends_hi


@given(tellings, days)
@settings(deadline=None)
def test_what_is_told_only_ever_tightens(of: Told, known_until: date | None) -> None:
    b = bounds(of, known_until)
    if b != NO_BOUNDS:
        assert of.start.first <= b.begins_lo <= b.begins_hi <= of.start.last
        assert of.end.first <= b.ends_lo <= b.ends_hi <= of.end.last


@given(years, years, years, days)
@settings(deadline=None)
def test_the_truth_is_never_bounded_away(
    one: date, other: date, held: date, known_until: date | None
) -> None:
    """Whatever is told truly of a fact leaves its true first and last day within the bounds."""
    begins, held_on, ends = sorted((one, other, held))
    if known_until is not None and begins > known_until:
        known_until = None
    truly = Told(Interval(begins, begins), Interval(ends, ends), Interval(held_on, held_on))
    b = bounds(truly, known_until)
    assert b == Bounds(begins, begins, ends, ends)
    vague = Told(UNKNOWN, UNKNOWN, truly.held_on, UNKNOWN, UNKNOWN)
    v = bounds(vague, known_until if known_until and known_until >= held_on else None)
    assert v.begins_lo <= begins <= v.begins_hi
    assert v.ends_lo <= ends <= v.ends_hi


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("start 2001,end 2003", ""),
        ("start 2001,end 2001-05", ""),
        ("start 2005,end 2001", "start 2005 lies after end 2001"),
        ("start 2005-06,end 2005-05-31", "start 2005-06 lies after end 2005-05-31"),
        ("held_on 2018-01-01,died 2012-06", "held on 2018-01-01 lies after the death 2012-06"),
        ("end 2018,died 2012", "end 2018 lies after the death 2012"),
        ("start 2005,held_on 2001", "start 2005 lies after held on 2001"),
        ("held_on 2005,end 2001/2002", "held on 2005 lies after end 2001-01-01/2002-12-31"),
        ("start 2005,ended_by 2005-01-01", "start 2005 does not lie before over by 2005-01-01"),
        (
            "start 2005,end 2001,died 1999",
            "start 2005 lies after end 2001 and start 2005 lies after the death 1999 "
            "and end 2001 lies after the death 1999",
        ),
    ],
)
def test_dates_that_contradict_each_other_are_said_to(text: str, said: str) -> None:
    assert at_odds(told(text), Called()) == said
    assert (bounds(told(text), UNTIL) == NO_BOUNDS) is bool(said)


_SOME = st.sampled_from(["", "2001", "2001-05", "2001-05-06", "2003", "2005/2006", "2004-02-29"])


@settings(max_examples=300, deadline=None)
@given(st.lists(_SOME, min_size=5, max_size=5), st.sampled_from([None, UNTIL, date(2003, 1, 1)]))
def test_a_fact_without_bounds_has_dates_that_contradict_each_other(
    texts: list[str], known_until: date | None
) -> None:
    days = Told(*(parse(text) for text in texts))
    without = bounds(days, known_until) == NO_BOUNDS and days != Told()
    assert without is bool(at_odds(days, Called()))
