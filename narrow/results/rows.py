"""Two lists of evidence are compared row by row: what came, what went, what reads otherwise."""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from narrow.model.difference import RowChange, RowMove
from narrow.model.finding import Evidence

Told = tuple[object, ...]
ALIKE = 0.5  # what two texts on one line must have in common to be one fact that was rewritten


def told(evidence: Evidence) -> Told:
    """Give all that a row says, wherever it stands in its file."""
    beside = told(evidence.with_row) if evidence.with_row else ()
    return (*_fact(evidence), evidence.doubts, beside)


def row_changes(before: Sequence[Evidence], after: Sequence[Evidence]) -> tuple[RowChange, ...]:
    """Say what became of each row that is not the same on both sides."""
    return tuple(_changes(list(before), list(after)))


def _changes(old: list[Evidence], new: list[Evidence]) -> Iterator[RowChange]:
    _paired(old, new, lambda a, b: told(a) == told(b))
    for was, now in _paired(old, new, lambda a, b: _fact(a) == _fact(b)):
        yield RowChange(RowMove.DOUBTED, was, now)
    for was, now in _paired(old, new, _rewritten):
        yield RowChange(RowMove.ALTERED, was, now)
    yield from (RowChange(RowMove.VANISHED, was, None) for was in old)
    yield from (RowChange(RowMove.APPEARED, None, now) for now in new)


def _paired(
    old: list[Evidence], new: list[Evidence], same: Callable[[Evidence, Evidence], bool]
) -> list[tuple[Evidence, Evidence]]:
    """Take the rows that belong together out of both lists, and give them in pairs."""
    pairs = []
    for was in list(old):
        now = next((row for row in new if same(was, row)), None)
        if now is not None:
            old.remove(was)
            new.remove(now)
            pairs.append((was, now))
    return pairs


def _fact(evidence: Evidence) -> Told:
    return (evidence.table, evidence.says, evidence.grade, evidence.sources)


def _rewritten(was: Evidence, now: Evidence) -> bool:
    """Tell a fact that was rewritten (a source or half the words stay) from one on its line."""
    if (was.table, was.row) != (now.table, now.row):
        return False
    if {s.id for s in was.sources} & {s.id for s in now.sources}:
        return True
    return SequenceMatcher(None, was.says, now.says).ratio() >= ALIKE
