"""Persons against clues in a terminal: a mark in each cell, different in shape and in colour.

Clues stand as letters, so that eight of them fit beside a name in eighty columns.
"""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from rich.cells import set_cell_size
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.matrix import Column, Matrix, Row
from narrow.views.chances import bits, percent
from narrow.views.pieces import STYLES, heading, line
from narrow.views.words import LEGEND, MARKS, clean

MOST_ROWS = 60
NAME = 26  # cells


def matrix_view(matrix: Matrix, *, everyone: bool = False) -> Group:
    """Lay out persons against clues, then how far each clue tells people apart."""
    about = matrix.about
    parts: list[RenderableType] = [
        Text(clean(about.title), style="bold"),
        line(f"case {about.case}, as of {about.as_of}, register {about.register}"),
        line(f"population: {about.population_says}"),
        Text(),
        line(f"{matrix.playing} of {matrix.counts.total} are not ruled out", style="bold"),
        line(LEGEND, style="dim"),
    ]
    letters = dict(zip((c.clue for c in matrix.columns), _letters(), strict=False))
    rows = [row for row in matrix.rows if everyone or row.in_play]
    shown = rows if everyone else rows[:MOST_ROWS]
    parts += [Text(), _table(matrix, shown, letters)]
    if len(rows) > len(shown):
        parts.append(line(f"and {len(rows) - len(shown)} more; --all shows everybody", 0, "dim"))
    parts += _columns(matrix.columns, letters)
    parts += [Text(), line(matrix.care, style="italic")]
    return Group(*parts)


def _letters() -> Iterator[str]:
    """Give A to Z, then AA, AB and on."""
    yield from ascii_uppercase
    for first in ascii_uppercase:
        for second in ascii_uppercase:
            yield first + second


def _table(matrix: Matrix, rows: Sequence[Row], letters: dict[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("rank", justify="right", no_wrap=True)
    table.add_column("", width=NAME, no_wrap=True)
    for column in matrix.columns:
        table.add_column(letters[column.clue], no_wrap=True, justify="center")
    table.add_column("✕", justify="right", no_wrap=True)
    table.add_column("not known", justify="right", no_wrap=True)
    weighed = any(row.bits is not None for row in rows)
    if weighed:
        table.add_column("bits", justify="right", no_wrap=True)
    for row in rows:
        marks = [Text(MARKS[v], style=STYLES[v]) for v in row.verdicts.values()]
        numbers = [f"{row.contradictions}", f"{row.unknown}"]
        weight = [bits(row.bits) if row.bits is not None else ""] if weighed else []
        table.add_row(_rank(row), _name(row), *marks, *numbers, *weight)
    return table


def _rank(row: Row) -> str:
    if row.by_hand:
        return "hand"
    return f"{row.rank}" if row.rank is not None else "off"


def _name(row: Row) -> Text:
    """Give a name that takes no more room than there is, however wide its letters are."""
    name = clean(row.person.name)
    whole = Text(name)
    if whole.cell_len <= NAME:
        return whole
    return Text(set_cell_size(name, NAME - 1).rstrip() + "…")


def _columns(columns: Sequence[Column], letters: dict[str, str]) -> Iterator[RenderableType]:
    yield heading("The clues, and how far each tells people apart")
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    table.add_column("", no_wrap=True)
    table.add_column("", ratio=1)
    for name in ("●", "◐", "○", "✕", "of all", "in play"):
        table.add_column(name, justify="right", no_wrap=True)
    for column in columns:
        c = column.counts
        said = Text(clean(f"{column.clue} ({column.reading}, {column.role})"))
        numbers = (c.met, c.in_doubt, c.no_record, c.not_met)
        apart = (_apart(column.apart), _apart(column.apart_in_play))
        table.add_row(letters[column.clue], said, *map(str, numbers), *apart)
    yield Padding(table, (0, 0, 0, 2))
    yield line(
        "of all pairs of people so many are told apart for certain; 0 % tells nobody", 2, "dim"
    )


def _apart(share: float | None) -> str:
    if share is None:
        return "-"
    return "0 %" if share == 0 else percent(share)
