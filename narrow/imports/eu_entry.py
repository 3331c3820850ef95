"""One entry of the EU's list becomes a person, whether it came as XML or as rows of a CSV.

Both forms name the same things: an entry has blocks (names, birth dates, addresses ...), each with
fields. The day of a listing is that of the act which lists. Where the entry has a day of
designation too and it is another, or where the act repealed an older one, the listing began
somewhere between the two and is given as that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from narrow.imports.eu_acts import Acts
from narrow.imports.eu_days import birth_of, day_of_listing
from narrow.imports.intake import Intake
from narrow.imports.listed import Born, Listed, Listing, Naming, Paper, Place, is_latin

AUTHORITY = "EU"
PUBLISHER = "European Commission"
SOURCE = "eu-sanctions"
TITLE = "Consolidated list of persons, groups and entities subject to EU financial sanctions"
BLOCKS = ("regulation", "namealias", "birthdate", "citizenship", "address", "identification")
PERSON, ENTERPRISE = "person", "enterprise"
Block = Mapping[str, str]
_NOWHERE = ("", "unknown", "00")
_FLAGS = ("diplomatic", "knownexpired", "knownfalse", "reportedlost", "revokedbyissuer")
_SAYS = ("nameondocument", "issuedby", "issueddate", "issuedate", "validfrom", "validto", "remark")


@dataclass(slots=True)
class Entry:
    """An entry; fields are named as in the list, in small letters."""

    fields: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, list[Block]] = field(default_factory=dict)

    def all(self, block: str) -> Sequence[Block]:
        """Give the blocks of a name."""
        return self.blocks.get(block, ())


def key_of(name: str) -> str:
    """Give a field's name alike for both forms: `typeCode` and `identificationTypeCode` are one."""
    bare = name.lower().removeprefix("identification")
    return bare.removesuffix("ofmonth").removesuffix("ofyear")


def fault_of(entry: Entry, kind: str) -> str:
    """Say why an entry cannot be taken; blank where it can."""
    number = entry.fields.get("logicalid", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 12):
        return f"{number[:40]!r} is not the number of an entry (logicalId)"
    if kind not in (PERSON, ENTERPRISE):
        return f"{kind[:40]!r} is no kind of entry; expected {PERSON} or {ENTERPRISE}"
    return "" if kind == ENTERPRISE or any(map(_name, entry.all("namealias"))) else "has no name"


def listed(entry: Entry, acts: Acts, intake: Intake) -> Listed:
    """Gather what an entry says of a person."""
    told = Listed(f"eu-{entry.fields['logicalid']}")
    _names(entry, told)
    for block in entry.all("birthdate"):
        day, given = birth_of(block)
        if given:
            told.born[Born(day, given)] = None
        place = _joined(_known(block, "place", "city", "region", "countrydescription"))
        if place:
            told.places[place] = None
    for block in entry.all("citizenship"):
        told.citizen |= dict.fromkeys(_known(block, "countrydescription", "countryiso2code")[:1])
    told.addresses |= dict.fromkeys(_addresses(entry))
    told.papers |= dict.fromkeys(_papers(entry))
    told.listings |= dict.fromkeys(_listings(entry, acts, intake))
    named = ("namealias", "birthdate", "citizenship")
    blocks = [entry.fields, *(block for name in named for block in entry.all(name))]
    told.remarks |= dict.fromkeys(block["remark"] for block in blocks if block.get("remark"))
    said = (block.get("contactinfo", "") for block in entry.all("address"))
    told.left |= dict.fromkeys(text for text in said if text)
    return told


def _names(entry: Entry, told: Listed) -> None:
    """Gather names; the first good one in Latin letters is the main one."""
    blocks = [block for block in entry.all("namealias") if _name(block)]
    main = min(blocks, key=lambda block: (not is_latin(_name(block)), _is_weak(block)))
    told.names[Naming(_name(main), "name", "")] = None
    for block in blocks:
        name, quality = _name(block), {"true": "good", "false": "low"}
        if not is_latin(name):
            told.native |= dict.fromkeys([name] if name != _name(main) else ())
        elif name != _name(main):
            told.names[Naming(name, "aka", quality.get(block.get("strong", "").lower(), ""))] = None
        told.genders |= dict.fromkeys(_known(block, "gender"))
        told.titles |= dict.fromkeys(_known(block, "function"))
        told.forms |= dict.fromkeys(_known(block, "title"))


def _is_weak(block: Block) -> bool:
    return block.get("strong", "").lower() == "false"


def _name(block: Block) -> str:
    parts = (block.get(part, "") for part in ("firstname", "middlename", "lastname"))
    return block.get("wholename", "") or " ".join(part for part in parts if part)


def _listings(entry: Entry, acts: Acts, intake: Intake) -> Iterable[Listing]:
    number = entry.fields.get("eureferencenumber", "") or entry.fields["logicalid"]
    designated = entry.fields.get("designationdate", "")
    details = entry.fields.get("designationdetails", "")
    for act in entry.all("regulation") or [{}]:
        published, in_force = act.get("publicationdate", ""), act.get("entryintoforcedate", "")
        said = (
            act.get("numbertitle", ""),
            f"in force from {in_force}" if in_force else "",
            f"designated {designated}" if designated else "",
            details,
        )
        day = day_of_listing(act.get("type", ""), published or in_force, designated, intake)
        summary = "; ".join(filter(None, said))
        yield Listing(act.get("programme", ""), day, number, summary, acts.cited(act))


def _addresses(entry: Entry) -> Iterable[Place]:
    for block in entry.all("address"):
        street = _joined(_known(block, "street", "pobox", "place"))
        city = " ".join(_known(block, "zipcode", "city"))
        then = (
            "as at the time of listing"
            if block.get("asatlistingtime", "").lower() == "true"
            else ""
        )
        note = "; ".join(filter(None, (then, block.get("remark", ""))))
        place = Place(street, city, block.get("region", ""), _country(block), note)
        if street or city or place.region or place.country or note:
            yield place


def _papers(entry: Entry) -> Iterable[Paper]:
    for block in entry.all("identification"):
        number = block.get("number", "") or block.get("latinnumber", "")
        if number:
            kind = block.get("typedescription", "") or block.get("typecode", "")
            flags = [flag for flag in _FLAGS if block.get(flag, "").lower() == "true"]
            said = [f"{name} {block[name]}" for name in _SAYS if block.get(name)]
            latin = [block["latinnumber"]] if block.get("latinnumber", number) != number else []
            yield Paper(kind, number, _country(block), "; ".join([number, *latin, *flags, *said]))
    united = entry.fields.get("unitednationid", "")
    if united:
        yield Paper("UN reference number", united, "", united)


def _country(block: Block) -> str:
    known = _known(block, "countrydescription", "countryiso2code")
    return next(iter(known), "")


def _known(block: Block, *names: str) -> list[str]:
    return [text for name in names if (text := block.get(name, "")).lower() not in _NOWHERE]


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)
