"""Clues in one line each become a case file like any other, for a quick look.

    posts: branch=army role=commander former
    no posts: sector=military            no such row
    2+ posts: role=minister              two such rows or more (2: exactly two; 2-3: two or three)
    person: gender=female                the person's own columns
    designations: ground=corruption listed_on>2015

First a table and a colon, then what must hold of one row of it: `column=value`, `column!=value`,
`column=a|b` for either. A code means itself or a kind of it. `>=` and `<=` are for ordered codes
and for dates, `<`, `>` and `=` for dates (`start>2001 start<2010` is the time between), `=` on a
column of words asks for these words (`title="chief of staff"`, in double quotes where there are
spaces), and `end=""` for what is not recorded. Bare words say when: former, current, ever, future,
probably-former; no-longer is former, and no such row is held; `at=2015-03-09` is held on that day.

A column that the table lacks, and one other table of persons has, is asked of some row of that
table. Every clue is required; the subject is a published list, so that no chance is shown.

The clues are read as the lines of a small file: what the reader of case files finds wrong is told
at the argument and column where it was typed.
"""

import re
import shlex
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from textwrap import wrap

from narrow.errors import Issue, RuleError, nearest
from narrow.model.cases import Case
from narrow.model.dates import EARLIEST, LATEST, Interval, parse
from narrow.model.registers import PERSONS, Column, Kind, Register, Table
from narrow.model.rules import Tense
from narrow.rules.cases import lower_document
from narrow.rules.conditions import NO_LONGER
from narrow.rules.documents import CaseDocument
from narrow.rules.library import Library
from narrow.rules.validation import validate
from narrow.rules.yaml_text import PAGE, Path_, Plain, Text, write

# The words of a clue written in one line, each with its column; nothing is looked up here.


LONGEST = 2_000

_HEAD = re.compile(
    r"\s*(?:(?P<none>no)\s+|(?P<least>[0-9]{1,4})(?P<more>\+|-(?P<most>[0-9]{1,4}))?\s+)?"
    r"(?P<table>[^\s:]+)\s*"
)
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r'[^\s=!<>|"]+')
_OPERATOR = re.compile(r"!=|>=|<=|=|<|>")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_BARE = re.compile(r'[^\s|"]+')
_ESCAPED = re.compile(r"\\(.)")
_REST = re.compile(r'(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s"])+')
_UNWRITABLE = {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}


class Misread(Exception):  # noqa: N818 - caught where a line is read, never seen outside
    """A fault of a clue in one line: what is wrong, and in which column (from 1)."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its column; `quoted` where it stood in double quotes."""

    text: str
    at: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One condition: `column=value|value`, or bare words, where `operator` is blank."""

    name: Word
    operator: str
    values: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the colon: a table, and how many of its rows are asked for.

    `at_least` and `at_most` are blank where any row will do; `none` asks that there be no row.
    """

    table: Word
    none: bool = False
    at_least: str = ""
    at_most: str = ""

    @property
    def counts(self) -> bool:
        """Whether a number of rows is asked for."""
        return bool(self.at_least or self.at_most)


@dataclass(slots=True)
class Line:
    """A clue as typed: its head (None where it cannot be read), its items, and all its faults."""

    text: str
    head: Head | None = None
    items: list[Item] = field(default_factory=list)
    faults: list[Misread] = field(default_factory=list)


def read_line(text: str) -> Line:
    """Take a clue in one line apart; reading goes on after a fault, to find them all."""
    line = Line(text)
    try:
        _writable(text)
        line.head, after = _head(text)
    except Misread as fault:
        line.faults.append(fault)
        return line
    for found in _items(text, after):
        if isinstance(found, Misread):
            line.faults.append(found)
        else:
            line.items.append(found)
    return line


def _writable(text: str) -> None:
    if len(text) > LONGEST:
        raise Misread(LONGEST, f"has {len(text):,} characters; {LONGEST:,} at most")
    for at, char in enumerate(text, start=1):
        if unicodedata.category(char) in _UNWRITABLE:
            raise Misread(at, f"has a character that cannot be written (U+{ord(char):04X})")


def _head(text: str) -> tuple[Head, int]:
    colon = text.find(":")
    before = text[:colon] if colon >= 0 else text
    if colon < 0 or '"' in before or _OPERATOR.search(before):
        start = _past(_SPACE, text, 0) + 1
        raise Misread(start, "no table is named; begin with one and a colon, such as posts:")
    found = _HEAD.fullmatch(before)
    if not found:
        start = _past(_SPACE, text, 0) + 1
        raise Misread(
            start, f"{before.strip()!r} names no table; expected TABLE, no TABLE or 2+ TABLE"
        )
    table = Word(found["table"], found.start("table") + 1)
    least = found["least"] or ""
    most = found["most"] or ("" if found["more"] else least)
    return Head(table, bool(found["none"]), least, most), colon + 1


def _items(text: str, start: int) -> Iterator[Item | Misread]:
    at = _past(_SPACE, text, start)
    while at < len(text):
        try:
            item, at = _item(text, at)
            yield item
        except Misread as fault:
            yield fault
            at = _past(_REST, text, at)
        at = _past(_SPACE, text, at)


def _item(text: str, start: int) -> tuple[Item, int]:
    name = _NAME.match(text, start)
    if not name:
        raise Misread(start + 1, "expected column=value or a tense such as former")
    operator = _OPERATOR.match(text, name.end())
    if operator:
        values, after = _values(text, operator.end(), operator[0], name[0])
    else:
        values, after = _values(text, start, "", "")
    _ended(text, after)
    return Item(Word(name[0], start + 1), operator[0] if operator else "", values), after


def _values(text: str, start: int, operator: str, name: str) -> tuple[tuple[Word, ...], int]:
    """Read one value, or several with a bar between them."""
    found: list[Word] = []
    at = start
    while True:
        quoted, bare = _QUOTED.match(text, at), _BARE.match(text, at)
        if quoted:
            found.append(Word(_ESCAPED.sub(r"\1", quoted[1]), at + 1, quoted=True))
            at = quoted.end()
        elif bare:
            found.append(Word(bare[0], at + 1))
            at = bare.end()
        elif text[at : at + 1] == '"':
            raise Misread(at + 1, "the double quote is not closed")
        else:
            after = f"{name}{operator}" if not found else "|"
            hint = f'; {name}{operator}"" asks for what is not recorded' if not found else ""
            raise Misread(at + 1, f"a value is missing after {after}{hint}")
        if text[at : at + 1] != "|":
            return tuple(found), at
        at += 1


def _ended(text: str, at: int) -> None:
    if at < len(text) and not text[at].isspace():
        raise Misread(at + 1, f"expected a space here and not {text[at]!r}")


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


# What `column=value` in one line stands for in a rule file, by the kind of the column.
#
# Codes and dates are not looked up here: what is written is the condition of a case file, and the
# reader of case files says whether it can be meant.


TENSE = "tense"
AT = "at"

_DATES = {"=": "on", "<": "before", ">": "after"}
_NOT_DATES = {"!=": "on", ">=": "before", "<=": "after"}
_STEPS = {">=": "at_least", "<=": "at_most"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Written:
    """A condition as a rule file writes it, its column, and that of each alternative by path."""

    plain: Plain
    at: int
    below: Mapping[Path_, int] = field(default_factory=dict)


def condition(register: Register, table: Table, items: Sequence[Item]) -> Written:
    """Write down what is said of one column of a row; raises Misread."""
    first = items[0]
    column = table.columns.get(first.name.text)
    if column is None or not first.operator:
        return _tense(table, _only(table, items))
    if len(items) == 2 and column.kind is Kind.DATE:
        bounds = sorted(items, key=lambda item: item.operator[0], reverse=True)
        if [item.operator[0] for item in bounds] == [">", "<"]:
            return _between(register, column, bounds[0], bounds[1])
    item = _only(table, items)
    plain, below = _one(register, column, item)
    return Written(plain, item.values[0].at, below)


def _only(table: Table, items: Sequence[Item]) -> Item:
    if len(items) > 1:
        name = items[1].name
        own = items[1].operator and name.text in table.columns
        shown = name.text if own else "the time"
        raise Misread(name.at, f"{shown} is said twice of one row; either of two is a|b")
    return items[0]


Told = tuple[Plain, Mapping[Path_, int]]


def _one(register: Register, column: Column, item: Item) -> Told:
    if any(value.quoted and not value.text for value in item.values):
        return _missing(column, item)
    match column.kind:
        case Kind.DATE:
            return _dated(column, item)
        case Kind.TEXT:
            return _worded(column, item)
        case Kind.CODE:
            return _coded(register, column, item)


def _negated(operator: str, plain: Plain, below: Mapping[Path_, int]) -> Told:
    """Put a condition under `not` where the operator says so."""
    if operator != "!=":
        return plain, below
    return {"not": plain}, {("not", *path): at for path, at in below.items()}


def _missing(column: Column, item: Item) -> Told:
    if len(item.values) > 1 or item.operator not in ("=", "!="):
        said = f'"" asks that {column.name} is not recorded, and stands alone after = or !='
        raise Misread(next(v.at for v in item.values if v.quoted and not v.text), said)
    return _negated(item.operator, {"missing": "yes"}, {})


def _single(column: Column, item: Item, instead: str) -> Word:
    if len(item.values) > 1:
        raise Misread(item.values[1].at, f"{column.name} takes one value here; {instead}")
    return item.values[0]


def _dated(column: Column, item: Item) -> Told:
    value = _single(column, item, "a span of time is written 2001/2005").text
    if item.operator in _DATES:
        return {_DATES[item.operator]: value}, {}
    return {"not": {_NOT_DATES[item.operator]: value}}, {}


def _worded(column: Column, item: Item) -> Told:
    if item.operator not in ("=", "!="):
        said = f"{column.name} holds words, and {item.operator} compares dates and steps"
        raise Misread(item.name.at, f"{said}; expected = or !=")
    value = _single(column, item, "either of several phrases needs a case file (any:)").text
    return _negated(item.operator, {"text": value}, {})


def _coded(register: Register, column: Column, item: Item) -> Told:
    vocabulary = register.vocabulary_of(column)
    if item.operator in ("<", ">"):
        raise Misread(
            item.name.at, f"{item.operator} compares dates, and {column.name} holds codes"
        )
    if item.operator in _STEPS:
        if vocabulary is None or not vocabulary.ordered:
            said = f"{column.name} has no steps; {item.operator} needs a date or an ordered"
            raise Misread(item.name.at, f"{said} vocabulary")
        value = _single(column, item, f"give the {_STEPS[item.operator].replace('_', ' ')} alone")
        return {_STEPS[item.operator]: value.text}, {}
    kinds: dict[str, int] = {}
    for value in item.values:
        for code in _kinds(register, column, value):
            kinds.setdefault(code, value.at)
    if len(item.values) == 1:
        value = item.values[0]
        plain: Plain = {"is_a": value.text} if len(kinds) > 1 else value.text
        return _negated(item.operator, plain, {})
    codes: list[Plain] = [*kinds]
    below: dict[Path_, int] = {("any", at): place for at, place in enumerate(kinds.values())}
    return _negated(item.operator, {"any": codes}, below)


def _kinds(register: Register, column: Column, value: Word) -> tuple[str, ...]:
    """Give a code and its kinds; a code that no vocabulary knows stands for itself."""
    vocabulary = register.vocabulary_of(column)
    if vocabulary is None or value.text not in vocabulary.terms:
        return (value.text,)
    return vocabulary.kinds_of(value.text)


def _tense(table: Table, item: Item) -> Written:
    words: list[Plain] = [value.text for value in item.values]
    place = item.values[0].at
    if item.name.text == AT and item.operator:
        if len(words) > 1 or item.operator != "=":
            raise Misread(item.name.at, "at= takes one day, on which it was held")
        return Written({"at": words[0]}, place)
    if item.operator not in ("", "=", "!="):
        raise Misread(item.name.at, f"{item.operator} does not go with a tense; expected =")
    _known_tenses(table, item)
    plain: Plain = words[0] if len(words) == 1 else {"any": words}
    return Written(_negated(item.operator, plain, {})[0], place)


def _known_tenses(table: Table, item: Item) -> None:
    tenses = [*(tense.value for tense in Tense), NO_LONGER]
    for value in item.values:
        if value.text in table.columns and not item.operator:
            raise Misread(value.at, f"{value.text} needs a value, as in {value.text}=...")
        if value.text not in tenses:
            said = f"{value.text!r} is no tense" + ("" if item.operator else " and no column=value")
            raise Misread(value.at, said + nearest(value.text, tenses))


def _between(register: Register, column: Column, lower: Item, upper: Item) -> Written:
    """Write a lower and an upper bound of one date as the days between them."""
    low = _single(column, lower, "give one bound")
    high = _single(column, upper, "give one bound")
    start, end = _days(register, low), _days(register, high)
    first = start.first if lower.operator == ">=" else _moved(start.last, _DAY)
    last = end.last if upper.operator == "<=" else _moved(end.first, -_DAY)
    if first is None or last is None or first > last:
        said = f"no day is {lower.operator}{low.text} and {upper.operator}{high.text}"
        raise Misread(high.at, said)
    return Written({"between": [first.isoformat(), last.isoformat()]}, low.at)


def _days(register: Register, value: Word) -> Interval:
    try:
        found = parse(value.text, circa_years=register.circa_years)
    except ValueError as error:
        raise Misread(value.at, str(error)) from None
    if not value.text.strip():
        raise Misread(value.at, "a blank is no date; expected YYYY, YYYY-MM or YYYY-MM-DD")
    return found


def _moved(day: date, by: timedelta) -> date | None:
    """Give the day beside another; None beyond the first and the last day that can be written."""
    moved = None if day == date.max and by > timedelta() else day + by
    return moved if moved and EARLIEST <= moved <= LATEST else None


# Which table a clue in one line is about, and which table has the column that a word names.


PERSON = "person"


def table_of(register: Register, head: Head) -> Table:
    """Find the table that a line is about; raises Misread."""
    word = head.table
    tables = {r: t for r, t in register.tables.items() if t.person}
    if word.text == PERSON and PERSON not in tables:
        if head.none or head.counts:
            raise Misread(word.at, "person: stands alone; nobody has two of themselves")
        return register.persons
    if word.text not in tables:
        hint = nearest(word.text, [*tables, PERSON])
        if word.text == PERSONS:
            hint = "; the person's own columns are asked for with person:"
        raise Misread(word.at, f"the register has no table {word.text!r}{hint}")
    return tables[word.text]


def owner_of(register: Register, head: Head, table: Table, item: Item) -> str:
    """Find the one other table of persons that has a column; raises Misread."""
    name, at = item.name.text, item.name.at
    tables = [t for t in register.tables.values() if t.person or t.role == PERSONS]
    having = [t.role for t in tables if name in t.columns and t is not table]
    own = shown(table.role)
    if not having:
        raise Misread(at, f"{own} has no column {name!r}{_near(name, table, tables)}")
    others = [shown(role) for role in having]
    if len(having) > 1:
        said = f"{own} has no column {name!r}, and {' and '.join(others)} have one"
        raise Misread(at, f"{said}; give it a clue of its own")
    if head.none or head.counts:
        said = f"{own} has no column {name!r}; it belongs to {others[0]}"
        raise Misread(at, f"{said}, which needs a clue of its own")
    return having[0]


def _near(name: str, table: Table, tables: Sequence[Table]) -> str:
    """Name the column that is near, of whatever table; or else the columns of this one."""
    near = nearest(name, [column for t in tables for column in t.columns])
    if "did you mean" in near:
        return near
    return nearest(name, [*table.columns, *([TENSE, AT] if table.span else [])])


def shown(role: str) -> str:
    """Give the word that a line calls a table by."""
    return PERSON if role == PERSONS else role


# Clues in one line are written down as clues of a document, with the place of every part.


FILE = "argument"

Clause = dict[str, Plain]


@dataclass(slots=True)
class Clauses:
    """Writes lines down as clues of a document; `marks` says where each part of them was typed."""

    register: Register
    lines: tuple[str, ...]
    marks: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def clauses(self) -> list[Clause]:
        """Give a clue for every line that can be read as one; faults are reported on the way."""
        found: list[Clause] = []
        names: set[str] = {"population"}
        for number, text in enumerate(self.lines, start=1):
            clause = self.clause(number, ("clues", len(found)), read_line(text))
            if clause is not None:
                found.append({"id": _named(clause, names), "quote": text.strip(), **clause})
        return found

    def wrong(self, number: int, fault: Misread) -> None:
        """Report a fault of a line."""
        quoted = self.lines[number - 1]
        self.issues.append(Issue(FILE, number, fault.at, str(fault), quoted))

    def clause(self, number: int, path: Path_, line: Line) -> Clause | None:
        """Write a clue down; None where its table is not known, which has been reported."""
        for fault in line.faults:
            self.wrong(number, fault)
        if line.head is None:
            return None
        try:
            table = table_of(self.register, line.head)
        except Misread as fault:
            self.wrong(number, fault)
            return None
        self.marks[path] = (number, line.head.table.at)
        mine, others = self.sorted_out(number, line.head, table, line.items)
        parts = [(self.register.tables[r], Head(i[0].name), i) for r, i in others.items()]
        if mine or not others or table.role != PERSONS:
            parts.insert(0, (table, line.head, mine))
        if len(parts) == 1:
            body = self.body(number, path, *parts[0])
        else:
            several: list[Plain] = [
                self.body(number, (*path, "all", at), *part) for at, part in enumerate(parts)
            ]
            body = {"all": several}
        if table.role == PERSONS and not line.items and not line.faults:
            self.wrong(number, Misread(line.head.table.at, "person: needs a condition"))
        return {**body, "note": _note(table, others)} if others else body

    def sorted_out(
        self, number: int, head: Head, table: Table, items: Sequence[Item]
    ) -> tuple[list[Item], dict[str, list[Item]]]:
        """Tell the items of a table's own columns from those of other tables, by role."""
        mine: list[Item] = []
        others: dict[str, list[Item]] = {}
        for item in items:
            name = item.name.text
            timed = not item.operator or (name in (TENSE, AT) and table.span is not None)
            if name in table.columns or timed:
                mine.append(item)
                continue
            try:
                others.setdefault(owner_of(self.register, head, table, item), []).append(item)
            except Misread as fault:
                self.wrong(number, fault)
        return mine, others

    def body(
        self, number: int, path: Path_, table: Table, head: Head, items: Sequence[Item]
    ) -> Clause:
        """Write down what must hold of the rows of one table."""
        place = (number, head.table.at)
        where: Clause = {}
        within = (*path, PERSON if table.role == PERSONS else "where")
        for name, mine in _by_column(table, items).items():
            try:
                written = condition(self.register, table, mine)
            except Misread as fault:
                self.wrong(number, fault)
                continue
            where[name] = written.plain
            self.marks[(*within, name)] = (number, written.at)
            for below, at in written.below.items():
                self.marks[(*within, name, *below)] = (number, at)
        self.marks[path] = place
        if table.role == PERSONS:
            return {PERSON: where}
        kind = "none" if head.none else "count" if head.counts else "some"
        self.marks[(*path, kind)] = place
        bounds = {"at_least": head.at_least, "at_most": head.at_most}
        self.marks |= {(*path, key): (number, 1) for key, value in bounds.items() if value}
        numbers: Clause = {key: value for key, value in bounds.items() if value}
        return {kind: table.role, **numbers, **({"where": where} if where else {})}


def _by_column(table: Table, items: Sequence[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        own = item.operator and item.name.text in table.columns
        found.setdefault(item.name.text if own else TENSE, []).append(item)
    return found


def _named(clause: Clause, taken: set[str]) -> str:
    """Name a clue after its table; a second one gets a number."""
    heads = ("some", "none", "count", PERSON)
    bodies = clause.get("all")
    first = bodies[0] if isinstance(bodies, list) else clause
    body = first if isinstance(first, dict) else clause
    role = next(str(body[key]) if key != PERSON else PERSON for key in heads if key in body)
    stem = re.sub(r"[^a-z0-9_-]+", "-", role.lower()).strip("-_")[:60] or "clue"
    name, at = stem, 1
    while name in taken:
        at += 1
        name = f"{stem}-{at}"
    taken.add(name)
    return name


def _note(table: Table, others: Mapping[str, Sequence[Item]]) -> str:
    said, own = [], shown(table.role)
    for role, items in others.items():
        columns = " and ".join(dict.fromkeys(item.name.text for item in items))
        told = "the person's own row" if role == PERSONS else f"some row of {role}"
        said.append(f"{columns}: no column of {own}, so asked of {told}")
    return "; ".join(said)


LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Typed:
    """A case typed as lines: what it means, and the case file that it stands for."""

    case: Case
    file: str


def lower_lines(
    library: Library, register: Register, lines: Sequence[str], head: Mapping[str, str]
) -> Typed:
    """Say what clues in one line each mean on a register; raises RuleError with all faults.

    `head` gives the id, register and as-of day of the case.
    """
    reading = Clauses(register, tuple(lines))
    clauses = reading.clauses()
    if not clauses:
        raise RuleError(reading.issues)
    data = _document(lines, head, clauses)
    text = Text(FILE, tuple(lines), data, reading.marks)
    try:
        case = lower_document(library, register, text, validate(text, CaseDocument))
    except RuleError as error:
        raise RuleError([*reading.issues, *error.issues]) from None
    if reading.issues:
        raise RuleError(reading.issues)
    return Typed(case, _comment(lines) + write(data))


def _comment(lines: Sequence[str]) -> str:
    """Say how the case was typed, a clue on each line, at the head of its file."""
    wrapped = (
        wrap(
            shlex.quote(line),
            PAGE,
            initial_indent="#   ",
            subsequent_indent="#     ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
    )
    return "\n".join(["# narrow find", *(line for several in wrapped for line in several), ""])


def _document(lines: Sequence[str], head: Mapping[str, str], clauses: Sequence[Clause]) -> Clause:
    title = "; ".join(line.strip() for line in lines)
    short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 3]}..."
    clues: list[Plain] = [*clauses]
    return {
        "narrow": "1",
        "kind": "case",
        "id": head["id"],
        "title": short,
        "register": head["register"],
        "as_of": head["as_of"],
        "subject": {"kind": "published-list", "purpose": "a quick look"},
        "clues": clues,
    }
