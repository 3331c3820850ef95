"""What an answer rests on is kept, read again, held beside today, and frozen by a lock."""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from narrow import files
from narrow.engines.duckdb_file import kept_at, stored_rows
from narrow.engines.object_store import is_address
from narrow.errors import Issue, RegisterReplaced, RequestError, RuleError
from narrow.files import DIGEST, SHIPPED, VERSION, Json, is_shipped, lock_beside, seal, write
from narrow.model.cases import Case, Subject
from narrow.model.evidence import Answer
from narrow.model.records import (
    CASE_ITSELF,
    CLUE,
    Asked,
    Basis,
    Changes,
    Lock,
    Locked,
    LockEntry,
    LockFile,
    OwnRow,
    Reach,
    RegisterState,
    RuleFile,
)
from narrow.model.registers import BIRTH, Content, Kind, Register
from narrow.model.result import VERSION as VERSION_2
from narrow.model.result import from_data, to_data
from narrow.model.verdicts import Verdict
from narrow.questions.diff import Difference, Record, changes, compare
from narrow.questions.redaction import Redaction
from narrow.registers.folder import folder_rows, state
from narrow.registers.opening import Opened, find_register
from narrow.rules.documents import KINDS
from narrow.rules.library import Library, Written
from narrow.rules.yaml_text import Plain, Text, parse, read

if TYPE_CHECKING:
    from narrow.questions.sql import Statement


# The rule files that a case rests on, as they stood when they were read.


def used(library: Library, register: Register, case: str) -> tuple[RuleFile, ...]:
    """Give the case, the attributes that it names however deep, vocabularies, grades, descriptor.

    Raises RuleError where a file is no longer what was read of it.
    """
    written = library.open(library.find("case", case))
    attributes = tuple(_attributes(library, written, set()))
    ruling = [written, *attributes]
    vocabularies = {c.vocabulary for t in register.tables.values() for c in t.columns.values()}
    vocabularies |= {name for w in attributes for name in _said(w.text.data, "vocabulary")}
    ruling += _opened(library, "vocabulary", sorted(filter(None, vocabularies)))
    ruling += _opened(library, "grades", [getattr(written.document, "grades", "")])
    kinds = [next(k for k, model in KINDS.items() if isinstance(w.document, model)) for w in ruling]
    files = [_file(k, w.document.id, w.path, w.text) for k, w in zip(kinds, ruling, strict=True)]
    return (*files, _descriptor(register))


def _descriptor(register: Register) -> RuleFile:
    """Give the descriptor as a rule: it says where a missing row means no."""
    if register.kept is None:
        path = Path(register.file)
        return _file("register", register.id, path, read(path))
    descriptor = register.kept.descriptor
    digest = hashlib.sha256(descriptor.encode()).hexdigest()
    return RuleFile("register", register.id, register.file, digest, descriptor)


def attributes_named(data: Plain) -> Iterator[str]:
    """Give the ids of the attributes that a rule names, by `rule:` at any depth."""
    for name in _said(data, "rule"):
        yield Path(name).stem if name.endswith((".yaml", ".yml")) or "/" in name else name


def _attributes(library: Library, written: Written, seen: set[Path]) -> Iterator[Written]:
    for named in _opened(library, "attribute", _said(written.text.data, "rule")):
        if named.path not in seen:
            seen.add(named.path)
            yield named
            yield from _attributes(library, named, seen)


def _opened(library: Library, kind: str, names: Iterable[str]) -> Iterator[Written]:
    """Open what is named; a word that names nothing is no name (a column may be called `rule`)."""
    for name in names:
        try:
            path = library.find(kind, name)
        except RequestError:
            continue
        yield library.open(path)


def _said(data: Plain, key: str) -> Iterator[str]:
    """Give every text that stands under a key, at any depth, in the order of the file."""
    inner: Iterable[Plain] = data.values() if isinstance(data, dict) else data
    if isinstance(data, str):
        return
    if isinstance(data, dict) and isinstance(said := data.get(key), str):
        yield said
    for part in inner:
        yield from _said(part, key)


def _file(kind: str, name: str, path: Path, text: Text) -> RuleFile:
    try:
        raw = path.read_bytes()
        now = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raw, now = b"", ""
    if tuple(now.splitlines()) != text.lines:
        said = "was changed after it had been read; ask again"
        raise RuleError([Issue(str(path), 0, 0, said)])
    return RuleFile(kind, name, str(path), hashlib.sha256(raw).hexdigest(), now)


# The rules as kept are read once more, to tell which lines can bear on which clue.


def reach(files: Iterable[RuleFile]) -> Reach:
    """Say what the lines of kept rules speak of; a file that is not YAML says nothing."""
    texts = {}
    for file in files:
        if file.kind in ("case", "attribute"):
            try:
                texts[file.kind, file.id] = parse(file.text, file.path)
            except RuleError:
                continue
    named = {
        name: frozenset(attributes_named(text.data))
        for (kind, name), text in texts.items()
        if kind == "attribute"
    }
    behind: dict[str, frozenset[str]] = {}
    for (kind, _), text in texts.items():
        if kind == "case":
            behind |= {part: _closed(names, named) for part, names in _parts(text.data)}
    places = {key: tuple(_places(text)) for key, text in texts.items()}
    return Reach(behind, places)


def _parts(data: Plain) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each clue, and the case without its clues, with the attributes named right there."""
    if not isinstance(data, dict):
        return
    for clue in _clues(data):
        yield str(clue.get("id", "")), frozenset(attributes_named(clue))
    rest: Plain = {key: part for key, part in data.items() if key != "clues"}
    yield CASE_ITSELF, frozenset(attributes_named(rest))


def _clues(data: Mapping[str, Plain]) -> list[dict[str, Plain]]:
    clues = data.get("clues", [])
    return [c for c in clues if isinstance(c, dict)] if isinstance(clues, list) else []


def _closed(names: frozenset[str], named: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Follow the names of attributes to the end; circles were refused when they were read."""
    found, more = names, names
    while more:
        more = frozenset().union(*(named.get(name, frozenset()) for name in more)) - found
        found |= more
    return found


def _places(text: Text) -> list[tuple[int, str]]:
    """Give the lines on which the parts of a file begin, in order."""
    data = text.data if isinstance(text.data, dict) else {}
    found = [(text.marks[key,][0], key) for key in data]
    clues = data.get("clues", [])
    for at, clue in enumerate(clues if isinstance(clues, list) else []):
        if isinstance(clue, dict):
            found.append((text.marks["clues", at][0], f"{CLUE}{clue.get('id', '')}"))
    return sorted(found, key=lambda place: place[0])


_Kept = TypeVar("_Kept", Record, LockFile)


def read_record(path: str | Path) -> Record:
    """Read a kept run; raises RequestError where it is torn, edited or of another form."""
    return replace(_read(Path(path), Record, "a kept run", record_of_version_1), name=str(path))


def read_locks(path: Path) -> LockFile:
    """Read the locks of a case; raises RequestError as `read_record` does."""
    found = replace(_read(path, LockFile, "a lock", locks_of_version_1), path=str(path))
    if not found.entries:
        raise RequestError(f"{path} is not as narrow writes it: entries is empty")
    return found


def _read(path: Path, cls: type[_Kept], said: str, older: Callable[[Json], Json]) -> _Kept:
    form = cls.schema_id_of()
    first = form.replace(f"/{VERSION_2}", "/1")
    given = files.read(path, (form, first), said)
    try:
        return from_data(cls, older(given) if given["schema"] == first else given)
    except (AttributeError, KeyError, TypeError) as error:
        raise RequestError(f"{path} is not as narrow wrote it: {error} is not there") from None
    except (ValueError, RecursionError) as error:
        raise RequestError(f"{path} is not as narrow writes it: {error}") from None


# What version 1 kept is read as if it were kept today. It said less: nothing of other names, notes,
# titles of registers; that is blank, and two runs are never told apart by it.


def record_of_version_1(given: Json) -> Json:
    """Give a kept run of version 1 in the form of today; the first ones had no own rows."""
    kept = given.get("rows") or {"persons": {}}
    return {
        "schema": Record.schema_id_of(),
        "case_id": given["case"],
        "asked": given["asked"],
        "basis": given["basis"],
        "answer": {
            **_of_version_1(given["answer"]),
            "schema": Answer.schema_id_of(),
            "marked": [],
            "figures": [],
            "advice": [],
        },
        "rows": {
            key: {"cells": cells, "name": kept["name"], "born": kept["born"]}
            for key, cells in kept["persons"].items()
        },
    }


def locks_of_version_1(given: Json) -> Json:
    """Give the locks of version 1 in the form of today."""
    return {
        "schema": LockFile.schema_id_of(),
        "case_id": given["case"],
        "entries": given["entries"],
    }


def _of_version_1(given: Any) -> Any:
    """Give any part of an answer in the form of today, after what is inside it."""
    match given:
        case list():
            return [_of_version_1(each) for each in given]
        case dict():  # what stands under `readings` goes by names of anybody's own
            inside = {k: _of_version_1(each) for k, each in given.items() if k != "readings"}
            return _part_of_version_1({**given, **inside})
    return given


def _part_of_version_1(given: Json) -> Json:
    """Tell by its keys what a part is, and say what version 1 left out or said otherwise."""
    match given:
        case {"met": int(), "not_met": int()}:  # who was taken off by hand stood among the others
            counts = {**{verdict.key: given[verdict.key] for verdict in Verdict}, "by_hand": 0}
            beside = {key: each for key, each in given.items() if key not in counts}
            return {**beside, "counts": counts} if beside else counts
        case {"id": str(), "name": str()}:
            return {**given, "aliases": []}
        case {"publisher": str()}:
            return {**given, "depends_on": ""}
        case {"as_of": str(), "subject": str()}:
            return {**given, "purpose": ""}
        case {"sha256": str(), "persons": int()}:
            return {**given, "title": ""}
        case {"deciding": str(), "readings": [*readings]}:
            told = {reading["name"]: reading["says"] for reading in readings}
            return {**given, "readings": told, "note": ""}
        case {"would_rank": _, "clue": clue}:
            return {**given, "clue": clue or "", "would_be": None}
        case {"rank": int(), "clues": clues, "weight": weight}:
            named = {name: {**clue, "clue": name} for name, clue in clues.items()}
            if weight:
                weight = {**weight, "clues": {one["clue"]: one for one in weight["clues"]}}
            return {**given, "clues": named, "weight": weight}
        case {"cause": cause, "verdict": str(word), **rest}:
            return {**rest, "verdict": cause or word.replace("-", "_")}
        case {"source": first, "also": [*also], "doubts": doubts, **rest}:
            verdict = Verdict.IN_DOUBT if doubts else Verdict.MET
            sources = [first, *also] if first else also
            return {
                **rest,
                "values": "",
                "verdict": verdict.key,
                "doubts": doubts,
                "sources": sources,
            }
        case {"line_before": before, "line_after": after}:
            return {**given, "line_before": before or 0, "line_after": after or 0}
    return given


# What an answer rests on is gathered, so that it can be kept: version, day, register, rules.


def basis(shelf: Library, register: Register, case: str, *, as_of: str, sha256: str) -> Basis:
    """Say what an answer rests on; `sha256` is the register's, as the answer has it.

    Raises RuleError or RegisterError where a file was changed since.
    """
    now = _state(register)
    if now.sha256 != sha256:
        said = "a table or the descriptor was changed after it had been read; ask again"
        raise RegisterReplaced([Issue(register.file, 0, 0, said)])
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
    statement: "Statement"


def behind(opened: Opened, shelf: Library, statement: "Statement") -> Behind:
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
    sealed = seal(to_data(record_of(answer, asked, shelf)))
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
    named = {f.person.id for f in answer.findings} | {r.person.id for r in answer.ruled_out}
    return Record(NOW, about.case, asked, rests, answer, own_rows(register, named))


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
    rows = sorted(given, key=lambda row: row[key])  # the same question gives the same bytes
    return {
        row[key]: OwnRow({c: text for c, text in row.items() if text and c != key}, name, born)
        for row in rows
    }


def diff(before: str | Path, after: str | Path, *, names: bool = False) -> Difference:
    """Compare two kept runs: who came, went or moved, and which fact or line did it.

    `names` shows the names in a case about an unnamed source.
    """
    return compared(read_record(before), read_record(after), names=names)


def compared(before: Record, after: Record, *, names: bool = False) -> Difference:
    """Compare two runs, with the lines of their rules that can bear on each clue."""
    found = compare(before, after, (reach(before.basis.rules), reach(after.basis.rules)))
    subjects = {record.answer.about.subject for record in (before, after)}
    if names or Subject.UNNAMED_SOURCE not in subjects:
        return found
    return Redaction(after.answer, before.answer, found, hides=True).shown(found)


# What a lock says of a case: the edits between its entries, and those since the last one.


def describe(kept: LockFile, now: Basis) -> Lock:
    """Hold what was locked beside what there is now."""
    first, *_ = kept.entries
    times = [Locked(first.note, Changes())]
    for before, after in pairwise(kept.entries):
        times.append(Locked(after.note, changes(before.basis, after.basis)))
    return Lock(kept.path, tuple(times), changes(kept.entries[-1].basis, now))


# The lock on a case is read and held against what the case rests on now.


def rests(case: Case, content: Content, shelf: Library) -> Basis:
    """Say what a case rests on now."""
    day = case.day.isoformat()
    return basis(shelf, content.register, case.file, as_of=day, sha256=content.sha256)


def read_lock(path: Path, case: Case) -> LockFile:
    """Read the file of a lock; raises RequestError, for no answer is given past one in pieces."""
    try:
        kept = read_locks(path)
    except RequestError as error:
        said = "no answer is given past a lock that cannot be read; put it right or move it away"
        raise RequestError(f"{error}; {said}") from None
    if kept.case != case.id:
        raise RequestError(f"{path} locks {kept.case!r} and not {case.id!r}")
    return kept


def lock_of(case: Case, content: Content, shelf: Library) -> Lock | None:
    """Say what the lock on a case tells; None where there is none."""
    path = lock_beside(case.file, case.id)
    return describe(read_lock(path, case), rests(case, content, shelf)) if path else None


# A case is frozen, and every answer to it lists the edits made since.
#
# A lock keeps the whole text of the rules and the hashes of the register. It lies beside the case,
# or in the current folder where the case ships with narrow or its folder cannot be written to.

MOST_NAMED = 3  # edits that a refusal names; a run lists them all


def lock(
    case: Case, content: Content, shelf: Library, *, again: bool = False, note: str = ""
) -> Lock:
    """Freeze a case as it stands; a case edited since it was locked only `again`.

    Every time is kept with its edits, so that nobody can tune a case in silence.
    """
    now = rests(case, content, shelf)
    path = lock_beside(case.file, case.id)
    if path is None:
        kept = LockFile(str(_place(case)), case.id, (LockEntry(note, now),))
        write(Path(kept.path), seal(to_data(kept)))
        return describe(kept, now)
    kept = read_lock(path, case)
    found = describe(kept, now)
    if found.unchanged:
        return found
    if not again:
        raise RequestError(_refusal(found))
    kept = LockFile(kept.path, kept.case, (*kept.entries, LockEntry(note, now)))
    write(path, seal(to_data(kept)))
    return describe(kept, now)


def _place(case: Case) -> Path:
    file, name = Path(case.file), f"{case.id}.lock.json"
    away = is_shipped(file) or not os.access(file.parent, os.W_OK)
    return Path(name) if away else file.with_name(name)


def _refusal(found: Lock) -> str:
    files = [f"{f.path}:{line.line}" for f in found.since.files for line in f.lines]
    whole = [f.path for f in found.since.files if f.matters and not f.lines]
    edits = [*files, *whole, *(change.name for change in found.since.inputs)]
    more = f" and {len(edits) - MOST_NAMED} more" if len(edits) > MOST_NAMED else ""
    return (
        f"the case was edited since it was locked ({', '.join(edits[:MOST_NAMED])}{more}); "
        "--again locks it as it is now, and the edits stay on record"
    )
