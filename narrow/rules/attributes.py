"""An attribute is read with its parameters filled in, and its body becomes conditions.

It may name other attributes, not in circles.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from narrow.errors import Issue, RequestError, RuleError, nearest
from narrow.model.cells import Reader
from narrow.model.dates import parse
from narrow.model.registers import PERSONS, Column, Kind, Register, Table, Values
from narrow.model.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Body,
    Count,
    Missing,
    Named,
    Not,
    Order,
    PersonIs,
    Reading,
    Scan,
    Second,
    Some,
    Tense,
    Trial,
)
from narrow.rules.conditions import Refused, Scope, conditions, says_no_longer
from narrow.rules.documents import (
    AttributeDocument,
    BodyDocument,
    ParameterDocument,
    PreferDocument,
    SecondDocument,
    TestDocument,
)
from narrow.rules.library import Library
from narrow.rules.validation import Limit
from narrow.rules.yaml_text import Path_, Text

# What `some`, `all`, `not`, `rule` and the other leading keys of a body mean.


HEADS = ("some", "none", "count", "missing", "all", "any", "of", "not", "rule", "person")
EXTRAS = {
    "where": {"some", "none", "count", "missing"},
    "and_also": {"some", "none", "missing"},
    "distinct": {"count"},
    "at_most": {"count"},
    "at_least": {"count", "of"},
    "with": {"rule"},
    "reading": {"rule"},
}

Inside = tuple[str, ...]
LookUp = Callable[[Scope, BodyDocument, Path_, Inside], tuple[Reading, ...]]


@dataclass(slots=True)
class Size:
    """How deep the body that is being read lies, and how many have been read of this file."""

    deep: int = 0
    bodies: int = 0


@dataclass(frozen=True, slots=True)
class Bodies:
    """Reads bodies; `look_up` finds the readings of an attribute that is named by `rule:`.

    `inside` names the attributes that are being read, so that a circle is seen.
    """

    look_up: LookUp
    size: "Size"

    def head(self, scope: Scope, given: BodyDocument, path: Path_) -> str:
        """Find the one leading key of a body; reports none, several, or keys beside it."""
        present = [key for key in HEADS if self.has(given, key)]
        if len(present) != 1:
            said = f"{' and '.join(present)} stand together" if present else "no body is given"
            scope.wrong(path, f"{said}; expected exactly one of {', '.join(HEADS)}")
            return ""
        for extra, heads in EXTRAS.items():
            declares = extra == "with" and isinstance(given, AttributeDocument)
            if (*path, extra) not in scope.text.marks or declares:
                continue
            if present[0] not in heads:
                fitting = ", ".join(sorted(heads))
                said = f"{extra} does not go with {present[0]}; it goes with {fitting}"
                scope.wrong((*path, extra), said)
        return present[0]

    @staticmethod
    def has(given: BodyDocument, key: str) -> bool:
        """Tell whether a body has this leading key."""
        name = key + "_" if key in ("all", "any", "not") else key
        return getattr(given, name) is not None

    def body(self, scope: Scope, given: BodyDocument, path: Path_, inside: Inside) -> Body | None:
        """Read a body; None where it is wrong, which has been reported by then."""
        size = self.size
        if size.deep >= Limit.DEEP.most:
            scope.wrong(path, Limit.DEEP.exceeded("bodies lie deeper in one another"))
            return None
        if size.bodies >= Limit.BODIES.most:
            scope.wrong(path, Limit.BODIES.exceeded("the rule has more bodies"))
            return None
        size.bodies += 1
        size.deep += 1
        try:
            return self.read(scope, given, path, inside)
        finally:
            size.deep -= 1

    def read(self, scope: Scope, given: BodyDocument, path: Path_, inside: Inside) -> Body | None:
        """Read a body that is not too deep; None where it is wrong."""
        head = self.head(scope, given, path)
        match head:
            case "some" | "none" | "missing" | "count":
                return _over_rows(scope, given, head, path)
            case "person":
                where = conditions(
                    scope, scope.register.persons, given.person or {}, (*path, "person")
                )
                return PersonIs(where)
            case "not":
                inner = self.body(scope, given.not_, (*path, "not"), inside) if given.not_ else None
                return Not(inner) if inner else None
            case "all" | "any" | "of":
                return self.combined(scope, given, head, path, inside)
            case "rule":
                return self.by_name(scope, given, path, inside)
            case _:
                return None

    def combined(
        self, scope: Scope, given: BodyDocument, head: str, path: Path_, inside: Inside
    ) -> Body | None:
        """Read a body that combines others: all, any, or so many of them."""
        written = {"all": given.all_, "any": given.any_, "of": given.of}[head] or []
        found = [self.body(scope, b, (*path, head, at), inside) for at, b in enumerate(written)]
        bodies = tuple(body for body in found if body is not None)
        if len(bodies) < len(written):
            return None
        if head == "all":
            return AllOf(bodies)
        if head == "any":
            return AnyOf(bodies)
        number = given.at_least
        if number is None or not 1 <= number <= len(bodies):
            scope.wrong((*path, "of"), f"at_least must say how many of the {len(bodies)}")
            return None
        return AtLeast(number, bodies)

    def by_name(
        self, scope: Scope, given: BodyDocument, path: Path_, inside: Inside
    ) -> Body | None:
        """Read a body that names an attribute; the narrowest reading where none is named."""
        readings = self.look_up(scope, given, path, inside)
        if not readings:
            return None
        if isinstance(given.reading, PreferDocument):
            scope.wrong((*path, "reading"), "prefer belongs to a clue; name the reading itself")
            return None
        wanted = given.reading or readings[0].name
        for reading in readings:
            if reading.name == wanted:
                return Named(given.rule or "", reading.name, reading.says, reading.body)
        hint = nearest(wanted, [reading.name for reading in readings])
        scope.wrong((*path, "reading"), f"{given.rule} has no reading {wanted!r}{hint}")
        return None


def _over_rows(scope: Scope, given: BodyDocument, head: str, path: Path_) -> Body | None:
    """Read a body that begins with some, none, count or missing; reports what is wrong with it."""
    role = getattr(given, head)
    table = _table(scope, role, (*path, head))
    if table is None:
        return None
    no_longer = head in ("some", "none") and says_no_longer(scope, table, given.where)
    written = {**given.where, "tense": Tense.FORMER.value} if no_longer else given.where
    where = conditions(scope, table, written, (*path, "where"))
    second = None
    if given.and_also:
        second = _second(scope, table, given.and_also, (*path, "and_also"))
    if given.distinct and given.distinct not in table.columns:
        hint = nearest(given.distinct, table.columns)
        scope.wrong((*path, "distinct"), f"{role} has no column {given.distinct!r}{hint}")
        return None
    if given.distinct and (fault := _uncountable(table.columns[given.distinct])):
        scope.wrong((*path, "distinct"), f"distinct counts single codes; {fault}")
        return None
    scan = Scan(table.role, where, second, given.distinct or "")
    found: Body = Some(scan)
    if no_longer:
        still = {**given.where, "tense": Tense.CURRENT.value}
        held = Scan(table.role, conditions(scope, table, still, (*path, "where")))
        found = AllOf((found, Not(Some(held))))
    match head:
        case "some":
            return found
        case "none":
            return Not(found)
        case "missing":
            return Missing(scan)
        case _:
            return _count(scope, given, scan, path)


def _count(scope: Scope, given: BodyDocument, scan: Scan, path: Path_) -> Body | None:
    if given.at_least is None and given.at_most is None:
        scope.wrong((*path, "count"), "count needs at_least, at_most or both")
        return None
    if given.at_least is not None and given.at_most is not None and given.at_least > given.at_most:
        said = f"no number is at least {given.at_least} and at most {given.at_most}"
        scope.wrong((*path, "at_least"), said)
        return None
    return Count(scan, given.at_least, given.at_most)


def _table(scope: Scope, role: str, path: Path_) -> Table | None:
    tables = {r: t for r, t in scope.register.tables.items() if t.person or r == PERSONS}
    if role not in tables or role == PERSONS:
        known = [r for r in tables if r != PERSONS]
        extra = " (for the person's own columns use person:)" if role == PERSONS else ""
        scope.wrong(path, f"the register has no table {role!r}{extra}{nearest(role, known)}")
        return None
    return tables[role]


def _second(scope: Scope, first: Table, given: SecondDocument, path: Path_) -> Second | None:
    table = _table(scope, given.some, (*path, "some"))
    if table is None:
        return None
    orders = {
        order: column
        for order, column in zip(Order, (given.while_, given.before, given.after), strict=True)
        if column
    }
    if len(orders) > 1:
        scope.wrong(path, "while, before and after stand together; give one of them")
    for order, column in orders.items():
        if column not in table.columns or table.columns[column].kind is not Kind.DATE:
            said = f"{table.role} has no date column {column!r}{nearest(column, _dates_of(table))}"
            scope.wrong((*path, order.value), said)
        if first.span is None:
            scope.wrong((*path, order.value), f"{first.role} has no dates of its own")
    for key, columns in (("same", given.same), ("different", given.different)):
        for column in columns:
            if column not in first.columns or column not in table.columns:
                scope.wrong((*path, key), f"{column!r} is not a column of both tables")
                continue
            for side in (first, table):
                if fault := _uncountable(side.columns[column]):
                    scope.wrong((*path, key), f"{key} compares single codes; {fault}")
                    break
    first_order: Order | None = next(iter(orders), None)
    day = orders[first_order] if first_order else ""
    where = conditions(scope, table, given.where, (*path, "where"))
    return Second(table.role, where, first_order, day, tuple(given.same), tuple(given.different))


def _uncountable(column: Column) -> str:
    """Say why two cells of a column cannot be held against each other as they stand.

    2010 and 2010-05 may be one day or two; "arms or bribery" twice may be one ground or two.
    """
    if column.kind is Kind.DATE:
        return f"{column.name} holds dates, and two that overlap may be the same or not"
    if column.values is not Values.ONE:
        return f"{column.name} holds several values in one field"
    return ""


def _dates_of(table: Table) -> list[str]:
    return [name for name, column in table.columns.items() if column.kind is Kind.DATE]


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
