"""A cell of a list becomes a value of a register, as its mapping says; what does not stays blank.

Where one of several values of a cell is not understood the whole of it stays blank: those that
were understood would be taken for all there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from narrow.imports.rows import joined
from narrow.model.date_forms import understood
from narrow.model.mapping import Cell, folded


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of a cell: its values, the list's own text, and the texts not understood."""

    values: tuple[str, ...] = ()
    given: str = ""
    unread: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        """The values as one cell of a register."""
        return self.values[0] if len(self.values) == 1 else joined(self.values)


def fill(cell: Cell, texts: Iterable[str], missing: frozenset[str]) -> Filled:
    """Read the texts of a cell's columns."""
    if cell.constant:
        return Filled((cell.constant,))
    raw = _told(texts, missing)
    if not raw:
        return Filled()
    parts = raw if cell.join is None else [cell.join.join(raw)]
    if cell.split:
        parts = _told((part for text in parts for part in text.split(cell.split)), missing)
    found = [(part, _converted(cell, part)) for part in parts]
    unread = tuple(part for part, value in found if value is None)
    values = [value for _, value in found if value]
    if cell.meant.several:
        values = [value.replace(";", ",") for value in values]
    given = "; ".join(raw) if cell.join is None else cell.join.join(raw)
    return Filled(() if unread else tuple(dict.fromkeys(values)), given, unread)


def _told(texts: Iterable[str], missing: frozenset[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip() and folded(text) not in missing]


def _converted(cell: Cell, text: str) -> str | None:
    """Give the value of a text: blank where it is known to stand for none, None if not known."""
    if cell.words is not None:
        return cell.words.get(folded(text))
    if cell.meant.kind == "date":
        return understood(text, cell.dates) or None
    if cell.meant.codes:
        wanted = folded(text)
        return next((code for code in cell.meant.codes if folded(code) == wanted), None)
    return text


def slug(texts: Sequence[str]) -> str:
    """Make an id of texts: the same texts give the same id, whatever their case and gaps."""
    return "-".join("-".join(folded(text).split()) for text in texts)
