"""The door to kept runs: keep one, compare two, repeat one."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from narrow.compile.plan import needed, plan
from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError
from narrow.files import DIGEST, seal, write
from narrow.model.data import to_data
from narrow.model.evidence import Answer
from narrow.model.records import Asked
from narrow.opening import load_case
from narrow.questions import diff as difference
from narrow.questions import run as answers
from narrow.questions.diff import Difference
from narrow.questions.kept_runs import Record, basis, read_record
from narrow.questions.locks import lock_of
from narrow.registers.locate import find_register, library
from narrow.rules.library import Library
from narrow.rules.sources import reach

SHORT = 12  # digits of a digest in a file's name
NOW = "now"


class Found(Protocol):
    """What holds an answer: that of a notebook."""

    @property
    def found(self) -> Answer:
        """The answer as plain data."""


def keep(
    answer: Answer | Found,
    to: str | Path,
    *,
    case: str | Path = "",
    data: str | Path | None = None,
    as_of: str | None = None,
    rules: Path | None = None,
    shelf: Library | None = None,
) -> Path:
    """Keep an answer with all that it rests on, and give the file.

    What was asked is given once more, as it was given to `run`; `to` is a file, or a folder in
    which the file gets a name of its own.
    """
    shelf = shelf or library(rules)
    answer = answer if isinstance(answer, Answer) else answer.found
    asked = Asked(
        str(case or answer.about.case),
        str(data) if data is not None else None,
        as_of,
        str(rules) if rules is not None else None,
    )
    sealed = seal(to_data(_record(answer, asked, shelf)))
    path = Path(to)
    if path.is_dir():
        path /= f"{answer.about.case}-{sealed[DIGEST][:SHORT]}.json"
    write(path, sealed)
    return path


def _record(answer: Answer, asked: Asked, shelf: Library) -> Record:
    """Gather what an answer rests on; raises RegisterError where that was changed since."""
    _, document = shelf.case(asked.case)
    register = find_register(asked.data or document.register_, shelf)
    about = answer.about
    rests = basis(shelf, register, asked.case, as_of=about.as_of, sha256=about.sha256)
    return Record(NOW, about.case, asked, rests, answer)


def diff(before: str | Path, after: str | Path) -> Difference:
    """Compare two kept runs: who came, went or moved, and which fact or line did it."""
    return _compared(read_record(Path(before)), read_record(Path(after)))


def rerun(kept: str | Path) -> Difference:
    """Ask what a kept run asked once more, and compare; `same` says whether the answer held."""
    before = read_record(Path(kept))
    asked = before.asked
    shelf = library(Path(asked.rules) if asked.rules else None)
    try:
        answer = _answered(asked, shelf)
    except RequestError as error:
        raise RequestError(f"{kept} cannot be repeated from here: {error}") from None
    return _compared(before, _record(answer, asked, shelf))


def _answered(asked: Asked, shelf: Library) -> Answer:
    opened = load_case(asked.case, data=asked.data, as_of=asked.as_of, shelf=shelf)
    wanted = needed(plan(opened.case, opened.content.register))
    with DuckDB() as engine:
        engine.load(opened.content, wanted)
        found = answers.run(opened.case, opened.content, engine)
    return replace(found, lock=lock_of(opened.case, opened.content, shelf))


def _compared(before: Record, after: Record) -> Difference:
    return difference.compare(before, after, (reach(before.basis.rules), reach(after.basis.rules)))
