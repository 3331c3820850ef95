"""The leading keys of a body: what each means, that there is one, and what goes with it."""

import pytest

from narrow.language.bodies import HEADS
from narrow.model.dates import EARLIEST
from narrow.model.rule import (
    AllOf,
    AnyOf,
    AtLeast,
    Body,
    Coded,
    Dated,
    Named,
    Not,
    PersonIs,
    Scan,
    Some,
)
from tests.language.desk import BEGUN, Desk, clue

POSTS = Some(Scan("posts", (BEGUN,)))
LISTS = Some(Scan("lists", ()))
MAJOR = Coded("rank", ("major",), "MAJOR")
SOLDIER = "readings:\n  strict: {some: posts, says: narrow}\n  broad: {some: lists, says: wide}\n"
STRICT, BROAD = (
    Named("soldier", "strict", "narrow", POSTS),
    Named("soldier", "broad", "wide", LISTS),
)

MEANT = [
    ("all: [{some: posts}, {some: lists}]", AllOf((POSTS, LISTS))),
    ("any: [{some: posts}, {some: lists}]", AnyOf((POSTS, LISTS))),
    ("all: [{some: posts}]", AllOf((POSTS,))),
    ("at_least: 1\nof: [{some: posts}, {some: lists}]", AtLeast(1, (POSTS, LISTS))),
    ("at_least: 2\nof: [{some: posts}, {some: lists}]", AtLeast(2, (POSTS, LISTS))),
    ("not: {some: posts}", Not(POSTS)),
    ("not: {not: {none: posts}}", Not(Not(Not(POSTS)))),
    ("person: {rank: major}", PersonIs((MAJOR,))),
    (
        "person: {rank: major, born: {before: 1960}}",
        PersonIs((MAJOR, Dated("born", EARLIEST, Dated.__call__ and BEGUN.by, ""))),
    ),
    ("all: [{rule: soldier, reading: strict}]", AllOf((STRICT,))),
    ("any: [{rule: soldier, reading: broad}, {some: lists}]", AnyOf((BROAD, LISTS))),
    ("not: {rule: soldier, reading: broad}", Not(BROAD)),
    (
        "all: [{any: [{some: posts}, {not: {some: lists}}]}, {person: {rank: major}}]",
        AllOf((AnyOf((POSTS, Not(LISTS))), PersonIs((MAJOR,)))),
    ),
]

ONE = f"expected exactly one of {', '.join(HEADS)}"
MISUSED = [
    ("@@note: x", "no body is given; " + ONE),
    ("@@where: {branch: army}", "no body is given; " + ONE),
    ("@@some: posts\nnone: posts", "some and none stand together; " + ONE),
    ("@@some: posts\nperson: {rank: major}", "some and person stand together; " + ONE),
    ("@@all: [{some: posts}]\nany: [{some: posts}]", "all and any stand together; " + ONE),
    ("@@some: posts\nrule: soldier", "some and rule stand together; " + ONE),
    (
        "person: {rank: major}\n@@where: {rank: major}",
        "where does not go with person; it goes with count, missing, none, some",
    ),
    (
        "all: [{some: posts}]\n@@where: {branch: army}",
        "where does not go with all; it goes with count, missing, none, some",
    ),
    (
        "rule: soldier\n@@where: {branch: army}",
        "where does not go with rule; it goes with count, missing, none, some",
    ),
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
    ("@@of: [{some: posts}, {some: lists}]", "at_least must say how many of the 2"),
    ("at_least: 3\n@@of: [{some: posts}, {some: lists}]", "at_least must say how many of the 2"),
    ("at_least: 0\n@@of: [{some: posts}, {some: lists}]", "at_least must say how many of the 2"),
    ("all: [{some: posts}, @@{note: x}]", None),
    ("person: {@@rnk: major}", "persons has no column 'rnk'; did you mean 'rank'?"),
    ("person: {@@tense: former}", "persons has no dates that a tense could be read from"),
    ("not: {@@some: post}", "the register has no table 'post'; did you mean 'posts'?"),
    ("rule: @@soldeir", None),
    (
        "all: [{rule: soldier, @@reading: strickt}]",
        "soldier has no reading 'strickt'; did you mean 'strict'?",
    ),
    ("all: [{@@rule: soldeir}]", "no attribute 'soldeir'; did you mean 'soldier'?"),
]
