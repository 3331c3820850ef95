"""The words around a role say its sector, branch, echelon and whether a unit is commanded.

Precision comes before recall: two branches named at once are no branch, an echelon counts only
in arms, and whatever no word says stays blank.
"""

from dataclasses import dataclass

from narrow.lists.titles.lexicon import DEPUTY, MEMBER, OFFICER, Lexicon, Words

ARMED = ("military", "other")  # `other` are armed groups: their formations have sizes, too
# What a role says of its sector by itself, whatever body is named beside it.
SAYS = {
    "minister": "executive",
    "vice-minister": "executive",
    "governor": "subnational",
    "mayor": "subnational",
    "legislator": "legislature",
    "constituent": "constituent-assembly",
    "judge": "judiciary",
    "prosecutor": "prosecution",
    "ambassador": "diplomatic",
}
_LEAD = ("commander", "deputy-commander", "chief-of-staff", "officer")


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a post; blank where the title does not say."""

    sector: str
    branch: str
    role: str
    commands_unit: str
    echelon: str


def coded(role: str, words: Words, ranked: bool, lexicon: Lexicon) -> Codes | None:
    """Code a post from its role and all its words; None where they do not say the role."""
    found = _found("sector", words, lexicon)
    branches = _found("branch", words, lexicon)
    found |= {"military"} if branches else set()
    sector = _sector(role, found, branches, lexicon)
    if not sector and ranked and role in _LEAD:
        sector = "military"
    marks = lexicon.marks(words)
    role = _of_body(role, sector, "board" in marks)
    if not role:
        return None
    branch = _branch(branches) if sector == "military" else ""
    echelon = ""
    if sector in ARMED and role in _LEAD:
        echelon = _only(_found("echelon", words, lexicon))
    formed = bool(branch or echelon) and "unformed" not in marks
    commands = _commands(role, sector, branch, formed, "military" in found)
    return Codes(sector, branch, role, commands, echelon)


def _found(name: str, words: Words, lexicon: Lexicon) -> set[str]:
    return {hit.code for hit in lexicon.find(name, words)}


def _only(codes: set[str]) -> str:
    return next(iter(codes)) if len(codes) == 1 else ""


def _sector(role: str, found: set[str], branches: set[str], lexicon: Lexicon) -> str:
    if "minister" in role and "ministry-of-defence" in branches:
        return "military"
    if "minister" in role and "subnational" in found:
        return "subnational"
    if role in SAYS:
        return SAYS[role]
    return max(found, key=lexicon.sectors.index, default="")


def _branch(branches: set[str]) -> str:
    if "ministry-of-defence" in branches:
        return "ministry-of-defence"
    return _only(branches - {"joint"}) or (_only(branches) if branches == {"joint"} else "")


def _of_body(role: str, sector: str, board: bool) -> str:
    """Turn "member", "deputy of" and "officer" into the role that the body gives; else keep it."""
    if role in (MEMBER, DEPUTY) and sector == "legislature":
        return "legislator"
    if role == MEMBER:
        constituent = sector == "constituent-assembly" and not board
        return "constituent" if constituent else "board-member" if board else ""
    if role == OFFICER:
        return "officer" if sector in ("military", "police", "intelligence") else ""
    return "" if role == DEPUTY else role


def _commands(role: str, sector: str, branch: str, formed: bool, military: bool) -> str:
    """Say whether a unit is commanded: `unknown` where arms are borne and no word settles it."""
    if branch == "ministry-of-defence":
        return "no"
    armed = sector == "military" or (sector == "intelligence" and military)
    if role == "commander":
        if sector == "military":
            return "yes" if formed else "unknown"
        return "unknown" if sector in ("", "other") else "no"
    if role == "chief-of-staff":
        return "unknown" if armed or sector in ("", "other") else "no"
    return "unknown" if armed and role in ("officer", "director") else "no"
