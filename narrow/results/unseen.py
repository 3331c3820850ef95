"""Codes that a case asks for and that occur nowhere in the register: they may be misspelt.

Where a column has a vocabulary, a wrong code is refused when the rule is read. Where it has none,
any text could be a code, and a misspelt one would meet nobody in silence.
"""

from collections.abc import Iterator, Sequence

from narrow.engines import Engine
from narrow.errors import nearest
from narrow.model.case import Case
from narrow.model.cells import JOINED_BY
from narrow.model.register import PERSONS, Register, Values
from narrow.model.rule import (
    Body,
    Coded,
    Condition,
    Either,
    Otherwise,
    PersonIs,
    parts_of,
    scans_of,
)

MOST_COMPARED = 500  # values: beyond that no near one is looked for


def unseen(case: Case, register: Register, engine: Engine) -> Iterator[str]:
    """Say which codes of which clues occur nowhere in their column, each once."""
    said = (
        text
        for clue in case.clues
        for reading in clue.readings
        for role, condition in _conditions(reading.body)
        for text in _missed(register, engine, clue.id, role, condition)
    )
    yield from dict.fromkeys(said)


def _conditions(body: Body) -> Iterator[tuple[str, Condition]]:
    for scan in scans_of(body):
        yield from ((scan.table, condition) for condition in scan.where)
        if scan.second:
            yield from ((scan.second.table, condition) for condition in scan.second.where)
    yield from ((PERSONS, condition) for condition in _of_person(body))


def _of_person(body: Body) -> Iterator[Condition]:
    if isinstance(body, PersonIs):
        yield from body.where
    for inner in parts_of(body):
        yield from _of_person(inner)


def _missed(
    register: Register, engine: Engine, clue: str, role: str, condition: Condition
) -> Iterator[str]:
    match condition:
        case Otherwise(inner):
            yield from _missed(register, engine, clue, role, inner)
        case Either(several):
            for inner in several:
                yield from _missed(register, engine, clue, role, inner)
        case Coded(column, codes):
            yield from _absent(register, engine, clue, role, column, codes)
        case _:
            return


def _absent(
    register: Register, engine: Engine, clue: str, role: str, name: str, codes: Sequence[str]
) -> Iterator[str]:
    column = register.tables[role].columns[name]
    if register.vocabulary_of(column):
        return
    texts = set(engine.texts(role, name))
    if column.values is not Values.ONE:
        texts = {part for text in texts for part in text.split(JOINED_BY)}
    values = texts.difference(column.missing)
    for code in codes:
        if code not in values:
            hint = nearest(code, values) if len(values) <= MOST_COMPARED else ""
            yield f"{clue}: no row of {role} has {code!r} as {name}{hint}"
