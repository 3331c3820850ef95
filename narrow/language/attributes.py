"""An attribute is read with its parameters filled in; it may name others, not in circles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from narrow.errors import Issue, RequestError, RuleError, nearest
from narrow.language.bodies import EXTRAS, HEADS, Bodies, Inside
from narrow.language.document import AttributeDocument, BodyDocument, ParameterDocument
from narrow.language.library import Library
from narrow.language.scope import Refused, Scope
from narrow.language.text import Path_, Text
from narrow.model.dates import parse
from narrow.model.register import Register
from narrow.model.rule import Reading

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

    @property
    def bodies(self) -> Bodies:
        """The reader of bodies, which comes back here for `rule:`."""
        return Bodies(self.named)

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
