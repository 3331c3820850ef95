"""Persons against clues in a terminal: a mark in every cell, and what each clue tells.

Heads are letters, explained below, so that eight clues stand beside a name in eighty columns.
"""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.evidence import Counts
from narrow.model.verdicts import Verdict
from narrow.questions.matrix import Column, Matrix, Row
from narrow.report.compose.weights import bits, percent
from narrow.report.words import LEGEND, MARKS, SUBJECTS, clean, outcome
from narrow.views.pieces import STYLES, heading, line

MOST_ROWS = 60
NAME = 34  # cells of a name at most, beside eight clues; each further one takes two of them
LEAST_NAME = 8
EIGHT = 8
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def matrix_view(matrix: Matrix, *, everyone: bool = False) -> Group:
    """Lay out the matrix; with `everyone`, those ruled out or taken off by hand as well."""
    about = matrix.about
    shown = [row for row in matrix.rows if everyone or row.in_play]
    parts: list[RenderableType] = [
        Text(clean(about.title), style="bold"),
        line(f"case {about.case}, as of {about.as_of}, about {SUBJECTS[about.subject]}"),
        line(f"register {about.register}, population: {about.population_says}"),
        Text(),
        line(outcome(matrix.counts), style="bold"),
        *_cells(matrix, shown, everyone=everyone),
        *_told(matrix),
        Text(),
        line(matrix.care, style="italic"),
    ]
    return Group(*parts)


def letter(at: int) -> str:
    """Give the head of a column: A to Z, then AA, AB and so on."""
    more, rest = divmod(at, len(LETTERS))
    return (letter(more - 1) if more else "") + LETTERS[rest]


# --- the cells --------------------------------------------------------------------------------


def _cells(matrix: Matrix, shown: Sequence[Row], *, everyone: bool) -> Iterator[RenderableType]:
    title = (
        f"Everybody ({matrix.counts.total})" if everyone else f"Not ruled out ({matrix.playing})"
    )
    sort = matrix.sort if matrix.sort != "rank" else ""
    yield heading(f"{title}{f', sorted by {clean(sort)}' if sort else ''}")
    if not shown:
        yield line("nobody", 2, "dim")
        return
    yield line(f"{LEGEND}; last: how many ✕, how many ◐ or ○", 2, "dim")
    rows = shown if everyone else shown[:MOST_ROWS]
    yield Padding(_grid(matrix.columns, rows), (0, 0, 0, 2))
    total = matrix.counts.total if everyone else matrix.playing
    if total > len(rows):
        named = "" if everyone or len(rows) == len(shown) else ", named with --all"
        yield line(f"and {total - len(rows)} more{named}", 2, "dim")
    off = matrix.counts.high - matrix.playing
    if any(row.by_hand for row in rows):
        yield line("“hand” in place of a rank: taken off by hand", 2, "dim")
    elif off:
        yield line(f"{off} taken off by hand, named with --all", 2, "dim")


def _room(clues: int) -> int:
    """Give the cells that a name may take: a cut name is better than a mark that is not shown."""
    return max(LEAST_NAME, NAME - 2 * max(0, clues - EIGHT))


def _grid(columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    weighed = any(row.bits is not None for row in rows)
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("rank", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("", no_wrap=True, overflow="ellipsis", max_width=_room(len(columns)))
    for at in range(len(columns)):
        table.add_column(letter(at), no_wrap=True)
    for head in ("✕", "◐○", *(["bits"] if weighed else [])):
        table.add_column(head, justify="right", no_wrap=True, min_width=3)
    for row in rows:
        weight = [bits(row.bits) if row.bits is not None else ""] if weighed else []
        marks = [_mark(row.verdicts[column.clue]) for column in columns]
        numbers = [f"{n}" if n else "" for n in (row.contradictions, row.unknown)]
        name = Text(clean(row.person.name), style="" if row.in_play else "dim")
        table.add_row(_rank(row), _mark(row.status), name, *marks, *numbers, *weight)
    return table


def _mark(verdict: Verdict) -> Text:
    return Text(MARKS[verdict], style=STYLES[verdict])


def _rank(row: Row) -> str:
    return f"{row.rank}" if row.rank is not None else "hand" if row.by_hand else ""


# --- the clues --------------------------------------------------------------------------------


def _told(matrix: Matrix) -> Iterator[RenderableType]:
    yield heading("What each clue tells")
    for at, column in enumerate(matrix.columns):
        reading = f"{column.clue} ({column.reading}), {column.role}"
        yield line(f"{letter(at)}  {reading}: “{column.quote}”", 2)
        yield line(_numbers(column.counts), 5)
        yield line(f"{_apart(column)}; {_in_play(column)}", 5)
    said = "apart: of two people, one certainly meets the clue and the other certainly does not"
    yield line(said, 2, "dim")


def _numbers(c: Counts) -> str:
    return f"{c.met} met, {c.in_doubt} in doubt, {c.no_record} no record, {c.not_met} not met"


def _apart(column: Column) -> str:
    if column.apart is None:
        return "there are no two people to tell apart"
    return f"tells {_pairs(column.apart)} apart"


def _in_play(column: Column) -> str:
    if column.apart_in_play is None:
        return "in play are no two"
    return f"of those in play, {_pairs(column.apart_in_play)}"


def _pairs(apart: float) -> str:
    return f"{percent(apart)} of pairs" if apart else "nobody"
