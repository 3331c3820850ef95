"""Clues, cases and patterns made by hand, so that weights are tested without a register.

`clue("old", right=0.9)` is a clue with one reading, `pattern(5, old=MET)` five persons who meet it;
a clue with several readings takes one verdict for each.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from narrow.model.cases import Case, Clue, Population, Role, Source, Subject
from narrow.model.dates import parse
from narrow.model.grades import Chance, Grade, Grades, Worth
from narrow.model.rules import Blank, PersonIs, Reading
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.patterns import Pattern

MET, DOUBT, NONE, NOT = Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD, Verdict.NOT_MET

STEPS = {1: 0.97, 2: 0.9, 3: 0.75, 4: 0.5, 5: 0.25}
GRADES = Grades("test", {step: Chance(right, "a reason") for step, right in STEPS.items()})

# What a record with two readings may turn out to be, the broader holding the narrower.
_ENDS = ((MET, MET), (NOT, MET), (NOT, NOT))
_ALL = {
    given: tuple(
        e for e in _ENDS if all(v in (DOUBT, NONE, x) for v, x in zip(given, e, strict=True))
    )
    for given in product((MET, DOUBT, NONE, NOT), repeat=2)
}
SETTLED = {given: ends for given, ends in _ALL.items() if ends}

Given = Verdict | tuple[Verdict, ...]


def clue(
    name: str,
    *readings: str,
    asks: str = "",
    right: float | None = None,
    grade: str = "",
    source: Source | None = None,
    **more: Any,
) -> Clue:
    """A supporting clue; `right` is stated by the case, `grade` by its source.

    Clues that ask for the same (their name, unless `asks` says otherwise) have the same bodies.
    """
    names = readings or ("stated",)
    given = {"quote": f"quote of {name}", "deciding": names[-1], "role": Role.SUPPORTING, **more}
    worth = {} if right is None else {"worth": Worth("a reason", right=right)}
    return Clue(
        id=name,
        says="",
        readings=tuple(Reading(r, "", PersonIs((Blank(f"{asks or name} {r}"),))) for r in names),
        source=source,
        origin=(source.depends_on or source.id) if source else "",
        grade=Grade(grade) if grade else None,
        **{**worth, **given},
    )


def case(*clues: Clue, **more: Any) -> Case:
    """A case about somebody invented."""
    given = {"grades": GRADES, "subject": Subject.INVENTED, **more}
    return Case("c", "C", "c.yaml", parse("2018-09-08"), Population("all"), clues, **given)


def verdicts(
    population: Verdict = MET, readings: Mapping[str, Sequence[str]] | None = None, **given: Given
) -> dict[tuple[str, str], Verdict]:
    """Verdicts by clue and reading; readings are called stated, or strict and broad, or by name."""
    found = {("population", ""): population}
    for name, mine in given.items():
        several = mine if isinstance(mine, tuple) else (mine,)
        usual = ("stated",) if len(several) == 1 else ("strict", "broad")
        called = (readings or {}).get(name, usual)
        found.update({(name, r): v for r, v in zip(called, several, strict=True)})
    return found


def pattern(persons: int, population: Verdict = MET, **given: Given) -> Pattern:
    """So many persons with these verdicts."""
    found = verdicts(population, **given)
    return Pattern(found, min(population, MET), persons)
