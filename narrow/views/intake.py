"""The report of an import: what was read, taken and refused, and what was not understood."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from narrow.lists.import_log import Brought, Refusal, Unread
from narrow.report.words import clean
from narrow.views.pieces import heading, line

SHOWN = 10
LONGEST = 60  # characters of a value


def intake_view(found: Brought, *, made: bool, everything: bool = False) -> RenderableType:
    """Lay the report out; of refusals and of each column's values the first ten are shown."""
    most = None if everything else SHOWN
    parts: list[RenderableType] = [Text(clean(found.title), style="bold")]
    parts.append(line(_headline(found)))
    parts += _counted("Read", found.read)
    parts += _counted("Set aside, for they name no person", found.set_aside)
    parts += _counted("Noted", found.notes)
    parts += _refused(found, most)
    parts += _unread(found, most)
    if made:
        parts += _counted("Written, in rows", found.written)
        parts.append(line(f"\nThe register is {found.into}", style="bold"))
    return Group(*parts)


def _headline(found: Brought) -> str:
    aside = sum(found.set_aside.values())
    said = f"{found.taken:,} rows taken, {aside:,} set aside, {found.refused:,} refused"
    return f"{said} of {sum(found.read.values()):,}; {found.unread_total:,} values not understood"


def _counted(title: str, counts: Mapping[str, int]) -> Iterable[RenderableType]:
    if counts:
        yield heading(title)
        yield _grid((f"{count:,}", name) for name, count in counts.items())


def _refused(found: Brought, most: int | None) -> Iterable[RenderableType]:
    if not found.refused:
        return
    yield heading("Refused")
    shown: Sequence[Refusal] = found.refusals[:most]
    yield _grid((f"{one.file}:{one.line}", one.reason) for one in shown)
    yield from _more(found.refused - len(shown))


def _unread(found: Brought, most: int | None) -> Iterable[RenderableType]:
    for column, count in found.unread_by.items():
        yield heading(f"Not understood in {clean(column)}: {count:,}")
        values: list[Unread] = [one for one in found.unread if one.column == column]
        shown = values[:most]
        yield _grid((f"{one.count:,}", _short(one.value)) for one in shown)
        yield from _more(count - sum(one.count for one in shown))


def _more(count: int) -> Iterable[RenderableType]:
    if count > 0:
        yield line(f"and {count:,} more (--all, or --format json)", 2, "dim")


def _grid(rows: Iterable[tuple[str, str]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    for count, text in rows:
        grid.add_row(Text("  " + clean(count)), Text(clean(text)))
    return grid


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
