"""One column of a mapping becomes what it means: where it is read from, and how."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from narrow.errors import Issue, nearest
from narrow.language.document import ColumnDocument
from narrow.language.text import Path_, Text
from narrow.model.date_forms import DateForm, date_form
from narrow.model.mapping import Cell, Target, folded


@dataclass(slots=True)
class Cells:
    """Lowers columns, and gathers what is wrong with them."""

    text: Text
    issues: list[Issue] = field(default_factory=list)

    def fault(self, path: Path_, message: str) -> None:
        """Keep a fault with its place."""
        self.issues.append(self.text.issue(path, message))

    def cell(self, name: str, meant: Target, given: ColumnDocument, at: Path_) -> Cell:
        """Say what a column means."""
        columns = several(given.column or [])
        if bool(columns) == (given.constant is not None):
            self.fault(at, "needs either a column or a constant")
        if len(columns) > 1 and given.join is None and not meant.several:
            said = f"{name!r} holds one value; say what joins the columns (join: ' ')"
            self.fault(at, said)
        if given.constant is not None:
            self.constant(given.constant, meant, (*at, "constant"))
        if given.dates and meant.kind != "date":
            self.fault((*at, "dates"), f"{name!r} holds no dates")
        for word, code in (given.values or {}).items():
            self.code(code, meant, (*at, "values", word))
        words = {folded(word): code for word, code in (given.values or {}).items()}
        return Cell(
            target=name,
            meant=meant,
            columns=columns,
            constant=given.constant or "",
            join=given.join,
            split=given.split,
            words=None if given.values is None else words,
            dates=tuple(self.dates(given, (*at, "dates"))),
        )

    def constant(self, text: str, meant: Target, at: Path_) -> None:
        """Look at what is the same in every row."""
        if meant.kind == "date" and text != ".." and not date_form("EDTF").read(text):
            self.fault(at, f"{text!r} is no date; expected YYYY, YYYY-MM, YYYY-MM-DD or ..")
        self.code(text, meant, at)

    def code(self, code: str, meant: Target, at: Path_) -> None:
        """Look at a code: its vocabulary must have it."""
        if code and meant.codes and code not in meant.codes:
            where = f" of {meant.vocabulary}" if meant.vocabulary else ""
            self.fault(at, f"no code {code!r}{where}{nearest(code, meant.codes)}")

    def dates(self, given: ColumnDocument, at: Path_) -> Iterator[DateForm]:
        """Give the forms of dates that are well formed."""
        for number, text in enumerate(several(given.dates)):
            try:
                yield date_form(text)
            except ValueError as error:
                place = (*at, number) if isinstance(given.dates, list) else at
                self.fault(place, str(error))


def several(words: list[str] | str) -> tuple[str, ...]:
    """Give one text or several as several."""
    return (words,) if isinstance(words, str) else tuple(words)
