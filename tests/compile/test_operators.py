"""Every operator of the language, each with records that meet it, may, have no record, or do not.

A table of an operator says which verdicts can never come of it; all others must occur in it.
`COMPLETE` is the register in which a missing row always means no: where one row is looked at, the
verdict is then that of the row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from narrow.engines.base import Engine
from narrow.model.registers import Values
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.reader import verdicts
from tests.records import (
    COMPLETE,
    PERSONS,
    POSTS,
    REGISTER,
    Record,
    Row,
    case_of,
    changed,
    code,
    content_of,
    on_record,
    row,
    text,
    verdict_of,
    verdicts_of,
    with_columns,
)

MET, DOUBT, NONE, NOT = Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD, Verdict.NOT_MET
ALL = frozenset(Verdict)

Line = tuple[str, Record, Verdict]


@dataclass(frozen=True)
class Told:
    """What is told of one operator: a body, the records held against it, and their verdicts."""

    operator: str
    body: str
    lines: Sequence[Line]
    more: Mapping[str, Any] = field(default_factory=dict)


TOLD: list[Told] = []
NEVER: dict[str, frozenset[Verdict]] = {}


def told(operator: str, body: str, *lines: Line, **more: Any) -> None:
    """Tell what comes of a body; further keys go to `verdict_of`."""
    TOLD.append(Told(operator, body, lines, more))


def never(operator: str, *impossible: Verdict) -> None:
    """Say which verdicts can never come of an operator."""
    NEVER[operator] = frozenset(impossible)


def on_rows(operator: str, where: str, *lines: tuple[str, Row, Verdict], **more: Any) -> None:
    """Tell what comes of conditions on the one post of somebody, where all posts are known."""
    held = [(says, on_record(posts=[cells]), expected) for says, cells, expected in lines]
    told(operator, f"some: posts\nwhere: {where}", *held, **{"register": COMPLETE, **more})


def on_listings(operator: str, where: str, *lines: tuple[str, Row, Verdict], **more: Any) -> None:
    """Tell what comes of conditions on the one designation of somebody, where all are known."""
    held = [(says, on_record(designations=[cells]), expected) for says, cells, expected in lines]
    told(operator, f"some: designations\nwhere: {where}", *held, **{"register": COMPLETE, **more})


def on_person(operator: str, where: str, *lines: tuple[str, Row, Verdict], **more: Any) -> None:
    """Tell what comes of conditions on somebody's own row."""
    held = [(says, on_record(cells), expected) for says, cells, expected in lines]
    told(operator, f"person: {where}", *held, **more)


# --- some, none, missing ----------------------------------------------------------------------

OFFICER = row(background="yes")
ARMY = row(sector="military", branch="army")
ARMED = row(sector="military", branch="armed")
TANKS = row(sector="military", branch="tanks")
NAVY = row(sector="military", branch="navy")
BRANCH_UNKNOWN = row(sector="military", branch="unknown")
BRANCH_BLANK = row(sector="military")
SECTOR_BLANK = row(branch="army")
POLICE = row(sector="police")
CIVIL = row(sector="civil")

told(
    "some",
    "some: posts\nwhere: {sector: military, branch: army}",
    ("such a post", on_record(posts=[ARMY]), MET),
    ("such a post among others", on_record(OFFICER, posts=[NAVY, CIVIL, ARMY]), MET),
    ("a code for not known", on_record(OFFICER, posts=[BRANCH_UNKNOWN]), DOUBT),
    ("a blank", on_record(OFFICER, posts=[BRANCH_BLANK]), DOUBT),
    ("another blank", on_record(OFFICER, posts=[SECTOR_BLANK]), DOUBT),
    ("one known not to fit and one not known", on_record(OFFICER, posts=[NAVY, BRANCH_BLANK]), DOUBT),
    ("one not known and one that fits", on_record(posts=[BRANCH_BLANK, ARMY]), MET),
    ("no post, background blank", on_record(), NONE),
    ("no post, background unknown", on_record(row(background="unknown")), NONE),
    ("another post, background unknown", on_record(posts=[NAVY]), NONE),
    ("no post, an officer", on_record(OFFICER), NOT),
    ("no post, known to be no officer", on_record(row(background="no")), NOT),
    ("another post, an officer", on_record(OFFICER, posts=[NAVY]), NOT),
    ("one post has the sector, the other the branch",
     on_record(OFFICER, posts=[NAVY, row(sector="police", branch="army")]), NOT),
)  # fmt: skip
told(
    "some",
    "some: posts\nwhere: {sector: military, branch: army, commands: 'yes'}",
    ("all three on one post", on_record(posts=[ARMY | row(commands="yes")]), MET),
    ("no post has all three",
     on_record(OFFICER, posts=[ARMY | row(commands="no"), NAVY | row(commands="yes")]), NOT),
    ("each post misses one and may have another",
     on_record(OFFICER, posts=[BRANCH_BLANK | row(commands="no"), NAVY]), NOT),
    ("one post may have the two that it lacks",
     on_record(OFFICER, posts=[BRANCH_BLANK, NAVY | row(commands="yes")]), DOUBT),
)  # fmt: skip
told(
    "some",
    "some: posts",
    ("any post will do", on_record(posts=[row()]), MET),
    ("no post", on_record(OFFICER), NONE),
)

told(
    "none",
    "none: posts\nwhere: {sector: military, branch: army}",
    ("no post, an officer", on_record(OFFICER), MET),
    ("another post, an officer", on_record(OFFICER, posts=[NAVY]), MET),
    ("the conditions on two posts", on_record(OFFICER, posts=[NAVY, SECTOR_BLANK | CIVIL]), MET),
    ("a post that may be", on_record(OFFICER, posts=[BRANCH_BLANK]), DOUBT),
    ("no post, background blank", on_record(), NONE),
    ("another post, background blank", on_record(posts=[NAVY]), NONE),
    ("such a post", on_record(posts=[ARMY]), NOT),
    ("such a post and one that may be", on_record(posts=[BRANCH_BLANK, ARMY]), NOT),
)

never("missing", DOUBT, NONE)
told(
    "missing",
    "missing: posts\nwhere: {sector: military, branch: army}",
    ("nothing at all", on_record(), MET),
    ("nothing at all, an officer", on_record(OFFICER), MET),
    ("another post", on_record(posts=[NAVY]), MET),
    ("a post that may be", on_record(posts=[BRANCH_BLANK]), MET),
    ("such a post", on_record(posts=[ARMY]), NOT),
    ("such a post and one that may be", on_record(posts=[BRANCH_BLANK, ARMY]), NOT),
)

# --- count ------------------------------------------------------------------------------------

ANY_POST = row(unit="u9")
told(
    "count at_least",
    "count: posts\nwhere: {sector: military}\nat_least: 2",
    ("two", on_record(posts=[ARMY, NAVY]), MET),
    ("three", on_record(posts=[ARMY, ARMY, NAVY]), MET),
    ("two alike, for rows are counted", on_record(posts=[ARMY, ARMY]), MET),
    ("two and one that may be", on_record(posts=[ARMY, ARMY, ANY_POST]), MET),
    ("one and one that may be", on_record(OFFICER, posts=[ARMY, ANY_POST]), DOUBT),
    ("two that may be", on_record(posts=[ANY_POST, ANY_POST]), DOUBT),
    ("one, background blank", on_record(posts=[ARMY, CIVIL]), NONE),
    ("one that may be, background blank", on_record(posts=[ANY_POST]), NONE),
    ("none, background blank", on_record(), NONE),
    ("one, an officer", on_record(OFFICER, posts=[ARMY, CIVIL]), NOT),
    ("one that may be, an officer", on_record(OFFICER, posts=[ANY_POST]), NOT),
    ("none, an officer", on_record(OFFICER), NOT),
)
told(
    "count at_most",
    "count: posts\nwhere: {sector: military}\nat_most: 1",
    ("none, an officer", on_record(OFFICER), MET),
    ("one, an officer", on_record(OFFICER, posts=[ARMY, CIVIL]), MET),
    ("one that may be, an officer", on_record(OFFICER, posts=[ANY_POST]), MET),
    ("one and one that may be", on_record(OFFICER, posts=[ARMY, ANY_POST]), DOUBT),
    ("none, background blank", on_record(), NONE),
    ("one, background blank", on_record(posts=[ARMY]), NONE),
    ("two, an officer", on_record(OFFICER, posts=[ARMY, NAVY]), NOT),
    ("two, background blank", on_record(posts=[ARMY, NAVY]), NOT),
)
told(
    "count both",
    "count: posts\nwhere: {sector: military}\nat_least: 1\nat_most: 2",
    ("one", on_record(OFFICER, posts=[ARMY]), MET),
    ("two", on_record(OFFICER, posts=[ARMY, NAVY]), MET),
    ("one that may be", on_record(OFFICER, posts=[ANY_POST]), DOUBT),
    ("two and one that may be", on_record(OFFICER, posts=[ARMY, NAVY, ANY_POST]), DOUBT),
    ("one, background blank", on_record(posts=[ARMY]), NONE),
    ("none, background blank", on_record(), NONE),
    ("none", on_record(OFFICER), NOT),
    ("three", on_record(OFFICER, posts=[ARMY, NAVY, NAVY]), NOT),
    ("three, background blank", on_record(posts=[ARMY, NAVY, NAVY]), NOT),
)
told(
    "count nothing",
    "count: posts\nwhere: {sector: military}\nat_least: 0",
    ("none, background blank", on_record(), MET),
    ("one", on_record(posts=[ARMY]), MET),
)
never("count nothing", DOUBT, NONE, NOT)

FIRST, SECOND = ARMY | row(unit="u1"), NAVY | row(unit="u2")
UNNAMED = ARMY | row(unit="unknown")
told(
    "count distinct at_least",
    "count: posts\nwhere: {sector: military}\ndistinct: unit\nat_least: 2",
    ("two units", on_record(posts=[FIRST, SECOND]), MET),
    ("two units, one of them twice", on_record(posts=[FIRST, FIRST, SECOND]), MET),
    ("a unit and one not known", on_record(OFFICER, posts=[FIRST, UNNAMED]), DOUBT),
    ("two not known", on_record(OFFICER, posts=[UNNAMED, UNNAMED]), DOUBT),
    ("two units, of which one may count", on_record(OFFICER, posts=[FIRST, row(unit="u2")]), DOUBT),
    ("one unit twice, background blank", on_record(posts=[FIRST, FIRST]), NONE),
    ("one unit twice, an officer", on_record(OFFICER, posts=[FIRST, FIRST]), NOT),
    ("one unit, which may count again", on_record(OFFICER, posts=[FIRST, row(unit="u1")]), NOT),
    (
        "two units, of which one is civil",
        on_record(OFFICER, posts=[FIRST, CIVIL | row(unit="u2")]),
        NOT,
    ),
    ("none, an officer", on_record(OFFICER), NOT),
)
told(
    "count distinct at_most",
    "count: posts\nwhere: {sector: military}\ndistinct: unit\nat_most: 1",
    ("one unit twice", on_record(OFFICER, posts=[FIRST, FIRST]), MET),
    ("one not known", on_record(OFFICER, posts=[UNNAMED]), MET),
    ("a unit and one not known", on_record(OFFICER, posts=[FIRST, UNNAMED]), DOUBT),
    ("one unit, background blank", on_record(posts=[FIRST]), NONE),
    ("two units", on_record(posts=[FIRST, SECOND]), NOT),
)
told(
    "count distinct one",
    "count: posts\nwhere: {sector: military}\ndistinct: unit\nat_least: 1",
    ("a post in a unit not known is in some unit", on_record(posts=[UNNAMED]), MET),
    ("a post that may count", on_record(OFFICER, posts=[row(unit="u1")]), DOUBT),
    ("none, background blank", on_record(), NONE),
    ("none, an officer", on_record(OFFICER), NOT),
)

# --- person -----------------------------------------------------------------------------------

on_person(
    "person",
    "{sex: f}",
    ("the code", row(sex="f"), MET),
    ("another code", row(sex="m"), NOT),
    ("a blank", row(), NONE),
    ("a code for not known", row(sex="unknown"), NONE),
)
on_person(
    "person",
    "{sex: f, born: {before: '1950'}}",
    ("both", row(sex="f", born="1949"), MET),
    ("one is not met, the other blank", row(sex="m"), NOT),
    ("one is met, the other blank", row(sex="f"), NONE),
    ("one is met, the other in doubt", row(sex="f", born="1949/1950"), DOUBT),
    ("one is blank, the other in doubt", row(born="1949/1950"), NONE),
    ("one is not met, the other in doubt", row(sex="m", born="1949/1950"), NOT),
)
on_person(
    "person not",
    "{sex: {not: f}}",
    ("another code", row(sex="m"), MET),
    ("the code", row(sex="f"), NOT),
    ("a blank", row(), NONE),
)
never("person not", DOUBT)
told(
    "person among rows",
    "person: {sex: f}",
    ("rows of a table do not count for a person", on_record(row(sex="m"), posts=[ARMY]), NOT),
    ("rows of a table do not hide a person", on_record(row(sex="f"), posts=[ARMY, NAVY]), MET),
)
never("person among rows", DOUBT, NONE)

# --- codes ------------------------------------------------------------------------------------

for _operator in (
    "equality", "any", "is_a", "at_least", "at_most", "before", "after", "on", "between", "text",
    "not", "former", "current", "ever", "probably-former", "tense at",
    "set", "rival", "applies_where", "masking", "tense not",
):  # fmt: skip
    never(_operator, NONE)

on_rows(
    "equality",
    "{unit: NO}",
    ("the code", row(unit="NO"), MET),
    ("another code", row(unit="SE"), NOT),
    ("the code in other letters", row(unit="no"), NOT),
    ("a longer code", row(unit="NOR"), NOT),
    ("a blank", row(unit=""), DOUBT),
    ("a code for not known", row(unit="unknown"), DOUBT),
)
on_rows(
    "any",
    "{rank: {any: [major, general]}}",
    ("the first", row(rank="major"), MET),
    ("the last", row(rank="general"), MET),
    ("one between them", row(rank="colonel"), NOT),
    ("a blank", row(), DOUBT),
    ("a code for not known", row(rank="unknown"), DOUBT),
)
on_rows(
    "is_a",
    "{sector: military, branch: {is_a: army}}",
    ("the code itself", ARMY, MET),
    ("a kind of it", row(sector="military", branch="tanks"), MET),
    ("a sister", NAVY, NOT),
    ("a blank", BRANCH_BLANK, DOUBT),
)
on_rows(
    "is_a",
    "{branch: {is_a: armed}}",
    ("a kind of a kind of it", row(sector="military", branch="tanks"), MET),
    ("no kind of it", row(sector="military", branch="guard"), NOT),
)
on_rows(
    "at_least",
    "{rank: {at_least: colonel}}",
    ("that rank", row(rank="colonel"), MET),
    ("more", row(rank="general"), MET),
    ("less", row(rank="major"), NOT),
    ("a blank", row(), DOUBT),
)
on_rows(
    "at_most",
    "{rank: {at_most: major}}",
    ("that rank", row(rank="major"), MET),
    ("less", row(rank="captain"), MET),
    ("more", row(rank="colonel"), NOT),
    ("a blank", row(), DOUBT),
)

# --- dates ------------------------------------------------------------------------------------


def lifted(when: str) -> Row:
    return row(lifted_on=when)


on_listings(
    "before",
    "{lifted_on: {before: '2015'}}",
    ("the last day before", lifted("2014-12-31"), MET),
    ("the first day of it", lifted("2015-01-01"), NOT),
    ("within it", lifted("2015"), NOT),
    ("years that reach into it", lifted("2014/2015"), DOUBT),
    ("about then", lifted("2014~"), DOUBT),
    ("about two years earlier", lifted("2012~"), MET),
    ("an open beginning", lifted("../2014"), MET),
    ("a blank", lifted(""), DOUBT),
)
on_listings(
    "after",
    "{lifted_on: {after: '2015'}}",
    ("the first day after", lifted("2016-01-01"), MET),
    ("the last day of it", lifted("2015-12-31"), NOT),
    ("within it", lifted("2015"), NOT),
    ("years that reach out of it", lifted("2015/2016"), DOUBT),
    ("an open end", lifted("2015/.."), DOUBT),
    ("still to come", lifted(".."), MET),
    ("a blank", lifted(""), DOUBT),
)
on_listings(
    "on",
    "{lifted_on: {on: 2015-03}}",
    ("its last day", lifted("2015-03-31"), MET),
    ("the month itself", lifted("2015-03"), MET),
    ("the year around it", lifted("2015"), DOUBT),
    ("the day before it", lifted("2015-02-28"), NOT),
    ("the day after it", lifted("2015-04-01"), NOT),
    ("a blank", lifted(""), DOUBT),
)
on_listings(
    "on",
    "{lifted_on: 2015-03}",
    ("a bare date is on: within", lifted("2015-03-09"), MET),
    ("a bare date is on: around", lifted("2015"), DOUBT),
    ("a bare date is on: outside", lifted("2014"), NOT),
)
on_listings(
    "between",
    "{lifted_on: {between: ['2015-03', '2016']}}",
    ("the first day", lifted("2015-03-01"), MET),
    ("the last day", lifted("2016-12-31"), MET),
    ("the day before", lifted("2015-02-28"), NOT),
    ("the day after", lifted("2017-01-01"), NOT),
    ("a year that begins too early", lifted("2015"), DOUBT),
    ("years that end too late", lifted("2016/2017"), DOUBT),
    ("years around it", lifted("2010/2020"), DOUBT),
    ("a blank", lifted(""), DOUBT),
)
on_listings(
    "between",
    "{lifted_on: {between: ['1000', '9999']}}",
    ("any date", lifted("2015"), MET),
    ("a blank, whatever the bounds", lifted(""), DOUBT),
)
on_person(
    "age",
    "{born: {age: {from: '60', to: '69'}}}",
    ("60 today", row(born="1958-09-08"), MET),
    ("60 tomorrow", row(born="1958-09-09"), NOT),
    ("70 tomorrow", row(born="1948-09-09"), MET),
    ("70 today", row(born="1948-09-08"), NOT),
    ("a year within", row(born="1950"), MET),
    ("a year at the edge", row(born="1958"), DOUBT),
    ("two years on both sides of the edge", row(born="1957;1960"), DOUBT),
    ("a blank", row(), NONE),
    ("dead the day before", row(born="1950", died="2018-09-07"), NOT),
    ("dead on the day", row(born="1950", died="2018-09-08"), MET),
    ("dead since", row(born="1950", died="2019"), MET),
    ("dead some day in the year", row(born="1950", died="2018"), DOUBT),
    ("dead, and nobody knows since when", row(born="1950", died="../.."), DOUBT),
    ("dead long ago, born nobody knows when", row(died="2001"), NOT),
    ("dead some day in the year, born nobody knows when", row(died="2018"), NONE),
)
on_person(
    "not of an age",
    "{born: {not: {age: {from: '60', to: '69'}}}}",
    ("60 today", row(born="1958-09-08"), NOT),
    ("60 tomorrow", row(born="1958-09-09"), MET),
    ("dead the day before", row(born="1950", died="2018-09-07"), MET),
    ("dead some day in the year", row(born="1950", died="2018"), DOUBT),
    ("a blank", row(), NONE),
)
on_person(
    "age on 29 February",
    "{born: {age: {from: '60', to: '60'}}}",
    ("born on 29 February 60 years ago", row(born="1960-02-29"), MET),
    ("born the day after", row(born="1960-03-01"), NOT),
    as_of=date(2020, 2, 29),
)
never("age on 29 February", DOUBT, NONE)

# --- words, gaps, not -------------------------------------------------------------------------

on_rows(
    "text",
    "{title: {text: brigada 41ª}}",
    ("the words, however written", row(title="Jefe de la BRIGÁDA, 41a"), MET),
    ("the words in another order", row(title="41a Brigada"), NOT),
    ("a word of which it is a part", row(title="Brigada 41as"), NOT),
    ("the words apart", row(title="Brigada de la 41a"), NOT),
    ("a blank", row(title=""), DOUBT),
    ("a mark for not known", row(title="?"), DOUBT),
)
on_rows(
    "missing: yes",
    "{unit: {missing: yes}}",
    ("a blank", row(unit=""), MET),
    ("a code for not known", row(unit="unknown"), MET),
    ("a code", row(unit="u1"), NOT),
)
on_rows(
    "missing: yes",
    "{unit: {not: {missing: yes}}}",
    ("not: a blank", row(unit=""), NOT),
    ("not: a code", row(unit="u1"), MET),
)
on_rows(
    "missing: yes",
    "{start: {missing: yes}}",
    ("a blank date", row(), MET),
    ("a date", row(start="2001"), NOT),
)
never("missing: yes", DOUBT, NONE)
on_rows(
    "not",
    "{unit: {not: u1}}",
    ("another code", row(unit="u2"), MET),
    ("the code", row(unit="u1"), NOT),
    ("a blank", row(unit=""), DOUBT),
    ("a code for not known", row(unit="unknown"), DOUBT),
)
on_rows(
    "not",
    "{rank: {not: {at_least: colonel}}}",
    ("less", row(rank="major"), MET),
    ("more", row(rank="general"), NOT),
    ("rank blank", row(), DOUBT),
)
on_rows(
    "not",
    "{title: {not: {text: chief}}}",
    ("other words", row(title="clerk"), MET),
    ("the words", row(title="Chief clerk"), NOT),
    ("title blank", row(), DOUBT),
)
on_rows(
    "not",
    "{unit: {not: {not: u1}}}",
    ("twice: the code", row(unit="u1"), MET),
    ("twice: another code", row(unit="u2"), NOT),
    ("twice: a blank", row(), DOUBT),
)
on_listings(
    "not",
    "{lifted_on: {not: {after: '2015'}}}",
    ("a date before", lifted("2014"), MET),
    ("a date after", lifted("2016"), NOT),
    ("a date across", lifted("2015/2016"), DOUBT),
    ("no date", lifted(""), DOUBT),
)

# --- tense ------------------------------------------------------------------------------------

on_rows(
    "former",
    "{tense: former}",
    ("ended long ago", row(start="2001", end="2011"), MET),
    ("ended the day before", row(end="2018-09-07"), MET),
    ("held on its last day, today", row(end="2018-09-08"), NOT),
    ("ends some day this year", row(start="2016", end="2018"), DOUBT),
    ("no end on record", row(start="2001", end=""), DOUBT),
    ("known to go on", row(start="2001", end=".."), NOT),
    ("called former today", row(ended_by="2018-09-08"), MET),
    ("called former tomorrow", row(ended_by="2018-09-09"), DOUBT),
    ("seen in post today", row(held_on="2018-09-08"), NOT),
    ("seen in post last year", row(held_on="2017"), DOUBT),
    ("dates that contradict each other", row(start="2015", end="2010"), DOUBT),
    ("not yet begun", row(start="2019", end="2020"), NOT),
)
told(
    "former",
    "some: posts\nwhere: {tense: former}",
    ("died years ago", on_record(row(died="2015"), posts=[row(start="2001")]), MET),
    ("died today", on_record(row(died="2018-09-08"), posts=[row(start="2001")]), DOUBT),
    register=COMPLETE,
)
told(
    "former",
    "some: designations\nwhere: {tense: former}",
    ("a listing does not end with the person",
     on_record(row(died="2015"), designations=[row(listed_on="2010", lifted_on="..")]), NOT),
    register=COMPLETE,
)  # fmt: skip
on_rows(
    "current",
    "{tense: current}",
    ("known to go on", row(start="2001", end=".."), MET),
    ("began today", row(start="2018-09-08", end=".."), MET),
    ("ends today", row(start="2001", end="2018-09-08"), MET),
    ("ended yesterday", row(start="2001", end="2018-09-07"), NOT),
    ("no end on record", row(start="2001"), DOUBT),
    ("ends some day this year", row(start="2001", end="2018"), DOUBT),
    ("seen in post today", row(held_on="2018-09-08"), MET),
    ("seen in post yesterday", row(held_on="2018-09-07"), DOUBT),
    ("called former today", row(start="2001", ended_by="2018-09-08"), NOT),
    ("not yet begun", row(start="2018-09-09", end=".."), NOT),
    ("no start, but on record", row(end=".."), MET),
)
told(
    "current",
    "some: posts\nwhere: {tense: current}",
    ("died years ago", on_record(row(died="2015"), posts=[row(start="2001")]), NOT),
    register=COMPLETE,
)
on_rows(
    "current",
    "{tense: current}",
    ("what goes on is known up to a day", row(start="2001", end=".."), DOUBT),
    ("an end that is written down", row(start="2001", end="2020"), MET),
    as_of=date(2019, 1, 1),
)
on_rows(
    "ever",
    "{tense: ever}",
    ("begun long ago", row(start="2001", end="2003"), MET),
    ("on record, no start", row(), MET),
    ("not yet begun", row(start="2018-09-09"), NOT),
)
on_rows(
    "ever",
    "{tense: ever}",
    ("begins some day this year", row(start="2018"), DOUBT),
    ("begins next month", row(start="2018-07"), NOT),
    ("began last month", row(start="2018-05"), MET),
    as_of=date(2018, 6, 1),
)
on_rows(
    "future",
    "{tense: future}",
    ("begins tomorrow", row(start="2018-09-09"), MET),
    ("began today", row(start="2018-09-08"), NONE),
    ("on record, no start", row(), NONE),
)
told(
    "future",
    "some: posts\nwhere: {tense: future}",
    ("nothing, in a record without a last day", on_record(), NOT),
    register=replace(COMPLETE, known_until=None),
)
on_rows(
    "future",
    "{tense: future}",
    ("begins some day this year", row(start="2018"), DOUBT),
    ("on record some day later, no start", row(), DOUBT),
    ("began last month", row(start="2018-05"), NONE),
    as_of=date(2018, 6, 1),
)
on_rows(
    "probably-former",
    "{tense: probably-former}",
    ("ended long ago", row(start="2001", end="2011"), MET),
    ("most of its end lies before today", row(start="2016", end="2018"), MET),
    ("most of its end lies after today", row(start="2016", end="2018/2019"), DOUBT),
    ("no end on record", row(start="2016"), DOUBT),
    ("called former next year", row(ended_by="2019-01-01"), DOUBT),
    ("ends today", row(start="2016", end="2018-09-08"), NOT),
    ("known to go on", row(start="2016", end=".."), NOT),
)
on_rows(
    "tense at",
    "{tense: {at: 2015-03-09}}",
    ("around that day", row(start="2014", end="2016"), MET),
    ("from that day on", row(start="2015-03-09", end="2016"), MET),
    ("up to that day", row(start="2014", end="2015-03-09"), MET),
    ("from the next day on", row(start="2015-03-10", end="2016"), NOT),
    ("up to the day before", row(start="2014", end="2015-03-08"), NOT),
    ("seen on that day", row(held_on="2015-03-09"), MET),
    ("begins some day that year", row(start="2015", end="2016"), DOUBT),
    ("ends some day that year", row(start="2014", end="2015"), DOUBT),
    ("no dates", row(), DOUBT),
)
on_rows(
    "tense any",
    "{tense: {any: [former, future]}}",
    ("over", row(start="2001", end="2011"), MET),
    ("to come, and not masked", row(start="2019"), MET),
    ("going on", row(start="2001", end=".."), NONE),
    ("no end on record", row(start="2001"), DOUBT),
)
on_rows(
    "tense any",
    "{tense: {any: [former, probably-former]}}",
    ("most of its end lies before today", row(start="2016", end="2018"), MET),
    ("most of its end lies after today", row(start="2016", end="2018/2019"), DOUBT),
    ("ends today", row(start="2016", end="2018-09-08"), NOT),
)
on_rows(
    "tense not",
    "{tense: {not: former}}",
    ("going on", row(start="2001", end=".."), MET),
    ("over", row(start="2001", end="2011"), NOT),
    ("no end on record", row(start="2001"), DOUBT),
    ("not yet begun, so masked", row(start="2019"), NOT),
)

# --- a second row -----------------------------------------------------------------------------


def pairs(
    operator: str, tie: str, *lines: Line, first: str = "police", second: str = "OFAC"
) -> None:
    """Tell what comes of a post tied to a designation; both are complete unless said otherwise."""
    body = f"some: posts\nwhere: {{sector: {first}}}\n"
    body += f"and_also: {{some: designations, where: {{authority: {second}}}, {tie}}}"
    told(operator, body, *lines)


def both(post: Row, listing: Row, person: Row | None = None) -> Record:
    """A police post and a listing by OFAC."""
    posts, listings = [POLICE | post], [row(authority="OFAC") | listing]
    return on_record(person, posts=posts, designations=listings)


NINTH = row(listed_on="2015-03-09")
pairs(
    "and_also while",
    "while: listed_on",
    ("held around that day", both(row(start="2010", end="2016"), NINTH), MET),
    ("held up to that day", both(row(start="2010", end="2015-03-09"), NINTH), MET),
    ("held from that day on", both(row(start="2015-03-09", end="2016"), NINTH), MET),
    ("seen on that day", both(row(held_on="2015-03-09"), NINTH), MET),
    ("over the day before", both(row(start="2010", end="2015-03-08"), NINTH), NOT),
    ("begun the day after", both(row(start="2015-03-10", end="2016"), NINTH), NOT),
    ("over some day that year", both(row(start="2010", end="2015"), NINTH), DOUBT),
    ("the listing some day that year",
     both(row(start="2015-06", end="2016"), row(listed_on="2015")), DOUBT),
    ("no dates on the post", both(row(), NINTH), DOUBT),
    ("no date on the listing", both(row(start="2010", end="2016"), row()), DOUBT),
    ("the post may be another", both(row(sector="", start="2010", end="2016"), NINTH), DOUBT),
    ("the listing may be another's",
     both(row(start="2010", end="2016"), NINTH | row(authority="")), DOUBT),
    ("listed by another on the day, by this one on another",
     on_record(posts=[POLICE | row(start="2010", end="2016")],
               designations=[NINTH | row(authority="UK"), row(authority="OFAC", listed_on="2017")]),
     NOT),
    ("the time of one post, the sector of the other",
     on_record(posts=[CIVIL | row(start="2010", end="2016"), POLICE | row(start="2017")],
               designations=[NINTH | row(authority="OFAC")]),
     NOT),
    ("a second pair that fits",
     on_record(posts=[POLICE | row(start="2017"), POLICE | row(start="2010", end="2016")],
               designations=[row(authority="OFAC", listed_on="2001"), NINTH | row(authority="OFAC")]),
     MET),
    ("never listed", on_record(posts=[POLICE | row(start="2010", end="2016")]), NOT),
    ("no post", on_record(designations=[NINTH | row(authority="OFAC")]), NOT),
    ("nothing", on_record(), NOT),
)  # fmt: skip
pairs(
    "and_also while",
    "while: listed_on",
    ("a post, and listings not all on record", on_record(posts=[POLICE | row(start="2010")]), NONE),
    ("a post and a listing apart, and others not on record",
     on_record(posts=[POLICE | row(start="2010", end="2011")], designations=[NINTH | row(authority="EU")]), NONE),
    ("a post that may be, and listings not all on record", on_record(posts=[row(start="2010")]), NONE),
    ("no post, for those are on record", on_record(designations=[NINTH | row(authority="EU")]), NOT),
    second="EU",
)  # fmt: skip
pairs(
    "and_also while",
    "while: listed_on",
    ("a listing, and posts not all on record", on_record(designations=[NINTH | row(authority="OFAC")]), NONE),
    ("no listing, for those are on record", on_record(posts=[ARMY]), NOT),
    ("a listing, and no post of an officer",
     on_record(OFFICER, designations=[NINTH | row(authority="OFAC")]), NOT),
    first="military",
)  # fmt: skip
pairs(
    "and_also while",
    "while: listed_on",
    ("neither is on record nor all known", on_record(), NONE),
    ("no post, an officer", on_record(OFFICER), NOT),
    first="military",
    second="EU",
)
pairs(
    "and_also before",
    "before: listed_on",
    ("over the day before", both(row(end="2015-03-08"), NINTH), MET),
    ("over on that day", both(row(start="2010", end="2015-03-09"), NINTH), NOT),
    ("called former on that day", both(row(ended_by="2015-03-09"), NINTH), MET),
    ("over some day that year", both(row(end="2015"), NINTH), DOUBT),
    ("no end on record", both(row(start="2010"), NINTH), DOUBT),
    ("begun on that day", both(row(start="2015-03-09"), NINTH), NOT),
    ("never listed", on_record(posts=[POLICE | row(end="2010")]), NOT),
)
pairs(
    "and_also before",
    "before: listed_on",
    ("listings not all on record", on_record(posts=[POLICE | row(end="2010")]), NONE),
    second="EU",
)
pairs(
    "and_also after",
    "after: listed_on",
    ("begun the day after", both(row(start="2015-03-10"), NINTH), MET),
    ("begun on that day", both(row(start="2015-03-09"), NINTH), NOT),
    ("begun some day that year", both(row(start="2015"), NINTH), DOUBT),
    ("no start on record", both(row(), NINTH), DOUBT),
    ("over on that day", both(row(end="2015-03-09"), NINTH), NOT),
    ("never listed", on_record(posts=[POLICE | row(start="2016")]), NOT),
)
pairs(
    "and_also after",
    "after: listed_on",
    ("listings not all on record", on_record(posts=[POLICE | row(start="2016")]), NONE),
    second="EU",
)
pairs(
    "and_also same",
    "same: [unit]",
    ("one unit", both(row(unit="u1"), row(unit="u1")), MET),
    ("two units", both(row(unit="u1"), row(unit="u2")), NOT),
    ("one not known", both(row(unit="u1"), row(unit="unknown")), DOUBT),
    ("neither known", both(row(), row()), DOUBT),
    ("never listed", on_record(posts=[POLICE | row(unit="u1")]), NOT),
)
pairs(
    "and_also same",
    "same: [unit]",
    ("listings not all on record", on_record(posts=[POLICE | row(unit="u1")]), NONE),
    second="EU",
)
pairs(
    "and_also different",
    "different: [unit]",
    ("two units", both(row(unit="u1"), row(unit="u2")), MET),
    ("one unit", both(row(unit="u1"), row(unit="u1")), NOT),
    ("one not known", both(row(unit="unknown"), row(unit="u1")), DOUBT),
    ("neither known", both(row(), row()), DOUBT),
    ("never listed", on_record(posts=[POLICE | row(unit="u1")]), NOT),
)
pairs(
    "and_also different",
    "different: [unit]",
    ("listings not all on record", on_record(posts=[POLICE | row(unit="u1")]), NONE),
    second="EU",
)
pairs(
    "and_also several ties",
    "same: [unit], before: listed_on",
    ("one unit, in time", both(row(unit="u1", end="2010"), NINTH | row(unit="u1")), MET),
    ("one unit, too late", both(row(unit="u1", end="2016", start="2016"), NINTH | row(unit="u1")), NOT),
    ("in time, another unit", both(row(unit="u1", end="2010"), NINTH | row(unit="u2")), NOT),
    ("the time of one listing, the unit of the other",
     on_record(posts=[POLICE | row(unit="u1", start="2012", end="2013")],
               designations=[row(authority="OFAC", unit="u1", listed_on="2011"),
                             row(authority="OFAC", unit="u2", listed_on="2014")]), NOT),
    ("one unit, no end on record", both(row(unit="u1"), NINTH | row(unit="u1")), DOUBT),
)  # fmt: skip
never("and_also several ties", NONE)

TWO_POSTS = "some: posts\nwhere: {sector: police}\n"
TWO_POSTS += "and_also: {some: posts, where: {sector: police}, %s: [unit]}"
told(
    "and_also of one table",
    TWO_POSTS % "different",
    ("two units", on_record(posts=[POLICE | row(unit="u1"), POLICE | row(unit="u2")]), MET),
    ("one unit twice", on_record(posts=[POLICE | row(unit="u1"), POLICE | row(unit="u1")]), NOT),
    ("one not known", on_record(posts=[POLICE | row(unit="u1"), POLICE]), DOUBT),
    ("a row is not its own second row", on_record(posts=[POLICE]), NOT),
)
told(
    "and_also of one table",
    TWO_POSTS % "same",
    (
        "same: one unit twice",
        on_record(posts=[POLICE | row(unit="u1"), POLICE | row(unit="u1")]),
        MET,
    ),
    ("same: a row is not its own second row", on_record(posts=[POLICE | row(unit="u1")]), NOT),
)
told(
    "and_also of one table",
    TWO_POSTS.replace("police", "civil") % "same",
    ("one such post, and others not on record", on_record(posts=[CIVIL | row(unit="u1")]), NONE),
)
TIED = "and_also: {some: designations, where: {authority: OFAC}, while: listed_on}"
told(
    "none and_also",
    f"none: posts\nwhere: {{sector: police}}\n{TIED}",
    ("a pair", both(row(start="2010", end="2016"), NINTH), NOT),
    ("a pair apart", both(row(start="2010", end="2011"), NINTH), MET),
    ("a pair that may be", both(row(start="2010"), NINTH), DOUBT),
    ("nothing", on_record(), MET),
)
told(
    "none and_also",
    f"none: posts\nwhere: {{sector: military}}\n{TIED}",
    (
        "a listing, and posts not all on record",
        on_record(designations=[NINTH | row(authority="OFAC")]),
        NONE,
    ),
)
told(
    "missing and_also",
    f"missing: posts\nwhere: {{sector: police}}\n{TIED}",
    ("a pair", both(row(start="2010", end="2016"), NINTH), NOT),
    ("a pair apart", both(row(start="2010", end="2011"), NINTH), MET),
    ("a pair that may be", both(row(start="2010"), NINTH), MET),
    ("nothing", on_record(), MET),
)
never("missing and_also", DOUBT, NONE)

# --- several values in one field --------------------------------------------------------------

on_listings(
    "set",
    "{reasons: arms}",
    ("the one value", row(reasons="arms"), MET),
    ("the first of two", row(reasons="arms;bribery"), MET),
    ("the last of two", row(reasons="bribery; arms"), MET),
    ("another", row(reasons="bribery"), NOT),
    ("a blank", row(reasons=""), DOUBT),
    ("a code for not known", row(reasons="unknown"), DOUBT),
    ("another and one not known", row(reasons="bribery;unknown"), DOUBT),
)
on_listings(
    "set",
    "{reasons: {is_a: corruption}}",
    ("a kind of it among others", row(reasons="arms;bribery"), MET),
    ("no kind of it", row(reasons="arms"), NOT),
)
on_listings(
    "set",
    "{reasons: {not: arms}}",
    ("not: others", row(reasons="bribery;corruption"), MET),
    ("not: the code among others", row(reasons="arms;bribery"), NOT),
    ("not: a blank", row(), DOUBT),
)
on_person(
    "set of a person",
    "{citizenship: PE}",
    ("one of two", row(citizenship="CL|PE"), MET),
    ("others", row(citizenship="CL|NO"), NOT),
    ("a blank", row(), NONE),
)
never("set of a person", DOUBT)
told(
    "set of words",
    "person: {aliases: {text: perez lopez}}",
    ("the words in one name", on_record(row(aliases="Ana;Juan Pérez López")), MET),
    ("the words in two names", on_record(row(aliases="Juan Pérez;López María")), NOT),
    ("a blank", on_record(), NONE),
)
told(
    "set of words",
    "person: {aliases: {text: perez lopez}}",
    ("other words and one not known", on_record(row(aliases="María;?")), DOUBT),
    ("the words and one not known", on_record(row(aliases="Juan Pérez López;?")), MET),
    register=changed(
        "persons",
        columns=with_columns(PERSONS, text("aliases", values=Values.SET, missing=("", "?"))),
    ),
)

on_listings(
    "rival",
    "{ground: arms}",
    ("no rival", row(ground="arms"), MET),
    ("a rival that differs", row(ground="arms;bribery"), DOUBT),
    ("rivals that all differ", row(ground="bribery;corruption"), NOT),
    ("a blank", row(), DOUBT),
    ("the code or one not known", row(ground="arms;unknown"), DOUBT),
    ("another or one not known", row(ground="bribery;unknown"), DOUBT),
)
on_listings(
    "rival",
    "{ground: {is_a: corruption}}",
    ("every rival is a kind of it", row(ground="bribery;corruption"), MET),
    ("one rival is a kind of it", row(ground="arms;bribery"), DOUBT),
    ("no rival is a kind of it", row(ground="arms"), NOT),
)
on_listings(
    "rival",
    "{ground: {not: arms}}",
    ("not: rivals that all differ", row(ground="bribery;corruption"), MET),
    ("not: one rival is the code", row(ground="arms;bribery"), DOUBT),
    ("not: the code", row(ground="arms"), NOT),
)
on_person(
    "rival dates",
    "{born: {before: '1950'}}",
    ("every rival before", row(born="1948;1949"), MET),
    ("one rival before", row(born="1949;1951"), DOUBT),
    ("no rival before", row(born="1950;1951"), NOT),
    ("a blank", row(), NONE),
)
told(
    "rival words",
    "person: {birthplace: {text: lima}}",
    ("one value", on_record(row(birthplace="Lima")), MET),
    # of several rivals narrow does not say that each has the words: cautious, never wrong
    ("every rival has the words", on_record(row(birthplace="Lima;Callao, Lima")), DOUBT),
    ("one rival has the words", on_record(row(birthplace="Lima;Cusco")), DOUBT),
    ("no rival has the words", on_record(row(birthplace="Cusco;Puno")), NOT),
    ("a blank", on_record(), NONE),
)

# --- where a column has a meaning -------------------------------------------------------------

on_rows(
    "applies_where",
    "{branch: army}",
    ("the code", ARMY, MET),
    ("another code", NAVY, NOT),
    ("a blank where it applies", BRANCH_BLANK, DOUBT),
    ("not known where it applies", BRANCH_UNKNOWN, DOUBT),
    ("a blank where it does not apply", CIVIL, NOT),
    ("not known where it does not apply", CIVIL | row(branch="unknown"), NOT),
    ("a blank where it may apply", row(), DOUBT),
    ("a blank where it may apply, said so", row(sector="unknown"), DOUBT),
    ("the code where it does not apply", CIVIL | row(branch="army"), MET),
)
on_rows(
    "applies_where",
    "{branch: {not: army}}",
    ("not: a blank where it applies", BRANCH_BLANK, DOUBT),
    ("not: a blank where it does not apply", CIVIL, MET),
)
on_rows(
    "applies_where",
    "{oath: {before: '2000'}}",
    ("a date", row(sector="military", oath="1999"), MET),
    ("a later date", row(sector="military", oath="2001"), NOT),
    ("no date where it applies", row(sector="military"), DOUBT),
    ("no date where it does not apply", CIVIL, NOT),
    ("no date where it may apply", row(), DOUBT),
    ("a coarse date where it does not apply", CIVIL | row(oath="1999/2000"), DOUBT),
)
on_rows(
    "applies_where",
    "{motto: {text: honour}}",
    ("the words", row(sector="military", motto="Honour!"), MET),
    ("no words where it applies", row(sector="military"), DOUBT),
    ("no words where it does not apply", CIVIL, NOT),
)
on_rows(
    "applies_where of several codes",
    "{branch: army}",
    ("a blank where it applies by one of two", row(sector="police;military"), DOUBT),
    ("a blank where one of two is not known", row(sector="police;unknown"), DOUBT),
    ("a blank where it applies by none of two", row(sector="police;civil"), NOT),
    ("a blank where nothing is known", row(), DOUBT),
    ("the code", row(sector="police;military", branch="army"), MET),
    register=changed(
        "posts", COMPLETE, columns=with_columns(POSTS, code("sector", "sector", values=Values.SET))
    ),
)
never("applies_where of several codes", NONE)
on_person(
    "applies_where of a person",
    "{top_rank: {at_least: major}}",
    ("the code", row(background="yes", top_rank="major"), MET),
    ("a lower code", row(background="yes", top_rank="captain"), NOT),
    ("a blank where it applies", row(background="yes"), NONE),
    ("a blank where it may apply", row(), NONE),
    ("a blank where it does not apply", row(background="no"), NOT),
)
never("applies_where of a person", DOUBT)
told(
    "applies_where of a second row",
    "some: posts\nand_also: {some: posts, where: {sector: civil}, same: [branch]}",
    ("a blank branch of a civil post is no branch", on_record(posts=[ARMY, CIVIL]), NOT),
    register=COMPLETE,
)
never("applies_where of a second row", MET, DOUBT, NONE)
for tie in ("same", "different"):
    told(
        "and_also with broader codes",
        f"some: posts\nand_also: {{some: posts, {tie}: [branch]}}",
        (f"{tie}: one code and a broader one", on_record(posts=[ARMY, ARMED]), DOUBT),
        (f"{tie}: one code and one broader by two", on_record(posts=[TANKS, ARMED]), DOUBT),
        register=COMPLETE,
    )
told(
    "and_also with broader codes",
    "some: posts\nand_also: {some: posts, different: [branch]}",
    ("two that are kinds of one", on_record(posts=[ARMY, NAVY]), MET),
    ("the same broad code twice", on_record(posts=[ARMED, ARMED]), NOT),
    register=COMPLETE,
)
never("and_also with broader codes", NONE)
told(
    "applies_where of a count",
    "count: posts\ndistinct: branch\nat_least: 2",
    ("two branches", on_record(posts=[ARMY, NAVY]), MET),
    ("a branch and one not known", on_record(posts=[ARMY, BRANCH_BLANK]), DOUBT),
    ("a branch and a post without any", on_record(posts=[ARMY, CIVIL]), NOT),
    register=COMPLETE,
)
never("applies_where of a count", NONE)

# --- what was later, and what was known later -------------------------------------------------

on_rows(
    "masking",
    "{unit: u1}",
    ("begun before", row(unit="u1", start="2001"), MET),
    ("begun on the day", row(unit="u1", start="2018-09-08"), MET),
    ("begun the day after", row(unit="u1", start="2018-09-09"), NOT),
    ("begun next year", row(unit="u1", start="2019"), NOT),
    ("on record that day, no start", row(unit="u1"), MET),
)
on_rows(
    "masking",
    "{unit: u1}",
    ("earlier day: begun some day that year", row(unit="u1", start="2018"), DOUBT),
    ("earlier day: on record later, no start", row(unit="u1"), DOUBT),
    ("earlier day: seen before", row(unit="u1", held_on="2017"), MET),
    ("earlier day: begun later that year", row(unit="u1", start="2018-07"), NOT),
    as_of=date(2018, 6, 1),
)
told(
    "masking",
    "some: events\nwhere: {kind: trial}",
    (
        "a table without a span is not masked",
        on_record(events=[row(kind="trial", day="2019")]),
        MET,
    ),
)
told(
    "masking",
    "none: posts\nwhere: {sector: police}",
    ("none: a later post does not count", on_record(posts=[POLICE | row(start="2019")]), MET),
)
told(
    "masking",
    "count: posts\nwhere: {sector: police}\nat_least: 2",
    ("count: a later post does not count",
     on_record(posts=[POLICE, POLICE | row(start="2019")]), NOT),
)  # fmt: skip
told(
    "masking",
    "missing: posts\nwhere: {sector: police}",
    ("missing: a later post is not on record", on_record(posts=[POLICE | row(start="2019")]), MET),
)
pairs(
    "masking",
    "different: [unit]",
    ("a later second row does not count",
     both(row(unit="u1"), row(unit="u2", listed_on="2019")), NOT),
)  # fmt: skip

on_rows(
    "knowledge as_of",
    "{unit: u1}",
    ("published before", row(unit="u1", source="early"), MET),
    ("published after", row(unit="u1", source="late"), NONE),
    ("another unit, published after", row(unit="u2", source="late"), NOT),
    ("published both before and after", row(unit="u1", source="late;early"), MET),
    ("published some day that year", row(unit="u1", source="that-year"), DOUBT),
    ("published after or some day that year", row(unit="u1", source="late;that-year"), DOUBT),
    ("published nobody knows when", row(unit="u1", source="undated"), DOUBT),
    ("no source", row(unit="u1"), DOUBT),
    knowledge="as_of",
)
told(
    "knowledge as_of",
    "none: posts\nwhere: {unit: u1}",
    ("none: published after", on_record(posts=[row(unit="u1", source="late")]), NONE),
    ("none: published before", on_record(posts=[row(unit="u1", source="early")]), NOT),
    register=COMPLETE,
    knowledge="as_of",
)
pairs_of_sources = [
    ("a second row that was published after", "late", NONE),
    ("a second row that was published before", "early", MET),
]
told(
    "knowledge as_of",
    "some: posts\nwhere: {sector: police}\nand_also: {some: designations, same: [unit]}",
    *(
        (says, both(row(unit="u1", source="early"), row(unit="u1", source=source)), expected)
        for says, source, expected in pairs_of_sources
    ),
    register=COMPLETE,
    knowledge="as_of",
)
on_rows(
    "knowledge latest",
    "{unit: u1}",
    ("published after", row(unit="u1", source="late"), MET),
    ("no source", row(unit="u1"), MET),
    ("another unit", row(unit="u2", source="early"), NOT),
)
never("knowledge latest", DOUBT, NONE)


# --- the tables are tried ---------------------------------------------------------------------

LINES = [
    pytest.param(table, says, expected, id=f"{table.operator}: {says}")
    for table in TOLD
    for says, _, expected in table.lines
]
_FOUND: dict[tuple[type[Engine], int], dict[str, Verdict]] = {}


def found(engine: Engine, table: Told) -> dict[str, Verdict]:
    """Give the verdicts of a table, all of whose records stand in one register; run once."""
    key = (type(engine), id(table))
    if key not in _FOUND:
        records = {says: record for says, record, _ in table.lines}
        _FOUND[key] = verdicts_of(table.body, records, engine=engine, **table.more)
    return _FOUND[key]


@pytest.mark.parametrize(("table", "says", "expected"), LINES)
def test_verdict(engine: Engine, table: Told, says: str, expected: Verdict) -> None:
    assert found(engine, table)[says] is expected


@pytest.mark.parametrize("operator", list(dict.fromkeys(t.operator for t in TOLD)))
def test_every_verdict_that_can_occur_is_told(operator: str) -> None:
    tables = [t for t in TOLD if t.operator == operator]
    assert {v for t in tables for _, _, v in t.lines} == ALL - NEVER.get(operator, frozenset())
    assert all(len({says for says, *_ in t.lines}) == len(t.lines) for t in tables)


@pytest.mark.parametrize("table", [TOLD[0], TOLD[3], TOLD[5]], ids=lambda t: t.operator)
def test_a_verdict_is_the_same_alone(engine: Engine, table: Told) -> None:
    alone = {s: verdict_of(table.body, r, **table.more) for s, r, _ in table.lines}
    assert found(engine, table) == alone


# --- combinations -----------------------------------------------------------------------------

POST = "{some: posts, where: {sector: military, branch: army}}"
BORN = "{person: {born: {before: '1950'}}}"
SEX = "{person: {sex: f}}"
POST_OF: dict[Verdict, tuple[Row, list[Row]]] = {
    MET: ({}, [ARMY]),
    DOUBT: ({}, [BRANCH_BLANK]),
    NONE: ({}, []),
    NOT: (OFFICER, []),
}
BORN_OF = {MET: "1949", DOUBT: "1949/1950", NONE: "", NOT: "1950"}
SEX_OF = {MET: "f", NONE: "", NOT: "m"}
WORDS = {"met": MET, "doubt": DOUBT, "none": NONE, "not": NOT}


def combined(post: Verdict, born: Verdict, sex: Verdict = NONE) -> Record:
    """Somebody of whom three bodies have these verdicts."""
    person, posts = POST_OF[post]
    return on_record(person | row(born=BORN_OF[born], sex=SEX_OF[sex]), posts=posts)


def grid(text: str) -> list[tuple[Verdict, Verdict, Verdict]]:
    """Read a truth table: first the heads of the columns, then each line with its own head."""
    head, *lines = ([WORDS[w] for w in line.split()] for line in text.strip().splitlines())
    return [
        (first, second, value)
        for first, *values in lines
        for second, value in zip(head, values, strict=True)
    ]


ALL_TABLE = """
        met    doubt  none   not
met     met    doubt  none   not
doubt   doubt  doubt  none   not
none    none   none   none   not
not     not    not    not    not
"""
ANY_TABLE = """
        met    doubt  none   not
met     met    met    met    met
doubt   met    doubt  doubt  doubt
none    met    doubt  none   none
not     met    doubt  none   not
"""


def named(*given: Verdict) -> str:
    return "-".join(v.key for v in given)


@pytest.mark.parametrize(("post", "born"), list(product(Verdict, Verdict)), ids=lambda v: v.key)
def test_the_bodies_that_are_combined_have_the_verdicts_they_are_built_for(
    engine: Engine, post: Verdict, born: Verdict
) -> None:
    case = case_of({"post": POST_BLOCK, "born": BORN_BLOCK})
    given = verdicts(case, content_of({"somebody": combined(post, born)}), engine)["somebody"]
    assert (given["post", "stated"], given["born", "stated"]) == (post, born)


POST_BLOCK = "some: posts\nwhere: {sector: military, branch: army}"
BORN_BLOCK = "person: {born: {before: '1950'}}"


@pytest.mark.parametrize(("post", "born", "expected"), grid(ALL_TABLE), ids=lambda v: v.key)
def test_all_is_the_least(engine: Engine, post: Verdict, born: Verdict, expected: Verdict) -> None:
    body = f"all: [{POST}, {BORN}]"
    assert verdict_of(body, combined(post, born), engine=engine) is expected


@pytest.mark.parametrize(("post", "born", "expected"), grid(ANY_TABLE), ids=lambda v: v.key)
def test_any_is_the_greatest(
    engine: Engine, post: Verdict, born: Verdict, expected: Verdict
) -> None:
    body = f"any: [{POST}, {BORN}]"
    assert verdict_of(body, combined(post, born), engine=engine) is expected


@pytest.mark.parametrize(
    ("given", "expected"), [(MET, NOT), (DOUBT, DOUBT), (NONE, NONE), (NOT, MET)]
)
def test_not_changes_the_ends_and_leaves_what_is_not_known(
    engine: Engine, given: Verdict, expected: Verdict
) -> None:
    record = combined(given, NONE)
    assert verdict_of(f"not: {POST}", record, engine=engine) is expected
    assert verdict_of(f"not: {{not: {POST}}}", record) is given


OF_TWO = [
    ((MET, MET, NOT), MET),
    ((MET, MET, NONE), MET),
    ((MET, DOUBT, NOT), DOUBT),
    ((MET, DOUBT, NONE), DOUBT),
    ((DOUBT, DOUBT, NOT), DOUBT),
    ((DOUBT, DOUBT, MET), DOUBT),
    ((MET, NONE, NOT), NONE),
    ((DOUBT, NONE, NOT), NONE),
    ((NONE, NONE, NOT), NONE),
    ((MET, NONE, NONE), NONE),
    ((NONE, NONE, NONE), NONE),
    ((MET, NOT, NOT), NOT),
    ((DOUBT, NOT, NOT), NOT),
    ((NONE, NOT, NOT), NOT),
    ((NOT, NOT, NOT), NOT),
]


@pytest.mark.parametrize(
    ("given", "expected"), OF_TWO, ids=lambda v: named(*v) if isinstance(v, tuple) else v.key
)
def test_of_at_least_two(
    engine: Engine, given: tuple[Verdict, Verdict, Verdict], expected: Verdict
) -> None:
    body = f"of: [{POST}, {BORN}, {SEX}]\nat_least: 2"
    assert verdict_of(body, combined(*given), engine=engine) is expected


@pytest.mark.parametrize("given", list(product(Verdict, Verdict)), ids=lambda v: named(*v))
def test_of_is_any_at_one_and_all_at_the_whole_number(
    engine: Engine, given: tuple[Verdict, Verdict]
) -> None:
    record = combined(*given)
    bodies = {
        "one": f"of: [{POST}, {BORN}]\nat_least: 1",
        "any": f"any: [{POST}, {BORN}]",
        "two": f"of: [{POST}, {BORN}]\nat_least: 2",
        "all": f"all: [{POST}, {BORN}]",
    }
    columns = verdicts(case_of(bodies), content_of({"somebody": record}), engine)["somebody"]
    by_name = {clue: verdict for (clue, _), verdict in columns.items()}
    assert (by_name["one"], by_name["two"]) == (by_name["any"], by_name["all"])


# --- attributes by name -----------------------------------------------------------------------

SERVED = """\
with:
  branch: {vocabulary: branch, default: army}
readings:
  strict:
    some: posts
    where: {sector: military, branch: {is_a: $branch}, tense: former}
  broad:
    some: posts
    where: {sector: military, branch: {is_a: $branch}}
"""
OVER, OPEN = row(start="2001", end="2003"), row(start="2001", end="..")
RULE = [
    ("over", on_record(posts=[ARMY | OVER]), MET, MET),
    ("going on", on_record(OFFICER, posts=[ARMY | OPEN]), NOT, MET),
    ("no end", on_record(OFFICER, posts=[ARMY]), DOUBT, MET),
    ("branch not known", on_record(OFFICER, posts=[BRANCH_BLANK | OPEN]), NOT, DOUBT),
    ("another branch", on_record(OFFICER, posts=[NAVY | OVER]), NOT, NOT),
    ("nothing", on_record(), NONE, NONE),
    ("nothing, an officer", on_record(OFFICER), NOT, NOT),
]


@pytest.mark.parametrize(("says", "record", "strict", "broad"), RULE, ids=[r[0] for r in RULE])
def test_rule_gives_every_reading_of_the_attribute(
    engine: Engine, says: str, record: Record, strict: Verdict, broad: Verdict
) -> None:
    case = case_of("rule: served", attributes={"served": SERVED})
    columns = verdicts(case, content_of({says: record}), engine)[says]
    assert (columns["clue", "strict"], columns["clue", "broad"]) == (strict, broad)


@pytest.mark.parametrize(("says", "record", "strict", "broad"), RULE, ids=[r[0] for r in RULE])
def test_rule_inside_a_body_takes_one_reading(
    engine: Engine, says: str, record: Record, strict: Verdict, broad: Verdict
) -> None:
    bodies: dict[str, Any] = {
        "first": "all: [{rule: served}]",
        "named": "any: [{rule: served, reading: broad}]",
        "turned": "not: {rule: served, reading: broad}",
    }
    case = case_of(bodies, attributes={"served": SERVED})
    columns = verdicts(case, content_of({says: record}), engine)[says]
    swapped = {MET: NOT, NOT: MET}.get(broad, broad)
    assert [columns[c, "stated"] for c in bodies] == [strict, broad, swapped]


@pytest.mark.parametrize(("branch", "expected"), [("navy", MET), ("army", NOT), ("armed", MET)])
def test_rule_fills_in_the_parameters(engine: Engine, branch: str, expected: Verdict) -> None:
    body = f"rule: served\nwith: {{branch: {branch}}}"
    record = on_record(OFFICER, posts=[NAVY])
    assert verdict_of(body, record, engine=engine, attributes={"served": SERVED}) is expected


# --- whose rows -------------------------------------------------------------------------------


def test_a_second_row_is_the_same_persons(engine: Engine) -> None:
    body = f"some: posts\nwhere: {{sector: police}}\n{TIED}"
    records = {
        "post": on_record(posts=[POLICE | row(start="2010", end="2016")]),
        "listing": on_record(designations=[NINTH | row(authority="OFAC")]),
        "both": both(row(start="2010", end="2016"), NINTH),
    }
    assert verdicts_of(body, records, engine=engine) == {"post": NOT, "listing": NOT, "both": MET}


def test_a_count_is_of_ones_own_rows(engine: Engine) -> None:
    records = {"one": on_record(posts=[POLICE]), "two": on_record(posts=[POLICE, POLICE])}
    body = "count: posts\nwhere: {sector: police}\nat_least: 2"
    assert verdicts_of(body, records, engine=engine) == {"one": NOT, "two": MET}


def test_completeness_is_each_persons_own(engine: Engine) -> None:
    records = {"officer": on_record(OFFICER), "nobody knows": on_record()}
    body = "some: posts\nwhere: {sector: military}"
    assert verdicts_of(body, records, engine=engine) == {"officer": NOT, "nobody knows": NONE}


def test_a_register_without_a_last_day_leaves_a_blank_start_in_doubt(engine: Engine) -> None:
    body = "some: posts\nwhere: {sector: police}"
    open_ended = replace(REGISTER, known_until=None)
    record = on_record(posts=[POLICE])
    assert verdict_of(body, record, engine=engine, register=open_ended) is DOUBT


def test_a_table_without_a_span_is_not_masked(engine: Engine) -> None:
    timeless = changed("posts", COMPLETE, span=None)
    record = on_record(posts=[row(unit="u1", start="2019")])
    body = "some: posts\nwhere: {unit: u1}"
    assert verdict_of(body, record, engine=engine, register=timeless) is MET
