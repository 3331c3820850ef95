"""The leading keys of a body: what each means, that there is one, and what goes with it."""

from datetime import date

import pytest

from narrow.errors import RuleError
from narrow.model.dates import EARLIEST
from narrow.model.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Body,
    Coded,
    Dated,
    Held,
    Named,
    Not,
    PersonIs,
    Scan,
    Some,
    Tense,
)
from narrow.rules.attributes import HEADS
from tests.rules.desk import AS_OF, BEGUN, CASE, CLUE, Desk, clue, indented

POSTS = Some(Scan("posts", (BEGUN,)))
LISTS = Some(Scan("lists", ()))
MAJOR = Coded("rank", ("major",), "MAJOR")
BORN = Dated("born", EARLIEST, date(1959, 12, 31), "before 1960")
SOLDIER = """\
readings:
  strict: {some: posts, says: narrow}
  broad: {some: lists, says: wide}
"""
STRICT = Named("soldier", "strict", "narrow", POSTS)
BROAD = Named("soldier", "broad", "wide", LISTS)

MEANT = [
    ("all: [{some: posts}, {some: lists}]", AllOf((POSTS, LISTS))),
    ("any: [{some: posts}, {some: lists}]", AnyOf((POSTS, LISTS))),
    ("all: [{some: posts}]", AllOf((POSTS,))),
    ("at_least: 1\nof: [{some: posts}, {some: lists}]", AtLeast(1, (POSTS, LISTS))),
    ("at_least: 2\nof: [{some: posts}, {some: lists}]", AtLeast(2, (POSTS, LISTS))),
    ("not: {some: posts}", Not(POSTS)),
    ("not: {not: {none: posts}}", Not(Not(Not(POSTS)))),
    ("person: {rank: major}", PersonIs((MAJOR,))),
    ("person: {rank: major, born: {before: 1960}}", PersonIs((MAJOR, BORN))),
    ("all: [{rule: soldier, reading: strict}]", AllOf((STRICT,))),
    ("all: [{rule: soldier, reading: broad}, {some: lists}]", AllOf((BROAD, LISTS))),
    ("not: {rule: soldier, reading: broad}", Not(BROAD)),
    ("not: {rule: soldier}", Not(STRICT)),  # the narrowest, where none is named
    (
        "all: [{any: [{some: posts}, {not: {some: lists}}]}, {person: {rank: major}}]",
        AllOf((AnyOf((POSTS, Not(LISTS))), PersonIs((MAJOR,)))),
    ),
]

# Reported at the body itself.
HEADLESS = [
    ("note: x", "no body is given"),
    ("where: {branch: army}", "no body is given"),
    ("at_least: 2", "no body is given"),
    ("some: posts\nnone: posts", "some and none stand together"),
    ("some: posts\nperson: {rank: major}", "some and person stand together"),
    ("all: [{some: posts}]\nany: [{some: posts}]", "all and any stand together"),
    ("some: posts\nrule: soldier", "some and rule stand together"),
    ("some: posts\ncount: posts\nnot: {some: posts}", "some and count and not stand together"),
]

OVER_ROWS = "it goes with count, missing, none, some"
MISUSED = [
    # keys that do not go with the leading one
    ("person: {rank: major}\n@@where: {rank: x}", f"where does not go with person; {OVER_ROWS}"),
    ("all: [{some: posts}]\n@@where: {id: x}", f"where does not go with all; {OVER_ROWS}"),
    ("not: {some: posts}\n@@where: {id: x}", f"where does not go with not; {OVER_ROWS}"),
    ("rule: soldier\n@@where: {id: x}", f"where does not go with rule; {OVER_ROWS}"),
    ("all: [{any: [{some: posts}], @@where: {id: x}}]", f"where does not go with any; {OVER_ROWS}"),
    ("some: posts\n@@at_least: 2", "at_least does not go with some; it goes with count, of"),
    ("none: posts\n@@at_most: 2", "at_most does not go with none; it goes with count"),
    ("some: posts\n@@distinct: unit", "distinct does not go with some; it goes with count"),
    ("some: posts\n@@with: {b: army}", "with does not go with some; it goes with rule"),
    (
        "count: posts\nat_least: 1\n@@and_also: {some: lists}",
        "and_also does not go with count; it goes with missing, none, some",
    ),
    (
        "at_least: 1\nof: [{some: posts}, {some: posts}]\n@@at_most: 2",
        "at_most does not go with of; it goes with count",
    ),
    # at_least of how many
    ("@@of: [{some: posts}, {some: lists}]", "at_least must say how many of the 2"),
    ("at_least: 3\n@@of: [{some: posts}, {some: lists}]", "at_least must say how many of the 2"),
    ("at_least: 0\n@@of: [{some: posts}, {some: lists}]", "at_least must say how many of the 2"),
    # the person's own columns
    ("person: {@@rnk: major}", "persons has no column 'rnk'; did you mean 'rank'?"),
    ("person: {@@tense: former}", "persons has no dates that a tense could be read from"),
    ("person: {@@rank: mayor}", "'mayor' is not in the vocabulary rank; did you mean 'major'?"),
    # inside
    ("not: {@@some: post}", "the register has no table 'post'; did you mean 'posts'?"),
    ("any: [{some: posts}, {@@some: x}]", "the register has no table 'x'; known: lists, posts"),
    # a reading
    (
        "all: [{some: posts, @@reading: strict}]",
        "reading does not go with some; it goes with rule",
    ),
    (
        "all: [{rule: soldier, @@reading: {prefer: strict}}]",
        "prefer belongs to a clue; name the reading itself",
    ),
    # by name
    ("@@rule: soldeir", "no attribute 'soldeir'; did you mean 'soldier'?"),
    ("all: [{@@rule: soldeir}]", "no attribute 'soldeir'; did you mean 'soldier'?"),
    (
        "all: [{rule: soldier, @@reading: strickt}]",
        "soldier has no reading 'strickt'; did you mean 'strict'?",
    ),
]


@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_a_leading_key_means_its_body(desk: Desk, written: str, meant: Body) -> None:
    desk.attribute("soldier", SOLDIER)
    assert desk.body(written) == meant


@pytest.mark.parametrize(("written", "message"), HEADLESS)
def test_a_body_has_exactly_one_leading_key(desk: Desk, written: str, message: str) -> None:
    desk.attribute("soldier", SOLDIER)
    desk.case(CLUE.replace("id:", "@@id:") + indented(written, 4))
    assert desk.refused() == [f"{message}; expected exactly one of {', '.join(HEADS)}"]


@pytest.mark.parametrize(("written", "message"), MISUSED)
def test_a_misuse_is_said_at_its_place(desk: Desk, written: str, message: str) -> None:
    desk.attribute("soldier", SOLDIER)
    desk.case(clue(written))
    assert desk.refused() == [message]


def test_a_body_inside_a_body_has_exactly_one_leading_key(desk: Desk) -> None:
    desk.case(clue("all:\n  - some: posts\n  - @@{}\n  - @@{some: posts, none: posts}"))
    assert [said.split(";")[0] for said in desk.refused()] == [
        "no body is given",
        "some and none stand together",
    ]


def test_every_body_inside_is_looked_through(desk: Desk) -> None:
    desk.case(
        clue(
            "at_least: 1\nof:\n  - {@@some: post}\n  - {not: {@@some: list}}\n"
            "  - {any: [{person: {@@rnk: x}}]}\n  - {@@rule: nobody}"
        )
    )
    assert len(desk.refused()) == 4


def test_a_population_takes_a_body_too(desk: Desk) -> None:
    desk.case(clue("some: posts"), CASE + "population: {says: s, some: lists, where: {@@bz: x}}\n")
    assert len(desk.refused()) == 1


@pytest.mark.parametrize(
    "written",
    [
        "some: posts\n@@reading: strict\n",
        "some: posts\n@@at_least: 2\n",
        "some: posts\n@@at_most: 2\n",
        "some: posts\n@@distinct: unit\n",
        "person: {rank: major}\n@@where: {unit: x}\n",
        "all: [{some: posts}]\n@@and_also: {some: lists}\n",
    ],
)
def test_what_does_not_go_together_is_refused_on_an_attribute(desk: Desk, written: str) -> None:
    desk.attribute("x", written)
    desk.case(clue("rule: x"))
    (message,) = desk.refused()
    assert " does not go with " in message


def test_readings_beside_a_body_are_refused(desk: Desk) -> None:
    desk.attribute("x", "@@some: nonsense\nreadings: {strict: {some: posts}}\n")
    desk.case(clue("rule: x"))
    assert desk.refused() == ["some and readings stand together; give one of them"]


@pytest.mark.parametrize(
    "written",
    [
        "@@where: {nonsense: x}",
        "@@at_least: 2",
        "@@and_also: {some: nonsense}",
        "@@distinct: nonsense",
        "@@reading: nonsense",
    ],
)
def test_readings_beside_parts_of_a_body_are_refused(desk: Desk, written: str) -> None:
    desk.attribute("x", f"{written}\nreadings: {{strict: {{some: posts}}}}\n")
    desk.case(clue("rule: x"))
    assert len(desk.refused()) == 1


# --- no longer --------------------------------------------------------------------------------


def posts(tense: Tense) -> Some:
    army = Coded("branch", ("army",), "ARMY")
    return Some(Scan("posts", (BEGUN, army, Held(tense, AS_OF, AS_OF))))


NO_LONGER = AllOf((posts(Tense.FORMER), Not(posts(Tense.CURRENT))))


@pytest.mark.parametrize(("head", "meant"), [("some", NO_LONGER), ("none", Not(NO_LONGER))])
def test_no_longer_is_over_and_not_held_again(desk: Desk, head: str, meant: Body) -> None:
    assert desk.body(f"{head}: posts\nwhere: {{branch: army, tense: no-longer}}") == meant


@pytest.mark.parametrize(
    "written",
    [
        "some: posts\nwhere:\n  @@tense: {any: [no-longer]}",
        "some: posts\nwhere:\n  @@tense: {not: no-longer}",
        "count: posts\nat_least: 1\nwhere:\n  @@tense: no-longer",
        "missing: posts\nwhere:\n  @@tense: no-longer",
    ],
)
def test_no_longer_stands_alone(desk: Desk, written: str) -> None:
    desk.case(clue(written.replace("@@", "")))
    with pytest.raises(RuleError) as refused:
        desk.lower()
    (issue,) = refused.value.issues
    assert issue.message.startswith("no-longer speaks of all such rows of a person")


def test_no_longer_reports_a_fault_once(desk: Desk) -> None:
    desk.case(clue("some: posts\nwhere: {branch: amry, tense: no-longer}"))
    with pytest.raises(RuleError) as refused:
        desk.lower()
    assert len(refused.value.issues) == 1
