"""What can have moved a person: one thing where the others are ruled out, several where not."""

from collections.abc import Iterator, Sequence

from narrow.model.change import Changes, FileChange
from narrow.model.difference import Cause, ClueChange, Move
from narrow.results.changed import DAY, NARROW, REGISTER


def blame(
    found: Changes, move: Move, clues: Sequence[ClueChange], lines: Sequence[FileChange]
) -> tuple[Cause, ...]:
    """Name all that can have done it, of what changed between two runs.

    Facts are ruled out where every clue that changed rests on the very same rows as before; rules,
    where no edit bears on those clues. Whoever has the same verdicts for the same reasons was
    shifted by others.
    """
    if move is Move.SHIFTED:
        return (Cause.OTHERS,)
    return tuple(_possible(found, clues, lines))


def _possible(
    found: Changes, clues: Sequence[ClueChange], lines: Sequence[FileChange]
) -> Iterator[Cause]:
    changed = {change.name for change in found.inputs}
    if REGISTER in changed and not _same_rows(clues):
        yield Cause.FACTS
    if lines:
        yield Cause.RULES
    if DAY in changed and not _day_was_edited(found):
        yield Cause.DAY
    if NARROW in changed:
        yield Cause.NARROW


def _same_rows(clues: Sequence[ClueChange]) -> bool:
    """Tell whether every clue has rows on both sides, and the same; by hand, no row has a say."""
    return all(
        c.before and c.after and c.before.evidence and c.after.evidence and not c.rows
        for c in clues
    )


def _day_was_edited(found: Changes) -> bool:
    """Tell whether another day comes from the case's own line, which then is the cause."""
    return any(
        line.after.startswith("as_of:") for f in found.files if f.kind == "case" for line in f.lines
    )
