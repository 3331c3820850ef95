"""The door to the page: an answer with the rules, the statements and the record behind it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from narrow.engines.object_store import is_address
from narrow.files import VERSION
from narrow.model.evidence import Answer
from narrow.model.records import Asked, Basis, RegisterState
from narrow.opening import CaseGiven, DataGiven, Opened, load_case
from narrow.questions import sql as statements
from narrow.questions.kept_runs import Behind, basis
from narrow.registers.locate import library
from narrow.rules.library import Library
from narrow.views import page as pages

if TYPE_CHECKING:
    from narrow.views.chart import Chart


def page(
    answer: Answer,
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
    charts: "Sequence[Chart]" = (),
) -> str:
    """Give an answer as one page of HTML that needs nothing else.

    What was asked is given once more, as it was given to `run`.
    """
    return pages.page(answer, behind(answer, case, data=data, as_of=as_of, shelf=shelf), charts)


def behind(
    answer: Answer,
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Behind:
    """Give what stands behind an answer: what was asked, the rules, the statements."""
    shelf = shelf or library()
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    asked = Asked(answer.about.case, _name(data), as_of)
    made = statements.state(opened.case, opened.content.register, "duckdb")
    return Behind(asked, _basis(answer, opened, shelf), made)


def _basis(answer: Answer, opened: Opened, shelf: Library) -> Basis:
    """Say what an answer rests on; no rules where the case or the register lies in no file."""
    about, register = answer.about, opened.content.register
    there = is_address(register.file) or Path(register.file).is_file()
    if Path(opened.case.file).is_file() and there:
        return basis(shelf, register, opened.case.file, as_of=about.as_of, sha256=about.sha256)
    return Basis(VERSION, about.as_of, RegisterState(register.id, about.sha256, {}), ())


def _name(data: DataGiven | None) -> str | None:
    """Name the register asked for without the folders of this machine."""
    return Path(data).name if isinstance(data, str | Path) else None
