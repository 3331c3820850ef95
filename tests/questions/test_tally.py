"""A group is a range where it is not known who is in it, and nobody is in it more than once."""

import os
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrow.engines.duckdb import DuckDB
from narrow.model.registers import Kind, Register, Table
from narrow.model.rules import AllOf, AnyOf, AtLeast, Body, Count, Named, Not, Scan, Some
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.tally import Group, tally
from narrow.registers.loader import content_from_rows
from tests.oracle.invented import VARIANTS
from tests.oracle.strategies import (
    Example,
    bodies_of,
    case_of,
    nested_bodies,
    one_of,
    rows_of,
    wheres,
)
from tests.questions.desk import Desk, groups, listing, person, post

_looking = settings(
    max_examples=max(1, int(os.environ.get("NARROW_EXAMPLES", "160")) // 10),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

Ranges = tuple[int, int, int, int]


def ranges(group: Group) -> Ranges:
    """Who meets it at least and at most, who is in the group at least and at most."""
    return group.counts.low, group.counts.high, group.of_low, group.of


def found(desk: Desk, by: str, *clues: str, **more: str) -> dict[str, Group]:
    return {group.value: group for group in desk.tally(by, *clues, **more).groups}


# --- whoever is not certainly in a group is in doubt about it ------------------------------------

LISTED = "{id: listed, quote: listed, source: s, some: listings, where: {authority: OFAC}}"


def test_size_and_share_of_a_group_with_unknown_members_are_ranges(desk: Desk) -> None:
    unknown = [person(f"x{at}") for at in range(6)]
    women = [person("ana", gender="female"), person("eva", gender="female")]
    desk.people(*women, person("abe", gender="male"), person("ben", gender="male"), *unknown)
    desk.listings(listing("ana"), listing("eva"), listing("abe"))
    by_gender = found(desk, "gender", LISTED)
    female, male, whole = (by_gender[name] for name in ("female", "male", "all"))
    assert ranges(female) == (2, 2, 2, 8)
    assert (female.share_low, female.share_high) == (0.25, 1.0)
    assert ranges(male) == (1, 1, 2, 8)
    assert (male.share_low, male.share_high) == (0.125, 0.5)
    assert ranges(whole) == (3, 3, 10, 10)
    assert whole.share_low == whole.share_high == 0.3


def _shares(sure: list[str], maybe: list[str]) -> Iterator[float]:
    """Give every share that the group can have: who may be in it is or is not, and so on."""
    settled = {"yes": (1,), "no": (0,), "perhaps": (0, 1)}
    for chosen in product((False, True), repeat=len(maybe)):
        inside = [*sure, *(one for one, is_in in zip(maybe, chosen, strict=True) if is_in)]
        for given_ in product(*(settled[one] for one in inside)):
            if inside:
                yield sum(given_) / len(inside)


WORDS = st.lists(st.sampled_from(("yes", "no", "perhaps")), max_size=3)
COUNTED = "{id: c, quote: c, source: s, person: {nationality: ar}}"
NATIONALITY = {"yes": "ar", "no": "br", "perhaps": ""}


@_looking
@given(sure=WORDS, maybe=WORDS)
def test_a_share_reaches_from_the_least_to_the_greatest_that_there_can_be(
    tmp_path_factory: pytest.TempPathFactory, sure: list[str], maybe: list[str]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    told = [("female", word) for word in sure] + [("", word) for word in maybe]
    desk.people(
        person("other", gender="male", nationality="br"),
        *(
            person(f"p{at}", gender=gender, nationality=NATIONALITY[word])
            for at, (gender, word) in enumerate(told)
        ),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk.folder)
        by_gender = found(desk, "gender", COUNTED)
    possible = list(_shares(sure, maybe))
    if "female" in by_gender and possible:
        group = by_gender["female"]
        assert (group.share_low, group.share_high) == (min(possible), max(possible))


# --- the same words, however they are written ---------------------------------------------------


def test_a_denial_speaks_of_every_row_in_whatever_words_it_is_written(desk: Desk) -> None:
    desk.people("ana", "ben", "cid")
    desk.listings(
        listing("ana", office="A"), listing("ben", office="B"), listing("cid", office="A")
    )
    desk.posts(post("ana"), post("cid", sector="civil"))
    never = "none: listings, where: {authority: OFAC, office: A}"
    inner = "some: listings, where: {authority: OFAC, office: A}"
    desk.attribute("some: listings\nwhere: {authority: OFAC, office: A}\n")
    ways = (
        never,
        f"not: {{{inner}}}",
        "count: listings, where: {authority: OFAC, office: A}, at_most: 0",
        "not: {rule: x}",
        f"not: {{all: [{{{inner}}}]}}",
        f"not: {{any: [{{{inner}}}]}}",
        f"not: {{not: {{not: {{{inner}}}}}}}",
    )
    told = [groups(desk.tally("office", f"{{id: c, quote: c, source: s, {w}}}")) for w in ways]
    assert all(one == told[0] for one in told)
    assert told[0]["A"] == (0, 0, 1, 2)  # ben may have been listed by another office
    assert told[0]["all"] == (1, 0, 0, 2)


def _by(table: Table) -> st.SearchStrategy[str]:
    keys = {*table.key, table.person, *table.sources}
    names = [c.name for c in table.columns.values() if c.name not in keys and c.kind is Kind.CODE]
    return st.sampled_from(names)


@st.composite
def _grouped(draw: st.DrawFn) -> tuple[Example, str]:
    example = draw(nested_bodies)
    tables = [t for t in example.register.tables.values() if t.person or t.role == "persons"]
    return example, draw(one_of(*(_by(table) for table in tables)))


def _tallied(example: Example, by: str) -> list[list[Ranges]]:
    content = content_from_rows(example.register, example.rows)
    with DuckDB() as engine:
        engine.load(content)
        evaluation = Evaluation(example.case, content, engine)
        return [
            [ranges(g) for g in tally(evaluation, by=by, clue=c.id, reading=c.deciding).groups]
            for c in example.case.clues
        ]


@_looking
@given(_grouped())
def test_no_group_has_more_than_all(given_: tuple[Example, str]) -> None:
    for clue in _tallied(*given_):
        *apart, whole = clue
        for group in apart:
            assert all(mine <= all_ for mine, all_ in zip(group, whole, strict=True))
            assert group[0] <= group[1] <= group[3]
            assert group[0] <= group[2] <= group[3]


def _denied(body: Body) -> tuple[Body, ...]:
    """Give the same denial in seven ways."""
    return (
        Not(body),
        Not(Named("invented.attribute", "stated", "is so", body)),
        Not(AllOf((body,))),
        Not(AnyOf((body,))),
        Not(AtLeast(1, (body,))),
        Not(Not(Not(body))),
        AllOf((Not(body), Not(body))),
    )


@st.composite
def _denials(draw: st.DrawFn) -> tuple[Example, str]:
    register: Register = draw(st.sampled_from(VARIANTS))
    tables = [t for t in register.tables.values() if t.person]
    table = draw(st.sampled_from(tables))
    scan = Scan(table.role, draw(wheres(register, table, few=True)))
    ways = draw(
        one_of(
            st.just((*_denied(Some(scan)), Count(scan, None, 0))),
            bodies_of(register, depth=1).map(_denied),
        )
    )
    example = Example(register, draw(rows_of(register)), case_of([[way] for way in ways]))
    return example, draw(_by(table))


@_looking
@given(_denials())
def test_a_denial_gives_the_same_numbers_in_whatever_way_it_is_written(
    given_: tuple[Example, str],
) -> None:
    told = _tallied(*given_)
    assert all(one == told[0] for one in told)


@_looking
@given(_denials())
def test_what_is_denied_and_what_is_not_share_everybody_out(given_: tuple[Example, str]) -> None:
    """A denial of a whole: who is not known stays not known, the others change places."""
    example, by = given_
    body = example.case.clues[0].readings[0].body
    assert isinstance(body, Not)
    both = Example(example.register, example.rows, case_of([[body], [body.body]]))
    (*_, denied), (*_, said) = _tallied(both, by)
    assert denied[0] == said[3] - said[1]
    assert denied[1] == said[3] - said[0]
