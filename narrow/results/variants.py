"""A body with one condition left out, for every condition: what would change without it?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from narrow.model.register import Register
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
from narrow.results.sentence import asks


@dataclass(frozen=True, slots=True)
class Variant:
    """A body with one condition left out, and the words of that condition."""

    left_out: str
    body: Body


def variants(body: Body, register: Register) -> Iterator[Variant]:
    """Give every variant of a body that lacks one condition; the masks of later facts stay."""
    match body:
        case Some(scan) | Count(scan) | Missing(scan):
            for said, narrower in _scans(scan, register):
                yield Variant(said, replace(body, scan=narrower))
        case PersonIs(where):
            for said, fewer in _dropped(where, register, register.persons.role):
                yield Variant(said, PersonIs(fewer))
        case AllOf(bodies) | AnyOf(bodies) | AtLeast(_, bodies):
            for at, inner in enumerate(bodies):
                for variant in variants(inner, register):
                    changed = (*bodies[:at], variant.body, *bodies[at + 1 :])
                    yield Variant(variant.left_out, replace(body, bodies=changed))
        case Not(inner) | Named(_, _, _, inner):
            for variant in variants(inner, register):
                yield Variant(variant.left_out, replace(body, body=variant.body))


def _scans(scan: Scan, register: Register) -> Iterator[tuple[str, Scan]]:
    for said, fewer in _dropped(scan.where, register, scan.table):
        yield said, replace(scan, where=fewer)
    second = scan.second
    if second:
        for said, fewer in _dropped(second.where, register, second.table):
            yield f"{second.table}: {said}", replace(scan, second=replace(second, where=fewer))
        if second.order:
            said = f"{second.order} {second.day}"
            yield said, replace(scan, second=replace(second, order=None, day=""))


def _dropped(
    where: tuple[Condition, ...], register: Register, role: str
) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    for at, condition in enumerate(where):
        if not isinstance(condition, Begun | Published):
            said = asks(register.tables[role], condition)
            yield said, (*where[:at], *where[at + 1 :])
