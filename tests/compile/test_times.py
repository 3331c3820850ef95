"""Completeness has a time: a missing row is a "no" only for the part of what was asked inside it."""

from dataclasses import replace
from datetime import date

import pytest

from narrow.compile.plan import Gap, coverage
from narrow.engines.base import Engine
from narrow.model.dates import LATEST
from narrow.model.registers import Register, Slice
from narrow.model.rules import Begun, Dated, Held, Tense
from narrow.model.verdicts import Verdict
from tests.records import AS_OF, POSTS, REGISTER, changed, on_record, row, verdict_of

MET, IN_DOUBT, NO_RECORD, NOT_MET = (
    Verdict.MET,
    Verdict.IN_DOUBT,
    Verdict.NO_RECORD,
    Verdict.NOT_MET,
)


def complete(since: str = "", until: str = "", known_until: date | None = AS_OF) -> Register:
    """The small register with posts that are complete from one day to another."""
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    made = changed("posts", complete_for=(Slice({}, {}, "", first, last),))
    return replace(made, known_until=known_until)


UNTIL_2010 = complete(until="2010-12-31")
ON_ITS_DAY = complete(AS_OF.isoformat(), AS_OF.isoformat())
NINETIES = complete("1990-01-01", "1999-12-31")

ASKED = [
    # what is asked, up to 2010, on the as-of day alone, in the nineties
    ("tense: {at: 2005}", NOT_MET, NO_RECORD, NO_RECORD),
    ("tense: {at: 2015}", NO_RECORD, NO_RECORD, NO_RECORD),
    ("tense: {at: 2010-12-31}", NOT_MET, NO_RECORD, NO_RECORD),
    ("tense: {at: 2011-01-01}", NO_RECORD, NO_RECORD, NO_RECORD),
    ("tense: {at: 1995}", NOT_MET, NO_RECORD, NOT_MET),
    ("tense: current", NO_RECORD, NOT_MET, NO_RECORD),
    ("tense: former", NO_RECORD, NO_RECORD, NO_RECORD),
    ("tense: ever", NO_RECORD, NO_RECORD, NO_RECORD),
    ("tense: future", NO_RECORD, NO_RECORD, NO_RECORD),
    ("tense: {not: former}", NO_RECORD, NOT_MET, NO_RECORD),
    ("tense: {any: [former, current]}", NO_RECORD, NO_RECORD, NO_RECORD),
    ("start: {before: 2005}", NOT_MET, NO_RECORD, NO_RECORD),
    ("start: {on: 1995}", NOT_MET, NO_RECORD, NOT_MET),
    ("start: {after: 2012}", NO_RECORD, NO_RECORD, NO_RECORD),
    ("start: {between: [1991, 1998]}", NOT_MET, NO_RECORD, NOT_MET),
    ("start: {not: {after: 2005}}", NOT_MET, NO_RECORD, NO_RECORD),
    ("end: {before: 2005}", NOT_MET, NO_RECORD, NO_RECORD),
    ("end: {after: 2020}", NO_RECORD, NOT_MET, NO_RECORD),
    ("end: {on: 1995}", NOT_MET, NO_RECORD, NOT_MET),
    ("held_on: {on: 2005}", NOT_MET, NO_RECORD, NO_RECORD),
    ("held_on: {on: 1995}", NOT_MET, NO_RECORD, NOT_MET),
    ("ended_by: {before: 2005}", NOT_MET, NO_RECORD, NO_RECORD),
    ("start: {before: 2005}, end: {after: 2020}", NOT_MET, NOT_MET, NO_RECORD),
    ("unit: u1", NO_RECORD, NO_RECORD, NO_RECORD),
]


@pytest.mark.parametrize(
    ("asked", "register", "expected"),
    [
        pytest.param(asked, register, expected, id=f"{asked} {name}")
        for asked, *told in ASKED
        for name, register, expected in zip(
            ("up to 2010", "on its day", "in the nineties"),
            (UNTIL_2010, ON_ITS_DAY, NINETIES),
            told,
            strict=True,
        )
    ],
)
def test_nobody_has_a_post(
    engine: Engine, asked: str, register: Register, expected: Verdict
) -> None:
    body = f"some: posts\nwhere: {{{asked}}}"
    assert verdict_of(body, on_record(), register=register, engine=engine) is expected


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        pytest.param(row(start="2013", end="2016"), MET, id="a row that meets it"),
        pytest.param(row(start="2013"), IN_DOUBT, id="a row that may"),
        pytest.param(row(start="2005", end="2006"), NO_RECORD, id="a row of another time"),
    ],
)
def test_a_row_outside_the_time_still_says_what_it_says(
    engine: Engine, post: dict[str, str], expected: Verdict
) -> None:
    body = "some: posts\nwhere: {tense: {at: 2015}}"
    assert verdict_of(body, on_record(posts=[post]), register=UNTIL_2010, engine=engine) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("none: posts\nwhere: {start: {after: 2012}}", NO_RECORD),
        ("none: posts\nwhere: {start: {before: 2005}}", MET),
        ("count: posts\nat_least: 2\nwhere: {start: {before: 2005}}", NOT_MET),
        ("count: posts\nat_least: 2\nwhere: {start: {before: 2015}}", NO_RECORD),
        ("count: posts\nat_most: 2\nwhere: {start: {before: 2005}}", MET),
        ("count: posts\nat_most: 2\nwhere: {start: {before: 2015}}", NO_RECORD),
        ("missing: posts\nwhere: {start: {before: 2015}}", MET),
        (
            "some: posts\nwhere: {start: {before: 2005}}\nand_also: {some: posts, same: [unit]}",
            NOT_MET,
        ),
        ("some: posts\nand_also: {some: posts, same: [unit]}", NO_RECORD),
        (
            "at_least: 1\nof:\n  - {some: posts, where: {start: {before: 2005}}}\n"
            "  - {some: posts, where: {tense: {at: 2015}}}",
            NO_RECORD,
        ),
    ],
)
def test_nothing_on_record_under_other_bodies(engine: Engine, body: str, expected: Verdict) -> None:
    assert verdict_of(body, on_record(), register=UNTIL_2010, engine=engine) is expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(date(2018, 9, 7), NOT_MET), (AS_OF, NOT_MET), (date(2018, 9, 9), NO_RECORD)],
)
@pytest.mark.parametrize("role", ["posts", "events"])
def test_a_slice_without_until_ends_with_the_register(
    engine: Engine, role: str, as_of: date, expected: Verdict
) -> None:
    register = changed(role, complete_for=(Slice({}, {}),))
    body = f"some: {role}\nwhere: {{unit: u1}}"
    found = verdict_of(body, on_record(), register=register, engine=engine, as_of=as_of)
    assert found is expected


@pytest.mark.parametrize(("background", "expected"), [("yes", NOT_MET), ("no", NO_RECORD)])
def test_two_slices_cover_together_what_neither_does(
    engine: Engine, background: str, expected: Verdict
) -> None:
    one = Slice({}, {"background": ("yes",)}, "", None, date(2010, 12, 31))
    other = Slice({}, {}, "", date(2011, 1, 1))
    register = changed("posts", complete_for=(one, other))
    person = on_record(row(background=background))
    assert verdict_of("some: posts", person, register=register, engine=engine) is expected


def test_the_gap_is_what_would_have_to_be_covered_as_well() -> None:
    def gaps(*where: Held | Dated | Begun, slice_: Slice) -> tuple[Gap, ...]:
        table = replace(POSTS, complete_for=(slice_,))
        return coverage(table, where, AS_OF, AS_OF).gaps

    until_2010 = Slice({}, {}, "", None, date(2010, 12, 31))
    its_day = Slice({}, {}, "", AS_OF, AS_OF)
    at_2015 = Held(Tense.CURRENT, date(2015, 1, 1), date(2015, 12, 31))
    since_2011 = date(2011, 1, 1)
    assert gaps(at_2015, slice_=until_2010) == (Gap(since_2011, date(2015, 12, 31)),)
    assert gaps(Begun(AS_OF), slice_=until_2010) == (Gap(since_2011, AS_OF),)
    assert gaps(at_2015, slice_=its_day) == (Gap(date(2015, 1, 1), date(2018, 9, 7)),)
    later = Dated("start", date(2013, 1, 1), LATEST, "")
    assert gaps(later, Begun(AS_OF), slice_=until_2010) == (Gap(since_2011, AS_OF),)
    assert gaps(later, Begun(AS_OF), slice_=Slice({}, {})) == ()


# --- what was published later -----------------------------------------------------------------

HIDDEN = row(unit="u1", start="2001", end="2003", source="late")


@pytest.mark.parametrize(
    ("body", "posts", "expected"),
    [
        ("some: posts\nwhere: {unit: u1}", [HIDDEN], NO_RECORD),
        ("some: posts\nwhere: {unit: u1}", [], NOT_MET),
        ("some: posts\nwhere: {unit: u2}", [HIDDEN], NOT_MET),
        ("some: posts\nwhere: {unit: u1}", [HIDDEN, HIDDEN | {"source": "early"}], MET),
        ("some: posts\nwhere: {unit: u1}", [HIDDEN, HIDDEN | {"source": "undated"}], IN_DOUBT),
        ("none: posts\nwhere: {unit: u1}", [HIDDEN], NO_RECORD),
        ("count: posts\nat_least: 1\nwhere: {unit: u1}", [HIDDEN], NO_RECORD),
        ("count: posts\nat_most: 1\nwhere: {unit: u1}", [HIDDEN], NO_RECORD),
        ("count: posts\nat_most: 1\nwhere: {unit: u2}", [HIDDEN], MET),
        ("missing: posts\nwhere: {unit: u1}", [HIDDEN], MET),
        (
            "some: posts\nwhere: {unit: u1}\nand_also: {some: posts, where: {unit: u2}}",
            [HIDDEN, row(unit="u2", source="early")],
            NO_RECORD,
        ),
        (
            "some: posts\nwhere: {unit: u1}\nand_also: {some: posts, where: {unit: u2}}",
            [HIDDEN],
            NOT_MET,
        ),
    ],
)
def test_a_row_that_was_published_later_is_no_record(
    engine: Engine, body: str, posts: list[dict[str, str]], expected: Verdict
) -> None:
    register = changed("posts", complete_for=(Slice({}, {}),), register=REGISTER)
    record = on_record(posts=posts)
    found = verdict_of(body, record, register=register, engine=engine, knowledge="as_of")
    assert found is expected
