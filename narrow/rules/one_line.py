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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from narrow.errors import Issue, RuleError, nearest
from narrow.model.cases import Case
from narrow.model.registers import PERSONS, Register, Table
from narrow.rules.cases import lower_document
from narrow.rules.documents import CaseDocument
from narrow.rules.library import Library
from narrow.rules.one_line_words import AT, TENSE, Head, Item, Line, Misread, condition, read_line
from narrow.rules.validation import validate
from narrow.rules.yaml_text import PAGE, Path_, Plain, Text, write

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
