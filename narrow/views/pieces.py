"""The pieces that terminal views are made of: headings, paragraphs, marks. Texts, never markup."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.evidence import Advice
from narrow.model.verdicts import Verdict
from narrow.views.words import MARKS, clean

STYLES = {
    Verdict.MET: "green",
    Verdict.IN_DOUBT: "yellow",
    Verdict.NO_RECORD: "dim",
    Verdict.NOT_MET: "red",
}


def heading(text: str) -> Text:
    """Give a section's heading."""
    return Text(f"\n{text}", style="bold")


def line(text: str, indent: int = 0, style: str = "") -> RenderableType:
    """Give a paragraph that wraps under its own indent."""
    return Padding(Text(clean(text), style=style), (0, 0, 0, indent), expand=False)


def marked(verdict: Verdict, text: str, indent: int = 2) -> RenderableType:
    """Give a paragraph with the mark of a verdict before it."""
    return marked_by(MARKS[verdict], text, indent, STYLES[verdict])


def marked_by(mark: str, text: str, indent: int = 2, style: str = "") -> RenderableType:
    """Give a paragraph that hangs from a mark of one character."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1, no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(Text(mark, style=style), Text(clean(text)))
    return Padding(grid, (0, 0, 0, indent))


def advice_lines(given: Sequence[Advice]) -> Iterator[RenderableType]:
    """Warn of what may be misspelt, above every count that it bears on."""
    return (marked_by("!", one.message, 0, "yellow") for one in given)
