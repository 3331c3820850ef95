"""A sheet as plain data: heads, rows of cells, what stands above; the limits of Excel are kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from narrow.report.words import clean

LONGEST = 32_767  # characters of a cell that Excel takes, counted in UTF-16
LONGEST_NOTE = 1_000
MOST_ROWS = 1_048_576
CUT = "… (cut: longer than a cell of a workbook may be)"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a text or a number, with a note and an address of the web where there is one.

    `indent` counts the spaces that stand before a text.
    """

    value: str | int | float
    note: str = ""
    url: str = ""
    indent: int = 0


Given = Cell | str | int | float | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sheet:
    """One sheet; `yellow` marks the rows as the analyst did, `frozen` counts the columns kept."""

    name: str
    above: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[Given]]
    yellow: bool = False
    frozen: int = 1

    @property
    def kept(self) -> Sequence[Sequence[Given]]:
        """The rows that a sheet has room for below its head."""
        return self.rows[: MOST_ROWS - self.head_row - 1]

    @property
    def said(self) -> Sequence[str]:
        """What stands above the head, with what was left out of a sheet that is too long."""
        room = MOST_ROWS - len(self.above) - 3
        if len(self.rows) <= room:
            return self.above
        more = f"{len(self.rows) - room:,} more rows are left out: a sheet has no room for them."
        return (*self.above, more)

    @property
    def head_row(self) -> int:
        """The row of the head, counted from 0; one blank row stands before it."""
        return len(self.said) + 1 if self.said else 0


def fitting(text: str, most: int = LONGEST) -> str:
    """Give a text as a cell takes it: cleaned, and cut where it is too long, which is said."""
    shown = clean(text)
    if len(shown) * 2 <= most or _length(shown) <= most:
        return shown
    room = (most - len(CUT)) * 2
    return shown.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
