"""What differs between two runs: people, clue by clue, with the rows and lines that did it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any, ClassVar

from narrow.model.dates import parse
from narrow.model.evidence import (
    CARE,
    About,
    Answer,
    ClueFinding,
    Counts,
    Evidence,
    Finding,
    OfCase,
    Person,
    RuledOut,
)
from narrow.model.records import (
    Asked,
    Basis,
    Changes,
    Edit,
    FileChange,
    InputChange,
    LineChange,
    OwnRow,
    Reach,
    RuleFile,
)
from narrow.model.result import INSIDE, Json, Result, called, from_data, inside, to_data
from narrow.model.verdicts import Verdict
from narrow.model.words import fold

Place = Finding | RuledOut


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Record(Result):
    """A run that is kept with all that it rests on; `name` says where it was found.

    `rows` are the own rows of the persons that it names, by id: without them nobody could tell that
    an id was given to somebody else. It holds no time of day, so that the same question gives the
    same record.
    """

    kind: ClassVar[str] = "record"

    name: str = field(metadata=inside(""))
    case: str = field(metadata=called("case_id"))
    asked: Asked
    basis: Basis
    answer: Answer
    rows: Mapping[str, OwnRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer in plain data: what two runs are compared by.

    `data` is the whole of it; `stands` the JSON of each person, by id.
    """

    about: About
    population: int
    counts: Counts
    findings: Mapping[str, Finding]
    ruled_out: Mapping[str, RuledOut]
    stands: Mapping[str, Mapping[str, Any]]
    data: Mapping[str, Any]

    def place(self, person: str) -> Place | None:
        """Where a person stands: on the list, or off it; None where the answer names nobody so."""
        return self.findings.get(person) or self.ruled_out.get(person)


class Move(StrEnum):
    """What became of a person.

    CAME onto the list, WENT off it, MOVED (status or rank) for reasons of their own, STAYED in
    place for other reasons than before or as somebody else, SHIFTED only because of others, still
    OUT but otherwise.
    """

    CAME = "came"
    WENT = "went"
    MOVED = "moved"
    STAYED = "stayed"
    SHIFTED = "shifted"
    OUT = "out"


class Cause(StrEnum):
    """What can have done it: several where that cannot be told apart."""

    FACTS = "facts"
    RULES = "rules"
    DAY = "day"
    NARROW = "narrow"
    OTHERS = "others"


class RowMove(StrEnum):
    """What became of a row of evidence: DOUBTED means the same words with other doubts."""

    APPEARED = "appeared"
    VANISHED = "vanished"
    ALTERED = "altered"
    DOUBTED = "doubted"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that counts now, no longer counts, or reads otherwise."""

    move: RowMove
    before: Evidence | None
    after: Evidence | None


@dataclass(frozen=True, slots=True)
class ClueSaid:
    """What a run said of one clue, the rows apart."""

    verdict: Verdict
    reading: str
    because: str


@dataclass(frozen=True, slots=True)
class ClueChange:
    """One clue that says something else of a person; None where a run does not say anything."""

    follows: ClassVar[dict[str, str]] = {"before": "said_before", "after": "said_after"}

    clue: str
    before: ClueFinding | None = field(metadata=INSIDE)
    after: ClueFinding | None = field(metadata=INSIDE)
    rows: tuple[RowChange, ...]

    @property
    def said_before(self) -> ClueSaid | None:
        """What the earlier run said of it."""
        return _clue_said(self.before)

    @property
    def said_after(self) -> ClueSaid | None:
        """What the later run said of it."""
        return _clue_said(self.after)


def _clue_said(given: ClueFinding | None) -> ClueSaid | None:
    return ClueSaid(given.verdict, given.reading, given.because) if given else None


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a run had a person: on its list with a rank, or off it, by a clue or by hand."""

    listed: bool
    status: Verdict
    rank: int | None
    stopped_by: str
    by_hand: bool
    because: str


def stand(given: Place | None) -> Stand | None:
    """Say where a run had a person; None where it names nobody so."""
    match given:
        case Finding():
            return Stand(True, given.status, given.rank, "", False, "")
        case RuledOut():
            by_hand = given.source is not None
            return Stand(False, Verdict.NOT_MET, None, given.clue, by_hand, given.because)
    return None


class Somebody(StrEnum):
    """Whether an id names the same person: DOUBTFUL where only the name has nothing in common."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    ELSE = "else"


@dataclass(frozen=True, slots=True)
class OwnChange:
    """One column of a person's own row that reads otherwise; blank where it says nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person who does not stand as before, with all that can have done it.

    `lines` are the edits that can bear on the clues that changed; `also` names other figures of the
    person that differ. `own` is what changed in the person's own row, and `who` whether the id
    still names the same person.
    """

    follows: ClassVar[dict[str, str]] = {"before": "stood_before", "after": "stood_after"}

    move: Move
    person: Person
    before: Place | None = field(metadata=INSIDE)
    after: Place | None = field(metadata=INSIDE)
    clues: tuple[ClueChange, ...]
    causes: tuple[Cause, ...]
    lines: tuple[FileChange, ...]
    also: tuple[str, ...] = ()
    own: tuple[OwnChange, ...] = ()
    who: Somebody = Somebody.SAME

    @property
    def stood_before(self) -> Stand | None:
        """Where the earlier run had this person."""
        return stand(self.before)

    @property
    def stood_after(self) -> Stand | None:
        """Where the later run had this person."""
        return stand(self.after)


@dataclass(frozen=True, slots=True)
class Side(OfCase):
    """One of the two runs: where it was found, what it was about, how many stand how."""

    name: str
    about: About
    population: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Difference(Result):
    """Two runs compared: `parts` names the parts of the answer that are not the same.

    `renumbered` counts persons whose rows merely stand on other lines of their files.
    """

    kind: ClassVar[str] = "diff"
    follows: ClassVar[dict[str, str]] = {"same": "same"}

    before: Side
    after: Side
    changes: Changes
    people: tuple[PersonChange, ...]
    renumbered: int
    parts: tuple[str, ...]
    care: str = CARE

    @property
    def same(self) -> bool:
        """Whether both give the same answer."""
        return not self.parts


# An answer as it is compared: in plain data, and without what runs of version 1 did not keep.


UNSAID: Mapping[str, Any] = {"aliases": [], "depends_on": "", "note": "", "would_be": None}


def outcome(answer: Answer) -> Outcome:
    """Give an answer as far as two are compared by it."""
    data: Json = _comparable(to_data(answer))
    told = from_data(Answer, data)
    return Outcome(
        about=told.about,
        population=told.population,
        counts=told.counts,
        findings={one.person.id: one for one in told.findings},
        ruled_out={one.person.id: one for one in told.ruled_out},
        stands={one["person"]["id"]: one for one in (*data["ruled_out"], *data["findings"])},
        data=data,
    )


def _comparable(given: Any) -> Any:
    match given:
        case dict():
            said = {key: UNSAID.get(key, _comparable(each)) for key, each in given.items()}
            if "doubts" in said:  # a row's verdict follows from its doubts
                said["verdict"] = (Verdict.IN_DOUBT if said["doubts"] else Verdict.MET).key
            return said
        case list():
            return [_comparable(each) for each in given]
    return given


# Two lists of evidence are compared row by row: what came, what went, what reads otherwise.


Told = tuple[object, ...]
ALIKE = 0.5  # what two texts on one line must have in common to be one fact that was rewritten


def told(evidence: Evidence) -> Told:
    """Give all that a row says, wherever it stands in its file."""
    beside = told(evidence.with_row) if evidence.with_row else ()
    return (*_fact(evidence), evidence.doubts, beside)


def row_changes(before: Sequence[Evidence], after: Sequence[Evidence]) -> tuple[RowChange, ...]:
    """Say what became of each row that is not the same on both sides."""
    old, new = list(before), list(after)
    _paired(old, new, lambda a, b: told(a) == told(b))
    doubted = _paired(old, new, lambda a, b: _fact(a) == _fact(b))
    altered = _paired(old, new, _rewritten)
    return (
        *(RowChange(RowMove.DOUBTED, was, now) for was, now in doubted),
        *(RowChange(RowMove.ALTERED, was, now) for was, now in altered),
        *(RowChange(RowMove.VANISHED, was, None) for was in old),
        *(RowChange(RowMove.APPEARED, None, now) for now in new),
    )


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


# One person in two runs, clue by clue: what is known of both sides is compared, nothing else.


def clue_changes(was: Place | None, now: Place | None) -> tuple[ClueChange, ...]:
    """Give the clues that say something else of a person than before.

    Of somebody ruled out a run names only the clue that stopped them, so only that one is compared.
    """
    old, new = _said(was), _said(now)
    stops = [said for place, said in ((was, old), (now, new)) if isinstance(place, RuledOut)]
    ids = [key for said in stops for key in said] if stops else [*new, *old]
    return tuple(
        ClueChange(key, old.get(key), new.get(key), _rows(old.get(key), new.get(key)))
        for key in dict.fromkeys(ids)
        if _state(old.get(key)) != _state(new.get(key))
    )


def _said(place: Place | None) -> Mapping[str, ClueFinding]:
    match place:
        case Finding():
            return place.clues
        case RuledOut(source=None):
            clue = place.clue
            return {clue: ClueFinding(clue, Verdict.NOT_MET, "", place.because)}
        case _:
            return {}


def _state(clue: ClueFinding | None) -> tuple[object, ...]:
    if clue is None:
        return ()
    rows = sorted((told(row) for row in clue.evidence), key=repr)
    return clue.verdict, clue.reading, clue.because, dict(clue.by_reading), rows


def _rows(was: ClueFinding | None, now: ClueFinding | None) -> tuple[RowChange, ...]:
    return row_changes(was.evidence if was else (), now.evidence if now else ())


# Two states of the rules are compared line by line; comments and blank lines do not count.


_REMARK = re.compile(r"\s+#[^\"']*$")  # a quote after it would mean that "#" stood within quotes

Numbered = tuple[int, str]


def file_changes(before: Sequence[RuleFile], after: Sequence[RuleFile]) -> tuple[FileChange, ...]:
    """Compare the files of two states, each with the one of the same kind and id."""
    old = {(file.kind, file.id): file for file in before}
    new = {(file.kind, file.id): file for file in after}
    found = [_file_change(old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old])]
    return tuple(change for change in found if change)


def _file_change(before: RuleFile | None, after: RuleFile | None) -> FileChange | None:
    file = after or before
    if file is None or (before and after and before.text == after.text):
        return None
    if before is None or after is None:
        return FileChange(file.kind, file.id, file.path, Edit.ADDED if after else Edit.GONE)
    lines = tuple(line_changes(before.text, after.text))
    edit = Edit.EDITED if lines else Edit.REMARKS
    return FileChange(file.kind, file.id, file.path, edit, lines)


def line_changes(before: str, after: str) -> Iterator[LineChange]:
    """Give the lines that differ, those that stand in for each other side by side."""
    old, new = _that_count(before), _that_count(after)
    matcher = SequenceMatcher(None, [said for _, said in old], [said for _, said in new])
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            for was, now in zip_longest(old[i:j], new[k:m], fillvalue=(0, "")):
                yield LineChange(was[0], now[0], was[1], now[1])


def _that_count(text: str) -> list[Numbered]:
    lines = ((at, _REMARK.sub("", line).rstrip()) for at, line in enumerate(text.splitlines(), 1))
    return [(at, line) for at, line in lines if line and not line.lstrip().startswith("#")]


# Two states of what an answer rests on are compared: rules, register, day, version.


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


# What can have moved a person: one thing where the others are ruled out, several where not.


def blame(
    found: Changes,
    move: Move,
    clues: Sequence[ClueChange],
    lines: Sequence[FileChange],
    *,
    own: bool = False,
) -> tuple[Cause, ...]:
    """Name all that can have done it, of what changed between two runs.

    Where the own row of a person changed (`own`), the facts are among it.

    Facts are ruled out where every clue that changed rests on the very same rows as before; rules,
    where no edit bears on those clues. Whoever has the same verdicts for the same reasons was
    shifted by others.
    """
    if move is Move.SHIFTED:
        return (Cause.OTHERS,)
    changed = {change.name for change in found.inputs}
    possible = {
        Cause.FACTS: REGISTER in changed and (own or not _same_rows(clues)),
        Cause.RULES: bool(lines),
        Cause.DAY: DAY in changed and not _day_was_edited(found),
        Cause.NARROW: NARROW in changed,
    }
    return tuple(cause for cause, may_be in possible.items() if may_be)


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


# Two kept runs are compared: who came, went or moved, clue by clue, and what can have done it.


Reaches = tuple[Reach, Reach]
INPUTS = frozenset({"schema", "case", "register", "lock"})  # what was asked, and of what
OF_PLACE = frozenset({"rank", "status", "clues", "person", "clue", "by", "because", "source"})
LOCK = "lock"


def compare(before: Record, after: Record, reaches: Reaches) -> Difference:
    """Compare two runs; `reaches` says which lines of their rules can bear on which clue."""
    old, new = (outcome(r.answer) for r in (before, after))
    found = changes(before.basis, after.basis)
    people = tuple(_people(old, new, found, reaches, own_changes(before, after)))
    unequal = [key for key, was in old.stands.items() if was != new.stands.get(key, was)]
    named = {change.person.id for change in people}
    return Difference(
        before=Side(before.name, old.about, old.population, old.counts),
        after=Side(after.name, new.about, new.population, new.counts),
        changes=Changes(found.files, (*found.inputs, *_locks(old, new))),
        people=people,
        renumbered=sum(key not in named for key in unequal),
        parts=tuple(_parts(old.data, new.data)),
    )


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys([*new, *old]):
        if key not in INPUTS and (key in old, old.get(key)) != (key in new, new.get(key)):
            yield key


def _locks(old: Outcome, new: Outcome) -> Iterator[InputChange]:
    was, now = (_lock_said(given.data.get(LOCK)) for given in (old, new))
    if was != now:
        yield InputChange(LOCK, was, now)


def _lock_said(lock: Json | None) -> str:
    if lock is None:
        return "not locked"
    count = len(lock["times"])
    edited = "unchanged since" if lock["unchanged"] else "edited since"
    return f"locked {'once' if count == 1 else f'{count} times'}, {edited}"


def _people(
    old: Outcome,
    new: Outcome,
    found: Changes,
    reaches: Reaches,
    own: Mapping[str, tuple[tuple[OwnChange, ...], Somebody]],
) -> Iterator[PersonChange]:
    """Give everybody who does not stand as before, those on the later list first."""
    everybody = [*new.findings, *old.findings, *new.ruled_out, *old.ruled_out]
    for key in dict.fromkeys(everybody):
        was, now = old.place(key), new.place(key)
        mine = own.get(key, ((), Somebody.SAME))
        if was is None or now is None or mine[0] or old.stands[key] != new.stands[key]:
            also = _also(old.stands.get(key), new.stands.get(key))
            change = _difference_person(was, now, also, found, reaches, mine)
            if change:
                yield change


def own_changes(
    before: Record, after: Record
) -> Mapping[str, tuple[tuple[OwnChange, ...], Somebody]]:
    """Say of whom both runs name what changed in their own row, and whether it is still them.

    Where a run was kept without the rows, the name that its answer gives is all that is known.
    """
    old, new = (record.rows or _named(record) for record in (before, after))
    if not (before.rows and after.rows):
        old, new = _named(before), _named(after)
    return {key: _own(old[key], new[key]) for key in new if key in old and old[key] != new[key]}


def _named(record: Record) -> Mapping[str, OwnRow]:
    answer = record.answer
    people = [f.person for f in answer.findings] + [r.person for r in answer.ruled_out]
    return {person.id: OwnRow({"name": person.name}, "name") for person in people}


def _own(was: OwnRow, now: OwnRow) -> tuple[tuple[OwnChange, ...], Somebody]:
    columns = dict.fromkeys([*now.cells, *was.cells])
    pairs = [OwnChange(name, was.cells.get(name, ""), now.cells.get(name, "")) for name in columns]
    changed = tuple(pair for pair in pairs if pair.before != pair.after)
    old, new = (set(fold(row.cells.get(row.name, "")).split()) for row in (was, now))
    if not old or not new or old & new:
        return changed, Somebody.SAME
    births = was.cells.get(was.born, ""), now.cells.get(now.born, "")
    apart = all(births) and not _may_be_one(*births)
    return changed, Somebody.ELSE if apart else Somebody.DOUBTFUL


def _may_be_one(one: str, other: str) -> bool:
    """Tell whether two births can be the same day; what is not understood may be any."""
    try:
        pairs = [(parse(a), parse(b)) for a in one.split(";") for b in other.split(";")]
    except ValueError:
        return True
    return any(a.first <= b.last and b.first <= a.last for a, b in pairs)


def _also(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Name the figures of somebody that differ beside place and clues."""
    if was is None or now is None or set(was) != set(now):
        return ()
    return tuple(key for key in now if was[key] != now[key] and key not in OF_PLACE)


def _difference_person(
    was: Place | None,
    now: Place | None,
    also: tuple[str, ...],
    found: Changes,
    reaches: Reaches,
    mine: tuple[tuple[OwnChange, ...], Somebody],
) -> PersonChange | None:
    place, (own, who) = now or was, mine
    clues = clue_changes(was, now)
    move = _move(was, now, own=bool(clues or own))
    if place is None or (move is Move.SHIFTED and not also and _rank(was) == _rank(now)):
        return None
    lines = _bearing(found, reaches, {change.clue for change in clues})
    causes = blame(found, move, clues, lines, own=bool(own))
    return PersonChange(move, place.person, was, now, clues, causes, lines, also, own, who)


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
