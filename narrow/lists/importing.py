"""The door for lists: a foreign list is read, checked as a register, and put in its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from narrow.errors import Issue, RegisterError, RequestError
from narrow.files import located, regular
from narrow.lists.formats import Form, forms_of
from narrow.lists.guess import guess
from narrow.lists.import_log import STEP, Births, Brought, Intake
from narrow.lists.mapped import form_by, targets
from narrow.lists.merge import Declared, join_again, link, read_declared
from narrow.lists.tables import Listing, together
from narrow.lists.titles import Lexicon, understand
from narrow.lists.writer import FolderSink, place
from narrow.registers.opening import library, load_register, register_at
from narrow.registers.storing import may_replace, store
from narrow.rules.library import DESCRIPTOR, STORED, Library
from narrow.rules.mappings import lower_mapping


def steps(sources: Sequence[Path], into: Path) -> int:
    """Say how many steps of progress an import takes at most: one pass to read, one to store."""
    passes = 2 if into.suffix == STORED and not is_register(sources) else 1
    return passes * sum(_size(path) // STEP + 1 for path in sources)


def is_register(sources: Sequence[Path]) -> bool:
    """Say whether what is to be imported is a register folder already."""
    return len(sources) == 1 and (sources[0] / DESCRIPTOR).is_file()


def _size(path: Path) -> int:
    inside = path.glob("*.csv") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in inside if file.is_file())


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a list is brought in.

    `form` is the name of a form; blank tells it by the content. `published` is the
    day of a list that does not say it (YYYY-MM-DD): without one it is not known of any fact that
    it had begun. With `strict` nothing is put in place where a row was refused or a value not
    understood. `mapping` is the id or path of a mapping, which then is the form. `same` names a
    file that declares persons to be one, or not (`person_id,same_as,different_from`).
    """

    form: str = ""
    title: str = ""
    published: str = ""
    strict: bool = False
    mapping: str = ""
    same: str = ""


def import_list(
    sources: Sequence[str | Path],
    into: str | Path,
    how: ImportOptions = ImportOptions(),
    *,
    step: Callable[[], None] = lambda: None,
    shelf: Library | None = None,
) -> Brought:
    """Import lists into a folder or a `.duckdb` file; whatever goes wrong, an old register stands.

    With `how.strict`, look at `whole` of what is given back. Raises RequestError or RegisterError.
    """
    paths, target = [located(source) for source in sources], place(into)
    shelf = shelf or library()
    stored = target.suffix == STORED
    if stored:
        may_replace(target)
    for path in filter(Path.exists, paths):
        regular(path)
    if is_register(paths):
        return _stored(paths[0], target, step, shelf)
    forms = _forms(paths, how, shelf)
    same = read_declared(Path(how.same)) if how.same else Declared()
    intake = Intake(step, _day(how.published) if how.published else "")
    try:
        shapes = together([form.listing for form, _ in forms], "").shapes
        with FolderSink(_rows_of(target) if stored else target, shapes) as sink:
            listing = _filled(forms, sink, intake, how, shelf)
            _linked(sink, intake, same)
            made = sink.finish(listing)
            says = how.title or "; ".join(form.says for form, _ in forms)
            name = "+".join(form.name for form, _ in forms)
            report = intake.report(name, says, str(target), sink.written)
            wanted = report.whole or not how.strict
            if wanted and stored:
                moved = _paced(step, sum(_size(path) // STEP + 1 for path in paths), _size(made))
                store(made, target, moved=moved, shelf=shelf)
            else:
                load_register(made, shelf=shelf)
            if wanted and not stored:
                sink.put()
    except OSError as error:
        where = error.filename or target
        raise RequestError(f"{where}: {error.strerror or error}; nothing was made") from None
    return report


def _stored(folder: Path, target: Path, step: Callable[[], None], shelf: Library) -> Brought:
    """Store a register folder, which is checked as it is whenever it is read."""
    if target.suffix != STORED:
        raise RequestError(f"{folder} is a register already; --into x{STORED} stores it as a file")
    moved = _paced(step, _size(folder) // STEP + 1, _size(folder))
    rows = store(folder, target, moved=moved, shelf=shelf)
    register = register_at(target, shelf)
    read = {register.tables[role].path: count for role, count in rows.items()}
    taken = sum(rows.values())
    return Brought("register", register.title, str(target), read, taken, 0, 0, written=rows)


def _paced(step: Callable[[], None], steps: int, size: int) -> Callable[[int], None]:
    """Make so many steps while so many bytes go by."""
    gone = made = 0

    def moved(part: int) -> None:
        nonlocal gone, made
        gone += part
        while made < steps * gone // max(size, 1):
            made += 1
            step()

    return moved


def propose(sources: Sequence[str | Path]) -> str:
    """Propose a mapping for a table, as YAML with comments; nothing is imported by it."""
    if len(sources) != 1:
        raise RequestError("a mapping is proposed for one file at a time")
    try:
        return guess(regular(located(sources[0])))
    except OSError as error:
        raise RequestError(f"{sources[0]}: {error.strerror or error}") from None


def _forms(paths: list[Path], how: ImportOptions, shelf: Library) -> list[tuple[Form, list[Path]]]:
    if not how.mapping:
        return forms_of(paths, how.form)
    if how.form:
        raise RequestError("a list is read by --as or by --mapping, not by both")
    text, document = shelf.mapping(how.mapping)
    return [(form_by(lower_mapping(text, document, targets(shelf.vocabularies()))), paths)]


def _rows_of(target: Path) -> Path:
    """Name the folder that holds the rows of a file on their way in."""
    return target.with_name(f".{target.name}.folder")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise RequestError(f"{text!r} is no day; expected YYYY-MM-DD") from None


def _filled(
    forms: Sequence[tuple[Form, list[Path]]],
    sink: FolderSink,
    intake: Intake,
    how: ImportOptions,
    shelf: Library,
) -> Listing:
    """Read every list into the sink; gives what the register is called and how far it goes."""
    lexicon = Lexicon.of_vocabularies(shelf.vocabularies())
    published, listings = intake.known_until, []
    for form, paths in forms:
        before, intake.known_until, intake.lost = intake.taken, published, 0
        sink.lists, intake.only = sink.lists + 1, ()
        sink.programs.clear()
        sink.authority, intake.ignored = form.listing.authority, {**intake.ignored, **form.ignored}
        form.importer(paths, Births(sink, intake), intake, partial(understand, lexicon=lexicon))
        if intake.taken == before:
            first = intake.report(form.name, "", "", {}).refusals[:5]
            refused = [Issue(r.file, r.line, 1, r.reason) for r in first]
            raise RegisterError([Issue(str(paths[0]), 0, 0, "no person in it was taken"), *refused])
        listing = replace(
            form.listing,
            known_until=intake.known_until,
            part="filtered" if intake.only else form.listing.part,
            programs=intake.only or tuple(sink.programs),
        )
        if intake.lost and listing.authority:  # what they say is not known, so nobody hears a no
            said = "refused rows that may be of somebody who was taken: the list is not complete"
            intake.notes[said] += intake.lost
            listing = replace(listing, authority="")
        listings.append(listing)
    behind = {one.path: one.count for one in intake.not_taken()}
    return replace(together(listings, how.title), not_taken=behind)


def _linked(sink: FolderSink, intake: Intake, declared: Declared) -> None:
    """Join the persons who are declared to be one, and say how many they were."""
    folder = sink.close()
    if sink.again:
        join_again(folder, sink.shapes["persons"], sink.again)
        intake.notes["persons who stand in two of the lists under one id, joined"] += len(
            sink.again
        )
    found = link(folder, sink.shapes, declared.same, declared.different)
    sink.written["persons"] -= found.joined - found.into
    for role, count in (found.added or {}).items():
        sink.written[role] += count
    if found.joined:
        intake.notes[f"persons declared to be one with another, now {found.into:,}"] += found.joined
    if found.unknown:
        intake.notes["ids declared to be one with another that are in none of these lists"] += (
            found.unknown
        )
