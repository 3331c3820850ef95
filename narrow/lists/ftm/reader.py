"""FollowTheMoney's JSON lines, flat or nested: entities in any order, read once.

What an entity refers to may stand after it. Names, positions and who lives where are held in
memory; the line of a fact whose person has not come yet waits in a temporary file, and is looked
at again when all have come.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from narrow.errors import RegisterError
from narrow.lists.ftm.facts import (
    FACTS,
    MOST_SCHEMATA,
    OTHER,
    Datasets,
    Entity,
    Rows,
    ends,
    fault_of,
)
from narrow.lists.import_log import LARGEST_CELL, Intake, Sink
from narrow.lists.persons import Titles, nothing_understood
from narrow.lists.readers.json_lines import (
    LONGEST_LINE,
    Told,
    objects,
    parsed,
    raw_lines,
    too_large,
)

PUBLISHER = "OpenSanctions or another publisher of FollowTheMoney data"
IN_MEMORY = 1 << 25  # bytes of waiting lines
LOOKED_AT = 100  # objects that tell nested files from flat ones
LOOKED_FOR = 5  # lines within which the first entity stands


def shape_of(path: Path) -> str:
    """Say whether a file holds entities: "flat", "nested", "broken" where it cannot be unpacked.

    Blank where it holds none.
    """
    found = ""
    try:
        for at, (_, raw) in enumerate(raw_lines(path, Intake())):
            told = parsed(raw) if len(raw) <= LONGEST_LINE else ""
            if isinstance(told, dict) and not fault_of(told):
                found = "nested" if Entity(told).within else found or "flat"
            if found == "nested" or at >= LOOKED_AT or (at >= LOOKED_FOR and not found):
                break
    except RegisterError:
        return found or "broken"
    return found


def ftm(
    sources: Sequence[Path],
    sink: Sink,
    intake: Intake,
    titles: Titles = nothing_understood,
    *,
    read: Callable[[Path, Intake], Iterator[Told]] = objects,
) -> None:
    """Read entities into persons and what is said of them; `read` gives those of a file."""
    datasets = Datasets(sources[0])
    reading = _Reading(Rows(datasets, sink, intake, titles), intake)
    with SpooledTemporaryFile(max_size=IN_MEMORY) as waiting:
        lines = 0
        for at, path in enumerate(sources):
            for line, raw, found in read(path, intake):
                if not reading.first_look(path, line, found, len(raw)):
                    waiting.write(b"%d %d %s\n" % (at, line, raw.strip()))
                    lines += 1
        waiting.seek(0)
        for _ in range(lines):
            number, number_of_line, raw = waiting.readline().split(b" ", 2)
            path = sources[int(number)]
            reading.last_look(path, int(number_of_line), Entity(json.loads(raw)))
    datasets.write(sink, intake)


class _Reading:
    def __init__(self, rows: Rows, intake: Intake) -> None:
        self.rows, self.known, self.intake = rows, rows.known, intake
        self.ids: set[str] = set()

    def first_look(self, path: Path, line: int, found: dict[str, Any], size: int) -> bool:
        """Take an entity, or give False where it refers to what has not come yet."""
        fault = fault_of(found)
        if not fault and found["id"] in self.ids:
            fault = f"the id {found['id'][:40]!r} repeats that of an earlier entity"
        elif size > LARGEST_CELL and too_large(found):
            fault = f"the entity has more than {LARGEST_CELL:,} characters"
        if fault:
            self.intake.refuse(path, line, fault)
            return True
        entity = Entity(found)
        self.ids.add(entity.id)
        if entity.schema == "Address" or (entity.schema in FACTS and not self.is_ready(entity)):
            return False
        if entity.schema in FACTS:
            self.fact(path, line, entity)
        elif entity.schema == "Person":
            self.person(path, line, entity)
        else:
            self.other(entity)
        return True

    def last_look(self, path: Path, line: int, entity: Entity) -> None:
        """Take an entity that has waited for all the others."""
        if entity.schema in FACTS:
            self.fact(path, line, entity)
            return
        dwellers = self.known.homes.get(entity.id, [])
        for person in dwellers:
            self.rows.home(entity, person)
        if dwellers:
            self.intake.settle(entity.leaves())
        self.count(entity, taken=bool(dwellers))

    def person(self, path: Path, line: int, entity: Entity) -> None:
        if entity.name:
            self.rows.person(entity)
            self.intake.taken += 1
            self.intake.settle(entity.leaves())
        else:
            self.intake.refuse(path, line, "has no name")

    def other(self, entity: Entity) -> None:
        if entity.schema == "Position":
            self.rows.position(entity)
        self.known.others[entity.id] = entity.name
        self.count(entity, taken=False)

    def is_ready(self, entity: Entity) -> bool:
        """Say whether all that a fact refers to is known."""
        keys = entity.all(*ends(entity), *(("post",) if entity.schema == "Occupancy" else ()))
        return all(key in self.known.people or key in self.known.others for key in keys)

    def fact(self, path: Path, line: int, entity: Entity) -> None:
        """Write the rows of a fact for each person in it; refuse it where it names nobody."""
        keys = entity.all(*ends(entity))
        people = [key for key in keys if key in self.known.people]
        lost = [
            key for key in keys if key not in self.known.people and key not in self.known.others
        ]
        fault = self.rows.missing_post(entity) if people else ""
        if not keys:
            fault = f"the {entity.schema} names nobody"
        elif lost and not people:
            fault = f"the {entity.schema} names {lost[0][:40]!r}, which is not in the file"
        if fault:
            self.intake.refuse(path, line, fault)
            return
        for person in people:
            self.rows.fact(entity, person)
        if people:
            self.intake.settle(entity.leaves())
        self.count(entity, taken=bool(people))

    def count(self, entity: Entity, *, taken: bool) -> None:
        aside = self.intake.set_aside
        if taken:
            self.intake.taken += 1
        elif entity.schema in aside or len(aside) < MOST_SCHEMATA:
            aside[entity.schema] += 1
        else:
            aside[OTHER] += 1
