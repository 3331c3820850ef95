"""A register says which table holds what, in FollowTheMoney's terms, and where absence means no.

Nothing here reads a file: the descriptor becomes a `Register` in `rules/descriptors.py`, the
tables become a `Content` in `registers/folder.py`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from narrow.model.dates import CIRCA_YEARS
from narrow.model.grades import Grade
from narrow.model.words import fold

if TYPE_CHECKING:
    from narrow.errors import Issue


# A vocabulary names the codes of one field, which of them is a kind of which, and native words.


@dataclass(frozen=True, slots=True)
class Term:
    """One code: its label, the broader codes that it is a kind of, its words by language."""

    code: str
    label: str
    broader: tuple[str, ...] = ()
    native: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The codes of a field in the order of the file; where `ordered`, from least to most."""

    id: str
    title: str
    ordered: bool
    terms: Mapping[str, Term]

    def label(self, code: str) -> str:
        """Give the label of a code, or the code itself where the vocabulary has none."""
        return self.terms[code].label if code in self.terms else code

    def kinds_of(self, code: str) -> tuple[str, ...]:
        """Give a code and every code that is, directly or not, a kind of it, in file order."""
        found = {code}
        while more := {t.code for t in self.terms.values() if found & set(t.broader)} - found:
            found |= more
        return tuple(c for c in self.terms if c in found)

    def broader_than(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Give every other code of which one of these is a kind, directly or not, in file order."""
        given = set(codes)
        found = set(given)
        while more := {b for c in found & set(self.terms) for b in self.terms[c].broader} - found:
            found |= more
        return tuple(c for c in self.terms if c in found - given)

    def at_least(self, code: str) -> tuple[str, ...]:
        """Give the codes from this one upwards; only an ordered vocabulary has an upwards."""
        codes = tuple(self.terms)
        return codes[codes.index(code) :]

    def at_most(self, code: str) -> tuple[str, ...]:
        """Give the codes up to this one; only an ordered vocabulary has a down."""
        codes = tuple(self.terms)
        return codes[: codes.index(code) + 1]


# What a descriptor says that a table must look like, so that a torn or wrong copy is not taken.


class Measure(StrEnum):
    """What is counted: rows, persons, rows in which a column is filled, its values, strangers."""

    ROWS = "rows"
    PERSONS = "persons"
    FILLED = "filled"
    DISTINCT = "distinct"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One figure of a table and its bounds, both included; FILLED is in per cent of the rows.

    `place` is where the descriptor says so. ONLY has no bounds but the values that may stand in
    the column.
    """

    measure: Measure
    place: "Issue"
    column: str = ""
    at_least: int | None = None
    at_most: int | None = None
    only: tuple[str, ...] = ()


# What a register says of itself where it is kept as one file, or as a folder of Parquet.


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table: its name inside the folder, its rows, its size in bytes, its hash."""

    name: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a kept register says of itself.

    `descriptor` is the text of its datapackage.json, `sha256` and `files` the hashes of the folder
    that it was made of, `codes` the codes of each vocabulary that its cells were checked against.
    `rows` counts each table, and `digests` tells its cells. `parts` are the files of each table
    where it is a folder of Parquet, each with its own hash, and empty where one file is the whole.
    It is not `whole` where what it says was edited.
    """

    descriptor: str
    sha256: str
    persons: int
    files: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    whole: bool = True


_SLOT = re.compile(r"\{(\w+)\}")

PERSONS = "persons"
SOURCES = "sources"
NAMES = "names"
AT_ODDS = "at_odds"
"""The stored column that says which dates of a row contradict each other; blank for all others."""
BIRTH = "Person:birthDate"
"""The property of FollowTheMoney by which a column of births is known."""
WEAK = "low"
"""The code of an alias that its list calls weak, in the column `quality` of the names."""


class Kind(StrEnum):
    """What the text of a column is: words, a code to compare, or an EDTF date."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"


class Values(StrEnum):
    """How several values in one field stand to each other.

    ONE value; RIVAL values of one truth (two birth dates: one of them is right); a SET (two
    nationalities: both are).
    """

    ONE = "one"
    RIVAL = "rival"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, its vocabulary, and what stands there when nothing is known.

    `missing` lists the texts that mean "not known", blank among them. `applies_where` says where
    the column has a meaning at all: a blank branch on a row whose sector is civil is no gap.
    `enum` lists the only texts that may stand there beside those, where it says so at all.
    `identifies` says that a cell names a row, of this table or of another.
    `open_end` says that `..` may stand here for "known to go on"; elsewhere it says nothing.
    """

    name: str
    title: str = ""
    kind: Kind = Kind.TEXT
    vocabulary: str | None = None
    missing: tuple[str, ...] = ("",)
    values: Values = Values.ONE
    separator: str = ";"
    applies_where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    property: str = ""
    required: bool = False
    open_end: bool = False
    enum: tuple[str, ...] = ()
    identifies: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """Where a missing row means no: rows with these codes, of persons with these codes, in a time.

    A fact has a row if it went on at any time from `since` to `until`; None is from ever, and to
    the last day that the register speaks of. A list of who is listed today has today for both.
    `matched` holds codes like `person`, of persons of whom it is known who they are in the list
    that the slice speaks of; a case may assume that everybody else is not in it.
    """

    where: Mapping[str, tuple[str, ...]]
    person: Mapping[str, tuple[str, ...]]
    says: str = ""
    since: date | None = None
    until: date | None = None
    matched: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """Which columns say when a fact held: its start, its end, a day it held, a day it was over.

    `until_death` says that it ends with the person at the latest: a post does, a listing does not.
    """

    start: str = ""
    end: str = ""
    held_on: str = ""
    ended_by: str = ""
    until_death: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the span reads, in the order start, end, held_on, ended_by."""
        return tuple(c for c in (self.start, self.end, self.held_on, self.ended_by) if c)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of facts: `role` is the name that rules use, `path` the file that holds it.

    `settled_by` says in words what kind of source settles what is not known here.
    """

    role: str
    path: str
    columns: Mapping[str, Column]
    key: tuple[str, ...] = ()
    person: str = ""
    span: Span | None = None
    complete_for: tuple[Slice, ...] = ()
    says: str = ""
    sources: tuple[str, ...] = ()
    graded_by: str = ""
    references: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    schema: str = ""
    settled_by: str = ""
    expectations: tuple[Expectation, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that say what a row says: sentence, dates, sources, grade, key, `AT_ODDS`."""
        spoken = _SLOT.findall(self.says) or list(self.columns)[1:4]
        spans = self.span.columns if self.span else ()
        graded = (self.graded_by,) if self.graded_by else ()
        wanted = dict.fromkeys((*self.key, *spoken, *spans, *self.sources, *graded))
        told = (AT_ODDS,) if self.span else ()
        return (*(name for name in wanted if name in self.columns), *told)


@dataclass(frozen=True, slots=True)
class Naming:
    """Which columns of the persons hold the name, the other names, the days of birth and death."""

    name: str
    aliases: str = ""
    died: str = ""
    born: str = ""


@dataclass(frozen=True, slots=True)
class Citing:
    """Which columns of the sources table hold title, publisher, date, address and grade."""

    title: str = "title"
    publisher: str = ""
    published: str = ""
    url: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A data set that can be narrowed: persons, and tables of what is known of them.

    `known_until` is the last day that the record speaks of: an end written `..` is known to lie on
    it or after it, and every fact recorded had begun by then. `grades` turns a table's own marks
    of confidence into Admiralty codes. Where a register is `kept` as one file or as Parquet, `file`
    is the one that says so, or its address, and the descriptor stands in what is kept. `stamp`
    tells that file from one that is put in its place.
    """

    id: str
    title: str
    file: str
    tables: Mapping[str, Table]
    naming: Naming
    citing: Citing = Citing()
    known_until: date | None = None
    circa_years: int = CIRCA_YEARS
    grades: Mapping[str, Grade] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    kept: Kept | None = field(default=None, repr=False)
    stamp: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @property
    def persons(self) -> Table:
        """The table of subjects."""
        return self.tables[PERSONS]

    def vocabulary_of(self, column: Column) -> Vocabulary | None:
        """The vocabulary of a column, where it has one."""
        return self.vocabularies.get(column.vocabulary) if column.vocabulary else None


Cell = str | int | date
WORDS = "_words"
EITHER = "_either"


def stored_columns(table: Table) -> dict[str, type[Cell]]:
    """Name the columns that a table is stored with, and whether each holds text, a day or a number.

    Beside the text of each column stand those that queries compare: `person_no` and `row_no`,
    `<date>_lo` and `<date>_hi`, `<date>_either` (the intervals of a date that is one of several,
    blank for all others), `<text>_words` (folded words), the bounds of the table's span, and the
    bounds of the day on which the first source was out.
    """
    stored: dict[str, type[Cell]] = {"row_no": int, "person_no": int}
    for name, column in table.columns.items():
        stored[name] = str
        if column.kind is Kind.DATE:
            stored[f"{name}_lo"] = stored[f"{name}_hi"] = date
            stored[f"{name}{EITHER}"] = str
        elif column.kind is Kind.TEXT:
            stored[f"{name}{WORDS}"] = str
    if table.span:
        stored |= dict.fromkeys(("begins_lo", "begins_hi", "ends_lo", "ends_hi", "ends_mid"), date)
        stored[AT_ODDS] = str
    if table.sources:
        stored |= dict.fromkeys(("known_lo", "known_hi"), date)
    return stored


def bounds_of(table: Table) -> tuple[str, ...]:
    """Name the stored columns that hold days."""
    return tuple(name for name, kind in stored_columns(table).items() if kind is date)


Rows = Mapping[str, list[Cell]]


@dataclass(frozen=True, slots=True)
class Content:
    """The tables of a register as columns of equal length, ready to be loaded, and their hash.

    The columns of a table are those of `stored_columns`; folded words are made when asked for. A
    register that is `stored` has no tables here: an engine reads them where they lie.
    """

    register: Register
    tables: Mapping[str, Rows]
    sha256: str
    persons: int
    stored: bool = False

    def column(self, role: str, name: str) -> list[Cell]:
        """Give one stored column of a table."""
        rows = self.tables[role]
        if name in rows:
            return rows[name]
        column = self.register.tables[role].columns[name.removesuffix(WORDS)]
        return _words(column, rows[column.name])


def with_words(table: Table, columns: Mapping[str, Sequence[Cell]]) -> dict[str, Sequence[Cell]]:
    """Add the folded words to the other stored columns of some rows."""
    whole = dict(columns)
    for name in stored_columns(table):
        if name not in whole:
            column = table.columns[name.removesuffix(WORDS)]
            whole[name] = _words(column, columns[column.name])
    return whole


def _words(column: Column, texts: Sequence[Cell]) -> list[Cell]:
    folded: dict[Cell, Cell] = {text: _folded(column, str(text)) for text in set(texts)}
    return [folded[text] for text in texts]


def _folded(column: Column, text: str) -> str:
    """Fold each value of a text apart, so that no phrase is found across two of them."""
    if column.values is Values.ONE:
        return "" if text in column.missing else fold(text)
    return ";".join(fold(part) for part in text.split(";") if part not in column.missing)
