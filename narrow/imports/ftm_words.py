"""What FollowTheMoney's words are in a register: topics, papers, kinds of link, kinds of name.

Only what is plain is here. `gov.head` or `gov.security` may mean several sectors, so the words of
the position decide; where topics name two sectors, they name none.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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
