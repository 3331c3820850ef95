"""What is known across the tables of a register while they are read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from narrow.errors import Issue, RegisterError, nearest
from narrow.model.cells import is_cleaned, parts_of
from narrow.model.dates import Interval
from narrow.model.registers import (
    PERSONS,
    SOURCES,
    Column,
    Expectation,
    Measure,
    Register,
    Table,
)
from narrow.model.words import clean

MOST_ISSUES = 50

Raw = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of one table, one column after the other, with the line on which each row begins.

    A table is read block by block, so that a million rows need no more memory than one block; the
    columns are of equal length.
    """

    lines: Sequence[int]
    columns: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Gathering:
    """What is known across tables: faults so far, persons, days of publication, keys.

    `torn` names tables with rows that could not be read: what points to them is not held against
    anybody.
    """

    register: Register
    issues: list[Issue] = field(default_factory=list)
    person_no: dict[str, int] = field(default_factory=dict)
    died: list[Interval] = field(default_factory=list)
    published: dict[str, Interval] = field(default_factory=dict)
    keys: dict[tuple[str, Key], set[Key]] = field(default_factory=dict)
    references: dict[tuple[str, Key], list[tuple[int, Key]]] = field(default_factory=dict)
    torn: set[str] = field(default_factory=set)

    def wrong(self, table: Table, line: int, column: str, message: str) -> None:
        """Report a fault; the fiftieth ends the reading."""
        place = list(table.columns).index(column) + 1 if column in table.columns else 1
        said = f"{column} {message}" if column else message
        self.issues.append(Issue(table.path, line, place, said))
        if len(self.issues) >= MOST_ISSUES:
            more = f"{MOST_ISSUES} faults found; what follows is not looked at"
            raise RegisterError([*self.issues, Issue(table.path, line + 1, 1, more)])

    def check_references(self, role: str) -> None:
        """Report the references of a table that point to no row."""
        table = self.register.tables[role]
        for columns, target, targets in table.references:
            if target in self.torn or looked_up_anyway(table, columns, target):
                continue
            known = self.keys.get((target, targets), set())
            for line, key in self.references.get((role, columns), ()):
                if key not in known:
                    said = f"{' / '.join(key)!r} points to no row of {target}"
                    self.wrong(table, line, columns[0], said)


def looked_up_anyway(table: Table, columns: Key, target: str) -> bool:
    """Tell a reference that every row is checked for in any case: its person and its sources."""
    to_person = target == PERSONS and columns == (table.person,)
    return to_person or (target == SOURCES and set(columns) <= set(table.sources))


# A table is counted while it is read, and what its descriptor expects is held against it.


MOST_SHOWN = 5  # strange values of a column


def expected(table: Table, blocks: Iterator[Block], issues: list[Issue]) -> Iterator[Block]:
    """Give the blocks of a table on, and in the end add what misses its expectations to `issues`.

    Where rows could not be read, that is said already, and no figure is held against anybody.
    """
    if not table.expectations:
        yield from blocks
        return
    before, expecting = len(issues), Expecting(table)
    for block in blocks:
        expecting.take(len(block.lines), block.columns)
        yield block
    if len(issues) == before:
        issues += expecting.faults()


class Expecting:
    """Counts one table, and nothing of it that nothing is expected of."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows = 0
        self._filled: Counter[str] = Counter()
        self._values: dict[str, set[str]] = {}
        self._strange: dict[str, Counter[str]] = {}
        self._wanted: dict[str, list[Expectation]] = {}
        for one in table.expectations:
            if one.measure is Measure.PERSONS:
                self._persons = table.key[0] if table.role == PERSONS else table.person
                self._values[""] = set()
            elif one.column:
                self._wanted.setdefault(one.column, []).append(one)
                self._values.setdefault(one.column, set())
                self._strange.setdefault(one.column, Counter())

    def take(self, rows: int, columns: Mapping[str, Sequence[str]]) -> None:
        """Count some rows, given as the texts of their columns as they stand in the file."""
        self.rows += rows
        if "" in self._values:
            self._values[""].update(columns[self._persons])
        for name, wanted in self._wanted.items():
            column = self.table.columns[name]
            for raw, count in Counter(columns.get(name, ())).items():
                values = values_of(column, raw)
                self._filled[name] += count if values else 0
                for one in wanted:
                    if one.measure is Measure.DISTINCT:
                        self._values[name].update(values)
                    elif one.measure is Measure.ONLY:
                        strange = [value for value in values if value not in one.only]
                        self._strange[name].update(dict.fromkeys(strange, count))

    def faults(self) -> list[Issue]:
        """Give each expectation that is not met, at its place, with the figure found."""
        told = ((one, self._missed(one)) for one in self.table.expectations)
        return [
            replace(one.place, message=f"{self.table.path}: {said}") for one, said in told if said
        ]

    def _missed(self, one: Expectation) -> str:
        if one.measure is Measure.ONLY:
            return _strange(one, self._strange[one.column])
        if one.measure is Measure.FILLED:
            return self._sparse(one)
        if one.measure is Measure.ROWS:
            return _outside(one, self.rows, "rows")
        count = len(self._values[one.column])
        if one.measure is Measure.PERSONS:
            return _outside(one, count, "persons")
        return _outside(one, count, f"different values of {one.column}")

    def _sparse(self, one: Expectation) -> str:
        filled, rows = self._filled[one.column], self.rows
        least, most = one.at_least or 0, 100 if one.at_most is None else one.at_most
        if least * rows <= 100 * filled <= most * rows and (rows or not least):
            return ""
        found = f"{one.column} is filled in {filled:,} of {rows:,} rows"
        share = f" ({100 * filled / rows:.1f}%)" if rows else ""
        return f"{found}{share}; expected: {_bounds(one, '%')}"


def values_of(column: Column, raw: str) -> list[str]:
    """Give the values of a cell that are known, as they are stored."""
    values = {part: clean(part) for part in parts_of(column, raw)}
    known = (part for part, seen in values.items() if seen not in column.missing)
    return list(dict.fromkeys(values[part] if is_cleaned(column) else part for part in known))


def _outside(one: Expectation, found: int, of: str) -> str:
    too_few = one.at_least is not None and found < one.at_least
    too_many = one.at_most is not None and found > one.at_most
    return f"found {found:,} {of}; expected: {_bounds(one)}" if too_few or too_many else ""


def _bounds(one: Expectation, unit: str = "") -> str:
    given = (("at least", one.at_least), ("at most", one.at_most))
    return ", ".join(f"{word} {bound:,}{unit}" for word, bound in given if bound is not None)


def _strange(one: Expectation, strange: Counter[str]) -> str:
    if not strange:
        return ""
    first = sorted(strange.items(), key=lambda kept: (-kept[1], kept[0]))[:MOST_SHOWN]
    shown = ", ".join(f"{value[:60]!r} in {count:,}" for value, count in first)
    more = f" and {len(strange) - len(first):,} more" if len(strange) > len(first) else ""
    hint = nearest(first[0][0], one.only)
    return f"{one.column} holds what it may not: {shown} rows{more}{hint}"
