"""Clues in one line are written down as clues of a document, with the place of every part."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from narrow.errors import Issue
from narrow.language.oneline_conditions import AT, TENSE, condition
from narrow.language.oneline_tables import PERSON, owner_of, shown, table_of
from narrow.language.oneline_words import Head, Item, Line, Misread, read_line
from narrow.language.text import Path_, Plain
from narrow.model.register import PERSONS, Register, Table

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
