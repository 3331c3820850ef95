"""A desk to write rules at: a small register, files in a folder, and the places of faults.

A rule text marks the place at which a fault is expected with `@@` right before it. `refused` then
asserts that exactly these places are reported, and gives the messages in the order of the places.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from pathlib import Path

import pytest

from narrow.errors import Issue, RuleError
from narrow.model.cases import Case
from narrow.model.registers import Column, Kind, Naming, Register, Span, Table, Term, Vocabulary
from narrow.model.rules import Begun, Body, Condition, Some
from narrow.rules.cases import lower_document
from narrow.rules.library import Library

MARK = "@@"
AS_OF = date(2018, 9, 8)
BEGUN = Begun(AS_OF)
GAPS = ("", "unknown")

CASE = """\
narrow: 1
kind: case
id: case
title: A case
as_of: "2018-09-08"
subject: {kind: invented}
"""
CLUE = """\
clues:
  - id: clue
    quote: a phrase
"""
ATTRIBUTE = """\
narrow: 1
kind: attribute
id: {id}
title: An attribute
says: a sentence
"""

Place = tuple[str, int, int]


def vocabulary(name: str, *terms: tuple[str, ...], ordered: bool = False) -> Vocabulary:
    """Make a vocabulary of (code, broader code, ...); a label is the code in capitals."""
    found = {code: Term(code, code.upper(), tuple(broader)) for code, *broader in terms}
    return Vocabulary(name, name, ordered, found)


VOCABULARIES = {
    "branch": vocabulary("branch", ("military",), ("army", "military"), ("navy", "military")),
    "rank": vocabulary("rank", ("major",), ("colonel",), ("general",), ordered=True),
}


def _code(name: str, vocabulary: str | None = None) -> Column:
    return Column(name, kind=Kind.CODE, vocabulary=vocabulary, missing=GAPS)


def _text(name: str) -> Column:
    return Column(name, kind=Kind.TEXT)


def _date(name: str) -> Column:
    return Column(name, kind=Kind.DATE)


def _columns(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


POSTS = Table(
    "posts",
    "posts.csv",
    _columns(
        _code("id"),
        _text("title"),
        _code("branch", "branch"),
        _code("rank", "rank"),
        _code("unit"),
        _date("start"),
        _date("end"),
        _code("src"),
    ),
    person="id",
    span=Span("start", "end"),
    sources=("src",),
)
LISTS = Table(
    "lists",
    "lists.csv",
    _columns(_code("id"), _code("by"), _code("unit"), _date("listed_on")),
    person="id",
)
PERSONS = Table(
    "persons",
    "persons.csv",
    _columns(_code("id"), _text("name"), _date("born"), _code("rank", "rank")),
    key=("id",),
)
SOURCES = Table("sources", "sources.csv", _columns(_code("sid"), _text("title")), key=("sid",))

REGISTER = Register(
    "small",
    "A small register",
    "datapackage.json",
    {table.role: table for table in (PERSONS, POSTS, LISTS, SOURCES)},
    Naming("name"),
    vocabularies=VOCABULARIES,
)


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the marks out of a text; gives the text and the lines and columns of the marks."""
    lines, places = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        pieces = line.split(MARK)
        ends = accumulate(map(len, pieces[:-1]))
        places += [(number, end + 1) for end in ends]
        lines.append("".join(pieces))
    return "".join(f"{line}\n" for line in lines), places


def indented(text: str, by: int) -> str:
    """Move a text to the right."""
    return "".join(f"{' ' * by}{line}\n" for line in text.splitlines())


def clue(text: str) -> str:
    """Give a list of one clue with these keys."""
    return CLUE + indented(text, 4)


def where(text: str, table: str = "posts") -> str:
    """Give a list of one clue with these conditions on a table."""
    return clue(f"some: {table}\nwhere:\n{indented(text, 2)}")


@dataclass
class Desk:
    """A folder of rules, written as the tests go on."""

    folder: Path
    expected: list[Place] = field(default_factory=list)
    register: Register = REGISTER

    def write(self, kind: str, name: str, text: str) -> Path:
        """Write one file as it stands, less its marks."""
        path = self.folder / kind / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        plain, places = marked(text)
        path.write_text(plain, encoding="utf-8")
        self.expected += [(path.name, line, column) for line, column in places]
        return path

    def attribute(self, name: str, body: str) -> Path:
        """Write an attribute with these keys after its head."""
        return self.write("attributes", name, ATTRIBUTE.format(id=name) + body)

    def case(self, body: str, head: str = CASE) -> None:
        """Write the one case with these keys after its head."""
        self.write("cases", "case", head + body)

    @property
    def library(self) -> Library:
        """A library that has read nothing yet."""
        return Library((self.folder,), ())

    def lower(self, as_of: date | None = None) -> Case:
        """Say what the case means."""
        return lower_case(self.library, self.register, "case", as_of=as_of)

    def body(self, keys: str) -> Body:
        """Say what a clue with these keys means."""
        self.case(clue(keys))
        (found,) = self.lower().clues
        (reading,) = found.readings
        return reading.body

    def conditions(
        self, text: str, table: str = "posts", *, head: str = CASE, as_of: date | None = None
    ) -> tuple[Condition, ...]:
        """Say what these conditions on a table mean."""
        self.case(where(text, table), head)
        (found,) = self.lower(as_of).clues
        body = found.readings[0].body
        assert isinstance(body, Some)
        return body.scan.where

    def refused(self) -> list[str]:
        """Give the messages of a case that is refused at the marked places and nowhere else."""
        with pytest.raises(RuleError) as caught:
            self.lower()
        return self.placed(caught.value.issues)

    def placed(self, issues: Sequence[Issue]) -> list[str]:
        """Give the messages of issues that stand at the marked places and nowhere else."""
        ordered = sorted(issues, key=lambda i: (Path(i.file).name, i.line, i.column))
        found = [(Path(i.file).name, i.line, i.column) for i in ordered]
        assert found == sorted(self.expected), "\n".join(map(str, ordered))
        return [issue.message for issue in ordered]


def lower_case(
    library: Library, register: Register, name: str, *, as_of: date | None = None
) -> Case:
    """Read a case by id or path and say what it means on a register; raises RuleError.

    `as_of` replaces the case's own day.
    """
    text, document = library.case(name)
    return lower_document(library, register, text, document, as_of=as_of)
