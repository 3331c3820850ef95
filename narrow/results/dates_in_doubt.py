"""The share of days on which a coarse date would meet a condition.

Of `2018`, 68 % lie before 8 September. A share is told only where the date is all that is in doubt
about a row, and where it has two known ends; a blank allows any day, so that no share of it means
anything.
"""

from collections.abc import Mapping
from datetime import date

from narrow.compile.plan import Answer, Best, OfPerson, Opposite, Part
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.finding import Finding
from narrow.model.register import bounds_of
from narrow.model.rule import Condition, Dated, Held, Otherwise, Tense, columns_of
from narrow.model.verdict import Verdict
from narrow.results.measure import Shares
from narrow.results.reader import Found, Reader

Bounds = Mapping[tuple[str, int], Mapping[str, date]]


def read_bounds(reader: Reader) -> Bounds:
    """Read the bounds of every date in the rows that are evidence for those listed."""
    session = reader.session
    found: dict[tuple[str, int], Mapping[str, date]] = {}
    for role in session.plan.tables():
        statement = f"bounds_of_listed:{role}"
        if statement not in session.statements:
            continue
        names = bounds_of(session.plan.register.tables[role])
        for number, *days in session.fetch(statement):
            found[role, number] = dict(zip(names, days, strict=True))
    return found


def shares_of(reader: Reader, bounds: Bounds, finding: Finding) -> Shares:
    """Give the share of days for each reading of one person that hangs on one coarse date."""
    plan = reader.plan
    found = {}
    for clue in finding.clues.values():
        for name, verdict in clue.by_reading.items():
            if verdict is not Verdict.IN_DOUBT:
                continue
            answer = plan.column(clue.clue, name).answer
            share = _of_answer(reader, bounds, finding.person.number, answer)
            if share is not None:
                found[clue.clue, name] = share
    return found


def _of_answer(reader: Reader, bounds: Bounds, person: int, answer: Answer | None) -> float | None:
    match answer:
        case Best(number) | OfPerson(number):
            part = reader.plan.parts[number]
            rows = [f for f in reader.found.get(person, ()) if f.part == number]
            told = [_of_row(reader, part, row, bounds) for row in rows]
            shares = [share for share in told if share is not None]
            return max(shares) if shares and len(shares) == len(told) else None
        case Opposite(inner):
            share = _of_answer(reader, bounds, person, inner)
            return None if share is None else 1 - share
        case _:
            return None


def _of_row(reader: Reader, part: Part, row: Found, bounds: Bounds) -> float | None:
    """Give the share of one row, where a single condition on it is in doubt and that is a date."""
    if row.doubt.bit_count() != 1 or part.second:
        return None
    at = row.doubt.bit_length() - 1
    if at >= len(part.where):
        return None
    texts = reader.rows.get((part.table, row.row), {})
    if any(";" in texts.get(name, "") for name in columns_of(part.where[at])):
        return None  # of two rival dates one is right: the days between them are not in question
    return share_of(part.where[at], bounds.get((part.table, row.row), {}))


def share_of(condition: Condition, days: Mapping[str, date]) -> float | None:
    """Give the share of the days allowed that meet a condition; None where that is not one date."""
    match condition:
        case Dated(column, first, last):
            return _within(days.get(f"{column}_lo"), days.get(f"{column}_hi"), first, last)
        case Held(tense, first, last):
            return _held(tense, first, last, days)
        case Otherwise(inner):
            share = share_of(inner, days)
            return None if share is None else 1 - share
        case _:
            return None


def _held(tense: Tense, first: date, last: date, days: Mapping[str, date]) -> float | None:
    begins = days.get("begins_lo"), days.get("begins_hi")
    ends = days.get("ends_lo"), days.get("ends_hi")
    match tense:
        case Tense.FORMER | Tense.PROBABLY_FORMER:
            share = _within(*ends, first, LATEST)
            return None if share is None else 1 - share
        case Tense.EVER:
            return _within(*begins, EARLIEST, last)
        case Tense.FUTURE:
            share = _within(*begins, EARLIEST, last)
            return None if share is None else 1 - share
        case Tense.CURRENT:
            # one of the two ends may be coarse; of two coarse ends no share can be told
            begun = begins[1] is not None and begins[1] <= last
            going_on = ends[0] is not None and ends[0] >= first
            if begun:
                return _within(*ends, first, LATEST)
            return _within(*begins, EARLIEST, last) if going_on else None


def _within(low: date | None, high: date | None, first: date, last: date) -> float | None:
    """Give the share of the days from low to high that lie from first to last."""
    if low is None or high is None or low <= EARLIEST or high >= LATEST:
        return None
    inside = (min(high, last) - max(low, first)).days + 1
    return max(inside, 0) / ((high - low).days + 1)
