"""A case document becomes a case: clues with their readings, sources, exclusions, figures.

All that is wrong is gathered and raised at once, in the file where it stands: a misspelt column in
an attribute is reported there, a parameter that the attribute does not have in the case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from narrow.errors import RequestError, RuleError, nearest
from narrow.model.cases import (
    Case,
    Clue,
    Exclusion,
    Figure,
    Population,
    Role,
    Source,
    Subject,
    Unused,
)
from narrow.model.dates import parse
from narrow.model.grades import Grade, Grades, Worth
from narrow.model.registers import Register
from narrow.model.rules import Reading
from narrow.rules.attributes import ONLY, Attributes
from narrow.rules.conditions import Scope
from narrow.rules.documents import (
    CaseDocument,
    ClueDocument,
    ExclusionDocument,
    FigureDocument,
    PreferDocument,
)
from narrow.rules.library import Library
from narrow.rules.validation import Limit
from narrow.rules.yaml_text import Path_, Text

MOST_TERSE = 3  # characters: what is shorter is no reason


def lower_document(
    library: Library,
    register: Register,
    text: Text,
    document: CaseDocument,
    *,
    as_of: date | None = None,
) -> Case:
    """Say what a case document means on a register; raises RuleError with all that is wrong."""
    work = _Cases(Attributes(library, register, document.knowledge))
    case = work.case(text, document, as_of)
    if work.attributes.issues or case is None:
        raise RuleError(work.attributes.issues)
    return case


@dataclass(frozen=True, slots=True)
class _Cases:
    """One case on its way from document to rule."""

    attributes: Attributes

    def case(self, text: Text, document: CaseDocument, as_of: date | None) -> Case | None:
        day = as_of or self.day(text, document)
        if day is None:
            return None
        scope = self.attributes.scope(text, day, {}, {})
        sources = self.sources(text, document)
        if len(document.clues) > Limit.CLUES.most:
            scope.wrong(("clues",), Limit.CLUES.exceeded("the case has more clues"))
            return None
        clues = [self.clue(scope, c, ("clues", at), sources) for at, c in enumerate(document.clues)]
        for at, clue in enumerate(document.clues):
            if clue.id in [c.id for c in document.clues[:at]] or clue.id == "population":
                scope.wrong(("clues", at, "id"), f"a second clue is called {clue.id!r}")
        population = self.population(scope, document)
        kept = tuple(clue for clue in clues if clue is not None)
        return Case(
            id=document.id,
            title=document.title,
            file=text.file,
            as_of=parse(day.isoformat()),
            population=population,
            clues=kept,
            subject=Subject(document.subject.kind),
            purpose=document.subject.purpose,
            exclude=tuple(_exclusions(document.exclude, sources)),
            marked=tuple(_exclusions(document.marked, sources)),
            not_used=tuple(Unused(u.quote, u.why) for u in document.not_used),
            published=tuple(_figures(self, scope, document, kept, sources)),
            outside=document.outside,
            grades=_grades(self.attributes.library, scope, document),
            describes=document.describes,
            silence=tuple(document.silence),
            unmatched_absent=document.assume.unmatched == "absent",
        )

    def day(self, text: Text, document: CaseDocument) -> date | None:
        try:
            return parse(document.as_of).first
        except ValueError as error:
            self.attributes.report(text.issue(("as_of",), str(error)))
            return None

    def sources(self, text: Text, document: CaseDocument) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for name, given in document.sources.items():
            if given.depends_on and given.depends_on not in document.sources:
                said = (
                    f"no source {given.depends_on!r}{nearest(given.depends_on, document.sources)}"
                )
                self.attributes.report(text.issue(("sources", name, "depends_on"), said))
            try:
                parse(given.published)
            except ValueError as error:
                self.attributes.report(text.issue(("sources", name, "published"), str(error)))
            fields = given.model_dump() | {"grade": Grade(given.grade) if given.grade else None}
            found[name] = Source(id=name, **fields)
        return found

    def source(
        self, text: Text, name: str, path: Path_, sources: Mapping[str, Source]
    ) -> Source | None:
        if name and name not in sources:
            self.attributes.report(text.issue(path, f"no source {name!r}{nearest(name, sources)}"))
        return sources.get(name)

    def population(self, scope: Scope, document: CaseDocument) -> Population:
        given = document.population
        if isinstance(given, str):
            return Population(given)
        body = self.attributes.bodies.body(scope, given, ("population",), ())
        return Population(given.says, body, given.some or "")

    def clue(
        self, scope: Scope, given: ClueDocument, path: Path_, sources: Mapping[str, Source]
    ) -> Clue | None:
        source = self.source(scope.text, given.source, (*path, "source"), sources)
        self.attributes.named_so_far = 0
        readings = self.clue_readings(scope, given, path)
        worth, chain = _worth(scope, given, path), _chain(source, sources)
        if not readings:
            return None
        names = [reading.name for reading in readings]
        prefer, belief, deciding = "", None, names[-1]
        if isinstance(given.reading, PreferDocument):
            prefer, belief = given.reading.prefer, given.reading.belief
        elif given.reading and given.rule:
            deciding = prefer = given.reading
            belief = 1.0
        for name in filter(None, (prefer, deciding)):
            if name not in names:
                scope.wrong((*path, "reading"), f"no reading {name!r}{nearest(name, names)}")
                return None
        return Clue(
            id=given.id,
            quote=given.quote,
            says=given.says or readings[-1].says,
            readings=readings,
            deciding=deciding,
            source=source,
            role=Role(given.role),
            attribute=given.rule or "",
            note=given.note,
            prefer=prefer,
            belief=belief,
            grade=_worst(chain),
            worth=worth,
            origin=_origin(chain),
        )

    def clue_readings(self, scope: Scope, given: ClueDocument, path: Path_) -> tuple[Reading, ...]:
        if given.rule and self.attributes.bodies.head(scope, given, path) == "rule":
            found = self.attributes.named(scope, given, path, ())
            return found if found else ()
        body = self.attributes.bodies.body(scope, given, path, ())
        return (Reading(ONLY, given.says or given.quote, body),) if body else ()


def _exclusions(
    documents: Sequence[ExclusionDocument], sources: Mapping[str, Source]
) -> list[Exclusion]:
    found = []
    for given in documents:
        source = sources.get(given.source) or Source(given.source)
        found.append(Exclusion(given.person, given.reason, source))
    return found


def _grades(library: Library, scope: Scope, document: CaseDocument) -> Grades | None:
    """Read what grades are worth, where people are weighed; none may be there unasked."""
    if not Subject(document.subject.kind).weighed:
        return None
    if "grades" not in document.model_fields_set and not library.files("grades"):
        return None
    try:
        return library.grades(document.grades)
    except RequestError as error:
        scope.wrong(("grades",), str(error))
        return None


def _worth(scope: Scope, given: ClueDocument, path: Path_) -> Worth | None:
    """Read what a clue weighs where the case says so itself; the reason is mandatory."""
    stated = [key for key in ("right", "bits", "odds") if getattr(given, key) is not None]
    if not stated:
        if given.why:
            scope.wrong((*path, "why"), "why goes with right, bits or odds")
        return None
    if len(stated) > 1:
        scope.wrong((*path, stated[1]), f"{' and '.join(stated)} stand together; give one of them")
    if len(given.why) < MOST_TERSE:
        scope.wrong((*path, stated[0]), f"{stated[0]} needs a reason; add why:")
    odds = (given.odds.if_yes, given.odds.if_no) if given.odds else None
    return Worth(given.why, given.right, given.bits, odds)


def _chain(source: Source | None, sources: Mapping[str, Source]) -> list[Source]:
    """Give a source and those that it copies, one after the other."""
    found: list[Source] = []
    while source is not None and source not in found:
        found.append(source)
        source = sources.get(source.depends_on)
    return found


def _origin(chain: list[Source]) -> str:
    """Name the source that a chain goes back to; of a ring any, but always the same."""
    if not chain:
        return ""
    ring = chain[-1].depends_on in {source.id for source in chain}
    return min(source.id for source in chain) if ring else chain[-1].id


def _worst(chain: list[Source]) -> Grade | None:
    """Give the worst grade of a chain, for a copy is no better; none where one has none."""
    grades = [source.grade for source in chain]
    known = [grade for grade in grades if grade is not None]
    return max(known) if known and len(known) == len(grades) else None


def _figures(
    cases: _Cases,
    scope: Scope,
    document: CaseDocument,
    clues: tuple[Clue, ...],
    sources: Mapping[str, Source],
) -> list[Figure]:
    by_id = {c.id: next((k for k in clues if k.id == c.id), None) for c in document.clues}
    found = []
    for at, given in enumerate(document.published):
        path: Path_ = ("published", at)
        _check_figure(scope, given, by_id, path)
        fields = given.model_dump(exclude={"source"})
        source = cases.source(scope.text, given.source, (*path, "source"), sources)
        found.append(Figure(**fields, source=source))
    return found


def _check_figure(
    scope: Scope, given: FigureDocument, clues: Mapping[str, Clue | None], path: Path_
) -> None:
    for name, reading in given.clues.items():
        if name not in clues:
            scope.wrong((*path, "clues", name), f"no clue {name!r}{nearest(name, clues)}")
            continue
        clue = clues[name]
        names = [r.name for r in clue.readings] if clue else []
        if reading and clue and reading not in names:
            said = f"no reading {reading!r}{nearest(reading, names)}"
            scope.wrong((*path, "clues", name), said)
