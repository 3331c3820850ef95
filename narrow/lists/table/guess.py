"""A mapping is proposed for a table that nobody has mapped yet; it is read by somebody, then used.

What is proposed loads as it stands. What is not sure is a comment, and nothing is made of it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrow.errors import RequestError
from narrow.lists.readers.workbook import Tables
from narrow.lists.table.guess_columns import (
    AT,
    CELL,
    PERSONS,
    Cells,
    Column,
    Page,
    Seen,
    listed,
    plain,
    quoted,
    see,
    shown,
)
from narrow.model.mappings import folded

# The tables that a sheet may feed, each proposed from the columns that seem to belong to it.


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


_NOT_IN_IDS = re.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class _Main:
    """The columns that say who: id (blank where none is sure), name, and whether rows repeat."""

    ids: tuple[Column, ...]
    name: tuple[Column, ...]
    many: bool = False


def guess(path: Path) -> str:
    """Propose a mapping for a file, as YAML with comments; raises RequestError where it cannot."""
    tables = Tables(path)
    seen = [see(tables, sheet) for sheet in tables.sheets]
    main = next(((one, who) for one in seen if (who := _who(one))), None)
    if main is None:
        raise RequestError(f"{path}: no sheet has a header with a name in it; write the mapping")
    page = Page()
    _head(page, path, seen)
    ordered = [main[0], *(one for one in seen if one is not main[0])]
    for one in ordered:
        _sheet(page, one, main[0], main[1])
    return page.text


def _head(page: Page, path: Path, seen: Sequence[Seen]) -> None:
    name = _NOT_IN_IDS.sub("-", path.stem.lower()).strip("-_")[:60] or "list"
    page.note(0, f"A mapping proposed for {path.name}. Read it before it is used; nothing is")
    page.note(0, "imported yet. Lines that begin with “unsure” are for you to decide.")
    page.note(0, f"Save it as {name}.yaml, then: narrow import FILE --mapping {name}.yaml --into X")
    page.put(0, "narrow: 1")
    page.put(0, "kind: mapping")
    page.put(0, f"id: {quoted(name)}")
    page.put(0, f"title: {quoted(path.stem)}")
    page.unsure(0, "who published it, and when? publisher: …, published: YYYY-MM-DD")
    marks = sorted({mark for one in seen for mark in one.missing})
    if marks:
        page.put(0, "missing: [" + ", ".join(map(quoted, marks)) + "]")
    page.put(0, "sheets:")


def _sheet(page: Page, seen: Seen, main: Seen, who: _Main) -> None:
    label = f"sheet {seen.name!r}" if seen.name else "the file"
    if not seen.rows:
        page.unsure(2, f"{label} has no header that can be told; it is left out")
        return
    is_main = seen is main
    ids = who.ids or who.name
    if not is_main:
        wanted = [folded(column.header) for column in who.ids]
        ids = tuple(one for one in seen.columns if folded(one.header) in wanted)
        feeds = any(seen.of(field) for field in ("position", "program", "listed_on", "passport"))
        numbered = any(one.field == "position" for one in seen.columns)
        if not wanted or len(ids) != len(wanted) or not (feeds or numbered):
            page.unsure(2, f"{label} is left out: no column says of whom it speaks, or what")
            return
    rows = seen.rows
    page.put(2, f"- header: {rows[0]}" if len(rows) == 1 else f"- header: {list(rows)}")
    if seen.name:
        page.put(4, f"sheet: {quoted(seen.name)}")
    page.put(4, f"id: {listed([column.name for column in ids])}")
    if is_main and not who.ids:
        page.unsure(4, "no column is the number of an entry; who has the same name is refused")
    proposal = Proposal(seen, page)
    proposal.used |= {column.name for column in ids}
    if is_main:
        _only(page, seen, proposal)
    page.put(4, "tables:")
    if is_main:
        proposal.persons(who.name, who.many)
    proposal.posts()
    proposal.listings()
    proposal.papers()
    proposal.rest()


def _only(page: Page, seen: Seen, proposal: Proposal) -> None:
    for column in seen.of("kind")[:1]:
        words = dict.fromkeys(column.told)
        persons = [text for text in words if folded(text) in PERSONS]
        if persons:
            proposal.used.add(column.name)
            page.put(4, f"only: {{{quoted(column.name)}: {listed(persons)}}}")
            others = [shown(plain(text)) for text in words if text not in persons]
            if others:
                page.note(4, f"set aside: {', '.join(others[:8])}")


def _who(seen: Seen) -> _Main | None:
    name = _name(seen)
    if not name:
        return None
    texts = list(zip(*(column.values for column in name), strict=True))
    for column in seen.of("id"):
        if all(text and text in column.told for text in column.values):
            told: dict[str, tuple[str, ...]] = {}
            same = all(
                told.setdefault(text, who) == who
                for text, who in zip(column.values, texts, strict=True)
            )
            if same:
                return _Main((column,), name, len(told) < len(texts))
    return _Main((), name)


def _name(seen: Seen) -> tuple[Column, ...]:
    """Find the columns of the name: one, or a first and a last one."""
    whole, first, last = seen.of("name"), seen.of("first"), seen.of("last")
    if last and (first or whole):
        return ((first or whole)[0], last[0])
    return tuple((whole or first)[:1])
