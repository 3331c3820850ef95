"""What is known so far of a file of entities, and the rows that its facts give with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from narrow.imports import ftm_facts
from narrow.imports.ftm_entity import Entity
from narrow.imports.ftm_facts import Cells, Position
from narrow.imports.ftm_person import write_person
from narrow.imports.ftm_sources import Datasets
from narrow.imports.ftm_words import FACTS, LINKS
from narrow.imports.intake import Intake, Sink
from narrow.imports.rows import Titles

_HOLDERS: Mapping[str, tuple[str, str]] = {
    "Occupancy": ("holder", "posts"),
    "Sanction": ("entity", "designations"),
    "Identification": ("holder", "identifications"),
    "Passport": ("holder", "identifications"),
}


@dataclass(slots=True)
class Known:
    """The names of persons and of whatever else by id, the positions, who lives at an address."""

    people: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    posts: dict[str, Position] = field(default_factory=dict)
    homes: dict[str, list[str]] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Give the name of an entity, or its id where it is not in the file."""
        return self.people.get(key) or self.others.get(key) or key


def ends(entity: Entity) -> tuple[str, ...]:
    """Name the properties of a fact that say whom it is about."""
    link = LINKS.get(entity.schema)
    return (link.doer, link.other) if link else (_HOLDERS[entity.schema][0],)


class Rows:
    """Writes the rows of persons and of the facts about them."""

    def __init__(self, datasets: Datasets, sink: Sink, intake: Intake, titles: Titles) -> None:
        self.datasets, self.sink, self.intake, self.titles = datasets, sink, intake, titles
        self.known = Known()

    def person(self, entity: Entity) -> None:
        """Write a person, and all that stands nested within it."""
        self.known.people[entity.id] = entity.name
        for home in entity.all("addressEntity"):
            self.known.homes.setdefault(home, []).append(entity.id)
        cited = self.datasets.cells(entity, entity.day("last_seen"))
        write_person(entity, cited, self.sink, self.intake, self.titles)
        for prop, within in entity.within:
            self.nested(entity, prop, within)

    def position(self, entity: Entity) -> None:
        """Remember a position, unless one of its id is known."""
        if entity.id not in self.known.posts:
            self.known.posts[entity.id] = ftm_facts.position(entity, self.intake, self.titles)

    def missing_post(self, entity: Entity) -> str:
        """Say what is wrong with the post of an occupancy; blank where it is known."""
        if entity.schema != "Occupancy":
            return ""
        posts = entity.all("post")
        lost = [key for key in posts if key not in self.known.posts]
        if lost:
            return f"the Occupancy names {lost[0][:40]!r}, which is no Position in the file"
        return "" if posts else "the Occupancy names no post"

    def fact(self, entity: Entity, person: str) -> None:
        """Write what a fact says of one person in it; its post must be known."""
        if entity.schema in LINKS:
            self._link(entity, person)
            return
        for cells in self._rows(entity):
            self.write(_HOLDERS[entity.schema][1], person, entity, cells)

    def _rows(self, entity: Entity) -> Iterator[Cells]:
        if entity.schema == "Occupancy":
            for key in entity.all("post"):
                yield from ftm_facts.occupancy(entity, self.known.posts[key], self.intake)
        elif entity.schema == "Sanction":
            yield from ftm_facts.sanction(entity, self.intake)
        else:
            yield from ftm_facts.identification(entity)

    def _link(self, entity: Entity, person: str) -> None:
        link = LINKS[entity.schema]
        for mine, theirs, doer in ((link.doer, link.other, True), (link.other, link.doer, False)):
            if person in entity.all(mine):
                kind = ftm_facts.linked(entity, link, doer=doer)
                for key in entity.all(theirs):
                    cells = {"kind": kind, "to_name": self.known.name(key), "to_id": key}
                    self.write("relations", person, entity, cells)

    def home(self, entity: Entity, person: str) -> None:
        """Write an address of a person."""
        self.write("addresses", person, entity, ftm_facts.address(entity))

    def write(self, role: str, person: str, entity: Entity, cells: Cells) -> None:
        """Write a row about a person, which rests on the data sets of the entity that says it."""
        cited = self.datasets.cells(entity, entity.day("last_seen"))
        own = {"person_id": person, "entity_id": entity.id}
        self.sink.row(role, {**cells, **own, **cited})

    def nested(self, owner: Entity, prop: str, entity: Entity) -> None:
        """Write what an entity within a person says of that person."""
        for inner in _all_within(entity):
            if inner.schema == "Position":
                self.position(inner)
            if inner.schema not in FACTS:
                self.known.others.setdefault(inner.id, inner.name)
        if entity.schema == "Address":
            self.home(entity, owner.id)
        elif entity.schema not in FACTS or self.missing_post(entity):
            self.intake.not_understood(prop[:60], f"{entity.schema} {entity.id}")
        else:
            free = [end for end in ends(entity) if not entity.all(end)]
            if len(free) == 1:  # a nested entity leaves out the end that holds it
                entity.properties[free[0]] = [owner.id]
            self.fact(entity, owner.id)


def _all_within(entity: Entity) -> Iterator[Entity]:
    yield entity
    for _, inner in entity.within:
        yield from _all_within(inner)
