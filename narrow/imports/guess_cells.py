"""The columns of a proposal, one by one: what is sure is written, what is not is asked."""

from collections.abc import Sequence

from narrow.imports.guess_dates import dates_in
from narrow.imports.guess_page import Page, listed, quoted, shown
from narrow.imports.guess_sheet import Column, Seen
from narrow.imports.guess_words import GENDERS
from narrow.model.mapping import folded

AT = 6  # spaces before a table
CELL = AT + 4


class Cells:
    """Writes columns of one sheet, and remembers which of its columns are used."""

    def __init__(self, seen: Seen, page: Page) -> None:
        self.seen, self.page = seen, page
        self.used: set[str] = set()

    def has(self, field: str) -> bool:
        """Say whether some column seems to be a field."""
        return bool(self.seen.of(field))

    def table(self, name: str, more: str = "") -> None:
        """Begin a table."""
        self.page.put(AT, f"- table: {name}")
        if more:
            self.page.put(AT + 2, more)
        self.page.put(AT + 2, "columns:")

    def cell(self, target: str, column: Column) -> None:
        """Propose a column as it stands."""
        self.used.add(column.name)
        self.page.put(CELL, f"{target}: {quoted(column.name)}")

    def join(self, target: str, columns: Sequence[Column]) -> None:
        """Propose a column, or several that are joined."""
        if len(columns) == 1:
            self.cell(target, columns[0])
            return
        self.used |= {column.name for column in columns}
        names = listed([column.name for column in columns])
        self.page.put(CELL, f"{target}: {{column: {names}, join: ' '}}")

    def date(self, target: str, column: Column, name: str = "", more: Sequence[str] = ()) -> None:
        """Propose a column of dates, with the forms that are sure."""
        self.used.add(column.name)
        name, found = name or column.name, dates_in([*column.told, *more])
        if found.forms:
            self.page.put(
                CELL, f"{target}: {{column: {quoted(name)}, dates: {listed(found.forms)}}}"
            )
        else:
            self.page.put(CELL, f"{target}: {quoted(name)}")
        for said in found.unsure:
            self.page.unsure(CELL, f"{target}: {said}")
        for text in found.strange[:3]:
            self.page.unsure(CELL, f"{target}: {shown(text)!r} is no date of a known form")

    def gender(self, column: Column) -> None:
        """Propose a gender, with the words that are known."""
        self.used.add(column.name)
        texts = list(dict.fromkeys(column.told))
        known = {text: GENDERS[folded(text)] for text in texts if folded(text) in GENDERS}
        words = ", ".join(f"{quoted(text)}: {code}" for text, code in known.items())
        self.page.put(CELL, f"gender: {{column: {quoted(column.name)}, values: {{{words}}}}}")
        for text in [text for text in texts if text not in known][:5]:
            self.page.unsure(CELL, f"gender: what does {shown(text)!r} stand for?")

    def several(self, field: str, target: str) -> None:
        """Propose columns that hold several values."""
        columns = [one for one in self.seen.columns if one.field == field]
        if not columns:
            return
        self.used |= {column.name for column in columns}
        split = any(";" in text for column in columns for text in column.told)
        names = listed([column.name for column in columns])
        self.page.put(
            CELL, f"{target}: {{column: {names}{', split: ' + quoted(';') if split else ''}}}"
        )
        for column in columns:
            self.marks(column)

    def marks(self, column: Column) -> None:
        """Ask about values that may be several."""
        for mark in (",", "/", "\n"):
            some = next((text for text in column.told if mark in text), "")
            if some:
                said = f"{shown(some)!r} in {column.name!r} may be several values"
                self.page.unsure(CELL, f"{said}; if so, add split: {quoted(mark)}")

    def rest(self) -> None:
        """Name the columns that nothing is made of."""
        for column in self.seen.columns:
            if column.name not in self.used and (column.header or column.told):
                some = ", ".join(repr(shown(text)) for text in dict.fromkeys(column.told[:3]))
                head = repr(shown(column.header)) if column.header else f"column {column.name}"
                self.page.note(4, f"not mapped: {head}: {some or 'blank in the sample'}")
