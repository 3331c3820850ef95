"""A statement as an engine takes it: a text, and the values that are bound to its names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

MOST_LISTED = 10_000
MOST_MASKED = 200
MOST_NEAR = 1_000  # near misses that are named: judging each costs more than finding it

Value = str | int | date | list[str] | list[int]


@dataclass(frozen=True, slots=True)
class Query:
    """One statement as text, and the values that are bound to its named parameters."""

    text: str
    values: Mapping[str, Value]

    def having(self, **values: Value) -> "Query":
        """Give the query with further values bound."""
        return replace(self, values={**self.values, **values})


Statements = Mapping[str, Query]
