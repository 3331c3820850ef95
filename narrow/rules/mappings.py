"""A mapping file becomes what it means; all that is wrong with it is reported at once."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from narrow.errors import Issue, RuleError, nearest
from narrow.model.dates import DateForm, date_form
from narrow.model.mappings import (
    CITED,
    NUMBER,
    Cell,
    ListMapping,
    Part,
    Sheet,
    Target,
    Targets,
    folded,
)
from narrow.rules.documents import ColumnDocument, MappingDocument, PartDocument, SheetDocument
from narrow.rules.yaml_text import Path_, Text

# One column of a mapping becomes what it means: where it is read from, and how.


@dataclass(slots=True)
class Cells:
    """Lowers columns, and gathers what is wrong with them."""

    text: Text
    issues: list[Issue] = field(default_factory=list)

    def fault(self, path: Path_, message: str) -> None:
        """Keep a fault with its place."""
        self.issues.append(self.text.issue(path, message))

    def cell(
        self, name: str, meant: Target, given: ColumnDocument, at: Path_, *, own: bool = False
    ) -> Cell:
        """Say what a column means."""
        self.code(given.blank, meant, (*at, "blank"))
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
            blank=given.blank,
            own=own,
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
                yield date_form(_AT_MIDNIGHT.sub("", text))
            except ValueError as error:
                place = (*at, number) if isinstance(given.dates, list) else at
                self.fault(place, str(error))


_AT_MIDNIGHT = re.compile(r"[T ]+(?:00:00(?::00)?|hh:mm(?::ss)?)Z?$", re.IGNORECASE)
_OWN = re.compile(r"(?!(?:person|source)_id$)(?!\w*_as_given$)[a-z][a-z0-9_]{0,40}", re.ASCII)


def _is_own(name: str, known: Collection[str]) -> bool:
    """Say whether a table or column is somebody's own and no slip of one that is known."""
    return bool(_OWN.fullmatch(name)) and "did you mean" not in nearest(name, known)


def _own(given: ColumnDocument) -> Target:
    """Tell the kind of a column of somebody's own: as it says, of dates, of several, or a code."""
    kind = given.kind or ("date" if given.dates else "set" if given.split else "code")
    return Target("code" if kind == "set" else kind, several=kind == "set")


def several(words: list[str] | str) -> tuple[str, ...]:
    """Give one text or several as several."""
    return (words,) if isinstance(words, str) else tuple(words)


_DELIMITERS = {None: "", "tab": "\t"}
_NEEDED = {"persons": ("name",)}


def lower_mapping(text: Text, document: MappingDocument, targets: Targets) -> ListMapping:
    """Say what a mapping means for the tables of a register; raises RuleError with all faults."""
    lowering = _Lowering(text, targets=targets)
    sheets = tuple(
        lowering.sheet(sheet, ("sheets", at)) for at, sheet in enumerate(document.sheets)
    )
    if not any(sheet.has_persons for sheet in sheets):
        lowering.fault(("sheets",), "no sheet fills the table 'persons'; one must")
    if lowering.issues:
        raise RuleError(lowering.issues)
    return ListMapping(
        id=document.id,
        title=document.title,
        sheets=sheets,
        publisher=document.publisher,
        published=document.published or "",
        url=document.url,
        missing=frozenset(map(folded, document.missing)),
    )


@dataclass(slots=True)
class _Lowering(Cells):
    targets: Targets = field(default_factory=dict)

    def sheet(self, given: SheetDocument, at: Path_) -> Sheet:
        header = (given.header,) if isinstance(given.header, int) else tuple(given.header)
        if list(header) != sorted(set(header)):
            self.fault((*at, "header"), "the rows of a header must ascend")
        ids = several(given.id)
        if not ids or not all(name.strip() for name in ids):
            self.fault((*at, "id"), "names no column; an id must come out the same every time")
        fill = [n for n, part in enumerate(given.tables) if part.table == "persons"]
        for number in fill[1:]:
            self.fault((*at, "tables", number, "table"), "a sheet fills 'persons' only once")
        return Sheet(
            ids=ids,
            parts=tuple(self.part(part, (*at, "tables", n)) for n, part in enumerate(given.tables)),
            file=given.file,
            sheet=given.sheet,
            header=header,
            skip=frozenset(given.skip),
            delimiter=_DELIMITERS.get(given.delimiter, given.delimiter or ""),
            encoding=given.encoding or "",
            only={
                name: frozenset(map(folded, several(words))) for name, words in given.only.items()
            },
        )

    def part(self, given: PartDocument, at: Path_) -> Part:
        known = self.targets.get(given.table)
        if known is None and _is_own(given.table, self.targets):
            known = {}
        if known is None:
            said = f"no table {given.table!r}{nearest(given.table, self.targets)}"
            self.fault((*at, "table"), said)
            return Part(given.table, ())
        for name in _NEEDED.get(given.table, ()):
            if name not in given.columns:
                self.fault((*at, "columns"), f"{given.table} needs a column {name!r}")
        cells = tuple(self.cells(given.columns, known, (*at, "columns"), given.table))
        cites = tuple(self.cells(given.source, CITED, (*at, "source"), "a source"))
        splits = [cell for cell in cells if cell.split and not cell.meant.several]
        for cell in splits[1:] if given.table != "persons" else splits:
            said = "holds one value" if given.table == "persons" else "is the second that is split"
            self.fault((*at, "columns", cell.target, "split"), f"{cell.target!r} {said}")
        for cell in cites:
            if cell.split:
                self.fault(
                    (*at, "source", cell.target, "split"), f"{cell.target!r} holds one value"
                )
        self.understood(given, cells, at)
        if given.rows == "many" and given.table != "persons":
            self.fault((*at, "rows"), "only persons may stand in several rows")
        return Part(
            table=given.table,
            cells=cells,
            numbers=self.numbers(given, cells, cites, at),
            understand=given.understand is not None,
            many=given.rows == "many",
            cites=cites,
        )

    def understood(self, given: PartDocument, cells: tuple[Cell, ...], at: Path_) -> None:
        if given.understand and given.table != "posts":
            self.fault((*at, "understand"), "titles are understood as posts; the table is another")
        elif given.understand and not any(c.target == "title" and c.columns for c in cells):
            self.fault((*at, "understand"), "posts has no column 'title' to be understood")

    def numbers(
        self, given: PartDocument, cells: tuple[Cell, ...], cites: tuple[Cell, ...], at: Path_
    ) -> tuple[int, ...]:
        numbered = _numbered(cells)
        if given.repeat is None:
            for block, found_ in (("columns", numbered), ("source", _numbered(cites))):
                for cell in found_:
                    path = (*at, block, cell.target)
                    self.fault(path, f"has {NUMBER}, but nothing repeats; add repeat: {{to: 3}}")
            return (0,)
        found = tuple(range(given.repeat.from_, given.repeat.to + 1))
        if given.table == "persons":
            self.fault((*at, "repeat"), "a row is one person; other tables may repeat")
        if not found:
            self.fault((*at, "repeat"), "ends before it begins")
        elif not numbered:
            self.fault((*at, "repeat"), f"no column has {NUMBER} in its name")
        return found or (0,)

    def cells(
        self,
        given: Mapping[str, ColumnDocument | list[str] | str],
        known: Mapping[str, Target],
        at: Path_,
        whose: str,
    ) -> Iterator[Cell]:
        for name, column in given.items():
            path = (*at, name)
            how = (
                column
                if isinstance(column, ColumnDocument)
                else ColumnDocument.model_validate({"column": column})
            )
            if name in known:
                yield self.cell(name, known[name], how, path)
                continue
            hint = nearest(name, known)
            meant = folded(name.replace("_", " "))
            same = any(
                folded(text.replace("_", " ")) == meant for text in several(how.column or [])
            )
            free = _OWN.fullmatch(name) if same or how.kind else _is_own(name, known)
            if whose == "a source" or not free:
                self.fault(path, f"{whose} has no column {name!r} to fill{hint}")
            else:
                yield self.cell(name, _own(how), how, path, own=True)


def _numbered(cells: tuple[Cell, ...]) -> list[Cell]:
    return [cell for cell in cells if any(NUMBER in name for name in cell.columns)]
