"""The operators of a condition: what each means, and what is said of each misuse, where."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from narrow.errors import RuleError
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.registers import Column, Kind, Naming
from narrow.model.rules import (
    Blank,
    Coded,
    Condition,
    Dated,
    Either,
    Every,
    Held,
    Living,
    PersonIs,
    Tense,
    Worded,
)
from narrow.rules.conditions import OPERATORS, Refused, single
from narrow.rules.documents import OperatorDocument
from tests.rules.desk import AS_OF, BEGUN, Desk, clue, where

ARMY = Coded("branch", ("army",), "ARMY")
MILITARY = Coded("branch", ("military", "army", "navy"), "MILITARY or a kind of it")


def day(text: str) -> date:
    return date.fromisoformat(text)


def started(first: date | str, last: date | str, words: str) -> Dated:
    first = day(first) if isinstance(first, str) else first
    last = day(last) if isinstance(last, str) else last
    return Dated("start", first, last, words)


def held(tense: Tense, first: date = AS_OF, last: date = AS_OF) -> Held:
    return Held(tense, first, last)


def aged(first: str, last: str, words: str) -> Dated:
    return Dated("born", day(first), day(last), words)


# --- what is meant ----------------------------------------------------------------------------

MEANT = [
    # codes
    ("branch: army", ARMY),
    ("branch: {any: [army]}", ARMY),
    ("branch: {any: [army, navy]}", Coded("branch", ("army", "navy"), "ARMY or NAVY")),
    ("branch: {any: [navy, army]}", Coded("branch", ("navy", "army"), "NAVY or ARMY")),
    ("branch: {is_a: military}", MILITARY),
    ("branch: {is_a: army}", ARMY),
    ("rank: {at_least: colonel}", Coded("rank", ("colonel", "general"), "COLONEL or more")),
    ("rank: {at_least: major}", Coded("rank", ("major", "colonel", "general"), "MAJOR or more")),
    ("rank: {at_most: colonel}", Coded("rank", ("major", "colonel"), "COLONEL or less")),
    ("unit: 4th", Coded("unit", ("4th",), "4th")),
    ("unit: NO", Coded("unit", ("NO",), "NO")),
    ("unit: 0123", Coded("unit", ("0123",), "0123")),
    ("title: Chief", Coded("title", ("Chief",), "Chief")),
    # words and gaps
    ("title: {text: Brigada 41ª}", Worded("title", " brigada 41a ", "Brigada 41ª")),
    ("branch: {missing: yes}", Blank("branch")),
    ("title: {missing: yes}", Blank("title")),
    ("start: {missing: yes}", Blank("start")),
    # dates: a bound is the whole of what its text allows
    ("start: 2018", started("2018-01-01", "2018-12-31", "on 2018")),
    ("start: {on: 2018-02}", started("2018-02-01", "2018-02-28", "on 2018-02")),
    ("start: {on: 2018-09-08}", started("2018-09-08", "2018-09-08", "on 2018-09-08")),
    ("start: {on: 2018~}", started("2016-01-01", "2020-12-31", "on 2018~")),
    ("start: {before: 2018}", started(EARLIEST, "2017-12-31", "before 2018")),
    ("start: {before: 2018-03-01}", started(EARLIEST, "2018-02-28", "before 2018-03-01")),
    ("start: {after: 2018}", started("2019-01-01", LATEST, "after 2018")),
    ("start: {after: 2016-02-28}", started("2016-02-29", LATEST, "after 2016-02-28")),
    (
        "start: {between: [2017-02, 2018]}",
        started("2017-02-01", "2018-12-31", "between 2017-02 and 2018"),
    ),
    (
        "start: {between: [2018-09-08, 2018-09-08]}",
        started("2018-09-08", "2018-09-08", "between 2018-09-08 and 2018-09-08"),
    ),
    ("start: {on: $as_of}", started("2018-09-08", "2018-09-08", "on 2018-09-08")),
    ("start: {before: $as_of}", started(EARLIEST, "2018-09-07", "before 2018-09-08")),
    # tense
    ("tense: former", held(Tense.FORMER)),
    ("tense: current", held(Tense.CURRENT)),
    ("tense: ever", held(Tense.EVER)),
    ("tense: probably-former", held(Tense.PROBABLY_FORMER)),
    ("tense: {any: [former, current]}", Either((held(Tense.FORMER), held(Tense.CURRENT)))),
    ("tense: {at: 2015-03-09}", held(Tense.CURRENT, day("2015-03-09"), day("2015-03-09"))),
    ("tense: {at: 2015}", held(Tense.CURRENT, day("2015-01-01"), day("2015-12-31"))),
    ("tense: {at: $as_of}", held(Tense.CURRENT)),
]

AGES = [
    ("{from: 60, to: 69}", "1948-09-09", "1958-09-08"),
    ("{from: 0, to: 0}", "2017-09-09", "2018-09-08"),
    ("{from: 60, to: 60}", "1957-09-09", "1958-09-08"),
    ("{from: 0, to: 130}", "1887-09-09", "2018-09-08"),
]


@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_an_operator_means_its_condition(desk: Desk, written: str, meant: Condition) -> None:
    assert desk.conditions(written) == (BEGUN, meant)


@pytest.mark.parametrize(("written", "first", "last"), AGES)
def test_an_age_is_a_bound_on_the_day_of_birth(
    desk: Desk, written: str, first: str, last: str
) -> None:
    youngest, oldest = written.strip("{}").split(", ")
    words = f"aged {youngest[6:]} to {oldest[4:]} on 2018-09-08"
    body = desk.body(f"person:\n  born: {{age: {written}}}")
    assert body == PersonIs((aged(first, last, words),))


AGED = "person:\n  {}: {{age: {{from: 60, to: 69}}}}"


def test_the_dead_have_no_age(desk: Desk) -> None:
    desk.register = replace(desk.register, naming=Naming("name", died="rank"))
    living = Living("rank", day("2018-09-08"))
    born = aged("1948-09-09", "1958-09-08", "aged 60 to 69 on 2018-09-08")
    assert desk.body(AGED.format("born")) == PersonIs((Every((born, living)),))


def test_an_age_is_told_by_the_day_of_birth_and_no_other(desk: Desk) -> None:
    desk.case(where("start: {age: {from: 60, to: 69}}"))
    with pytest.raises(RuleError) as refused:
        desk.lower()
    (issue,) = refused.value.issues
    assert issue.message == (
        "age needs a birth date, and start is not one; for 60 to 69 years before 2018-09-08 write "
        "{between: [1948-09-09, 1958-09-08]}; the birth date is born"
    )


BIRTH = Column("day_one", kind=Kind.DATE, property="Person:birthDate")
OTHER = Column("born", kind=Kind.DATE)


@pytest.mark.parametrize(
    ("columns", "naming", "taken"),
    [
        ((OTHER,), Naming("name"), {"born"}),
        ((BIRTH, OTHER), Naming("name"), {"day_one"}),
        ((OTHER, Column("day_two", kind=Kind.DATE)), Naming("name", born="day_two"), {"day_two"}),
        ((Column("day_two", kind=Kind.DATE),), Naming("name"), set()),
        ((Column("day_two", "Date of birth", kind=Kind.DATE),), Naming("name"), {"day_two"}),
        ((OTHER,), Naming("name", died="born"), set()),
        ((replace(OTHER, property="Person:deathDate"),), Naming("name"), set()),
    ],
)
def test_the_descriptor_says_which_day_is_the_day_of_birth(
    desk: Desk, columns: tuple[Column, ...], naming: Naming, taken: set[str]
) -> None:
    persons = desk.register.persons
    known = {name: persons.columns[name] for name in ("id", "name")}
    persons = replace(persons, columns={**known, **{c.name: c for c in columns}})
    tables = {**desk.register.tables, "persons": persons}
    desk.register = replace(desk.register, tables=tables, naming=naming)
    found = set()
    for column in columns:
        desk.case(clue(AGED.format(column.name)))
        try:
            desk.lower()
        except RuleError:
            continue
        found.add(column.name)
    assert found == taken


def test_an_age_on_a_leap_day_counts_who_was_born_on_one(desk: Desk) -> None:
    desk.case(clue("person:\n  born: {age: {from: 60, to: 69}}"))
    (found,) = desk.lower(as_of=day("2020-02-29")).clues
    body = found.readings[0].body
    assert isinstance(body, PersonIs)
    (condition,) = body.where
    assert isinstance(condition, Dated)
    assert condition.last == day("1960-02-29")


def test_a_code_named_twice_is_asked_once(desk: Desk) -> None:
    (_, found) = desk.conditions("branch: {any: [navy, army, navy]}")
    assert isinstance(found, Coded)
    assert found.codes == ("navy", "army")


# --- misuse -----------------------------------------------------------------------------------

DATE = "expected YYYY, YYYY-MM or YYYY-MM-DD"
MISUSED = [
    # names and codes
    ("@@branch: amry", "'amry' is not in the vocabulary branch; did you mean 'army'?"),
    ("@@branch: Army", "'Army' is not in the vocabulary branch; did you mean 'army'?"),
    ("@@branch: x", "'x' is not in the vocabulary branch; known: army, military, navy"),
    (
        "branch:\n  any:\n    - army\n    - @@nvay",
        "'nvay' is not in the vocabulary branch; did you mean 'navy'?",
    ),
    ("branch:\n  @@is_a: amry", "'amry' is not in the vocabulary branch; did you mean 'army'?"),
    ("branch: {@@any: []}", "any needs at least one code"),
    ("unit: {@@is_a: x}", "is_a needs a vocabulary, and unit has none"),
    ("unit: {@@at_least: x}", "at_least needs a vocabulary, and unit has none"),
    ("branch: {@@at_least: army}", "at_least needs an ordered vocabulary; branch is not"),
    ("branch: {@@at_most: army}", "at_most needs an ordered vocabulary; branch is not"),
    ("rank: {@@at_most: majr}", "'majr' is not in the vocabulary rank; did you mean 'major'?"),
    # what means not known is no value
    ("@@branch: unknown", "'unknown' means not known in branch; ask with {missing: yes}"),
    ("@@unit: ''", "a blank means not known in unit; ask with {missing: yes}"),
    ("unit: {any: [x, @@unknown]}", "'unknown' means not known in unit; ask with {missing: yes}"),
    ("branch: {@@is_a: unknown}", "'unknown' means not known in branch; ask with {missing: yes}"),
    # kinds of column
    ("title: {@@before: 2018}", "before needs a date, and title holds texts"),
    ("branch: {@@after: 2018}", "after needs a date, and branch holds codes"),
    ("unit: {@@on: 2018}", "on needs a date, and unit holds codes"),
    ("title: {@@between: [2017, 2018]}", "between needs a date, and title holds texts"),
    ("rank: {@@age: {from: 1, to: 2}}", "age needs a birth date, and rank holds codes"),
    ("branch: {@@text: army}", "text needs a column of words, and branch holds codes"),
    ("start: {@@text: army}", "text needs a column of words, and start holds dates"),
    ("title: {@@text: '--'}", "text needs at least one word"),
    ("start: {any: [@@2018]}", "start is a date; expected before, after, on or between"),
    ("start: {@@at: 2018}", "at belongs to tense; for a date column use on"),
    # dates
    ("@@start: 2018-02-30", "'2018-02-30' is not in the calendar"),
    ("start: {@@on: 2018-13}", "'2018-13' is not in the calendar"),
    ("start: {@@before: 20180908}", f"'20180908' is no date; {DATE}"),
    ("start: {@@after: spring}", f"'spring' is no date; {DATE}"),
    ("start: {@@after: ''}", f"a blank is no date; {DATE}"),
    ("start: {between: [2017, @@2018-13]}", "'2018-13' is not in the calendar"),
    ("start: {@@between: [2018, 2017]}", "2018 lies after 2017; the earlier date comes first"),
    # ages
    ("start: {@@before: ../2018}", "nothing lies before '../2018'"),
    ("start: {@@before: 1000}", "nothing lies before '1000'"),
    ("start: {@@after: 2018/..}", "nothing lies after '2018/..'"),
    ("start: {@@after: 9999}", "nothing lies after '9999'"),
    ("start: {@@age: {from: 70, to: 60}}", "expected 0 <= from <= to <= 130 years"),
    ("start: {@@age: {from: -1, to: 60}}", "expected 0 <= from <= to <= 130 years"),
    ("start: {@@age: {from: 1, to: 131}}", "expected 0 <= from <= to <= 130 years"),
    ("start: {@@age: {from: sixty, to: 69}}", "an age is a whole number of years"),
    ("start: {@@age: {from: 60, to: 69.5}}", "an age is a whole number of years"),
    # tense
    ("@@tense: formr", "'formr' is no tense; did you mean 'former'?"),
    ("tense:\n  any:\n    - former\n    - @@formr", "'formr' is no tense; did you mean 'former'?"),
    ("tense: {@@any: []}", "any needs at least one tense"),
    ("tense: {@@at: 2015-02-30}", "'2015-02-30' is not in the calendar"),
    ("tense: {@@at: ''}", f"a blank is no date; {DATE}"),
    (
        "tense: {@@on: 2015}",
        "on is no operator of tense; expected a tense, any, at or not",
    ),
    (
        "tense: {@@missing: yes}",
        "missing is no operator of tense; expected a tense, any, at or not",
    ),
    # parameters
    ("branch:\n  @@is_a: $nope", "no parameter 'nope'; known: as_of"),
    ("branch:\n  any:\n    - army\n    - @@$nope", "no parameter 'nope'; known: as_of"),
    ("rank:\n  @@at_least: $nope", "no parameter 'nope'; known: as_of"),
    ("rank:\n  @@at_most: $nope", "no parameter 'nope'; known: as_of"),
    ("start:\n  @@before: $nope", "no parameter 'nope'; known: as_of"),
    ("start:\n  between:\n    - 2018\n    - @@$nope", "no parameter 'nope'; known: as_of"),
    ("start:\n  age:\n    from: 60\n    @@to: $nope", "no parameter 'nope'; known: as_of"),
    ("title:\n  @@text: $nope", "no parameter 'nope'; known: as_of"),
    ("tense:\n  @@at: $nope", "no parameter 'nope'; known: as_of"),
    # one operator, no more, no fewer
    (
        "@@branch: {any: [army], is_a: military}",
        "any and is_a stand together; give exactly one operator",
    ),
    ("@@branch: {not: army, any: [navy]}", "any and not stand together; give exactly one operator"),
    (
        "@@start: {before: 2018, after: 2017}",
        "before and after stand together; give exactly one operator",
    ),
    ("@@tense: {at: 2018, any: [former]}", "any and at stand together; give exactly one operator"),
    ("@@branch: {}", "nothing is said here; give exactly one operator"),
]


@pytest.mark.parametrize(("written", "message"), MISUSED)
def test_a_misuse_is_said_at_its_place(desk: Desk, written: str, message: str) -> None:
    desk.case(where(written))
    assert desk.refused() == [message]


def test_a_tense_needs_dates(desk: Desk) -> None:
    desk.case(where("@@tense: former", "lists"))
    assert desk.refused() == ["lists has no dates that a tense could be read from"]


def test_every_operator_of_the_document_is_read() -> None:
    fields = OperatorDocument.model_fields
    assert {f.alias or name for name, f in fields.items()} == {*OPERATORS, "not"}


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_one_operator_is_the_one(name: str) -> None:
    value = {"any": ["x"], "between": ["x", "y"], "age": {"from": "1", "to": "2"}}.get(name, "yes")
    assert single(OperatorDocument.model_validate({name: value})) == name


def test_no_operator_and_two_operators_are_refused() -> None:
    for given_, said in [({}, "nothing is said here"), ({"is_a": "x", "on": "y"}, "is_a and on")]:
        with pytest.raises(Refused, match=said):
            single(OperatorDocument.model_validate(given_))


def test_every_wrong_word_of_a_list_is_reported_at_once(desk: Desk) -> None:
    desk.case(where("branch:\n  any: [@@amry, navy, @@nvay, @@$x]\ntense: {any: [@@formr, @@x]}"))
    assert [message.split(";")[0] for message in desk.refused()] == [
        "'amry' is not in the vocabulary branch",
        "'nvay' is not in the vocabulary branch",
        "no parameter 'x'",
        "'formr' is no tense",
        "'x' is no tense",
    ]


@given(
    operator=st.sampled_from(["before", "after", "on"]),
    word=st.text(alphabet="0123456789X-/.[],~?", max_size=12),
)
@example(operator="after", word="2018/..")
@example(operator="before", word="../2018")
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_date_does_more_than_be_refused(desk: Desk, operator: str, word: str) -> None:
    desk.case(where(f"start: {{{operator}: '{word}'}}"))
    try:
        desk.lower()
    except RuleError as error:
        assert error.issues


@given(
    column=st.sampled_from(["title", "branch", "rank", "unit", "start", "tense", "nope"]),
    operator=st.sampled_from(["any", "is_a", "at_least", "text", "between", "at", "not"]),
    words=st.lists(
        st.sampled_from(["army", "x", "", "unknown", "2018", "2018-13", "$as_of", "$x", "former"]),
        max_size=2,
    ),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_operator_does_more_than_be_refused(
    desk: Desk, column: str, operator: str, words: list[str]
) -> None:
    several = operator in ("any", "between")
    value = str(words) if several else repr("".join(words))
    desk.case(where(f"{column}: {{{operator}: {value}}}"))
    try:
        desk.lower()
    except RuleError as error:
        assert error.issues
