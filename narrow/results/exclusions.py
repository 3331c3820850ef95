"""Whom a case takes off by hand must be somebody in the register."""

from collections.abc import Collection

from narrow.compile import sql
from narrow.errors import RequestError, nearest
from narrow.results.session import Session


def check_exclusions(session: Session, seen: Collection[str] = ()) -> None:
    """Refuse an exclusion of nobody, with the nearest id; raises RequestError.

    Everybody is fetched for a wrong id only, and never where an engine leaves names alone.
    """
    case, engine = session.plan.case, session.engine
    for excluded in case.exclude:
        found = sql.by_id(session.plan.register, excluded.person)
        if excluded.person in seen or engine.fetch(found.query(engine.dialect)):
            continue
        everybody = () if "names" in engine.refused else session.fetch("everybody")
        hint = nearest(excluded.person, [str(row[1]) for row in everybody])
        raise RequestError(f"{case.file}: exclude names nobody: {excluded.person!r}{hint}")
