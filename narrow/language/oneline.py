"""Clues in one line each become a case file like any other, for a quick look.

    posts: branch=army role=commander former
    no posts: sector=military            no such row
    2+ posts: role=minister              two such rows or more (2: exactly two; 2-3: two or three)
    person: gender=female                the person's own columns
    designations: ground=corruption listed_on>2015

First a table and a colon, then what must hold of one row of it: `column=value`, `column!=value`,
`column=a|b` for either. A code means itself or a kind of it. `>=` and `<=` are for ordered codes
and for dates, `<`, `>` and `=` for dates (`start>2001 start<2010` is the time between), `=` on a
column of words asks for these words (`title="chief of staff"`, in double quotes where there are
spaces), and `end=""` for what is not recorded. Bare words say when: former, current, ever, future,
probably-former; `at=2015-03-09` is held on that day.

A column that the table lacks, and one other table of persons has, is asked of some row of that
table. Every clue is required; the subject is a published list, so that no chance is shown.

The clues are read as the lines of a small file: what the reader of case files finds wrong is told
at the argument and column where it was typed.
"""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from narrow.errors import RuleError
from narrow.language.document import CaseDocument
from narrow.language.library import Library
from narrow.language.lower import lower_document
from narrow.language.oneline_clauses import FILE, Clause, Clauses
from narrow.language.text import PAGE, Plain, Text, write
from narrow.language.validate import validate
from narrow.model.case import Case
from narrow.model.register import Register

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Typed:
    """A case typed as lines: what it means, and the case file that it stands for."""

    case: Case
    file: str


def lower_lines(
    library: Library, register: Register, lines: Sequence[str], head: Mapping[str, str]
) -> Typed:
    """Say what clues in one line each mean on a register; raises RuleError with all faults.

    `head` gives the id, register and as-of day of the case.
    """
    reading = Clauses(register, tuple(lines))
    clauses = reading.clauses()
    if not clauses:
        raise RuleError(reading.issues)
    data = _document(lines, head, clauses)
    text = Text(FILE, tuple(lines), data, reading.marks)
    try:
        case = lower_document(library, register, text, validate(text, CaseDocument))
    except RuleError as error:
        raise RuleError([*reading.issues, *error.issues]) from None
    if reading.issues:
        raise RuleError(reading.issues)
    return Typed(case, _comment(lines) + write(data))


def _comment(lines: Sequence[str]) -> str:
    """Say how the case was typed, a clue on each line, at the head of its file."""
    wrapped = (
        wrap(
            shlex.quote(line),
            PAGE,
            initial_indent="#   ",
            subsequent_indent="#     ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
    )
    return "\n".join(["# narrow find", *(line for several in wrapped for line in several), ""])


def _document(lines: Sequence[str], head: Mapping[str, str], clauses: Sequence[Clause]) -> Clause:
    title = "; ".join(line.strip() for line in lines)
    short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 3]}..."
    clues: list[Plain] = [*clauses]
    return {
        "narrow": "1",
        "kind": "case",
        "id": head["id"],
        "title": short,
        "register": head["register"],
        "as_of": head["as_of"],
        "subject": {"kind": "published-list", "purpose": "a quick look"},
        "clues": clues,
    }
