"""OpenSanctions' other forms: `targets.simple.csv`, `statements.csv` and `senzing.json`.

The first has a row per target, with several values in a cell between `;`. It says countries and not
nationalities, and sanctions as one text each: nothing more is made of them than they say. The
others become entities of FollowTheMoney.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from narrow.errors import NarrowError, RequestError
from narrow.lists.ftm.facts import LONGEST_ID, MORE, MOST_SCHEMATA, OTHER, PAPERS, Datasets, days_of
from narrow.lists.import_log import Intake, Sink
from narrow.lists.persons import Titles, checked, joined, nothing_understood
from narrow.lists.readers.csv_rows import first_row, rows
from narrow.lists.readers.json_lines import Told, objects, parsed, raw_lines, whole
from narrow.lists.tables import Shape

DESIGNATIONS = Shape(  # the form does not say who lists
    MORE["designations"].columns,
    {**MORE["designations"].narrow, "says": "listed: {program_id} {summary}"},
)
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
    if len(_values(row.get("program_ids", ""))) > 1:  # which text is of which nobody knows
        left += _values(row.get("sanctions", ""))
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

    Which text belongs to which of several programmes is not said: then the texts are the person's.
    A programme may stand without a text.
    """
    programs, texts = _values(row.get("program_ids", "")), _values(row.get("sanctions", ""))
    if len(programs) > 1 or not texts:
        rows = [(program, "") for program in programs]
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


# `statements.csv`: a value a row; `statements.pack` is the same without a header.


_PACK = (
    *("entity_id", "prop", "value", "dataset", "lang", "original_value", "target", "external"),
    *("first_seen", "last_seen", "id"),
)
STATEMENTS = frozenset(("entity_id", "prop", "schema", "value", "dataset"))
_OF_PACK = re.compile(r"[A-Z][A-Za-z]+:[A-Za-z]+", re.ASCII)
Entity = dict[str, Any]
# The columns that are read, and what says nothing of a person: numbers, types, marks of the list.
_READ = STATEMENTS | {"canonical_id", "external", "first_seen", "last_seen"}
_READ |= {"id", "prop_type", "target"}


def statement_columns(path: Path) -> Sequence[str]:
    """Give the columns of a file of statements; none where it is none."""
    header = [cell.strip().removeprefix("\ufeff") for cell in first_row(path)]
    if set(header) >= STATEMENTS:
        return header
    is_pack = len(header) == len(_PACK) and _OF_PACK.fullmatch(header[1])
    return _PACK if is_pack else ()


def statements(path: Path, intake: Intake) -> Iterator[Told]:
    """Give the entities that statements make, as their data sets were merged."""
    columns = statement_columns(path)
    found: dict[str, Entity] = {}
    for line, cells in rows(path, len(columns), intake):
        intake.read[path.name] -= 1
        row = dict(zip(columns, cells, strict=True))
        if row["entity_id"] == "entity_id":
            continue
        schema, _, prop = row["prop"].rpartition(":")
        schema = schema or row["schema"]
        if row.get("external", "") in ("t", "true", "1"):
            intake.notes["statements of candidates that nobody confirmed, left out"] += 1
            continue
        key = row.get("canonical_id") or row["entity_id"]
        fresh = {"id": key, "schema": schema, "properties": {}, "datasets": [], "referents": []}
        entity = found.setdefault(key, fresh | {"line": line})
        if schema == "Person":
            entity["schema"] = schema
            spare = ((name, text) for name, text in row.items() if name not in _READ)
            intake.settle((name, text) for name, text in spare if text != row["value"])
        if row["entity_id"] not in (key, *entity["referents"]):
            entity["referents"].append(row["entity_id"])
        if row["dataset"] not in entity["datasets"]:
            entity["datasets"].append(row["dataset"])
        days = ("first_seen", min), ("last_seen", max)
        entity |= {name: pick(entity.get(name) or row[name], row[name]) for name, pick in days}
        if prop != "id":
            values = entity["properties"].setdefault(prop, [])
            values += [row["value"]] if row["value"] not in values else []
    for entity in found.values():
        intake.read[path.name] += 1
        line = entity.pop("line")
        yield line, json.dumps(entity, ensure_ascii=False).encode(), entity


# `senzing.json`: records of an entity resolution, a line each or in one array.


_NAME = (
    ("NAME_FULL", "NAME_ORG"),
    ("NAME_PREFIX", "NAME_FIRST", "NAME_MIDDLE", "NAME_LAST", "NAME_SUFFIX"),
)
_PLACE = (
    *("ADDR_LINE1", "ADDR_LINE2", "ADDR_LINE3", "ADDR_CITY", "ADDR_STATE", "ADDR_POSTAL_CODE"),
    "ADDR_COUNTRY",
)
_PLAIN = {
    "DATE_OF_BIRTH": "birthDate",
    "DATE_OF_DEATH": "deathDate",
    "PLACE_OF_BIRTH": "birthPlace",
    "ADDR_FULL": "address",
    "NATIONALITY": "nationality",
    "CITIZENSHIP": "citizenship",
    "COUNTRY_OF_ASSOCIATION": "country",
    "REGISTRATION_COUNTRY": "country",
    "TOPIC": "topics",
    "GENDER": "gender",
    "NATIONAL_ID_NUMBER": "idNumber",
    "TAX_ID_NUMBER": "taxNumber",
    "SSN_NUMBER": "socialSecurityNumber",
    "URL": "sourceUrl",
}
_GENDERS = {"m": "male", "f": "female", "male": "male", "female": "female"}
_SCHEMATA = {"PERSON": "Person", "ORGANIZATION": "Organization"}
_HEAD = ("DATA_SOURCE", "RECORD_ID", "RECORD_TYPE", "LAST_CHANGE", "NAME_TYPE")


def is_senzing(found: Any) -> bool:
    """Say whether an object is a record of Senzing."""
    return isinstance(found, dict) and {"DATA_SOURCE", "RECORD_ID"} <= found.keys()


def senzing_in(path: Path, head: bytes) -> bool:
    """Say whether a file holds records of Senzing, a line each or in an array."""
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"DATA_SOURCE" not in head or not bare.startswith((b"{", b"[")):
        return False
    if bare.startswith(b"["):
        try:
            return any(map(is_senzing, whole(path)))
        except NarrowError:
            return False
    return is_senzing(next((parsed(raw) for _, raw in raw_lines(path, Intake())), None))


def senzing(path: Path, intake: Intake) -> Iterator[Told]:
    """Give the entities of records; a record without a type is a post that somebody has held."""
    for line, record in _records(path, intake):
        if not is_senzing(record):
            intake.refuse(path, line, "is no record with DATA_SOURCE and RECORD_ID")
            continue
        entities = list(_of_senzing(record))
        intake.read[path.name] += len(entities) - 1  # a paper or a link is an entity of its own
        for entity in entities:
            yield line, json.dumps(entity, ensure_ascii=False).encode(), entity


def _records(path: Path, intake: Intake) -> Iterator[tuple[int, Any]]:
    with path.open("rb") as file:
        array = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    if not array:
        yield from ((line, found) for line, _, found in objects(path, intake))
        return
    for number, record in enumerate(whole(path), 1):
        intake.read[path.name] += 1
        yield number, record


def _of_senzing(record: Mapping[str, Any]) -> Iterator[Entity]:
    key, properties = str(record["RECORD_ID"]), dict[str, list[str]]()
    same = {"datasets": [record["DATA_SOURCE"]], "last_seen": record.get("LAST_CHANGE", "")}
    flat = {name: value for name, value in record.items() if not isinstance(value, list)}
    inner = [one for value in record.values() if isinstance(value, list) for one in value]
    facts: list[tuple[str, dict[str, list[str]]]] = []
    for part in (flat, *(one for one in inner if isinstance(one, dict))):
        text = {name: str(value) for name, value in part.items() if value not in (None, "")}
        whole_name, pieces = (" ".join(filter(None, map(text.get, names))) for names in _NAME)
        if name := whole_name or pieces:
            main = text.get("NAME_TYPE", "PRIMARY") == "PRIMARY" and "name" not in properties
            properties.setdefault("name" if main else "alias", []).append(name)
        if place := ", ".join(filter(None, map(text.get, _PLACE))):
            properties.setdefault("address", []).append(place)
        if number := text.get("PASSPORT_NUMBER"):
            country = text.get("PASSPORT_COUNTRY", "")
            facts.append(("Passport", {"holder": [key], "number": [number], "country": [country]}))
        kind = text.get("OTHER_ID_TYPE") or text.get("TRUSTED_ID_TYPE", "")
        if number := text.get("OTHER_ID_NUMBER") or text.get("TRUSTED_ID_NUMBER"):
            kind = "wikidataId" if kind == "WIKIDATA" else kind
            if kind in PAPERS:
                properties.setdefault(kind, []).append(number)
            else:
                said = {"holder": [key], "number": [number], "type": [kind]}
                facts.append(("Identification", said))
        if other := text.get("REL_POINTER_KEY"):
            role = text.get("REL_POINTER_ROLE", "")
            ends = {"Occupancy": ("holder", "post"), "Family": ("relative", "person")}
            mine, theirs = ends.get(role, ("subject", "object"))
            word = {} if role in ends else {"role": [role]}
            schema = role if role in ends else "UnknownLink"
            facts.append((schema, {mine: [key], theirs: [other], **word}))
        for name, value in text.items():
            if name in _PLAIN:
                known = _GENDERS.get(value.lower(), value) if name == "GENDER" else value
                properties.setdefault(_PLAIN[name], []).append(known)
            elif name.partition("_")[0] not in (
                "NAME",
                "ADDR",
                "PASSPORT",
                "OTHER",
                "TRUSTED",
                "REL",
            ):
                properties.setdefault(name, []).extend([value] if name not in _HEAD else [])
    schema = _SCHEMATA.get(record.get("RECORD_TYPE") or "", "Position")
    if schema == "Position":
        properties["country"] = properties.pop("citizenship", []) + properties.get("country", [])
    yield {"id": key, "schema": schema, "properties": properties, **same}
    for at, (schema, said) in enumerate(facts if record.get("RECORD_TYPE") == "PERSON" else (), 1):
        yield {"id": f"{key}#{at}", "schema": schema, "properties": said, **same}
