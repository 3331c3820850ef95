"""Each data set that an entity names becomes a source; where it names none, its file is one."""

from pathlib import Path

from narrow.imports.ftm_entity import Entity
from narrow.imports.intake import Intake, Sink
from narrow.imports.rows import joined

FILE = "ftm"


class Datasets:
    """Remembers the data sets that were named and the last day on which each was seen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.days: dict[str, str] = {}
        self._cells: dict[tuple[str, ...], dict[str, str]] = {}

    def cells(self, entity: Entity, last_seen: str = "") -> dict[str, str]:
        """Give the cells that say which data sets an entity stands in."""
        return self.named(tuple(entity.listed("datasets")), last_seen)

    def named(self, names: tuple[str, ...], last_seen: str) -> dict[str, str]:
        """Give the cells for data sets of these names, seen on this day."""
        cells = self._cells.get(names)
        if cells is None:
            bare = sorted({name.strip().replace(";", ",") for name in names}) or [FILE]
            cells = {"source_id": bare[0], "also_source_id": joined(bare[1:])}
            if len(self._cells) < 10_000:
                self._cells[names] = cells
        for source in (cells["source_id"], *filter(None, cells["also_source_id"].split(";"))):
            if last_seen > self.days.get(source, ""):
                self.days[source] = last_seen
            else:
                self.days.setdefault(source, "")
        return cells

    def write(self, sink: Sink, intake: Intake) -> None:
        """Write a row for each data set; the last day of all is the list's day."""
        intake.known_until = max([*self.days.values(), ""]) or intake.known_until
        for source, day in sorted(self.days.items()):
            title = self.path.name if source == FILE else source
            cells = {"source_id": source, "title": title, "file": self.path.name}
            sink.row("sources", cells | {"published": day or intake.known_until})
