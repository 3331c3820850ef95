"""The descriptor of an imported register: an ordinary data package, the same for the same list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from narrow.imports.tables import Shape, with_more

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
MADE_BY = "narrow import"


@dataclass(frozen=True, slots=True)
class Listing:
    """What the descriptor says of a list: its name, title and whose designations are complete.

    `authority` is blank where nobody's are. `more` holds columns beside those of every list.
    `beside` are further lists in the same register.
    """

    name: str
    title: str
    authority: str
    publisher: str
    known_until: str = ""
    more: Mapping[str, Shape] = field(default_factory=dict)
    beside: tuple["Listing", ...] = ()

    @property
    def lists(self) -> tuple["Listing", ...]:
        """This list and those beside it."""
        return (self, *self.beside)

    @property
    def shapes(self) -> Mapping[str, Shape]:
        """The tables with the columns that any of the lists adds to them."""
        shapes = with_more({})
        for listing in self.lists:
            shapes = with_more(listing.more, shapes)
        return shapes


def together(listings: Sequence[Listing], title: str) -> Listing:
    """Describe a register of several lists; it is known until the day of the oldest of them."""
    first, *others = listings
    days = [listing.known_until for listing in listings]
    return replace(
        first,
        name="-and-".join(dict.fromkeys(listing.name for listing in listings)),
        title=title or "; ".join(dict.fromkeys(listing.title for listing in listings)),
        known_until=min(days) if all(days) else "",
        beside=tuple(others),
    )


def descriptor(listing: Listing, written: Mapping[str, int] = {}) -> dict[str, Any]:
    """Write the descriptor of an imported list, the same for the same list.

    A table may gain rows by hand and not lose any of those `written`: a torn copy is not loaded.
    """
    shapes = listing.shapes
    until = {"known_until": listing.known_until} if listing.known_until else {}
    return {
        "$schema": SCHEMA,
        "name": listing.name,
        "title": listing.title,
        "created_by": MADE_BY,
        "sources": [{"title": p} for p in dict.fromkeys(one.publisher for one in listing.lists)],
        "narrow": {**until, "circa_years": 2},
        "resources": [
            _resource(role, shape, listing, written.get(role, 0)) for role, shape in shapes.items()
        ],
    }


def _resource(role: str, shape: Shape, listing: Listing, rows: int) -> dict[str, Any]:
    slices = [
        {
            "says": f"The list names everybody whom {authority} lists.",
            "where": {"authority": [authority]},
        }
        for authority in dict.fromkeys(one.authority for one in listing.lists if one.authority)
    ]
    complete = {"complete_for": slices} if role == "designations" and slices else {}
    whole = {"expectations": {"rows": {"at_least": rows}}} if rows else {}
    return {
        "name": role,
        "type": "table",
        "path": f"{role}.csv",
        "title": role.capitalize(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(name, name in shape.required) for name in shape.columns],
            **({"primaryKey": [shape.key]} if shape.key else {}),
            "foreignKeys": _keys(shape),
        },
        "narrow": {"role": role, **shape.narrow, **complete, **whole, "columns": _said(shape)},
    }


def _field(name: str, required: bool) -> dict[str, Any]:
    given: dict[str, Any] = {
        "name": name,
        "type": "string",
        "title": name.replace("_", " ").capitalize(),
    }
    if name == "commands_unit":
        given["missingValues"] = ["", "unknown"]
    return given | ({"constraints": {"required": True}} if required else {})


def _keys(shape: Shape) -> list[dict[str, Any]]:
    return [
        {"fields": [name], "reference": {"resource": table, "fields": [name]}}
        for name, table in (("person_id", "persons"), ("source_id", "sources"))
        if name in shape.columns and shape.key != name
    ]


def _said(shape: Shape) -> dict[str, dict[str, Any]]:
    """Give what narrow says of each column, without the names that are blank."""
    return {
        name: {key: value for key, value in block.items() if value}
        for name, block in shape.columns.items()
        if block
    }
