"""What in a profile is worth an investigator's eye, with the numbers that say why.

A record is often fuller because somebody looked harder: those who were suspected, listed or famous.
So the fill of every column is compared between groups of persons, and between those with and those
without a row in each other table. A difference counts when it is large and no play of chance.
"""

from collections.abc import Callable, Iterator, Sequence
from math import sqrt

from narrow.compile.sql import tables_of_persons
from narrow.model.profile import (
    By,
    ColumnProfile,
    Group,
    Note,
    Part,
    Precision,
    TableProfile,
    Worth,
)
from narrow.model.register import PERSONS, Kind, Register

FEWEST = 20  # rows that a group must have: fewer say nothing
WIDEST = 0.25  # a quarter of the rows between the emptiest and the fullest group
SIGMAS = 4.0  # hundreds of pairs are compared, so once in 16,000 by chance
MOST_VALUES = 12  # a column with more values is no grouping
SPARSE = 0.05

Groups = Callable[[str, By, Sequence[str], int], Sequence[Group]]


def notes(
    register: Register, tables: Sequence[TableProfile], persons: TableProfile, groups: Groups
) -> list[Note]:
    """Give all that is worth an eye: contradictions first, then gaps, then uneven fill.

    `persons` is the table of subjects, by whose codes the others are compared.
    """
    found: list[Note] = []
    if register.known_until is None and any(t.span for t in register.tables.values()):
        found.append(Note(Worth.NO_LIMIT))
    for table in tables:
        found += _contradictions(table)
    for table in tables:
        found += _sparse(table)
    uneven = [note for table in tables for note in _uneven(register, persons, table, groups)]
    return [*found, *sorted(uneven, key=_gap, reverse=True)]


def _contradictions(table: TableProfile) -> Iterator[Note]:
    for worth, count in ((Worth.BACKWARDS, table.backwards), (Worth.LATER, table.later)):
        if count:
            yield Note(worth, table.role, count=count, of=table.rows)
    for column in table.columns:
        impossible = column.dates.precisions.get(Precision.IMPOSSIBLE, 0) if column.dates else 0
        if impossible:
            name = column.column.name
            yield Note(Worth.IMPOSSIBLE, table.role, name, impossible, table.rows)
    if table.cited and table.cited.without:
        yield Note(Worth.UNCITED, table.role, count=table.cited.without, of=table.rows)


def _sparse(table: TableProfile) -> Iterator[Note]:
    for column in table.columns:
        fill = column.fill
        if fill.rows >= FEWEST and fill.filled < SPARSE * fill.rows:
            yield Note(Worth.SPARSE, table.role, column.column.name, fill.filled, fill.rows)


# --- uneven fill ------------------------------------------------------------------------------


def _uneven(
    register: Register, persons: TableProfile, table: TableProfile, groups: Groups
) -> Iterator[Note]:
    """Give the widest difference of each column of a table, and of having a row at all."""
    names = [c.column.name for c in table.columns if c.fill.filled < c.fill.rows]
    if not names and table.role != PERSONS:
        return
    widest: dict[tuple[str, str], Note] = {}
    for by in _compared_by(register, persons, table):
        found = [g for g in groups(table.role, by, names, MOST_VALUES + 1) if g.value]
        for place, parts in _targets(table.role, by, names, found).items():
            note = _wide(place, by, parts)
            if note and (place not in widest or _gap(note) > _gap(widest[place])):
                widest[place] = note
    yield from widest.values()


def _compared_by(register: Register, persons: TableProfile, table: TableProfile) -> Iterator[By]:
    """Name what a table is compared by: persons' codes, its sources and marks, other tables."""
    about_persons = bool(table.per_person) or table.role == PERSONS
    for column in persons.columns if about_persons else ():
        if column.column.kind is Kind.CODE and _few(column):
            yield By(PERSONS, column.column.name)
    mine = register.tables[table.role]
    own = {*mine.sources, mine.graded_by} if table.role != PERSONS else set()
    for column in table.columns:
        if column.column.name in own and _few(column):
            yield By(table.role, column.column.name)
    if about_persons:
        yield from (By(role) for role in tables_of_persons(register) if role != table.role)


def _few(column: ColumnProfile) -> bool:
    return 1 < column.distinct <= MOST_VALUES


def _targets(
    mine: str, by: By, names: Sequence[str], groups: Sequence[Group]
) -> dict[tuple[str, str], list[Part]]:
    """Give what is compared between the groups: each column's fill, each other table's rows."""
    found: dict[tuple[str, str], list[Part]] = {}
    for name in names:
        if by != By(mine, name):
            parts = [Part(g.value, g.fills[name].filled, g.fills[name].rows) for g in groups]
            found[mine, name] = parts
    for role in groups[0].present if groups else ():
        if by != By(role):
            found[role, ""] = [Part(g.value, g.present[role], g.rows) for g in groups]
    return found


def _wide(place: tuple[str, str], by: By, parts: Sequence[Part]) -> Note | None:
    """Give a note where the emptiest and the fullest group lie far apart, and not by chance."""
    large = sorted((p for p in parts if p.rows >= FEWEST), key=lambda p: (p.share, p.value))
    if len(large) < 2:
        return None
    low, high = large[0], large[-1]
    gap = high.share - low.share
    if gap < WIDEST or (not low.filled and high.filled == high.rows):
        return None  # nobody against everybody: the two go together by their meaning
    together = (low.filled + high.filled) / (low.rows + high.rows)
    spread = sqrt(together * (1 - together) * (1 / low.rows + 1 / high.rows))
    if gap < SIGMAS * spread:
        return None
    return Note(Worth.UNEVEN, *place, low.rows - low.filled, low.rows, by, low, high)


def _gap(note: Note) -> float:
    return note.high.share - note.low.share if note.low and note.high else 0.0
