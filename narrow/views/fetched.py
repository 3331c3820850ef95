"""What was fetched: each file with its size, its day and its hash; and what can be fetched."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from narrow.lists.fetch.publishers import Fetch, Fetched, Offer
from narrow.report.words import clean
from narrow.views.pieces import heading, line

_HOW = {
    "new": "fetched",
    "resumed": "fetched, going on from an earlier try",
    "unchanged": "unchanged at the publisher's, not fetched again",
    "checked": "is what was fetched",
}
_UNSTATED = "The server did not say how long the file is: a torn end cannot be told."


def fetched_view(found: Fetch) -> RenderableType:
    """Lay the report of a fetch out."""
    parts: list[RenderableType] = [Text(clean(found.title), style="bold")]
    for one in found.files:
        parts += _file(one)
    parts.append(heading(f"The files are in {clean(found.into)}"))
    if found.publisher:
        parts.append(line("Nothing was imported; that is the next step: narrow import"))
    return Group(*parts)


def offers_view(offers: Sequence[Offer]) -> RenderableType:
    """Lay out what can be fetched."""
    parts: list[RenderableType] = []
    for name in dict.fromkeys(one.publisher for one in offers):
        mine = [one for one in offers if one.publisher == name]
        parts.append(heading(name))
        grid = _grid()
        for at, one in enumerate(mine):
            usual = " (the usual one)" if at == 0 and len(mine) > 1 else ""
            grid.add_row(Text(f"  {one.form}"), Text(one.title + usual))
        parts += [grid, line(f"documented at {mine[0].page}", 2, "dim")]
    return Group(*parts)


def _file(one: Fetched) -> Iterable[RenderableType]:
    yield heading(clean(one.file))
    grid = _grid()
    said = [
        ("", _HOW[one.how]),
        ("looks like", one.looks),
        ("size", f"{one.size:,} bytes"),
        ("from", one.address),
        ("fetched", one.day),
        ("modified", one.modified),
        ("SHA-256", one.sha256),
    ]
    for name, text in said:
        if text:
            grid.add_row(Text(f"  {name}", style="dim"), Text(clean(text), overflow="fold"))
    yield grid
    if not one.stated:
        yield line(_UNSTATED, 2, "yellow")


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    return grid
