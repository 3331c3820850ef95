"""What a register holds, in a terminal: a block a table, a line a column, then notes."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.profile import ColumnProfile, Complete, Note, Profile, TableProfile
from narrow.report.compose.profile import (
    CARE,
    all_words,
    counted,
    gap,
    listed,
    percent,
    rows_per_person,
    values,
)
from narrow.report.words import clean
from narrow.views.pieces import heading, line, marked_by
from narrow.views.profile_column import column_view
from narrow.views.profile_groups import groups_view

MOST_NOTES = 12
NAME = 20


def profile_view(given: Profile, *, full: bool = False) -> Lines:
    """Lay a profile out; `full` gives every column a block of its own, and all notes."""
    parts: list[RenderableType] = list(_head(given))
    for table in given.tables:
        parts.append(heading(clean(f"{table.role} ({counted(table.rows, 'row')})")))
        parts += _about(given, table, full=full)
        if table.by:
            parts.append(groups_view(table))
        elif full:
            parts += [column_view(column) for column in table.columns]
        else:
            parts += _columns(table)
    parts += _notes(given.notes, len(given.notes) if full else MOST_NOTES)
    return Lines(*parts, Text(), line(CARE, style="italic"))


def _head(given: Profile) -> Iterator[RenderableType]:
    yield Text(clean(given.title or given.register), style="bold")
    until = f"known until {given.known_until}" if given.known_until else "known until: not said"
    persons = counted(given.persons, "person")
    yield line(f"register {given.register}: {persons}, {until} (sha256 {given.sha256[:12]})")


# --- one table --------------------------------------------------------------------------------


def _about(given: Profile, table: TableProfile, *, full: bool) -> Iterator[RenderableType]:
    if table.per_person:
        yield line(rows_per_person(table.per_person, given.persons), 2)
        if not table.complete:
            yield line("a missing row says nothing of anybody", 2)
    for complete in table.complete:
        yield line(_complete(complete, given.persons), 2)
        if full and complete.says:
            yield line(f"“{complete.says}”", 4, "dim")
    if table.cited:
        yield from _cited(table, full=full)


def _complete(complete: Complete, of: int) -> str:
    rows = f" with {_codes(complete.where)}" if complete.where else ""
    whom = f" with {_codes(complete.person)}" if complete.person else ""
    many = f"all {of:,}" if complete.persons == of else f"{complete.persons:,} of {of:,}"
    return f"a missing row{rows} means no for {many} persons{whom}"


def _codes(where: Mapping[str, Sequence[str]]) -> str:
    return " and ".join(f"{name} {_some(codes)}" for name, codes in where.items())


def _some(codes: Sequence[str]) -> str:
    shown = " or ".join(codes[:3])
    return f"{shown} and {len(codes) - 3} more" if len(codes) > 3 else shown


def _cited(table: TableProfile, *, full: bool) -> Iterator[RenderableType]:
    cited = table.cited
    if not cited:
        return
    without = f"; {cited.without:,} rows name none" if cited.without else ""
    marks = f"; marks: {listed(cited.marks, table.rows)}" if cited.marks else ""
    yield line(f"{counted(cited.distinct, 'source')}{without}{marks}", 2)
    if full and cited.sources:
        yield line(f"cited most: {listed(cited.sources, table.rows)}", 2, "dim")
    if full and cited.grades:
        yield line(f"grades of the sources: {listed(cited.grades, table.rows)}", 2, "dim")


def _columns(table: TableProfile) -> Iterator[RenderableType]:
    grid = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim", expand=True)
    grid.add_column("", width=NAME, no_wrap=True, overflow="ellipsis")
    for name, width in (("filled", 6), ("blank", 5), ("marked", 6), ("values", 6)):
        grid.add_column(name, justify="right", no_wrap=True, width=width)
    grid.add_column("most common", no_wrap=True, overflow="ellipsis", ratio=1)
    for column in table.columns:
        grid.add_row(*map(_cut, _cells(column)))
    yield Padding(grid, (0, 0, 0, 2))
    meant: dict[str, list[str]] = {}
    for c in table.columns:
        if c.column.applies_where:
            meant.setdefault(_codes(c.column.applies_where), []).append(c.column.name)
    for where, names in meant.items():
        yield line(f"{', '.join(names)}: of the rows with {where}", 2, "dim")


def _cut(text: str) -> Text:
    return Text(clean(text))


def _cells(column: ColumnProfile) -> tuple[str, ...]:
    fill = column.fill
    several = percent(column.several, fill.filled)
    said = f"{several} have several; {values(column)}" if column.several else values(column)
    shares = (
        percent(fill.filled, fill.rows),
        gap(fill.blank, fill.rows),
        gap(fill.said, fill.rows),
    )
    return column.column.name, *shares, f"{column.distinct:,}", said


# --- what needs an eye ------------------------------------------------------------------------


def _notes(notes: Sequence[Note], most: int) -> Iterator[RenderableType]:
    yield heading("Worth an eye")
    if not notes:
        yield line("nothing: no contradictions, no column nearly blank, no uneven fill", 2, "dim")
    told = all_words(notes)
    yield from (marked_by("!", said, 2, "yellow") for said in told[:most])
    if len(told) > most:
        yield line(f"and {len(told) - most} more with --table or --format json", 2, "dim")
