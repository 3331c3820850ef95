"""Where a row says itself what its source is, that source is written once and cited."""

from dataclasses import dataclass, field

from narrow.imports.grid import Line
from narrow.imports.intake import Intake, Sink
from narrow.imports.mapped_sheet import Laid
from narrow.model.mapping import Part


@dataclass(slots=True)
class Cited:
    """The sources that rows name; the same words are the same source."""

    name: str  # of the list
    missing: frozenset[str]
    sink: Sink
    intake: Intake
    known: dict[tuple[str, ...], str] = field(default_factory=dict)

    def source(self, laid: Laid, part: Part, number: int, line: Line) -> str:
        """Give the id of a row's source: its own where it names one, else its sheet's."""
        read = laid.cited(part, number, line, self.missing)
        if not any(found.given for _, found in read):
            return laid.source
        cells = {cell.target: found.value for cell, found in read}
        for cell, found in read:
            for text in found.unread:
                self.intake.not_understood(f"source.{cell.target}", text)
        cells["title"] = cells.get("title") or cells.get("url") or cells.get("publisher", "")
        told = tuple(f"{name}={value}" for name, value in sorted(cells.items()))
        if told not in self.known:
            self.known[told] = f"{self.name}-cited-{len(self.known) + 1}"
            self.sink.row("sources", cells | {"source_id": self.known[told]})
        return self.known[told]
