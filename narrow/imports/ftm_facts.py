"""What other entities of FollowTheMoney say of a person: posts, listings, papers, homes, links."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

from narrow.imports.ftm_entity import Entity, dated
from narrow.imports.ftm_words import SECTORS, Link
from narrow.imports.intake import Intake
from narrow.imports.rows import Post, Titles, joined, post_cells

MOST_LISTINGS = 100  # rows of one Sanction, which may name several authorities and programmes
ENDED = ("ended", "inactive", "expired", "delisted", "revoked")
CURRENT = ("current", "active", "in force")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Position:
    """A Position as occupancies refer to it: its cells, and the rows that its name gives."""

    cells: dict[str, str]
    posts: list[dict[str, str]]
    left: list[str] = field(default_factory=list)
    mixed: bool = False


def position(entity: Entity, intake: Intake, titles: Titles) -> Position:
    """Read a Position: its name as posts with codes, and the sector that its topics name."""
    told = titles(entity.name) if entity.name else None
    topics = entity.all("topics")
    sectors = {SECTORS[topic] for topic in topics if topic in SECTORS}
    sector = sectors.pop() if len(sectors) == 1 else ""
    cells = {
        "title_as_given": entity.name,
        "country": joined(entity.all("country")),
        "region": joined(entity.all("subnationalArea")),
        "topics": joined(topics),
        "inception": dated(entity, "inceptionDate", intake, "inception")[0],
        "dissolution": dated(entity, "dissolutionDate", intake, "dissolution")[0],
    }
    posts = [_in_sector(post, sector) for post in told.posts] if told else []
    left = list(told.left) if told else []
    posts += [{"title": text, "sector": sector, "commands_unit": "unknown"} for text in left]
    mixed = bool(told and any(sector and p.sector not in ("", sector) for p in told.posts))
    return Position(cells, posts or [{"sector": sector, "commands_unit": "unknown"}], left, mixed)


def _in_sector(post: Post, sector: str) -> dict[str, str]:
    """Give the cells of a post; where the topics name another sector than its words, theirs."""
    cells = {name: text for name, text in post_cells(post).items() if name not in ("start", "end")}
    if sector and cells["sector"] not in ("", sector):
        cells |= {"branch": "", "echelon": "", "commands_unit": "unknown"}
    return cells | ({"sector": sector} if sector else {})


def occupancy(entity: Entity, post: Position, intake: Intake) -> Iterator[Cells]:
    """Give a row for each post that the Position names, with the days of the occupancy.

    "ended" without a date was over on the day on which it was last seen, "current" was held then.
    """
    start, start_as_given = dated(entity, "startDate", intake, "start")
    end, end_as_given = dated(entity, "endDate", intake, "end")
    status, seen = entity.first("status"), entity.day("last_seen") or intake.known_until
    ended, current = status in ENDED and not end, status in CURRENT
    if status not in (*ENDED, *CURRENT, "", "unknown"):
        intake.not_understood("status", status)
    for text in post.left:
        intake.not_understood("title", text)
    if post.mixed:
        intake.notes["posts whose topics name another sector than their words"] += 1
    more = {
        "start": start,
        "start_as_given": start_as_given,
        "end": end,
        "end_as_given": end_as_given,
        "held_on": seen if current and seen else dated(entity, "date", intake, "held_on")[0],
        "ended_by": seen if ended else "",
        "status_as_given": status,
        **seen_days(entity),
    }
    said = "former" if status in ENDED else "current" if status in CURRENT else ""
    for cells in post.posts:
        said_as = said or (cells.get("said_as", "") if cells.get("said_as") == "former" else "")
        yield post.cells | cells | more | {"said_as": said_as}


def sanction(entity: Entity, intake: Intake) -> Iterator[Cells]:
    """Give a row for each authority and programme of a Sanction.

    One without an end stood on the list on the day on which it was last seen.
    """
    prop = "listingDate" if entity.first("listingDate") else "startDate"
    listed, listed_as_given = dated(entity, prop, intake, "listed_on")
    ended, ended_as_given = dated(entity, "endDate", intake, "delisted_on")
    status, seen = entity.first("status"), entity.day("last_seen") or intake.known_until
    over = status.lower() in ENDED and not ended
    goes_on = not ended_as_given and (not status or status.lower() in CURRENT)
    more = {
        "program_id": joined(entity.all("programId")),
        "listed_on": listed,
        "listed_on_as_given": listed_as_given,
        "delisted_on": ended,
        "delisted_on_as_given": ended_as_given,
        "in_force_on": seen if goes_on else "",
        "over_by": seen if over else "",
        "status_as_given": status,
        "reference": joined(entity.all("authorityId", "unscId")),
        "summary": "; ".join(entity.all("reason", "summary", "provisions", "description")),
        "url": joined(entity.all("sourceUrl")),
        **seen_days(entity),
    }
    programs = entity.all("program") or entity.all("programId") or [""]
    pairs = product(entity.all("authority") or [""], programs)
    for authority, program in islice(pairs, MOST_LISTINGS):
        yield {"authority": authority, "program": program} | more
    for pair in pairs:
        intake.not_understood("program", " / ".join(pair))


def identification(entity: Entity) -> Iterator[Cells]:
    """Give a row for each number of an Identification or a Passport."""
    for number in entity.all("number", "passportNumber"):
        yield {
            "kind": entity.first("type") or entity.schema,
            "number": number,
            "country": entity.first("country"),
            "as_given": "; ".join(entity.all("type", "authority", "summary", "description")),
        }


def address(entity: Entity) -> Cells:
    """Give the cells of an Address; its full text is put together where it is not given."""
    street = ", ".join(entity.all("street", "street2", "postOfficeBox"))
    city = " ".join((*entity.all("postalCode"), *entity.all("city")))
    region = ", ".join(entity.all("region", "state"))
    country = entity.first("country")
    parts = ", ".join(filter(None, (street, city, region, country)))
    return {
        "street": street,
        "city": city,
        "region": region,
        "country": country,
        "note": "; ".join(entity.all("remarks", "summary")),
        "full": entity.first("full") or entity.name or parts,
    }


def linked(entity: Entity, link: Link, *, doer: bool) -> str:
    """Say what a person at one end of a link is to the other end."""
    word = "; ".join(entity.all(link.word))
    return (word or link.usual) if doer else link.back


def seen_days(entity: Entity) -> dict[str, str]:
    """Give the first and the last day on which a fact was seen."""
    return {"first_seen": entity.day("first_seen"), "last_seen": entity.day("last_seen")}
