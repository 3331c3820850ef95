"""What `some`, `all`, `not`, `rule` and the other leading keys of a body mean."""

from collections.abc import Callable
from dataclasses import dataclass

from narrow.errors import nearest
from narrow.language.document import AttributeDocument, BodyDocument
from narrow.language.rows import over_rows
from narrow.language.scope import Scope
from narrow.language.text import Path_
from narrow.language.where import conditions
from narrow.model.rule import AllOf, AnyOf, AtLeast, Body, Named, Not, PersonIs, Reading

HEADS = ("some", "none", "count", "missing", "all", "any", "of", "not", "rule", "person")
_EXTRAS = {
    "where": {"some", "none", "count", "missing"},
    "and_also": {"some", "none", "missing"},
    "distinct": {"count"},
    "at_most": {"count"},
    "at_least": {"count", "of"},
    "with": {"rule"},
}

Inside = tuple[str, ...]
LookUp = Callable[[Scope, BodyDocument, Path_, Inside], tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Reads bodies; `look_up` finds the readings of an attribute that is named by `rule:`.

    `inside` names the attributes that are being read, so that a circle is seen.
    """

    look_up: LookUp

    def head(self, scope: Scope, given: BodyDocument, path: Path_) -> str:
        """Find the one leading key of a body; reports none, several, or keys that do not go with it."""
        present = [key for key in HEADS if self.has(given, key)]
        if len(present) != 1:
            said = f"{' and '.join(present)} stand together" if present else "no body is given"
            scope.wrong(path, f"{said}; expected exactly one of {', '.join(HEADS)}")
            return ""
        for extra, heads in _EXTRAS.items():
            if (*path, extra) not in scope.text.marks or isinstance(given, AttributeDocument):
                continue
            if present[0] not in heads:
                said = f"{extra} does not go with {present[0]}; it goes with {', '.join(sorted(heads))}"
                scope.wrong((*path, extra), said)
        return present[0]

    @staticmethod
    def has(given: BodyDocument, key: str) -> bool:
        name = key + "_" if key in ("all", "any", "not") else key
        return getattr(given, name) is not None

    def body(self, scope: Scope, given: BodyDocument, path: Path_, inside: Inside) -> Body | None:
        """Read a body; None where it is wrong, which has been reported by then."""
        head = self.head(scope, given, path)
        match head:
            case "some" | "none" | "missing" | "count":
                return over_rows(scope, given, head, path)
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
        readings = self.look_up(scope, given, path, inside)
        if not readings:
            return None
        wanted = given.reading if isinstance(given.reading, str) else readings[0].name
        for reading in readings:
            if reading.name == wanted:
                return Named(given.rule or "", reading.name, reading.says, reading.body)
        hint = nearest(wanted, [reading.name for reading in readings])
        scope.wrong((*path, "reading"), f"{given.rule} has no reading {wanted!r}{hint}")
        return None
