"""What is known across the tables of a register while they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from narrow.errors import Issue, RegisterError
from narrow.model.dates import Interval
from narrow.model.register import PERSONS, SOURCES, Register, Table

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
