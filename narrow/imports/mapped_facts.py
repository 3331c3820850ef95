"""The facts of a person are written as the rows of a mapping give them; titles become posts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from narrow.imports.grid import Line
from narrow.imports.intake import Intake, Sink
from narrow.imports.mapped_sheet import Laid, Read
from narrow.imports.mapped_sources import Cited
from narrow.imports.rows import Titles, post_cells
from narrow.imports.tables import SHAPES
from narrow.imports.targets import AS_GIVEN
from narrow.model.mapping import Part

_DATES = ("start", "end")


@dataclass(slots=True)
class Facts:
    """Writes facts, and counts what in them was not understood."""

    missing: frozenset[str]
    sink: Sink
    intake: Intake
    titles: Titles
    cited: Cited
    said: set[int] = field(default_factory=set)  # of persons who stand in several rows

    def take(self, laid: Laid, part: Part, line: Line, person: str) -> None:
        """Write what a row says of a person in one table."""
        for number in part.numbers:
            filled = laid.filled(part, number, line, self.missing)
            if not any(found.given for _, found in filled):
                continue  # a constant alone is no fact
            count(self.intake, part, filled)
            cells = cells_of(part, filled)
            source = self.cited.source(laid, part, number, line)
            same = {"person_id": person, "source_id": source}
            for target, value in _each(part, filled):
                told = cells | {target: value} if target else cells
                if not laid.sheet.has_many or self.is_new(part.table, told, same):
                    self.fact(part, told, same)

    def is_new(self, table: str, cells: dict[str, str], same: dict[str, str]) -> bool:
        """Say whether a source tells a fact for the first time; rows of a person repeat theirs."""
        told = hash((table, *sorted(same.items()), *sorted(cells.items())))
        known = told in self.said
        self.said.add(told)
        return not known

    def fact(self, part: Part, cells: dict[str, str], same: dict[str, str]) -> None:
        """Write one fact."""
        if part.understand and cells.get("title"):
            self.posts(cells, same)
            return
        if part.table == "posts":
            cells = cells | {"commands_unit": cells.get("commands_unit") or "unknown"}
        self.sink.row(part.table, cells | same)

    def posts(self, cells: dict[str, str], same: dict[str, str]) -> None:
        """Read a title as posts; days that stand beside several are said of none of them."""
        told = self.titles(cells["title"])
        said = {name: value for name, value in cells.items() if value and name != "title"}
        if len(told.posts) + len(told.left) > 1:
            for name in _DATES:
                if name in said:
                    self.intake.not_understood(f"{name} of several posts", said.pop(name))
        for post in told.posts:
            # a post that the list calls former was over on the day of the list
            over = self.intake.known_until if post.tense == "former" else ""
            self.sink.row("posts", post_cells(post) | {"ended_by": over} | said | same)
        texts = told.left if told.posts or told.left else (cells["title"],)
        for left in texts:
            self.intake.not_understood("title", left)
            self.sink.row("posts", {"title": left, "commands_unit": "unknown"} | said | same)


def count(intake: Intake, part: Part, filled: Read) -> None:
    """Count what was not understood in a row."""
    for cell, found in filled:
        for text in found.unread:
            intake.not_understood(f"{part.table}.{cell.target}", text)


def _each(part: Part, filled: Read) -> Sequence[tuple[str, str]]:
    """Give a value for each row that a split column makes; one row where none is split."""
    for cell, found in filled:
        if cell.split and not cell.meant.several and len(found.values) > 1:
            return [(cell.target, value) for value in found.values]
    return [("", "")]


def cells_of(part: Part, filled: Read) -> dict[str, str]:
    """Give the cells of a row of the register, with the list's own text of what is converted."""
    cells: dict[str, str] = {}
    for cell, found in filled:
        cells[cell.target] = found.value
        name = cell.target + AS_GIVEN
        if cell.converts or name in SHAPES[part.table].columns:
            cells[name] = found.given
    return cells
