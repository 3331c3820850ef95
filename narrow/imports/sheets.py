"""A table of any hand: a CSV, or a sheet of a workbook, told by content; and its header."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrow.errors import Issue, RegisterError, RequestError, nearest
from narrow.imports.delimited import delimited
from narrow.imports.grid import Line
from narrow.imports.intake import Intake
from narrow.imports.workbook import Workbook
from narrow.model.mapping import folded

_NOT_TABLES = {
    b"%PDF": "is a PDF",
    b"\x1f\x8b": "is packed with gzip; unpack it first",
    b"\xd0\xcf\x11\xe0": "is an old workbook (.xls) or one under a password; save it as .xlsx",
    b"<": "is a web page or XML, no table",
    b"{": "is JSON, no table",
}


class Tables:
    """The sheets of one file; a CSV has one, whose name is blank."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                head = file.read(512)
        except OSError as error:
            raise RequestError(f"{path} cannot be read: {error.strerror or error}") from None
        bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not bare:
            raise RequestError(f"{path} is an empty file")
        for magic, said in _NOT_TABLES.items():
            if bare.startswith(magic):
                raise RequestError(f"{path} {said}")
        self._book = Workbook(path) if head.startswith(b"PK") else None
        self.sheets: Sequence[str] = self._book.sheets if self._book else ("",)

    @property
    def has_cells_to_spare(self) -> bool:
        """Whether blank cells at the end of a row may be left out, as workbooks do."""
        return self._book is not None

    def named(self, sheet: str) -> str:
        """Give the sheet that is meant; raises RequestError where it is not there or not said."""
        if self._book is None and sheet:
            raise RequestError(f"{self.path} is a CSV and has no sheet {sheet!r}")
        if sheet in self.sheets:
            return sheet
        if sheet:
            raise RequestError(f"{self.path} has no sheet {sheet!r}{nearest(sheet, self.sheets)}")
        if len(self.sheets) == 1:
            return self.sheets[0]
        said = ", ".join(map(repr, self.sheets))
        raise RequestError(f"{self.path} has several sheets; say which (sheet:): {said}")

    def rows(
        self, sheet: str, intake: Intake, delimiter: str = "", encoding: str = ""
    ) -> Iterator[Line]:
        """Give the rows of a sheet."""
        if self._book is None:
            yield from delimited(self.path, intake, delimiter, encoding)
        else:
            yield from self._book.rows(self.named(sheet), intake)

    def place(self, sheet: str) -> Path:
        """Name a sheet as a report names it."""
        name = self.named(sheet).replace("/", "_")
        return self.path.with_name(f"{self.path.name}[{name}]") if name else self.path


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: a text for each column, of several rows where it has several."""

    texts: tuple[str, ...]

    def at(self, name: str) -> int:
        """Give the place of a column by its text or its letter; raises KeyError with a reason."""
        wanted = folded(name)
        found = [at for at, text in enumerate(self.texts) if folded(text) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            letters = " and ".join(letter_of(at) for at in found)
            raise KeyError(f"{name!r} stands over several columns ({letters}); give the letter")
        at = place_of(name)
        if 0 <= at < len(self.texts):
            return at
        raise KeyError(f"no column {name!r}{nearest(name, filter(None, self.texts))}")


def header_of(lines: Sequence[Line], place: Path, rows: Sequence[int]) -> Header:
    """Join the rows of a header, from above to below; an upper text reaches to the next one."""
    by_number = {line.number: line for line in lines}
    faults = [
        Issue(str(place), at, 1, by_number[at].fault or "the header is blank")
        if at in by_number
        else Issue(str(place), 0, 0, f"has no row {at} with a header")
        for at in rows
        if at not in by_number or by_number[at].fault
    ]
    if faults:
        raise RegisterError(faults)
    width = max(len(by_number[at].cells) for at in rows)
    levels = [_padded(by_number[at].cells, width) for at in rows]
    levels = [*(_reaching(level) for level in levels[:-1]), levels[-1]]
    return Header(
        tuple(" ".join(filter(None, (level[at] for level in levels))) for at in range(width))
    )


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [" ".join(cell.split()) for cell in (*cells, *[""] * (width - len(cells)))]


def _reaching(cells: list[str]) -> list[str]:
    found, last = [], ""
    for cell in cells:
        last = cell or last
        found.append(last)
    return found


def letter_of(at: int) -> str:
    """Give the letter of a column, counted from 0: A, B … Z, AA."""
    letters, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(letters: str) -> int:
    """Give the place of a column by its letter, counted from 0; -1 where it is none."""
    if not 1 <= len(letters) <= 3 or not all("A" <= letter <= "Z" for letter in letters):
        return -1
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
