"""The fill of a table's columns side by side, for each value of what they are compared by."""

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.profile import Group, TableProfile
from narrow.report.compose.profile import by_words, counted, percent
from narrow.report.words import clean
from narrow.views.pieces import line

MOST_SHOWN = 7
NOT_KNOWN = "not known"
WIDEST = 46  # letters for the heads of all groups together; longer ones become letters


def groups_view(table: TableProfile) -> Lines:
    """Lay out the share of rows that hold something, a line for each column, a column a group."""
    shown = table.groups[:MOST_SHOWN]
    names = [clean(group.value) or NOT_KNOWN for group in shown]
    lettered = sum(map(len, names)) + len(names) > WIDEST
    heads = [chr(ord("A") + at) for at in range(len(names))] if lettered else names
    parts: list[RenderableType] = []
    if table.by:
        parts.append(line(f"share of rows filled, by {by_words(table.by)}", 2, "dim"))
    if lettered:
        pairs = zip(heads, names, strict=True)
        parts += [_legend(f"    {head}  {name}") for head, name in pairs]
    parts.append(Padding(_grid(table, shown, heads), (0, 0, 0, 2)))
    if len(table.groups) > len(shown):
        left = counted(len(table.groups) - len(shown), "more value")
        parts.append(line(f"and {left} with --format json", 2, "dim"))
    return Lines(*parts)


def _legend(text: str) -> Text:
    return Text(text, style="dim", no_wrap=True, overflow="ellipsis")


def _grid(table: TableProfile, shown: tuple[Group, ...], heads: list[str]) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    grid.add_column("", no_wrap=True, overflow="ellipsis", max_width=24)
    for head in heads:
        grid.add_column(Text(head), justify="right", no_wrap=True, min_width=5)
    grid.add_row(Text("rows", style="dim"), *(Text(f"{g.rows:,}", style="dim") for g in shown))
    for column in table.columns:
        name = column.column.name
        fills = [group.fills[name] for group in shown]
        shares = [percent(fill.filled, fill.rows) for fill in fills]
        grid.add_row(Text(clean(name)), *shares)
    for role in shown[0].present if shown else ():
        shares = [percent(group.present[role], group.rows) for group in shown]
        grid.add_row(Text(clean(f"a row in {role}"), style="dim"), *shares)
    return grid
