"""A case and its register are found, read and put together, ready to be asked.

Whatever is asked, a case is a path or an id, and `data` a register's folder, `.duckdb` file,
descriptor, id or address (`s3://…`); where none is given, the register that the case names.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from narrow.engines.base import Engine
from narrow.engines.choice import DUCKDB, EngineGiven, check_engine, kind_of, open_engine
from narrow.errors import RequestError
from narrow.model.cases import Case
from narrow.model.registers import Content
from narrow.registers.locate import content_of, find_register, library
from narrow.rules.cases import lower_document
from narrow.rules.documents import CaseDocument
from narrow.rules.library import Library
from narrow.rules.validation import validate
from narrow.rules.yaml_text import Text, parse

CELL = "cell"


@dataclass(frozen=True, slots=True)
class Opened:
    """A case on a register, read and ready to be asked."""

    case: Case
    content: Content
    engine: EngineGiven = DUCKDB

    def open(self, *, without: str = "") -> AbstractContextManager[Engine]:
        """Open the engine that the case is carried out on; it holds nothing yet.

        `without` names what an engine may refuse: RequestError where this one does.
        """
        check_engine(self.engine, self.content, without)
        return open_engine(self.engine)


CaseGiven = str | Path | Opened
DataGiven = str | Path | Content


def load_case(
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
    engine: EngineGiven | None = None,
) -> Opened:
    """Read a case and its register; raises RuleError, RegisterError or RequestError.

    What is read already is taken as it is: a case by itself, a register as `data`. `engine` carries
    out whatever the case is asked: `duckdb`, `spark`, or a Spark session.
    """
    if isinstance(case, Opened):
        if data is not None or as_of:
            raise RequestError("the case is read already; say data and as_of where it is read")
        return case if engine is None else replace(case, engine=engine)
    if engine is not None:
        kind_of(engine)
    shelf = shelf or library()
    text, document = shelf.case(str(case))
    return _opened(shelf, text, document, data, as_of, engine or DUCKDB)


def case(
    text: str,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Opened:
    """Read a case written as text, in a notebook's cell; errors name the line of the text."""
    shelf = shelf or library()
    read = parse(text, CELL)
    return _opened(shelf, read, validate(read, CaseDocument), data, as_of)


def _opened(
    shelf: Library,
    text: Text,
    document: CaseDocument,
    data: DataGiven | None,
    as_of: str | None,
    engine: EngineGiven = DUCKDB,
) -> Opened:
    day = _day(as_of) if as_of else None
    if isinstance(data, Content):
        register = data.register
    elif named := data or document.register_:
        register = find_register(str(named), shelf, engine)
    else:
        raise RequestError(f"{document.id} names no register; say which with --data")
    lowered = lower_document(shelf, register, text, document, as_of=day)
    return Opened(lowered, data if isinstance(data, Content) else content_of(register), engine)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError(f"{text!r} is no day; expected YYYY-MM-DD") from None
