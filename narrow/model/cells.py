"""A cell is checked once, when it comes in, and given the columns that queries compare."""

from collections.abc import Collection, Sequence
from datetime import date

from narrow.errors import nearest
from narrow.model.dates import LATEST, OPEN, UNKNOWN, Interval, apart, may_be_born, rivals
from narrow.model.registers import BIRTH, Column, Kind, Register, Values
from narrow.model.words import clean

JOINED_BY = ";"
MOST_REMEMBERED = 100_000  # texts of a column: names and numbers hardly come twice
BLANK = "is blank and may not be"
Faults = list[tuple[int, str]]


class Reader:
    """Reads the cells of one column, remembering each text so that it is understood once.

    Codes, ids and dates are cleaned: trimmed, NFC, without what nobody sees. Text stays as the list
    writes it, for it is shown.
    """

    def __init__(self, column: Column, register: Register) -> None:
        self.column = column
        self.register = register
        vocabulary = register.vocabulary_of(column)
        self.codes = frozenset(vocabulary.terms) if vocabulary else None
        self.enum = frozenset(column.enum)
        self.cleaned = is_cleaned(column)
        self.gaps = {word.casefold(): word for word in column.missing if word}
        bare = column.kind is not Kind.DATE and column.values is Values.ONE
        self.as_it_stands = bare and not (self.codes or self.enum or self.gaps)
        born = register.persons.columns.get(register.naming.born)
        self.born = column.property == BIRTH or column is born
        self.remembered: dict[str, str] = {}
        self.dates: dict[str, tuple[Interval, ...]] = {}

    def texts(self, raws: Sequence[str]) -> tuple[list[str], Faults]:
        """Give the cells as they are stored, and with its place each that cannot be; it is blank.

        What is stored of a cell is said by `text`.
        """
        if self.as_it_stands:
            found = self._plain(raws)
            blank = (
                [at for at, text in enumerate(found) if not text] if self.column.required else ()
            )
            return found, [(at, BLANK) for at in blank]
        faults: Faults = []
        return [self._text_or_blank(at, raw, faults) for at, raw in enumerate(raws)], faults

    def _plain(self, raws: Sequence[str]) -> list[str]:
        """Give cells that are neither looked up nor taken apart; most need no cleaning."""
        whole = "".join(raws)
        if not (whole.isascii() and whole.isprintable()):
            if self.cleaned:
                return list(map(clean, raws))
            return [raw if raw[:1].isalnum() or clean(raw) else "" for raw in raws]
        if self.cleaned:
            return [raw.strip() for raw in raws] if " " in whole else list(raws)
        return [raw if raw.strip() else "" for raw in raws]

    def _text_or_blank(self, at: int, raw: str, faults: Faults) -> str:
        try:
            return self.remembered[raw]
        except KeyError:
            pass
        try:
            return self.text(raw)
        except ValueError as error:
            faults.append((at, str(error)))
            return ""

    def text(self, raw: str) -> str:
        """Give the cell as it is stored: several values stripped, without doubles, joined by `;`.

        Raises ValueError for an unknown code, an impossible date, a blank where one is required.
        """
        if raw not in self.remembered:
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            self.remembered[raw] = self._checked(raw)
        return self.remembered[raw]

    def _checked(self, raw: str) -> str:
        column = self.column
        found = [self._value(part) for part in parts_of(column, raw)]
        values = list(dict.fromkeys(filter(None, found)))
        if column.required and not values:
            raise ValueError(BLANK)
        if column.values is not Values.ONE and any(JOINED_BY in value for value in values):
            raise ValueError(f"{raw!r} holds a {JOINED_BY!r} inside one of its values")
        return JOINED_BY.join(values)

    def _value(self, part: str) -> str:
        """Give one value as it is stored; raises ValueError where it is none of the column's."""
        seen = clean(part)
        if not seen:
            return ""
        gap = self.gaps.get(seen.casefold())
        if gap == seen:
            return seen
        value = seen if self.cleaned else part
        if self.codes is not None and seen not in self.codes:
            said = f"is not in the vocabulary {self.column.vocabulary}"
            raise ValueError(_stranger(part, self.codes, gap, said))
        if self.enum and seen not in self.enum:
            raise ValueError(
                _stranger(part, self.enum, gap, "is not in the enum of the descriptor")
            )
        if gap and not (self.codes or self.enum):  # to be told: "Unknown" would be a sure no
            raise ValueError(_stranger(part, (), gap, ""))
        if self.column.kind is Kind.DATE:
            self._date(seen)
        return value

    def interval(self, text: str) -> Interval:
        """Give the days that a stored date allows; rival dates reach from first to last."""
        found = self.intervals(text)
        return found[0] if len(found) == 1 else Interval(found[0].first, found[-1].last)

    def either(self, text: str) -> str:
        """Write down the intervals of a stored date where days lie between them; else blank.

        "1950;1970" is "1950-01-01/1950-12-31;1970-01-01/1970-12-31": nobody was born in 1960.
        """
        found = self.intervals(text)
        return JOINED_BY.join(f"{i.first}/{i.last}" for i in found) if len(found) > 1 else ""

    def intervals(self, text: str) -> tuple[Interval, ...]:
        """Give the intervals of a stored date that days lie between, in their order."""
        if text not in self.dates:
            if len(self.dates) >= MOST_REMEMBERED:
                self.dates.clear()
            values = text.split(JOINED_BY) if self.column.values is Values.RIVAL else [text]
            self.dates[text] = apart(i for value in values for i in self._date(value))
        return self.dates[text]

    def _date(self, value: str) -> tuple[Interval, ...]:
        if value in self.column.missing:
            return (UNKNOWN,)
        if value.strip() == OPEN:
            known = self.register.known_until if self.column.open_end else None
            return (Interval(known, LATEST) if known else UNKNOWN,)
        found = rivals(value, circa_years=self.register.circa_years)
        return tuple(UNKNOWN if self._is_no_birth(days) else days for days in found)

    def is_no_birth(self, value: str) -> bool:
        """Tell a day on which no person of a list can be born, in a column of births."""
        if value in self.column.missing or value == OPEN:
            return False
        found = rivals(value, circa_years=self.register.circa_years)
        return all(self._is_no_birth(days) for days in found)

    def _is_no_birth(self, days: Interval) -> bool:
        return self.born and not may_be_born(days, self.register.known_until)


def is_cleaned(column: Column) -> bool:
    """Tell whether the cells of a column are compared whole, and so stored as the eye sees them."""
    coded = bool(column.vocabulary or column.enum)
    return column.kind is not Kind.TEXT or column.identifies or coded


def parts_of(column: Column, raw: str) -> list[str]:
    """Take a cell apart into its values, as they stand in the file."""
    if column.values is Values.ONE:
        return [raw]
    return [part.strip() for part in raw.split(column.separator)]


def _stranger(part: str, known: Collection[str], gap: str | None, said: str) -> str:
    """Say that a value is not known, and where only its case differs from one that is."""
    seen = clean(part)
    word = gap or next((code for code in sorted(known) if code.casefold() == seen.casefold()), None)
    if word is None:
        return f"{part!r} {said}{nearest(seen, known)}"
    meant = ", which means not known" if gap else ""
    only = "in case" if part.strip() == seen else "in case and in what nobody sees"
    return f"{part!r} differs from {word!r}{meant}, only {only}; write {word!r}"


def earliest_day(intervals: list[Interval]) -> tuple[date, date]:
    """Bound the earliest of several days: it is no later than the least of their last days."""
    if not intervals:
        return UNKNOWN.first, UNKNOWN.last
    return min(i.first for i in intervals), min(i.last for i in intervals)
