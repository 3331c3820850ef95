"""What a descriptor says that a table must look like, so that a torn or wrong copy is not taken."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narrow.errors import Issue


class Measure(StrEnum):
    """What is counted: rows, persons, rows in which a column is filled, its values, strangers."""

    ROWS = "rows"
    PERSONS = "persons"
    FILLED = "filled"
    DISTINCT = "distinct"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One figure of a table and its bounds, both included; FILLED is in per cent of the rows.

    `place` is where the descriptor says so. ONLY has no bounds but the values that may stand in
    the column.
    """

    measure: Measure
    place: "Issue"
    column: str = ""
    at_least: int | None = None
    at_most: int | None = None
    only: tuple[str, ...] = ()
