"""An attribute is read with its parameters filled in; it may name others, not in circles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from narrow.errors import Issue, RequestError, RuleError, nearest
from narrow.model.cells import Reader
from narrow.model.dates import parse
from narrow.model.registers import Register, Table
from narrow.model.rules import Reading, Trial
from narrow.rules.bodies import EXTRAS, HEADS, Bodies, Inside, Size
from narrow.rules.conditions import Refused, Scope
from narrow.rules.documents import AttributeDocument, BodyDocument, ParameterDocument, TestDocument
from narrow.rules.library import Library
from narrow.rules.yaml_text import Path_, Text

ONLY = "stated"
MOST_NAMED = 200
Given = Mapping[str, tuple[str, Text, Path_]]


@dataclass(slots=True)
class Attributes:
    """Reads attributes for one register, gathering what is wrong on the way.

    What is given for a parameter comes with its place, so that a fault is reported where the value
    was written and not where it is used.
    """

    library: Library
    register: Register
    knowledge: str
    issues: list[Issue] = field(default_factory=list)
    named_so_far: int = 0
    size: Size = field(default_factory=Size)

    @property
    def bodies(self) -> Bodies:
        """The reader of bodies, which comes back here for `rule:`."""
        return Bodies(self.named, self.size)

    def report(self, issue: Issue) -> None:
        """Keep a fault, once."""
        if issue not in self.issues:
            self.issues.append(issue)

    def scope(
        self, text: Text, day: date, values: Mapping[str, str], labels: Mapping[str, str]
    ) -> Scope:
        """Make the scope that a file is read in."""
        shown = {"as_of": day.isoformat()}
        return Scope(
            text=text,
            register=self.register,
            as_of=day,
            knowledge=self.knowledge,
            values={**shown, **values},
            labels={**shown, **labels},
            report=self.report,
        )

    def attribute(
        self,
        text: Text,
        document: AttributeDocument,
        given: Given,
        as_of: date,
        inside: Inside,
    ) -> tuple[Reading, ...]:
        """Read every reading of an attribute; none where something is wrong."""
        values, labels = _arguments(self, text, document, given, as_of)
        if values is None:
            return ()
        scope = self.scope(text, as_of, values, labels)
        says = scope.sentence(document.says, ("says",))
        within = (*inside, document.id)
        if document.readings is not None:
            for key in (*HEADS, *(extra for extra in EXTRAS if extra != "with")):
                if (key,) in text.marks:
                    said = f"{key} and readings stand together; give one of them"
                    self.report(text.issue((key,), said))
        if document.readings is None:
            body = self.bodies.body(scope, document, (), within)
            return (Reading(ONLY, says, body),) if body else ()
        readings = []
        for name, written in document.readings.items():
            body = self.bodies.body(scope, written, ("readings", name), within)
            own = scope.sentence(written.says, ("readings", name, "says"))
            if body:
                readings.append(Reading(name, own or says, body))
        return tuple(readings) if len(readings) == len(document.readings) else ()

    def named(
        self, scope: Scope, given: BodyDocument, path: Path_, inside: Inside
    ) -> tuple[Reading, ...]:
        """Look up an attribute named by `rule:` and read it with the parameters of `with:`."""
        name = given.rule or ""
        self.named_so_far += 1
        if self.named_so_far > MOST_NAMED:
            said = f"attributes are named more than {MOST_NAMED} times over; is it meant?"
            scope.wrong((*path, "rule"), said)
            return ()
        try:
            text, document = self.library.attribute(name)
        except RequestError as error:
            scope.wrong((*path, "rule"), str(error))
            return ()
        except RuleError as error:
            self.issues.extend(i for i in error.issues if i not in self.issues)
            return ()
        if document.id in inside:
            chain = " -> ".join((*inside, document.id))
            scope.wrong((*path, "rule"), f"attributes go round in a circle: {chain}")
            return ()
        arguments = _given(scope, given, path)
        if len(arguments) < len(given.with_):
            return ()
        if not arguments:
            missing = [k for k, p in document.with_.items() if p.default is None]
            if missing:
                scope.wrong((*path, "rule"), f"{name} needs the parameter {missing[0]!r}")
                return ()
        return self.attribute(text, document, arguments, scope.as_of, inside)


def _arguments(
    work: Attributes,
    text: Text,
    document: AttributeDocument,
    given: Given,
    as_of: date,
) -> tuple[dict[str, str] | None, dict[str, str]]:
    """Give the values of all parameters (None where one is wrong) and their labels."""
    values: dict[str, str] = {}
    labels: dict[str, str] = {}
    faults = len(work.issues)
    for name, (_, at_text, at_path) in given.items():
        if name not in document.with_:
            said = f"{document.id} has no parameter {name!r}{nearest(name, document.with_)}"
            work.report(at_text.issue(at_path, said))
    for name, parameter in document.with_.items():
        default = (parameter.default, text, ("with", name))
        value, at_text, at_path = given.get(name, default)
        if value is None:
            near = next(((t, p) for _, t, p in given.values()), (at_text, at_path))
            work.report(near[0].issue(near[1], f"the parameter {name!r} is needed"))
            continue
        if at_path == ("with", name) and value.startswith("$") and value != "$as_of":
            said = f"the default {value!r} names a parameter; a default is a value"
            work.report(at_text.issue(at_path, said))
            continue
        value = as_of.isoformat() if value == "$as_of" else value
        fault, label = _argument(work.register, parameter, value)
        if fault:
            work.report(at_text.issue(at_path, fault))
        values[name], labels[name] = value, label
    return (values if len(work.issues) == faults else None), labels


def _given(scope: Scope, given: BodyDocument, path: Path_) -> dict[str, tuple[str, Text, Path_]]:
    arguments: dict[str, tuple[str, Text, Path_]] = {}
    for key, word in given.with_.items():
        place = (*path, "with", key)
        try:
            arguments[key] = (scope.value(word), scope.text, place)
        except Refused as refused:
            scope.refuse(place, refused)
    return arguments


def _argument(register: Register, parameter: ParameterDocument, value: str) -> tuple[str, str]:
    """Check one value against its parameter; gives what is wrong (or "") and its label."""
    if parameter.vocabulary:
        vocabulary = register.vocabularies.get(parameter.vocabulary)
        if vocabulary is None:
            known = nearest(parameter.vocabulary, register.vocabularies)
            return f"no vocabulary {parameter.vocabulary!r}{known}", value
        if value not in vocabulary.terms:
            hint = nearest(value, vocabulary.terms)
            return f"{value!r} is not in the vocabulary {vocabulary.id}{hint}", value
        return "", vocabulary.label(value)
    try:
        if parameter.kind == "number":
            int(value)
        if parameter.kind == "date":
            parse(value)
    except ValueError:
        return f"{value!r} is no {parameter.kind}", value
    return "", value


def lower_attribute(
    library: Library,
    register: Register,
    text: Text,
    document: AttributeDocument,
    values: Mapping[str, str],
    as_of: date,
    *,
    at: Path_ = (),
) -> tuple[Reading, ...]:
    """Say what an attribute's readings mean with these parameters; raises RuleError.

    `at` is the place of the test whose `with` gives the parameters.
    """
    work = Attributes(library, register, "latest")
    given = {name: (value, text, (*at, "with", name)) for name, value in values.items()}
    readings = work.attribute(text, document, given, as_of, ())
    if work.issues:
        raise RuleError(work.issues)
    return readings


# The tests of an attribute are read: their records checked by name, their readings filled in.


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
                Reader(replace(table.columns[name], required=False, enum=()), register).text(value)
            except ValueError as error:
                yield (*path, name), str(error)
