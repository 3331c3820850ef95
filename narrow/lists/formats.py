"""The forms that can be imported, and what a file looks like; told by content, not by name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from narrow.errors import RegisterError, RequestError, nearest
from narrow.lists import eu, opensanctions, un
from narrow.lists.described import Given, columns_of, described, descriptions, variant
from narrow.lists.ftm import reader as ftm
from narrow.lists.ftm.facts import MORE
from narrow.lists.import_log import Intake, Sink
from narrow.lists.ofac import advanced as ofac_advanced
from narrow.lists.ofac import csv as ofac_csv
from narrow.lists.ofac import person as ofac
from narrow.lists.ofac import xml as ofac_xml
from narrow.lists.persons import Titles
from narrow.lists.readers.csv_rows import rows
from narrow.lists.readers.json_lines import GZIP
from narrow.lists.readers.xml_records import elements, root_of
from narrow.lists.tables import Listing

Importer = Callable[[Sequence[Path], Sink, Intake, Titles], None]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of list: its importer, and what the register made of it is called.

    `ignored` are ends of paths in it whose values reach no column, and why that is right.
    """

    name: str
    says: str
    importer: Importer
    listing: Listing
    ignored: Mapping[str, str] = field(default_factory=dict)
    described: Sequence[Given] = ()


_OFAC = Listing(
    "ofac-sdn", "OFAC SDN list: individuals", ofac.AUTHORITY, ofac.PUBLISHER, part="SDN"
)
_EU = Listing("eu-sanctions", "EU financial sanctions: individuals", eu.AUTHORITY, eu.PUBLISHER)
_CONS = Listing(
    "ofac-non-sdn",
    f"OFAC {ofac.NON_SDN}: individuals",
    ofac.AUTHORITY,
    ofac.PUBLISHER,
    part="non-SDN",
)
_POINTS = "points to another entry of the list"
_BOOKS = "is the list's own record of its changes"
_FLAG = "is told by the column that it is read into"
_OF_FTM = {"/post": _POINTS, "caption": "is chosen among the names", "last_change": _BOOKS}
_OF_FTM |= dict.fromkeys(("first_seen", "last_seen"), "stands with the persons and posts")
_OF_STATEMENTS = {
    "original_value": "is the value before it was cleaned",
    "lang": "no column holds the language of a name",
    "origin": "is the publisher's own record",
}
_OF_UN = {"/LAST_DAY_UPDATED/VALUE": _BOOKS, "/VERSIONNUM": _BOOKS, "/SORT_KEY": _BOOKS}
_OF_UN |= {"/SORT_KEY_LAST_MOD": _BOOKS, "/QUALITY": _FLAG}
_OF_SDN = {"/uid": _POINTS, "/sdnType": _FLAG, "/mainEntry": "births are equal rivals"}
_OF_SDN |= {"/aka/type": _FLAG, "/aka/category": _FLAG}


def non_sdn(
    importer: Importer, sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles
) -> None:
    """Read OFAC's other lists by the importer of the same form of the SDN list."""
    importer(sources, ofac.NonSdn(sink), intake, titles)


FORMS = {
    form.name: form
    for form in (
        Form(
            "ofac-csv",
            "OFAC's SDN list, legacy CSV",
            ofac_csv.ofac_csv,
            _OFAC,
        ),
        Form(
            "ofac-xml",
            "OFAC's SDN list, XML (sdn.xml)",
            ofac_xml.ofac_xml,
            _OFAC,
            _OF_SDN,
        ),
        Form(
            "ofac-advanced",
            "OFAC's SDN list, Advanced XML",
            ofac_advanced.ofac_advanced,
            _OFAC,
        ),
        Form(
            "un",
            "the UN consolidated list, XML",
            un.un,
            Listing(
                "un-consolidated", "UN consolidated list: individuals", un.AUTHORITY, un.PUBLISHER
            ),
            _OF_UN,
        ),
        Form(
            "eu-xml",
            "the EU list of financial sanctions, XML",
            eu.eu_xml,
            _EU,
        ),
        Form(
            "eu-csv",
            "the EU list of financial sanctions, CSV",
            eu.eu_csv,
            _EU,
        ),
        Form(
            "ftm-json",
            "FollowTheMoney entities, JSON lines",
            ftm.ftm,
            Listing("ftm", "FollowTheMoney entities: persons", "", ftm.PUBLISHER, more=MORE),
            _OF_FTM,
        ),
        Form(
            "os-nested",
            "FollowTheMoney entities within each other, JSON lines (targets.nested.json)",
            ftm.ftm,
            Listing("ftm", "OpenSanctions targets: persons", "", ftm.PUBLISHER, more=MORE),
            _OF_FTM,
        ),
        Form(
            "os-simple",
            "OpenSanctions targets, CSV (targets.simple.csv)",
            opensanctions.os_simple,
            Listing(
                "os-simple",
                "OpenSanctions targets: persons",
                "",
                ftm.PUBLISHER,
                more={**MORE, "designations": opensanctions.DESIGNATIONS},
            ),
            _OF_FTM,
        ),
        Form(
            "os-statements",
            "OpenSanctions statements (statements.csv, statements.pack)",
            partial(ftm.ftm, read=opensanctions.statements),
            Listing("ftm", "OpenSanctions statements: persons", "", ftm.PUBLISHER, more=MORE),
            _OF_FTM | _OF_STATEMENTS,
        ),
        Form(
            "senzing",
            "Senzing records, JSON (senzing.json)",
            partial(ftm.ftm, read=opensanctions.senzing),
            Listing("ftm", "Senzing records: persons", "", ftm.PUBLISHER, more=MORE),
            _OF_FTM,
        ),
    )
}
for _form in [FORMS[name] for name in ("ofac-csv", "ofac-xml", "ofac-advanced")]:
    _name = _form.name.replace("ofac-", "ofac-non-sdn-")
    _says = _form.says.replace("SDN list", "non-SDN list").replace("sdn.xml", "consolidated.xml")
    FORMS[_name] = Form(_name, _says, partial(non_sdn, _form.importer), _CONS, _form.ignored)
for _name, _all in descriptions():
    _said = _all[0]["listing"]
    FORMS[_name] = Form(
        _name,
        _all[0]["says"],
        partial(described, forms=_all),
        Listing(
            _said["name"],
            _said["title"],
            _said["authority"],
            _said["publisher"],
            more=columns_of(_all[0]),
        ),
        _all[0].get("ignored", {}),
        _all,
    )
_ROOTS = {
    un.ROOT: "the UN consolidated list, XML",
    ofac_xml.ROOT: "OFAC's SDN list, XML (sdn.xml)",
    ofac_advanced.ROOT: "OFAC's SDN list, Advanced XML",
    eu.ROOT: "the EU list of financial sanctions, XML",
    "html": "a web page",
}
_MAGIC = {
    b"PK": "a zip file (an .xlsx or .ods too)",
    GZIP: "a file packed with gzip",
    b"%PDF": "a PDF",
}


_LOOKED_AT = 200  # rows or programmes by which OFAC's lists are told apart
_ENTITIES = {"flat": "ftm-json", "nested": "os-nested"}


def forms_of(sources: Sequence[Path], named: str = "") -> list[tuple[Form, list[Path]]]:
    """Sort files by their form, in their order; raises RequestError where one is of none.

    A form that is named is the form of them all.
    """
    if not sources:
        raise RequestError("name a file to import")
    if named and named not in FORMS:
        raise RequestError(f"no form {named!r}{nearest(named, FORMS)}")
    known = {form.says: form for form in FORMS.values()}
    found: dict[str, list[Path]] = {}
    for path in sources:
        says = looks_like(path)
        if named and says != FORMS[named].says:
            raise RequestError(f"{path} looks like {says}, not like {FORMS[named].says}")
        if says not in known:
            raise RequestError(f"{path} looks like {says}{_known()}")
        found.setdefault(says, []).append(path)
    return [(known[says], paths) for says, paths in found.items()]


def looks_like(path: Path) -> str:
    """Say what a file looks like in a few words; raises RequestError where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise RequestError(f"{path} cannot be read: {error.strerror or error}") from None
    if head.startswith(GZIP) or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        shape = ftm.shape_of(path)
        if shape == "broken":
            return "a file packed with gzip that is torn or broken"
        if shape:
            return FORMS[_ENTITIES[shape]].says
    if says := _described(path, head):
        return says
    for magic, says in _MAGIC.items():
        if head.startswith(magic):
            return says
    bare = head.removeprefix(b"\xef\xbb\xbf").strip()
    if not bare:
        return "an empty file"
    if bare.startswith(b"<") or (bare.startswith((b"\xff\xfe", b"\xfe\xff")) and root_of(path)[0]):
        return _which(path, _markup(path, bare))
    if bare.startswith((b"{", b"[")):
        return "JSON of no list that narrow knows"
    return _table(path)


def _described(path: Path, head: bytes) -> str:
    if opensanctions.senzing_in(path, head):
        return FORMS["senzing"].says
    for form in FORMS.values():
        if form.described and variant(form.described, path):
            return form.says
    return ""


def _table(path: Path) -> str:
    if opensanctions.statement_columns(path):
        return FORMS["os-statements"].says
    if opensanctions.columns_of(path):
        return FORMS["os-simple"].says
    if eu.eu_header(path):
        return FORMS["eu-csv"].says
    says = FORMS["ofac-csv"].says if ofac_csv.part_of(path) else "no list that narrow knows"
    return _which(path, says)


def _which(path: Path, says: str) -> str:
    """Tell OFAC's other lists from its SDN list, whose forms they have."""
    form = next((one for one in FORMS.values() if one.says == says and one.listing is _OFAC), None)
    if form is None:
        return says
    programs: Iterable[str] = ()
    if form.name == "ofac-csv" and ofac_csv.part_of(path) == "sdn":
        given = islice(rows(path, ofac_csv.WIDTHS["sdn"], Intake()), _LOOKED_AT)
        programs = (program for _, cells in given for program in cells[3].split("] ["))
    elif form.name == "ofac-xml":
        given_xml = islice(elements(path, frozenset({"program"}), Intake()), _LOOKED_AT)
        programs = (one.text or "" for _, one in given_xml)
    try:
        found = ofac.is_non_sdn(path.name, programs)
    except RegisterError:  # told when it is read
        return says
    return FORMS[form.name.replace("ofac-", "ofac-non-sdn-")].says if found else says


def _markup(path: Path, head: bytes) -> str:
    if head[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "a web page"
    root = root_of(path)[0]
    if b"<!DOCTYPE" in head and not root:
        return "an XML file with a document type, which may define entities and is not read"
    return _ROOTS.get(root, f"an XML file of <{root[:40]}>" if root else "a broken XML file")


def _known() -> str:
    said = ", ".join(FORMS)
    return f"; what can be imported: {said}; of a table of one's own --guess proposes a mapping"
