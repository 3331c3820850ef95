"""Dates are intervals: every form of C4.6, the edges of the calendar, and what is refused."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrow.model.dates import EARLIEST, LATEST, UNKNOWN, Interval, parse, years_before

FORMS = [
    # a year, its edges included
    ("2018", "2018-01-01", "2018-12-31"),
    ("1000", "1000-01-01", "1000-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    (" 2018 ", "2018-01-01", "2018-12-31"),
    # a month: short, long, February with and without its 29th, the end of the year
    ("2018-04", "2018-04-01", "2018-04-30"),
    ("2018-01", "2018-01-01", "2018-01-31"),
    ("2018-02", "2018-02-01", "2018-02-28"),
    ("2016-02", "2016-02-01", "2016-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("2018-12", "2018-12-01", "2018-12-31"),
    ("9999-12", "9999-12-01", "9999-12-31"),
    # a day
    ("2018-09-08", "2018-09-08", "2018-09-08"),
    ("2016-02-29", "2016-02-29", "2016-02-29"),
    ("2018-01-01", "2018-01-01", "2018-01-01"),
    ("2018-12-31", "2018-12-31", "2018-12-31"),
    ("9999-12-31", "9999-12-31", "9999-12-31"),
    # unknown digits
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2018-XX", "2018-01-01", "2018-12-31"),
    ("2018-02-XX", "2018-02-01", "2018-02-28"),
    ("2018-XX-XX", "2018-01-01", "2018-12-31"),
    ("201X-XX-XX", "2010-01-01", "2019-12-31"),
    # a season is its whole year
    ("2018-21", "2018-01-01", "2018-12-31"),
    ("2018-24", "2018-01-01", "2018-12-31"),
    # one of several
    ("[2016,2018]", "2016-01-01", "2018-12-31"),
    ("[2018, 2016-03]", "2016-03-01", "2018-12-31"),
    ("[2016]", "2016-01-01", "2016-12-31"),
    ("[2016~,2018]", "2014-01-01", "2018-12-31"),
    # from, to; open ends
    ("2016/2018", "2016-01-01", "2018-12-31"),
    ("2016-02-29/2016-03", "2016-02-29", "2016-03-31"),
    ("2018-09-08/2018-09-08", "2018-09-08", "2018-09-08"),
    ("2018/2018-06", "2018-01-01", "2018-06-30"),
    ("201X/2018", "2010-01-01", "2018-12-31"),
    ("../2018", "1000-01-01", "2018-12-31"),
    ("/2018", "1000-01-01", "2018-12-31"),
    ("2018/..", "2018-01-01", "9999-12-31"),
    ("2018/", "2018-01-01", "9999-12-31"),
    ("../..", "1000-01-01", "9999-12-31"),
    # circa: two years either way
    ("2018~", "2016-01-01", "2020-12-31"),
    ("2018?", "2016-01-01", "2020-12-31"),
    ("2018%", "2016-01-01", "2020-12-31"),
    ("2018~?", "2016-01-01", "2020-12-31"),
    ("2018-09~", "2016-09-01", "2020-09-30"),
    ("2018-09-08?", "2016-09-08", "2020-09-08"),
    ("2016-02-29~", "2014-02-28", "2018-02-28"),
    ("201X~", "2008-01-01", "2021-12-31"),
    ("2018~/2019?", "2016-01-01", "2021-12-31"),
    ("9999~", "9997-01-01", "9999-12-31"),
    ("1000~", "1000-01-01", "1002-12-31"),
    # nothing known
    ("", "1000-01-01", "9999-12-31"),
    ("  ", "1000-01-01", "9999-12-31"),
]

NOT_IN_THE_CALENDAR = [
    "2018-02-30",
    "2017-02-29",
    "1900-02-29",
    "2018-04-31",
    "2018-12-32",
    "2018-12-00",
    "2018-13",
    "2018-00",
    "2018-25",
]

NO_DATES = [
    "20180908",
    "2018-9-8",
    "2018-09-8",
    "18",
    "08/09/2018",
    "8 September 2018",
    "2018-09-08T12:00:00",
    "text",
    "..",
    "[]",
    "[,]",
    "[20180",
    "02018]",
    "[2016..2018]",
    "{2016,2018}",
    "2016/2017/2018",
    "2XXX",
    "XXXX",
    "2018-0X",
    "2018~~~",
    "~2018",
    "2018-06~-11",
    "Y12000",
    "-0044",
    "２０１８",  # digits of another width are no digits here
    "2018-\u0660\u0661",
]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("text", "first", "last"), FORMS)
def test_every_form_allows_exactly_these_days(text: str, first: str, last: str) -> None:
    assert parse(text) == Interval(day(first), day(last))


@pytest.mark.parametrize("text", NOT_IN_THE_CALENDAR)
def test_a_day_that_never_was_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(text)
    assert str(caught.value) == f"{text!r} is not in the calendar"


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(text)
    assert str(caught.value).endswith("is no date; expected YYYY, YYYY-MM or YYYY-MM-DD")


@pytest.mark.parametrize("text", ["2018-XX-05", "201X-05", "20XX-05-06", "201X-XX-05"])
def test_exact_after_unknown_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is exact after an unknown part"):
        parse(text)


@pytest.mark.parametrize("text", ["0999", "0000", "099X", "0999-12-31"])
def test_a_year_before_the_first_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is before the year 1000"):
        parse(text)


@pytest.mark.parametrize("text", ["2018/2016", "2018-09-08/2018-09-07", "2019-01/2018-12"])
def test_an_interval_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"it ends \(.*\) before it begins \(.*\)"):
        parse(text)


def test_blank_is_not_known_and_a_wide_date_is_not_blank() -> None:
    assert parse("") == UNKNOWN == Interval(EARLIEST, LATEST)
    assert parse("2018/..") != UNKNOWN


def test_the_tolerance_of_circa_is_a_setting() -> None:
    assert parse("2018~", circa_years=5) == Interval(day("2013-01-01"), day("2023-12-31"))
    assert parse("2018~", circa_years=0) == parse("2018")
    assert parse("2018", circa_years=5) == parse("2018")


def test_the_middle_has_as_many_days_before_as_after() -> None:
    assert Interval(day("2018-01-01"), day("2018-01-03")).middle == day("2018-01-02")
    assert Interval(day("2018-01-01"), day("2018-01-01")).middle == day("2018-01-01")
    assert parse("2018").middle == day("2018-07-02")


@pytest.mark.parametrize(
    ("of", "years", "expected"),
    [
        ("2018-09-08", 60, "1958-09-08"),
        ("2018-09-08", 0, "2018-09-08"),
        ("2018-12-31", 1, "2017-12-31"),
        ("2016-02-29", 1, "2015-02-28"),
        ("2018-02-28", 2, "2016-02-28"),
        ("1000-05-05", 5, "1000-01-01"),
    ],
)
def test_years_before_keeps_month_and_day(of: str, years: int, expected: str) -> None:
    assert years_before(day(of), years) == day(expected)


def test_years_before_keeps_a_leap_day_where_there_is_one() -> None:
    assert years_before(day("2020-02-29"), 60) == day("1960-02-29")
    assert years_before(day("2020-02-29"), 0) == day("2020-02-29")


@pytest.mark.parametrize("years", [0, 4])
def test_circa_around_a_leap_day_holds_the_leap_day(years: int) -> None:
    found = parse("2016-02-29~", circa_years=years)
    assert (found.first, found.last) == (date(2016 - years, 2, 29), date(2016 + years, 2, 29))


@pytest.mark.parametrize(("text", "edge"), [("1001-06~", EARLIEST), ("9998-06~", LATEST)])
def test_circa_that_reaches_past_the_calendar_is_open(text: str, edge: date) -> None:
    assert edge in (parse(text).first, parse(text).last)


# --- laws -------------------------------------------------------------------------------------

days = st.dates(min_value=EARLIEST, max_value=LATEST)
qualifiers = st.sampled_from(["", "~", "?", "%"])
dateish = st.text(alphabet="0123456789X-/[],.~?% ", max_size=24)


def chain(of: date) -> list[str]:
    """Give ever coarser texts for one day."""
    year = f"{of.year:04}"
    return [of.isoformat(), f"{year}-{of.month:02}", year, f"{year[:3]}X", f"{year[:2]}XX"]


@given(days)
@example(LATEST)
@example(EARLIEST)
@settings(deadline=None)
def test_an_exact_day_is_one_day(of: date) -> None:
    assert parse(of.isoformat()) == Interval(of, of)


@given(days, qualifiers)
@settings(deadline=None)
def test_coarser_text_contains_finer(of: date, qualifier: str) -> None:
    found = [parse(text + qualifier) for text in chain(of)]
    for finer, coarser in pairwise(found):
        assert coarser.first <= finer.first <= finer.last <= coarser.last


@given(days)
@settings(deadline=None)
def test_a_coarse_text_ends_where_the_next_begins(of: date) -> None:
    month = parse(chain(of)[1])
    assert month.first.day == 1
    assert month.last == LATEST or (month.last + timedelta(days=1)).day == 1


@given(days, qualifiers, st.integers(min_value=0, max_value=20))
@example(date(2016, 2, 29), "~", 0)
@settings(deadline=None)
def test_a_qualifier_only_widens(of: date, qualifier: str, years: int) -> None:
    bare, wide = parse(of.isoformat()), parse(of.isoformat() + qualifier, circa_years=years)
    assert wide.first <= bare.first <= bare.last <= wide.last


@given(days, days)
@settings(deadline=None)
def test_a_span_of_two_days_is_those_days_or_refused(one: date, other: date) -> None:
    text = f"{one}/{other}"
    if one <= other:
        assert parse(text) == Interval(one, other)
    else:
        with pytest.raises(ValueError, match="before it begins"):
            parse(text)


@given(st.lists(days, min_size=1, max_size=4))
@settings(deadline=None)
def test_one_of_several_reaches_from_the_first_to_the_last(several: list[date]) -> None:
    text = "[" + ",".join(map(str, several)) + "]"
    assert parse(text) == Interval(min(several), max(several))


@given(st.text(max_size=30) | dateish)
@settings(deadline=None)
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        found = parse(text)
    except ValueError as error:
        assert str(error)
    else:
        assert EARLIEST <= found.first <= found.last <= LATEST
