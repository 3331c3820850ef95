"""The remarks of an OFAC entry are read clause by clause; a clause not understood is left over."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from narrow.imports.written_dates import edtf

_CLAUSE = re.compile(r";\s*")
_ALTERNATE = re.compile(r"alt\.\s+", re.IGNORECASE)
_BORN = re.compile(r"DOB:?\s+(.+)")
_PLACE = re.compile(r"POB:?\s+(.+)")
_NATION = re.compile(r"nationality\s+(.+)")
_CITIZEN = re.compile(r"citizen\s+(.+)")
_GENDER = re.compile(r"Gender\s+(Male|Female)", re.IGNORECASE)
_LINKED = re.compile(r"Linked To:\s*(.+)")
_NAMED = re.compile(r"(a|f|n)\.k\.a\.,?\s+['‘\"]?(.+?)['’\"]?,?")
_SECONDARY = re.compile(
    r"(Additional Sanctions Information\b|Secondary sanctions risk:|"
    r"Transactions Prohibited For Persons\b|Executive Order \d|CAATSA ).*"
)
_KIN = re.compile(
    r"((?:half-|step)?(?:brother|sister|son|daughter|father|mother)(?:-in-law)?"
    r"|(?:former |ex-)?(?:wife|husband)|spouse|nephew|niece|cousin|uncle|aunt) of (.+)",
    re.IGNORECASE,
)
_KINDS = (
    "Passport|Diplomatic Passport|Cedula No|Cedula de Ciudadania|Cedula de Residencia|"
    "National ID No|National Foreign ID Number|National Foreign ID|Tax ID No|"
    "Identification Number|Personal ID Card|"
    "D.N.I|SSN|Driver's License No|NIT|LE Number|Birth Certificate Number|Chinese Commercial Code|"
    "Cartilla de Servicio Militar Nacional|Numero de Identidad|Credencial electoral|"
    "Travel Document Number|Residency Number|Matricula Mercantil No|Citizen's Card Number|"
    "Registration ID|Turkish Identificiation Number|Turkish Identification Number|I.F.E|R.F.C|"
    "C.U.R.P|RTN|RUC|RIF|C.U.I|C.U.I.P|C.U.I.T|Electoral Registry No|Stateless Person ID Card|"
    "Refugee ID Card|Kenyan ID No|Bosnian Personal ID No|Italian Fiscal Code|Interpol: Red Notice|"
    "Stateless Person Passport|British National Overseas Passport|Business Registration Number|"
    "Identity Card|Phone Number|US FEIN|V.A.T. Number|Registration Number|Immigration No|"
    "Seaman's book|Moroccan Personal ID No|Tarjeta Profesional|VisaNumberID|Afghan Money Service"
)
_NUMBERED = re.compile(
    rf"({'|'.join(re.escape(kind) for kind in _KINDS.split('|'))})\.?\s*[#:]?\s+"
    r"([^\s(][^(]*?)\s*(?:\(([^()]*)\))?((?:\s*(?:issued|expires|;).*)?)"
)
_RUN = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Paper:
    """A passport or another number that somebody is known by; blank where it does not say."""

    kind: str
    number: str
    country: str
    as_given: str


@dataclass(slots=True)
class Remarks:
    """What the remarks of one entry say; `left` are the clauses that were not understood."""

    born: list[str] = field(default_factory=list)
    born_as_given: list[str] = field(default_factory=list)
    not_dates: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    nations: list[str] = field(default_factory=list)
    citizen: list[str] = field(default_factory=list)
    gender: list[str] = field(default_factory=list)
    linked: list[tuple[str, str]] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def add_birth(self, text: str) -> None:
        """Add a birth date as it is written, as a date where it is one."""
        day = edtf(text)
        self.born_as_given.append(text)
        (self.born if day else self.not_dates).append(day or text)


def read_remarks(text: str, title: str = "") -> Remarks:
    """Read remarks; a clause that says the title of the entry again is understood as that."""
    told = Remarks()
    titles = {_bare(part) for part in _clauses(title)}
    for clause in _clauses(text):
        if _bare(clause) not in titles and not _took(told, clause):
            told.left.append(clause.removesuffix("."))
    return told


def _clauses(text: str) -> Iterable[str]:
    return (part for part in (p.strip() for p in _CLAUSE.split(text)) if part.strip(". "))


def _bare(text: str) -> str:
    return text.strip().rstrip(".").casefold()


def _took(told: Remarks, given: str) -> bool:
    # The last clause ends with the full stop of the whole; names such as "S.A." keep theirs.
    clause = given if given.endswith((".A.", "Inc.", "Ltd.", "Co.")) else given.removesuffix(".")
    bare = _ALTERNATE.sub("", clause, count=1)
    plain = (
        (_PLACE, told.places),
        (_NATION, told.nations),
        (_CITIZEN, told.citizen),
        (_GENDER, told.gender),
    )
    for pattern, values in plain:
        found = pattern.fullmatch(bare)
        if found:
            values.append(found[1].strip().replace(";", ","))
            return True
    return _took_more(told, bare, given)


def _took_more(told: Remarks, bare: str, given: str) -> bool:
    born = _BORN.fullmatch(bare)
    named = _NAMED.fullmatch(bare)
    paper = _NUMBERED.fullmatch(bare)
    linked, kin = _LINKED.fullmatch(bare), _KIN.fullmatch(bare)
    if born:
        told.add_birth(born[1])
    elif named:
        told.named.append((f"{named[1]}ka", named[2].strip()))
    elif linked:
        told.linked.append(("linked-to", linked[1]))
    elif kin:
        told.linked.append((kin[1].lower(), kin[2]))
    elif _SECONDARY.fullmatch(bare):
        told.notices.append(bare)
    elif paper and _RUN.search(paper[2]):
        kind, number, country, _ = paper.groups()
        told.papers.append(Paper(kind, number, country or "", given))
    else:
        return False
    return True
