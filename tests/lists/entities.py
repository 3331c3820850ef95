"""Small invented files of FollowTheMoney entities; nobody in them is anybody."""

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]
SEEN = "2026-11-01T10:00:00"


def entity(key: str, schema: str, *datasets: str, **properties: Any) -> Json:
    """Give an entity; a property that is one text becomes a list of it."""
    given = {n: v if isinstance(v, list) else [v] for n, v in properties.items()}
    beside = {"datasets": list(datasets) or ["meridia_list"], "last_seen": SEEN}
    return {"id": key, "caption": key, "schema": schema, "properties": given, **beside}


ROE = entity(
    "p1",
    "Person",
    "meridia_list",
    "meridia_gov",
    name=["Ana Roe", "ROE, Ana"],
    alias="Anita",
    weakAlias="La Roe",
    birthDate=["1960", "1960-05"],
    nationality=["mt", "sm"],
    gender="female",
    topics=["role.pep"],
    position="Former Minister of Finance",
    passportNumber="X1",
    addressEntity="a1",
    education="College",
) | {"referents": ["ofac-1", "q1"], "first_seen": "2023-01-01T00:00:00", "origin": ["crawl"]}
POE = entity("p2", "Person", name="Bo Poe", birthDate="1970-02-30", address="2 Side St")
POST = entity(
    "pos1",
    "Position",
    name="Commander of the Northern Garrison",
    country="mt",
    subnationalArea="North",
    inceptionDate="1990",
    topics=["gov.national", "mil"],
)
HELD = entity("o1", "Occupancy", holder="p1", post="pos1", startDate="2009", status="ended")
LISTED = entity(
    "s1",
    "Sanction",
    entity="p1",
    authority="Meridia Treasury",
    program=["CORRUPTION", "ARMS"],
    programId="MT-COR",
    listingDate="2018-03-01T00:00:00",
    reason="for reasons",
    sourceUrl="https://example.org/1",
    authorityId="77",
)
HOME = entity("a1", "Address", full="1 Main St, Springfield", city="Springfield", country="mt")
PASSPORT = entity("d1", "Passport", holder="p2", number="Z9", country="mt")
FIRM = entity("c1", "Company", name="ACME")
FIRM_LISTED = entity("s2", "Sanction", entity="c1", authority="Meridia Treasury")
OWNER = entity("l1", "Ownership", owner="p1", asset="c1", role="shareholder")
KIN = entity("l2", "Family", person="p1", relative="p2", relationship="brother")
ALL = [ROE, POE, POST, HELD, LISTED, HOME, PASSPORT, FIRM, FIRM_LISTED, OWNER, KIN]


def lines(entities: Iterable[Json]) -> bytes:
    """Give entities as JSON lines."""
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in entities)


def entity_file(folder: Path, entities: Sequence[Json] = ALL, name: str = "e.json") -> Path:
    """Write entities as JSON lines, packed where the name ends in .gz."""
    raw = lines(entities)
    path = folder / name
    path.write_bytes(gzip.compress(raw, mtime=0) if name.endswith(".gz") else raw)
    return path


def nested(**within: Any) -> Json:
    """Give the first person with entities within, as targets.nested.json has them."""
    inner = {name: [_bare(one) for one in given] for name, given in within.items()}
    return ROE | {"properties": ROE["properties"] | inner}


def _bare(given: Json) -> Json:
    """Leave out the end that is the person within which an entity stands."""
    ends = ("holder", "entity", "owner", "person")
    kept = {n: v for n, v in given["properties"].items() if not (n in ends and v == ["p1"])}
    return given | {"properties": kept}


SIMPLE = """\
"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","program_ids","dataset","first_seen","last_seen","last_change"
"p1","Person","Ana Roe","Anita;\\"Roe; Ana\\"","1960;1960-05","mt;sm","1 Main St","X1","CORRUPTION - for reasons - 2018-03-01","+356 1","a@example.org","MT-COR","Meridia List;Meridia Government","2023-01-01T00:00:00","2026-11-01T10:00:00","2026-01-01T00:00:00"
"c1","Company","ACME","","","mt","","","","","","","Meridia List","2023-01-01T00:00:00","2026-11-01T10:00:00","2026-01-01T00:00:00"
"p2","Person","","","","","","","","","","","Meridia List","","",""
"p1","Person","Ana Roe","","","","","","","","","","Meridia List","","",""
""".replace('\\"', '""')
