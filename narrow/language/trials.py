"""The tests of an attribute are read: their records checked by name, their readings filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from narrow.errors import Issue, RuleError, nearest
from narrow.language.attributes import lower_attribute
from narrow.language.document import AttributeDocument, TestDocument
from narrow.language.library import Library
from narrow.language.text import Path_, Text
from narrow.model.cells import Reader
from narrow.model.register import Register, Table
from narrow.model.rule import Reading
from narrow.model.trial import Trial


def lower_trials(
    library: Library, register: Register, text: Text, document: AttributeDocument
) -> tuple[Trial, ...]:
    """Read every test of an attribute; raises RuleError with all that is wrong with them."""
    issues: list[Issue] = []
    trials = []
    for at, test in enumerate(document.tests):
        path: Path_ = ("tests", at)
        try:
            trials.append(_trial(library, register, text, document, test, path))
        except RuleError as error:
            issues.extend(i for i in error.issues if i not in issues)
    if issues:
        raise RuleError(issues)
    return tuple(trials)


def _trial(
    library: Library,
    register: Register,
    text: Text,
    document: AttributeDocument,
    test: TestDocument,
    path: Path_,
) -> Trial:
    try:
        day = date.fromisoformat(test.as_of)
    except ValueError as error:
        raise RuleError([text.issue((*path, "as_of"), f"{test.as_of!r}: {error}")]) from None
    readings = lower_attribute(library, register, text, document, test.with_, day, at=path)
    records = dict(test.model_extra or {})
    issues = [text.issue((*path, *p), said) for p, said in check_records(register, records)]
    for role in test.incomplete:
        if role not in register.tables:
            said = f"the register has no table {role!r}{nearest(role, register.tables)}"
            issues.append(text.issue((*path, "incomplete"), said))
    expected = _expected(text, test, readings, (*path, "expect"))
    if issues:
        raise RuleError(issues)
    return Trial(
        name=test.name,
        as_of=day,
        values=dict(test.with_),
        incomplete=tuple(test.incomplete),
        records=records,
        expected=expected,
        readings=readings,
    )


def _expected(
    text: Text, test: TestDocument, readings: tuple[Reading, ...], path: Path_
) -> dict[str, str]:
    names = [reading.name for reading in readings]
    if isinstance(test.expect, str):
        return dict.fromkeys(names, test.expect)
    issues = [
        text.issue((*path, name), f"no reading {name!r}{nearest(name, names)}")
        for name in test.expect
        if name not in names
    ]
    issues += [
        text.issue(path, f"nothing is expected of the reading {name!r}")
        for name in names
        if name not in test.expect
    ]
    if issues:
        raise RuleError(issues)
    return dict(test.expect)


def check_records(
    register: Register, records: Mapping[str, Any]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give what is wrong with a small record, as places below the test and messages."""
    tables = {role: t for role, t in register.tables.items() if t.person}
    for role, rows in records.items():
        if role == "person":
            yield from _faults(register, register.persons, rows, (role,))
        elif role not in tables:
            yield (role,), f"the register has no table {role!r}{nearest(role, [*tables, 'person'])}"
        elif not isinstance(rows, list):
            yield (role,), "expected a list of rows"
        else:
            for at, row in enumerate(rows):
                yield from _faults(register, tables[role], row, (role, at))


def _faults(register: Register, table: Table, row: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if not isinstance(row, dict):
        yield path, "expected keys with values here"
        return
    for name, value in row.items():
        if name not in table.columns:
            hint = nearest(name, table.columns)
            yield (*path, name), f"{table.role} has no column {name!r}{hint}"
        elif not isinstance(value, str):
            yield (*path, name), "expected a text here"
        else:
            try:
                Reader(replace(table.columns[name], required=False), register).text(value)
            except ValueError as error:
                yield (*path, name), str(error)
