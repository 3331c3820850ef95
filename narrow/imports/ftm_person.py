"""A Person of FollowTheMoney becomes a row of persons, with its names, papers and free titles."""

from collections.abc import Mapping

from narrow.imports.ftm_entity import Entity, dated, days_of
from narrow.imports.ftm_words import CARRIED, NAMES, PAPERS, PARTS, REMARKS
from narrow.imports.intake import Intake, Sink
from narrow.imports.rows import Titles, joined, write_posts

GENDERS = ("male", "female", "other")


def write_person(
    entity: Entity, cited: dict[str, str], sink: Sink, intake: Intake, titles: Titles
) -> None:
    """Write the rows of a person, and count what was not understood of it."""
    title = "; ".join(entity.all("position"))
    told = titles(title) if title else None
    cells = {
        "person_id": entity.id,
        "title_as_given": title,
        "rank": joined(told.ranks if told else ()),
        "left_over": _left_over(entity, intake),
        "remarks_as_given": "; ".join(entity.all(*REMARKS)),
    }
    sink.row("persons", {**cells, **_person(entity, intake), **_kept(entity), **cited})
    own = {"person_id": entity.id, **cited}
    if told:
        write_posts(_Citing(sink, cited), intake, entity.id, title, told, cited["source_id"])
    _names(entity, own, sink)
    for prop in filter(PAPERS.__contains__, entity.properties):
        for number in entity.all(prop):
            cells = {"kind": PAPERS[prop], "number": number, "as_given": f"{prop} {number}"}
            sink.row("identifications", own | cells | {"entity_id": entity.id})
    if "addressEntity" not in entity.properties:  # else the same ones come in parts
        for text in entity.all("address"):
            sink.row("addresses", own | {"full": text, "entity_id": entity.id})


def _person(entity: Entity, intake: Intake) -> dict[str, str]:
    name = entity.name
    died, died_as_given = dated(entity, "deathDate", intake, "death_date")
    return {
        "name": name,
        "name_as_given": name,
        "also_known_as": joined(other for other in entity.all(*NAMES) if other != name),
        **_gender(entity, intake),
        "birth_date": ";".join(days_of(entity.all("birthDate"), intake, "birth_date")),
        "birth_date_as_given": joined(entity.all("birthDate")),
        "birth_place": joined(entity.all("birthPlace")),
        "death_date": died,
        "death_date_as_given": died_as_given,
        "nationality": joined(entity.all("nationality")),
        "citizenship": joined(entity.all("citizenship")),
        "country": joined(entity.all("country")),
        "topics": joined(entity.all("topics")),
    }


def _kept(entity: Entity) -> dict[str, str]:
    """Give what says where the entity itself comes from."""
    return {
        "referents": joined(entity.listed("referents")),
        "origin": joined(entity.listed("origin")),
        "first_seen": entity.day("first_seen"),
        "last_seen": entity.day("last_seen"),
    }


class _Citing:
    """Writes rows that rest on several data sets."""

    def __init__(self, sink: Sink, cited: Mapping[str, str]) -> None:
        self.sink, self.cited = sink, cited

    def row(self, role: str, cells: Mapping[str, str]) -> None:
        """Write a row of a table with the data sets that say it."""
        self.sink.row(role, {**cells, **self.cited})


def _names(entity: Entity, own: dict[str, str], sink: Sink) -> None:
    main = entity.name
    for prop, (kind, quality) in NAMES.items():
        for name in entity.all(prop):
            if name != main:
                cells = {"name": name, "name_as_given": name, "kind": kind, "quality": quality}
                sink.row("names", own | cells)


def _gender(entity: Entity, intake: Intake) -> dict[str, str]:
    given = entity.all("gender")
    known = given[0].lower() if len(given) == 1 else ""
    if given and known not in GENDERS:
        intake.not_understood("gender", joined(given))
        known = ""
    return {"gender": known, "gender_as_given": joined(given)}


def _left_over(entity: Entity, intake: Intake) -> str:
    """Give what has no column as text; values that are no text at all are not understood."""
    for name, value in entity.odd():
        intake.not_understood(name[:60], value)
    within = {name for name, _ in entity.within}
    kept = []
    for name, values in entity.properties.items():
        if name not in CARRIED and name not in within and name not in PARTS:
            kept.append(f"{name}: {', '.join(values)}")
            intake.notes["properties without a column, kept as text in left_over"] += 1
    return "; ".join(kept)
