"""Coarser wordings of one phrase, each of which says less: whoever met the phrase meets them all.

A broader reading, a broader kind, a longer time, a lower number, a word or the phrase left out.
What stands under a "no" is left alone: there a broader word would say more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from narrow.model.case import Clue
from narrow.model.exposure import Coarsening
from narrow.model.register import PERSONS, Register
from narrow.model.rule import (
    AllOf,
    AnyOf,
    AtLeast,
    Begun,
    Body,
    Condition,
    Count,
    Missing,
    Named,
    Not,
    PersonIs,
    Published,
    Scan,
    Some,
)
from narrow.results.coarser_conditions import Seen, softer
from narrow.results.sentence import asks


@dataclass(frozen=True, slots=True)
class Coarser:
    """One coarser wording: how, in words before and after, and what must hold of a person then.

    `body` is None where the whole phrase is left out, so that everyone meets it.
    """

    way: Coarsening
    was: str
    becomes: str
    body: Body | None


def coarser(clue: Clue, register: Register, day: date) -> list[Coarser]:
    """Give the coarser wordings of a clue, each once."""
    deciding = clue.counting[-1].body
    found: dict[Body, Coarser] = {}
    for form in (*_readings(clue), *_bodies(deciding, register, day)):
        if form.body is not None and form.body != deciding:
            found.setdefault(form.body, form)
    return [*found.values(), Coarser(Coarsening.PHRASE, clue.quote, "", None)]


def _readings(clue: Clue) -> Iterator[Coarser]:
    counting = clue.counting
    beyond = clue.readings[len(counting) :]
    was = f"{clue.deciding}: {counting[-1].says}"
    for at, reading in enumerate(beyond, start=1):
        bodies = tuple(r.body for r in beyond[:at])
        body = bodies[0] if len(bodies) == 1 else AnyOf(bodies)
        yield Coarser(Coarsening.READING, was, f"{reading.name}: {reading.says}", body)


def _bodies(body: Body, register: Register, day: date) -> Iterator[Coarser]:
    match body:
        case Count(_, _, at_most) if at_most is not None:
            return
        case Some(scan) | Count(scan):
            yield from _fewer(body)
            for form, wider in _scans(scan, register, day):
                yield replace(form, body=replace(body, scan=wider))
        case PersonIs(where):
            for form, fewer in _wheres(where, register, PERSONS, day):
                if fewer:
                    yield replace(form, body=PersonIs(fewer))
        case AllOf(bodies) | AnyOf(bodies) | AtLeast(_, bodies):
            yield from _fewer(body)
            for at, inner in enumerate(bodies):
                for form, looser in _inside(inner, register, day):
                    changed = (*bodies[:at], looser, *bodies[at + 1 :])
                    yield replace(form, body=replace(body, bodies=changed))
        case Named(_, _, _, inner):
            for form, looser in _inside(inner, register, day):
                yield replace(form, body=replace(body, body=looser))
        case Not() | Missing():
            return


def _inside(body: Body, register: Register, day: date) -> Iterator[tuple[Coarser, Body]]:
    for form in _bodies(body, register, day):
        if form.body is not None:
            yield form, form.body


def _fewer(body: Body) -> Iterator[Coarser]:
    """Give a body that asks for a number with one less asked for."""
    match body:
        case Count(scan, at_least, None) if at_least is not None and at_least > 1:
            what = f"different {scan.distinct} in {scan.table}" if scan.distinct else scan.table
            was, less = f"{at_least} {what} or more", f"{at_least - 1} {what} or more"
            form = replace(body, at_least=at_least - 1)
            yield Coarser(Coarsening.NUMBER, was, less, form)
        case AtLeast(number, bodies) if number > 1:
            was, less = f"{number} of {len(bodies)}", f"{number - 1} of {len(bodies)}"
            yield Coarser(Coarsening.NUMBER, was, less, AtLeast(number - 1, bodies))
        case _:
            return


def _scans(scan: Scan, register: Register, day: date) -> Iterator[tuple[Coarser, Scan]]:
    for form, where in _wheres(scan.where, register, scan.table, day):
        yield form, replace(scan, where=where)
    second = scan.second
    if second is None:
        return
    for form, where in _wheres(second.where, register, second.table, day):
        said = replace(
            form,
            was=f"{second.table}: {form.was}",
            becomes=f"{second.table}: {form.becomes}" if form.becomes else "",
        )
        yield said, replace(scan, second=replace(second, where=where))


Where = tuple[Condition, ...]


def _wheres(
    where: Where, register: Register, role: str, day: date
) -> Iterator[tuple[Coarser, Where]]:
    """Give the conditions on one row with one of them in a coarser form, or left out."""
    table = register.tables[role]
    for at, condition in enumerate(where):
        if isinstance(condition, Begun | Published):
            continue
        before, after = where[:at], where[at + 1 :]
        was = asks(table, condition)
        for way, form in softer(Seen(register, table, day), condition):
            yield Coarser(way, was, asks(table, form), None), (*before, form, *after)
        yield Coarser(Coarsening.WORD, was, "", None), (*before, *after)
