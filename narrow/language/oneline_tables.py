"""Which table a clue in one line is about, and which table has the column that a word names."""

from collections.abc import Sequence

from narrow.errors import nearest
from narrow.language.oneline_conditions import AT, TENSE
from narrow.language.oneline_words import Head, Item, Misread
from narrow.model.register import PERSONS, Register, Table

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
