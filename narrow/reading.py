"""Registers are found and read: a folder with its descriptor, or the file that one is stored in.

A register is named by its folder, its descriptor, its `.duckdb` file or its id. `./rules` and
`./datasets` come before what ships.
"""

from pathlib import Path

from narrow.engines.parquet import ABOUT
from narrow.engines.stored import check_codes, check_columns, check_tables, kept_at
from narrow.language.descriptor import read_register, stored_register
from narrow.language.library import STORED, Library
from narrow.model.register import Content, Register
from narrow.places import SHIPPED
from narrow.registers.gather import read_folder

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
    return content_of(register_at(shelf.register(str(data)), shelf))


def register_at(path: Path, shelf: Library) -> Register:
    """Read what a register holds, without its rows, from a descriptor or a stored register."""
    if path.suffix != STORED and path.name != ABOUT:
        return read_register(path, shelf.vocabularies())
    kept = kept_at(path)
    register = stored_register(path, kept.descriptor, shelf.vocabularies())
    if path.name == ABOUT:
        check_columns(path, register)
    else:
        check_tables(path, kept, register)
    check_codes(path, kept.codes, register)
    return register


def content_of(register: Register) -> Content:
    """Read the rows of a register; those of a stored one stay where they lie."""
    path = Path(register.file)
    if not register.descriptor:
        return read_folder(path.parent, register)
    kept = kept_at(path)
    lies = path.parent if path.name == ABOUT else path
    return Content(register, {}, kept.sha256, kept.persons, lies)
