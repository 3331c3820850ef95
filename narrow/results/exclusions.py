"""Whom a case takes off by hand must be somebody in the register."""

from collections.abc import Collection

from narrow.errors import RequestError, nearest
from narrow.results.session import Session


def check_exclusions(session: Session, seen: Collection[str] = ()) -> None:
    """Refuse an exclusion of nobody, with the nearest id; raises RequestError."""
    case = session.plan.case
    for excluded in case.exclude:
        if excluded.person in seen:
            continue
        known = [str(row[1]) for row in session.fetch("everybody")]
        if excluded.person not in known:
            hint = nearest(excluded.person, known)
            raise RequestError(f"{case.file}: exclude names nobody: {excluded.person!r}{hint}")
