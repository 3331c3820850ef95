"""Cases and registers are found, read and put together, ready to be asked.

Whatever is asked, a case is a path or an id, and `data` a register's folder, descriptor or id;
where none is given, the register that the case names. `./rules` and `./datasets` come before what
ships.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from narrow.errors import RequestError
from narrow.language.descriptor import read_register
from narrow.language.library import DESCRIPTOR, Library
from narrow.language.lower import lower_case
from narrow.model.case import Case
from narrow.model.register import Content
from narrow.places import SHIPPED
from narrow.registers.folder import read_folder

EXAMPLE = "venezuela-2018"


def library(rules: Path | None = None) -> Library:
    """Say where rules and registers are looked for; `rules` comes before `./rules`."""
    given = [rules] if rules else []
    near = [*given, Path("rules"), SHIPPED / "rules"]
    return Library(tuple(near), (Path("datasets"), SHIPPED / "datasets"))


def usual_register(shelf: Library) -> tuple[str, str]:
    """Name the register to ask where none is named, and say why that one."""
    near = sorted(path.parent.name for path in shelf.registers[0].glob(f"*/{DESCRIPTOR}"))
    if len(near) == 1:
        return near[0], f"the only register in ./{shelf.registers[0]}"
    return EXAMPLE, "the worked example; --data names another"


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
    _, document = shelf.case(str(case))
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
