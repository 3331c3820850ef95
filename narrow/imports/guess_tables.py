"""The tables that a sheet may feed, each proposed from the columns that seem to belong to it."""

from collections.abc import Iterator, Mapping, Sequence

from narrow.imports.guess_cells import AT, CELL, Cells
from narrow.imports.guess_page import quoted
from narrow.imports.guess_sheet import Column

_SEVERAL = {"aka": "also_known_as", "nationality": "nationality", "citizenship": "citizenship"}
_ONE = {"birth_place": "birth_place", "native": "name_native", "remarks": "remarks_as_given"}
_POST = {"position": "title", "start": "start", "end": "end"}
_PAPERS = {"passport": "passport", "national_id": "national-id"}


class Proposal(Cells):
    """Writes the tables of one sheet, and remembers which columns they use."""

    def persons(self, name: Sequence[Column], many: bool) -> None:
        """Propose the persons."""
        self.table("persons", "rows: many  # a person stands in several rows" if many else "")
        self.join("name", name)
        for column in self.seen.of("born")[:1]:
            self.date("birth_date", column)
        for column in self.seen.of("gender")[:1]:
            self.gender(column)
        for field, target in _SEVERAL.items():
            self.several(field, target)
        for field, target in _ONE.items():
            for column in self.seen.of(field)[:1]:
                self.cell(target, column)

    def posts(self) -> None:
        """Propose the posts: of a single column, and of numbered ones."""
        single = {field: self.seen.of(field)[0] for field in _POST if self.seen.of(field)}
        if "position" in single:
            self._post(single, "")
        for group, numbers in self._families():
            self._post(group, f"repeat: {{from: {numbers[0]}, to: {numbers[-1]}}}")

    def listings(self) -> None:
        """Propose the designations; who lists is not told by a column alone."""
        given = {name: self.seen.of(name)[0] for name in ("program", "listed_on") if self.has(name)}
        if not given:
            return
        self.table("designations")
        if self.has("authority"):
            self.cell("authority", self.seen.of("authority")[0])
        else:
            said = "who lists them? Add authority: {constant: …}"
            self.page.unsure(CELL, said)
        for target, column in given.items():
            if target == "listed_on":
                self.date(target, column)
            else:
                self.cell(target, column)
                self.marks(column)

    def papers(self) -> None:
        """Propose numbers of papers, and addresses."""
        for field, kind in _PAPERS.items():
            for column in self.seen.of(field)[:1]:
                self.table("identifications")
                self.page.put(CELL, f"kind: {{constant: {kind}}}")
                self.cell("number", column)
        if self.has("street") or self.has("city"):
            self.table("addresses")
            for field in ("street", "city"):
                for column in self.seen.of(field)[:1]:
                    self.cell(field, column)

    def _post(self, group: Mapping[str, Column], repeat: str) -> None:
        self.table("posts", repeat)
        for field, column in group.items():
            alike = [one for one in self.seen.columns if one.family == column.family]
            alike = alike if repeat else [column]
            name = column.family if repeat else column.name
            self.used |= {one.name for one in alike}
            if field == "position":
                self.page.put(CELL, f"title: {quoted(name)}")
            else:
                more = [text for one in alike if one is not column for text in one.told]
                self.date(_POST[field], column, name, more)
        self.page.put(AT + 2, "understand: title")

    def _families(self) -> Iterator[tuple[Mapping[str, Column], Sequence[int]]]:
        """Give the groups of numbered columns with titles, with the numbers that all have."""
        families: dict[str, list[Column]] = {}
        for column in self.seen.columns:
            if column.number >= 0 and column.field in _POST and column.name == column.header:
                families.setdefault(column.family, []).append(column)
        titles = [columns for columns in families.values() if columns[0].field == "position"]
        for found in titles[:1]:
            numbers = sorted(column.number for column in found)
            if numbers != list(range(numbers[0], numbers[-1] + 1)):
                self.page.unsure(AT, f"{found[0].family!r}: numbers are missing among {numbers}")
                continue
            group = {"position": found[0]}
            for columns in families.values():
                if columns[0].field in ("start", "end") and columns[0].field not in group:
                    if sorted(column.number for column in columns) == numbers:
                        group[columns[0].field] = columns[0]
                    else:
                        self.page.unsure(AT, f"{columns[0].family!r} is not there for all numbers")
            yield group, numbers
