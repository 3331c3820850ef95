"""What `where:` says of one row: every column, code and date checked by name and spelt out."""

from narrow.errors import nearest
from narrow.language.document import ConditionDocument, OperatorDocument, Where
from narrow.language.operators import OPERATORS, dated, known_code, label, single, tense
from narrow.language.scope import Refused, Scope
from narrow.language.text import Path_
from narrow.model.register import Kind, Table
from narrow.model.rule import (
    Begun,
    Coded,
    Condition,
    Either,
    Held,
    Otherwise,
    Published,
    Tense,
)


def conditions(scope: Scope, table: Table, where: Where, path: Path_) -> tuple[Condition, ...]:
    """Read the conditions on one row, the masking of later facts first."""
    found: list[Condition] = []
    for name, written in where.items():
        try:
            found.append(_condition(scope, table, name, written))
        except Refused as refused:
            scope.refuse((*path, name), refused)
    return (*masks(scope, table, found), *found)


def masks(scope: Scope, table: Table, found: list[Condition]) -> tuple[Condition, ...]:
    """Give what hides facts that are later than as-of; `tense: future` lifts the first of them."""
    masking: list[Condition] = []
    if table.span and not any(map(_looks_ahead, found)):
        masking.append(Begun(scope.as_of))
    if table.person and table.sources and scope.knowledge == "as_of":
        masking.append(Published(scope.as_of))
    return tuple(masking)


def _looks_ahead(condition: Condition) -> bool:
    match condition:
        case Held(tense):
            return tense is Tense.FUTURE
        case Otherwise(inner):
            return _looks_ahead(inner)
        case Either(several):
            return any(map(_looks_ahead, several))
        case _:
            return False


def _condition(scope: Scope, table: Table, name: str, written: ConditionDocument) -> Condition:
    if isinstance(written, OperatorDocument) and written.not_ is not None:
        single(written)
        try:
            return Otherwise(_condition(scope, table, name, written.not_))
        except Refused as refused:
            raise refused.inside("not") from None
    if name == "tense" and name not in table.columns:
        return tense(scope, table, written)
    if name not in table.columns:
        known = [*table.columns, *(["tense"] if table.span else [])]
        raise Refused(f"{table.role} has no column {name!r}{nearest(name, known)}")
    column = table.columns[name]
    if isinstance(written, str):
        word = scope.value(written)
        if column.kind is Kind.DATE:
            return dated(scope, column, "on", word)
        return Coded(name, (known_code(scope, column, word),), label(scope, column, word))
    operator = single(written)
    return OPERATORS[operator](scope, column, written)
