"""A table of somebody's own becomes a register, as a mapping says; whatever it does not say stays.

Sheets with persons are read first, so that a fact of nobody can be refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from narrow.errors import RequestError
from narrow.imports.grid import Line
from narrow.imports.intake import Intake, Sink
from narrow.imports.mapped_cells import slug
from narrow.imports.mapped_facts import Facts, cells_of, count
from narrow.imports.mapped_sheet import Desk, Laid, lay_all
from narrow.imports.mapped_sources import Cited
from narrow.imports.rows import Titles
from narrow.imports.sheets import Tables
from narrow.model.mapping import ListMapping, Part, folded

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
