"""Data frames become a register in the shape of another."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrow.errors import Issue, RegisterError, RequestError, nearest
from narrow.model.registers import Content, Table
from narrow.registers.loader import content_from_rows
from narrow.registers.opening import find_register, library
from narrow.rules.library import Library

if TYPE_CHECKING:
    from pandas import DataFrame


Row = dict[str, Any]


def register_from_frames(
    frames: Mapping[str, "DataFrame"], like: str | Path, *, shelf: Library | None = None
) -> Content:
    """Make a register of data frames, one for each table, in the shape of another register.

    `like` names the register whose descriptor says what the columns are; a table that is left out
    is empty, a column that is left out is blank. Raises RegisterError with all that is wrong.
    """
    shelf = shelf or library()
    register = find_register(str(like), shelf)
    for role in frames:
        if role not in register.tables:
            known = nearest(role, register.tables)
            raise RequestError(f"{register.id} has no table {role!r}{known}")
    rows = {role: _rows(register.tables[role], given) for role, given in frames.items()}
    compact = json.dumps(rows, ensure_ascii=False, sort_keys=True)
    return content_from_rows(register, rows, hashlib.sha256(compact.encode()).hexdigest())


def _rows(table: Table, given: "DataFrame") -> list[dict[str, str]]:
    strange = [str(name) for name in given.columns if name not in table.columns]
    if strange:
        raise RegisterError([_strange(table, name) for name in strange])
    long = [name for name in given.columns if _runs_together(table, str(name), given[name])]
    if long:
        raise RegisterError([_long(table, str(name)) for name in long])
    texts = {str(name): [_text(cell) for cell in given[name]] for name in given.columns}
    return [dict(zip(texts, cells, strict=True)) for cells in zip(*texts.values(), strict=True)]


def _runs_together(table: Table, name: str, cells: Any) -> bool:
    """Tell a column of ids that came in as numbers with a point and has lost their last figures."""
    known = table.columns[name].identifies or name in (*table.key, table.person)
    return known and any(isinstance(cell, float) and abs(cell) >= 1e15 for cell in cells)


def _long(table: Table, name: str) -> Issue:
    said = f"{name} holds numbers of more than 15 figures as floats, whose last ones are lost"
    return Issue(table.path, 1, 1, f"{said}; read the column as text (dtype=str)")


def _strange(table: Table, name: str) -> Issue:
    said = f"the column {name!r} is not in the descriptor{nearest(name, table.columns)}"
    return Issue(table.path, 1, 1, said)


def _text(cell: Any) -> str:
    """Write a cell as a register's file would: blank where nothing is, days in ISO 8601."""
    from pandas import isna

    if isna(cell):
        return ""
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # pandas makes 1960.0 of a year as soon as one is missing
    return str(cell)
