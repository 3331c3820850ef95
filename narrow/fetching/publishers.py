"""Where the publishers keep their lists: addresses as of November 2026, and where each is told.

An address that has moved is no reason to wait for a new version: `--from` takes another one.
"""

from narrow.errors import RequestError, nearest
from narrow.model.fetched import Offer

_SLS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
_SLS_PAGE = "https://ofac.treasury.gov/sanctions-list-service"
_UN_PAGE = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list"
_FSF = "https://webgate.ec.europa.eu/fsd/fsf/public/files/"
# The token is part of the public address that the EU's catalogue of open data prints.
_FSF_TAIL = "/content?token=dG9rZW4tMjAxNw"
_FSF_PAGE = (
    "https://data.europa.eu/data/datasets/"
    "consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions"
)
_FCDO = "https://sanctionslist.fcdo.gov.uk/docs/"
_FCDO_PAGE = "https://www.gov.uk/government/publications/the-uk-sanctions-list"
_OS = "https://data.opensanctions.org/datasets/latest/sanctions/"
_OS_PAGE = "https://www.opensanctions.org/datasets/sanctions/"

OFFERS = (
    Offer(
        "ofac",
        "csv",
        "OFAC's SDN list, legacy CSV",
        _SLS_PAGE,
        tuple(
            (name, _SLS + name) for name in ("SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV")
        ),
    ),
    Offer("ofac", "xml", "OFAC's SDN list, XML", _SLS_PAGE, (("SDN.XML", _SLS + "SDN.XML"),)),
    Offer(
        "ofac",
        "advanced",
        "OFAC's SDN list, Advanced XML",
        _SLS_PAGE,
        (("SDN_ADVANCED.XML", _SLS + "SDN_ADVANCED.XML"),),
    ),
    Offer(
        "un",
        "xml",
        "the UN consolidated list, XML",
        _UN_PAGE,
        (("consolidated.xml", "https://scsanctions.un.org/resources/xml/en/consolidated.xml"),),
    ),
    Offer(
        "eu",
        "csv",
        "the EU list of financial sanctions, CSV",
        _FSF_PAGE,
        (("eu-sanctions.csv", f"{_FSF}csvFullSanctionsList_1_1{_FSF_TAIL}"),),
    ),
    Offer(
        "eu",
        "xml",
        "the EU list of financial sanctions, XML",
        _FSF_PAGE,
        (("eu-sanctions.xml", f"{_FSF}xmlFullSanctionsList_1_1{_FSF_TAIL}"),),
    ),
    Offer(
        "uk",
        "csv",
        "the UK sanctions list, CSV",
        _FCDO_PAGE,
        (("UK-Sanctions-List.csv", _FCDO + "UK-Sanctions-List.csv"),),
    ),
    Offer(
        "uk",
        "xml",
        "the UK sanctions list, XML",
        _FCDO_PAGE,
        (("UK-Sanctions-List.xml", _FCDO + "UK-Sanctions-List.xml"),),
    ),
    *(
        Offer("opensanctions", form, f"OpenSanctions, {name}", _OS_PAGE, ((name, _OS + name),))
        for form, name in (
            ("simple", "targets.simple.csv"),
            ("nested", "targets.nested.json"),
            ("ftm", "entities.ftm.json"),
        )
    ),
)


def offer(publisher: str, form: str = "") -> Offer:
    """Find a publisher's list, in its usual form where none is named; raises RequestError."""
    forms = {one.form: one for one in OFFERS if one.publisher == publisher}
    if not forms:
        known = {one.publisher for one in OFFERS}
        raise RequestError(f"no publisher {publisher!r}{nearest(publisher, known)}")
    if form and form not in forms:
        raise RequestError(f"{publisher} has no form {form!r}{nearest(form, forms)}")
    return forms[form or next(iter(forms))]
