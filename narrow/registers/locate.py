"""Registers are found and read: a folder with its descriptor, or the file that one is stored in.

A register is named by its folder, its descriptor, its `.duckdb` file, its id, or the address of a
folder of Parquet. `./rules` and `./datasets` come before what ships.
"""

from pathlib import Path

from narrow.engines.choice import DUCKDB, EngineGiven, open_engine
from narrow.engines.duckdb_file import check_codes, check_tables, kept_at
from narrow.engines.object_store import inside, is_address
from narrow.engines.parquet import ABOUT, kept_from
from narrow.files import SHIPPED
from narrow.model.registers import WORDS, Content, Kept, Register, stored_columns
from narrow.registers.loader import read_folder
from narrow.rules.descriptors import kept_register, read_register
from narrow.rules.library import STORED, Library

EXAMPLE = "venezuela-2018"


def library(rules: Path | None = None) -> Library:
    """Say where rules and registers are looked for; `rules` comes before `./rules`."""
    given = [rules] if rules else []
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
    register = _kept_register(str(path), kept_at(path), shelf)
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
