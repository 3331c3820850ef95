"""Of whom a missing row means no: the register's slices held against what a scan asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from narrow.model.register import Table, Values
from narrow.model.rule import Coded, Condition

MOST_COMBINATIONS = 512
_ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of whom a missing row means no.

    Every one of `needs` must be satisfied; each is a choice of person conditions (column to codes),
    and an empty condition is satisfied by everyone. Nobody is covered where a choice is empty.
    """

    needs: tuple[tuple[Mapping[str, tuple[str, ...]], ...], ...]

    @property
    def everyone(self) -> bool:
        """Whether a missing row means no for every person."""
        return all(any(not test for test in choice) for choice in self.needs)

    @property
    def nobody(self) -> bool:
        """Whether a missing row never means no."""
        return any(not choice for choice in self.needs)


def coverage(table: Table, where: tuple[Condition, ...]) -> Coverage:
    """Find of whom the table is complete for these conditions.

    The conditions allow certain codes per column. Every combination of them, over the columns
    that the slices speak of, must lie inside a slice.
    """
    columns = list(dict.fromkeys(c for s in table.complete_for for c in s.where))
    allowed = [_allowed(table, where, column) for column in columns]
    combinations = 1
    for codes in allowed:
        combinations *= len(codes)
    if combinations > MOST_COMBINATIONS:
        return Coverage(((),))
    needs = []
    for combination in product(*allowed):
        given = dict(zip(columns, combination, strict=True))
        covering = tuple(
            dict(s.person)
            for s in table.complete_for
            if all(given[column] in codes for column, codes in s.where.items())
        )
        needs.append(covering)
    unique = {repr(need): need for need in needs}
    return Coverage(tuple(unique.values()))


def _allowed(table: Table, where: tuple[Condition, ...], column: str) -> tuple[str, ...]:
    if table.columns[column].values is not Values.ONE:
        return (_ANYTHING,)
    stated = [c.codes for c in where if isinstance(c, Coded) and c.column == column]
    if not stated:
        return (_ANYTHING,)
    return tuple(code for code in stated[0] if all(code in codes for codes in stated))
