"""Two states of what an answer rests on are compared: rules, register, day, version."""

from collections.abc import Iterator

from narrow.model.change import Changes, InputChange
from narrow.model.record import Basis
from narrow.results.lines import file_changes

REGISTER, DAY, NARROW = "register", "as of", "narrow"


def changes(before: Basis, after: Basis) -> Changes:
    """Say what changed from one state to the other."""
    return Changes(file_changes(before.rules, after.rules), tuple(_inputs(before, after)))


def _inputs(before: Basis, after: Basis) -> Iterator[InputChange]:
    old, new = before.register, after.register
    paths = dict.fromkeys([*old.tables, *new.tables])
    tables = tuple(path for path in paths if old.tables.get(path) != new.tables.get(path))
    if old.id != new.id or tables:
        was, now = (f"{r.id} {r.sha256[:12]}" for r in (old, new))
        yield InputChange(REGISTER, was, now, tables)
    if before.as_of != after.as_of:
        yield InputChange(DAY, before.as_of, after.as_of)
    if before.narrow != after.narrow:
        yield InputChange(NARROW, before.narrow, after.narrow)
