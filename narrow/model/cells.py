"""A cell is checked once, when it comes in, and given the columns that queries compare."""

from collections.abc import Sequence
from datetime import date

from narrow.errors import nearest
from narrow.model.dates import LATEST, OPEN, UNKNOWN, Interval, apart, rivals
from narrow.model.registers import Column, Kind, Register, Values

JOINED_BY = ";"
MOST_REMEMBERED = 100_000  # texts of a column: names and numbers hardly come twice
Faults = list[tuple[int, str]]


class Reader:
    """Reads the cells of one column, remembering each text so that it is understood once."""

    def __init__(self, column: Column, register: Register) -> None:
        self.column = column
        self.register = register
        vocabulary = register.vocabulary_of(column)
        self.codes = frozenset(vocabulary.terms) if vocabulary else None
        bare = column.kind is not Kind.DATE and column.values is Values.ONE
        self.as_it_stands = bare and self.codes is None and not column.required
        self.remembered: dict[str, str] = {}
        self.dates: dict[str, tuple[Interval, ...]] = {}

    def texts(self, raws: Sequence[str]) -> tuple[list[str], Faults]:
        """Give the cells as they are stored, and with its place each that cannot be; it is blank.

        What is stored of a cell is said by `text`.
        """
        if self.as_it_stands:
            return [raw if raw.strip() else "" for raw in raws], []
        faults: Faults = []
        return [self._text_or_blank(at, raw, faults) for at, raw in enumerate(raws)], faults

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
        if column.required and not raw.strip():
            raise ValueError("is blank and may not be")
        if column.values is not Values.ONE:
            parts = (part.strip() for part in raw.split(column.separator))
            values = list(dict.fromkeys(part for part in parts if part))
            if any(JOINED_BY in value for value in values):
                raise ValueError(f"{raw!r} holds a {JOINED_BY!r} inside one of its values")
        else:
            values = [raw] if raw.strip() else []
        for value in values:
            if value in column.missing:
                continue
            if self.codes is not None and value not in self.codes:
                hint = nearest(value, self.codes)
                raise ValueError(f"{value!r} is not in the vocabulary {column.vocabulary}{hint}")
            if column.kind is Kind.DATE:
                self._date(value)
        return JOINED_BY.join(values)

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
        return rivals(value, circa_years=self.register.circa_years)


def earliest_day(intervals: list[Interval]) -> tuple[date, date]:
    """Bound the earliest of several days: it is no later than the least of their last days."""
    if not intervals:
        return UNKNOWN.first, UNKNOWN.last
    return min(i.first for i in intervals), min(i.last for i in intervals)
