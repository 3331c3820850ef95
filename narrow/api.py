"""The door for Python and for the command line: open a case, ask it, get an answer object.

Whatever is asked, a case is a path or an id, and `data` a register's folder, descriptor or id; where
none is given, the register that the case names. `./rules` and `./datasets` come before what ships.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from narrow.compile.plan import needed, plan
from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError
from narrow.language.descriptor import read_register
from narrow.language.library import Library
from narrow.language.lower import lower_case
from narrow.model.finding import Answer, Compared, Statement, Tally, Why
from narrow.model.register import Content
from narrow.model.rule import Case
from narrow.registers.folder import read_folder
from narrow.results import answer, figures
from narrow.results import statement as statements
from narrow.results import tally as tallies
from narrow.results import why as whys

HERE = Path(__file__).parent
SHIPPED = HERE / "shipped" if (HERE / "shipped").is_dir() else HERE.parent


def library(rules: Path | None = None) -> Library:
    """Say where rules and registers are looked for; `rules` comes before `./rules`."""
    given = [rules] if rules else []
    near = [*given, Path("rules"), SHIPPED / "rules"]
    return Library(tuple(near), (Path("datasets"), SHIPPED / "datasets"))


@dataclass(frozen=True, slots=True)
class Opened:
    """A case on a register, read and ready to be asked."""

    case: Case
    content: Content


def load_register(data: str | Path, *, shelf: Library | None = None) -> Content:
    """Read a register by folder, descriptor or id; raises RegisterError or RequestError."""
    shelf = shelf or library()
    descriptor = shelf.register(str(data))
    return read_folder(descriptor.parent, read_register(descriptor, shelf.vocabularies()))


def load_case(
    case: str | Path,
    *,
    data: str | Path | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Opened:
    """Read a case and its register; raises RuleError, RegisterError or RequestError."""
    shelf = shelf or library()
    text, document = shelf.case(str(case))
    named = data or document.register_
    if not named:
        raise RequestError(f"{document.id} names no register; say which with --data")
    day = _day(as_of) if as_of else None
    descriptor = shelf.register(str(named))
    register = read_register(descriptor, shelf.vocabularies())
    lowered = lower_case(shelf, register, str(case), as_of=day)
    return Opened(lowered, read_folder(descriptor.parent, register))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError(f"{text!r} is no day; expected YYYY-MM-DD") from None


# --- questions --------------------------------------------------------------------------------


def run(
    case: str | Path,
    *,
    data: str | Path | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Answer:
    """Say who fits a case, ranked, with reasons; who is in doubt, and who is ruled out and why."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    wanted = needed(plan(opened.case, opened.content.register))
    with DuckDB() as engine:
        engine.load(opened.content, wanted)
        return answer.run(opened.case, opened.content, engine)


def why(
    case: str | Path,
    person: str,
    *,
    data: str | Path | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Why:
    """Say why one person (an id or a name) is on the list or not, and what would change it."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with DuckDB() as engine:
        engine.load(opened.content)
        return whys.why(opened.case, opened.content, engine, person)


def tally(
    case: str | Path,
    *,
    by: str = "",
    clue: str = "",
    reading: str = "",
    data: str | Path | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Tally:
    """Count who meets a case by the values of a field, the not known counted apart."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with DuckDB() as engine:
        engine.load(opened.content)
        return tallies.tally(opened.case, opened.content, engine, by=by, clue=clue, reading=reading)


def compare(
    case: str | Path,
    *,
    data: str | Path | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> tuple[Compared, ...]:
    """Set the figures that somebody published beside the counts of the register."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with DuckDB() as engine:
        engine.load(opened.content)
        return figures.compare(opened.case, opened.content, engine)


def statement(
    case: str | Path,
    *,
    dialect: str = "duckdb",
    data: str | Path | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Statement:
    """Give the statements that a run would carry out, without carrying them out."""
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    return statements.state(opened.case, opened.content.register, dialect)
