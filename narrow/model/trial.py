"""A test inside an attribute: a small invented record and the verdict expected of every reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from narrow.model.rule import Reading


@dataclass(frozen=True, slots=True)
class Trial:
    """One test as written: the record by table, parameters, day, gaps, and what is expected.

    `readings` are the attribute's readings under these parameters on that day.
    """

    name: str
    as_of: date
    values: Mapping[str, str]
    incomplete: tuple[str, ...]
    records: Mapping[str, Any]
    expected: Mapping[str, str]
    readings: tuple[Reading, ...]
