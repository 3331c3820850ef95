"""A case and its register are found, read and put together, ready to be asked.

Whatever is asked, a case is a path or an id, and `data` a register's folder, `.duckdb` file,
descriptor or id; where none is given, the register that the case names.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from narrow.errors import RequestError
from narrow.language.library import Library
from narrow.language.lower import lower_case
from narrow.model.case import Case
from narrow.model.register import Content
from narrow.reading import content_of, library, register_at


@dataclass(frozen=True, slots=True)
class Opened:
    """A case on a register, read and ready to be asked."""

    case: Case
    content: Content


def load_case(
    case: str | Path,
    *,
    data: str | Path | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Opened:
    """Read a case and its register; raises RuleError, RegisterError or RequestError."""
    shelf = shelf or library()
    _, document = shelf.case(str(case))
    named = data or document.register_
    if not named:
        raise RequestError(f"{document.id} names no register; say which with --data")
    day = _day(as_of) if as_of else None
    register = register_at(shelf.register(str(named)), shelf)
    lowered = lower_case(shelf, register, str(case), as_of=day)
    return Opened(lowered, content_of(register))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError(f"{text!r} is no day; expected YYYY-MM-DD") from None
