"""One individual of OFAC's list becomes the rows of a register, whatever file form it came in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from narrow.lists.import_log import Intake, Sink
from narrow.lists.persons import Paper, Titles, Understood, edtf, in_order, joined, write_posts

# The remarks of an OFAC entry are read clause by clause; a clause not understood is left over.


_CLAUSE = re.compile(r";\s*")
_REMARKS_ALTERNATE = re.compile(r"alt\.\s+", re.IGNORECASE)
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
    bare = _REMARKS_ALTERNATE.sub("", clause, count=1)
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


AUTHORITY = "US-OFAC"
PUBLISHER = "Office of Foreign Assets Control, US Department of the Treasury"
SOURCE = "ofac-sdn"
NOTICES = ("Secondary sanctions risk", "Additional Sanctions Information", "Executive Order")
_ALTERNATE = re.compile(r"Alternate Title[,:]\s*")


# OFAC's other lists are published as one, in the same forms: NS-PLC, sectoral, menu-based, CAPTA.


NON_SDN = "Consolidated Sanctions List (non-SDN)"
_NON_SDN_PROGRAMS = ("NS-", "FSE-", "CMIC", "561")
_SHARED = ("UKRAINE-EO13662", "RUSSIA-EO14024")


def is_non_sdn(name: str, programs: Iterable[str]) -> bool:
    """Say whether a file is of the other lists: by its name, or by the programmes in it."""
    said = [program.strip("[] ") for program in programs if program.strip("[] ")]
    known = (*_NON_SDN_PROGRAMS, *_SHARED)
    return name.lower().startswith(("cons", "non-sdn", "non_sdn", "nonsdn")) or (
        all(program.startswith(known) for program in said)
        and any(program.startswith(_NON_SDN_PROGRAMS) for program in said)
    )


class NonSdn:
    """A sink for rows of the other lists: they rest on sources of their own."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def row(self, role: str, cells: Mapping[str, str]) -> None:
        """Write a row of a table."""
        part = cells.get("source_id", "").removeprefix("ofac-").removeprefix("sdn")
        cells = {**cells, "source_id": f"ofac-non-sdn{'-' * bool(part)}{part}"}
        if role == "sources":
            _, mark, rest = cells["title"].partition(": ")
            cells = {**cells, "title": f"{NON_SDN}{mark}{rest}"}
        self._sink.row(role, cells)


@dataclass(frozen=True, slots=True)
class Other:
    """Another name of an entry: aka, fka or nka, the name, good or low, and its source."""

    kind: str
    name: str
    quality: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the list gives it, a text for each field; `told` where it was read before.

    Where `programs` is None, the listings stand elsewhere in the list and are written from there.
    """

    number: str
    name: str
    programs: str | None
    title: str
    remarks: str
    others: tuple[Other, ...] = ()
    told: Remarks | None = None
    native: str = ""


def write_person(entry: Entry, sink: Sink, intake: Intake, titles: Titles) -> None:
    """Write the rows of an individual and count what was not understood of them."""
    told = entry.told or read_remarks(entry.remarks, entry.title)
    for text in told.not_dates:
        intake.not_understood("birth_date", text)
    in_remarks = _posts_in(told, titles)
    for text in told.left:
        intake.not_understood("remarks", text)
    person = f"ofac-{entry.number}"
    understood = titles(entry.title) if entry.title else None
    names = [in_order(other.name) for other in entry.others]
    names += [in_order(name) for _, name in told.named]
    sink.row(
        "persons",
        {
            "person_id": person,
            "name": in_order(entry.name),
            "name_as_given": entry.name,
            "name_native": entry.native,
            "also_known_as": joined(names),
            "gender": _gender(told, intake),
            "gender_as_given": joined(told.gender),
            "birth_date": joined([] if told.not_dates else told.born),
            "birth_date_as_given": joined(told.born_as_given),
            "birth_place": joined(told.places),
            "nationality": joined(told.nations),
            "citizenship": joined(told.citizen),
            "title_as_given": entry.title,
            "rank": joined(understood.ranks if understood else ()),
            "remarks_as_given": entry.remarks,
            "left_over": "; ".join(told.left),
            "source_id": SOURCE,
        },
    )
    if understood:
        write_posts(sink, intake, person, entry.title, understood, SOURCE)
    for text, more in in_remarks:
        write_posts(sink, intake, person, text, more, SOURCE)
    _listings(entry, told, person, sink, ".." if intake.known_until else "")
    _facts(entry, told, person, sink)


def _posts_in(told: Remarks, titles: Titles) -> list[tuple[str, Understood]]:
    """Take the clauses that are titles, and wholly understood, out of what is left over."""
    read = [(text, titles(_ALTERNATE.sub("", text, count=1))) for text in told.left]
    posts = [(text, found) for text, found in read if found.posts and not found.left]
    told.left = [text for text, found in read if not found.posts or found.left]
    return posts


def _listings(entry: Entry, told: Remarks, person: str, sink: Sink, delisted_on: str) -> None:
    own = {"person_id": person, "source_id": SOURCE, "delisted_on": delisted_on}
    for program in entry.programs.split("] [") if entry.programs is not None else ():
        code = program.strip("[] ")
        cells = {"authority": AUTHORITY, "program": code, "reference": entry.number}
        sink.row("designations", own | cells | {"summary": "; ".join(told.notices)})


def _facts(entry: Entry, told: Remarks, person: str, sink: Sink) -> None:
    own = {"person_id": person, "source_id": SOURCE}
    for other in entry.others:
        cells = {"name": in_order(other.name), "name_as_given": other.name, "kind": other.kind}
        ids = {"person_id": person, "source_id": other.source}
        sink.row("names", ids | cells | {"quality": other.quality})
    for kind, name in told.named:
        # OFAC puts an a.k.a. into the remarks when it is a weak one.
        cells = {"name": in_order(name), "name_as_given": name, "kind": kind, "quality": "low"}
        sink.row("names", own | cells)
    for paper in told.papers:
        cells = {"kind": paper.kind, "number": paper.number, "country": paper.country}
        sink.row("identifications", own | cells | {"as_given": paper.as_given})
    for kind, name in told.linked:
        sink.row("relations", own | {"kind": kind, "to_name": name})


def _gender(told: Remarks, intake: Intake) -> str:
    said = {text.lower() for text in told.gender}
    if len(said) > 1 or not said <= {"male", "female"}:
        intake.not_understood("gender", joined(told.gender))
        return ""
    return said.pop() if said else ""
