"""The door for lists: a foreign list is read, checked as a register, and put in its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from narrow.errors import Issue, RegisterError, RequestError
from narrow.imports.folder import FolderSink
from narrow.imports.forms import Form, form_of, titled
from narrow.imports.intake import STEP, Intake
from narrow.imports.lexicon import Lexicon
from narrow.imports.titles import understand
from narrow.language.library import Library
from narrow.model.intake import Brought
from narrow.opening import library, load_register


def steps(sources: Sequence[Path]) -> int:
    """Say how many steps of progress the reading of these files takes at most."""
    return sum(path.stat().st_size // STEP + 1 for path in sources if path.is_file())


@dataclass(frozen=True, slots=True)
class How:
    """How a list is brought in.

    `form` is "ofac-csv", "ofac-xml" or "un"; blank tells it by the content. `published` is the
    day of a list that does not say it (YYYY-MM-DD): without one it is not known of any fact that
    it had begun. With `strict` nothing is put in place where a row was refused or a value not
    understood.
    """

    form: str = ""
    title: str = ""
    published: str = ""
    strict: bool = False


def bring(
    sources: Sequence[str | Path],
    into: str | Path,
    how: How = How(),
    *,
    step: Callable[[], None] = lambda: None,
    shelf: Library | None = None,
) -> Brought:
    """Import a list into a register folder; whatever goes wrong, an old register stands.

    With `how.strict`, look at `whole` of what is given back. Raises RequestError or RegisterError.
    """
    paths, target = [Path(source) for source in sources], Path(into)
    if target.suffix == ".duckdb":
        raise RequestError("a .duckdb register cannot be written yet; name a folder")
    shelf = shelf or library()
    form = form_of(paths, how.form)
    intake = Intake(step, _day(how.published) if how.published else "")
    try:
        with FolderSink(target) as sink:
            _fill(form, paths, sink, intake, shelf)
            made = sink.finish(titled(form, how.title, intake.known_until))
            load_register(made, shelf=shelf)
            report = intake.report(form.name, how.title or form.says, str(target), sink.written)
            if report.whole or not how.strict:
                sink.put()
    except OSError as error:
        where = error.filename or target
        raise RequestError(f"{where}: {error.strerror or error}; nothing was made") from None
    return report


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise RequestError(f"{text!r} is no day; expected YYYY-MM-DD") from None


def _fill(form: Form, paths: list[Path], sink: FolderSink, intake: Intake, shelf: Library) -> None:
    lexicon = Lexicon.of_vocabularies(shelf.vocabularies())
    form.importer(paths, sink, intake, partial(understand, lexicon=lexicon))
    if not intake.taken:
        said = "no person in it was taken"
        first = intake.report(form.name, "", "", {}).refusals[:5]
        refused = [Issue(r.file, r.line, 1, r.reason) for r in first]
        raise RegisterError([Issue(str(paths[0]), 0, 0, said), *refused])
