"""A row as it lies in a table of any kind of file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number from 1, its cells, and why it cannot be read (blank where it can)."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""
