"""A cell is checked once and understood once: codes, dates, several values, gaps."""

from dataclasses import replace
from datetime import date

import pytest

from narrow.model.cells import Reader, earliest_day
from narrow.model.dates import LATEST, UNKNOWN, Interval, parse
from narrow.model.registers import BIRTH, Column, Kind, Values
from tests.registers.small import GAPS, KNOWN_UNTIL, register

CODE, DATE, TEXT = Kind.CODE, Kind.DATE, Kind.TEXT
BRANCH = Column("branch", kind=CODE, vocabulary="branch", missing=GAPS)
DAY = Column("day", kind=DATE, missing=GAPS)
RIVALS = Column("born", kind=DATE, values=Values.RIVAL, missing=GAPS)
YES = Column("officer", kind=CODE, missing=GAPS, enum=("yes", "no"))
NATIONS = Column("nation", kind=CODE, values=Values.SET)


def reader(column: Column, known_until: date | None = KNOWN_UNTIL) -> Reader:
    return Reader(column, register(known_until=known_until))


STORED = [
    # one value is kept as it stands
    (Column("x", kind=TEXT), "Chief, 4th; Brigade", "Chief, 4th; Brigade"),
    (Column("x", kind=TEXT), "", ""),
    (Column("x", kind=CODE), "NO", "NO"),
    (Column("x", kind=CODE), "   ", ""),
    (Column("x", kind=TEXT), " \t ", ""),
    (DAY, "  ", ""),
    (BRANCH, "army", "army"),
    (BRANCH, "unknown", "unknown"),
    (BRANCH, "", ""),
    # what nobody sees is no part of a code, an id or a date; text stays as the list writes it
    (BRANCH, " army\u00a0", "army"),
    (BRANCH, "unknown ", "unknown"),
    (BRANCH, "\u200b", ""),
    (YES, "y\u00ades\u200b", "yes"),
    (YES, "unknown ", "unknown"),
    (Column("x", kind=CODE), "\ufeffe\u0301 ", "é"),
    (Column("x", kind=TEXT, identifies=True), "p1 ", "p1"),
    (Column("x", kind=TEXT), "a\u200bb ", "a\u200bb "),
    (Column("x", kind=TEXT), "\u00a0\u200b", ""),
    (Column("x", kind=TEXT, missing=GAPS), "unknown ", "unknown"),
    (DAY, "2018-02\u00a0", "2018-02"),
    (Column("x", kind=CODE, values=Values.SET), "a\u200b; a ;\u200b", "a"),
    (DAY, "2018-02", "2018-02"),
    (DAY, "201X", "201X"),
    (DAY, "..", ".."),
    (DAY, "unknown", "unknown"),
    # several are stripped, without doubles, joined by a semicolon
    (NATIONS, "VE;CO", "VE;CO"),
    (NATIONS, " VE ; CO;VE;; ", "VE;CO"),
    (NATIONS, ";", ""),
    (NATIONS, "CO", "CO"),
    (Column("x", values=Values.SET, separator="|"), "a | b|a", "a;b"),
    (Column("x", kind=CODE, vocabulary="branch", values=Values.SET), "navy;army", "navy;army"),
    (RIVALS, "1960;1961-05", "1960;1961-05"),
]

REFUSED = [
    (BRANCH, "amry", "'amry' is not in the vocabulary branch; did you mean 'army'?"),
    (BRANCH, "Army", "'Army' differs from 'army', only in case; write 'army'"),
    (
        BRANCH,
        "A\u200brmy",
        "'A\\u200brmy' differs from 'army', only in case and in what nobody sees; write 'army'",
    ),
    (
        BRANCH,
        "Unknown",
        "'Unknown' differs from 'unknown', which means not known, only in case; write 'unknown'",
    ),
    (
        Column("x", kind=TEXT, missing=GAPS),
        "UNKNOWN",
        "'UNKNOWN' differs from 'unknown', which means not known, only in case; write 'unknown'",
    ),
    (YES, "yess", "'yess' is not in the enum of the descriptor; did you mean 'yes'?"),
    (YES, "YES", "'YES' differs from 'yes', only in case; write 'yes'"),
    (YES, "maybe", "'maybe' is not in the enum of the descriptor; known: no, yes"),
    (
        Column("x", kind=CODE, vocabulary="branch", values=Values.SET),
        "army;nvay",
        "'nvay' is not in the vocabulary branch; did you mean 'navy'?",
    ),
    (DAY, "2018-02-30", "'2018-02-30' is not in the calendar"),
    (DAY, "20180908", "'20180908' is no date; expected YYYY, YYYY-MM or YYYY-MM-DD"),
    (DAY, "1960;1961", "'1960;1961' is no date; expected YYYY, YYYY-MM or YYYY-MM-DD"),
    (RIVALS, "1960;1961-13", "'1961-13' is not in the calendar"),
    (
        Column("x", values=Values.SET, separator="|"),
        "a;b|c",
        "'a;b|c' holds a ';' inside one of its values",
    ),
    (Column("x", required=True), "", "is blank and may not be"),
    (Column("x", required=True), "  ", "is blank and may not be"),
]


@pytest.mark.parametrize(("column", "raw", "stored"), STORED)
def test_a_cell_is_stored_as_it_stands_or_as_a_list(column: Column, raw: str, stored: str) -> None:
    assert reader(column).text(raw) == stored


@pytest.mark.parametrize(("column", "raw", "message"), REFUSED)
def test_a_wrong_cell_is_refused(column: Column, raw: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        reader(column).text(raw)
    assert str(caught.value) == message


def test_a_wrong_cell_is_refused_every_time() -> None:
    one = reader(BRANCH)
    for _ in range(2):
        with pytest.raises(ValueError):
            one.text("amry")


@pytest.mark.parametrize(
    ("column", "text", "first", "last"),
    [
        (DAY, "2018-02", "2018-02-01", "2018-02-28"),
        (DAY, "", "1000-01-01", "9999-12-31"),
        (DAY, "unknown", "1000-01-01", "9999-12-31"),
        (DAY, "2018~", "2016-01-01", "2020-12-31"),
        # rivals together reach from the first to the last, and a gap among them to everywhere
        (RIVALS, "1960;1965-05", "1960-01-01", "1965-05-31"),
        (RIVALS, "1965-05;1960", "1960-01-01", "1965-05-31"),
        (RIVALS, "1960", "1960-01-01", "1960-12-31"),
        (RIVALS, "1960;unknown", "1000-01-01", "9999-12-31"),
        (RIVALS, "", "1000-01-01", "9999-12-31"),
    ],
)
def test_a_date_is_the_days_that_it_allows(
    column: Column, text: str, first: str, last: str
) -> None:
    expected = Interval(date.fromisoformat(first), date.fromisoformat(last))
    assert reader(column).interval(text) == expected


def test_still_going_on_is_known_up_to_the_last_day_on_record() -> None:
    ends = replace(DAY, open_end=True)
    assert reader(ends).interval("..") == Interval(KNOWN_UNTIL, LATEST)
    assert reader(ends, None).interval("..") == UNKNOWN
    assert reader(DAY).interval("..") == UNKNOWN


@pytest.mark.parametrize(
    ("texts", "first", "last"),
    [
        (["2016", "2018"], "2016-01-01", "2016-12-31"),
        (["2018", "2016"], "2016-01-01", "2016-12-31"),
        (["2016", ""], "1000-01-01", "2016-12-31"),
        (["2016-05", "2016"], "2016-01-01", "2016-05-31"),
        ([], "1000-01-01", "9999-12-31"),
    ],
)
def test_the_first_source_was_out_no_later_than_any(
    texts: list[str], first: str, last: str
) -> None:
    found = earliest_day([parse(text) for text in texts])
    assert found == (date.fromisoformat(first), date.fromisoformat(last))


def test_going_on_says_nothing_where_nothing_can_go_on() -> None:
    """A start or a birth date of `..` once began on the last day on record, for certain."""
    for column in (replace(DAY, open_end=False), RIVALS):
        assert reader(column).interval(reader(column).text("..")) == UNKNOWN


@pytest.mark.parametrize(
    "column",
    [
        Column("x", kind=CODE),
        Column("x", kind=TEXT),
        Column("x", kind=TEXT, identifies=True),
        Column("x", kind=CODE, required=True),
        Column("x", kind=CODE, enum=("a", "b")),
    ],
)
@pytest.mark.parametrize("raws", [["a", "b"], [" a", "b ", ""], ["a\u200b", "\u00a0", "b"]])
def test_many_cells_are_read_as_each_alone(column: Column, raws: list[str]) -> None:
    def alone(raw: str) -> str:
        try:
            return reader(column).text(raw)
        except ValueError:
            return ""

    assert reader(column).texts(raws)[0] == [alone(raw) for raw in raws]


BORN = Column("born", kind=DATE, values=Values.RIVAL, property=BIRTH)


@pytest.mark.parametrize(
    "year", ["1345", "1385-06", "2509", "2019-01-01", "1900-01-01", "1966;2509"]
)
def test_a_birthday_that_nobody_of_a_list_can_have_stays_as_text_and_bounds_nothing(
    year: str,
) -> None:
    read = reader(BORN)
    assert (read.text(year), read.interval(year)) == (year, UNKNOWN)


@pytest.mark.parametrize("year", ["1850", "1900", "1966-05-05", "2018-12-31", "18XX", "1848~"])
def test_a_birthday_that_somebody_can_have_is_read(year: str) -> None:
    assert reader(BORN).interval(year) == parse(year)
    assert reader(DAY).interval("1345") == parse("1345")
