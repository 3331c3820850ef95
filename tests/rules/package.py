"""A small data package as plain data, to be made wrong in one place and read."""

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from narrow.model.registers import Register
from narrow.rules.descriptors import read_register
from tests.rules.desk import VOCABULARIES

Step = str | int
Json = Any
NOTHING = object()


def _field(name: str, **more: Json) -> dict[str, Json]:
    return {"name": name, "type": "string", **more}


PERSONS: Json = {
    "name": "people",
    "path": "people.csv",
    "schema": {
        "fields": [
            _field("id", constraints={"required": True}),
            _field("name", title="Name"),
            _field("aka"),
            _field("born"),
            _field("died"),
            _field("army", missingValues=["", "unknown"]),
        ],
        "primaryKey": ["id"],
    },
    "narrow": {
        "role": "persons",
        "ftm": "Person",
        "naming": {"name": "name", "aliases": "aka", "died": "died"},
        "columns": {
            "id": {"kind": "code"},
            "aka": {"values": "set", "separator": "|"},
            "born": {"kind": "date", "values": "rival", "ftm": "Person:birthDate"},
            "died": {"kind": "date"},
            "army": {"kind": "code"},
        },
    },
}
POSTS: Json = {
    "name": "jobs",
    "path": "data/jobs.csv",
    "schema": {
        "fields": [
            _field("person"),
            _field("title"),
            _field("branch"),
            _field("rank"),
            _field("start"),
            _field("end"),
            _field("src"),
            _field("sure"),
        ],
        "primaryKey": "title",
        "foreignKeys": [
            {"fields": "person", "reference": {"resource": "people", "fields": "id"}},
            {"fields": ["src"], "reference": {"resource": "papers", "fields": ["sid"]}},
            {"fields": ["src"], "reference": {"resource": "remarks", "fields": ["what"]}},
        ],
        "missingValues": ["", "-"],
    },
    "narrow": {
        "role": "posts",
        "person": "person",
        "ftm": "Occupancy",
        "time": {"start": "start", "end": "end", "until_death": "yes"},
        "says": "{title}",
        "sources": ["src"],
        "graded_by": "sure",
        "complete_for": [
            {"says": "all soldiers", "where": {"branch": ["army"]}, "person": {"army": ["yes"]}}
        ],
        "columns": {
            "person": {"kind": "code"},
            "branch": {"vocabulary": "branch"},
            "rank": {"vocabulary": "rank", "applies_where": {"branch": ["army", "navy"]}},
            "src": {"kind": "code"},
            "sure": {"kind": "code"},
        },
    },
}
SOURCES: Json = {
    "name": "papers",
    "path": "papers.csv",
    "schema": {
        "fields": [_field("sid"), _field("title"), _field("published"), _field("grade")],
        "primaryKey": ["sid"],
    },
    "narrow": {
        "role": "sources",
        "citing": {"title": "title", "published": "published", "grade": "grade"},
        "columns": {"sid": {"kind": "code"}, "published": {"kind": "date"}},
    },
}
REMARKS: Json = {"name": "remarks", "path": "r.csv", "schema": {"fields": [_field("what")]}}
PACKAGE: Json = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "small",
    "title": "A small register",
    "licenses": [{"name": "CC0-1.0"}],
    "narrow": {"known_until": "2018-12-31", "circa_years": 3, "grades": {"yes": "B2"}},
    "resources": [PERSONS, POSTS, SOURCES, REMARKS],
}


def package(changes: Mapping[tuple[Step, ...], Json] = {}) -> Json:
    """Give the package with values put in at these places; `NOTHING` takes the key away."""
    made = deepcopy(PACKAGE)
    for path, value in changes.items():
        holder = made
        for step in path[:-1]:
            holder = holder[step]
        if value is NOTHING:
            del holder[path[-1]]
        elif isinstance(holder, list) and path[-1] == len(holder):
            holder.append(value)
        else:
            holder[path[-1]] = value
    return made


def opened(folder: Path, changes: Mapping[tuple[Step, ...], Json] = {}) -> Register:
    """Write the package as JSON, one value a line, and read it."""
    path = folder / "datapackage.json"
    path.write_text(json.dumps(package(changes), indent=1, ensure_ascii=False), encoding="utf-8")
    return read_register(path, VOCABULARIES)
