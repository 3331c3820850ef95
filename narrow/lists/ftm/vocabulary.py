"""The columns that a register made of FollowTheMoney has beside those of every imported one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from narrow.lists.tables import PERSONS, Block, Shape

_CODE: Block = {"kind": "code"}
_DATE: Block = {"kind": "date"}
_CODES: Block = {"kind": "code", "values": "set"}
_SEEN: Mapping[str, Block] = {"first_seen": _DATE, "last_seen": _DATE}
_OF_ENTITY: Mapping[str, Block] = {"entity_id": _CODE, "also_source_id": _CODES}
_CITED = {"sources": ["source_id", "also_source_id"]}


def _more(columns: Mapping[str, Block], **narrow: Any) -> Shape:
    return Shape(columns, {**_CITED, **narrow})


MORE: Mapping[str, Shape] = {
    "persons": _more(
        {
            "death_date": _DATE | {"values": "rival", "ftm": "Person:deathDate"},
            "death_date_as_given": {},
            "country": _CODES | {"ftm": "Person:country"},
            "topics": _CODES | {"ftm": "Person:topics"},
            "referents": _CODES,
            "origin": _CODES,
            **_SEEN,
            "also_source_id": _CODES,
        },
        naming={**PERSONS.narrow["naming"], "died": "death_date"},
    ),
    "names": _more({"also_source_id": _CODES}),
    "posts": _more(
        {
            "country": _CODES | {"ftm": "Position:country"},
            "region": {"values": "set", "ftm": "Position:subnationalArea"},
            "topics": _CODES | {"ftm": "Position:topics"},
            "inception": _DATE | {"ftm": "Position:inceptionDate"},
            "dissolution": _DATE | {"ftm": "Position:dissolutionDate"},
            "start_as_given": {},
            "end_as_given": {},
            "held_on": _DATE | {"ftm": "Occupancy:date"},
            "ended_by": _DATE,
            "status_as_given": _CODE | {"ftm": "Occupancy:status"},
            **_SEEN,
            **_OF_ENTITY,
        },
        time={
            "start": "start",
            "end": "end",
            "held_on": "held_on",
            "ended_by": "ended_by",
            "until_death": "yes",
        },
    ),
    "designations": _more(
        {
            "program_id": _CODES | {"ftm": "Sanction:programId"},
            "listed_on_as_given": {},
            "delisted_on_as_given": {},
            "in_force_on": _DATE,
            "over_by": _DATE,
            "status_as_given": _CODE | {"ftm": "Sanction:status"},
            "url": _CODES | {"ftm": "Sanction:sourceUrl"},
            **_SEEN,
            **_OF_ENTITY,
        },
        time={
            "start": "listed_on",
            "end": "delisted_on",
            "held_on": "in_force_on",
            "ended_by": "over_by",
        },
    ),
    "identifications": _more(dict(_OF_ENTITY)),
    "addresses": _more({"full": {"ftm": "Address:full"}, **_OF_ENTITY}, says="{full}"),
    "relations": _more({"to_id": _CODE, **_OF_ENTITY}),
}


# What FollowTheMoney's words are in a register: topics, papers, kinds of link, kinds of name.
#
# Only what is plain is here. `gov.head` or `gov.security` may mean several sectors, so the words of
# the position decide; where topics name two sectors, they name none.


MOST_SCHEMATA = 200  # that are counted apart; FollowTheMoney has about seventy
OTHER = "other schemata"

SECTORS: Mapping[str, str] = {
    "gov.executive": "executive",
    "gov.judicial": "judiciary",
    "gov.legislative": "legislature",
    "gov.muni": "subnational",
    "gov.soe": "state-enterprise",
    "mil": "military",
    "pol.party": "party",
    "role.diplo": "diplomatic",
}

PAPERS: Mapping[str, str] = {
    "passportNumber": "Passport",
    "idNumber": "Identification number",
    "taxNumber": "Tax number",
    "innCode": "INN",
    "ogrnCode": "OGRN",
    "registrationNumber": "Registration number",
    "socialSecurityNumber": "Social security number",
    "vatCode": "VAT code",
    "licenseNumber": "License number",
    "npiCode": "NPI",
    "imoNumber": "IMO number",
    "icijId": "ICIJ id",
    "wikidataId": "Wikidata",
}

NAMES: Mapping[str, tuple[str, str]] = {  # kind and quality
    "name": ("name", ""),
    "alias": ("aka", ""),
    "previousName": ("fka", ""),
    "weakAlias": ("aka", "low"),
}

REMARKS = ("notes", "summary", "description", "biography")


@dataclass(frozen=True, slots=True)
class Link:
    """A schema of links: its two ends, the property with its word, what each end is without one.

    The word says what the one at `doer` is to the one at `other`.
    """

    doer: str
    other: str
    word: str
    usual: str
    back: str


LINKS: Mapping[str, Link] = {
    # "mother" means that the relative is the mother of the person
    "Family": Link("relative", "person", "relationship", "family", "family"),
    "Associate": Link("associate", "person", "relationship", "associate", "associate"),
    "UnknownLink": Link("subject", "object", "role", "linked-to", "linked-to"),
    "Directorship": Link("director", "organization", "role", "director", "directed by"),
    "Membership": Link("member", "organization", "role", "member", "has as member"),
    "Employment": Link("employee", "employer", "role", "employee", "employer"),
    "Ownership": Link("owner", "asset", "role", "owner", "owned by"),
    "Representation": Link("agent", "client", "role", "agent", "client"),
}
FACTS = frozenset({"Occupancy", "Sanction", "Identification", "Passport", *LINKS})

# Properties of a person that have a column or a table of their own, or say a name in parts.
CARRIED = frozenset(
    {
        *NAMES,
        *PAPERS,
        *REMARKS,
        "address",
        "addressEntity",
        "birthDate",
        "birthPlace",
        "citizenship",
        "country",
        "deathDate",
        "gender",
        "nationality",
        "position",
        "topics",
    }
)
PARTS = frozenset(
    {"firstName", "secondName", "middleName", "fatherName", "motherName", "lastName", "nameSuffix"}
)
