"""Codes that a case asks for and that occur nowhere in the register: they may be misspelt.

Where a column has a vocabulary, a wrong code is refused when the rule is read. Where it has none,
any text could be a code, and a misspelt one would be a silent "no" for everybody.
"""

from collections.abc import Callable, Iterator
from functools import cache

from narrow.engines.base import Engine
from narrow.errors import nearest
from narrow.model.cases import POPULATION, Case
from narrow.model.cells import JOINED_BY
from narrow.model.evidence import Advice
from narrow.model.registers import PERSONS, Register, Values
from narrow.model.rules import (
    Body,
    Coded,
    Condition,
    Either,
    Every,
    Otherwise,
    PersonIs,
    parts_of,
    scans_of,
)

MOST_COMPARED = 500  # values: beyond that no near one is looked for


UNSEEN = "N113"


def unseen(case: Case, register: Register, engine: Engine) -> Iterator[Advice]:
    """Say which codes of which clues occur nowhere in their column, each once.

    The engine holds the register's rows. It is asked once for each column, however many ask.
    """
    values = cache(lambda role, name: _values(register, engine, role, name))
    bodies = [(clue.id, reading.body) for clue in case.clues for reading in clue.readings]
    if case.population.body:
        bodies.insert(0, (POPULATION, case.population.body))
    said = (
        Advice(UNSEEN, "" if clue == POPULATION else clue, f"{clue}: {text}")
        for clue, body in bodies
        for role, condition in _conditions(body)
        for text in _missed(register, values, role, condition)
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


Known = Callable[[str, str], frozenset[str]]


def _missed(register: Register, values: Known, role: str, condition: Condition) -> Iterator[str]:
    match condition:
        case Otherwise(inner):
            yield from _missed(register, values, role, inner)
        case Either(several) | Every(several):
            for inner in several:
                yield from _missed(register, values, role, inner)
        case Coded(name, codes):
            column = register.tables[role].columns[name]
            if register.vocabulary_of(column):
                return
            absent = [code for code in codes if code not in column.enum]
            known = values(role, name) if absent else frozenset()
            for code in absent:
                if code not in known:
                    near = len(known) <= MOST_COMPARED and not _names(register, role, name)
                    hint = nearest(code, known) if near else ""
                    yield f"no row of {role} has {code!r} as {name}{hint}"
        case _:
            return


def _names(register: Register, role: str, column: str) -> bool:
    """Tell a column that names people: nobody's name is offered for a misspelt word."""
    table, naming = register.tables[role], register.naming
    own = role == PERSONS and column in (*table.key, naming.name, naming.aliases)
    return own or column == table.person or table.columns[column].property.endswith(":name")


def _values(register: Register, engine: Engine, role: str, name: str) -> frozenset[str]:
    column = register.tables[role].columns[name]
    texts = frozenset(engine.texts(role, name))
    if column.values is not Values.ONE:
        texts = frozenset(part for text in texts for part in text.split(JOINED_BY))
    return texts.difference(column.missing)
