"""A case and its register are found, read and put together, ready to be asked.

Whatever is asked, a case is a path or an id, and `data` a register's folder, `.duckdb` file,
descriptor, id or address (`s3://…`); where none is given, the register that the case names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from narrow.engines.choice import DUCKDB, EngineGiven, open_engine
from narrow.engines.duckdb_file import check_codes, check_tables, kept_at
from narrow.engines.object_store import inside, is_address
from narrow.engines.parquet import ABOUT, kept_from
from narrow.errors import RequestError
from narrow.files import SHIPPED, located, stamp
from narrow.model.cases import Case
from narrow.model.registers import WORDS, Content, Kept, Register, stored_columns
from narrow.registers.loader import read_folder
from narrow.rules.cases import lower_document
from narrow.rules.descriptors import kept_register, read_register
from narrow.rules.documents import CaseDocument
from narrow.rules.library import STORED, Library
from narrow.rules.validation import validate
from narrow.rules.yaml_text import Text, parse

# Registers are found and read: a folder with its descriptor, or the file that one is stored in.
#
# A register is named by its folder, its descriptor, its `.duckdb` file, its id, or the address of a
# folder of Parquet. `./rules` and `./datasets` come before what ships.


EXAMPLE = "venezuela-2018"


def library(rules: Path | None = None) -> Library:
    """Say where rules and registers are looked for; `rules` comes before `./rules`."""
    given = [located(rules)] if rules else []
    near = [*given, Path("rules"), SHIPPED / "rules"]
    return Library(tuple(near), (Path("datasets"), SHIPPED / "datasets"))


def usual_register(shelf: Library) -> tuple[str, str]:
    """Name the register to ask where none is named, and say why that one."""
    near = sorted(Library((), shelf.registers[:1]).register_files())
    if len(near) == 1:
        return near[0], f"the only register in ./{shelf.registers[0]}"
    return EXAMPLE, "the worked example; --data names another"


def load_register(data: str | Path, *, shelf: Library | None = None) -> Content:
    """Read a register by folder, file, descriptor or id; raises RegisterError or RequestError."""
    shelf = shelf or library()
    return content_of(find_register(str(data), shelf))


def find_register(name: str, shelf: Library, engine: EngineGiven = DUCKDB) -> Register:
    """Read what a register holds, without its rows, by folder, file, descriptor, id or address.

    What lies behind an address is read by the engine that will carry out what is asked.
    """
    if not is_address(name):
        return register_at(shelf.register(name), shelf)
    address = inside(name, ABOUT)
    with open_engine(engine) as opened:
        kept = kept_from(opened.text_at(address), address)
    return _kept_register(address, kept, shelf)


def register_at(path: Path, shelf: Library) -> Register:
    """Read what a register holds, without its rows, from a descriptor or a stored register."""
    if path.suffix != STORED and path.name != ABOUT:
        return read_register(path, shelf.vocabularies())
    was = stamp(path)
    register = replace(_kept_register(str(path), kept_at(path), shelf), stamp=was)
    if path.suffix == STORED:
        check_tables(path, register)
    return register


def _kept_register(file: str, kept: Kept, shelf: Library) -> Register:
    register = kept_register(file, kept, shelf.vocabularies())
    check_codes(register)
    return register


def content_of(register: Register) -> Content:
    """Read the rows of a register; those of a stored one stay where they lie."""
    if register.kept is None:
        return read_folder(Path(register.file).parent, register)
    return Content(register, {}, register.kept.sha256, register.kept.persons, stored=True)


def countable(register: Register) -> dict[str, list[str]]:
    """Name every column by table but the folded words, which nobody counts."""
    tables = register.tables.items()
    return {r: [n for n in stored_columns(t) if not n.endswith(WORDS)] for r, t in tables}


CELL = "cell"
QUICK = "find"

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")

CaseGiven = str | Path
DataGiven = str | Path | Content


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with the register that it is asked of, both read; nothing is carried out yet.

    `name` and `data` are what was asked for, in its own words; `chosen` says why this register
    where none was named, and `file` is the case file that clues in one line each stand for.
    """

    case: Case
    content: Content
    name: str = ""
    data: str | None = None
    as_of: str | None = None
    chosen: str = ""
    file: str = ""


def open_case(
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
    engine: EngineGiven = DUCKDB,
) -> Opened:
    """Read a case by id or path, and its register; RuleError, RegisterError or RequestError.

    Content that is read already is taken as it is. `engine` reads what lies behind an address.
    """
    shelf = shelf or library()
    text, document = shelf.case(str(case))
    return _opened(shelf, text, document, data, as_of, engine, str(case))


def open_text(
    text: str,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
    engine: EngineGiven = DUCKDB,
) -> Opened:
    """Read a case written as text, in a notebook's cell; errors name the line of the text."""
    shelf = shelf or library()
    read = parse(text, CELL)
    return _opened(shelf, read, validate(read, CaseDocument), data, as_of, engine)


def open_clues(
    clues: Sequence[str],
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    name: str = QUICK,
    shelf: Library | None = None,
    engine: EngineGiven = DUCKDB,
) -> Opened:
    """Read clues typed in one line each; without `data`, of the register that is usual here."""
    from narrow.rules.one_line import lower_lines  # only a quick look needs it

    shelf = shelf or library()
    if not clues:
        raise RequestError("give at least one clue, such as 'posts: role=minister former'")
    if not _ID.fullmatch(name):
        said = "begins with a letter or figure and holds only a-z, 0-9, - and _"
        raise RequestError(f"a case cannot be called {name!r}; its name {said}")
    if isinstance(data, Content):
        named, chosen, register = data.register.id, "", data.register
    else:
        named, chosen = (str(data), "") if data else usual_register(shelf)
        register = find_register(named, shelf, engine)
    head = {"id": name, "register": named, "as_of": _last_day(as_of, register)}
    typed = lower_lines(shelf, register, clues, head)
    content = data if isinstance(data, Content) else content_of(register)
    return Opened(typed.case, content, name, named, as_of, chosen, typed.file)


def _opened(
    shelf: Library,
    text: Text,
    document: CaseDocument,
    data: DataGiven | None,
    as_of: str | None,
    engine: EngineGiven,
    name: str = "",
) -> Opened:
    day = _day(as_of) if as_of else None
    if isinstance(data, Content):
        register = data.register
    elif named := data or document.register_:
        register = find_register(str(named), shelf, engine)
    else:
        raise RequestError(f"{document.id} names no register; say which with --data")
    lowered = lower_document(shelf, register, text, document, as_of=day)
    given = None if data is None or isinstance(data, Content) else str(data)
    content = data if isinstance(data, Content) else content_of(register)
    return Opened(lowered, content, name or document.id, given, as_of)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError(f"{text!r} is no day; expected YYYY-MM-DD") from None


def _last_day(as_of: str | None, register: Register) -> str:
    if as_of is not None:
        return _day(as_of).isoformat()
    if register.known_until is None:
        said = "does not say how far it goes (known_until)"
        raise RequestError(f"{register.id} {said}; say the day with --as-of")
    return register.known_until.isoformat()
