"""The files of rules and registers that can be seen from here: checked, tested, listed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from narrow.compile.holdings import at_odds
from narrow.engines.base import Engine
from narrow.engines.duckdb import DuckDB
from narrow.engines.duckdb_file import check_cells
from narrow.errors import Issue, NarrowError, RegisterError, RequestError, RuleError, nearest
from narrow.files import located
from narrow.lists.mapped import targets
from narrow.model.cells import JOINED_BY, Reader
from narrow.model.registers import AT_ODDS, BIRTH, PERSONS, Register, Table
from narrow.model.result import Result
from narrow.questions.checks import Report, lint, review, try_out
from narrow.registers.opening import content_of, find_register, library, open_case, register_at
from narrow.rules.attributes import lower_attribute, lower_trials
from narrow.rules.documents import AttributeDocument, CaseDocument, GradesDocument, MappingDocument
from narrow.rules.documents import json_schema as document_schema
from narrow.rules.library import DESCRIPTOR, EXPORTED, STORED, Library
from narrow.rules.mappings import lower_mapping

MOST_BIRTHS = 5  # of a column that are named


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that can be used from here: its kind, id, title and where it lies."""

    kind: str
    id: str
    title: str
    path: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Listing(Result):
    """All that can be used from here."""

    kind: ClassVar[str] = "list"

    items: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Checkup:
    """What `check` found: errors, advice, and how many files were looked at."""

    errors: tuple[Issue, ...]
    advice: tuple[Issue, ...]
    files: int


def check(
    path: str | Path | None = None,
    *,
    data: str | Path | None = None,
    shelf: Library | None = None,
) -> Checkup:
    """Look at one file, a folder of rules, a register folder, or all that can be seen from here."""
    shelf = shelf or library()
    errors: list[Issue] = []
    advice: list[Issue] = []
    files = _files(shelf, path)
    for file in files:
        try:
            advice += _checked(shelf, file, data)
        except (RuleError, RegisterError) as error:
            errors += error.issues
        except RequestError as error:
            errors.append(Issue(str(file), 1, 1, str(error)))
    return Checkup(tuple(dict.fromkeys(errors)), tuple(dict.fromkeys(advice)), len(files))


def _files(shelf: Library, path: str | Path | None) -> Sequence[Path]:
    if path is None:
        return [*shelf.all_files(), *shelf.register_files().values()]
    found = located(path)
    if found.is_dir():
        registers = [found / name for name in (DESCRIPTOR, EXPORTED) if (found / name).is_file()]
        files = registers[:1] or sorted(found.rglob("*.y*ml"))
        if not files:
            raise RequestError(f"{path} holds no rule and no register")
        return files
    if not found.is_file():
        raise RequestError(f"no such file or folder: {path}")
    return [found]


MOST_AT_ODDS = 100  # rows of a table that are named


def _check_register(file: Path, shelf: Library) -> list[Issue]:
    """Read a register whole; one of Parquet has the bytes that were written, in its columns.

    Gives the rows whose dates contradict each other, and births that nobody of a list can have.
    """
    content = content_of(register_at(file, shelf))
    if content.stored:
        check_cells(file, content.register)
    found: list[Issue] = []
    with DuckDB() as engine:
        spanned = [t for t in content.register.tables.values() if t.span]
        persons = content.register.persons
        births = [name for name, column in persons.columns.items() if column.property == BIRTH]
        wanted = {t.role: {"row_no", AT_ODDS} for t in spanned}
        if births:
            wanted[PERSONS] = {"row_no", *births} | wanted.get(PERSONS, set())
        engine.load(content, wanted or None)
        for table in spanned:
            rows = engine.fetch(at_odds(table.role).query(engine.dialect))
            found += _at_odds(file, table, rows)
        for name in births:
            if said := _not_born(content.register, name, engine):
                found.append(Issue(persons.path, 0, 0, f"{name}: {said}", code="N302"))
    return found


def _at_odds(file: Path, table: Table, rows: Sequence[Sequence[Any]]) -> Iterator[Issue]:
    """Name rows whose dates contradict each other, each at its line of the table's file."""
    place = str(file.parent / table.path) if file.name == DESCRIPTOR else f"{file}/{table.path}"
    column = list(table.columns).index(table.span.columns[0]) + 1 if table.span else 1
    for number, said in rows[:MOST_AT_ODDS]:
        told = f"the dates of this row of {table.role} contradict each other: {said}"
        yield Issue(place, number, column, told, code="N301")
    if len(rows) > MOST_AT_ODDS:
        told = f"{len(rows) - MOST_AT_ODDS:,} more rows of {table.role} are at odds with themselves"
        yield Issue(place, rows[MOST_AT_ODDS][0], column, told, code="N301")


def _not_born(register: Register, column: str, engine: Engine) -> str:
    """Name the births of a column that nobody of a list can have; blank where there are none."""
    reader = Reader(register.persons.columns[column], register)
    texts = (part for text in engine.texts(PERSONS, column) for part in text.split(JOINED_BY))
    strange = sorted({text for text in texts if text and reader.is_no_birth(text)})
    if not strange:
        return ""
    shown = ", ".join(strange[:MOST_BIRTHS])
    more = f" and {len(strange) - MOST_BIRTHS} more" if len(strange) > MOST_BIRTHS else ""
    return f"no person of a list can be born on {shown}{more}; kept as text, and decides nothing"


def _checked(shelf: Library, file: Path, data: str | Path | None) -> list[Issue]:
    if file.name in (DESCRIPTOR, EXPORTED) or file.suffix == STORED:
        return _check_register(file, shelf)
    written = shelf.open(file)
    document = written.document
    if isinstance(document, GradesDocument):
        shelf.grades(str(file))
    if isinstance(document, MappingDocument):
        lower_mapping(written.text, document, targets(shelf.vocabularies()))
    if isinstance(document, CaseDocument):
        return _checked_case(shelf, file, data)
    if isinstance(document, AttributeDocument):
        register = register_for(shelf, document.register_, data)
        lower_trials(shelf, register, written.text, document)
        defaults = {k: p.default for k, p in document.with_.items() if p.default is not None}
        if len(defaults) == len(document.with_):
            lower_attribute(shelf, register, written.text, document, defaults, date.today())
        if not document.tests and "N201" not in document.silence:
            said = "the attribute has no tests; add a record that meets it, one that does not, "
            return [
                written.text.issue(("id",), f"{said}and one of which it is not known", code="N201")
            ]
    return []


def _checked_case(shelf: Library, file: Path, data: str | Path | None) -> list[Issue]:
    text, document = shelf.case(str(file))
    opened = open_case(file, data=data, shelf=shelf)
    advice = list(lint(text, document, opened.case))
    places: dict[str, tuple[str | int, ...]] = {
        clue.id: ("clues", at, "id") for at, clue in enumerate(document.clues)
    }
    places[""] = ("population",)
    with DuckDB() as engine:
        engine.load(opened.content)
        for found in review(opened.case, opened.content, engine):
            if found.code not in document.silence:
                advice.append(text.issue(places[found.clue], found.message, code=found.code))
    return advice


def register_for(shelf: Library, named: str, data: str | Path | None) -> Register:
    """Find the register that an attribute's tests are written for."""
    wanted = str(data or named)
    if not wanted:
        raise RequestError("the attribute names no register; add register: or say --data")
    return find_register(wanted, shelf)


def test(
    path: str | Path | None = None,
    *,
    data: str | Path | None = None,
    shelf: Library | None = None,
) -> tuple[Report, ...]:
    """Run the tests inside one attribute (a path or id), a folder, or all that can be seen."""
    return tuple(_tested(shelf or library(), path, data))


def _tested(shelf: Library, path: str | Path | None, data: str | Path | None) -> Iterator[Report]:
    if path is None:
        names = [str(file) for file in shelf.files("attribute").values()]
    elif Path(path).is_dir():
        files = sorted(Path(path).rglob("*.y*ml"))
        names = [str(f) for f in files if isinstance(shelf.open(f).document, AttributeDocument)]
    else:
        names = [str(path)]
    for name in names:
        text, document = shelf.attribute(name)
        register = register_for(shelf, document.register_, data)
        trials = lower_trials(shelf, register, text, document)
        yield try_out(document.id, trials, register, DuckDB)


# --- what there is ----------------------------------------------------------------------------


def catalog(*, shelf: Library | None = None) -> tuple[Listed, ...]:
    """List the cases, attributes, vocabularies and registers that can be seen from here."""
    shelf = shelf or library()
    found = []
    for kind in ("case", "attribute", "vocabulary", "grades", "mapping"):
        for name, path in shelf.files(kind).items():
            try:
                found.append(Listed(kind, name, shelf.open(path).document.title, str(path)))
            except NarrowError as error:
                found.append(Listed(kind, name, "", str(path), str(error).splitlines()[0]))
    for name, path in shelf.register_files().items():
        place = str(path if path.suffix == STORED else path.parent)
        try:
            found.append(Listed("register", name, register_at(path, shelf).title, place))
        except NarrowError as error:
            found.append(Listed("register", name, "", place, str(error).splitlines()[0]))
    return tuple(found)


SCHEMAS = ("attribute", "case", "vocabulary", "grades", "mapping")


def schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of rule file."""
    if kind not in SCHEMAS:
        raise RequestError(f"no schema {kind!r}{nearest(kind, SCHEMAS)}")
    return document_schema(kind)
