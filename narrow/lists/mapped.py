"""A table of somebody's own becomes a register, as a mapping says; whatever it does not say stays.

Sheets with persons are read first, so that a fact of nobody can be refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import takewhile
from pathlib import Path

from narrow.errors import Issue, RegisterError, RequestError
from narrow.lists.formats import Form
from narrow.lists.import_log import Intake, Sink
from narrow.lists.persons import Titles, joined, post_cells
from narrow.lists.readers.csv_rows import Line
from narrow.lists.readers.workbook import Header, Tables, header_of, is_error
from narrow.lists.tables import OWN, SHAPES, Block, Listing, Shape
from narrow.model.dates import understood
from narrow.model.mappings import Cell, ListMapping, Part, Sheet, Target, Targets, folded
from narrow.model.registers import Vocabulary

# A cell of a list becomes a value of a register, as its mapping says; what does not stays blank.
#
# Where one of several values of a cell is not understood the whole of it stays blank: those that
# were understood would be taken for all there are.


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
        return Filled((cell.blank,) if cell.blank else ())
    parts = raw if cell.join is None else [cell.join.join(raw)]
    if cell.split:
        parts = _told((part for text in parts for part in text.split(cell.split)), missing)
    found = [(part, _converted(cell, part)) for part in parts]
    unread = tuple(part for part, value in found if value is None)
    # an error that a text holds is kept, for it is shown, and counted; as a code it would be a no
    errors = tuple(part for part, value in found if value is not None and is_error(part))
    values = [value for _, value in found if value]
    if cell.meant.several:
        values = [value.replace(";", ",") for value in values]
    given = "; ".join(raw) if cell.join is None else cell.join.join(raw)
    kept = () if unread else tuple(dict.fromkeys(values))
    return Filled(kept, given, (*unread, *errors))


ENDS = ("end", "delisted_on")
# What stands where an end would, of something that goes on on the day of the list.
GOES_ON = frozenset(
    (
        *("present", "current", "currently", "to date", "till date", "to present", "now", "today"),
        *("ongoing", "incumbent", "actualidad", "presente", "actual", "actualmente", "heute"),
        *("derzeit", "aujourd'hui", "en cours", "по настоящее время", "н.в."),
    )
)


def _told(texts: Iterable[str], missing: frozenset[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip() and folded(text) not in missing]


def _converted(cell: Cell, text: str) -> str | None:
    """Give the value of a text: blank where it is known to stand for none, None if not known."""
    if cell.words is not None and (folded(text) in cell.words or cell.meant.kind != "date"):
        return cell.words.get(folded(text))  # of a column of dates, the words are read first
    if cell.meant.kind == "date":
        if cell.target in ENDS and folded(text) in GOES_ON:
            return ".."
        return understood(text, cell.dates) or None
    if cell.meant.kind == "code" and is_error(text):
        return None
    if cell.meant.codes:
        wanted = folded(text).replace("-", " ")
        return next((c for c in cell.meant.codes if folded(c).replace("-", " ") == wanted), None)
    return text


_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{2,3}")


def no_id(text: str) -> str:
    """Say why a text names nobody although it stands there; blank where it does."""
    if is_error(text):
        return f"has an error for its id ({text.strip()}): a formula of the sheet is broken"
    if _SHORTENED.fullmatch(text.strip()):
        lost = (
            "a sheet keeps 15 figures of a number, so the last ones are lost and ids run together"
        )
        return f"has the number {text.strip()} for its id: {lost}; format the column as text"
    return ""


def slug(texts: Sequence[str]) -> str:
    """Make an id of texts: the same texts give the same id, whatever their case and gaps."""
    return "-".join("-".join(folded(text).split()) for text in texts)


# A sheet is laid under its mapping: every column that is named must be there, just once.


Read = Sequence[tuple[Cell, Filled]]


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet under its mapping; `places` are where the columns of a mapping lie in it."""

    sheet: Sheet
    tables: Tables
    name: str
    header: Header
    source: str
    places: Mapping[str, int]

    @property
    def place(self) -> Path:
        """How a report names it."""
        return self.tables.place(self.name)

    @property
    def left_out(self) -> Sequence[str]:
        """The headers that the mapping does not name."""
        used = set(self.places.values())
        return [text for at, text in enumerate(self.header.texts) if text and at not in used]

    def rows(self, intake: Intake) -> Iterator[Line]:
        """Give the rows below the header, without those to be skipped."""
        given = self.tables.rows(self.name, intake, self.sheet.delimiter, self.sheet.encoding)
        for line in given:
            if line.number > self.sheet.header[-1] and line.number not in self.sheet.skip:
                yield line

    def fault(self, line: Line) -> str:
        """Say why a row cannot be read; blank where it can."""
        width = len(self.header.texts)
        if line.fault or (not self.tables.has_cells_to_spare and len(line.cells) < width):
            return line.fault or f"has {len(line.cells)} cells; {width} are expected"
        return f"has more cells than the header ({width})" if any(line.cells[width:]) else ""

    def text(self, name: str, line: Line) -> str:
        """Give the text under a column."""
        at = self.places[name]
        return line.cells[at] if at < len(line.cells) else ""

    def filled(self, part: Part, number: int, line: Line, missing: frozenset[str]) -> Read:
        """Read the cells of a part from a row."""
        return [
            (cell, fill(cell, [self.text(name, line) for name in cell.at(number)], missing))
            for cell in part.cells
        ]

    def cited(self, part: Part, number: int, line: Line, missing: frozenset[str]) -> Read:
        """Read the cells of a row that say where a part has its facts from."""
        return [
            (cell, fill(cell, [self.text(name, line) for name in cell.at(number)], missing))
            for cell in part.cites
        ]


@dataclass(slots=True)
class Desk:
    """The files at hand, and what was found wrong while mappings were laid over them."""

    tables: Mapping[str, Tables]
    issues: list[Issue] = field(default_factory=list)

    def lay(self, sheet: Sheet, source: str) -> Laid:
        """Lay a sheet under its mapping; a column that is not there is added to the issues."""
        tables = self.file(sheet.file)
        name = tables.named(sheet.sheet)
        place, last = tables.place(name), sheet.header[-1]
        rows = tables.rows(name, Intake(), sheet.delimiter, sheet.encoding)
        head = list(takewhile(lambda line: line.number <= last, rows))
        header = header_of(head, place, sheet.header)
        places: dict[str, int] = {}
        for wanted, used_for in _wanted(sheet):
            try:
                places[wanted] = header.at(wanted)
            except KeyError as error:
                said = f"{error.args[0]} (for {used_for})"
                self.issues.append(Issue(str(place), last, 1, said))
        return Laid(sheet, tables, name, header, source, places)

    def file(self, name: str) -> Tables:
        """Give the file that a mapping means."""
        if name in self.tables:
            return self.tables[name]
        if name:
            said = ", ".join(self.tables)
            raise RequestError(f"the mapping needs the file {name!r}; given: {said}")
        if len(self.tables) > 1:
            raise RequestError("several files are given; the mapping must say which (file:)")
        return next(iter(self.tables.values()))


def lay_all(desk: Desk, sheets: Sequence[Sheet], name: str) -> Sequence[Laid]:
    """Lay all sheets under their mappings; raises RegisterError with all that is not there."""
    alone = len(sheets) == 1
    laid = [
        desk.lay(sheet, name if alone else f"{name}-{at}") for at, sheet in enumerate(sheets, 1)
    ]
    if desk.issues:
        raise RegisterError(desk.issues)
    return laid


def _wanted(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield from ((name, "the id") for name in sheet.ids)
    yield from ((name, "only") for name in sheet.only or ())
    for part in sheet.parts:
        told = [(part.table, cell) for cell in part.cells]
        for whose, cell in (*told, *(("the source", cell) for cell in part.cites)):
            for number in part.numbers:
                yield from ((name, f"{whose}.{cell.target}") for name in cell.at(number))


# Where a row says itself what its source is, that source is written once and cited.


@dataclass(slots=True)
class Cited:
    """The sources that rows name; the same words are the same source."""

    name: str  # of the list
    missing: frozenset[str]
    sink: Sink
    intake: Intake
    known: dict[tuple[str, ...], str] = field(default_factory=dict)

    def source(self, laid: Laid, part: Part, number: int, line: Line) -> str:
        """Give the id of a row's source: its own where it names one, else its sheet's."""
        read = laid.cited(part, number, line, self.missing)
        if not any(found.given for _, found in read):
            return laid.source
        cells = {cell.target: found.value for cell, found in read}
        for cell, found in read:
            for text in found.unread:
                self.intake.not_understood(f"source.{cell.target}", text)
        cells["title"] = cells.get("title") or cells.get("url") or cells.get("publisher", "")
        told = tuple(f"{name}={value}" for name, value in sorted(cells.items()))
        if told not in self.known:
            self.known[told] = f"{self.name}-cited-{len(self.known) + 1}"
            self.sink.row("sources", cells | {"source_id": self.known[told]})
        return self.known[told]


# What a mapping may fill: the tables of an imported register, with the codes of each column.


_OURS = ("person_id", "source_id", "left_over")
_FIXED = {
    "commands_unit": frozenset({"yes", "no", "unknown"}),
    "said_as": frozenset({"former", "current"}),
    "acting": frozenset({"yes", "no"}),
}
AS_GIVEN = "_as_given"


def targets(vocabularies: Mapping[str, Vocabulary]) -> Targets:
    """Give the tables and columns that a mapping may fill; ids and sources are made by narrow."""
    return {
        role: {
            name: _target(name, block, vocabularies)
            for name, block in shape.columns.items()
            if name not in _OURS and (name == "remarks_as_given" or not name.endswith(AS_GIVEN))
        }
        for role, shape in {**SHAPES, **OWN}.items()
        if role != "sources"
    }


def _target(name: str, block: Block, vocabularies: Mapping[str, Vocabulary]) -> Target:
    named = str(block.get("vocabulary", ""))
    known = vocabularies.get(named)
    codes = frozenset(known.terms) if known else _FIXED.get(name, frozenset())
    kind = "code" if named else str(block.get("kind", "text"))
    return Target(kind, block.get("values") in ("set", "rival"), named, codes)


def _columns(table: str) -> Mapping[str, Block]:
    known = SHAPES.get(table) or OWN.get(table)
    return known.columns if known else {}


def more_columns(mapping: ListMapping) -> Mapping[str, Shape]:
    """Give the columns that keep what the list itself says of every value that is converted."""
    found: dict[str, dict[str, Block]] = {}
    for sheet in mapping.sheets:
        for part in sheet.parts:
            columns = found.setdefault(part.table, {})
            for cell in part.cells:
                name = cell.target + AS_GIVEN
                if cell.own:
                    columns[cell.target] = (
                        {"kind": cell.meant.kind} if cell.meant.kind != "text" else {}
                    )
                    columns[cell.target] |= {"values": "set"} if cell.meant.several else {}
                if cell.converts and name not in _columns(part.table):
                    columns[name] = {}
    return {role: Shape(columns, {}) for role, columns in found.items()}


# The facts of a person are written as the rows of a mapping give them; titles become posts.


_DATES = ("start", "end")


@dataclass(slots=True)
class Facts:
    """Writes facts, and counts what in them was not understood."""

    missing: frozenset[str]
    sink: Sink
    intake: Intake
    titles: Titles
    cited: Cited
    said: set[int] = field(default_factory=set)  # of persons who stand in several rows

    def take(self, laid: Laid, part: Part, line: Line, person: str) -> None:
        """Write what a row says of a person in one table."""
        for number in part.numbers:
            filled = laid.filled(part, number, line, self.missing)
            if not any(found.given for _, found in filled):
                continue  # a constant alone is no fact
            count(self.intake, part, filled)
            cells = cells_of(part, filled)
            source = self.cited.source(laid, part, number, line)
            same = {"person_id": person, "source_id": source}
            for target, value in _each(part, filled):
                told = cells | {target: value} if target else cells
                if not laid.sheet.has_many or self.is_new(part.table, told, same):
                    self.fact(part, told, same)

    def is_new(self, table: str, cells: dict[str, str], same: dict[str, str]) -> bool:
        """Say whether a source tells a fact for the first time; rows of a person repeat theirs."""
        told = hash((table, *sorted(same.items()), *sorted(cells.items())))
        known = told in self.said
        self.said.add(told)
        return not known

    def fact(self, part: Part, cells: dict[str, str], same: dict[str, str]) -> None:
        """Write one fact."""
        if part.understand and cells.get("title") and not is_error(cells["title"]):
            self.posts(cells, same)
            return
        if part.table == "posts":
            cells = cells | {"commands_unit": cells.get("commands_unit") or "unknown"}
        self.sink.row(part.table, cells | same)

    def posts(self, cells: dict[str, str], same: dict[str, str]) -> None:
        """Read a title as posts; days that stand beside several are said of none of them."""
        told = self.titles(cells["title"])
        said = {name: value for name, value in cells.items() if value and name != "title"}
        if len(told.posts) + len(told.left) > 1:
            for name in _DATES:
                if name in said:
                    self.intake.not_understood(f"{name} of several posts", said.pop(name))
        for post in told.posts:
            # a post that the list calls former was over on the day of the list
            over = self.intake.known_until if post.tense == "former" else ""
            self.sink.row("posts", post_cells(post) | {"ended_by": over} | said | same)
        texts = told.left if told.posts or told.left else (cells["title"],)
        for left in texts:
            self.intake.not_understood("title", left)
            self.sink.row("posts", {"title": left, "commands_unit": "unknown"} | said | same)


def count(intake: Intake, part: Part, filled: Read) -> None:
    """Count what was not understood in a row."""
    for cell, found in filled:
        for text in found.unread:
            intake.not_understood(f"{part.table}.{cell.target}", text)


def _each(part: Part, filled: Read) -> Sequence[tuple[str, str]]:
    """Give a value for each row that a split column makes; one row where none is split."""
    for cell, found in filled:
        if cell.split and not cell.meant.several and len(found.values) > 1:
            return [(cell.target, value) for value in found.values]
    return [("", "")]


def cells_of(part: Part, filled: Read) -> dict[str, str]:
    """Give the cells of a row of the register, with the list's own text of what is converted."""
    cells: dict[str, str] = {}
    for cell, found in filled:
        cells[cell.target] = found.value
        name = cell.target + AS_GIVEN
        if cell.converts or name in _columns(part.table):
            cells[name] = found.given
    return cells


_TITLES = 10_000  # that are kept as they were understood, for offices repeat
_MOST_KINDS = 50  # of rows set aside that the report tells apart


def mapped(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles, *, mapping: ListMapping
) -> None:
    """Read the files of a list as its mapping says."""
    if len({path.name for path in sources}) != len(sources):
        raise RequestError("two files have the same name; a mapping could not tell them apart")
    tables = {path.name: Tables(path) for path in sources}
    laid = lay_all(Desk(tables), mapping.sheets, mapping.id)
    intake.known_until = intake.known_until or mapping.published
    once = lru_cache(_TITLES)(titles)
    cited = Cited(mapping.id, mapping.missing, sink, intake)
    facts = Facts(mapping.missing, sink, intake, once, cited)
    reading = _Reading(mapping, sink, intake, facts)
    for sheet in laid:
        reading.source(sheet)
    for sheet in sorted(laid, key=lambda one: not one.sheet.has_persons):
        reading.sheet(sheet)
    for table in tables.values():
        used = {sheet.name for sheet in laid if sheet.tables is table}
        for name in table.sheets:
            if name not in used:
                intake.notes[f"sheet {table.place(name).name} is not mapped"] += 1


@dataclass(slots=True)
class _Reading:
    mapping: ListMapping
    sink: Sink
    intake: Intake
    facts: Facts
    people: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def source(self, laid: Laid) -> None:
        """Write the row of a sheet, and note the columns that nothing is made of."""
        given = self.mapping
        cells = {"title": " / ".join(filter(None, (given.title, laid.name)))}
        cells |= {"publisher": given.publisher, "url": given.url, "file": laid.tables.path.name}
        cells |= {"source_id": laid.source, "published": self.intake.known_until}
        self.sink.row("sources", cells)
        if laid.left_out:
            said = f"columns of {laid.place.name} that are not mapped: {', '.join(laid.left_out)}"
            self.intake.notes[said[:400]] += len(laid.left_out)

    def sheet(self, laid: Laid) -> None:
        for line in laid.rows(self.intake):
            self.intake.read[laid.place.name] += 1
            fault = laid.fault(line)
            aside = "" if fault else self.aside(laid, line)
            if aside:
                known = self.intake.set_aside
                known[aside if aside in known or len(known) < _MOST_KINDS else "others"] += 1
                continue
            fault = fault or self.row(laid, line)
            if fault:
                self.intake.refuse(laid.place, line.number, fault)
            else:
                self.intake.taken += 1

    def aside(self, laid: Laid, line: Line) -> str:
        """Say what a row is about, where it is about no person."""
        for name, words in (laid.sheet.only or {}).items():
            text = laid.text(name, line)
            if folded(text) not in words:
                return f"{name}: {text[:60] or 'blank'}"
        return ""

    def row(self, laid: Laid, line: Line) -> str:
        """Take a row; gives why not, where it is not taken."""
        ids = [laid.text(name, line) for name in laid.sheet.ids]
        if not all(text and folded(text) not in self.mapping.missing for text in ids):
            return f"has no id ({', '.join(laid.sheet.ids)})"
        for text in ids:
            if fault := no_id(text):
                return fault
        person = f"{self.mapping.id}-{slug(ids)}"
        if not laid.sheet.has_persons and person not in self.people:
            return f"belongs to {person[:80]!r}, who is not in the list"
        for part in laid.sheet.parts:
            fault = self.person(laid, part, line, person) if part.table == "persons" else ""
            if fault:
                return fault
        for part in laid.sheet.parts:
            if part.table != "persons":
                self.facts.take(laid, part, line, person)
        return ""

    def person(self, laid: Laid, part: Part, line: Line, person: str) -> str:
        filled = laid.filled(part, 0, line, self.mapping.missing)
        cells = cells_of(part, filled)
        if not cells["name"]:
            return "has no name"
        told = hash(tuple(sorted(cells.items())))
        source, number, before = self.people.get(person, (laid.source, line.number, told))
        if person in self.people and not part.many:
            return f"the id {person[:80]!r} repeats that of row {number} ({source})"
        if before != told:
            return f"says otherwise of {person[:80]!r} than row {number} ({source})"
        if person not in self.people:
            self.people[person] = (laid.source, line.number, told)
            count(self.intake, part, filled)
            cited = self.facts.cited.source(laid, part, 0, line)
            self.sink.row("persons", cells | {"person_id": person, "source_id": cited})
        return ""


# A mapping makes a form of import of its own, as if narrow knew the list.


def form_by(mapping: ListMapping) -> Form:
    """Give the form by which a list is imported under a mapping; nobody's listings are complete."""
    publisher = mapping.publisher or mapping.title
    listing = Listing(mapping.id, mapping.title, "", publisher, more=more_columns(mapping))
    return Form("mapping", mapping.title, partial(mapped, mapping=mapping), listing)
