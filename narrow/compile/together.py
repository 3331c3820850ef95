"""Conditions that together must hold: a post that has begun is over or it is held.

Each alone is in doubt where the record does not say when the post ended; one of them holds all the
same. Of conditions on one and the same time (when a fact began and ended, or one date), the days
are found on which none of them holds. Where no such day is possible, one of them is certain.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from narrow.model.dates import EARLIEST, LATEST
from narrow.model.rules import (
    AnyOf,
    Begun,
    Body,
    Condition,
    Dated,
    Either,
    Every,
    Held,
    Named,
    Order,
    Otherwise,
    PersonIs,
    Scan,
    Some,
    Tense,
)

SPAN = ""
MOST_CELLS = 1_000  # of begins and ends; beyond that what is in doubt stays in doubt
_DAY = timedelta(days=1)


def time_of(condition: Condition) -> str | None:
    """Name the one time that a condition is about: `SPAN`, or a date column; None for all others.

    What is probably over is none: it is no statement about days.
    """
    match condition:
        case Held(Tense.PROBABLY_FORMER):
            return None
        case Held() | Begun():
            return SPAN
        case Dated(column):
            return column
        case Otherwise(inner):
            return time_of(inner)
        case Either(several) | Every(several):
            return _one_time(several)
        case _:
            return None


def _one_time(several: Iterable[Condition]) -> str | None:
    times = {time_of(inner) for inner in several}
    return times.pop() if len(times) == 1 else None


def by_time(several: Sequence[Condition]) -> dict[str, list[Condition]]:
    """Sort conditions by the time that they are about; two at least are needed to say more."""
    found: dict[str, list[Condition]] = {}
    for condition in several:
        time = time_of(condition)
        if time is not None:
            found.setdefault(time, []).append(condition)
    return {time: mine for time, mine in found.items() if len(mine) > 1}


@dataclass(frozen=True, slots=True)
class Left:
    """Days on which none of some conditions holds: a fact that begins and ends in these stretches.

    Of a date both stretches are the same.
    """

    begins: tuple[date, date]
    ends: tuple[date, date]


def left_open(time: str, several: Sequence[Condition]) -> list[Left] | None:
    """Find the days on which none of the conditions on one time holds; None beyond `MOST_CELLS`."""
    turns = {EARLIEST} | {day for condition in several for day in _turns(condition)}
    days = sorted(day for day in turns if day <= LATEST)
    lasts = [*(day - _DAY for day in days[1:]), LATEST]
    stretches = list(zip(days, lasts, strict=True))
    if time != SPAN:
        free = [s for s in stretches if not any(_at(c, s[0], s[0]) for c in several)]
        return [Left(s, s) for s in _joined(free)]
    if len(stretches) ** 2 > MOST_CELLS:
        return None
    found = []
    for at, begins in enumerate(stretches):
        cells = [e for e in stretches[at:] if not any(_at(c, begins[0], e[0]) for c in several)]
        found += [Left(begins, ends) for ends in _joined(cells)]
    return _stacked(found)


def _joined(stretches: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Put stretches that follow each other into one."""
    found: list[tuple[date, date]] = []
    for first, last in stretches:
        if found and found[-1][1] + _DAY == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _stacked(cells: Sequence[Left]) -> list[Left]:
    """Put cells that begin one after another and end alike into one."""
    found: list[Left] = []
    for cell in cells:
        above = next(
            (f for f in found if f.ends == cell.ends and f.begins[1] + _DAY == cell.begins[0]), None
        )
        if above is None:
            found.append(cell)
        else:
            found[found.index(above)] = Left((above.begins[0], cell.begins[1]), cell.ends)
    return found


def _turns(condition: Condition) -> Iterator[date]:
    """Give the days on which a condition may change its mind."""
    match condition:
        case Dated(_, first, last) | Held(_, first, last):
            yield first
            if last < LATEST:
                yield last + _DAY
        case Begun(by):
            if by < LATEST:
                yield by + _DAY
        case Otherwise(inner):
            yield from _turns(inner)
        case Either(several) | Every(several):
            for inner in several:
                yield from _turns(inner)
        case _:
            return


def _at(condition: Condition, begins: date, ends: date) -> bool:
    """Tell whether a fact that began and ended on these days, or a date, meets a condition."""
    match condition:
        case Dated(_, first, last):
            return first <= begins <= last
        case Begun(by):
            return begins <= by
        case Held(tense, first, last):
            return _HOLDS[tense](begins, ends, first, last)
        case Otherwise(inner):
            return not _at(inner, begins, ends)
        case Either(several):
            return any(_at(inner, begins, ends) for inner in several)
        case Every(several):
            return all(_at(inner, begins, ends) for inner in several)
        case _:
            raise AssertionError(condition)


_HOLDS: dict[Tense, Callable[[date, date, date, date], bool]] = {
    Tense.FORMER: lambda begins, ends, first, last: ends < first,
    Tense.CURRENT: lambda begins, ends, first, last: begins <= last and ends >= first,
    Tense.EVER: lambda begins, ends, first, last: begins <= last,
    Tense.FUTURE: lambda begins, ends, first, last: begins > last,
}


# --- bodies that differ in time only ----------------------------------------------------------


def joined(bodies: Sequence[Body]) -> Iterator[Some | PersonIs]:
    """Give, for bodies of which one must be met, those that say the same of one and the same row.

    "Some post is over" or "some post is held" is "some post is over or held". What is given is met
    only where one of the bodies is, and may be certain where each of them is in doubt.
    """
    flat = list(_flat(bodies))
    looks: dict[object, list[tuple[Condition, ...]]] = {}
    orders: dict[object, list[Scan]] = {}
    for body in flat:
        if isinstance(body, PersonIs):
            looks.setdefault(None, []).append(body.where)
        elif isinstance(body, Some):
            scan = body.scan
            looks.setdefault((scan.table, scan.second), []).append(scan.where)
            if scan.second and scan.second.order:
                plain = replace(scan, second=replace(scan.second, order=None))
                orders.setdefault(plain, []).append(scan)
    for look, wheres in looks.items():
        for where in _either(wheres):
            if isinstance(look, tuple):
                yield Some(Scan(look[0], where, look[1]))
            else:
                yield PersonIs(where)
    for scans in orders.values():
        told = dict.fromkeys(scan.second.order for scan in scans if scan.second)
        first, *others = (order for order in Order if order in told)
        second = scans[0].second
        if others and second:
            yield Some(replace(scans[0], second=replace(second, order=first, also=tuple(others))))


def _flat(bodies: Iterable[Body]) -> Iterator[Body]:
    for body in bodies:
        match body:
            case Named(_, _, _, inner):
                yield from _flat((inner,))
            case AnyOf(inner):
                yield from _flat(inner)
            case _:
                yield body


def _either(wheres: Sequence[tuple[Condition, ...]]) -> Iterator[tuple[Condition, ...]]:
    """Put conditions on one row together that differ in what they say of one time."""
    alike: dict[object, list[tuple[Condition, ...]]] = {}
    for where in dict.fromkeys(tuple(_plain(where)) for where in wheres):
        for time in dict.fromkeys(time_of(c) for c in where):
            if time is not None:
                rest = frozenset(c for c in where if time_of(c) != time)
                alike.setdefault((time, rest), []).append(where)
    for (time, rest), mine in alike.items():  # type: ignore[misc]
        if len(mine) < 2:
            continue
        told = [tuple(c for c in where if time_of(c) == time) for where in mine]
        shared = [c for c in told[0] if all(c in each for each in told)]
        own = [tuple(c for c in each if c not in shared) for each in told]
        if all(own):
            each_way = tuple(o[0] if len(o) == 1 else Every(o) for o in own)
            kept = [c for c in mine[0] if c in rest or c in shared]
            yield (*kept, Either(each_way))


def _plain(where: Iterable[Condition]) -> Iterator[Condition]:
    for condition in where:
        if isinstance(condition, Every):
            yield from _plain(condition.conditions)
        else:
            yield condition


def pairs_left(told: Sequence[Order]) -> list[Order]:
    """Give the orders of a row to a day that are none of these."""
    return [order for order in Order if order not in told]
