"""One column of a register in full: what stands in it, how often, and what does not."""

from collections.abc import Iterator

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.profile import ColumnProfile, Common
from narrow.model.registers import Values
from narrow.report.compose.profile import counted, dated, missing, percent
from narrow.report.words import clean
from narrow.views.pieces import line

_KINDS = {Values.ONE: "", Values.RIVAL: ", rival values", Values.SET: ", several values"}


def column_view(given: ColumnProfile) -> Lines:
    """Lay one column out."""
    column = given.column
    title = Text(f"\n  {clean(column.name)}", style="bold")
    title.append(f"  {column.kind}{_KINDS[column.values]}", style="dim")
    if column.title and column.title != column.name:
        title.append(f": {clean(column.title)}", style="dim")
    return Lines(title, *_fill(given), *_values(given))


def _fill(given: ColumnProfile) -> Iterator[RenderableType]:
    fill = given.fill
    said = f"{percent(fill.filled, fill.rows)} filled: {fill.filled:,} of {fill.rows:,} rows"
    gaps = missing(fill)
    yield line(f"{said}; {gaps}" if gaps else said, 4)
    if fill.outside:
        yield line(f"{counted(fill.outside, 'more row')} where it has no meaning", 4, "dim")
    if not given.distinct:
        return
    different = counted(given.distinct, "different value")
    vocabulary = f" of {given.codes} in its vocabulary" if given.codes else ""
    several = f"; {counted(given.several, 'row')} with several" if given.several else ""
    yield line(f"{different}{vocabulary}{several}", 4)
    if given.dates:
        yield line(dated(given.dates), 4)
        if given.dates.earliest:
            reach = f"plain dates from {given.dates.earliest} to {given.dates.latest}"
            yield line(reach, 4)


def _values(given: ColumnProfile) -> Iterator[RenderableType]:
    fill = given.fill
    rows = [(c, fill.filled) for c in given.common if c.times > 1 or given.distinct == 1]
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", width=7)
    table.add_column(justify="right", width=5)
    table.add_column()
    for common, _ in rows:
        _row(table, common, percent(common.times, fill.filled))
    for common in given.said:
        _row(table, common, "?", " (not known)")
    if rows or given.said:
        yield Padding(table, (0, 0, 0, 4))


def _row(table: Table, common: Common, share: str, note: str = "") -> None:
    value = Text(clean(common.value), overflow="ellipsis", no_wrap=True)
    value.append(note, style="dim")
    table.add_row(f"{common.times:,}", Text(share, style="dim"), value)
