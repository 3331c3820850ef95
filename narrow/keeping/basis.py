"""What an answer rests on is gathered, so that it can be kept: version, day, register, rules."""

from dataclasses import replace
from pathlib import Path

from narrow.engines.address import is_address
from narrow.engines.stored import kept_at
from narrow.errors import Issue, RegisterError
from narrow.language.library import Library
from narrow.language.used import used
from narrow.model.record import Basis, RegisterState, RuleFile
from narrow.model.register import Register
from narrow.places import SHIPPED, is_shipped
from narrow.registers.digest import state
from narrow.version import VERSION


def basis(shelf: Library, register: Register, case: str, *, as_of: str, sha256: str) -> Basis:
    """Say what an answer rests on; `sha256` is the register's, as the answer has it.

    Raises RuleError or RegisterError where a file was changed since.
    """
    now = _state(register)
    if now.sha256 != sha256:
        said = "a table or the descriptor was changed after it had been read; ask again"
        raise RegisterError([Issue(register.file, 0, 0, said)])
    rules = tuple(_named(file) for file in used(shelf, register, case))
    return Basis(VERSION, as_of, now, rules)


def _state(register: Register) -> RegisterState:
    """Give the hashes of a register: a stored one keeps those of the folder it was made of."""
    if register.kept is None:
        return state(register)
    kept = register.kept if is_address(register.file) else kept_at(Path(register.file))
    return RegisterState(register.id, kept.sha256, kept.files)


def _named(file: RuleFile) -> RuleFile:
    """Name a file that ships without the folder that narrow happens to be installed in."""
    path = Path(file.path)
    if not path.is_absolute() or not is_shipped(path):
        return file
    inside = path.resolve().relative_to(SHIPPED.resolve())
    return replace(file, path=f"shipped/{inside.as_posix()}")
