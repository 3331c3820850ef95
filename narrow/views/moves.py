"""One person in two runs, in a terminal: from where to where, clue by clue, and what did it."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from narrow.model.evidence import ClueFinding, Evidence, Finding
from narrow.model.verdicts import Verdict
from narrow.questions.diff import (
    Cause,
    ClueChange,
    Move,
    PersonChange,
    Place,
    RowChange,
    RowMove,
    Somebody,
)
from narrow.views.pieces import line, marked_by
from narrow.views.words import MARKS, WORDS, citation, clean

MOST_ROWS = 4
MOST_COLUMNS = 6
MOST_SOURCES = 3
MOST_PLACES = 3  # their text stands above, among all that was changed
_FOLLOW = ("grade", "sources")  # figures that the rows themselves explain
_STANDS = {**WORDS, Verdict.MET: "fits", Verdict.NO_RECORD: "without record"}
_ROWS = {
    RowMove.APPEARED: ("+", "counts now"),
    RowMove.VANISHED: ("-", "no longer counts"),
    RowMove.ALTERED: ("~", "read before"),
    RowMove.DOUBTED: ("~", "the same words, with other doubts"),
}
_CAUSES = {
    Cause.FACTS: "the register",
    Cause.RULES: "the rules",
    Cause.DAY: "the day",
    Cause.NARROW: "the version of narrow",
}


def person_view(change: PersonChange) -> Iterator[RenderableType]:
    """Lay out one person: place, clues with their rows, and what did it."""
    yield Text()
    yield marked_by(_mark(change), f"{change.person.name} ({change.person.id})", 2, "bold")
    yield line(f"{_place(change.before)} → {_place(change.after)}", 4)
    yield from _own(change)
    for clue in change.clues:
        yield from _clue(clue)
    also = [figure for figure in change.also if figure not in _FOLLOW]
    if also:
        yield line(f"and not the same: {', '.join(also)}", 4)
    yield from _cause(change)


def _own(change: PersonChange) -> Iterator[RenderableType]:
    """Say what changed in the person's own row, and first whether it is another person."""
    if change.who is Somebody.ELSE:
        yield line(
            "the id names another person now: name and birth have nothing in common", 4, "bold"
        )
    elif change.who is Somebody.DOUBTFUL:
        yield line(
            "the id may name another person now: the names have no word in common", 4, "bold"
        )
    for own in change.own[:MOST_COLUMNS]:
        was, now = (f'"{clean(text)}"' if text else "blank" for text in (own.before, own.after))
        yield marked_by("~", f"{own.column}: {was} → {now}", 6)
    if len(change.own) > MOST_COLUMNS:
        yield line(f"and {len(change.own) - MOST_COLUMNS} columns more", 6, "dim")


def shifted_said(change: PersonChange) -> str:
    """Say in a few words how somebody was shifted: "Ana Diaz 4 → 5"."""
    was, now = (_rank(place) for place in (change.before, change.after))
    ranks = f"{was} → {now}" if was != now else f"{now}, other {' and '.join(change.also)}"
    return f"{change.person.name} {ranks}"


def _mark(change: PersonChange) -> str:
    match change.move, change.before, change.after:
        case Move.CAME, _, _:
            return "+"
        case Move.WENT, _, _:
            return "-"
        case Move.MOVED, Finding(rank=was), Finding(rank=now) if was != now:
            return "↑" if now < was else "↓"
        case _:
            return "~"


def _place(place: Place | None) -> str:
    if place is None:
        return "not named"
    if isinstance(place, Finding):
        return f"{_STANDS[place.status]}, rank {place.rank}"
    if place.source:
        return f"taken off by hand ({place.because})"
    return f"ruled out by {place.clue}" if place.clue else "not in the population"


def _rank(place: Place | None) -> str:
    if isinstance(place, Finding):
        return str(place.rank)
    return f"(off by hand) {place.would_rank}" if place else "-"


def _clue(change: ClueChange) -> Iterator[RenderableType]:
    was, now = _verdict(change.before), _verdict(change.after)
    yield line(f"{change.clue or 'population'}: {was} → {now}", 4)
    latest = change.after or change.before
    if latest and not change.rows:
        yield line(latest.because, 6)
    for row in change.rows[:MOST_ROWS]:
        yield from _row(row)
    if len(change.rows) > MOST_ROWS:
        yield line(f"and {len(change.rows) - MOST_ROWS} rows more", 6, "dim")


def _verdict(clue: ClueFinding | None) -> str:
    if clue is None:
        return "not said"
    reading = f" ({clue.reading})" if clue.reading and clue.verdict > Verdict.NO_RECORD else ""
    return f"{MARKS[clue.verdict]} {WORDS[clue.verdict]}{reading}"


def _row(change: RowChange) -> Iterator[RenderableType]:
    mark, said = _ROWS[change.move]
    shown = change.after or change.before
    if shown is None:
        return
    yield marked_by(mark, f"{shown.table}, row {shown.row}: {shown.says}", 6)
    yield line(f"{said}{_before(change)}{_cited(shown)}", 8, "dim")


def _before(change: RowChange) -> str:
    match change.move, change.before, change.after:
        case RowMove.ALTERED, Evidence() as was, Evidence() as now if was.says != now.says:
            return f": {was.says}"
        case RowMove.ALTERED, _, _:
            return " as it does, with another source or grade"
        case RowMove.DOUBTED, _, Evidence(doubts=doubts) if doubts:
            return f" ({', '.join(doubts)})"
        case _:
            return ""


def _cited(row: Evidence) -> str:
    grade = f"; grade {row.grade.code}" if row.grade else ""
    if not row.sources:
        return grade
    first, *others = row.sources
    cited = f"{citation(first)} " if first.title else ""
    ids = [source.id for source in (first, *others[: MOST_SOURCES - 1])]
    more = len(row.sources) - len(ids)
    return f"; {cited}[{', '.join(ids)}{f', and {more} more' if more else ''}]{grade}"


def _cause(change: PersonChange) -> Iterator[RenderableType]:
    causes = [_CAUSES[cause] for cause in change.causes]
    rows = any(clue.rows for clue in change.clues)
    match change.causes:
        case ():
            said = "what did it: nothing that is kept of the two runs; narrow or its database"
        case (Cause.FACTS,) if rows:
            said = "what did it: these rows of the register"
        case (Cause.FACTS,) if change.own:
            said = "what did it: the person's own row of the register"
        case (Cause.FACTS,):
            said = "what did it: the register, though no row of evidence shows how"
        case (_,):
            said = f"what did it: {causes[0]}"
        case _:
            said = f"what did it: {' or '.join(causes)}; which of them cannot be told apart"
    places = [f"{f.path}:{edit.line}" for f in change.lines for edit in f.lines]
    places += [f.path for f in change.lines if not f.lines]
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    where = f" ({', '.join(places[:MOST_PLACES])}{more})" if Cause.RULES in change.causes else ""
    yield line(f"{said}{where}", 4)
