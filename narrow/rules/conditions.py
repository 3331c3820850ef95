"""What a rule's words are read against, and how a word that cannot be meant is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from narrow.errors import Issue, nearest
from narrow.model.dates import EARLIEST, LATEST, Interval, parse, years_before
from narrow.model.registers import Column, Kind, Register, Table, Vocabulary
from narrow.model.rules import (
    Begun,
    Blank,
    Coded,
    Condition,
    Dated,
    Either,
    Every,
    Held,
    Living,
    Otherwise,
    Published,
    Tense,
    Worded,
)
from narrow.model.words import clean, fold
from narrow.rules.documents import ConditionDocument, OperatorDocument, Where
from narrow.rules.validation import Limit
from narrow.rules.yaml_text import Path_, Text

_SLOT = re.compile(r"\{(\w+)\}")


class Refused(Exception):
    """What is written here cannot be meant; each fault with its path below the condition."""

    def __init__(self, message: str, *below: str | int) -> None:
        super().__init__(message)
        self.faults: tuple[tuple[str, Path_], ...] = ((message, below),)

    @classmethod
    def all(cls, several: Sequence["Refused"]) -> "Refused":
        """Put several refusals into one."""
        whole = cls(str(several[0]))
        whole.faults = tuple(fault for refused in several for fault in refused.faults)
        return whole

    def inside(self, *above: str | int) -> "Refused":
        """Give the refusal as seen from further up."""
        moved = Refused(str(self))
        moved.faults = tuple((message, (*above, *below)) for message, below in self.faults)
        return moved


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule's words are read against: its file, the register, the day, its parameters."""

    text: Text
    register: Register
    as_of: date
    knowledge: str
    values: Mapping[str, str]
    labels: Mapping[str, str]
    report: Callable[[Issue], None]

    def wrong(self, path: Path_, message: str) -> None:
        """Report a fault at a place of the file; reading goes on."""
        self.report(self.text.issue(path, message))

    def refuse(self, path: Path_, refused: Refused) -> None:
        """Report every fault of a refusal at its place."""
        for message, below in refused.faults:
            self.wrong((*path, *below), message)

    def value(self, word: str, *below: str | int) -> str:
        """Put in the value of `$name`; any other word stands for itself."""
        if not word.startswith("$"):
            return word
        name = word[1:]
        if name not in self.values:
            raise Refused(f"no parameter {name!r}{nearest(name, self.values)}", *below)
        return self.values[name]

    def sentence(self, says: str, path: Path_) -> str:
        """Fill the `{name}` slots of a sentence with the labels of parameters."""
        for name in _SLOT.findall(says):
            if name not in self.labels:
                self.wrong(
                    path, f"no parameter {name!r} for the sentence{nearest(name, self.labels)}"
                )
        return _SLOT.sub(lambda found: self.labels.get(found[1], found[0]), says)


# The operators of a condition, one small function each: codes, dates, ages, words, gaps.


_DAY = timedelta(days=1)

T = TypeVar("T")


def single(written: OperatorDocument) -> str:
    """Give the one operator that is used."""
    fields = type(written).model_fields
    given = [f.alias or n for n, f in fields.items() if getattr(written, n) is not None]
    if len(given) != 1:
        said = f"{' and '.join(given)} stand together" if given else "nothing is said here"
        raise Refused(f"{said}; give exactly one operator")
    return given[0]


# --- tense ------------------------------------------------------------------------------------


def tense(scope: Scope, table: Table, written: ConditionDocument) -> Condition:
    """Read what is said of the time of a fact."""
    if table.span is None:
        raise Refused(f"{table.role} has no dates that a tense could be read from")
    if isinstance(written, str):
        return _held(scope, written)
    operator = single(written)
    if operator == "any":
        held = _each(written.any or [], "tense", lambda w, at: _held(scope, w, "any", at))
        return Either(tuple(held))
    if operator == "at":
        days = _date(scope, written.at or "", "at")
        return Held(Tense.CURRENT, days.first, days.last)
    raise Refused(f"{operator} is no operator of tense; expected a tense, any, at or not", operator)


NO_LONGER = "no-longer"
"""A tense of a body and not of a row: some such row is over, and no such row is held."""


def says_no_longer(scope: Scope, table: Table, where: Where) -> bool:
    """Tell whether conditions on the rows of a table ask for what somebody is no longer."""
    written = where.get("tense")
    if table.span is None or "tense" in table.columns or not isinstance(written, str):
        return False
    try:
        return scope.value(written) == NO_LONGER
    except Refused:
        return False


def _held(scope: Scope, written: str, *below: str | int) -> Held:
    word = scope.value(written, *below)
    if word == NO_LONGER:
        said = "no-longer speaks of all such rows of a person; it stands alone after tense:"
        raise Refused(f"{said}, below some: or none: (not in and_also, any, not or count)", *below)
    tenses = [*(tense.value for tense in Tense), NO_LONGER]
    if word not in tenses:
        raise Refused(f"{word!r} is no tense{nearest(word, tenses)}", *below)
    return Held(Tense(word), scope.as_of, scope.as_of)


def _each(words: Sequence[str], kind: str, read: Callable[[str, int], T]) -> list[T]:
    """Read every word of a list, so that all that are wrong are refused at once."""
    if not words:
        raise Refused(f"any needs at least one {kind}", "any")
    found, refusals = [], []
    for at, word in enumerate(words):
        try:
            found.append(read(word, at))
        except Refused as refused:
            refusals.append(refused)
    if refusals:
        raise Refused.all(refusals)
    return found


# --- codes ------------------------------------------------------------------------------------


def _vocabulary(
    scope: Scope, column: Column, operator: str, *, ordered: bool = False
) -> Vocabulary:
    vocabulary = scope.register.vocabulary_of(column)
    if vocabulary is None:
        raise Refused(f"{operator} needs a vocabulary, and {column.name} has none", operator)
    if ordered and not vocabulary.ordered:
        raise Refused(f"{operator} needs an ordered vocabulary; {vocabulary.id} is not", operator)
    return vocabulary


def known_code(scope: Scope, column: Column, word: str, *below: str | int) -> str:
    """Check one code of a column, and give it as cells are cleaned."""
    word = clean(word)
    if word in column.missing:
        shown = repr(word) if word else "a blank"
        raise Refused(
            f"{shown} means not known in {column.name}; ask with {{missing: yes}}", *below
        )
    vocabulary = scope.register.vocabulary_of(column)
    if vocabulary is not None and word not in vocabulary.terms:
        hint = nearest(word, vocabulary.terms)
        raise Refused(f"{word!r} is not in the vocabulary {vocabulary.id}{hint}", *below)
    if column.kind is Kind.DATE:
        raise Refused(f"{column.name} is a date; expected before, after, on or between", *below)
    return word


def label(scope: Scope, column: Column, code: str) -> str:
    """Give the label of a code, or the code itself."""
    vocabulary = scope.register.vocabulary_of(column)
    return vocabulary.label(code) if vocabulary else code


def _any(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    def read(word: str, at: int) -> str:
        return known_code(scope, column, scope.value(word, "any", at), "any", at)

    if len(written.any or []) > Limit.CODES.most:
        raise Refused(Limit.CODES.exceeded("any has more codes"), "any")
    codes = _each(written.any or [], "code", read)
    words = " or ".join(label(scope, column, code) for code in codes)
    return Coded(column.name, tuple(dict.fromkeys(codes)), words)


def _is_a(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    vocabulary = _vocabulary(scope, column, "is_a")
    code = known_code(scope, column, scope.value(written.is_a or "", "is_a"), "is_a")
    codes = vocabulary.kinds_of(code)
    kind = " or a kind of it" if len(codes) > 1 else ""
    return Coded(column.name, codes, f"{vocabulary.label(code)}{kind}")


def _at_least(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    vocabulary = _vocabulary(scope, column, "at_least", ordered=True)
    code = known_code(scope, column, scope.value(written.at_least or "", "at_least"), "at_least")
    return Coded(column.name, vocabulary.at_least(code), f"{vocabulary.label(code)} or more")


def _at_most(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    vocabulary = _vocabulary(scope, column, "at_most", ordered=True)
    code = known_code(scope, column, scope.value(written.at_most or "", "at_most"), "at_most")
    return Coded(column.name, vocabulary.at_most(code), f"{vocabulary.label(code)} or less")


# --- dates ------------------------------------------------------------------------------------


def _date(scope: Scope, word: str, *below: str | int) -> Interval:
    value = scope.value(word, *below)
    try:
        found = parse(value, circa_years=scope.register.circa_years)
    except ValueError as error:
        raise Refused(str(error), *below) from None
    if not value.strip():
        raise Refused("a blank is no date; expected YYYY, YYYY-MM or YYYY-MM-DD", *below)
    return found


def dated(scope: Scope, column: Column, operator: str, word: str) -> Condition:
    """Read a date operator with one date; before and after mean before and after all of it."""
    if column.kind is not Kind.DATE:
        raise Refused(f"{operator} needs a date, and {column.name} holds {column.kind}s", operator)
    days = _date(scope, word, operator)
    shown = f"{operator} {scope.value(word)}"
    match operator:
        case "before":
            if days.first == EARLIEST:
                raise Refused(f"nothing lies before {scope.value(word)!r}", operator)
            return Dated(column.name, EARLIEST, days.first - _DAY, shown)
        case "after":
            if days.last == LATEST:
                raise Refused(f"nothing lies after {scope.value(word)!r}", operator)
            return Dated(column.name, days.last + _DAY, LATEST, shown)
        case _:
            return Dated(column.name, days.first, days.last, shown)


def _before(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    return dated(scope, column, "before", written.before or "")


def _after(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    return dated(scope, column, "after", written.after or "")


def _on(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    return dated(scope, column, "on", written.on or "")


def _between(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    if column.kind is not Kind.DATE:
        raise Refused(f"between needs a date, and {column.name} holds {column.kind}s", "between")
    start, end = (scope.value(w, "between", at) for at, w in enumerate(written.between or ["", ""]))
    first, last = _date(scope, start, "between", 0).first, _date(scope, end, "between", 1).last
    if first > last:
        raise Refused(f"{start} lies after {end}; the earlier date comes first", "between")
    return Dated(column.name, first, last, f"between {start} and {end}")


def _age(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    if column.kind is not Kind.DATE or written.age is None:
        raise Refused(f"age needs a birth date, and {column.name} holds {column.kind}s", "age")
    try:
        youngest = int(scope.value(written.age.from_, "age", "from"))
        oldest = int(scope.value(written.age.to, "age", "to"))
    except ValueError:
        raise Refused("an age is a whole number of years", "age") from None
    if not 0 <= youngest <= oldest <= 130:
        raise Refused("expected 0 <= from <= to <= 130 years", "age")
    first = years_before(scope.as_of, oldest + 1) + _DAY
    last = years_before(scope.as_of, youngest)
    if not _is_birth(scope.register, column):
        said = f"age needs a birth date, and {column.name} is not one"
        meant = f"for {youngest} to {oldest} years before {scope.as_of} write"
        raise Refused(f"{said}; {meant} {{between: [{first}, {last}]}}{_declared(scope)}", "age")
    born = Dated(column.name, first, last, f"aged {youngest} to {oldest} on {scope.as_of}")
    died = scope.register.naming.died
    if not died or not _is_own(scope.register, column):
        return born
    return Every((born, Living(died, scope.as_of)))


# Where a descriptor does not say which column is the day of birth, its name may.
_BIRTHS = ("birth", "born", "dob", "nacimiento", "nascimento", "naissance", "geburt")


def _is_birth(register: Register, column: Column) -> bool:
    if column.property:
        return column.property.endswith("birthDate")
    if not _is_own(register, column) or column.name == register.naming.died:
        return False
    if register.naming.born:
        return column.name == register.naming.born
    if any(c.property.endswith("birthDate") for c in register.persons.columns.values()):
        return False
    return any(word in f"{column.name} {column.title}".lower() for word in _BIRTHS)


def _is_own(register: Register, column: Column) -> bool:
    """Tell whether a column is one of the person's own."""
    return register.persons.columns.get(column.name) is column


def _declared(scope: Scope) -> str:
    own = scope.register.persons.columns.values()
    known = [c.name for c in own if c.kind is Kind.DATE and _is_birth(scope.register, c)]
    if known:
        return f"; the birth date is {known[0]}"
    return "; the descriptor says which column is the birth date (naming: born)"


# --- words and gaps ---------------------------------------------------------------------------


def _text(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    if column.kind is not Kind.TEXT:
        raise Refused(
            f"text needs a column of words, and {column.name} holds {column.kind}s", "text"
        )
    words = scope.value(written.text or "", "text")
    folded = fold(words)
    if not folded:
        raise Refused("text needs at least one word", "text")
    return Worded(column.name, folded, words)


def _missing(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    return Blank(column.name)


def _at(scope: Scope, column: Column, written: OperatorDocument) -> Condition:
    raise Refused("at belongs to tense; for a date column use on", "at")


OPERATORS: dict[str, Callable[[Scope, Column, OperatorDocument], Condition]] = {
    "any": _any,
    "is_a": _is_a,
    "at_least": _at_least,
    "at_most": _at_most,
    "before": _before,
    "after": _after,
    "on": _on,
    "between": _between,
    "age": _age,
    "text": _text,
    "missing": _missing,
    "at": _at,
}


# What `where:` says of one row: every column, code and date checked by name and spelt out.


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
        case Either(several) | Every(several):
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
