"""Legal but unwise: what can be seen of a case without asking the register.

Each check is a small function from a case to advice; `questions/checks.py` holds those that
need the register. A file silences a code with `silence: [N104]`.
"""

from collections.abc import Iterator
from itertools import combinations

from narrow.errors import Issue
from narrow.model.cases import Case, Role
from narrow.rules.documents import CaseDocument
from narrow.rules.yaml_text import Text

CODES = {
    "N101": "a clue that everyone in the population meets narrows nothing",
    "N102": "a clue that no one in the population meets, or may meet, leaves nobody",
    "N103": "a broader reading must contain the narrower ones",
    "N104": "a condition that changes no verdict in this register decides nothing",
    "N105": "a clue or an exclusion without a source cannot be checked",
    "N106": "two clues that ask the same thing count it twice",
    "N107": "two clues whose sources depend on each other are one voice",
    "N108": "a case in which no clue is required lists everyone",
    "N109": "a clue without a usable grade weighs nothing where people are weighed",
    "N110": "without `outside:` no chance can be shown",
    "N111": "who is former by one row holds another such row today",
    "N112": "a clue that can be a no for nobody rules nobody out, whatever is known",
    "N113": "a code that no row of the register has may be misspelt",
    "N201": "an attribute without tests may mean anything",
    "N302": "a birth that no person of a list can have decides nothing",
}


def lint(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    """Give advice on a case as written, silenced codes left out."""
    for check in (_no_source, _same_twice, _one_voice, _none_required, _no_worth, _no_outside):
        for issue in check(text, document, case):
            if issue.code not in document.silence:
                yield issue


def _no_source(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    for at, clue in enumerate(document.clues):
        if not clue.source:
            said = f"the clue {clue.id!r} names no source; add one under sources:"
            yield text.issue(("clues", at, "id"), said, code="N105")
    for key, given in (("exclude", document.exclude), ("marked", document.marked)):
        for at, one in enumerate(given):
            if one.source not in document.sources:
                said = f"the source {one.source!r} of this person is not under sources:"
                yield text.issue((key, at, "source"), said, code="N105")


def _same_twice(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    numbered = list(enumerate(case.clues))
    for (_, one), (at, other) in combinations(numbered, 2):
        if [r.body for r in one.readings] == [r.body for r in other.readings]:
            said = f"{other.id!r} asks what {one.id!r} asks already"
            yield text.issue(("clues", at, "id"), said, code="N106")


def _one_voice(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    numbered = list(enumerate(case.clues))
    for (_, one), (at, other) in combinations(numbered, 2):
        if one.source and other.source and one.source.id != other.source.id:
            chain = {one.source.depends_on, other.source.depends_on}
            if chain & {one.source.id, other.source.id}:
                said = f"{other.id!r} and {one.id!r} rest on sources that depend on each other"
                yield text.issue(("clues", at, "source"), said, code="N107")


def _none_required(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    if all(clue.role is Role.SUPPORTING for clue in case.clues):
        said = "no clue is required, so everyone in the population is on the list"
        yield text.issue(("clues",), said, code="N108")


def _no_worth(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    if not case.subject.weighed or case.grades is None:
        return
    for at, clue in enumerate(case.clues):
        if clue.source and clue.worth is None and case.grades.right(clue.grade) is None:
            grade = f"the grade {clue.grade.code}" if clue.grade else "no grade"
            said = f"{clue.id!r} weighs nothing: its source has {grade}; add right: with why:"
            yield text.issue(("clues", at, "id"), said, code="N109")


def _no_outside(text: Text, document: CaseDocument, case: Case) -> Iterator[Issue]:
    one = case.describes == "one"
    if case.subject.weighed and one and case.outside is None:
        said = "say with outside: how likely the person is not in this register at all"
        yield text.issue(("subject",), said, code="N110")
