"""Kept runs and locks are read back from their JSON form."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from narrow.engines.duckdb_file import kept_at, stored_rows
from narrow.engines.object_store import is_address
from narrow.errors import Issue, RegisterError
from narrow.files import DIGEST, SHIPPED, VERSION, Part, is_shipped, read, seal, write
from narrow.model.evidence import Answer
from narrow.model.inquiry import Statement
from narrow.model.records import (
    Asked,
    Basis,
    LockEntry,
    LockFile,
    OwnRow,
    Record,
    RegisterState,
    RuleFile,
)
from narrow.model.registers import BIRTH, Kind, Register
from narrow.questions.diff import Difference, compare
from narrow.registers.folder import folder_rows, state
from narrow.registers.locate import find_register
from narrow.registers.opening import Opened
from narrow.rules.library import Library
from narrow.rules.sources import reach, used
from narrow.views import plain, record_json


def record(kept: Part) -> Record:
    """Read a kept run; its answer is read by `outcome`."""
    asked = kept.at("asked")
    return Record(
        name=kept.file,
        case=kept.text("case"),
        asked=Asked(
            asked.text("case"),
            asked.text_or_none("data"),
            asked.text_or_none("as_of"),
            asked.text_or_none("rules"),
        ),
        basis=_basis(kept.at("basis")),
        answer={name: part.data for name, part in kept.named("answer").items()},
        rows=_own_rows(kept) if "rows" in kept.data else {},  # older runs were kept without
    )


def _own_rows(kept: Part) -> Mapping[str, OwnRow]:
    own = kept.at("rows")
    name, born = own.text("name"), own.text("born")
    people = own.named("persons")
    return {
        key: OwnRow({column: part.text(column) for column in part.data}, name, born)
        for key, part in people.items()
    }


def lock_file(kept: Part) -> LockFile:
    """Read the locks of a case."""
    entries = [LockEntry(e.text("note"), _basis(e.at("basis"))) for e in kept.each("entries")]
    if not entries:
        raise kept.at("entries").wrong("is empty")
    return LockFile(kept.file, kept.text("case"), tuple(entries))


def _basis(given: Part) -> Basis:
    register = given.at("register")
    tables = {name: register.at("tables").text(name) for name in register.named("tables")}
    return Basis(
        narrow=given.text("narrow"),
        as_of=given.text("as_of"),
        register=RegisterState(register.text("id"), register.text("sha256"), tables),
        rules=tuple(_rule_file(part) for part in given.each("rules")),
    )


def _rule_file(given: Part) -> RuleFile:
    return RuleFile(
        kind=given.text("kind"),
        id=given.text("id"),
        path=given.text("path"),
        sha256=given.text("sha256"),
        text=given.text("text"),
    )


# What an answer rests on is gathered, so that it can be kept: version, day, register, rules.


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


# What stands behind an answer and is shown with it: what was asked, the rules, the statements.


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Behind:
    """What was asked, what the answer rests on, and the statements that were carried out.

    `basis.rules` is empty where the rules were written in a notebook and lie in no file.
    """

    asked: Asked
    basis: Basis
    statement: Statement


def behind(opened: Opened, shelf: Library, statement: Statement) -> Behind:
    """Give what stands behind an answer; no rules where case or register lies in no file."""
    asked = Asked(opened.case.id, Path(opened.data).name if opened.data else None, opened.as_of)
    case, content = opened.case, opened.content
    file, day = content.register.file, case.day.isoformat()
    if Path(case.file).is_file() and (is_address(file) or Path(file).is_file()):
        rests = basis(shelf, content.register, case.file, as_of=day, sha256=content.sha256)
    else:
        rests = Basis(VERSION, day, RegisterState(content.register.id, content.sha256, {}), ())
    return Behind(asked, rests, statement)


# A run is kept with all that it rests on, read again, and held beside another.

SHORT = 12  # digits of a digest in a file's name
NOW = "now"


def keep(answer: Answer, to: str | Path, asked: Asked, shelf: Library) -> Path:
    """Keep an answer with all that it rests on, and give the file.

    `to` is a file, or a folder in which the file gets a name of its own.
    """
    sealed = seal(record_json.record(record_of(answer, asked, shelf)))
    path = Path(to)
    if path.is_dir():
        path /= f"{answer.about.case}-{sealed[DIGEST][:SHORT]}.json"
    write(path, sealed)
    return path


def record_of(answer: Answer, asked: Asked, shelf: Library) -> Record:
    """Gather what an answer rests on; raises RegisterError where that was changed since."""
    _, document = shelf.case(asked.case)
    register = find_register(asked.data or document.register_, shelf)
    about = answer.about
    rests = basis(shelf, register, asked.case, as_of=about.as_of, sha256=about.sha256)
    told = plain.answer(answer, everyone=True)
    named = {found["person"]["id"] for found in (*told["findings"], *told["ruled_out"])}
    return Record(NOW, about.case, asked, rests, told, own_rows(register, named))


def own_rows(register: Register, named: Collection[str]) -> Mapping[str, OwnRow]:
    """Give what the register says of these persons in their own rows.

    Behind an address they are not read once more: who is named there is compared by name alone.
    """
    table = register.persons
    key, name = table.key[0], register.naming.name
    dates = [column for column in table.columns.values() if column.kind is Kind.DATE]
    births = [c.name for c in dates if c.property == BIRTH]
    births += [c.name for c in dates if "birth" in c.name.lower() or "born" in c.name.lower()]
    born = next(iter(births), "")
    if register.kept is None:
        given = folder_rows(register, named)
    elif is_address(register.file):
        return {}
    else:
        given = stored_rows(register, named)
    return {
        row[key]: OwnRow({c: text for c, text in row.items() if text and c != key}, name, born)
        for row in given
    }


def read_record(path: str | Path) -> Record:
    """Read a kept run; raises RequestError where it is torn, edited or of another form."""
    return record(Part(str(path), read(Path(path), record_json.RECORD, "a kept run")))


def diff(before: str | Path, after: str | Path) -> Difference:
    """Compare two kept runs: who came, went or moved, and which fact or line did it."""
    return compared(read_record(before), read_record(after))


def compared(before: Record, after: Record) -> Difference:
    """Compare two runs, with the lines of their rules that can bear on each clue."""
    return compare(before, after, (reach(before.basis.rules), reach(after.basis.rules)))
