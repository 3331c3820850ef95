"""Two runs compared, as a document: what was changed, then who came, went or moved, and why.

Both counts stand above every name, and what fitting does not mean below.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from narrow.model.evidence import ClueFinding, Evidence, Finding
from narrow.model.records import Lock
from narrow.model.verdicts import Verdict
from narrow.questions.diff import (
    Cause,
    ClueChange,
    Difference,
    Move,
    PersonChange,
    Place,
    RowChange,
    RowMove,
    Somebody,
)
from narrow.report import document as doc
from narrow.report.compose.pieces import (
    MOST_LINES,
    Naming,
    bold,
    changes,
    dim,
    lock_lines,
    more,
    section,
    with_places,
)
from narrow.report.words import MARKS, SUBJECTS, WORDS, citation, outcome

MOST_PEOPLE = 20  # of one kind of move, on a screen
MOST_SHIFTED = 40
MOST_ROWS = 4
MOST_COLUMNS = 6
MOST_SOURCES = 3
MOST_PLACES = 3  # their text stands above, among all that was changed
# What changes whenever somebody moves.
_FOLLOW = frozenset(
    {
        "counts", "clues", "funnel", "combinations", "findings", "ruled_out", "ruled_out_total",
        "weighing",
    }
)  # fmt: skip
_FIGURES = ("grade", "sources")  # which the rows themselves explain
_TITLES = {
    Move.CAME: "Came onto the list",
    Move.WENT: "Went off the list",
    Move.MOVED: "Moved on the list",
    Move.STAYED: "In the same place, for other reasons or as another person",
    Move.OUT: "Off the list as before, but otherwise",
}
_STANDS = {**WORDS, Verdict.MET: "fits", Verdict.NO_RECORD: "without record"}
_ROWS = {
    RowMove.APPEARED: (doc.Sign("+", word="came"), "counts now"),
    RowMove.VANISHED: (doc.Sign("-", word="went"), "no longer counts"),
    RowMove.ALTERED: (doc.Sign("~", word="other"), "read before"),
    RowMove.DOUBTED: (doc.Sign("~", word="other"), "the same words, with other doubts"),
}
_CAUSES = {
    Cause.FACTS: "the register",
    Cause.RULES: "the rules",
    Cause.DAY: "the day",
    Cause.NARROW: "the version of narrow",
}


def compose(given: Difference, *, everyone: bool = False) -> doc.Document:
    """Say two runs compared; with `everyone`, nobody is left out for the sake of length."""
    blocks: list[doc.Block] = [_changed(given)]
    if given.same:
        changed = "" if given.changes.none else ", whatever was changed"
        blocks += [doc.Space(), bold(f"no difference: the same answer{changed}")]
    for move, title in _TITLES.items():
        mine = [change for change in given.people if change.move is move]
        blocks += _group(title, mine, len(mine) if everyone else MOST_PEOPLE)
    blocks += [*_shifted(given, everyone=everyone), *_others(given)]
    title, kind = given.after.about.title, f"narrow diff, case {given.after.about.case}"
    head = tuple(_head(given))
    return doc.Document(title, tuple(blocks), head=head, care=given.care, kind=kind)


def compose_lock(case: str, lock: Lock) -> doc.Document:
    """Say a lock with its whole history: whether it held, and every edit."""
    blocks: list[doc.Block] = []
    for number, time in enumerate(lock.times[1:], start=2):
        note = f": {time.note}" if time.note else ""
        title = f"Locked again, time {number}{note}"
        edits = with_places(partial(changes, time.changes, 2, MOST_LINES))
        blocks.append(doc.Section(title, tuple(edits), short=f"Time {number}"))
    head = tuple(lock_lines(lock))
    return doc.Document(f"case {case}", tuple(blocks), head=head, kind="narrow lock")


def _head(given: Difference) -> Iterator[doc.Block]:
    about = given.after.about
    yield doc.Paragraph(f"case {about.case}, about {SUBJECTS.get(about.subject, about.subject)}")
    one = given.before.about.case == about.case
    for mark, side in (("A", given.before), ("B", given.after)):
        case = "" if one else f", case {side.about.case}"
        sign, name = doc.Sign(mark, doc.Style.STRONG), side.name
        yield from with_places(lambda named: [doc.Marked(sign, f"{named(name)}{case}", 0)])  # noqa: B023
        yield doc.Paragraph(outcome(side.counts), 2)


def _changed(given: Difference) -> doc.Section:
    blocks: list[doc.Block] = []
    if given.changes.none:
        blocks.append(doc.Paragraph("neither rules, nor register, nor day, nor narrow itself", 2))
    blocks += with_places(partial(changes, given.changes, 2, MOST_LINES))
    return section("What was changed from A to B", *blocks, key="changed", short="Changed")


def _group(title: str, people: Sequence[PersonChange], most: int) -> Iterator[doc.Block]:
    if not people:
        return
    blocks = [doc.About(change.person, tuple(_person(change))) for change in people[:most]]
    yield section(title, *blocks, *more(len(people) - most), number=len(people))


def _shifted(given: Difference, *, everyone: bool) -> Iterator[doc.Block]:
    """Name those in one paragraph whom only others moved."""
    mine = [change for change in given.people if change.move is Move.SHIFTED]
    if not mine:
        return
    most = len(mine) if everyone else MOST_SHIFTED
    left = f", and {len(mine) - most} more" if len(mine) > most else ""
    yield section(
        "Shifted by others alone",
        dim("the same verdicts, from the same rows; the rank before and after:"),
        doc.Only(doc.SCREEN, (doc.Paragraph(", ".join(map(_shift, mine[:most])) + left, 2),)),
        doc.Only(doc.FILES, (doc.Bullets(tuple(map(_shift, mine))),)),
        key="shifted",
        short="Shifted",
        number=len(mine),
    )


def _others(given: Difference) -> Iterator[doc.Block]:
    if given.renumbered:
        said = f"of {given.renumbered} persons; nothing else about them changed"
        title = "The same rows on other lines of their files"
        yield section(title, doc.Paragraph(said, 2), key="renumbered", short="Other lines")
    parts = [p for p in given.parts if not (given.people and p in _FOLLOW)]
    if parts:
        said = ", ".join(part.replace("_", " ") for part in parts)
        title = "Other parts of the answer that are not the same"
        yield section(title, doc.Paragraph(said, 2), key="others", short="Other parts")


# --- one person ---------------------------------------------------------------------------------


def _person(change: PersonChange) -> Iterator[doc.Block]:
    """Say of one person: the place, clues with their rows, and what did it."""
    yield doc.Space()
    sign = doc.Sign(_mark(change), doc.Style.STRONG, change.move.value)
    yield doc.Marked(sign, f"{change.person.name} ({change.person.id})")
    yield doc.Paragraph(f"{_place(change.before)} → {_place(change.after)}", 4)
    yield from _own(change)
    for clue in change.clues:
        yield from _clue(clue)
    also = [figure for figure in change.also if figure not in _FIGURES]
    if also:
        yield doc.Paragraph(f"and not the same: {', '.join(also)}", 4)
    yield from with_places(partial(_cause, change))


def _own(change: PersonChange) -> Iterator[doc.Block]:
    """Say what changed in the person's own row, and first whether it is another person."""
    if change.who is Somebody.ELSE:
        yield bold("the id names another person now: name and birth have nothing in common", 4)
    elif change.who is Somebody.DOUBTFUL:
        yield bold("the id may name another person now: the names have no word in common", 4)
    for own in change.own[:MOST_COLUMNS]:
        was, now = (f'"{text}"' if text else "blank" for text in (own.before, own.after))
        yield doc.Marked(doc.Sign("~", word="other"), f"{own.column}: {was} → {now}", 6)
    if len(change.own) > MOST_COLUMNS:
        yield dim(f"and {len(change.own) - MOST_COLUMNS} columns more", 6)


def _shift(change: PersonChange) -> str:
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


def _clue(change: ClueChange) -> Iterator[doc.Block]:
    was, now = _verdict(change.before), _verdict(change.after)
    yield doc.Paragraph(f"{change.clue or 'population'}: {was} → {now}", 4)
    latest = change.after or change.before
    if latest and not change.rows:
        yield doc.Paragraph(latest.because, 6)
    for row in change.rows[:MOST_ROWS]:
        yield from _row(row)
    if len(change.rows) > MOST_ROWS:
        yield dim(f"and {len(change.rows) - MOST_ROWS} rows more", 6)


def _verdict(clue: ClueFinding | None) -> str:
    if clue is None:
        return "not said"
    reading = f" ({clue.reading})" if clue.reading and clue.verdict > Verdict.NO_RECORD else ""
    return f"{MARKS[clue.verdict]} {WORDS[clue.verdict]}{reading}"


def _row(change: RowChange) -> Iterator[doc.Block]:
    mark, said = _ROWS[change.move]
    shown = change.after or change.before
    if shown is None:
        return
    yield doc.Marked(mark, f"{shown.table}, row {shown.row}: {shown.says}", 6)
    yield dim(f"{said}{_before(change)}{_cited(shown)}", 8)


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
    left = len(row.sources) - len(ids)
    return f"; {cited}[{', '.join(ids)}{f', and {left} more' if left else ''}]{grade}"


def _cause(change: PersonChange, named: Naming) -> Iterator[doc.Block]:
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
    places = [f"{named(f.path)}:{edit.line}" for f in change.lines for edit in f.lines]
    places += [named(f.path) for f in change.lines if not f.lines]
    left = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    where = f" ({', '.join(places[:MOST_PLACES])}{left})" if Cause.RULES in change.causes else ""
    yield doc.Paragraph(f"{said}{where}", 4)
