"""Two kept runs are compared: who came, went or moved, clue by clue, and what can have done it."""

from collections.abc import Iterator, Mapping
from typing import Any

from narrow.model.change import Changes, FileChange, InputChange
from narrow.model.difference import Difference, Move, Outcome, PersonChange, Place, Side
from narrow.model.finding import Finding, RuledOut
from narrow.model.reach import Reach
from narrow.model.record import Record
from narrow.results.blame import blame
from narrow.results.changed import changes
from narrow.results.clues import clue_changes
from narrow.results.outcome import outcome
from narrow.results.shape import Part

Reaches = tuple[Reach, Reach]
INPUTS = frozenset({"schema", "case", "register", "lock"})  # what was asked, and of what
OF_PLACE = frozenset({"rank", "status", "clues", "person", "clue", "by", "because", "source"})
LOCK = "lock"


def compare(before: Record, after: Record, reaches: Reaches) -> Difference:
    """Compare two runs; `reaches` says which lines of their rules can bear on which clue."""
    old, new = (outcome(Part(r.name, dict(r.answer), "answer")) for r in (before, after))
    found = changes(before.basis, after.basis)
    people = tuple(_people(old, new, found, reaches))
    unequal = [key for key, was in old.stands.items() if was != new.stands.get(key, was)]
    named = {change.person.id for change in people}
    return Difference(
        before=_side(before, old),
        after=_side(after, new),
        changes=Changes(found.files, (*found.inputs, *_locks(old, new))),
        people=people,
        renumbered=sum(key not in named for key in unequal),
        parts=tuple(_parts(old.data, new.data)),
    )


def _side(record: Record, given: Outcome) -> Side:
    return Side(record.name, given.about, given.population, given.counts)


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys([*new, *old]):
        if key not in INPUTS and (key in old, old.get(key)) != (key in new, new.get(key)):
            yield key


def _locks(old: Outcome, new: Outcome) -> Iterator[InputChange]:
    was, now = (_lock_said(given.data.get(LOCK)) for given in (old, new))
    if was != now:
        yield InputChange(LOCK, was, now)


def _lock_said(lock: Any) -> str:
    if not isinstance(lock, dict):
        return "not locked"
    times = lock.get("times")
    count = len(times) if isinstance(times, list) else 0
    edited = "unchanged since" if lock.get("unchanged") is True else "edited since"
    return f"locked {'once' if count == 1 else f'{count} times'}, {edited}"


def _people(old: Outcome, new: Outcome, found: Changes, reaches: Reaches) -> Iterator[PersonChange]:
    """Give everybody who does not stand as before, those on the later list first."""
    everybody = [*new.findings, *old.findings, *new.ruled_out, *old.ruled_out]
    for key in dict.fromkeys(everybody):
        was, now = old.place(key), new.place(key)
        if was is None or now is None or old.stands[key] != new.stands[key]:
            also = _also(old.stands.get(key), new.stands.get(key))
            change = _person(was, now, also, found, reaches)
            if change:
                yield change


def _also(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Name the figures of somebody that differ beside place and clues."""
    if was is None or now is None or set(was) != set(now):
        return ()
    return tuple(key for key in now if was[key] != now[key] and key not in OF_PLACE)


def _person(
    was: Place | None, now: Place | None, also: tuple[str, ...], found: Changes, reaches: Reaches
) -> PersonChange | None:
    place = now or was
    clues = clue_changes(was, now)
    move = _move(was, now, own=bool(clues))
    if place is None or (move is Move.SHIFTED and not also and _rank(was) == _rank(now)):
        return None
    lines = _bearing(found, reaches, {change.clue for change in clues})
    causes = blame(found, move, clues, lines)
    return PersonChange(move, place.person, was, now, clues, causes, lines, also)


def _move(was: Place | None, now: Place | None, *, own: bool) -> Move:
    match was, now:
        case Finding(), Finding():
            if not own:
                return Move.SHIFTED
            moved = (was.status, was.rank) != (now.status, now.rank)
            return Move.MOVED if moved else Move.STAYED
        case _, Finding():
            return Move.CAME
        case Finding(), _:
            return Move.WENT
        case _:
            return Move.OUT if own or _reason(was) != _reason(now) else Move.SHIFTED


def _rank(place: Place | None) -> int | None:
    return place.would_rank if isinstance(place, RuledOut) else place.rank if place else None


def _reason(place: Place | None) -> tuple[object, ...] | None:
    return (place.clue, place.because, place.source) if isinstance(place, RuledOut) else None


def _bearing(found: Changes, reaches: Reaches, clues: set[str]) -> tuple[FileChange, ...]:
    """Keep the edits that can bear on one of these clues; without any, on the case itself."""
    kept = []
    for file in found.files:
        if not file.lines and file.matters and _touches(file, 1, 1, reaches, clues):
            kept.append(file)
        lines = tuple(
            line
            for line in file.lines
            if _touches(file, line.line_before, line.line_after, reaches, clues)
        )
        if lines:
            kept.append(FileChange(file.kind, file.id, file.path, file.edit, lines))
    return tuple(kept)


def _touches(file: FileChange, before: int, after: int, reaches: Reaches, clues: set[str]) -> bool:
    return any(
        line and reach.bears_on(clue, file.kind, file.id, line)
        for line, reach in zip((before, after), reaches, strict=True)
        for clue in clues or {""}
    )
