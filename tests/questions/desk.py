"""A desk to ask questions at: a folder with a tiny register and rules, laid out as a user would.

`desk.people(...)` and `desk.posts(...)` write the tables, `desk.case(...)` a case; every question
is then asked through a public door, with the desk as the current folder.

The register knows its subjects up to 2018-09-08. Military posts are complete for persons whose
background is known, listings by OFAC for everyone, everything else for nobody.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narrow
from narrow import inquiry
from narrow.model.evidence import Answer, Evidence, Finding
from narrow.questions.tally import Tally
from narrow.questions.why import ReadingWhy, Why

DAY = "2018-09-08"

Row = Mapping[str, str]

COLUMNS = {
    "persons": ("id", "name", "aka", "gender", "born", "nationality", "background", "rank"),
    "posts": (
        "person", "title", "sector", "role", "commands", "start", "end", "held_on", "ended_by",
        "confidence", "source", "also",
    ),
    "listings": ("person", "authority", "listed_on", "office", "amount", "source"),
    "sources": ("id", "title", "publisher", "published", "url", "grade"),
}  # fmt: skip
TITLES = {"commands": "Commands a unit", "listed_on": "Listed on"}
BLOCKS: dict[str, dict[str, Any]] = {
    "persons": {
        "role": "persons",
        "naming": {"name": "name", "aliases": "aka"},
        "columns": {
            "id": {"kind": "code"},
            "aka": {"values": "set"},
            "gender": {"kind": "code"},
            "born": {"kind": "date", "values": "rival"},
            "nationality": {"kind": "code", "values": "set"},
            "background": {"kind": "code"},
            "rank": {"vocabulary": "rank"},
        },
    },
    "posts": {
        "role": "posts",
        "person": "person",
        "time": {"start": "start", "end": "end", "held_on": "held_on", "ended_by": "ended_by"},
        "says": "{title}",
        "sources": ["source", "also"],
        "graded_by": "confidence",
        "complete_for": [
            {
                "says": "Military careers were searched.",
                "where": {"sector": ["military"]},
                "person": {"background": ["yes", "no"]},
            }
        ],
        "columns": {
            "person": {"kind": "code"},
            "sector": {"kind": "code"},
            "role": {"kind": "code"},
            "commands": {"kind": "code"},
            "confidence": {"kind": "code"},
            "source": {"kind": "code"},
            "also": {"kind": "code", "values": "set"},
        },
    },
    "listings": {
        "role": "listings",
        "person": "person",
        "time": {"start": "listed_on"},
        "says": "listed by {authority} on {listed_on}",
        "sources": ["source"],
        "complete_for": [{"where": {"authority": ["OFAC"]}}],
        "columns": {
            "person": {"kind": "code"},
            "authority": {"kind": "code"},
            "office": {"kind": "code"},
            "amount": {"kind": "code"},
            "source": {"kind": "code"},
        },
    },
    "sources": {
        "role": "sources",
        "citing": {
            "title": "title",
            "publisher": "publisher",
            "published": "published",
            "url": "url",
            "grade": "grade",
        },
    },
}
KEYS = {"persons": ["id"], "sources": ["id"]}

CASE = """\
narrow: 1
kind: case
id: {id}
title: A small case
register: tiny
as_of: "2018-09-08"
"""
SUBJECT = "subject: {kind: invented}\n"
SOURCES = "sources: {s: {title: The text}}\n"
ATTRIBUTE = """\
narrow: 1
kind: attribute
id: {id}
title: An attribute
register: tiny
"""

SOLDIER = "{id: soldier, quote: a soldier, source: s, some: posts, where: {sector: military}}"
CHIEF = "{id: chief, quote: a chief, source: s, some: posts, where: {role: chief}}"
LISTED = "{id: listed, quote: listed, source: s, some: listings, where: {authority: OFAC}}"


def person(key: str, **cells: str) -> Row:
    """A person called by the id unless something else is said; the background is known."""
    return {"id": key, "name": key.title(), "background": "yes", **cells}


def post(key: str, **cells: str) -> Row:
    """A post of a person: a military one, and over, unless something else is said."""
    given = {"title": "Post", "sector": "military", "start": "2001", "end": "2005", "source": "s1"}
    return {"person": key, **given, **cells}


def listing(key: str, **cells: str) -> Row:
    """A listing of a person by OFAC in 2015 unless something else is said."""
    return {"person": key, "authority": "OFAC", "listed_on": "2015-03-09", "source": "s1", **cells}


def source(key: str, **cells: str) -> Row:
    """A source of the register, graded B2 unless something else is said."""
    return {"id": key, "title": f"Title of {key}", "grade": "B2", **cells}


class Desk:
    """A folder with `rules/` and `datasets/tiny/`; nothing is there until it is put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "datasets" / "tiny"
        self.data.mkdir(parents=True)
        for kind in ("cases", "attributes", "vocabularies"):
            (folder / "rules" / kind).mkdir(parents=True)
        self.describe()
        for name in COLUMNS:
            self.write(name, ())
        self.sources(source("s1"))

    # --- the register ---------------------------------------------------------------------------

    def describe(self, **changes: Mapping[str, Any]) -> None:
        """Write the descriptor; what is given for a table replaces parts of its block."""
        resources = [
            {
                "name": name,
                "path": f"{name}.csv",
                "schema": {
                    "fields": [_field(column) for column in columns],
                    "primaryKey": KEYS.get(name, []),
                },
                "narrow": {**BLOCKS[name], **changes.get(name, {})},
            }
            for name, columns in COLUMNS.items()
        ]
        package = {
            "name": "tiny",
            "title": "A tiny register",
            "narrow": {"known_until": DAY, "grades": {"high": "A2", "low": "D4"}},
            "resources": resources,
        }
        (self.data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")

    def write(self, name: str, rows: Sequence[Row]) -> None:
        """Write a table of the register."""
        with (self.data / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS[name], restval="", lineterminator="\n")
            table.writeheader()
            table.writerows(rows)

    def people(self, *rows: Row | str) -> None:
        """Write the persons; a bare id is a person of whom the background alone is known."""
        self.write("persons", [person(row) if isinstance(row, str) else row for row in rows])

    def posts(self, *rows: Row) -> None:
        """Write the posts."""
        self.write("posts", rows)

    def listings(self, *rows: Row) -> None:
        """Write the listings."""
        self.write("listings", rows)

    def sources(self, *rows: Row) -> None:
        """Write the sources."""
        self.write("sources", rows)

    # --- rules ----------------------------------------------------------------------------------

    def case(self, *clues: str, name: str = "small", more: str = "", subject: str = SUBJECT) -> str:
        """Write a case of clues in flow style, and give its id."""
        listed = "".join(f"  - {clue}\n" for clue in clues)
        head = CASE.format(id=name) + subject + ("" if "sources:" in more else SOURCES)
        path = self.folder / "rules" / "cases" / f"{name}.yaml"
        path.write_text(f"{head}{more}clues:\n{listed}", encoding="utf-8")
        return name

    def attribute(self, body: str, *, name: str = "x", says: str = "fits it") -> str:
        """Write an attribute, and give its id."""
        path = self.folder / "rules" / "attributes" / f"{name}.yaml"
        head = ATTRIBUTE.format(id=name) + f'says: "{says}"\n'
        path.write_text(head + body, encoding="utf-8")
        return name

    # --- questions ------------------------------------------------------------------------------

    def run(self, *clues: str, **more: Any) -> Answer:
        """Write a case and run it."""
        return inquiry.run(self.case(*clues, **more))

    def why(self, who: str, *clues: str, **more: Any) -> Why:
        """Write a case and ask it why."""
        return narrow.why(self.case(*clues, **more), who)

    def tally(self, by: str, *clues: str, **more: Any) -> Tally:
        """Write a case and count it by a field."""
        return narrow.tally(self.case(*clues, **more), by=by)

    def advice(self, *clues: str, **more: Any) -> list[str]:
        """Write a case and check it: codes and messages, which must be advice and no errors."""
        found = narrow.check(self.folder / "rules" / "cases" / f"{self.case(*clues, **more)}.yaml")
        assert found.errors == ()
        return [f"{issue.code} {issue.message}" for issue in found.advice]


def _field(name: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": "string", "title": TITLES.get(name, "")}
    return field | (
        {"missingValues": ["", "unknown"]} if name in ("background", "commands") else {}
    )


# --- reading an answer --------------------------------------------------------------------------


def of(answer: Answer, who: str) -> Finding:
    """The finding of one person."""
    return next(f for f in answer.findings if f.person.id == who)


def evidence(answer: Answer, who: str, clue: str = "soldier") -> tuple[Evidence, ...]:
    """The rows that decided one clue for one person."""
    return of(answer, who).clues[clue].evidence


def statuses(answer: Answer) -> dict[str, str]:
    """Where everybody stands, those ruled out too."""
    listed = {f.person.id: f.status.key for f in answer.findings}
    return listed | {r.person.id: "not_met" for r in answer.ruled_out if r.would_be is None}


def reading(found: Why, clue: str = "soldier", name: str = "stated") -> ReadingWhy:
    """One reading of one clue."""
    (mine,) = [c for c in found.clues if c.clue == clue]
    return next(r for r in mine.readings if r.name == name)


def groups(found: Tally) -> dict[str, tuple[int, int, int, int]]:
    """Met, in doubt, no record and not met, by group."""
    return {
        g.value: (g.counts.met, g.counts.in_doubt, g.counts.no_record, g.counts.not_met)
        for g in found.groups
    }
