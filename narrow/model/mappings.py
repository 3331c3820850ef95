"""A mapping says what the columns of somebody's table mean: which cell goes where, read how."""

from collections.abc import Mapping
from dataclasses import dataclass

from narrow.model.dates import DateForm
from narrow.model.words import clean

NUMBER = "{n}"


@dataclass(frozen=True, slots=True)
class Target:
    """A column of a register that a mapping may fill.

    `kind` is text, code or date. `several` says that a cell may hold several values. `codes` are
    the codes that it may hold; empty where any will do.
    """

    kind: str = "text"
    several: bool = False
    vocabulary: str = ""
    codes: frozenset[str] = frozenset()


Targets = Mapping[str, Mapping[str, Target]]
CITED: Mapping[str, Target] = {
    "url": Target(),
    "title": Target(),
    "publisher": Target(),
    "published": Target("date"),
}
"""What a row may say of the source of its own facts."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How one column of a register is filled from a row of a sheet.

    `columns` are named by the text of their header, or by their letter. Several of them are joined
    with `join`, or are several values where that is None. `words` are the list's own words (folded)
    and the codes they stand for; None where there are no such words. `blank` is what a blank
    means. An `own` column is one that no imported register has.
    """

    target: str
    meant: Target
    columns: tuple[str, ...] = ()
    constant: str = ""
    join: str | None = None
    split: str = ""
    words: Mapping[str, str] | None = None
    dates: tuple[DateForm, ...] = ()
    blank: str = ""
    own: bool = False

    @property
    def converts(self) -> bool:
        """Whether what is written may differ from what the list says."""
        return bool(self.columns) and (
            self.words is not None
            or self.meant.kind == "date"
            or bool(self.meant.codes)
            or bool(self.blank)
        )

    def at(self, number: int) -> tuple[str, ...]:
        """Give the names of the columns for one of the numbered ones."""
        return tuple(name.replace(NUMBER, str(number)) for name in self.columns)


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the register that is filled from a sheet.

    `numbers` are those of columns that repeat, (0,) where none do. With `understand` the title is
    read by the vocabularies. With `many` a person may stand in several rows. `cites` are read from
    a row as the source of what it says; where they are blank, the sheet itself is the source.
    """

    table: str
    cells: tuple[Cell, ...]
    numbers: tuple[int, ...] = (0,)
    understand: bool = False
    many: bool = False
    cites: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a CSV file: where its header is, and what is made of its rows.

    Rows count from 1. `ids` are the columns that make a person's id. `only` are the words that a
    column must hold (folded) for a row to be about a person.
    """

    ids: tuple[str, ...]
    parts: tuple[Part, ...]
    file: str = ""
    sheet: str = ""
    header: tuple[int, ...] = (1,)
    skip: frozenset[int] = frozenset()
    delimiter: str = ""
    encoding: str = ""
    only: Mapping[str, frozenset[str]] | None = None

    @property
    def has_persons(self) -> bool:
        """Whether persons are made of its rows."""
        return any(part.table == "persons" for part in self.parts)

    @property
    def has_many(self) -> bool:
        """Whether a person may stand in several rows of it."""
        return any(part.many for part in self.parts)


@dataclass(frozen=True, slots=True)
class ListMapping:
    """A mapping as a whole; `missing` are the marks (folded) that stand for nothing."""

    id: str
    title: str
    sheets: tuple[Sheet, ...]
    publisher: str = ""
    published: str = ""
    url: str = ""
    missing: frozenset[str] = frozenset()


def folded(text: str) -> str:
    """Give a text as texts are compared: whatever its case, its gaps and what nobody sees in it."""
    return " ".join(clean(text).split()).casefold()
