"""The statements of a plan as plain text, rendered once and kept on disk.

Rendering is a pure function of the plan, and a slow one for a command that is over in half a
second: loading the SQL builder costs a fifth of it. So the texts are kept under a hash of all that
goes into them (plan, register's shape, dialect, the builder itself) in the user's cache folder.
A folder that cannot be written is no fault; `NARROW_CACHE=off` does without, `NARROW_CACHE=DIR`
keeps them elsewhere. Values are kept beside the texts and never in them.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from narrow.compile.plan import Plan
from narrow.compile.query import Query, Value
from narrow.model.cases import Role

MOST_KEPT = 400
MOST_LISTED = 10_000
MOST_MASKED = 200
MOST_NEAR = 1_000  # near misses that are named: judging each costs more than finding it


Statements = Mapping[str, Query]


def statements(plan: Plan, dialect: str) -> Statements:
    """Give the statements of a run by name, kept ones where nothing that matters has changed.

    Names: evidence, verdicts, patterns, everyone, everybody, listed, near_misses, taken_off,
    those_listed, people_listed, evidence_of_listed, sources (parameter ids), and for each table of
    the plan rows_of_listed:ROLE, bounds_of_listed:ROLE, masked:ROLE, masked_count:ROLE.
    """
    folder = _folder()
    if folder is None:
        return _rendered(plan, dialect)
    path = folder / f"{_key(plan, dialect)}.json"
    try:
        return _read(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        made = _rendered(plan, dialect)
        _keep(path, made)
        return made


def _rendered(plan: Plan, dialect: str) -> Statements:
    made: Statements = import_module("narrow.compile.sql").render(plan, dialect)
    return made


def _folder() -> Path | None:
    told = os.environ.get("NARROW_CACHE", "")
    if told == "off":
        return None
    if told:
        return Path(told)
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return Path(base or Path.home() / ".cache") / "narrow" / "statements"
    except RuntimeError:  # a container's bare user id has no home
        return None


def _key(plan: Plan, dialect: str) -> str:
    """Hash all that a statement depends on; a new builder or a new line of ours makes a new key."""
    builder = find_spec("sqlglot")
    stamp = Path(builder.origin).stat() if builder and builder.origin else None
    clues = [
        (c.id, c.role is Role.SUPPORTING, c.role is Role.STRICTLY, [r.name for r in c.counting])
        for c in plan.case.clues
    ]
    register = plan.register
    parts = (
        Path(__file__).with_name("sql.py").read_bytes(),
        (stamp.st_mtime_ns, stamp.st_size) if stamp else None,
        (dialect, plan.case.day, MOST_LISTED, MOST_MASKED, MOST_NEAR, clues),
        (plan.parts, plan.columns, [excluded.person for excluded in plan.case.exclude]),
        (register.tables, register.naming, register.citing),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _read(path: Path) -> Statements:
    kept = json.loads(path.read_text(encoding="utf-8"))
    if kept["digest"] != _digest(kept["statements"]):
        raise ValueError("the file is not whole")
    return {
        name: Query(text, {key: _value(*value) for key, value in values.items()})
        for name, (text, values) in kept["statements"].items()
    }


def _digest(statements: object) -> str:
    return hashlib.sha256(json.dumps(statements).encode()).hexdigest()


def _value(kind: str, value: str | int) -> Value:
    return date.fromisoformat(str(value)) if kind == "date" else value


def _keep(path: Path, made: Statements) -> None:
    statements = {
        name: (query.text, {k: (type(v).__name__, _plain(v)) for k, v in query.values.items()})
        for name, query in made.items()
    }
    kept = {"digest": _digest(statements), "statements": statements}
    beside = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_text(json.dumps(kept), encoding="utf-8")
        beside.replace(path)
        older = sorted(path.parent.glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in older[MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _plain(value: Value) -> Value | str:
    return value.isoformat() if isinstance(value, date) else value
