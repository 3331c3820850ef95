"""The rows of a register become columns of equal length, with every key checked on the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from narrow.errors import Issue, RegisterError
from narrow.model.cells import JOINED_BY, Reader, earliest_day
from narrow.model.dates import UNKNOWN, Interval
from narrow.model.register import (
    PERSONS,
    SOURCES,
    WORDS,
    Cell,
    Content,
    Kind,
    Register,
    Table,
    stored_columns,
)
from narrow.registers.span import Told, bounds
from narrow.registers.state import Gathering, Key, Numbered, Raw

NOBODY = -1


def content_from_rows(
    register: Register, rows: Mapping[str, Sequence[Raw]], sha256: str = ""
) -> Content:
    """Make a content of rows given by role, such as the small records inside an attribute.

    A column that a row leaves out is blank. Raises RegisterError with all that is wrong.
    """
    numbered = {
        role: [Numbered(at, cells) for at, cells in enumerate(given, start=1)]
        for role, given in rows.items()
    }
    return gather(register, numbered, sha256)


def gather(
    register: Register,
    rows: Mapping[str, Iterable[Numbered]],
    sha256: str,
    found: Sequence[Issue] = (),
) -> Content:
    """Check every row and lay the tables out as columns; raises RegisterError with all faults.

    Persons and sources come first, because the other tables refer to them. `found` is what the
    reading of rows finds while they are drawn.
    """
    state = Gathering(register)
    order = sorted(register.tables, key=lambda role: (role != SOURCES, role != PERSONS))
    tables = {}
    for role in order:
        before = len(found)
        tables[role] = _TableGathering(state, role).columns_of(rows.get(role, ()))
        if len(found) > before:
            state.torn.add(role)
    for role in order:
        state.check_references(role)
    if state.issues or found:
        raise RegisterError([*state.issues, *found])
    return Content(register, tables, sha256, len(state.person_no))


class _TableGathering:
    """Lays out one table: text of every cell, and beside it the columns that queries compare."""

    def __init__(self, state: Gathering, role: str) -> None:
        self.state = state
        self.table = table = state.register.tables[role]
        self.read = {name: Reader(c, state.register) for name, c in table.columns.items()}
        self.stored: dict[str, list[Cell]] = {
            name: [] for name in stored_columns(table) if not name.endswith(WORDS)
        }
        self.keys: set[Key] = set()
        self.wanted = {columns for columns, _, _ in table.references}
        every = [r for t in state.register.tables.values() for r in t.references]
        self.targets = {targets for _, target, targets in every if target == role}

    def columns_of(self, rows: Iterable[Numbered]) -> Mapping[str, list[Cell]]:
        for row in rows:
            texts = self.texts(row)
            if self.is_new(row.line, texts):
                self.add(row.line, texts)
        return self.stored

    def texts(self, row: Numbered) -> dict[str, str]:
        texts: dict[str, str] = {}
        for name, reader in self.read.items():
            raw = row.cells.get(name, "")
            try:
                texts[name] = reader.text(raw)
            except ValueError as error:
                self.state.wrong(self.table, row.line, name, str(error))
                texts[name] = ""
        return texts

    def is_new(self, line: int, texts: Raw) -> bool:
        key = tuple(texts[name] for name in self.table.key)
        if self.table.key and key in self.keys:
            said = f"{' / '.join(key)!r} repeats the key of an earlier row"
            self.state.wrong(self.table, line, self.table.key[0], said)
            return False
        self.keys.add(key)
        for columns in self.targets:
            seen = self.state.keys.setdefault((self.table.role, columns), set())
            seen.add(tuple(texts[name] for name in columns))
        for columns in self.wanted:
            reference = tuple(texts[name] for name in columns)
            if all(self.is_known(name, texts[name]) for name in columns):
                known = self.state.references.setdefault((self.table.role, columns), [])
                known.append((line, reference))
        return True

    def is_known(self, name: str, text: str) -> bool:
        return text not in self.table.columns[name].missing

    def add(self, line: int, texts: Raw) -> None:
        number = self.person(line, texts)
        if number is None:
            return
        cells: dict[str, Cell] = {"row_no": line, "person_no": number, **texts}
        for name, text in texts.items():
            if self.table.columns[name].kind is Kind.DATE:
                days = self.read[name].interval(text)
                cells[f"{name}_lo"], cells[f"{name}_hi"] = days.first, days.last
        cells |= self.span(number, texts)
        cells |= _known(self, line, texts)
        for name, values in self.stored.items():
            values.append(cells[name])
        if self.table.role == SOURCES and self.table.key:
            self.state.published[texts[self.table.key[0]]] = self.days(
                self.state.register.citing.published, texts
            )

    def person(self, line: int, texts: Raw) -> int | None:
        """Number the person of a row; in the persons table itself, give out the next number."""
        if self.table.role == PERSONS:
            number = len(self.state.person_no)
            self.state.person_no[texts[self.table.key[0]]] = number
            self.state.died.append(self.days(self.state.register.naming.died, texts))
            return number
        if not self.table.person:
            return NOBODY
        person = texts[self.table.person]
        if person not in self.state.person_no:
            if PERSONS not in self.state.torn:
                said = f"{person!r} is not among the persons"
                self.state.wrong(self.table, line, self.table.person, said)
            return None
        return self.state.person_no[person]

    def days(self, column: str, texts: Raw) -> Interval:
        return self.read[column].interval(texts[column]) if column else UNKNOWN

    def span(self, number: int, texts: Raw) -> dict[str, date]:
        span = self.table.span
        if span is None:
            return {}
        told = Told(
            start=self.days(span.start, texts),
            end=self.days(span.end, texts),
            held_on=self.days(span.held_on, texts),
            ended_by=self.days(span.ended_by, texts),
            died=self.state.died[number] if span.until_death and number != NOBODY else UNKNOWN,
        )
        found = bounds(told, self.state.register.known_until)
        return {
            "begins_lo": found.begins_lo,
            "begins_hi": found.begins_hi,
            "ends_lo": found.ends_lo,
            "ends_hi": found.ends_hi,
            "ends_mid": found.ends_mid,
        }


def _known(work: _TableGathering, line: int, texts: Raw) -> dict[str, date]:
    """Bound the day on which the first of the row's sources was out."""
    if not work.table.sources:
        return {}
    found = []
    for column, source in _cited(work.table, texts):
        if _is_unknown(work.state, source):
            work.state.wrong(work.table, line, column, f"{source!r} is not among the sources")
        found.append(work.state.published.get(source, UNKNOWN))
    first, last = earliest_day(found)
    return {"known_lo": first, "known_hi": last}


def _is_unknown(state: Gathering, source: str) -> bool:
    listed = SOURCES in state.register.tables and SOURCES not in state.torn
    return listed and source not in state.published


def _cited(table: Table, texts: Raw) -> Iterator[tuple[str, str]]:
    for column in table.sources:
        for source in filter(None, texts[column].split(JOINED_BY)):
            yield column, source
