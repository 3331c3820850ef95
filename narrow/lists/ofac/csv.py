"""OFAC's SDN list in its legacy CSV form: up to four files without headers, joined by a number.

Other names and continued remarks are held in memory until their entry comes; entries and addresses
stream.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from narrow.errors import RequestError
from narrow.lists.import_log import Intake, Sink
from narrow.lists.ofac.person import PUBLISHER, Entry, Other, write_person
from narrow.lists.persons import Titles, nothing_understood, write_source
from narrow.lists.readers.csv_rows import Row, first_row, is_header, rows

WIDTHS = {"sdn": 12, "alt": 5, "add": 6, "comments": 2}
_TITLES = {
    "sdn": "Specially Designated Nationals and Blocked Persons: entries (legacy CSV)",
    "alt": "Specially Designated Nationals and Blocked Persons: other names (legacy CSV)",
    "add": "Specially Designated Nationals and Blocked Persons: addresses (legacy CSV)",
    "comments": "Specially Designated Nationals and Blocked Persons: remarks (legacy CSV)",
}
_KINDS = ("individual", "vessel", "aircraft", "entity", "")
_COLUMNS = (
    *("ent_num", "name", "type", "program", "title", "call_sign", "vessel_type", "tonnage"),
    *("gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks"),
)
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)


def part_of(path: Path) -> str:
    """Say which of the four files this is by its first row; blank where it is none of them."""
    cells = [cell.strip() for cell in first_row(path)]
    if not cells or not (_NUMBER.fullmatch(cells[0]) or is_header(cells)):
        return ""
    by_width = {width: part for part, width in WIDTHS.items()}
    part = by_width.get(len(cells), "")
    if is_header(cells):
        return part
    if part == "sdn" and cells[2].removeprefix("-0-") not in _KINDS:
        return ""
    if part == "alt" and cells[2] not in ("aka", "fka", "nka", "-0-"):
        return ""
    return part


def ofac_csv(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read the files, in any order, into persons and what is said of them."""
    parts = _parts(sources)
    for part in WIDTHS:
        if part in parts:
            day = intake.known_until
            write_source(sink, f"ofac-{part}", parts[part], PUBLISHER, _TITLES[part], day)
    _Reading(parts, sink, intake, titles).run()


def _parts(sources: Sequence[Path]) -> Mapping[str, Path]:
    parts: dict[str, Path] = {}
    for path in sources:
        part = part_of(path)
        if part in parts:
            raise RequestError(f"{parts[part]} and {path} are both the {part} file of the list")
        if not part:
            raise RequestError(f"{path} is not a file of OFAC's legacy list")
        parts[part] = path
    if "sdn" not in parts:
        raise RequestError("the file with the entries (sdn.csv) is missing")
    return parts


class _Reading:
    def __init__(
        self, parts: Mapping[str, Path], sink: Sink, intake: Intake, titles: Titles
    ) -> None:
        self.parts, self.sink, self.intake, self.titles = parts, sink, intake, titles
        self.known: dict[str, str] = {}  # what an entry is, by its number
        self.others = self.by_number("alt")
        self.more = self.by_number("comments")

    def run(self) -> None:
        for line, cells in self.rows("sdn"):
            self.entry(line, cells)
        for part, held in (("alt", self.others), ("comments", self.more)):
            for number, found in held.items():
                self.settle(part, number, found)
        for line, cells in self.rows("add"):
            self.address(line, cells)

    def rows(self, part: str) -> Iterable[Row]:
        return rows(self.parts[part], WIDTHS[part], self.intake) if part in self.parts else []

    def by_number(self, part: str) -> dict[str, list[Row]]:
        held: dict[str, list[Row]] = {}
        for line, cells in self.rows(part):
            held.setdefault(cells[0], []).append((line, cells))
        return held

    def entry(self, line: int, cells: Sequence[str]) -> None:
        number, name, kind = cells[:3]
        fault = self.fault(number, name, kind)
        if fault:
            self.intake.refuse(self.parts["sdn"], line, fault, part=number in self.known)
            return
        self.known[number] = kind or "entity"
        if kind != "individual":
            self.intake.set_aside[kind or "entity"] += 1
            return
        self.intake.taken += 1
        others = [Other(c[2], c[3], "good", "ofac-alt") for _, c in self.others.get(number, ())]
        more = "".join(c[1] for _, c in self.more.get(number, ()))
        told = Entry(number, name, cells[3], cells[4], cells[11] + more, tuple(others))
        write_person(told, self.sink, self.intake, self.titles)
        leaves = [*zip(_COLUMNS, cells, strict=True)]
        for _, other in self.others.get(number, ()):
            leaves += [("alt_name", other[3]), ("alt_remarks", other[4])]
        self.intake.settle(leaf for leaf in leaves if leaf[0] != "type")

    def fault(self, number: str, name: str, kind: str) -> str:
        if not _NUMBER.fullmatch(number):
            return f"{number[:40]!r} is not the number of an entry"
        if number in self.known:
            return f"the number {number} repeats that of an earlier entry"
        if kind not in _KINDS:
            return f"{kind[:40]!r} is no kind of entry; expected {', '.join(_KINDS[:4])}"
        return "" if name else "has no name"

    def address(self, line: int, cells: Sequence[str]) -> None:
        number, _, street, city, country, note = cells
        self.settle("add", number, [(line, cells)])
        if self.known.get(number) == "individual" and (street or city or country or note):
            said = {"street": street, "city": city, "country": country, "note": note}
            ids = {"person_id": f"ofac-{number}", "source_id": "ofac-add"}
            self.sink.row("addresses", said | ids)
            self.intake.settle(said.items())

    def settle(self, part: str, number: str, found: Sequence[Row]) -> None:
        """Count rows that hang on an entry: taken, of nobody, or of no entry at all."""
        kind = self.known.get(number)
        if kind == "individual":
            self.intake.taken += len(found)
        elif kind:
            self.intake.set_aside[f"{part} row of {kind}"] += len(found)
        else:
            for line, _ in found:
                said = f"belongs to the entry {number[:40]!r}, which is not in the list"
                self.intake.refuse(self.parts[part], line, said)
