"""OpenSanctions' `targets.simple.csv`: a row per target, several values in a cell between `;`.

It says countries and not nationalities, and sanctions as one text each: nothing more is made of
them than they say.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from narrow.errors import RequestError
from narrow.lists.ftm.facts import LONGEST_ID, MOST_SCHEMATA, OTHER, Datasets, days_of
from narrow.lists.import_log import Intake, Sink
from narrow.lists.persons import Titles, checked, joined, nothing_understood
from narrow.lists.readers.csv_rows import first_row, rows

NEEDED = ("id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers")
_KNOWN = frozenset(
    {
        *NEEDED,
        "sanctions",
        "phones",
        "emails",
        "program_ids",
        "dataset",
        "first_seen",
        "last_seen",
        "last_change",
    }
)


def columns_of(path: Path) -> Sequence[str]:
    """Give the columns of such a file by its header; none where it is no such file."""
    header = [cell.strip().removeprefix("\ufeff") for cell in first_row(path)]
    return header if set(NEEDED) <= set(header) else ()


def os_simple(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read targets into persons and what is said of them; titles are not in this form."""
    del titles
    if len(sources) != 1:
        raise RequestError("targets.simple.csv is one file")
    path = sources[0]
    header = columns_of(path)
    for name in (name for name in header if name not in _KNOWN):
        intake.not_understood("column", name)
    datasets, seen = Datasets(path), set[str]()
    table = intake.watched(
        rows(path, len(header), intake), lambda one: zip(header, one[1], strict=True)
    )
    for line, cells in table:
        row = dict(zip(header, cells, strict=True))
        if line == 1 and row["id"].removeprefix("\ufeff") == "id":
            intake.read[path.name] -= 1
            continue
        fault = _fault(row, seen)
        seen.add(row["id"])
        if fault:
            intake.refuse(path, line, fault)
        elif row["schema"] != "Person":
            schema = row["schema"][:60]
            known = schema in intake.set_aside or len(intake.set_aside) < MOST_SCHEMATA
            intake.set_aside[schema if known else OTHER] += 1
        else:
            intake.taken += 1
            _person(row, datasets, sink, intake)
    datasets.write(sink, intake)


def _fault(row: Mapping[str, str], seen: set[str]) -> str:
    key = row["id"]
    if not key or len(key) > LONGEST_ID:
        return "has no id"
    if key in seen:
        return f"the id {key[:40]!r} repeats that of an earlier row"
    if not row["schema"]:
        return "has no schema"
    return "" if row["name"] or row["schema"] != "Person" else "has no name"


def _person(row: Mapping[str, str], datasets: Datasets, sink: Sink, intake: Intake) -> None:
    last_seen = checked(row.get("last_seen", "")[:10])
    sources = tuple(_values(row.get("dataset", "")))
    cited = datasets.named(sources, last_seen)
    own = {"person_id": row["id"], **cited}
    born, aliases = _values(row["birth_date"]), _values(row["aliases"])
    left = [f"{name}: {row[name]}" for name in ("phones", "emails") if row.get(name)]
    sink.row(
        "persons",
        own
        | {
            "name": row["name"],
            "name_as_given": row["name"],
            "also_known_as": joined(aliases),
            "birth_date": ";".join(days_of(born, intake, "birth_date")),
            "birth_date_as_given": joined(born),
            "country": joined(_values(row["countries"])),
            "left_over": "; ".join(left),
            "first_seen": checked(row.get("first_seen", "")[:10]),
            "last_seen": last_seen,
        },
    )
    for alias in aliases:
        sink.row("names", own | {"name": alias, "name_as_given": alias, "kind": "aka"})
    for number in _values(row["identifiers"]):
        sink.row("identifications", own | {"number": number, "as_given": number})
    for text in _values(row["addresses"]):
        sink.row("addresses", own | {"full": text})
    for cells in _listings(row, last_seen):
        sink.row("designations", own | cells)


def _listings(row: Mapping[str, str], last_seen: str) -> Iterator[dict[str, str]]:
    """Give a row per sanction; its text holds programme, reason, status and dates unmarked.

    Which text belongs to which of several programmes is not said: each programme has them all. A
    programme may stand without a text.
    """
    programs, texts = _values(row.get("program_ids", "")), _values(row.get("sanctions", ""))
    if len(programs) > 1 or not texts:
        rows = [(program, "; ".join(texts)) for program in programs]
    else:
        rows = [(joined(programs), text) for text in texts]
    for program, text in rows:
        yield {"program_id": program, "summary": text, "last_seen": last_seen}


def _values(cell: str) -> list[str]:
    """Give the values of a cell; one that holds a `;` stands in quotes, as in a CSV of its own."""
    if not cell:
        return []
    lines: Iterable[str] = (cell,)
    try:
        found = next(csv.reader(lines, delimiter=";"), [])
    except csv.Error:
        found = cell.split(";")
    return list(dict.fromkeys(value.strip() for value in found if value.strip()))
